package scheduler

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestADayIsTheSameInAllItsParts(t *testing.T) {
	day := time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		other time.Time
		want  bool
	}{{day.Add(23 * time.Hour), true}, {day.AddDate(0, 0, 1), false}, {day.AddDate(0, 1, 0), false}, {day.AddDate(1, 0, 0), false}} {
		if sameDay(day, c.other) != c.want {
			t.Errorf("%v is the same day: %v", c.other, !c.want)
		}
	}
}

func TestASetOfDaysIsWrittenShortly(t *testing.T) {
	day := func(list ...time.Weekday) (d Days) {
		for _, one := range list {
			d |= 1 << one
		}
		return d
	}
	for d, want := range map[Days]string{
		0: "every day", allDays: "every day", weekdays: "mon-fri", weekends: "sat,sun", day(time.Monday): "mon", day(time.Sunday): "sun", day(time.Monday, time.Tuesday): "mon,tue",
		day(time.Monday, time.Tuesday, time.Wednesday): "mon-wed", day(time.Monday, time.Wednesday): "mon,wed", day(time.Friday, time.Saturday, time.Sunday): "fri-sun", day(time.Sunday, time.Monday): "mon,sun",
		allDays &^ day(time.Wednesday): "mon,tue,thu-sun",
	} {
		if got := d.String(); got != want {
			t.Errorf("%07b is written %q, want %q", d, got, want)
		}
		if back, err := ParseDays(d.String()); err != nil || back.String() != want {
			t.Errorf("%q is read as %v, %v", want, back, err)
		}
	}
	for d, want := range map[Days][]time.Weekday{0: week(), allDays: week(), day(time.Sunday, time.Monday): {time.Monday, time.Sunday}} {
		if got := slices.DeleteFunc(week(), func(one time.Weekday) bool { return !d.Has(one) }); !slices.Equal(got, want) {
			t.Errorf("%07b has %v", d, got)
		}
	}
}

func TestWhichOfASetAreChosen(t *testing.T) {
	const all = 1<<60 - 1
	for bits, want := range map[uint64]int{all: 0, all &^ (1 << 59): 59, all &^ 1: 59, 1: 1, 1 << 59: 1, 1 << 60: 0, 0: 0} {
		if got := chosen(bits, 0, 59); len(got) != want {
			t.Errorf("%d of %b are chosen, want %d", len(got), bits, want)
		}
	}
	if got := chosen(uint64(6), 1, 2); got != nil {
		t.Errorf("all are chosen as %v", got)
	}
	if got := chosen(uint64(6), 1, 3); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("%v are chosen", got)
	}
	if got := daysIn(1<<time.Sunday | 1<<time.Monday); !slices.Equal(got, []time.Weekday{time.Monday, time.Sunday}) {
		t.Errorf("%v", got)
	}
}

// TestWhichDaysAreExcepted: those after the word, which must be days, but not all days.
func TestWhichDaysAreExcepted(t *testing.T) {
	x := meansExcept
	for said, want := range map[string]string{
		x + " sunday": "mon-sat", "weekdays " + x + " friday": "mon-thu", "monday": "mon", "weekdays " + x + " weekdays": "", x + " nothing-known": "", "nothing-known " + x + " sunday": "", x: "", x + " sunday " + x + " monday": "",
		x + " sunday " + clockHere + " monday": "mon", "weekdays " + x + " sunday": "mon-fri",
	} {
		days, given, ok := daysOf(strings.Fields(said))
		if ok != (want != "") || ok && (!given || days.String() != want) {
			t.Errorf("%q: %v, %v, %v", said, days, given, ok)
		}
	}
}
