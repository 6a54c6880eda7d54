package cards

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

const (
	// DigestStories is how many articles one digest has.
	DigestStories = 3
	digestPoints  = 3 // key points of each
	digestTitle   = 150
	digestURL     = 200
)

// Story is an article in a digest.
type Story struct {
	Ref     string
	Article *briefing.Article
	// Bytes is the length of the whole text if Article has only a part of it; 0 if it has all.
	Bytes int
	// Others are articles that report the same event, each of another site.
	Others []Headline
	// Differ is what differs between its sources.
	Differ []Differing
	// Before is when an edition already told the story: the key points are what is new since then. It is zero for a new story.
	Before time.Time
	// Links lead to the article's sentences, made once for all digests that contain it; nil if they are still to be made.
	Links *fragment.Page
}

// Style is how a digest looks, and what is said around its stories.
type Style struct {
	Role     string   // the id of the role that is mentioned; "" for none
	Sections []string // names from Sections(); none means key points
	Also     string   // a list of what else is new, as Also draws it; "" for none
	More     int      // new articles besides those that are shown
	Passed   int      // articles that had no room for days, or too many newer ones before them
	Gone     int      // the most articles that may have come and gone before this digest
	Marker   string   // in the custom id of a button, identifies the message; "" for none

	Due  time.Time // of the slot
	Late bool      // the digest is sent well after that
	Day  time.Time // the slot on the clock of the digest's readers, which names the edition; zero for no name
	Next time.Time // when the next edition is due; zero if unknown

	Before string // the address of the previous edition's message; "" for none
	Again  bool   // posted as news comes, and not for the first time: what the post above it says is left out
}

// Digest draws the new articles: for each its title, the chosen sections and a button to its summary. news has at most
// DigestStories of them.
func Digest(l languages.Language, news []Story, style Style) Card {
	p := NewPage(l)
	if style.Role != "" {
		p.Say("<@&" + style.Role + ">")
	}
	at := "f"
	if !style.Day.IsZero() {
		at = "t" // the edition's name has the day
	}
	front, head := len(p.parts), digestHead(l, style.Due, at, style.Late)
	p.Say(masthead(l, head, news, style, 1))
	if len(news) == 0 {
		p.Say(l.Text("card.digest.empty"))
	}
	below := turning(l, style)
	p.text += markup.Length(style.Also) + markup.Length(below) // which need room
	if below != "" {
		p.components++
	}
	list := chosen(style.Sections)
	pictures := p.roomForPictures(len(news), list)
	for i, s := range news {
		p.rule()
		// An even share of what the ones before left, so that a long first article cannot push out the others.
		p.story(s, list, (maxText-reservedText-p.text)/(len(news)-i), i < pictures)
	}
	p.about(nil)
	p.parts[front] = discordgo.TextDisplay{Content: masthead(l, head, news, style, minutes(p.parts))}
	if style.Also != "" {
		p.text -= markup.Length(style.Also)
		p.rule()
		p.Say(style.Also)
	}
	var notes []string
	if style.More > 0 {
		notes = append(notes, l.Text("card.digest.more", "n", style.More, "button", l.Text("card.button.headlines")))
	}
	if style.Passed > 0 {
		notes = append(notes, l.Text("card.digest.passed", "n", style.Passed))
	}
	if style.Gone > 0 {
		notes = append(notes, l.Text("card.digest.gone", "n", style.Gone))
	}
	if len(news) > 0 && !style.Again {
		notes = append(notes, l.Text("card.note.sentence"))
	}
	headlines := Link{Command: "headlines"}
	if style.Marker != "" {
		headlines.Options = map[string]string{markerOption: style.Marker}
	}
	more := Button(l.Text("card.button.headlines"), headlines, discordgo.SecondaryButton)
	rows := []discordgo.MessageComponent{deeper(l, news), discordgo.ActionsRow{Components: []discordgo.MessageComponent{more}}}
	if len(news) == 1 { // a menu of one would be a press more
		rows = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{storyButton(l, news[0].Ref), more}}}
	}
	if below != "" {
		rows = append(rows, discordgo.TextDisplay{Content: below})
	}
	return p.Close(strings.Join(notes, " "), rows...)
}

// markerOption is the option of a button that holds the marker.
const markerOption = "edition"

// deeper lets readers choose a story to read more about; nothing if there is none.
func deeper(l languages.Language, news []Story) discordgo.ActionsRow {
	menu := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: Link{Command: "story"}.String(), Placeholder: l.Text("card.stories.choose")}
	for _, s := range news {
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: cmp.Or(markup.Label(s.Article.Title, MaxLabel), l.Text("card.untitled")), Value: s.Ref})
	}
	return SelectRow(menu)
}

const (
	// alsoText and alsoLines bound the list of what else is new.
	alsoText  = 1300 // characters
	alsoLines = 12
	alsoTitle = 100
)

// Also draws a list of what else is new, with titles that link to the articles, and returns how many of them it has room for.
func Also(l languages.Language, list []Headline) (lines string, n int) {
	for _, h := range list[:min(len(list), alsoLines)] {
		line := "- " + ShortLink(l, h.Title, h.URL, alsoTitle, digestURL)
		if h.Site != "" {
			line += " · " + markup.Escape(markup.Label(h.Site, MaxLabel/2))
		}
		if h.Members {
			line += " · " + l.Text("card.headlines.members")
		}
		if markup.Length(lines)+markup.Length(line)+1 > alsoText {
			break
		}
		if n++; n > 1 {
			lines += "\n"
		}
		lines += line
	}
	return lines, n
}

func digestHead(l languages.Language, due time.Time, style string, late bool) string {
	head := "-# " + l.Text("card.digest.title") + " · " + Stamp(due, style)
	if late {
		head += " · " + l.Text("card.digest.late")
	}
	return head
}

// LabelLate labels a digest that was drawn as on time, given and returned as JSON. Nothing else in it changes: its articles stay,
// though they may be gone by now. ok is false when it cannot be labelled.
func LabelLate(l languages.Language, components []byte, due time.Time) (labelled []byte, ok bool) {
	for _, style := range []string{"t", "f"} {
		written := func(late bool) []byte {
			b, _ := json.Marshal(digestHead(l, due, style, late)) // never fails: it is a string
			return bytes.Trim(b, `"`)
		}
		before, after := written(false), written(true)
		if bytes.Contains(components, before) && !bytes.Contains(components, after) {
			return bytes.Replace(components, before, after, 1), true // the head comes before anything from an article
		}
	}
	return components, false
}

// DigestTitle returns the name of a day's digest if it needs one, like a post in a forum.
func DigestTitle(l languages.Language, day time.Time) string {
	return l.Text("card.digest.title") + " · " + l.Weekday(day)
}

// storyComponents are the components of an article with one section: the rule, the title with its button, and the key points.
// closingComponents are those at the end of a digest, and pictureComponents what a picture adds: itself and a row for the button.
const (
	storyComponents   = 4 + digestPoints
	closingComponents = 5
	pictureComponents = 2
)

// roomForPictures returns how many articles can have their picture: all, unless many sections are chosen.
func (p *Page) roomForPictures(stories int, list []section) int {
	most := p.components + stories*(storyComponents+len(list)-1) + closingComponents
	return (maxComponents - most) / pictureComponents
}

// story adds one article of a digest, in room characters at most. Its picture takes the place of the button, which then comes last.
func (p *Page) story(s Story, list []section, room int, pictured bool) {
	p.aboutLinked(s.Article, s.Links)
	open := Button(p.l.Text("card.button.summary"), Link{Command: "summary", Options: map[string]string{"article": s.Ref}}, discordgo.SecondaryButton)
	title, from := "### "+ShortLink(p.l, s.Article.Title, s.Article.URL, digestTitle, digestURL), excerpt(p.l, s.Article)
	if facts := s.from(p.l); facts != "" {
		from += "\n-# " + facts
	}
	at := len(p.parts)
	p.parts = append(p.parts, beside(title+from, open))
	p.components += 3
	p.text += markup.Length(title + from)
	if !s.Before.IsZero() {
		list = chosen(nil) // it is told for what is new
	}
	pictured = pictured && p.picture(s.Article)
	p.drawSections(s.Article, cmp.Or(s.Bytes, len(s.Article.Text)), list, room-markup.Length(title+from))
	if pictured {
		p.parts = append(p.parts, discordgo.ActionsRow{Components: []discordgo.MessageComponent{open}})
		p.components += 2
		return
	}
	// A button leaves little room beside it on a telephone, so everything but the title is below, above what comes first.
	p.parts[at] = beside(title, open)
	if first, ok := p.parts[at+1].(discordgo.TextDisplay); ok && from != "" {
		first.Content = strings.TrimPrefix(from, "\n") + "\n" + first.Content
		p.parts[at+1] = first
	}
}

// beside returns a text with a button at its side.
func beside(text string, b discordgo.Button) discordgo.Section {
	return discordgo.Section{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: text}}, Accessory: b}
}

// Stamp writes an instant, which each reader sees in their own zone. style is a letter of Discord's, such as R for "2 hours ago".
func Stamp(at time.Time, style string) string {
	return "<t:" + strconv.FormatInt(at.Unix(), 10) + ":" + style + ">"
}
