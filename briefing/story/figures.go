package story

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"lede/briefing"
	"lede/briefing/text"
	"lede/briefing/words"
)

//go:embed fates.txt
var fatesFile string

//go:embed scopes.txt
var scopesFile string

// fates maps a word to the first of its line in fates.txt, scopes likewise in scopes.txt.
var (
	fates  = sync.OnceValue(func() map[string]string { return firstOfLine(fatesFile) })
	scopes = sync.OnceValue(func() map[string]string { return firstOfLine(scopesFile) })
)

//go:embed measures.txt
var measuresFile string

// measure is what an event has once, and the unit of its figure.
type measure struct{ name, unit string }

// measures maps a word to what it tells.
var measures = sync.OnceValue(func() map[string]measure {
	all := map[string]measure{}
	for line := range strings.Lines(measuresFile) {
		if words := strings.Fields(line); !strings.HasPrefix(line, "#") {
			for _, w := range words[2:] {
				all[w] = measure{words[0], words[1]}
			}
		}
	}
	return all
})

func firstOfLine(file string) map[string]string {
	first := map[string]string{}
	for line := range strings.Lines(file) {
		if all := strings.Fields(line); !strings.HasPrefix(line, "#") {
			for _, w := range all {
				first[w] = all[0]
			}
		}
	}
	return first
}

// counted is a figure of an article with what it counts.
type counted struct {
	figure briefing.Figure
	value  float64
	// what is its unit, the thing counted and what happened to it.
	what string
	// fated is true if something happened to people, which is enough to know what is counted.
	fated bool
	// measured is true if it is what an event has once: its magnitude, its turnout.
	measured bool
	// frame are the other words of its sentence, without the attribution, and weight their weights.
	frame  []string
	scope  []string // words for a time, part or likelihood
	days   []string // weekdays
	hours  []string // times of day
	ways   []string // whether it rose or fell
	places []string
	roles  []string
	rough  bool // hedged
	least  bool // "at least", "more than"
}

// countedIn returns the figures of an article for which it is clear what they count.
func countedIn(a *briefing.Article) []counted {
	var all []counted
	for _, f := range a.Figures {
		if f.Value == nil || f.Sentence >= len(a.Sentences) {
			continue
		}
		r := figureReader{a: a, figure: f, tokens: text.Tokenise(a.Text, a.Sentences[f.Sentence].Span)}
		if c, ok := r.read(); ok {
			all = append(all, c)
		}
	}
	return slices.DeleteFunc(all, func(c counted) bool { return ambiguous(all, c) })
}

// ambiguous reports whether an article gives two values for one thing, so that it is unclear what they count.
func ambiguous(all []counted, c counted) bool {
	return slices.ContainsFunc(all, func(o counted) bool { return o.what == c.what && o.value != c.value && slices.Equal(o.scope, c.scope) })
}

// figureReader finds out what one figure counts.
type figureReader struct {
	a          *briefing.Article
	figure     briefing.Figure
	tokens     []text.Token
	start, end int // the tokens of the figure with what it counts
	number     int // the last token of the figure itself
}

func (r *figureReader) lower(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Lower
}

// locate finds the tokens of the figure.
func (r *figureReader) locate() {
	r.start, r.end = len(r.tokens), 0
	for i, t := range r.tokens {
		if t.Start >= r.figure.Start && t.End <= r.figure.End {
			r.start, r.end = min(r.start, i), i+1
		}
	}
	r.number = r.end
	if at := strings.Index(r.a.Text[r.figure.End:r.a.Sentences[r.figure.Sentence].End], r.figure.Counts); r.figure.Counts != "" && at >= 0 && at < 40 {
		for r.end < len(r.tokens) && r.tokens[r.end].End <= r.figure.End+at+len(r.figure.Counts) {
			r.end++
		}
	}
}

// read finds out what the figure counts; ok is false if that is not clear.
func (r *figureReader) read() (c counted, ok bool) {
	r.locate()
	if r.start >= r.end || r.partial() {
		return c, false
	}
	words := strings.ToLower(r.a.At(r.figure.Span))
	c = counted{figure: r.figure, value: *r.figure.Value, rough: hasAny(words, "about", "around", "some", "nearly", "almost", "roughly", "approximately"),
		least: hasAny(words, "at least", "more than", "over")}
	fate := r.fate()
	thing := r.thing(fate != "")
	c.fated = fate != "" && r.figure.Unit == ""
	if measured := r.measure() != ""; thing == "" && r.figure.Unit == "" && !measured {
		if fate == "" || !r.saysHowMany() {
			return c, false
		}
		thing = people
	}
	if m := r.measure(); m != "" && fate == "" {
		thing, c.measured = m, true
	}
	c.what = strings.Join([]string{unitName(r.figure.Unit), thing, fate, r.change()}, "|")
	r.frame(&c)
	return c, true
}

// people stands for any people counted.
const people = "people"

// thing returns the stem of what is counted.
func (r *figureReader) thing(fated bool) string {
	stems := Stems(r.figure.Counts, text.Span{End: len(r.figure.Counts)}, r.a.Language)
	if len(stems) == 0 {
		return ""
	}
	last := strings.ToLower(r.figure.Counts[strings.LastIndexByte(r.figure.Counts, ' ')+1:])
	if fates()[last] != "" || fated && slices.Contains([]string{"people", "person", "persons", "victims"}, last) {
		return people
	}
	return stems[len(stems)-1]
}

// partial reports whether the figure is part of another, comes on top of one, is compared with one, or is an age.
func (r *figureReader) partial() bool {
	before, after := r.lower(r.start-1), r.lower(r.number)
	f := strings.ToLower(r.a.At(r.figure.Span))
	switch {
	case hasAny(f, "another", " of ", "year-old", "up to"), after == "more", after == "other", after == "others":
		return true
	case after == "of" && r.figure.Unit == "", r.lower(r.end) == "of" && r.lower(r.end+1) == "them":
		return true
	case before == "from" || before == "than" || before == "aged" || before == "age":
		return true
	case before == "," && after == ",":
		return true
	}
	return slices.Contains([]string{"more", "other", "another", "further"}, strings.ToLower(firstOf(r.figure.Counts)))
}

// farthest is how many words a fate may be from its figure; a comma or an "and" counts for several.
const (
	farthest = 6
	crossing = 4
)

// fate returns what happened to the people counted: the nearest word that says so.
func (r *figureReader) fate() string {
	if f := fates()[strings.ToLower(r.figure.Counts[strings.LastIndexByte(r.figure.Counts, ' ')+1:])]; f != "" {
		return f
	}
	return r.nearest(func(word string) string { return fates()[word] })
}

// measure returns what an event has once that the figure tells, or "".
func (r *figureReader) measure() string {
	unit := cmp.Or(unitName(r.figure.Unit), "none")
	return r.nearest(func(word string) string {
		m := measures()[word]
		if m.unit == "any" && unit != "none" || m.unit == unit {
			return m.name
		}
		return ""
	})
}

// nearest returns what the word nearest to the figure means, of those that mean something.
func (r *figureReader) nearest(meaning func(word string) string) string {
	best, least := "", farthest+1
	look := func(from, step int) {
		far := 0
		for i := from; i >= 0 && i < len(r.tokens) && far < least; i += step {
			w := r.lower(i)
			if far++; w == "," || w == ";" || w == "and" || w == "but" {
				far += crossing
			}
			if f := meaning(w); f != "" && far < least {
				best, least = f, far
				return
			}
		}
	}
	look(r.end, 1)
	look(r.start-1, -1)
	return best
}

// saysHowMany reports whether a figure alone counts those affected: "31 injured", "the toll rose to 17".
func (r *figureReader) saysHowMany() bool {
	next := r.lower(r.number)
	if next == "were" || next == "was" || next == "are" || next == "have" {
		next = r.lower(r.number + 1)
	}
	before := r.lower(r.start - 1)
	if fates()[next] != "" || fates()[before] != "" {
		return true
	}
	counts := slices.ContainsFunc(r.tokens[:r.start], func(t text.Token) bool {
		return slices.Contains([]string{"toll", "number", "deaths", "dead"}, t.Lower)
	})
	return counts && (before == "to" || before == "at" || before == "reached")
}

// change separates the amount of a change from the value it reached.
func (r *figureReader) change() string {
	if before := r.lower(r.start - 1); before == "by" {
		return before
	}
	return ""
}

// frame reads the rest of the sentence.
func (r *figureReader) frame(c *counted) {
	from, to := r.told()
	lexicon := words.Lexicon()
	for i := from; i < to; i++ {
		t := r.tokens[i]
		if i >= r.start && i < r.end {
			continue
		}
		scope := scopes()[t.Lower]
		switch {
		case scope == "monday":
			c.days = append(c.days, t.Lower)
		case scope == "noon":
			c.hours = append(c.hours, t.Lower)
		case scope == "rose" || scope == "fell":
			c.ways = append(c.ways, scope)
		case scope != "" || words.Year(t.Lower):
			c.scope = append(c.scope, t.Lower)
		case lexicon.Roles[t.Lower]:
			c.roles = append(c.roles, t.Lower)
		}
		if m := measures()[t.Lower]; m.name != "" {
			c.frame = append(c.frame, m.name)
			continue
		}
		if stem := stemOf(t, r.a.Language); stem != "" && scope == "" && !words.Digit(t.Lower) {
			c.frame = append(c.frame, stem)
		}
	}
	if whom := "for"; r.lower(r.end) == whom {
		c.scope = append(c.scope, whom)
	}
	c.places = append(c.places, r.places()...)
	for _, list := range []*[]string{&c.scope, &c.days, &c.hours, &c.ways, &c.frame, &c.roles, &c.places} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
}

// places returns the place names in the figure's sentence.
func (r *figureReader) places() (names []string) {
	for _, p := range r.a.Places {
		if slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Sentence == r.figure.Sentence }) {
			names = append(names, words.Fold(p.Name))
		}
	}
	return names
}

// The most words of an attribution, before the statement and after it.
const (
	longestSource = 6
	longestBehind = 11
)

// told returns the part of the sentence without its attribution: "Police said", "the union said".
func (r *figureReader) told() (from, to int) {
	speech := words.Lexicon().Speech
	to = len(r.tokens)
	for i := range min(longestSource, r.start) {
		if speech[r.lower(i)] && r.lower(i) != "estimated" {
			if from = i + 1; r.lower(from) == "that" {
				from++
			}
		}
	}
	for i := r.end; i < to; i++ { // ", said Ann Lee, the head of the office"
		if r.lower(i) == "," && speech[r.lower(i+1)] {
			return from, i
		}
	}
	for i := to - 1; i >= r.end && i >= to-longestBehind-1; i-- {
		if r.lower(i) != "," {
			continue
		}
		if slices.ContainsFunc(r.tokens[i:], func(t text.Token) bool { return speech[t.Lower] || t.Lower == "showed" || t.Lower == "found" }) {
			to = i
		}
		break
	}
	return from, to
}

// unitName normalises the spellings of a unit.
func unitName(unit string) string {
	u := strings.ToLower(unit)
	if name, ok := map[string]string{"%": "percent", "per cent": "percent", "€": "euro", "£": "pound", "$": "dollar", "km": "kilometr", "m": "metr"}[u]; ok {
		return name
	}
	stem := words.Stem(words.Fold(u), "en")
	switch stem {
	case "kilomet":
		return "kilometr"
	case "meter":
		return "metr"
	}
	return stem
}

func firstOf(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

// hasAny reports whether a text contains one of some parts.
func hasAny(s string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}

const (
	sameFrame = 0.7 // of the words of two sentences that give two values for one thing
	// sameMeasure is that of the words of the shorter one, if it is what an event has once.
	sameMeasure = 0.6
	twinFrame   = 0.9  // of those of a sentence and its correction
	roundly     = 0.05 // distance between two roundings of one value
	large       = 100  // from here on people round
)

// apart reports whether two figures count the same thing and differ.
func (c *counted) apart(o *counted) bool {
	if c.what != o.what || c.value == o.value || c.close(o) || o.close(c) {
		return false
	}
	if !slices.Equal(c.scope, o.scope) || !slices.Equal(c.roles, o.roles) {
		return false
	}
	for _, both := range [][2][]string{{c.places, o.places}, {c.days, o.days}, {c.hours, o.hours}, {c.ways, o.ways}} {
		if len(both[0]) > 0 && len(both[1]) > 0 && !overlap(both[0], both[1]) {
			return false
		}
	}
	if c.measured {
		return c.alone(o) >= sameMeasure && len(c.places) == len(o.places) && slices.Equal(c.hours, o.hours)
	}
	return c.fated || c.alike(o) >= sameFrame
}

// close reports whether a rough or rounded figure may mean another.
func (c *counted) close(o *counted) bool {
	if c.least && o.value > c.value && c.value >= large && o.value < c.value*(1+2*roundly) {
		return true
	}
	near := math.Abs(c.value-o.value) < roundly*max(c.value, o.value)
	return near && c.value >= large && (c.rough || round(c.value))
}

// round reports whether a number has at most two digits before its zeros.
func round(v float64) bool {
	for v >= large && math.Mod(v, 10) == 0 {
		v /= 10
	}
	return v < large
}

// alike returns the share of the words of the longer sentence, by weight, that both have.
func (c *counted) alike(o *counted) float64 {
	return shareOf(weightOf(c.both(o)), max(weightOf(c.frame), weightOf(o.frame)))
}

// alone returns that of the words of the shorter one.
func (c *counted) alone(o *counted) float64 {
	return shareOf(weightOf(c.both(o)), min(weightOf(c.frame), weightOf(o.frame)))
}

// both returns the words that two sentences have.
func (c *counted) both(o *counted) []string {
	return slices.DeleteFunc(slices.Clone(c.frame), func(s string) bool { return !slices.Contains(o.frame, s) })
}

func weightOf(stems []string) (sum float64) {
	for _, s := range stems {
		sum += Rarity(s)
	}
	return sum
}

// shareOf returns a part of a whole, 0 of nothing.
func shareOf(part, all float64) float64 {
	if all == 0 {
		return 0
	}
	return part / all
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
