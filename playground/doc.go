// Package playground is a Discord on this machine: the REST API, the gateway, and a page on which a person does
// what they would do in Discord. A bot is tried out in it without a token and without the internet, by hand on the
// page and by Go tests through Person, which is the same code.
//
// It knows nothing of any bot. It refuses what Discord refuses, with Discord's own codes, because a playground
// that accepts more than the real thing would mislead; it answers unknown requests with a visible 404, and lists them
// in Refusals. It applies rate limits on request, keeps nothing on disk, and is meant for this machine only.
//
// This package assembles the parts and is all that others import:
//
//	wire     reads JSON as it comes
//	rules    what Discord refuses in a body
//	world    the state: guilds, people, channels and messages
//	people   what a person does and sees
//	weather  rate limits, and deliberate faults
//	gateway  sessions and events
//	rest     requests and their answers
//	page     the web page
package playground
