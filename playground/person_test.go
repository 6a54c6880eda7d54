package playground_test

import (
	"strings"
	"testing"
	"time"

	"lede/playground"
)

func want(t *testing.T, i *playground.Interaction, err error, texts ...string) *playground.Interaction {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		if !strings.Contains(i.Text(), text) {
			t.Errorf("want %q in %q", text, i.Text())
		}
	}
	return i
}

func TestAPersonUsesABot(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	robin, sam, general := b.people()

	choices, err := sam.Autocomplete(ctx, general, "find", "title", map[string]any{"title": "w"})
	if err != nil || len(choices) != 1 || choices[0].Value != "Winter Harbour" {
		t.Errorf("choices %v, %v", choices, err)
	}
	i, err := sam.Slash(ctx, general, "find", map[string]any{"title": "Winter Harbour", "copies": 3, "quiet": false})
	found := want(t, i, err, "### Found", "1. One")
	if found.Ephemeral || found.Deferred || found.Updated || found.Message.AuthorID != b.server.ApplicationID() {
		t.Errorf("a public answer: %+v", found)
	}
	i, err = robin.Press(ctx, found.Message.ID, "turn")
	if turned := want(t, i, err, "### Turned"); !turned.Updated || turned.Message.ID != found.Message.ID {
		t.Errorf("an update: %+v", turned)
	}
	i, err = robin.Press(ctx, found.Message.ID, "late")
	if !want(t, i, err).Deferred {
		t.Error("a deferred update does not say so")
	}
	i, err = robin.Settle(ctx, i)
	want(t, i, err, "### Late")
	i, err = sam.Press(ctx, found.Message.ID, "note")
	private := want(t, i, err, "Pressed note")
	i, err = sam.Select(ctx, found.Message.ID, "pick", []string{"salt"})
	want(t, i, err, "Picked salt")
	i, err = sam.Select(ctx, found.Message.ID, "where", []string{general})
	want(t, i, err, "Pressed where")

	theirs, err := robin.Messages(ctx, general)
	if err != nil || len(theirs) != 1 {
		t.Errorf("Robin sees %d messages, %v: ephemeral ones are Sam's alone", len(theirs), err)
	}
	if ours, _ := sam.Messages(ctx, general); len(ours) != 4 || !ours[1].Ephemeral {
		t.Errorf("Sam sees %d messages", len(ours))
	}
	if err := robin.Dismiss(ctx, private.Message.ID); err == nil {
		t.Error("Robin dismissed what is Sam's")
	}
	if err := sam.Dismiss(ctx, private.Message.ID); err != nil {
		t.Error(err)
	}
	b.nothingRefused()
}

func TestFormsFilesAndSlowAnswers(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	robin, sam, general := b.people()

	i, err := sam.Slash(ctx, general, "card", nil)
	if want(t, i, err).Modal == nil {
		t.Fatal("no form")
	}
	if _, err := sam.Submit(ctx, i.ID, map[string]string{"why": "to read"}); err == nil {
		t.Error("a required field was left out")
	}
	if _, err := sam.Submit(ctx, i.ID, map[string]string{"name": "Sam", "colour": "red"}); err == nil {
		t.Error("a field that is not there was filled in")
	}
	if _, err := robin.Submit(ctx, i.ID, map[string]string{"name": "Robin"}); err == nil {
		t.Error("Robin sent Sam's form")
	}
	i, err = sam.Submit(ctx, i.ID, map[string]string{"name": "Sam"})
	want(t, i, err, `"type":18`, `"value":"Sam"`, `"custom_id":"library"`)

	i, err = sam.Slash(ctx, general, "old", nil)
	want(t, i, err)
	i, err = sam.Submit(ctx, i.ID, map[string]string{"q": "why"})
	want(t, i, err, `"type":1`, `"value":"why"`)

	i, err = robin.Slash(ctx, general, "shelf set", map[string]any{"where": general, "day": "fri"})
	want(t, i, err, `"name":"set"`, `"channels"`, `"fri"`)
	i, err = sam.Slash(ctx, general, "read", map[string]any{"file": playground.Upload{Filename: "rain.txt", Data: []byte("drip")}})
	want(t, i, err, `"filename":"rain.txt"`, `"content_type":"text/plain`)

	began := time.Now()
	i, err = sam.Slash(ctx, general, "slow", nil)
	if slow := want(t, i, err); !slow.Deferred || !slow.Message.Loading {
		t.Errorf("thinking: %+v", slow)
	}
	i, err = sam.Settle(ctx, i)
	if settled := want(t, i, err, "Here at last"); settled.Deferred || time.Since(began) < b.wait {
		t.Errorf("settled: %+v", settled)
	}
	i, err = sam.Slash(ctx, general, "silent", nil)
	if silent := want(t, i, err); !silent.TimedOut || silent.Message != nil {
		t.Errorf("silence: %+v", silent)
	}
	b.nothingRefused()
}

func TestDirectMessages(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	_, sam, general := b.people()
	dm := b.server.World().Person("Sam").DM
	m, err := sam.Say(ctx, dm, "hello")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sam.Say(ctx, general, "this is no affair of a bot's"); err != nil {
		t.Fatal(err)
	}
	for {
		list, err := sam.Messages(ctx, dm)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 2 && list[0].ID == m.ID && list[1].Text() == "You said: hello" {
			break
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			t.Fatalf("%d messages", len(list))
		}
	}
	if list, _ := sam.Messages(ctx, general); len(list) != 1 {
		t.Error("the bot heard a message in a guild without the intent for it")
	}
	if _, err := b.server.As(b.server.World().Person("Robin").ID).Messages(ctx, dm); err == nil {
		t.Error("Robin reads Sam's direct messages")
	}
	b.nothingRefused()
}

func TestWhatAPersonCannotDo(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	robin, sam, general := b.people()
	dm := b.server.World().Person("Sam").DM
	i, err := sam.Slash(ctx, general, "find", map[string]any{"title": "x"})
	id := want(t, i, err).Message.ID
	for name, try := range map[string]func() error{
		"a hidden command": func() error { _, err := sam.Slash(ctx, general, "shelf show", nil); return err },
		"a command out of place": func() error {
			_, err := b.server.As(b.server.World().Person("Robin").ID).Slash(ctx, b.server.World().Person("Robin").DM, "shelf show", nil)
			return err
		},
		"an unknown command":    func() error { _, err := sam.Slash(ctx, general, "nothing", nil); return err },
		"no subcommand":         func() error { _, err := robin.Slash(ctx, general, "shelf", nil); return err },
		"an unknown subcommand": func() error { _, err := robin.Slash(ctx, general, "shelf burn", nil); return err },
		"a missing option":      func() error { _, err := sam.Slash(ctx, general, "find", nil); return err },
		"an unknown option":     func() error { _, err := sam.Slash(ctx, general, "card", map[string]any{"x": 1}); return err },
		"a number out of bounds": func() error {
			_, err := sam.Slash(ctx, general, "find", map[string]any{"title": "x", "copies": 10})
			return err
		},
		"no whole number": func() error {
			_, err := sam.Slash(ctx, general, "find", map[string]any{"title": "x", "copies": 1.5})
			return err
		},
		"no truth": func() error {
			_, err := sam.Slash(ctx, general, "find", map[string]any{"title": "x", "quiet": "perhaps"})
			return err
		},
		"none of the choices": func() error {
			_, err := robin.Slash(ctx, general, "shelf set", map[string]any{"where": general, "day": "sun"})
			return err
		},
		"a foreign channel": func() error {
			_, err := robin.Slash(ctx, general, "shelf set", map[string]any{"where": b.server.World().Channel("lounge")})
			return err
		},
		"no file":            func() error { _, err := sam.Slash(ctx, general, "read", map[string]any{"file": "x"}); return err },
		"no autocompletion":  func() error { _, err := sam.Autocomplete(ctx, general, "find", "copies", nil); return err },
		"a disabled button":  func() error { _, err := sam.Press(ctx, id, "off"); return err },
		"an unknown button":  func() error { _, err := sam.Press(ctx, id, "nothing"); return err },
		"no button":          func() error { _, err := sam.Press(ctx, id, "pick"); return err },
		"no select":          func() error { _, err := sam.Select(ctx, id, "turn", []string{"x"}); return err },
		"an unknown value":   func() error { _, err := sam.Select(ctx, id, "pick", []string{"x"}); return err },
		"too many values":    func() error { _, err := sam.Select(ctx, id, "pick", []string{"rain", "salt"}); return err },
		"an unknown message": func() error { _, err := sam.Press(ctx, "1", "turn"); return err },
		"an unknown form":    func() error { _, err := sam.Submit(ctx, i.ID, nil); return err },
		"a foreign DM":       func() error { _, err := robin.Say(ctx, dm, "x"); return err },
		"nothing said":       func() error { _, err := sam.Say(ctx, dm, "  "); return err },
		"too much said":      func() error { _, err := sam.Say(ctx, dm, strings.Repeat("x", 2001)); return err },
		"nobody":             func() error { _, err := b.server.As("1").Say(ctx, general, "x"); return err },
	} {
		if try() == nil {
			t.Errorf("%s was possible", name)
		}
	}
	b.nothingRefused()
}
