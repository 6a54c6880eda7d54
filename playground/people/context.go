package people

import (
	"context"
	"fmt"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// Apply uses a message command, and waits for the first answer.
func (p *Person) Apply(ctx context.Context, messageID, command string) (*Interaction, error) {
	p.s.Lock()
	m, ok := p.s.Message(messageID)
	p.s.Unlock()
	if !ok || !m.SeenBy(p.id) {
		return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
	}
	who, at, err := p.enter(m.Channel)
	if err != nil {
		return nil, err
	}
	for _, c := range p.s.Commands {
		if c["name"] != command || wire.Int(c, "type", rules.ChatCommand) != rules.MessageCommand || !usable(c, who, at) {
			continue
		}
		i := &world.Interaction{Kind: world.ByCommand, Place: at, Name: command, Target: m}
		p.s.Open(i, who, wire.Object{
			"id": c["id"], "name": command, "type": rules.MessageCommand, "target_id": m.ID,
			"resolved": wire.Object{"messages": wire.Object{m.ID: m.Body}},
		})
		p.s.Unlock()
		return p.wait(ctx, i)
	}
	p.s.Unlock()
	return nil, fmt.Errorf("%s is shown no command %q on messages here", who.Name, command)
}
