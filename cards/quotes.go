package cards

import (
	"lede/briefing"
)

// Quotes draws what was said, by anybody or by one person; from is how many earlier pages showed.
func Quotes(a *briefing.Article, ref string, person *briefing.Person, from int) Card {
	section, same := "Quotes", Link{Command: "quotes", Options: map[string]string{"article": ref}}
	if person != nil {
		section = "Quotes of " + Escape(person.Name)
		same.Options["person"] = person.Name
	}
	p := newPage(a, section)
	p.paged(from, same)
	p.rule()
	list := make([]int, len(a.Quotes))
	for i := range list {
		list[i] = i
	}
	if person != nil {
		list = person.Quotes
	}
	for _, i := range list {
		p.showQuote(a, i, person == nil)
	}
	if len(list) == 0 && person != nil {
		p.say("The article quotes nothing that " + Escape(person.Name) + " said.")
	} else if len(list) == 0 {
		p.say("The article quotes nobody.")
	}
	return p.close("Quotations are byte for byte the article’s; `[n]` is the sentence’s number.", leads(a, ref, "quotes")...)
}

// showQuote adds one quotation with its speaker.
func (p *page) showQuote(a *briefing.Article, i int, named bool) bool {
	text, size := quoteText(a, i, named)
	return p.show(text, size)
}

// quoteText writes a quotation with its speaker, as far as the article tells who it is. size is how many bytes
// of the news it shows.
func quoteText(a *briefing.Article, i int, named bool) (text string, size int) {
	q := a.Quotes[i]
	words := a.At(q.Span)
	text = quoted(words) + "\n"
	switch {
	case !named:
		text += cite(q.Sentence)
	case q.Speaker == "":
		text += "speaker unclear " + cite(q.Sentence)
	default:
		text += "**" + Escape(q.Speaker) + "** " + cite(q.Sentence)
	}
	return text, len(words)
}
