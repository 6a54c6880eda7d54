package wording_test

import (
	"os"
	"strings"
	"testing"

	"lede/briefing/story/wording"
)

// TestARoundUpIsKnownByItsTitle: in each half most round-ups, and no article about one event.
func TestARoundUpIsKnownByItsTitle(t *testing.T) {
	raw, err := os.ReadFile("testdata/roundups.txt")
	if err != nil {
		t.Fatal(err)
	}
	there, found := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(raw)) {
		half, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		kind, title, ok := strings.Cut(rest, " ")
		if half == "#" || !ok {
			continue
		}
		is := wording.IsRoundup(title)
		if kind == "r" {
			there[half]++
		}
		switch {
		case kind == "r" && is:
			found[half]++
		case kind == "r":
			t.Logf("half %s: not known: %s", half, title)
		case is:
			t.Errorf("half %s: taken for a round-up: %s", half, title)
		}
	}
	for half, n := range there {
		if t.Logf("half %s: %d of %d", half, found[half], n); found[half]*10 < n*8 {
			t.Errorf("half %s: only %d of %d round-ups are known", half, found[half], n)
		}
	}
}
