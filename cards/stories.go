package cards

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// RunningStory is a story in a list: its newest article, and how many sources report it.
type RunningStory struct {
	Headline
	Sources int
}

// Stories lists stories, with a select to open one; from is how many earlier pages showed.
func Stories(l languages.Language, list []RunningStory, from int) Card {
	p := NewPage(l)
	p.Paged(from, Link{Command: "stories"})
	p.Say("### " + l.Text("card.stories.title"))
	menu := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: Link{Command: "story"}.String(), Placeholder: l.Text("card.stories.choose")}
	for i, s := range list {
		line := "**" + strconv.Itoa(i+1) + ".** " + TitleLink(l, s.Title, s.URL) + about(l, s.Headline)
		if s.Sources > 1 {
			line += " · " + l.Text("card.stories.sources", "n", s.Sources)
		}
		if p.ShowOther(line, len(s.Title)) {
			menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: cmp.Or(markup.Label(s.Title, MaxLabel), l.Text("card.untitled")), Value: s.Ref})
		}
	}
	return p.Close("", SelectRow(menu))
}

// Chapter is an article of a story: its sentences that say what no earlier article of it says.
type Chapter struct {
	Ref       string
	Article   *briefing.Article
	At        time.Time // zero if unknown
	Sentences []int
	More      int // such sentences that are not shown
	Why       Reason
}

// Reason is why an article is in its story: the title of the most similar one, and what both have in common.
type Reason struct {
	With   string
	Shared []string
	Told   bool // an admin said so
}

// Timeline draws a story from its oldest article on; ref is an article of it, earlier counts older articles that are not among the chapters, and
// from is how many of those earlier pages showed.
func Timeline(l languages.Language, ref string, chapters []Chapter, earlier, from int) Card {
	p := NewPage(l)
	p.Paged(from, Link{Command: "story", Options: map[string]string{"article": ref}})
	p.Say("### " + l.Text("card.story.title"))
	for _, c := range chapters {
		p.about(c.Article)
		lines, size := []string{chapterHead(l, c)}, len(c.Article.Title)
		for _, i := range c.Sentences {
			words := c.Article.SentenceText(i)
			lines = append(lines, markup.Quote(words)+" "+cite(i))
			size += len(words)
		}
		if c.More > 0 {
			lines = append(lines, "-# "+l.Text("card.story.more", "n", c.More))
		}
		p.share = max(minShare, len(c.Article.Text)/3)
		p.showApart(strings.Join(lines, "\n"), size)
	}
	if several(chapters) {
		p.buttons = append(p.buttons, compareButton(l, ref))
	}
	p.buttons = append(p.buttons, whyButton(l, ref))
	note := l.Text("card.story.note")
	if earlier > 0 {
		note = l.Text("card.note.omitted", "n", earlier) + " " + note
	}
	return p.Close(note)
}

// several reports whether more than one source reports a story.
func several(chapters []Chapter) bool {
	return slices.ContainsFunc(chapters, func(c Chapter) bool { return c.Article.Site != chapters[0].Article.Site })
}

// chapterHead is the title of an article, with its time and source, as far as they are known, in small letters below.
func chapterHead(l languages.Language, c Chapter) string {
	head := "**" + ShortLink(l, c.Article.Title, c.Article.URL, digestTitle, digestURL) + "**"
	below := strings.TrimPrefix(siteOf(c.Article), " · ")
	if !c.At.IsZero() {
		below = When(l, c.At, "f") + siteOf(c.Article)
	}
	if below == "" {
		return head
	}
	return head + "\n-# " + below
}

// text says why; "" for the article that a story begins with.
func (r Reason) text(l languages.Language) string {
	with := markup.Escape(markup.Label(r.With, MaxLabel))
	switch {
	case r.With == "":
		return ""
	case r.Told:
		return l.Text("card.story.why-told", "title", with)
	case len(r.Shared) == 0:
		return l.Text("card.story.why", "title", with)
	}
	var shared []string
	for _, s := range r.Shared {
		shared = append(shared, markup.Escape(markup.Label(s, siteName)))
	}
	return l.Text("card.story.why-shared", "title", with, "shared", strings.Join(shared, ", "))
}
