package cards

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"lede/briefing"
	"lede/languages"
)

// TestTheQuestionIsReadFromAnAnswer that repeats it between two stars on each side.
func TestTheQuestionIsReadFromAnAnswer(t *testing.T) {
	for shown, want := range map[string]string{"**Who?**\nAnn.": "Who?", "**Who?**": "Who?", "**Who?\nAnn.": "", "Who?**\nAnn.": "", "Who?\nAnn.": "", "": ""} {
		if got := QuestionOn(shown); got != want {
			t.Errorf("%q asks %q, want %q", shown, got, want)
		}
	}
}

// TestTheWordsOfAnAnswerStandAloneWhereTheyAreSure, short and on one line.
func TestTheWordsOfAnAnswerStandAloneWhereTheyAreSure(t *testing.T) {
	const words = "twelve crowns"
	a := articleOf("It cost " + words + ".")
	at := strings.Index(a.Text, words)
	part := []briefing.Evidence{{Span: briefing.Span{End: len(a.Text)}, Text: a.Text, Core: &briefing.Span{Start: at, End: at + len(words)}}}
	for name, c := range map[string]struct {
		answer briefing.Answer
		want   bool
	}{
		"sure": {briefing.Answer{Answered: true, Confidence: surelyAnswered, Sentences: part}, true}, "not so sure": {briefing.Answer{Answered: true, Confidence: surelyAnswered - 0.01, Sentences: part}, false}, "no sentence": {briefing.Answer{Answered: true, Confidence: 1}, false},
	} {
		p := NewPage(languages.For("en"))
		p.core(a, c.answer)
		if got := strings.Contains(textsOf(p.Close("").Components), "## "+words); got != c.want {
			t.Errorf("%s: it stands alone %v", name, got)
		}
	}
}

// TestTheTextOfACardIsThatOfTheArticleItCites: all of a card that cites none, and of one in several parts.
func TestTheTextOfACardIsThatOfTheArticleItCites(t *testing.T) {
	line := func(text string) discordgo.MessageComponent { return discordgo.TextDisplay{Content: text} }
	box := discordgo.Container{Components: []discordgo.MessageComponent{line("one"), line("two"), line("three")}}
	first, second, other := articleOf("A."), articleOf("B."), articleOf("C.")
	both := []stretch{{article: first, from: 0}, {article: second, from: 2}}
	for name, c := range map[string]struct {
		card Card
		of   *briefing.Article
		want string
	}{
		"the first":        {Card{Components: []discordgo.MessageComponent{box}, stretches: both}, first, "one\ntwo\n"},
		"the last":         {Card{Components: []discordgo.MessageComponent{box}, stretches: both}, second, "three\n"},
		"another":          {Card{Components: []discordgo.MessageComponent{box}, stretches: both}, other, "one\ntwo\nthree\n"},
		"of several parts": {Card{Components: []discordgo.MessageComponent{box, line("four")}, stretches: both}, first, "one\ntwo\nthree\nfour\n"},
		"no box":           {Card{Components: []discordgo.MessageComponent{line("four")}, stretches: both}, first, "four\n"},
	} {
		if got := c.card.TextOf(c.of); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatElseIsNewIsAShortList(t *testing.T) {
	list := make([]Headline, 20)
	for i := range list {
		list[i] = Headline{Title: "Net"}
	}
	if lines, n := Also(languages.For("en"), list); n != 12 || strings.Count(lines, "- ") != 12 {
		t.Errorf("%d in %q", n, lines)
	}
}

// TestWhatMayBeTheAnswerIsCalledNoSureOne: where nothing may be, the reply begins with the words that the article does not say.
func TestWhatMayBeTheAnswerIsCalledNoSureOne(t *testing.T) {
	l := languages.For("en")
	a := articleOf("It cost twelve crowns.")
	near := []briefing.Evidence{{Span: briefing.Span{End: len(a.Text)}, Text: a.Text}}
	texts := func(answer briefing.Answer) string { return textsOf(Answer(l, a, "ref", answer, Ways{}).Components) }
	none, unsure := l.Text("card.answer.none"), l.Text("card.answer.unsure")
	if text := texts(briefing.Answer{Nearest: near, Unsure: true}); strings.Contains(text, none) || !strings.HasPrefix(text, "-# "+unsure) {
		t.Error(text)
	}
	for _, answer := range []briefing.Answer{{Nearest: near}, {Unsure: true}} {
		if text := texts(answer); !strings.HasPrefix(text, none) || strings.Contains(text, unsure) {
			t.Error(text)
		}
	}
}
