package markdown

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/pattern"
)

var (
	address  = pattern.Of(`^(?i:https?)://[^\s<>"]+`)
	autolink = pattern.Of(`^<((?i:https?)://[^\s<>]+)>`)
	// called matches what Discord writes for a person, a role, a channel, a command, a time or an emoji, and a mention of
	// everybody.
	called   = pattern.Of(`^(?:<(?:@[!&]?\d+|#\d+|/[^<>\n:]{1,100}:\d+|a?:\w{2,32}:\d+|id:\w+|t:-?\d+(?::\w)?)>|@everyone\b|@here\b)`)
	entity   = pattern.Of(`^&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	target   = pattern.Of(`^\]\(\s*<?(?:[^()\s<>]|\([^()\s<>]*\))*>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)`)
	anEntity = pattern.Of(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// Entities replaces the HTML character references in a pasted text, such as &amp;, with their characters. One without its
// semicolon is as likely a word: R&D, ?a=1&copy=2.
func Entities(text string) string { return anEntity().ReplaceAllStringFunc(text, html.UnescapeString) }

// piece is a part of a paragraph.
type piece struct {
	text string
	// mark is the character of a run of marks that may open or close emphasis; 0 for plain text.
	mark        byte
	opens, shut bool
}

// struck is the mark around words that are struck out, and so not part of the text.
const struck = '~'

// inline returns what readers see of a paragraph.
func inline(text string) string {
	list := pieces(text)
	pairUp(list)
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.text)
	}
	return tidy(b.String())
}

// pieces splits a text into words and marks.
func pieces(text string) []piece {
	var list []piece
	var labels []int // starts of labels that are not closed yet
	ticks := ticksIn(text)
	for i := 0; i < len(text); {
		rest := text[i:]
		if shown, n := unmarked(text, i, ticks); n > 0 {
			list = append(list, piece{text: shown})
			i += n
			continue
		}
		n := 1
		switch c := rest[0]; {
		case c == '[', strings.HasPrefix(rest, "!["):
			n = strings.IndexByte(rest, '[') + 1
			labels = append(labels, len(list))
			list = append(list, piece{text: rest[:n]})
		case c == ']' && target().MatchString(rest):
			m := target().FindString(rest)
			n = len(m)
			if len(labels) == 0 {
				list = append(list, piece{text: m})
				break
			}
			list = closeLabel(list, labels[len(labels)-1])
			labels = labels[:len(labels)-1]
		case strings.IndexByte("*_~|", c) >= 0:
			n = len(rest) - len(strings.TrimLeft(rest, string(c)))
			list = append(list, run(text, i, n))
		default:
			if n = 1 + strings.IndexAny(rest[1:], "\\`<@hH&[!]*_~|"); n == 0 {
				n = len(rest)
			}
			list = append(list, piece{text: rest[:n]})
		}
		i += n
	}
	return list
}

// unmarked returns what readers see of what begins at i and has no emphasis marks in it, and its length; 0 if there is none.
func unmarked(text string, i int, ticks codeMarks) (shown string, n int) {
	rest := text[i:]
	switch c := rest[0]; {
	case c == '\\' && len(rest) > 1 && isPunctuation(rest[1]):
		return rest[1:2], 2
	case c == '`':
		return ticks.code(text, i)
	case c == '<' && autolink().MatchString(rest):
		m := autolink().FindStringSubmatch(rest)
		return m[1], len(m[0])
	case c == '<', c == '@' && !endsInWord(text[:i]):
		return "", len(called().FindString(rest))
	case c == 'h', c == 'H':
		link := strings.TrimRight(address().FindString(rest), "*_|~)]`")
		return link, len(link)
	case c == '&':
		m := entity().FindString(rest)
		return html.UnescapeString(m), len(m)
	}
	return "", 0
}

// closeLabel ends the label that begins at a piece: of a link, whose words stay, or of a picture, whose words nobody sees. They are dropped, since pictures may
// stand in the labels of a million others.
func closeLabel(list []piece, at int) []piece {
	if picture := list[at].text == "!["; picture {
		list = list[:at+1]
	}
	list[at] = piece{}
	return list
}

// codeMarks are the runs of code marks in a text: where those of each length begin.
type codeMarks map[int][]int

func ticksIn(text string) codeMarks {
	ticks := codeMarks{}
	for i := 0; i < len(text); i++ {
		if text[i] == '`' {
			n := ticksAt(text, i)
			ticks[n] = append(ticks[n], i)
			i += n
		}
	}
	return ticks
}

// ticksAt returns the length of the run of code marks at i.
func ticksAt(text string, i int) int {
	return len(text) - i - len(strings.TrimLeft(text[i:], "`"))
}

// code returns the text between the code marks at i and the next that are as many, and its length including them.
func (t codeMarks) code(text string, i int) (inside string, n int) {
	open := ticksAt(text, i)
	begins := i + open
	same := t[open]
	next, _ := slices.BinarySearch(same, begins)
	if next == len(same) {
		return text[i:begins], open
	}
	return strings.TrimSpace(text[begins:same[next]]), same[next] + open - i
}

// run returns a run of n marks at i. It may open emphasis if text follows it directly, and close it if text precedes it
// directly; an underscore within a word does neither.
func run(text string, i, n int) piece {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+n:])
	edge := func(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	p := piece{text: text[i : i+n], mark: text[i], opens: !edge(after), shut: !edge(before)}
	switch p.mark {
	case '_':
		p.opens, p.shut = p.opens && !word(before), p.shut && !word(after)
	case '~', '|':
		if n != 2 {
			p.mark = 0
		}
	}
	return p
}

// endsInWord reports whether the text before an @ makes it part of an address.
func endsInWord(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// open is the most marks of each kind that wait for a partner: no text nests deeper.
const open = 64

// pairUp removes the marks that have a partner.
func pairUp(list []piece) {
	waiting := map[byte][]int{}
	for i := range list {
		p := &list[i]
		if p.mark == 0 {
			continue
		}
		for stack := waiting[p.mark]; p.shut && len(stack) > 0 && p.text != ""; {
			partner := &list[stack[len(stack)-1]]
			n := min(len(p.text), len(partner.text))
			p.text, partner.text = p.text[n:], partner.text[n:]
			if p.mark == struck {
				strike(list[stack[len(stack)-1]:i])
			}
			if partner.text == "" {
				stack = stack[:len(stack)-1]
				waiting[p.mark] = stack
			}
		}
		if p.opens && p.text != "" && len(waiting[p.mark]) < open {
			waiting[p.mark] = append(waiting[p.mark], i)
		}
	}
}

// strike removes words that are struck out.
func strike(list []piece) {
	for i := range list {
		list[i].text, list[i].mark = "", 0
	}
}

var (
	gap      = pattern.Of(`[ \t]{2,}`)
	lineEnds = pattern.Of(`(?m)^[ \t]+|[ \t]+$`)
)

// tidy closes the gaps where something was removed.
func tidy(s string) string {
	return strings.TrimSpace(lineEnds().ReplaceAllString(gap().ReplaceAllString(s, " "), ""))
}

func isPunctuation(c byte) bool {
	return c > ' ' && c < 0x7f && !unicode.IsLetter(rune(c)) && !unicode.IsDigit(rune(c))
}
