package scheduler

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/pattern"
	"lede/problem"

	"github.com/robfig/cron/v3"
)

const (
	maxCron = 64               // characters of an expression
	often   = 15 * time.Minute // the shortest interval between two runs: a digest is no ticker
)

// The problems with the five fields of an expression. Each gets the whole expression as the parameter cron.
var (
	badMinute     = problem.New("cron.minute")
	badHour       = problem.New("cron.hour")
	badDayOfMonth = problem.New("cron.day-of-month")
	badMonth      = problem.New("cron.month")
	badDayOfWeek  = problem.New("cron.day-of-week")

	cronFields = [...]*problem.Problem{badMinute, badHour, badDayOfMonth, badMonth, badDayOfWeek}
)

// lastOrNth matches other programs' extensions in a day field: the last day, the weekday nearest to one, or the nth weekday of
// a month.
var lastOrNth = pattern.Of(`(?i)#|^LW?$|^L-|\dL$|[a-z]{3}L$|\dW$`)

// cronNames maps the usual names of whole expressions to them. @every and @reboot are not among them: they count from a
// program's start, which no wall clock shows.
var cronNames = map[string]string{
	"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
	"@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
}

// ParseCron reads a cron expression and returns it with single spaces: "0 7 * * 1-5", or "@daily".
func ParseCron(s string) (string, error) {
	s = Plain(s)
	if len(s) > maxCron {
		return "", problem.New("cron.too-long", "cron", shown(s), "most", maxCron)
	}
	expression := strings.Join(strings.Fields(s), " ")
	if expression == "" {
		return "", problem.New("cron.none")
	}
	if strings.ContainsFunc(expression, func(r rune) bool { return r < ' ' || r > '~' }) {
		return "", problem.New("cron.characters")
	}
	schedule, err := parseCron(expression)
	if err != nil {
		return "", err
	}
	if nextReading(schedule, time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return "", problem.New("cron.never", "cron", shown(s))
	}
	if shortest(schedule) < often {
		return "", problem.New("cron.too-often", "cron", shown(s), "minutes", int(often.Minutes()))
	}
	return expression, nil
}

// parseCron parses an expression. The library's parser panics on some texts and takes others for zones or for fields that never
// match, so it is given only five well-formed fields, and its panics are caught nonetheless.
func parseCron(expression string) (schedule *cron.SpecSchedule, err error) {
	defer func() {
		if p := recover(); p != nil {
			schedule, err = nil, problem.New("cron.unreadable", "cron", shown(expression))
		}
	}()
	if strings.HasPrefix(expression, "@") {
		named, ok := cronNames[strings.ToLower(expression)]
		if !ok {
			return nil, problem.New("cron.unknown", "cron", shown(expression))
		}
		expression = named
	}
	if strings.Contains(strings.ToUpper(expression), "TZ=") {
		return nil, problem.New("cron.names-zone", "cron", shown(expression))
	}
	fields := strings.Fields(expression)
	if len(fields) == len(cronFields) && (lastOrNth().MatchString(fields[2]) || lastOrNth().MatchString(fields[4])) {
		return nil, noSuchDays(expression)
	}
	if len(fields) != len(cronFields) {
		return nil, problem.New("cron.fields", "cron", shown(expression))
	}
	sound := true
	for i, field := range fields {
		sound = sound && wellFormed(field)
		if i == len(fields)-1 {
			fields[i] = sunday(field)
		}
	}
	if sound {
		if parsed, err := cron.ParseStandard(strings.Join(fields, " ")); err == nil {
			return asCron(parsed.(*cron.SpecSchedule), fields), nil
		}
	}
	return nil, blame(expression, fields)
}

// everyDay is the bit that the library sets in a day field that does not restrict the days.
const everyDay = 1 << 63

// asCron gives a schedule cron's meaning: a day field that begins with *, as in */2, narrows the other down. The library takes
// */2 for a list of days, which are added to those of the other field.
func asCron(s *cron.SpecSchedule, fields []string) *cron.SpecSchedule {
	if strings.HasPrefix(fields[2], "*") {
		s.Dom |= everyDay
	}
	if strings.HasPrefix(fields[4], "*") {
		s.Dow |= everyDay
	}
	return s
}

// blame returns an error that says which field of an expression is invalid.
func blame(expression string, fields []string) error {
	for i, field := range fields {
		alone := slices.Repeat([]string{"*"}, len(fields))
		alone[i] = field
		if wellFormed(field) {
			if _, err := cron.ParseStandard(strings.Join(alone, " ")); err == nil {
				continue
			}
		}
		return cronFields[i].With("cron", shown(expression))
	}
	return problem.New("cron.unreadable", "cron", shown(expression))
}

// wellFormed reports whether a field is a list of *, numbers, names and ranges of them, with or without steps. The library
// accepts more, such as an empty list, which never matches.
func wellFormed(field string) bool {
	for part := range strings.SplitSeq(field, ",") {
		values, step, stepped := strings.Cut(part, "/")
		if stepped && !isNumber(step) {
			return false
		}
		first, last, isRange := strings.Cut(values, "-")
		if values != "*" && (!isValue(first) || isRange && !isValue(last)) {
			return false
		}
	}
	return true
}

func isValue(s string) bool {
	return isNumber(s) || len(s) == 3 && strings.Trim(strings.ToLower(s), letters) == ""
}

func isNumber(s string) bool {
	return (len(s) == 1 || len(s) == 2) && strings.Trim(s, "0123456789") == ""
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// sunday rewrites the days of the week for the library, which knows Sunday only as 0: 7, 1-7 and mon-sun are listed day by day.
// Anything else stays as it is.
func sunday(field string) string {
	var parts []string
	for part := range strings.SplitSeq(field, ",") {
		days, step, stepped := strings.Cut(part, "/")
		first, last, isRange := strings.Cut(days, "-")
		from, by := weekdayNumber(first), 1
		to := from
		if isRange {
			to = weekdayNumber(last)
		}
		if to == 0 && from > 0 { // mon-sun
			to = 7
		}
		if stepped {
			by, _ = strconv.Atoi(step)
		}
		if from < 0 || to != 7 || by < 1 {
			parts = append(parts, part)
			continue
		}
		for day := from; day <= to; day += by {
			parts = append(parts, strconv.Itoa(day%7))
		}
	}
	return strings.Join(parts, ",")
}

// weekdayNumber returns a day of the week as cron counts it, with 0 or 7 for Sunday; -1 for anything else.
func weekdayNumber(s string) int {
	if day, ok := parseDay(strings.ToLower(s)); ok && len(s) == 3 {
		return int(day)
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && n <= 7 {
		return n
	}
	return -1
}

// shortest returns the least time between two clock readings at which a schedule runs, within a day and across midnight between
// two of its days.
func shortest(s *cron.SpecSchedule) time.Duration {
	const day = 24 * 60
	least, first, last := day, -1, -1
	for at := range day {
		if s.Hour&(1<<(at/60)) == 0 || s.Minute&(1<<(at%60)) == 0 {
			continue
		}
		if last >= 0 {
			least = min(least, at-last)
		} else {
			first = at
		}
		last = at
	}
	if overnight := first + day - last; overnight < least && consecutive(s) {
		least = overnight
	}
	return time.Duration(least) * time.Minute
}

// consecutive reports whether a schedule runs on two days in a row. Calendars repeat after 28 years.
func consecutive(s *cron.SpecSchedule) bool {
	days := *s
	days.Hour, days.Minute = 1, 1 // only midnight, as bits
	last := time.Time{}
	for day := nextReading(&days, time.Date(2000, 12, 31, 12, 0, 0, 0, time.UTC)); day.Year() < 2030 && !day.IsZero(); day = nextReading(&days, day) {
		if day.Equal(last.AddDate(0, 0, 1)) {
			return true
		}
		last = day
	}
	return false
}

// nextReading returns the first clock reading after a given one at which a schedule runs; zero when there is none.
func nextReading(s *cron.SpecSchedule, after time.Time) time.Time {
	// The library tries minute after minute. Minutes of this hour that cannot match are skipped.
	minute := after.Minute()
	idle := min(bits.TrailingZeros64(s.Minute>>(minute+1)), 59-minute)
	after = after.Truncate(time.Minute).Add(time.Duration(idle+1)*time.Minute - time.Second)
	next := s.Next(after)
	if next.IsZero() { // the library looks five years ahead, and once in a century 29 February is eight away
		next = s.Next(time.Date(after.Year()+5, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	return next
}
