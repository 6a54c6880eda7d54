package cards

import (
	"lede/briefing"
	"lede/languages"
)

// Quotes draws what was said, by anybody or by one person; from is how many earlier pages showed.
func Quotes(l languages.Language, a *briefing.Article, ref string, person *briefing.Person, from int) Card {
	section, same := l.Text("card.quotes.title"), Link{Command: "quotes", Options: map[string]string{"article": ref}}
	if person != nil {
		section = l.Text("card.quotes.title-person", "name", Escape(person.Name))
		same.Options["person"] = person.Name
	}
	p := newPage(l, a, section)
	p.paged(from, same)
	p.rule()
	list := quotesInOrder(a)
	if person != nil {
		list = person.Quotes
	}
	for _, i := range list {
		p.showQuote(a, i, person == nil)
	}
	if len(list) == 0 && person != nil {
		p.say(l.Text("card.quotes.none-person", "name", Escape(person.Name)))
	} else if len(list) == 0 {
		p.say(l.Text("card.quotes.none"))
	}
	return p.end(l.Text("card.quotes.note"), a, ref, "quotes")
}

// quotesInOrder are the quotations as they stand, and behind them the words that nobody is quoted with.
func quotesInOrder(a *briefing.Article) []int {
	list, apart := make([]int, 0, len(a.Quotes)), []int(nil)
	for i, q := range a.Quotes {
		if q.Apart() {
			apart = append(apart, i)
		} else {
			list = append(list, i)
		}
	}
	return append(list, apart...)
}

// showQuote adds one quotation with its speaker.
func (p *page) showQuote(a *briefing.Article, i int, named bool) bool {
	text, size := quoteText(p.l, a, i, named)
	shown := p.show(text, size)
	if shown {
		p.cites(a.Quotes[i].Sentence)
	}
	return shown
}

// quoteText writes a quotation with its speaker, as far as the article tells who it is. size is how many bytes
// of the news it shows.
func quoteText(l languages.Language, a *briefing.Article, i int, named bool) (text string, size int) {
	q := a.Quotes[i]
	words := a.At(q.Span)
	text = quoted(words) + "\n"
	switch {
	case !named:
		text += cite(q.Sentence)
	case q.Apart():
		text += l.Text("card.quotes.apart") + " " + cite(q.Sentence)
	case q.Speaker == "":
		text += l.Text("card.quotes.unclear") + " " + cite(q.Sentence)
	default:
		text += "**" + Escape(q.Speaker) + "** " + cite(q.Sentence)
	}
	return text, len(words)
}
