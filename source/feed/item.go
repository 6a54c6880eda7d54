package feed

import (
	"strings"
	"time"
	"unicode"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"lede/pattern"
	"lede/source/date"
	"lede/source/feed/gate"
)

// rawItem is an item as the parser found it; rss or atom is the item in its own format.
type rawItem struct {
	*gofeed.Item
	*gate.Document
	relative
	rss    *rss.Item
	atom   *atom.Entry
	author []*gofeed.Person // of the feed
}

// item converts it to an Item.
func (r rawItem) item() Item {
	i := Item{GUID: oneLine(r.GUID), Link: Uncounted(direct(r.link())), Author: r.writer(), Tags: tidyTags(r.Categories)}
	i.Published, i.Updated = r.dates()
	description := r.description()
	i.Content = content(r.text(r.Content), description)
	i.Picture = r.picture(i.Content, description)
	if listsLinks(description) {
		description = ""
	}
	i.say(r.title(), description)
	i.MembersOnly = r.membersOnly(i)
	return i
}

// say sets the title and the teaser.
func (i *Item) say(title, description string) {
	i.Title = plainTitle(title)
	i.Teaser = teaser(description, i.Title, i.Author)
	if i.Teaser == "" {
		i.Teaser = opening(teaser(cut(i.Content, openingMarkup), i.Title, i.Author))
	}
	if i.Title != "" {
		short := i.Teaser != i.Title && len(i.Teaser) <= 2*len(i.Title)
		if short && lettersOf(i.Teaser) == lettersOf(i.Title) { // “Ferry back”, “Post” below “Ferry back - Post”
			i.Teaser = ""
		}
		return
	}
	i.Title, i.TitleMade = firstWords(i.Teaser), true
	if i.Title == "" {
		_, after, _ := strings.Cut(Shown(i.Link), "://")
		i.Title = cut(after, madeTitle)
	}
}

// lettersOf returns the letters and digits of a text, in small letters.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// text returns a text that the gate has stored. HTML whose tags are all text was escaped twice, and so was a section that
// begins as text.
func (r rawItem) text(s string) string {
	s = r.Text(s)
	if inside, is := strings.CutPrefix(strings.TrimSpace(s), escapedCDATA); is {
		s = strings.TrimSuffix(inside, "]]&gt;")
	} else if inside, is = strings.CutPrefix(strings.TrimSpace(s), cdataStart); is && strings.Count(s, cdataStart) == 1 {
		s = strings.TrimSuffix(inside, cdataEnd)
	}
	if escapedTwice(s) {
		return unescape(s)
	}
	return s
}

const escapedCDATA = "&lt;![CDATA["

// title returns the best one given.
func (r rawItem) title() string {
	if strings.TrimSpace(r.Title) != "" {
		return r.Title
	}
	for _, t := range []string{r.extension("atom", "title"), r.extension("itunes", "title"), r.extension("media", "title"), r.media("title")} {
		if t != "" {
			return t
		}
	}
	return ""
}

func (r rawItem) description() string {
	if strings.TrimSpace(r.Description) != "" {
		return withoutFields(r.text(r.Description))
	}
	for _, d := range []string{r.Custom["summary"], r.extension("itunes", "subtitle"), r.extension("media", "description"), r.media("description")} {
		if d != "" {
			return r.text(d)
		}
	}
	return ""
}

// withoutFields removes the title, the author and the date that Drupal writes before a text, without a space between them.
func withoutFields(description string) string {
	if text := strings.TrimSpace(description); strings.HasPrefix(text, `<span class="field field--name-title`) {
		if at := strings.Index(text, "<div"); at >= 0 {
			return text[at:]
		}
	}
	return description
}

// extension returns the text of an element from outside the format.
func (r rawItem) extension(space, name string) string {
	if all := r.Extensions[space][name]; len(all) > 0 {
		return all[0].Value
	}
	return ""
}

// media returns the text of an element in a media group. A picture's title is its caption, not the item's.
func (r rawItem) media(name string) string {
	for _, group := range append(r.Extensions["media"]["group"], r.Extensions["media"]["content"]...) {
		if isPicture(attributeOf(group, "type"), attributeOf(group, "medium"), attributeOf(group, "url")) {
			continue
		}
		if all := group.Children[name]; len(all) > 0 && all[0].Value != "" {
			return all[0].Value
		}
	}
	return ""
}

// dates returns when it was published and updated.
func (r rawItem) dates() (published, updated time.Time) {
	published = firstDate(r.Published, r.Custom["published"], r.Custom["date"], r.extension("dc", "date"),
		r.extension("dcterms", "issued"), r.extension("dcterms", "created"), r.extension("atom", "published"), r.Custom["issued"])
	updated = firstDate(r.Updated, r.Custom["updated"], r.Custom["modified"], r.extension("dcterms", "modified"), r.extension("atom", "updated"))
	if published.IsZero() {
		published = updated
	}
	return published, updated
}

// firstDate returns the first of the texts that is a date. (The parser accepts 02/03/2023.)
func firstDate(texts ...string) time.Time {
	for _, s := range texts {
		if at := date.Parse(oneLine(s)); !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// writer returns the names of the authors.
func (r rawItem) writer() string {
	var names []string
	if dc := r.DublinCoreExt; dc != nil {
		names = dc.Creator
	}
	if len(names) == 0 && r.rss != nil {
		names = []string{r.rss.Author} // the parser drops the name in some forms
	}
	if authors(names) == "" {
		names = nil
		for _, p := range r.Authors {
			names = append(names, p.Name+" "+p.Email) // the parser takes Ann <ann@b.example> for an address
		}
	}
	if author := authors(names); author != "" {
		return author
	}
	if author := authors([]string{r.Custom["name"], r.extension("itunes", "author")}); author != "" {
		return author
	}
	if r.atom == nil {
		return ""
	}
	names = nil
	for _, p := range r.author {
		names = append(names, p.Name)
	}
	return authors(names)
}

// byline matches the word that some write before a name, mailAddress an address next to one, and nobody what programs write in place of a
// name.
var (
	byline      = pattern.Of(`(?i)^(?:(?:by|par|por|written by|كتبت?|بقلم|إعداد|מאת)[ :]|(?:von|di|door|av|autor(?:in|a)?|auteur|autore|author|text[oe]?|testo|tekst|words|текст|автор|γράφ(?:ει|ουν)(?: [οη])?|लेखक|लेखिका|โดย|เรื่อง|文|撰文|作者|記者|记者|글) ?[:：/／])\s*`)
	mailAddress = pattern.Of(`[^\s<>()"]+@[\w-]+(?:\.[\w-]+)+`)
	nobody      = pattern.Of(`(?i)^(?:unknown(?: author)?|admin(?:istrator)?|webmaster|no-?reply|null|undefined|n/a)$`)
)

// authors joins names. An e-mail address is not a name.
func authors(names []string) string {
	var good []string
	for _, n := range names {
		n = plainTitle(n)
		if strings.Contains(n, "@") {
			n = strings.Trim(mailAddress().ReplaceAllString(n, " "), " ()<>,;:\"")
		}
		n = byline().ReplaceAllString(n, "")
		named := n != "" && !nobody().MatchString(n)
		if named && !strings.Contains(n, "@") && !strings.Contains(n, "://") && !contains(good, n) {
			good = append(good, cut(n, 100))
		}
	}
	return strings.Join(good[:min(len(good), 5)], ", ")
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if strings.EqualFold(l, s) {
			return true
		}
	}
	return false
}

const maxTags = 20

// tidyTags drops repeats, and addresses, which name a scheme and not a topic.
func tidyTags(tags []string) []string {
	var good []string
	for _, t := range tags {
		t = plainTitle(t)
		if t == "" || len(t) > 100 || strings.Contains(t, "://") || contains(good, t) {
			continue
		}
		if good = append(good, t); len(good) == maxTags {
			break
		}
	}
	return good
}

// attributeOf returns an attribute of an element from outside the format.
func attributeOf(e ext.Extension, name string) string { return strings.TrimSpace(e.Attrs[name]) }

// dated lists the elements in which the gate writes an item's date, the better first.
var dated = []string{"<pubdate>", "<published>", "<dc:date>", "<updated>", "<issued>"}

// dateIn finds the date of an item as the gate has written it.
func dateIn(item []byte) time.Time {
	for _, name := range dated {
		if _, after, found := strings.Cut(string(item), name); found {
			text, _, _ := strings.Cut(strings.TrimPrefix(after, cdataStart), "<")
			if at := date.Parse(strings.TrimSuffix(text, cdataEnd)); !at.IsZero() {
				return at
			}
		}
	}
	return time.Time{}
}
