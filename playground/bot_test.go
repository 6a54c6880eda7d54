package playground_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/playground"

	"github.com/bwmarrin/discordgo"
)

type object = map[string]any

const (
	ephemeral    = 1 << 6
	componentsV2 = 1 << 15
)

// robot is a small bot made with discordgo alone. What it does is in commandsOf and answer.
type robot struct {
	t       *testing.T
	session *discordgo.Session
	server  *playground.Server
	events  chan *discordgo.Event // those that a test wants to see; full ones are dropped
	finish  chan struct{}         // what /slow and the late button wait for
	verdict *verdict              // what /judge answers with
	judged  chan bool
}

// command builds a definition as JSON, as a bot would send it.
func command(name, description string, more object, options ...object) object {
	o := object{"type": 1, "name": name, "description": description, "options": options}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func option(kind int, name, description string, more object) object {
	o := object{"type": kind, "name": name, "description": description}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func definitions() []object {
	return []object{
		command("find", "Look something up", nil,
			option(3, "title", "Which one?", object{"required": true, "autocomplete": true}),
			option(4, "copies", "How many?", object{"min_value": 1, "max_value": 9}),
			option(5, "quiet", "Only for you?", nil)),
		command("shelf", "Shelves", object{"default_member_permissions": "32", "contexts": []int{0}},
			option(1, "set", "Choose a shelf", object{"options": []object{
				option(7, "where", "Which channel?", object{"required": true, "channel_types": []int{0}}),
				option(3, "day", "Which day?", object{"choices": []object{{"name": "Monday", "value": "mon"}, {"name": "Friday", "value": "fri"}}}),
			}}),
			option(1, "show", "Show the shelf", nil)),
		command("card", "Fill in a library card", nil),
		command("old", "Fill in an old form", nil),
		command("slow", "Takes its time", nil),
		command("judge", "Answers what a test wants", nil, option(3, "x", "Anything", object{"autocomplete": true})),
		command("silent", "Never answers", nil),
		command("read", "Read a file", nil, option(11, "file", "Which file?", object{"required": true})),
		command("raw", "Say what was asked", nil, option(3, "text", "What?", object{"required": true})),
	}
}

// start runs a playground with the robot connected to it.
func start(t *testing.T, o playground.Options, shape ...func(*discordgo.Session)) *robot {
	t.Helper()
	o.Waits.Answer = cmp.Or(o.Waits.Answer, time.Minute) // however slow the machine is
	server := playground.New(o)
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return connect(t, server, shape...)
}

func connect(t *testing.T, server *playground.Server, shape ...func(*discordgo.Session)) *robot {
	t.Helper()
	s, err := discordgo.New("Bot " + server.Token())
	if err != nil {
		t.Fatal(err)
	}
	s.Client = server.Client()
	s.StateEnabled = false
	s.LogLevel = -1
	s.MaxRestRetries = 0
	s.Identify.Intents = discordgo.IntentGuilds | discordgo.IntentDirectMessages
	for _, f := range shape {
		f(s)
	}
	b := &robot{t: t, session: s, server: server, events: make(chan *discordgo.Event, 200), finish: make(chan struct{})}
	s.AddHandler(b.receive)
	if err := s.Open(); err != nil {
		t.Fatal(err)
	}
	// Closing costs discordgo a second, which no test has to wait for: the playground is closed instead.
	t.Cleanup(func() { s.ShouldReconnectOnError = false })
	b.must("PUT", "/applications/"+server.ApplicationID()+"/commands", definitions())
	return b
}

// call makes a request and returns the answer.
func (b *robot) call(method, path string, body any) ([]byte, error) {
	url := "https://discord.com/api/v9" + path
	if body == nil {
		return b.session.RequestWithBucketID(method, url, nil, url)
	}
	return b.session.RequestWithBucketID(method, url, body, url)
}

func (b *robot) must(method, path string, body any) object {
	b.t.Helper()
	raw, err := b.call(method, path, body)
	if err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	var o object
	_ = json.Unmarshal(raw, &o) // a list is nobody's object
	return o
}

type asked struct {
	ID, Token string
	Type      int
	GuildID   string          `json:"guild_id"`
	Data      json.RawMessage `json:"data"`
	Message   object          `json:"message"`
}

func (b *robot) receive(_ *discordgo.Session, e *discordgo.Event) {
	select {
	case b.events <- e:
	default:
	}
	switch e.Type {
	case "INTERACTION_CREATE":
		var i asked
		if err := json.Unmarshal(e.RawData, &i); err != nil {
			b.t.Errorf("an interaction cannot be read: %v", err)
			return
		}
		b.answer(i)
	case "MESSAGE_CREATE":
		var m struct {
			ID, Content, GuildID string
			ChannelID            string `json:"channel_id"`
			Author               struct{ Bot bool }
		}
		if err := json.Unmarshal(e.RawData, &m); err != nil || m.Author.Bot || m.Content == "" {
			return
		}
		_, _ = b.call("POST", "/channels/"+m.ChannelID+"/messages", object{
			"content": "You said: " + m.Content, "message_reference": object{"message_id": m.ID}})
	}
}

// reply gives the first answer. A test sees failures by Refusals.
func (b *robot) reply(i asked, kind int, data object) {
	_, _ = b.call("POST", fmt.Sprintf("/interactions/%s/%s/callback", i.ID, i.Token), object{"type": kind, "data": data})
}

func (b *robot) answer(i asked) {
	var d struct {
		Name     string
		CustomID string `json:"custom_id"`
		Values   []string
	}
	_ = json.Unmarshal(i.Data, &d) // of our own playground
	say := func(text string) object { return object{"content": text, "flags": ephemeral} }
	switch {
	case d.CustomID == "judge", d.Name == "judge":
		judge(b.t, b, "POST", fmt.Sprintf("/interactions/%s/%s/callback", i.ID, i.Token), *b.verdict)
		if b.verdict.want != "" { // the person has been waiting for an answer that is accepted
			b.reply(i, map[int]int{2: 5, 3: 6, 4: 8}[i.Type], object{"choices": []object{}})
		}
		b.judged <- true
	case i.Type == 4:
		b.reply(i, 8, object{"choices": completions(string(i.Data))})
	case i.Type == 5:
		b.reply(i, 4, say("Sent: "+string(i.Data)))
	case d.CustomID == "turn":
		b.reply(i, 7, card("Turned"))
	case d.CustomID == "form", d.Name == "card":
		b.reply(i, 9, libraryCard())
	case d.Name == "old":
		b.reply(i, 9, object{"custom_id": "old", "title": "An old form", "components": []object{{"type": 1, "components": []object{
			{"type": 4, "custom_id": "q", "style": 1, "label": "Question", "required": true}}}}})
	case d.CustomID == "pick":
		b.reply(i, 4, say("Picked "+strings.Join(d.Values, ", ")))
	case d.CustomID == "aside":
		b.reply(i, 6, nil)
		_, _ = b.call("POST", "/webhooks/"+b.server.ApplicationID()+"/"+i.Token, object{"content": "By the way", "flags": 64})
	case d.CustomID == "late":
		b.reply(i, 6, nil)
		<-b.finish
		_, _ = b.call("PATCH", "/webhooks/"+b.server.ApplicationID()+"/"+i.Token+"/messages/@original", card("Late"))
	case i.Type == 3:
		b.reply(i, 4, say("Pressed "+d.CustomID))
	case d.Name == "find":
		b.reply(i, 4, card("Found"))
	case d.Name == "slow":
		b.reply(i, 5, nil)
		<-b.finish
		_, _ = b.call("PATCH", "/webhooks/"+b.server.ApplicationID()+"/"+i.Token+"/messages/@original", object{"content": "Here at last"})
	case d.Name == "silent":
	default:
		b.reply(i, 4, say(string(i.Data)))
	}
}

func completions(data string) []object {
	out := []object{}
	for _, title := range []string{"A Field Guide to Rain", "The Salt Road", "Winter Harbour"} {
		if strings.Contains(strings.ToLower(data), `"value":"`+strings.ToLower(title[:1])) || strings.Contains(data, `"value":""`) {
			out = append(out, object{"name": title, "value": title})
		}
	}
	return out
}

func card(title string) object {
	press := func(style int, id string) object {
		return object{"type": 2, "style": style, "label": strings.ToUpper(id[:1]) + id[1:], "custom_id": id}
	}
	return object{"flags": componentsV2, "components": []object{{"type": 17, "accent_color": 0x2F6F8F, "components": []object{
		{"type": 10, "content": "### " + title + "\n-# from the shelf · <t:1700000000:D>\nA **bold** claim, *and* a [link](https://example.org/)."},
		{"type": 9, "components": []object{{"type": 10, "content": "1. One\n2. Two"}}, "accessory": press(2, "note")},
		{"type": 1, "components": []object{press(2, "judge"), press(2, "aside")}},
		{"type": 14},
		{"type": 1, "components": []object{press(1, "turn"), press(2, "form"), press(2, "late"),
			{"type": 2, "style": 2, "label": "Off", "custom_id": "off", "disabled": true},
			{"type": 2, "style": 5, "label": "Open", "url": "https://example.org/"}}},
		{"type": 1, "components": []object{{"type": 3, "custom_id": "pick", "placeholder": "Choose a book", "options": []object{
			{"label": "Rain", "value": "rain", "description": "A field guide"}, {"label": "Salt", "value": "salt"}}}}},
		{"type": 1, "components": []object{{"type": 8, "custom_id": "where", "placeholder": "Choose a channel", "channel_types": []int{0}}}},
	}}}}
}

func libraryCard() object {
	return object{"custom_id": "library", "title": "Library card", "components": []object{
		{"type": 18, "label": "Name", "component": object{"type": 4, "custom_id": "name", "style": 1, "required": true, "max_length": 40}},
		{"type": 18, "label": "Why?", "description": "A line or two.", "component": object{"type": 4, "custom_id": "why", "style": 2, "required": false}},
		{"type": 18, "label": "Kind", "component": object{"type": 21, "custom_id": "kind", "required": false, "options": []object{
			{"label": "Child", "value": "child"}, {"label": "Adult", "value": "adult", "default": true}}}},
		{"type": 18, "label": "Branch", "component": object{"type": 3, "custom_id": "branch", "required": false, "options": []object{
			{"label": "North", "value": "north"}, {"label": "South", "value": "south"}}}},
		{"type": 18, "label": "Photo", "component": object{"type": 19, "custom_id": "photo", "required": false}},
	}}
}

// people returns Robin, who may manage guilds, Sam, who may not, and the id of #general.
func (b *robot) people() (robin, sam *playground.Person, general string) {
	w := b.server.World()
	return b.server.As(w.Person("Robin").ID), b.server.As(w.Person("Sam").ID), w.Channel("general")
}

func (b *robot) nothingRefused() {
	b.t.Helper()
	for _, r := range b.server.Refusals() {
		b.t.Errorf("refused: %s", r)
	}
}

// next waits for an event of this name.
func (b *robot) next(name string) *discordgo.Event {
	b.t.Helper()
	late := time.After(30 * time.Second)
	for {
		select {
		case e := <-b.events:
			if e.Type == name {
				return e
			}
		case <-late:
			b.t.Fatalf("no %s", name)
		}
	}
}

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}
