package scheduler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lede/pattern"
)

// What phrases.txt has for a part of the day, and for the word between minutes and the hour they are added to.
const (
	meansMorning = "morning"
	meansEvening = "evening"
	meansNight   = "night"
	addBefore    = "before" // “quarter to eight”
	addBehind    = "after"  // “sept heures et demie”
	meansPast    = "past"   // between minutes and an hour: “10 past 8”
	meansShort   = "short"  // “zehn vor acht”
)

// inDigits rewrites spoken times of day as ParseClock reads them: “half past seven in the evening” is 7:30pm. What has no such
// form stays as it is, and later parsing rejects it.
func inDigits(list []string) []string { return inHalves(pastOrShort(withMinutes(list))) }

// withMinutes adds the minutes given next to an hour.
func withMinutes(list []string) (out []string) {
	for i := 0; i < len(list); i++ {
		if add, ok := strings.CutPrefix(list[i], addBefore); ok && i+1 < len(list) {
			if clock, ok := added(list[i+1], add); ok {
				out = append(out, clock)
				i++
				continue
			}
		}
		if add, ok := strings.CutPrefix(list[i], addBehind); ok {
			at := len(out) - 1
			if at > 0 && out[at] == meansHour {
				at--
			}
			if at >= 0 {
				if clock, ok := added(out[at], add); ok {
					out = append(out[:at], clock)
					continue
				}
			}
		}
		out = append(out, list[i])
	}
	return out
}

// pastOrShort adds minutes to a time that follows them: “10 past 8”, “fünf nach halb acht”.
func pastOrShort(list []string) (out []string) {
	for i := 0; i < len(list); i++ {
		if i+2 < len(list) && minutesSaid().MatchString(list[i]) && (list[i+1] == meansPast || list[i+1] == meansShort) {
			sign := ""
			if list[i+1] == meansShort {
				sign = "-"
			}
			if clock, ok := moved(list[i+2], sign+list[i]); ok {
				out = append(out, clock)
				i += 2
				continue
			}
		}
		out = append(out, list[i])
	}
	return out
}

// minutesSaid matches minutes before a whole or a half hour.
var minutesSaid = pattern.Of(`^[1-5]?\d$`)

// added returns an hour plus or minus minutes; ok is false if either is not a whole hour or a number of minutes.
func added(hour, minutes string) (clock string, ok bool) {
	if len(hour) > 2 {
		return "", false
	}
	return moved(hour, minutes)
}

// moved returns a time of day plus or minus minutes.
func moved(clock, minutes string) (moved string, ok bool) {
	if !isClock(clock) {
		return "", false
	}
	h, before, err := ParseClock(clock)
	m, wrong := strconv.Atoi(minutes)
	if err != nil || wrong != nil {
		return "", false
	}
	const day = 24 * 60
	at := (h*60 + before + m + day) % day
	if h > 0 && at < 60 { // “quarter to one” is not in the night
		at += 12 * 60
	}
	return fmt.Sprintf("%d:%02d", at/60, at%60), true
}

// inHalves marks each hour as before or after noon if a part of the day is next to it: after it, or before it and the hours
// that follow.
func inHalves(list []string) (out []string) {
	part := "" // the one that applies to what follows
	for i, w := range list {
		switch {
		case isPart(w):
			at := len(out) - 1
			if at > 0 && out[at] == meansHour {
				at--
			}
			if part == "" && at >= 0 && isClock(out[at]) {
				if clock, ok := halved(out[at], w); ok {
					out = append(out[:at], clock)
					continue
				}
				return list
			}
			if part = w; !slices.ContainsFunc(list[i:], isClock) {
				out = append(out, w)
			}
		case part != "" && isClock(w):
			clock, ok := halved(w, part)
			if !ok {
				return list
			}
			out = append(out, clock)
		default:
			out = append(out, w)
		}
	}
	return out
}

func isPart(word string) bool {
	return word == meansMorning || word == meansEvening || word == meansNight
}

func isClock(word string) bool { return unicode.IsDigit(rune(word[0])) }

// halved returns a time of day within a part of the day; ok is false where it does not belong there or is ambiguous: “12 at
// night”.
func halved(clock, part string) (said string, ok bool) {
	h, m, err := ParseClock(clock)
	const noon, evening = 12, 18
	switch {
	case err != nil, h == 0, h == noon, strings.HasSuffix(clock, "m"):
		return "", false
	case part == meansMorning:
		return fmt.Sprintf("%d:%02dam", h, m), h < noon
	case h < noon:
		return fmt.Sprintf("%d:%02dpm", h, m), part != meansNight || h+noon >= evening
	}
	return clock, part != meansNight || h >= evening
}
