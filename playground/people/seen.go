package people

import (
	"encoding/json"
	"slices"
	"strings"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// Interaction is an interaction as the person sees it, with the answer so far.
type Interaction struct {
	ID        string          `json:"id"`
	Deferred  bool            `json:"deferred"`          // the bot is thinking
	TimedOut  bool            `json:"timed_out"`         // "The application did not respond"
	Ephemeral bool            `json:"ephemeral"`         // the answer is for this person alone
	Updated   bool            `json:"updated"`           // the answer changes the message whose button or select was used
	Message   *Message        `json:"message,omitempty"` // the answer, also while it is loading
	Modal     json.RawMessage `json:"modal,omitempty"`   // the form that the bot wants filled in
	Choices   []world.Choice  `json:"choices,omitempty"` // what completes the option
}

// Text returns all readable text of the answer.
func (i *Interaction) Text() string { return i.Message.Text() }

// seeInteraction returns an interaction as its person sees it. The caller holds the lock.
func seeInteraction(i *world.Interaction) *Interaction {
	v := &Interaction{
		ID: i.ID, TimedOut: i.Expired, Ephemeral: i.Private, Choices: i.Choices,
		Updated:  i.Callback == world.CallUpdate || i.Callback == world.CallDeferUpdate,
		Deferred: i.Thinking(),
	}
	if i.Original != nil {
		v.Message = See(i.Original)
	}
	if i.Aside != nil {
		v.Message, v.Updated, v.Ephemeral = See(i.Aside), false, i.Aside.Flags&rules.FlagEphemeral != 0
	}
	if i.Modal != nil {
		v.Modal, _ = json.Marshal(i.Modal) // decoded JSON
	}
	return v
}

// Message is a message as a person sees it. Raw is its JSON in Discord's API.
type Message struct {
	ID        string          `json:"id"`
	ChannelID string          `json:"channel_id"`
	AuthorID  string          `json:"author_id"`
	Ephemeral bool            `json:"ephemeral"` // only the person who asked sees it
	Loading   bool            `json:"loading"`   // the bot is thinking
	Raw       json.RawMessage `json:"raw"`
}

// Text returns all readable text of a message, one piece per line: content, embeds, and text displays at any depth.
func (m *Message) Text() string {
	if m == nil {
		return ""
	}
	var o wire.Object
	if json.Unmarshal(m.Raw, &o) != nil {
		return ""
	}
	lines := []string{wire.Text(o, "content")}
	for _, e := range wire.Objects(wire.List(o, "embeds")) {
		lines = append(lines, wire.Text(e, "title"), wire.Text(e, "description"))
		for _, f := range wire.Objects(wire.List(e, "fields")) {
			lines = append(lines, wire.Text(f, "name"), wire.Text(f, "value"))
		}
	}
	wire.Walk(wire.List(o, "components"), func(c wire.Object) {
		if wire.Type(c) == rules.TextDisplay {
			lines = append(lines, wire.Text(c, "content"))
		}
	})
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
}

// See returns a message as people see it. The caller holds the lock.
func See(m *world.Message) *Message {
	raw, _ := json.Marshal(m.Body) // decoded JSON or our own maps
	return &Message{
		ID: m.ID, ChannelID: m.Channel, AuthorID: m.Author, Ephemeral: m.Flags&rules.FlagEphemeral != 0,
		Loading: m.Flags&rules.FlagLoading != 0, Raw: raw,
	}
}
