package bot

import (
	"context"
	"slices"
	"sync"
)

const (
	// maxGuilds is how many guilds of a shard are remembered. Discord has a bot split before it is in 2,500; more can only
	// be made up.
	maxGuilds = 5000
	// maxTidings is how many guilds may wait for Joined or Left at once.
	maxTidings = 10_000
)

// guilds is which guilds the bot is in, as far as their shard has told, so that the list which follows every
// connection and the end of an outage are not taken for invitations. nil means that nothing was told yet.
type guilds struct {
	mu    sync.Mutex
	known map[string]bool
}

// all takes the list that comes with a new session and returns those that have gone since the one before.
func (g *guilds) all(list []guild) (left []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := make(map[string]bool, len(list))
	for _, x := range list {
		if x.ID != "" && ids(x.ID) == nil { // they become parts of paths and keys
			now[x.ID] = true
		}
	}
	for id := range g.known {
		if !now[id] {
			left = append(left, id)
		}
	}
	g.known = make(map[string]bool, min(len(now), maxGuilds))
	for id := range now {
		if len(g.known) < maxGuilds {
			g.known[id] = true
		}
	}
	return left
}

func (b *Bot) guildCame(ctx context.Context, known *guilds, raw []byte) error {
	g, err := decodeGuild(raw)
	if err != nil || g.ID == "" || g.Unavailable {
		return err
	}
	known.mu.Lock()
	joined := known.known != nil && !known.known[g.ID] && len(known.known) < maxGuilds
	if joined {
		known.known[g.ID] = true
	}
	known.mu.Unlock()
	if joined {
		b.tell(ctx, b.o.Joined, g.ID)
	}
	return nil
}

func (b *Bot) guildWent(ctx context.Context, known *guilds, raw []byte) error {
	g, err := decodeGuild(raw)
	if err != nil || g.ID == "" || g.Unavailable {
		return err
	}
	known.mu.Lock()
	delete(known.known, g.ID)
	known.mu.Unlock()
	b.tell(ctx, b.o.Left, g.ID)
	return nil
}

// tidings are the guilds of which Joined or Left has still to be told: each once, and what happened to it last.
type tidings struct {
	mu      sync.Mutex
	of      map[string]func(context.Context, string)
	order   []string
	telling bool // somebody is at it
}

// add returns whether somebody has to begin telling, and whether there was room.
func (t *tidings) add(id string, f func(context.Context, string)) (begin, room bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, waits := t.of[id]; !waits {
		if len(t.order) >= maxTidings {
			return false, false
		}
		t.order = append(t.order, id)
	}
	if t.of == nil {
		t.of = map[string]func(context.Context, string){}
	}
	t.of[id] = f
	begin = !t.telling
	t.telling = true
	return begin, true
}

// next takes the guild that has waited longest; f is nil when none does, and then nobody is telling any more.
func (t *tidings) next() (id string, f func(context.Context, string)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.order) == 0 {
		t.of, t.order, t.telling = nil, nil, false
		return "", nil
	}
	id = t.order[0]
	f = t.of[id]
	t.order = slices.Delete(t.order, 0, 1)
	delete(t.of, id)
	return id, f
}

// tell hands a guild to Joined or Left, one after the other: however many events come, one goroutine is at it.
func (b *Bot) tell(ctx context.Context, f func(context.Context, string), id string) {
	if f == nil {
		return
	}
	begin, room := b.tidings.add(id, f)
	if !room {
		b.log.Error("guild", "guild", id, "err", "too many servers have come or gone at once")
	}
	if begin {
		b.crowd.track(func() { b.tellAll(ctx) })
	}
}

func (b *Bot) tellAll(ctx context.Context) {
	for id, f := b.tidings.next(); f != nil; id, f = b.tidings.next() {
		err := guarded(func() error {
			return b.crowd.work(ctx, func() { f(ctx, id) })
		})
		if err != nil {
			b.log.Error("guild", "guild", id, "err", err.Error())
		}
	}
}
