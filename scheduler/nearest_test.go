package scheduler

import (
	"strings"
	"testing"
	"time"
)

func TestTheNearestRightValueIsNamed(t *testing.T) {
	for typed, want := range map[string]string{
		"7;3o": "07:30", "l8.15": "18:15", "7h30": "07:30", "19-45": "19:45", "9:00:00": "", "7,30 pm": "19:30", "25:00": "", "half past": "", "": "", "12 pm": "12:00",
	} {
		if got := NearestClock(typed); got != want {
			t.Errorf("the time nearest to %q is %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{
		"mondey, fridy": "mon,fri", "wendesday": "wed", "weekdys": "mon-fri", "week days": "mon-fri", "tusday to thrusday": "tue-thu", "tusday-thrusday": "tue-thu", "every munday": "mon",
		"soon": "", "when it rains": "", "": "",
	} {
		if got := NearestDays(typed); got != want {
			t.Errorf("the days nearest to %q are %q, want %q", typed, got, want)
		}
	}
	at := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for typed, want := range map[string]string{
		"Europe/Pariss": "Europe/Paris", "Berlln": "Europe/Berlin", "Lodnon": "Europe/London", "Pairs": "Europe/Paris", "EST": "America/New_York", "zxqvbn": "", "Asia/Tokio": "Asia/Tokyo",
	} {
		got := ""
		if zones := NearestZones(typed, at); len(zones) > 0 {
			got = zones[0]
		}
		if got != want {
			t.Errorf("the zone nearest to %q is %q, want %q", typed, got, want)
		}
	}
}

// FuzzNearest: whatever is typed, the suggestion can be read.
func FuzzNearest(f *testing.F) {
	for _, s := range []string{"7;3o", "mondey - fridy", "Europe/Pariss", "\xff", "١٢:٠٠"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if at := NearestClock(typed); at != "" {
			if _, _, err := ParseClock(at); err != nil {
				t.Errorf("%q: %q", typed, at)
			}
		}
		if days := NearestDays(typed); days != "" {
			if _, err := ParseDays(days); err != nil {
				t.Errorf("%q: %q", typed, days)
			}
		}
		for _, zone := range NearestZones(typed, time.Time{}) {
			if _, err := ParseZone(zone); err != nil {
				t.Errorf("%q: %q", typed, zone)
			}
		}
	})
}

// TestWhatIsNoSlipForAPlace: a name with another first letter is more likely a place that is not known, and a short word
// none of a town that hardly anybody knows.
func TestWhatIsNoSlipForAPlace(t *testing.T) {
	at := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)
	for typed, want := range map[string]string{"Gothenberg": "Europe/Stockholm", "Rothenburg": "", "Manchestre": "Europe/London",
		"Mars": "", "Moon": "", "home": "", "here": "", "Gelsenkirchn": "Europe/Berlin"} {
		if got := strings.Join(NearestZones(typed, at), " "); got != want {
			t.Errorf("%s is taken for %q, want %q", typed, got, want)
		}
	}
}
