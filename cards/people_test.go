package cards_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards"
)

// shownIn gives all texts of a card, and the labels that its selects offer.
func shownIn(t *testing.T, c cards.Card) (text string, offered []string) {
	t.Helper()
	var walk func([]component)
	walk = func(list []component) {
		for _, c := range list {
			text += c.Content + "\n"
			for _, o := range c.Options {
				offered = append(offered, o.Label)
			}
			walk(c.Components)
		}
	}
	walk(decode(t, c))
	return text, offered
}

// TestEveryPageOfPeopleOffersThoseItShows: however many there are, each can be chosen somewhere.
func TestEveryPageOfPeopleOffersThoseItShows(t *testing.T) {
	a := &briefing.Article{Title: "T"}
	for i := range 60 {
		a.People = append(a.People, briefing.Person{Name: fmt.Sprintf("Person %02d", i)})
	}
	chosen := 0
	for from := 0; from < len(a.People); {
		text, offered := shownIn(t, cards.People(en, a, "r", from))
		if len(offered) == 0 {
			t.Fatalf("the page from %d offers nobody", from)
		}
		for i, name := range offered {
			if want := a.People[from+i].Name; name != want || !strings.Contains(text, "**"+name+"**") {
				t.Errorf("the page from %d offers %s in place %d, want %s", from, name, i, want)
			}
		}
		from += len(offered)
		chosen = from
	}
	if chosen != len(a.People) {
		t.Errorf("%d of %d people are offered", chosen, len(a.People))
	}
}

// TestPromiseVerbatimARoleHasTheNumberOfItsSentence, which need not be the one that names the person first.
func TestPromiseVerbatimARoleHasTheNumberOfItsSentence(t *testing.T) {
	for text, want := range map[string]string{
		"The farmer Ana Bell spoke. Nobody answered.":            "**Ana Bell** — farmer [1]",
		"Ana Bell spoke. Nobody answered the farmer. It rained.": "**Ana Bell** [1] — farmer [2]",
	} {
		a, err := briefing.Parse(text, briefing.Options{Title: "T"})
		if err != nil {
			t.Fatal(err)
		}
		name, role := strings.Index(text, "Ana Bell"), strings.Index(text, "farmer")
		a.People = []briefing.Person{{
			Name: "Ana Bell", Mentions: []briefing.Mention{{Sentence: 0, Span: briefing.Span{Start: name, End: name + 8}}},
			Role: "farmer", RoleAt: &briefing.Span{Start: role, End: role + 6},
		}}
		for name, c := range map[string]cards.Card{
			"who":    cards.People(en, a, "r", 0),
			"digest": cards.Digest(en, []cards.Story{{Ref: "r", Article: a}}, cards.Style{Due: time.Now(), Sections: []string{"people"}}),
		} {
			if shown, _ := shownIn(t, c); !strings.Contains(shown, want) {
				t.Errorf("%s: %s\nwant %s", name, shown, want)
			}
		}
	}
}
