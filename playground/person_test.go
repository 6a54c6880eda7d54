package playground_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"lede/playground"

	"github.com/bwmarrin/discordgo"
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
	if i, err = robin.Press(ctx, found.Message.ID, "aside"); err == nil {
		i, err = robin.Settle(ctx, i)
	}
	if aside := want(t, i, err, "By the way"); !aside.Ephemeral || aside.Updated {
		t.Errorf("said in place of an update: %+v", aside)
	} else if err := robin.Dismiss(ctx, aside.Message.ID); err != nil {
		t.Error(err)
	}
	i, err = robin.Press(ctx, found.Message.ID, "late")
	if !want(t, i, err).Deferred {
		t.Error("a deferred update does not say so")
	}
	b.finish <- struct{}{}
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
	b, ctx := start(t, playground.Options{Waits: playground.Waits{Answer: 5 * time.Second}}), within(t)
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
	want(t, i, err, `"type":18`, `"value":"Sam"`, `"custom_id":"library"`, `"value":"adult"`, `"values":[]`)

	photo := playground.Upload{Filename: "sam.txt", Data: []byte("a face")}
	i, err = sam.Slash(ctx, general, "card", nil)
	want(t, i, err)
	for name, wrong := range map[string]func() error{
		"no such kind": func() error {
			_, err := sam.Submit(ctx, i.ID, map[string]string{"name": "Sam", "kind": "ghost"})
			return err
		},
		"no such branch": func() error {
			_, err := sam.Submit(ctx, i.ID, map[string]string{"name": "Sam", "branch": "west"})
			return err
		},
		"two photos": func() error {
			_, err := sam.Submit(ctx, i.ID, map[string]string{"name": "Sam"}, photo, photo)
			return err
		},
	} {
		if wrong() == nil {
			t.Errorf("%s, and it was sent", name)
		}
	}
	i, err = sam.Submit(ctx, i.ID, map[string]string{"name": "Sam", "kind": "child", "branch": "south"}, photo)
	want(t, i, err, `"value":"child"`, `"values":["south"]`, `"filename":"sam.txt"`, `"attachments":{`)

	i, err = sam.Slash(ctx, general, "old", nil)
	want(t, i, err)
	i, err = sam.Submit(ctx, i.ID, map[string]string{"q": "why"})
	want(t, i, err, `"type":1`, `"value":"why"`)

	i, err = robin.Slash(ctx, general, "shelf set", map[string]any{"where": general, "day": "fri"})
	want(t, i, err, `"name":"set"`, `"channels"`, `"fri"`)
	i, err = sam.Slash(ctx, general, "read", map[string]any{"file": playground.Upload{Filename: "rain.txt", Data: []byte("drip")}})
	want(t, i, err, `"filename":"rain.txt"`, `"content_type":"text/plain`)

	i, err = sam.Slash(ctx, general, "slow", nil)
	if slow := want(t, i, err); !slow.Deferred || !slow.Message.Loading {
		t.Errorf("thinking: %+v", slow)
	}
	b.finish <- struct{}{}
	i, err = sam.Settle(ctx, i)
	if settled := want(t, i, err, "Here at last"); settled.Deferred {
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
		"too many files":     func() error { _, err := sam.Say(ctx, dm, "x", make([]playground.Upload, 11)...); return err },
		"nobody":             func() error { _, err := b.server.As("1").Say(ctx, general, "x"); return err },
	} {
		if try() == nil {
			t.Errorf("%s was possible", name)
		}
	}
	b.nothingRefused()
}

// TestAReplyPointsAtItsMessage: the event of a reply holds what it answers, one step back, and mentions its author,
// so that a bot without the intent for content reads it in a guild too.
func TestAReplyPointsAtItsMessage(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}, func(s *discordgo.Session) { s.Identify.Intents |= discordgo.IntentGuildMessages }), within(t)
	robin, sam, general := b.people()
	w := b.server.World()

	card := b.must("POST", "/channels/"+general+"/messages", object{"content": "The harbour is open"})
	b.next("MESSAGE_CREATE")
	said, err := sam.Reply(ctx, card["id"].(string), "Since when?")
	if err != nil {
		t.Fatal(err)
	}
	m := decoded(t, b.next("MESSAGE_CREATE").RawData)
	ref, _ := m["message_reference"].(object)
	quoted, _ := m["referenced_message"].(object)
	if m["type"] != 19.0 || ref["message_id"] != card["id"] || ref["channel_id"] != general || ref["guild_id"] != w.Guild("The Newsroom") {
		t.Errorf("type %v, reference %v", m["type"], ref)
	}
	if quoted["content"] != "The harbour is open" || m["content"] != "Since when?" {
		t.Errorf("%q replies to %q", m["content"], quoted["content"])
	}
	// the next reply is to Sam, whom the bot has read, and shows only one step of the chain
	if m = decoded(t, b.next("MESSAGE_CREATE").RawData); m["content"] != "You said: Since when?" {
		t.Errorf("the bot says %q", m["content"])
	}
	if quoted, _ = m["referenced_message"].(object); quoted["id"] != said.ID || quoted["referenced_message"] != nil {
		t.Errorf("quoted: %v", quoted)
	}
	if _, err := robin.Reply(ctx, said.ID, "Since noon"); err != nil {
		t.Fatal(err)
	}
	if m = decoded(t, b.next("MESSAGE_CREATE").RawData); m["content"] != "" {
		t.Errorf("the bot reads what people say to each other: %q", m["content"])
	}
	if _, err := robin.Reply(ctx, "1", "Who?"); err == nil {
		t.Error("a message that is not there was replied to")
	}
	i, err := sam.Slash(ctx, general, "raw", map[string]any{"text": "x"})
	want(t, i, err)
	if _, err := sam.Reply(ctx, i.Message.ID, "Who?"); err == nil {
		t.Error("a message that nobody else sees was replied to")
	}
	b.nothingRefused()
}

// TestARoleIsCalledOnlyWhenThatIsAllowed: naming a role shows it, and calls those who have it when allowed_mentions
// lets it through.
func TestARoleIsCalledOnlyWhenThatIsAllowed(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	_, _, general := b.people()
	readers, editors := b.server.World().Role("Readers"), b.server.World().Role("Editors")
	for _, c := range []struct {
		allowed object
		want    []any
	}{
		{nil, []any{readers, editors}},
		{object{"parse": []string{}}, []any{}},
		{object{"parse": []string{"roles"}}, []any{readers, editors}},
		{object{"parse": []string{}, "roles": []string{editors}}, []any{editors}},
	} {
		body := object{"flags": componentsV2, "components": []object{{"type": 10, "content": "<@&" + readers + "> <@&" + editors + "> <@&1>"}}}
		if c.allowed != nil {
			body["allowed_mentions"] = c.allowed
		}
		m := b.must("POST", "/channels/"+general+"/messages", body)
		if got := m["mention_roles"]; !reflect.DeepEqual(got, c.want) {
			t.Errorf("allowed %v: %v are called, not %v", c.allowed, got, c.want)
		}
	}
}

func TestARoleIsAnOption(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	robin, sam, general := b.people()
	w := b.server.World()
	b.must("PUT", "/applications/"+b.server.ApplicationID()+"/commands", []object{
		command("call", "Call people", nil, option(8, "role", "Whom?", nil), option(9, "who", "Whom else?", nil))})

	i, err := robin.Slash(ctx, general, "call", map[string]any{"role": w.Role("Editors"), "who": w.Role("Readers")})
	want(t, i, err, `"name":"Editors"`, `"name":"Readers"`, `"roles":{`)
	i, err = robin.Slash(ctx, general, "call", map[string]any{"role": w.Guild("The Newsroom"), "who": w.Person("Sam").ID})
	want(t, i, err, `"name":"@everyone"`, `"users":{`)
	if _, err := sam.Slash(ctx, general, "call", map[string]any{"role": "1"}); err == nil {
		t.Error("a role that is not there was chosen")
	}
	if _, err := sam.Slash(ctx, w.Channel("lounge"), "call", map[string]any{"role": w.Role("Editors")}); err == nil {
		t.Error("a role of another guild was chosen")
	}
	member := decoded(t, b.next("INTERACTION_CREATE").RawData)["member"].(object)
	if !reflect.DeepEqual(member["roles"], []any{w.Role("Readers"), w.Role("Editors")}) {
		t.Errorf("Robin has the roles %v", member["roles"])
	}
	b.nothingRefused()
}

func decoded(t *testing.T, raw []byte) object {
	t.Helper()
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	return o
}
