package cards

import (
	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"
)

// Quotes draws what was said, by anybody or by one person; from is how many earlier pages showed.
func Quotes(l languages.Language, a *briefing.Article, ref string, person *briefing.Person, from int) Card {
	section, same := l.Text("card.quotes.title"), Link{Command: "quotes", Options: map[string]string{"article": ref}}
	if person != nil {
		section = l.Text("card.quotes.title-person", "name", markup.Escape(person.Name))
		same.Options["person"] = person.Name
	}
	p := articlePage(l, a, section)
	p.Paged(from, same)
	p.rule()
	list := a.Quoted()
	if person != nil {
		list = person.Quotes
	}
	before := ""
	for _, i := range list {
		text, size := quoteText(a, i)
		speaker := speakerText(l, a.Quotes[i])
		if person == nil && (p.shown == 0 || speaker != before) {
			text = speaker + "\n" + text
		}
		if p.Show(text, size) {
			before = speaker
			p.cites(a.Quotes[i].Sentence)
		}
	}
	switch {
	case len(list) > 0:
	case person != nil:
		p.Say(l.Text("card.quotes.none-person", "name", markup.Escape(person.Name)))
	case a.Unread():
		p.Say(l.Text("card.quotes.unread"))
	default:
		p.Say(l.Text("card.quotes.none"))
	}
	return p.end(l.Text("card.quotes.note"), a, ref, "quotes")
}

// showQuote adds one quotation.
func (p *Page) showQuote(a *briefing.Article, i int) bool {
	text, size := quoteText(a, i)
	shown := p.Show(text, size)
	if shown {
		p.cites(a.Quotes[i].Sentence)
	}
	return shown
}

// quoteText writes a quotation with its number: on its own, or in its sentence if it would mean little without it. size is how many
// bytes of the news it shows.
func quoteText(a *briefing.Article, i int) (text string, size int) {
	words := a.QuoteText(i)
	return markup.Quote(words) + " " + cite(a.Quotes[i].Sentence), len(words)
}

// speakerText names the speaker, as far as the article says.
func speakerText(l languages.Language, q briefing.Quote) string {
	switch {
	case q.Apart():
		return "-# " + l.Text("card.quotes.apart")
	case q.Speaker == "":
		return "-# " + l.Text("card.quotes.unclear")
	}
	return "**" + markup.Escape(q.Speaker) + "**"
}
