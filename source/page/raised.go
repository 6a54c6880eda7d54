package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"lede/pattern"
	"lede/source/page/sight"
)

// Digits that a page raises are a power, or the number of a note. In the line they would be read with what they stand behind: 10 to the
// power of 6 as 106.

// power and noted match the text of raised digits, and of those in brackets, which are a note's.
var (
	power = pattern.Of(`^[+−–-]?\d{1,3}$`)
	noted = pattern.Of(`^[\[(]\d{1,3}[\])]$`)
)

// raisedDigits are the signs for raised characters.
var raisedDigits = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "-", "⁻", "−", "⁻", "–", "⁻", "+", "⁺")

// longestUnit is the most letters of a unit, as in m2, that are read with the digit behind them.
const longestUnit = 2

// raised returns what a <sup> adds to a line: its text, raised digits behind a number or a word, or nothing for a note behind the
// end of a sentence.
func (w *writer) raised(sup *html.Node) string {
	text := sight.Short(sup)
	digits := strings.TrimSpace(text)
	if noted().MatchString(digits) {
		return ""
	}
	before := w.line.String()
	last, size := utf8.DecodeLastRuneInString(before)
	switch {
	case !power().MatchString(digits) || size == 0 || unicode.IsSpace(last):
		return text
	case unicode.IsDigit(last):
		return raisedDigits.Replace(digits)
	case !unicode.IsLetter(last):
		return ""
	}
	for range longestUnit {
		before = before[:len(before)-size]
		if last, size = utf8.DecodeLastRuneInString(before); !unicode.IsLetter(last) {
			return text
		}
	}
	return raisedDigits.Replace(digits)
}
