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
	if from < limit && f.Words.SmallWords[f.Lower(from)] {
		return Name{}, false // "The Echo:"
	}
	to := f.labelEnd(from, limit)
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

// labelEnd returns the end of the words of a label that begin at token i.
func (f *nameFinder) labelEnd(i, limit int) int {
	for i < limit && (f.Tokens[i].Word() || f.Lower(i) == ".") && f.Lower(i) != "via" {
		i++
	}
	return i
}
