package commands_test

import (
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/commands/command"
	"lede/desk"
	"lede/store"
)

// TestHeadlinesOfADay: days are counted by the server's calendar, and a day is typed as people type it.
func TestHeadlinesOfADay(t *testing.T) {
	at := time.Date(2026, 3, 1, 23, 30, 0, 0, time.UTC) // already the 2nd in Paris
	kv := store.NewMemory(func() time.Time { return at })
	t.Cleanup(func() { kv.Close() })
	d := desk.New(desk.Options{Store: kv, Attached: attached{}, Web: web{}})
	add := func(name string) {
		t.Helper()
		in := admin("article", "add", nil)
		in.Attachment = &command.Attachment{Filename: name}
		do(t, d, in)
	}
	if _, err := d.ChangeSettings(t.Context(), "g", func(s *desk.Settings) { s.Zone = "Europe/Paris" }); err != nil {
		t.Fatal(err)
	}
	add("one.txt")
	at = at.Add(26 * time.Hour) // the 3rd in Paris
	if _, _, err := d.Add(t.Context(), "g", "p", bridge(t)); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"today": "Old bridge", "Yesterday": "one.txt", "2026-03-02": "one.txt", "2.3.2026": "one.txt", "3 March 2026": "Old bridge", "2026-03-01": "There are none"} {
		text := run(t, d, admin("headlines", "", map[string]string{"day": day}))
		if !strings.Contains(text, want) || strings.Contains(text, "Old bridge") && strings.Contains(text, "one.txt") {
			t.Errorf("%s:\n%s", day, text)
		}
	}
	// Each language's names are taken whatever the language of the answer, which may be the server's.
	for _, words := range [][2]string{{"Heute", "gestern"}, {"сьогодні", "Вчора"}, {"aujourd’hui", "hier"}, {"aujourd'hui", "Hier"}, {"today", "yesterday"}} {
		for i, want := range []string{"Old bridge", "one.txt"} {
			for _, locale := range []string{"", "de", "fr"} {
				in := admin("headlines", "", map[string]string{"day": words[i]})
				in.Locale = locale
				contains(t, run(t, d, in), want)
			}
		}
	}
	contains(t, run(t, d, admin("headlines", "", nil)), "<t:1772449200:D>", "<t:1772535600:D>", "Old bridge", "one.txt")
	contains(t, run(t, d, admin("headlines", "", map[string]string{"day": "someday"})), "not a day I can read")
	contains(t, run(t, d, admin("headlines", "", map[string]string{"source": "The Post"})), "no sources yet")
}

// TestTheInstancesArticlesAreListedOnTheDayWhenTheyCame: they are on no server's shelf, which would have that day.
func TestTheInstancesArticlesAreListedOnTheDayWhenTheyCame(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	kv := store.NewMemory(func() time.Time { return at })
	t.Cleanup(func() { kv.Close() })
	d := desk.New(desk.Options{Store: kv, Articles: []*briefing.Article{bridge(t)}, Began: at})
	at = at.Add(24 * time.Hour)
	contains(t, run(t, d, admin("headlines", "", map[string]string{"day": "yesterday"})), "Old bridge")
	contains(t, run(t, d, admin("headlines", "", map[string]string{"day": "today"})), "There are none")
}

// TestWhatWasOpenedStandsUnderNoDay: in a direct message it stands before the rest, whenever it came.
func TestWhatWasOpenedStandsUnderNoDay(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	kv := store.NewMemory(func() time.Time { return at })
	t.Cleanup(func() { kv.Close() })
	d := desk.New(desk.Options{Store: kv, Attached: attached{}, Web: web{}})
	if _, err := d.Brief(t.Context(), "p", articleOf(t, "mill")); err != nil {
		t.Fatal(err)
	}
	at = at.Add(48 * time.Hour)
	if _, err := d.Brief(t.Context(), "p", articleOf(t, "tram")); err != nil {
		t.Fatal(err)
	}
	in := admin("headlines", "", nil)
	in.Guild = ""
	if text := run(t, d, in); !strings.Contains(text, "**1.** ") || !strings.Contains(text, "Miller fined") || strings.Contains(text, ":D>**") {
		t.Errorf("what was opened has a heading with a day:\n%s", text)
	}
}

func TestASearchShowsTheSentence(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	contains(t, run(t, d, admin("search", "", map[string]string{"words": "cracks engineer"})), "1 article with “cracks engineer”", "Old bridge to close", "cracks", "[")
	contains(t, run(t, d, admin("search", "", map[string]string{"words": "submarine"})), "No article with “submarine”", "Try fewer")
	contains(t, run(t, d, admin("search", "", map[string]string{"words": "?"})), "nothing in this to search for")
}

func TestAServerHasQuietHours(t *testing.T) {
	d, _ := newDesk(t)
	contains(t, run(t, d, admin("settings", "", nil)), "Quiet hours:** none")
	contains(t, run(t, d, admin("settings", "", map[string]string{"quiet": "10pm to 7am"})), "Quiet hours:** 22:00-07:00")
	contains(t, run(t, d, admin("settings", "", map[string]string{"answers": "private"})), "Quiet hours:** 22:00-07:00", "only the person who asked")
	contains(t, run(t, d, admin("settings", "", map[string]string{"quiet": "night"})), "as hours", "22:00-07:00")
	contains(t, run(t, d, admin("settings", "", map[string]string{"quiet": "off"})), "Quiet hours:** none")
}
