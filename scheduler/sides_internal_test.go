package scheduler

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/store"
)

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

func TestHowOftenItIsLookedForWhatIsDue(t *testing.T) {
	for _, c := range []struct{ lease, every, want time.Duration }{{0, 0, defaultLease / 9}, {9 * time.Second, 0, time.Second}, {time.Hour, 0, longestEvery}, {9 * time.Second, 2 * time.Second, 2 * time.Second}} {
		if got := New(Options{Lease: c.lease, Every: c.every}).o.Every; got != c.want {
			t.Errorf("with a lease of %v, every %v: every %v", c.lease, c.every, got)
		}
	}
	s := New(Options{Lanes: []Lane{{Parallel: 3}}})
	if line, free := len(s.lanes[0].places), len(s.lanes[0].free); line != 27 || free != 3 {
		t.Errorf("%d wait in line, and %d are under way", line, free)
	}
}

// refusing is a store that refuses this many changes.
type refusing struct {
	store.KV
	left, asked int
}

func (r *refusing) Update(context.Context, string, func(store.Tx) error) error {
	if r.asked++; r.asked <= r.left {
		return store.ErrRefused
	}
	return nil
}

// TestAClaimIsPutBackAsSoonAsTheStoreTakesIt, and not twice.
func TestAClaimIsPutBackAsSoonAsTheStoreTakesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, left := range []int{0, 1, 4} {
			kv := &refusing{left: left}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			New(Options{Store: kv, Every: time.Second}).putBack(ctx, Slot{})
			if kv.asked != left+1 || ctx.Err() != nil {
				t.Errorf("after %d refusals it was asked %d times", left, kv.asked)
			}
			cancel()
		}
		kv := &refusing{left: 1 << 30}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if New(Options{Store: kv, Every: time.Second}).putBack(ctx, Slot{}); kv.asked < 9 || kv.asked > 10 {
			t.Errorf("asked %d times in ten seconds", kv.asked)
		}
	})
}
