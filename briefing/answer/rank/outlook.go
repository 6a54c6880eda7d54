package rank

import (
	"math"

	"lede/briefing"
)

// Outlook is what a whole ranking says about a question: whether its first sentence answers, and whether the question is about this
// article.
type Outlook [outlooks]float64

// The numbers of an outlook. Shares are those of the first sentence.
const (
	outlookAlways      = iota // 1
	outlookTop                // log odds of the first sentence
	outlookGap                // how far the second is behind
	outlookAll                // log of the sum of all chances
	outlookNowhere            // share of words that the article has nowhere
	outlookAnywhere           // share of words that it has in some form
	outlookNamed              // 1 if the question has a name that the article has
	outlookStrange            // 1 if it has a name that the article never mentions
	outlookSame               // share met in some form
	outlookRelated            // share met by a related word
	outlookContext            // share met only by the context
	outlookNameUnmet          // share of names not met
	outlookOnlyTopic          // 1 if only the article's main topic is met
	outlookMisfits            // 1 if the kind of thing asked for is missing
	outlookPlainUnmet         // share of words not met, names aside
	outlookTypedUnmet         // the same, if the question asks for a kind of thing
	outlookHeaviest           // how well the heaviest word is met
	outlookFits               // how well it has the kind of thing
	outlookNotSpoken          // 1 if only a person's words can answer, and it has none
	outlookNotAhead           // 1 if the question looks ahead and it does not
	outlookUnknown            // 1 if the question is who a person is whom the article does not introduce
	outlookUntyped            // 1 if the question asks for no kind of thing
	outlookFew                // 1 for a question of one word, 1/2 for one of two
	outlookVerbMet            // how well the main verb is met
	outlookVerbUnmet          // 1 if it is not
	outlookOpens              // share met among the first words
	outlookDense              // share met within the length of a clause
	outlookBeside             // how close the thing stands to the main verb
	outlookAgent              // 1 if a person stands where the question needs the agent or the patient
	outlookQuoted             // 1 if it is quoted and the question does not ask what was said
	outlookPairs              // share of adjacent words that stand together
	outlookNoCue              // 1 if a cause or manner is asked for and no word introduces one
	outlookWho                // 1 if the question is who
	outlookWhen               // … when
	outlookWhere              // … where
	outlookNumber             // … how many
	outlookYesNo              // … yes or no
	outlookSaid               // … what was said
	outlookWhy                // … why
	outlookManner             // … how
	outlookVerbNowhere        // 1 if the article never has the verb
	outlookVerbTyped          // 1 if the main verb is not met and a kind of thing is asked for
	outlookWrongTime          // 1 if the question looks back and it looks ahead
	outlookOtherAge           // 1 if it gives another person's age
	outlookCounted            // 1 if a number stands beside what is counted
	outlookClose              // how close the thing stands to a word that is met
	outlookIntroduces         // how surely it introduces the person asked for
	outlookBare               // 1 if the question has nothing but the kind of thing
	outlooks
)

// outlookNames are their names in weights.txt.
var outlookNames = [outlooks]string{"always", "top", "gap", "all", "nowhere", "anywhere", "named", "strange", "same", "related", "context", "name-unmet", "only-topic", "misfits", "plain-unmet", "typed-unmet", "heaviest-met", "fits", "not-spoken", "not-ahead", "unknown", "untyped", "few", "verb-met", "verb-unmet", "opens", "dense", "beside", "agent", "quoted", "pairs", "no-cue",
	"who", "when", "where", "number", "yes-no", "said", "why", "manner",
	"verb-nowhere", "verb-typed", "wrong-time", "other-age", "counted", "close", "introduces", "bare"}

// NewOutlook computes the outlook of a weighing and its ranking.
func NewOutlook(found *Weighing, ranked []Ranked) Outlook {
	var o Outlook
	o[outlookAlways] = 1
	o[outlookNowhere], o[outlookAnywhere] = found.Nowhere, found.Anywhere
	o[outlookStrange], o[outlookNamed] = found.Strange, found.Named
	o[outlookUnknown], o[outlookFew] = found.Unknown, found.Few
	o.sort(found)
	if len(ranked) == 0 {
		o[outlookTop], o[outlookAll] = odds(0), math.Log(0.01)
		return o
	}
	first, second, sum := ranked[0].Signs, 0.0, 0.0
	if len(ranked) > 1 {
		second = ranked[1].Chance
	}
	for _, r := range ranked {
		sum += r.Chance
	}
	o[outlookTop] = odds(ranked[0].Chance)
	o[outlookGap] = min(4, o[outlookTop]-odds(second))
	o[outlookAll] = math.Log(sum + 0.01)
	o[outlookSame] = first[Same]
	o[outlookRelated] = first[Group] + first[Kin]
	o[outlookContext] = first[Topic] + first[Carried]
	o[outlookNameUnmet] = first[NameUnmet]
	o[outlookOnlyTopic] = first[OnlyTopic]
	o[outlookPlainUnmet], o[outlookTypedUnmet] = first[PlainUnmet], first[PlainUnmet]*(1-first[Untyped])
	o[outlookHeaviest], o[outlookFits] = first[HeaviestMet], first[Fits]
	o[outlookNotSpoken], o[outlookNotAhead] = first[NotSpoken], first[NotAhead]
	o[outlookMisfits], o[outlookUntyped] = first[Misfits], first[Untyped]
	o[outlookVerbMet], o[outlookVerbUnmet] = first[VerbMet], first[VerbUnmet]
	o[outlookOpens], o[outlookDense], o[outlookBeside] = first[Opens], first[Dense], first[Beside]
	o[outlookAgent], o[outlookQuoted], o[outlookPairs] = first[Agent], first[Quoted], first[Pairs]
	o[outlookNoCue], o[outlookWrongTime], o[outlookOtherAge] = first[NoCue], first[WrongTime], first[OtherAge]
	o[outlookVerbNowhere], o[outlookVerbTyped] = found.VerbNowhere, first[VerbUnmet]*(1-first[Untyped])
	o[outlookIntroduces], o[outlookBare] = first[Introduces], first[Bare]
	o[outlookCounted], o[outlookClose] = first[Counted], first[Close]
	return o
}

// sort records the kind of question.
func (o *Outlook) sort(found *Weighing) {
	switch found.Kind {
	case briefing.Who:
		o[outlookWho] = 1
	case briefing.When:
		o[outlookWhen] = 1
	case briefing.Where:
		o[outlookWhere] = 1
	case briefing.HowMany:
		o[outlookNumber] = 1
	case briefing.YesNo:
		o[outlookYesNo] = 1
	case briefing.WhatSaid:
		o[outlookSaid] = 1
	}
	o[outlookWhy], o[outlookManner] = One(found.Why), One(found.Manner)
}

// odds returns the log odds of a chance, kept finite.
func odds(chance float64) float64 {
	const least = 1e-4
	return math.Log((chance + least) / (1 - chance + least))
}
