package text

import "unicode"

// caseSample is how much of a text is looked at to tell how it uses capitals, in bytes.
const caseSample = 4000

// Case is how a text uses capitals.
type Case uint8

// The ways.
const (
	Mixed    Case = iota
	AllSmall      // no sentence begins with a capital
	AllLoud       // nearly every letter is one
)

// CaseOf tells how a text uses capitals. A text in letters without case is mixed.
func CaseOf(text string) Case {
	upper, lower := 0, 0
	for i, r := range text {
		if i >= caseSample {
			break
		}
		switch {
		case 'a' <= r && r <= 'z' || r > unicode.MaxASCII && unicode.IsLower(r):
			lower++
		case unicode.IsUpper(r):
			upper++
		}
		if lower > 200 && upper > 4 && upper < lower {
			return Mixed // as nearly every text is
		}
	}
	switch {
	case upper == 0 && lower >= 40:
		return AllSmall
	case upper >= 40 && upper > 9*lower:
		return AllLoud
	}
	return Mixed
}
