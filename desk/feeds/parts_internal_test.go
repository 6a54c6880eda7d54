package feeds

import (
	"strings"
	"testing"
	"time"

	"lede/source/feed"
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

// TestAnItemThatTakesTheNameOfAnotherIsAnother if it was known by another key, or came later, and has nothing in common with it.
func TestAnItemThatTakesTheNameOfAnotherIsAnother(t *testing.T) {
	m := marks{Known: []string{"latest a", "second b", "third c", "fourth c"}}
	m.open()
	b := &book{marks: m}
	long := strings.Repeat("The council will ask the people of the town about the bath in April, and about the pier, the ferry and all else that it cannot pay for, its clerk said on Monday. ", 3)
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		title, teaser string
		others        []string
		at            time.Time
		want          bool
	}{
		"known by another key":          {"Mayor resigns", "", []string{"b"}, time.Time{}, true},
		"and by one that is new":        {"Mayor resigns", "", []string{"b", "x"}, time.Time{}, true},
		"by a key of several":           {"Mayor resigns", "", []string{"c"}, time.Time{}, false},
		"by a key of the same":          {"Mayor resigns", "", []string{"b", "a"}, time.Time{}, false},
		"by none that is known":         {"Mayor resigns", "", []string{"x"}, time.Time{}, false},
		"by none":                       {"Mayor resigns", "", nil, day.Add(time.Hour), false},
		"later":                         {"Mayor resigns", "", []string{"x"}, day.Add(time.Hour), true},
		"at the same time":              {"Mayor resigns", "", []string{"x"}, day, false},
		"with a word of the same title": {"The pier is open", "", []string{"b"}, day.Add(time.Hour), false},
		"with nearly the same words":    {"Mayor resigns", long + "Nobody spoke.", []string{"b"}, day.Add(time.Hour), false},
	} {
		old := Item{Main: "latest", Title: "Pier shut", Hash: "h", Published: &day, Print: simhash("Pier shut " + long)}
		item := feed.Item{Title: c.title, Teaser: c.teaser, Published: c.at, Keys: feed.Keys{Main: "latest", Text: "other", Others: c.others}}
		if got := b.reused(old, 0, item); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
		item.Keys.Text = "h"
		if b.reused(old, 0, item) {
			t.Errorf("%s, and with the same text: it is another", name)
		}
	}
}
