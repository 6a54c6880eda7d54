package panels

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"lede/cards"
	"lede/cards/markup"
	"lede/languages"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// TextFrom is where the text of a source's articles comes from.
type TextFrom int

// The places.
const (
	TextUnknown TextFrom = iota
	TextInFeed           // the feed has the whole text
	TextOnPage           // the page of each article is read
	TextTeaser           // only the feed's description of each
)

// Source is a feed that a server reads, or could read, as an admin sees it.
type Source struct {
	ID      string // names it in buttons and options
	Name    string
	Address string // in display form, without secrets
	Link    string // of the site
	Colour  int    // 0 for none
	Tags    []string
	Filter  string // as it can be typed; "" for none
	Pace    time.Duration
	Text    TextFrom
	// LastNew, LastTried and Next are when an item was last new, when the feed was last asked and when it will be; zero if unknown.
	LastNew, LastTried, Next time.Time
	Trouble                  *problem.Problem // why it cannot be read at present; nil when it can
	Since                    time.Time        // of Trouble
	Ended                    bool             // whether it is not asked any more because of Trouble, until it is resumed
	Paused                   *problem.Problem // why it is not being read; nil if it is
	Partly                   bool             // whether its last document could be read in part only
	Newest                   []cards.Headline
	Reading                  bool // whether its first articles are being read
}

// maxTags is how many tags of a source are shown.
const maxTags = 5

// name returns the source in one line, as a link if it has a site.
func (s Source) name(l languages.Language) string {
	text := "**" + cards.TitleLink(l, cmp.Or(s.Name, s.Address), s.Link) + "**"
	var tags []string
	for _, tag := range s.Tags[:min(len(s.Tags), maxTags)] {
		tags = append(tags, markup.Escape(markup.Label(tag, 30)))
	}
	if rest := len(s.Tags) - maxTags; rest > 0 {
		tags = append(tags, l.Text("card.note.more", "n", rest))
	}
	if len(tags) > 0 {
		text += " · " + strings.Join(tags, l.Text("list.comma"))
	}
	return text
}

// state says how a source is doing, in small print.
func (s Source) state(l languages.Language) string {
	if s.Paused != nil {
		return "-# " + l.Text("card.source.paused", "why", sentences(l, s.Paused))
	}
	var parts []string
	switch {
	case s.Reading:
		parts = append(parts, l.Text("card.source.reading"))
	case !s.LastNew.IsZero():
		parts = append(parts, l.Text("card.source.last-new", "at", cards.Stamp(s.LastNew, "R")))
	default:
		parts = append(parts, l.Text("card.source.nothing-yet"))
	}
	if !s.Next.IsZero() && !s.Reading {
		parts = append(parts, l.Text("card.source.next", "at", cards.Stamp(s.Next, "R")))
	}
	if s.Filter != "" {
		parts = append(parts, l.Text("card.source.filtered"))
	}
	text := "-# " + strings.Join(parts, " · ")
	if s.Trouble != nil {
		text += "\n" + s.trouble(l)
	} else if s.Partly {
		text += "\n-# " + l.Text("card.source.partly")
	}
	return text
}

func (s Source) trouble(l languages.Language) string {
	if s.Since.IsZero() {
		return l.Text("card.source.trouble", "why", sentences(l, s.Trouble))
	}
	return l.Text("card.source.trouble-since", "at", cards.Stamp(s.Since, "R"), "why", sentences(l, s.Trouble))
}

// rhythm says how often a source has something new, from the time between two items.
func rhythm(l languages.Language, pace time.Duration) string {
	const day = 24 * time.Hour
	per := func(span time.Duration) int { return max(1, int((span+pace/2)/pace)) }
	switch {
	case pace <= 0:
		return l.Text("card.source.pace-unknown")
	case pace <= time.Hour:
		return l.Text("card.source.pace-hour", "n", per(time.Hour))
	case pace <= day:
		return l.Text("card.source.pace-day", "n", per(day))
	case pace <= 7*day:
		return l.Text("card.source.pace-week", "n", per(7*day))
	}
	return l.Text("card.source.pace-month", "n", per(30*day))
}

// textFrom says where the text comes from; "" if unknown.
func textFrom(l languages.Language, from TextFrom) string {
	switch from {
	case TextInFeed:
		return l.Text("card.source.text-feed")
	case TextOnPage:
		return l.Text("card.source.text-page")
	case TextTeaser:
		return l.Text("card.source.text-teaser")
	}
	return ""
}

func (s Source) link(sub string) cards.Link {
	return cards.Link{Command: "sources", Sub: sub, Options: map[string]string{"source": s.ID}}
}

// showNewest lists the first titles of a source.
func showNewest(p *cards.Page, l languages.Language, s Source) {
	const most = 3
	if len(s.Newest) == 0 {
		p.Say("-# " + l.Text("card.source.empty"))
		return
	}
	lines := []string{l.Text("card.source.newest")}
	for _, h := range s.Newest[:min(len(s.Newest), most)] {
		line := "- " + cards.ShortLink(l, h.Title, h.URL, 150, 300)
		if h.Published != nil {
			line += " · " + cards.When(l, *h.Published, "R")
		}
		lines = append(lines, line)
	}
	p.Say(strings.Join(lines, "\n"))
}

// SourceFound shows a feed that was found at an address, and asks whether it is the right one.
func SourceFound(l languages.Language, s Source) cards.Card {
	p := cards.NewPage(l)
	p.Colour = s.Colour
	p.Say("### " + l.Text("card.source.found") + "\n" + s.name(l) + "\n" + address(s.Address))
	about := rhythm(l, s.Pace)
	if from := textFrom(l, s.Text); from != "" {
		about += " · " + from
	}
	if s.Partly {
		about += "\n-# " + l.Text("card.source.partly")
	}
	p.Say("-# " + about)
	showNewest(p, l, s)
	return p.Close(l.Text("card.source.found-note"), discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		cards.Button(l.Text("card.source.add"), cards.Link{Command: "sources", Sub: "add", Options: map[string]string{"feed": s.ID}}, discordgo.PrimaryButton),
	}})
}

// address writes an address so that Discord makes no link and no preview of it.
func address(shown string) string {
	if shown == "" {
		return ""
	}
	return "-# `" + strings.ReplaceAll(markup.Label(shown, 200), "`", "") + "`"
}

// SourcesFound shows the feeds that were found at an address, for the admin to choose one.
func SourcesFound(l languages.Language, list []Source) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("card.source.several"))
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: cards.Link{Command: "sources", Sub: "add", Options: map[string]string{"by": "select"}}.String(),
		Placeholder: l.Text("card.source.choose"),
	}
	for i, s := range list {
		if len(menu.Options) == cards.MaxOptions || !p.Show("**"+strconv.Itoa(i+1)+".** "+s.name(l)+"\n"+address(s.Address), 0) {
			continue
		}
		menu.Options = append(menu.Options, sourceOption(l, i, s, rhythm(l, s.Pace)))
	}
	return p.Close("", cards.SelectRow(menu))
}

func sourceOption(l languages.Language, i int, s Source, about string) discordgo.SelectMenuOption {
	return discordgo.SelectMenuOption{
		Label: markup.Label(strconv.Itoa(i+1)+". "+cmp.Or(s.Name, s.Address, l.Text("card.untitled")), cards.MaxLabel), Value: s.ID, Description: markup.Label(about, cards.MaxLabel),
	}
}

// SourceAdded confirms a source, and offers its newest article as an example; ref is that article's, "" for none. If there is no digest
// yet, setting one comes next.
func SourceAdded(l languages.Language, s Source, ref string, digests bool) cards.Card {
	p := cards.NewPage(l)
	p.Colour = s.Colour
	p.Say("### " + l.Text("card.source.added") + "\n" + s.name(l) + "\n" + s.state(l))
	row := discordgo.ActionsRow{}
	if ref != "" {
		row.Components = append(row.Components, cards.Button(l.Text("card.source.example"), cards.Link{Command: "summary", Options: map[string]string{"article": ref}}, discordgo.SecondaryButton))
	}
	next := cards.Button(l.Text("form.digest.set"), cards.Link{Command: "digest", Sub: "set"}, discordgo.PrimaryButton)
	if digests {
		next = digestsButton(l)
	}
	row.Components = append(row.Components, cards.Button(l.Text("card.source.all"), cards.Link{Command: "sources", Sub: "list"}, discordgo.SecondaryButton), next)
	return p.Close(l.Text("card.source.added-note"), row)
}

// Sources lists a server's sources; most is how many it may have, and from how many earlier pages showed.
func Sources(l languages.Language, list []Source, most, from int) cards.Card {
	p := cards.NewPage(l)
	p.Paged(from, cards.Link{Command: "sources", Sub: "list"})
	if len(list) == 0 {
		return cards.Offer(l.Text("card.sources.none"), l.Text("card.sources.none-hint"),
			cards.Button(l.Text("card.sources.packs"), cards.Link{Command: "sources", Sub: "packs"}, discordgo.PrimaryButton),
			cards.Button(l.Text("form.source.add"), cards.Link{Command: "sources", Sub: "add"}, discordgo.SecondaryButton))
	}
	p.Say("### " + l.Text("card.sources.title", "n", len(list), "most", most))
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: cards.Link{Command: "sources", Sub: "list", Options: map[string]string{"by": "select"}}.String(),
		Placeholder: l.Text("card.sources.choose"),
	}
	for i, s := range list {
		if !p.Show("**"+strconv.Itoa(i+1)+".** "+s.name(l)+"\n"+s.state(l), 0) {
			continue
		}
		menu.Options = append(menu.Options, sourceOption(l, i, s, s.Address))
	}
	return p.Close("", cards.SelectRow(menu))
}

// SourceShown shows one source with what can be done about it, after a change or on its own.
func SourceShown(l languages.Language, title string, s Source, hint string) cards.Card {
	p := cards.NewPage(l)
	p.Colour = s.Colour
	head := s.name(l) + "\n" + address(s.Address)
	if title != "" {
		head = "### " + title + "\n" + head
	}
	p.Say(head)
	about := rhythm(l, s.Pace)
	if from := textFrom(l, s.Text); from != "" {
		about += " · " + from
	}
	p.Say("-# " + about + "\n" + s.state(l))
	if s.Filter != "" {
		p.Say(l.Text("card.source.filter", "filter", markup.Escape(markup.Label(s.Filter, 600))))
	}
	turn := cards.Button(l.Text("card.button.pause"), s.link("pause"), discordgo.SecondaryButton)
	if s.Paused != nil || s.Ended {
		turn = cards.Button(l.Text("card.button.resume"), s.link("resume"), discordgo.PrimaryButton)
	}
	return p.Close(hint, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		cards.Button(l.Text("card.button.headlines"), cards.Link{Command: "headlines", Options: map[string]string{"source": s.ID}}, discordgo.SecondaryButton),
		cards.Button(l.Text("card.source.test"), s.link("test"), discordgo.SecondaryButton),
		cards.Button(l.Text("card.source.edit"), s.link("edit"), discordgo.SecondaryButton),
		turn,
		cards.Button(l.Text("card.button.remove"), s.link("remove"), discordgo.DangerButton),
	}})
}

// SourceRemoved says that a source is no longer read, and offers to add it again.
func SourceRemoved(l languages.Language, s Source) cards.Card {
	return cards.Offer(l.Text("card.source.removed", "source", markup.Escape(markup.Label(cmp.Or(s.Name, s.Address), cards.MaxTitle))), l.Text("card.source.removed-hint"),
		cards.Button(l.Text("card.source.again"), cards.Link{Command: "sources", Sub: "add", Options: map[string]string{"feed": s.ID}}, discordgo.SecondaryButton),
		cards.Button(l.Text("card.source.all"), cards.Link{Command: "sources", Sub: "list"}, discordgo.SecondaryButton))
}

// SourceTest is the result of one fetch of a source.
type SourceTest struct {
	Status   int              // of HTTP; 0 when there was no answer
	Problem  *problem.Problem // why it could not be read; nil when it could
	Items    int              // in the document
	New      int              // how many of them are new
	Requests int64            // since the source was added, including those counted below
	// NotModified counts those answered “not changed”, TooMany those answered “too many requests”.
	NotModified, TooMany int64
	Bytes                int64
}

// SourceTested shows the result of one fetch, and how polite the fetches so far were.
func SourceTested(l languages.Language, s Source, t SourceTest) cards.Card {
	p := cards.NewPage(l)
	p.Colour = s.Colour
	p.Say("### " + l.Text("card.test.title") + "\n" + s.name(l) + "\n" + address(s.Address))
	var answer []string // without a status, the problem says why
	switch {
	case t.Status == notModified:
		answer = append(answer, l.Text("card.test.not-modified"))
	case t.Status != 0:
		answer = append(answer, l.Text("card.test.status", "status", strconv.Itoa(t.Status)))
	}
	switch {
	case t.Problem != nil:
		answer = append(answer, sentences(l, t.Problem))
	case t.Status != notModified:
		answer = append(answer, l.Text("card.test.items", "n", t.Items, "new", t.New))
		if s.Partly {
			answer = append(answer, l.Text("card.source.partly"))
		}
	}
	p.Say(strings.Join(answer, "\n"))
	if t.Requests > 0 {
		p.Say("-# " + l.Text("card.test.polite", "n", int(t.Requests), "share", int(100*t.NotModified/t.Requests), "many", int(t.TooMany), "size", size(l, t.Bytes)))
	}
	if !s.Next.IsZero() {
		p.Say("-# " + l.Text("card.source.next", "at", cards.Stamp(s.Next, "R")))
	}
	return p.Close("", discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		cards.Button(l.Text("card.source.one"), s.link("list"), discordgo.SecondaryButton),
		cards.Button(l.Text("card.source.all"), cards.Link{Command: "sources", Sub: "list"}, discordgo.SecondaryButton),
	}})
}

// notModified is HTTP's status for an unchanged document.
const notModified = 304

// size writes a number of bytes.
func size(l languages.Language, bytes int64) string {
	if bytes < 1_000_000 {
		return l.Text("card.test.kilobytes", "n", int((bytes+999)/1000))
	}
	return l.Text("card.test.megabytes", "n", int((bytes+500_000)/1_000_000))
}

// Reported is a line of a report: what it is about, and what was wrong with it, nil for nothing.
type Reported struct {
	Name    string
	Problem *problem.Problem
}

// SourcesImported reports the outcome for each of several sources that were added at once.
func SourcesImported(l languages.Language, added, known int, report []Reported) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("card.outline.title", "n", added))
	if known > 0 {
		p.Say(l.Text("card.outline.known", "n", known))
	}
	if len(report) > 0 {
		p.Say(l.Text("card.outline.left"))
	}
	for _, r := range report {
		p.Show("- "+markup.Escape(markup.Label(r.Name, 100))+": "+l.Clause(r.Problem, markup.Escape), 0)
	}
	note := ""
	if added > 0 {
		note = l.Text("card.outline.note")
	}
	return p.Close(note, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		cards.Button(l.Text("card.source.all"), cards.Link{Command: "sources", Sub: "list"}, discordgo.SecondaryButton),
	}})
}

// Pack is a few sources on one topic.
type Pack struct {
	ID, Topic string
	Sources   []string // their names
}

// Packs offers the packs to begin with.
func Packs(l languages.Language, list []Pack) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("card.packs.title"))
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: cards.Link{Command: "sources", Sub: "packs"}.String(), Placeholder: l.Text("card.packs.choose"),
	}
	for _, k := range list {
		names := strings.Join(k.Sources, l.Text("list.comma"))
		p.Show("**"+markup.Escape(k.Topic)+"**\n-# "+markup.Escape(names), 0)
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: markup.Label(k.Topic, cards.MaxLabel), Value: k.ID, Description: markup.Label(names, cards.MaxLabel)})
	}
	return p.Close(l.Text("card.packs.note"), cards.SelectRow(menu))
}
