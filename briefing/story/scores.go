package story

import (
	"strconv"
	"strings"

	"lede/briefing/story/wording"
)

// A score, of a match or of a vote, is what an event has once: 3-1, 3:1, 13–10. Which number stands first depends on who tells it.

// mostScores is how many of a signature's figures may be scores.
const mostScores = 2

// scores keeps the first scores of the title and the first sentences.
func (s *signer) scores() {
	s.scoresIn(s.of.Title)
	for i, sentence := range s.of.Sentences {
		if leads(i) {
			s.scoresIn(s.of.At(sentence.Span))
		}
	}
}

func (s *signer) scoresIn(of string) {
	for word := range strings.FieldsSeq(of) {
		if len(s.out.Figures) == mostScores {
			return
		}
		word = strings.Trim(word, `.,;!?()"“”„«»'’`)
		if value, ok := scoreOf(word); ok {
			s.out.Figures = append(s.out.Figures, FigureSign{Text: word, Value: value, Thing: wording.Hash("score"), Lead: true})
		}
	}
}

// scoreOf returns the value of a score, the same for 3-1 and 1-3.
func scoreOf(word string) (value float32, ok bool) {
	first, second, is := strings.Cut(strings.ReplaceAll(word, "–", "-"), "-")
	if !is {
		first, second, is = strings.Cut(word, ":")
		is = is && len(second) == 1 // or it is a time of day
	}
	a, b := goals(first), goals(second)
	if !is || a < 0 || b < 0 {
		return 0, false
	}
	return float32(mostGoals*max(a, b) + min(a, b)), true
}

const mostGoals = 1000

// goals returns the number of one side, or -1.
func goals(digits string) int {
	n, err := strconv.Atoi(digits)
	signed := strings.Trim(digits, "0123456789") != ""
	if err != nil || signed || n >= mostGoals {
		return -1
	}
	return n
}
