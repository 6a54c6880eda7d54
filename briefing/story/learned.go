package story

import (
	_ "embed"
	"slices"
	"sync"

	"lede/briefing/logistic"
)

// weightsFile is made by proof/stories.
//
//go:embed weights.txt
var weightsFile string

// Weights are what was learned from articles of known stories.
type Weights struct {
	// Texts, Dated, Teasers and Titles are how much each sign counts between two texts, two of which it is known when they were published, two of these
	// of which one is a title and a sentence, and where one is hardly more than a title.
	Texts, Dated, Teasers, Titles Signs
	// Crowd is how much a chance counts, and how alike two texts are in what few around them have.
	Crowd CrowdSigns
	// Join is the mean chance from which stories are joined.
	Join float64
	// Fresh is how much each sign of a sentence counts, and New the chance from which one says something new.
	Fresh FreshSigns
	New   float64
}

// Numbers names every number of weights.txt.
func (w *Weights) Numbers() map[string]*float64 {
	named := map[string]*float64{"join": &w.Join, "new": &w.New}
	for s, name := range SignNames {
		named["texts "+name] = &w.Texts[s]
		named["dated "+name] = &w.Dated[s]
		named["teasers "+name] = &w.Teasers[s]
		named["titles "+name] = &w.Titles[s]
	}
	for s, name := range CrowdSignNames {
		named["crowd "+name] = &w.Crowd[s]
	}
	for s, name := range FreshSignNames {
		named["fresh "+name] = &w.Fresh[s]
	}
	return named
}

// Learned are the weights of weights.txt.
var Learned = sync.OnceValue(func() *Weights {
	w := &Weights{}
	logistic.Read(weightsFile, w.Numbers())
	return w
})

// chance is how likely two articles are to tell of one event, among the headlines around; nil where they are not known.
func (w *Weights) chance(a, b *print, r *around) float64 {
	switch {
	case foreign(a, b):
		return 0
	case samePage(a, b):
		return 1
	case a.roundup != b.roundup:
		return 0
	case copies(a, b):
		return 1
	}
	signs := compare(a, b)
	switch {
	case signs.contradict(), a.roundup && signs[Copied] < mostlyCopied:
		return 0
	case a.few && b.few:
		return min(r.most(a, b), logistic.Chance(w.Titles[:], signs[:]))
	case brief(a, b):
		return logistic.Chance(w.Titles[:], signs[:])
	case dated(a, b) && min(len(a.termsOf()), len(b.termsOf())) < teaserTerms:
		return logistic.Chance(w.Teasers[:], signs[:])
	case dated(a, b):
		return logistic.Chance(w.Dated[:], signs[:])
	}
	return logistic.Chance(w.Texts[:], signs[:])
}

// teaserTerms is from how many words on an article is more than a title and a sentence.
const teaserTerms = 16

// dated tells whether it is known when both articles were published.
func dated(a, b *print) bool { return a.published != 0 && b.published != 0 }

// samePage tells whether two articles are one page at two times.
func samePage(a, b *print) bool {
	return a.page != 0 && a.page == b.page && tells(a, b) && !foreign(a, b)
}

// LeastCopied is how many pairs of words two articles need to have in common for that to be no chance.
const LeastCopied = 6

// copies tells whether two articles have the same words, which says of short ones what likeness cannot. Titles that name somebody else each are of two
// events told in one sentence.
func copies(a, b *print) bool {
	return !brief(a, b) && len(a.pairsOf()) >= LeastCopied && slices.Equal(a.pairsOf(), b.pairsOf()) && max(properTold(a, b), properTold(b, a)) > 0
}

// foreign tells whether two articles are known to be in two languages.
func foreign(a, b *print) bool {
	var unknown [2]byte
	return a.language != b.language && a.language != unknown && b.language != unknown
}

// mostlyCopied is which part of the pairs of words of an article shows that it is a copy.
const mostlyCopied = 0.6

// contradict tells whether both articles say where it was, and neither names anything that the other does.
func (s *Signs) contradict() bool {
	return s[PlacesApart] == 1 && s[NameRarest] == 0 && s[Copied] < mostlyCopied
}
