// Package recurrence puts into words when something is posted repeatedly: “weekdays at 07:00, Paris time”. It refuses to work out when
// that is.
package recurrence

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/languages"
)

// Rule is when something is posted, to be put into words.
type Rule struct {
	Times  []string       // times of day, in order, such as "07:30"
	Days   []time.Weekday // from Monday on; none for every day
	Dates  []int          // days of the month; none for all
	Months []time.Month   // none for all
	Odd    bool           // days and dates restrict each other, or add to each other
	Either bool           // they add to each other
	Zone   string         // IANA name
	Cron   string         // the expression, if there is one: a person typed it, or several times
	Line   string         // the stored line, if none of this can be read
}

// mostTimes is how many equally spaced times of day are listed one by one.
const mostTimes = 6

// Text puts the rule into words. The expression is added to an odd rule only: most who set several times have never seen one.
func (r Rule) Text(l languages.Language) string {
	if len(r.Times) == 0 {
		return r.Line
	}
	said := l.Text(r.key(), "n", r.allDay(), "times", l.List(r.times()), "days", r.days(l), "dates", r.dates(l), "zone", zoneName(l, r.Zone))
	if len(r.Months) > 0 {
		var months []string
		for _, m := range r.Months {
			months = append(months, l.Text("date.month."+strconv.Itoa(int(m))))
		}
		said = l.Text("card.when.months", "when", said, "months", l.List(months))
	}
	if r.Odd && r.Cron != "" {
		said += " (" + r.Cron + ")"
	}
	return said
}

// key returns the key of the phrase that fits.
func (r Rule) key() string {
	weekend := []time.Weekday{time.Saturday, time.Sunday}
	switch {
	case r.Either:
		return "card.when.either"
	case r.Odd:
		return "card.when.odd"
	case len(r.Dates) > 0:
		return "card.when.monthly"
	case len(r.Days) == 0 && r.allDay() == 60:
		return "card.when.hourly"
	case len(r.Days) == 0 && r.allDay() > 0:
		return "card.when.all-day"
	case len(r.Days) == 0:
		return "card.when.daily"
	case slices.Equal(r.Days, weekend):
		return "card.when.weekends"
	case len(r.Days) == 5 && !slices.Contains(r.Days, time.Saturday) && !slices.Contains(r.Days, time.Sunday):
		return "card.when.weekdays"
	}
	return "card.when.weekly"
}

// times returns the times of day. Of many that are equally far apart, the first two and the last say everything.
func (r Rule) times() []string {
	if len(r.Times) <= mostTimes || r.apart() == 0 {
		return r.Times
	}
	return []string{r.Times[0] + ", " + r.Times[1] + ", … " + r.Times[len(r.Times)-1]}
}

// allDay returns how many minutes lie between any two times of day, if they go on like that from midnight to midnight, an hour apart at
// most; 0 if not.
func (r Rule) allDay() int {
	n := len(r.Times)
	if n < 24 || r.Times[0] != "00:00" || time.Duration(n)*r.apart() != 24*time.Hour {
		return 0
	}
	return int(r.apart().Minutes())
}

// apart returns how far apart all times of day are; 0 if not equally far.
func (r Rule) apart() (apart time.Duration) {
	for i := 1; i < len(r.Times); i++ {
		a, _ := time.Parse("15:04", r.Times[i-1])
		b, _ := time.Parse("15:04", r.Times[i])
		if i > 1 && b.Sub(a) != apart {
			return 0
		}
		apart = b.Sub(a)
	}
	return apart
}

func (r Rule) days(l languages.Language) string {
	var names []string
	for _, day := range r.Days {
		names = append(names, l.Text("date.weekday."+strconv.Itoa(int(day))))
	}
	return l.List(names)
}

func (r Rule) dates(l languages.Language) string {
	var numbers []string
	for i := 0; i < len(r.Dates); i++ {
		last := i
		for last+1 < len(r.Dates) && r.Dates[last+1] == r.Dates[last]+1 {
			last++
		}
		if last < i+2 {
			numbers = append(numbers, strconv.Itoa(r.Dates[i]))
			continue
		}
		numbers = append(numbers, strconv.Itoa(r.Dates[i])+"–"+strconv.Itoa(r.Dates[last]))
		i = last
	}
	return l.List(numbers)
}

// zoneName names a zone by its city. A zone without a city, such as UTC, keeps its own name.
func zoneName(l languages.Language, zone string) string {
	_, city, ok := strings.Cut(zone, "/")
	if !ok {
		return zone
	}
	city = city[strings.LastIndexByte(city, '/')+1:]
	return l.Text("card.when.zone", "city", strings.ReplaceAll(city, "_", " "))
}
