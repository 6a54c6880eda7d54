package commands_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/commands/command"
	"lede/desk"
	"lede/problem"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

const (
	here   = "81384788765712384"
	hall   = "41771983423143937"
	office = "41771983444115456"
	shelf  = "41771983444115457"
)

// archive is a desk whose attachments are the texts under their addresses.
type archive struct {
	*desk.Desk
	kv    *store.Memory
	files map[string]string
	asked []string // the channels that Discord was asked for
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	a := &archive{kv: store.NewMemory(func() time.Time { return now }), files: map[string]string{}}
	t.Cleanup(func() { a.kv.Close() })
	a.Desk = desk.New(desk.Options{Store: a.kv, Attached: attached{}, Web: web{}, File: func(_ context.Context, url, name string) ([]byte, error) {
		if text, ok := a.files[url]; ok {
			return []byte(text), nil
		}
		return nil, problem.New("attachment.failed", "name", name)
	}})
	return a
}

// data runs /server-data as an admin of the server, in its office; a file is given by its text.
func (a *archive) data(t *testing.T, sub, file string, options map[string]string) string {
	t.Helper()
	return run(t, a.Desk, a.input(sub, file, options))
}

func (a *archive) input(sub, file string, options map[string]string) command.Input {
	in := admin("server-data", sub, options)
	in.Guild, in.Channel = here, office
	in.ServerOf = func(_ context.Context, channel string) (string, discordgo.ChannelType, error) {
		a.asked = append(a.asked, channel)
		switch channel {
		case hall, office:
			return here, discordgo.ChannelTypeGuildForum, nil
		case shelf:
			return here, discordgo.ChannelTypeGuildCategory, nil
		case "500":
			return "", 0, errors.New("no answer from Discord")
		case "403":
			return "", 0, nil
		}
		return "another server", 0, nil
	}
	if file != "" {
		a.files["https://cdn.discordapp.com/file"] = file
		in.Attachment = &command.Attachment{URL: "https://cdn.discordapp.com/file", Filename: "lede.json", Size: len(file)}
	}
	return in
}

// export returns the file that /server-data export gives.
func (a *archive) export(t *testing.T) command.File {
	t.Helper()
	reply, err := commandNamed(t, a.Desk, "server-data").Handle(t.Context(), a.input("export", "", nil))
	if err != nil || len(reply.Files) != 1 {
		t.Fatalf("%d files, %v", len(reply.Files), err)
	}
	raw, err := json.Marshal(reply.Card.Components)
	if err != nil || !strings.Contains(string(raw), `"attachment://`+reply.Files[0].Name+`"`) {
		t.Errorf("the card does not show %s: %s", reply.Files[0].Name, raw)
	}
	return reply.Files[0]
}

// furnish sets a digest in each channel and adds an article, with the commands.
func (a *archive) furnish(t *testing.T) {
	t.Helper()
	for channel, at := range map[string]string{hall: "07:30", office: "18:15"} {
		in := a.input("set", "", map[string]string{"time": at, "zone": "Europe/Paris", "channel": channel})
		in.Command = "digest"
		contains(t, run(t, a.Desk, in), "Digest set")
	}
	in := a.input("add", "", map[string]string{"text": "Old bridge to close\n" + news, "headline": "first"})
	in.Command = "article"
	contains(t, run(t, a.Desk, in), "Added")
}

func TestAServersDataIsExportedErasedAndImported(t *testing.T) {
	a := newArchive(t)
	a.furnish(t)
	file := a.export(t)
	if file.Name != "lede-"+here+"-2026-03-02.json" || file.Type != "application/json" || strings.Contains(string(file.Data), `"p"`) {
		t.Errorf("%s of type %s:\n%s", file.Name, file.Type, file.Data)
	}
	contains(t, a.data(t, "erase", "", map[string]string{"confirm": "erase"}), "erased")
	contains(t, a.data(t, "import", string(file.Data), nil), "This file would change", "New digest: <#"+hall+"> · **every day at 07:30", "New: 1 article · Old bridge to close", "write “import” as `confirm`")
	if list, err := a.Digests(t.Context(), here); err != nil || len(list) != 0 {
		t.Fatalf("looking has set %v, %v", list, err)
	}
	contains(t, a.data(t, "import", string(file.Data), map[string]string{"confirm": "import"}), "Imported", "New digest: <#"+office+"> · **every day at 18:15")
	if again := a.export(t); string(again.Data) != string(file.Data) {
		t.Errorf("exported\n%s\nand after erasing and importing\n%s", file.Data, again.Data)
	}
	contains(t, a.data(t, "import", string(file.Data), map[string]string{"confirm": "import"}), "Nothing to change", "2 digests and 1 article stay")
	list, err := a.Digests(t.Context(), here)
	if err != nil || len(list) != 2 || list[0].Next.IsZero() || list[0].By != "p" {
		t.Errorf("%+v, %v", list, err)
	}
	for _, g := range list { // what a channel is Discord says, and no file
		if (g.Kind == desk.Forum) != (g.Channel == hall) {
			t.Errorf("the digest of %s is of kind %q", g.Channel, g.Kind)
		}
	}
}

func TestADigestIsNeverImportedIntoAnotherServersChannel(t *testing.T) {
	for name, file := range map[string]string{
		"one that Discord says is elsewhere": `{"lede_export":1,"settings":{"alerts":"7"},"digests":[{"channel":"7","timetable":"07:30","role":"9"}]}`,
		"one that cannot be seen":            `{"lede_export":1,"settings":{"alerts":"403"},"digests":[{"channel":"403","timetable":"07:30","role":"9"}]}`,
		"a file of another server":           `{"lede_export":1,"server":"12","settings":{"alerts":"7"},"digests":[{"channel":"7","timetable":"07:30","role":"9"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t)
			contains(t, a.data(t, "import", file, map[string]string{"confirm": "import"}), "Imported", "paused and moved to this channel", "The channel for alerts")
			list, err := a.Digests(t.Context(), here)
			if err != nil || len(list) != 1 || list[0].Channel != office || list[0].Paused == nil {
				t.Fatalf("%+v, %v", list, err)
			}
			if foreign := strings.Contains(file, `"12"`); foreign != (list[0].Role == "") || foreign != (len(a.asked) == 0) {
				t.Errorf("mentions %q; Discord was asked for %v", list[0].Role, a.asked)
			}
			if s, err := a.Settings(t.Context(), here); err != nil || s.Alerts != "" {
				t.Errorf("alerts go to %q, %v", s.Alerts, err)
			}
			if _, ok, err := a.kv.NextDue(t.Context()); err != nil || ok {
				t.Errorf("something is due: %v, %v", ok, err)
			}
		})
	}
}

func TestDiscordIsAskedOnceForEachChannel(t *testing.T) {
	a := newArchive(t)
	one := `{"channel":"` + hall + `","timetable":"07:30 UTC"}`
	a.data(t, "import", `{"lede_export":1,"digests":[`+one+`,`+one+`,{"channel":"`+office+`","timetable":"08:30"}]}`, nil)
	if !slices.Equal(a.asked, []string{hall}) {
		t.Errorf("asked for %v, want once for the hall and never for the channel of the command", a.asked)
	}
}

// TestAnImportedSourceIsNamedLikeATypedOne: a name of any length would have no room on a card.
func TestAnImportedSourceIsNamedLikeATypedOne(t *testing.T) {
	a := newArchive(t)
	var tags []string
	for i := range 12 {
		tags = append(tags, fmt.Sprintf(`"tag %d %s"`, i, strings.Repeat("x", 40)))
	}
	file := `{"lede_export":1,"sources":[{"address":"https://post.example/","name":"` + strings.Repeat("The Post ", 1000) + `","tags":[` + strings.Join(tags, ",") + `]},` +
		`{"address":"https://harbour.example/","name":"Harbour\nnews","tags":["north","north",""]}]}`
	a.data(t, "import", file, map[string]string{"confirm": "import"})
	list, err := a.Sources(t.Context(), here)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d, %v", len(list), err)
	}
	if one := list[0]; one.Name != "Harbour news" || !slices.Equal(one.Tags, []string{"north"}) {
		t.Errorf("%q, %q", one.Name, one.Tags)
	}
	if one := list[1]; len(one.Name) > 110 || !strings.HasPrefix(one.Name, "The Post The Post") || len(one.Tags) != 10 || len(one.Tags[0]) > 40 {
		t.Errorf("%q, %q", one.Name, one.Tags)
	}
}

// TestAnImportedChoiceIsNoLongerThanATypedOne: it is read with each answer and each digest.
func TestAnImportedChoiceIsNoLongerThanATypedOne(t *testing.T) {
	a := newArchive(t)
	for given, want := range map[string]string{"": "", "de": "de", "pt-BR": "pt-BR", strings.Repeat("x", 100_000): "en", "de-AT": "de", "@everyone": "en"} {
		source := `"https://post.example/feed",`
		file := `{"lede_export":1,"settings":{"language":"` + given + `"},"digests":[{"channel":"` + hall + `","as_it_comes":true,"per_hour":10,"sources":[` + strings.Repeat(source, 900) + `"https://harbour.example/feed"]}]}`
		a.data(t, "import", file, map[string]string{"confirm": "import"})
		s, err := a.Settings(t.Context(), here)
		if err != nil || s.Language != want {
			t.Errorf("the language %.20q becomes %.20q, %v", given, s.Language, err)
		}
		if list, err := a.Digests(t.Context(), here); err != nil || len(list) != 1 || len(list[0].Sources) != 2 || list[0].PerHour != 10 {
			t.Errorf("the digest is %.200v, %v", list, err)
		}
	}
}

func TestWhatAnImportRefuses(t *testing.T) {
	digest := func(fields string) string {
		return `{"lede_export":1,"digests":[{"channel":"` + hall + `","timetable":"07:30"},{"channel":"` + office + `",` + fields + `}]}`
	}
	for name, c := range map[string]struct{ file, want string }{
		"a bad timetable":    {digest(`"timetable":"half past"`), "digests[1].timetable cannot be used"},
		"no timetable":       {digest(`"timetable":""`), "digests[1].timetable cannot be used"},
		"a bad zone":         {`{"lede_export":1,"settings":{"zone":"Europe/Lowbridge"}}`, "settings.zone cannot be used"},
		"posts by the score": {digest(`"as_it_comes":true,"per_hour":11`), "digests[1].per_hour cannot be used (“11” is no number of posts an hour)"},
		"fewer than none":    {digest(`"as_it_comes":true,"per_hour":-1`), "digests[1].per_hour cannot be used"},
		"everybody":          {digest(`"timetable":"07:30","role":"` + here + `"`), "digests[1].role is everybody"},
		"Discord is silent":  {`{"lede_export":1,"digests":[{"channel":"500","timetable":"07:30"}]}`, "Discord did not tell me"},
		"a category":         {`{"lede_export":1,"digests":[{"channel":"` + shelf + `","timetable":"07:30"}]}`, "digests[0].channel cannot be used (<#" + shelf + "> is not a kind of channel"},
		"alerts to one":      {`{"lede_export":1,"settings":{"alerts":"` + shelf + `"}}`, "settings.alerts cannot be used (<#" + shelf + ">"},
		"alerts to a forum":  {`{"lede_export":1,"settings":{"alerts":"` + hall + `"}}`, "settings.alerts cannot be used (<#" + hall + ">"},
		"no colour":          {`{"lede_export":1,"settings":{"colour":16777216}}`, "settings.colour is not a colour"},
		"a source's colour":  {`{"lede_export":1,"sources":[{"address":"https://post.example/feed","colour":-1}]}`, "sources[0].colour is not a colour"},
		"no JSON":            {"Hello", "The file is not JSON: line 1"},
		"newer":              {`{"lede_export":9}`, "lede_export is 9, and this Lede reads up to 1"},
		"an unknown field":   {digest(`"timetable":"07:30","*colour*":"red"`), "digests[1].*colour* is not a field of an export"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t)
			a.furnish(t)
			before := a.export(t)
			contains(t, a.data(t, "import", c.file, map[string]string{"confirm": "import"}), c.want)
			if after := a.export(t); string(after.Data) != string(before.Data) {
				t.Error("something was changed")
			}
		})
	}
	a := newArchive(t)
	contains(t, a.data(t, "import", `{"lede_export":1}`, map[string]string{"confirm": "yes"}), "Nothing was imported.")
	contains(t, a.data(t, "import", "", nil), "There is no file.")
	in := a.input("import", "x", nil)
	clear(a.files)
	contains(t, run(t, a.Desk, in), "could not be fetched")
}

// TestAnExportSaysThatItHoldsTheKeysOfItsSources, as the list for other readers does.
func TestAnExportSaysThatItHoldsTheKeysOfItsSources(t *testing.T) {
	a := newArchive(t)
	if _, _, err := a.AddSource(t.Context(), a.input("export", "", nil).Guild, desk.Source{Address: "https://post.example/feed?token=s3cret"}); err != nil {
		t.Fatal(err)
	}
	if file := a.export(t); !strings.Contains(string(file.Data), "s3cret") {
		t.Fatalf("without its key no source can be read again:\n%s", file.Data)
	}
	contains(t, run(t, a.Desk, a.input("export", "", nil)), "settings, sources, digests and articles", "a password or a key", "the file has it too")
}

func TestOnlyAdminsExportAndImportAServer(t *testing.T) {
	a := newArchive(t)
	for _, sub := range []string{"export", "import", "erase"} {
		in := a.input(sub, `{"lede_export":1}`, map[string]string{"confirm": "import"})
		in.Permissions = 0
		contains(t, run(t, a.Desk, in), "Only those who may manage this server")
		in.Guild = ""
		contains(t, run(t, a.Desk, in), "on a server only")
	}
	for _, name := range []string{"data", "server-data"} {
		if mode := commandNamed(t, a.Desk, name).Mode(t.Context(), a.input("export", "", nil)); mode != command.Private {
			t.Errorf("/%s is answered in mode %v", name, mode)
		}
	}
}

// TestTheServersDataHasACommandOfItsOwn, which Discord shows to those alone who may use it. Who still uses the old one is told so, and nothing is done.
func TestTheServersDataHasACommandOfItsOwn(t *testing.T) {
	a := newArchive(t)
	a.furnish(t)
	for name, hidden := range map[string]bool{"data": false, "server-data": true} {
		if got := commandNamed(t, a.Desk, name).Definition.DefaultMemberPermissions != nil; got != hidden {
			t.Errorf("whether /%s is hidden from members is %v", name, got)
		}
	}
	for _, sub := range []string{"export", "import", "erase-server"} {
		in := admin("data", sub, map[string]string{"confirm": "erase"})
		in.Guild = here
		contains(t, run(t, a.Desk, in), "`/server-data`")
	}
	contains(t, run(t, a.Desk, a.input("export", "", nil)), "settings, sources, digests and articles")
	if !strings.Contains(string(a.export(t).Data), "Old bridge") {
		t.Error("something was erased")
	}
}

func TestAPersonsDataIsExportedAndErasedByThatPerson(t *testing.T) {
	a := newArchive(t)
	a.furnish(t)
	in := a.input("export-me", "", nil)
	in.Command, in.Permissions = "data", 0
	file := func() string {
		reply, err := commandNamed(t, a.Desk, "data").Handle(t.Context(), in)
		if err != nil || len(reply.Files) != 1 || reply.Files[0].Name != "lede-you-2026-03-02.json" {
			t.Fatalf("%+v, %v", reply.Files, err)
		}
		return string(reply.Files[0].Data)
	}
	before := file()
	open := in
	open.Command, open.Sub = "summary", ""
	contains(t, run(t, a.Desk, open), "Old bridge to close")
	if opened := file(); opened == before || !strings.Contains(opened, here) {
		t.Errorf("after opening an article it has %s", opened)
	}
	forget := in
	forget.Sub = "forget-me"
	contains(t, run(t, a.Desk, forget), "forgotten")
	if after := file(); after != before {
		t.Errorf("after forgetting it has %s", after)
	}
}

func TestAPersonIsForgotten(t *testing.T) {
	d, _ := newDesk(t)
	if _, _, err := d.Add(t.Context(), "g", "p", bridge(t)); err != nil {
		t.Fatal(err)
	}
	contains(t, run(t, d, admin("summary", "", nil)), "Old bridge")
	contains(t, run(t, d, admin("data", "forget-me", nil)), "forgotten")
	if _, err := d.Find(t.Context(), desk.Reader{Person: "p"}, ""); err == nil {
		t.Error("the article last opened is still known")
	}
}
