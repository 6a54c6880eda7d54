package scheduler

import (
	"errors"
	"lede/problem"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestHowLongItIsFromOneRunToTheNext: up to a day, in hours or minutes.
func TestHowLongItIsFromOneRunToTheNext(t *testing.T) {
	for said, want := range map[string]struct {
		every time.Duration
		used  int
	}{
		"hourly": {time.Hour, 1}, "hourly monday": {time.Hour, 1}, "half-hourly": {30 * time.Minute, 1},
		"each 1 hour": {time.Hour, 3}, "each 2 hour monday": {2 * time.Hour, 3}, "each 1 minute": {time.Minute, 3}, "each 1440 minute": {24 * time.Hour, 3},
		"each 1441 minute": {}, "each 0 hour": {}, "each -1 hour": {}, "each two hour": {}, "each 2 monday": {}, "each 2": {}, "each": {}, "monday 2 hour": {},
	} {
		if every, used := interval(strings.Fields(said)); every != want.every || used != want.used {
			t.Errorf("%q: every %v, by %d words", said, every, used)
		}
	}
}

// TestDaysAreReadWithWhatJoinsThem: “to” makes a span if there are days on both sides; otherwise each counts alone.
func TestDaysAreReadWithWhatJoinsThem(t *testing.T) {
	for said, want := range map[string]string{
		"monday": "mon", "monday friday": "mon,fri", "monday to friday": "mon-fri", "monday – friday": "mon-fri", "monday to wednesday friday": "mon-wed,fri",
		"monday wednesday to friday": "mon,wed-fri", "to monday": "mon", "weekdays": "mon-fri", "weekend monday": "sat,sun,mon", "friday to monday": "fri,sat,sun,mon",
		"monday to": "", "monday –": "", "– monday": "", "monday noon": "", "to": "",
	} {
		days, _, ok := namedDays(strings.Fields(said))
		if want == "" {
			if ok && days != 0 {
				t.Errorf("%q is read as %v", said, days)
			}
			continue
		}
		if wanted, err := parseDays(want); err != nil || !ok || days != wanted {
			t.Errorf("%q: %v, want %v, %v", said, days, wanted, err)
		}
	}
}

// TestMinutesAreAddedToAnHour, and taken off; the hour before one o’clock is that after noon.
func TestMinutesAreAddedToAnHour(t *testing.T) {
	for _, c := range []struct{ clock, minutes, want string }{
		{"8:00", "30", "8:30"}, {"8:00", "0", "8:00"}, {"8:00", "-15", "7:45"}, {"1:00", "-15", "12:45"}, {"1:00", "-60", "12:00"}, {"1:00", "0", "1:00"}, {"0:00", "15", "0:15"}, {"0:10", "-15", "23:55"}, {"2:00", "-30", "1:30"}, {"13:00", "-15", "12:45"},
		{"8:00", "x", ""}, {"8:00", "", ""}, {"x", "5", ""}, {"25:00", "5", ""},
	} {
		if got, ok := moved(c.clock, c.minutes); got != c.want || ok != (c.want != "") {
			t.Errorf("%s and %s minutes: %q, %v", c.clock, c.minutes, got, ok)
		}
	}
	for hour, want := range map[string]string{"8": "8:30", "12": "12:30", "8:00": "", "800": ""} {
		if got, ok := added(hour, "30"); got != want || ok != (want != "") {
			t.Errorf("%s and half an hour: %q, %v", hour, got, ok)
		}
	}
}

func codeOf(err error) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Code
}

func TestAPhraseIsReadUpToItsLimit(t *testing.T) {
	for n, want := range map[int]int{200: 100, 201: 0} {
		if got := readPhrases(strings.Repeat("x ", n/2) + strings.Repeat(" ", n%2)); len(got) != want {
			t.Errorf("%d bytes are %d words", n, len(got))
		}
	}
}

// TestTwoBareNumbersMayBeOneTime: an hour and its minutes.
func TestTwoBareNumbersMayBeOneTime(t *testing.T) {
	for said, want := range map[string]bool{
		"8 10": true, "08 10": true, "x 8 10": true, "8 10 x": true, "800 10": false, "8 100": false, "8 x": false, "x 8": false, "8": false, "": false, "8 | 10": false, "am 10": false,
	} {
		if bareHours(strings.Fields(said)) != want {
			t.Errorf("%q may be one time: %v", said, !want)
		}
	}
}

// TestATimeOfDayIsReadFromItsWords, and leaves the others.
func TestATimeOfDayIsReadFromItsWords(t *testing.T) {
	for said, want := range map[string]struct {
		clock string
		used  int
	}{
		"8": {"8", 1}, "8 hour": {"8", 2}, "8 hour 30": {"8:30", 3}, "08 hour 30": {"08:30", 3}, "8:15 hour 30": {"8:15", 2}, "8 hour 60": {"8", 2}, "8 hour 5": {"8", 2}, "8 am": {"8am", 2}, "8 hour am": {"8am", 3}, "8 hour 30 pm": {"8:30pm", 4}, "8 x": {"8", 1}, "noon 8": {"noon", 1}, "midnight": {"midnight", 1}, "8 30": {"8", 1},
	} {
		list := strings.Fields(said)
		if clock, used := clockIn(list); clock != want.clock || used != want.used {
			t.Errorf("%q: %q, by %d words", said, clock, used)
		}
		if clock, rest := wholeClock(list); clock != want.clock || !slices.Equal(rest, list[want.used:]) {
			t.Errorf("%q: %q, and %q is left", said, clock, rest)
		}
	}
	if clock, used := clockIn([]string{"monday"}); clock != "" || used != 0 {
		t.Errorf("a day is %q", clock)
	}
}

// TestHoursAreHalvedByAPartOfTheDay: after one hour, or before the hours that follow it.
func TestHoursAreHalvedByAPartOfTheDay(t *testing.T) {
	m, e, n := meansMorning, meansEvening, meansNight
	for said, want := range map[string]string{
		"8 " + m: "8:00am", "8 " + e: "8:00pm", m + " 8": "8:00am", m + " 8 " + e + " 9": "8:00am 9:00pm", m + " 8 9": "8:00am 9:00am", "8 hour " + m: "8:00am", "8 " + m + " 9 " + e: "8:00am 9:00pm",
		"8": "8", m: m, "monday " + m: "monday " + m, "12 " + n: "12 " + n, m + " 12": m + " 12", "8am " + m: "8am " + m, "20 " + e: "20", "20 " + n: "20", "17 " + n: "17 " + n, "6 " + n: "6:00pm", "5 " + n: "5 " + n, "13 " + m: "13 " + m, "11 " + m: "11:00am",
	} {
		if got := strings.Join(inHalves(strings.Fields(said)), " "); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
	if got := codeOf(notOffered("8:00 "+m, []string{"8:00", m})); got != "" {
		t.Errorf("an hour with its part of the day: %s", got)
	}
	if got := codeOf(notOffered(m, []string{m})); got != "when.no-hour" {
		t.Errorf("a part of the day alone: %s", got)
	}
}
