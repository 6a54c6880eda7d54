package scheduler

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"lede/pattern"
	"lede/problem"
)

// Unreadable input is often nearly right. These functions name the nearest valid value, "" for none.

var (
	// misread replaces letters typed in place of digits, and puts a colon for what people put between hours and minutes.
	misread = strings.NewReplacer("o", "0", "l", "1", "i", "1", ";", ":", ",", ":", ".", ":", "h", ":", "-", ":", "_", ":", " ", "")
	// likeClock matches the remains of a time of day after that.
	likeClock = pattern.Of(`^(\d{1,2}):*([0-5]\d)?:*([ap]\.?m\.?)?$`)
	// betweenDays is what separates the names of days.
	betweenDays = pattern.Of(`[^\pL]+`)
)

// NearestClock returns a time of day, such as "07:30" for “7;3o”.
func NearestClock(typed string) string {
	typed = Plain(typed)
	if strings.TrimSpace(typed) == "24:00" {
		return "00:00"
	}
	m := likeClock().FindStringSubmatch(misread.Replace(strings.ToLower(strings.TrimSpace(typed))))
	if m == nil {
		return ""
	}
	if m[2] == "" {
		m[2] = "00"
	}
	hour, minute, err := ParseClock(m[1] + ":" + m[2] + m[3])
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", hour, minute)
}

// NearestDays returns a set of days, such as "mon,fri" for “mondey, fridy”.
func NearestDays(typed string) string {
	typed = Plain(typed)
	if len(typed) > maxPlace {
		return ""
	}
	known := []string{"weekdays", "weekends", "daily"}
	for _, day := range week() {
		known = append(known, strings.ToLower(day.String()), abbreviated(day))
	}
	typed = strings.NewReplacer("week days", "weekdays", "week ends", "weekends", "week end", "weekends").Replace(strings.ToLower(typed))
	var named []string
	for _, word := range betweenDays().Split(typed, -1) {
		if word == "" || slices.Contains([]string{"and", "to", "on", "every"}, word) {
			continue
		}
		if !slices.Contains(known, word) {
			word = problem.Nearest(word, known)
		}
		if word == "" {
			return ""
		}
		named = append(named, word)
	}
	joint := ","
	if len(named) == 2 && (strings.Contains(typed, "-") || strings.Contains(typed, " to ")) {
		joint = "-"
	}
	days, err := ParseDays(strings.Join(named, joint))
	if err != nil {
		return ""
	}
	return days.String()
}

// NearestZones returns the zones that may be meant, the likeliest first.
func NearestZones(typed string, at time.Time) []string {
	typed = Plain(typed)
	if zones := MeantZones(typed, at); len(zones) > 0 {
		return zones
	}
	_, zones := nearestPlace(typed, at)
	return zones
}

// sureSlip is the length in letters from which a slip tells one small town from all others.
const sureSlip = 8

// nearestPlace returns the zone or the place that may be meant by what is neither, as people are shown it, and its zones.
func nearestPlace(typed string, at time.Time) (shown string, zones []string) {
	if len(typed) > maxPlace {
		return "", nil
	}
	if city, _, ok := strings.Cut(typed, ","); ok { // what follows it is not known: it may be another city of that name
		zones = NearestZones(city, at)
		return strings.Join(zones[:min(len(zones), 1)], ""), zones
	}
	named := largePlaces()
	if utf8.RuneCountInString(typed) >= sureSlip {
		named = places()
	}
	known := slices.AppendSeq(Zones(), maps.Keys(named))
	first, _ := utf8.DecodeRuneInString(strings.ToLower(typed))
	known = slices.DeleteFunc(known, func(name string) bool { // Rothenburg is no slip for Gothenburg, which is in another country
		letter, _ := utf8.DecodeRuneInString(strings.ToLower(name))
		return letter != first
	})
	slices.Sort(known)
	near := problem.Nearest(typed, known)
	if zones := named[near]; zones != nil {
		return inCapitals(near) + " (" + zones[0] + ")", slices.Clone(zones)
	}
	if near == "" {
		return "", nil
	}
	return near, []string{near}
}

// inCapitals gives the words of a place their capitals, which the lists do not have.
func inCapitals(place string) string {
	words := strings.Fields(place)
	for i, word := range words {
		_, first := utf8.DecodeRuneInString(word)
		words[i] = strings.ToUpper(word[:first]) + word[first:]
	}
	return strings.Join(words, " ")
}
