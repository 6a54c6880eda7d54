package scheduler

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the zones come along, so that a bare container knows them

	"lede/problem"
)

//go:generate sh -c "go run zonelist.go > zones.txt"

//go:embed zones.txt
var zoneNames string

// zoneList is zoneNames split up, and zoneTable has a loader for each: loading a zone costs more than the rest of a run, so
// each is loaded when first needed, and kept.
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
	s = Plain(s)
	typed := zoneForm(s)
	if typed == "" {
		return "", problem.New("zone.none")
	}
	if zone := zoneNamed(typed); zone != "" {
		return zone, nil
	}
	if near := nearZone(typed); near != "" {
		return "", problem.New("zone.misspelt", "zone", shown(s), "near", near)
	}
	return "", problem.New("zone.unknown", "zone", shown(s))
}

// ShownZone returns the name under which a zone is shown to people. A zone that is only an offset from UTC is shown as that offset, since the
// sign in a name such as Etc/GMT-11 is the opposite of what people expect.
func ShownZone(name string) string {
	rest, ok := strings.CutPrefix(name, "Etc/")
	if !ok {
		return name
	}
	hours, err := strconv.Atoi(strings.TrimPrefix(rest, "GMT"))
	if err != nil || hours == 0 {
		return "UTC"
	}
	return fmt.Sprintf("UTC%+d", -hours)
}

// zoneNamed returns the zone of a name in any case; "" for none.
func zoneNamed(typed string) string {
	if _, ok := zoneTable()[typed]; ok { // as it was stored
		return typed
	}
	for _, name := range zoneList() {
		if strings.EqualFold(name, typed) {
			return name
		}
	}
	return ""
}

func zoneForm(s string) string { return strings.Join(strings.Fields(s), "_") }

// nearZone returns the zone whose name or city was most likely meant; "" for none. The names after UTC are left out: the signs
// in names such as Etc/GMT+2 mislead.
func nearZone(typed string) string {
	zones := zoneList()
	zones = zones[:slices.Index(zones, "UTC")]
	names := make([]string, 0, 2*len(zones))
	for _, zone := range zones {
		names = append(names, zone, zone[strings.LastIndexByte(zone, '/')+1:])
	}
	near := problem.Nearest(typed, names)
	if near == "" {
		return ""
	}
	return zones[slices.IndexFunc(zones, func(zone string) bool { return zone == near || strings.HasSuffix(zone, "/"+near) })]
}

// location loads a zone of the list. "Local", which Go also knows, is not a zone but a machine's setting.
func location(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("no time zone: %q", name)
	}
	if load, ok := zoneTable()[name]; ok {
		return load()
	}
	return time.LoadLocation(name)
}

// shown returns typed text in a form that a sentence can quote: printable, and not long.
func shown(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strings.TrimSuffix(strconv.Quote(s)[1:], `"`)
}

// Local returns an instant as the clocks of the timetable's zone show it.
func (t Timetable) Local(at time.Time) time.Time {
	zone, err := location(t.Zone)
	if err != nil {
		return at
	}
	return at.In(zone)
}
