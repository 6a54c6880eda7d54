package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Newspapers are printed in columns. Copied line by line, two columns stand side by side and no sentence is whole, so the
// columns are put one after the other before a text is read, the left one first. Tables stay as they are.

const (
	longestInColumns = 100_000 // bytes
	fewestInColumns  = 8       // lines
	leastGutter      = 15      // characters before the right column
	deepestIndent    = 4       // characters before a paragraph in the right column
)

// Columns puts the two columns of a printed text one after the other, with a line for each paragraph. It returns other
// texts as they are.
func Columns(text string) string {
	if len(text) > longestInColumns || !strings.Contains(text, "   ") {
		return text
	}
	lines := strings.Split(text, "\n")
	gutter := gutterOf(lines)
	if gutter == 0 {
		return text
	}
	var out, left, right strings.Builder
	flush := func() {
		l, r := strings.TrimSpace(left.String()), strings.TrimSpace(right.String())
		out.WriteString(l)
		if first, _ := utf8.DecodeRuneInString(r); r != "" && !ends(l) && unicode.IsLower(first) {
			out.WriteString(" " + r + "\n\n") // the sentence goes on in the other column
		} else {
			out.WriteString("\n\n" + r + "\n\n")
		}
		left.Reset()
		right.Reset()
	}
	for _, line := range lines {
		l, r, ok := divided(line, gutter)
		if !ok {
			flush()
			out.WriteString(strings.TrimSpace(line) + "\n\n")
			continue
		}
		goOn(&left, l)
		goOn(&right, r)
	}
	flush()
	return strings.TrimSpace(out.String()) + "\n"
}

// goOn adds a line to a column. An empty line ends a paragraph; a line break after a hyphen stays, so that the divided
// word is joined later.
func goOn(column *strings.Builder, line string) {
	switch {
	case line == "":
		column.WriteString("\n\n")
	case strings.HasSuffix(line, "-"):
		column.WriteString(line + "\n")
	default:
		column.WriteString(line + " ")
	}
}

// divided cuts a line at the gutter. It fails if words cross the gutter, or the right part is indented too far.
func divided(line string, gutter int) (left, right string, ok bool) {
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	at, column := len(line), 0
	for i := range line {
		if column == gutter {
			at = i
			break
		}
		column++
	}
	left, right = line[:at], line[at:]
	if strings.Contains(line, "\t") || right != "" && !strings.HasSuffix(left, "  ") {
		return "", "", false
	}
	indent := len(right) - len(strings.TrimLeft(right, " "))
	return strings.TrimSpace(left), right[indent:], indent <= deepestIndent
}

// gutterOf returns how many characters come before the right column of two columns of prose, or 0 if there are none.
func gutterOf(lines []string) int {
	begins := map[int]int{}
	for _, line := range lines {
		column, gap := 0, 0
		for _, r := range line {
			if r != ' ' {
				if gap > 1 && column >= leastGutter {
					begins[column]++
				}
				gap = 0
			} else {
				gap++
			}
			column++
		}
	}
	best := 0
	for column, n := range begins {
		if n > begins[best] || n == begins[best] && column < best {
			best = column
		}
	}
	if begins[best] < fewestInColumns || !inProse(lines, best) {
		return 0
	}
	return best
}

// inProse reports whether nearly all lines are divided at a gutter, and many begin in small letters on both sides of it, as
// the lines of broken sentences do.
func inProse(lines []string, gutter int) bool {
	all, fit, both, smallLeft, smallRight := 0, 0, 0, 0, 0
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		all++
		left, right, ok := divided(line, gutter)
		if ok {
			fit++
		}
		if !ok || left == "" || right == "" {
			continue
		}
		both++
		smallLeft += goesOnIn(left)
		smallRight += goesOnIn(right)
	}
	return both >= fewestInColumns && fit*10 >= all*8 && smallLeft*3 >= both && smallRight*3 >= both
}

// goesOnIn returns 1 for several words that begin with a small letter, else 0.
func goesOnIn(cell string) int {
	if first, _ := utf8.DecodeRuneInString(cell); unicode.IsLower(first) && strings.Contains(cell, " ") {
		return 1
	}
	return 0
}
