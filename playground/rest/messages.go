package rest

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// postMessage sends a message. It checks permissions before the body, as Discord does.
func (s *API) postMessage(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type == world.ForumChannel {
		return nil, &rules.Refusal{Status: http.StatusBadRequest, Code: 50008, Message: "Cannot send messages in a non-text channel"}
	}
	if s.BotPermissions(p)&world.SendPermission(p) == 0 {
		return nil, rules.MissingPermissions()
	}
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	flags := wire.Int(sent, "flags", 0) & mayHave
	if err := rules.CheckMessage(sent, s.withFiles(sent, a.files), flags); err != nil {
		return nil, err
	}
	nonce := nonceOf(sent)
	if enforced, _ := sent["enforce_nonce"].(bool); enforced && nonce != "" {
		if m := s.Before(p.ID, nonce); m != nil {
			return m.Body, nil
		}
	}
	m := s.compose(p, sent, a.files, flags)
	if err := s.refer(m, sent, p); err != nil {
		return nil, err
	}
	if nonce != "" {
		m.Body["nonce"] = sent["nonce"]
		s.Remember(nonce, m)
	}
	s.Add(m, p)
	a.about = m.ID
	return m.Body, nil
}

// compose makes a bot message from the request's body. Nobody has seen it yet.
func (s *API) compose(p world.Place, sent wire.Object, files []*world.File, flags int) *world.Message {
	m := s.Blank(p, s.BotID, flags)
	m.Body = s.Draw(m.Body, sent)
	s.Enclose(m.Body, p.ID, files)
	s.Mention(m, sent, p)
	return m
}

// mayHave holds the flags that a bot may set on a new message.
const mayHave = rules.FlagSuppressEmbeds | rules.FlagSilent | rules.FlagComponentsV2

// nonceOf returns the nonce as text, "" when there is none.
func nonceOf(sent wire.Object) string {
	switch n := sent["nonce"].(type) {
	case string:
		return n
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}

// withFiles returns a body whose attachments are the files sent with it.
func (s *API) withFiles(sent wire.Object, files []*world.File) wire.Object {
	if len(files) == 0 {
		return sent
	}
	sent = maps.Clone(sent)
	names := make([]any, len(files))
	for i, f := range files {
		names[i] = wire.Object{"filename": f.Name}
	}
	sent["attachments"] = names
	return sent
}

// refer makes the message a reply to its message_reference.
func (s *API) refer(m *world.Message, sent wire.Object, at world.Place) error {
	ref, ok := sent["message_reference"].(wire.Object)
	if !ok {
		return nil
	}
	if s.BotPermissions(at)&world.PermissionReadHistory == 0 {
		return rules.NoHistory()
	}
	to, ok := s.Message(wire.Text(ref, "message_id"))
	if !ok || to.Channel != m.Channel || to.Only != "" {
		if must, given := ref["fail_if_not_exists"].(bool); given && !must {
			return nil
		}
		return rules.Invalid("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
	}
	m.Body["type"] = world.TypeReply
	world.AnswerTo(m, to, at)
	told, given := sent["allowed_mentions"].(wire.Object)
	if !given || told["replied_user"] == true {
		m.Body["mentions"] = world.AppendUser(wire.List(m.Body, "mentions"), s.UserObject(to.Author))
	}
	return nil
}

// spoken returns the message of a route. Ephemeral messages are reached through their interaction only.
func (s *API) spoken(a *ask) (*world.Message, world.Place, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, world.Place{}, err
	}
	m, ok := s.Message(a.PathValue("message"))
	if !ok || m.Channel != p.ID || m.Only != "" {
		return nil, world.Place{}, rules.Unknown("Message", 10008)
	}
	return m, p, nil
}

// getMessage needs Read Message History, as in Discord.
func (s *API) getMessage(a *ask) (any, error) {
	m, p, err := s.spoken(a)
	if err != nil {
		return nil, err
	}
	if s.BotPermissions(p)&world.PermissionReadHistory == 0 {
		return nil, rules.MissingPermissions()
	}
	return m.Body, nil
}

func (s *API) patchMessage(a *ask) (any, error) {
	m, _, err := s.spoken(a)
	if err != nil {
		return nil, err
	}
	if m.Author != s.BotID {
		return nil, &rules.Refusal{Status: http.StatusForbidden, Code: 50005, Message: "Cannot edit a message authored by another user"}
	}
	return s.edit(m, a)
}

// edit changes a message of the bot. The flag for Components V2 can be set, but never removed.
func (s *API) edit(m *world.Message, a *ask) (any, error) {
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	flags := m.Flags&^rules.FlagLoading | wire.Int(sent, "flags", 0)&(rules.FlagSuppressEmbeds|rules.FlagComponentsV2)
	body := s.Draw(m.Body, sent)
	if err := rules.CheckMessage(sent, s.withFiles(body, a.files), flags); err != nil {
		return nil, err
	}
	if flags&rules.FlagComponentsV2 != 0 && m.Flags&rules.FlagComponentsV2 == 0 {
		// The existing components must also be valid under the new flag.
		if err := rules.CheckMessage(wire.Object{"components": body["components"]}, s.withFiles(body, a.files), flags); err != nil {
			return nil, err
		}
	}
	if len(a.files) > 0 {
		s.Enclose(body, m.Channel, a.files)
	}
	s.Change(m, body, flags, m.Flags&rules.FlagLoading == 0)
	a.about = m.ID
	return m.Body, nil
}

func (s *API) deleteMessage(a *ask) (any, error) {
	m, p, err := s.spoken(a)
	if err != nil {
		return nil, err
	}
	if m.Author != s.BotID && s.BotPermissions(p)&world.PermissionManageMessages == 0 {
		return nil, rules.MissingPermissions()
	}
	s.Remove(m)
	return nil, nil
}

// getMessages lists messages, newest first. Without the permission to read history the list is empty.
func (s *API) getMessages(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type == world.ForumChannel {
		return nil, rules.WrongChannelType()
	}
	q := a.URL.Query()
	limit, err := limitOf(q, 1)
	if err != nil {
		return nil, err
	}
	out := []any{}
	if s.BotPermissions(p)&world.PermissionReadHistory == 0 {
		return out, nil
	}
	before, after := q.Get("before"), q.Get("after")
	for _, m := range slices.Backward(s.Messages[p.ID]) {
		tooNew := before != "" && !older(m.ID, before)
		tooOld := after != "" && !older(after, m.ID)
		if m.Only == "" && !tooNew && !tooOld {
			out = append(out, m.Body)
		}
	}
	if after != "" && len(out) > limit {
		return out[len(out)-limit:], nil // those closest to after
	}
	return out[:min(len(out), limit)], nil
}

// limitOf returns how many items a request wants: 50 by default, and at most 100.
func limitOf(q url.Values, least int) (int, error) {
	v := q.Get("limit")
	if v == "" {
		return 50, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > 100 {
		return 0, rules.Invalid("limit", "NUMBER_TYPE_MAX", fmt.Sprintf("int value should be between %d and 100.", least))
	}
	return n, nil
}

// older reports whether an id was assigned before another. Ids are numbers of different lengths.
func older(a, b string) bool {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

// postCrosspost publishes a message of an announcement channel to its followers, of which there are none here.
func (s *API) postCrosspost(a *ask) (any, error) {
	const crossposted = 1 << 0
	m, p, err := s.spoken(a)
	if err != nil {
		return nil, err
	}
	if p.Type != world.AnnouncementChannel {
		return nil, rules.WrongChannelType()
	}
	if s.BotPermissions(p)&world.PermissionSend == 0 {
		return nil, rules.MissingPermissions()
	}
	if m.Flags&crossposted != 0 {
		return nil, &rules.Refusal{Status: http.StatusBadRequest, Code: 40033, Message: "This message has already been crossposted"}
	}
	s.Change(m, m.Body, m.Flags|crossposted, false)
	return m.Body, nil
}
