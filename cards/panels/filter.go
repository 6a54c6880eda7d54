package panels

import (
	"strings"

	"lede/cards"
	"lede/cards/markup"
	"lede/languages"
)

// Judged is an article and a filter's verdict on it.
type Judged struct {
	Title, URL string
	Source     string
	Passes     bool
	Rule       string // the rule that decided, as it is typed; "" when none did
	Foreign    bool   // held because of its language
}

// why says which rule decided.
func (j Judged) why(l languages.Language) string {
	rule := "`" + strings.ReplaceAll(markup.Label(j.Rule, 100), "`", "") + "`"
	switch {
	case j.Rule != "" && j.Passes:
		return l.Text("card.filter.passes-by", "rule", rule)
	case j.Rule != "":
		return l.Text("card.filter.held-by", "rule", rule)
	case j.Passes:
		return l.Text("card.filter.passes")
	case j.Foreign:
		return l.Text("card.filter.foreign")
	}
	return l.Text("card.filter.missing")
}

// FilterTest shows what a filter does to articles, the newest first; same links to the same list, and from is how many earlier pages
// showed.
func FilterTest(l languages.Language, filter string, list []Judged, reading bool, same cards.Link, from int) cards.Card {
	p := cards.NewPage(l)
	p.Paged(from, same)
	passed := 0
	for _, j := range list {
		if j.Passes {
			passed++
		}
	}
	head := "### " + l.Text("card.filter.title", "n", len(list), "passed", passed)
	switch none := len(list) == 0 && from == 0; {
	case none && reading:
		head = l.Text("card.headlines.reading")
	case none:
		head = l.Text("card.filter.nothing")
	}
	if filter == "" {
		head += "\n" + l.Text("card.filter.none")
	} else {
		head += "\n" + markup.Escape(markup.Label(filter, 600))
	}
	p.Say(head)
	for _, j := range list {
		line := "**" + l.Text("card.filter.held") + "** · "
		if j.Passes {
			line = ""
		}
		line += cards.ShortLink(l, j.Title, j.URL, 150, 300) + "\n-# "
		if j.Source != "" {
			line += markup.Escape(markup.Label(j.Source, 60)) + " · "
		}
		p.ShowOther(line+j.why(l), len(j.Title))
	}
	return p.Close(l.Text("card.filter.note"))
}
