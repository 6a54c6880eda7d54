// Package question takes a question apart: what sort of answer it wants, by which words, of whom and of when.
//
// kind reads the question word, measure what is counted, speech whose words are asked for, cues whether a cause, a manner or the future is. The
// package refuses to know the article; words cuts texts of both into the form in which they are compared.
package question
