package scheduler_test

import (
	"fmt"
	"testing"
	"time"

	"lede/scheduler"
)

func mustParse(t *testing.T, s string) scheduler.Timetable {
	t.Helper()
	table, err := scheduler.ParseTimetable(s)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// Ensure the runs around changes of the clocks are the promised ones. "then" lists runs in UTC.
func TestNext(t *testing.T) {
	for _, c := range []struct {
		table, after string
		then         []string
	}{
		{"07:30 mon-fri Europe/Paris", "2026-01-02T06:29:59Z", []string{"2026-01-02T06:30:00Z", "2026-01-05T06:30:00Z", "2026-01-06T06:30:00Z"}},
		{"07:30 UTC", "2026-01-02T07:30:00Z", []string{"2026-01-03T07:30:00Z"}},
		// Half past two does not exist on 8 March; half past one occurs twice on 1 November.
		{"02:30 America/New_York", "2026-03-07T12:00:00Z", []string{"2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z"}},
		{"01:30 America/New_York", "2026-10-31T12:00:00Z", []string{"2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"}},
		// From within the repeated hour, before and after.
		{"01:30 America/New_York", "2026-11-01T06:10:00Z", []string{"2026-11-02T06:30:00Z"}},
		{"01:30 sun America/New_York", "2026-11-01T05:29:59Z", []string{"2026-11-01T05:30:00Z", "2026-11-08T06:30:00Z"}},
		// Half an hour's change.
		{"02:15 Australia/Lord_Howe", "2026-10-03T00:00:00Z", []string{"2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z"}},
		{"01:45 Australia/Lord_Howe", "2026-04-04T00:00:00Z", []string{"2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z"}},
		{"09:00 Australia/Lord_Howe", "2026-04-03T23:00:00Z", []string{"2026-04-04T22:30:00Z", "2026-04-05T22:30:00Z"}},
		// Days that begin at one o'clock.
		{"00:00 Africa/Cairo", "2026-04-22T23:00:00Z", []string{"2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"}},
		{"00:30 Asia/Beirut", "2026-03-27T23:00:00Z", []string{"2026-03-28T22:00:00Z", "2026-03-29T21:30:00Z"}},
		{"00:00 sun America/Santiago", "2026-09-05T00:00:00Z", []string{"2026-09-06T04:00:00Z", "2026-09-13T03:00:00Z"}},
		// There was no 30 December 2011 in Apia, a Friday.
		{"08:00 Pacific/Apia", "2011-12-29T00:00:00Z", []string{"2011-12-29T18:00:00Z", "2011-12-30T18:00:00Z"}},
		{"08:00 fri Pacific/Apia", "2011-12-24T00:00:00Z", []string{"2012-01-05T18:00:00Z"}},
	} {
		t.Run(c.table+" after "+c.after, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, c.after)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.then {
				at = mustParse(t, c.table).Next(at)
				if got := at.Format(time.RFC3339); got != want {
					t.Errorf("runs at %s, want %s", got, want)
				}
			}
		})
	}
}

func TestNextOfNonsense(t *testing.T) {
	for _, table := range []scheduler.Timetable{{Hour: 24, Zone: "UTC"}, {Minute: -1, Zone: "UTC"}, {Zone: "Nowhere"}, {}, {Zone: "Local"}} {
		if next := table.Next(time.Unix(0, 0)); !next.IsZero() {
			t.Errorf("%+v runs at %v", table, next)
		}
	}
}

// existingDays lists the days that a zone's clocks show between two instants, found by walking through
// every quarter of an hour, in a way that has nothing to do with how Next works.
func existingDays(zone *time.Location, from, to time.Time) map[string]bool {
	days := map[string]bool{}
	for at := from; at.Before(to); at = at.Add(15 * time.Minute) {
		days[at.In(zone).Format(time.DateOnly)] = true
	}
	return days
}

// firstShown finds by walking minute by minute when clocks first show a time on a day or, when they never
// do, the first instant at which they show a later one.
func firstShown(zone *time.Location, day string, hour, minute int) time.Time {
	date, _ := time.Parse(time.DateOnly, day)
	want := fmt.Sprintf("%s %02d:%02d", day, hour, minute)
	late := time.Time{}
	for at := date.Add(-27 * time.Hour); at.Before(date.Add(52 * time.Hour)); at = at.Add(time.Minute) {
		shown := at.In(zone).Format("2006-01-02 15:04")
		if shown == want {
			return at
		}
		if late.IsZero() && shown > want {
			late = at
		}
	}
	return late
}

// Ensure there is exactly one run for each local day, at the right instant, in all kinds of zones.
func TestPromiseLocalTimeEachDayOnce(t *testing.T) {
	zones := []string{"Australia/Lord_Howe", "Africa/Cairo", "America/Santiago", "Asia/Beirut", "Pacific/Apia", "America/New_York", "Europe/Dublin",
		"Africa/Casablanca", "America/Nuuk", "America/Scoresbysund", "Antarctica/Troll", "Asia/Gaza", "Asia/Tehran", "Pacific/Easter", "Atlantic/Azores", "America/Havana", "America/Asuncion", "Asia/Pyongyang"}
	all := scheduler.Zones()
	for i := 0; i < len(all); i += 61 {
		zones = append(zones, all[i])
	}
	if testing.Short() {
		zones = zones[:6]
	}
	for _, name := range zones {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			zone, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, year := range []int{2011, 2024, 2041} {
				from := time.Date(year, 1, 10, 0, 0, 0, 0, time.UTC)
				checkEachDay(t, name, zone, from, from.AddDate(1, 0, 0))
			}
		})
	}
}

func checkEachDay(t *testing.T, name string, zone *time.Location, from, to time.Time) {
	days := existingDays(zone, from, to)
	for _, clock := range []string{"00:00", "00:30", "01:30", "02:00", "02:15", "03:00", "09:00", "23:45"} {
		table := mustParse(t, clock+" every day "+name)
		runs := map[string]time.Time{}
		for at := table.Next(from); at.Before(to); {
			// The day of a run is the latest one of which the time has come; it is told by when it should run.
			local := at.In(zone)
			day := local.Format(time.DateOnly)
			if local.Format("15:04") != clock {
				if want := firstShown(zone, day, table.Hour, table.Minute); !want.Equal(at) {
					day = local.AddDate(0, 0, -1).Format(time.DateOnly)
				}
				if want := firstShown(zone, day, table.Hour, table.Minute); !want.Equal(at) {
					t.Errorf("%s runs at %v", table, local)
				}
			}
			for back := 30 * time.Minute; back <= 2*time.Hour; back += 30 * time.Minute {
				if earlier := at.Add(-back).In(zone); earlier.Format("02 15:04") == local.Format("02 15:04") {
					t.Errorf("%s runs at %v, which was shown at %v before", table, local, earlier)
				}
			}
			if earlier, twice := runs[day]; twice {
				t.Errorf("%s runs twice on %s: %v and %v", table, day, earlier, at)
			}
			runs[day] = at
			next := table.Next(at)
			if !next.After(at) {
				t.Fatalf("%s stands still at %v", table, at)
			}
			at = next
		}
		first, last := from.AddDate(0, 0, 2).Format(time.DateOnly), to.AddDate(0, 0, -2).Format(time.DateOnly)
		for day := range days {
			if _, ran := runs[day]; !ran && day > first && day < last {
				t.Errorf("%s does not run on %s", table, day)
			}
		}
	}
}

func BenchmarkNext(b *testing.B) {
	table := scheduler.Timetable{Hour: 7, Minute: 30, Zone: "America/New_York"}
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		table.Next(at)
	}
}
