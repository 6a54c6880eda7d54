package understanding

import (
	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
)

// onlyOne returns a question about one of several people if the article answers only that one, by a sentence that names the person.
// What a person said is never attributed to another: there it has to be the only one who speaks about the topic.
func onlyOne(x *answer.Index, meant talk.Meant) talk.Meant {
	if meant.Frame == talk.FrameSaid && meant.Topic == "" && len(meant.Which) <= mostTried {
		return whoVows(x, meant)
	}
	said := meant.Frame == talk.FrameSaid && meant.Topic != ""
	if meant.Frame != "" && !said || len(meant.Which) == 0 || len(meant.Which) > mostTried {
		return meant
	}
	var one talk.Meant
	for _, p := range meant.Which {
		alone := talk.Meant{Question: meant.With(p.Name), People: []*briefing.Person{p}, Frame: meant.Frame, Topic: meant.Topic}
		if !answersOf(x, alone, p, said) {
			continue
		}
		if one.Question != "" {
			return meant
		}
		one = alone
	}
	if one.Question == "" {
		return meant
	}
	return one
}

// answersOf reports whether the article answers a question about one person: by what they said, or by a sentence that names them.
func answersOf(x *answer.Index, alone talk.Meant, p *briefing.Person, said bool) bool {
	if said {
		return talk.SaidAbout(x.Article, p, alone.Question, alone.Topic).Answered
	}
	_, found := asked(x, alone, nil)
	found = talk.Met(x.Article, alone.Question, found)
	return found.Answered && talk.NamedIn(x.Article, p, found.Sentences[0])
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
const mostTried = 6
