package sentence

import (
	"strconv"
	"strings"

	"lede/briefing/question"
	"lede/briefing/words"
)

// longestRow is how many words a row or its header may have.
const longestRow = 12

// Row reports whether a sentence is a name and its figures, and no more.
func (s Words) Row() bool {
	name, figures := 0, 0
	for _, w := range s {
		switch {
		case figure(w):
			figures++
		case w.Upper:
			name++
		case !words.Asking().RowWords[w.Fold]:
			return false
		}
	}
	return name > 0 && figures > 0 && len(s) <= longestRow
}

// Ranked reports whether a row begins with its place: “1 Ruth Adeyemi”. The line “Women's 800m” above does not.
func (s Words) Ranked() bool { return len(s) > 0 && figure(s[0]) }

// figure reports whether a word begins with a digit.
func figure(w question.Word) bool { return w.Fold != "" && words.Digit(w.Fold[:1]) }

// Heads reports whether a line may be the header of a table.
func (s Words) Heads() bool {
	return len(s) > 0 && len(s) <= longestRow/2
}

// Lists reports whether a sentence is a list of results: “Men's 60m: 1 Tyrell Banks 6.51; 2 Kofi Amankwah 6.54”.
func (s Words) Lists() bool { return s.Placed(1) >= 0 && s.Placed(2) > s.Placed(1) }

// Placed returns the position of a place in a list of results, -1 if it is not there.
func (s Words) Placed(place int) int {
	for j := 0; j+1 < len(s); j++ {
		w := s[j]
		opens := j == 0 || strings.ContainsAny(w.Mark, ":;,") || strings.Contains(w.Mark, "\n")
		if opens && w.Fold == strconv.Itoa(place) && s[j+1].Upper && s[j+1].Mark == " " {
			return j
		}
	}
	return -1
}

// Amount returns the last number of a row.
func (s Words) Amount() float64 {
	for j := len(s) - 1; j >= 0; j-- {
		if n, err := strconv.ParseFloat(strings.ReplaceAll(s.Word(j), ",", ""), 64); err == nil {
			return n
		}
	}
	return 0
}
