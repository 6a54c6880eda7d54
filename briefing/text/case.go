package text

import "unicode"

// caseSample is how many bytes of a text are examined to see how it uses capitals.
const caseSample = 4000

// Case is how a text uses capitals.
type Case uint8

// The ways of using capitals.
const (
	Mixed    Case = iota
	AllSmall      // no sentence begins with a capital
	AllLoud       // nearly every letter is a capital
)

// CaseOf returns how a text uses capitals. A text in a script without case is Mixed.
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
			return Mixed // nearly every text is, so stop early
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
