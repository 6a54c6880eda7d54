package facts

import (
	"strconv"
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// number is the meaning of the words of a number.
type number struct {
	// value is nil if the words give no single number: "dozens", "3-1".
	value *float64
	// suffix is a unit joined to the digits: "km".
	suffix string
	// currency is the currency sign before the digits.
	currency string
	// one is true for the bare word "one", which often counts nothing.
	one bool
}

// negative returns the value below zero that is as far from it.
func negative(value *float64) *float64 {
	if value == nil {
		return nil
	}
	below := -*value
	return &below
}

// number reads the number that begins at token i, and returns the token after it; 0 if there is none.
func (f *figureFinder) number(i int) (number, int) {
	if i < f.from || i >= f.limit {
		return number{}, 0
	}
	t := f.Tokens[i]
	switch {
	case f.Words.Crowds[t.Lower]:
		end := i + 1
		if f.lower(end) == "of" && f.Words.Crowds[f.lower(end+1)] {
			end += 2
		}
		return number{}, end
	case t.Kind == text.NumberToken:
		return f.digits(i)
	case t.Lower == "a" && f.Words.ScaledByA[f.lower(i+1)]:
		v := f.Words.Scales[f.lower(i+1)]
		return number{value: &v}, i + 2
	case t.Lower == "half" && f.lower(i+1) == "a" && f.Words.Scales[f.lower(i+2)] > 0:
		v := f.Words.Scales[f.lower(i+2)] / 2
		return number{value: &v}, i + 3
	}
	return f.spelled(i)
}

// digits reads a number that begins with a digit, with a scale after it.
func (f *figureFinder) digits(i int) (number, int) {
	w := f.Lower(i)
	behind := strings.TrimLeft(w, "0123456789,.")
	rest := strings.TrimLeft(behind, "-‐‑")
	v, err := strconv.ParseFloat(f.point(strings.TrimSuffix(w, behind)), 64)
	switch {
	case raceTime(w):
		return number{}, i + 1
	case err != nil || f.Words.Uncounting[rest] || strings.Contains(w, ":") || isoDate().MatchString(w):
		return number{}, 0
	case words.Digit(rest) && strings.Trim(rest, "0123456789.,-‐‑–") == "":
		return number{}, i + 1 // "3-1", "2003-04"
	case words.Year(w) && !f.measured(i+1):
		return number{}, 0
	}
	s, scaled := f.Words.Scales[rest]
	switch {
	case rest == "":
		return f.scaled(v, i+1)
	case scaled && (rest != "m" || f.currency(i-1) || f.inMillions(i+1)):
		// "60m" may be metres or millions, so that it is read as written where neither a currency nor what it counts tells.
		v = times(v, s)
		return number{value: &v}, i + 1
	}
	return f.suffixed(v, rest, i)
}

// times multiplies a number by a scale as people do, in decimal: 4.1 million is 4,100,000 and not a little less.
func times(v, scale float64) float64 {
	zeros := strings.TrimPrefix(strconv.FormatFloat(scale, 'f', -1, 64), "1")
	if strings.Trim(zeros, "0") == "" {
		if exact, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', -1, 64)+"e"+strconv.Itoa(len(zeros)), 64); err == nil {
			return exact
		}
	}
	return v * scale
}

// scaled multiplies a number in digits by the scale after it, if there is one: "60 million", "3 bn".
func (f *figureFinder) scaled(v float64, end int) (number, int) {
	l := f.lower(end)
	if s, ok := f.Words.Scales[l]; ok && (len(l) > 2 || l == "bn") {
		v = times(v, s)
		if end++; f.lower(end) == "." && end+1 < f.limit && len(l) == 3 {
			end++ // "2,5 Mio. Euro"
		}
	}
	return number{value: &v}, end
}

// point writes a number with a decimal point and nothing between thousands. A single comma without three digits after it
// is a decimal comma, "2,5", in any language. A full stop before three digits parts thousands in some languages.
func (f *figureFinder) point(w string) string {
	before, after, ok := strings.Cut(w, ",")
	if ok && len(after) != 3 && !strings.ContainsAny(after, ",.") {
		return strings.ReplaceAll(before, ".", "") + "." + after
	}
	w = strings.ReplaceAll(w, ",", "")
	before, after, ok = strings.Cut(w, ".")
	if thousands := len(after) >= 3 && len(before) <= 3 && before != "0"; ok && thousands && f.pointedThousands() {
		return strings.ReplaceAll(w, ".", "")
	}
	return w
}

// pointedThousands reports whether the article's language writes "1.200" for twelve hundred.
func (f *figureFinder) pointedThousands() bool {
	switch f.Language {
	case "de", "es", "it", "pt", "nl":
		return true
	}
	return false
}

// suffixed reads a number with its unit joined to it: "40km", "23-year-old". Other letters make it a code: "5G".
func (f *figureFinder) suffixed(v float64, rest string, i int) (number, int) {
	unit := strings.TrimSuffix(rest, "-old")
	base := strings.TrimPrefix(strings.TrimPrefix(unit, "square-"), "cubic-")
	known := f.Words.Units[base] || f.Words.Units[base+"s"] || f.Words.Durations[unit]
	if !known && unit != "pc" && !coin(unit, v) {
		return number{}, 0
	}
	// The unit keeps its capitals.
	w := f.Word(i)
	at := strings.LastIndex(strings.ToLower(w), rest)
	if at < 0 || at+len(unit) > len(w) {
		return number{}, 0
	}
	return number{value: &v, suffix: w[at : at+len(unit)]}, i + 1
}

// coin reports whether a number and its suffix are pence, "50p", but not the lines of a screen, "1080p"; or cents or degrees, "30c", "41C".
func coin(unit string, v float64) bool { return unit == "p" && v < 1000 || unit == "c" && v < 100 }

// measured reports whether token i is a unit or a plural, so that four digits before it are not a year.
func (f *figureFinder) measured(i int) bool {
	l := f.lower(i)
	if l != "%" && (i >= f.limit || !f.Tokens[i].Word()) {
		return false
	}
	if l == "%" || f.Words.Units[l] || f.Words.Durations[l] || f.Words.Scales[l] > 0 {
		return true
	}
	return f.plural(i) && !f.Words.StrongSpeech[l]
}

// inName reports whether a number in words is part of a name: "Channel Five".
func (f *figureFinder) inName(i int) bool {
	return i > f.from && words.Capital(f.Word(i)) && f.Tokens[i-1].Word() && words.Capital(f.Word(i-1))
}

// spelled reads a number in words: "six", "twenty-five", "two hundred thousand", "nine-year-old".
func (f *figureFinder) spelled(i int) (number, int) {
	w := f.Lower(i)
	first := w
	if hyphen := strings.IndexFunc(w, words.Hyphen); hyphen >= 0 {
		first = w[:hyphen]
	}
	v, ok := f.Words.Cardinals[first]
	if !ok || f.inName(i) {
		return number{}, 0
	}
	parts := strings.FieldsFunc(w, words.Hyphen)
	rest := parts[1:]
	if len(rest) > 0 && v >= 20 {
		if u, ok := f.Words.Cardinals[rest[0]]; ok && u < 10 {
			v, rest = v+u, rest[1:]
		}
	}
	end := i + 1
	if len(rest) > 0 {
		return f.suffixed(v, strings.Join(rest, "-"), i) // no unit: "one-off", "two-time"
	}
	for n := 0; n < 2; n++ {
		if s, ok := f.Words.Scales[f.lower(end)]; ok && len(f.lower(end)) > 2 {
			v *= s
			end++
		}
	}
	return number{value: &v, one: v == 1 && end == i+1}, end
}

// unit reads the unit of measure after a number and returns the token after it.
func (f *figureFinder) unit(end int) (string, int) {
	l := f.lower(end)
	switch {
	case l == "%":
		return "%", end + 1
	case f.says(end, "per", "cent"), f.says(end, "us", "dollars"), f.says(end, "basis", "points"), f.says(end, "°", "c"), f.says(end, "°", "f"), l == "percentage" && strings.HasPrefix(f.lower(end+1), "point"),
		(l == "square" || l == "cubic") && f.Words.Units[f.lower(end+1)]:
		return f.At(f.Over(end, end+2)), end + 2
	case (f.Words.Units[l] || f.Words.Durations[l]) && f.Tokens[end].Word():
		behind := f.per(end + 1)
		return f.At(f.Over(end, behind)), behind
	}
	return "", end
}

// per returns the token behind a unit's "per" and what follows it, joined to the unit, "km/h", "g/km"; else token i.
func (f *figureFinder) per(i int) int {
	if f.lower(i) != "/" || i+1 >= f.limit || f.Tokens[i-1].End+1 != f.Tokens[i+1].Start {
		return i
	}
	switch of := f.lower(i + 1); {
	case of == "h", of == "s", of == "l", f.Words.Units[of], f.Words.Durations[of]:
		return i + 2
	}
	return i
}

// plural reports whether token i looks like a plural in small letters.
func (f *figureFinder) plural(i int) bool {
	l := f.lower(i)
	return words.Plural(l) && !f.Words.SmallWords[l] && !words.Capital(f.Word(i))
}
