package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/press"
)

// narrow is the least width that text is wrapped to.
const narrow = 20

// tidy takes out what could play tricks on a terminal: a bot and a server have their names from strangers.
func tidy(list []finding) []finding {
	clean := func(s string) string {
		return strings.Map(func(r rune) rune {
			if !unicode.IsPrint(r) {
				return ' '
			}
			return r
		}, s)
	}
	for i, f := range list {
		list[i].Found, list[i].Fix = clean(f.Found), clean(f.Fix)
		list[i].Check = clean(f.Check)
	}
	return list
}

// printFindings writes one line for each check, and beneath it what to do. Only a terminal gets colour and has its
// lines wrapped; elsewhere a line is a line, for grep.
func printFindings(w io.Writer, list []finding, t press.Terminal) error {
	names := 0
	for _, f := range list {
		names = max(names, len(f.Check))
	}
	indent := len("warn  ") + names + 2
	var b strings.Builder
	for _, f := range list {
		word := fmt.Sprintf("%-4s", f.Status)
		if t.Color {
			word = colour(f.Status) + word + "\x1b[0m"
		}
		fmt.Fprintf(&b, "%s  %-*s  %s\n", word, names, f.Check, wrapped(f.Found, indent, t.Width))
		if f.Fix != "" {
			fmt.Fprintf(&b, "%*s→ %s\n", indent, "", wrapped(f.Fix, indent+2, t.Width))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", tally(list))
	_, err := io.WriteString(w, b.String())
	return err
}

func colour(s status) string {
	return map[status]string{statusOK: "\x1b[32m", statusWarn: "\x1b[33m", statusFail: "\x1b[1;31m", statusSkip: "\x1b[2m"}[s]
}

// wrapped breaks a text between words so that it fits beside an indent. A link longer than a line stays whole.
func wrapped(s string, indent, width int) string {
	if width < indent+narrow {
		return s
	}
	var b strings.Builder
	used := 0
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case indent+used+1+n > width:
			fmt.Fprintf(&b, "\n%*s", indent, "")
			used = 0
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}

// tally counts what was found.
func tally(list []finding) string {
	n := map[status]int{}
	for _, f := range list {
		n[f.Status]++
	}
	parts := []string{fmt.Sprintf("%d ok", n[statusOK])}
	for _, c := range []struct {
		count     int
		one, many string
	}{{n[statusWarn], "warning", "warnings"}, {n[statusFail], "failure", "failures"}, {n[statusSkip], "not checked", "not checked"}} {
		switch c.count {
		case 0:
		case 1:
			parts = append(parts, "1 "+c.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", c.count, c.many))
		}
	}
	return strings.Join(parts, ", ")
}
