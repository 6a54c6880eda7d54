package stories_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/stories"
)

// TestACopyIsOfOneStory: a text that several sites print word for word, under headlines of their own and a day apart, is told once.
func TestACopyIsOfOneStory(t *testing.T) {
	f, err := os.Open("../../briefing/story/testdata/dated.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	at := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
	print := func(id, title, text string, at time.Time) stories.Article {
		a, err := briefing.Parse(text, briefing.Options{ID: id, Title: title, Language: "en", URL: "https://" + id + ".example/" + id, Published: &at})
		if err != nil {
			t.Fatal(err)
		}
		return stories.Article{ID: id, Signature: story.Sign(a)}
	}
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cells := strings.SplitN(lines.Text(), " | ", 3)
		if len(cells) < 3 || strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		n++
		copies := []stories.Article{
			print("one", cells[1], cells[2], at), print("two", "What we know so far", cells[2], at.Add(5*time.Hour)), print("three", cells[1]+", agency reports", cells[2], at.Add(30*time.Hour)),
		}
		if got := stories.Group(copies, nil); len(got) != 1 {
			t.Errorf("%s: %v", cells[1], parts(got))
		}
	}
	brief, other := "The tram of Harwick stops at Weir Street from Friday on, the works said.", "The tram of Harwick stops at Mill Street from Monday on, the works said."
	short := []stories.Article{print("four", "Trams", brief, at), print("five", "Weir Street", brief, at.Add(time.Hour)), print("six", "Trams", other, at)}
	if got := stories.Group(short, nil); len(got) != 2 || len(got[0].Articles) != 2 {
		t.Errorf("briefs: %v", parts(got))
	}
	if n < 50 {
		t.Errorf("%d texts were read", n)
	}
}
