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

// Say writes a message, which needs no text if it has files.
func (p *Person) Say(_ context.Context, channelID, text string, files ...Upload) (*Message, error) {
	return p.write(channelID, text, nil, files)
}

// write posts a message, as a reply unless to is nil.
func (p *Person) write(channelID, text string, to *world.Message, files []Upload) (*Message, error) {
	_, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	defer p.s.Unlock()
	if at.Type == world.ForumChannel {
		return nil, forumItself(at)
	}
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n > 2000 || n == 0 && len(files) == 0 {
		return nil, fmt.Errorf("a message has between 1 and 2000 characters, not %d", n)
	}
	if len(files) > 10 {
		return nil, fmt.Errorf("a message has at most 10 files, not %d", len(files))
	}
	m := p.s.Blank(at, p.id, 0)
	m.Body["content"] = text
	p.attach(m, at, files)
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
func (p *Person) Reply(_ context.Context, messageID, text string, files ...Upload) (*Message, error) {
	p.s.Lock()
	to, ok := p.s.Message(messageID)
	p.s.Unlock()
	if !ok || !to.SeenBy(p.id) {
		return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
	}
	if to.Only != "" {
		return nil, errors.New("a message that nobody else sees cannot be replied to")
	}
	return p.write(to.Channel, text, to, files)
}
