package words

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// thesaurusFile is made by thesauruslist.go.
//
//go:embed asking/thesaurus.txt.gz
var thesaurusFile []byte

// thesaurus maps a stem to its line. The line is split into its columns only when needed.
var thesaurus = sync.OnceValue(func() map[string]string {
	in, err := gzip.NewReader(bytes.NewReader(thesaurusFile))
	if err != nil {
		panic("words: the thesaurus is not built in") // a bug that any test would meet
	}
	text, err := io.ReadAll(in)
	if err != nil {
		panic("words: the thesaurus is damaged") // likewise
	}
	// With a space around every stem, a stem can be searched for as a substring.
	text = bytes.ReplaceAll(text, []byte("|"), []byte(" | "))
	entries := make(map[string]string, bytes.Count(text, []byte("\n")))
	for line := range strings.Lines(string(text)) {
		if word, rest, ok := strings.Cut(strings.Replace(line, "\n", " ", 1), " |"); ok && word[0] != '#' {
			entries[word] = rest
		}
	}
	return entries
})

// Known reports whether a folded word is English, as far as the lists and the thesaurus know.
func Known(word string) bool {
	_, listed := thesaurus()[Stem(word, "en")]
	return listed || Lexicon().Common[word] || Stopword(word, "en") || Digit(word)
}

// meanings are the columns of a word's line in the thesaurus, each with a space around every stem.
type meanings [5]string

// The columns of a line. The last two lead one way only: to what a word is a kind of, and to what defines it.
const (
	columnSame = iota
	columnClose
	columnLoose
	columnKinds
	columnDefined
)

// meaningsOf splits a line into its columns.
func meaningsOf(line string) meanings {
	var m meanings
	rest := line
	for i := range m {
		m[i], rest, _ = strings.Cut(rest, "|")
	}
	return m
}

// Kinship is how a word of a question and one of an article are related by the thesaurus, the closest first.
type Kinship int

// The degrees of kinship.
const (
	SameMeaning  Kinship = iota
	CloseMeaning         // a lesser sense of the word, or derived from it
	SpecialKind          // a kind of what is asked about
	LooseMeaning         // a step more general, or the contrary
	InDefinition         // one helps to define the other
	NoKin
)

// kinshipOf returns how an asked word is related to one of the article. Both have a space on either side.
func kinshipOf(asked, told string, q, a *meanings) Kinship {
	switch {
	case strings.Contains(q[columnSame], told):
		return SameMeaning
	case strings.Contains(q[columnClose], told):
		return CloseMeaning
	case strings.Contains(a[columnKinds], asked):
		return SpecialKind
	case strings.Contains(q[columnLoose], told), strings.Contains(q[columnKinds], told):
		return LooseMeaning
	case strings.Contains(q[columnDefined], told), strings.Contains(a[columnDefined], asked):
		return InDefinition
	}
	return NoKin
}
