// Package talk reads what a person writes in a direct message: a wish in a word or two, or a question that follows up on the
// previous one.
//
// It is pure: it takes a text, an article and the previous topic, and returns what is meant. It refuses to answer, and where
// a pronoun may refer to two people it says so instead of choosing.
package talk
