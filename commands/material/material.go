// Package material finds what there is to read in a message: its files, the pages it links to, the text of its embeds, or its own words. It refuses to
// fetch anything itself: the desk does.
package material

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"lede/commands/command"
	"lede/pattern"
	"lede/source/feed"
)

// besideLink is the most text, in bytes, that a message may have beside its links and still be about the linked pages.
const besideLink = 600

// Material is what there is to read in a message. Pictures are passed over.
type Material struct {
	files  []command.Attachment // with text, as far as their names and types tell
	others []command.Attachment // such as a PDF
	links  []string
	words  string // of the message itself and of its components
	aside  string // the words without the addresses
	embeds []command.Embed
}

// Of gathers what there is to read in a message. In a message that forwards another, a few words of its own are not an article.
func Of(m command.Message) Material {
	x := gather(m)
	if x.linked() || x.long() {
		return x
	}
	for _, f := range m.Forwarded {
		if y := gather(f); y.linked() || y.aside != "" {
			return y
		}
	}
	return x
}

func gather(m command.Message) (x Material) {
	for _, f := range m.Files {
		switch {
		case pictureFile(f):
		case textFile(f):
			x.files = append(x.files, f)
		default:
			x.others = append(x.others, f)
		}
	}
	x.words = paragraphs(m.Text, m.Shown)
	written, aside := splitLinks(x.words)
	if x.aside = strings.TrimSpace(aside); strings.TrimSpace(mention().ReplaceAllString(x.aside, "")) == "" {
		x.aside = "" // a role that is pinged is no news
	}
	x.add(m.Embeds, written...)
	for _, e := range m.Embeds {
		if picture(e) {
			continue
		}
		x.embeds = append(x.embeds, e)
		switch inside, _ := splitLinks(e.Text); {
		case e.URL == "" && len(e.Text) < besideLink:
			x.add(m.Embeds, inside...)
		case len(written) == 0 || e.Kind == embedOfBot: // else it shows a page to which the message has the link
			x.add(m.Embeds, e.URL)
		}
	}
	if _, reported := x.report(); len(x.links) == 0 && !reported {
		x.add(m.Embeds, m.Buttons...)
	}
	return x
}

// mention matches what Discord writes for a person, a role, a channel, a command or an emoji, and a call to everybody.
var mention = pattern.Of(`<(?:[@#/:]|a:|id:|t:)[^<>\n]{1,100}>|@everyone|@here`)

// add adds links: each once, and none to a picture or a place on Discord.
func (x *Material) add(embeds []command.Embed, links ...string) {
	for _, link := range links {
		if !IsPage(link) || onDiscord(link) || pictured(link, embeds) {
			continue
		}
		if !slices.ContainsFunc(x.links, func(l string) bool { return samePage(l, link) }) {
			x.links = append(x.links, link)
		}
	}
}

// linked reports whether there is more than words.
func (x Material) linked() bool { return len(x.files)+len(x.others)+len(x.links)+len(x.embeds) > 0 }

// long reports whether the message is an article of its own, whatever it links to.
func (x Material) long() bool { return len(x.aside) >= besideLink }

// Choice returns the pages among which the person has to choose; none when it is clear what to read.
func (x Material) Choice() []string {
	if len(x.files) > 0 || x.long() || len(x.links) < 2 {
		return nil
	}
	return x.links
}

// report returns the embed to read in place of a page; the embed of the only link comes before any other.
func (x Material) report() (e command.Embed, ok bool) {
	told := func(e command.Embed) bool { return e.Text != "" }
	own := func(e command.Embed) bool { return told(e) && len(x.links) > 0 && samePage(e.URL, x.links[0]) }
	i := slices.IndexFunc(x.embeds, own)
	if i < 0 {
		i = slices.IndexFunc(x.embeds, told)
	}
	if i < 0 {
		return command.Embed{}, false
	}
	return x.embeds[i], true
}

var address = pattern.Of(`(?i:https?)://[^\s<>"]+`)

// splitLinks separates the addresses in a text from its other words.
func splitLinks(text string) (links []string, aside string) {
	for {
		at := address().FindStringIndex(text)
		if at == nil {
			return links, aside + text
		}
		link := whole(text[at[0]:at[1]])
		links = append(links, link)
		aside += text[:at[0]]
		text = text[at[0]+len(link):]
	}
}

// afterLink are the marks that end a sentence or Markdown rather than an address.
const afterLink = ".,;:!?}'*_|`’”»…。，、！？；：」』）】"

// whole ends an address where the sentence or Markdown around it continues: a closing bracket that was not opened in the address does
// not belong to it.
func whole(link string) string {
	opened := map[rune]int{}
	opener := map[rune]rune{')': '(', ']': '['}
	for i, r := range link {
		switch r {
		case '(', '[':
			opened[r]++
		case ')', ']':
			if opened[opener[r]]--; opened[opener[r]] < 0 {
				return strings.TrimRight(link[:i], afterLink)
			}
		}
	}
	return strings.TrimRight(link, afterLink)
}

// samePage reports whether two addresses differ only in parts that sites ignore, or add to track where readers come from.
func samePage(a, b string) bool {
	a, _, _ = strings.Cut(a, "#")
	b, _, _ = strings.Cut(b, "#")
	return feed.Canonical(a) == feed.Canonical(b)
}

// IsPage reports whether a text is the address of a web page.
func IsPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && feed.OnWeb(u)
}

// onDiscord reports whether a link leads to a message, a channel or an invitation.
func onDiscord(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	switch strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") {
	case "discord.gg":
		return true
	case "discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com":
		return strings.HasPrefix(u.Path, "/channels/") || strings.HasPrefix(u.Path, "/invite/")
	}
	return false
}

// embedOfBot is the kind of embed that bots write themselves.
const embedOfBot = "rich"

func picture(e command.Embed) bool { return e.Kind == "image" || e.Kind == "gifv" }

// pictured reports whether a link leads to a picture, or to what Discord shows as one.
func pictured(link string, embeds []command.Embed) bool {
	if slices.ContainsFunc(embeds, func(e command.Embed) bool { return picture(e) && samePage(e.URL, link) }) {
		return true
	}
	u, err := url.Parse(link)
	return err == nil && isPicture(u.Path)
}

// isPicture reports whether a file's name is that of a picture, a video or a sound.
func isPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".heic", ".bmp", ".svg", ".tif", ".tiff",
		".mp4", ".mov", ".webm", ".mkv", ".mp3", ".ogg", ".wav", ".m4a", ".flac":
		return true
	}
	return false
}

func pictureFile(a command.Attachment) bool {
	kind, _, _ := strings.Cut(a.ContentType, "/")
	return slices.Contains([]string{"image", "video", "audio"}, kind) || isPicture(a.Filename)
}

func textFile(a command.Attachment) bool {
	switch strings.ToLower(path.Ext(a.Filename)) {
	case ".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json":
		return true
	}
	kind, _, _ := strings.Cut(a.ContentType, ";")
	return strings.HasPrefix(kind, "text/") || slices.Contains([]string{"", "application/json", "application/xhtml+xml"}, kind)
}

// paragraphs joins texts as paragraphs and leaves out empty ones.
func paragraphs(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), "\n\n")
}
