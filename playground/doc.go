// Package playground is a Discord on this machine: the REST API, the gateway, and a page on which a person does
// what they would do in Discord. A bot is tried in it without a token and without the internet, by hand on the
// page and by Go tests through Person, which is the same code.
//
// It knows nothing of any bot. It refuses what Discord refuses, with Discord's own codes, because a playground
// that accepts more than the real thing would lie; what it does not know it answers with 404, loudly, and lists
// in Refusals. It limits the rate when it is told to, keeps nothing on disk, and is meant for this machine alone.
//
// This package puts the parts together and is all that others import:
//
//	wire     reads JSON as it comes
//	rules    what Discord refuses in a body
//	world    who and what there is, and what was said
//	people   what a person does and sees
//	weather  rate limits, and faults on purpose
//	gateway  sessions and events
//	rest     requests and their answers
//	page     the web page
package playground
