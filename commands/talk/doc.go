// Package talk works out what a direct message means beside an article: whom a pronoun stands for, and how a question goes on from the
// previous one.
//
// It is pure: it takes a text, an article and the previous topic, and returns what is meant. It refuses to answer, and where
// a pronoun may refer to two people it says so instead of choosing.
package talk
