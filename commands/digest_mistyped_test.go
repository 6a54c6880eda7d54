package commands_test

import (
	"context"
	"testing"

	"lede/commands/command"
	"lede/desk"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// TestAMistypedOptionIsMendedByAButton, which keeps what was given beside it.
func TestAMistypedOptionIsMendedByAButton(t *testing.T) {
	for name, c := range map[string]struct {
		options     map[string]string
		press, want string
	}{
		"a time":         {map[string]string{"time": "7;3o", "zone": "UTC"}, "07:30", "every day at 07:30, UTC"},
		"days":           {map[string]string{"time": "7:30", "days": "weekdys", "zone": "UTC"}, "mon-fri", "weekdays at 07:30, UTC"},
		"a zone":         {map[string]string{"time": "7:30", "zone": "Berlln"}, "Europe/Berlin", "every day at 07:30, Berlin time"},
		"a zone of many": {map[string]string{"cron": "0 7 * * 1-5", "zone": "EST"}, "America/New_York", "weekdays at 07:00, New York time"},
		"sections":       {map[string]string{"time": "7:30", "zone": "UTC", "sections": "key point, quots"}, "key points, quotes", "Key points, Quotes"},
		"several":        {map[string]string{"time": "7;3o", "zone": "Berlln"}, "07:30 · Europe/Berlin", "every day at 07:30, Berlin time"},
	} {
		d, _ := newDesk(t)
		c.options["empty"], c.options["channel"] = "quiet", "there"
		in := admin("digest", "set", c.options)
		in.ChannelTypes = map[string]discordgo.ChannelType{"there": discordgo.ChannelTypeGuildText}
		_, err := commandNamed(t, d, "digest").Handle(t.Context(), in)
		reply, expected := command.Explain(languages.Language{}, err, "r")
		if !expected {
			t.Fatalf("%s: %v", name, err)
		}
		press := pressed(t, reply, c.press)
		press.ServerOf = func(context.Context, string) (string, discordgo.ChannelType, error) {
			return "g", discordgo.ChannelTypeGuildText, nil
		}
		contains(t, run(t, d, press), "Digest set", "<#there>", c.want)
		if list := digestsOf(t, d); len(list) != 1 || !list[0].Quiet {
			t.Errorf("%s: %+v", name, list)
		}
	}
	d, _ := newDesk(t)
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:30", "zone": "UTC"})), "Digest set")
	_, err := commandNamed(t, d, "digest").Handle(t.Context(), admin("digest", "edit", map[string]string{"digest": "07:30", "days": "weekdys"}))
	reply, _ := command.Explain(languages.Language{}, err, "r")
	contains(t, run(t, d, pressed(t, reply, "mon-fri")), "Digest changed", "weekdays at 07:30")
}

// TestANameThatIsNoneLeadsOn to what there is: a digest's to a menu, a source's to the one that may be meant.
func TestANameThatIsNoneLeadsOn(t *testing.T) {
	d := deskWithSites(t, &sites{}, 0)
	for address, name := range map[string]string{"https://courier.example/": "The Ellery Courier", "https://post.example/": "Harbour Post"} {
		if _, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: address, Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	twoDigests(t, d)
	asked := do(t, d, admin("digest", "pause", map[string]string{"digest": "the morning one"}))
	contains(t, said(t, asked), "no such digest")
	contains(t, run(t, d, chosen(t, asked, 0)), "Digest paused")
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "every 2 hours from 8 to 12", "zone": "UTC"})), "Digest set")
	contains(t, run(t, d, admin("digest", "show", map[string]string{"digest": "10:00"})), "12:00")
	_, err := commandNamed(t, d, "digest").Handle(t.Context(), admin("digest", "set", map[string]string{"time": "6", "zone": "UTC", "sources": "Elery Courier, harbor post"}))
	reply, _ := command.Explain(languages.Language{}, err, "r")
	contains(t, run(t, d, pressed(t, reply, "The Ellery Courier, Harbour Post")), "Digest set", "from The Ellery Courier, Harbour Post")
	_, err = commandNamed(t, d, "sources").Handle(t.Context(), admin("sources", "remove", map[string]string{"source": "elery currier"}))
	reply, _ = command.Explain(languages.Language{}, err, "r")
	contains(t, run(t, d, pressed(t, reply, "The Ellery Courier")), "no longer read here")
}

// TestOfDigestsAtOneTimeOneIsChosen, of those alone, and its form opens.
func TestOfDigestsAtOneTimeOneIsChosen(t *testing.T) {
	d, _ := newDesk(t)
	twoDigests(t, d)
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:30", "zone": "UTC", "channel": "third"})), "Digest set")
	asked := do(t, d, admin("digest", "edit", map[string]string{"digest": "07:30"}))
	if list := menu(t, asked).Options; len(list) != 2 {
		t.Fatalf("offered are %+v", list)
	}
	if values, _, _ := opened(t, d, chosen(t, asked, 1)); values["time"] != "07:30" {
		t.Errorf("filled in are %v", values)
	}
}
