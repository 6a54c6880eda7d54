package rest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// postMessage sends a message. Permissions are looked at before the body, as Discord does: a bot that may not write
// learns that first, whatever else is wrong.
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
	m := s.Blank(p, s.BotID, flags)
	m.Body = s.Draw(m.Body, sent)
	s.Enclose(m.Body, p.ID, a.files)
	s.Mention(m, sent, p)
	if err := s.refer(m, sent, p); err != nil {
		return nil, err
	}
	if nonce != "" {
		m.Body["nonce"] = sent["nonce"]
		s.Remember(nonce, m)
	}
	s.Add(m, p)
	return m.Body, nil
}

// mayHave are the flags that a bot may set on a new message.
const mayHave = rules.FlagSuppressEmbeds | rules.FlagSilent | rules.FlagComponentsV2

func nonceOf(sent wire.Object) string {
	switch n := sent["nonce"].(type) {
	case string:
		return n
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}

// withFiles is what was sent, with its files counted among the attachments.
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

// refer makes the message a reply, when the message that it names is there.
func (s *API) refer(m *world.Message, sent wire.Object, at world.Place) error {
	ref, ok := sent["message_reference"].(wire.Object)
	if !ok {
		return nil
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

// spoken is the message of a route. Ephemeral ones exist for their interaction only.
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

// getMessage needs the permission to read what has been, even for a single message.
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

// edit changes a message of the bot. A flag for Components V2 can be set, and never be taken back.
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
		// What was drawn before has to make sense under the new flag as well.
		if err := rules.CheckMessage(wire.Object{"components": body["components"]}, s.withFiles(body, a.files), flags); err != nil {
			return nil, err
		}
	}
	if len(a.files) > 0 {
		s.Enclose(body, m.Channel, a.files)
	}
	s.Change(m, body, flags, m.Flags&rules.FlagLoading == 0)
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

// getMessages lists messages, the newest first, as far as the bot may read what has been.
func (s *API) getMessages(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type == world.ForumChannel {
		return nil, rules.WrongChannelType()
	}
	q := a.URL.Query()
	limit := 50
	if v := q.Get("limit"); v != "" {
		if limit, err = strconv.Atoi(v); err != nil || limit < 1 || limit > 100 {
			return nil, rules.Invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
		}
	}
	out := []any{}
	if s.BotPermissions(p)&world.PermissionReadHistory == 0 {
		return out, nil
	}
	before, after := q.Get("before"), q.Get("after")
	for _, m := range slices.Backward(s.Messages[p.ID]) {
		if m.Only != "" || before != "" && !older(m.ID, before) || after != "" && !older(after, m.ID) {
			continue
		}
		out = append(out, m.Body)
	}
	if after != "" && len(out) > limit {
		return out[len(out)-limit:], nil // those next to the message that was named
	}
	return out[:min(len(out), limit)], nil
}

// older compares ids, which are numbers of different length.
func older(a, b string) bool {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

// postCrosspost publishes a message of an announcement channel to those who follow it, which nobody here does.
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
