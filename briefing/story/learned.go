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
	// Texts, Dated, Teasers and Titles are how much each sign counts: between two texts; between two with known publication times; if of these
	// one is a title and a sentence; and if one is little more than a title.
	Texts, Dated, Teasers, Titles, Mixed Signs
	// Crowd is how much a chance counts, and the likeness in words that few articles around have.
	Crowd CrowdSigns
	// Join is the mean chance from which stories are joined.
	Join float64
	// Again is how much each sign counts when texts are weighed a second time, and JoinAgain the mean chance from which stories are then joined.
	Again     AgainSigns
	JoinAgain float64
	// Fresh is how much each sign of a sentence counts, and New the chance from which one says something new.
	Fresh FreshSigns
	New   float64
}

// Numbers returns every number of weights.txt by its name.
func (w *Weights) Numbers() map[string]*float64 {
	named := map[string]*float64{"join": &w.Join, "join again": &w.JoinAgain, "new": &w.New}
	for s, name := range signNames {
		named["texts "+name] = &w.Texts[s]
		named["dated "+name] = &w.Dated[s]
		named["teasers "+name] = &w.Teasers[s]
		named["titles "+name] = &w.Titles[s]
		named["mixed "+name] = &w.Mixed[s]
		named["again "+name] = &w.Again[s]
	}
	for s, name := range againSignNames {
		named["again both "+name] = &w.Again[int(signs)+s]
	}
	for s, name := range crowdSignNames {
		named["crowd "+name] = &w.Crowd[s]
	}
	for s, name := range freshSignNames {
		named["fresh "+name] = &w.Fresh[s]
	}
	return named
}

// Learned returns the weights of weights.txt.
var Learned = sync.OnceValue(func() *Weights {
	w := &Weights{}
	logistic.Read(weightsFile, w.Numbers())
	return w
})

// alike reports whether two articles tell so much alike of what happened that they possibly report one event.
func alike(a, b *print) bool {
	return overlapOf(a.termsOf(), b.termsOf(), a.heavy, b.heavy).alike(a, b)
}

func (o overlap) alike(a, b *print) bool {
	_, plain := o.cosines(a.terms, b.terms)
	return plain >= alikeFrom
}

// settled returns the chance of two articles whose words need not be compared.
func settled(a, b *print) (chance float64, settled bool) {
	switch {
	case foreign(a, b):
		return 0, true
	case samePage(a, b):
		return 1, true
	case a.roundup != b.roundup:
		return 0, true
	case copies(a, b):
		return 1, true
	}
	return 0, false
}

// judge returns the chance of two articles by their signs.
func (w *Weights) judge(a, b *print, signs *Signs, r *around) float64 {
	switch {
	case signs.contradict(), twoActs(a, b), a.roundup && signs[Copied] < mostlyCopied:
		return 0
	case a.few && b.few:
		return min(r.most(a, b), logistic.Chance(w.Titles[:], signs[:]))
	case brief(a, b):
		return logistic.Chance(w.Mixed[:], signs[:])
	case dated(a, b) && min(len(a.termsOf()), len(b.termsOf())) < teaserTerms:
		return logistic.Chance(w.Teasers[:], signs[:])
	case dated(a, b):
		return logistic.Chance(w.Dated[:], signs[:])
	}
	return logistic.Chance(w.Texts[:], signs[:])
}

// teaserTerms is the number of words from which an article is more than a title and a sentence.
const teaserTerms = 16

// dated reports whether both publication times are known.
func dated(a, b *print) bool { return a.published != 0 && b.published != 0 }

// samePage reports whether two articles are one page at two times.
func samePage(a, b *print) bool {
	return a.page != 0 && a.page == b.page && tells(a, b) && !foreign(a, b)
}

// LeastCopied is how many word pairs two articles need in common for that to be no coincidence.
const LeastCopied = 6

// copies reports whether two articles have the same words, for short ones where likeness says little. Titles that name different people belong
// to two events told in one sentence.
func copies(a, b *print) bool {
	return !brief(a, b) && len(a.pairsOf()) >= LeastCopied && slices.Equal(a.pairsOf(), b.pairsOf()) && sameNames(a, b)
}

// foreign reports whether two articles are known to be in different languages.
func foreign(a, b *print) bool {
	var unknown [2]byte
	return a.language != b.language && a.language != unknown && b.language != unknown
}

// mostlyCopied is the share of an article's word pairs that shows it is a copy.
const mostlyCopied = 0.6

// contradict reports whether both articles name places, and neither has anything the other names.
func (s *Signs) contradict() bool {
	return s[PlacesApart] == 1 && s[NameRarest] == 0 && s[Copied] < mostlyCopied
}
