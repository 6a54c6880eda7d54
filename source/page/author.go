package page

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/page/sight"
)

// longestName is the longest list of authors, in bytes, that is not a sentence about them.
const longestName = 120

// byWord matches what comes before an author’s name; English is told in the text, and package briefing reads it there.
var byWord = pattern.Of(`^(?i:byline:?(?:\s+by:?)?|by:?|von:?|por:?|par:?|di|door:?|autor(?:ka|in)?:|author:|auteur ?:|autore:|автор:|текст:|tekst:|text:|testo:|geschrieben von:?|escrito por:?|publié par|written by:?|(?:words|story|report(?:ed|ing)?|posted) by:?|words:)\s+|^(?:كتبت? ?:?|بقلم ?:?|إعداد ?:|מאת ?:?|लेखक ?:|लेखिका ?:|โดย ?:?|文 ?[:：/／]|撰文 ?[:：/／]?|作者 ?[:：]|記者 ?[:：/／]?|记者 ?[:：/／]?)\s*`)

// oneName matches the name of a person, in letters that have capitals.
var oneName = pattern.Of(`^\p{Lu}[\p{L}.'’-]*(?: (?:(?:de|da|do|dos|du|di|del|della|la|le|van|von|der|den|ten|ter|el|al|bin|y) )*\p{Lu}[\p{L}.'’-]*){1,3}$`)

// uncasedName matches the name of a person in letters that have none: of two to four words, or of a few signs.
var uncasedName = pattern.Of(`^(?:[\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Tamil}\p{Thai}]+(?: [\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Tamil}\p{Thai}]+){1,3}|[\p{Han}\p{Hangul}]{2,4}|[\p{Han}\p{Hiragana}\p{Katakana}]{1,5}[ ・][\p{Han}\p{Hiragana}\p{Katakana}]{1,6})$`)

// employed matches what follows a name: for whom it is written, or the writer's post.
var employed = pattern.Of(`(?i)(?: ?(?:기자|특파원|記者|记者)|\s+for (?:the )?\pL.*|\s*[,|–—-]\s*(?:[\pL ]* )?(?:staff|reporter|writer|correspondent|editor|contributor)\b.*)$`)

// named returns the name in a byline, "" when it is none.
func named(byline string) string {
	byline = mailAddress().ReplaceAllString(byWord().ReplaceAllString(byline, ""), "")
	byline = employed().ReplaceAllString(byline, "")
	if name, employer, more := strings.Cut(byline, ", "); more && !areNames(employer) {
		byline = name
	}
	if areNames(byline) || uncasedName().MatchString(byline) {
		return byline
	}
	return ""
}

// authorClass matches the class of an element that holds an author's name, authorBox that of a box about one,
// and otherClass that of what is around the names of other writers.
var (
	authorClass = pattern.Of(`(?i)(?:^|[-_\s])(?:authors?|byline|writers?|reporters?|autore?|auteurs?|autor(?:in)?|verfasser|redakteur|fn)(?:[-_]{0,2}\w{0,12}?[-_]{0,2}names?)?(?:$|[-_\s])`)
	authorBox   = pattern.Of(`(?i)(?:^|[-_\s])(?:author|autor|auteur|autore)(?:[-_]{0,2}(?:bio|box|card|info|profile|details?|about))?(?:$|\s)|(?-i:Author(?:Short)?(?:Bio|Box|Card|Info))(?:$|[-_\s])`)
	otherClass  = pattern.Of(`(?i)comment|related|recirc|recommend|sidebar|popular|teaser|repl(?:y|ies)\b|reviews?\b`)
)

// authorPost matches the class of what is told of an author beside the name.
var authorPost = pattern.Of(`(?i)[-_](?:title|role|job|position|location|bio|desc(?:ription)?)(?:$|[-_\s])`)

// authorPage matches the address of a page about an author.
var authorPage = pattern.Of(`(?i)^(?:https?://[^/]+)?/(?:[\w-]+/)?(?:authors?|staff|by|contributors?|journalists?|reporters?|profiles?|autore?s?|autori|auteurs?|autoren)/[^?#]`)

// namesAuthor reports whether the class of an element, or where it links to, says that its text is the author's name.
func namesAuthor(n *html.Node) bool {
	class := classOf(n)
	if class != "" && authorClass().MatchString(class) {
		return !authorPost().MatchString(class)
	}
	return n.DataAtom == atom.A && (authorPage().MatchString(sight.Attr(n, "href")) || isLabelled(n))
}

// isLabelled reports whether a label before a link says that it is to the author: “Autor: <a>…</a>”.
func isLabelled(n *html.Node) bool {
	before := n.PrevSibling
	if before == nil || before.Type != html.TextNode || len(before.Data) > longestTail {
		return false
	}
	label := strings.TrimSpace(before.Data)
	return strings.HasSuffix(label, ":") && byWord().ReplaceAllString(label+" ", "") == ""
}

// ofOthers reports whether n stands beside the story, or among comments.
func ofOthers(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if sight.Tag(n) == atom.Aside || otherClass().MatchString(sight.Attr(n, "class")+" "+sight.Attr(n, "id")) {
			return true
		}
	}
	return false
}

// mostAuthors is how many elements of a page may name its author, since all that is around each is looked at.
const mostAuthors = 50

// addAuthor takes the name in n for the author's, or for another one's beside the first.
func (e *embedded) addAuthor(n *html.Node) {
	if e.authors++; e.authors > mostAuthors {
		return
	}
	name := named(headingText(n))
	switch {
	case name == "" || holdsAuthor(n) || holdsLinks(n) || ofOthers(n):
	case e.byClass == "":
		e.byClass, e.byPlace = name, n.Parent
	case len(e.byClass)+len(name) < longestName-1 && (n.Parent == e.byPlace || n.Parent.Parent == e.byPlace.Parent):
		if !strings.Contains(e.byClass, name) {
			e.byClass += ", " + name
		}
	}
}

// holdsAuthor reports whether an element within n names the author, perhaps beside other words of n.
func holdsAuthor(n *html.Node) bool {
	for d := range n.Descendants() {
		if namesAuthor(d) && named(headingText(d)) != "" {
			return true
		}
	}
	return false
}

// holdsLinks reports whether n has several links, each to one of several authors.
func holdsLinks(n *html.Node) bool {
	links := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			links++
		}
	}
	return links > 1
}

// headlineIn returns the index of the block of a page that shows the headline, -1 for none.
func headlineIn(whole []block, title, h1 string) int {
	return slices.IndexFunc(whole, func(b block) bool {
		return b.kind == atom.H1 && (same(b.text, title) || same(b.text, h1))
	})
}

// under drops the blocks found that stand above the headline, but for whole sentences of a story.
func under(whole, found []block, title, h1 string) []block {
	type place struct {
		of   int
		text string
	}
	above := map[place]bool{}
	for _, b := range whole[:max(0, headlineIn(whole, title, h1))] {
		above[place{b.of, b.text}] = true
	}
	return without(found, func(b block) bool { return above[place{b.of, b.text}] && !b.tells() })
}

// bylined returns the name in a line of its own between the headline and the story, where a word before it or a post behind it says
// that it is the author's.
func bylined(whole []block, title, h1, site string) string {
	from := headlineIn(whole, title, h1)
	if from < 0 {
		return ""
	}
	for _, b := range whole[from:] {
		if b.tells() {
			return ""
		}
		if name := inByline(b.text); name != "" {
			return author(name, site)
		}
	}
	return ""
}

// inByline returns the names in a byline, "" for any other line.
func inByline(line string) string {
	if len(line) > 2*longestName {
		return ""
	}
	for _, mark := range []string{" | ", " / ", " • ", " · ", " — "} {
		line, _, _ = strings.Cut(line, mark)
	}
	line = mailAddress().ReplaceAllString(line, "")
	names := byWord().ReplaceAllString(line, "")
	by := names != line || uncasedPost().MatchString(line)
	line = names
	if by {
		names = posted().ReplaceAllString(dated().ReplaceAllString(names, ""), "")
	}
	m := withPost().FindStringSubmatch(names)
	switch {
	case m != nil && isPaper(m[1]):
		return ""
	case m != nil:
		return m[1]
	case !by:
		return ""
	case areNames(names):
		return names
	}
	return named(line)
}

//go:embed papers.txt
var papersText string

var papers = sync.OnceValue(func() map[string]bool { return wordsOf(papersText) })

func isPaper(name string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(name)), func(word string) bool { return papers()[word] })
}

// post is the last word of what a reporter is.
const post = `(?i:reporter|correspondent|writer|editor|journalist)`

// uncasedPost matches a line that is a name and the writer's post behind it.
var uncasedPost = pattern.Of(`^[\p{Han}\p{Hangul}]{2,4} ?(?:기자|특파원|記者|记者)$`)

// withPost matches a name of two words with the writer's post behind it, posted a post before a name, and dated the date behind one.
var (
	withPost = pattern.Of(`^(\p{Lu}[\p{L}.'’-]* \p{Lu}[\p{L}'’-]+),? (?:[\p{L}-]+ ){0,3}` + post + `$`)
	posted   = pattern.Of(`^(?:\p{Ll}[\p{L}-]* ){0,4}` + post + ` `)
	dated    = pattern.Of(`,? (?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? )?\d.*$`)
)

// between turns what stands between two names into a comma.
var between = strings.NewReplacer(" and ", ", ", " & ", ", ", " und ", ", ", " et ", ", ", " e ", ", ", " y ", ", ", " en ", ", ", " och ", ", ", " og ", ", ", " ja ", ", ", " i ", ", ", " и ", ", ", " та ", ", ", " ve ", ", ")

// areNames reports whether a text is names of people and nothing else: “Ann Bell, Tom Ek and Ida Kroll”.
func areNames(text string) bool {
	if len(text) > longestName {
		return false
	}
	for name := range strings.SplitSeq(between.Replace(text), ", ") {
		if !oneName().MatchString(name) {
			return false
		}
	}
	return true
}

// loginName matches user names of content systems.
var loginName = pattern.Of(`^[a-z0-9._-]*$`)

// mailAddress matches an address that stands behind a name.
var mailAddress = pattern.Of(`[\s,(]+[\w.+-]{1,64}@[\w.-]{3,64}\)?$`)

// author returns s if it names people: addresses of profiles and the site itself occur in the same places.
func author(s, site string) string {
	s, _, _ = strings.Cut(byWord().ReplaceAllString(s, ""), " | ") // a date or an employer follows
	s = mailAddress().ReplaceAllString(s, "")
	if name, employer, more := strings.Cut(s, ", "); more && same(employer, site) {
		s = name
	}
	named := strings.ContainsFunc(s, isWord) && !strings.EqualFold(s, site)
	address := loginName().MatchString(s) || strings.ContainsAny(s, "/@<>{}")
	if !named || address || len(s) > longestName {
		return ""
	}
	return s
}
