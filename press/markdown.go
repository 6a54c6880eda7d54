package press

import (
	"fmt"
	"io"
	"strings"

	"lede/briefing"
	"lede/languages"
)

// Markdown writes an article's structure as CommonMark. Rendered, the article's words read as in the original.
func Markdown(w io.Writer, l languages.Language, a *briefing.Article) error {
	v := look(l, a)
	var b strings.Builder
	if v.Title != "" {
		fmt.Fprintf(&b, "# %s\n\n", escape(v.Title))
	}
	if v.FromLede {
		fmt.Fprintf(&b, "*%s*\n\n", l.Text("press.made-title"))
	}
	if facts := v.details(); len(facts) > 0 {
		for i := range facts {
			facts[i] = escape(facts[i])
		}
		fmt.Fprintf(&b, "%s\n\n", strings.Join(facts, " · "))
	}
	if v.URL != "" {
		fmt.Fprintf(&b, "%s\n\n", escape(v.URL))
	}
	heading := func(key string, entries int) {
		if entries > 0 {
			fmt.Fprintf(&b, "## %s\n\n", l.Text(key))
		}
	}
	list := func(key string, entries []passage) {
		heading(key, len(entries))
		for _, x := range entries {
			fmt.Fprintf(&b, "- %s%s %s\n", escape(x.Words), note(x.Note), escape(x.Cite))
		}
		if len(entries) > 0 {
			b.WriteByte('\n')
		}
	}
	list(keyPoints, v.Points)
	list(others, v.Others)
	heading(whosWho, len(v.People))
	for _, x := range v.People {
		fmt.Fprintf(&b, "- **%s**%s%s\n", escape(x.Name), note(x.Role), note(x.Said))
	}
	if len(v.People) > 0 {
		b.WriteByte('\n')
	}
	heading(quotes, len(v.Quotes))
	for i, x := range v.Quotes {
		if i == 0 || x.Note != v.Quotes[i-1].Note {
			fmt.Fprintf(&b, "**%s**\n\n", escape(x.Note))
		}
		fmt.Fprintf(&b, "> %s %s\n\n", escape(x.Words), escape(x.Cite))
	}
	list(figures, v.Figures)
	if s := v.footnote(); s != "" {
		fmt.Fprintf(&b, "*%s*\n", escape(s))
	}
	return writeAll(w, b.String())
}

func note(s string) string {
	if s == "" {
		return ""
	}
	return " · " + escape(s)
}

// escape writes foreign text on one line, with markup escaped. A backslash before any ASCII
// punctuation is Markdown's own way to do so.
func escape(s string) string {
	var b strings.Builder
	start := true // a list, a heading or a quotation could begin here
	digits := false
	for _, r := range strings.TrimSpace(s) {
		switch {
		case strings.ContainsRune("\\`*_[]<>&|~$@", r),
			start && strings.ContainsRune("#+-=", r),
			digits && (r == '.' || r == ')'):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		digits = (start || digits) && r >= '0' && r <= '9'
		start = false
	}
	return b.String()
}
