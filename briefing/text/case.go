package text

import "unicode"

// caseSample is how many bytes of a text are examined to see how it uses capitals.
const caseSample = 4000

// letterCase is how a text uses capitals.
type letterCase uint8

// The ways of using capitals.
const (
	mixedCase letterCase = iota
	allSmall             // no sentence begins with a capital
	allLoud              // nearly every letter is a capital
)

// caseOf returns how a text uses capitals. A text in a script without case is mixedCase.
func caseOf(text string) letterCase {
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
			return mixedCase // nearly every text is, so stop early
		}
	}
	switch {
	case upper == 0 && lower >= 40:
		return allSmall
	case upper >= 40 && upper > 9*lower:
		return allLoud
	}
	return mixedCase
}
