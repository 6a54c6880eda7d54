package people

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"lede/playground/world"
)

// Found creates a server, with a channel, and adds the bot to it.
func (p *Person) Found(_ context.Context, name string) (world.Guild, error) {
	p.s.Lock()
	defer p.s.Unlock()
	name = strings.TrimSpace(name)
	if _, ok := p.s.World.Profile(p.id); !ok {
		return world.Guild{}, fmt.Errorf("there is no person with the id %q", p.id)
	}
	if name == "" || len(name) > world.LongestName {
		return world.Guild{}, fmt.Errorf("the name of a server has 1 to %d bytes", world.LongestName)
	}
	// By the machine's clock, like the dates of the answers to the bot's requests.
	g, ok := p.s.Found(name, time.Now())
	if !ok {
		return world.Guild{}, errors.New("there are as many servers as the playground has room for")
	}
	return g, nil
}
