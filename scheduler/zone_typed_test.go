package scheduler_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/languages"
	"lede/scheduler"
)

var winter = time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)

func TestMeantZone(t *testing.T) {
	for typed, want := range map[string]string{
		"Europe/Paris": "Europe/Paris", "paris": "Europe/Paris", "new york": "America/New_York", "India": "Asia/Kolkata",
		"Eastern": "America/New_York", "Pacific time": "America/Los_Angeles", "Mumbai": "Asia/Kolkata", "St. John's": "America/St_Johns",
		"JST": "Asia/Tokyo", "Etc/GMT-11": "Etc/GMT-11", "UTC": "UTC", "CET": "CET", "Buenos Aires": "America/Argentina/Buenos_Aires",
		"Gelsenkirchen": "Europe/Berlin", "Köln": "Europe/Berlin", "duesseldorf": "Europe/Berlin", "São Paulo": "America/Sao_Paulo", "Łódź": "Europe/Warsaw", "Québec": "America/Toronto", "Recife": "America/Recife",
		"Київ": "Europe/Kyiv", "Gelsenkirchen, Germany": "Europe/Berlin", "Portland, Maine": "America/New_York", "Birmingham Alabama": "America/Chicago", "germany/berlin": "Europe/Berlin",
		"UK time": "Europe/London", "eastern standard time": "America/New_York", "HST": "Pacific/Honolulu", "PST8PDT": "America/Los_Angeles",
	} {
		if got, err := scheduler.MeantZone(typed, winter); err != nil || got != want {
			t.Errorf("%q is taken for %q (%v), want %q", typed, got, err, want)
		}
	}
	for typed, want := range map[string]string{
		"EST": "America/New_York", "IST": "Asia/Kolkata", "CST": "Asia/Shanghai", "+2": "Africa/Cairo", "UTC+2": "Europe/Athens",
		"Newcastle": "Australia/Sydney", "Springfield": "America/New_York", "Gelsenkirchn": "did you mean Gelsenkirchen (Europe/Berlin)?", "Bochum, NRW": "did you mean Europe/Berlin", "Georgia": "Asia/Tbilisi",
		"GMT-5": "America/New_York", "utc −5": "America/New_York", "+5:30": "Asia/Kolkata", "+0545": "“+0545”: did you mean Asia/Kathmandu?", "-11": "Pacific/Pago_Pago", "UTC+14": "did you mean Pacific/Kiritimati?", "USA": "America/Chicago",
		"Pariss": "Europe/Paris", "+99": "like Europe/Paris", "qqqqqqqq": "like Europe/Paris", "": "like Europe/Paris",
	} {
		got, err := scheduler.MeantZone(typed, winter)
		if err == nil || !strings.Contains(languages.For("en").Line(err), want) {
			t.Errorf("%q is taken for %q (%v), want a question with %q", typed, got, err, want)
		}
	}
}

// TestZonesAreMeantByTheirLongNames, as their short ones are.
func TestZonesAreMeantByTheirLongNames(t *testing.T) {
	for typed, want := range map[string]string{
		"Central European Time": "Europe/Paris", "central european summer time": "Europe/Berlin", "Eastern European Time": "Europe/Kyiv", "Greenwich Mean Time": "Europe/London",
		"Eastern Standard Time": "America/New_York", "Pacific Daylight Time": "America/Los_Angeles", "Australian Eastern Standard Time": "Australia/Brisbane", "India Standard Time": "Asia/Kolkata",
	} {
		zones := scheduler.MeantZones(typed, winter)
		if !slices.Contains(zones, want) {
			t.Errorf("%s means %v, not %s", typed, zones, want)
		}
		for _, zone := range zones {
			if got, err := scheduler.ParseZone(zone); err != nil || got != zone {
				t.Errorf("%s may mean %s, which is read as %q (%v)", typed, zone, got, err)
			}
		}
	}
}

// Ensure that the lists are right: each zone loads, and every name leads to one.
func TestMeantZonesAreKnown(t *testing.T) {
	for _, typed := range []string{"EST", "CST", "usa", "russia", "australia", "indonesia", "IST", "canada", "AST"} {
		zones := scheduler.MeantZones(typed, winter)
		if len(zones) < 2 {
			t.Errorf("%s means only %v", typed, zones)
		}
		for _, zone := range zones {
			if got, err := scheduler.ParseZone(zone); err != nil || got != zone {
				t.Errorf("%s may mean %s, which is read as %q (%v)", typed, zone, got, err)
			}
		}
	}
}

// Ensure every city leads to zones that load, and none has a name that places.txt gives to others.
func TestCitiesAreKnown(t *testing.T) {
	data, err := os.ReadFile("cities.txt")
	if err != nil {
		t.Fatal(err)
	}
	cities := 0
	for line := range strings.Lines(string(data)) {
		zone, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if got, err := scheduler.ParseZone(zone); !ok || err != nil || got != zone {
			t.Errorf("%q is in no zone: %v", names, err)
		}
		for name := range strings.SplitSeq(names, ", ") {
			cities++
			if zones := scheduler.MeantZones(name, winter); !slices.Contains(zones, zone) {
				t.Errorf("%s is in %s, and may mean %v", name, zone, zones)
			}
		}
	}
	if cities < 8000 {
		t.Errorf("only %d cities are known", cities)
	}
}

// Ensure a difference from UTC is never taken for its opposite, as Etc/GMT+2 would be.
func FuzzMeantZone(f *testing.F) {
	for _, seed := range []string{"+2", "UTC-11", "EST", "Etc/GMT-11", "new york", "\x00\xff", "+14:00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		zone, err := scheduler.MeantZone(typed, winter)
		if err == nil {
			if _, bad := time.LoadLocation(zone); bad != nil || zone == "" {
				t.Fatalf("%q is taken for %q, which does not load: %v", typed, zone, bad)
			}
		}
		for _, zone := range scheduler.MeantZones(typed, winter) {
			if strings.HasPrefix(zone, "Etc/") {
				t.Fatalf("%q offers %s", typed, zone)
			}
		}
	})
}

func TestParseCronSaysWhatItCannotDo(t *testing.T) {
	for _, typed := range []string{"0 9 * * 5L", "0 9 L * *", "0 9 * * MON#2", "0 9 15W * *", "0 9 * * friL", "0 9 LW * *"} {
		if _, err := scheduler.ParseCron(typed); err == nil || !strings.Contains(languages.For("en").Line(err), "cannot do") {
			t.Errorf("%q: %v, want what cannot be done", typed, err)
		}
	}
	for _, typed := range []string{"0 9 * jul *", "0 9 * * 5", "0 9 1-7 * 1"} {
		if _, err := scheduler.ParseCron(typed); err != nil {
			t.Errorf("%q is refused: %v", typed, err)
		}
	}
}

// TestCitiesAreKnownByTheirNamesInSixLanguages: each as people type it, and none by a name that is another's.
func TestCitiesAreKnownByTheirNamesInSixLanguages(t *testing.T) {
	for typed, want := range map[string]string{
		"Ciudad de México": "America/Mexico_City", "Nueva York": "America/New_York", "Tokio": "Asia/Tokyo", "La Habana": "America/Havana", "Varsovia": "Europe/Warsaw",
		"Pékin": "Asia/Shanghai", "Le Caire": "Africa/Cairo", "Kairo": "Africa/Cairo", "Нью-Йорк": "America/New_York", "Варшава": "Europe/Warsaw", "Cidade do Cabo": "Africa/Johannesburg",
		"Рейк’явік": "Atlantic/Reykjavik",
	} {
		if got, err := scheduler.MeantZone(typed, winter); err != nil || got != want {
			t.Errorf("%q is taken for %q (%v), want %q", typed, got, err, want)
		}
	}
	data, err := os.ReadFile("exonyms.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		zone, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if got, err := scheduler.ParseZone(zone); !ok || err != nil || got != zone {
			t.Errorf("%q is in no zone: %v", names, err)
		}
		for name := range strings.SplitSeq(names, ", ") {
			if got, err := scheduler.MeantZone(name, winter); err != nil || got != zone || known[name] {
				t.Errorf("%s is in %s, and taken for %q (%v); named before: %v", name, zone, got, err, known[name])
			}
			known[name] = true
		}
	}
}
