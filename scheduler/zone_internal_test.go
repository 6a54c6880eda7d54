package scheduler

import (
	"strings"
	"testing"
	"time"
)

// TestHowAnOffsetIsWritten, with and without minutes, and up to 64 bytes.
func TestHowAnOffsetIsWritten(t *testing.T) {
	const no = time.Duration(-1)
	for typed, want := range map[string]time.Duration{
		"+2": 2 * time.Hour, "-5": -5 * time.Hour, "−5": -5 * time.Hour, "utc+2": 2 * time.Hour, "GMT -5": -5 * time.Hour, "UTC+5:30": 330 * time.Minute, "+0530": 330 * time.Minute, "-0330": -210 * time.Minute, "+00": 0,
		"2": no, "+": no, "+12345": no, "+5:60": no, "+5:3": no, "cet+1": no, "": no,
		"+2" + strings.Repeat(" ", 62): 2 * time.Hour, "+2" + strings.Repeat(" ", 63): no,
	} {
		got, ok := offsetOf(typed)
		if ok != (want != no) || ok && got != want {
			t.Errorf("%q is %v, %v", typed, got, ok)
		}
	}
}

// TestFiveZonesAreOffered at most, those of the most people first.
func TestFiveZonesAreOffered(t *testing.T) {
	winter := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)
	for typed, want := range map[string]int{"+1": 5, "+2": 5, "+5:45": 1, "+12:45": 0, strings.Repeat("a", 65): 0} {
		if got := MeantZones(typed, winter); len(got) != want {
			t.Errorf("%q may mean %v", typed, got)
		}
	}
	if a, b := MeantZones("+1", winter), MeantZones("+1", winter.AddDate(0, 6, 0)); len(a) == 0 || len(b) == 0 || a[0] == b[0] {
		t.Errorf("in winter %v, in summer %v", a, b)
	}
}

// TestAPlaceInALargerOne: its zones of those of the larger one, or that one's.
func TestAPlaceInALargerOne(t *testing.T) {
	for typed, want := range map[string]string{
		"Birmingham, Alabama": "America/Chicago", "Paris France": "Europe/Paris", "Paris, Texas": "America/Chicago", "Nowhere, Alabama": "", "Alabama": "America/Chicago", "Paris, Nowhere": "",
	} {
		got := strings.Join(MeantZones(typed, time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)), " ")
		if !strings.HasPrefix(got, want) || (want == "") != (got == "") {
			t.Errorf("%q may mean %q", typed, got)
		}
	}
}

// TestAPlaceIsNotTooLong: nor is a place that nobody knows one, whatever follows it.
func TestAPlaceIsNotTooLong(t *testing.T) {
	at := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	for typed, want := range map[string]bool{
		"London": true, "London" + strings.Repeat(" ", maxPlace-len("London")): true, "London" + strings.Repeat(" ", maxPlace+1-len("London")): false,
		"+2" + strings.Repeat(" ", maxPlace-len("+2")): true, "+2" + strings.Repeat(" ", maxPlace+1-len("+2")): false,
		"Birmingham Alabama": true, "Xyzzy Alabama": false, "Birmingham Xyzzy": false, "Xyzzy": false, "": false,
	} {
		if got := MeantZones(typed, at); len(got) > 0 != want {
			t.Errorf("%q means %v", typed, got)
		}
	}
	if _, ok := offsetOf("+2" + strings.Repeat(" ", maxPlace)); ok {
		t.Error("an offset of any length is read")
	}
}

// TestAZoneThatIsNotKnownIsNotMeant: a list may name one that this machine's database of zones lacks.
func TestAZoneThatIsNotKnownIsNotMeant(t *testing.T) {
	winter := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)
	if got := zonesOf([]string{"Europe/Nowhere", "Europe/Paris", "Europe/Paris"}, time.Hour, winter); len(got) != 1 || got[0] != "Europe/Paris" {
		t.Errorf("%q", got)
	}
}
