package bot_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/cards"
	"lede/commands/command"
	"lede/delivery"
	"lede/playground"
	"lede/proof/contract"

	"github.com/bwmarrin/discordgo"
)

// card is a text, two buttons and a select, like the real cards.
func card(words string) command.Reply {
	return command.Reply{Card: cards.Card{Components: []discordgo.MessageComponent{
		discordgo.Container{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: words}}},
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.Button{Label: "More", CustomID: "open?about=more", Style: discordgo.SecondaryButton},
			discordgo.Button{Label: "Ask", CustomID: "form", Style: discordgo.SecondaryButton},
		}},
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.SelectMenu{CustomID: "open", Options: []discordgo.SelectMenuOption{{Label: "One", Value: "one"}, {Label: "Two", Value: "two"}}},
		}},
	}}}
}

// begun starts a playground with a bot, waits until the bot is ready, and stops both at the end of the test.
func begun(t *testing.T, srv *playground.Server, o bot.Options) *bot.Bot {
	t.Helper()
	if err := srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	o.Token, o.Client, o.Log = srv.Token(), srv.Client(), slog.New(slog.NewTextHandler(t.Output(), nil))
	b, err := bot.New(o)
	if err != nil {
		t.Fatal(err)
	}
	running(t, b)
	received(t, "the bot to be ready", b.Ready())
	return b
}

// TestOnThePlayground does what a person does, against a Discord as strict as the real one.
func TestOnThePlayground(t *testing.T) {
	t.Parallel()
	srv := playground.New(playground.Options{Tap: contract.Watch(t), Waits: patientWaits})
	release := make(chan struct{})
	open := aCommand("open", command.Public, func(_ context.Context, in command.Input) (command.Reply, error) {
		return card(in.Person.Name + ": " + in.Options["about"] + in.Options["value"] + in.Options["question"]), nil
	})
	open.Complete = func(_ context.Context, in command.Input) ([]command.Choice, error) {
		return []command.Choice{{Name: "The " + in.Options["about"], Value: "it"}}, nil
	}
	b := begun(t, srv, bot.Options{
		Timing: deferring(),
		DM: func(_ context.Context, m command.Message) (command.Reply, error) {
			return card("You wrote " + m.Text), nil
		},
		Commands: []command.Command{open, slow("slow", command.Private, release),
			aCommand("form", command.Form, func(context.Context, command.Input) (command.Reply, error) {
				return command.Reply{Modal: &cards.Modal{ID: "open", Title: "Ask", Fields: []cards.Field{{Name: "question", Label: "Question", Description: "In your words", Required: true, MaxLength: 200, Kind: cards.Paragraph}}}}, nil
			}),
		}})
	ctx, world := t.Context(), srv.World()
	general := world.Channel("general")
	robin, sam := world.Person("Robin"), world.Person("Sam")
	expect := func(what string, i *playground.Interaction, err error, words string) *playground.Interaction {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if i, err = srv.As(robin.ID).Settle(ctx, i); err != nil || i.TimedOut || !strings.Contains(i.Text(), words) {
			t.Fatalf("%s: %v, timed out %v, %q, want %q", what, err, i.TimedOut, i.Text(), words)
		}
		return i
	}

	i, err := srv.As(robin.ID).Slash(ctx, general, "open", map[string]any{"about": "news"})
	answer := expect("a command", i, err, "Robin: news").Message
	choices, err := srv.As(robin.ID).Autocomplete(ctx, general, "open", "about", map[string]any{"about": "ne"})
	if err != nil || len(choices) != 1 || choices[0].Name != "The ne" {
		t.Errorf("completion: %v, %v", choices, err)
	}
	i, err = srv.As(robin.ID).Press(ctx, answer.ID, "open?about=more")
	if !expect("a press", i, err, "Robin: more").Updated {
		t.Error("one's own card was not updated")
	}
	i, err = srv.As(sam.ID).Press(ctx, answer.ID, "open?about=more")
	if i := expect("somebody else's press", i, err, "Sam: more"); i.Updated || !i.Ephemeral {
		t.Errorf("somebody else's press: %+v", i)
	}
	srv.SetRules(world.Guilds[0].ID, "open", playground.Rule{ID: sam.ID, Type: 2, Allowed: false})
	eventually(t, "what the server allows under Integrations", func() bool {
		i, err := srv.As(sam.ID).Press(ctx, answer.ID, "open?about=more")
		return err == nil && strings.Contains(i.Text(), "does not let you use `/open` here")
	})
	srv.SetRules(world.Guilds[0].ID, "open")
	i, err = srv.As(robin.ID).Select(ctx, answer.ID, "open", []string{"two"})
	expect("a select", i, err, "Robin: two")
	i, err = srv.As(robin.ID).Press(ctx, answer.ID, "form")
	if err != nil || len(i.Modal) == 0 {
		t.Fatalf("a form: %v, %+v", err, i)
	}
	i, err = srv.As(robin.ID).Submit(ctx, i.ID, map[string]string{"question": "why?"})
	expect("a sent form", i, err, "Robin: why?")
	i, err = srv.As(robin.ID).Slash(ctx, general, "slow", nil)
	if err != nil || !i.Deferred || !i.Ephemeral {
		t.Fatalf("a slow command: %v, %+v", err, i)
	}
	close(release)
	expect("a slow command", i, err, "at last")

	if _, err := srv.As(sam.ID).Say(ctx, sam.DM, "hello"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "an answer to a direct message", func() bool {
		list, err := srv.As(sam.ID).Messages(ctx, sam.DM)
		return err == nil && len(list) == 2 && strings.Contains(list[1].Text(), "You wrote hello")
	})
	components := []byte(`[{"type":10,"content":"A digest"}]`)
	first := b.Post(ctx, delivery.Post{Channel: general, Nonce: "slot-1", Components: components})
	again := b.Post(ctx, delivery.Post{Channel: general, Nonce: "slot-1", Components: components})
	if first.Outcome != delivery.Sent || first != again {
		t.Errorf("posted %+v, and again %+v", first, again)
	}
	if r := srv.Refusals(); len(r) > 0 {
		t.Errorf("refused: %q", r)
	}

	srv.Deny(general, playground.PermissionSend)
	if d := b.Post(ctx, delivery.Post{Channel: general, Nonce: "slot-2", Components: components}); d.Outcome != delivery.Refused || !strings.Contains(why(d), "Send Messages") {
		t.Errorf("without permission: %+v", d)
	}
	srv.Fault(func(*http.Request) (int, string, http.Header, bool) { return 0, "", nil, true })
	if d := b.Post(ctx, delivery.Post{Channel: general, Nonce: "slot-3", Components: components}); d.Outcome != delivery.Ambiguous {
		t.Errorf("cut off: %+v", d)
	}
	srv.Fault(nil)
	for name, disturb := range map[string]func(){"reconnecting": srv.Reconnect, "an invalid session": srv.Invalidate} {
		disturb()
		eventually(t, "an answer after "+name, func() bool {
			i, err := srv.As(robin.ID).Slash(ctx, general, "open", map[string]any{"about": "back"})
			return err == nil && !i.TimedOut && strings.Contains(i.Text(), "back")
		})
	}
}

// TestOddAnswers are answers that a person can provoke in the playground.
func TestOddAnswers(t *testing.T) {
	t.Parallel()
	srv := playground.New(playground.Options{Tap: contract.Watch(t)})
	if err := srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	b, err := bot.New(bot.Options{Token: srv.Token(), Client: srv.Client()})
	if err != nil {
		t.Fatal(err)
	}
	robin, channel := srv.World().Person("Robin").ID, srv.World().Channel("general")
	components := []byte(`[{"type":10,"content":"A digest"}]`)
	for _, c := range []struct {
		kind, of string
		direct   bool
		want     delivery.Outcome
	}{
		{"408", "posts", false, delivery.Ambiguous},
		{"403 bare", "posts", false, delivery.Ambiguous},
		{"403 page", "posts", false, delivery.Ambiguous},
		{"404 page", "posts", false, delivery.Ambiguous},
		{"200 page", "posts", false, delivery.Ambiguous},
		{"110001", "posts", false, delivery.Retry},
		{"160006", "posts", false, delivery.Retry},
		{"200000", "posts", false, delivery.Held},
		{"40003", "openings", true, delivery.Retry},
		{"404 page", "openings", true, delivery.Retry},
		{"50007", "posts", true, delivery.Refused},
	} {
		p := delivery.Post{Channel: channel, Nonce: c.kind + c.of, Components: components}
		if c.direct {
			p.Channel, p.Person = "", robin
		}
		if err := srv.SetWeather(playground.Weather{Kind: c.kind, Of: c.of, Requests: 1}); err != nil {
			t.Fatal(err)
		}
		if d := b.Post(t.Context(), p); d.Outcome != c.want {
			t.Errorf("%s of %s: %+v", c.kind, c.of, d)
		} else if shut := d.Reason != nil && d.Reason.Code == "bot.direct-shut"; shut != (c.kind == "50007") {
			t.Errorf("%s of %s: the reason is %v", c.kind, c.of, d.Reason)
		}
		if d := b.Post(t.Context(), p); d.Outcome != delivery.Sent {
			t.Errorf("after %s of %s: %+v", c.kind, c.of, d)
		}
	}
	forum := srv.World().Channel("briefings")
	made := b.Post(t.Context(), delivery.Post{Channel: forum, Forum: "Digest", Marker: "m", Components: components})
	if err := srv.SetWeather(playground.Weather{Kind: "50083", Of: "posts", Requests: 1}); err != nil {
		t.Fatal(err)
	}
	if d := b.Post(t.Context(), delivery.Post{Channel: made.MessageID, Nonce: "thread", Components: components}); d.Outcome != delivery.Sent {
		t.Errorf("in an archived thread: %+v", d)
	}
	if err := srv.SetWeather(playground.Weather{Kind: playground.Fault, Of: "looks", Requests: 1}); err != nil {
		t.Fatal(err)
	}
	marked := delivery.Post{Channel: channel, Nonce: "look", Marker: "here", Components: []byte(`[{"type":1,"components":[{"type":2,"style":2,"label":"x","custom_id":"here"}]}]`)}
	sent := b.Post(t.Context(), marked)
	if id, found, err := b.Find(t.Context(), marked, time.Now()); err != nil || !found || id != sent.MessageID {
		t.Errorf("where the list cannot be had: %q, %v, %v", id, found, err)
	}
}
