package story

import (
	"cmp"
	"slices"

	"lede/briefing"
	"lede/briefing/story/counting"
	"lede/briefing/story/wording"
	"lede/briefing/words"
)

// Place is a sentence of one of several articles.
type Place struct{ Article, Sentence int }

// Comparison is the articles of one story side by side.
type Comparison struct {
	// Shared is what several articles say, most widely said first: each entry is one sentence per article, the first of which
	// says nothing that the others do not.
	Shared [][]Place
	// Differ is what they count differently.
	Differ []Difference
	// Only are, for each article, the sentences that say what no other one says; Quotes are the quotations that only it has.
	Only, Quotes [][]int
}

// SideBySide compares articles of one story.
func SideBySide(articles []*briefing.Article) Comparison {
	short := make([]*briefing.Article, len(articles))
	for n, a := range articles {
		short[n] = Beginning(a)
	}
	c := Comparison{Differ: Differences(short), Shared: sharedBy(short)}
	for n, a := range short {
		others := slices.Delete(slices.Clone(short), n, n+1)
		told := map[int]bool{} // sentences elsewhere in the comparison
		for _, places := range c.Shared {
			for _, p := range places {
				told[p.Sentence] = told[p.Sentence] || p.Article == n
			}
		}
		for _, d := range c.Differ {
			for _, f := range d {
				told[f.Sentence] = told[f.Sentence] || f.Article == n
			}
		}
		quotes := onlyQuoted(a, others)
		for _, q := range quotes {
			told[a.Quotes[q].Sentence] = true
		}
		only := slices.DeleteFunc(Only(a, others), func(i int) bool { return told[i] })
		c.Only, c.Quotes = append(c.Only, only), append(c.Quotes, quotes)
	}
	return c
}

// fewestQuoted is how many content words a quotation needs to be distinctive.
const fewestQuoted = 2

// onlyQuoted returns the quotations of an article that no other one has, by index.
func onlyQuoted(a *briefing.Article, others []*briefing.Article) (quotes []int) {
	known := NewKnown()
	for _, o := range others {
		known.Add(o)
	}
	for i, q := range a.Quotes[:min(len(a.Quotes), mostCompared)] {
		if q.Apart() || q.Sentence >= len(a.Sentences) {
			continue
		}
		s := sayingIn(a, q.Span)
		if _, met := known.nearest(&s); len(s.stems) >= fewestQuoted && met < sameQuote*sum(s.weights) {
			quotes = append(quotes, i)
		}
	}
	return quotes
}

func sum(weights []float64) (all float64) {
	for _, w := range weights {
		all += w
	}
	return all
}

// sameSaying is the share of a sentence, by weight, that another one must have to say the same.
const sameSaying = 0.75

// said is a sentence that several articles may say.
type said struct {
	Place
	saying
	denials  int
	lower    words.Set
	facts    facts
	counted  []counting.Counted
	tellings []Place // the sentences of other articles that say all of it
}

// sharedBy finds the sentences that several articles say.
func sharedBy(articles []*briefing.Article) (shared [][]Place) {
	all := make([][]said, len(articles))
	known := make([]*Known, len(articles))
	for n, a := range articles {
		all[n], known[n] = sayings(a, n), NewKnown()
		known[n].Add(a)
	}
	var told []*said
	for n := range all {
		for i := range all[n] {
			s := &all[n][i]
			for m := range all {
				if at := known[m].tells(s, all[m]); m != n && at >= 0 {
					s.tellings = append(s.tellings, Place{m, at})
				}
			}
			if len(s.tellings) > 0 {
				told = append(told, s)
			}
		}
	}
	slices.SortStableFunc(told, func(a, b *said) int {
		return cmp.Or(cmp.Compare(len(b.tellings), len(a.tellings)), cmp.Compare(a.Sentence, b.Sentence), cmp.Compare(len(b.stems), len(a.stems)))
	})
	taken := map[Place]bool{}
	for _, s := range told {
		places := append([]Place{s.Place}, s.tellings...)
		if !slices.ContainsFunc(places, func(p Place) bool { return taken[p] }) {
			shared = append(shared, places)
		}
		for _, p := range places {
			taken[p] = true
		}
	}
	return shared
}

// sayings returns the sentences of an article, prepared for comparison. Sentences with few words are left out.
func sayings(a *briefing.Article, article int) []said {
	all, facts := make([]said, len(a.Sentences)), factsOf(a)
	for i, sentence := range a.Sentences {
		all[i] = said{Place: Place{article, i}, saying: sayingOf(a, i), facts: facts[i], lower: words.Set{}}
		list, _ := wording.Compared(a.Text, sentence.Span)
		for _, t := range list {
			all[i].lower[t.Lower] = true
			if words.Asking().Negations[t.Lower] {
				all[i].denials++
			}
		}
	}
	for _, c := range counting.In(a) {
		s := &all[c.Figure.Sentence]
		s.counted = append(s.counted, c)
	}
	return all
}

// tells finds the sentence of an article that says all that another one says, -1 for none.
func (k *Known) tells(s *said, all []said) int {
	if len(s.stems) < shortest || s.cut {
		return -1
	}
	at, met := k.nearestAt(&s.saying)
	if at < 0 || met < sameSaying*sum(s.weights) {
		return -1
	}
	o := &all[at]
	same := o.has(s.names) && o.counts(s) && o.denials == s.denials
	if same && !o.cut && !s.against(o) {
		return at
	}
	return -1
}

// has reports whether a sentence has all of some stems.
func (s *said) has(stems []uint32) bool {
	return !slices.ContainsFunc(stems, func(h uint32) bool { return !slices.Contains(s.stems, h) })
}

// counts reports whether a sentence has all the numbers of another, however they are written, but "one", which is said of anything.
func (s *said) counts(o *said) bool {
	mine := s.facts.all()
	return s.has(o.numbers) && !slices.ContainsFunc(o.facts.all(), func(n float64) bool { return n > 1 && !slices.Contains(mine, n) })
}

// against reports whether two sentences give different numbers for one thing, or one has the opposite of a word of the other.
func (s *said) against(o *said) bool {
	for i := range s.counted {
		if slices.ContainsFunc(o.counted, func(c counting.Counted) bool { return c.Contradicts(&s.counted[i]) }) {
			return true
		}
	}
	return words.Contrary(s.lower, o.lower)
}
