package commands_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
	"lede/desk"
	"lede/store"
)

// TestARefusalNeedsNoOffer: that another article is too large to be searched now does not keep the answer about the open one.
func TestARefusalNeedsNoOffer(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	large, err := briefing.Parse(strings.Repeat("The harbour of Norway was open on Monday, the mayor said.\n", 1000), briefing.Options{ID: "large"})
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(desk.Options{Store: kv, Memory: 2 << 20, Articles: []*briefing.Article{large, articleOf(t, "ferry")}})
	reply, err := commands.Direct(d)(t.Context(), command.Message{ID: "m", Channel: "dm", Person: command.Person{ID: "reader"}, Text: "who won the election in Norway?"})
	if err != nil {
		t.Fatal(err)
	}
	contains(t, said(t, reply), "The article does not say.")
}

// TestOffersOfOtherArticles: what none of ten articles says is offered rarely, and what another says mostly.
func TestOffersOfOtherArticles(t *testing.T) {
	all := []string{"dam", "strike", "telescope", "museum", "cycle", "bakery", "ferry", "budget", "vaccine", "wolves"}
	ask := func(open, question string) (refused, offered bool) {
		var opened []string
		for _, name := range all {
			if name != open {
				opened = append(opened, name)
			}
		}
		reply := talkTo(t, append(opened, open)...)(question)
		return strings.Contains(reply, "The article does not say."), strings.Contains(reply, "may say.")
	}
	nowhere := strings.Split(strings.TrimSpace(`
who won the election in Norway?
how old is the mayor's wife?
when does the airport open?
why did the bank close?
how many people live in Tokyo?
what did the Pope say?
who designed the new stadium?
where was the submarine built?
how much does a train ticket cost?
what is the price of gold?
did the volcano erupt?
who directed the film?
when was the airline founded?
what caused the earthquake?
how long is the tunnel?
who is the king of Spain?
did the police arrest the driver?
what did the teachers demand?
how many children go to the school?
when will the hospital open?
who owns the newspaper?
what colour is the painting's frame?
which team won the football cup?
how tall is the telescope?
why did the minister resign?
is the captain married?
how many seats does the opposition have?
what does the union boss earn?
who paid for the observatory?
where do the wolves sleep?
what did the guard's brother say?
when was the captain born?
how deep is the lake?
what is the name of the police dog?
how fast did Ravn ride?
who will be the next prime minister?
what did the nurses vote for?
are the farmers insured?
how many pages does the study have?
what does the chapel cost to heat?
did the judge get threats?
where does the independent live?
how much did the guard earn?
what language do the villagers speak?
who taught the apprentice to drive?
when did the company buy its first bus?
what breed are the lambs?
which song did the passengers sing?
how often is the buoy painted?
what did the thieves eat?
`), "\n")
	wrong := 0
	for i, q := range nowhere {
		if refused, offered := ask(all[i%len(all)], q); offered || !refused {
			t.Logf("wrong: %q (refused %v, offered %v)", q, refused, offered)
			if offered {
				wrong++
			}
		}
	}
	t.Logf("%d of %d questions that no article answers are offered somewhere", wrong, len(nowhere))
	if wrong*100 > 12*len(nowhere) {
		t.Errorf("that is more than 12 %%")
	}
	missed, somewhere := 0, map[string]string{
		"who is Hilde Brekke?": "strike", "how many drivers joined the strike?": "dam", "how far away is the planet?": "museum", "when was the painting stolen?": "dam",
		"who won the fourth stage?": "ferry", "what did Pell say?": "cycle", "where did the ferry run aground?": "budget", "how many lambs did Ness lose?": "vaccine",
		"how much money does Kamara need?": "wolves", "who is the opposition leader?": "dam", "when was the dam built?": "strike", "what did Thoren say?": "telescope",
	}
	for q, open := range somewhere {
		if refused, offered := ask(open, q); !refused || !offered {
			t.Logf("missed: %q (refused %v, offered %v)", q, refused, offered)
			missed++
		}
	}
	t.Logf("%d of %d questions that another article answers are not offered there", missed, len(somewhere))
	if missed*100 > 25*len(somewhere) {
		t.Errorf("that is more than 25 %%")
	}
}

// TestAServerIsOfferedTheArticleThatAnswers: unless somebody chose the article that is asked, and never one that was briefed for a person alone.
func TestAServerIsOfferedTheArticleThatAnswers(t *testing.T) {
	d, _ := newDesk(t, articleOf(t, "dam"), articleOf(t, "telescope"), articleOf(t, "strike"))
	ask := func(options map[string]string) string { return run(t, d, admin("ask", "", options)) }
	if _, err := d.Brief(t.Context(), admin("ask", "", nil).Person.ID, articleOf(t, "wolves")); err != nil {
		t.Fatal(err)
	}
	const seeping, hunted = "when was the Karsund dam built?", "when did a court in Jarvik county stop the hunt?"
	open := desk.Ref("strike")
	if newest, err := d.Open(t.Context(), admin("ask", "", nil).Reader(), ""); err != nil || desk.Ref(newest.ID) == desk.Ref("dam") {
		t.Fatalf("the dam is open, or %v", err)
	}
	contains(t, ask(map[string]string{"question": seeping}), "The article does not say.", "[Engineers lower lake behind Karsund dam]", "may say.", "Report as wrong")
	for _, options := range []map[string]string{{"question": seeping, "article": open}, {"question": hunted}} {
		if reply := ask(options); !strings.Contains(reply, "The article does not say.") || strings.Contains(reply, "may say.") {
			t.Errorf("%v: %s", options, reply)
		}
	}
}
