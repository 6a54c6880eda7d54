package cards

import (
	"net/url"
	"strconv"
	"strings"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/cards/markup"
	"lede/pattern"

	"github.com/bwmarrin/discordgo"
)

// A citation is only marked until its card is closed. Only then is it known how much room the news has left for links. No words of the
// news can look like a citation: their brackets are escaped.
const mark = "\ue000"

var marked = pattern.Of(mark + `\[(\d+)\]`)

// bound puts a no-break space before a citation, so that no line begins with a number that belongs to the line before. After a comma
// comes the next of a list.
var bound = strings.NewReplacer(", "+mark, ", "+mark, " "+mark, "\u00a0"+mark)

// cite names a sentence, counted from 1 as people do.
func cite(sentence int) string { return mark + "[" + number(sentence) + "]" }

func number(sentence int) string { return strconv.Itoa(sentence + 1) }

// stretch is a run of parts of a card, from one on, that cite sentences of an article; article is nil if they cite none.
type stretch struct {
	from    int
	article *briefing.Article
	links   *fragment.Page // to the sentences; nil if they are still to be made
}

// about records which article is cited from here on.
func (p *Page) about(a *briefing.Article) { p.aboutLinked(a, nil) }

// aboutLinked is about with the links to the article's sentences.
func (p *Page) aboutLinked(a *briefing.Article, links *fragment.Page) {
	p.stretches = append(p.stretches, stretch{len(p.parts), a, links})
}

// link turns citations into links to the sentence on the article's page, as many as there is room for, and reports whether it made any.
func (p *Page) link(room int) (any bool) {
	for i, s := range append([]stretch{{}}, p.stretches...) {
		end := len(p.parts)
		if i < len(p.stretches) {
			end = p.stretches[i].from
		}
		l := linker{room: room}
		switch {
		case s.links != nil:
			l.page = s.links
		case s.article != nil:
			l.page = fragment.Of(s.article)
		}
		for j := s.from; j < end; j++ {
			p.parts[j] = l.part(p.parts[j])
		}
		room, any = l.room, any || l.any
	}
	return any
}

type linker struct {
	page *fragment.Page // nil for no links
	room int            // characters that links may still take
	any  bool
}

// part returns a part of a card with its citations written out.
func (l *linker) part(c discordgo.MessageComponent) discordgo.MessageComponent {
	switch c := c.(type) {
	case discordgo.TextDisplay:
		c.Content = marked().ReplaceAllStringFunc(bound.Replace(c.Content), l.citation)
		return c
	case discordgo.Section:
		inner := make([]discordgo.MessageComponent, len(c.Components))
		for i, x := range c.Components {
			inner[i] = l.part(x)
		}
		c.Components = inner
		return c
	}
	return c
}

func (l *linker) citation(s string) string {
	name := s[len(mark):]
	if l.page == nil {
		return name
	}
	n, err := strconv.Atoi(name[1 : len(name)-1])
	if err != nil {
		return name
	}
	address := leadsTo(l.page, n-1)
	linked := "[" + name + "](" + address + ")"
	if address == "" || len(linked)-len(name) > l.room {
		return name
	}
	l.room -= len(linked) - len(name)
	l.any = true
	return linked
}

// leadsTo returns the address of a sentence on the article's page; "" if there is none, or only one that is too long for a link.
func leadsTo(page *fragment.Page, sentence int) string {
	before, words, ok := strings.Cut(page.Address(sentence), fragment.Directive)
	address := markup.InLink(before) + fragment.Directive + words // which is escaped, and would mean nothing if its marks were
	if strings.ContainsAny(before, "?@") {                        // else there is nothing to hide
		if u, err := url.Parse(before); err != nil || !markup.Linkable(u) {
			return ""
		}
	}
	if !ok || len(address) > maxURL {
		return ""
	}
	return address
}
