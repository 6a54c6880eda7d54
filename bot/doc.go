// Package bot answers people on Discord and posts for the rest of Lede. It routes each interaction and direct message
// to its command, keeps Discord's deadlines for it, and sends the reply.
//
// gateway/ keeps the connections over which events come in, rest/ makes the requests that carry answers and posts, posts/ sends
// unrequested messages, workers/ shares the work among people, definitions/ keeps Discord's list of commands and inspect/ looks
// without changing anything. discordgo is used only for the gateway's protocol, because its typed events break on components it
// does not know, its REST calls share one rate-limit bucket between all replies, and its errors carry the token.
//
// The package refuses to know anything about news. It keeps four promises for every command: an answer or a deferral
// within three seconds, privacy as the command declared it, no more than one request for each attempt at a post, and a
// sentence instead of silence when a handler fails.
package bot
