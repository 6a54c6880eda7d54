package commands_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
)

// TestARunningStoryIsToldFromAllItsArticles: who asks what is new about a story gets dated sentences of each article, and who asks about what only one
// article tells is answered from that.
func TestARunningStoryIsToldFromAllItsArticles(t *testing.T) {
	var shelf []*briefing.Article
	for _, one := range []struct{ site, title, text string }{{"herald", "Fire in Harwick", millFire}, {"gazette", "Inquiry into Harwick fire", millInquiry}, {"town", "Old bridge to close", news}} {
		a, err := briefing.Parse(one.text, briefing.Options{ID: one.site, Title: one.title, Site: one.site, URL: "https://" + one.site + ".example/a"})
		if err != nil {
			t.Fatal(err)
		}
		shelf = append(shelf, a)
	}
	d, _ := newDesk(t, shelf...)
	direct := commands.Direct(d)
	send := func(text string) string {
		reply, err := direct(t.Context(), command.Message{Channel: "dm", Person: command.Person{ID: "p"}, Text: text})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		return said(t, reply)
	}
	for _, asked := range []string{"what's new about the Harwick fire?", "What is the latest on the fire?", "qué hay de nuevo sobre Harwick", "was gibt es Neues zu Harwick?", "quoi de neuf sur Harwick ?", "o que há de novo sobre Harwick?", "що нового про Harwick?"} {
		contains(t, send(asked), "herald.example", "gazette.example", "> ")
	}
	for _, asked := range []string{"what's new about the bridge?", "what's new about the zeppelin?", "is there anything new about a ferry?"} {
		if told := send(asked); strings.Contains(told, "**[Old bridge") {
			t.Errorf("%s: %s", asked, told)
		}
	}
}
