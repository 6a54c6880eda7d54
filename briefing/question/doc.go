// Package question analyses a question: what kind of answer it wants, by which words, about which person and which time.
//
// kind reads the question word, measure what is counted, speech whose words are asked for, cues whether a cause, a manner or the future is. The
// package refuses to know the article; words splits the text of both into the form in which they are compared.
package question
