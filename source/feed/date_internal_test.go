package feed

import (
	"strings"
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
		"2 March 2026 10:00 -01:30":       "2026-03-02T11:30:00Z",
		"2 March 2026 10:00 EST":          "2026-03-02T15:00:00Z",
		"2026-13-05":                      "",
		"2026-00-05":                      "",
		"2026-02-30":                      "",
		"2026-12-05":                      "2026-12-05T00:00:00Z",
		"2026-1-5":                        "2026-01-05T00:00:00Z",
		"20260105":                        "2026-01-05T00:00:00Z",
		"5.1.2026 8.05":                   "2026-01-05T08:05:00Z",
		"2026-01-05 24:00":                "2026-01-06T00:00:00Z",
		"2026-01-05 25:00":                "",
		"2026-01-05 10:59:60":             "2026-01-05T10:59:59Z", // a leap second
		"2026-01-05 10:59:61":             "",
		"2026-01-05 10:60":                "",
		"2026-01-05 12:30 am":             "2026-01-05T00:30:00Z",
		"2026-01-05 11:30 a.m.":           "2026-01-05T11:30:00Z",
		"2026-01-05 12:30 pm":             "2026-01-05T12:30:00Z",
		"2026-01-05 11:30 PM":             "2026-01-05T23:30:00Z",
		"2026-01-05 12:30":                "2026-01-05T12:30:00Z",
		"2026-01-05T103015Z":              "2026-01-05T10:30:15Z",
		"9999-12-31T10:00:00Z":            "9999-12-31T10:00:00Z",
		"9999-12-31T23:00:00-01:00":       "", // JSON has no such year
		"1899-12-31T23:00:00-01:00":       "1900-01-01T00:00:00Z",
		"0001-01-01T00:00:00Z":            "",
		"1970-01-01T00:00:00Z":            "", // what programs write that have none
		"1970-01-01T00:00:01Z":            "1970-01-01T00:00:01Z",
		"12345678":                        "",
		"123456789":                       "1973-11-29T21:33:09Z",
		"1772445600":                      "2026-03-02T10:00:00Z",
		"1772445600.5":                    "2026-03-02T10:00:00Z",
		"17724456000":                     "",
		"177244560000":                    "1975-08-14T10:36:00Z",
		"1772445600000":                   "2026-03-02T10:00:00Z",
		"1772445600000000":                "2026-03-02T10:00:00Z",
		"177244560000000":                 "",
		"Mar. 3 janv. 2026":               "2026-01-03T00:00:00Z", // a Tuesday in January
		"Jan 2, 2026, 11:30 a.m. EST":     "2026-01-02T16:30:00Z",
		"Mon Jan 2 15:04:05 MST 2026":     "2026-01-02T22:04:05Z",
		"Mon Jan 2 15:04:05 +2026":        "",
		"2 Jan 26":                        "2026-01-02T00:00:00Z",
		"2 Jan 15:04":                     "",
		"Jan 2026":                        "",
		"Monday":                          "",
		"2 Jan 226":                       "",
		"26-1-":                           "",
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

func TestADateHasSixToAHundredBytes(t *testing.T) {
	long := "2026-01-05 10:00 " + strings.Repeat("x", 100)
	for s, want := range map[string]bool{"5.1.2": false, "1.1.26": false, "2026-1-5": true, long[:100]: true, long[:101]: false} {
		if got := !parseDate(s).IsZero(); got != want {
			t.Errorf("%q, %d bytes, is a date: %v", s, len(s), got)
		}
	}
	if parseDate("1Jan26").IsZero() {
		t.Error("six bytes are enough")
	}
}

func TestTheBetterDateOfAnItemCounts(t *testing.T) {
	for item, want := range map[string]int{
		"<updated>2021</updated>": 0, "<updated>2021-01-05</updated>": 2021, "<issued>2020-01-05</issued><updated>2021-01-05</updated>": 2021,
		"<pubdate>never</pubdate><dc:date><![CDATA[2022-01-05]]></dc:date>": 2022, "<title>2021-01-05</title>": 0,
	} {
		at := dateIn([]byte(item))
		if want == 0 && !at.IsZero() || want != 0 && at.Year() != want {
			t.Errorf("%s is of %v", item, at)
		}
	}
}
