package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/bot"
	"lede/commands/command"
	"lede/delivery"
	"lede/desk"

	"github.com/bwmarrin/discordgo"
)

func said(id int, rest string) string {
	return fmt.Sprintf(`{"id":"%d","channel_id":"70","type":0,"content":"who said it?","author":{"id":"20","username":"robin"}%s}`, id, rest)
}

func TestDirectMessages(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	f, timing := newFake(t), patient()
	timing.Typing = time.Hour
	f.start(bot.Options{Timing: timing, DM: func(_ context.Context, m command.Message) (command.Reply, error) {
		asked.Add(1)
		switch m.Text {
		case "":
			return text("Write me a question."), nil
		case "fail":
			return command.Reply{}, desk.ErrNothingToRead
		case "panic":
			panic("no")
		}
		if m.Person != (command.Person{ID: "20", Name: "robin"}) || m.Channel != "70" {
			t.Errorf("message %+v", m)
		}
		return text("You wrote: " + m.Text), nil
	}})
	for _, ignored := range []string{
		said(1, `,"guild_id":"10"`),
		said(2, `,"webhook_id":"3"`),
		strings.Replace(said(3, ""), `"username"`, `"bot":true,"username"`, 1),
		strings.Replace(said(4, ""), `"type":0`, `"type":6`, 1),
	} {
		f.Dispatch("MESSAGE_CREATE", ignored)
	}
	for i, c := range []struct{ content, want string }{
		{"who said it?", "You wrote: who said it?"}, {"", "Write me a question."}, {"fail", "There is no article to read here yet."}, {"panic", "reference"},
	} {
		event := strings.Replace(said(100+i, ""), "who said it?", c.content, 1)
		f.Dispatch("MESSAGE_CREATE", event)
		f.Dispatch("MESSAGE_CREATE", event)
		r := f.Wait(i+1, "POST", "/channels/70/messages")[i]
		m := r.JSON(t)
		ref, _ := m["message_reference"].(map[string]any)
		id := fmt.Sprint(100 + i)
		if !strings.Contains(string(r.Body), c.want) || m["nonce"] != "dm"+id || m["enforce_nonce"] != true || ref["message_id"] != id || ref["fail_if_not_exists"] != false {
			t.Errorf("%q was answered with %s", c.content, r.Body)
		}
	}
	if n := asked.Load(); n != 4 {
		t.Errorf("asked %d times, want 4", n)
	}
	if n := len(f.Find("POST", "/channels/70/typing")); n != 0 {
		t.Errorf("typing was shown %d times, and nobody had waited", n)
	}
}

// TestTypingIsShownWhileAnAnswerIsWritten: the typing sign is sent once for as long as Discord shows it.
func TestTypingIsShownWhileAnAnswerIsWritten(t *testing.T) {
	t.Parallel()
	f, timing := newFake(t), patient()
	timing.Typing, timing.Retype = 10*time.Millisecond, time.Hour
	shown := make(chan struct{}, 9)
	f.Answering(func(r request) (int, string, bool) {
		if strings.HasSuffix(r.Path, "/channels/70/typing") {
			shown <- struct{}{}
		}
		return 0, "", false
	})
	f.start(bot.Options{Timing: timing, DM: func(ctx context.Context, _ command.Message) (command.Reply, error) {
		select {
		case <-shown:
		case <-ctx.Done():
		}
		return text("Hello"), nil
	}})
	f.Dispatch("MESSAGE_CREATE", said(100, ""))
	f.Wait(1, "POST", "/channels/70/messages")
	if n := len(f.Find("POST", "/channels/70/typing")); n != 1 {
		t.Errorf("typing was shown %d times", n)
	}
}

func TestGuildsComeAndGo(t *testing.T) {
	t.Parallel()
	events := make(chan string, 10)
	f := newFake(t)
	f.start(bot.Options{
		Joined: func(_ context.Context, g bot.Guild) { events <- "joined " + g.ID },
		Left:   func(_ context.Context, g string) { events <- "left " + g },
	})
	f.Dispatch("GUILD_CREATE", `{"id":"10","name":"known from the start"}`)
	f.Dispatch("GUILD_DELETE", `{"id":"10","unavailable":true}`)
	f.Dispatch("GUILD_CREATE", `{"id":"10"}`)
	f.Dispatch("GUILD_CREATE", `{"id":"11"}`)
	if got := received(t, "an event", events); got != "joined 11" {
		t.Errorf("got %q", got)
	}
	f.Dispatch("GUILD_DELETE", `{"id":"10"}`)
	if got := received(t, "an event", events); got != "left 10" {
		t.Errorf("got %q", got)
	}
	select {
	case got := <-events:
		t.Errorf("too much: %q", got)
	case <-time.After(50 * time.Millisecond):
	}
	for _, line := range []string{`msg="joined a server" guild=11`, `msg="left a server" guild=10`} {
		if n := strings.Count(f.log.String(), line); n != 1 {
			t.Errorf("the log says %d times %s", n, line)
		}
	}
}

// TestAGuildSaysWhenTheBotWasAdded: this tells an invitation from a server that was only unavailable. What Discord leaves out
// or garbles is left out.
func TestAGuildSaysWhenTheBotWasAdded(t *testing.T) {
	t.Parallel()
	events := make(chan bot.Guild, 10)
	f := newFake(t)
	f.start(bot.Options{Joined: func(_ context.Context, g bot.Guild) { events <- g }})
	at := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	for n, c := range []struct {
		rest string
		want bot.Guild
	}{
		{`,"system_channel_id":"30","joined_at":"2026-03-02T06:00:00+00:00","preferred_locale":"de"`, bot.Guild{Channel: "30", Since: at, Locale: "de"}},
		{`,"system_channel_id":null,"joined_at":"2026-03-02T06:00:00.000000+00:00"`, bot.Guild{Since: at}},
		{`,"system_channel_id":"30"`, bot.Guild{Channel: "30"}},
		{`,"system_channel_id":"../users/@me","joined_at":"2026-03-02T06:00:00Z"`, bot.Guild{}},
		{`,"system_channel_id":["30"],"joined_at":"yesterday","preferred_locale":7`, bot.Guild{}},
	} {
		c.want.ID = fmt.Sprint(1000 + n)
		f.Dispatch("GUILD_CREATE", `{"id":"`+c.want.ID+`"`+c.rest+`}`)
		if got := received(t, "an event", events); got.ID != c.want.ID || got.Channel != c.want.Channel || !got.Since.Equal(c.want.Since) || got.Locale != c.want.Locale {
			t.Errorf("%s: %+v", c.rest, got)
		}
	}
}

// TestAGuildThatTheBotJoinedWhileNothingRanIsToldOfOnce: one that has long been there is not, nor is an end of an outage.
func TestAGuildThatTheBotJoinedWhileNothingRanIsToldOfOnce(t *testing.T) {
	t.Parallel()
	for ago, want := range map[time.Duration]string{time.Hour: "10", 60 * 24 * time.Hour: "11"} {
		events := make(chan string, 10)
		f := newFake(t)
		f.start(bot.Options{Joined: func(_ context.Context, g bot.Guild) { events <- g.ID }})
		at := time.Now().Add(-ago).UTC().Format(time.RFC3339)
		for range 2 {
			f.Dispatch("GUILD_CREATE", `{"id":"10","joined_at":"`+at+`"}`)
		}
		f.Dispatch("GUILD_CREATE", `{"id":"11"}`)
		if got := received(t, "an event", events); got != want {
			t.Errorf("joined %v ago: the first told of is %s, want %s", ago, got, want)
		}
		if want == "10" {
			if got := received(t, "an event", events); got != "11" {
				t.Errorf("then %s is told of", got)
			}
		}
	}
}

// TestANoToMembershipIsDoubted: it is believed when it comes twice, and not while the gateway lists the guild.
func TestANoToMembershipIsDoubted(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	var asked atomic.Int32
	f.Answering(func(r request) (int, string, bool) {
		switch {
		case !strings.Contains(r.Path, "/guilds/"):
			return 0, "", false
		case strings.HasSuffix(r.Path, "/guilds/30") && asked.Add(1) > 1:
			return 200, `{"id":"30"}`, true
		}
		return 404, `{"message":"Unknown Guild","code":10004}`, true
	})
	b := f.start(bot.Options{})
	for guild, want := range map[string]struct{ in, doubted bool }{"10": {false, true}, "20": {false, false}, "30": {true, false}} {
		if in, err := b.Member(t.Context(), guild); in != want.in || (err != nil) != want.doubted {
			t.Errorf("guild %s: %v, %v", guild, in, err)
		}
	}
	f.Dispatch("GUILD_DELETE", `{"id":"10"}`)
	eventually(t, "its end", func() bool {
		in, err := b.Member(t.Context(), "10")
		return !in && err == nil
	})
}

// TestARefusalOfAnUnreachableServerIsNotBelieved: its digests are tried again, seldom, and are not paused for an outage.
func TestARefusalOfAnUnreachableServerIsNotBelieved(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.Answering(func(r request) (int, string, bool) {
		return 403, `{"message":"Missing Access","code":50001}`, strings.HasSuffix(r.Path, "/messages")
	})
	b := f.start(bot.Options{})
	post := func() delivery.Result {
		return b.Post(t.Context(), delivery.Post{Guild: "10", Channel: "30", Nonce: "n", Components: json.RawMessage(`[{"type":10,"content":"x"}]`)})
	}
	f.Dispatch("GUILD_CREATE", `{"id":"10"}`)
	eventually(t, "a refusal that is believed", func() bool { return post().Outcome == delivery.Refused })
	f.Dispatch("GUILD_DELETE", `{"id":"10","unavailable":true}`)
	eventually(t, "a refusal that is not", func() bool { return post().Outcome == delivery.Retry })
	if d := post(); d.After < 5*time.Minute || d.Reason.Code != "bot.discord-faulty" {
		t.Errorf("%+v", d)
	}
	f.Dispatch("GUILD_CREATE", `{"id":"10"}`)
	eventually(t, "a refusal that is believed again", func() bool { return post().Outcome == delivery.Refused })
}

// TestAFloodOfGuildsCostsOneGoroutine: each guild is reported once, with its latest event.
func TestAFloodOfGuildsCostsOneGoroutine(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	told := map[string][]string{}
	held := make(chan struct{})
	note := func(what string) func(context.Context, string) {
		return func(_ context.Context, g string) {
			received(t, "its end", held)
			mu.Lock()
			defer mu.Unlock()
			told[g] = append(told[g], what)
		}
	}
	f := newFake(t)
	joined := note("joined")
	b := f.start(bot.Options{Joined: func(ctx context.Context, g bot.Guild) { joined(ctx, g.ID) }, Left: note("left")})
	before := f.settled()
	const guilds, times = 200, 10
	for n := range guilds * times {
		id := fmt.Sprintf(`{"id":"%d"}`, 1000+n%guilds)
		f.Dispatch("GUILD_CREATE", id)
		if n%2 == 0 || n < guilds*(times-1) {
			f.Dispatch("GUILD_DELETE", id)
		}
	}
	eventually(t, "all events", func() bool { return b.Stats().Events["other"] >= guilds*(2*times-1)+guilds/2 })
	if n := f.ours(); n > before+2 {
		t.Errorf("%d goroutines, %d before", n, before)
	}
	close(held)
	eventually(t, "all guilds to be told of", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(told) == guilds
	})
	eventually(t, "the last goroutine to end", func() bool { return f.ours() <= before })
	mu.Lock()
	defer mu.Unlock()
	for n := range guilds {
		id, want := fmt.Sprint(1000+n), "joined"
		if n%2 == 0 {
			want = "left"
		}
		// the first may already be in progress when the next event comes
		if got := told[id]; len(got) > 2 || got[len(got)-1] != want {
			t.Errorf("of guild %s is told %q, want %s last", id, got, want)
		}
	}
}

func TestGuildThatWentWhileAway(t *testing.T) {
	t.Parallel()
	left := make(chan string, 1)
	f := newFake(t)
	f.start(bot.Options{Left: func(_ context.Context, g string) { left <- g }})
	f.Dispatch("GUILD_CREATE", `{"id":"11"}`)
	f.Dispatch("READY", `{"application":{"id":"600"},"guilds":[{"id":"10"}]}`)
	select {
	case g := <-left:
		if g != "11" {
			t.Errorf("left %s", g)
		}
	case <-time.After(patience):
		t.Error("nobody was told")
	}
	if line := `msg="left a server" guild=11`; !strings.Contains(f.log.String(), line) {
		t.Errorf("the log does not say %s", line)
	}
}

func TestCommandsAreWrittenOnlyWhenTheyDiffer(t *testing.T) {
	t.Parallel()
	admin := int64(discordgo.PermissionManageGuild)
	zero := 0.0
	cmd := saying("open", command.Public, "Hello")
	cmd.Definition.DefaultMemberPermissions = &admin
	cmd.Definition.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextBotDM, discordgo.InteractionContextGuild}
	cmd.Definition.Options = append(cmd.Definition.Options, &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionInteger, Name: "n", Description: "How many", MinValue: &zero,
		NameLocalizations: map[discordgo.Locale]string{discordgo.German: "anzahl", discordgo.Ukrainian: "кількість"}})
	cmd.Definition.NameLocalizations = &map[discordgo.Locale]string{discordgo.German: "öffnen"}
	// fields that Discord adds, and the order of its lists, are no difference
	const equal = `[{"id":"1","application_id":"600","version":"3","default_member_permissions":"32","type":1,"name":"open","name_localizations":{"de":"öffnen"},
		"description":"For the test","description_localizations":null,"dm_permission":true,"contexts":[0,1],"integration_types":[0],"nsfw":false,
		"options":[{"type":3,"name":"about","name_localizations":null,"description":"What about","description_localizations":null,"autocomplete":true},
		{"type":4,"name":"n","name_localizations":{"uk":"кількість","de":"anzahl"},"description":"How many","min_value":0,"required":false}]}]`
	for _, c := range []struct {
		name, listed string
		written      int
	}{
		{"equal", equal, 0},
		{"none", `[]`, 1},
		{"another", `[{"name":"closed","description":"For the test"}]`, 1},
		{"one more", strings.TrimSuffix(equal, "]") + `,{"name":"more","description":"x"}]`, 1},
		{"another name in German", strings.Replace(equal, `"öffnen"`, `"aufmachen"`, 1), 1},
		{"no Ukrainian", strings.Replace(equal, `"uk":"кількість",`, ``, 1), 1},
		{"another limit", strings.Replace(equal, `"min_value":0`, `"min_value":1`, 1), 1},
		{"not for admins alone", strings.Replace(equal, `"default_member_permissions":"32"`, `"default_member_permissions":null`, 1), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.SetCommands(c.listed)
			f.start(bot.Options{Commands: []command.Command{cmd}})
			puts := f.Find("PUT", "/applications/600/commands")
			if len(puts) != c.written {
				t.Fatalf("written %d times, want %d", len(puts), c.written)
			}
			if c.written == 0 {
				return
			}
			if s := string(puts[0].Body); strings.Contains(s, "null") || !strings.Contains(s, `"default_member_permissions":"32"`) || !strings.Contains(s, `"min_value":0`) {
				t.Errorf("wrote %s", s)
			}
		})
	}
}

func TestServesWhileTheCommandsCannotBeRead(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.Answering(func(r request) (int, string, bool) { return 503, "", strings.HasSuffix(r.Path, "/commands") })
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	f.Dispatch("INTERACTION_CREATE", typed("open", ""))
	f.Wait(1, "POST", "/callback")
	f.Answering(nil)
	f.Wait(1, "PUT", "/commands")
}

func TestPromiseLeastPrivilegeOnlyGuildsAndDirectMessages(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.start(bot.Options{})
	if s := string(f.Identified()[0].Body); !strings.Contains(s, `"intents":4097,`) && !strings.Contains(s, `"intents":4097}`) {
		t.Errorf("identified with %s", strings.ReplaceAll(s, canary, "…"))
	}
}

// running runs a bot until the test ends.
func running(t testing.TB, b *bot.Bot) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := received(t, "its end", ended); err != nil {
			t.Errorf("Run = %v", err)
		}
	})
}
