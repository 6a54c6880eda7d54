// Package words holds what Lede knows about words: lists that an editor can read, and how words are folded, stemmed and
// compared.
//
// A list is a file in reading/ (for taking articles apart) or asking/ (for questions), and a field of [Vocabulary]
// or [Questions] of the same name: field FarPrepositions has what far-prepositions.txt lists. To add a list, add the
// file and the field. A line that begins with # is a comment, one that begins with + takes in another list.
//
// The package knows nothing of texts: it takes words one at a time.
package words
