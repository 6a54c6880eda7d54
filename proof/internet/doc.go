// Package internet is an internet on this machine: many sites on one listener for http and one for https, distinguished by
// Host, with feeds that publish by a clock, article pages and robots.txt. A site or a feed can be given any trouble
// that feeds are known to have. Every request is recorded, and its politeness judged: too early, two at once to a
// site, without the validators that the server sent, ignoring Retry-After.
//
//	internet  listeners, sites, names
//	site      what a site has at its paths
//	feed      a feed and its items, as of a moment, written by playground/papers
//	validate  ETag and Last-Modified, right and wrong
//	trouble   what can be wrong with items, a document, an answer
//	record    every request
//	judge     what was impolite about it
//
// It is written from RFC 9110, RFC 9111, RFC 9309 and the specifications of the formats, and refuses to share code with what it
// judges: of Lede's code it imports only the writing of well-formed feeds.
package internet
