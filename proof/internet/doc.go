// Package internet is an internet on this machine: many sites on one listener for http and one for https, told apart by
// Host, with feeds that publish by a clock, article pages and robots.txt. A site or a feed can be given every trouble
// that feeds are known to have. Every request is noted, and judged for its politeness: too early, two at once to a
// site, without the validators that the server gave, deaf to Retry-After.
//
//	internet  listeners, sites, names
//	site      what a site has at its paths
//	feed      a feed and its items, as of a moment, written by playground/papers
//	validate  ETag and Last-Modified, right and wrong
//	trouble   what can be wrong with items, a document, an answer
//	record    every request
//	judge     what was impolite about it
//
// It is written from RFC 9110, RFC 9111, RFC 9309 and the formats' own documents, and refuses to share code with what it
// judges: of Lede's it imports the writing of well made feeds, no reading.
package internet
