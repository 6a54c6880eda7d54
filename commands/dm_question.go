package commands

import (
	"context"
	"slices"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/talk"
	"lede/desk"
	"lede/languages"

	turns "lede/desk/talk"
)

// question answers from the open article, taking the text as a question that may continue the message before. The question is repeated
// if it was not read as written, or if nobody sees what was asked.
func (c conversation) question(ctx context.Context, in command.Input, text string, repeat bool) (command.Reply, error) {
	before, err := c.d.Opened(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	a, err := c.d.Open(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return command.Reply{}, err
	}
	if !repeat && talk.WantsSummary(a, text) {
		return c.summary(ctx, in)
	}
	ref, l, written := desk.Ref(a.ID), in.Language(), text
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		last = turns.Turn{} // without the last turn it can still be answered
	}
	var meant talk.Meant
	var found briefing.Answer
	var ways cards.Ways
	err = c.d.Study(ctx, in.Reader(), a, func() {
		x := answer.NewIndex(a)
		text, meant, found = understood(x, turnIn(a, ref, last), text)
		if !found.Answered {
			ways.Questions = suggestionsFrom(x, meant.People, meant.Question)
		}
	})
	if err != nil {
		return command.Reply{}, err
	}
	if len(meant.Which) > 0 {
		return c.which(ctx, in, ref, meant, last)
	}
	if err = c.offer(ctx, in, &ways, a, text, meant, found.Answered); err != nil {
		return command.Reply{}, err
	}
	found.Question = shownQuestion(written, text, meant, repeat)
	card := turnedFrom(before, ref, l, hushed(last, cards.Answer(l, a, ref, found, ways)))
	now := turnAfter(a, ref, last, meant, found)
	if len(ways.Elsewhere) > 0 {
		now.May = ways.Elsewhere[0].Ref
	}
	return command.Reply{Card: card}, c.d.Talked(ctx, in.Reader(), now)
}

// shownQuestion returns the question that a card repeats: as it was understood, unless that is no more than what was written. What was asked in another
// language than English is repeated as it was asked: word by word in English it reads ill.
func shownQuestion(written, read string, meant talk.Meant, always bool) string {
	foreign := talk.Tongue(written) != ""
	shown := meant.Question == read || foreign && meant.Frame == ""
	switch {
	case always && foreign:
		return written
	case !always && shown:
		return ""
	}
	return meant.Question
}

// hushed leaves out the note below the news if the conversation has shown it.
func hushed(last turns.Turn, card cards.Card) cards.Card {
	if last.Told {
		return cards.Quiet(card)
	}
	return card
}

// turnedFrom says on a card about an article that another was open before.
func turnedFrom(opened []desk.Headline, ref string, l languages.Language, card cards.Card) cards.Card {
	if len(opened) > 0 && opened[0].Ref != ref {
		return cards.Turned(l, card, opened[0].Ref)
	}
	return card
}

// several answers each of the questions in one message, each as a continuation of the one before; ok is false if none is answered, or
// if it is unclear whom one refers to.
func (c conversation) several(ctx context.Context, in command.Input, questions []string) (reply command.Reply, ok bool, err error) {
	a, err := c.d.Open(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return command.Reply{}, false, err
	}
	ref := desk.Ref(a.ID)
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		last = turns.Turn{}
	}
	now := last
	var answers []briefing.Answer
	err = c.d.Study(ctx, in.Reader(), a, func() {
		x := answer.NewIndex(a)
		for _, text := range questions {
			_, meant, found := understood(x, turnIn(a, ref, now), text)
			if len(meant.Which) > 0 {
				ok = false
				return
			}
			found.Question = text
			answers, ok = append(answers, found), ok || found.Answered
			now = turnAfter(a, ref, now, meant, found)
		}
	})
	if err != nil || !ok {
		return command.Reply{}, false, err
	}
	return command.Reply{Card: hushed(last, cards.Answers(in.Language(), a, ref, answers))}, true, c.d.Talked(ctx, in.Reader(), now)
}

// understood returns a message as it is read, what it means for an article, and the answer: a question about an article in another
// language is asked in the article's.
func understood(x *answer.Index, before talk.Before, text string) (read string, meant talk.Meant, found briefing.Answer) {
	a := x.Article
	if own := talk.Own(text); a.Language != "en" {
		found, ok := talk.Foreign(a, before, own)
		if !ok {
			found = x.Answer(own)
		}
		return own, talk.Meant{Question: own, Frame: frameIn(found)}, found
	}
	read = talk.PlainTo(a, text)
	meant = talk.Understand(a, before, talk.NamedOut(a, talk.Owned(talk.Spelled(a, read))), func(frame, name string) string { return framed(languages.For(a.Language), frame, name) })
	meant = onlyOne(x, meant)
	if len(meant.Which) == 0 {
		meant, found = asked(x, meant, before.Shown)
		found = talk.Met(a, meant.Question, found)
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
	return read, meant, found
}

// frameIn returns the sort of question that was answered.
func frameIn(found briefing.Answer) string {
	if found.Kind == briefing.WhatSaid {
		return talk.FrameSaid
	}
	return ""
}

// which asks whom a message means; a name will do as the next message.
func (c conversation) which(ctx context.Context, in command.Input, ref string, meant talk.Meant, last turns.Turn) (command.Reply, error) {
	var names []string
	for _, p := range meant.Which {
		names = append(names, p.Name)
	}
	if last.Article != ref {
		last = turns.Turn{Article: ref, Told: last.Told}
	}
	last.Frame, last.Offered, last.Listed, last.May = meant.Frame, names, nil, ""
	return command.Reply{Card: cards.WhoIsMeant(in.Language(), ref, names, meant.With)}, c.d.Talked(ctx, in.Reader(), last)
}

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

// framed returns the question of a frame about a person.
func framed(l languages.Language, frame, name string) string {
	if frame == talk.FrameWho {
		return l.Text("talk.ask.who", "name", name)
	}
	return l.Text("talk.ask.said", "name", name)
}

// turnIn returns what the message before was about, if it was about that article.
func turnIn(a *briefing.Article, ref string, last turns.Turn) (before talk.Before) {
	if last.Article != ref {
		return before
	}
	before.Frame, before.Asked, before.Shown, before.Named = last.Frame, last.Asked, last.Shown, last.Named
	for i := range a.People {
		if slices.Contains(last.People, a.People[i].Name) {
			before.People = append(before.People, &a.People[i])
		}
	}
	return before
}

// turnAfter returns what the next message continues from: the people the question named, else those of the answer, else those before.
func turnAfter(a *briefing.Article, ref string, last turns.Turn, meant talk.Meant, found briefing.Answer) turns.Turn {
	now := turns.Turn{Article: ref, Frame: meant.Frame, Asked: meant.Asked, Told: true, Listed: last.Listed}
	for _, s := range found.Sentences {
		if i := slices.IndexFunc(a.Sentences, func(one briefing.Sentence) bool { return one.Span == s.Span }); i >= 0 {
			now.Shown = append(now.Shown, i)
		}
	}
	now.Named = len(meant.People) > 0
	for _, p := range spokenOf(a, now.Shown, meant, found) {
		if !slices.Contains(now.People, p.Name) {
			now.People = append(now.People, p.Name)
		}
	}
	if last.Article == ref {
		if len(now.People) == 0 {
			now.People = last.People
		}
		if len(now.Shown) == 0 || meant.Else {
			now.Shown = append(now.Shown, last.Shown...)
		}
		if now.Frame == "" && !found.Answered {
			now.Frame = last.Frame
		}
	}
	return now
}

// spokenOf returns whom a question and its answer leave in the reader's mind.
func spokenOf(a *briefing.Article, shown []int, meant talk.Meant, found briefing.Answer) []*briefing.Person {
	named, whose := len(meant.People) > 0, found.Kind == briefing.Who && len(shown) > 0
	switch {
	case named && whose: // “who was her husband?”: he is spoken of now, too
		return append(slices.Clone(meant.People), talk.Subject(a, shown[0])...)
	case named:
		return meant.People
	}
	if carried := talk.Carried(a, meant.Question); len(carried) > 0 {
		return carried
	}
	switch {
	case whose: // “who won?”: each of the sentences may tell of another
		return subjects(a, shown)
	case len(shown) > 0:
		return talk.Subject(a, shown[0])
	}
	return nil
}

// subjects returns the people that some sentences leave in the reader's mind, each once.
func subjects(a *briefing.Article, sentences []int) (people []*briefing.Person) {
	for _, i := range sentences {
		for _, p := range talk.Subject(a, i) {
			if !slices.Contains(people, p) {
				people = append(people, p)
			}
		}
	}
	return people
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
	case back && (!found.Answered || !talk.Covers(found.Sentences[0].Text, x.Language, meant.Question)):
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
