package scheduler

import (
	"fmt"
	"slices"
	"time"

	"lede/problem"
)

// Hours is a part of each day by the local clock, such as 22:00 to 07:00. The zero value is empty.
type Hours struct {
	from, to int // minutes after midnight
}

// ParseHours reads hours as people say them, such as "22:00-07:00", "22-7", "10pm to 7am" or "from half past nine until seven".
func ParseHours(s string) (Hours, error) {
	s = Plain(s)
	t, _ := readTimes(slices.DeleteFunc(readPhrases(s), func(w string) bool { return w == meansNothing }))
	if !t.ranged || len(t.clocks) != 2 || len(t.rest) != 2 || t.every > 0 {
		return Hours{}, problem.New("hours.unreadable", "typed", shown(s))
	}
	var h Hours
	for i, minutes := range []*int{&h.from, &h.to} {
		hour, minute, err := ParseClock(t.clocks[i])
		if err != nil {
			return Hours{}, problem.New("hours.unreadable", "typed", shown(s)).Because(err)
		}
		*minutes = 60*hour + minute
	}
	if h.from == h.to {
		return Hours{}, problem.New("hours.whole-day")
	}
	return h, nil
}

// IsZero reports whether the hours are empty.
func (h Hours) IsZero() bool { return h.from == h.to }

// String writes the hours as ParseHours reads them; "" for none.
func (h Hours) String() string {
	if h.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", h.from/60, h.from%60, h.to/60, h.to%60)
}

// MarshalText writes the hours as String does.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText parses hours as ParseHours does, and "" as none.
func (h *Hours) UnmarshalText(text []byte) (err error) {
	*h = Hours{}
	if len(text) > 0 {
		*h, err = ParseHours(string(text))
	}
	return err
}

// Until returns the end of the hours that contain an instant in a zone; zero when they do not contain it.
func (h Hours) Until(at time.Time, zone *time.Location) time.Time {
	local := at.In(zone)
	now := 60*local.Hour() + local.Minute()
	within, days := h.from <= now && now < h.to, 0
	if h.from > h.to { // over midnight
		within = now >= h.from || now < h.to
		if now >= h.from {
			days = 1
		}
	}
	if !within { // nothing is within no hours
		return time.Time{}
	}
	year, month, day := local.Date()
	end := time.Date(year, month, day+days, h.to/60, h.to%60, 0, 0, zone)
	if !end.After(at) { // the hour that is repeated when clocks are put back
		end = end.Add(time.Hour)
	}
	return end.UTC()
}
