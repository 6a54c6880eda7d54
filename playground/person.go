package playground

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Person acts for somebody, as far as Discord would let them. Its errors say what Discord would have prevented.
type Person struct {
	s  *Server
	id string
}

// Upload is a file, as the value of an option of type attachment.
type Upload struct {
	Filename    string
	ContentType string
	Data        []byte
}

// As returns somebody to act for. An unknown id is an error of everything that they then do.
func (s *Server) As(personID string) *Person { return &Person{s, personID} }

// enter locks the server when this person may be in the channel; the caller unlocks it.
func (p *Person) enter(channelID string) (*Profile, place, error) {
	p.s.mu.Lock()
	who, ok := p.s.world.profile(p.id)
	if !ok {
		p.s.mu.Unlock()
		return nil, place{}, fmt.Errorf("there is no person with the id %q", p.id)
	}
	at, ok := p.s.world.place(channelID)
	if !ok || at.with != nil && at.with.ID != p.id {
		p.s.mu.Unlock()
		return nil, place{}, fmt.Errorf("%s is in no channel with the id %q", who.Name, channelID)
	}
	return who, at, nil
}

// wait waits for the first answer, as long as Discord would.
func (p *Person) wait(ctx context.Context, i *interaction) (*Interaction, error) {
	late := time.NewTimer(time.Until(i.at.Add(answerWithin)))
	defer late.Stop()
	select {
	case <-i.answered:
	case <-late.C:
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for the bot's answer: %w", ctx.Err())
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	i.expired = i.callback == 0
	return i.view(), nil
}

// Slash runs a command, such as "digest set", and waits for the first answer.
func (p *Person) Slash(ctx context.Context, channelID, command string, options map[string]any) (*Interaction, error) {
	return p.run(ctx, channelID, command, "", options)
}

// Autocomplete asks what completes an option, given what was typed into it and into the others.
func (p *Person) Autocomplete(ctx context.Context, channelID, command, focusedOption string, options map[string]any) ([]Choice, error) {
	i, err := p.run(ctx, channelID, command, focusedOption, options)
	if err != nil {
		return nil, err
	}
	if i.TimedOut {
		return nil, errors.New("loading the choices failed: the application did not respond")
	}
	return i.Choices, nil
}

// run sends a command, or with a focused option what is typed so far, and waits for the answer.
func (p *Person) run(ctx context.Context, channelID, command, focused string, options map[string]any) (*Interaction, error) {
	who, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	if at.Type == ForumChannel {
		p.s.mu.Unlock()
		return nil, forumItself(at)
	}
	c, err := p.s.find(command, who, at)
	if err == nil {
		c.focused = focused
		err = c.fill(p.s, at, options)
	}
	if err != nil {
		p.s.mu.Unlock()
		return nil, err
	}
	i := &interaction{kind: byCommand, place: at, name: strings.Join(strings.Fields(strings.TrimPrefix(command, "/")), " ")}
	if focused != "" {
		i.kind = byTyping
	}
	p.s.open(i, who, c.data())
	p.s.mu.Unlock()
	return p.wait(ctx, i)
}

// use finds a component of a message that can be used, and locks the server.
func (p *Person) use(messageID, customID string) (*Profile, *message, place, object, error) {
	fail := func(err error) (*Profile, *message, place, object, error) {
		return nil, nil, place{}, nil, err
	}
	p.s.mu.Lock()
	m, ok := p.s.message(messageID)
	p.s.mu.Unlock()
	if !ok || !m.seenBy(p.id) {
		return fail(fmt.Errorf("there is no message with the id %q to be seen", messageID))
	}
	who, at, err := p.enter(m.channel)
	if err != nil {
		return fail(err)
	}
	c, ok := m.custom(customID)
	if disabled, _ := c["disabled"].(bool); !ok || disabled {
		p.s.mu.Unlock()
		return fail(fmt.Errorf("the message has nothing enabled with the custom id %q", customID))
	}
	return who, m, at, c, nil
}

// Press presses a button of a message.
func (p *Person) Press(ctx context.Context, messageID, customID string) (*Interaction, error) {
	who, m, at, c, err := p.use(messageID, customID)
	if err != nil {
		return nil, err
	}
	if typeOf(c) != button {
		p.s.mu.Unlock()
		return nil, fmt.Errorf("the component %q is no button", customID)
	}
	return p.component(ctx, who, m, at, object{"custom_id": customID, "component_type": button, "id": c["id"]})
}

// Select chooses values of a select: those of its options, or ids of channels, people or roles.
func (p *Person) Select(ctx context.Context, messageID, customID string, values []string) (*Interaction, error) {
	who, m, at, c, err := p.use(messageID, customID)
	if err != nil {
		return nil, err
	}
	data := object{"custom_id": customID, "component_type": typeOf(c), "id": c["id"], "values": values}
	if err := p.s.chosen(c, values, at, data); err != nil {
		p.s.mu.Unlock()
		return nil, err
	}
	return p.component(ctx, who, m, at, data)
}

// component sends the interaction with the server locked, and unlocks it.
func (p *Person) component(ctx context.Context, who *Profile, m *message, at place, data object) (*Interaction, error) {
	i := &interaction{kind: byComponent, place: at, source: m}
	p.s.open(i, who, data)
	p.s.mu.Unlock()
	return p.wait(ctx, i)
}

// chosen checks the values of a select, and resolves those that are ids.
func (s *Server) chosen(c object, values []string, at place, data object) error {
	if n := len(values); n < intOf(c, "min_values", 1) || n > intOf(c, "max_values", 1) {
		return fmt.Errorf("%d values cannot be chosen here", n)
	}
	resolved := resolution{}
	for _, v := range values {
		switch typeOf(c) {
		case stringSelect:
			if !slices.ContainsFunc(objects(listOf(c, "options")), func(o object) bool { return o["value"] == v }) {
				return fmt.Errorf("the select has no option %q", v)
			}
		case channelSelect:
			if err := s.resolveChannel(resolved, v, at, listOf(c, "channel_types")); err != nil {
				return err
			}
		case userSelect:
			if err := s.resolveUser(resolved, v, at); err != nil {
				return err
			}
		case mentionSelect:
			if err := s.resolveMentionable(resolved, v, at); err != nil {
				return err
			}
		case roleSelect:
			if err := s.resolveRole(resolved, v, at); err != nil {
				return err
			}
		default:
			return errors.New("the component is no select")
		}
	}
	if len(resolved) > 0 {
		data["resolved"] = object(resolved)
	}
	return nil
}

// Submit fills in the form with which the bot has answered an interaction, and sends it.
func (p *Person) Submit(ctx context.Context, interactionID string, fields map[string]string) (*Interaction, error) {
	p.s.mu.Lock()
	asked, ok := p.s.interactions[interactionID]
	p.s.mu.Unlock()
	if !ok || asked.modal == nil || asked.person != p.id {
		return nil, fmt.Errorf("no form was shown in answer to the interaction %q", interactionID)
	}
	who, at, err := p.enter(asked.place.ID)
	if err != nil {
		return nil, err
	}
	left := map[string]bool{}
	for name := range fields {
		left[name] = true
	}
	filled, err := fillForm(listOf(asked.modal, "components"), fields, left)
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("the form has no field %s", strings.Join(sortedKeys(left), ", "))
	}
	if err != nil {
		p.s.mu.Unlock()
		return nil, err
	}
	i := &interaction{kind: byForm, place: at, source: asked.source, opener: asked}
	p.s.open(i, who, object{"custom_id": asked.modal["custom_id"], "components": filled})
	p.s.mu.Unlock()
	return p.wait(ctx, i)
}

// fillForm answers the components of a form with what was typed, and takes what it used off left.
func fillForm(list []any, fields map[string]string, left map[string]bool) ([]any, error) {
	out := []any{}
	for _, c := range objects(list) {
		filled := object{"type": c["type"], "id": c["id"]}
		id := textOf(c, "custom_id")
		delete(left, id)
		switch typeOf(c) {
		case label:
			inner, err := fillForm([]any{c["component"]}, fields, left)
			if err != nil {
				return nil, err
			}
			filled["component"] = inner[0]
		case actionRow:
			inner, err := fillForm(listOf(c, "components"), fields, left)
			if err != nil {
				return nil, err
			}
			filled["components"] = inner
		case textInput:
			value, given := fields[id]
			if !given {
				value = textOf(c, "value")
			}
			if err := typed(c, value); err != nil {
				return nil, err
			}
			filled["custom_id"], filled["value"] = id, value
		case textDisplay:
		default:
			values := []string{}
			if v := fields[id]; v != "" {
				values = strings.Split(v, ",")
			}
			filled["custom_id"], filled["values"] = id, values
		}
		out = append(out, filled)
	}
	return out, nil
}

// typed tells whether a text input lets this be sent.
func typed(c object, value string) error {
	required, given := c["required"].(bool)
	n := utf8.RuneCountInString(value)
	name := textOf(c, "custom_id")
	switch {
	case n == 0 && (required || !given):
		return fmt.Errorf("the field %q is required", name)
	case n > 0 && n < intOf(c, "min_length", 0):
		return fmt.Errorf("the field %q must have at least %d characters", name, intOf(c, "min_length", 0))
	case n > intOf(c, "max_length", 4000):
		return fmt.Errorf("the field %q must have at most %d characters", name, intOf(c, "max_length", 4000))
	}
	return nil
}

// forumItself is what somebody is told who would write where there are only posts.
func forumItself(at place) error {
	return fmt.Errorf("#%s is a forum: choose one of its posts to write in", at.Name)
}

// Say writes a message.
func (p *Person) Say(_ context.Context, channelID, text string) (*Message, error) {
	return p.write(channelID, text, nil)
}

// write puts a message into a channel, as the reply to another one if that is given.
func (p *Person) write(channelID, text string, to *message) (*Message, error) {
	_, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	defer p.s.mu.Unlock()
	if at.Type == ForumChannel {
		return nil, forumItself(at)
	}
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n == 0 || n > 2000 {
		return nil, fmt.Errorf("a message has between 1 and 2000 characters, not %d", n)
	}
	m := p.s.blank(at, p.id, 0)
	m.body["content"] = text
	if to != nil {
		m.body["type"] = typeReply
		m.body["mentions"] = []any{p.s.userObject(to.author)}
		answerTo(m, to, at)
	}
	p.s.mention(m, nil, at)
	p.s.add(m, at)
	return m.view(), nil
}

// Messages lists what the person sees in a channel, the oldest first. In a forum that is how each post begins.
func (p *Person) Messages(_ context.Context, channelID string) ([]*Message, error) {
	_, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	defer p.s.mu.Unlock()
	list := p.s.messages[channelID]
	if at.Type == ForumChannel {
		for _, t := range at.guild.Threads {
			if m, ok := p.s.message(t.ID); ok && t.Parent == channelID {
				list = append(list, m)
			}
		}
	}
	out := []*Message{}
	for _, m := range list {
		if m.seenBy(p.id) {
			out = append(out, m.view())
		}
	}
	return out, nil
}

// Message is one message as it is now.
func (p *Person) Message(_ context.Context, messageID string) (*Message, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if m, ok := p.s.message(messageID); ok && m.seenBy(p.id) {
		return m.view(), nil
	}
	return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
}

// Dismiss removes a message that only this person sees.
func (p *Person) Dismiss(_ context.Context, messageID string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	m, ok := p.s.message(messageID)
	if !ok || m.only != p.id {
		return errors.New("only a message that nobody else sees can be dismissed")
	}
	p.s.remove(m)
	return nil
}

// Settle waits until an answer that was deferred has come.
func (p *Person) Settle(ctx context.Context, i *Interaction) (*Interaction, error) {
	for {
		p.s.mu.Lock()
		held, ok := p.s.interactions[i.ID]
		changed := p.s.changed
		if !ok {
			p.s.mu.Unlock()
			return nil, fmt.Errorf("the interaction %q is over", i.ID)
		}
		now := held.view()
		p.s.mu.Unlock()
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
