package briefing

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
//go:embed words/thesaurus.txt.gz
var thesaurusFile []byte

// thesaurus leads from a stem to its line, whose columns meanings names. A line is taken apart only when its word is asked about.
var thesaurus = sync.OnceValue(func() map[string]string {
	in, err := gzip.NewReader(bytes.NewReader(thesaurusFile))
	if err != nil {
		panic("briefing: the thesaurus is not built in") // a slip of ours, met by any test
	}
	text, err := io.ReadAll(in)
	if err != nil {
		panic("briefing: the thesaurus is damaged") // likewise
	}
	// With a space around every stem, to look for one is to look for a piece of text.
	text = bytes.ReplaceAll(text, []byte("|"), []byte(" | "))
	entries := make(map[string]string, bytes.Count(text, []byte("\n")))
	for line := range strings.Lines(string(text)) {
		if word, rest, ok := strings.Cut(strings.Replace(line, "\n", " ", 1), " |"); ok && word[0] != '#' {
			entries[word] = rest
		}
	}
	return entries
})

// meanings are the columns of a word's line in the thesaurus, each with a space around every stem.
type meanings [5]string

// The columns of a line. What a word is a kind of, and what defines it, lead one way only.
const (
	columnSame = iota
	columnClose
	columnLoose
	columnKinds
	columnDefined
)

func meaningsOf(stem string) meanings {
	var m meanings
	rest := thesaurus()[stem]
	for i := range m {
		m[i], rest, _ = strings.Cut(rest, "|")
	}
	return m
}

// nearness is how much it is worth that a question has one word and the article another, both with a space on
// either side.
func nearness(from, to string, q, a *meanings) float64 {
	switch {
	case strings.Contains(q[columnSame], to):
		return sameMeaning
	case strings.Contains(q[columnClose], to):
		return closeBy
	case strings.Contains(a[columnKinds], from):
		return specialKind
	case strings.Contains(q[columnLoose], to), strings.Contains(q[columnKinds], to):
		return looselyBy
	case strings.Contains(q[columnDefined], to), strings.Contains(a[columnDefined], from):
		return byDefinition
	}
	return 0
}
