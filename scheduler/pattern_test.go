package scheduler

import (
	"reflect"
	"testing"
	"time"
)

func TestATimetableIsTakenApart(t *testing.T) {
	weekdays := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	for line, want := range map[string]Pattern{
		"07:30 UTC":                 {Times: []string{"07:30"}},
		"07:30 mon-fri UTC":         {Times: []string{"07:30"}, Days: weekdays},
		"07:30 sun UTC":             {Times: []string{"07:30"}, Days: []time.Weekday{time.Sunday}},
		"07:30 sun,sat UTC":         {Times: []string{"07:30"}, Days: []time.Weekday{time.Saturday, time.Sunday}},
		"cron 0 7 * * 1-5 UTC":      {Times: []string{"07:00"}, Days: weekdays},
		"cron 30 9 * * 7 UTC":       {Times: []string{"09:30"}, Days: []time.Weekday{time.Sunday}},
		"cron 0 7,18 * * * UTC":     {Times: []string{"07:00", "18:00"}},
		"cron 0 */6 * * 0-6 UTC":    {Times: []string{"00:00", "06:00", "12:00", "18:00"}},
		"cron 0 9 1,15 */6 * UTC":   {Times: []string{"09:00"}, Dates: []int{1, 15}, Months: []time.Month{time.January, time.July}},
		"cron @weekly UTC":          {Times: []string{"00:00"}, Days: []time.Weekday{time.Sunday}},
		"cron 0 9 1 * mon UTC":      {Times: []string{"09:00"}, Dates: []int{1}, Days: []time.Weekday{time.Monday}, Odd: true, Either: true},
		"cron 0 9 */15 * mon UTC":   {Times: []string{"09:00"}, Dates: []int{1, 16, 31}, Days: []time.Weekday{time.Monday}, Odd: true},
		"cron 15 8 1-31 1-12 * UTC": {Times: []string{"08:15"}},
	} {
		table, err := ParseTimetable(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if got := table.Pattern(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", line, got, want)
		}
	}
}
