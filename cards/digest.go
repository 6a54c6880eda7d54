package cards

import (
	"strconv"
	"time"

	"lede/briefing"

	"github.com/bwmarrin/discordgo"
)

const (
	// DigestStories is how many articles one digest tells of.
	DigestStories = 3
	digestPoints  = 3 // key points of each
	digestTitle   = 150
	digestURL     = 200

	// digestRoom is how many characters of key points each article has, so that a long first one cannot push
	// out the others; a title takes twice its characters at most when it is escaped.
	digestRoom = (maxText-reservedText)/DigestStories - 2*digestTitle - digestURL - 50
)

// Story is an article told of in a digest.
type Story struct {
	Ref     string
	Article *briefing.Article
}

// Digest draws what is new: for each story its title and first key points, with a button to its summary. It
// has room for DigestStories of them; more is how many others are new. due is the slot; late is true when it
// is sent well after it; role, unless "", is the id of the role that is mentioned. marker, unless "", stands in the
// button's custom id, by which the message can be told from others.
func Digest(news []Story, more int, due time.Time, late bool, role, marker string) Card {
	p := plainPage()
	if role != "" {
		p.say("<@&" + role + ">")
	}
	head := "-# Digest · " + stamp(due, "f")
	if late {
		head += " · late: it could not be sent in time"
	}
	p.say(head)
	if len(news) == 0 {
		p.say("Nothing new since the last digest.")
	}
	for _, s := range news {
		p.rule()
		p.story(s)
	}
	note := ""
	if more > 0 {
		note = count(more, "more new article") + " below Headlines. "
	}
	if len(news) > 0 {
		note += sentenceNote
	}
	headlines := Link{Command: "headlines"}
	if marker != "" {
		headlines.Options = map[string]string{"edition": marker}
	}
	return p.close(note, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button("Headlines", headlines, discordgo.SecondaryButton),
	}})
}

// DigestTitle names the digest of a day where it needs a name, as a post in a forum.
func DigestTitle(day time.Time) string { return day.Format("Digest · Monday 2 January 2006") }

// story adds one article of a digest.
func (p *page) story(s Story) {
	open := button("Summary", Link{Command: "summary", Options: map[string]string{"article": s.Ref}}, discordgo.PrimaryButton)
	title := "### " + shortLink(s.Article.Title, s.Article.URL, digestTitle, digestURL)
	p.parts = append(p.parts, discordgo.Section{
		Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: title}},
		Accessory:  open,
	})
	p.components += 3
	p.text += length(title)
	p.share = max(len(s.Article.Text)/3, minShare)
	limit := p.text + digestRoom
	for _, i := range s.Article.Summary[:min(digestPoints, len(s.Article.Summary))] {
		if p.text+length(Escape(s.Article.SentenceText(i))) <= limit {
			p.showSentence(s.Article, i)
		}
	}
	p.omitted = 0 // a digest is a choice to begin with: the button leads to the rest
}

// stamp writes an instant, which each reader sees in their own zone.
func stamp(at time.Time, style string) string {
	return "<t:" + strconv.FormatInt(at.Unix(), 10) + ":" + style + ">"
}
