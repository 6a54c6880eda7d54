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

// Weights holds what was learned from questions.
type Weights struct {
	// Sentence and Typed are how much each sign counts towards a sentence being right; Typed is for questions that ask for
	// a kind of thing.
	Sentence, Typed Signs
	// Answered is how much each number counts towards the first sentence being an answer, Near towards the question being
	// about this article.
	Answered, Near Outlook
	// Answer and Nearest are the least chances for showing sentences as an answer and as nearest.
	Answer, Nearest float64
}

// Numbers returns a pointer to every weight by its name in weights.txt.
func (w *Weights) Numbers() map[string]*float64 {
	named := map[string]*float64{"from answer": &w.Answer, "from nearest": &w.Nearest}
	for s, name := range signNames {
		named["sentence "+name], named["typed "+name] = &w.Sentence[s], &w.Typed[s]
	}
	for s, name := range outlookNames {
		named["answered "+name] = &w.Answered[s]
		named["near "+name] = &w.Near[s]
	}
	return named
}

// Learned returns the weights of weights.txt.
var Learned = sync.OnceValue(func() *Weights {
	w := &Weights{}
	logistic.Read(weightsFile, w.Numbers())
	return w
})

// Ranked is a weighed sentence with its chance of being the answer.
type Ranked struct {
	*Weighed
	Chance float64
}

// Factors on the chance of a sentence that cannot be the answer, and of one that is only about the topic. Either may still
// be the nearest.
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
	for i := range found.Sentences {
		f := &found.Sentences[i]
		ranked[i] = Ranked{f, logistic.Chance(weights[:], f.Signs[:])}
		switch {
		case f.Sure:
			ranked[i].Chance = 1
		case f.Unfit:
			ranked[i].Chance *= unfitWorth
		case f.Aside:
			ranked[i].Chance *= asideWorth
		}
	}
	slices.SortStableFunc(ranked, func(a, b Ranked) int { return cmp.Compare(b.Chance, a.Chance) })
	return ranked
}

// Verdict is what the weights decide about a weighing.
type Verdict struct {
	// Ranked are the sentences, the likeliest first.
	Ranked []Ranked
	// Chance is how likely the first sentence answers.
	Chance float64
	// Answered is true if the first sentence is shown as an answer, Near if sentences are shown as nearest instead. Unsure is true if the first
	// of the nearest may well be the answer.
	Answered, Near, Unsure bool
	// Least is the least chance with which a sentence is shown.
	Least float64
}

// Sure reports whether a rule for questions of this kind chose the first sentence.
func (v *Verdict) Sure() bool { return len(v.Ranked) > 0 && v.Ranked[0].Sure }

// alike is the share of the first sentence's chance that another needs to stand beside it in an answer.
const alike = 0.45

// doubtful is the share of Nearest that the question's chance of being about this article must reach for an answer.
const doubtful = 0.4

// unsure is the share of Answer from which a sentence that nothing speaks against may well be the answer.
const unsure = 0.45

// least returns the chance from which a sentence may well be the answer: all of Answer if something speaks against it, and none if it is ruled out.
func (w *Weights) least(first *Ranked) float64 {
	switch {
	case first.Unfit:
		return 2
	case first.mayAnswer():
		return w.Answer * unsure
	}
	return w.Answer
}

// referring is the share of Nearest that suffices for showing sentences as nearest if a word such as “it” shows that the
// question is about this article.
const referring = 0.5

// beside reports whether a sentence is only context: it mentions the topic but nothing of what is asked about it, or lacks
// the words of the speaker asked for. If the question asks for no kind of thing, a word that only the thesaurus relates is
// not enough: “engineers” does not answer a question about the army.
func beside(s *Signs) bool {
	topic := s[PlainUnmet] == 1 && (s[Untyped] == 0 || s[Spoken] > 0)
	related := s[Untyped] > 0 && s[Kin]+s[FarKin] > 0 && s[Same]+s[Group]+s[Carried]+s[Before] == 0 && s[Spoken] == 0
	return topic || related || s[NotSpoken] > 0
}

// mayAnswer reports whether nothing rules a sentence out.
func (r *Ranked) mayAnswer() bool { return !r.Unfit && !r.Aside && !beside(&r.Signs) }

// withoutDrags keeps behind the first sentence those that lack nothing of what is asked that it has, and which could answer by themselves:
// “the prosecution had asked for nine years” is dragged along by “was jailed for six”.
func withoutDrags(ranked []Ranked) []Ranked {
	first := &ranked[0].Signs
	return slices.DeleteFunc(slices.Clone(ranked), func(r Ranked) bool { return !r.mayAnswer() || lacks(&r.Signs, first) })
}

// little is how much worse than the first sentence another may meet a part of the question to stand behind it.
const little = 0.1

// lacks reports whether a sentence lacks something of what is asked that the first has: a name, another word, the verb, the kind of thing.
func lacks(s, first *Signs) bool {
	wanted := func(sign Sign) bool { return s[sign] < first[sign]-little }
	missed := func(sign Sign) bool { return s[sign] > first[sign]+little }
	return slices.ContainsFunc([]Sign{HeaviestMet, VerbMet, Fits}, wanted) || slices.ContainsFunc([]Sign{PlainUnmet, NameUnmet}, missed)
}

// Judge decides whether the article answers a question, or comes near.
func (w *Weights) Judge(found *Weighing) Verdict {
	ranked := w.Rank(found)
	if len(ranked) == 0 {
		return Verdict{}
	}
	look := NewOutlook(found, ranked)
	v := Verdict{Ranked: ranked, Chance: logistic.Chance(w.Answered[:], look[:])}
	if ranked[0].Sure {
		v.Answered, v.Chance, v.Least = true, 1, 1
		return v
	}
	about := logistic.Chance(w.Near[:], look[:])
	v.Answered = v.Chance >= w.Answer && about >= w.Nearest*doubtful && ranked[0].mayAnswer()
	if v.Answered {
		v.Least = ranked[0].Chance * alike
		v.Ranked = withoutDrags(ranked)
		return v
	}
	v.Near = about >= w.Nearest || found.Refers && found.Strange == 0 && about >= w.Nearest*referring
	v.Unsure = v.Near && v.Chance >= w.least(&ranked[0])
	return v
}
