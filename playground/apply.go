package playground

import (
	"context"
	"fmt"
)

// Apply uses a command of the menu “Apps” on a message, and waits for the first answer.
func (p *Person) Apply(ctx context.Context, messageID, command string) (*Interaction, error) {
	p.s.mu.Lock()
	m, ok := p.s.message(messageID)
	p.s.mu.Unlock()
	if !ok || !m.seenBy(p.id) {
		return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
	}
	who, at, err := p.enter(m.channel)
	if err != nil {
		return nil, err
	}
	for _, c := range p.s.commands {
		if c["name"] != command || intOf(c, "type", chatCommand) != messageCommand || !usable(c, who, at) {
			continue
		}
		i := &interaction{kind: byCommand, place: at, name: command, target: m}
		p.s.open(i, who, object{
			"id": c["id"], "name": command, "type": messageCommand, "target_id": m.id,
			"resolved": object{"messages": object{m.id: m.body}},
		})
		p.s.mu.Unlock()
		return p.wait(ctx, i)
	}
	p.s.mu.Unlock()
	return nil, fmt.Errorf("%s is shown no command %q on messages here", who.Name, command)
}
