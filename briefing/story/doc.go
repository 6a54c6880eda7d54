// Package story groups articles about the same event, and finds what is new in one and where several differ.
//
// Each article goes in as a [Signature], small enough to keep by the hundred thousand. One matcher, [Weights.Group], decides
// which of them report one event, whatever their order, for duplicates, for digests and for what changed. From the articles
// of a story come its leader, what only one of them reports, figures that differ, and the sentences that say something new.
//
// Everything returned is an article, a sentence or a span of one. The package is pure: no I/O, no clock, and the same articles
// give the same stories on every machine. It refuses to join articles in different languages, to guess where the words leave
// it open, and to call a difference what may be two things counted.
package story
