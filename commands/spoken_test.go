package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"lede/commands"
	"lede/commands/command"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// speaks tells which language a reply is in, by the title of the settings or of the headlines.
func speaks(t *testing.T, reply command.Reply) string {
	t.Helper()
	text := said(t, reply)
	for language, words := range map[string][]string{"en": {"### Settings", "### Headlines", "I have no command"}, "de": {"### Einstellungen", "### Schlagzeilen", "einen Befehl", "Einen Befehl"}} {
		for _, w := range words {
			if strings.Contains(text, w) {
				return language
			}
		}
	}
	t.Fatalf("in which language is this?\n%s", text)
	return ""
}

func TestReadersAreAnsweredInTheirLanguage(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	ask := func(name string, options map[string]string, shared bool, locale, guildLocale string) string {
		t.Helper()
		in := admin(name, "", options)
		in.Shared, in.Locale, in.GuildLocale = shared, locale, guildLocale
		reply, err := commandNamed(t, d, name).Handle(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return speaks(t, reply)
	}
	for _, c := range []struct {
		shared              bool
		person, guild, want string
	}{
		{false, "de", "en-US", "de"}, {false, "en-GB", "de", "en"}, {true, "de", "en-US", "en"}, {true, "en-GB", "de", "de"},
		{true, "de", "", "en"}, {false, "", "de", "en"}, {false, "tlh", "de", "en"},
	} {
		if got := ask("headlines", nil, c.shared, c.person, c.guild); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
	if got := ask("settings", map[string]string{"language": "de"}, false, "en-GB", "en-GB"); got != "en" {
		t.Error("what an admin sees alone is in", got)
	}
	if got := ask("headlines", nil, true, "en-GB", "en-GB"); got != "de" {
		t.Error("the server's choice is overheard:", got)
	}
	ask("settings", map[string]string{"language": "auto"}, false, "en-GB", "en-GB")
	if got := ask("headlines", nil, true, "de", "en-GB"); got != "en" {
		t.Error("the choice cannot be taken back:", got)
	}
}

func TestDirectMessagesAreInTheLanguageOfTheLastInteraction(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	direct := func(text string) string {
		t.Helper()
		reply, err := commands.Direct(d)(t.Context(), command.Message{Person: command.Person{ID: "p"}, Text: text})
		if err != nil {
			reply, _ = command.Explain(languages.Language{}, err, "r1")
		}
		return speaks(t, reply)
	}
	hear := func(locale string) {
		t.Helper()
		in := admin("help", "", nil)
		in.Locale, in.Person.ID = locale, "p"
		if _, err := commandNamed(t, d, "help").Handle(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range [][2]string{{"", "en"}, {"de", "de"}, {"en-US", "en"}} {
		if c[0] != "" {
			hear(c[0])
		}
		if card, problem := direct("headlines"), direct("/nonsense"); card != c[1] || problem != c[1] {
			t.Errorf("after %q a card is in %s and a problem in %s", c[0], card, problem)
		}
	}
	if german, after := direct("Was gibt es Neues?"), direct("headlines"); german != "de" || after != "en" {
		t.Errorf("a message in German is answered in %s, and the next one in %s", german, after)
	}
	hear("de")
	in := admin("data", "forget-me", nil)
	in.Locale, in.Person.ID = "de", "p"
	if _, err := commandNamed(t, d, "data").Handle(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if got := direct("headlines"); got != "en" {
		t.Error("who is forgotten is answered in", got)
	}
}

// TestThanksAreAnsweredInTheirLanguage where it is not known otherwise.
func TestThanksAreAnsweredInTheirLanguage(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	for text, language := range map[string]string{"danke": "de", "Merci beaucoup !": "fr", "дякую": "uk", "thanks": "en"} {
		reply, err := commands.Direct(d)(t.Context(), command.Message{Person: command.Person{ID: "p"}, Text: text})
		if want := languages.For(language).Text("talk.thanks"); err != nil || !strings.Contains(said(t, reply), want) {
			t.Errorf("%s is answered by %s, %v", text, said(t, reply), err)
		}
	}
}

func TestAServersLanguageIsHeardFromItsAdmins(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	hears := func(in command.Input, want string) {
		t.Helper()
		in.GuildLocale = "de"
		_, _ = commandNamed(t, d, in.Command).Handle(t.Context(), in)
		if got, err := d.GuildLanguage(context.Background(), in.Guild); err != nil || got != want {
			t.Errorf("after /%s by a person with permissions %d: %s, %v", in.Command, in.Permissions, got, err)
		}
	}
	reader := admin("settings", "", nil)
	reader.Permissions = 0
	hears(reader, "en")
	hears(admin("headlines", "", nil), "en")
	hears(admin("settings", "", nil), "de")
}

// colours are those along the edges of a reply's cards.
func colours(t *testing.T, reply command.Reply) (list []string) {
	t.Helper()
	for _, c := range reply.Card.Components {
		if box, ok := c.(discordgo.Container); ok && box.AccentColor != nil {
			list = append(list, fmt.Sprintf("%06x", *box.AccentColor))
		} else if ok {
			list = append(list, "none")
		}
	}
	return list
}

// TestAServerHasOneColour: all cards have the one that its admins chose, and a source's own cards have that of the source.
func TestAServerHasOneColour(t *testing.T) {
	w := &sites{feeds: map[string]string{"https://post.example/feed": rss("The Post", 5)}}
	d := deskWithSites(t, w, 0)
	if _, _, err := d.Add(t.Context(), "g", "p", bridge(t)); err != nil {
		t.Fatal(err)
	}
	see := func(want string, in command.Input) {
		t.Helper()
		if got := fmt.Sprint(colours(t, do(t, d, in))); got != "["+want+"]" {
			t.Errorf("/%s %s has the colours %s, want %s", in.Command, in.Sub, got, want)
		}
	}
	see("2f6f8f", admin("summary", "", nil))
	see("2e8b57", admin("settings", "", map[string]string{"colour": "green"}))
	contains(t, run(t, d, admin("settings", "", nil)), "**Colour:** Green")
	do(t, d, admin("digest", "set", map[string]string{"time": "07:30"}))
	for _, in := range []command.Input{
		admin("summary", "", nil), admin("who", "", nil), admin("quotes", "", nil), admin("developments", "", nil), admin("headlines", "", nil), admin("help", "", nil),
		admin("ask", "", map[string]string{"question": "Who is the mayor of Paris?"}), admin("digest", "show", nil), admin("digest", "preview", nil), admin("search", "", map[string]string{"words": "xyz"}),
	} {
		see("2e8b57", in)
	}
	nobody := admin("who", "", map[string]string{"person": "Nobody Known"})
	_, err := commandNamed(t, d, "who").Handle(t.Context(), nobody)
	if reply, expected := command.Explain(languages.Language{}, err, "ref"); !expected || fmt.Sprint(colours(t, reply)) != "[2e8b57]" {
		t.Errorf("a problem (%v) has the colours %v", err, colours(t, reply))
	}
	see("c0392b", admin("sources", "add", map[string]string{"address": "post.example", "colour": "red"}))
	elsewhere := admin("help", "", nil)
	elsewhere.Guild = "another"
	see("2f6f8f", elsewhere)
	see("2f6f8f", admin("settings", "", map[string]string{"colour": "none"}))
	contains(t, run(t, d, admin("settings", "", nil)), "**Colour:** Lede’s own")
}
