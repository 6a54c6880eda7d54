package counting

import (
	"math"
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/story/wording"
	"lede/briefing/text"
)

// Counted is a figure of an article with what it counts.
type Counted struct {
	Figure briefing.Figure
	Value  float64
	// What is its unit, the thing counted and what happened to it.
	What string
	// fated is true if something happened to people, which is enough to know what is counted.
	fated bool
	// measure is what an event has once, if it is such a figure: its magnitude, its turnout.
	measure string
	// frame are the other words of its sentence, without the attribution, and weight their weights.
	frame  []string
	scope  []string // words for a time, part or likelihood
	days   []string // weekdays
	hours  []string // times of day
	ways   []string // whether it rose or fell
	places []string
	roles  []string
	rough  bool      // hedged
	least  bool      // "at least", "more than"
	under  bool      // "fewer than"
	part   bool      // bodies found are some of the dead
	parts  []float64 // what its article gives as parts of a figure
	tally  bool      // a count up to a day, which is not the day of the event
}

// Figures beyond so many, and those of a sentence of more bytes than that, are left out: each is read with its whole sentence and compared with all.
const (
	mostFigures     = 500
	longestSentence = 2000
)

// In returns the figures of an article for which it is clear what they count.
func In(a *briefing.Article) []Counted {
	var all []Counted
	var parts []float64
	for _, f := range a.Figures[:min(len(a.Figures), mostFigures)] {
		if f.Value == nil || f.Sentence >= len(a.Sentences) {
			continue
		}
		sentence := a.Sentences[f.Sentence].Span
		if sentence.End-sentence.Start > longestSentence {
			continue
		}
		r := figureReader{a: a, figure: f, tokens: text.Tokenise(a.Text, sentence)}
		r.locate()
		if r.amongOthers() {
			parts = append(parts, *f.Value)
		}
		if c, ok := r.read(); ok {
			all = append(all, c)
		}
	}
	for i := range all {
		all[i].parts = parts
	}
	return slices.DeleteFunc(all, func(c Counted) bool { return ambiguous(all, c) })
}

// ambiguous reports whether an article gives two values for one thing, so that it is unclear what they count. Bodies do not make a toll unclear.
func ambiguous(all []Counted, c Counted) bool {
	return slices.ContainsFunc(all, func(o Counted) bool {
		same := o.What == c.What && slices.Equal(o.scope, c.scope)
		return same && o.Value != c.Value && (c.part || !o.part)
	})
}

const (
	sameFrame = 0.7 // of the words of two sentences that give two values for one thing
	// sameMeasure is that of the words of the shorter one, if it is what an event has once.
	sameMeasure = 0.6
	roundly     = 0.05 // distance between two roundings of one value
	large       = 100  // from here on people round
)

// Apart reports whether two figures count the same thing and differ.
func (c *Counted) Apart(o *Counted) bool {
	if !c.Contradicts(o) || c.close(o) || o.close(c) {
		return false
	}
	if c.elsewhere(o) || c.perhapsSome(o) || c.measure != "" && !slices.Equal(c.hours, o.hours) {
		return false
	}
	if c.measure != "" && c.once(o) {
		return true
	}
	return c.fated || Alike(c.frame, o.frame) >= sameFrame
}

// once reports whether two figures of what an event has once are of one event.
func (c *Counted) once(o *Counted) bool {
	return alone(c.frame, o.frame) >= sameMeasure && (len(c.places) == len(o.places) || c.names(o.places) && o.names(c.places))
}

// names reports whether a sentence has a word of each of some places, whether or not it takes it for one.
func (c *Counted) names(places []string) bool {
	return !slices.ContainsFunc(places, func(p string) bool {
		return !slices.ContainsFunc(c.frame, func(stem string) bool { return partOf(p, stem) })
	})
}

// partOf reports whether a stem is of a word of a place.
func partOf(place, stem string) bool { return strings.Contains(" "+place, " "+stem) }

// Contradicts reports whether two figures give different values for one thing. "Fewer than 19" is none that "at least 19" allows.
func (c *Counted) Contradicts(o *Counted) bool {
	apart := c.Value != o.Value
	if exact := !c.rough && !o.rough; exact && c.under != o.under {
		apart = true
	}
	return apart && c.What == o.What
}

// elsewhere reports whether two figures are of different times, parts, holders or places.
func (c *Counted) elsewhere(o *Counted) bool {
	if !slices.Equal(c.scope, o.scope) || !slices.Equal(c.roles, o.roles) {
		return true
	}
	return slices.ContainsFunc(c.contexts(o), func(lists [2][]string) bool {
		return len(lists[0]) > 0 && len(lists[1]) > 0 && !overlap(lists[0], lists[1])
	})
}

// contexts are the lists of which two figures of one thing share something, where both have some. The day of an event and the day up to which was
// counted may differ.
func (c *Counted) contexts(o *Counted) [][2][]string {
	lists := [][2][]string{{c.places, o.places}, {c.ways, o.ways}}
	if c.tally == o.tally {
		lists = append(lists, [2][]string{c.days, o.days}, [2][]string{c.hours, o.hours})
	}
	return lists
}

// leastOnBodies is the share of the words of the shorter sentence, names of places aside, that another one on bodies has.
const leastOnBodies = 0.3

// perhapsSome reports whether one of two figures may be of some of those that the other counts: bodies found on one occasion.
func (c *Counted) perhapsSome(o *Counted) bool {
	switch {
	case c.part && o.part:
		return Alike(c.frame, o.frame) < sameFrame
	case c.part:
		return !o.exceeded(c)
	case o.part:
		return !c.exceeded(o)
	}
	return slices.Contains(c.parts, o.Value) || slices.Contains(o.parts, c.Value)
}

// exceeded reports whether a figure is less than the bodies found of the same event, which it cannot be: not all of the dead are found.
func (c *Counted) exceeded(part *Counted) bool {
	return part.Value > c.Value && alone(c.unplaced(), part.unplaced()) >= leastOnBodies
}

// unplaced returns the words of the sentence that are in no name of a place.
func (c *Counted) unplaced() []string {
	return slices.DeleteFunc(slices.Clone(c.frame), func(stem string) bool {
		return slices.ContainsFunc(c.places, func(p string) bool { return partOf(p, stem) })
	})
}

// close reports whether a rough or rounded figure may mean another.
func (c *Counted) close(o *Counted) bool {
	if c.least && o.Value > c.Value && c.Value >= large && o.Value < c.Value*(1+2*roundly) {
		return true
	}
	near := math.Abs(c.Value-o.Value) < roundly*max(c.Value, o.Value)
	return near && c.Value >= large && (c.rough || round(c.Value))
}

// round reports whether a number has at most two digits before its zeros.
func round(v float64) bool {
	for v >= large && math.Mod(v, 10) == 0 {
		v /= 10
	}
	return v < large
}

// Alike returns the share of the words of the longer of two lists, by weight, that both have.
func Alike(a, b []string) float64 {
	return shareOf(weightOf(both(a, b)), max(weightOf(a), weightOf(b)))
}

// alone returns that of the words of the shorter one.
func alone(a, b []string) float64 {
	return shareOf(weightOf(both(a, b)), min(weightOf(a), weightOf(b)))
}

// both returns the words of a list that another one has.
func both(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return !slices.Contains(b, s) })
}

func weightOf(stems []string) (sum float64) {
	for _, s := range stems {
		sum += wording.Rarity(s)
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
