package words

import (
	"slices"
	"strings"
	"sync"
)

// Clue is how news tells in other words what a question asks: of “is it damaged?”, that something is torn, cracked or burnt.
type Clue struct {
	asked []string // stems, "*" between them for any words
	told  func() []Cue
}

// Cue is one word by which news tells it, or several in a row.
type Cue struct {
	Stems []string
	// Sure is true of what tells it, and not only stands where it is told.
	Sure bool
}

// Cues are the words by which news tells it. They are taken apart when they are first asked for.
func (c *Clue) Cues() []Cue { return c.told() }

// FoundClue is a clue for a question, with the places of the words that ask.
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

// in finds the places of the asking words in a question, from where the first stands; nil if the others do not follow.
func (c *Clue) in(question []string, from int) []int {
	at := make([]int, 1, len(c.asked))
	at[0] = from
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
	return at
}

// clues leads from the stem of the first asking word to the clues.
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

// readCues takes cues apart: words, and words in a row that are joined by hyphens. Those behind the bar only stand where it is told.
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
