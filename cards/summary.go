package cards

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"
)

// Summary draws the key points of an article.
func Summary(l languages.Language, a *briefing.Article, ref string) Card {
	p := articlePage(l, a, l.Text("card.button.summary"))
	p.picture(a)
	p.rule()
	for _, i := range a.Summary {
		p.showSentence(a, i)
	}
	return p.end(l.Text("card.note.sentence"), a, ref, "summary")
}

// Developments draws the separate events that the article lists; from is how many earlier pages showed.
func Developments(l languages.Language, a *briefing.Article, ref string, from int) Card {
	p := articlePage(l, a, l.Text("card.button.developments"))
	p.Paged(from, Link{Command: "developments", Options: map[string]string{"article": ref}})
	p.rule()
	if len(a.Developments) == 0 {
		return p.noDevelopments(a, ref)
	}
	for _, d := range a.Developments {
		if p.showApart(developmentText(l, a, d)) && len(d.Sentences) > 0 {
			p.cites(d.Sentences[0])
		}
	}
	return p.end(l.Text("card.note.sentence"), a, ref, "developments")
}

// noDevelopments says that an article lists none, and shows what it says beside the key points.
func (p *Page) noDevelopments(a *briefing.Article, ref string) Card {
	rest := besideSummary(a)
	if len(rest) == 0 {
		p.Say(p.l.Text("card.developments.none"))
		return p.end("", a, ref, "developments")
	}
	p.Say(p.l.Text("card.developments.also"))
	for _, i := range rest {
		p.showSentence(a, i)
	}
	return p.end(p.l.Text("card.note.sentence"), a, ref, "developments")
}

// besideSummary returns the first sentences of the paragraphs of which the summary has none. It leaves out quotations, which mean
// little without their speaker.
func besideSummary(a *briefing.Article) (list []int) {
	used := map[int]bool{}
	opens := func(q briefing.Quote, i int) bool { return q.Sentence == i && q.Start == a.Sentences[i].Start }
	for i, s := range a.Sentences {
		if slices.Contains(a.Summary, i) || slices.ContainsFunc(a.Quotes, func(q briefing.Quote) bool { return opens(q, i) }) {
			used[s.Paragraph] = true
		}
	}
	for i, s := range a.Sentences {
		if at := s.Paragraph; !used[at] && at >= 0 && at < len(a.Paragraphs) && a.Paragraphs[at].Kind == briefing.Body {
			list = append(list, i)
		}
		used[s.Paragraph] = true
	}
	return list
}

// mostOfDevelopment is how many sentences of one development are shown: a longer one would push out the others.
const mostOfDevelopment = 4

// developmentText writes a development with its title, where it happened and who reported which of its sentences.
// size is how many bytes of the news it shows.
func developmentText(l languages.Language, a *briefing.Article, d briefing.Development) (text string, size int) {
	var lines, words, about []string
	if d.Title != nil {
		title := a.At(*d.Title)
		lines = append(lines, "**"+markup.Escape(title)+"**"+citeAt(a, d.Title.Start))
		size += len(title)
	}
	shown := d.Sentences[:min(len(d.Sentences), mostOfDevelopment)]
	for _, place := range d.Places {
		name := markup.Escape(place)
		if citeFirst(a, shown, place) == "" { // otherwise the sentence is shown below, with its number
			name += citeFirst(a, d.Sentences, place)
		}
		about = append(about, name)
	}
	switch places := strings.Join(about, " · "); {
	case places == "":
	case d.Title == nil:
		lines = append(lines, "**"+places+"**")
	default:
		lines = append(lines, "-# "+places)
	}
	for _, i := range shown {
		s := a.SentenceText(i)
		words = append(words, markup.Escape(s)+" "+cite(i))
		size += len(s)
	}
	lines = append(lines, strings.Join(words, " "))
	var notes []string
	if rest := len(d.Sentences) - len(shown); rest > 0 {
		notes = append(notes, l.Text(moreOfThem, "n", rest))
	}
	if d.Named() && !a.SourceTold(d) {
		var reported []string
		for _, i := range d.Reported {
			if len(d.Sentences) > 1 && slices.Contains(shown, i) {
				reported = append(reported, cite(i))
			}
		}
		source := l.Text("card.developments.source", "source", markup.Escape(d.Source))
		notes = append(notes, strings.TrimRight(source+" "+strings.Join(reported, " "), " "))
	}
	if len(notes) > 0 {
		lines = append(lines, "-# "+strings.Join(notes, " · "))
	}
	return strings.Join(lines, "\n"), size
}

// citeAt cites the sentence that contains a place in the text.
func citeAt(a *briefing.Article, at int) string {
	for i, s := range a.Sentences {
		if s.Start <= at && at < s.End {
			return " " + cite(i)
		}
	}
	return ""
}

// citeFirst cites the first of some sentences that has the words.
func citeFirst(a *briefing.Article, sentences []int, words string) string {
	for _, i := range sentences {
		if strings.Contains(a.SentenceText(i), words) {
			return " " + cite(i)
		}
	}
	return ""
}

// showSentence adds one sentence of the article with its number.
func (p *Page) showSentence(a *briefing.Article, i int) bool {
	s := a.SentenceText(i)
	shown := p.Show(markup.Escape(s)+" "+cite(i), len(s))
	if shown {
		p.cites(i)
	}
	return shown
}
