package rank

import "lede/briefing"

// Sign is one thing that speaks for or against a sentence as the answer to a question.
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
	PlainUnmet              // the share, among words that are no names, that it does not meet
	HeaviestMet             // how well it meets the plain word that weighs most
	Pairs                   // the share of neighbouring words of the question that stand close to each other
	OnlyTopic               // 1 if it meets nothing but what the whole article is about
	Ahead                   // by how much it is covered better than any other
	Fits                    // how well it holds the sort of thing that is asked for
	Counted                 // 1 if a number stands beside what is counted, or has the unit that is asked for
	Misfits                 // 1 if it does not hold the sort of thing
	Close                   // how close that thing stands to a word that is met
	Untyped                 // 1 if the question asks for no sort of thing
	Bare                    // 1 for the first sentence, 0 for the last, of those that hold it, if nothing else is asked
	Early                   // 1 for the first sentence, 0 for the last
	Long                    // the logarithm of its length
	News                    // the logarithm of how many words it has that the question has not
	Cue                     // words that introduce a cause or a manner, or look ahead, as the question does
	NoCue                   // 1 if a cause or a manner is asked for and no word introduces one
	NotAhead                // 1 if the question looks ahead and the sentence does not, one more if that tells of today
	Withholds               // 1 if it says that something is not known, not said or not settled, and more is asked about than that
	Spoken                  // how surely it holds words of the person the question names
	NotSpoken               // how surely only what somebody said can answer, and it does not hold such words
	Introduces              // how surely it says who the person is that is asked for
	Main                    // how much it is about a main person, if the question names nobody and says “he” or “she”
	Headline                // 1 for a headline within the text
	VerbMet                 // how well it meets the main verb of the question
	VerbUnmet               // 1 if the question has such a verb and it does not
	Opens                   // the share of words that it meets among its first words
	Dense                   // the share of words that it meets within a clause's length
	After                   // the share that only the sentence after in the same paragraph meets
	Beside                  // how close what is asked for stands to the main verb, or the plain word that weighs most
	Agent                   // 1 if somebody named stands where the question asks who does it, or to whom it is done, 1/2 for somebody else
	KeyPoint                // 1 for a key point
	Quoted                  // 1 if it holds a quotation and the question does not ask what was said
	Denies                  // 1 if it says no, to a question for yes or no
	WrongTime               // 1 if the question looks back and it looks ahead
	OtherAge                // 1 if an age is asked for and it gives only another person's, -1 if it gives that of the person asked about
	Purpose                 // 1 if it may tell a purpose, to a question why
	FitsWho                 // Fits again, where somebody is asked for
	FitsWhen                // … a time
	FitsWhere               // … a place
	FitsNumber              // … a number
	Sex                     // 1 if it is about a person of the sex the question implies, -1 if about the other alone
	Hinted                  // the share of words that it has not, and hints at in other words
	Told                    // how surely it tells in other words what the question as a whole asks
	Maybe                   // how far it hints at that
	signs
)

// SignNames are the names of the signs in weights.txt, in their order.
var SignNames = [signs]string{
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
	// Unfit is true of what cannot be the answer for certain, whatever the signs say.
	Unfit bool
	// Aside is true if the sentence speaks of the topic but not of what is asked about it. It is no answer, but may be near.
	Aside bool
}

// Weighing is an article weighed for a question: the sentences that have anything to do with it, and what is true of them all.
type Weighing struct {
	Sentences []Weighed
	// Nowhere and Anywhere are the shares of the question's words that the article has not at all, and has in some form.
	Nowhere, Anywhere float64
	// Strange is 1 if the question names somebody or something that the article never mentions, Named if it names what it mentions.
	Strange, Named float64
	// Unknown is 1 if the question asks who a person is whom the article does not introduce.
	Unknown float64
	// Called is true if it is asked what somebody or something is called.
	Called bool
	// Few is 1 for a question of one word, 1/2 for one of two.
	Few float64
	// Typed is true if a sort of thing is asked for.
	Typed bool
	// Kind is the sort of question; Why and Manner are true if a cause or a manner is asked for.
	Kind        briefing.Kind
	Why, Manner bool
	// Refers is true if the question has a word such as “it” for what the article is about, and so is about this article.
	Refers bool
	// VerbNowhere is 1 if the article never says what is done.
	VerbNowhere float64
}

// One is 1 if something is so, else 0.
func One(so bool) float64 {
	if so {
		return 1
	}
	return 0
}
