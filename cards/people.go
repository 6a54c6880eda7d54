package cards

import (
	"cmp"
	"sort"
	"strings"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

const (
	sentencesShown = 3  // sentences about a person that are shown in full
	elsewhereNamed = 20 // further sentences listed by their numbers
)

// People draws everybody in the story with their role in the article's words; from is how many earlier pages showed.
func People(l languages.Language, a *briefing.Article, ref string, from int) Card {
	p := articlePage(l, a, l.Text("card.people.title"))
	p.Paged(from, Link{Command: "who", Options: map[string]string{"article": ref}})
	p.rule()
	if len(a.People) == 0 {
		p.Say(l.Text("card.people.none"))
		return p.end("", a, ref, "who")
	}
	var shown []briefing.Person
	last, all := "", standing(a)
	several := all[0].group != all[len(all)-1].group
	for _, x := range all {
		person, heading := x.person, ""
		if several && x.group != last {
			heading = "-# " + l.Text(x.group) + "\n"
		}
		text, size := personText(l, a, person)
		if p.Show(heading+text, size) {
			last = x.group
			shown = append(shown, *person)
			if at := sentenceAt(a, person.RoleAt); at >= 0 {
				p.cites(at)
			} else if len(person.Mentions) > 0 {
				p.cites(person.Mentions[0].Sentence)
			}
		}
	}
	return p.end(l.Text("card.people.note"), a, ref, "who", personSelect(l, shown, ref))
}

// member is a person in one of the groups in which people are shown.
type member struct {
	group  string // the key of its name
	person *briefing.Person
}

// oftenNamed is how many times the article names the people it is about.
const oftenNamed = 4

// standing groups the people by their part in the story: those it is about, those it quotes, and those who are only named.
func standing(a *briefing.Article) (list []member) {
	var heard, named []member
	for i := range a.People {
		person := &a.People[i]
		switch {
		case len(person.Mentions) >= oftenNamed:
			list = append(list, member{"card.people.centre", person})
		case len(person.Quotes) > 0:
			heard = append(heard, member{"card.people.heard", person})
		default:
			named = append(named, member{"card.people.named", person})
		}
	}
	return append(append(list, heard...), named...)
}

// personText writes who a person is. A role from a sentence other than the first that names the person has its own number. size is how
// many bytes of the news it shows.
func personText(l languages.Language, a *briefing.Article, person *briefing.Person) (text string, size int) {
	text = "**" + markup.Escape(person.Name) + "**"
	named, role := "", ""
	if len(person.Mentions) > 0 {
		named = " " + cite(person.Mentions[0].Sentence)
	}
	if person.Role != "" {
		role = " — " + markup.Escape(person.Role)
	}
	if i := sentenceAt(a, person.RoleAt); i >= 0 && role != "" && " "+cite(i) != named {
		text += named + role + " " + cite(i)
	} else {
		text += role + named
	}
	if n := len(person.Quotes); n > 0 {
		text += " · " + l.Text("card.people.quotes", "n", n)
	}
	return text, len(person.Name) + len(person.Role)
}

// personSelect offers the people that a page shows.
func personSelect(l languages.Language, people []briefing.Person, ref string) discordgo.ActionsRow {
	menu := discordgo.SelectMenu{
		MenuType:    discordgo.StringSelectMenu,
		CustomID:    Link{Command: "who", Options: map[string]string{"article": ref, "by": "select"}}.String(), // unlike the button's
		Placeholder: l.Text("card.people.choose"),
	}
	offered := map[string]bool{}
	for _, person := range people {
		name := strings.TrimSpace(person.Name)
		if name != "" && markup.Length(name) <= MaxLabel && !offered[name] {
			offered[name] = true
			menu.Options = append(menu.Options, discordgo.SelectMenuOption{
				Label: cmp.Or(markup.Label(name, MaxLabel), l.Text("card.untitled")), Value: name, Description: markup.Label(person.Role, MaxLabel),
			})
		}
	}
	if len(menu.Options) == 0 {
		return discordgo.ActionsRow{}
	}
	return discordgo.ActionsRow{Components: []discordgo.MessageComponent{menu}}
}

// Person draws one of the people: role, what they said and where they appear.
func Person(l languages.Language, a *briefing.Article, ref string, person *briefing.Person) Card {
	p := articlePage(l, a, l.Text("card.people.title"))
	p.rule()
	text := "## " + markup.Escape(person.Name)
	if person.Role != "" {
		text += "\n" + markup.Escape(person.Role)
		if i := sentenceAt(a, person.RoleAt); i >= 0 {
			text += " " + cite(i)
		}
	}
	if others := otherNames(l, person); others != "" {
		text += "\n-# " + l.Text("card.person.aliases", "names", others)
	}
	p.Say(text)
	for _, i := range person.Quotes {
		p.showQuote(a, i)
	}
	left := p.omitted
	p.omitted = 0
	var more []string
	shown := 0
	for _, i := range sentencesOf(a, person) {
		if shown < sentencesShown && p.showSentence(a, i) {
			shown++
		} else {
			more = append(more, cite(i))
		}
	}
	p.omitted = left
	if len(more) > 0 {
		named := strings.Join(more[:min(len(more), elsewhereNamed)], " ")
		if rest := len(more) - elsewhereNamed; rest > 0 {
			named += " · " + l.Text(moreOfThem, "n", rest)
		}
		p.Say("-# " + l.Text("card.person.elsewhere", "sentences", named))
	}
	return p.end(l.Text("card.note.sentence"), a, ref, "")
}

// otherNames lists the aliases that do not merely repeat a part of the name.
func otherNames(l languages.Language, person *briefing.Person) string {
	var out []string
	size, more := 0, 0
	for _, alias := range person.Aliases {
		if strings.Contains(person.Name, alias) {
			continue
		}
		if size+len(alias) > 200 {
			more++
			continue
		}
		size += len(alias)
		out = append(out, markup.Escape(alias))
	}
	if more > 0 {
		out = append(out, l.Text(moreOfThem, "n", more))
	}
	return strings.Join(out, ", ")
}

// sentencesOf lists the sentences that name a person, without those that a quotation shows already.
func sentencesOf(a *briefing.Article, person *briefing.Person) []int {
	seen := map[int]bool{}
	for _, q := range person.Quotes {
		seen[a.Quotes[q].Sentence] = true
	}
	var out []int
	for _, m := range person.Mentions {
		if !seen[m.Sentence] {
			seen[m.Sentence] = true
			out = append(out, m.Sentence)
		}
	}
	return out
}

// sentenceAt returns the sentence in which a span begins, or -1.
func sentenceAt(a *briefing.Article, s *briefing.Span) int {
	if s == nil {
		return -1
	}
	i := sort.Search(len(a.Sentences), func(i int) bool { return a.Sentences[i].End > s.Start })
	if i == len(a.Sentences) || a.Sentences[i].Start > s.Start {
		return -1
	}
	return i
}
