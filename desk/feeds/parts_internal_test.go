package feeds

import (
	"testing"
	"time"
)

// TestAMarkIsFoundByTheKeyOfItsItem, also when another item has the key now.
func TestAMarkIsFoundByTheKeyOfItsItem(t *testing.T) {
	m := &marks{Known: []string{"a x", "b", released + "c y"}}
	for main, want := range map[string]int{"a": 0, "b": 1, "c": 2, "x": -1, "": -1} {
		if got := m.of(main); got != want {
			t.Errorf("%q is the mark %d, want %d", main, got, want)
		}
	}
	if (&marks{}).of("a") != -1 {
		t.Error("a mark is found where there is none")
	}
}

// TestTitlesShareAWordOfFourLetters or digits, whatever its case.
func TestTitlesShareAWordOfFourLetters(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Harbour closed", "The harbour", true}, {"The net", "A net", false}, {"The nets", "Nets!", true}, {"route66 closed", "route opened", false}, {"route66 closed", "Route66", true}, {"2026: closed", "in 2026", true}, {"", "", false}, {"Closed", "Opened", false}, {"Міст закрито", "міст", true},
	} {
		if sharesWord(c.a, c.b) != c.want || sharesWord(c.b, c.a) != c.want {
			t.Errorf("%q and %q share a word: %v", c.a, c.b, !c.want)
		}
	}
}

// TestAFeedThatIsGoneIsNotAskedAgain.
func TestAFeedThatIsGoneIsNotAskedAgain(t *testing.T) {
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	s := &site{Next: map[string]int64{"gone": 1, pagesKey("gone"): 1, "other": 2}}
	v := &round{Feeds: New(Options{}), id: "gone"}
	due := v.settle(s, &entry{}, false, now)
	if _, there := s.Next["gone"]; there || len(s.Next) != 1 || due != (followUp{}) {
		t.Errorf("next %v, due %+v", s.Next, due)
	}
}
