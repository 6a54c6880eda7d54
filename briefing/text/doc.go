// Package text divides a news text into paragraphs and their kinds, sentences, quotations and tokens, and detects its
// language. Everything is a span of the given text.
//
// It does not know who or what the words are about, and does not change a byte of them.
package text
