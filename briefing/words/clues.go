package words

import (
	"slices"
	"strings"
	"sync"
)

// Clue connects words of a question with other words by which news answers it: “is it damaged?” with torn, cracked, burnt.
type Clue struct {
	asked []string // stems, "*" between them for any words
	told  func() []Cue
}

// Cue is one word by which news answers, or several in a row.
type Cue struct {
	Stems []string
	// Sure is true if the cue gives the answer, and false if it only tends to stand near one.
	Sure bool
}

// Cues returns the cues of a clue. They are parsed when first needed.
func (c *Clue) Cues() []Cue { return c.told() }

// FoundClue is a clue for a question. At holds the positions of its asking words there.
type FoundClue struct {
	*Clue
	At []int
}

// FindClues finds the clues for a question, given by the stems of its words.
func FindClues(question []string) (found []FoundClue) {
	for i, stem := range question {
		for _, c := range clues()[stem] {
			if at := c.in(question, i); at != nil {
				found = append(found, FoundClue{c, at})
			}
		}
	}
	return found
}

// mostBetween is how many other words may stand within an idiom: “let the driver off”.
const mostBetween = 2

// in returns the positions of the asking words in a question, the first at from; nil if the others do not follow.
func (c *Clue) in(question []string, from int) []int {
	var few [8]int // enough for any clue, so that those that do not fit cost no memory
	at := append(few[:0], from)
	most := mostBetween
	for _, stem := range c.asked[1:] {
		if stem == "*" {
			most = len(question)
			continue
		}
		next := at[len(at)-1] + 1
		n := slices.Index(question[next:], stem)
		if n < 0 || n > most {
			return nil
		}
		at = append(at, next+n)
		most = mostBetween
	}
	return append([]int(nil), at...)
}

// clues maps the stem of the first asking word to its clues.
var clues = sync.OnceValue(func() map[string][]*Clue {
	list := lines("asking/clues")
	byFirst := make(map[string][]*Clue, len(list))
	for _, line := range list {
		asked, cues, _ := strings.Cut(line, ":")
		told := sync.OnceValue(func() []Cue { return readCues(cues) })
		for one := range strings.SplitSeq(asked, ",") {
			c := &Clue{asked: strings.Fields(one), told: told}
			for i, w := range c.asked {
				c.asked[i] = Stem(w, "en")
			}
			byFirst[c.asked[0]] = append(byFirst[c.asked[0]], c)
		}
	}
	return byFirst
})

// readCues parses cues: single words, or words in a row joined by hyphens. Those behind the bar are not sure.
func readCues(list string) (cues []Cue) {
	sure := true
	for cue := range strings.FieldsSeq(list) {
		if cue == "|" {
			sure = false
			continue
		}
		stems := strings.Split(cue, "-")
		for i, w := range stems {
			stems[i] = Stem(w, "en")
		}
		cues = append(cues, Cue{stems, sure})
	}
	return cues
}
