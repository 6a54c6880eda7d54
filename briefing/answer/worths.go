package answer

import "lede/briefing/words"

// How much a word of the article is worth that meets one of the question, from 0 to 1, by the way in which it does.
const (
	sameWord    = 1.0
	samePerson  = 0.9  // the person is in the sentence under another name
	sameRoot    = 0.85 // "invite" and "invitation"
	sameSlip    = 0.85
	sameGroup   = 0.75
	lightGroup  = 0.55 // the same, by a word that means too many things
	sameRole    = 0.5
	onlyRole    = 0.8  // nobody else bears it
	fromPronoun = 0.65 // the sentence begins with a pronoun, and the one before has it
	goesOnWorth = 0.8  // so does the one before, and takes it over itself
	fromThe     = 0.45 // the sentence begins with "the" or "this", and the one before has it
)

// kinWorth is what a word is worth that the thesaurus relates to the one that was asked about.
var kinWorth = [...]float64{
	words.SameMeaning: 0.65, words.CloseMeaning: 0.65, words.SpecialKind: 0.5, words.LooseMeaning: 0.57, words.InDefinition: 0.33,
}

// From which worth on a word counts as met.
const (
	surelyMet = 0.8 // in some form
	groupMet  = 0.7 // at least by a word of its group
	kinMet    = 0.6 // at least by one that the thesaurus calls related
	nounMet   = 0.5 // as what a number has to be of
	metWorth  = 0.3 // at all
)

// What words of a question weigh.
const (
	unmet         = 0.7  // one that the article does not have: it is likely to be what is missing
	unmetCommon   = 0.38 // the same of a common word, which may be put for another
	faintWeight   = 0.5  // how much less one weighs that says little
	genericWeight = 0.3  // how much less one weighs that says what sort of thing is asked for
	headWeight    = 1.5  // how much more the noun after "which" weighs
)

// unheard is how much it counts against a sentence that it has no words of a speaker whom the article does not know either.
const unheard = 0.3

// What cues are worth.
const (
	strongCue  = 0.14 // a word that introduces what is asked for and does little else
	aheadWorth = 0.1  // looking ahead as the question does
)
