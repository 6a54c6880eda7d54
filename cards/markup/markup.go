// Package markup writes strangers' words so that Discord shows just those words, within its limits of length.
//
// It refuses to know what a card is.
package markup

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"lede/pattern"
)

// Escape writes words of the news so that Discord renders exactly those words: they become no Markdown, mention, emoji or link. A
// backslash before ASCII punctuation is Discord's own escape. Characters that change the direction of writing are kept, and end with
// their line, so that none affects Lede's words after them.
func Escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	before := line{start: true}
	for i := 0; i < len(s); {
		if n := letters(s[i:]); n > 0 {
			b.WriteString(s[i : i+n])
			before, i = line{}, i+n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if before.makesMarkup(r, s[i:]) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		before = before.and(r)
		i += size
	}
	return Straight(b.String())
}

var escaped = pattern.Of("\\\\([!-/:-@\\[-`{-~])")

// Unescape removes what Escape put before a character that Discord would take for markup.
func Unescape(s string) string { return escaped().ReplaceAllString(s, "$1") }

// Plain returns the longest run of letters in a text, which Escape leaves unchanged.
func Plain(s string) (longest string) {
	start := -1
	for i, r := range s {
		switch letter := r|0x20 >= 'a' && r|0x20 <= 'z' || r >= utf8.RuneSelf && unicode.IsLetter(r); {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			if i-start > len(longest) {
				longest = s[start:i]
			}
			start = -1
		}
	}
	if start >= 0 && len(s)-start > len(longest) {
		longest = s[start:]
	}
	return longest
}

// letters counts the ASCII letters that a text begins with, which are most of it and have no meaning in Discord's markup.
func letters(s string) (n int) {
	for n < len(s) && ('a' <= s[n]|0x20 && s[n]|0x20 <= 'z') {
		n++
	}
	return n
}

// breaks reports whether Discord, or the browser it runs in, may begin a new line after a character.
func breaks(r rune) bool {
	switch r {
	case '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// vanishes reports whether Discord may drop a character before it looks for markup.
func vanishes(r rune) bool {
	if r <= unicode.MaxASCII {
		return unicode.IsControl(r) && r != '\t'
	}
	return unicode.In(r, unicode.Cc, unicode.Cf)
}

// The characters that change the direction of writing, and those that end what they began.
const (
	turns, isolates     = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
	endTurn, endIsolate = '\u202c', '\u2069'
)

// Straight closes, at the end of each line, every character that changes the direction of writing.
func Straight(s string) string {
	if !strings.Contains(s, turns[:1]) || !strings.ContainsAny(s, turns+isolates) { // all begin with the same byte
		return s
	}
	var b strings.Builder
	var open []rune // the character that ends each, the innermost last
	end := func() {
		for len(open) > 0 {
			b.WriteRune(open[len(open)-1])
			open = open[:len(open)-1]
		}
	}
	for _, r := range s {
		switch {
		case strings.ContainsRune(turns, r):
			open = append(open, endTurn)
		case strings.ContainsRune(isolates, r):
			open = append(open, endIsolate)
		case len(open) > 0 && r == open[len(open)-1]:
			open = open[:len(open)-1]
		case r == '\n':
			end()
		}
		b.WriteRune(r)
	}
	end()
	return b.String()
}

// mostMarks is how many marks a label keeps on one letter: no script writes as many, and a pile of them covers the lines around it.
const mostMarks = 8

// visible drops control characters, those that change the direction of writing and piles of marks, from text that is not quoted. What
// nobody could see is "".
func visible(s string) string {
	marks, seen := 0, false
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || r == endTurn || r == endIsolate || strings.ContainsRune(turns+isolates, r):
			return -1
		case r <= unicode.MaxASCII:
			marks, seen = 0, seen || r > ' '
			return r
		case unicode.Is(unicode.M, r):
			marks++
		case !unicode.Is(unicode.Cf, r):
			marks = 0
		}
		if marks > mostMarks {
			return -1
		}
		seen = seen || !unseen(r)
		return r
	}, s)
	if !seen {
		return ""
	}
	return s
}

// unseen reports whether a character leaves no trace on the screen.
func unseen(r rune) bool {
	const blankBraille = '\u2800'
	return r == blankBraille || unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// line is what stands before a character in its line, as far as it decides what is markup: nothing, only digits, or both where the break
// between them may vanish.
type line struct{ start, digits bool }

// and is the line with one more character.
func (before line) and(r rune) line {
	switch {
	case breaks(r):
		return line{true, before.digits && r != '\n'} // any other may vanish instead
	case vanishes(r), before.start && unicode.IsSpace(r):
		return before
	case (before.start || before.digits) && r >= '0' && r <= '9':
		return line{digits: true}
	}
	return line{}
}

// makesMarkup reports whether a character could begin or end markup at the start of the rest of a text.
func (before line) makesMarkup(r rune, rest string) bool {
	switch r {
	case '\\', '*', '_', '~', '`', '|', '<', '>', '[', ']', '(', ')', '@':
		return true
	case '#', '-', '+':
		return before.start
	case '.':
		return before.digits // "1. " at the start of a line would become a list
	case ':', '/': // :emoji:, https://…, discord.gg/…
		next, size := utf8.DecodeRuneInString(rest[1:])
		return size > 0 && next != 0 && (!unicode.IsSpace(next) || vanishes(next))
	}
	return false
}

// Quote writes words of the news as a block quotation, each line of it.
func Quote(s string) string {
	return "> " + strings.ReplaceAll(Escape(s), "\n", "\n> ")
}

// Length counts like the strictest of Discord's counters: in UTF-16 code units.
func Length(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// Label cuts a text for a place with a limit, such as an option of a select; the cut falls between words and is marked. The limit counts as
// Length does. A text of which nothing can be seen is "", so that no link or option stands under it.
func Label(s string, limit int) string {
	s = visible(strings.Join(strings.Fields(s), " "))
	if Length(s) <= limit {
		return s
	}
	n, end := 1, 0 // 1 for the mark
	for i, r := range s {
		if n += max(1, utf16.RuneLen(r)); n > limit {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	if space := strings.LastIndexByte(s[:end], ' '); space > 0 && s[end] != ' ' {
		end = space
	}
	return strings.TrimRight(s[:end], " ,;:–—-") + "…"
}

// Clip cuts escaped text hard: the last resort against a limit, counted as by Length, never reached by a real article.
func Clip(s string, limit int) string {
	if Length(s) <= limit {
		return s
	}
	n := 1
	for i, r := range s {
		if n += max(1, utf16.RuneLen(r)); n > limit {
			return strings.TrimRight(s[:i], "\\") + "…"
		}
	}
	return s
}
