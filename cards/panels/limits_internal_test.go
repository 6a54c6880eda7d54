package panels

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"lede/cards"
	"lede/languages"
	"lede/problem"
)

var english = languages.For("en")

// drawn is all that a card says, with its buttons.
func drawn(t *testing.T, c cards.Card) string {
	t.Helper()
	b, err := json.Marshal(c.Components)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestHowManyCharactersOfANameAreShown. A longer name is cut, and the ellipsis takes the place of one character.
func TestHowManyCharactersOfANameAreShown(t *testing.T) {
	for place, c := range map[string]struct {
		most int
		draw func(name string) string
	}{
		"an imported title": {80, func(name string) string {
			return drawn(t, Import(english, Transfer{Articles: []MovedArticle{{Title: name}}}))
		}},
		"a tag": {30, func(name string) string { return Source{Name: "N", Tags: []string{name}}.name(english) }},
	} {
		for n, want := range map[int]int{c.most: c.most, c.most + 1: c.most - 1} {
			if got := strings.Count(c.draw(strings.Repeat("ж", n)), "ж"); got != want {
				t.Errorf("%s of %d characters: %d are shown, want %d", place, n, got, want)
			}
		}
	}
}

// TestHowManyOfAListAreShown, and that the others are counted.
func TestHowManyOfAListAreShown(t *testing.T) {
	const most = 5
	var names []string
	var moved []MovedArticle
	for i := range 9 {
		name := "Жук" + strconv.Itoa(i)
		names, moved = append(names, name), append(moved, MovedArticle{Title: name})
	}
	for list, draw := range map[string]func(n int) string{
		"articles of an import": func(n int) string { return drawn(t, Import(english, Transfer{Articles: moved[:n]})) },
		"tags of a source":      func(n int) string { return Source{Name: "N", Tags: names[:n]}.name(english) },
	} {
		for n := range names {
			text := draw(n)
			if got := strings.Count(text, "Жук"); got != min(n, most) {
				t.Errorf("%s: %d of %d are shown\n%s", list, got, n, text)
			}
		}
	}
}

// TestWhatAFeedThatIsTriedAnswers: not changed, or another status; where nothing came, the problem alone is told.
func TestWhatAFeedThatIsTriedAnswers(t *testing.T) {
	for status, want := range map[int]string{304: english.Text("card.test.not-modified"), 303: "303", 305: "305", 200: "200"} {
		text := drawn(t, SourceTested(english, Source{Name: "N"}, SourceTest{Status: status}))
		if said := strings.Contains(text, english.Text("card.test.items", "n", 0, "new", 0)); !strings.Contains(text, want) || said != (status != 304) {
			t.Errorf("%d: %s", status, text)
		}
	}
	text := drawn(t, SourceTested(english, Source{Name: "N"}, SourceTest{Problem: problem.New("feed.endless", "name", "N")}))
	if want := "without end"; !strings.Contains(text, want) || strings.Contains(text, english.Text("card.test.status", "status", "0")) {
		t.Error(text)
	}
}

// TestHowManyBytesAreWrittenAsKilobytes: up to a million, rounded up; then megabytes, rounded.
func TestHowManyBytesAreWrittenAsKilobytes(t *testing.T) {
	for bytes, want := range map[int64]string{0: "0 kB", 1: "1 kB", 1000: "1 kB", 1001: "2 kB", 999_999: "1000 kB", 1_000_000: "1 MB", 1_499_999: "1 MB", 1_500_000: "2 MB"} {
		if got := size(english, bytes); got != want {
			t.Errorf("%d bytes are written %q, want %q", bytes, got, want)
		}
	}
}
