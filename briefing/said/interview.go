package said

import "lede/briefing/text"

// An interview prints its questions as paragraphs without marks, and the answers in quotation marks under them. The guest is named once,
// above.

// interviewed finds who answers in a paragraph under a question: the person that the line above the questions and answers names and
// nobody else, or else the guest of the interview.
func (a *attribution) interviewed(i int) Speaker {
	p := a.Sentences[a.quotes[i].Sentence].Paragraph
	if p == 0 || !a.Prompts(p-1) {
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

// namedAbove returns the only person named in the short line above the questions and answers that end with paragraph p.
func (a *attribution) namedAbove(p int) Speaker {
	for above := p - 1; above >= 0 && p-above < longestChain; above-- {
		line := a.Paragraphs[above]
		switch {
		case a.Prompts(above) || a.Quoted(line.Start):
		case line.End-line.Start <= text.LongestHeading:
			return a.onlyNamed(line.Span)
		default:
			return nobody
		}
	}
	return nobody
}

// fewestAnswers is how many answers under questions make an article an interview.
const fewestAnswers = 3

// findGuest finds the guest of an interview: the only person named in the headline, or else in everything above the first question.
func (a *attribution) findGuest() Speaker {
	answers, first, last := 0, 0, 0
	for _, q := range a.quotes {
		p := a.Sentences[q.Sentence].Paragraph
		if p == last || q.Partial || p == 0 || !a.Prompts(p-1) {
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
	if s := a.onlyNamed(a.Paragraphs[0].Span); s.found() {
		return s
	}
	return a.onlyNamed(text.Span{End: a.Paragraphs[first].Start})
}

// asks reports whether name n is the interviewer's: "The diver talks to Tobias Penn".
func (a *attribution) asks(n int) bool {
	to := a.Names[n].Run - 1
	if to-2 < a.First[a.Names[n].Sentence] || a.Lower(to) != "to" && a.Lower(to) != "with" || !a.Words.TalkingVerbs[a.Lower(to-1)] {
		return false
	}
	return a.NameEndingAt(to-2, a.First[a.Names[n].Sentence]) < 0 // after another name, either may ask
}

// onlyNamed returns the only person named in a stretch of the text, the interviewer aside; nobody if there are several.
func (a *attribution) onlyNamed(within text.Span) Speaker {
	found := -1
	first := a.NamesBefore(within.Start) + 1
	for n := first; n < len(a.Names) && a.Names[n].End <= within.End && n-first < mostLookedAt; n++ {
		switch {
		case a.Of[n] < 0 || a.Of[n] == found || a.asks(n):
		case found >= 0:
			return nobody
		default:
			found = a.Of[n]
		}
	}
	if found < 0 {
		return nobody
	}
	return Speaker{Name: a.Persons[found].Name, Kind: SpeakerPerson, Mention: a.MentionsOf(a.Persons[found])[0].Span, Confidence: 0.6, person: found}
}
