// Package sight knows what a reader sees of a page: which of its words are hidden, which stand in for others, and where a line
// begins and ends.
//
// The tree of a page goes in and is changed into what is seen of it. The package refuses to know what an article is, and whenever
// a page leaves it open whether words are seen, they are.
package sight
