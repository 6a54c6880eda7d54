package briefing_test

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"lede/briefing"
)

// TestManyFiguresOfOneSentence are loaded with memory in proportion to them.
func TestManyFiguresOfOneSentence(t *testing.T) {
	loaded := func(n int) uint64 {
		a, err := briefing.Parse(strings.Repeat("Weir sold 12 boats, ", n)+"and no more.", briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Figures) < n/2 {
			t.Fatalf("%d figures", len(a.Figures))
		}
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err = briefing.Load(data, briefing.Options{})
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	loaded(10)
	if few, many := loaded(300), loaded(2400); many > 16*few {
		t.Errorf("%d bytes for 300 figures, %d for eight times as many", few, many)
	}
}

// TestTitlesBeforeTitles: a name has few, and no role is looked for before thousands.
func TestTitlesBeforeTitles(t *testing.T) {
	for titles, want := range map[string]string{"Mr": "mayor", strings.TrimSpace(strings.Repeat("Mr ", 60)): ""} {
		a, err := briefing.Parse("The pool is open again after years of work.\n\nThe water was warm, the mayor "+titles+" Ann Lowe said on Monday.", briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range a.People {
			if strings.Contains(p.Name, "Lowe") && p.Role != want {
				t.Errorf("%s behind %.20q has the role %q, want %q", p.Name, titles, p.Role, want)
			}
		}
		if len(a.People) == 0 {
			t.Error("nobody")
		}
	}
}
