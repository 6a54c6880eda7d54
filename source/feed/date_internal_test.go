package feed

import (
	"testing"
	"time"
)

// TestADateIsNoGuess: what may be two days is none, nor is one of a year that no feed was written in; a zone that there is not is none.
func TestADateIsNoGuess(t *testing.T) {
	for written, want := range map[string]string{
		"12/06/2026":                      "",
		"12/12/2026":                      "2026-12-12T00:00:00Z",
		"13/12/2026":                      "2026-12-13T00:00:00Z",
		"12/13/2026":                      "2026-12-13T00:00:00Z",
		"02 Jan 69 10:00:00 +0000":        "2069-01-02T10:00:00Z",
		"02 Jan 70 10:00:00 +0000":        "1970-01-02T10:00:00Z",
		"Tue, 02 Jan 1900 10:00:00 +0000": "1900-01-02T10:00:00Z",
		"Sun, 31 Dec 1899 10:00:00 +0000": "",
		"2 March 2026 10:00 +14:00":       "2026-03-01T20:00:00Z",
		"2 March 2026 10:00 +15:00":       "2026-03-02T10:00:00Z",
		"2 March 2026 10:00 +01:60":       "2026-03-02T10:00:00Z",
	} {
		got := ""
		if at := parseDate(written); !at.IsZero() {
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", written, got, want)
		}
	}
}
