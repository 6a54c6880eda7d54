package understanding

import (
	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
	"lede/languages"
)

// onlyOne returns a question about one of several people if the article answers only that one, by a sentence about the person. If it answers several, they are
// left to choose from; if none, nobody is meant, and the article does not say. What a person said is never attributed to another: there it has to be the
// only one who speaks about the topic.
func onlyOne(x *answer.Index, meant talk.Meant, text string) talk.Meant {
	said := meant.Frame == talk.FrameSaid
	switch {
	case len(meant.Which) == 0 || len(meant.Which) > mostTried:
		return meant
	case said && meant.Topic == "":
		return whoVows(x, meant)
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
	return answerable(x, meant, text)
}

// answerable chooses those of several people about whom the article answers a question; of none, nobody is meant. Asked for a name alone, it is best to name them all.
func answerable(x *answer.Index, meant talk.Meant, text string) talk.Meant {
	sure := those(meant, func(alone talk.Meant) bool {
		_, found := asked(x, alone, nil)
		return tellsOf(x, alone, talk.Met(x.Article, alone.Question, found))
	})
	switch {
	case len(sure) == 1:
		return sure[0]
	case len(sure) == 0 && !talk.AsksName(talk.Words(text)):
		return talk.Meant{Question: text, Nobody: true}
	}
	if len(sure) > 1 {
		meant.Which = nil
	}
	for _, one := range sure {
		meant.Which = append(meant.Which, one.People[0])
	}
	return meant
}

// tellsOf reports whether an answer is by a sentence about the person that a question is about.
func tellsOf(x *answer.Index, alone talk.Meant, found briefing.Answer) bool {
	return found.Answered && talk.TellsOf(x.Article, alone.People[0], found.Sentences[0])
}

// those returns the questions about each of several people alone that fit.
func those(meant talk.Meant, fits func(alone talk.Meant) bool) (list []talk.Meant) {
	for _, p := range meant.Which {
		alone := talk.Meant{Question: meant.With(p.Name), People: []*briefing.Person{p}, Frame: meant.Frame, Topic: meant.Topic}
		if fits(alone) {
			list = append(list, alone)
		}
	}
	return list
}

// inOffice returns a question about what the bearer of an office said as one about those who speak of several that bear it.
func inOffice(a *briefing.Article, meant talk.Meant, text string) talk.Meant {
	heard, l := talk.Heard(a, text), languages.For(a.Language)
	switch len(heard) {
	case 0:
		return meant
	case 1:
		return talk.Meant{Question: Framed(l, talk.FrameSaid, heard[0].Name), People: heard, Frame: talk.FrameSaid}
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
