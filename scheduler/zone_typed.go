package scheduler

import (
	_ "embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"lede/pattern"
	"lede/problem"
)

//go:embed places.txt
var placeNames string

//go:embed exonyms.txt
var exonyms string

//go:embed cities.txt
var cityNames string

//go:embed abbreviations.txt
var abbreviationNames string

// places maps countries, large cities and common names of their time to zones; abbreviations does so for EST and the like, with
// the zone meant most often first.
var (
	places = sync.OnceValue(func() map[string][]string { return placeTables()[0] })
	// largePlaces are the places without those of cities.txt, many of which nobody has heard of.
	largePlaces = sync.OnceValue(func() map[string][]string { return placeTables()[1] })
	placeTables = sync.OnceValue(func() [2]map[string][]string {
		table := map[string][]string{}
		add := func(list string) {
			for line := range strings.Lines(list) {
				zone, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
				for name := range strings.SplitSeq(names, ", ") {
					if ok {
						table[name] = append(table[name], zone)
					}
				}
			}
		}
		add(placeNames)
		for _, zone := range zoneList()[:slices.Index(zoneList(), "UTC")] {
			if city := placeForm(zone[strings.LastIndexByte(zone, '/')+1:]); table[city] == nil { // of two names of a zone the first
				table[city] = []string{zone}
			}
		}
		add(exonyms)
		large := maps.Clone(table)
		add(cityNames) // cities.txt repeats no name
		return [2]map[string][]string{table, large}
	})
	abbreviations = sync.OnceValue(func() map[string][]string {
		table := map[string][]string{}
		for line := range strings.Lines(abbreviationNames) {
			name, zones, _ := strings.Cut(strings.TrimSpace(line), ": ")
			table[strings.ToLower(name)] = strings.Fields(zones)
		}
		return table
	})
)

const (
	maxPlace = 64 // characters of a text looked up as a place
	maxMeant = 5  // zones offered for an ambiguous text
)

// plainLetters replaces accented letters with plain ones.
var plainLetters = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ā", "a", "ă", "a", "ą", "a", "ç", "c", "ć", "c", "č", "c", "ď", "d", "đ", "d", "ð", "d",
	"è", "e", "é", "e", "ê", "e", "ë", "e", "ē", "e", "ė", "e", "ę", "e", "ě", "e", "ğ", "g", "ì", "i", "í", "i", "î", "i", "ï", "i", "ī", "i", "ı", "i",
	"ł", "l", "ľ", "l", "ñ", "n", "ń", "n", "ň", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ō", "o", "ő", "o", "ř", "r", "ś", "s",
	"š", "s", "ş", "s", "ș", "s", "ß", "ss", "ť", "t", "ţ", "t", "ț", "t", "ù", "u", "ú", "u", "û", "u", "ü", "u", "ū", "u", "ů", "u", "ű", "u", "ý", "y",
	"ÿ", "y", "ź", "z", "ž", "z", "ż", "z", "æ", "ae", "œ", "oe",
	".", "", "'", "", "’", "", "_", " ", "-", " ", ",", " ", "/", " ", "(", " ", ")", " ",
)

// placeForm returns a name without case and accents: "St. John's" is "st johns", "Köln" is "koln".
func placeForm(s string) string {
	return strings.Join(strings.Fields(plainLetters.Replace(strings.ToLower(s))), " ")
}

// withUmlauts undoes German umlauts spelled with an e: "koeln" is "koln".
var withUmlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// MeantZone returns the IANA name of the zone that a person meant: by its name, its city or country, or what its time is
// called. Text that may mean several zones is a problem that names them: a guess would be hours off.
func MeantZone(typed string, at time.Time) (string, error) {
	typed = Plain(typed)
	switch zones := MeantZones(typed, at); {
	case len(zones) == 0:
		zone, err := ParseZone(typed)
		if err == nil {
			return zone, nil
		}
		if place, near := nearestPlace(typed, at); len(near) > 0 {
			err = problem.New("zone.misspelt", "zone", shown(typed), "near", place)
		}
		return zone, err
	case len(zones) == 1 && isOffset(typed): // it is that now, and may be another in half a year
		return "", problem.New("zone.misspelt", "zone", shown(typed), "near", zones[0])
	case len(zones) == 1:
		return zones[0], nil
	default:
		return "", problem.New("zone.which", "zone", shown(typed), "zones", strings.Join(zones, ", "))
	}
}

// isOffset reports whether the text is a difference from UTC.
func isOffset(typed string) bool {
	_, is := offsetOf(typed)
	return is
}

// MeantZones returns the zones that the text may mean, the likeliest first; none when it names no place.
func MeantZones(typed string, at time.Time) []string {
	typed = Plain(typed)
	if len(typed) > maxPlace {
		return nil
	}
	if offset, ok := offsetOf(typed); ok {
		return zonesAt(offset, at)
	}
	name := placeForm(typed)
	if zones := abbreviations()[name]; zones != nil {
		return slices.Clone(zones)
	}
	if zoneNamed(zoneForm(typed)) != "" {
		return nil
	}
	for _, said := range []string{name, strings.TrimSuffix(name, " time"), strings.TrimSuffix(name, " standard time"), withUmlauts.Replace(name)} {
		if zones := places()[said]; zones != nil {
			return slices.Clone(zones)
		}
	}
	return zonesWithin(strings.Fields(name))
}

// zonesWithin returns the zones of a place followed by the name of a larger one: "Birmingham, Alabama". Those of the place
// alone are not used if the larger one has others: of two cities with one name, only the greater is known.
func zonesWithin(named []string) []string {
	for at := len(named) - 1; at > 0; at-- {
		here, there := places()[strings.Join(named[:at], " ")], places()[strings.Join(named[at:], " ")]
		if here == nil || there == nil {
			continue
		}
		both := slices.DeleteFunc(slices.Clone(here), func(zone string) bool { return !slices.Contains(there, zone) })
		if len(both) == 0 {
			both = slices.Clone(there)
		}
		return both[:min(len(both), maxMeant)]
	}
	return nil
}

// offsetForms matches the ways to write a UTC offset: +2, UTC+2, GMT-5, UTC+5:30, +0530.
var offsetForms = pattern.Of(`^(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d))?$`)

// offsetOf parses a UTC offset.
func offsetOf(typed string) (time.Duration, bool) {
	if len(typed) > maxPlace {
		return 0, false
	}
	plain := strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(typed), "")), "−", "-")
	m := offsetForms().FindStringSubmatch(plain)
	if m == nil {
		return 0, false
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	offset := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if m[1] == "-" {
		offset = -offset
	}
	return offset, true
}

// zonesAt returns the zones with such a UTC offset now, the most populous first.
func zonesAt(offset time.Duration, at time.Time) []string {
	names := CommonZones()
	for line := range strings.Lines(placeNames) {
		name, _, _ := strings.Cut(line, ": ")
		names = append(names, name)
	}
	if zones := zonesOf(names, offset, at); len(zones) > 0 {
		return zones
	}
	return zonesOf(zoneList()[:slices.Index(zoneList(), "UTC")], offset, at) // of a few islands, some by two names
}

// zonesOf returns those of the named zones with such a UTC offset, at most maxMeant.
func zonesOf(names []string, offset time.Duration, at time.Time) []string {
	var zones []string
	for _, name := range names {
		zone, err := location(name)
		if err != nil || slices.Contains(zones, name) {
			continue
		}
		if _, seconds := at.In(zone).Zone(); time.Duration(seconds)*time.Second == offset {
			zones = append(zones, name)
		}
	}
	return zones[:min(len(zones), maxMeant)]
}

// CommonZones returns the zones of most people, from every part of the world. A short list in alphabetical order would hold African zones
// alone.
func CommonZones() []string {
	return []string{
		"UTC", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Athens", "Europe/Kyiv", "Europe/Moscow",
		"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto", "America/Mexico_City", "America/Sao_Paulo",
		"Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo",
		"Australia/Sydney", "Pacific/Auckland",
	}
}
