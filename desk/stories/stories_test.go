package stories_test

import (
	"fmt"
	"testing"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/stories"
)

func article(t *testing.T, id, text string) stories.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{ID: id})
	if err != nil {
		t.Fatal(err)
	}
	return stories.Article{ID: id, Signature: story.Sign(a)}
}

const (
	mill = `A fire in the Harwick paper mill killed 10 people on Monday, the fire service of Harwick said.
The fire broke out in the drying hall of the mill shortly after five in the morning, said fire chief Nora Bell.
About 60 firefighters fought the fire for seven hours, and the road along the river Harwick was closed.`
	again = `At least 10 people were killed when a fire swept through the paper mill of Harwick early on Monday.
Fire chief Nora Bell said the fire broke out in the drying hall of the mill shortly after five in the morning.
About 60 firefighters from Harwick fought the flames in the mill for seven hours.`
	short = `The council said that it was done.`
)

func parts(list []stories.Story) (out [][]string) {
	for _, s := range list {
		out = append(out, s.Articles)
	}
	return out
}

// TestGroup: reports of one event are one story, whatever their order; short ones are not, and admins have the last word.
func TestGroup(t *testing.T) {
	a, b, c, d := article(t, "a", mill), article(t, "b", again), article(t, "c", short), article(t, "d", short)
	for _, test := range []struct {
		articles []stories.Article
		verdicts []stories.Verdict
		want     string
	}{
		{[]stories.Article{a, b, c, d}, nil, "[[a b] [c] [d]]"},
		{[]stories.Article{d, b, a, c}, nil, "[[d] [b a] [c]]"},
		{[]stories.Article{a, b, c, d}, []stories.Verdict{{A: "b", B: "a"}}, "[[a] [b] [c] [d]]"},
		{[]stories.Article{a, b, c, d}, []stories.Verdict{{A: "c", B: "d", Same: true}}, "[[a b] [c d]]"},
	} {
		if got := fmt.Sprint(parts(stories.Group(test.articles, test.verdicts))); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
	list := stories.Group([]stories.Article{a, b}, []stories.Verdict{{A: "a", B: "b", Same: true}})
	if y := list[0].Why["b"]; y.With != "a" || !y.Told || len(y.Names) == 0 {
		t.Errorf("why: %+v", y)
	}
}

// TestAPageThatComesBackIsOneStory however short it is.
func TestAPageThatComesBackIsOneStory(t *testing.T) {
	a, b := article(t, "a", short), article(t, "b", mill)
	a.Page, b.Page = 7, 7
	c := article(t, "c", short)
	c.Page = 7
	wordy, again := article(t, "w", "The tram of Harwick stops at Weir Street from Friday on, the works said."), article(t, "x", "The tram of Harwick stops at Weir Street and Mill Street from Friday on.")
	wordy.Page, again.Page = 8, 8
	for _, list := range [][]stories.Article{{a, b}, {a, c}, {wordy, again}} {
		if got := stories.Group(list, nil); len(got) != 1 {
			t.Errorf("%v", parts(got))
		}
	}
}

// TestWhatIsNotSurelyOfOneEventIsTwo: two events of one town, on one day, with a name and a number in common.
func TestWhatIsNotSurelyOfOneEventIsTwo(t *testing.T) {
	relay := article(t, "relay", `The women of Harwick won the regional title over four times 100 metres freestyle on Monday, in 3:52.14 minutes.
Sofie Aas, the last of the four, was two metres behind when she dived in. “I did not breathe on the way back,” she said.
It is the first title for the club since 1998. Its pool had been closed for a year for repairs, and the swimmers trained at six in the morning.`)
	if got := stories.Group([]stories.Article{article(t, "a", mill), relay, article(t, "b", again)}, nil); len(got) != 2 {
		t.Errorf("%v", parts(got))
	}
}

// TestWhatWasTold: a story of which all was told is left out, unless something new is of it, or an admin said that something is.
func TestWhatWasTold(t *testing.T) {
	a, b, c := article(t, "a", mill), article(t, "b", again), article(t, "c", short)
	a.Told, b.Told, a.Page, b.Page = true, true, 7, 7
	if got := fmt.Sprint(parts(stories.Group([]stories.Article{c, a, b}, nil))); got != "[[c]]" {
		t.Errorf("of another event: %s", got)
	}
	if got := fmt.Sprint(parts(stories.Group([]stories.Article{c, a, b}, []stories.Verdict{{A: "c", B: "b", Same: true}}))); got != "[[c a b]]" {
		t.Errorf("an admin said that it is the same: %s", got)
	}
	b.Told = false
	if got := fmt.Sprint(parts(stories.Group([]stories.Article{c, a, b}, nil))); got != "[[c] [a b]]" {
		t.Errorf("told of one: %s", got)
	}
}
