package search

import (
	"fmt"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/desk/filter"
	"lede/store"
)

func TestASearchLooksIntoWhatItsReaderCanRead(t *testing.T) {
	now := time.Unix(0, 0)
	kv := store.NewMemory(func() time.Time { return now })
	defer kv.Close()
	d := desk.New(desk.Options{Store: kv})
	add := func(guild, title, text string) {
		t.Helper()
		now = now.Add(time.Minute)
		a, err := briefing.Parse(text, briefing.Options{ID: title, Title: title, URL: "https://paper.example/" + title})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.Add(t.Context(), guild, "ana", a); err != nil {
			t.Fatal(err)
		}
	}
	add("g", "Pier opens", "The mayor was there. The pier opened on Monday, and the ferry sailed.")
	add("g", "Ferry", "It sails again. The old pier is closed.")
	add("g", "Trams", "They run.")
	add("other", "Pier of another guild", "The pier.")
	hits, partly, err := Articles(t.Context(), d, desk.Reader{Guild: "g", Person: "ben"}, "pier")
	if err != nil || partly || len(hits) != 2 {
		t.Fatalf("%+v, %v, %v", hits, partly, err)
	}
	for i, want := range []Hit{
		{Sentence: "The pier opened on Monday, and the ferry sailed.", Number: 1, Words: "The%20pier%20opened%20on%20Monday%2C%20and%20the%20ferry%20sailed."}, // its title has it, too
		{Sentence: "The old pier is closed.", Number: 1, Words: "The%20old%20pier%20is%20closed."},
	} {
		if hits[i].Sentence != want.Sentence || hits[i].Number != want.Number || hits[i].Words != want.Words {
			t.Errorf("the %d. hit is %q, sentence %d, named by %q", i+1, hits[i].Sentence, hits[i].Number, hits[i].Words)
		}
	}
	hits, _, err = Articles(t.Context(), d, desk.Reader{Guild: "g", Person: "ben"}, "opens")
	if err != nil || len(hits) != 1 || hits[0].Sentence != "" || hits[0].Number != -1 {
		t.Errorf("words of a title alone: %+v, %v", hits, err)
	}
	if hits, _, err := Articles(t.Context(), d, desk.Reader{Guild: "g", Person: "ben"}, "pier trams"); err != nil || len(hits) != 0 {
		t.Errorf("words of two articles: %+v, %v", hits, err)
	}
	if _, _, err := Articles(t.Context(), d, desk.Reader{Guild: "g", Person: "ben"}, ""); err == nil {
		t.Error("nothing is searched for")
	}
}

func TestTheBestHitsAreShownTheNewestOfEqualOnesFirst(t *testing.T) {
	var hits []Hit
	for i := range 25 + 1 {
		hits = append(hits, Hit{Number: i, score: i % 2})
	}
	shown := best(hits)
	if len(shown) != 25 {
		t.Fatalf("%d hits are shown", len(shown))
	}
	if got := fmt.Sprint(shown[0].Number, shown[1].Number, shown[len(shown)-1].Number); got != "1 3 22" {
		t.Error(got)
	}
}

// TestAnArticleThatIsGoneIsNoHit, unless it is from a feed: then its title is left.
func TestAnArticleThatIsGoneIsNoHit(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := desk.New(desk.Options{Store: kv})
	q, err := filter.ReadQuery("pier")
	if err != nil {
		t.Fatal(err)
	}
	for title, h := range map[string]desk.Headline{"Pier opens": {Ref: "0123456789ab", Title: "Pier opens", Feed: "f"}, "Trams run": {Ref: "0123456789ab", Title: "Trams run", Feed: "f"}, "Pier shuts": {Ref: "0123456789ab", Title: "Pier shuts"}} {
		hit, found, err := look(t.Context(), d, desk.Reader{Guild: "g"}, h, q)
		if want := title == "Pier opens"; err != nil || found != want || want && (hit.Title != title || hit.Number != -1) {
			t.Errorf("%s: %+v, %v, %v", title, hit, found, err)
		}
	}
}
