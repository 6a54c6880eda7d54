package rank

import "lede/briefing"

// Sign is one sign for or against a sentence as the answer to a question.
type Sign int

// The signs. Shares are of the weight of the question's words, from 0 to 1.
const (
	Always      Sign = iota // 1
	Same                    // the share of words that the sentence has in some form
	Group                   // the share for which it has a word of the same group
	Kin                     // the share for which it has one that the thesaurus calls related
	FarKin                  // the share for which it has one that is more loosely related
	Carried                 // the share that its opening word, a pronoun or “this”, takes over from the sentence before
	Before                  // the share that only the sentence before in the same paragraph meets
	Topic                   // the share that only the article as a whole meets
	NameUnmet               // the share of names that it does not meet
	PlainUnmet              // the share of words other than names that it does not meet
	HeaviestMet             // how well it meets the plain word that weighs most
	Pairs                   // the share of neighbouring words of the question that stand close to each other
	OnlyTopic               // 1 if it meets nothing but what the whole article is about
	Ahead                   // by how much it covers the question better than the best other sentence
	Fits                    // how well it has the kind of thing asked for
	Counted                 // 1 if a number stands beside what is counted, or has the unit that is asked for
	Misfits                 // 1 if it does not have the kind of thing
	Close                   // how close that thing stands to a word that is met
	Untyped                 // 1 if the question asks for no kind of thing
	Bare                    // Early again, if the sentence has the kind of thing and the question has nothing else
	Early                   // 1 for the first sentence, 0 for the last
	Long                    // the logarithm of its length
	News                    // the logarithm of how many words it has that the question lacks
	Cue                     // words that introduce a cause or a manner, or look ahead, as the question does
	NoCue                   // 1 if a cause or a manner is asked for and no word introduces one
	NotAhead                // 1 if the question looks ahead and the sentence does not, one more if that tells of today
	Withholds               // 1 if it says that something is not known, not said or not settled, and that is no answer
	Spoken                  // how surely it holds words of the person the question names
	NotSpoken               // how surely only what somebody said can answer, and it does not hold such words
	Introduces              // how surely it says who the person asked for is
	Main                    // how much it is about a main person, if the question names nobody and says “he” or “she”
	Headline                // 1 for a headline within the text
	VerbMet                 // how well it meets the main verb of the question
	VerbUnmet               // 1 if the question has a main verb and it lacks that
	Opens                   // the share of words that it meets among its first words
	Dense                   // the share of words that it meets within a clause's length
	After                   // the share that only the sentence after in the same paragraph meets
	Beside                  // how close what is asked for stands to the main verb, or the plain word that weighs most
	Agent                   // 1 if a name stands where the question needs the agent or the patient, 1/2 for a person without one
	KeyPoint                // 1 for a key point
	Quoted                  // 1 if it holds a quotation and the question does not ask what was said
	Denies                  // 1 if it says no, to a question for yes or no
	WrongTime               // 1 if the question looks back and it looks ahead
	OtherAge                // 1 if an age is asked for and it gives only another person's, -1 if it gives that of the person asked about
	Purpose                 // 1 if it may give a purpose and the question is why
	FitsWho                 // Fits again, if a person is asked for
	FitsWhen                // … a time
	FitsWhere               // … a place
	FitsNumber              // … a number
	Sex                     // 1 if it is about a person of the sex the question implies, -1 if only about the other
	Hinted                  // the share of words that it lacks but hints at
	Told                    // how surely it answers the whole question in other words
	Maybe                   // how strongly it hints at the answer to the whole question
	signs
)

// signNames are the names of the signs in weights.txt, in their order.
var signNames = [signs]string{
	"always", "same", "group", "kin", "far-kin", "carried", "before", "topic", "name-unmet", "plain-unmet", "heaviest-met", "pairs", "only-topic", "ahead",
	"fits", "counted", "misfits", "close", "untyped", "bare", "early", "long", "news", "cue", "no-cue", "not-ahead", "withholds", "spoken", "not-spoken",
	"introduces", "main", "headline", "verb-met", "verb-unmet", "opens", "dense", "after", "beside", "agent", "key-point", "quoted", "denies", "wrong-time", "other-age", "purpose",
	"fits-who", "fits-when", "fits-where", "fits-number", "sex", "hinted", "told", "maybe",
}

// Signs are the signs of one sentence.
type Signs [signs]float64

// Weighed is a sentence with its signs.
type Weighed struct {
	Sentence int
	Signs    Signs
	// Unfit is true if the sentence certainly cannot be the answer, whatever the signs say.
	Unfit bool
	// Sure is true if a rule for questions of this kind says that it is the answer.
	Sure bool
	// Aside is true if the sentence is about the topic but not about what is asked. It is no answer, but may be near.
	Aside bool
}

// Weighing is an article weighed for a question: the sentences that have anything to do with it, and what is true of the
// article as a whole.
type Weighing struct {
	Sentences []Weighed
	// Nowhere and Anywhere are the shares of the question's words that the article lacks, and that it has in some form.
	Nowhere, Anywhere float64
	// Strange is 1 if the question names somebody or something that the article never mentions, Named is 1 if it names
	// one that the article mentions.
	Strange, Named float64
	// Unknown is 1 if the question asks who a person is whom the article does not introduce.
	Unknown float64
	// Called is true if the question is what somebody or something is called.
	Called bool
	// Few is 1 for a question of one word, 1/2 for one of two.
	Few float64
	// Typed is true if the question asks for a kind of thing.
	Typed bool
	// Kind is the kind of question; Why and Manner are true if it asks for a cause or a manner.
	Kind        briefing.Kind
	Why, Manner bool
	// Refers is true if the question has a word such as “it” for what the article is about, and so is about this article.
	Refers bool
	// VerbNowhere is 1 if the article never has the question's main verb.
	VerbNowhere float64
}

// One returns 1 for true and 0 for false.
func One(so bool) float64 {
	if so {
		return 1
	}
	return 0
}
