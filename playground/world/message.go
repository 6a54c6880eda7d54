package world

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"lede/playground/wire"
)

const keptMessages = 500 // per channel

// Message is a message as the state stores it. Its body is replaced when it changes, never modified.
type Message struct {
	ID, Channel, Author string
	Body                wire.Object
	Flags               int
	Only                string // the only person who sees it, "" for everybody
	reactions           []Reaction
}

// SeenBy reports whether a person sees the message.
func (m *Message) SeenBy(person string) bool { return m.Only == "" || m.Only == person }

// Custom finds the component with this custom id.
func (m *Message) Custom(id string) (wire.Object, bool) {
	var found wire.Object
	wire.Walk(wire.List(m.Body, "components"), func(c wire.Object) {
		if wire.Text(c, "custom_id") == id {
			found = c
		}
	})
	return found, found != nil
}

// Blank returns a message whose body has no content yet.
func (s *State) Blank(p Place, author string, flags int) *Message {
	id := s.IDs.Next()
	return &Message{ID: id, Channel: p.ID, Author: author, Flags: flags, Body: wire.Object{
		"id": id, "channel_id": p.ID, "author": s.UserObject(author), "type": 0, "timestamp": stamp(s.Clock.Now()), "edited_timestamp": nil,
		"flags": flags, "content": "", "embeds": []any{}, "components": []any{}, "attachments": []any{}, "mentions": []any{},
		"mention_roles": []any{}, "mention_everyone": false, "pinned": false, "tts": false,
	}}
}

// Add adds a message to its channel and informs everyone who may see it.
func (s *State) Add(m *Message, p Place) {
	list := append(s.Messages[p.ID], m)
	if len(list) > keptMessages {
		list = list[1:]
	}
	s.Messages[p.ID] = list
	if p.Thread != nil {
		p.Thread.archived = time.Time{} // writing in it reopens it
	}
	s.tell("MESSAGE_CREATE", m, p)
}

// Change replaces the body of a message.
func (s *State) Change(m *Message, body wire.Object, flags int, edited bool) {
	body = maps.Clone(body)
	body["flags"] = flags
	if edited {
		body["edited_timestamp"] = stamp(s.Clock.Now())
	}
	m.Body, m.Flags = body, flags
	if p, ok := s.World.Place(m.Channel); ok {
		s.tell("MESSAGE_UPDATE", m, p)
	}
}

// Remove removes a message and informs everyone who may see it.
func (s *State) Remove(m *Message) {
	s.Messages[m.Channel] = slices.DeleteFunc(s.Messages[m.Channel], func(x *Message) bool { return x == m })
	p, ok := s.World.Place(m.Channel)
	s.Publish(Update{Kind: "delete", Channel: m.Channel, MessageID: m.ID, Only: cmp.Or(m.Only, p.WithID())})
	if ok && m.Only == "" {
		s.Hear(Event{Name: "MESSAGE_DELETE", Intent: messageIntent(p), Guild: p.GuildID(), Data: wire.Object{"id": m.ID, "channel_id": m.Channel, "guild_id": p.GuildID()}})
	}
}

// messageIntent returns the intent for messages in a place.
func messageIntent(p Place) int64 {
	if p.Guild == nil {
		return intentDirectMessages
	}
	return intentGuildMessages
}

// readable reports whether the bot may read a message in a guild. Without the privileged intent, which the playground does not grant, it reads
// its own messages and those that mention it.
func (s *State) readable(m *Message) bool { return m.Author == s.BotID || m.calls(s.BotID) }

// blankOut removes what a bot may not read without the intent.
func blankOut(data wire.Object) {
	data["content"], data["embeds"], data["components"], data["attachments"] = "", []any{}, []any{}, []any{}
}

// tell shows a message on the page and sends its event, which ephemeral messages lack.
func (s *State) tell(name string, m *Message, p Place) {
	s.Publish(Update{Kind: "message", Channel: m.Channel, Message: m, Only: cmp.Or(m.Only, p.WithID())})
	if m.Only != "" {
		return
	}
	data := maps.Clone(m.Body)
	data["channel_type"] = p.Type // libraries recognize a first direct message by it
	if p.Guild != nil {
		data["guild_id"] = p.Guild.ID
		if who, ok := s.World.Profile(m.Author); ok {
			member := MemberObject(p.Guild, who)
			delete(member, "user")
			data["member"] = member
		}
		if !s.readable(m) {
			blankOut(data)
		}
		if quoted, ok := data["referenced_message"].(wire.Object); ok {
			if to, ok := s.Message(wire.Text(quoted, "id")); ok && !s.readable(to) {
				quoted = maps.Clone(quoted)
				blankOut(quoted)
				data["referenced_message"] = quoted
			}
		}
	}
	s.Hear(Event{Name: name, Data: data, Intent: messageIntent(p), Guild: p.GuildID()})
}

// Message finds a message by its id, in any channel.
func (s *State) Message(id string) (*Message, bool) {
	for _, list := range s.Messages {
		for _, m := range list {
			if m.ID == id {
				return m, true
			}
		}
	}
	return nil, false
}

// The types of messages that answer another.
const (
	TypeReply       = 19
	TypeSlash       = 20
	TypeContextMenu = 23
)

// AnswerTo makes a message the answer to another: a reply, or the answer to a message command.
func AnswerTo(m *Message, to *Message, at Place) {
	ref := wire.Object{"type": 0, "message_id": to.ID, "channel_id": to.Channel}
	if at.Guild != nil {
		ref["guild_id"] = at.Guild.ID
	}
	m.Body["message_reference"] = ref
	// Discord nests one level and no further.
	quoted := maps.Clone(to.Body)
	delete(quoted, "referenced_message")
	m.Body["referenced_message"] = quoted
}
