package answer

import "lede/briefing/words"

// The weights of answering, tried out on questions about articles of many sorts. A worth is between 0 and 1.
const (
	threshold     = 0.35 // how much of a question a sentence has to cover to count as an answer
	almostAll     = 0.65 // the same where it has none of the words that set the question apart
	metWorth      = 0.3  // from which a word counts as met
	metTyped      = 0.52 // the same in a question that wants a person, a time, a place or a number
	measuredWorth = 0.5  // from which a sentence is about what a number has to be of
	countedWorth  = 0.6  // from which a sentence counts among those that have a word
	lengthCost    = 0.05 // Of a sentence twice as long as usual
	earlyWorth    = 0.25 // Of standing first: news says the most important things early
	unmet         = 0.7  // the weight of a word that the article does not have: it is likely to be what is missing
	unmetCommon   = 0.38 // the same of a common word, which may be put for another
	fromPronoun   = 0.65 // the sentence begins with a pronoun, and the one before has it
	fromThe       = 0.45 // the sentence begins with "the" or "this", and the one before has it
	headWeight    = 1.5  // how much more the noun after "which" weighs
	strongCue     = 0.14 // Of a word that introduces what is asked for and does little else
	typedShare    = 0.6  // what part of the worth of the sort of thing asked for counts against refusal
	aheadWorth    = 0.1  // Of looking ahead as the question does
)

// kinWorth is what a word is worth that the thesaurus relates to the one that was asked about.
var kinWorth = [...]float64{
	words.SameMeaning: 0.65, words.CloseMeaning: 0.65, words.SpecialKind: 0.5, words.LooseMeaning: 0.57, words.InDefinition: 0.33,
}
