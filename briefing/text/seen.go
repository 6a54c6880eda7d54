package text

import "strings"

// Lowered gives sentences in small letters. It keeps the last one, as one sentence may be asked for thousands of times.
type Lowered struct {
	last  int
	lower string
}

// Of returns sentence i, which sentence gives as it is, in small letters.
func (l *Lowered) Of(i int, sentence func(int) string) string {
	if l.lower == "" || l.last != i {
		l.last, l.lower = i, strings.ToLower(sentence(i))
	}
	return l.lower
}

// PlaceSeen returns where part of a text stands in what a reader sees of it. words are the part as it is seen: a word that was divided at the
// end of a line is whole, so that what is behind it stands before where it stood, and a line break may be a space.
func PlaceSeen(whole, part Span, seen, words string) (s Span, ok bool) {
	if part.Start < whole.Start || part.End > whole.End {
		return s, false
	}
	lost := max(0, whole.End-whole.Start-len(seen))
	least := min(len(seen), max(0, part.Start-whole.Start-lost))
	near := seen[least:min(len(seen), part.End-whole.Start)]
	for _, as := range []string{words, strings.Join(strings.Fields(words), " ")} {
		if at := strings.Index(near, as); at >= 0 {
			return Span{Start: least + at, End: least + at + len(as)}, true
		}
	}
	return s, false
}
