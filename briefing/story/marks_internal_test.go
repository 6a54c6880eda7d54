package story

import (
	"testing"
	"time"

	"lede/briefing"
)

// reported reads a report published so many hours after a Monday's midnight, or at a time that nobody knows.
func reported(t *testing.T, hours int, title, text string) *print {
	t.Helper()
	at := time.Date(2026, time.March, 2, hours, 0, 0, 0, time.UTC)
	o := briefing.Options{Title: title, Published: &at, Language: "en"}
	if hours < 0 {
		o.Published = nil
	}
	a, err := briefing.Parse(text, o)
	if err != nil {
		t.Fatal(err)
	}
	s := Sign(a)
	b, _ := s.MarshalBinary()
	var read Signature
	if err := read.UnmarshalBinary(b); err != nil { // marks are kept
		t.Fatal(err)
	}
	p := printOf(&read)
	return &p
}

func TestTwoActsAreToldApartByTheirMarks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		one, other string
		hours      int // of the other, -1 if unknown; the one is of Tuesday noon
		title      string
		apart      bool
	}{
		{"Weir beat Tarn 2-1 in the cup.", "Weir drew 1–1 with Tarn in the league.", 100, "", true},
		{"Weir beat Tarn 2-1 in the cup.", "Tarn lost 1-2 to Weir in the cup.", 100, "", false},
		{"Weir lead Tarn 1-0.", "Weir beat Tarn 2-1.", 38, "", false}, // still played
		{"Weir beat Tarn (2-1).", "Weir drew with Tarn.", 100, "Weir 1-1 Tarn", true},
		{"Weir beat Tarn 2-1.", "Weir won the title of the season 2025-26.", 100, "", false},
		{"Weir beat Tarn 2-1.", "Weir drew with Tarn 1-1.", -1, "", false},                     // nobody knows when
		{"Weir closed on 2026-03-01.", "Weir closed a road for 10-day works.", 100, "", false}, // no scores
		{"Weir won game three of the final.", "Weir won the fourth game of the final.", 40, "", true},
		{"Weir won game three after losing games one and two.", "Weir won the third game of the final.", 40, "", false},
		{"A man was stabbed in Kerr Park.", "A woman was later stabbed in Kerr Park.", 40, "", true},
		{"The body of a man was found in Kerr Park.", "The body of a young woman was found in Kerr Park.", 40, "", true},
		{"A woman was stabbed in Kerr Park.", "A man was arrested in Kerr Park.", 40, "", false}, // no victim
		{"A woman was stabbed in Kerr Park.", "A man shot two people in Kerr Park.", 40, "", false},
		{"A woman was stabbed in Kerr Park.", "Kerr Park was closed. A man was stabbed there.", 40, "", false},
		{"A woman died in Kerr Park.", "A boy, 9, drowned in Kerr Park.", 40, "", true},
		{"A woman was stabbed in Kerr Park.", "A man saw what had been done in Kerr Park there.", 40, "", false},
		{"Thieves robbed the bank in Mill Lane on Monday.", "Thieves robbed the bank in Mill Lane on Thursday.", 90, "", true},
		{"Thieves robbed the bank in Mill Lane on Monday.", "Thieves robbed the bank in Mill Lane on Tuesday.", 40, "", false}, // that night
		{"Thieves robbed the bank in Mill Lane on Monday.", "Thieves robbed the bank in Mill Lane on Monday.", 140, "", false}, // told on Saturday
		{"Rockets hit the bank in Mill Lane on Monday.", "Rockets hit the bank in Mill Lane on Thursday.", 90, "", true},
		{"Thieves robbed the bank in Mill Lane on Monday.", "Thieves robbed the bank in Mill Lane, police said on Thursday.", 90, "", false},
		{"Thieves robbed the bank in Mill Lane on Monday.", "Two men were arrested on Thursday after thieves robbed the bank in Mill Lane.", 90, "", false},
		{"A bomb killed six in Mill Lane on Monday.", "The toll of the bomb in Mill Lane climbed to 11 on Thursday.", 90, "", false},
	} {
		one, other := reported(t, 36, "", c.one), reported(t, c.hours, c.title, c.other)
		if got := twoActs(one, other); got != c.apart || twoActs(other, one) != got {
			t.Errorf("two acts %v, and taken for %v: %s ~ %s", c.apart, got, c.one, c.other)
		}
	}
}

func TestTwoActsAreNoStory(t *testing.T) {
	t.Parallel()
	var all []Article
	for id, text := range map[string]string{
		"boy":   "A teenage boy was stabbed at Ashgrove station on Sunday night, police said. The 16-year-old is in a stable condition. Detective Ruth Kane asked witnesses to call.",
		"woman": "A woman was stabbed at Ashgrove station on Tuesday night, police said. The 52-year-old is in a serious condition. Detective Ruth Kane asked witnesses to call.",
	} {
		at := time.Date(2026, time.March, map[string]int{"boy": 2, "woman": 4}[id], 20, 0, 0, 0, time.UTC)
		a, err := briefing.Parse(text, briefing.Options{ID: id, Title: "Stabbed at Ashgrove station", Published: &at, Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, Article{ID: id, Signature: Sign(a)})
	}
	placed := Learned().Group(all)
	if placed[0].Story == placed[1].Story {
		t.Error("two stabbings are one story")
	}
	for i := range all {
		all[i].Marks = nil
	}
	if placed = Learned().Group(all); placed[0].Story != placed[1].Story {
		t.Error("not their marks told them apart")
	}
}

func TestMarksAreFewAndOfTheFirstSentences(t *testing.T) {
	t.Parallel()
	p := reported(t, 36, "", "Scores were 1-0 and 2-0 and 3-0 and 4-0 and 5-0 and 6-0 and 7-0 and 8-0 and 9-0 and 10-0. It rained. Weir won game three.")
	if n := len(p.marksOf()); n != mostMarks {
		t.Errorf("%d marks", n)
	}
	if p = reported(t, 36, "", "It rained in Weir. The sun shone in Tarn. Weir won game three by 3-0."); len(p.marksOf()) > 0 {
		t.Error("a sentence far down is no mark of what an article tells")
	}
}
