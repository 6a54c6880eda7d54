package commands_test

import (
	"os"
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
)

// TestWhatIsSentIsBriefed: a link with a word beside it, a file, a forwarded message, an article that was pasted; and a question beside it is answered.
func TestWhatIsSentIsBriefed(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	direct := commands.Direct(d)
	send := func(m command.Message) string {
		m.Channel, m.Person = "dm", command.Person{ID: "p"}
		reply, err := direct(t.Context(), m)
		if err != nil {
			t.Fatalf("%q: %v", m.Text, err)
		}
		return said(t, reply)
	}
	file := []command.Attachment{{URL: "https://cdn.discordapp.com/a.txt", Filename: "a.txt", ContentType: "text/plain"}}
	contains(t, send(command.Message{Text: "could you summarise https://coast.example/light please?"}), "The light is back", "Direct messages are about this article")
	contains(t, send(command.Message{Text: "where is https://coast.example/light about? what shone again?"}), "The lighthouse on Gull Rock shone again")
	contains(t, send(command.Message{Text: "the key points please", Files: file}), "From a.txt", "The mayor of Lowbridge")
	contains(t, send(command.Message{Text: "who is Varga?", Files: file}), "Chief engineer Tomas Varga said")
	contains(t, send(command.Message{Forwarded: []command.Message{{Text: "A boat sank off Port Ellery on Sunday. Nobody was hurt, the coast guard said."}}}), "A boat sank off Port Ellery")
	contains(t, send(command.Message{Text: news}), "The mayor of Lowbridge, Ada Quill, said on Monday", "Direct messages are about this article")
	long := strings.Repeat("I do wonder about the bridge and about its many arches. ", 6) + "Who is the engineer?"
	if text := send(command.Message{Text: long}); strings.Contains(text, "Direct messages are about") {
		t.Errorf("a long question is taken for an article: %s", text)
	}
}

// TestBriefingSaysWhatItChangesAndLeadsBack to the article before; the words “go back” do too.
func TestBriefingSaysWhatItChangesAndLeadsBack(t *testing.T) {
	d, _ := newDesk(t)
	direct := commands.Direct(d)
	send := func(text string) command.Reply {
		reply, err := direct(t.Context(), command.Message{Channel: "dm", Person: command.Person{ID: "p"}, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	if id := buttonID(t, send(news), "Back"); id != "" {
		t.Errorf("the first leads back to %s", id)
	}
	reply := send("https://coast.example/light")
	contains(t, said(t, reply), "The light is back", "Direct messages are about this article")
	back, ok := command.FromCustomID(buttonID(t, reply, "Back"))
	if !ok {
		t.Fatal("nothing leads back")
	}
	back.Person = command.Person{ID: "p"}
	contains(t, run(t, d, back), "Ada Quill")
	contains(t, said(t, send("who is the mayor?")), "The mayor of Lowbridge, Ada Quill")
	contains(t, said(t, send("go back")), "The light is back")
}

// TestAQuestionIsShownAsItWasAsked above the answer to /ask, in whatever language.
func TestAQuestionIsShownAsItWasAsked(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	for _, question := range []string{"Wer ist Varga?", "Qui est Varga ?", "Хто такий Varga?", "Wann schließt die Brücke?", "who is Varga?"} {
		in := admin("ask", "", map[string]string{"question": question})
		in.Guild = ""
		contains(t, run(t, d, in), "**"+question+"**")
	}
}

// TestAFooterIsSaidOnce in a conversation, and a question is not repeated below itself.
func TestAFooterIsSaidOnce(t *testing.T) {
	write := talkTo(t, "dam")
	const footer = "Every line is the article’s own words"
	first, second := write("who is Brekke?"), write("who is Jonas Lie?")
	if strings.Contains(first, "who is Brekke?") || !strings.Contains(first, footer) || strings.Contains(second, footer) {
		t.Errorf("%s\n%s", first, second)
	}
	for _, third := range []string{write("summary"), write("what colour is a submarine?")} {
		if strings.Contains(third, footer) || strings.Contains(third, "A number that is a link") {
			t.Error(third)
		}
	}
	contains(t, write("what did he say?"), "What did Jonas Lie say?") // it was read as more than what was written
}

// TestEachOfSeveralQuestionsIsAnswered below itself, also one that goes on from the one before; a question with a clause in it is one.
func TestEachOfSeveralQuestionsIsAnswered(t *testing.T) {
	write := talkTo(t, "dam")
	both := write("who is Brekke? and what did Jonas Lie say")
	contains(t, both, "**who is Brekke?**", "**and what did Jonas Lie say**")
	if text := write("when they left, was anybody hurt?"); strings.Contains(text, "**when they left**") {
		t.Error(text)
	}
}

// TestARefusalSaysWhatCanBeAsked and the questions that it offers are answered.
func TestARefusalSaysWhatCanBeAsked(t *testing.T) {
	for _, name := range []string{"dam", "strike", "telescope", "museum", "cycle", "bakery", "ferry", "budget", "vaccine", "wolves"} {
		d, _ := newDesk(t, articleOf(t, name))
		for _, guild := range []string{"", "g"} {
			ask := admin("ask", "", map[string]string{"question": "what colour is a submarine?"})
			ask.Guild = guild
			reply, err := commandNamed(t, d, "ask").Handle(t.Context(), ask)
			if err != nil {
				t.Fatal(err)
			}
			text := said(t, reply)
			contains(t, text, "The article does not say.", "You can ask who somebody is")
			offered := 0
			for _, label := range strings.Split(text, "\n") {
				press, ok := command.FromCustomID(buttonID(t, reply, label))
				if !ok || press.Command != "ask" || press.Sub != "" {
					continue
				}
				offered++
				press.Guild, press.Person = guild, ask.Person
				if again := run(t, d, press); strings.Contains(again, "The article does not say.") {
					t.Errorf("%s: %q is offered, and not answered", name, label)
				}
			}
			if offered != 2 {
				t.Errorf("%s: %d questions are offered in\n%s", name, offered, text)
			}
		}
	}
}

// TestOneOfAListIsChosen in words, in the order in which it was shown, whatever was opened since; what is on no list is asked about.
func TestOneOfAListIsChosen(t *testing.T) {
	write := talkTo(t, "wolves", "dam", "ferry")
	contains(t, write("what's new"), "Ferry runs aground")
	contains(t, write("the second one"), "Engineers lower lake", "-# Summary")
	contains(t, write("open 3 please"), "Court stops wolf hunt", "-# Summary")
	contains(t, write("el primero"), "Ferry runs aground", "-# Summary")
	contains(t, write("next article"), "Engineers lower lake", "-# Summary")
	contains(t, write("2"), "Engineers lower lake", "-# Summary")
	contains(t, write("not that one"), "### Headlines")
	contains(t, write("number 9"), "### Headlines")
	contains(t, write("who is Judge Solberg?"), "does not say")
	two := talkTo(t, "wolves", "ferry")
	contains(t, two("no, the other one"), "Court stops wolf hunt", "-# Summary")
	contains(t, two("what did she say?"), "Whom do you mean?")
	contains(t, two("the first one"), "said")
}

// TestWhatIsNoQuestionIsAnsweredAsWhatItIs: that something was wrong, that it should be translated, come daily or not at all.
func TestWhatIsNoQuestionIsAnsweredAsWhatItIs(t *testing.T) {
	write := talkTo(t, "ferry")
	for text, want := range map[string]string{
		"that's not what I asked": "Ask in other words", "in German please": "I do not translate", "send me this every day": "/follow add", "stop messaging me": "I write here only when you do",
		"any news about wolves?": "No article with", "ask: who is Rhona Sinclair?": "The captain", "/who is the captain?": "The captain", "what happens next?": "The crossing is closed until then",
		"Whats hapening": "Headlines", "sumary pls": "-# Summary", "Thanks for your help, have a nice day!": "You are welcome",
	} {
		contains(t, write(text), want)
	}
}

// TestAMessageThatOnlyNamesATopicIsAnswered, as the first of a conversation.
func TestAMessageThatOnlyNamesATopicIsAnswered(t *testing.T) {
	text, err := os.ReadFile("../cli/sample/peace-calls.txt")
	if err != nil {
		t.Fatal(err)
	}
	title, body, _ := strings.Cut(string(text), "\n")
	a, err := briefing.Parse(body, briefing.Options{Title: title, ID: "calls"})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := newDesk(t, a)
	reply, err := commands.Direct(d)(t.Context(), command.Message{Channel: "dm", Person: command.Person{ID: "p"}, Text: "what about the drones?"})
	if err != nil {
		t.Fatal(err)
	}
	if text := said(t, reply); !strings.Contains(text, "drone") || strings.Contains(text, "does not say") {
		t.Error(text)
	}
}

// TestAFollowUpIsNotAnsweredByWhateverStandsThere: a dog that is looked after by a vet does not say how a fire began, nor a director who owns the firm; what may
// answer is said to be no sure answer.
func TestAFollowUpIsNotAnsweredByWhateverStandsThere(t *testing.T) {
	for _, c := range []struct{ article, before, question, want, never string }{
		{"flatfire", "and the dog?", "how did it start", "", "looked after by a vet"},
		{"payapp", "were they hacked", "who owns it", "", "technical director"},
		{"fire", "", "how did it start?", "loading bay", ""},
		{"busstrike", "", "why are they striking", "in a dispute about pay", "does not say"},
	} {
		write := talkTo(t, c.article)
		if c.before != "" {
			write(c.before)
		}
		if reply := write(c.question); !strings.Contains(reply, c.want) || c.never != "" && strings.Contains(reply, c.never) {
			t.Errorf("%q: %s", c.question, reply)
		}
	}
}
