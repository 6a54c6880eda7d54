package playground

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// This file answers what a bot does in a channel.

// sentNonce remembers which message a nonce has become.
type sentNonce struct {
	channel, nonce string
	at             time.Time // by the real clock: a test that moves time does not want to send twice
	message        *message
}

// before is the message that was sent with this nonce in the last minutes.
func (s *Server) before(channel, nonce string) *message {
	now := time.Now()
	s.sent = slices.DeleteFunc(s.sent, func(n sentNonce) bool { return now.Sub(n.at) > s.o.Nonces })
	for _, n := range s.sent {
		if n.channel == channel && n.nonce == nonce {
			return n.message
		}
	}
	return nil
}

// postMessage sends a message. Permissions are looked at before the body, as Discord does: a bot that may not write
// learns that first, whatever else is wrong.
func (s *Server) postMessage(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type == ForumChannel {
		return nil, &refusal{status: http.StatusBadRequest, code: 50008, message: "Cannot send messages in a non-text channel"}
	}
	if s.botPermissions(p)&sending(p) == 0 {
		return nil, missingPermissions()
	}
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	flags := intOf(sent, "flags", 0) & mayHave
	if err := checkMessage(sent, s.withFiles(sent, a.files), flags); err != nil {
		return nil, err
	}
	nonce := nonceOf(sent)
	if enforced, _ := sent["enforce_nonce"].(bool); enforced && nonce != "" {
		if m := s.before(p.ID, nonce); m != nil {
			return m.body, nil
		}
	}
	m := s.blank(p, s.botID, flags)
	m.body = s.draw(m.body, sent)
	s.enclose(m.body, p.ID, a.files)
	s.mention(m, sent, p)
	if err := s.refer(m, sent, p); err != nil {
		return nil, err
	}
	if nonce != "" {
		m.body["nonce"] = sent["nonce"]
		s.sent = append(s.sent, sentNonce{p.ID, nonce, time.Now(), m})
		if len(s.sent) > keptNonces {
			s.sent = s.sent[1:]
		}
	}
	s.add(m, p)
	return m.body, nil
}

// mayHave are the flags that a bot may set on a new message.
const mayHave = flagSuppressEmbeds | flagSilent | flagComponentsV2

func nonceOf(sent object) string {
	switch n := sent["nonce"].(type) {
	case string:
		return n
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}

// withFiles is what was sent, with its files counted among the attachments.
func (s *Server) withFiles(sent object, files []*file) object {
	if len(files) == 0 {
		return sent
	}
	sent = maps.Clone(sent)
	names := make([]any, len(files))
	for i, f := range files {
		names[i] = object{"filename": f.name}
	}
	sent["attachments"] = names
	return sent
}

// refer makes the message a reply, when the message that it names is there.
func (s *Server) refer(m *message, sent object, at place) error {
	ref, ok := sent["message_reference"].(object)
	if !ok {
		return nil
	}
	to, ok := s.message(textOf(ref, "message_id"))
	if !ok || to.channel != m.channel || to.only != "" {
		if must, given := ref["fail_if_not_exists"].(bool); given && !must {
			return nil
		}
		return invalid("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
	}
	m.body["type"] = typeReply
	answerTo(m, to, at)
	told, given := sent["allowed_mentions"].(object)
	if !given || told["replied_user"] == true {
		m.body["mentions"] = appendUser(listOf(m.body, "mentions"), s.userObject(to.author))
	}
	return nil
}

// spoken is the message of a route. Ephemeral ones exist for their interaction only.
func (s *Server) spoken(a *ask) (*message, place, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, place{}, err
	}
	m, ok := s.message(a.PathValue("message"))
	if !ok || m.channel != p.ID || m.only != "" {
		return nil, place{}, unknown("Message", 10008)
	}
	return m, p, nil
}

// getMessage needs the permission to read what has been, even for a single message.
func (s *Server) getMessage(a *ask) (any, error) {
	m, p, err := s.spoken(a)
	if err != nil {
		return nil, err
	}
	if s.botPermissions(p)&PermissionReadHistory == 0 {
		return nil, missingPermissions()
	}
	return m.body, nil
}

func (s *Server) patchMessage(a *ask) (any, error) {
	m, _, err := s.spoken(a)
	if err != nil {
		return nil, err
	}
	if m.author != s.botID {
		return nil, &refusal{status: http.StatusForbidden, code: 50005, message: "Cannot edit a message authored by another user"}
	}
	return s.edit(m, a)
}

// edit changes a message of the bot. A flag for Components V2 can be set, and never be taken back.
func (s *Server) edit(m *message, a *ask) (any, error) {
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	flags := m.flags&^flagLoading | intOf(sent, "flags", 0)&(flagSuppressEmbeds|flagComponentsV2)
	body := s.draw(m.body, sent)
	if err := checkMessage(sent, s.withFiles(body, a.files), flags); err != nil {
		return nil, err
	}
	if flags&flagComponentsV2 != 0 && m.flags&flagComponentsV2 == 0 {
		// What was drawn before has to make sense under the new flag as well.
		if err := checkMessage(object{"components": body["components"]}, s.withFiles(body, a.files), flags); err != nil {
			return nil, err
		}
	}
	if len(a.files) > 0 {
		s.enclose(body, m.channel, a.files)
	}
	s.change(m, body, flags, m.flags&flagLoading == 0)
	return m.body, nil
}

func (s *Server) deleteMessage(a *ask) (any, error) {
	m, p, err := s.spoken(a)
	if err != nil {
		return nil, err
	}
	if m.author != s.botID && s.botPermissions(p)&PermissionManageMessages == 0 {
		return nil, missingPermissions()
	}
	s.remove(m)
	return nil, nil
}

// getMessages lists messages, the newest first, as far as the bot may read what has been.
func (s *Server) getMessages(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type == ForumChannel {
		return nil, wrongChannelType()
	}
	q := a.URL.Query()
	limit := 50
	if v := q.Get("limit"); v != "" {
		if limit, err = strconv.Atoi(v); err != nil || limit < 1 || limit > 100 {
			return nil, invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
		}
	}
	out := []any{}
	if s.botPermissions(p)&PermissionReadHistory == 0 {
		return out, nil
	}
	before, after := q.Get("before"), q.Get("after")
	for _, m := range slices.Backward(s.messages[p.ID]) {
		if m.only != "" || before != "" && !older(m.id, before) || after != "" && !older(after, m.id) {
			continue
		}
		out = append(out, m.body)
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
func (s *Server) postCrosspost(a *ask) (any, error) {
	const crossposted = 1 << 0
	m, p, err := s.spoken(a)
	if err != nil {
		return nil, err
	}
	if p.Type != AnnouncementChannel {
		return nil, wrongChannelType()
	}
	if s.botPermissions(p)&PermissionSend == 0 {
		return nil, missingPermissions()
	}
	if m.flags&crossposted != 0 {
		return nil, &refusal{status: http.StatusBadRequest, code: 40033, message: "This message has already been crossposted"}
	}
	s.change(m, m.body, m.flags|crossposted, false)
	return m.body, nil
}
