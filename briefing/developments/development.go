package developments

import (
	"slices"

	"lede/briefing/cast"
	"lede/briefing/said"
	"lede/briefing/text"
	"lede/pattern"
)

// Development is a separate event that the article lists beside its main story.
type Development struct {
	// Title is the heading that the article gives it.
	Title     *text.Span `json:"title,omitempty"`
	Sentences []int      `json:"sentences"`
	// Places are where it happened. A place that is merely mentioned is not included.
	Places []string `json:"places,omitempty"`
	// Source is who reports it, in the article's words, and Reported lists the Sentences attributed to that source.
	Source   string `json:"source,omitempty"`
	Reported []int  `json:"reported,omitempty"`
}

// Named reports whether the source is given by name or by description rather than by words that mean nothing alone, such as “the agency”.
func (d Development) Named() bool {
	return d.Source != "" && !bare().MatchString(d.Source)
}

var bare = pattern.Of(`^(?i:the) \p{Ll}+$`)

// List lists events with their titles, their places and their sources.
func List(c *cast.Cast, events []Event) (list []Development) {
	f := &finder{Cast: c}
	for _, e := range events {
		var found Development
		for _, p := range e.Paragraphs {
			found.Sentences = slices.AppendSeq(found.Sentences, f.SentencesOf(p))
		}
		if len(found.Sentences) == 0 {
			continue
		}
		if e.Heading >= 0 {
			title := f.titleIn(e.Heading)
			found.Title = &title
		}
		found.Places = f.placesOf(found.Sentences)
		found.Source, found.Reported = f.reportedBy(found.Sentences)
		list = append(list, found)
	}
	return list
}

// titleIn returns the words of a heading behind its mark or its time.
func (f *finder) titleIn(heading int) text.Span {
	title := f.Paragraphs[heading].Span
	mark := text.ItemMark(f.Line(heading))
	if length, _, stamped := f.stampOf(heading); stamped && length < title.End-title.Start {
		mark = max(mark, length) // a heading that is only a time stays one
	}
	title.Start += mark
	return title
}

// reportedBy returns the source of an event and the sentences attributed to it. A sentence that continues with "he said" is attributed to
// the same source; one without any attribution is not.
func (f *finder) reportedBy(sentences []int) (source string, reported []int) {
	for _, s := range sentences {
		who := said.Reporter(f.Cast, []int{s})
		switch {
		case source == "" && who != "", source != "" && who == source:
			source = who
			reported = append(reported, s)
		case source != "" && f.saidOn(f.SentenceTokens(s)):
			reported = append(reported, s)
		}
	}
	return source, reported
}

// saidOn reports whether a sentence has a pronoun that is the subject of a verb of speech: "he said", "they added".
func (f *finder) saidOn(tokens []text.Token) bool {
	for i, t := range tokens {
		if f.Words.StrongSpeech[t.Lower] && i > 0 && (f.Words.Referring[tokens[i-1].Lower] || tokens[i-1].Lower == "it") {
			return true
		}
	}
	return false
}
