package commands_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/cards"
	"lede/commands"
	"lede/commands/command"
	"lede/desk"
)

// TestASentenceIsShownBetweenItsNeighbours by the button of a card, by a typed number, and after the article was replaced or removed.
func TestASentenceIsShownBetweenItsNeighbours(t *testing.T) {
	d, _ := newDesk(t)
	in := admin("article", "add", nil)
	parse := func(text string) *briefing.Article {
		a, err := briefing.Parse(text, briefing.Options{Title: "Bridge", ID: "bridge"})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	add := func(text string) *briefing.Article {
		a := parse(text)
		if _, _, err := d.Add(t.Context(), in.Guild, in.Person.ID, a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := add(news)
	pressed, ok := command.FromCustomID(cards.InContext(in.Language(), a, desk.Ref(a.ID), []int{3, 4}).CustomID)
	if !ok {
		t.Fatal("no button")
	}
	press := func() string { return run(t, d, admin("context", "", pressed.Options)) }
	text := press()
	contains(t, text, a.SentenceText(2)+" [3]", "> "+a.SentenceText(3)+" [4]", "> "+a.SentenceText(4)+" [5]", a.SentenceText(5)+" [6]")
	if strings.Contains(text, a.SentenceText(0)) {
		t.Errorf("more than the neighbours is shown: %s", text)
	}
	contains(t, run(t, d, admin("context", "", map[string]string{"sentence": "[1]"})), "> "+a.SentenceText(0), a.SentenceText(1)+" [2]")
	for _, wrong := range []string{"0", "99", "-1", "x", "", "1.99"} {
		contains(t, run(t, d, admin("context", "", map[string]string{"sentence": wrong})), "has no such sentence")
	}

	moved := add("A sentence that is new stands before all others now.\n" + news)
	contains(t, press(), "> "+moved.SentenceText(4)+" [5]", moved.SentenceText(3)+" [4]")
	add("The bridge is open again, and nothing that was written of it stands here any more.")
	contains(t, press(), "may have been replaced since")
	if _, err := d.Remove(t.Context(), in.Guild, "Bridge"); err != nil {
		t.Fatal(err)
	}
	contains(t, press(), "was removed, or its time was over")
}

// TestAContextIsPrivateAndOpensNothing: what direct messages are about stays what it was.
func TestAContextIsPrivateAndOpensNothing(t *testing.T) {
	ferry, err := briefing.Parse("The ferry runs again, said Ada Holm. It was mended in a week.", briefing.Options{Title: "Ferry", ID: "ferry"})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := newDesk(t, ferry, bridge(t))
	in := admin("context", "", map[string]string{"sentence": "1", "article": desk.Ref("ferry")})
	if mode := commandNamed(t, d, "context").Mode(t.Context(), in); mode != command.Private {
		t.Errorf("mode %v", mode)
	}
	contains(t, run(t, d, in), "The ferry runs again")
	reply, err := commands.Direct(d)(t.Context(), command.Message{Channel: "dm", Person: in.Person, Text: "summary"})
	if err != nil {
		t.Fatal(err)
	}
	contains(t, said(t, reply), "Old bridge to close")
}

// TestACardHasOneRowOfButtons, and what has no room there is behind its last.
func TestACardHasOneRowOfButtons(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	ask := admin("ask", "", map[string]string{"question": "Who is Varga?"})
	reply, err := commandNamed(t, d, "ask").Handle(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	more, ok := command.FromCustomID(buttonID(t, reply, "More…"))
	if !ok {
		t.Fatal("no More…")
	}
	if text := said(t, reply); strings.Contains(text, "Quotes") || !strings.Contains(text, "In context") || !strings.Contains(text, "Summary") {
		t.Error(text)
	}
	contains(t, run(t, d, admin(more.Command, "", more.Options)), "Old bridge to close", "Developments", "Who", "Quotes", "Ask a question", "Report as wrong")
}
