package commands_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
	"lede/desk"

	"github.com/bwmarrin/discordgo"
)

// TestLongListsArePaged: pressing More until there is none shows every item once, in order.
func TestLongListsArePaged(t *testing.T) {
	var text strings.Builder
	var want []string
	for i := range 60 {
		want = append(want, fmt.Sprintf("“Line number %d of the long debate about the bridge over the river went on for a good while,”", i))
		fmt.Fprintf(&text, "%s Ada Quill said.\n", want[i])
	}
	a, err := briefing.Parse(text.String(), briefing.Options{Title: "Debate"})
	if err != nil || len(a.Quotes) != len(want) {
		t.Fatalf("%d quotes, %v", len(a.Quotes), err)
	}
	d, _ := newDesk(t, a)
	for _, options := range []map[string]string{nil, {"person": "Ada Quill"}} {
		in := admin("quotes", "", options)
		var got []string
		for pages := 0; ; pages++ {
			reply, err := commandNamed(t, d, "quotes").Handle(t.Context(), in)
			if err != nil || pages > 30 {
				t.Fatalf("page %d: %v", pages, err)
			}
			for line := range strings.SplitSeq(said(t, reply), "\n") {
				if _, quote, ok := strings.Cut(line, "> "); ok { // in its sentence, since it ends with a comma
					quote, _, _ = strings.Cut(quote, " Ada Quill said.")
					got = append(got, quote)
				}
			}
			id := buttonID(t, reply, "More")
			if id == "" {
				break
			}
			next, ok := command.FromCustomID(id)
			if !ok || next.Command != "quotes" {
				t.Fatalf("More leads to %q", id)
			}
			in.Options = next.Options
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d quotes were shown, want each of %d once; the last is %q", len(got), len(want), got[len(got)-1])
		}
	}
	contains(t, run(t, d, admin("quotes", "", map[string]string{"from": "1000"})), "Quotes", "From the start")
	contains(t, run(t, d, admin("quotes", "", map[string]string{"from": "-9"})), want[0])
}

// buttonID is the custom id of the button with a label, "" when there is none.
func buttonID(t *testing.T, r command.Reply, label string) string {
	t.Helper()
	b, err := json.Marshal(r.Card.Components)
	if err != nil {
		t.Fatal(err)
	}
	var find func(v any) string
	find = func(v any) (id string) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				id += find(x)
			}
		case map[string]any:
			if v["label"] == label {
				id, _ = v["custom_id"].(string)
				return id
			}
			return find(v["components"])
		}
		return id
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return find(v)
}

// TestBriefThis: a message's link, file or words are briefed for one person, and the buttons go on working.
func TestBriefThis(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	in := admin("Brief this", "", nil)
	if mode := commandNamed(t, d, "Brief this").Mode(t.Context(), in); mode != command.Private {
		t.Errorf("answered in mode %v", mode)
	}
	use := func(text string) string {
		in.Target = &command.Message{ID: "1", Text: text}
		return run(t, d, in)
	}
	contains(t, use("look at (https://coast.example/light)."), "The light is back", "Gull Rock", "https://coast.example/light")
	contains(t, use(news), "closed for three weeks")
	contains(t, use(news+"\nhttps://coast.example/light"+strings.Repeat(" and more", 90)), "closed for three weeks")
	contains(t, use(" "), "nothing in this message")

	ref := desk.Ref("x")
	pressed := admin("who", "", map[string]string{"article": ref})
	contains(t, run(t, d, pressed), "no such article here")
	in.Target.Text = "https://coast.example/light"
	reply, err := commandNamed(t, d, "Brief this").Handle(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	link, _ := command.FromCustomID(buttonID(t, reply, "Ask a question"))
	ask := admin("ask", "", map[string]string{"article": link.Text("article"), "question": "What shone again?"})
	contains(t, run(t, d, ask), "The light is back", "Gull Rock")
	ask.Person.ID = "somebody else"
	contains(t, run(t, d, ask), "no such article here")
	if strings.Contains(run(t, d, admin("headlines", "", nil)), "light") {
		t.Error("what one person had briefed is on the server's list")
	}

	direct := commands.Direct(d)
	answer, err := direct(t.Context(), command.Message{Person: command.Person{ID: "p"}, Text: "who said it?"})
	if err != nil {
		t.Fatal(err)
	}
	contains(t, said(t, answer), "The light is back")
	contains(t, run(t, d, admin("data", "forget-me", nil)), "forgotten")
	ask.Person.ID = "p"
	contains(t, run(t, d, ask), "no such article here")
}

// TestAReplyGoesOnAboutItsArticle: in a direct message, whatever was opened meanwhile.
func TestAReplyGoesOnAboutItsArticle(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	light, err := web{}.Article(t.Context(), "https://coast.example/light", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Add(t.Context(), "g", "p", light); err != nil {
		t.Fatal(err)
	}
	first := admin("summary", "", nil) // the light, in the guild
	reply, err := commandNamed(t, d, "summary").Handle(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	about := buttonID(t, reply, "In context")
	contains(t, run(t, d, admin("summary", "", map[string]string{"article": "Old bridge"})), "Old bridge")
	direct := commands.Direct(d)
	for about, want := range map[string]string{about: "The light is back", "": "Old bridge", "headlines": "Old bridge", "x": "Old bridge"} {
		for _, text := range []string{"summary", "what happened?", "where was it?"} {
			reply, err := direct(t.Context(), command.Message{Person: command.Person{ID: "p"}, Text: text, About: about})
			if err != nil {
				t.Fatal(err)
			}
			contains(t, said(t, reply), want)
			run(t, d, admin("summary", "", map[string]string{"article": "Old bridge"}))
		}
	}
	_, err = direct(t.Context(), command.Message{Person: command.Person{ID: "stranger"}, Text: "what happened?", About: about})
	if !errors.Is(err, desk.ErrNoSuchArticle) {
		t.Errorf("a stranger who replies gets %v", err)
	}
}

func TestAskingWithoutAQuestionOpensAForm(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	c := commandNamed(t, d, "ask")
	in := admin("ask", "", map[string]string{"article": "old BRIDGE"})
	reply, err := c.Handle(t.Context(), in)
	if err != nil || reply.Modal == nil || c.Mode(t.Context(), in) != command.Form {
		t.Fatalf("got %+v, %v", reply, err)
	}
	form, ok := command.FromCustomID(reply.Modal.ID)
	if !ok || form.Command != "ask" || form.Text("article") != desk.Ref(bridge(t).ID) || reply.Modal.Fields[0].Name != "question" {
		t.Errorf("the form leads to %+v", form)
	}
	if len(reply.Modal.Fields) != 1 {
		t.Error("there is one article, and yet a menu")
	}
	for n := range 40 {
		a, err := briefing.Parse(fmt.Sprintf("Ship number %d sailed on Monday.", n), briefing.Options{Title: fmt.Sprintf("Number %d", n)})
		if err == nil {
			_, _, err = d.Add(t.Context(), "g", "p", a)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	alone, err := briefing.Parse(news+"\nMore.", briefing.Options{Title: "For me alone"})
	if err == nil {
		_, err = d.Brief(t.Context(), "p", alone)
	}
	if err != nil {
		t.Fatal(err)
	}
	newest, err := d.Open(t.Context(), desk.Reader{Guild: "g", Person: "q"}, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, first := range map[string]string{"": newest.Title, "old BRIDGE": "Old bridge to close", desk.Ref(alone.ID): "For me alone"} {
		in.Options["article"] = name
		reply, err := c.Handle(t.Context(), in)
		if err != nil || len(reply.Modal.Fields) != 2 {
			t.Fatalf("%q: %+v, %v", name, reply.Modal, err)
		}
		menu, chosen := reply.Modal.Fields[1], ""
		for _, o := range menu.Options {
			if o.Value == menu.Value {
				chosen = o.Label
			}
		}
		if menu.Name != "article" || len(menu.Options) != 25 || chosen != first {
			t.Errorf("%q: %q is chosen of %d", name, chosen, len(menu.Options))
		}
	}
	in.Options["article"] = strings.Repeat("long ", 100)
	if _, err := c.Handle(t.Context(), in); !errors.Is(err, desk.ErrNoSuchArticle) {
		t.Errorf("an article that is not there gives %v", err)
	}
	in.Options["question"] = "Who is Ada Quill?"
	if c.Mode(t.Context(), in) != command.Public {
		t.Error("the form that comes back opens another")
	}
}

// TestReadersAskEverywhere: also with the app installed for themselves; only servers have admins.
func TestReadersAskEverywhere(t *testing.T) {
	d, _ := newDesk(t)
	for _, c := range commands.All(d) {
		admins := c.Definition.DefaultMemberPermissions != nil
		if personal := slices.Contains(*c.Definition.IntegrationTypes, discordgo.ApplicationIntegrationUserInstall); personal == admins {
			t.Errorf("/%s: installed by a person is %v", c.Definition.Name, personal)
		}
		if private := slices.Contains(*c.Definition.Contexts, discordgo.InteractionContextPrivateChannel); private == admins {
			t.Errorf("/%s: between people is %v", c.Definition.Name, private)
		}
	}
}

// TestAnswersArePrivateWhereTheServerWantsIt: the admins choose, and only they.
func TestAnswersArePrivateWhereTheServerWantsIt(t *testing.T) {
	d, kv := newDesk(t, bridge(t))
	mode := func(guild string) command.Mode {
		in := admin("summary", "", nil)
		in.Guild = guild
		return commandNamed(t, d, "summary").Mode(t.Context(), in)
	}
	if mode("g") != command.Public {
		t.Error("private before anybody said so")
	}
	in := admin("settings", "", map[string]string{"answers": "private"})
	in.Permissions = 0
	contains(t, run(t, d, in), "Only those who may manage")
	in.Permissions = discordgo.PermissionManageGuild
	contains(t, run(t, d, in), "only the person who asked")
	if mode("g") != command.Private || mode("other") != command.Public || mode("") != command.Public {
		t.Errorf("here %v, elsewhere %v, in a direct message %v", mode("g"), mode("other"), mode(""))
	}
	contains(t, run(t, d, admin("settings", "", nil)), "only the person who asked")
	contains(t, run(t, d, admin("settings", "", map[string]string{"answers": "public"})), "everybody in the channel")
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	if mode("g") != command.Private {
		t.Error("public without knowing")
	}
}

// TestAGroupIsNotShownWhatSomebodyReadsForThemselves: without an article named, that is what is meant. Naming one is a choice.
func TestAGroupIsNotShownWhatSomebodyReadsForThemselves(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	for _, c := range commands.All(d) {
		name := c.Definition.Name
		if !slices.Contains(*c.Definition.Contexts, discordgo.InteractionContextPrivateChannel) {
			continue
		}
		in := command.Input{Command: name, Group: true, Options: map[string]string{"question": "who?"}, Person: command.Person{ID: "p"}}
		if c.Mode == nil || c.Mode(t.Context(), in) == command.Public {
			t.Errorf("/%s: the group sees it", name)
		}
	}
	in := command.Input{Command: "summary", Group: true, Options: map[string]string{"article": "a"}}
	named := commandNamed(t, d, "summary").Mode(t.Context(), in)
	in.Group, in.Options = false, nil
	if alone := commandNamed(t, d, "summary").Mode(t.Context(), in); named != command.Public || alone != command.Public {
		t.Errorf("named %v, between the person and the bot %v", named, alone)
	}
}

// TestWhatTheBotMayNotIsNamed: only what is missing, and what a thread takes is not what a channel takes.
func TestWhatTheBotMayNotIsNamed(t *testing.T) {
	all := int64(discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads)
	for _, c := range []struct {
		lacks  int64
		kind   discordgo.ChannelType
		want   string
		refuse bool
	}{
		{0, discordgo.ChannelTypeGuildText, "Digest set", false},
		{discordgo.PermissionSendMessages, discordgo.ChannelTypeGuildText, "there I lack Send Messages.", true},
		{discordgo.PermissionSendMessages, discordgo.ChannelTypeGuildPublicThread, "Digest set", false},
		{discordgo.PermissionSendMessagesInThreads, discordgo.ChannelTypeGuildPublicThread, "there I lack Send Messages in Threads.", true},
		{discordgo.PermissionViewChannel | discordgo.PermissionSendMessages, discordgo.ChannelTypeGuildNews, "there I lack View Channel and Send Messages.", true},
	} {
		d, _ := newDesk(t, bridge(t))
		in := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})
		in.AppPermissions = all &^ c.lacks
		in.ChannelTypes = map[string]discordgo.ChannelType{"c": c.kind}
		contains(t, run(t, d, in), c.want)
		if list, err := d.Digests(t.Context(), "g"); err != nil || (len(list) == 0) != c.refuse {
			t.Errorf("%s: %+v, %v", c.want, list, err)
		}
	}
}

// TestAChannelThatTakesNoPostsIsRefused: Discord offers none, but a forged choice or a button can name one. Nothing is set, and what was
// set stays.
func TestAChannelThatTakesNoPostsIsRefused(t *testing.T) {
	const group, later = 3, 99
	for kind, fit := range map[discordgo.ChannelType][2]bool{ // for a digest, for alerts
		discordgo.ChannelTypeGuildText: {true, true}, discordgo.ChannelTypeGuildVoice: {true, true}, discordgo.ChannelTypeGuildPrivateThread: {true, true},
		discordgo.ChannelTypeGuildForum: {true, false}, discordgo.ChannelTypeGuildMedia: {true, false},
		discordgo.ChannelTypeGuildCategory: {}, discordgo.ChannelTypeDM: {}, group: {}, discordgo.ChannelTypeGuildDirectory: {}, later: {},
	} {
		d, _ := newDesk(t, bridge(t))
		with := func(sub string, options map[string]string) string {
			in := admin("digest", sub, options)
			in.ChannelTypes = map[string]discordgo.ChannelType{"7": kind}
			return run(t, d, in)
		}
		with("set", map[string]string{"time": "6:00", "zone": "UTC"})
		refused := "<#7> is not a kind of channel"
		for i, said := range []string{
			with("set", map[string]string{"time": "7:00", "zone": "UTC", "channel": "7"}), with("alerts", map[string]string{"channel": "7"}),
			with("edit", map[string]string{"digest": "6:00", "channel": "7"}),
		} {
			if strings.Contains(said, refused) == fit[i%2] {
				t.Errorf("kind %d, number %d: %s", kind, i, said)
			}
		}
		list, err := d.Digests(t.Context(), "g")
		s, err2 := d.Settings(t.Context(), "g")
		moved := slices.ContainsFunc(list, func(g desk.Digest) bool { return g.Channel == "7" })
		if err != nil || err2 != nil || moved != fit[0] || (s.Alerts != "") != fit[1] {
			t.Errorf("kind %d: %+v, %+v, %v, %v", kind, list, s, err, err2)
		}
	}
}

// TestWhatAnotherChannelTakesIsNamedAsItsSettingsNameIt: of another channel nothing is known, and each kind has words of its own.
func TestWhatAnotherChannelTakesIsNamedAsItsSettingsNameIt(t *testing.T) {
	for kind, want := range map[discordgo.ChannelType]string{
		discordgo.ChannelTypeGuildText:          "allow me View Channel and Send Messages.",
		discordgo.ChannelTypeGuildNews:          "allow me View Channel and Send Messages.",
		discordgo.ChannelTypeGuildForum:         "allow me View Channel and Create Posts.",
		discordgo.ChannelTypeGuildMedia:         "allow me View Channel and Create Posts.",
		discordgo.ChannelTypeGuildPrivateThread: "allow me View Channel and Send Messages in Threads.",
	} {
		d, _ := newDesk(t, bridge(t))
		in := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC", "channel": "7"})
		in.ChannelTypes = map[string]discordgo.ChannelType{"c": discordgo.ChannelTypeGuildText, "7": kind}
		contains(t, run(t, d, in), "Digest set", want)
		in.Sub = "edit"
		contains(t, run(t, d, in), "Digest changed", want)
	}
}

// TestADigestKnowsItsChannel: a forum takes posts, an announcement channel can publish.
func TestADigestKnowsItsChannel(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	in := admin("digest", "set", map[string]string{"time": "7:00", "channel": "7", "publish": "true"})
	in.ChannelTypes = map[string]discordgo.ChannelType{"7": discordgo.ChannelTypeGuildNews, "8": discordgo.ChannelTypeGuildForum}
	contains(t, run(t, d, in), "published to followers")
	in.Sub, in.Options = "edit", map[string]string{"channel": "8"}
	run(t, d, in)
	list, err := d.Digests(t.Context(), "g")
	if err != nil || len(list) != 1 || list[0].Kind != desk.Forum || list[0].Channel != "8" {
		t.Errorf("%+v, %v", list, err)
	}
	in.Options = map[string]string{"channel": "9", "time": "8:00"}
	run(t, d, in)
	if list, err = d.Digests(t.Context(), "g"); err != nil || list[0].Kind != desk.Text {
		t.Errorf("%+v, %v", list, err)
	}
}
