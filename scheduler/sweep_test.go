package scheduler_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"lede/scheduler"
)

const (
	quarters = 24 * 4 // of a day
	day      = 24 * 60
)

// shown is when a zone's clocks first show a reading, or a later one when they skip it. Readings are in minutes,
// instants in seconds since 1970.
type shown struct{ reading, at int64 }

// walk follows a zone's clocks and lists every quarter of an hour of every day that they show any of, in order.
// It looks at nothing but what the clocks show, so that it shares no reasoning with the code that it checks.
func walk(zone *time.Location, from, to time.Time) []shown {
	clock := func(at int64) int64 {
		local := time.Unix(at, 0).In(zone)
		_, offset := local.Zone()
		return (at + int64(offset)) / 60
	}
	var list []shown
	days := map[int64]bool{}
	high := clock(from.Unix())
	look := func(at, reading int64) {
		days[reading/day] = true
		for high < reading {
			if high++; high%15 == 0 {
				list = append(list, shown{high, at})
			}
		}
	}
	before, after := int64(0), high
	for at := from.Unix(); at < to.Unix(); at += 15 * 60 {
		if before, after = after, clock(at+15*60); after-before == 15 && before%15 == 0 {
			look(at+15*60, after)
			continue
		}
		for minute := int64(1); minute <= 15; minute++ { // a change of the clocks, or an odd offset
			look(at+minute*60, clock(at+minute*60))
		}
	}
	return slices.DeleteFunc(list, func(s shown) bool { return !days[s.reading/day] })
}

// sweep checks each run of 96 daily times in one zone and, for a year, of some cron expressions: they are read by the
// same code, and looked up by a slower library.
func sweep(t *testing.T, name string, from, to time.Time) (runs int) {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	list := walk(zone, from, to)
	daily := make([][]int64, quarters)
	for _, s := range list {
		quarter := s.reading % day / 15
		daily[quarter] = append(daily[quarter], s.at)
	}
	for quarter, want := range daily {
		table := scheduler.Timetable{Hour: quarter / 4, Minute: quarter % 4 * 15, Zone: name}
		runs += compare(t, table, from, want)
	}
	for _, c := range []struct {
		cron string
		runs func(reading time.Time) bool
	}{
		{"*/15 * * * *", func(time.Time) bool { return true }},
		{"0 * * * *", func(r time.Time) bool { return r.Minute() == 0 }},
		{"15,45 1-3 * * *", func(r time.Time) bool { return r.Minute()%30 == 15 && r.Hour() >= 1 && r.Hour() <= 3 }},
		{"30 */6 * * 6,7", func(r time.Time) bool {
			return r.Minute() == 30 && r.Hour()%6 == 0 && (r.Weekday() == time.Saturday || r.Weekday() == time.Sunday)
		}},
	} {
		var want []int64
		for _, s := range list[:min(len(list), 366*quarters)] {
			if c.runs(time.Unix(s.reading*60, 0).UTC()) && (len(want) == 0 || want[len(want)-1] != s.at) {
				want = append(want, s.at)
			}
		}
		runs += compare(t, scheduler.Timetable{Cron: c.cron, Zone: name}, from, want)
	}
	return runs
}

// compare holds the runs of a timetable to those that are wanted, one by one.
func compare(t *testing.T, table scheduler.Timetable, from time.Time, want []int64) int {
	n := 0
	for run := range table.Runs(from) {
		if n == len(want) {
			return n
		}
		if run.Unix() != want[n] {
			t.Errorf("%s: run %d after %s is at %v, want %v", table, n+1, from.Format(time.DateOnly), run, time.Unix(want[n], 0).UTC())
			return n
		}
		n++
	}
	t.Errorf("%s ends after %d runs of %d", table, n, len(want))
	return n
}

// span is a time to sweep.
type span struct{ from, to time.Time }

// changes are the days around each change of a zone's clocks in a year, and a week at its start: other days are all alike.
func changes(t *testing.T, name string, year int) []span {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	offset := func(at time.Time) int {
		_, o := at.In(zone).Zone()
		return o
	}
	from := time.Date(year, 1, 1, 12, 0, 0, 0, time.UTC)
	list := []span{{from, from.AddDate(0, 0, 7)}}
	for at := from; at.Year() == year; at = at.AddDate(0, 0, 1) {
		if offset(at) != offset(at.AddDate(0, 0, 1)) {
			list = append(list, span{at.AddDate(0, 0, -3), at.AddDate(0, 0, 4)})
		}
	}
	return list
}

// TestPromiseLocalTimeEachDayOnce: exactly one run on each local day, at the right instant, for 96 times of day, in
// zones of all kinds, around each change of the clocks. The whole tz database over ten years is swept by `make faults`.
func TestPromiseLocalTimeEachDayOnce(t *testing.T) {
	whole := os.Getenv("LEDE_FAULTS") != ""
	zones := []string{"Australia/Lord_Howe", "Antarctica/Troll", "Pacific/Apia", "Africa/Cairo", "America/Santiago", "Africa/Casablanca", "Asia/Beirut",
		"America/New_York", "Europe/Dublin", "America/Nuuk", "America/Scoresbysund", "Asia/Gaza", "Asia/Tehran", "Pacific/Easter", "Atlantic/Azores",
		"America/Havana", "America/Asuncion", "Asia/Pyongyang", "America/St_Johns", "Asia/Kathmandu", "Pacific/Chatham", "Europe/Chisinau"}
	for i := 0; i < len(scheduler.Zones()); i += 151 {
		zones = append(zones, scheduler.Zones()[i])
	}
	if whole {
		zones = scheduler.Zones()
	} else if testing.Short() {
		zones = zones[:6]
	}
	began := time.Now()
	total := make(chan int, len(zones))
	t.Cleanup(func() {
		sum := 0
		for range len(total) {
			sum += <-total
		}
		t.Logf("%d runs in %d zones checked in %v", sum, len(zones), time.Since(began).Round(time.Second))
	})
	for _, name := range zones {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			spans := slices.Concat(changes(t, name, 2011), changes(t, name, 2024), changes(t, name, 2041))
			if whole {
				from := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
				spans = []span{{from, from.AddDate(10, 0, 0)}}
			}
			runs := 0
			for _, s := range spans {
				n := sweep(t, name, s.from, s.to)
				if days := int(s.to.Sub(s.from).Hours()) / 24; n < (days-1)*quarters { // Apia has skipped one
					t.Errorf("only %d runs were checked in the %d days from %v", n, days, s.from)
				}
				runs += n
			}
			total <- runs
		})
	}
}

// TestTheSweepSeesWhatIsWrong: a checker that finds nothing must be able to.
func TestTheSweepSeesWhatIsWrong(t *testing.T) {
	zone, err := time.LoadLocation("Pacific/Apia")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2011, 12, 28, 12, 0, 0, 0, time.UTC)
	days := map[string]int{}
	for _, s := range walk(zone, from, from.AddDate(0, 0, 5)) {
		days[time.Unix(s.reading*60, 0).UTC().Format(time.DateOnly)]++
	}
	if got := fmt.Sprint(days["2011-12-29"], days["2011-12-30"], days["2011-12-31"]); got != "96 0 96" {
		t.Errorf("the clocks of Apia show %s quarters of an hour on the last days of 2011: %v", got, days)
	}
	zone, err = time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	from = time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC)
	for _, s := range walk(zone, from, from.AddDate(0, 0, 1)) {
		if reading := time.Unix(s.reading*60, 0).UTC(); reading.Hour() == 2 && s.at != time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC).Unix() {
			t.Errorf("%v is skipped, and said to be shown at %v", reading, time.Unix(s.at, 0).UTC())
		}
	}
}
