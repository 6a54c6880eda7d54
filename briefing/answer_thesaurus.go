package briefing

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// thesaurusFile is made by scripts/thesaurus.
//
//go:embed words/thesaurus.txt.gz
var thesaurusFile []byte

// thesaurus leads from a stem to its line: the words of the same meaning, those close to it and those loosely
// related. A line is taken apart only when its word is asked about.
var thesaurus = sync.OnceValue(func() map[string]string {
	in, err := gzip.NewReader(bytes.NewReader(thesaurusFile))
	if err != nil {
		panic("briefing: the thesaurus is not built in") // a slip of ours, met by any test
	}
	text, err := io.ReadAll(in)
	if err != nil {
		panic("briefing: the thesaurus is damaged") // likewise
	}
	entries := make(map[string]string, bytes.Count(text, []byte("\n")))
	for line := range strings.Lines(string(text)) {
		if word, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "|"); ok {
			entries[word] = rest
		}
	}
	return entries
})

// nearMeanings are the stems that the thesaurus relates to one, and how much each is worth.
func nearMeanings(stem string) map[string]float64 {
	found := map[string]float64{}
	worth := [...]float64{sameMeaning, closeBy, looselyBy}
	i := 0
	for column := range strings.SplitSeq(thesaurus()[stem], "|") {
		for w := range strings.FieldsSeq(column) {
			found[w] = worth[i]
		}
		i++
	}
	return found
}
