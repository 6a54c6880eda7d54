package markdown

import (
	"strings"

	"lede/pattern"
)

// What a Markdown file holds and its readers do not see as words: comments, and the marks of footnotes.

const (
	commentOpens  = "<!--"
	commentCloses = "-->"
)

// note matches what begins a footnote, and noteMark where it is referred to.
var (
	note     = pattern.Of(`^ {0,3}\[\^([^\]\s]{1,64})\]:[ \t]*`)
	noteMark = pattern.Of(`\[\^([^\]\s]{1,64})\]`)
)

// seen returns a file without its comments and the marks of its footnotes. Code stays as it is, and so does a comment that is never closed.
func seen(text string) string {
	text = uncommented(text)
	if !strings.Contains(text, "[^") {
		return text
	}
	notes := map[string]bool{}
	_ = outsideCode(text, func(line string) string {
		if m := note().FindStringSubmatch(line); m != nil {
			notes[m[1]] = true
		}
		return line
	})
	return outsideCode(text, func(line string) string {
		if at := note().FindStringIndex(line); at != nil {
			line = line[at[1]:]
		}
		return noteMark().ReplaceAllStringFunc(line, func(mark string) string {
			if notes[mark[2:len(mark)-1]] {
				return ""
			}
			return mark
		})
	})
}

// uncommented returns a text without its comments.
func uncommented(text string) string {
	if !strings.Contains(text, commentOpens) {
		return text
	}
	inside := false
	shown := outsideCode(text, func(line string) string {
		var out strings.Builder
		for line != "" {
			mark := commentOpens
			if inside {
				mark = commentCloses
			}
			before, behind, found := strings.Cut(line, mark)
			if !inside {
				out.WriteString(before)
			}
			if !found {
				if inside && strings.HasSuffix(line, "\n") {
					out.WriteString("\n")
				}
				break
			}
			inside, line = !inside, behind
		}
		return out.String()
	})
	if inside {
		return text
	}
	return shown
}

// outsideCode changes the lines of a text that are in no block of code.
func outsideCode(text string, change func(line string) string) string {
	var out strings.Builder
	fenced := false
	for line := range strings.Lines(text) {
		if bare := strings.TrimRight(line, "\r\n"); fence().MatchString(bare) && (fenced || !closesItself(bare)) {
			fenced = !fenced
		} else if !fenced {
			line = change(line)
		}
		out.WriteString(line)
	}
	return out.String()
}
