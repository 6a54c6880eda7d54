package cast

import (
	"lede/briefing/text"
	"lede/briefing/words"
)

// An interview prints its questions as paragraphs without marks, and the answers in quotation marks under them. Who answers is named
// once, above.

// interviewed finds who answers in a paragraph under a question: the person that the line above the questions and answers names and
// nobody else, or else the guest of the interview.
func (a *attribution) interviewed(i int) Speaker {
	p := a.Sentences[a.quotes[i].Sentence].Paragraph
	if p == 0 || !a.prompts(p-1) {
		return nobody
	}
	if s := a.namedAbove(p); s.found() {
		return s
	}
	if a.guest == nil {
		guest := a.findGuest()
		a.guest = &guest
	}
	return *a.guest
}

// namedAbove is the one person named in the short line above the questions and answers that end with paragraph p.
func (a *attribution) namedAbove(p int) Speaker {
	for above := p - 1; above >= 0 && p-above < longestChain; above-- {
		line := a.Paragraphs[above]
		if a.prompts(above) || a.Quoted(line.Start) {
			continue
		}
		n := a.namesBefore(line.Start) + 1
		if n >= len(a.Names) || a.Of[n] < 0 || a.Names[n].End > line.End || line.End-line.Start > text.LongestHeading {
			return nobody
		}
		s := a.named(n, 0.6)
		s.Cue = ""
		return s
	}
	return nobody
}

// fewestAnswers is how many answers under questions make an interview.
const fewestAnswers = 3

// findGuest finds whom an interview is with: the one person whom its headline names, or else all that stands above the first question.
func (a *attribution) findGuest() Speaker {
	answers, first, last := 0, 0, 0
	for _, q := range a.quotes {
		p := a.Sentences[q.Sentence].Paragraph
		if p == last || q.Partial || p == 0 || !a.prompts(p-1) {
			continue
		}
		if answers++; first == 0 {
			first = p - 1
		}
		last = p
	}
	if answers < fewestAnswers || first == 0 {
		return nobody
	}
	if s := a.onlyNamed(a.Paragraphs[0].End); s.found() {
		return s
	}
	return a.onlyNamed(a.Paragraphs[first].Start)
}

// onlyNamed is the one person named before a place in the text; nobody where several are.
func (c *Cast) onlyNamed(end int) Speaker {
	found := -1
	for n, last := 0, c.namesBefore(end); n <= last && n < mostNamesakes; n++ {
		switch {
		case c.Of[n] < 0 || c.Of[n] == found:
		case found >= 0:
			return nobody
		default:
			found = c.Of[n]
		}
	}
	if found < 0 {
		return nobody
	}
	return Speaker{Name: c.Persons[found].Name, Kind: SpeakerPerson, Mention: c.Names[c.Persons[found].mentions[0]].Span, Confidence: 0.6, person: found}
}

// longestPrompt is how long a question may be, in bytes.
const longestPrompt = 400

// prompts tells whether a paragraph asks somebody for an answer: outside quotation marks it ends as a question does, or speaks to
// "you".
func (a *attribution) prompts(p int) bool {
	line := a.Paragraphs[p]
	if a.Quoted(line.Start) || line.End-line.Start > longestPrompt {
		return false
	}
	if words.LastRune(a.At(line.Span)) == '?' {
		return true
	}
	for s := a.FirstSentence(p); s >= 0 && s < len(a.Sentences) && a.Sentences[s].Paragraph == p; s++ {
		for i := a.First[s]; i < a.First[s+1]; i++ {
			if l := a.Lower(i); (l == "you" || l == "your") && !a.Quoted(a.Tokens[i].Start) {
				return true
			}
		}
	}
	return false
}
