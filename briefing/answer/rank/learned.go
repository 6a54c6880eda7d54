package rank

import (
	"cmp"
	_ "embed"
	"slices"
	"sync"

	"lede/briefing/logistic"
)

// weightsFile is made by proof/asking.
//
//go:embed weights.txt
var weightsFile string

// Weights are what was learned from questions.
type Weights struct {
	// Sentence and Typed are how much each sign counts for a sentence to be right, Typed where a sort of thing is asked for.
	Sentence, Typed Signs
	// Answered and Near are how much counts for the first sentence to be an answer, and for the question to be about this article at all.
	Answered, Near Outlook
	// Answer and Nearest are the chances from which sentences are shown, as an answer and as nearest.
	Answer, Nearest float64
}

// Numbers names every number of weights.txt.
func (w *Weights) Numbers() map[string]*float64 {
	named := map[string]*float64{"from answer": &w.Answer, "from nearest": &w.Nearest}
	for s, name := range SignNames {
		named["sentence "+name], named["typed "+name] = &w.Sentence[s], &w.Typed[s]
	}
	for s, name := range OutlookNames {
		named["answered "+name] = &w.Answered[s]
		named["near "+name] = &w.Near[s]
	}
	return named
}

// Learned is the weights of weights.txt.
var Learned = sync.OnceValue(func() *Weights {
	w := &Weights{}
	logistic.Read(weightsFile, w.Numbers())
	return w
})

// Ranked is a weighed sentence with the chance that it answers.
type Ranked struct {
	Weighed
	Chance float64
}

// What is left of the chance of a sentence that cannot be the answer, and of one that speaks of the topic and not of what is asked. Either may
// still be what comes nearest.
const (
	unfitWorth = 0.2
	asideWorth = 0.5
)

// Rank gives each sentence its chance and puts the likeliest first.
func (w *Weights) Rank(found *Weighing) []Ranked {
	weights := &w.Sentence
	if found.Typed {
		weights = &w.Typed
	}
	ranked := make([]Ranked, len(found.Sentences))
	for i, f := range found.Sentences {
		ranked[i] = Ranked{f, logistic.Chance(weights[:], f.Signs[:])}
		switch {
		case f.Unfit:
			ranked[i].Chance *= unfitWorth
		case f.Aside:
			ranked[i].Chance *= asideWorth
		}
	}
	slices.SortStableFunc(ranked, func(a, b Ranked) int { return cmp.Compare(b.Chance, a.Chance) })
	return ranked
}

// Verdict is what the weights make of a weighing.
type Verdict struct {
	// Ranked are the sentences, the likeliest first.
	Ranked []Ranked
	// Chance is how likely the first is to answer.
	Chance float64
	// Answered is true if it is shown as an answer; Near if sentences are shown as near where it is not.
	Answered, Near bool
	// Least is the chance down to which sentences are shown.
	Least float64
}

// alike is which part of the chance of the first sentence another has to have to stand beside it in an answer.
const alike = 0.45

// doubtful is which part of the chance that lets sentences be shown as near lets them be shown as an answer.
const doubtful = 0.4

// referring is which part of it is enough where a word such as “it” says that the question is about this article.
const referring = 0.5

// beside tells whether a sentence only stands beside an answer: it mentions the topic and has nothing of what is asked about it, or it
// is asked what somebody said whose words it does not hold. A word that the thesaurus relates is not enough where no sort of thing is asked for: engineers
// who did nothing answer no question for the army.
func beside(s *Signs) bool {
	topic := s[PlainUnmet] == 1 && (s[Untyped] == 0 || s[Spoken] > 0)
	related := s[Untyped] > 0 && s[Kin]+s[FarKin] > 0 && s[Same]+s[Group]+s[Carried]+s[Before] == 0 && s[Spoken] == 0
	return topic || related || s[NotSpoken] > 0
}

// mayAnswer tells whether nothing rules a sentence out.
func (r *Ranked) mayAnswer() bool { return !r.Unfit && !r.Aside && !beside(&r.Signs) }

// Judge tells whether the article answers a question, or comes near.
func (w *Weights) Judge(found *Weighing) Verdict {
	ranked := w.Rank(found)
	if len(ranked) == 0 {
		return Verdict{}
	}
	look := NewOutlook(found, ranked)
	v := Verdict{Ranked: ranked, Chance: logistic.Chance(w.Answered[:], look[:])}
	about := logistic.Chance(w.Near[:], look[:])
	v.Answered = v.Chance >= w.Answer && about >= w.Nearest*doubtful && ranked[0].mayAnswer()
	if v.Answered {
		v.Least = ranked[0].Chance * alike
		return v
	}
	v.Near = about >= w.Nearest || found.Refers && found.Strange == 0 && about >= w.Nearest*referring
	return v
}
