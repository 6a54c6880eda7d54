package cards

import (
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// TextOf returns the text of a card where it cites an article; all of it if the card cites none.
func (c Card) TextOf(a *briefing.Article) string {
	at := slices.IndexFunc(c.stretches, func(s stretch) bool { return s.article == a })
	if at < 0 || len(c.Components) != 1 {
		return textsOf(c.Components)
	}
	box, ok := c.Components[0].(discordgo.Container)
	if !ok {
		return textsOf(c.Components)
	}
	end := len(box.Components)
	if at+1 < len(c.stretches) {
		end = c.stretches[at+1].from
	}
	return textsOf(box.Components[c.stretches[at].from:end])
}

// mostShown is how many sentences a card can show of an article, which may repeat a sentence any number of times.
const mostShown = 200

// ShownOf returns the sentences of an article that a card with this text shows in full, or by a quotation or a figure.
func ShownOf(text string, a *briefing.Article) (sentences []int) {
	add := func(i int, words string) {
		if i < len(a.Sentences) && len(sentences) < mostShown && !slices.Contains(sentences, i) && strings.Contains(text, words) {
			sentences = append(sentences, i)
		}
	}
	for i := range a.Sentences {
		// Escaping every sentence of an article costs more than all else that a digest does.
		if words := a.SentenceText(i); words != "" && strings.Contains(text, markup.Plain(words)) {
			add(i, markup.Escape(words))
		}
	}
	for _, q := range a.Quotes {
		add(q.Sentence, markup.Quote(a.At(q.Span)))
	}
	for _, f := range a.Figures {
		add(f.Sentence, "**"+markup.Escape(a.At(f.Span))+"**")
	}
	slices.Sort(sentences)
	return sentences
}

// textsOf returns all the text of components.
func textsOf(list []discordgo.MessageComponent) string {
	var b strings.Builder
	for _, c := range list {
		switch c := c.(type) {
		case discordgo.TextDisplay:
			b.WriteString(c.Content + "\n")
		case discordgo.Section:
			b.WriteString(textsOf(c.Components))
		case discordgo.Container:
			b.WriteString(textsOf(c.Components))
		}
	}
	return b.String()
}

// Change is a sentence that was shown and that its source has changed.
type Change struct {
	Ref     string
	Article *briefing.Article // as it is now
	// Was is the sentence as it was shown, and Number its number then; Is is its number now.
	Was        string
	Number, Is int
}

// Corrected draws the reply to a message whose sources changed what it showed. at is when that was posted; marker is like that of a
// digest.
func Corrected(l languages.Language, changes []Change, at time.Time, marker string) Card {
	p := NewPage(l)
	p.Say("### " + l.Text("card.corrected.title"))
	var before *briefing.Article
	for _, c := range changes {
		p.about(c.Article)
		p.share = max(minShare, len(c.Article.Text)/3)
		is := c.Article.SentenceText(c.Is)
		text := "-# " + l.Text("card.corrected.was", "at", Stamp(at, "f")) + "\n" + markup.Quote(c.Was) + ` \[` + number(c.Number) + `\]` + "\n" +
			"-# " + l.Text("card.corrected.is") + "\n" + markup.Quote(is) + " " + cite(c.Is)
		if c.Article != before {
			text = "**" + ShortLink(l, c.Article.Title, c.Article.URL, digestTitle, digestURL) + "**" + siteOf(c.Article) + "\n" + text
		}
		if p.Show(text, len(is)) {
			before = c.Article
		}
	}
	p.about(nil)
	story := Link{Command: "story", Options: map[string]string{"article": changes[0].Ref, "edition": marker}}
	p.buttons = append(p.buttons, Button(l.Text("card.button.story"), story, discordgo.SecondaryButton))
	return p.Close("")
}

func siteOf(a *briefing.Article) string {
	if a.Site == "" {
		return ""
	}
	return " · " + markup.Escape(markup.Label(a.Site, siteName))
}
