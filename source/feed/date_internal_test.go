package feed

import (
	"fmt"
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
		"pá, 9. října 2026 18:30":         "2026-10-09T18:30:00Z",
		"pe 9. lokakuuta 2026 klo 18.30":  "2026-10-09T18:30:00Z",
		"3. heinäkuuta 2026":              "2026-07-03T00:00:00Z",
		"Παρ, 9 Οκτωβρίου 2026 18:30":     "2026-10-09T18:30:00Z",
		"5 ΜΑΐου 2026":                    "2026-05-05T00:00:00Z",
		"2026. október 9. 18:30":          "2026-10-09T18:30:00Z",
		"2026 Oct 9 18:30:00 +0200":       "2026-10-09T16:30:00Z",
		"2026. október":                   "",
		"2026년 10월 9일 (금) 18시 30분":        "2026-10-09T18:30:00Z",
		"금요일, 2026년 1월 9일":                "2026-01-09T00:00:00Z",
		"2026년 1월 9일 오후 6:30":             "2026-01-09T18:30:00Z",
		"2026년 1월 9일 오전 12시 05분":          "2026-01-09T00:05:00Z",
		"2026年1月9日 下午6:30":                "2026-01-09T18:30:00Z",
		"2026年1月9日 午後6時30分":               "2026-01-09T18:30:00Z",
		"2026/01/09 上午 9:05:07":           "2026-01-09T09:05:07Z",
		"2026年1月9日 下午6点30分":               "2026-01-09T18:30:00Z",
		"2026年1月9日 上午9點5分":                "2026-01-09T00:00:00Z",
		"2026年1月9日 傍晚6:30":                "2026-01-09T18:30:00Z",
		"2026 Jan 2 2015":                 "2026-01-02T00:00:00Z",
		"2026. január 2 1030":             "2026-01-02T00:00:00Z",
		"10:30 Jan 2 2026":                "2026-01-02T10:30:00Z",
		"12:30, 3 березня 2026":           "2026-03-03T12:30:00Z",
		"4:05 PM 3 March 2026 EST":        "2026-03-03T21:05:00Z",
		"Updated 2022 — Jan 3, 2026":      "2026-01-03T00:00:00Z",
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
		"2026-01-05T10+11:00":             "2026-01-04T23:00:00Z",
		"2026-01-05T10Z":                  "2026-01-05T10:00:00Z",
		"2026-01-05+01:00":                "2026-01-04T23:00:00Z",
		"2026-01-05 10:30:15.123 +0530":   "2026-01-05T05:00:15Z",
		"2026-01-05T10:30:15,5-03:30":     "2026-01-05T14:00:15Z",
		"5 Jan 2026 10:30:15.5 GMT+2":     "2026-01-05T08:30:15Z",
		"20260105T103015.123-0800":        "2026-01-05T18:30:15Z",
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

// TestALineIsADateWithNothingElse.
func TestALineIsADateWithNothingElse(t *testing.T) {
	for line, want := range map[string]bool{
		"3 March 2026": true, "Tue, 3 March 2026": true, "Tue, 3 March 2026 GMT": true, "Tue, the 3 March 2026 GMT": false, "03/03/2026": true, "Tue 03/03/2026": true, "2026-03-03": true,
		"3 March 1926": true, "3 March 1826": false, "3 March": false, "3 March 26": false, "March 12026": false, "3 March 2026" + strings.Repeat(" ", 28): true, "3 March 2026" + strings.Repeat(" ", 29): false,
	} {
		if dateAlone(line) != want {
			t.Errorf("%q is a date: %v", line, !want)
		}
	}
}

// TestAYearIsNoOtherNumber.
func TestAYearIsNoOtherNumber(t *testing.T) {
	for text, want := range map[string]string{
		"2 Jan 23": "2023-01-02", "2 Jan 69": "2069-01-02", "2 Jan 70": "1970-01-02", "2 Jan 5": "", "2 Jan 202": "", "2 Jan 10:30 2023": "2023-01-02", "2 Jan 10:30": "", "2 Jan 10:30 +2023": "",
		"13/12/2023": "2023-12-13", "12/13/2023": "2023-12-13", "5/5/2023": "2023-05-05", "5/6/2023": "", "13/14/2023": "", "14/13/2023": "", "12/12/2023": "2023-12-12",
	} {
		got := ""
		if at := parseDate(text); !at.IsZero() {
			got = at.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, c := range []struct {
		a, b int
		want string
	}{{13, 12, "12 13"}, {12, 13, "12 13"}, {13, 13, "13 13"}, {14, 13, ""}, {13, 14, ""}, {11, 12, ""}, {12, 12, "12 12"}} {
		got := ""
		if d := orderOf(c.a, c.b, 2023); d != nil {
			got = fmt.Sprint(d.month, " ", d.day)
		}
		if got != c.want {
			t.Errorf("%d and %d are %q, want %q", c.a, c.b, got, c.want)
		}
	}
}
