package facts

import (
	"strconv"
	"strings"
)

// Sums of money whose currency stands in letters, joined to the digits or with a full stop between.

// pastSign returns the token behind the sign of a currency at token i, "$", "Rs", "Rs."; i if there is none.
func (f *figureFinder) pastSign(i int) int {
	switch {
	case !f.currency(i):
		return i
	case f.Tokens[i].Word() && f.lower(i+1) == ".":
		return i + 2
	}
	return i + 1
}

// joinedSum reads a sum whose currency is letters joined to it: "Sh9.3 billion", "RM45", "N30m".
func (f *figureFinder) joinedSum(i int) (number, int) {
	w := f.Word(i)
	at := strings.IndexAny(w, "0123456789")
	if at <= 0 || !f.Tokens[i].Word() {
		return number{}, 0
	}
	sign, sum := w[:at], strings.ToLower(w[at:])
	scale := strings.TrimLeft(sum, "0123456789,.")
	digits := strings.TrimSuffix(sum, scale)
	v, err := strconv.ParseFloat(f.point(digits), 64)
	by, scaled := f.Words.Scales[scale]
	if err != nil || scale != "" && !scaled || !f.signed(sign, digits, scaled, i) {
		return number{}, 0
	}
	if scaled {
		v = times(v, by)
		return number{value: &v, currency: sign}, i + 1
	}
	n, end := f.scaled(v, i+1)
	n.currency = sign
	return n, end
}

// signed reports whether letters before digits are a currency. A single letter may be the road N30, so that a scale, thousands or talk of money must
// bear it out.
func (f *figureFinder) signed(sign, digits string, scaled bool, i int) bool {
	if f.Words.Currencies[sign] {
		return true
	}
	if !f.Words.JoinedCurrencies[sign] || f.Words.Numbered[f.lower(i-1)] {
		return false
	}
	if great := scaled || f.Words.Scales[f.lower(i+1)] > 0 || strings.Contains(digits, ","); great {
		return true
	}
	return len(digits) > 1 && f.talksMoney(i)
}

// nearMoney is how many tokens a word for money may be from a sum.
const nearMoney = 8

// talksMoney reports whether a word for money stands near token i.
func (f *figureFinder) talksMoney(i int) bool {
	for at := max(f.from, i-nearMoney); at < min(f.limit, i+nearMoney); at++ {
		if f.Words.MoneyWords[f.lower(at)] {
			return true
		}
	}
	return false
}
