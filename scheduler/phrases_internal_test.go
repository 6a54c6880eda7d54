package scheduler

import (
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
