package cards

import (
	"strings"
	"time"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// The front of a digest: which edition it is, how much there is to read, and whose story each one is.

// masthead names the edition, and says how much there is to read. head begins the line below its name: what time it is for.
func masthead(l languages.Language, head string, news []Story, style Style, minutes int) string {
	if n := len(news); n > 1 || n == 1 && !style.Again {
		head += " · " + l.Text("card.digest.stories", "n", len(news)) + " · " + l.Text("card.digest.minutes", "n", minutes)
	}
	if style.Day.IsZero() {
		return head
	}
	return "## " + edition(l, style.Day) + "\n" + head
}

// turning says, for those who have read an edition, when the next one comes and where the one before is.
func turning(l languages.Language, style Style) string {
	var facts []string
	if !style.Next.IsZero() {
		facts = append(facts, l.Text("card.digest.next", "at", Stamp(style.Next, "f")))
	}
	if style.Before != "" {
		facts = append(facts, "["+l.Text("card.digest.before")+"]("+markup.InLink(style.Before)+")")
	}
	if len(facts) == 0 {
		return ""
	}
	return "-# " + strings.Join(facts, " · ")
}

// edition names a day and a part of it.
func edition(l languages.Language, at time.Time) string {
	day := l.Weekday(at)
	switch h := at.Hour(); {
	case h < 4:
		return l.Text("card.digest.night", "day", day)
	case h < 12:
		return l.Text("card.digest.morning", "day", day)
	case h < 17:
		return l.Text("card.digest.afternoon", "day", day)
	}
	return l.Text("card.digest.evening", "day", day)
}

const wordsAMinute = 220 // average reading speed of news on a screen

// minutes returns how long it takes to read the texts, before any link is written into them.
func minutes(parts []discordgo.MessageComponent) int {
	return max(1, (wordsIn(parts)+wordsAMinute/2)/wordsAMinute)
}

func wordsIn(parts []discordgo.MessageComponent) (n int) {
	for _, c := range parts {
		switch c := c.(type) {
		case discordgo.TextDisplay:
			n += len(strings.Fields(c.Content))
		case discordgo.Section:
			n += wordsIn(c.Components)
		}
	}
	return n
}

const (
	sitesNamed = 3 // of those that report the same event
	siteName   = 60
)

// from says whose story it is and when it was published, who else reports it, and whether its title is made up.
func (s Story) from(l languages.Language) string {
	var facts []string
	if s.Article.Site != "" {
		facts = append(facts, markup.Escape(markup.Label(s.Article.Site, siteName)))
	}
	if s.Article.Published != nil {
		facts = append(facts, When(l, *s.Article.Published, "f"))
	}
	if s.Article.TitleSource == briefing.TitleLede {
		facts = append(facts, l.Text("card.headlines.untitled"))
	}
	var rows []string
	if !s.Before.IsZero() {
		rows = append(rows, "**"+l.Text("card.digest.since", "at", Stamp(s.Before, "f"))+"**")
	}
	if len(s.Others) > 0 {
		facts = append(facts, s.others(l))
	}
	if len(facts) > 0 {
		rows = append(rows, strings.Join(facts, " · "))
	}
	for _, d := range s.Differ {
		rows = append(rows, differ(l, d))
	}
	return strings.Join(rows, "\n-# ")
}

// others says who else reports a story.
func (s Story) others(l languages.Language) string {
	var sites []string
	for _, h := range s.Others[:min(len(s.Others), sitesNamed)] {
		sites = append(sites, ShortLink(l, h.Site, h.URL, siteName, digestURL))
	}
	if more := len(s.Others) - len(sites); more > 0 {
		sites = append(sites, l.Text("card.note.more", "n", more))
	}
	return l.Text("card.digest.others", "sites", strings.Join(sites, ", "))
}
