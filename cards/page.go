package cards

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Discord's limits on a message in Components V2, and the part of them that is reserved for the words and buttons below the news. With
// that reserve a page has fewer than 25 items, which is as many options as a select takes.
const (
	maxText       = 4000 // characters in all text displays together
	maxComponents = 40   // including nested ones
	MaxLabel      = 100  // characters of an option's label, value and description
	maxURL        = 512  // characters of a link
	maxMedia      = 2048 // characters of the address of a picture

	reservedText       = 400
	reservedComponents = 16
	MaxTitle           = 240
)

const ink = 0x2F6F8F // the colour along the edge of a card

// Page collects the parts of a card and keeps them within Discord's limits. Every card with more than a sentence is made of one.
type Page struct {
	Colour int // along the edge; 0 for Lede's own

	l          languages.Language
	parts      []discordgo.MessageComponent
	text       int // characters used
	components int // components used, the container included
	share      int // bytes of the article that may still be shown
	omitted    int // items that did not fit

	more  *Link // links to the items that did not fit; nil if the card has no further pages
	from  int   // items that earlier pages have shown
	items int   // items so far, those of earlier pages included
	shown int
	long  int // items too long for any page

	stretches []stretch // which article is cited where

	reported bool // whether readers may report its answer

	cited   []int              // the sentences that the card cites, in its order
	buttons []discordgo.Button // that lead on from the card
}

// fromOption is the option of a link to a further page: how many items come before it.
const fromOption = "from"

// Paged makes the card one of several: it begins after the first from items, and l links to the same list. Discord does not accept a custom id
// as long as a few names are: such a list has its first page only.
func (p *Page) Paged(from int, l Link) {
	if len(l.String())+len("?from=123456") <= maxCustomID {
		p.from, p.more = max(from, 0), &l
	}
}

// turn links to another page.
func (p *Page) turn(label string, from int) discordgo.Button {
	l := Link{Command: p.more.Command, Sub: p.more.Sub, Options: map[string]string{fromOption: strconv.Itoa(from)}}
	maps.Copy(l.Options, p.more.Options)
	return Button(label, l, discordgo.SecondaryButton)
}

// turns returns the buttons to the other pages.
func (p *Page) turns() (list []discordgo.Button) {
	if p.more == nil {
		return nil
	}
	if p.omitted > 0 {
		list = append(list, p.turn(p.l.Text("card.button.more"), p.items-p.omitted))
	}
	if p.from > 0 {
		list = append(list, p.turn(p.l.Text("card.button.start"), 0))
	}
	return list
}

// minShare is how many bytes may be shown of even the shortest article.
const minShare = 1200

// articlePage begins a card about an article. It shows at most a third of the text: enough to brief, not to replace it.
func articlePage(l languages.Language, a *briefing.Article, section string) *Page {
	p := &Page{l: l, components: 1, share: max(len(a.Text)/3, minShare)}
	p.about(a)
	p.Say(head(l, a, section))
	return p
}

// NewPage begins a card in Lede's own words.
func NewPage(l languages.Language) *Page { return &Page{l: l, components: 1, share: minShare} }

// head names the article: every card says what it was drawn from.
func head(l languages.Language, a *briefing.Article, section string) string {
	about := []string{section}
	if a.Site != "" {
		about = append(about, markup.Escape(markup.Label(a.Site, 60)))
	}
	if a.Published != nil {
		about = append(about, When(l, *a.Published, "D"))
	}
	if a.Byline != nil {
		about = append(about, l.Text("card.head.by", "name", markup.Escape(markup.Label(a.Byline.Name, 60))))
	}
	text := "-# " + strings.Join(about, " · ") + "\n### " + TitleLink(l, a.Title, a.URL)
	if a.TitleSource == briefing.TitleLede {
		text += "\n-# " + l.Text("card.head.untitled")
	}
	if a.Partly {
		text += "\n-# " + l.Text("card.head.partly")
	}
	return text + excerpt(l, a)
}

// excerpt says, on a line of its own, why the text of an article from a feed may not be the whole; "" if it is.
func excerpt(l languages.Language, a *briefing.Article) string {
	switch {
	case a.Members:
		return "\n-# " + l.Text("card.head.members")
	case a.Teaser:
		return "\n-# " + l.Text("card.head.teaser")
	}
	return ""
}

// When writes the time of publication, in a style of Stamp's. A day without a time of day is written out: as an instant it would be the day before in half of
// the world.
func When(l languages.Language, at time.Time, style string) string {
	if at = at.UTC(); at.Equal(at.Truncate(24 * time.Hour)) {
		return l.Date(at)
	}
	return Stamp(at, style)
}

// TitleLink writes a title, as a link if possible.
func TitleLink(l languages.Language, title, address string) string {
	return ShortLink(l, title, address, MaxTitle, maxURL)
}

// ShortLink is TitleLink with other limits, in characters: a longer title is cut, and a longer address is left out.
func ShortLink(l languages.Language, title, address string, titleLimit, urlLimit int) string {
	text := markup.Escape(markup.Label(title, titleLimit))
	if text == "" {
		text = l.Text("card.untitled")
	}
	u, err := url.Parse(address)
	if err != nil || !markup.Linkable(u) {
		return text
	}
	s := markup.InLink(u.String())
	switch {
	case len(s) > urlLimit:
		return text
	case markup.Pretends(title, u.Hostname()):
		return text + besidePretence(u.Hostname(), s)
	}
	return "[" + text + "](" + s + ")"
}

// besidePretence links the real name of a site, to stand beside a title that names another. A name with letters beyond ASCII may look like
// the one in the title, and is left out.
func besidePretence(host, address string) string {
	if strings.ContainsFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) {
		return ""
	}
	return " [" + markup.Escape(host) + "](" + address + ")"
}

// Say adds Lede's own words. They may contain names and roles from the news, which a made-up article may make as long as it likes.
func (p *Page) Say(text string) {
	text = markup.Clip(text, maxText-reservedText/2-p.text)
	p.parts = append(p.parts, discordgo.TextDisplay{Content: text})
	p.text += markup.Length(text)
	p.components++
}

// Show adds a whole item, or counts it as omitted when it does not fit; bytes is how much of the news it shows. After one omitted item
// all later ones are omitted too, so that a list has no holes. An item too long for any page is skipped, since it would end the list
// for good.
func (p *Page) Show(text string, bytes int) bool {
	if p.items++; p.items <= p.from {
		return false
	}
	fits := p.text+markup.Length(text) <= maxText-reservedText && p.components+1 <= maxComponents-reservedComponents && bytes <= p.share
	switch {
	case p.omitted == 0 && fits:
		p.share -= bytes
		p.Say(text)
		p.shown++
		return true
	case p.shown == 0 && p.more != nil:
		p.long++
	default:
		p.omitted++
	}
	return false
}

// ShowOther is Show for an item of a list whose items are each of another article: it takes nothing from the share of the next.
func (p *Page) ShowOther(text string, bytes int) bool {
	p.share = max(p.share, bytes)
	return p.Show(text, bytes)
}

// showApart is Show with a line above, which sets apart an item that has no heading of its own; the first needs none.
func (p *Page) showApart(text string, bytes int) bool {
	before := *p
	if p.shown > 0 {
		p.rule()
	}
	ruled := p.components - before.components
	if p.Show(text, bytes) {
		return true
	}
	p.parts, p.components = before.parts, p.components-ruled
	return false
}

func (p *Page) rule() {
	p.parts = append(p.parts, discordgo.Separator{})
	p.components++
}

// Close adds a note on what was left out, a closing line, and the rows of buttons or what else comes below.
func (p *Page) Close(note string, rows ...discordgo.MessageComponent) Card {
	footer := note
	if p.omitted > 0 {
		note = strings.TrimSpace(p.l.Text("card.note.omitted", "n", p.omitted) + " " + note)
	}
	if p.from > 0 && p.items <= p.from { // a button of long ago
		note = strings.TrimSpace(p.l.Text("card.note.no-page") + " " + note)
	}
	if p.long > 0 {
		note = strings.TrimSpace(p.l.Text("card.note.too-long", "n", p.long) + " " + note)
	}
	if p.link(maxText - p.text - markup.Length(note) - reservedText/2) {
		footer = strings.TrimSpace(footer + " " + p.l.Text("card.note.linked"))
		note = strings.TrimSpace(note + " " + p.l.Text("card.note.linked"))
	}
	if note != "" {
		p.parts = append(p.parts, discordgo.TextDisplay{Content: "-# " + note})
	}
	for _, row := range append(rows, p.buttonRow()) {
		if r, ok := row.(discordgo.ActionsRow); !ok || len(r.Components) > 0 {
			p.parts = append(p.parts, row)
		}
	}
	colour := cmp.Or(p.Colour, ink)
	return Card{Components: []discordgo.MessageComponent{discordgo.Container{AccentColor: &colour, Components: p.parts}}, footer: footer, stretches: p.stretches}
}

// Button leads on to a command.
func Button(label string, l Link, style discordgo.ButtonStyle) discordgo.Button {
	return discordgo.Button{Label: label, CustomID: l.String(), Style: style}
}

// maxButtons is how many buttons Discord puts into a row. A card has one row of them: more would push the news out of sight.
const maxButtons = 5

func (p *Page) buttonRow() (row discordgo.ActionsRow) {
	for _, b := range append(p.turns(), p.buttons...) {
		if len(row.Components) < maxButtons {
			row.Components = append(row.Components, b)
		}
	}
	return row
}

// end closes a card about an article with buttons: to the context of what it cites, and to the other views. Those without room come
// after the last.
func (p *Page) end(note string, a *briefing.Article, ref, open string, rows ...discordgo.MessageComponent) Card {
	if len(p.cited) > 0 {
		p.buttons = append(p.buttons, InContext(p.l, a, ref, p.cited))
	}
	p.buttons = append(p.buttons, views(p.l, a, ref, open)...)
	others := Link{Command: "help", Options: map[string]string{"article": ref}}
	if p.reported {
		p.buttons = append(p.buttons, ReportButton(p.l, a, ref, p.cited, nil))
		others = citing(a, others, p.cited)
	}
	if room := maxButtons - len(p.turns()); len(p.buttons) > room {
		p.buttons = append(p.buttons[:room-1], Button(p.l.Text("card.button.others"), others, discordgo.SecondaryButton))
	}
	return p.Close(note, rows...)
}

// views returns the buttons to the views of an article, except the open one and those with nothing to show.
func views(l languages.Language, a *briefing.Article, ref, open string) (list []discordgo.Button) {
	for _, v := range []struct {
		command, label string
		any            bool
	}{
		{"summary", "card.button.summary", true},
		{"developments", "card.button.developments", len(a.Developments) > 0},
		{"who", "card.button.who", len(a.People) > 0},
		{"quotes", "card.button.quotes", len(a.Quotes) > 0},
		{"ask", "card.button.ask", true},
	} {
		if v.any && v.command != open {
			list = append(list, Button(l.Text(v.label), Link{Command: v.command, Options: map[string]string{"article": ref}}, discordgo.SecondaryButton))
		}
	}
	return list
}

// cites records that the card cites a sentence.
func (p *Page) cites(sentence int) {
	if !slices.Contains(p.cited, sentence) {
		p.cited = append(p.cited, sentence)
	}
}
