package scheduler_test

import (
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
		{"23:59 UTC", "2026-01-02T07:30:00Z", []string{"2026-01-02T23:59:00Z"}},
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
		// The last day of a leap year that the zone's table does not reach, where time.Time.ZoneBounds ends before it begins.
		{"07:30 America/New_York", "2040-12-29T13:00:00Z", []string{"2040-12-30T12:30:00Z", "2040-12-31T12:30:00Z", "2041-01-01T12:30:00Z"}},
		{"23:45 Europe/Dublin", "2040-12-30T23:45:00Z", []string{"2040-12-31T23:45:00Z", "2041-01-01T23:45:00Z"}},
		{"cron 0 7 * * 1-5 Europe/Paris", "2026-01-02T06:00:00Z", []string{"2026-01-05T06:00:00Z", "2026-01-06T06:00:00Z"}},
		{"cron 0 9 1,15 * * UTC", "2026-01-01T09:00:00Z", []string{"2026-01-15T09:00:00Z", "2026-02-01T09:00:00Z"}},
		{"cron 0 7 13 * 5 UTC", "2026-02-01T00:00:00Z", []string{"2026-02-06T07:00:00Z", "2026-02-13T07:00:00Z"}}, // either of the two, as in cron
		// As in cron, a field that begins with * narrows the other; any other field adds to it.
		{"cron 0 7 */2 * 1 UTC", "2026-03-01T00:00:00Z", []string{"2026-03-09T07:00:00Z", "2026-03-23T07:00:00Z"}},
		{"cron 0 7 1-31/10 * 1 UTC", "2026-03-01T08:00:00Z", []string{"2026-03-02T07:00:00Z", "2026-03-09T07:00:00Z", "2026-03-11T07:00:00Z"}},
		{"cron 0 7 1,2 * */3 UTC", "2026-03-01T08:00:00Z", []string{"2026-04-01T07:00:00Z", "2026-05-02T07:00:00Z"}},
		{"cron 30 18 * * 7 UTC", "2026-03-02T00:00:00Z", []string{"2026-03-08T18:30:00Z", "2026-03-15T18:30:00Z"}},
		{"cron 0 0 29 2 * UTC", "2096-03-01T00:00:00Z", []string{"2104-02-29T00:00:00Z", "2108-02-29T00:00:00Z"}},
		{"cron @weekly Asia/Tokyo", "2026-03-02T00:00:00Z", []string{"2026-03-07T15:00:00Z"}},
		// Every hour: the one that is skipped and the one after it are one run, the one that is repeated is too.
		{"cron 0 * * * * Europe/Paris", "2026-03-29T00:00:00Z", []string{"2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"}},
		{"cron 0 * * * * Europe/Paris", "2026-10-24T23:00:00Z", []string{"2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z"}},
		{"cron */30 2 * * * America/New_York", "2026-03-07T07:30:00Z", []string{"2026-03-08T07:00:00Z", "2026-03-09T06:00:00Z", "2026-03-09T06:30:00Z"}},
		{"cron */20 1 * * * Australia/Lord_Howe", "2026-04-04T14:00:00Z", []string{"2026-04-04T14:20:00Z", "2026-04-04T14:40:00Z", "2026-04-05T14:30:00Z"}},
		{"cron @daily America/Santiago", "2026-09-05T12:00:00Z", []string{"2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"}},
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
	for _, table := range []scheduler.Timetable{{Hour: 24, Zone: "UTC"}, {Hour: -1, Zone: "UTC"}, {Minute: 60, Zone: "UTC"}, {Minute: -1, Zone: "UTC"}, {Zone: "Nowhere"}, {}, {Zone: "Local"}, {Cron: "@every 1s", Zone: "UTC"}, {Cron: "TZ=UTC", Zone: "UTC"}, {Cron: "0 0 30 2 *", Zone: "UTC"}} {
		if next := table.Next(time.Unix(0, 0)); !next.IsZero() {
			t.Errorf("%+v runs at %v", table, next)
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
