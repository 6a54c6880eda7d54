package stories_test

import (
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/stories"
)

// TestTeasersOfOneEventAreOneStory: a headline and a sentence are enough to tell, and enough to tell apart what happened elsewhere in the same words.
func TestTeasersOfOneEventAreOneStory(t *testing.T) {
	var feeds []stories.Article
	for _, item := range []struct {
		id, title, teaser string
		hour              int
	}{
		{"a1", "Chemical plant explodes in Norrvik", "Five workers were hurt when a tank blew up at the Aster works.", 6},
		{"a2", "Five hurt in Norrvik chemical plant blast", "The explosion at the Aster works broke windows two streets away.", 7},
		{"a3", "Explosion at Aster chemical works injures five", "Police in Norrvik told people to stay away from the plant.", 9},
		{"b1", "Fireworks factory explodes in Tallmark", "Five workers were hurt when a shed blew up on Tuesday.", 30},
		{"c1", "Norrvik swimming pool to reopen in May", "The council spent two million on new tiles and a slide.", 8},
	} {
		at := time.Date(2026, time.March, 2, item.hour, 0, 0, 0, time.UTC)
		a, err := briefing.Parse(item.teaser, briefing.Options{ID: item.id, Title: item.title, Language: "en", URL: "https://" + item.id + ".example/1", Published: &at})
		if err != nil {
			t.Fatal(err)
		}
		feeds = append(feeds, stories.Article{ID: item.id, Signature: story.Sign(a)})
	}
	if got := stories.Group(feeds, nil); len(got) != 3 || len(got[0].Articles) != 3 {
		t.Errorf("%v", parts(got))
	}
}
