package names

import (
	"lede/briefing/text"
	"lede/briefing/words"
)

// label returns the name that labels a turn of a transcript, “[00:01:07] ANN LEE (by phone):”. Capitals tell nothing
// there, but a label is a name unless it says what somebody does or that a question follows.
func (f *nameFinder) label(s int) (Name, bool) {
	p := f.Sentences[s].Paragraph
	if text.TurnLabel(f.Text, f.Paragraphs, p+1) != p || f.FirstSentence(p) != s {
		return Name{}, false
	}
	from, limit := f.First[s], f.First[s+1]
	for from < limit && !words.Capital(f.Word(from)) {
		from++ // the time
	}
	to := from
	for to < limit && (f.Tokens[to].Word() || f.Lower(to) == ".") && f.Lower(to) != "via" {
		to++
	}
	for from < to-1 && f.Words.Honorifics[f.Lower(from)] {
		from++
	}
	for i := from; i < to; i++ {
		if l := f.Lower(i); f.Words.Roles[l] || f.Words.LabelWords[l] {
			return Name{}, false
		}
	}
	if to-from < 2 {
		return Name{}, false
	}
	n := f.named(from, to, s)
	n.Kind = PersonName
	return n, true
}
