package answer

// What a word of the sentence before is worth in one that goes on from it.
const (
	fromPronoun = 0.65 // the sentence begins with a pronoun, and the one before has the word
	goesOnWorth = 0.8  // so does the one before, and begins with a pronoun itself
	fromThe     = 0.45 // the sentence begins with "the" or "this", and the one before has the word
)

// What the words of a question weigh.
const (
	unmet         = 0.7  // missing from the article: probably what is lacking
	unmetCommon   = 0.38 // the same of a common word, which may stand for another
	faintWeight   = 0.5  // factor for a word that says little
	genericWeight = 0.3  // factor for a word that names the kind of thing asked for
	headWeight    = 1.5  // factor for the noun after "which"
)

// unheard is how much it counts against a sentence to lack the words of a speaker the article does not know either.
const unheard = 0.3

// What cues are worth.
const (
	strongCue  = 0.14 // a word that introduces what is asked for and does little else
	aheadWorth = 0.1  // looking ahead as the question does
)
