package desk_test

import (
	"fmt"
	"testing"
	"time"

	"lede/desk"
	"lede/problem"
	"lede/scheduler"
)

// hourly runs at each full hour.
const hourly = "cron 0 * * * * UTC"

func timetable(t *testing.T, s string) scheduler.Timetable {
	t.Helper()
	parsed, err := scheduler.ParseTimetable(s)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// TestHowADigestGoesOnAfterARun: the later runs that are due too are skipped, as far back as the ledger shows.
func TestHowADigestGoesOnAfterARun(t *testing.T) {
	const window = 10 * time.Minute
	spread := scheduler.Spread("g", window)
	if spread < time.Second {
		t.Fatal("this guild happens to be among the first: choose another")
	}
	for name, c := range map[string]struct {
		window  time.Duration
		table   string
		run, at time.Time
		skipped int
		older   bool
		done    time.Time
		next    time.Time // by the timetable
	}{
		"in time":             {0, hourly, start, start.Add(time.Minute), 0, false, start, start.Add(time.Hour)},
		"at the next run":     {0, hourly, start, start.Add(time.Hour), 1, false, start.Add(time.Hour), start.Add(2 * time.Hour)},
		"just before it":      {0, hourly, start, start.Add(time.Hour - time.Second), 0, false, start, start.Add(time.Hour)},
		"three hours later":   {0, hourly, start, start.Add(190 * time.Minute), 3, false, start.Add(3 * time.Hour), start.Add(4 * time.Hour)},
		"with a spread":       {window, hourly, start, start.Add(time.Hour + spread), 1, false, start.Add(time.Hour), start.Add(2 * time.Hour)},
		"before the spread":   {window, hourly, start, start.Add(time.Hour + spread - time.Second), 0, false, start, start.Add(time.Hour)},
		"90 days later":       {0, "08:00 UTC", start, start.Add(desk.LedgerFor), 90, false, start.AddDate(0, 0, 90), start.AddDate(0, 0, 91)},
		"more than 90 days":   {0, "08:00 UTC", start, start.Add(desk.LedgerFor + time.Hour), 90, true, start.AddDate(0, 0, 90), start.AddDate(0, 0, 91)},
		"nothing for a year":  {0, "cron 0 8 1 1 * UTC", start, start.Add(2 * desk.LedgerFor), 0, true, start.Add(desk.LedgerFor), time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC)},
		"that, with a spread": {window, "cron 0 8 1 1 * UTC", start, start.Add(2 * desk.LedgerFor), 0, true, start.Add(desk.LedgerFor - spread), time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC)},
	} {
		d := desk.New(desk.Options{Spread: c.window})
		got, err := d.Course("g", c.table, c.run, c.at)
		if err != nil || len(got.Skipped) != c.skipped || got.Older != c.older || !got.Done.Equal(c.done) {
			t.Errorf("%s: %d skipped, older %v, done %v, %v", name, len(got.Skipped), got.Older, got.Done, err)
		}
		if late := scheduler.Spread("g", c.window); got.Spread != late || !got.Next.Equal(c.next.Add(late)) {
			t.Errorf("%s: next is %v, %v late", name, got.Next, got.Spread)
		}
	}
	if _, err := desk.New(desk.Options{}).Course("g", "07:00 Atlantis", start, start); err == nil {
		t.Error("a timetable that cannot be read is no error")
	}
}

// TestWhenADigestIsDueNext: not before now, nor a run that has its line.
func TestWhenADigestIsDueNext(t *testing.T) {
	const window = 10 * time.Minute
	spread := scheduler.Spread("g", window)
	for name, c := range map[string]struct {
		window    time.Duration
		done, now time.Time
		want      time.Time // by the timetable
	}{
		"never run":                           {0, time.Time{}, start, start.Add(time.Hour)},
		"done before":                         {0, start.Add(-time.Hour), start.Add(time.Minute), start.Add(time.Hour)},
		"done already":                        {0, start.Add(2 * time.Hour), start, start.Add(3 * time.Hour)},
		"still waiting in its window":         {window, time.Time{}, start.Add(spread - time.Second), start},
		"past its place":                      {window, time.Time{}, start.Add(spread), start.Add(time.Hour)},
		"waiting, but done in another window": {window, start, start.Add(spread - time.Second), start.Add(time.Hour)},
	} {
		var g desk.Digest
		g.Done = c.done
		desk.New(desk.Options{Spread: c.window}).Schedule("g", &g, timetable(t, hourly), c.now)
		if late := scheduler.Spread("g", c.window); !g.Next.Equal(c.want.Add(late)) || g.Spread != late || !g.Run().Equal(c.want) {
			t.Errorf("%s: next is %v, %v late", name, g.Next, g.Spread)
		}
		if g.Timetable != timetable(t, hourly).String() {
			t.Errorf("%s: the timetable is %q", name, g.Timetable)
		}
	}
}

// TestOfTheRunsThatPassedTheLatestEightHaveLines when an admin ends a slot that was open for long.
func TestOfTheRunsThatPassedTheLatestEightHaveLines(t *testing.T) {
	for hours, passed := range map[int]int{0: 0, 1: 1, 8: 8, 9: 8, 30: 8} {
		d, _, c := open(t)
		g := digest(start)
		g.Timetable = hourly
		if _, err := d.AddDigest(t.Context(), "g", g, "UTC"); err != nil {
			t.Fatal(err)
		}
		c.at = start.Add(time.Duration(hours)*time.Hour + time.Minute)
		changed, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil })
		if err != nil {
			t.Fatal(err)
		}
		list, err := d.Ledger(t.Context(), "g")
		if err != nil || len(list) != 1+passed || !list[passed].Slot.Equal(start) || !list[0].Slot.Equal(start.Add(time.Duration(hours)*time.Hour)) {
			t.Errorf("after %d hours: %+v, %v", hours, list, err)
		}
		if !changed.Done.Equal(list[0].Slot) {
			t.Errorf("after %d hours the latest run that has a line is %v", hours, changed.Done)
		}
	}
}

// TestAChangeOfAnOpenSlotLeavesTheRunsThatAreStillToCome: those from the next run on have no line yet.
func TestAChangeOfAnOpenSlotLeavesTheRunsThatAreStillToCome(t *testing.T) {
	d, _, c := open(t)
	g := digest(start)
	g.Timetable = hourly
	if _, err := d.AddDigest(t.Context(), "g", g, "UTC"); err != nil {
		t.Fatal(err)
	}
	c.at = start.Add(150 * time.Minute)
	changed, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error {
		g.Timetable, g.Next = "cron 0 */2 * * * UTC", start.Add(2*time.Hour)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if l := lines(t, d, desk.OutcomeDropped, desk.OutcomeDropped); !l[0].Slot.Equal(start.Add(time.Hour)) || !changed.Done.Equal(start.Add(time.Hour)) || l[0].Open {
		t.Errorf("the lines are %+v, done is %v", l, changed.Done)
	}
}

// TestAChangeOfADigestThatIsNotDueLeavesNoLine: it is in the future, or it was paused all the while.
func TestAChangeOfADigestThatIsNotDueLeavesNoLine(t *testing.T) {
	for name, g := range map[string]desk.Digest{
		"in the future": {Channel: "c1", Timetable: hourly, Next: start.Add(time.Second)},
		"paused":        {Channel: "c1", Timetable: hourly, Next: start.Add(-time.Hour), Paused: problem.New("desk.paused")},
	} {
		d, _, _ := open(t)
		added, err := d.AddDigest(t.Context(), "g", g, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.ChangeDigest(t.Context(), "g", added.ID, func(g *desk.Digest) error {
			g.Timetable, g.Next, g.Paused = "09:30 UTC", start.Add(90*time.Minute), nil
			return nil
		})
		if err != nil {
			t.Fatal(name, err)
		}
		lines(t, d)
		if err := d.RemoveDigest(t.Context(), "g", added.ID); err != nil {
			t.Fatal(name, err)
		}
		lines(t, d)
	}
}

// TestDigestsAreListedByTheirNextRun.
func TestDigestsAreListedByTheirNextRun(t *testing.T) {
	d, _, _ := open(t)
	for i, hours := range []int{3, 1, 2} {
		g := digest(start.Add(time.Duration(hours) * time.Hour))
		g.Channel = fmt.Sprint(i)
		if _, err := d.AddDigest(t.Context(), "g", g, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	list, err := d.Digests(t.Context(), "g")
	if err != nil || len(list) != 3 || list[0].Channel != "1" || list[1].Channel != "2" || list[2].Channel != "0" {
		t.Errorf("%+v, %v", list, err)
	}
}
