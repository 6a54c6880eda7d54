package cards

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/languages"
)

// When is when something is posted, to be read aloud.
type When struct {
	Times  []string       // of a day, in order, such as "07:30"
	Days   []time.Weekday // from Monday on; none for every day
	Dates  []int          // days of the month; none for all
	Months []time.Month   // none for all
	Odd    bool           // days and dates narrow each other down, or add to each other
	Zone   string         // IANA name
	Cron   string         // the expression, where a person typed one
	Line   string         // what is kept, where none of this can be read
}

// mostTimes is how many times of a day are listed one by one, when they are as far apart as these.
const mostTimes = 6

// text reads it aloud. A person who typed an expression finds it beside.
func (w When) text(l languages.Language) string {
	if len(w.Times) == 0 {
		return w.Line
	}
	said := l.Text(w.key(), "times", l.List(w.times()), "days", w.days(l), "dates", w.dates(l), "zone", zoneName(l, w.Zone))
	if len(w.Months) > 0 {
		var months []string
		for _, m := range w.Months {
			months = append(months, l.Text("date.month."+strconv.Itoa(int(m))))
		}
		said = l.Text("card.when.months", "when", said, "months", l.List(months))
	}
	if w.Cron != "" {
		said += " (" + w.Cron + ")"
	}
	return said
}

// key is that of the phrase which fits.
func (w When) key() string {
	weekend := []time.Weekday{time.Saturday, time.Sunday}
	switch {
	case w.Odd:
		return "card.when.odd"
	case len(w.Dates) > 0:
		return "card.when.monthly"
	case len(w.Days) == 0:
		return "card.when.daily"
	case slices.Equal(w.Days, weekend):
		return "card.when.weekends"
	case len(w.Days) == 5 && !slices.Contains(w.Days, time.Saturday) && !slices.Contains(w.Days, time.Sunday):
		return "card.when.weekdays"
	}
	return "card.when.weekly"
}

// times are the times of day. Of many that are equally far apart the first two and the last say all.
func (w When) times() []string {
	if len(w.Times) <= mostTimes || !w.even() {
		return w.Times
	}
	return []string{w.Times[0] + ", " + w.Times[1] + ", … " + w.Times[len(w.Times)-1]}
}

// even tells whether all times of day are equally far apart.
func (w When) even() bool {
	apart := func(i int) time.Duration {
		a, _ := time.Parse("15:04", w.Times[i-1])
		b, _ := time.Parse("15:04", w.Times[i])
		return b.Sub(a)
	}
	for i := 2; i < len(w.Times); i++ {
		if apart(i) != apart(1) {
			return false
		}
	}
	return true
}

func (w When) days(l languages.Language) string {
	var names []string
	for _, day := range w.Days {
		names = append(names, l.Text("date.weekday."+strconv.Itoa(int(day))))
	}
	return l.List(names)
}

func (w When) dates(l languages.Language) string {
	var numbers []string
	for _, date := range w.Dates {
		numbers = append(numbers, strconv.Itoa(date))
	}
	return l.List(numbers)
}

// zoneName is a zone by its city. One that is named after none, such as UTC, is called what it is.
func zoneName(l languages.Language, zone string) string {
	area, city, ok := strings.Cut(zone, "/")
	if !ok || area == "Etc" {
		return zone
	}
	city = city[strings.LastIndexByte(city, '/')+1:]
	return l.Text("card.when.zone", "city", strings.ReplaceAll(city, "_", " "))
}
