// Package question analyses a question: what kind of answer it wants, by which words, about which person and which time.
//
// kind.go reads the question word, measure.go what is to be counted, speech.go whose words are wanted, and cues.go whether a cause, a manner
// or the future is asked for. words.go puts question and article into the form in which they are compared; the package refuses to know the
// article otherwise.
package question
