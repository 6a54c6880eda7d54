package counting

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/story/wording"
	"lede/briefing/text"
	"lede/briefing/words"
)

// figureReader finds out what one figure counts.
type figureReader struct {
	a          *briefing.Article
	figure     briefing.Figure
	tokens     []text.Token
	start, end int      // the tokens of the figure with what it counts
	number     int      // the last token of the figure itself
	left       []string // the words that say that what is counted is left of the dead
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
func (r *figureReader) read() (c Counted, ok bool) {
	if r.start >= r.end || r.partial() {
		return c, false
	}
	r.left = remains()[r.last()]
	words := strings.ToLower(r.a.At(r.figure.Span))
	c = Counted{Figure: r.figure, Value: *r.figure.Value, rough: hasAny(words, "about", "around", "some", "nearly", "almost", "roughly", "approximately")}
	c.least, c.under = bounds(words)
	fate := r.fate()
	thing := r.thing(fate != "")
	c.fated = fate != "" && r.figure.Unit == ""
	measure := r.measure(thing)
	if thing == "" && r.figure.Unit == "" && measure == "" {
		if fate == "" || !r.saysHowMany() {
			return c, false
		}
		thing = people
	}
	if measure != "" && fate == "" {
		thing, c.measure = measure, measure
	}
	c.part, c.tally = r.last() == "bodies", r.tally()
	c.What = strings.Join([]string{unitName(r.figure.Unit), thing, fate, r.change()}, "|")
	r.frame(&c)
	return c, true
}

// bounds reports whether the words of a figure give the least that a value may be, or one that it stays under. "No fewer than" gives the least.
func bounds(figure string) (least, under bool) {
	turned := hasAny(" "+figure, " no ", " not ", "n't ", "n’t ")
	above, below := hasAny(figure, "at least", "more than", "over", "or more"), hasAny(figure, "fewer than", "less than", "under")
	return above && !turned || below && turned, below && !turned
}

// people stands for any people counted, dead for those who died.
const (
	people = "people"
	dead   = "dead"
)

// last returns the last word of what is counted.
func (r *figureReader) last() string {
	return strings.ToLower(r.figure.Counts[strings.LastIndexByte(r.figure.Counts, ' ')+1:])
}

// thing returns the stem of what is counted.
func (r *figureReader) thing(fated bool) string {
	stems := wording.Stems(r.figure.Counts, text.Span{End: len(r.figure.Counts)}, r.a.Language)
	if len(stems) == 0 {
		return ""
	}
	last := r.last()
	all := r.left != nil || anybody()[last] != ""
	if fates()[last] != "" || fated && all {
		return people
	}
	return stems[len(stems)-1]
}

// amongOthers reports whether a figure is said to be part of another: "14 people, 11 of them children", "including 11 children".
func (r *figureReader) amongOthers() bool {
	before, after := r.lower(r.start-1), r.lower(r.number+1)
	if before == "including" || r.lower(r.start-2)+" "+before == "among them" {
		return true
	}
	return r.lower(r.number) == "of" && slices.Contains([]string{"them", "whom", "which"}, after)
}

// partial reports whether the figure is part of another, comes on top of one, is compared with one, or is an age.
func (r *figureReader) partial() bool {
	before, after := r.lower(r.start-1), r.lower(r.number)
	f := strings.ToLower(r.a.At(r.figure.Span))
	switch {
	case hasAny(f, "another", " of ", "year-old", "up to"), slices.Contains([]string{"more", "other", "others"}, after):
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
	if f := fates()[r.last()]; f != "" {
		return f
	}
	if r.left != nil {
		return r.nearest(r.leftAt)
	}
	fate := r.nearest(r.fateAt)
	if fate == "" && r.toll() && r.follows("toll") {
		return dead // however far off
	}
	return fate
}

// leftAt returns what happened if a word says so of what is left of people.
func (r *figureReader) leftAt(i int) string {
	if slices.Contains(r.left, r.lower(i)) {
		return dead
	}
	return ""
}

// longestFate is how many words belong together at most: "claimed the lives".
const longestFate = 3

// fateAt returns what the words from one on say happened to people.
func (r *figureReader) fateAt(i int) string {
	said := r.lower(i)
	for n := 1; n < longestFate && fates()[said] == ""; n++ {
		said += "_" + r.lower(i+n)
	}
	return fates()[said]
}

// measure returns what an event has once that the figure of a thing tells, or "".
func (r *figureReader) measure(thing string) string {
	unit := unitName(r.figure.Unit)
	told := func(i int) string {
		for _, m := range measures()[r.lower(i)] {
			if m.of(unit, thing) {
				return m.name
			}
		}
		return ""
	}
	for i := r.number; i < r.end; i++ { // "61 centimetres of snow"
		if name := told(i); name != "" {
			return name
		}
	}
	return r.nearest(told)
}

// nearest returns what the word nearest to the figure means, of those that mean something.
func (r *figureReader) nearest(meaning func(i int) string) string {
	best, least := "", farthest+1
	look := func(from, step int) {
		far := 0
		for i := from; i >= 0 && i < len(r.tokens) && far < least; i += step {
			if far++; slices.Contains([]string{",", ";", "and", "but"}, r.lower(i)) {
				far += crossing
			}
			if f := meaning(i); f != "" && far < least {
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
	return fates()[next] != "" || fates()[r.lower(r.start-1)] != "" || r.toll()
}

// toll reports whether a figure is what a toll has come to.
func (r *figureReader) toll() bool {
	before := r.lower(r.start - 1)
	return (before == "to" || before == "at" || before == "reached") && r.follows("toll", "number", "deaths", "dead")
}

// follows reports whether one of some words stands before the figure.
func (r *figureReader) follows(some ...string) bool {
	return slices.ContainsFunc(r.tokens[:r.start], func(t text.Token) bool { return slices.Contains(some, t.Lower) })
}

// tally reports whether a figure is what was counted up to a day: "the toll rose to 17 on Friday", "by Friday 17 bodies were found".
func (r *figureReader) tally() bool {
	if r.toll() {
		return true
	}
	for i := range r.tokens {
		if r.lower(i) == "by" && scopes()[r.lower(i+1)] == "monday" {
			return true
		}
	}
	return false
}

// change separates the amount of a change from the value it reached.
func (r *figureReader) change() string {
	if before := r.lower(r.start - 1); before == "by" {
		return before
	}
	return ""
}

// frame reads the rest of the sentence.
func (r *figureReader) frame(c *Counted) {
	from, to := r.told()
	for i := from; i < to; i++ {
		if i < r.start || i >= r.end {
			r.note(c, i)
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

// note adds a word of the sentence to the words of its kind.
func (r *figureReader) note(c *Counted, i int) {
	t := r.tokens[i]
	if c.measure != "" && slices.ContainsFunc(measures()[t.Lower], func(m measure) bool { return m.name == c.measure }) {
		c.frame = append(c.frame, c.measure)
		return
	}
	scope := r.scope(i)
	switch scope {
	case "":
		if words.Lexicon().Roles[t.Lower] {
			c.roles = append(c.roles, t.Lower)
		}
	case "monday":
		c.days = append(c.days, t.Lower)
	case "noon":
		c.hours = append(c.hours, t.Lower)
	case "rose", "fell":
		c.ways = append(c.ways, scope)
	default:
		c.scope = append(c.scope, t.Lower)
	}
	if stem := wording.Stem(t, r.a.Language); stem != "" && scope == "" && !words.Digit(t.Lower) {
		c.frame = append(c.frame, stem)
	}
}

// scope returns of which time, part or likelihood a word tells, "" if of none or if it tells a fate: "lost their lives".
func (r *figureReader) scope(i int) string {
	w := r.lower(i)
	scope := scopes()[w]
	switch {
	case scope == "" && words.Year(w):
		return w
	case scope != "" && (r.fateAt(i) != "" || r.leftAt(i) != ""):
		return ""
	}
	return scope
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
	return r.opening(), r.closing(r.whole(len(r.tokens)))
}

// opening returns where what is told begins.
func (r *figureReader) opening() (from int) {
	speech := words.Lexicon().Speech
	for i := range min(longestSource, r.start) {
		if speech[r.lower(i)] && r.lower(i) != "estimated" {
			if from = i + 1; r.lower(from) == "that" {
				from++
			}
			if words.Lexicon().Pronouns[r.lower(from)] { // "the museum says it needs"
				from = 0
			}
		}
	}
	for i := range r.start {
		if r.lower(i) == "before" && slices.Contains([]string{"it", "they", "he", "she"}, r.lower(i+1)) {
			from = i + 1 // "warned six months before it fell and killed 13"
		}
	}
	return from
}

// closing returns where what is told ends, before to.
func (r *figureReader) closing(to int) int {
	speech := words.Lexicon().Speech
	for i := r.end; i < to; i++ { // ", said Ann Lee, the head of the office"
		if r.lower(i) == "," && speech[r.lower(i+1)] {
			return i
		}
	}
	for i := to - 1; i >= max(r.end, to-longestBehind-1); i-- {
		if r.lower(i) != "," {
			continue
		}
		if slices.ContainsFunc(r.tokens[i:], func(t text.Token) bool { return speech[t.Lower] || t.Lower == "showed" || t.Lower == "found" }) {
			return i
		}
		break
	}
	return to
}

// whole returns the end of what is said of a figure, and not of parts of it: "23 people are treated, five of them in a serious condition".
func (r *figureReader) whole(to int) int {
	for i := r.end; i < to; i++ {
		if next := r.lower(i + 1); r.lower(i) == "including" || r.lower(i) == "," && (words.Digit(next) || words.Lexicon().NumberWords[next]) {
			return i
		}
	}
	return to
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
