package people

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"lede/playground/world"
)

// forumItself refuses to write in a forum outside its posts.
func forumItself(at world.Place) error {
	return fmt.Errorf("#%s is a forum: choose one of its posts to write in", at.Name)
}

// Say writes a message.
func (p *Person) Say(_ context.Context, channelID, text string) (*Message, error) {
	return p.write(channelID, text, nil)
}

// write posts a message, as a reply unless to is nil.
func (p *Person) write(channelID, text string, to *world.Message) (*Message, error) {
	_, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	defer p.s.Unlock()
	if at.Type == world.ForumChannel {
		return nil, forumItself(at)
	}
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n == 0 || n > 2000 {
		return nil, fmt.Errorf("a message has between 1 and 2000 characters, not %d", n)
	}
	m := p.s.Blank(at, p.id, 0)
	m.Body["content"] = text
	if to != nil {
		m.Body["type"] = world.TypeReply
		m.Body["mentions"] = []any{p.s.UserObject(to.Author)}
		world.AnswerTo(m, to, at)
	}
	p.s.Mention(m, nil, at)
	p.s.Add(m, at)
	return See(m), nil
}

// Reply writes a reply to a message, and mentions its author as Discord does by default.
func (p *Person) Reply(_ context.Context, messageID, text string) (*Message, error) {
	p.s.Lock()
	to, ok := p.s.Message(messageID)
	p.s.Unlock()
	if !ok || !to.SeenBy(p.id) {
		return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
	}
	if to.Only != "" {
		return nil, errors.New("a message that nobody else sees cannot be replied to")
	}
	return p.write(to.Channel, text, to)
}
