package delivery

import (
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/scheduler"
)

func TestWhatWasSkippedHasItsLines(t *testing.T) {
	runs := func(n int) (list []time.Time) {
		for i := range n {
			list = append(list, after(3600*i))
		}
		return list
	}
	for name, c := range map[string]struct {
		skipped []time.Time
		older   bool
		grace   time.Duration
		want    string
	}{
		"none": {nil, false, 0, ""}, "one, too late": {runs(1), false, time.Hour, "too-late"}, "one, in time": {runs(1), false, 100 * time.Hour, "one-before"}, "one, of just now": {runs(1), false, 10 * time.Hour, "one-before"}, "two": {runs(2), false, 100 * time.Hour, "one-before one-before"}, "some older": {runs(1), true, time.Hour, "too-late-as-more"}, "some older, in time": {runs(1), true, 100 * time.Hour, "one-before-as-more"},
		"as many as have a line": {runs(desk.MaxLines), false, 0, strings.TrimSpace(strings.Repeat("too-late ", desk.MaxLines))}, "two more": {runs(desk.MaxLines + 2), false, 0, "too-late-as-others" + strings.Repeat(" too-late", desk.MaxLines-1)}, "two more, in time": {runs(desk.MaxLines + 2), false, 100 * time.Hour, "one-before-as-others" + strings.Repeat(" one-before", desk.MaxLines-1)},
	} {
		a := &attempt{now: after(36000), slot: scheduler.Slot{Grace: c.grace}, course: desk.Course{Skipped: c.skipped, Older: c.older, Spread: 0}}
		var got []string
		for _, line := range a.skippedLines() {
			got = append(got, strings.TrimPrefix(line.Reason.Code, "delivery."))
			if line.Outcome != desk.OutcomeMissed {
				t.Errorf("%s: %+v", name, line)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
	a := &attempt{now: after(0), course: desk.Course{Skipped: runs(desk.MaxLines + 2), Spread: time.Minute}}
	lines := a.skippedLines()
	if lines[0].Reason.Args["n"] != 2 || !lines[0].Slot.Equal(after(2*3600+60)) {
		t.Errorf("%+v", lines[0])
	}
}
