package rank

import (
	"math"

	"lede/briefing"
)

// Outlook is what a whole ranking tells of a question: whether its first sentence answers, and whether the question is about this
// article.
type Outlook [outlooks]float64

// What an outlook holds. Shares are those of the first sentence.
const (
	outlookAlways      = iota // 1
	outlookTop                // the logarithm of the odds of the first sentence
	outlookGap                // how far the second is behind
	outlookAll                // the logarithm of the sum of all chances
	outlookNowhere            // the share of words that the article has nowhere
	outlookAnywhere           // the share of words that it has in some form
	outlookNamed              // 1 if the question names somebody or something that it has
	outlookStrange            // 1 if it names somebody or something that the article never mentions
	outlookSame               // the share that is met in some form
	outlookRelated            // the share that is met by a related word
	outlookContext            // the share that only the context meets
	outlookNameUnmet          // the share of names that are not met
	outlookOnlyTopic          // 1 if nothing is met but what the whole article is about
	outlookMisfits            // 1 if the sort of thing that is asked for is not there
	outlookPlainUnmet         // the share of words that are no names that is not met
	outlookTypedUnmet         // the same, if the question asks for a sort of thing
	outlookHeaviest           // how well the word is met that weighs most
	outlookFits               // how well it holds the sort of thing
	outlookNotSpoken          // 1 if only what somebody said can answer, and it is not that
	outlookNotAhead           // 1 if the question looks ahead and it does not
	outlookUnknown            // 1 if it is asked who somebody is whom the article does not introduce
	outlookUntyped            // 1 if the question asks for no sort of thing
	outlookFew                // 1 for a question of one word, 1/2 for one of two
	outlookVerbMet            // how well the main verb is met
	outlookVerbUnmet          // 1 if it is not
	outlookOpens              // the share that is met among the first words
	outlookDense              // the share that is met within a clause's length
	outlookBeside             // how close the thing stands to the main verb
	outlookAgent              // 1 if somebody stands where the question asks who does it, or to whom
	outlookQuoted             // 1 if it is quoted and the question does not ask what was said
	outlookPairs              // the share of neighbouring words that stand together
	outlookNoCue              // 1 if a cause or manner is asked for and no word introduces one
	outlookWho                // 1 if it is asked who
	outlookWhen               // … when
	outlookWhere              // … where
	outlookNumber             // … how many
	outlookYesNo              // … whether
	outlookSaid               // … what was said
	outlookWhy                // … why
	outlookManner             // … how
	outlookVerbNowhere        // 1 if the article never says what is done
	outlookVerbTyped          // 1 if the main verb is not met and a sort of thing is asked for
	outlookWrongTime          // 1 if the question looks back and it looks ahead
	outlookOtherAge           // 1 if it tells the age of somebody else
	outlookCounted            // 1 if a number stands beside what is counted
	outlookClose              // how close the thing stands to a word that is met
	outlookIntroduces         // how surely it says who the person is that is asked for
	outlookBare               // 1 if nothing but the sort of thing is asked
	outlooks
)

// OutlookNames are their names in weights.txt.
var OutlookNames = [outlooks]string{"always", "top", "gap", "all", "nowhere", "anywhere", "named", "strange", "same", "related", "context", "name-unmet", "only-topic", "misfits", "plain-unmet", "typed-unmet", "heaviest-met", "fits", "not-spoken", "not-ahead", "unknown", "untyped", "few", "verb-met", "verb-unmet", "opens", "dense", "beside", "agent", "quoted", "pairs", "no-cue",
	"who", "when", "where", "number", "yes-no", "said", "why", "manner",
	"verb-nowhere", "verb-typed", "wrong-time", "other-age", "counted", "close", "introduces", "bare"}

// NewOutlook looks at a weighing and its ranking.
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

// sort notes what sort of question it is.
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

// odds is the logarithm of the odds of a chance, kept finite.
func odds(chance float64) float64 {
	const least = 1e-4
	return math.Log((chance + least) / (1 - chance + least))
}
