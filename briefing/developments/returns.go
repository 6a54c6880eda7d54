package developments

import (
	"math"
	"slices"
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How a paragraph that returns to the main story is told apart from one with news of its own. News of its own introduces what it speaks of;
// a paragraph that returns relies on words, people and things that the main story has introduced and that nothing else around it shares.

// threads holds what ties each paragraph of a list to the main story and to the rest of the list.
type threads struct {
	*finder
	stems *stems
	from  int           // where the list begins
	told  counts        // for each stem, the number of paragraphs of the main story that have it
	aside map[int]int   // the same for the list: a map, since most lists have few of an article's stems
	of    map[int][]int // the stems of each paragraph of the list
	main  int           // the number of paragraphs of the main story
}

// stems numbers the stems of an article's words, so that each word is stemmed only once.
type stems struct {
	entries []int32 // for each entry of the vocabulary one more than the number of its stem, 0 while unknown
	of      words.Numbering
	last    []int   // one more than the paragraph that each stem was last taken from
	worth   []worth // of each entry
}

// worth is whether a word, unless it names a place or a people, may say what a paragraph is about.
type worth int8

const (
	worthUnknown worth = iota
	worthMuch
	worthNothing
)

// newStems makes room for the stems of an article.
func (f *finder) newStems() stems {
	return stems{entries: make([]int32, f.Vocabulary.Len()), worth: make([]worth, f.Vocabulary.Len()), of: words.NewNumbering(min(f.Vocabulary.Len()*2/3, mostExpected))}
}

// mostExpected bounds for how many stems room is made in advance.
const mostExpected = 4000

// number returns the number of a word's stem.
func (st *stems) number(t text.Token, language string) int {
	entry := &st.entries[t.Entry]
	if *entry == 0 {
		n, isNew := st.of.Enter(words.Stem(t.Lower, language))
		if isNew {
			st.last = append(st.last, 0)
		}
		*entry = int32(n) + 1
	}
	return int(*entry) - 1
}

// counts holds how often each stem occurs.
type counts []int

func (c counts) at(stem int) int {
	if stem >= len(c) {
		return 0
	}
	return c[stem]
}

// add counts stems, each one once.
func (c counts) add(found []int) counts {
	for _, w := range found {
		for len(c) <= w {
			c = append(c, 0)
		}
		c[w]++
	}
	return c
}

// mostCompared bounds how many paragraphs of a list are compared.
const mostCompared = 300

// How strong the ties must be, set on development articles. A paragraph that refers back needs no other tie; one that does not needs more
// than the rest of its list has.
const (
	returning  = 1.0
	leanWeight = 2.0
	takenUp    = 0.5
)

// compare measures how a list of paragraphs is tied to the main story before paragraph end.
func (f *finder) compare(a *Aside, end int, list []int) *threads {
	list = list[:min(len(list), mostCompared)]
	t := &threads{finder: f, stems: &a.stems, of: make(map[int][]int, len(list)), aside: map[int]int{}}
	t.told, t.main = a.mainStory(f, end)
	if len(list) > 0 {
		t.from = f.Paragraphs[slices.Min(list)].Start
	}
	for _, p := range list {
		t.of[p] = a.stemsOf(f, p)
		for _, stem := range t.of[p] {
			t.aside[stem]++
		}
	}
	return t
}

// mostStems bounds how many stems of one paragraph are compared.
const mostStems = 200

// usualStems is the usual number of stems in a paragraph.
const usualStems = 30

// stemsOf returns the stems of a paragraph's content words, each once.
func (f *finder) stemsOf(p int, known *stems) []int {
	found := make([]int, 0, usualStems)
	for s := range f.SentencesOf(p) {
		for _, t := range f.SentenceTokens(s) {
			if len(found) >= mostStems || !f.matters(t, known) {
				continue
			}
			if stem := known.number(t, f.Language); known.last[stem] != p+1 {
				known.last[stem] = p + 1
				found = append(found, stem)
			}
		}
	}
	return found
}

// matters reports whether a token may say what a paragraph is about. Countries, peoples and days do not count, since they may occur
// anywhere.
func (f *finder) matters(t text.Token, known *stems) bool {
	w := &known.worth[t.Entry]
	if *w == worthUnknown {
		*w = f.worth(t)
	}
	return *w == worthMuch && !f.namesPlace(t)
}

// matter is matters for a token of a sentence that is read once.
func (f *finder) matter(t text.Token) bool { return f.worth(t) == worthMuch && !f.namesPlace(t) }

func (f *finder) namesPlace(t text.Token) bool {
	return t.Word() && f.Words.DemonymOrPlace(f.At(t.Span))
}

func (f *finder) worth(t text.Token) worth {
	short := len(t.Lower) < 2 || len(t.Lower) == 2 && t.Word()
	tells := t.Word() && !f.Words.Areas[t.Lower] && f.Words.Weekdays[t.Lower] == 0 || t.Kind == text.NumberToken
	if short || !tells || words.Stopword(t.Lower, f.Language) {
		return worthNothing
	}
	return worthMuch
}

// returns returns the paragraphs of the list that return to the main story.
func (t *threads) returns(list []int) map[int]bool {
	ties := map[int]float64{}
	var all []float64
	for _, p := range list {
		ties[p] = t.ties(p)
		all = append(all, ties[p])
	}
	slices.Sort(all)
	back := map[int]bool{}
	for i, p := range list {
		lean := t.leaning(p)
		if i == 0 && lean == 0 {
			continue // a list begins with an item
		}
		usual := 0.0
		if others := without(all, ties[p]); len(others) > 0 {
			usual = others[len(others)/2]
		}
		back[p] = ties[p]-usual+leanWeight*lean+takenUp*float64(min(t.takenUp(p), 2)) >= returning
	}
	return back
}

// without returns a sorted list of numbers with one of them left out.
func without(sorted []float64, one float64) []float64 {
	if len(sorted) > mostCompared {
		return sorted
	}
	i, _ := slices.BinarySearch(sorted, one)
	return slices.Delete(slices.Clone(sorted), i, i+1)
}

// ties returns how strongly the words of a paragraph, relative to their number, tie it to the main story rather than to the list.
func (t *threads) ties(p int) float64 {
	all, sum := float64(t.main+len(t.of)), 0.0
	for _, w := range t.of[p] {
		if told, aside := t.told.at(w), t.aside[w]; told > 0 {
			sum += math.Log(all/float64(told+aside)) / float64(max(1, aside))
		}
	}
	return sum / (math.Sqrt(float64(len(t.of[p]))) + 1)
}

// leaning returns, from 0 to 1, how much a paragraph opens with words that only earlier text explains: a pronoun, a connective, "the prize"
// in a story about a prize, a person whom the main story has introduced.
func (t *threads) leaning(p int) float64 {
	s := t.FirstSentence(p)
	if s < 0 {
		return 0
	}
	tokens := t.SentenceTokens(s)
	for len(tokens) > 0 && tokens[0].Mark() {
		tokens = tokens[1:]
	}
	switch {
	case len(tokens) == 0:
		return 0
	case t.OnlyQuoted(s), t.Words.Referring[tokens[0].Lower], tokens[0].Lower == "it", t.Words.Connectives[tokens[0].Lower]:
		return 1
	case tokens[0].Lower == "the" && t.definite(tokens[1:]), t.introduced(tokens):
		return 1
	}
	for _, w := range tokens[:min(len(tokens), 6)] {
		if w.Lower == "also" {
			return 0.5
		}
	}
	return 0
}

// definite reports whether the noun after "the" is one that the main story has introduced, or stands for a person.
func (t *threads) definite(tokens []text.Token) bool {
	for _, w := range tokens[:min(len(tokens), 4)] {
		switch {
		case w.Kind == text.NumberToken && strings.HasSuffix(w.Lower, "-old"):
			return true
		case words.Capital(t.At(w.Span)) && t.told.at(t.stems.number(w, t.Language)) > 0:
			continue // "the Tilbrook warehouse", in a story about one in Tilbrook
		case w.Mark(), words.Capital(t.At(w.Span)), t.Words.Prepositions[w.Lower], t.Words.LightWords[w.Lower]:
			return false
		case w.Lower == "pair", w.Lower == "duo", t.told.at(t.stems.number(w, t.Language)) > 0:
			return true
		}
	}
	return false
}

// introduced reports whether the tokens begin with the name of a person in the main story.
func (t *threads) introduced(tokens []text.Token) bool {
	for i := range tokens[:min(len(tokens), 3)] {
		if p := t.PersonAt(tokens[i].Start); p >= 0 {
			return t.FirstNamed(p) < t.from
		}
	}
	return false
}

// takenUp counts the things that a paragraph treats as known, such as "the sale", because the main story has introduced them.
func (t *threads) takenUp(p int) int {
	known := map[int]bool{}
	own := map[int]bool{}
	for s := range t.SentencesOf(p) {
		before := ""
		for _, w := range t.SentenceTokens(s) {
			if w.Word() && !words.Capital(t.At(w.Span)) {
				stem := t.stems.number(w, t.Language)
				mine := t.aside[stem] > 1 || own[stem]
				if asKnown := before == "the" || t.Words.Possessives[before]; asKnown && !mine && t.told.at(stem) > 0 {
					known[stem] = true
				}
				own[stem] = true
			}
			before = w.Lower
		}
	}
	return len(known)
}
