package understanding

import (
	"slices"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/languages"
)

// onlyOne returns a question about one of several people if the article answers only that one, by a sentence about the person. If it answers several, they are
// left to choose from; if none, nobody is meant, and the article does not say. What a person said is never attributed to another: there it has to be the
// only one who speaks about the topic.
func onlyOne(x *answer.Index, before talk.Before, meant talk.Meant, text string) talk.Meant {
	said, last := meant.Frame == talk.FrameSaid, spokenOfLast(x.Article, before, meant)
	switch {
	case len(meant.Which) == 0:
		return meant
	case len(meant.Which) > mostTried && len(last) == 1: // too many to try, and one of them was just spoken of
		alone := one(meant, last[0])
		if _, found := asked(x, alone, nil); !said && tellsOf(x, alone, talk.Met(x.Article, alone.Question, found)) {
			return alone
		}
		return meant
	case len(meant.Which) > mostTried:
		return meant
	case said && meant.Topic == "":
		return whoSpeaks(x, last, whoVows(x, meant))
	case said:
		about := those(meant, func(alone talk.Meant) bool {
			return talk.SaidAbout(x.Article, alone.People[0], alone.Question, alone.Topic).Answered
		})
		if len(about) == 1 {
			meant = about[0]
		}
		return meant
	case meant.Frame != "":
		return meant
	}
	return answerable(x, last, meant, text)
}

// answerable chooses those of several people about whom the article answers a question, of several the one just spoken of; of none, nobody is meant. Asked for a
// name alone, it is best to name them all.
func answerable(x *answer.Index, last []*briefing.Person, meant talk.Meant, text string) talk.Meant {
	sure := those(meant, func(alone talk.Meant) bool {
		_, found := asked(x, alone, nil)
		return tellsOf(x, alone, talk.Met(x.Article, alone.Question, found))
	})
	switch {
	case len(sure) == 1:
		return sure[0]
	case len(sure) == 0 && !talk.AsksName(message.Words(text)):
		return talk.Meant{Question: text, Nobody: true}
	}
	if len(sure) > 1 && alike(x, sure, text) {
		return talk.Meant{Question: text}
	}
	if at := slices.IndexFunc(sure, func(alone talk.Meant) bool { return len(last) == 1 && alone.People[0] == last[0] }); at >= 0 {
		return sure[at]
	}
	if len(sure) > 1 {
		meant.Which = nil
	}
	for _, one := range sure {
		meant.Which = append(meant.Which, one.People[0])
	}
	return meant
}

// alike reports whether one sentence answers a question for each of several people, and the question as it was asked.
func alike(x *answer.Index, sure []talk.Meant, text string) bool {
	_, asWritten := asked(x, talk.Meant{Question: text}, nil)
	return asWritten.Answered && !slices.ContainsFunc(sure, func(alone talk.Meant) bool {
		_, found := asked(x, alone, nil)
		return found.Sentences[0].Span != asWritten.Sentences[0].Span
	})
}

// tellsOf reports whether an answer is by a sentence about the person that a question is about.
func tellsOf(x *answer.Index, alone talk.Meant, found briefing.Answer) bool {
	return found.Answered && talk.TellsOf(x.Article, alone.People[0], found.Sentences[0])
}

// those returns the questions about each of several people alone that fit.
func those(meant talk.Meant, fits func(alone talk.Meant) bool) (list []talk.Meant) {
	for _, p := range meant.Which {
		if alone := one(meant, p); fits(alone) {
			list = append(list, alone)
		}
	}
	return list
}

// one returns a question about several people as one about one of them.
func one(meant talk.Meant, p *briefing.Person) talk.Meant {
	return talk.Meant{Question: meant.With(p.Name), People: []*briefing.Person{p}, Frame: meant.Frame, Topic: meant.Topic}
}

// spokenOfLast returns those whom a question may mean of whom the message before spoke; of several, or of none, those of whom its answer
// tells, else whom it names.
func spokenOfLast(a *briefing.Article, before talk.Before, meant talk.Meant) []*briefing.Person {
	among := func(people []*briefing.Person) (list []*briefing.Person) {
		for _, p := range people {
			if slices.Contains(meant.Which, p) {
				list = append(list, p)
			}
		}
		return list
	}
	last := among(before.People)
	if len(last) == 1 || len(before.Shown) == 0 {
		return last
	}
	if shown := before.Shown[0]; shown >= 0 && shown < len(a.Sentences) {
		told := slices.DeleteFunc(talk.Near(a, meant.Which, shown), func(p *briefing.Person) bool {
			return !talk.TellsOf(a, p, briefing.Evidence{Span: a.Sentences[shown].Span})
		})
		switch {
		case len(told) == 0 && len(last) == 0: // “He met his wife, Elsa, …”
			return namedAt(meant.Which, shown)
		case len(told) == 1 || len(last) == 0:
			return told
		}
	}
	return last
}

// namedAt returns those of some people whom a sentence names.
func namedAt(people []*briefing.Person, sentence int) (named []*briefing.Person) {
	for _, p := range people {
		if slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Sentence == sentence }) {
			named = append(named, p)
		}
	}
	return named
}

// whoSpeaks is for a question about the words of several people of whom some were just spoken of: the only one of these who has words in the article is meant.
func whoSpeaks(x *answer.Index, last []*briefing.Person, meant talk.Meant) talk.Meant {
	var speak []*briefing.Person
	for _, p := range last {
		if len(meant.Which) > 0 && talk.HasWords(x.Article, p) {
			speak = append(speak, p)
		}
	}
	if len(speak) != 1 {
		return meant
	}
	return one(meant, speak[0])
}

// inOffice returns a question about what the bearer of an office said as one about those who speak of several that bear it.
func inOffice(a *briefing.Article, meant talk.Meant, text string) talk.Meant {
	heard, l := talk.Heard(a, text), languages.For(a.Language)
	switch len(heard) {
	case 0:
		return meant
	case 1:
		return talk.Meant{Question: framed(l, talk.FrameSaid, heard[0].Name), People: heard, Frame: talk.FrameSaid}
	}
	if len(meant.Which) > 0 { // no question names one of them
		meant.Which = heard
	}
	return meant
}

// whoVows is for a question about what a person promised, denied and the like, when the article says so of only one of several.
func whoVows(x *answer.Index, meant talk.Meant) talk.Meant {
	var one []*briefing.Person
	for _, p := range meant.Which {
		if talk.Vows(x.Article, p, meant.Question) {
			one = append(one, p)
		}
	}
	if len(one) != 1 {
		return meant
	}
	return talk.Meant{Question: meant.With(one[0].Name), People: one, Frame: meant.Frame}
}

// mostTried is how many people a question is tried for.
const mostTried = 8
