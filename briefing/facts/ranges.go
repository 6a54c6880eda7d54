package facts

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// Numbers that are not figures, and figures of two numbers. Ranges and shares stay whole, since one of their numbers alone
// would say something else.

// noFigure returns the token after a time of day, a German ordinal or a telephone number that begins at token i, or 0.
func (f *figureFinder) noFigure(i int) int {
	if f.Tokens[i].Kind != text.NumberToken {
		switch cardinal := f.Words.Cardinals[f.lower(i)] > 0; {
		case cardinal && f.clock(i+1):
			return i + 2
		case cardinal && f.afterNumbered(i):
			return i + 1
		}
		return 0
	}
	if f.clock(i + 1) {
		return i + 2
	}
	if no := f.lower(i - 2); f.lower(i-1) == "." && (no == "no" || no == "nos") {
		return i + 1 // "No. 10", a house or a rank
	}
	if f.Language == "de" && f.lower(i+1) == "." && i+2 < f.limit && f.Tokens[i+2].Word() {
		return i + 2 // "am 3. Oktober": German writes ordinals so
	}
	if end := f.named(i); end > 0 {
		return end
	}
	return f.telephone(i)
}

// clock reports whether token i makes the number before it a time of day.
func (f *figureFinder) clock(i int) bool {
	return f.Words.ClockWords[strings.TrimRight(f.lower(i), ".")]
}

// leastDialled is the least number of digits in a telephone number.
const leastDialled = 7

// telephone returns the token after a telephone number, or 0: groups of digits with nothing between them but spaces, hyphens
// and the like, or one group that begins with 0.
func (f *figureFinder) telephone(i int) int {
	digits, groups, end := 0, 0, i
	for at := i; at < f.limit; at++ {
		w := f.lower(at)
		if f.Tokens[at].Mark() && strings.Contains("()-–+/", w) {
			continue
		}
		if f.Tokens[at].Kind != text.NumberToken || strings.Trim(w, "0123456789-") != "" {
			break
		}
		digits += len(w) - strings.Count(w, "-")
		groups += 1 + strings.Count(w, "-")
		end = at + 1
	}
	if groups > 1 && digits >= leastDialled {
		return end
	}
	if w := f.lower(i); groups == 1 && len(w) > 1 && w[0] == '0' && !strings.ContainsAny(w, ".,") {
		return i + 1
	}
	return 0
}

// second returns the end of a second number that belongs to the one before token end: "two to four weeks", "between 10 and
// 15", "nine of 12", "one in five"; 0 if there is none. share is true if the first is a part of the second.
func (f *figureFinder) second(start, end int, first number) (to int, share bool) {
	at, share := f.pastJoint(start, end)
	if at == 0 {
		return 0, false
	}
	if f.currency(at) && first.currency != "" {
		at++
	}
	n, to := f.number(at)
	if to == 0 || n.one || f.dated(at) || first.suffix != "" {
		return 0, false
	}
	if share && !f.partOf(first, n) {
		return 0, false
	}
	return to, share
}

// pastJoint returns the token after the words at token end that join the number from token start on to a second, or 0. share
// is true if they make it a part of the second.
func (f *figureFinder) pastJoint(start, end int) (at int, share bool) {
	at = end + 1
	switch f.lower(end) {
	case "to", "–", "-", "or":
		if f.lower(start-1) == "from" {
			return 0, false // "rose from 5 to 10" is a change
		}
	case "and":
		if f.lower(start-1) != "between" {
			return 0, false
		}
	case "in":
		share = true
	case "of":
		share = true
		if owned := f.pastOwner(end); owned > end {
			at = owned
		} else if f.lower(at) == "the" || f.Words.Possessives[f.lower(at)] {
			at++
		}
	default:
		return 0, false
	}
	return at, share
}

// partOf reports whether one number may be a part of another.
func (f *figureFinder) partOf(part, whole number) bool {
	if part.value == nil || whole.value == nil {
		return false
	}
	return *part.value <= *whole.value && part.currency+whole.currency == ""
}

// fraction reads "three quarters", "two-thirds", "a third of", "half of", and returns its value and end; 0, 0 if there is
// none.
func (f *figureFinder) fraction(i int) (float64, int) {
	w := f.lower(i)
	if one, part, ok := cutHyphen(w); ok {
		if n, share := f.Words.Cardinals[one], f.Words.Fractions[part]; n > 0 && share > 0 {
			return n * share, i + 1
		}
		return 0, 0
	}
	share := f.Words.Fractions[f.lower(i+1)]
	if share == 0 || f.Tokens[i].Kind == text.NumberToken {
		return 0, 0
	}
	switch n := f.Words.Cardinals[w]; {
	case n > 1, n == 1 && f.lower(i+2) == "of":
		return n * share, i + 2
	case words.Indefinite(w) && f.lower(i+2) == "of":
		return share, i + 2
	}
	return 0, 0
}

// part reads a figure that is a part of something: "three quarters of voters".
func (f *figureFinder) part(i int) (Figure, int) {
	share, end := f.fraction(i)
	if end == 0 {
		return Figure{}, 0
	}
	value := share
	fig := Figure{Span: f.Over(f.hedge(i), end), Value: &value}
	if from, to := f.counted(end); to > from && f.lower(end) == "of" {
		fig.Counts = f.At(f.Over(from, to))
	}
	return fig, end
}

// cutHyphen cuts a word at its only hyphen.
func cutHyphen(w string) (before, after string, ok bool) {
	i := strings.IndexFunc(w, words.Hyphen)
	if i < 0 || strings.IndexFunc(w[i+1:], words.Hyphen) >= 0 {
		return "", "", false
	}
	return w[:i], strings.TrimLeftFunc(w[i:], words.Hyphen), true
}
