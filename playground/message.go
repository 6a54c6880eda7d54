package playground

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

const (
	keptMessages = 500 // of a channel
	nonceWindow  = 5 * time.Minute
	keptNonces   = 10_000 // more than are sent within a window, or a nonce would be forgotten too soon
)

// message is one message as the server keeps it. Its body is replaced when it changes, never written to.
type message struct {
	id, channel, author string
	body                object
	flags               int
	only                string // the person who alone sees it, "" for everybody
}

// Message is a message as a person sees it. Raw is the object of Discord's API.
type Message struct {
	ID        string          `json:"id"`
	ChannelID string          `json:"channel_id"`
	AuthorID  string          `json:"author_id"`
	Ephemeral bool            `json:"ephemeral"` // only the person who asked sees it
	Loading   bool            `json:"loading"`   // the bot is thinking
	Raw       json.RawMessage `json:"raw"`
}

// Text is all that can be read in a message, one piece a line: content, embeds, and text displays at any depth.
func (m *Message) Text() string {
	if m == nil {
		return ""
	}
	var o object
	if json.Unmarshal(m.Raw, &o) != nil {
		return ""
	}
	lines := []string{textOf(o, "content")}
	for _, e := range objects(listOf(o, "embeds")) {
		lines = append(lines, textOf(e, "title"), textOf(e, "description"))
		for _, f := range objects(listOf(e, "fields")) {
			lines = append(lines, textOf(f, "name"), textOf(f, "value"))
		}
	}
	walk(listOf(o, "components"), func(c object) {
		if typeOf(c) == textDisplay {
			lines = append(lines, textOf(c, "content"))
		}
	})
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
}

// walk visits components and whatever is inside them, in reading order.
func walk(list []any, visit func(object)) {
	for _, c := range objects(list) {
		visit(c)
		walk(listOf(c, "components"), visit)
		for _, inner := range []string{"accessory", "component"} {
			if o, ok := c[inner].(object); ok {
				walk([]any{o}, visit)
			}
		}
	}
}

func (m *message) view() *Message {
	raw, _ := json.Marshal(m.body) // decoded JSON or our own maps
	return &Message{
		ID: m.id, ChannelID: m.channel, AuthorID: m.author, Ephemeral: m.flags&flagEphemeral != 0,
		Loading: m.flags&flagLoading != 0, Raw: raw,
	}
}

func (m *message) seenBy(person string) bool { return m.only == "" || m.only == person }

// custom finds the component with this custom id.
func (m *message) custom(id string) (object, bool) {
	var found object
	walk(listOf(m.body, "components"), func(c object) {
		if textOf(c, "custom_id") == id {
			found = c
		}
	})
	return found, found != nil
}

// selectUsual is what a select lets people choose when it does not say.
var selectUsual = object{"min_values": 1.0, "max_values": 1.0}

// usual is what Discord gives for fields of a component that were left out, by its type. Numbers are those of decoded JSON.
var usual = map[int]object{
	stringSelect: selectUsual, userSelect: selectUsual, roleSelect: selectUsual, mentionSelect: selectUsual, channelSelect: selectUsual,
	separator: {"divider": true, "spacing": 1.0},
	container: {"accent_color": nil, "spoiler": false},
	thumbnail: {"description": nil, "spoiler": false},
}

// numbered is a copy of components in which each has an id and what was left out, as Discord gives them.
func numbered(list []any) []any {
	used, next := map[int]bool{}, 0
	walk(list, func(c object) { used[intOf(c, "id", 0)] = true })
	var give func(v any) any
	give = func(v any) any {
		switch v := v.(type) {
		case []any:
			out := make([]any, len(v))
			for i := range v {
				out[i] = give(v[i])
			}
			return out
		case object:
			c := maps.Clone(v)
			for field, usual := range usual[typeOf(c)] {
				if c[field] == nil {
					c[field] = usual
				}
			}
			if _, isComponent := c["type"]; isComponent && intOf(c, "id", 0) == 0 {
				for next++; used[next]; next++ {
				}
				c["id"] = next
			}
			for _, field := range []string{"components", "accessory", "component"} {
				if c[field] != nil {
					c[field] = give(c[field])
				}
			}
			return c
		}
		return v
	}
	out, _ := give(list).([]any)
	return out
}

// draw writes the fields that a bot sent into the body of a message.
func (s *Server) draw(body, sent object) object {
	body = maps.Clone(body)
	for field, empty := range map[string]any{"content": "", "embeds": []any{}, "components": []any{}} {
		v, given := sent[field]
		switch {
		case !given && body[field] == nil || given && v == nil:
			body[field] = empty
		case given && field == "components":
			list := numbered(listOf(sent, field))
			s.unfurl(list)
			body[field] = list
		case given && field == "content":
			body[field] = strings.TrimSpace(textOf(sent, field))
		case given && field == "embeds":
			body[field] = s.rich(listOf(sent, field))
		}
	}
	return body
}

// unfurl gives the pictures that components show from the web an id and an address of the proxy, as Discord does. What
// came with the message has its own.
func (s *Server) unfurl(list []any) {
	walk(list, func(c object) {
		shown := []any{c["media"]}
		for _, item := range objects(listOf(c, "items")) {
			shown = append(shown, item["media"])
		}
		for _, media := range objects(shown) {
			if address := textOf(media, "url"); address != "" && media["id"] == nil && !strings.HasPrefix(address, attachmentScheme) {
				media["id"], media["proxy_url"] = s.ids.next(), address
			}
		}
	})
}

func (s *Server) rich(list []any) []any {
	out := []any{}
	for _, e := range objects(list) {
		e = maps.Clone(e)
		e["type"] = "rich"
		fields := []any{}
		for _, f := range objects(listOf(e, "fields")) {
			f = maps.Clone(f)
			f["inline"] = f["inline"] == true
			fields = append(fields, f)
		}
		if len(fields) > 0 {
			e["fields"] = fields
		}
		out = append(out, e)
	}
	return out
}

// blank is the body of a message that nothing was drawn in yet.
func (s *Server) blank(p place, author string, flags int) *message {
	id := s.ids.next()
	return &message{id: id, channel: p.ID, author: author, flags: flags, body: object{
		"id": id, "channel_id": p.ID, "author": s.userObject(author), "type": 0, "timestamp": stampOf(s.clock.Now()), "edited_timestamp": nil,
		"flags": flags, "content": "", "embeds": []any{}, "components": []any{}, "attachments": []any{}, "mentions": []any{},
		"mention_roles": []any{}, "mention_everyone": false, "pinned": false, "tts": false,
	}}
}

// add puts a message into its channel and tells everybody who may know of it.
func (s *Server) add(m *message, p place) {
	list := append(s.messages[p.ID], m)
	if len(list) > keptMessages {
		list = list[1:]
	}
	s.messages[p.ID] = list
	if p.thread != nil {
		p.thread.archived = time.Time{} // writing in it opens it again
	}
	s.tell("MESSAGE_CREATE", m, p)
}

// change replaces the body of a message.
func (s *Server) change(m *message, body object, flags int, edited bool) {
	body = maps.Clone(body)
	body["flags"] = flags
	if edited {
		body["edited_timestamp"] = stampOf(s.clock.Now())
	}
	m.body, m.flags = body, flags
	if p, ok := s.world.place(m.channel); ok {
		s.tell("MESSAGE_UPDATE", m, p)
	}
}

func (s *Server) remove(m *message) {
	s.messages[m.channel] = slices.DeleteFunc(s.messages[m.channel], func(x *message) bool { return x == m })
	p, ok := s.world.place(m.channel)
	s.publishLocked(update{Kind: "delete", Channel: m.channel, MessageID: m.id, only: cmp.Or(m.only, p.withID())})
	if ok && m.only == "" {
		s.dispatch(event{name: "MESSAGE_DELETE", intent: messageIntent(p), guild: p.guildID(), data: object{"id": m.id, "channel_id": m.channel, "guild_id": p.guildID()}})
	}
}

// messageIntent is what a bot must have asked for to hear of a message there.
func messageIntent(p place) int64 {
	if p.guild == nil {
		return intentDirectMessages
	}
	return intentGuildMessages
}

// readable tells whether the bot reads a message of a guild. Without the intent for it, which the playground does not
// grant, it reads there only what mentions it or is its own.
func (s *Server) readable(m *message) bool { return m.author == s.botID || m.calls(s.botID) }

func blankOut(data object) {
	data["content"], data["embeds"], data["components"], data["attachments"] = "", []any{}, []any{}, []any{}
}

// tell shows a message on the page and sends its event. Ephemeral ones are nobody's event.
func (s *Server) tell(name string, m *message, p place) {
	s.publishLocked(update{Kind: "message", Channel: m.channel, Message: m.view(), only: cmp.Or(m.only, p.withID())})
	if m.only != "" {
		return
	}
	data := maps.Clone(m.body)
	data["channel_type"] = p.Type // by which libraries know a direct message of somebody new
	if p.guild != nil {
		data["guild_id"] = p.guild.ID
		if who, ok := s.world.profile(m.author); ok {
			member := memberObject(p.guild, who)
			delete(member, "user")
			data["member"] = member
		}
		if !s.readable(m) {
			blankOut(data)
		}
		if quoted, ok := data["referenced_message"].(object); ok {
			if to, ok := s.message(textOf(quoted, "id")); ok && !s.readable(to) {
				quoted = maps.Clone(quoted)
				blankOut(quoted)
				data["referenced_message"] = quoted
			}
		}
	}
	s.dispatch(event{name: name, data: data, intent: messageIntent(p), guild: p.guildID()})
}

func (s *Server) message(id string) (*message, bool) {
	for _, list := range s.messages {
		for _, m := range list {
			if m.id == id {
				return m, true
			}
		}
	}
	return nil, false
}
