package answer

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// signsFile is made by proof/asking.
//
//go:embed signs.txt
var signsFile string

// Weights are what was learned from questions.
type Weights struct {
	// Sentence, Answered and Near are how much each sign counts: for a sentence to be right, for the first sentence to be an
	// answer, and for the question to be about this article at all.
	Sentence       Signs
	Answered, Near Outlook
	// Answer and Nearest are the chances from which sentences are shown, as an answer and as nearest.
	Answer, Nearest float64
}

// Numbers names every number of signs.txt.
func (w *Weights) Numbers() map[string]*float64 {
	named := map[string]*float64{"from answer": &w.Answer, "from nearest": &w.Nearest}
	for s, name := range SignNames {
		named["sentence "+name] = &w.Sentence[s]
	}
	for s, name := range OutlookNames {
		named["answered "+name] = &w.Answered[s]
		named["near "+name] = &w.Near[s]
	}
	return named
}

// learned is the weights of signs.txt.
var learned = sync.OnceValue(func() *Weights {
	w := &Weights{}
	named := w.Numbers()
	for line := range strings.Lines(signsFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || named[name] == nil {
			panic("answer: signs.txt is damaged: " + line) // a slip of ours, met by any test
		}
		*named[name] = v
	}
	return w
})

// Ranked is a weighed sentence with the chance that it answers.
type Ranked struct {
	Weighed
	Chance float64
}

// Rank gives each sentence its chance and puts the likeliest first.
func (w *Weights) Rank(found []Weighed) []Ranked {
	ranked := make([]Ranked, len(found))
	for i, f := range found {
		ranked[i] = Ranked{f, Chance(w.Sentence[:], f.Signs[:])}
	}
	slices.SortStableFunc(ranked, func(a, b Ranked) int { return cmp.Compare(b.Chance, a.Chance) })
	return ranked
}

// Chance is the probability, by logistic regression, of what has these signs.
func Chance(weights, signs []float64) float64 {
	sum := 0.0
	for i, v := range signs {
		sum += weights[i] * v
	}
	return 1 / (1 + math.Exp(-sum))
}

// Outlook is what a whole ranking tells of a question: whether its first sentence answers, and whether the question is about this
// article.
type Outlook [outlooks]float64

// What an outlook holds. Shares are those of the first sentence.
const (
	outlookAlways    = iota // 1
	outlookTop              // the logarithm of the odds of the first sentence
	outlookGap              // how far the second is behind
	outlookAll              // the logarithm of the sum of all chances
	outlookNowhere          // the share of words that the article has nowhere
	outlookAnywhere         // the share of words that it has in some form
	outlookNamed            // 1 if the question names somebody or something that it has
	outlookStrange          // 1 if it names somebody or something that the article never mentions
	outlookSame             // the share that is met in some form
	outlookRelated          // the share that is met by a related word
	outlookContext          // the share that only the context meets
	outlookNameUnmet        // the share of names that are not met
	outlookOnlyTopic        // 1 if nothing is met but what the whole article is about
	outlookMisfits          // 1 if the sort of thing that is asked for is not there
	outlookUntyped          // 1 if the question asks for no sort of thing
	outlookFew              // 1 for a question of one word, 1/2 for one of two
	outlooks
)

// OutlookNames are their names in signs.txt.
var OutlookNames = [outlooks]string{"always", "top", "gap", "all", "nowhere", "anywhere", "named", "strange", "same", "related", "context", "name-unmet", "only-topic", "misfits", "untyped", "few"}

// NewOutlook looks at a ranking.
func NewOutlook(ranked []Ranked) Outlook {
	var o Outlook
	o[outlookAlways] = 1
	if len(ranked) == 0 {
		o[outlookTop], o[outlookAll], o[outlookNowhere] = odds(0), math.Log(0.01), 1
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
	o[outlookNowhere] = first[Nowhere]
	o[outlookAnywhere], o[outlookNamed] = first[Anywhere], first[Named]
	o[outlookStrange] = first[Strange]
	o[outlookSame] = first[Same]
	o[outlookRelated] = first[Group] + first[Kin]
	o[outlookContext] = first[Topic] + first[Carried]
	o[outlookNameUnmet] = first[NameUnmet]
	o[outlookOnlyTopic] = first[OnlyTopic]
	o[outlookMisfits] = first[Misfits]
	o[outlookUntyped] = first[Untyped]
	o[outlookFew] = first[Few]
	return o
}

// odds is the logarithm of the odds of a chance, kept finite.
func odds(chance float64) float64 {
	const least = 1e-4
	return math.Log((chance + least) / (1 - chance + least))
}
