package cards

import (
	"strings"

	"lede/briefing"
	"lede/languages"
)

// Summary draws the key points of an article.
func Summary(l languages.Language, a *briefing.Article, ref string) Card {
	p := newPage(l, a, l.Text("card.button.summary"))
	p.picture(a)
	p.rule()
	for _, i := range a.Summary {
		p.showSentence(a, i)
	}
	return p.close(l.Text("card.note.sentence"), leads(l, a, ref, "summary")...)
}

// Developments draws the separate events that the article lists; from is how many earlier pages showed.
func Developments(l languages.Language, a *briefing.Article, ref string, from int) Card {
	p := newPage(l, a, l.Text("card.button.developments"))
	p.paged(from, Link{Command: "developments", Options: map[string]string{"article": ref}})
	p.rule()
	if len(a.Developments) == 0 {
		p.say(l.Text("card.developments.none"))
		return p.close("", leads(l, a, ref, "developments")...)
	}
	for _, d := range a.Developments {
		p.show(developmentText(l, a, d))
	}
	return p.close(l.Text("card.note.sentence"), leads(l, a, ref, "developments")...)
}

// developmentText writes a development with its places and its source. size is how many bytes of the news it shows.
func developmentText(l languages.Language, a *briefing.Article, d briefing.Development) (text string, size int) {
	var words, about []string
	for _, i := range d.Sentences {
		s := a.SentenceText(i)
		words = append(words, Escape(s)+" "+cite(i))
		size += len(s)
	}
	for _, place := range d.Places {
		about = append(about, "**"+Escape(place)+"**")
	}
	text = strings.Join(words, " ")
	if len(about) > 0 {
		text = strings.Join(about, " · ") + "\n" + text
	}
	if d.Source != "" {
		text += "\n-# " + l.Text("card.developments.source", "source", Escape(d.Source))
	}
	return text, size
}

// showSentence adds one sentence of the article with its number.
func (p *page) showSentence(a *briefing.Article, i int) bool {
	s := a.SentenceText(i)
	return p.show(Escape(s)+" "+cite(i), len(s))
}
