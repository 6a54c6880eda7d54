package scheduler

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestTimesAreCounted, each once, with what is next to them.
func TestTimesAreCounted(t *testing.T) {
	for said, want := range map[string]string{
		"": "0 0", "8:00": "1 1", "8:00 9:00": "2 1", "8:00 9:30": "2 2", "8:00 9:30 10:30": "3 2", "monday 8 hour 30 9 am": "2 2", "8 hour 9 hour": "2 1", "25:00 8": "1 1", "monday": "0 0",
	} {
		clocks, minutes, err := timesIn(said, strings.Fields(said))
		if got := fmt.Sprint(clocks, minutes); got != want || err != nil {
			t.Errorf("%q: %s (%v), want %s", said, got, err, want)
		}
	}
	for said, want := range map[string]string{
		"7:00 – 18:30": "", "7:00 to 18:30": "", "7;3o 18:15": "", "7:00 18:30": "when.other-minutes", "7:00 18:00": "", "monday 8 friday": "", "monday 8 friday 10": "when.other-days", "monday": "when.no-hour", "times": "when.no-times", "8 times": "", "x": "",
	} {
		if got := codeOf(notOffered(said, strings.Fields(said))); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

// TestDaysNextToTimesAreApart where more than one time has its own.
func TestDaysNextToTimesAreApart(t *testing.T) {
	for said, want := range map[string]bool{
		"monday | friday |": true, "| monday |": true, "monday | |": false, "| | monday": false, "| monday": false, "monday |": false, "monday | friday": true, "| x |": false, "": false, "monday": false, "| monday x": false,
	} {
		if apart(strings.Fields(said)) != want {
			t.Errorf("%q is apart: %v", said, !want)
		}
	}
}

// TestARangeOfTimesHasTwoEnds that can be read, the first before the last.
func TestARangeOfTimesHasTwoEnds(t *testing.T) {
	const minutes, hour = 30 * time.Minute, time.Hour
	for name, c := range map[string]struct {
		t    times
		want string
	}{
		"hours":                 {times{every: 2 * hour, ranged: true, clocks: []string{"8", "18"}}, "0 8-18/2 * * *"},
		"every hour":            {times{every: hour, ranged: true, clocks: []string{"8:30", "18:30"}}, "30 8-18 * * *"},
		"no range":              {times{every: hour, clocks: []string{"8", "18"}}, ""},
		"one end":               {times{every: hour, ranged: true, clocks: []string{"8"}}, ""},
		"three ends":            {times{every: hour, ranged: true, clocks: []string{"8", "18", "20"}}, ""},
		"an unreadable first":   {times{every: hour, ranged: true, clocks: []string{"99", "18"}}, ""},
		"an unreadable last":    {times{every: hour, ranged: true, clocks: []string{"8", "99"}}, ""},
		"the same":              {times{every: hour, ranged: true, clocks: []string{"8", "8"}}, ""},
		"the other way round":   {times{every: hour, ranged: true, clocks: []string{"9", "5"}}, ""},
		"half said once":        {times{every: hour, ranged: true, clocks: []string{"8am", "18"}}, ""},
		"half said twice":       {times{every: hour, ranged: true, clocks: []string{"8am", "6pm"}}, "0 8-18 * * *"},
		"half said at the end":  {times{every: hour, ranged: true, clocks: []string{"8", "6pm"}}, "0 8-18 * * *"},
		"other minutes":         {times{every: hour, ranged: true, clocks: []string{"8", "18:30"}}, ""},
		"no whole hours":        {times{every: hour + minutes, ranged: true, clocks: []string{"8", "18"}}, ""},
		"half hours":            {times{every: minutes, ranged: true, clocks: []string{"8", "18"}}, "*/30 8-17 * * *"},
		"half hours, uneven":    {times{every: minutes, ranged: true, clocks: []string{"8:15", "18"}}, ""},
		"half hours, to a half": {times{every: minutes, ranged: true, clocks: []string{"8", "18:30"}}, "*/30 8-18 * * *"},
		"half hours, to others": {times{every: minutes, ranged: true, clocks: []string{"8", "18:45"}}, ""},
		"too often":             {times{every: often - time.Minute, ranged: true, clocks: []string{"8", "18"}}, ""},
		"as often as may be":    {times{every: often, ranged: true, clocks: []string{"8", "18"}}, fmt.Sprintf("*/%d 8-17 * * *", int(often.Minutes()))},
		"minutes that drift":    {times{every: 25 * time.Minute, ranged: true, clocks: []string{"8", "18"}}, ""},
	} {
		if got, ok := c.t.within(0); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestTimesShareAMinute, and say which half of the day they mean all or not at all.
func TestTimesShareAMinute(t *testing.T) {
	for said, want := range map[string]string{
		"7 18": "0 7,18 * * *", "18 7": "0 7,18 * * *", "7 7": "0 7 * * *", "7:30 18:30": "30 7,18 * * *", "7:30 18": "", "7 99": "", "99 7": "", "7am 9": "", "9 7pm": "", "0:00 9pm": "0 0,21 * * *", "13 9pm": "0 13,21 * * *", "12 9pm": "", "noon 9pm": "0 12,21 * * *", "1 9pm": "",
	} {
		if got, ok := atClocks(strings.Fields(said), 0); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}
