package cards

import (
	"strings"

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
	before := ""
	for _, i := range list {
		text, size := quoteText(a, i)
		speaker := speakerText(l, a.Quotes[i])
		if person == nil && (p.shown == 0 || speaker != before) {
			text = speaker + "\n" + text
		}
		if p.show(text, size) {
			before = speaker
			p.cites(a.Quotes[i].Sentence)
		}
	}
	if len(list) == 0 && person != nil {
		p.say(l.Text("card.quotes.none-person", "name", Escape(person.Name)))
	} else if len(list) == 0 {
		p.say(l.Text("card.quotes.none"))
	}
	return p.end(l.Text("card.quotes.note"), a, ref, "quotes")
}

// quotesInOrder are the quotations by speaker, in the order in which those first speak. Behind them come those of nobody known, and then the
// words that nobody is quoted with. A sentence that is shown whole is in the list once.
func quotesInOrder(a *briefing.Article) []int {
	var speakers []string
	by, whole := map[string][]int{}, map[int]bool{}
	var unclear, apart []int
	for i, q := range a.Quotes {
		inside := needsSentence(a, q)
		switch {
		case whole[q.Sentence]:
			continue
		case q.Apart():
			apart = append(apart, i)
			continue
		case q.Speaker == "":
			unclear = append(unclear, i)
		default:
			if by[q.Speaker] == nil {
				speakers = append(speakers, q.Speaker)
			}
			by[q.Speaker] = append(by[q.Speaker], i)
		}
		whole[q.Sentence] = inside
	}
	list := make([]int, 0, len(a.Quotes))
	for _, name := range speakers {
		list = append(list, by[name]...)
	}
	return append(append(list, unclear...), apart...)
}

// showQuote adds one quotation.
func (p *page) showQuote(a *briefing.Article, i int) bool {
	text, size := quoteText(a, i)
	shown := p.show(text, size)
	if shown {
		p.cites(a.Quotes[i].Sentence)
	}
	return shown
}

const (
	fewWords     = 5   // say little without the sentence that they stand in
	longSentence = 400 // bytes; a longer one is not shown for the sake of a few words in it
)

// needsSentence tells whether a quotation means little by itself: a fragment, a few words, or what ends with a comma since the reporter's
// sentence goes on.
func needsSentence(a *briefing.Article, q briefing.Quote) bool {
	words := a.At(q.Span)
	if s := a.SentenceText(q.Sentence); len(s) > longSentence || !strings.Contains(s, words) {
		return false
	}
	goesOn := strings.HasSuffix(strings.TrimRight(words, "\"'”’»“ "), ",")
	return q.Partial || goesOn || len(strings.Fields(words)) < fewWords
}

// quoteText writes a quotation with its number: by itself, or in the sentence without which it would mean little. size is how many bytes of
// the news it shows.
func quoteText(a *briefing.Article, i int) (text string, size int) {
	q := a.Quotes[i]
	words := a.At(q.Span)
	if needsSentence(a, q) {
		words = a.SentenceText(q.Sentence)
	}
	return quoted(words) + " " + cite(q.Sentence), len(words)
}

// speakerText names who says something, as far as the article tells.
func speakerText(l languages.Language, q briefing.Quote) string {
	switch {
	case q.Apart():
		return "-# " + l.Text("card.quotes.apart")
	case q.Speaker == "":
		return "-# " + l.Text("card.quotes.unclear")
	}
	return "**" + Escape(q.Speaker) + "**"
}
