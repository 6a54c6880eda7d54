// Package date reads dates as sites and feeds write them: in the standards' forms and many others, in the words of some fifty
// languages.
//
// A text goes in, and a time comes out, or none: the package refuses to guess at what may be two days.
package date

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"lede/pattern"
)

// Ambiguous dates, such as 02/03/2023, are left alone: no date is better than a wrong one.

// Parse parses a date, in UTC. It is zero when s is not a date. A time without a zone is taken for UTC.
func Parse(s string) time.Time {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 100 {
		return time.Time{}
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return sensible(at)
	}
	if at, err := time.Parse(time.RFC1123Z, s); err == nil {
		return sensible(at)
	}
	return sensible(looseDate(s))
}

// sensible rejects what programs write for a missing date.
func sensible(at time.Time) time.Time {
	at = at.UTC() // the year is judged in UTC: JSON has none beyond 9999
	if at.Year() < 1900 || at.Year() > 9999 || at.Unix() == 0 {
		return time.Time{}
	}
	return at
}

var (
	isoDate   = pattern.Of(`^(\d{4})[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,2})(?:\D|$)`)
	isoPacked = pattern.Of(`^(\d{4})(\d\d)(\d\d)(?:T|\s|$)`)
	germanDay = pattern.Of(`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\D|$)`)
	slashes   = pattern.Of(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:\D|$)`)
	clock     = pattern.Of(`(?i)(?:^|[^\d:.+-])(?:([ap]m)\s*)?(\d{1,2})\s?[:h.]\s?(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*([ap]\.?m\b\.?)?`)
	timeFirst = pattern.Of(`^(\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?)?),?\s+(.+)$`)
	packed    = pattern.Of(`^T?(\d\d)(?:(\d\d)(\d\d)?)?(?:[.,]\d+)?(?:Z|[+-]|\s|$)`)
	offset    = pattern.Of(`([+\-−])(\d{1,2})(?::?(\d\d))?(?::\d\d)?\b`)
	// dayAndYear follows a month that completes a date: Updated 2022: Jan 3, 2023. After a leadingYear it is a day and a time:
	// 2026 Jan 3 2015.
	dayAndYear  = pattern.Of(`^\.?\s\d{1,2},?\s\d{4}\b`)
	leadingYear = pattern.Of(`^\d{4}\.?\s$`)
	number      = pattern.Of(`\d+`)
	word        = pattern.Of(`[\pL\pM]+`)
	vietnamese  = pattern.Of(`(?i)^(\d{1,2})\s+(?:tháng|thg\.?)\s+(\d{1,2})\D{1,8}(\d{4})(?:\D|$)`)
	// eastern puts other signs for the parts of a date, and names of months with spaces or dots within, into forms that are read.
	eastern = strings.NewReplacer("年", "-", "月", "-", "日", " ", "時", ":", "时", ":", "點", ":", "点", ":", "分", "", "년", "-", "월", "-", "일", " ", "시", ":", "분", "",
		"تشرين الثاني", " november ", "تشرين الأول", " october ", "كانون الأول", " december ", "كانون الثاني", " january ", "صباحا", " am ", "مساء", " pm ",
		"ม.ค.", " january ", "ก.พ.", " february ", "มี.ค.", " march ", "เม.ย.", " april ", "พ.ค.", " may ", "มิ.ย.", " june ", "ก.ค.", " july ", "ส.ค.", " august ", "ก.ย.", " september ", "ต.ค.", " october ", "พ.ย.", " november ", "ธ.ค.", " december ",
		"上午", " am ", "午前", " am ", "오전", " am ", "凌晨", " am ", "下午", " pm ", "午後", " pm ", "오후", " pm ", "傍晚", " pm ", "晚上", " pm ")
)

// looseDate parses the day first, then the time and the zone in what is left.
func looseDate(s string) time.Time {
	whole, _, _ := strings.Cut(s, ".")
	if unix, err := strconv.ParseInt(whole, 10, 64); err == nil && len(whole) > 8 {
		return epoch(unix, len(whole))
	}
	s = inASCII(eastern.Replace(s))
	first := ""
	if m := timeFirst().FindStringSubmatch(s); m != nil {
		first, s = m[1], m[2]
	}
	d, rest := dayOf(s)
	if d == nil {
		return time.Time{}
	}
	if first != "" {
		rest = first + " " + rest
	}
	hour, minute, second, rest, ok := timeOf(rest)
	if !ok {
		return time.Time{}
	}
	if d.year >= firstBuddhist && d.year <= lastBuddhist {
		d.year -= buddhist
	}
	day := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	if day.Day() != d.day || d.month < 1 || d.month > 12 {
		return time.Time{}
	}
	since := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(min(second, 59))*time.Second
	return day.Add(since - zoneOf(rest))
}

// Thailand counts years from the death of the Buddha.
const (
	buddhist      = 543
	firstBuddhist = 1980 + buddhist
	lastBuddhist  = 2100 + buddhist
)

// inASCII replaces the digits of other scripts: Arabic, Persian, Devanagari, Bengali, Thai and wide ones.
func inASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '٠' {
			return r
		}
		for _, zero := range []rune{'٠', '۰', '०', '০', '๐', '０'} {
			if r >= zero && r <= zero+9 {
				return '0' + r - zero
			}
		}
		return r
	}, s)
}

// epoch returns a time given in seconds, milliseconds or microseconds since 1970.
func epoch(n int64, digits int) time.Time {
	switch digits {
	case 9, 10:
		return time.Unix(n, 0)
	case 12, 13:
		return time.UnixMilli(n)
	case 16:
		return time.UnixMicro(n)
	}
	return time.Time{}
}

type day struct{ year, month, day int }

// dayOf parses the day and returns the rest.
func dayOf(s string) (*day, string) {
	if i := strings.IndexAny(s, "0123456789"); i > 0 && !namesMonth(s[:i]) {
		s = s[i:] // the day of the week, whatever it is
	}
	if m := isoDate().FindStringSubmatchIndex(s); m != nil {
		return &day{atoi(s[m[2]:m[3]]), atoi(s[m[4]:m[5]]), atoi(s[m[6]:m[7]])}, s[m[7]:]
	}
	if m := isoPacked().FindStringSubmatch(s); m != nil {
		return &day{atoi(m[1]), atoi(m[2]), atoi(m[3])}, s[8:]
	}
	if m := germanDay().FindStringSubmatch(s); m != nil {
		return &day{atoi(m[3]), atoi(m[2]), atoi(m[1])}, strings.SplitN(s, m[3], 2)[1]
	}
	if m := slashes().FindStringSubmatch(s); m != nil {
		return orderOf(atoi(m[1]), atoi(m[2]), atoi(m[3])), strings.SplitN(s, m[3], 2)[1]
	}
	if m := vietnamese().FindStringSubmatch(s); m != nil {
		return &day{atoi(m[3]), atoi(m[2]), atoi(m[1])}, strings.SplitN(s, m[3], 2)[1]
	}
	return namedMonth(s)
}

func namesMonth(s string) bool {
	return slices.ContainsFunc(word().FindAllString(s, -1), func(w string) bool { return monthAt(w) != 0 })
}

// orderOf tells day from month if one of them cannot be a month.
func orderOf(a, b, year int) *day {
	switch {
	case a > 12 && b <= 12:
		return &day{year, b, a}
	case b > 12 && a <= 12, a == b:
		return &day{year, a, b}
	}
	return nil
}

// namedMonth parses 2 Jan 2023, Jan 2, 2023, 2023. január 2., 2-Jan-23 and Mon Jan 2 15:04:05 MST 2023.
func namedMonth(s string) (*day, string) {
	month, from, to := 0, 0, 0
	for _, w := range word().FindAllStringIndex(s, 12) { // the last: mar. 3 janv. is a Tuesday
		if m := monthAt(s[w[0]:w[1]]); m != 0 {
			month, from, to = m, w[0], w[1]
		}
	}
	if month == 0 {
		return nil, ""
	}
	before, after := number().FindAllString(s[:from], -1), s[to:]
	if dayAndYear().MatchString(after) && !leadingYear().MatchString(s[:from]) {
		before = nil
	}
	d := &day{month: month}
	yearFirst := len(before) == 1 && len(before[0]) == 4
	if len(before) > 0 && !yearFirst {
		d.day = atoi(before[len(before)-1])
	} else {
		m := number().FindStringIndex(after)
		if m == nil {
			return nil, ""
		}
		d.day, after = atoi(after[m[0]:m[1]]), after[m[1]:]
	}
	if yearFirst {
		d.year = atoi(before[0])
		return d, after
	}
	year := yearIn(after)
	switch {
	case year == nil && len(before) == 2 && len(before[0]) == 4: // 2026. gada 27. novembrī
		d.year = atoi(before[0])
		return d, after
	case year == nil:
		return nil, ""
	}
	d.year = fullYear(atoi(after[year[0]:year[1]]), year[1]-year[0])
	return d, after[:year[0]] + " " + after[year[1]:]
}

// yearIn finds the year after day and month: the first number, unless a time comes first.
func yearIn(s string) []int {
	first := number().FindStringIndex(s)
	for _, m := range number().FindAllStringIndex(s, 8) {
		signed := m[0] > 0 && strings.ContainsAny(s[m[0]-1:m[0]], "+-") && strings.Contains(s[:m[0]], ":")
		if m[1]-m[0] == 4 && !signed {
			return m
		}
	}
	if first != nil && first[1]-first[0] == 2 && !strings.HasPrefix(s[first[1]:], ":") {
		return first
	}
	return nil
}

func fullYear(year, digits int) int {
	switch {
	case digits > 2:
		return year
	case year < 70:
		return 2000 + year
	}
	return 1900 + year
}

// timeOf parses the time of day, if there is one.
func timeOf(s string) (hour, minute, second int, rest string, ok bool) {
	m := clock().FindStringSubmatchIndex(s)
	if m == nil {
		if m = packed().FindStringSubmatchIndex(s); m == nil {
			return 0, 0, 0, s, true
		}
		m = slices.Insert(m, 2, -1, -1) // the half of the day comes before the hour
		m = append(m, -1, -1)           // or after it
	}
	part := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	hour, minute, second = atoi(part(2)), atoi(part(3)), atoi(part(4))
	switch half := strings.ToLower(part(1) + part(5)); {
	case strings.HasPrefix(half, "p") && hour < 12:
		hour += 12
	case strings.HasPrefix(half, "a") && hour == 12:
		hour = 0
	}
	end := max(m[5], m[7], m[9], m[11])
	rest = strings.TrimLeft(s[end:], ".,0123456789")
	return hour, minute, second, rest, hour <= 24 && minute < 60 && second <= 60
}

// zoneOf returns how far a zone is ahead of UTC.
func zoneOf(s string) time.Duration {
	if m := offset().FindStringSubmatch(s); m != nil {
		hours, minutes := atoi(m[2]), atoi(m[3])
		if hours <= 14 && minutes < 60 {
			d := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
			if m[1] != "+" {
				d = -d
			}
			return d
		}
		return 0
	}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if ahead, known := zones[strings.ToUpper(word)]; known {
			return time.Duration(ahead) * time.Minute
		}
	}
	return 0
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

const longestDate = 40 // letters of a line that is nothing but a date

var aYear = pattern.Of(`(?:^|\D)(?:19|20|25)\d\d(?:\D|$)`)

// Alone reports whether a line is a date, with no other words than weekday, month and zone.
func Alone(line string) bool {
	if utf8.RuneCountInString(line) > longestDate || !strings.ContainsFunc(line, unicode.IsDigit) {
		return false
	}
	line = inASCII(eastern.Replace(line))
	if !aYear().MatchString(line) || len(word().FindAllString(line, 4)) > 3 {
		return false
	}
	numbers := slashes().MatchString(strings.TrimLeftFunc(line, isNoDigit))
	return numbers || !Parse(line).IsZero()
}

func isNoDigit(r rune) bool { return !unicode.IsDigit(r) }
