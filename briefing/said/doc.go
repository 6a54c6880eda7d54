// Package said finds the quotations of a text and who speaks in each, among the cast and the other names.
//
// A new way to name a speaker is a method of attribution, called from direct, and its words are a list in package words. Only English is
// read. It refuses to guess: where the text leaves open who speaks, nobody does.
package said
