package playground

import (
	"context"
	"errors"
	"fmt"
	"maps"
)

// The types of message that answer something else.
const (
	typeReply       = 19
	typeSlash       = 20
	typeContextMenu = 23
)

// Reply writes a message that answers another one, whose author is mentioned by it as Discord does unless told not to.
func (p *Person) Reply(_ context.Context, messageID, text string) (*Message, error) {
	p.s.mu.Lock()
	to, ok := p.s.message(messageID)
	p.s.mu.Unlock()
	if !ok || !to.seenBy(p.id) {
		return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
	}
	if to.only != "" {
		return nil, errors.New("a message that nobody else sees cannot be replied to")
	}
	return p.write(to.channel, text, to)
}

// answerTo makes a message the reply to another, or what a command of the menu “Apps” says of it.
func answerTo(m *message, to *message, at place) {
	ref := object{"type": 0, "message_id": to.id, "channel_id": to.channel}
	if at.guild != nil {
		ref["guild_id"] = at.guild.ID
	}
	m.body["message_reference"] = ref
	// Discord goes one step back and no further.
	quoted := maps.Clone(to.body)
	delete(quoted, "referenced_message")
	m.body["referenced_message"] = quoted
}
