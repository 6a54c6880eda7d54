package cards

import (
	"strings"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// maxQuestion is how much of a question is repeated, in characters.
const maxQuestion = 300

// Ways are what a refusal leads to.
type Ways struct {
	Questions []string   // that the article does answer
	Elsewhere []Headline // articles that may answer the question
	Asked     string     // the question, to be asked of those; "" opens them at their key points
	Report    bool       // whether readers may report the answer
}

// Answer draws what the article says to a question, or that it does not say; what comes near is then set apart as no answer. The answer
// stands first, and below it from which article it is. A question of "" is not repeated.
func Answer(l languages.Language, a *briefing.Article, ref string, answer briefing.Answer, ways Ways) Card {
	p := &page{l: l, components: 1, share: max(len(a.Text)/3, minShare)}
	p.about(a)
	if answer.Question != "" {
		p.say("**" + markup.Escape(markup.Label(answer.Question, maxQuestion)) + "**")
	}
	p.reported = ways.Report
	if answer.Answered {
		p.core(a, answer)
		p.evidence(a, answer.Sentences)
		p.elsewhere(ways)
		p.say(foot(l, a))
		p.buttons = elsewhereButtons(l, ways)
		return p.end(l.Text("card.note.sentence"), a, ref, "")
	}
	p.say(l.Text("card.answer.none") + "\n-# " + l.Text("card.answer.ask"))
	if len(answer.Nearest) > 0 {
		p.say("-# " + l.Text("card.answer.nearest"))
		p.evidence(a, answer.Nearest)
	}
	p.elsewhere(ways)
	p.say(foot(l, a))
	p.buttons = questionButtons(ref, ways.Questions)
	if len(p.cited) > 0 {
		p.buttons = append(p.buttons, InContext(l, a, ref, p.cited))
	}
	p.buttons = append(p.buttons, elsewhereButtons(l, ways)...)
	if ways.Report {
		p.buttons = append(p.buttons[:min(len(p.buttons), maxButtons-1)], ReportButton(l, a, ref, p.cited, map[string]string{"refused": "1"}))
	}
	return p.close("")
}

// mostEach is how many sentences answer each of several questions.
const mostEach = 2

// Answers draws what the article says to each of several questions, every one repeated above its answer.
func Answers(l languages.Language, a *briefing.Article, ref string, answers []briefing.Answer) Card {
	p := &page{l: l, components: 1, share: max(len(a.Text)/3, minShare)}
	p.about(a)
	for _, answer := range answers {
		p.say("**" + markup.Escape(markup.Label(answer.Question, maxQuestion)) + "**")
		if !answer.Answered {
			p.say(l.Text("card.answer.none"))
			if len(answer.Nearest) > 0 {
				p.say("-# " + l.Text("card.answer.nearest"))
				p.evidence(a, answer.Nearest[:1])
			}
			continue
		}
		p.core(a, answer)
		p.evidence(a, answer.Sentences[:min(len(answer.Sentences), mostEach)])
	}
	p.say(foot(l, a))
	return p.end(l.Text("card.note.sentence"), a, ref, "")
}

// QuestionOn reads the question from the text of an answer that repeats it in its first line; "" from any other.
func QuestionOn(shown string) string {
	first, _, _ := strings.Cut(shown, "\n")
	question, opens := strings.CutPrefix(first, "**")
	question, closes := strings.CutSuffix(question, "**")
	if !opens || !closes {
		return ""
	}
	return markup.Unescape(question)
}

// elsewhere names other articles that may say.
func (p *page) elsewhere(ways Ways) {
	for _, h := range ways.Elsewhere {
		p.say(p.l.Text("card.answer.elsewhere", "title", titleLink(p.l, h.Title, h.URL)))
	}
}

// foot says from which article a card is, below what it shows.
func foot(l languages.Language, a *briefing.Article) string {
	text := "-# " + titleLink(l, a.Title, a.URL)
	if a.Site != "" {
		text += " · " + markup.Escape(markup.Label(a.Site, 60))
	}
	if a.Published != nil {
		text += " · " + when(l, *a.Published, "D")
	}
	if a.TitleSource == briefing.TitleLede {
		text += " · " + l.Text("card.headlines.untitled")
	}
	if a.Partly {
		text += "\n-# " + l.Text("card.head.partly")
	}
	return text
}

// questionButtons ask the article what it does answer.
func questionButtons(ref string, questions []string) (list []discordgo.Button) {
	for _, q := range questions {
		if to, ok := Question(ref, q); ok {
			list = append(list, button(markup.Label(q, maxButton), to, discordgo.SecondaryButton))
		}
	}
	return list
}

// maxButton is how long the label of a button may be, in characters.
const maxButton = 80

// Question leads to what an article says to a question; ok is false when the question is too long for a custom id.
func Question(ref, question string) (to Link, ok bool) {
	to = Link{Command: "ask", Options: map[string]string{"article": ref, "question": question}}
	return to, to.fits()
}

// elsewhereButtons open other articles at what they say to the question, or where that is too long, at their key points.
func elsewhereButtons(l languages.Language, ways Ways) (list []discordgo.Button) {
	for _, h := range ways.Elsewhere {
		to, ok := Question(h.Ref, ways.Asked)
		if !ok || ways.Asked == "" {
			to = Link{Command: "summary", Options: map[string]string{"article": h.Ref}}
		}
		list = append(list, button(l.Text("card.button.open"), to, discordgo.PrimaryButton))
	}
	return list
}

// WhoIsMeant asks which of several people a question is about. With leads from a name to the question about them.
func WhoIsMeant(l languages.Language, ref string, names []string, with func(name string) string) Card {
	p := plainPage(l)
	p.say(l.Text("card.answer.who-is-meant"))
	for _, name := range names {
		to, ok := Question(ref, with(name))
		if !ok {
			to = Link{Command: "who", Options: map[string]string{"article": ref, "person": name}}
		}
		if to.fits() {
			p.buttons = append(p.buttons, button(markup.Label(name, maxButton), to, discordgo.SecondaryButton))
		}
	}
	return p.close("")
}

// Greeting says what direct messages are about and what can be asked.
func Greeting(l languages.Language, a *briefing.Article, ref string, questions []string) Card {
	p := plainPage(l)
	p.say(l.Text("card.greeting", "title", titleLink(l, a.Title, a.URL)) + "\n-# " + l.Text("card.answer.ask"))
	p.buttons = append(questionButtons(ref, questions), button(l.Text("card.button.summary"), Link{Command: "summary", Options: map[string]string{"article": ref}}, discordgo.SecondaryButton))
	return p.close("")
}

// Origin says from where an article is.
func Origin(l languages.Language, h Headline) Card {
	p := plainPage(l)
	p.say(titleLink(l, h.Title, h.URL) + about(l, h))
	return p.close(l.Text("card.origin"))
}

// maxCore is how long words that answer by themselves may be, in characters, to stand large.
const maxCore = 80

// core sets the words that answer by themselves above their sentence, where Lede is sure enough to let them be read alone.
func (p *page) core(a *briefing.Article, answer briefing.Answer) {
	if len(answer.Sentences) == 0 || answer.Confidence < surelyAnswered {
		return
	}
	_, words, _ := a.Parts(answer.Sentences[0])
	if words != "" && markup.Length(words) <= maxCore && !strings.ContainsRune(words, '\n') {
		p.say("## " + markup.Escape(words))
	}
}

// surelyAnswered is from which confidence on the words of an answer stand alone.
const surelyAnswered = 0.8

// evidence shows sentences, each with its number.
func (p *page) evidence(a *briefing.Article, sentences []briefing.Evidence) {
	for _, s := range sentences {
		text, i := markup.Quote(a.Shown(s)), sentenceAt(a, &s.Span)
		if i >= 0 {
			text += " " + cite(i)
		}
		if p.show(text, len(s.Text)) && i >= 0 {
			p.cites(i)
		}
	}
}
