package cards

import (
	"strings"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// maxQuestion is how many characters of a question are repeated.
const maxQuestion = 300

// Ways are where a refusal leads.
type Ways struct {
	Questions []string   // that the article does answer
	Elsewhere []Headline // articles that may answer the question
	Asked     string     // the question to ask those articles; "" opens them at their key points
	Report    bool       // whether readers may report the answer
	Hinted    bool       // whether the reader was told what can be asked
}

// Hints reports whether a refusal says what can be asked: once, and not where another article leads further.
func (w Ways) Hints() bool { return !w.Hinted && len(w.Elsewhere) == 0 }

// Answer draws the article's answer to a question, or says that there is none; near matches are then set apart as not an answer. The
// answer comes first, and below it the article it is from. A question of "" is not repeated.
func Answer(l languages.Language, a *briefing.Article, ref string, answer briefing.Answer, ways Ways) Card {
	p := &Page{l: l, components: 1, share: max(len(a.Text)/3, minShare)}
	p.about(a)
	if answer.Question != "" {
		p.Say("**" + markup.Escape(markup.Label(answer.Question, maxQuestion)) + "**")
	}
	p.reported = ways.Report
	if answer.Answered {
		p.core(a, answer)
		p.evidence(a, answer.Sentences)
		p.elsewhere(ways)
		p.Say(foot(l, a))
		p.buttons = elsewhereButtons(l, ways)
		return p.end(l.Text("card.note.sentence"), a, ref, "")
	}
	hint := ""
	if ways.Hints() {
		hint = "\n-# " + l.Text("card.answer.ask")
	}
	p.unanswered(a, answer, len(answer.Nearest), hint)
	p.elsewhere(ways)
	p.Say(foot(l, a))
	p.buttons = questionButtons(ref, ways.Questions)
	if len(p.cited) > 0 {
		p.buttons = append(p.buttons, InContext(l, a, ref, p.cited))
	}
	p.buttons = append(p.buttons, elsewhereButtons(l, ways)...)
	if ways.Report {
		p.buttons = append(p.buttons[:min(len(p.buttons), maxButtons-1)], ReportButton(l, a, ref, p.cited, map[string]string{"refused": "1"}))
	}
	return p.Close("")
}

// unanswered shows what comes nearest to a question without a sure answer: alone where it may be the answer, and plainly called no sure one, else behind
// the words that the article does not say, and a hint of what can be asked. Nobody knows what an article does not say that Lede cannot read, or about which it was asked in another language.
func (p *Page) unanswered(a *briefing.Article, answer briefing.Answer, most int, hint string) {
	nearest := answer.Nearest[:min(len(answer.Nearest), most)]
	unread := a.Unread()
	if answer.Unsure && len(nearest) > 0 && !unread && !answer.Foreign {
		p.Say("-# " + p.l.Text("card.answer.unsure"))
		p.evidence(a, nearest)
		return
	}
	switch {
	case unread:
		p.Say(p.l.Text("card.answer.unread"))
	case answer.Foreign:
		p.Say(p.l.Text("card.answer.foreign"))
	default:
		p.Say(p.l.Text("card.answer.none") + hint)
	}
	if len(nearest) > 0 {
		p.Say("-# " + p.l.Text("card.answer.nearest"))
		p.evidence(a, nearest)
	}
}

// mostEach is how many sentences answer each of several questions.
const mostEach = 2

// Answers draws the article's answers to several questions, each repeated above its answer.
func Answers(l languages.Language, a *briefing.Article, ref string, answers []briefing.Answer) Card {
	p := &Page{l: l, components: 1, share: max(len(a.Text)/3, minShare)}
	p.about(a)
	for _, answer := range answers {
		p.Say("**" + markup.Escape(markup.Label(answer.Question, maxQuestion)) + "**")
		if !answer.Answered {
			p.unanswered(a, answer, 1, "")
			continue
		}
		p.core(a, answer)
		p.evidence(a, answer.Sentences[:min(len(answer.Sentences), mostEach)])
	}
	p.Say(foot(l, a))
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

// elsewhere names other articles that may have the answer.
func (p *Page) elsewhere(ways Ways) {
	for _, h := range ways.Elsewhere {
		p.Say(p.l.Text("card.answer.elsewhere", "title", TitleLink(p.l, h.Title, h.URL)))
	}
}

// foot names the article a card is from, below what it shows.
func foot(l languages.Language, a *briefing.Article) string {
	text := "-# " + TitleLink(l, a.Title, a.URL)
	if a.Site != "" {
		text += " · " + markup.Escape(markup.Label(a.Site, 60))
	}
	if a.Published != nil {
		text += " · " + When(l, *a.Published, "D")
	}
	if a.TitleSource == briefing.TitleLede {
		text += " · " + l.Text("card.headlines.untitled")
	}
	if a.Partly {
		text += "\n-# " + l.Text("card.head.partly")
	}
	return text
}

// questionButtons ask the article questions that it does answer.
func questionButtons(ref string, questions []string) (list []discordgo.Button) {
	for _, q := range questions {
		if to, ok := Question(ref, q); ok {
			list = append(list, Button(markup.Label(q, maxButton), to, discordgo.SecondaryButton))
		}
	}
	return list
}

// maxButton is the maximum length of a button's label, in characters.
const maxButton = 80

// Question links to the article's answer to a question; ok is false when the question is too long for a custom id.
func Question(ref, question string) (to Link, ok bool) {
	to = Link{Command: "ask", Options: map[string]string{"article": ref, "question": question}}
	return to, to.Fits()
}

// elsewhereButtons open other articles at their answer to the question, or if that is too long, at their key points.
func elsewhereButtons(l languages.Language, ways Ways) (list []discordgo.Button) {
	for _, h := range ways.Elsewhere {
		to, ok := Question(h.Ref, ways.Asked)
		if !ok || ways.Asked == "" {
			to = Link{Command: "summary", Options: map[string]string{"article": h.Ref}}
		}
		list = append(list, Button(l.Text("card.button.open"), to, discordgo.PrimaryButton))
	}
	return list
}

// WhoIsMeant asks which of several people a question is about. With leads from a name to the question about them.
func WhoIsMeant(l languages.Language, ref string, names []string, with func(name string) string) Card {
	p := NewPage(l)
	p.Say(l.Text("card.answer.who-is-meant"))
	for _, name := range names {
		to, ok := Question(ref, with(name))
		if !ok {
			to = Link{Command: "who", Options: map[string]string{"article": ref, "person": name}}
		}
		if to.Fits() {
			p.buttons = append(p.buttons, Button(markup.Label(name, maxButton), to, discordgo.SecondaryButton))
		}
	}
	return p.Close("")
}

// Greeting says what direct messages are for and what can be asked.
func Greeting(l languages.Language, a *briefing.Article, ref string, questions []string) Card {
	p := NewPage(l)
	p.Say(l.Text("card.greeting", "title", TitleLink(l, a.Title, a.URL)) + "\n-# " + l.Text("card.answer.ask"))
	p.buttons = append(questionButtons(ref, questions), Button(l.Text("card.button.summary"), Link{Command: "summary", Options: map[string]string{"article": ref}}, discordgo.SecondaryButton))
	return p.Close("")
}

// Origin says where an article is from.
func Origin(l languages.Language, h Headline) Card {
	p := NewPage(l)
	p.Say(TitleLink(l, h.Title, h.URL) + about(l, h))
	if h.Published == nil {
		p.Say(l.Text("card.origin.undated"))
	}
	return p.Close(l.Text("card.origin"))
}

// maxCore is the maximum length, in characters, of words shown large as the answer.
const maxCore = 80

// core shows the words that are the answer above their sentence, if Lede is sure enough for them to be read alone.
func (p *Page) core(a *briefing.Article, answer briefing.Answer) {
	if len(answer.Sentences) == 0 || answer.Confidence < surelyAnswered {
		return
	}
	_, words, _ := a.Parts(answer.Sentences[0])
	if words != "" && markup.Length(words) <= maxCore && !strings.ContainsRune(words, '\n') {
		p.Say("## " + markup.Escape(words))
	}
}

// surelyAnswered is the confidence from which the words of an answer are shown alone.
const surelyAnswered = 0.8

// evidence shows sentences, each with its number.
func (p *Page) evidence(a *briefing.Article, sentences []briefing.Evidence) {
	for _, s := range sentences {
		text, i := markup.Quote(a.Shown(s)), sentenceAt(a, &s.Span)
		if i >= 0 {
			text += " " + cite(i)
		}
		if p.Show(text, len(s.Text)) && i >= 0 {
			p.cites(i)
		}
	}
}
