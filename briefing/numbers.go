package briefing

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// number is what the words of a number say.
type number struct {
	// value is nil when they give no single number: "dozens", "3-1".
	value *float64
	// suffix is a unit written on to the digits: "km", "%".
	suffix string
	// one is true for the bare word "one", which mostly counts nothing.
	one bool
}

var cardinals = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]float64{
	"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6, "mn": 1e6, "tn": 1e12, "k": 1e3,
	"millionen": 1e6, "milliarden": 1e9, "millions": 1e6, "milliards": 1e9, "millones": 1e6, "мільйони": 1e6, "мільйонів": 1e6, "млн": 1e6, "млрд": 1e9, "тисяч": 1e3,
}

// crowds are numbers of which nobody says how many.
var crowds = wordsOf("dozens scores hundreds thousands millions billions")

func currency(w string) bool {
	switch w {
	case "$", "£", "€", "¥", "₽", "₴", "₹", "₩", "₺":
		return true
	}
	return false
}

// number reads the number that begins at token i; the end is 0 when there is none.
func (f *figureFinder) number(i int) (number, int) {
	if i < f.from || i >= f.limit {
		return number{}, 0
	}
	t := f.tokens[i]
	switch {
	case crowds[t.lower]:
		end := i + 1
		if f.lower(end) == "of" && crowds[f.lower(end+1)] {
			end += 2
		}
		return number{}, end
	case t.kind == numberToken:
		return f.digits(i)
	case t.lower == "a" && (f.lower(i+1) == "dozen" || f.lower(i+1) == "hundred" || f.lower(i+1) == "thousand" || f.lower(i+1) == "million" || f.lower(i+1) == "billion"):
		v := scales[f.lower(i+1)]
		return number{value: &v}, i + 2
	case t.lower == "half" && (f.lower(i+1) == "a" || f.lower(i+1) == "of"):
		if s, ok := scales[f.lower(i+2)]; ok && f.lower(i+1) == "a" {
			v := s / 2
			return number{value: &v}, i + 3
		}
		return number{}, 0
	}
	return f.spelled(i)
}

// digits reads a number that begins with a digit, with a scale behind it.
func (f *figureFinder) digits(i int) (number, int) {
	w := f.tokens[i].lower
	digits := strings.IndexFunc(w, func(r rune) bool { return (r < '0' || r > '9') && r != ',' && r != '.' })
	if digits < 0 {
		digits = len(w)
	}
	rest := strings.TrimLeft(w[digits:], "-‐‑")
	v, err := strconv.ParseFloat(f.point(w[:digits]), 64)
	switch {
	case err != nil, rest == "st", rest == "nd", rest == "rd", rest == "th", rest == "s", rest == "am", rest == "pm", strings.Contains(w, ":"), isoDate.MatchString(w):
		return number{}, 0 // ordinals, decades, times of day
	case rest != "" && rest[0] >= '0' && rest[0] <= '9' && strings.Trim(rest, "0123456789.,-‐‑–") == "":
		return number{}, i + 1 // "3-1", "2003-04"
	case isYear(w) && !f.measured(i+1):
		return number{}, 0
	}
	if s, ok := scales[rest]; ok && (rest != "m" || i > f.from && currency(f.lower(i-1))) {
		// "60m" alone may be metres or millions: the m is then left as it is written.
		v *= s
		return number{value: &v}, i + 1
	}
	end := i + 1
	if s, ok := scales[f.lower(end)]; ok && (len(f.lower(end)) > 2 || f.lower(end) == "bn") && rest == "" {
		v *= s
		end++
	}
	if rest == "" {
		return number{value: &v}, end
	}
	return f.suffixed(v, rest, i)
}

// point writes a number with a decimal point and nothing between thousands. A single comma without three digits
// behind it divides off decimals, "2,5", in any language; a full stop before three digits does so in English only.
func (f *figureFinder) point(w string) string {
	before, after, ok := strings.Cut(w, ",")
	if ok && len(after) != 3 && !strings.Contains(after, ",") && !strings.Contains(after, ".") {
		return strings.ReplaceAll(before, ".", "") + "." + after
	}
	w = strings.ReplaceAll(w, ",", "")
	if before, after, ok := strings.Cut(w, "."); ok && len(after) >= 3 && len(before) <= 3 && before != "0" && f.pointedThousands() {
		return strings.ReplaceAll(w, ".", "")
	}
	return w
}

// pointedThousands tells whether the article's language writes "1.200" for twelve hundred.
func (f *figureFinder) pointedThousands() bool {
	switch f.Language {
	case "de", "es", "it", "pt", "nl":
		return true
	}
	return false
}

// suffixed reads a number with its unit written on: "40km", "23-year-old". Other letters make it a code: "5G".
func (f *figureFinder) suffixed(v float64, rest string, i int) (number, int) {
	unit := strings.TrimSuffix(rest, "-old")
	if !units[unit] && !units[unit+"s"] && !durations[unit] && unit != "pc" {
		return number{}, 0
	}
	// The unit is given as it is written, capitals and all.
	w := f.At(f.tokens[i].Span)
	at := strings.LastIndex(strings.ToLower(w), rest)
	if at < 0 || at+len(unit) > len(w) {
		return number{}, 0
	}
	return number{value: &v, suffix: w[at : at+len(unit)]}, i + 1
}

// measured tells whether a unit or a plural follows, so that four digits are no year.
func (f *figureFinder) measured(i int) bool {
	l := f.lower(i)
	if l != "%" && (i >= f.limit || f.tokens[i].kind != wordToken) {
		return false
	}
	return l == "%" || units[l] || durations[l] || scales[l] > 0 || len(l) > 3 && strings.HasSuffix(l, "s") && !smallWord[l] && !strings.HasSuffix(l, "ss") && !f.words.strongSpeech[l] && !capital(f.At(f.tokens[i].Span))
}

func hyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// inName tells whether a number in words is part of a name: "Channel Five".
func (f *figureFinder) inName(i int) bool {
	return i > f.from && capital(f.At(f.tokens[i].Span)) && f.tokens[i-1].kind == wordToken && capital(f.At(f.tokens[i-1].Span))
}

// spelled reads a number in words: "six", "twenty-five", "two hundred thousand", "nine-year-old".
func (f *figureFinder) spelled(i int) (number, int) {
	w := f.tokens[i].lower
	first := w
	if hyphen := strings.IndexFunc(w, hyphen); hyphen >= 0 {
		first = w[:hyphen]
	}
	v, ok := cardinals[first]
	if !ok || f.inName(i) {
		return number{}, 0
	}
	parts := strings.FieldsFunc(w, hyphen)
	rest := parts[1:]
	if len(rest) > 0 && v >= 20 {
		if u, ok := cardinals[rest[0]]; ok && u < 10 {
			v, rest = v+u, rest[1:]
		}
	}
	end := i + 1
	if len(rest) > 0 {
		return f.suffixed(v, strings.Join(rest, "-"), i) // no unit: "one-off", "two-time"
	}
	for n := 0; n < 2; n++ {
		if s, ok := scales[f.lower(end)]; ok && len(f.lower(end)) > 2 {
			v *= s
			end++
		}
	}
	return number{value: &v, one: v == 1 && end == i+1}, end
}

var durations = wordsOf("second seconds minute minutes hour hours day days week weeks month months year years decade decades century centuries night nights")

var units = wordsOf(`metre metres meter meters kilometre kilometres kilometer kilometers km m cm mm millimetre millimetres millimeter millimeters centimetre centimetres centimeter centimeters mile miles foot feet ft inch inches yard yards
	acre acres hectare hectares tonne tonnes ton tons kg kilogram kilograms kilogramme kilogrammes gram grams pound pounds ounce ounces litre litres
	liter liters gallon gallons barrel barrels degree degrees celsius fahrenheit mph kph km/h knots watt watts kilowatt megawatt megawatts gigawatt
	gigawatts mw gw percent dollar dollars euro euros cent cents pence yen rouble roubles ruble rubles hryvnia rupee rupees yuan franc francs peso
	pesos krona kronor zloty lira point points bps gb mb tb kb hz mhz ghz volts decibels sq`)

// unit reads the unit of measure behind a number and returns the token after it.
func (f *figureFinder) unit(n number, end int) (string, int) {
	if n.suffix != "" {
		return n.suffix, end
	}
	l := f.lower(end)
	switch {
	case l == "%":
		return "%", end + 1
	case l == "per" && f.lower(end+1) == "cent", l == "percentage" && strings.HasPrefix(f.lower(end+1), "point"), l == "square" && units[f.lower(end+1)]:
		return f.Text[f.tokens[end].Start:f.tokens[end+1].End], end + 2
	case l == "us" && f.lower(end+1) == "dollars":
		return f.Text[f.tokens[end].Start:f.tokens[end+1].End], end + 2
	case (units[l] || durations[l]) && f.tokens[end].kind == wordToken && utf8.RuneCountInString(l) > 0:
		return f.At(f.tokens[end].Span), end + 1
	}
	return "", end
}
