package discord

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Message is a message in a channel.
type Message struct {
	ID, Channel, Nonce string
	At                 time.Time
	Body               json.RawMessage // as it was sent
}

// Messages returns the messages of a channel, oldest first.
func (d *Discord) Messages(channel string) []*Message {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.channels[channel])
}

// Text returns what a reader sees of the message.
func (m *Message) Text() string {
	var body any
	_ = json.Unmarshal(m.Body, &body) // it was parsed when it arrived
	var b strings.Builder
	write(&b, body)
	return b.String()
}

func write(b *strings.Builder, v any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			write(b, one)
		}
	case map[string]any:
		if words, is := v["content"].(string); is {
			b.WriteString(words + "\n")
		}
		write(b, v["components"])
	}
}

// Arrived returns how many messages there are.
func (d *Discord) Arrived() (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, list := range d.channels {
		n += len(list)
	}
	return n
}

func (d *Discord) serveChannel(channel string, at []string, r Request) (int, []byte) {
	if d.o.Guilds != nil && !d.knows(channel) {
		return unknown("Channel", 10003)
	}
	switch what := strings.Join(at, "/"); {
	case what == "" && r.Method == http.MethodGet:
		return d.describe(channel)
	case what == "typing":
		return http.StatusNoContent, nil
	case what == "messages" && r.Method == http.MethodPost:
		return d.take(channel, r.Body)
	case what == "messages":
		return d.list(channel, r.Query)
	case len(at) > 1 && at[0] == "messages":
		return d.one(channel, at[1])
	}
	return refusal(http.StatusNotFound, 0, "404: Not Found")
}

func (d *Discord) knows(channel string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, known := d.channels[channel]
	return known
}

func (d *Discord) describe(channel string) (int, []byte) {
	var newest any
	if list := d.Messages(channel); len(list) > 0 {
		newest = list[len(list)-1].ID
	}
	return encoded(http.StatusOK, object{"id": channel, "type": 0, "guild_id": d.guildOf(channel), "name": "news", "position": 0, "flags": 0, "parent_id": nil,
		"permission_overwrites": []any{}, "last_message_id": newest, "topic": nil, "nsfw": false, "rate_limit_per_user": 0})
}

func (d *Discord) guildOf(channel string) string {
	for _, g := range d.o.Guilds {
		if slices.Contains(g.Channels, channel) {
			return g.ID
		}
	}
	return "10"
}

// take stores a message. If its nonce is known, the existing message is returned.
func (d *Discord) take(channel string, body []byte) (int, []byte) {
	var sent struct {
		Nonce   string `json:"nonce"`
		Enforce bool   `json:"enforce_nonce"`
	}
	if err := json.Unmarshal(body, &sent); err != nil {
		return refusal(http.StatusBadRequest, 50109, "The request body contains invalid JSON.")
	}
	id := d.ids.next()
	d.mu.Lock()
	defer d.mu.Unlock()
	if m := d.nonces[sent.Nonce]; m != nil && sent.Enforce && time.Since(m.At) < d.o.Nonces {
		return encoded(http.StatusOK, m.shown())
	}
	m := &Message{ID: id, Channel: channel, Nonce: sent.Nonce, At: sentAt(id), Body: body}
	d.channels[channel] = append(d.channels[channel], m)
	if sent.Enforce && sent.Nonce != "" {
		d.nonces[sent.Nonce] = m
	}
	return encoded(http.StatusOK, m.shown())
}

// shown returns the message as Discord does.
func (m *Message) shown() object {
	var body struct {
		Content    string `json:"content"`
		Flags      int    `json:"flags"`
		Components any    `json:"components"`
	}
	_ = json.Unmarshal(m.Body, &body) // it was parsed when it arrived
	all := object{
		"id": m.ID, "channel_id": m.Channel, "type": 0, "author": self(), "content": body.Content, "flags": body.Flags, "components": components(body.Components),
		"timestamp": m.At.UTC().Format(time.RFC3339Nano), "edited_timestamp": nil, "tts": false, "mention_everyone": false, "pinned": false,
		"mentions": []any{}, "mention_roles": []any{}, "attachments": []any{}, "embeds": []any{},
	}
	if m.Nonce != "" {
		all["nonce"] = m.Nonce
	}
	return all
}

// componentDefaults are the values that Discord fills in, by component type.
var componentDefaults = map[float64]object{
	3: {"min_values": 1, "max_values": 1}, 11: {"description": nil, "spoiler": false}, 14: {"divider": true, "spacing": 1}, 17: {"accent_color": nil, "spoiler": false},
}

// components returns the components of a message as Discord does: every one has an id, and omitted values are filled in.
func components(sent any) []any {
	n := 0
	complete(sent, &n)
	list, _ := sent.([]any)
	return append([]any{}, list...)
}

func complete(v any, n *int) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			complete(one, n)
		}
	case map[string]any:
		kind, is := v["type"].(float64)
		if is && v["id"] == nil {
			*n++
			v["id"] = *n
		}
		fill(v, componentDefaults[kind])
		complete(v["components"], n)
		complete(v["accessory"], n)
	}
}

// fill fills in missing values.
func fill(v, defaults object) {
	for name, value := range defaults {
		if v[name] == nil {
			v[name] = value
		}
	}
}

// list returns the messages before or after an id, newest first.
func (d *Discord) list(channel, query string) (int, []byte) {
	q, _ := url.ParseQuery(strings.TrimPrefix(query, "?"))
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil {
		limit = 50
	}
	after, _ := strconv.ParseUint(q.Get("after"), 10, 64)
	found := []object{}
	for _, m := range d.Messages(channel) { // oldest first: those right after the id are meant
		n, _ := strconv.ParseUint(m.ID, 10, 64)
		if n > after && (after == 0 || len(found) < limit) {
			found = append(found, m.shown())
		}
	}
	slices.Reverse(found)
	return encoded(http.StatusOK, found[:min(limit, len(found))])
}

// one returns a message by its id, also when it is published, which only sets its flag. If every channel exists, so does every message.
func (d *Discord) one(channel, id string) (int, []byte) {
	for _, m := range d.Messages(channel) {
		if m.ID == id {
			return encoded(http.StatusOK, m.shown())
		}
	}
	if d.o.Guilds != nil {
		return unknown("Message", 10008)
	}
	return encoded(http.StatusOK, (&Message{ID: id, Channel: channel, At: sentAt(id), Body: json.RawMessage(`{}`)}).shown())
}
