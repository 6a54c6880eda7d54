package commands_test

import (
	"strings"
	"testing"

	"lede/commands"
	"lede/commands/command"
	"lede/languages"
)

// TestACommandThatIsWrittenIsTakenForOne: it must not be answered from the news.
func TestACommandThatIsWrittenIsTakenForOne(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	for text, want := range map[string]string{
		"/digest set time:7:30": "`/digest` works on a server only.", "/Article add": "`/article` works on a server only.", "/settings": "works on a server only.",
		"/who Varga": "Chief engineer", "/summary": "Summary", "/summary nothing like it": "no such article", "/ask who is Varga?": "Chief engineer",
		"/ask": "There is no question.", "/quotes Quill": "We cannot take chances", "/help me": "word", "/sumary": "I have no command `/sumary`.",
		"/" + strings.Repeat("x*", 900): "I have no command", "/": "", "/ who": "",
	} {
		reply, err := commands.Direct(d)(t.Context(), command.Message{Channel: "dm", Person: command.Person{ID: "p"}, Text: text})
		if err != nil {
			var expected bool
			if reply, expected = command.Explain(languages.Language{}, err, "r1"); !expected {
				t.Errorf("%q: %v", text, err)
			}
		}
		if want == "" { // it is no command, and neither an accident
			continue
		}
		contains(t, said(t, reply), want)
	}
}

// TestWhatIsMistypedIsToldAsWhatIsWrongAndWhatToDo: in two sentences, the second on a line of its own.
func TestWhatIsMistypedIsToldAsWhatIsWrongAndWhatToDo(t *testing.T) {
	for name, list := range map[string][]map[string]string{
		"digest set": {{"time": "25:00"}, {"time": "soon: now"}, {"time": "7", "zone": "Mars"}, {"time": "7", "zone": "Europe/Pariss"}, {"time": "7", "days": "someday"},
			{"time": "7", "zone": "🦊"}, {"time": "7", "zone": "\u200fשלום"}, {"cron": "* * * * *"}, {"cron": "🦊"}, {"time": "7", "sections": "weather"}, {"time": "7", "sections": ",,"}},
		"digest history": {{"digest": "nope"}},
		"digest edit":    {{"digest": "nope"}},
		"ask":            {{"question": " "}},
		"article add":    {{"text": "x", "url": "x", "published": "x"}},
		"article remove": {{"article": "nope"}},
		"who":            {{"person": strings.Repeat("*x", 2000)}},
	} {
		for _, options := range list {
			d, _ := newDesk(t, bridge(t))
			cmd, sub, _ := strings.Cut(name, " ")
			_, err := commandNamed(t, d, cmd).Handle(t.Context(), admin(cmd, sub, options))
			if err == nil {
				t.Errorf("%s %v is taken", name, options)
				continue
			}
			reply, expected := command.Explain(languages.Language{}, err, "r1")
			message, hint, two := strings.Cut(strings.TrimSpace(said(t, reply)), "\n-# ")
			if !expected || !two || !strings.HasSuffix(message, ".") || !strings.ContainsAny(hint[len(hint)-1:]+".", ".?m") || len(message)+len(hint) > 500 {
				t.Errorf("%s %v: %q, %q", name, options, message, hint)
			}
		}
	}
	d, _ := newDesk(t, bridge(t))
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7", "sections": "quotes,, key points,"})), "shows: Quotes, Key points")
}
