package scheduler_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/languages"
	"lede/scheduler"
)

func TestParseClock(t *testing.T) {
	for s, want := range map[string]string{
		"7:30": "07:30", "07:30": "07:30", "7.30pm": "19:30", "19h30": "19:30", "19h": "19:00", "7": "07:00", "0730": "07:30",
		"7 pm": "19:00", "7:30 P.M.": "19:30", "12am": "00:00", "12 pm": "12:00", "12:59am": "00:59", "noon": "12:00", "Midnight": "00:00",
		"00:00": "00:00", "23:59": "23:59", " 6:05 ": "06:05", "0": "00:00", "1205am": "00:05",
	} {
		hour, minute, err := scheduler.ParseClock(s)
		if got := fmt.Sprintf("%02d:%02d", hour, minute); err != nil || got != want {
			t.Errorf("%q is read as %s (%v), want %s", s, got, err, want)
		}
	}
	for _, s := range []string{
		"", " ", "24:00", "25:00", "7:60", "13pm", "0am", "7:5", "7:300", "-7:30", "7::30", "half past seven", "7:30:00", "pm", "h30",
		"99", "123", "12345", "7:30 xm", "07:30 mon", "7:30pmpm", strings.Repeat("7", 1000),
	} {
		hour, minute, err := scheduler.ParseClock(s)
		if err == nil {
			t.Errorf("%q is read as %02d:%02d, want an error", s, hour, minute)
			continue
		}
		oneSentence(t, s, err)
	}
}

func TestParseDays(t *testing.T) {
	for s, want := range map[string]string{
		"every day": "every day", "Every  Day": "every day", "daily": "every day", "mon-sun": "every day", "weekdays,weekends": "every day",
		"weekdays": "mon-fri", "mon-fri": "mon-fri", "Monday to Friday": "mon-fri", "weekends": "sat,sun", "weekend": "sat,sun",
		"mon,wed": "mon,wed", "wed, mon": "mon,wed", "mon wed": "mon,wed", "Tuesday and Friday": "tue,fri", "tue & fri": "tue,fri",
		"tues": "tue", "Thurs": "thu", "saturdays": "sat", "fri-mon": "mon,fri-sun", "sun-mon": "mon,sun", "sat-sat": "sat",
		"mon–wed": "mon-wed", "mon - wed": "mon-wed", "mon-tue": "mon,tue", "mon,mon": "mon", "mon-tue,thu,sat-sun": "mon,tue,thu,sat,sun",
		"weekdays, sat": "mon-sat",
	} {
		days, err := scheduler.ParseDays(s)
		if err != nil || days.String() != want {
			t.Errorf("%q is read as %s (%v), want %s", s, days, err, want)
		}
	}
	for _, s := range []string{"", "m", "someday", "mon-", "-mon", "mon-xyz", "xyz-mon", "1-5", "*", "*/2", ",", "mon--fri", "sundaily", "mon-tue-wed", strings.Repeat("mon,", 100) + "x"} {
		days, err := scheduler.ParseDays(s)
		if err == nil {
			t.Errorf("%q is read as %s, want an error", s, days)
			continue
		}
		oneSentence(t, s, err)
	}
}

// Ensure each set of days is read as it is written.
func TestDaysRoundTrip(t *testing.T) {
	for days := scheduler.Days(0); days < 1<<7-1; days++ {
		if got, err := scheduler.ParseDays(days.String()); err != nil || got != days {
			t.Errorf("%07b is written %s and read as %07b (%v)", days, days, got, err)
		}
	}
	monday, _ := scheduler.ParseDays("mon")
	every, _ := scheduler.ParseDays("daily")
	if !monday.Has(time.Monday) || monday.Has(time.Tuesday) || !every.Has(time.Sunday) {
		t.Error("Has does not know the days of the week")
	}
}

func TestParseZone(t *testing.T) {
	for s, want := range map[string]string{
		"Europe/Paris": "Europe/Paris", "europe/paris": "Europe/Paris", " AMERICA/new york ": "America/New_York",
		"utc": "UTC", "US/Pacific": "US/Pacific", "america/argentina/buenos_aires": "America/Argentina/Buenos_Aires", "gmt": "GMT",
	} {
		if got, err := scheduler.ParseZone(s); err != nil || got != want {
			t.Errorf("%q is read as %q (%v), want %q", s, got, err, want)
		}
	}
	for s, hint := range map[string]string{
		"Paris": "Europe/Paris", "Europe/Pariss": "Europe/Paris", "new york": "America/New_York", "Europe/Londn": "Europe/London",
		"Asia/Tokio": "Asia/Tokyo", "kolkatta": "Asia/Kolkata",
		"": "like Europe/Paris", "PST": "like Europe/Paris", "Local": "", "GMT+2": "like Europe/Paris", "../../etc/passwd": "like Europe/Paris",
		"Factory": "", "zzzzzzzzzzzz": "like Europe/Paris", strings.Repeat("x", 5000): "like Europe/Paris", "\x00\xff": "like Europe/Paris",
	} {
		got, err := scheduler.ParseZone(s)
		if err == nil || !strings.Contains(languages.For("en").Line(err), hint) {
			t.Errorf("%.40q is read as %q (%v), want an error with %q", s, got, err, hint)
			continue
		}
		oneSentence(t, s, err)
	}
}

// Ensure every zone that is offered can be used.
func TestZones(t *testing.T) {
	zones := scheduler.Zones()
	if len(zones) < 400 {
		t.Errorf("only %d zones", len(zones))
	}
	seen := map[string]bool{}
	for _, zone := range zones {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Errorf("%s does not load: %v", zone, err)
		}
		if got, err := scheduler.ParseZone(zone); err != nil || got != zone {
			t.Errorf("%s is read as %s (%v)", zone, got, err)
		}
		if low := strings.ToLower(zone); seen[low] {
			t.Errorf("%s is listed twice", zone)
		} else {
			seen[low] = true
		}
	}
}

func TestParseTimetable(t *testing.T) {
	for s, want := range map[string]string{
		"07:30 mon-fri Europe/Paris": "07:30 mon-fri Europe/Paris", "7.30pm weekends america/new_york": "19:30 sat,sun America/New_York",
		"7:30": "07:30 every day UTC", "7:30 pm": "19:30 every day UTC", "7 p.m. daily utc": "19:00 every day UTC", "noon Asia/Tokyo": "12:00 every day Asia/Tokyo",
		"07:30 every day Europe/Paris": "07:30 every day Europe/Paris", "8 monday and friday": "08:00 mon,fri UTC", "8 every day": "08:00 every day UTC",
		"cron 0 7 * * 1-5 europe/paris": "cron 0 7 * * 1-5 Europe/Paris", "cron */30 6-9 * * *": "cron */30 6-9 * * * UTC", "cron @daily Asia/Tokyo": "cron @daily Asia/Tokyo",
	} {
		got, err := scheduler.ParseTimetable(s)
		if err != nil || got.String() != want {
			t.Errorf("%q is read as %q (%v), want %q", s, got, err, want)
		}
	}
	for s, hint := range map[string]string{
		"": "like 07:30", "mon-fri": "like 07:30", "25:00 mon-fri Europe/Paris": "time", "07:30 someday Europe/Paris": "days", "07:30 someday": "days", "07:30 Europe/Pariss": "did you mean Europe/Paris?",
		"07:30 mon-fri Europe/Pariss": "did you mean Europe/Paris?", "07:30 mon-fri Parris": "did you mean Europe/Paris?", "07:30 TZ=UTC": "",
		"CRON_TZ=Foo": "time", "30 7 * * *": "", "@every 1s": "time", "07:30 Europe/Paris mon-fri": "days",
		"cron": "no cron expression", "cron 0 7 * * 1-5 Mars/Olympus": "time zone", "cron 0 7 * * 1-5 Europe/Paris UTC": "more than", "cron TZ=UTC": "names a time zone",
		"cron 0 7 * *": "five fields", "cron @every 1s": "is not known", "cron @daily @daily": "time zone",
	} {
		got, err := scheduler.ParseTimetable(s)
		if err == nil || !strings.Contains(languages.For("en").Line(err), hint) {
			t.Errorf("%q is read as %q (%v), want an error with %q", s, got, err, hint)
			continue
		}
		oneSentence(t, s, err)
	}
}

func TestParseCron(t *testing.T) {
	for s, want := range map[string]string{
		"0 7 * * 1-5": "0 7 * * 1-5", "  0  7 *\t* 1-5 ": "0 7 * * 1-5", "*/15 * * * *": "*/15 * * * *", "@daily": "@daily", "@Hourly": "@Hourly",
		"30 18 * * SUN": "30 18 * * SUN", "0 7 * JAN-mar mon-sun": "0 7 * JAN-mar mon-sun", "0 7 * * 7": "0 7 * * 7", "0 7 * * 1-7/2": "0 7 * * 1-7/2",
		"0 9 1,15 * *": "0 9 1,15 * *", "0 0 29 2 *": "0 0 29 2 *", "0 6-20/2 * * *": "0 6-20/2 * * *", "0,55 0 * * *": "0,55 0 * * *",
		// Five minutes apart over midnight, but not on days that follow each other.
		"0,55 0,23 * * 1": "0,55 0,23 * * 1", "0,55 0,23 * * mon,wed,fri": "0,55 0,23 * * mon,wed,fri", "0,55 0,23 29 2 *": "0,55 0,23 29 2 *", "0,55 0,23 1,30 1,3 *": "0,55 0,23 1,30 1,3 *",
	} {
		got, err := scheduler.ParseCron(s)
		if err != nil || got != want {
			t.Errorf("%q is read as %q (%v), want %q", s, got, err, want)
		}
	}
	for s, hint := range map[string]string{
		"": "no cron expression", "TZ=UTC": "names a time zone", "CRON_TZ=Foo": "names a time zone", "TZ=UTC 0 7 * * *": "names a time zone", "TZ=": "names a time zone",
		"CRON_TZ=Foo 0 0 * * *": "names a time zone", "0 TZ=UTC * * *": "names a time zone",
		"@every 1h": "is not known", "@reboot": "is not known", "@": "is not known", "@daily 5": "is not known",
		"0 0 30 2 *": "never runs", "0 0 31 4,6,9,11 *": "never runs",
		"* * * * *": "more often", "*/5 * * * *": "more often", "*/25 * * * *": "more often", "0,10 7 * * *": "more often", "50 23 * * *,": "day of the week",
		"0,55 0,23 * * *": "more often", "0,55 0,23 * * 0,6": "more often", "0,55 0,23 * * sun,mon": "more often", "0,55 0,23 1,31 * *": "more often", "0,55 0,23 1,29 2,3 *": "more often", "0,55 0,23 1 * mon": "more often", "0,55 0,23 1,30 * *": "more often",
		"0,50 * * * *": "more often", "55 23 * * *\x00": "characters", "0 7 * *": "five fields", "0 7 * * * *": "five fields", "60 7 * * *": "minute", "0 24 * * *": "hour",
		"0 7 0 * *": "day of the month", "0 7 * 13 *": "month", "0 7 * * 8": "day of the week", "0 7 * * fri-mon": "day of the week", "0 7 * * lun": "day of the week",
		"0 7 L * *": "cannot do", "0 7 ? * *": "day of the month", "0 7 * * 1#2": "cannot do", ", 7 * * *": "minute", "1,,30 7 * * *": "minute",
		"*/0 7 * * *": "minute", "0 7 * * mon-sun/0": "day of the week", "0 7 * * 1-": "day of the week", "0 7 * * 1-+5": "day of the week", "-1 7 * * *": "minute", "0 7-5 * * *": "hour", "0x1 7 * * *": "minute",
		strings.Repeat("0 ", 33): "too long", "*-5 7 * * *": "minute", "0 7/8/9 * * *": "hour",
	} {
		got, err := scheduler.ParseCron(s)
		if err == nil || !strings.Contains(languages.For("en").Line(err), hint) {
			t.Errorf("%q is read as %q (%v), want an error with %q", s, got, err, hint)
			continue
		}
		oneSentence(t, s, err)
	}
}

// Sunday is 0, 7 and a name, alone and at the end of a range.
func TestEveryWayToWriteSundayIsTheSame(t *testing.T) {
	after := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC) // a Monday
	for expression, want := range map[string]string{
		"0 7 * * 7": "Sun", "0 7 * * sun": "Sun", "0 7 * * 6-7": "Sat Sun", "0 7 * * 5-7/2": "Fri Sun", "0 7 * * sat-SUN": "Sat Sun",
		"0 7 * * 7,1": "Mon Sun", "0 7 * * 1-7": "Mon Tue Wed Thu Fri Sat Sun", "0 7 * * 0-7": "Mon Tue Wed Thu Fri Sat Sun",
	} {
		var days []string
		for run := range mustParse(t, "cron "+expression+" UTC").Runs(after) {
			if run.Sub(after) > 7*24*time.Hour {
				break
			}
			days = append(days, run.Format("Mon"))
		}
		if got := strings.Join(days, " "); got != want {
			t.Errorf("%s runs on %s, want %s", expression, got, want)
		}
	}
}

func oneSentence(t *testing.T, s string, err error) {
	t.Helper()
	if text := languages.For("en").Line(err); strings.ContainsAny(text, "\n\x00") || len(text) > 250 || !strings.Contains(text, ": ") {
		t.Errorf("%.40q: not one short sentence that says what to do: %s", s, text)
	}
}

// Whatever parses can be written, read again and run.
func FuzzParseTimetable(f *testing.F) {
	for _, seed := range []string{"07:30 mon-fri Europe/Paris", "7.30 pm every day UTC", "TZ=UTC", "CRON_TZ=Foo 0 0 * * *", "noon fri-mon Asia/Tokyo", "@every -1h", "0 0 30 2 *", "7:30 mon,,wed", "\xff",
		"cron 0 7 * * 1-5 Europe/Paris", "cron TZ=UTC", "cron @every 1s UTC"} {
		f.Add(seed)
	}
	after := time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		table, err := scheduler.ParseTimetable(s)
		if err != nil {
			return
		}
		again, err := scheduler.ParseTimetable(table.String())
		if err != nil || again != table {
			t.Errorf("%q is read as %+v, written %q and read as %+v (%v)", s, table, table, again, err)
		}
		latest := 9 * 24 * time.Hour
		if table.Cron != "" {
			latest = 9 * 366 * 24 * time.Hour
		}
		if next := table.Next(after); !next.After(after) || next.Sub(after) > latest {
			t.Errorf("%q runs at %v after %v", s, next, after)
		}
	})
}

// What is taken for a cron expression can be read again, runs, and not too often.
func FuzzParseCron(f *testing.F) {
	for _, seed := range []string{"0 7 * * 1-5", "TZ=UTC", "CRON_TZ=Foo", "@every -1h", "@daily", "0 0 30 2 *", "*/25 * * * *", "0 7 * * mon-sun", "0 0 29 2 *", "1-7/2 , * * 7"} {
		f.Add(seed)
	}
	after := time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		expression, err := scheduler.ParseCron(s)
		if err != nil {
			oneSentence(t, s, err)
			return
		}
		table, err := scheduler.ParseTimetable("cron " + expression + " UTC")
		if err != nil || table.Cron != expression {
			t.Fatalf("%q is read as %q and that as %+v (%v)", s, expression, table, err)
		}
		last, n := time.Time{}, 0
		for run := range table.Runs(after) {
			if n++; n > 200 {
				break
			}
			if !last.IsZero() && run.Sub(last) < 15*time.Minute {
				t.Fatalf("%q runs at %v and %v", s, last, run)
			}
			last = run
		}
		if n == 0 {
			t.Errorf("%q never runs", s)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"7:30", "weekdays", "Europe/Paris", "", "7.30 p.m.", "mon-", "İstanbul", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if hour, minute, err := scheduler.ParseClock(s); err == nil && (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
			t.Errorf("%q is %d:%d o'clock", s, hour, minute)
		}
		if days, err := scheduler.ParseDays(s); err == nil {
			if again, err := scheduler.ParseDays(days.String()); err != nil || again != days {
				t.Errorf("%q is read as %s and that as %s (%v)", s, days, again, err)
			}
		}
		if zone, err := scheduler.ParseZone(s); err == nil {
			if _, err := time.LoadLocation(zone); err != nil {
				t.Errorf("%q is read as %s: %v", s, zone, err)
			}
		}
	})
}
