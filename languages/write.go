package languages

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"lede/problem"
)

// values is what gaps are filled with: the pairs passed to Text, or the arguments of a problem.
type values struct {
	pairs []any
	args  problem.Args
	// The message and the hint of the problem that is the cause.
	cause, hint string
	// plain removes the pattern's backslashes, which are Markdown, where plain text is shown.
	plain bool
}

func (v values) get(name string) (any, bool) {
	for i := 0; i+1 < len(v.pairs); i += 2 {
		if v.pairs[i] == name {
			return v.pairs[i+1], true
		}
	}
	if x, ok := v.args[name]; ok {
		return x, true
	}
	switch name {
	case causeGap:
		return v.cause, true
	case hintGap:
		return v.hint, true
	}
	return nil, false
}

// fill puts the values into the gaps of a pattern. A gap without a value stays.
func (l Language) fill(pattern string, v values, escape func(string) string) string {
	if !strings.ContainsAny(pattern, `{\`) {
		return pattern
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(pattern, "{")
		if v.plain {
			before = strings.ReplaceAll(before, `\`, "")
		}
		b.WriteString(before)
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			if found {
				b.WriteString("{" + rest)
			}
			return b.String()
		}
		if x, ok := v.get(name); ok {
			if typed, isText := x.(string); isText && strings.HasSuffix(before, "/") {
				x = l.Command(typed)
			}
			b.WriteString(l.write(x, escape))
		} else {
			b.WriteString("{" + name + "}")
		}
		pattern = after
	}
}

func (l Language) write(x any, escape func(string) string) string {
	if escape == nil {
		escape = func(s string) string { return s }
	}
	switch x := x.(type) {
	case int:
		return l.Number(x)
	case string:
		return escape(x)
	case []string:
		escaped := make([]string, len(x))
		for i, s := range x {
			escaped[i] = escape(s)
		}
		return l.List(escaped)
	}
	return escape(fmt.Sprint(x))
}

// List joins items as in a sentence: “a, b and c”.
func (l Language) List(items []string) string {
	if len(items) == 0 {
		return ""
	}
	last := len(items) - 1
	if last == 0 {
		return items[0]
	}
	return strings.Join(items[:last], l.Text("list.comma")) + l.Text("list.and") + items[last]
}

// groupedFrom is the first number whose digits are grouped by three.
const groupedFrom = 10_000

// Number formats a whole number, such as “12,345”.
func (l Language) Number(n int) string {
	s := strconv.Itoa(n)
	if -groupedFrom < n && n < groupedFrom {
		return s
	}
	apart := l.Text("number.group")
	sign := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + apart + s[i:]
	}
	if sign {
		return "-" + s
	}
	return s
}

// Date formats a day, such as “2 January 2006”.
func (l Language) Date(day time.Time) string { return l.date("date.day", day) }

// Weekday formats a day with its weekday, such as “Monday 2 January 2006”.
func (l Language) Weekday(day time.Time) string { return l.date("date.weekday", day) }

func (l Language) date(key string, day time.Time) string {
	return l.Text(key,
		"weekday", l.Text("date.weekday."+strconv.Itoa(int(day.Weekday()))),
		"day", day.Day(),
		"month", l.Text("date.month."+strconv.Itoa(int(day.Month()))),
		"year", day.Year())
}
