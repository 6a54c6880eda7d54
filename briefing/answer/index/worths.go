package index

import "lede/briefing/words"

// What a word of the article is worth, from 0 to 1, by how it meets a word of the question.
const (
	SameWord   = 1.0
	samePerson = 0.9  // the person is in the sentence under another name
	SameRoot   = 0.85 // "invite" and "invitation"
	sameSlip   = 0.85
	SameGroup  = 0.75
	LightGroup = 0.55 // the same, by an ambiguous word
	SameRole   = 0.5  // several people have the role
	onlyRole   = 0.8  // nobody else has the role
)

// kinWorth is what a word is worth that the thesaurus relates to the one asked about.
var kinWorth = [...]float64{
	words.SameMeaning: 0.65, words.CloseMeaning: 0.65, words.SpecialKind: 0.5, words.LooseMeaning: 0.57, words.InDefinition: 0.33,
}

// The worths from which a word counts as met.
const (
	SurelyMet = 0.8 // in some form
	GroupMet  = 0.7 // at least by a word of its group
	KinMet    = 0.6 // at least by one that the thesaurus relates
	NounMet   = 0.5 // as the noun a number belongs to
	MetWorth  = 0.3 // at all
)
