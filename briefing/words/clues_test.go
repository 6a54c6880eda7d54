package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// stemsOf are the English stems.
func stemsOf(text string) (stems []string) {
	for w := range strings.FieldsSeq(text) {
		stems = append(stems, Stem(w, "en"))
	}
	return stems
}

// tells reports whether a clue for a question has a cue, and whether that is certain.
func tells(question, cue string) (told, sure bool) {
	for _, c := range FindClues(stemsOf(question)) {
		for _, known := range c.Cues() {
			if slices.Equal(known.Stems, stemsOf(cue)) {
				told, sure = true, sure || known.Sure
			}
		}
	}
	return told, sure
}

// TestCluesSayHowNewsTellsIt: in other words, in any form, and in idioms with words in between.
func TestCluesSayHowNewsTellsIt(t *testing.T) {
	for _, c := range []struct{ question, cue string }{
		{"how was he caught", "came to light"},
		{"was the painting damaged", "torn"},
		{"why did they let the driver off", "walk free"},
	} {
		if told, sure := tells(c.question, c.cue); !told || !sure {
			t.Errorf("%q: %q tells it %v, for certain %v", c.question, c.cue, told, sure)
		}
	}
	for _, c := range []struct{ question, cue string }{
		{"how was he caught", "bakery"},
		{"why did they let the other man who drove the car off", "walk free"}, // too far apart for the idiom
	} {
		if told, _ := tells(c.question, c.cue); told {
			t.Errorf("%q: %q tells it", c.question, c.cue)
		}
	}
}

// TestAClueKnowsWhereItsWordsStand: in the question.
func TestAClueKnowsWhereItsWordsStand(t *testing.T) {
	question := stemsOf("was the painting damaged")
	for _, c := range FindClues(question) {
		for _, at := range c.At {
			if at < 0 || at >= len(question) {
				t.Fatalf("a word at %d of %d", at, len(question))
			}
		}
		if slices.Equal(c.At, []int{3}) {
			return
		}
	}
	t.Error("no clue for the last word")
}

// TestCluesAreWrittenAsTheHeadSays: each with a cue, and in order.
func TestCluesAreWrittenAsTheHeadSays(t *testing.T) {
	line := regexp.MustCompile(`^[a-z0-9'*]+([ ,]+[a-z0-9'*]+)*:( [a-z0-9']+(-[a-z0-9']+)*| \|)+$`)
	last := ""
	for _, l := range lines("asking/clues") {
		asked, _, _ := strings.Cut(l, ":")
		if !line.MatchString(l) {
			t.Errorf("%.80q", l)
		}
		if asked <= last {
			t.Errorf("%q stands behind %q", asked, last)
		}
		last = asked
	}
}
