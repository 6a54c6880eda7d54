package people

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"lede/playground/wire"
	"lede/playground/world"
)

// Person acts for a person. Its errors say what Discord's client would have prevented.
type Person struct {
	s  *world.State
	id string
}

// enter locks the state if the person may be in the channel; the caller unlocks it unless there is an error.
func (p *Person) enter(channelID string) (*world.Profile, world.Place, error) {
	p.s.Lock()
	who, ok := p.s.World.Profile(p.id)
	if !ok {
		p.s.Unlock()
		return nil, world.Place{}, fmt.Errorf("there is no person with the id %q", p.id)
	}
	at, ok := p.s.World.Place(channelID)
	if !ok || at.With != nil && at.With.ID != p.id {
		p.s.Unlock()
		return nil, world.Place{}, fmt.Errorf("%s is in no channel with the id %q", who.Name, channelID)
	}
	return who, at, nil
}

// wait waits for the first answer, for Waits.Answer.
func (p *Person) wait(ctx context.Context, i *world.Interaction) (*Interaction, error) {
	late := time.NewTimer(time.Until(i.At.Add(p.s.Waits.Answer)))
	defer late.Stop()
	select {
	case <-i.Answered:
	case <-late.C:
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for the bot's answer: %w", ctx.Err())
	}
	p.s.Lock()
	defer p.s.Unlock()
	i.Expired = i.Callback == 0
	return seeInteraction(i), nil
}

// Slash runs a command, such as "digest set", and waits for the first answer.
func (p *Person) Slash(ctx context.Context, channelID, command string, options map[string]any) (*Interaction, error) {
	return p.run(ctx, channelID, command, "", options)
}

// Autocomplete asks for the choices of the focused option, given the values so far.
func (p *Person) Autocomplete(ctx context.Context, channelID, command, focusedOption string, options map[string]any) ([]world.Choice, error) {
	i, err := p.run(ctx, channelID, command, focusedOption, options)
	if err != nil {
		return nil, err
	}
	if i.TimedOut {
		return nil, errors.New("loading the choices failed: the application did not respond")
	}
	return i.Choices, nil
}

// run sends a command, or an autocompletion when an option is focused, and waits for the first answer.
func (p *Person) run(ctx context.Context, channelID, command, focused string, options map[string]any) (*Interaction, error) {
	who, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	if at.Type == world.ForumChannel {
		p.s.Unlock()
		return nil, forumItself(at)
	}
	c, err := p.find(command, who, at)
	if err == nil {
		c.focused = focused
		err = c.fill(options)
	}
	if err != nil {
		p.s.Unlock()
		return nil, err
	}
	i := &world.Interaction{Kind: world.ByCommand, Place: at, Name: strings.Join(strings.Fields(strings.TrimPrefix(command, "/")), " ")}
	if focused != "" {
		i.Kind = world.ByTyping
	}
	p.s.Open(i, who, c.data())
	p.s.Unlock()
	return p.wait(ctx, i)
}

// Messages lists the messages that the person sees in a channel, oldest first; in a forum, the first message of each post.
func (p *Person) Messages(_ context.Context, channelID string) ([]*Message, error) {
	_, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	defer p.s.Unlock()
	list := p.s.Messages[channelID]
	if at.Type == world.ForumChannel {
		for _, t := range at.Guild.Threads {
			if m, ok := p.s.Message(t.ID); ok && t.Parent == channelID {
				list = append(list, m)
			}
		}
	}
	out := []*Message{}
	for _, m := range list {
		if m.SeenBy(p.id) {
			out = append(out, See(m))
		}
	}
	return out, nil
}

// Message returns the message with this id.
func (p *Person) Message(_ context.Context, messageID string) (*Message, error) {
	p.s.Lock()
	defer p.s.Unlock()
	if m, ok := p.s.Message(messageID); ok && m.SeenBy(p.id) {
		return See(m), nil
	}
	return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
}

// Dismiss removes a message that only this person sees.
func (p *Person) Dismiss(_ context.Context, messageID string) error {
	p.s.Lock()
	defer p.s.Unlock()
	m, ok := p.s.Message(messageID)
	if !ok || m.Only != p.id {
		return errors.New("only a message that nobody else sees can be dismissed")
	}
	p.s.Remove(m)
	return nil
}

// Settle waits for a deferred answer.
func (p *Person) Settle(ctx context.Context, i *Interaction) (*Interaction, error) {
	for {
		p.s.Lock()
		held, ok := p.s.Interactions[i.ID]
		changed := p.s.Changed
		if !ok {
			p.s.Unlock()
			return nil, fmt.Errorf("the interaction %q is over", i.ID)
		}
		now := seeInteraction(held)
		p.s.Unlock()
		if !now.Deferred {
			return now, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for the deferred answer: %w", ctx.Err())
		}
	}
}

// Commands lists the commands that the person is shown in a channel, in the form of Discord's API.
func (p *Person) Commands(channelID string) ([]wire.Object, error) {
	who, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	defer p.s.Unlock()
	shown := []wire.Object{}
	for _, c := range p.s.Commands {
		if at.Type != world.ForumChannel && usable(c, who, at) {
			shown = append(shown, c)
		}
	}
	return shown, nil
}

// As acts for the person with this id. If there is none, every action returns an error.
func As(state *world.State, personID string) *Person { return &Person{state, personID} }
