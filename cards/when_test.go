package cards_test

import (
	"strings"
	"testing"
	"time"

	"lede/cards/panels"
	"lede/cards/recurrence"
	"lede/languages"
)

// TestATimetableIsReadAloud in every language, with the cron expression beside it for the admin who typed it.
func TestATimetableIsReadAloud(t *testing.T) {
	hours, halves := []string{}, []string{}
	for n := range 48 {
		halves = append(halves, time.Date(2026, 3, 2, n/2, n%2*30, 0, 0, time.UTC).Format("15:04"))
	}
	for h := range 24 {
		hours = append(hours, time.Date(2026, 3, 2, h, 0, 0, 0, time.UTC).Format("15:04"))
	}
	weekdays := []time.Weekday{1, 2, 3, 4, 5}
	for want, w := range map[string]recurrence.Rule{
		"1. weekdays at 07:00, Paris time":                                                  {Times: []string{"07:00"}, Days: weekdays, Zone: "Europe/Paris"},
		"1. weekdays at 07:00, New York time":                                               {Times: []string{"07:00"}, Days: weekdays, Zone: "America/New_York", Cron: "0 7 * * 1-5"},
		"1. weekends at 09:30, Buenos Aires time":                                           {Times: []string{"09:30"}, Days: []time.Weekday{6, 0}, Zone: "America/Argentina/Buenos_Aires"},
		"1. every Monday and Thursday at 07:00, UTC":                                        {Times: []string{"07:00"}, Days: []time.Weekday{1, 4}, Zone: "UTC"},
		"1. every day at 07:00 and 18:00, UTC-2":                                            {Times: []string{"07:00", "18:00"}, Zone: "UTC-2"},
		"1. every hour, UTC":                                                                {Times: hours, Zone: "UTC", Cron: "@hourly"},
		"1. every day at 00:00, 01:00, 02:00, 03:00, 04:00, 05:00 and 23:00, UTC":           {Times: append(append([]string{}, hours[:6]...), "23:00"), Zone: "UTC"},
		"1. every month on day 1 and 15 at 09:00, UTC, in January and July":                 {Times: []string{"09:00"}, Dates: []int{1, 15}, Months: []time.Month{1, 7}, Zone: "UTC", Cron: "0 9 1,15 1,7 *"},
		"1. on day 1–7 of the month, and every Monday as well, at 09:00, UTC (0 9 1-7 * 1)": {Times: []string{"09:00"}, Dates: []int{1, 2, 3, 4, 5, 6, 7}, Days: []time.Weekday{1}, Odd: true, Either: true, Zone: "UTC", Cron: "0 9 1-7 * 1"},
		"1. every 30 minutes, UTC":                                                          {Times: halves, Zone: "UTC"},
		"1. every day at 00:30, 01:00, … 23:30, UTC":                                        {Times: halves[1:], Zone: "UTC"},
		"1. every day at 00:00, 00:30, … 22:00, UTC":                                        {Times: halves[:45], Zone: "UTC"},
		"1. weekdays at 00:00, 01:00, … 23:00, UTC":                                         {Times: hours, Days: weekdays, Zone: "UTC"},
		"1. every month on day 1, 2, 4–6 and 9 at 09:00, UTC":                               {Times: []string{"09:00"}, Dates: []int{1, 2, 4, 5, 6, 9}, Zone: "UTC"},
		"1. as the expression says, UTC (0 9 1 * 1)":                                        {Times: []string{"09:00"}, Dates: []int{1}, Days: []time.Weekday{1}, Odd: true, Zone: "UTC", Cron: "0 9 1 * 1"},
		"1. 25:99 whenever":                                                                 {Line: "25:99 whenever"},
	} {
		if got := panels.ScheduleLabel(en, 1, panels.Schedule{When: w}, 200); got != want {
			t.Errorf("read as %q, want %q", got, want)
		}
		for _, tag := range []string{"de", "fr", "es", "pt-BR", "uk"} {
			got := panels.ScheduleLabel(languages.For(tag), 1, panels.Schedule{When: w}, 200)
			if w.Line == "" && got == want || strings.Contains(got, "{") || strings.Contains(got, w.Cron) != w.Odd && w.Cron != "" {
				t.Errorf("%s: read as %q", tag, got)
			}
		}
	}
}
