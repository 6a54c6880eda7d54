package briefing

import (
	"lede/briefing/said"
	"lede/briefing/text"
)

// completeDevelopments lists the developments with their titles, their places and their sources.
func (d *draft) completeDevelopments(list aside) {
	if d.article.Developments != nil {
		return
	}
	for _, e := range list.items {
		var found Development
		for _, p := range e.paragraphs {
			for s := range d.SentencesOf(p) {
				found.Sentences = append(found.Sentences, s)
			}
		}
		if len(found.Sentences) == 0 {
			continue
		}
		if e.heading >= 0 {
			span := d.Paragraphs[e.heading].Span
			mark := text.ItemMark(d.Line(e.heading))
			if length, _, stamped := d.stampOf(e.heading); stamped && length < span.End-span.Start {
				mark = max(mark, length) // a heading that is only a time stays one
			}
			span.Start += mark
			found.Title = &span
		}
		found.Places = d.placesOf(found.Sentences)
		found.Source, found.Reported = d.reportedBy(found.Sentences)
		d.article.Developments = append(d.article.Developments, found)
	}
}

// reportedBy returns the source of an event and the sentences attributed to it. A sentence that continues with "he said" is attributed to
// the same source; one without any attribution is not.
func (d *draft) reportedBy(sentences []int) (source string, reported []int) {
	for _, s := range sentences {
		who := said.Reporter(d.cast, []int{s})
		switch {
		case source == "" && who != "", source != "" && who == source:
			source = who
			reported = append(reported, s)
		case source != "" && d.saidOn(d.SentenceTokens(s)):
			reported = append(reported, s)
		}
	}
	return source, reported
}

// saidOn reports whether a sentence has a pronoun that is the subject of a verb of speech: "he said", "they added".
func (d *draft) saidOn(tokens []text.Token) bool {
	for i, t := range tokens {
		if d.Words.StrongSpeech[t.Lower] && i > 0 && (d.Words.Referring[tokens[i-1].Lower] || tokens[i-1].Lower == "it") {
			return true
		}
	}
	return false
}
