package scheduler

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the zones come along, so that a bare container knows them
)

//go:generate sh -c "go run zonelist.go > zones.txt"

//go:embed zones.txt
var zoneNames string

// zoneList is zoneNames one by one, and zoneTable has a loader for each: reading a zone costs more than all the rest
// of a run, so each is read when it is first asked for, and kept.
var (
	zoneList  = sync.OnceValue(func() []string { return strings.Fields(zoneNames) })
	zoneTable = sync.OnceValue(func() map[string]func() (*time.Location, error) {
		table := map[string]func() (*time.Location, error){}
		for _, name := range zoneList() {
			table[name] = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation(name) })
		}
		return table
	})
)

// Zones returns the IANA names of all time zones: places first, then UTC, then older names.
func Zones() []string { return slices.Clone(zoneList()) }

// ParseZone returns the IANA name that was meant, whatever its case and with spaces for underscores.
func ParseZone(s string) (string, error) {
	typed := zoneForm(s)
	if typed == "" {
		return "", fmt.Errorf("no time zone is given: write one like Europe/Paris or UTC")
	}
	if _, ok := zoneTable()[typed]; ok { // as it was stored
		return typed, nil
	}
	for _, name := range zoneList() {
		if strings.EqualFold(name, typed) {
			return name, nil
		}
	}
	if near := nearZone(typed); near != "" {
		return "", fmt.Errorf("there is no time zone %s: did you mean %s?", shown(s), near)
	}
	return "", fmt.Errorf("there is no time zone %s: write one like Europe/Paris or UTC", shown(s))
}

func zoneForm(s string) string { return strings.Join(strings.Fields(s), "_") }

// nearZone finds the zone of which the name or the city is all but what was typed.
func nearZone(typed string) string {
	typed = strings.ToLower(typed)
	if len(typed) < 4 || len(typed) > 40 {
		return ""
	}
	// One slip for every four letters.
	best, least := "", len(typed)/4+1
	for _, name := range zoneList() {
		if name == "UTC" {
			break // after the places; the signs of names such as Etc/GMT+2 mislead
		}
		low := strings.ToLower(name)
		d := min(distance(typed, low), distance(typed, low[strings.LastIndexByte(low, '/')+1:]))
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to add, drop or change on the way from a to b (Levenshtein's).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// location loads a zone of the list. "Local", which Go knows too, is not a zone but a machine's setting.
func location(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("no time zone: %q", name)
	}
	if load, ok := zoneTable()[name]; ok {
		return load()
	}
	return time.LoadLocation(name)
}

// shown quotes what somebody typed, cut to a length that fits a sentence.
func shown(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// Local is an instant as the clocks of the timetable's zone show it.
func (t Timetable) Local(at time.Time) time.Time {
	zone, err := location(t.Zone)
	if err != nil {
		return at
	}
	return at.In(zone)
}
