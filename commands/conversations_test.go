package commands_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"
)

// A conversation of testdata/talk is what one person writes, and what a reply must have (+, of several words behind "|" one), must not have (-), or that the
// article does not say (no).
// Its first line names the articles that they opened, the newest last.

// read are the articles of the conversations that were parsed: each is opened in many of them.
var read sync.Map

// articleOf reads one of the articles of the conversations. Nobody changes it.
func articleOf(t *testing.T, name string) *briefing.Article {
	t.Helper()
	if a, ok := read.Load(name); ok {
		return a.(*briefing.Article)
	}
	text, err := os.ReadFile(filepath.Join("testdata", "talk", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	title, body, _ := strings.Cut(string(text), "\n")
	a, err := briefing.Parse(body, briefing.Options{Title: title, ID: name, URL: "https://paper.example/" + name})
	if err != nil {
		t.Fatal(err)
	}
	read.Store(name, a)
	return a
}

// talkTo opens articles for a person and returns what is said to what they write.
func talkTo(t *testing.T, opened ...string) func(text string) string {
	t.Helper()
	d, _ := newDesk(t)
	for _, name := range opened {
		if _, err := d.Brief(t.Context(), "reader", articleOf(t, name)); err != nil {
			t.Fatal(err)
		}
	}
	return talkOn(t, d)
}

// talkOn returns what the reader writes to, and what they read back.
func talkOn(t *testing.T, d *desk.Desk) func(text string) string {
	t.Helper()
	me := command.Person{ID: "reader"}
	direct := commands.Direct(d)
	return func(text string) string {
		if err := d.RememberLanguage(t.Context(), me.ID, "en-GB"); err != nil { // whatever they write in
			t.Fatal(err)
		}
		reply, err := direct(t.Context(), command.Message{ID: "m", Channel: "dm", Person: me, Text: text})
		if err != nil {
			var expected bool
			if reply, expected = command.Explain(languages.Language{}, err, "ref"); !expected {
				t.Fatalf("%q: %v", text, err)
			}
		}
		return said(t, reply)
	}
}

// TestConversations: of a hundred turns 88 are right, 47 to 70 of everyday ones, 79 of those that change between articles and people, 77 where half of the articles are in other languages, and nobody is given the words of another.
func TestConversations(t *testing.T) {
	converse(t, 88, 325, "seen", "unseen", "last", "final", "plain", "fresh", "strangers", "guests")
	converse(t, 58, 72, "hosts", "lodgers")
	converse(t, 70, 102, "boarders")
	converse(t, 47, 168, "regulars", "patrons")
	converse(t, 50, 58, "kept")
	converse(t, 59, 60, "sitters")
	converse(t, 79, 44, "changers", "wanderers")
	converse(t, 77, 300, "readers", "visitors", "callers", "neighbours", "passers", "latecomers")
}

// converse has the conversations of some sets, of whose turns so many of a hundred have to be right.
func converse(t *testing.T, floor, turns int, sets ...string) {
	t.Helper()
	right, all := 0, 0
	for _, set := range sets {
		files, err := filepath.Glob(filepath.Join("testdata", "talk", set, "*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			head, rest, _ := strings.Cut(string(text), "\n> ")
			write := talkTo(t, strings.Fields(head)[1:]...)
			for turn := range strings.SplitSeq(rest, "\n> ") {
				message, wants, _ := strings.Cut(strings.TrimSpace(turn), "\n")
				all++
				if judge(t, path, message, write(message), strings.Split(wants, "\n")) {
					right++
				}
			}
		}
		t.Logf("with %s: %d of %d turns are right", set, right, all)
	}
	if all < turns || right*100 < all*floor {
		t.Errorf("only %d of %d turns are right", right, all)
	}
}

// judge compares a reply with what it must and must not have.
func judge(t *testing.T, path, message, reply string, wants []string) (right bool) {
	t.Helper()
	right = true
	wrong := func(why string) {
		t.Logf("%s: %q: %s in\n%s", path, message, why, reply)
		right = false
	}
	refused := slices.ContainsFunc([]string{"The article does not say.", "The article does not say it outright.", "Whom do you mean?"}, func(no string) bool {
		return strings.Contains(reply, no)
	})
	if refused != slices.Contains(wants, "no") {
		wrong(fmt.Sprint("refused is ", refused))
	}
	for _, want := range wants {
		kind, words, _ := strings.Cut(want, " ")
		switch {
		case kind == "+" && !slices.ContainsFunc(strings.Split(words, "|"), func(w string) bool {
			return strings.Contains(strings.ToLower(reply), strings.ToLower(w))
		}):
			wrong("no " + words)
		case kind == "-" && strings.Contains(reply, words):
			wrong("words of another")
			t.Errorf("%s: %q is given the words %q of another", path, message, words)
		}
	}
	return right
}

// TestAThingAnnouncedIsSoughtWhereItIs: “and the radio teacher, …” turns to the article that has one, and “the storm, …” stays with the open one.
func TestAThingAnnouncedIsSoughtWhereItIs(t *testing.T) {
	write := talkTo(t, "bellringer", "cyclone")
	for _, turn := range [][2]string{
		{"the storm, where did it cross the coast?", "near Innisfail"},
		{"in the end, how many homes lost power?", "54,000 homes"},
		{"and the radio teacher, when did he die?", "on Sunday"},
		{"where will he be buried?", "in Podor"},
	} {
		if reply := write(turn[0]); !strings.Contains(reply, turn[1]) {
			t.Errorf("%q: no %q in\n%s", turn[0], turn[1], reply)
		}
	}
	write = talkTo(t, "cyclone", "lamps")
	if reply := write("the power, what did the council vote to save on?"); !strings.Contains(reply, "Over Wenlow") {
		t.Errorf("the open article has power, too:\n%s", reply)
	}
	write = talkTo(t, "paintworks")
	for _, turn := range [][2]string{
		{"anyone dead in the fire?", "Nobody else was hurt"}, {"where is it", "the edge of Gdansk"}, {"who is the brigades spokeswoman", "Marta Wilk"},
	} {
		if reply := write(turn[0]); !strings.Contains(reply, turn[1]) {
			t.Errorf("%q: no %q in\n%s", turn[0], turn[1], reply)
		}
	}
	write = talkTo(t, "towpath")
	if reply := write("what did the victims daughter say"); strings.Contains(reply, "does not say") || !strings.Contains(reply, "paint fences") {
		t.Errorf("the victim's daughter does not speak:\n%s", reply)
	}
}

// TestAMessageThatTurnsIsAnsweredWhereItTurns: by the title of another article or by its beginning, though the open one has the word in passing.
func TestAMessageThatTurnsIsAnsweredWhereItTurns(t *testing.T) {
	for _, turns := range [][]string{
		{"and the clinics, how many children were studied", "412 children"}, // only the first sentence has them
		{"the crash one: whose orchard was it", "Patrick Soames"},
		{"whats the crash one about", "fell 40 metres"},
		{"what is the seizures one about", "nine in ten"},
		{"what is the baking one about", "off the air"}, // the open one
	} {
		write := talkTo(t, "gliderfall", "wristband", "bakeshow")
		if reply := write(turns[0]); !strings.Contains(reply, turns[1]) {
			t.Errorf("%q: no %q in\n%s", turns[0], turns[1], reply)
		}
	}
	for question, want := range map[string]string{"now the wrist, what happened to it": "broken wrist", "now the judge, who is she": "Delia Farrant", "the judge, what is he called": "Harold Venn", "now the branches, who heard them": "Patrick Soames", "the wing, when did investigators take it away": "on Sunday"} {
		write := talkTo(t, "wristband", "bakeshow", "gliderfall")
		if reply := write(question); !strings.Contains(reply, want) {
			t.Errorf("%q is answered elsewhere:\n%s", question, reply)
		}
	}
}

// TestAWishMayTurnToAnotherArticle: what is asked next is asked of that one.
func TestAWishMayTurnToAnotherArticle(t *testing.T) {
	for _, wish := range []string{"ok now gliders, short version pls", "the glider one, quotes please", "summary of the glider story"} {
		write := talkTo(t, "gliderfall", "wristband", "bakeshow")
		if reply := write(wish); !strings.Contains(reply, "Soames") {
			t.Errorf("%q: nothing of the glider in\n%s", wish, reply)
		}
		if reply := write("whose orchard was it"); !strings.Contains(reply, "Patrick Soames") {
			t.Errorf("after %q, not of the glider:\n%s", wish, reply)
		}
	}
}

// TestAPronounForSeveralMeansWhomTheArticleAnswersFor: only if it answers for two, or is asked for their words, is the reader asked whom they mean.
func TestAPronounForSeveralMeansWhomTheArticleAnswersFor(t *testing.T) {
	for _, turn := range [][4]string{
		{"bakeshow", "where is he now", "**where is Simon Adeyemi now**", "Whom"},
		{"bakeshow", "how is he doing", "is unwell", "Whom"},
		{"wristband", "where did she work before", "**where did Leonor Abrantes work before**", "Marian Holt"},
		{"bakeshow", "is she angry", "does not say", "Whom"}, // two women, and nothing of either
		{"bakeshow", "did he win", "Whom do you mean?", "Gordon Bly"},
		{"bakeshow", "whats his name", "Owen Pike", "does not say"},
		{"wristband", "what did she say", "Whom do you mean?", "does not"},
	} {
		if reply := talkTo(t, turn[0])(turn[1]); !strings.Contains(reply, turn[2]) || strings.Contains(reply, turn[3]) {
			t.Errorf("%s: %q: no %q, or %q, in\n%s", turn[0], turn[1], turn[2], turn[3], reply)
		}
	}
}

// TestAnOfficeOfSeveralIsThatOfWhoSpoke: what a judge said is not that the other has made no comment.
func TestAnOfficeOfSeveralIsThatOfWhoSpoke(t *testing.T) {
	write := talkTo(t, "gliderfall")
	if reply := write("what did the judge say"); !strings.Contains(reply, "We check every cable") || strings.Contains(reply, "Reeve") {
		t.Errorf("the one judge who spoke is not heard:\n%s", reply)
	}
}

// TestWhomAnAnswerNamesIsSpokenOf: “he” is the husband who was asked for, and “she” still whose husband that was.
func TestWhomAnAnswerNamesIsSpokenOf(t *testing.T) {
	for question, want := range map[string]string{"when did he die": "Vella died in 2011", "how old was she": "She was 88"} {
		write := talkTo(t, "diver")
		write("who was clara whitfield?")
		write("who was her husband")
		if reply := write(question); !strings.Contains(reply, want) {
			t.Errorf("%q: no %q in\n%s", question, want, reply)
		}
	}
}

// TestAThingIsToldOfFromTheArticleWithThatTitle: and where several have it in their titles, they are listed; what the open article tells of is asked of that.
func TestAThingIsToldOfFromTheArticleWithThatTitle(t *testing.T) {
	write := talkTo(t, "strike", "ferry", "ferries", "dam")
	contains(t, write("brief me on the telescope"), "The article does not say.")
	contains(t, write("brief me on the bus drivers"), "walked out")
	contains(t, write("no, I meant the dam"), "[Engineers lower lake behind Karsund dam]")
	contains(t, write("tell me about the mayor"), "sports hall")
	contains(t, write("tell me about the ferry"), "[Two ferry lines fight for the Weir]", "[Ferry runs aground off Innis with 62 aboard]")
	contains(t, write("the second"), "Summary", "[Ferry runs aground off Innis with 62 aboard]")
	if reply := write("tell me about the ferry"); strings.Contains(reply, "Two ferry lines") {
		t.Errorf("of what the open article tells of: %s", reply)
	}
}

// deskOf returns a desk with articles, each given as its title and its text.
func deskOf(t *testing.T, texts ...string) *desk.Desk {
	t.Helper()
	var articles []*briefing.Article
	for _, text := range texts {
		title, body, _ := strings.Cut(text, ". ")
		a, err := briefing.Parse(body, briefing.Options{Title: title, ID: title})
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	d, _ := newDesk(t, articles...)
	return d
}

// TestAThingAloneTurnsToTheArticleThatTellsOfIt by far most, if the open one does not: with the summary if that has the thing, else with what is said of it.
func TestAThingAloneTurnsToTheArticleThatTellsOfIt(t *testing.T) {
	d := deskOf(t,
		"Bakery burns down. A bakery in Vidin burned down on Sunday. Nobody was hurt. The baker, Ivo Petrov, wept.",
		"No ship leaves. No ship has left Varna since Monday. The quay is quiet. The walkout, which began at six, costs two million euros a day. "+
			"The walkout will last three days, the union said. Ana Kirova is the crane's driver. The crane is old. A crane costs much. A plumber, Ana Kirova, mended it.",
		"Pool opens. The mayor of Lom opened a pool on Friday. It has four lanes. A walkout of tilers had delayed it. A crane had lifted the roof. The crane stood on sand. "+
			"The lifeguard, Boyan Marin, watched. The lifeguard has a whistle, Marin said. He is 34. He was born in Lom. He had bought sandwiches for the children of the town.",
	)
	write := talkOn(t, d)
	contains(t, write("the bakery story"), "### Bakery burns down")
	for thing, why := range map[string]string{"the unicorn": "nobody has it", "and the plumber?": "one sentence has it", "and the crane?": "two articles tell of it"} {
		if reply := write(thing); !strings.Contains(reply, "The article does not say.") {
			t.Errorf("%s: %s: %s", thing, why, reply)
		}
	}
	contains(t, write("how long will the dockers' walkout last?"), "The article does not say.", "No ship leaves” may say")
	if reply := write("what did the clever plumber mend?"); strings.Contains(reply, "may say") {
		t.Errorf("a plumber is told of once, and a clever one nowhere: %s", reply)
	}
	contains(t, write("ok and the walkout?"), "### No ship leaves", "Back")
	contains(t, write("back to the bakery"), "### Bakery burns down")
	contains(t, write("Walkout"), "### No ship leaves", "Back")
	reply := write("the lifeguard")
	contains(t, reply, "> The lifeguard", "Pool opens", "Back")
	if strings.Contains(reply, "**") {
		t.Errorf("what was asked is said again: %s", reply)
	}
	contains(t, write("and the walkout?"), "of tilers")
}

// TestAConversationSaysOnceWhatCanBeAsked: the next refusals are short, also about another article.
func TestAConversationSaysOnceWhatCanBeAsked(t *testing.T) {
	d, _ := newDesk(t)
	open := func(name string) {
		if _, err := d.Brief(t.Context(), "reader", articleOf(t, name)); err != nil {
			t.Fatal(err)
		}
	}
	write := talkOn(t, d)
	open("strike")
	open("dam")
	const hint = "You can ask who somebody is"
	contains(t, write("what colour is the elephant?"), "The article does not say.", hint)
	contains(t, write("tell me about the bus drivers"), "Summary")
	open("wristband")
	contains(t, write("what did she say"), "Whom do you mean?")
	for _, question := range []string{"who painted the moon?", "who ate the cheese?"} {
		if reply := write(question); strings.Contains(reply, hint) {
			t.Errorf("%q: %s", question, reply)
		}
	}
}

// beginning holds articles of this desk, the newest last, none of which anybody has opened.
func beginning(t *testing.T) *desk.Desk {
	return deskOf(t,
		"Bell stolen from Lom. A bell was stolen from the chapel of Lom on Sunday. The verger, Ivo Petrov, heard nothing. Police seek a van. The priest fasts.",
		"Port of Varna shut. The dockers of Varna walked out on Monday. They want masks. The union's head, Ana Kirova, said that the walkout would last ten days. A cook brought soup.",
		"Pool opens. By Ada Brill. The mayor of Vidin opened a pool on Friday. It has four lanes. Two swans swam in it. The lifeguard, Boyan Marin, has a whistle. A van was parked there.",
	)
}

// TestAConversationBeginsWithTheArticleOfItsFirstQuestion: and not with the newest, unless that has the words, another has no more of them, or the person has opened one.
func TestAConversationBeginsWithTheArticleOfItsFirstQuestion(t *testing.T) {
	for first, want := range map[string]string{
		"why did the dockers walk out":   "They want masks",
		"who heard the bell being taken": "Bell stolen from Lom",
		"how many lanes does it have":    "It has four lanes",
		"who parked the van":             "Pool opens",
		"what did the priest say":        "Pool opens", // only in passing there
		"who walked to the chapel":       "Pool opens", // two have a word of it
		"who whistles at the chapel":     "Pool opens", // one word each
		"did the mayor of Lom open one":  "Pool opens", // which has more of it
	} {
		if reply := talkOn(t, beginning(t))(first); !strings.Contains(reply, want) {
			t.Errorf("%q: no %q in\n%s", first, want, reply)
		}
	}
	write := talkOn(t, beginning(t))
	contains(t, write("hello"), "Pool opens")
	contains(t, write("why did the dockers walk out?"), "They want masks")
	contains(t, write("who said how long it lasts?"), "Port of Varna shut")
	write = talkOn(t, beginning(t))
	contains(t, write("how many lanes does the pool have?"), "four lanes")
	if reply := write("why did the dockers walk out?"); strings.Contains(reply, "They want masks") {
		t.Errorf("the open article is left for a question that does not turn: %s", reply)
	}
}

// TestAThingOfNoArticleAtHandTurnsToTheClosest: said to be another story's, by its name, or by what is asked of it.
func TestAThingOfNoArticleAtHandTurnsToTheClosest(t *testing.T) {
	for turn, want := range map[string]string{
		"ok and the chapel in Lom, who heard it":           "Ivo Petrov",
		"and varna, who walked out":                        "The dockers of Varna",
		"ok different one, the chapel thief. who heard it": "Bell stolen from Lom",
		"ok and the bulgarian dockers?":                    "Port of Varna shut",
		"and the strike thing, who brought soup":           "A cook brought soup",
		"and the van thing, who is the verger":             "Ivo Petrov", // the open one has a van in passing
		"and the swans, where did they swim":               "Two swans swam",
		"and marin, what does he have":                     "has a whistle",
		"what about the chapel, who heard it":              "Ivo Petrov",
		"and the dockers, which day":                       "walked out on Monday", // asked of anything there, “which day” is not answered
	} {
		write := talkOn(t, beginning(t))
		contains(t, write("how many lanes does the pool have?"), "four lanes")
		if reply := write(turn); !strings.Contains(reply, want) {
			t.Errorf("%q: no %q in\n%s", turn, want, reply)
		}
	}
}
