package names

import (
	"lede/briefing/text"
	"lede/briefing/words"
)

// readable reports whether the capitals of a sentence mark names.
func (f *nameFinder) readable(s int) bool {
	if !f.TellsStory(s) && !f.plainHeading(s) {
		return false
	}
	if shoutedSentence(f.Reading, s) || credits(f.Reading, s) {
		return false
	}
	return !f.headlined(s)
}

// headlined reports whether a sentence is set as a headline: every longer word has a capital, common ones included.
func (f *nameFinder) headlined(s int) bool {
	common, all := 0, 0
	for i, t := range f.SentenceTokens(s) {
		if !t.Word() || t.End-t.Start < 4 {
			continue
		}
		if !words.Capital(f.At(t.Span)) {
			return false
		}
		all++
		titles := f.title(f.First[s]+i) || f.Words.Modifiers[t.Lower] || f.Words.Heads[f.At(t.Span)] != ""
		if i > 0 && !titles && f.ordinary(f.First[s]+i) {
			common++
		}
	}
	return all > 5 && common > 1
}

// plainHeading reports whether a sentence is a heading with capitals only on names: "Mayor Ann Lee, Green", "Ann Lee
// resigns over bridge".
func (f *nameFinder) plainHeading(s int) bool {
	p := f.Sentences[s].Paragraph
	if p >= len(f.Paragraphs) || f.Paragraphs[p].Kind != text.Heading {
		return false
	}
	small, all := 0, 0
	for _, t := range f.SentenceTokens(s) {
		if t.Word() && t.End-t.Start > 3 {
			all++
			if !words.Capital(f.At(t.Span)) {
				small++
			}
		}
	}
	return small*2 >= all || all < 5 && f.title(f.First[s])
}

// credits reports whether a sentence only credits contributors: "Ann Lee contributed to this report."
func credits(r *text.Reading, s int) bool {
	from, to := r.First[s], r.First[s+1]
	for i := max(from, to-10); i+2 < to; i++ {
		if r.Lower(i) == "contributed" && (r.Lower(i+1) == "to" || r.Lower(i+2) == "to") {
			return to-from < 60 && r.Words.Pieces[r.Lower(to-2)]
		}
	}
	if short := to-from > 3 && to-from < 10; short && r.Lower(from) == "(" && r.Words.Pictures[r.Lower(from+1)] {
		return r.Lower(from+2) == ":" || r.Lower(from+2) == "by" // "(Photo: J. Ellis)"
	}
	return to-from > 3 && r.Words.Credits[r.Lower(from)] && (r.Lower(from+1) == "by" || r.Lower(from+2) == "by")
}
