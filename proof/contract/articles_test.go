package contract_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
)

// shape is an article that is hard to fit on a card.
type shape struct{ title, url, text string }

func crowd(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "“Quotation number %d is mine,” said the deputy minister for weather %c%s Halloran%c%s. ", i, 'A'+i%26, strings.Repeat("a", i%7+2), 'A'+i/26, strings.Repeat("o", i%5+2))
		if i%5 == 4 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

func shapes() []shape {
	longName := strings.Repeat("Maximiliana", 9) + " " + strings.Repeat("Featherstonehaugh", 6)
	return []shape{
		{"One sentence", "", "The ferry to Lowbridge was cancelled on Monday."},
		{"One sentence that never ends", "", "The ferry, " + strings.Repeat("which had been painted blue and then green and then, after a vote, blue again, ", 90) + "was cancelled."},
		{"A crowd", "https://news.example.org/crowd", crowd(200)},
		{strings.Repeat("A headline that goes on and on ", 12), "https://news.example.org/" + strings.Repeat("long/", 150), "Lowbridge voted on Sunday.\n\nMayor Ida Brandt said the result was “a relief.”"},
		{"Long names 🦊", "", "Speaker " + longName + " resigned.\n\n“I leave with a light heart,” " + longName + " said. " + longName + " was the longest-serving speaker."},
		{"*Stars* _under_ ~~struck~~ `code` ||secret|| # heading", "https://news.example.org/a_(b)?c=*d*&e=[f]",
			"# Not a heading\n\n> Not a quotation. @everyone and <@1234> and <#5678> [go](https://example.org) **bold** __under__ ||hidden|| `code`, said Ida *Star* Brandt.\n\n- “One_two*three” was what mayor Olaf Nash wrote in a letter: <t:0:R> ```go\nfmt``` said Nash."},
		{"Emoji 👩‍👩‍👧‍👦🏳️‍🌈", "", strings.Repeat("The 👩‍👩‍👧‍👦 family of Ana Lima 🇵🇹 won €3 million 🎉. ", 60)},
		{"أخبار اليوم", "", "قال رئيس البلدية أحمد منصور إن العبّارة أُلغيت يوم الاثنين. «لن نسافر اليوم»، قال منصور للصحفيين.\n\nوأضاف أن الرياح بلغت 90 كيلومترا في الساعة."},
		{"\u202eReversed\u202c \u200bzero width\u200b", "", "\u202eThe ferry\u202c was\u200b cancelled, Ida Brandt said. “\u202eNobody sails\u202c,” she said."},
		{"渡し船は欠航", "", "月曜日、ローブリッジ行きの渡し船は欠航となった。「今日は誰も航海しない」とブラント市長は述べた。"},
		{"Many developments", "https://news.example.org/many", "Lowbridge had a busy week.\n\nOther developments:\n\n" + strings.Repeat("In Northam a bus hit a wall, police chief Ann Ode said. Nobody was hurt.\n\nIn Southam 14 people were arrested, the police said.\n\n", 30)},
		{"Only quotations", "", strings.Repeat("“We will not go,” Nash said. “Nor shall we stay,” replied Brandt.\n\n", 60)},
		{"A word of 3,000 letters", "", strings.Repeat("wind", 750) + " said Olaf Nash. The mayor, Olaf Nash, did not."},
		{"Figures", "", strings.Repeat("It cost $3.5 billion, 12% more than in 2019, on 14 February 2025, for 1,234,567 people in Paris. ", 40)},
	}
}

// articles are the shapes, and enough others to fill more than one select.
func articles(t *testing.T) []*briefing.Article {
	t.Helper()
	day := time.Date(2026, 2, 27, 9, 0, 0, 0, time.UTC)
	list := shapes()
	for i := range 20 {
		list = append(list, shape{fmt.Sprintf("Local news %d", i), fmt.Sprintf("https://news.example.org/local/%d", i),
			fmt.Sprintf("The fair of Lowbridge opened on day %d.\n\n“Come early,” said its director, Ana Lima.", i)})
	}
	var out []*briefing.Article
	for i, s := range list {
		o := briefing.Options{Title: s.title, URL: s.url}
		if i%2 == 0 {
			o.Published, o.Image = &day, fmt.Sprintf("https://img.example.org/%d.jpg", i)
		}
		a, err := briefing.Parse(s.text, o)
		if err != nil {
			t.Fatalf("%s: %v", s.title, err)
		}
		out = append(out, a)
	}
	return out
}
