// Package understanding answers a message from one article: what it means behind the one before, and what the article says to that.
package understanding

import (
	"lede/briefing"
	"lede/briefing/answer"
	"lede/briefing/words"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
	"lede/languages"
)

// Of returns a message as it is read, what it means for an article, and the answer: a question about an article in another
// language is asked in the article's.
func Of(x *answer.Index, before talk.Before, text string) (read string, meant talk.Meant, found briefing.Answer) {
	read, meant, found = understood(x, before, text)
	found.Foreign = !found.Answered && words.ForeignTo(message.Own(text), x.Language)
	return read, meant, found
}

// Alone answers a question that follows on from nothing. One that no sentence answers as it is, in another language than the article, is put into the
// article's word by word.
func Alone(x *answer.Index, question string) briefing.Answer {
	found := x.Answer(question)
	if found.Foreign {
		_, _, found = Of(x, talk.Before{}, question)
		found.Question = question
	}
	return found
}

func understood(x *answer.Index, before talk.Before, text string) (read string, meant talk.Meant, found briefing.Answer) {
	a := x.Article
	if own := message.Own(text); a.Language != "en" {
		found = abroad(x, before, own)
		return own, talk.Meant{Question: own, Frame: frameIn(found)}, found
	}
	read = talk.PlainTo(a, text)
	meant = talk.Understand(a, before, talk.NamedOut(a, talk.Owned(talk.Spelled(a, read))), func(frame, name string) string { return framed(languages.For(a.Language), frame, name) })
	if shown := talk.AgeShown(a, read, before); shown.Answered {
		return read, talk.Meant{Question: read}, shown
	}
	if told := toldAtOnce(a, before, read, meant); told.Answered {
		return read, talk.Meant{Question: read, People: meant.People, Frame: meant.Frame}, told
	}
	meant = inOffice(a, meant, read)
	several := len(meant.Which) > 0
	if meant = onlyOne(x, before, meant, read); several && meant.Nobody { // what goes on from what was shown would be of anybody
		return read, meant, answerTo(x, meant, nil)
	}
	if len(meant.Which) == 0 {
		meant, found = asked(x, meant, before.Shown)
		found = talk.Met(a, meant.Question, found)
		if age := talk.AgeOf(a, meant.Question, meant.People); age.Answered && !found.Answered {
			found = age
		}
		found = related(a, before, read, meant, talk.WithGrounds(a, meant.Question, found))
		if len(meant.People) == 0 && meant.Thing == "" {
			if on := talk.GoesOn(a, read, before.Shown, found); on.Answered {
				found = on
			}
		}
		found = talk.Trimmed(a, meant.Question, found)
		if !found.Answered && len(meant.People) == 0 && meant.Nameless == "" {
			found = talk.Elsewise(a, before, read, found)
		}
	}
	meant.Which = talk.ShownFirst(a, before, meant.Which)
	return read, meant, found
}

// abroad answers a question to an article in another language than English, in that language.
func abroad(x *answer.Index, before talk.Before, own string) briefing.Answer {
	asked := message.Into(own, x.Language, x.Text)
	found := x.AnswerAfter(talk.Foreign(before, asked))
	found.Question = own
	return found
}

// toldAtOnce answers what needs nobody to be settled upon: by the news sentence, or by one that calls somebody “her coach”.
func toldAtOnce(a *briefing.Article, before talk.Before, read string, meant talk.Meant) briefing.Answer {
	for _, told := range []briefing.Answer{
		talk.Theirs(a, read, before.Shown), talk.Befell(a, read), talk.Sentenced(a, read, meant.People, before),
	} {
		if told.Answered {
			return told
		}
	}
	return briefing.Answer{}
}

// related returns an answer as it follows from what was shown: by that, where it has what is asked, and never by what has nothing to do with it.
func related(a *briefing.Article, before talk.Before, read string, meant talk.Meant, found briefing.Answer) briefing.Answer {
	if talk.Astray(a, read, before.Shown, found) {
		return briefing.Answer{Question: found.Question, Kind: found.Kind, Sentences: []briefing.Evidence{}, Nearest: found.Sentences}
	}
	if topic := message.Topic(read); topic != "" && len(meant.People) == 0 && meant.Thing == "" && meant.Nameless == "" {
		if of := talk.OfTopic(a, topic, before.Shown); of.Answered {
			return of
		}
	}
	if len(meant.People) == 0 {
		found = talk.InItsWords(a, read, before.Shown, found)
	}
	return talk.Often(a, read, before.Shown, found)
}

// frameIn returns the sort of question that was answered.
func frameIn(found briefing.Answer) string {
	if found.Kind == briefing.WhatSaid {
		return talk.FrameSaid
	}
	return ""
}

// framed returns the question of a frame about a person.
func framed(l languages.Language, frame, name string) string {
	if frame == talk.FrameWho {
		return l.Text("talk.ask.who", "name", name)
	}
	return l.Text("talk.ask.said", "name", name)
}

// asked answers a question as it is meant. What a person said is answered only with that person's words; if the message only turned to
// a person who says nothing, the answer says who that is.
func asked(x *answer.Index, meant talk.Meant, shown []int) (talk.Meant, briefing.Answer) {
	found := answerTo(x, meant, shown)
	turned := meant.Turned && meant.Frame == talk.FrameSaid || meant.Frame == talk.FrameWho // “who is the boss?”, by the article's word for the person
	if !found.Answered && turned && len(meant.People) == 1 {
		who := talk.Meant{Question: framed(languages.For(x.Language), talk.FrameWho, meant.People[0].Name), Frame: talk.FrameWho, People: meant.People}
		if again := answerTo(x, who, shown); again.Answered {
			return who, again
		}
	}
	return meant, found
}

func answerTo(x *answer.Index, meant talk.Meant, shown []int) briefing.Answer {
	none := briefing.Answer{Question: meant.Question, Sentences: []briefing.Evidence{}}
	switch {
	case meant.Nobody:
		return none
	case meant.Nameless != "":
		return talk.OfNameless(x.Article, meant, shown, x.Answer)
	case meant.Of:
		return talk.OfShown(x.Article, meant.Question, shown, x.Answer)
	case meant.Thing != "":
		return talk.OfThing(x.Article, meant, shown, x.Answer)
	case meant.Frame == talk.FrameSaid && len(meant.People) == 0 && talk.Unheard(x.Article, meant.Question):
		none.Kind = briefing.WhatSaid
		return none
	case len(meant.People) == 1:
		if own, ok := ofOne(x, meant, shown); ok {
			return own
		}
	}
	return plainly(x, meant, shown)
}

// ofOne answers questions about one person that need their own treatment: what they will do, what they said about something, and what
// else.
func ofOne(x *answer.Index, meant talk.Meant, shown []int) (own briefing.Answer, ok bool) {
	p := meant.People[0]
	if meant.Other {
		own = talk.MoreOf(x.Article, p, meant.Question, shown)
	}
	if meant.Ahead {
		own = talk.WillDo(x.Article, p, meant.Question)
	}
	if !own.Answered && meant.Topic != "" {
		own = talk.SaidAbout(x.Article, p, meant.Question, meant.Topic)
	}
	if !own.Answered && meant.Else {
		said := x.Answer(framed(languages.For(x.Language), talk.FrameSaid, p.Name))
		return talk.Further(x.Article, p, shown, talk.OnlyOf(x.Article, meant.People, said)), true
	}
	return own, own.Answered
}

// plainly returns what the article answers to the question, limited to what fits the people who are meant.
func plainly(x *answer.Index, meant talk.Meant, shown []int) briefing.Answer {
	begun, ofBeginning := talk.Began(x.Article, meant.Question)
	if begun.Answered {
		return begun
	}
	found := atAnyRate(x, meant)
	back := meant.Back && len(shown) > 0 && talk.DoneThere(x.Article, meant.Question, shown[0])
	switch {
	case meant.Frame == talk.FrameSaid && len(meant.People) > 0:
		return talk.OnlyOf(x.Article, meant.People, found)
	case meant.Frame == talk.FrameWho && len(meant.People) == 1:
		return talk.WithoutOthers(x.Article, meant.People, found)
	case meant.Loose && !found.Answered && !ofBeginning:
		return talk.OfShown(x.Article, meant.Question, shown, x.Answer)
	case back && (!found.Answered || !overlap.Covers(found.Sentences[0].Text, x.Language, meant.Question)):
		return talk.OfShown(x.Article, meant.Question, shown, x.Answer)
	}
	return found
}

// atAnyRate answers a question as it is, else by what somebody said whom the article does not name, else with the person called as the article does.
func atAnyRate(x *answer.Index, meant talk.Meant) briefing.Answer {
	found := x.Answer(meant.Question)
	if !found.Answered && meant.Frame == talk.FrameSaid && len(meant.People) == 0 {
		found = orSaidBy(x.Article, meant.Question, found)
	}
	if short := meant.Shorter(); !found.Answered && short != meant.Question {
		if again := x.Answer(short); again.Answered {
			return again
		}
	}
	return found
}

// orSaidBy returns what somebody said whom the article does not name, else what was found.
func orSaidBy(a *briefing.Article, question string, found briefing.Answer) briefing.Answer {
	if said := talk.SaidBy(a, question); said.Answered {
		return said
	}
	return found
}
