package story_test

import (
	"os"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/story"
)

// TestCorrectionsOfNamesAndDenials: a name or claim that was wrong is found, a mere rewording is not. The floors are what was
// measured.
func TestCorrectionsOfNamesAndDenials(t *testing.T) {
	file, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	for half, least := range map[string]struct{ precision, recall float64 }{"a": {0.95, 0.9}, "b": {0.95, 0.9}} {
		right, found, there := 0, 0, 0
		for line := range strings.Lines(string(file)) {
			cells := strings.Split(strings.TrimSpace(line)+" ", "|")
			if len(cells) != 4 || strings.TrimSpace(cells[0]) != half {
				continue
			}
			want := strings.TrimSpace(cells[3]) != ""
			got := namedAnew(t, strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2]))
			switch {
			case want && got:
				right++
			case want != got:
				t.Logf("%s: want %v, got %v: %s", half, want, got, line)
			}
			if want {
				there++
			}
			if got {
				found++
			}
		}
		precision, recall := float64(right)/float64(max(1, found)), float64(right)/float64(max(1, there))
		t.Logf("half %s: P %.3f R %.3f; %d found of %d", half, precision, recall, found, there)
		if there < 10 || precision < least.precision || recall < least.recall {
			t.Errorf("half %s: P %.3f R %.3f of %d", half, precision, recall, there)
		}
	}
}

// namedAnew reports whether a corrected name or a denial is found in an article that its source changed.
func namedAnew(t *testing.T, before, now string) bool {
	t.Helper()
	a, err := briefing.Parse(before, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := briefing.Parse(now, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range story.Clip(a, []int{0}).Corrections(b) {
		if c.Named {
			return true
		}
	}
	return false
}
