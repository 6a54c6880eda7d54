package text

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Newspapers are printed in columns. Copied line by line, columns stand side by side and no sentence is whole, so they are put one after
// the other before a text is read, the left one first. Tables stay as they are.

const (
	longestInColumns = 100_000 // bytes
	fewestInColumns  = 3       // lines
	fewerInColumns   = 8       // lines, below which more of them must be broken sentences
	leastGutter      = 15      // characters before the right column
	deepestIndent    = 4       // characters before a paragraph in the right column
	mostColumns      = 6
)

// Columns puts the columns of a printed text one after the other, with a line for each paragraph. It returns other texts as they are.
func Columns(text string) string {
	if len(text) > longestInColumns || !strings.Contains(text, "   ") && !strings.Contains(text, "\t") {
		return text
	}
	apart, ok := columns(strings.Split(untabbed(text), "\n"), mostColumns)
	if !ok {
		return text
	}
	return strings.TrimSpace(apart) + "\n"
}

// columns puts columns one behind the other; ok is false if the lines have none. most is how many there may be.
func columns(lines []string, most int) (apart string, ok bool) {
	gutter := 0
	if most > 1 {
		gutter = gutterOf(lines)
	}
	if gutter == 0 {
		return "", false
	}
	var out strings.Builder
	var left, right []string
	flush := func() {
		l, r := strings.TrimSpace(joined(left)), strings.TrimSpace(rest(right, most-1))
		out.WriteString(l)
		if first, _ := utf8.DecodeRuneInString(r); r != "" && !ends(l) && unicode.IsLower(first) {
			out.WriteString(" " + r + "\n\n") // the sentence goes on in the other column
		} else {
			out.WriteString("\n\n" + r + "\n\n")
		}
		left, right = left[:0], right[:0]
	}
	for _, line := range lines {
		l, r, ok := divided(line, gutter)
		if !ok {
			flush()
			out.WriteString(strings.TrimSpace(line) + "\n\n")
			continue
		}
		left, right = append(left, l), append(right, r)
	}
	flush()
	return out.String(), true
}

// rest returns the paragraphs of what stands right of a gutter, which may be more than one column.
func rest(lines []string, most int) string {
	if apart, ok := columns(lines, most); ok {
		return apart
	}
	return joined(lines)
}

// joined returns the lines of a column as paragraphs.
func joined(lines []string) string {
	var column strings.Builder
	for _, line := range lines {
		goOn(&column, strings.TrimSpace(line))
	}
	return column.String()
}

// untabbed sets the cells of lines with tabs under each other, as they stood on paper.
func untabbed(text string) string {
	if !strings.Contains(text, "\t") {
		return text
	}
	lines := strings.Split(text, "\n")
	var widths [mostColumns]int
	for _, line := range lines {
		for i, cell := range cellsOf(line) {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	if slices.Max(widths[:]) > longestCell {
		return text // no column of print is so wide
	}
	for n, line := range lines {
		var out strings.Builder
		for i, cell := range cellsOf(line) {
			out.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+leastGap))
		}
		lines[n] = strings.TrimRightFunc(out.String(), unicode.IsSpace)
	}
	return strings.Join(lines, "\n")
}

const (
	longestCell = 100 // characters
	leastGap    = 3   // characters between two columns
)

// cellsOf cuts a line at its tabs, of which several in a row are one.
func cellsOf(line string) (cells []string) {
	for len(cells) < mostColumns-1 {
		cell, behind, ok := strings.Cut(line, "\t")
		if !ok {
			break
		}
		cells, line = append(cells, strings.TrimSpace(cell)), strings.TrimLeft(behind, "\t")
	}
	return append(cells, strings.TrimSpace(line))
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
	return strings.TrimSpace(left), right, indent <= deepestIndent
}

// gutterOf returns how many characters come before the second of some columns of prose, or 0 if there are none.
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
	most := 0
	for _, n := range begins {
		most = max(most, n)
	}
	tried := 0
	for _, column := range slices.Sorted(maps.Keys(begins)) {
		if n := begins[column]; n < fewestInColumns || n*2 < most {
			continue
		}
		if inProse(lines, column) {
			return column
		}
		if tried++; tried == mostColumns {
			break
		}
	}
	return 0
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
		if right = strings.TrimSpace(right); !ok || left == "" || right == "" {
			continue
		}
		both++
		smallLeft += goesOnIn(left)
		smallRight += goesOnIn(right)
	}
	share := 3
	if both < fewerInColumns {
		share = 2
	}
	if both < fewestInColumns || fit*10 < all*8 {
		return false
	}
	return min(smallLeft, smallRight)*share >= both
}

// goesOnIn returns 1 for several words that begin with a small letter, else 0.
func goesOnIn(cell string) int {
	if first, _ := utf8.DecodeRuneInString(cell); unicode.IsLower(first) && strings.Contains(cell, " ") {
		return 1
	}
	return 0
}
