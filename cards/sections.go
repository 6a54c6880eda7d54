package cards

import (
	"cmp"
	"slices"
	"strings"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"
)

// item is a part of a section: shown whole or not at all.
type item struct {
	text      string
	size      int   // bytes of the news in it
	sentences []int // shown in it, so that none is shown twice
}

// section is what a digest can show of an article.
type section struct {
	name  string // as an admin writes it, and as it is stored
	title string // key of the title above the items; "" for none
	most  int    // items
	items func(languages.Language, *briefing.Article) []item
}

// defaultSection is what a digest shows unless an admin chose otherwise.
const defaultSection = "key points"

// sections are all sections, in the order in which they are offered.
var sections = []section{
	{defaultSection, "", digestPoints, pointItems},
	{"quotes", "card.section.quotes", 3, quoteItems},
	{"people", "card.section.people", 4, personItems},
	{"figures", "card.section.figures", 4, figureItems},
	{"developments", "card.section.developments", 2, developmentItems},
}

// Sections returns the names of what a digest can show of an article. The first is shown unless others are chosen.
func Sections() []string {
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	return names
}

// chosen returns the sections with some names, in that order; it leaves out names that an older or newer Lede wrote.
func chosen(names []string) []section {
	var list []section
	for _, name := range names {
		for _, s := range sections {
			if s.name == name {
				list = append(list, s)
			}
		}
	}
	if len(list) == 0 {
		return sections[:1]
	}
	return list
}

// SectionTitles returns the titles of sections in a language, by their names; it leaves out names that an older or newer Lede wrote.
func SectionTitles(l languages.Language, names []string) (list []string) {
	for _, s := range chosen(names) {
		list = append(list, l.Text(cmp.Or(s.title, "card.section.points")))
	}
	return list
}

func pointItems(_ languages.Language, a *briefing.Article) []item {
	var list []item
	for _, i := range a.Summary {
		s := a.SentenceText(i)
		list = append(list, item{markup.Escape(s) + " " + cite(i), len(s), []int{i}})
	}
	return list
}

// quoteItems lists whole quotations with a known speaker first: an unattributed fragment says little.
func quoteItems(l languages.Language, a *briefing.Article) []item {
	var telling, others []item
	for i, q := range a.Quotes {
		text, size := quoteText(a, i)
		text = speakerText(l, q) + "\n" + text
		if quote := (item{text, size, []int{q.Sentence}}); q.Speaker != "" && !q.Partial {
			telling = append(telling, quote)
		} else {
			others = append(others, quote)
		}
	}
	return append(telling, others...)
}

func personItems(l languages.Language, a *briefing.Article) []item {
	var list []item
	for i := range a.People {
		text, size := personText(l, a, &a.People[i])
		list = append(list, item{text, size, nil})
	}
	return list
}

// figureItems leaves out figures that mean nothing on their own, and those already told.
func figureItems(_ languages.Language, a *briefing.Article) []item {
	var list []item
	told := map[string]bool{}
	for _, f := range a.Figures {
		words, counts := a.At(f.Span), f.Counts
		if strings.Contains(words, counts) {
			counts = ""
		}
		if !f.Tells() || told[words+"\x00"+counts] {
			continue
		}
		told[words+"\x00"+counts] = true
		text := "**" + markup.Escape(words) + "**"
		if counts != "" {
			text += " — " + markup.Escape(counts)
		}
		list = append(list, item{text + " " + cite(f.Sentence), len(words) + len(counts), nil})
	}
	return list
}

func developmentItems(l languages.Language, a *briefing.Article) []item {
	var list []item
	for _, d := range a.Developments {
		text, size := developmentText(l, a, d)
		list = append(list, item{text, size, d.Sentences})
	}
	return list
}

// drawSections shows the chosen sections of an article in room characters. Each has an even share of what the ones before it
// left.
func (p *Page) drawSections(a *briefing.Article, bytes int, list []section, room int) {
	p.share = max(bytes/3, minShare)
	end, told := p.text+room, map[int]bool{}
	any := false
	for i, s := range list {
		left := len(list) - i
		items, more := p.fitting(s, a, (end-p.text)/left, p.share/left, told)
		if len(items)+more == 0 {
			continue
		}
		any = true
		if s.title != "" {
			p.Say(strings.Join(append([]string{p.sectionHead(s, more)}, underOneHead(items)...), "\n"))
			continue
		}
		if more > 0 {
			items = withLast(items, "-# "+p.l.Text("card.section.points-more", "n", more)) // the only section without a title
		}
		for _, text := range items {
			p.Say(text)
		}
	}
	if !any {
		p.Say("-# " + p.l.Text("card.digest.nothing-of"))
	}
}

// moreOfThem returns the key of the line that says how many more there are.
const moreOfThem = "card.note.more"

// sectionHead names a section, and says for how many items it has no room.
func (p *Page) sectionHead(s section, more int) string {
	head := "-# " + p.l.Text(s.title)
	if more > 0 {
		head += " · " + p.l.Text(moreOfThem, "n", more)
	}
	return head
}

// withLast adds a line below the last of some texts.
func withLast(texts []string, line string) []string {
	if len(texts) == 0 {
		return []string{line}
	}
	last := len(texts) - 1
	return append(texts[:last:last], texts[last]+"\n"+line)
}

// underOneHead leaves out the first line of an item that begins like the one before: another quotation of the same speaker.
func underOneHead(items []string) []string {
	list := slices.Clone(items)
	for i := 1; i < len(list); i++ {
		head, rest, ok := strings.Cut(items[i], "\n")
		if before, _, _ := strings.Cut(items[i-1], "\n"); ok && head == before {
			list[i] = rest
		}
	}
	return list
}

// roomForMore is how many characters the line about further items may take.
const roomForMore = 32

// fitting returns the items of a section that fit into room characters and share bytes of the news, and how many more it has. It
// subtracts the bytes from the share, and remembers the sentences.
func (p *Page) fitting(s section, a *briefing.Article, room, share int, told map[int]bool) (list []string, more int) {
	if s.title != "" {
		room -= markup.Length(p.l.Text(s.title))
	}
	room -= 4
	all := s.items(p.l, a)
	for i, x := range all {
		n, reserve := markup.Length(x.text)+1, roomForMore
		if i == len(all)-1 && more == 0 {
			reserve = 0
		}
		again := slices.ContainsFunc(x.sentences, func(i int) bool { return told[i] })
		if again {
			continue
		}
		if len(list) == s.most || n+reserve > room || x.size > share {
			more++
			continue
		}
		room -= n
		share -= x.size
		p.share -= x.size
		for _, i := range x.sentences {
			told[i] = true
		}
		list = append(list, x.text)
	}
	return list, more
}
