// Package world is the state of the playground: servers, channels, roles, people and messages, the interactions that wait
// for an answer, the commands the bot has registered, and how Discord renders all of that as JSON. It knows no network: packages gateway
// and page hear of every change, and packages rest and people make them. It refuses nothing that a bot sends.
package world
