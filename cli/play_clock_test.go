package cli

import (
	"strings"
	"testing"
	"time"
)

func TestTheClockTellsWhatComesNext(t *testing.T) {
	t.Parallel()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2030, 5, 6, 8, 0, 0, 0, time.FixedZone("", 3600))
	for _, s := range []struct {
		next time.Time
		set  bool
		want []string
	}{
		{time.Time{}, false, []string{`It is <time datetime="2030-05-06T07:00:00Z">Mon 6 May 08:00</time>.`, "No digest is set.", `value="next" disabled>`}},
		{now.Add(time.Hour), true, []string{`Next digest: <time datetime="2030-05-06T08:00:00Z">Mon 6 May 10:00</time> (Europe/Paris)`, `value="next">`, `Clocks in Europe/Paris change on <time datetime="2030-10-27T01:00:00Z">`}},
		{now, true, []string{"A digest is on its way …", `http-equiv="refresh"`, `value="next" disabled>`}},
	} {
		page := clockPage(now, s.next, s.set, paris)
		for _, want := range s.want {
			if !strings.Contains(page, want) {
				t.Errorf("%q is not in %s", want, page)
			}
		}
		if strings.Contains(page, "%!") {
			t.Error(page)
		}
	}
}

// TestTheNextChangeOfTheClocks is found to the hour, passes one that is about to come, and there is none where clocks never change.
func TestTheNextChangeOfTheClocks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, now, want string }{
		{"Europe/Paris", "2030-05-06T08:10:00Z", "2030-10-27T01:00:00Z"},
		{"Europe/Paris", "2030-10-27T00:00:00Z", "2031-03-30T01:00:00Z"},
		{"America/New_York", "2030-01-01T00:00:00Z", "2030-03-10T07:00:00Z"},
		{"Asia/Tokyo", "2030-05-06T08:00:00Z", "0001-01-01T00:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := nextChange(now, zone).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s after %s: %s, want %s", c.zone, c.now, got, c.want)
		}
		if nextChange(now, changing(now, zone)).IsZero() {
			t.Errorf("no change is shown for %s", c.zone)
		}
	}
}
