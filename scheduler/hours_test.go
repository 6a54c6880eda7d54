package scheduler_test

import (
	"testing"
	"time"

	"lede/scheduler"
)

func TestHoursAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{"22:00-07:00": "22:00-07:00", "22 – 7": "22:00-07:00", "10pm to 7am": "22:00-07:00", "9.30 until noon": "09:30-12:00",
		"22 to seven": "22:00-07:00", "from half past nine in the evening until 6 in the morning": "21:30-06:00", "between 23 and 6": "23:00-06:00",
		"von 22 bis 7 Uhr": "22:00-07:00", "de 22h à 7h30": "22:00-07:30", "de las 22 a las 7": "22:00-07:00", "das 22 às 7": "22:00-07:00", "з 22 до 7": "22:00-07:00",
	} {
		h, err := scheduler.ParseHours(typed)
		if err != nil || h.String() != want {
			t.Errorf("%q is %q, %v", typed, h, err)
		}
		var again scheduler.Hours
		if err := again.UnmarshalText([]byte(h.String())); err != nil || again != h {
			t.Errorf("%q is read again as %q, %v", h, again, err)
		}
	}
	none := scheduler.Hours{}
	if err := none.UnmarshalText(nil); err != nil || !none.IsZero() {
		t.Errorf("no hours are read as %q, %v", none, err)
	}
	for _, typed := range []string{"", "22:00", "22-22", "night", "25-7", "-", "22 to", "from 22", "22 and 7", "seven", "Mondays 22-7", "every 2 hours from 8 to 18"} {
		if h, err := scheduler.ParseHours(typed); err == nil {
			t.Errorf("%q is %q", typed, h)
		}
	}
}

func TestWhenHoursEnd(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, paris)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct{ hours, at, until string }{
		{"22-7", "2026-03-02 21:59", ""},
		{"22-7", "2026-03-02 22:00", "2026-03-03 07:00"},
		{"22-7", "2026-03-03 06:59", "2026-03-03 07:00"},
		{"22-7", "2026-03-03 07:00", ""},
		{"9-17", "2026-03-03 12:00", "2026-03-03 17:00"},
		{"9-17", "2026-03-03 08:59", ""},
		{"9-17", "2026-03-03 09:00", "2026-03-03 17:00"},
		{"9-17", "2026-03-03 17:00", ""},
		{"22-7", "2026-03-28 23:00", "2026-03-29 07:00"}, // clocks are put forward in between
	} {
		h, err := scheduler.ParseHours(c.hours)
		if err != nil {
			t.Fatal(err)
		}
		until := h.Until(at(c.at), paris)
		if c.until == "" && !until.IsZero() || c.until != "" && !until.Equal(at(c.until)) {
			t.Errorf("%s at %s ends %v", c.hours, c.at, until)
		}
	}
	if !(scheduler.Hours{}).Until(at("2026-03-02 00:00"), paris).IsZero() {
		t.Error("no hours have an end")
	}
	// 02:15 comes twice; the hours end at the next 02:30 that is to come.
	h, _ := scheduler.ParseHours("22-2.30")
	for _, instant := range []time.Time{time.Date(2026, 10, 25, 0, 15, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 15, 0, 0, time.UTC)} {
		if until := h.Until(instant, paris); !until.After(instant) {
			t.Errorf("at %v the hours end %v", instant, until)
		}
	}
}
