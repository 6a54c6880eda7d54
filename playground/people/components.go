package people

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// use finds an enabled component of a message. It locks the state; the caller unlocks it unless there is an error.
func (p *Person) use(messageID, customID string) (*world.Profile, *world.Message, world.Place, wire.Object, error) {
	fail := func(err error) (*world.Profile, *world.Message, world.Place, wire.Object, error) {
		return nil, nil, world.Place{}, nil, err
	}
	p.s.Lock()
	m, ok := p.s.Message(messageID)
	p.s.Unlock()
	if !ok || !m.SeenBy(p.id) {
		return fail(fmt.Errorf("there is no message with the id %q to be seen", messageID))
	}
	who, at, err := p.enter(m.Channel)
	if err != nil {
		return fail(err)
	}
	c, ok := m.Custom(customID)
	if disabled, _ := c["disabled"].(bool); !ok || disabled {
		p.s.Unlock()
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
	if wire.Type(c) != rules.Button {
		p.s.Unlock()
		return nil, fmt.Errorf("the component %q is no button", customID)
	}
	return p.component(ctx, who, m, at, wire.Object{"custom_id": customID, "component_type": rules.Button, "id": c["id"]})
}

// Select chooses values of a select: options, or ids of channels, people or roles.
func (p *Person) Select(ctx context.Context, messageID, customID string, values []string) (*Interaction, error) {
	who, m, at, c, err := p.use(messageID, customID)
	if err != nil {
		return nil, err
	}
	data := wire.Object{"custom_id": customID, "component_type": wire.Type(c), "id": c["id"], "values": values}
	if err := choose(newResolver(p.s, at), c, values, data); err != nil {
		p.s.Unlock()
		return nil, err
	}
	return p.component(ctx, who, m, at, data)
}

// component sends an interaction and unlocks the state, which the caller has locked.
func (p *Person) component(ctx context.Context, who *world.Profile, m *world.Message, at world.Place, data wire.Object) (*Interaction, error) {
	i := &world.Interaction{Kind: world.ByComponent, Place: at, Source: m}
	p.s.Open(i, who, data)
	p.s.Unlock()
	return p.wait(ctx, i)
}

// choose checks the values of a select, and resolves ids.
func choose(r *resolver, c wire.Object, values []string, data wire.Object) error {
	if n := len(values); n < wire.Int(c, "min_values", 1) || n > wire.Int(c, "max_values", 1) {
		return fmt.Errorf("%d values cannot be chosen here", n)
	}
	for _, v := range values {
		switch wire.Type(c) {
		case rules.StringSelect:
			if !slices.ContainsFunc(wire.Objects(wire.List(c, "options")), func(o wire.Object) bool { return o["value"] == v }) {
				return fmt.Errorf("the select has no option %q", v)
			}
		case rules.ChannelSelect:
			if err := r.channel(v, wire.List(c, "channel_types")); err != nil {
				return err
			}
		case rules.UserSelect:
			if err := r.user(v); err != nil {
				return err
			}
		case rules.MentionSelect:
			if err := r.mentionable(v); err != nil {
				return err
			}
		case rules.RoleSelect:
			if err := r.role(v); err != nil {
				return err
			}
		default:
			return errors.New("the component is no select")
		}
	}
	r.writeTo(data)
	return nil
}
