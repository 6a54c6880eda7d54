package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/bot"
	"lede/cards"
	"lede/commands/command"
	"lede/desk"

	"github.com/bwmarrin/discordgo"
)

func text(s string) command.Reply {
	return command.Reply{Card: cards.Card{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: s}}}}
}

// command is a command that replies with what handle returns.
func aCommand(name string, mode command.Mode, handle func(context.Context, command.Input) (command.Reply, error)) command.Command {
	return command.Command{
		Definition: &discordgo.ApplicationCommand{Name: name, Description: "For the test", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "about", Description: "What about", Autocomplete: true},
		}},
		Mode:   func(context.Context, command.Input) command.Mode { return mode },
		Handle: handle,
	}
}

func saying(name string, mode command.Mode, words string) command.Command {
	return aCommand(name, mode, func(context.Context, command.Input) (command.Reply, error) { return text(words), nil })
}

// slow replies once it is released, or when its context ends.
func slow(name string, mode command.Mode, release <-chan struct{}) command.Command {
	return aCommand(name, mode, func(ctx context.Context, _ command.Input) (command.Reply, error) {
		select {
		case <-release:
			return text("at last"), nil
		case <-ctx.Done():
			return command.Reply{}, ctx.Err()
		}
	})
}

var ids atomic.Int64

// typed is an INTERACTION_CREATE of person 20 in guild 10; rest follows the name in its data.
func typed(name, rest string) string {
	return interaction(2, `"name":"`+name+`"`+rest, "")
}

func interaction(kind int, data, rest string) string {
	n := 1000 + ids.Add(1)
	return fmt.Sprintf(`{"id":"%d","application_id":"600","type":%d,"token":"tok%d","guild_id":"10","channel_id":"30","locale":"en-GB",
		"app_permissions":"2048","member":{"user":{"id":"20","username":"robin","global_name":"Robin"},"permissions":"32"},"data":{%s}%s}`,
		n, kind, n, data, rest)
}

// pressed is a press of the button with a custom id; message is the JSON of the card's message.
func pressed(customID, message string) string {
	return interaction(3, `"component_type":2,"custom_id":"`+customID+`"`, `,"message":`+message)
}

const (
	ownCard    = `{"id":"1","flags":32768,"interaction_metadata":{"user":{"id":"20"}},"components":[]}`
	othersCard = `{"id":"1","flags":32768,"interaction_metadata":{"user":{"id":"21"}},"components":[]}`
	digestCard = `{"id":"1","flags":32768,"components":[]}`
	secretCard = `{"id":"1","flags":32832,"interaction_metadata":{"user":{"id":"20"}},"components":[]}`
)

// reply returns the type and the flags of a callback, and its whole body as text.
func reply(t *testing.T, r request) (kind, flags int, all string) {
	t.Helper()
	m := r.JSON(t)
	data, _ := m["data"].(map[string]any)
	f, _ := data["flags"].(float64)
	return int(m["type"].(float64)), int(f), string(r.Body)
}

const (
	v2      = 1 << 15
	private = v2 | 1<<6
)

func TestAnswers(t *testing.T) {
	t.Parallel()
	failing := func(err error) func(context.Context, command.Input) (command.Reply, error) {
		return func(context.Context, command.Input) (command.Reply, error) { return command.Reply{}, err }
	}
	form := aCommand("form", command.Form, func(context.Context, command.Input) (command.Reply, error) {
		return command.Reply{Modal: &cards.Modal{ID: "open", Title: "A form", Fields: []cards.Field{{Name: "about", Label: "About", Required: true, MaxLength: 50}}}}, nil
	})
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{
		saying("open", command.Public, "Hello"),
		saying("shy", command.Private, "Psst"),
		saying("formless", command.Form, "Which?"),
		form,
		aCommand("empty", command.Public, failing(nil)),
		aCommand("lost", command.Public, failing(desk.ErrNothingToRead)),
		aCommand("broken", command.Public, failing(errors.New("the disk is on fire"))),
		aCommand("panics", command.Public, func(context.Context, command.Input) (command.Reply, error) { panic("aargh") }),
	}})
	for _, c := range []struct {
		name, event string
		kind, flags int
		want        string
	}{
		{"a public answer", typed("open", ""), 4, v2, "Hello"},
		{"a private answer", typed("shy", ""), 4, private, "Psst"},
		{"a form", typed("form", ""), 9, 0, `"components":[{"type":18,"label":"About","component":{"type":4,"custom_id":"about","style":1,"required":true,"max_length":50}}]`},
		{"a card in place of a form", typed("formless", ""), 4, private, "Which?"},
		{"a card in place of a form, from a button", pressed("formless", ownCard), 4, private, "Which?"},
		{"a problem is for the asker", typed("lost", ""), 4, private, "There is no article to read here yet."},
		{"an apology", typed("broken", ""), 4, private, "reference"},
		{"a panic", typed("panics", ""), 4, private, "reference"},
		{"an empty card", typed("empty", ""), 4, private, "reference"},
		{"an unknown command", typed("nonsense", ""), 4, private, "no longer have"},
		{"a foreign button", pressed("", digestCard), 4, private, "do not know"},
		{"one's own card", pressed("open", ownCard), 7, v2, "Hello"},
		{"somebody else's card", pressed("open", othersCard), 4, private, "Hello"},
		{"a digest's card", pressed("open", digestCard), 4, private, "Hello"},
		{"a private command on one's own public card", pressed("shy", ownCard), 4, private, "Psst"},
		{"a private command on one's own private card", pressed("shy", secretCard), 7, v2, "Psst"},
		{"a form from a button", pressed("form", othersCard), 9, 0, "A form"},
		{"a problem leaves the card alone", pressed("lost", ownCard), 4, private, "There is no article to read here yet."},
		{"a card in a direct message", strings.Replace(pressed("open", digestCard), `"guild_id":"10",`, "", 1), 7, v2, "Hello"},
		{"a form sent from one's own card", interaction(5, `"custom_id":"open","components":[]`, `,"message":`+ownCard), 7, v2, "Hello"},
		{"a form sent after a command", interaction(5, `"custom_id":"open","components":[]`, ""), 4, v2, "Hello"},
		{"a component nobody knows", pressed("open", `{"id":"1","flags":"odd","interaction_metadata":{"user":{"id":"20"}},"components":[{"type":99,"x":[1]},{"type":20}]}`), 7, v2, "Hello"},
		{"a command on a message with unknown components", typed("open", `,"type":3,"target_id":"9","resolved":{"messages":{"9":{"id":"9","components":[{"type":16}]}}}`), 4, v2, "Hello"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(f.Find("POST", "/callback"))
			f.Dispatch("INTERACTION_CREATE", c.event)
			r := f.Wait(before+1, "POST", "/callback")[before]
			kind, flags, all := reply(t, r)
			if kind != c.kind || flags != c.flags || !strings.Contains(all, c.want) {
				t.Errorf("got type %d, flags %d, %s\nwant type %d, flags %d, %s", kind, flags, all, c.kind, c.flags, c.want)
			}
			if kind != 9 && !strings.Contains(all, `"allowed_mentions":{"parse":[]}`) {
				t.Errorf("mentions are allowed: %s", all)
			}
			if strings.Contains(all, `"content":""`) || strings.Contains(all, `"embeds"`) {
				t.Errorf("a V2 message has content or embeds: %s", all)
			}
			if r.Auth != "" {
				t.Error("the token was sent where it is not needed")
			}
			if strings.Contains(all, "disk") || strings.Contains(all, "aargh") {
				t.Errorf("the person is told what is for the operator: %s", all)
			}
		})
	}
	for _, want := range []string{"the disk is on fire", "aargh", "bot_test.go"} {
		// the log line is written after the answer was sent
		eventually(t, "a log that says "+want, func() bool { return strings.Contains(f.log.String(), want) })
	}
}

func TestReferenceIsInTheLog(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{
		aCommand("broken", command.Public, func(context.Context, command.Input) (command.Reply, error) { panic(1) }),
	}})
	f.Dispatch("INTERACTION_CREATE", typed("broken", ""))
	_, _, all := reply(t, f.Wait(1, "POST", "/callback")[0])
	_, after, _ := strings.Cut(all, "reference `")
	ref, _, _ := strings.Cut(after, "`")
	if ref == "" {
		t.Fatalf("no reference in %s", all)
	}
	eventually(t, "the reference in the log", func() bool { return strings.Contains(f.log.String(), "reference="+ref) })
}

func TestInput(t *testing.T) {
	t.Parallel()
	got := make(chan command.Input, 1)
	cmd := aCommand("ask", command.Public, func(_ context.Context, in command.Input) (command.Reply, error) {
		got <- in
		return text("ok"), nil
	})
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{cmd}})
	for _, c := range []struct{ name, event, want string }{
		{"options of every kind", typed("ask", `,"options":[{"name":"about","type":3,"value":"a \"b\""},{"name":"n","type":4,"value":12},{"name":"x","type":10,"value":1.5},{"name":"yes","type":5,"value":true},{"name":"where","type":7,"value":"31"}]`),
			`ask "" map[about:a "b" n:12 where:31 x:1.5 yes:true]`},
		{"zero bytes", typed("ask", `,"options":[{"name":"about","type":3,"value":"a\u0000b\u0000"}]`), `ask "" map[about:ab]`},
		{"zero bytes of a button", pressed("ask?a=%00b", ownCard), `ask "" map[a:b]`},
		{"zero bytes in a form", interaction(5, `"custom_id":"ask","components":[{"type":18,"component":{"type":4,"custom_id":"q","value":"\u0000why"}}]`, ""), `ask "" map[q:why]`},
		{"a subcommand", typed("ask", `,"options":[{"name":"set","type":1,"options":[{"name":"n","type":4,"value":1}]}]`), `ask "set" map[n:1]`},
		{"a group", typed("ask", `,"options":[{"name":"digest","type":2,"options":[{"name":"set","type":1}]}]`), `ask "digest/set" map[]`},
		{"a button", pressed("ask/set?a=1", ownCard), `ask "set" map[a:1]`},
		{"a select", interaction(3, `"custom_id":"ask?a=1","component_type":3,"values":["v","w"]`, `,"message":`+ownCard), `ask "" map[a:1 value:v]`},
		{"a form with labels", interaction(5, `"custom_id":"ask?a=1","components":[{"type":18,"component":{"type":4,"custom_id":"q","value":"why"}},{"type":18,"component":{"type":3,"custom_id":"s","values":["v"]}},{"type":77}]`, ""), `ask "" map[a:1 q:why s:v]`},
		{"a form with rows", interaction(5, `"custom_id":"ask","components":[{"type":1,"components":[{"type":4,"custom_id":"q","value":""}]}]`, ""), `ask "" map[q:]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f.Dispatch("INTERACTION_CREATE", c.event)
			in := received(t, "what it is given", got)
			if s := fmt.Sprintf("%s %q %v", in.Command, in.Sub, in.Options); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
			if in.Guild != "10" || in.Channel != "30" || in.Person != (command.Person{ID: "20", Name: "Robin"}) ||
				in.Permissions != 32 || in.AppPermissions != 2048 || in.Locale != "en-GB" {
				t.Errorf("who and where: %+v", in)
			}
		})
	}
	f.Dispatch("INTERACTION_CREATE", typed("ask", `,"options":[{"name":"file","type":11,"value":"5"}],"resolved":{"attachments":{"5":{"id":"5","url":"https://cdn.discordapp.com/x","filename":"x.txt","content_type":"text/plain","size":7}}}`))
	if a := received(t, "what it is given", got).Attachment; a == nil || *a != (command.Attachment{URL: "https://cdn.discordapp.com/x", Filename: "x.txt", ContentType: "text/plain", Size: 7}) {
		t.Errorf("attachment = %+v", a)
	}
}

// TestARoleOrChannelIsNamedByItsID: a button or form proves nothing; it holds only what its sender claims.
func TestARoleOrChannelIsNamedByItsID(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	list, _ := realCommands(t)
	f.start(bot.Options{Commands: list})
	field := func(kind int, name, value string) string {
		return fmt.Sprintf(`"components":[{"type":18,"component":{"type":%d,"custom_id":"%s","values":["%s"]}}]`, kind, name, value)
	}
	for _, c := range []struct {
		name, event string
		refused     bool
	}{
		{"a role of a button", pressed("digest/set?time=09%3A00&channel=30&mention=1%3E+%40everyone", ownCard), true},
		{"a role of a select", interaction(5, `"custom_id":"digest/set?time=09%3A00&channel=30",`+field(6, "mention", "../1"), `,"message":`+ownCard), true},
		{"a channel of a button", pressed("digest/alerts?channel=30x", ownCard), true},
		{"a channel of a form", interaction(5, `"custom_id":"digest/set?time=09%3A00",`+field(8, "channel", "-30"), `,"message":`+ownCard), true},
		{"a good role of a button", pressed("digest/set?time=09%3A00&channel=30&mention=77", ownCard), false},
		{"a good channel of a button", pressed("digest/alerts?channel=30", ownCard), false},
	} {
		before := len(f.Find("POST", "/callback"))
		f.Dispatch("INTERACTION_CREATE", c.event)
		_, _, all := reply(t, f.Wait(before+1, "POST", "/callback")[before])
		if refused := strings.Contains(all, "what this button is for"); refused != c.refused {
			t.Errorf("%s: %s", c.name, all)
		}
	}
}

func TestSlowAnswersAreDeferred(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, event string
		mode        command.Mode
		kind, flags int
	}{
		{"public", typed("slow", ""), command.Public, 5, 0},
		{"private", typed("slow", ""), command.Private, 5, 64},
		{"updating", pressed("slow", ownCard), command.Public, 6, 0},
		{"somebody else's", pressed("slow", othersCard), command.Public, 5, 64},
		{"beside", pressed("slow", ownCard), command.Beside, 5, 64},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, release := newFake(t), make(chan struct{})
			f.start(bot.Options{Timing: deferring(), Commands: []command.Command{slow("slow", c.mode, release)}})
			f.Dispatch("INTERACTION_CREATE", c.event)
			kind, flags, all := reply(t, f.Wait(1, "POST", "/callback")[0])
			if kind != c.kind || flags != c.flags {
				t.Errorf("deferral %s, want type %d, flags %d", all, c.kind, c.flags)
			}
			close(release)
			m := f.Wait(1, "PATCH", "/messages/@original")[0]
			if !strings.HasPrefix(m.Path, "/webhooks/600/tok") || !strings.Contains(string(m.Body), "at last") || m.JSON(t)["flags"] != float64(v2) {
				t.Errorf("edit %s %s", m.Path, m.Body)
			}
		})
	}
}

func TestFailureOfADeferredUpdateLeavesTheCard(t *testing.T) {
	t.Parallel()
	f, release := newFake(t), make(chan struct{})
	f.start(bot.Options{Timing: deferring(), Commands: []command.Command{
		aCommand("slow", command.Public, func(context.Context, command.Input) (command.Reply, error) {
			<-release
			return command.Reply{}, desk.ErrNoSuchArticle
		})}})
	f.Dispatch("INTERACTION_CREATE", pressed("slow", ownCard))
	f.Wait(1, "POST", "/callback")
	close(release)
	var follow []request
	eventually(t, "a follow-up", func() bool {
		for _, r := range f.Find("POST", "") {
			if strings.HasPrefix(r.Path, "/webhooks/") {
				follow = append(follow, r)
			}
		}
		return len(follow) > 0
	})
	if !strings.Contains(string(follow[0].Body), "There is no such article here") || follow[0].JSON(t)["flags"] != float64(private) {
		t.Errorf("follow-up %s", follow[0].Body)
	}
	if n := len(f.Find("PATCH", "")); n != 0 {
		t.Errorf("the card was edited %d times", n)
	}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	complete := func(name string, f func(context.Context, command.Input) ([]command.Choice, error)) command.Command {
		c := saying(name, command.Public, "x")
		c.Complete = f
		return c
	}
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{
		complete("good", func(_ context.Context, in command.Input) ([]command.Choice, error) {
			out := []command.Choice{{Name: in.Focused, Value: in.Options["about"]}, {Name: "", Value: "v"}, {Name: strings.Repeat("n", 101), Value: "v"}, {Name: "too long", Value: strings.Repeat("v", 101)}}
			for range 30 {
				out = append(out, command.Choice{Name: "more", Value: "m"})
			}
			return out, nil
		}),
		complete("bad", func(context.Context, command.Input) ([]command.Choice, error) { return nil, errors.New("no") }),
		complete("panics", func(context.Context, command.Input) ([]command.Choice, error) { panic("no") }),
		saying("none", command.Public, "x"),
	}})
	const empty = `{"type":8,"data":{"choices":[]}}`
	for _, c := range []struct{ name, want string }{
		{"good", `{"type":8,"data":{"choices":[{"name":"about","value":"th"},{"name":"nnn`}, {"bad", empty}, {"panics", empty}, {"none", empty}, {"unknown", empty},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(f.Find("POST", "/callback"))
			f.Dispatch("INTERACTION_CREATE", completing(c.name))
			r := f.Wait(before+1, "POST", "/callback")[before]
			if !strings.HasPrefix(string(r.Body), c.want) {
				t.Errorf("got %s, want %s", r.Body, c.want)
			}
			if n := strings.Count(string(r.Body), `"name"`); n > 25 {
				t.Errorf("%d choices", n)
			}
		})
	}
}

// completing is a person typing an option of a command.
func completing(command string) string {
	return interaction(4, `"name":"`+command+`","options":[{"name":"about","type":3,"value":"th","focused":true}]`, "")
}

// TestChoicesThatComeTooLateAreNone: the list is empty, but it arrives while the person still waits.
func TestChoicesThatComeTooLateAreNone(t *testing.T) {
	t.Parallel()
	if usual := bot.DefaultTiming(); usual.Hurry >= usual.Answer {
		t.Errorf("answers are given up after %v, and people wait %v", usual.Hurry, usual.Answer)
	}
	f, ended, timing := newFake(t), make(chan struct{}), patient()
	timing.Hurry = 100 * time.Millisecond
	late := saying("late", command.Public, "x")
	late.Complete = func(context.Context, command.Input) ([]command.Choice, error) {
		received(t, "its end", ended)
		return []command.Choice{{Name: "late", Value: "late"}}, nil
	}
	f.start(bot.Options{Timing: timing, Commands: []command.Command{late}})
	f.Dispatch("INTERACTION_CREATE", completing("late"))
	if r := f.Wait(1, "POST", "/callback")[0]; string(r.Body) != `{"type":8,"data":{"choices":[]}}` {
		t.Errorf("got %s", r.Body)
	}
	close(ended)
}

// TestCompletionsLeaveWorkersToOthers: whoever types takes no more workers than who asks. Discord asks for a list at every key, so
// that a few people who type would keep everybody else from an answer.
func TestCompletionsLeaveWorkersToOthers(t *testing.T) {
	t.Parallel()
	f, timing := newFake(t), patient()
	begun, end := make(chan struct{}, 100), make(chan struct{})
	slow := saying("slow", command.Public, "x")
	slow.Complete = func(context.Context, command.Input) ([]command.Choice, error) {
		begun <- struct{}{}
		<-end
		return nil, nil
	}
	f.start(bot.Options{Timing: timing, Workers: 8, Commands: []command.Command{slow, saying("quick", command.Public, "here")}})
	for person := range 10 {
		for range 2 {
			f.Dispatch("INTERACTION_CREATE", strings.Replace(completing("slow"), `"id":"20"`, fmt.Sprintf(`"id":"90%d"`, person), 1))
		}
	}
	for range 4 { // half of the workers, which is a server's share
		received(t, "a completion", begun)
	}
	f.Dispatch("INTERACTION_CREATE", strings.Replace(interaction(2, `"name":"quick"`, ""), `"guild_id":"10"`, `"guild_id":"11"`, 1))
	if r := f.Wait(1, "POST", "/callback")[0]; !strings.Contains(string(r.Body), "here") {
		t.Errorf("another server is told %s", r.Body)
	}
	if len(begun) > 0 {
		t.Errorf("%d completions more are under way", len(begun))
	}
	close(end)
}
