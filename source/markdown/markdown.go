// Package markdown reads Markdown, in a message on Discord or in a file, as the text that its readers see.
//
// It removes marks and adds nothing: words, their order and their paragraphs stay. It refuses to guess: a mark without a
// partner is a character like any other.
package markdown

import (
	"strings"
	"time"

	"lede/pattern"
)

// Document is the content of a Markdown file.
type Document struct {
	// Title comes from the front matter, else from the first heading of the first level; "" for none. It is not part of Text.
	Title string
	// Published is the date in the front matter; zero for none.
	Published time.Time
	Text      string
}

// Message returns what readers see of a message on Discord. Mentions are left out: they call people and say nothing about them.
func Message(text string) string {
	return render(blocks(text))
}

// File reads a Markdown file.
func File(text string) Document {
	d, rest := frontMatter(strings.ReplaceAll(text, "\r\n", "\n"))
	list := blocks(seen(rest))
	for i, b := range list {
		if b.level != 1 {
			continue
		}
		title := inline(b.text())
		if d.Title == "" {
			d.Title = title
		}
		if title == d.Title {
			list = append(list[:i:i], list[i+1:]...)
		}
		break
	}
	d.Text = render(list)
	return d
}

// block is a group of lines of one kind.
type block struct {
	lines []string
	level int  // of a heading; 0 for none
	code  bool // nothing in it is a mark
}

func (b block) text() string { return strings.Join(b.lines, "\n") }

var (
	quoted    = pattern.Of(`^ {0,3}(?:>>>|>) ?`)
	heading   = pattern.Of(`^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$`)
	subtext   = pattern.Of(`^ {0,3}-#[ \t]+`)
	item      = pattern.Of(`^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?`)
	rule      = pattern.Of(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	underline = pattern.Of(`^ {0,3}(?:=+|-{2,})[ \t]*$`)
	fence     = pattern.Of("^ {0,3}(?:```+|~~~+)")
	tableRule = pattern.Of(`^ *\|?(?: *:?-+:? *\|)+ *(?::?-+:?)? *$`)
	tableRow  = pattern.Of(`^ *\|.*\| *$`)
)

// reader groups lines into blocks.
type reader struct {
	list   []block
	open   bool // the last block continues
	quoted bool // the last line was in a block quotation
}

// blocks splits a text into its blocks, without the marks at the beginning of lines.
func blocks(text string) []block {
	var r reader
	fenced := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if fence().MatchString(line) && (fenced || !closesItself(line)) {
			fenced = !fenced
			r.open = false
			if fenced {
				r.list = append(r.list, block{code: true})
			}
			continue
		}
		if fenced {
			last := &r.list[len(r.list)-1]
			last.lines = append(last.lines, line)
			continue
		}
		r.line(line)
	}
	return r.list
}

// closesItself reports whether the marks that open a code block close it on the same line.
func closesItself(line string) bool {
	return strings.Contains(strings.TrimLeft(strings.TrimSpace(line), "`"), "```")
}

// line takes the next line, which is not code.
func (r *reader) line(line string) {
	bare := line
	for at := quoted().FindStringIndex(bare); at != nil; at = quoted().FindStringIndex(bare) {
		bare = bare[at[1]:]
	}
	if isQuoted := bare != line; isQuoted != r.quoted {
		r.open, r.quoted = false, isQuoted
	}
	switch h := heading().FindStringSubmatch(bare); {
	case strings.TrimSpace(bare) == "":
		r.open = false
	case h != nil:
		r.alone(block{lines: []string{h[2]}, level: len(h[1])})
	case r.underlined(bare):
		last := &r.list[len(r.list)-1]
		last.level, r.open = 1, false
		if strings.Contains(bare, "-") {
			last.level = 2
		}
	case rule().MatchString(bare), tableRule().MatchString(bare) && strings.Contains(bare, "|"):
		r.open = false
	case tableRow().MatchString(bare):
		r.alone(block{lines: []string{cells(bare)}})
	case item().MatchString(bare):
		r.open = false
		r.add(item().ReplaceAllString(bare, ""))
	default:
		r.add(subtext().ReplaceAllString(bare, ""))
	}
}

// underlined reports whether a line makes the one above it a heading.
func (r *reader) underlined(line string) bool {
	return r.open && underline().MatchString(line) && len(r.list[len(r.list)-1].lines) == 1
}

func (r *reader) alone(b block) {
	r.list = append(r.list, b)
	r.open = false
}

func (r *reader) add(line string) {
	if !r.open {
		r.list = append(r.list, block{})
		r.open = true
	}
	last := &r.list[len(r.list)-1]
	last.lines = append(last.lines, strings.TrimSpace(line))
}

// cells joins the cells of a table row.
func cells(row string) string {
	parts := strings.Split(strings.Trim(strings.TrimSpace(row), "|"), "|")
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return strings.Join(parts, " · ")
}

// render joins blocks, with an empty line between them.
func render(list []block) string {
	var out []string
	for _, b := range list {
		text := b.text()
		if !b.code {
			text = inline(text)
		}
		if strings.TrimSpace(text) != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n\n")
}

// frontMatter reads what is between two lines of dashes at the beginning of a file.
func frontMatter(text string) (d Document, rest string) {
	inside, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return d, text
	}
	head, rest, ok := strings.Cut(inside, "\n---")
	if !ok {
		return d, text
	}
	_, rest, _ = strings.Cut(rest, "\n")
	for line := range strings.Lines(head) {
		name, value, found := strings.Cut(line, ":")
		if !found {
			continue
		}
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "title":
			d.Title = value
		case "date", "published", "pubdate":
			d.Published = day(value)
		}
	}
	return d, rest
}

// day parses a date in the forms of front matter; zero for anything else.
func day(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
