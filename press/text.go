package press

import (
	"io"
	"strings"

	"lede/briefing"
	"lede/languages"
)

// Terminal describes where text is read.
type Terminal struct {
	Width int  // in characters; 0 means 80
	Color bool // bold and dim may be used
	Short bool // somebody looks at it, so that long lists end early; a file or another program gets them whole
}

// mostListed is how many people, quotations or figures a terminal lists: of a long article, too, people want a briefing.
const mostListed = 20

// first returns as many of a list as a terminal shows.
func first[T any](t Terminal, list []T) []T {
	if !t.Short {
		return list
	}
	return list[:min(len(list), mostListed)]
}

// left says how many of a list were left out.
func (p *page) left(l languages.Language, t Terminal, all int) {
	if t.Short && all > mostListed {
		p.block("  ", "    ", dim(l.Text("press.more", "n", all-mostListed)))
	}
}

// Text writes an article's structure for a terminal.
func Text(w io.Writer, l languages.Language, a *briefing.Article, t Terminal) error {
	v, p := look(l, a), newPage(t)
	p.masthead(v)
	p.section(l.Text(keyPoints), len(v.Points))
	for _, x := range v.Points {
		p.block("  • ", "    ", plain(x.Words), dim(x.Cite))
	}
	p.section(l.Text(others), len(v.Others))
	for _, x := range v.Others {
		p.block("  • ", "    ", plain(x.Words), dim(x.Cite))
		p.block("    ", "    ", dim(x.Note))
	}
	p.section(l.Text(whosWho), len(v.People))
	for _, x := range first(t, v.People) {
		pieces := []piece{bold(x.Name)}
		for _, s := range []string{x.Role, x.Said} {
			if s != "" {
				pieces = append(pieces, dim("·"), plain(s))
			}
		}
		p.block("  ", "      ", pieces...)
	}
	p.left(l, t, len(v.People))
	p.section(l.Text(quotes), len(v.Quotes))
	for i, x := range first(t, v.Quotes) {
		if i == 0 || x.Note != v.Quotes[i-1].Note {
			p.block("  ", "  ", bold(x.Note))
		}
		p.block("    ", "    ", plain(x.Words), dim(x.Cite))
	}
	p.left(l, t, len(v.Quotes))
	p.section(l.Text(figures), len(v.Figures))
	for _, x := range first(t, v.Figures) {
		pieces := []piece{bold(x.Words)}
		if x.Note != "" {
			pieces = append(pieces, dim("·"), plain(x.Note))
		}
		p.block("  ", "      ", append(pieces, dim(x.Cite))...)
	}
	p.left(l, t, len(v.Figures))
	if s := v.footnote(); s != "" {
		p.gap()
		p.block("", "", dim(s))
	}
	return writeAll(w, p.String())
}

// AnswerText writes an answer for a terminal, with the article it comes from.
func AnswerText(w io.Writer, l languages.Language, a *briefing.Article, ans briefing.Answer, t Terminal) error {
	p := newPage(t)
	p.block("", "  ", plain(clean(ans.Question)))
	if !ans.Answered {
		said := "press.not-said"
		switch {
		case a.Unread():
			said = "press.unread"
		case ans.Foreign:
			said = "press.foreign"
		}
		p.block("  ", "  ", plain(l.Text(said)))
	}
	for i, e := range ans.Sentences {
		words := emphasised(a.Parts(e))
		if i == 0 && len(words) == 1 { // the best of them
			words = []piece{bold(words[0].text)}
		}
		p.block("  • ", "    ", append(words, dim(numberOf(a, e)))...)
	}
	if len(ans.Nearest) > 0 {
		p.block("  ", "  ", dim(l.Text("press.nearest")))
	}
	for _, e := range ans.Nearest {
		p.block("    ~ ", "      ", dim(clean(a.Shown(e))), dim(numberOf(a, e)))
	}
	if a.Title != "" {
		p.block("  – ", "    ", dim(clean(a.Title)))
	}
	return writeAll(w, p.String())
}

// emphasised splits a sentence into pieces, with its middle bold.
func emphasised(before, middle, after string) []piece {
	before, middle, after = clean(before), clean(middle), clean(after)
	if middle == "" {
		return []piece{plain(before)}
	}
	// Pieces are a space apart unless they touch, so that one at their edges is there already.
	before, parted := strings.CutSuffix(before, " ")
	after, follows := strings.CutPrefix(after, " ")
	words, rest := bold(middle), plain(after)
	words.touches = before != "" && !parted
	rest.touches = after != "" && !follows
	return []piece{plain(before), words, rest}
}

func (p *page) masthead(v view) {
	p.block("", "", bold(v.Title))
	if v.FromLede {
		p.block("", "", dim("("+v.words.Text("press.made-title-short")+")"))
	}
	var facts []piece
	for i, s := range v.details() {
		if i > 0 {
			facts = append(facts, dim("·"))
		}
		facts = append(facts, plain(s))
	}
	p.block("", "", facts...)
	p.block("", "", dim(v.URL))
}

func (p *page) section(title string, entries int) {
	if entries > 0 {
		p.gap()
		p.block("", "", bold(title))
	}
}
