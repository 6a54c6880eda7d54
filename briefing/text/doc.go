// Package text lays out the words of a news text: paragraphs and what each is for, sentences, quotation marks, tokens,
// and the language. Everything is a span of the text that was given.
//
// It refuses to know who or what the words are about, and to change a byte of them.
package text
