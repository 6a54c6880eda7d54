package facts

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
	"lede/pattern"
)

// Numbers that name something and count nothing: a section of a law, a house, the number that somebody calls, the time of a train.

var (
	dottedTime = pattern.Of(`^(?:[01]?\d|2[0-3])\.[0-5]\d$`)
	timeOfRace = pattern.Of(`^\d{1,2}:\d{2}(?::\d{2})?\.\d{1,3}$`)
)

// named returns the token behind a number that names something, or 0.
func (f *figureFinder) named(i int) int {
	if end := f.slashed(i); end > 0 {
		return end
	}
	for _, names := range []func(int) bool{f.dotClock, f.afterNumbered, f.ofMake, f.house, f.dialled} {
		if names(i) {
			return i + 1
		}
	}
	return 0
}

// slashed returns the token behind numbers that are joined by a slash, as in "24/7" and "3/12/2025"; 0 if there are none.
func (f *figureFinder) slashed(i int) int {
	end := i + 1
	for f.lower(end) == "/" && end+1 < f.limit && f.Tokens[end+1].Kind == text.NumberToken && f.Tokens[end-1].End+1 == f.Tokens[end+1].Start {
		end += 2
	}
	if end == i+1 {
		return 0
	}
	return end
}

// dotClock reports whether a number is a time of day with a full stop: "at 10.55".
func (f *figureFinder) dotClock(i int) bool {
	return f.Words.BeforeTimes[f.lower(i-1)] && !f.measured(i+1) && dottedTime().MatchString(f.lower(i))
}

// raceTime reports whether digits are the time that somebody took: "1:59.42".
func raceTime(w string) bool {
	return strings.Contains(w, ":") && timeOfRace().MatchString(w)
}

// afterNumbered reports whether the noun before a number is one of a kind of things that have numbers: "Section 144", "bus 14". With a small letter
// the number may still count what follows.
func (f *figureFinder) afterNumbered(i int) bool {
	if !f.Words.Numbered[f.lower(i-1)] {
		return false
	}
	return f.Tokens[i].Kind == text.NumberToken && words.Capital(f.Word(i-1)) || !f.measured(i+1)
}

// ofMake reports whether the word before a number has a capital inside, as the names of things for sale have: "iPhone 17".
func (f *figureFinder) ofMake(i int) bool {
	if i == f.from || !f.Tokens[i-1].Word() {
		return false
	}
	w := f.Word(i - 1)
	return w != f.lower(i-1) && !words.Capital(w)
}

// longestStreet is how many words the name of a street has at most.
const longestStreet = 4

// house reports whether the name of a street follows a number, and nothing that it counts: "41 High Street".
func (f *figureFinder) house(i int) bool {
	for at := i + 1; at < f.limit && at <= i+longestStreet; at++ {
		if !f.Tokens[at].Word() || !words.Capital(f.Word(at)) {
			return false
		}
		if at > i+1 && f.Words.StreetKinds[f.lower(at)] {
			return !f.measured(at + 1)
		}
	}
	return false
}

// The digits of a number that is called in need.
const (
	fewestDialled = 3
	mostDialled   = 6
)

// dialled reports whether somebody calls a number: "dialled 999", "a 911 operator".
func (f *figureFinder) dialled(i int) bool {
	w := f.lower(i)
	if len(w) < fewestDialled || len(w) > mostDialled || strings.Trim(w, "0123456789") != "" {
		return false
	}
	next := f.lower(i + 1)
	return len(w) == fewestDialled && f.Words.Dialling[next] || f.Words.Dialling[f.lower(i-1)] && !f.measured(i+1)
}

// inMillions reports whether the words from token i on are counted in millions, so that an "m" before them is no metre.
func (f *figureFinder) inMillions(i int) bool {
	from, to := f.counted(i)
	return to > from && f.Words.CountedInMillions[f.lower(to-1)]
}
