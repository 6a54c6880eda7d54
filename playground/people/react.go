package people

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"lede/playground/world"
)

// React puts an emoji under a message, or removes it again.
func (p *Person) React(_ context.Context, messageID, emoji string) (*Message, error) {
	p.s.Lock()
	defer p.s.Unlock()
	m, ok := p.s.Message(messageID)
	if !ok || !m.SeenBy(p.id) {
		return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
	}
	at, ok := p.s.World.Place(m.Channel)
	switch {
	case !ok || m.Only != "":
		return nil, errors.New("a message that nobody else sees has no reactions")
	case !world.IsEmoji(emoji):
		return nil, fmt.Errorf("%q is no emoji", emoji)
	case slices.Contains(m.Reacted(emoji), p.id):
		p.s.Unreact(m, at, emoji, p.id)
	case m.Reactions() >= world.MostReactions && m.Reacted(emoji) == nil:
		return nil, fmt.Errorf("a message has at most %d different reactions", world.MostReactions)
	default:
		p.s.React(m, at, emoji, p.id)
	}
	return See(m), nil
}
