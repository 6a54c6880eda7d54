package press

import (
	"strings"
	"unicode"

	eastasian "golang.org/x/text/width"

	strangers "lede/cards/markup"
)

const (
	defaultWidth = 80
	minWidth     = 24 // below this, indented text would be one word per line
)

type style string

const (
	asIs    style = ""
	boldOn  style = "\x1b[1m"
	dimOn   style = "\x1b[2m"
	restore       = "\x1b[0m"
)

// piece is a run of text in one style.
type piece struct {
	text string
	style
	touches bool // the piece before it: no space, and no end of a line, comes between
}

func plain(s string) piece { return piece{text: s} }
func bold(s string) piece  { return piece{text: s, style: boldOn} }
func dim(s string) piece   { return piece{text: s, style: dimOn} }

// page lays out text in lines of a given width.
type page struct {
	strings.Builder
	width int
	color bool
}

func newPage(t Terminal) *page {
	if t.Width <= 0 {
		t.Width = defaultWidth
	}
	return &page{width: max(t.Width, minWidth), color: t.Color}
}

func (p *page) gap() { p.WriteByte('\n') }

// atom is never broken across lines: a word, or one wide character of a script without spaces.
type atom struct {
	piece
	width int
	gap   int // spaces before it, unless it begins a line
}

// block writes pieces as one paragraph with a hanging indent. Nothing is written when there are no words.
func (p *page) block(first, rest string, pieces ...piece) {
	room := p.width - max(width(first), width(rest))
	var line []atom
	indent, used := first, 0
	all := atoms(pieces, room)
	for i, a := range all {
		need := used + a.gap + a.width
		for _, next := range all[i+1:] {
			if !next.touches {
				break
			}
			need += next.width
		}
		if len(line) > 0 && !a.touches && need > room {
			p.line(indent, line)
			line, used, indent = nil, 0, rest
		}
		if len(line) == 0 {
			a.gap = 0
		}
		line = append(line, a)
		used += a.gap + a.width
	}
	if len(line) > 0 {
		p.line(indent, line)
	}
}

func (p *page) line(indent string, line []atom) {
	p.WriteString(indent)
	now := asIs
	for _, a := range line {
		if p.color && a.style != now {
			if now != asIs {
				p.WriteString(restore)
			}
			p.WriteString(strings.Repeat(" ", a.gap))
			p.WriteString(string(a.style))
			now = a.style
		} else {
			p.WriteString(strings.Repeat(" ", a.gap))
		}
		p.WriteString(a.text)
	}
	if now != asIs {
		p.WriteString(restore)
	}
	p.WriteByte('\n')
}

// atoms splits pieces where a line may break: at spaces, around wide characters, and inside a word that is
// longer than a whole line. Pieces are a space apart unless they touch.
func atoms(pieces []piece, room int) []atom {
	var out []atom
	for _, pc := range pieces {
		gap := min(len(out), 1)
		if pc.touches {
			gap = 0
		}
		cur := atom{piece: piece{style: pc.style, touches: pc.touches}}
		var b strings.Builder
		flush := func() {
			if b.Len() > 0 {
				cur.text, cur.gap = b.String(), gap
				out = append(out, cur)
				gap, cur.touches = 0, false
			}
			b.Reset()
			cur.width = 0
		}
		afterWide := false
		for _, r := range pc.text {
			if r == ' ' {
				flush()
				gap++
				continue
			}
			w := runeWidth(r)
			// A mark belongs to the character before it, and closing punctuation may not begin a line.
			breaks := (w == 2 || afterWide) && !unicode.IsPunct(r)
			if w > 0 && (breaks || cur.width+w > room) {
				flush()
			}
			b.WriteRune(r)
			cur.width += w
			if w > 0 {
				afterWide = w == 2
			}
		}
		flush()
	}
	return out
}

// clean makes foreign text harmless for a terminal: a line break or a tab becomes a space, and any other
// control character U+FFFD, as do the characters that reverse the direction of a line. Others that change it end with the text, so that
// none affects our words behind it.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", " ")
	return strangers.Straight(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t', r == '\u0085', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), r == '\u202d', r == '\u202e':
			return unicode.ReplacementChar
		}
		return r
	}, s))
}

func width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// runeWidth returns how many columns a character takes in a terminal.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch eastasian.LookupRune(r).Kind() {
	case eastasian.EastAsianWide, eastasian.EastAsianFullwidth:
		return 2
	}
	return 1
}
