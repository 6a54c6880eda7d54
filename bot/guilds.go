package bot

import (
	"context"
	"sync"
	"time"

	"lede/bot/gateway"
	"lede/bot/workers"
)

const (
	// maxGuildChanges is how many guilds may wait for Joined or Left at once.
	maxGuildChanges = 10_000
	// joinedLately is how long ago the bot may have joined a guild while nothing was running, so that Joined is called when it is
	// met: as long as what is kept of a guild that it was removed from.
	joinedLately = 30 * 24 * time.Hour
)

// Guild is a server that the bot is in.
type Guild struct {
	ID string
	// Channel is the one in which Discord itself announces newcomers; "" for none.
	Channel string
	// Since is when the bot was added, by Discord's clock; zero when Discord does not say. For a server back from an outage,
	// that is long ago.
	Since time.Time
	// Locale is the locale in the server's settings; "" when Discord does not say.
	Locale string
}

func (b *Bot) guildCame(ctx context.Context, known *gateway.Guilds, raw []byte) error {
	g, err := gateway.DecodeGuild(raw)
	if err != nil || g.ID == "" || g.Unavailable {
		return err
	}
	joined, unmet := known.Add(g.ID)
	if !joined && !unmet {
		return nil
	}
	came := decodeCame(g.ID, raw)
	lately := b.There().Sub(came.Since) < joinedLately
	if !joined && !lately {
		return nil
	}
	if joined {
		b.log.Info("joined a server", "guild", g.ID)
	}
	b.tell(ctx, func(ctx context.Context, _ string) {
		if b.o.Joined != nil {
			b.o.Joined(ctx, came)
		}
	}, g.ID)
	return nil
}

// decodeCame reads what a GUILD_CREATE says about the server beyond its id. Unreadable fields are left out.
func decodeCame(id string, raw []byte) Guild {
	g, err := gateway.Decode[struct {
		Channel string `json:"system_channel_id"`
		Joined  string `json:"joined_at"`
		Locale  string `json:"preferred_locale"`
	}](raw)
	if err != nil || gateway.CheckIDs(g.Channel) != nil {
		return Guild{ID: id}
	}
	since, err := time.Parse(time.RFC3339, g.Joined)
	if err != nil {
		since = time.Time{}
	}
	return Guild{ID: id, Channel: g.Channel, Since: since, Locale: g.Locale}
}

func (b *Bot) guildWent(ctx context.Context, known *gateway.Guilds, raw []byte) error {
	g, err := gateway.DecodeGuild(raw)
	if err != nil || g.ID == "" {
		return err
	}
	if g.Unavailable {
		known.Lose(g.ID)
		return nil
	}
	known.Remove(g.ID)
	b.log.Info("left a server", "guild", g.ID)
	b.tell(ctx, b.o.Left, g.ID)
	return nil
}

// guildChanges holds the guilds that Joined or Left has yet to be called for: each once, with its latest change.
type guildChanges struct {
	mu      sync.Mutex
	of      map[string]func(context.Context, string)
	order   []string
	telling bool // a goroutine is calling them
}

// add returns whether the caller must start a goroutine for the calls, and whether there was room.
func (t *guildChanges) add(id string, f func(context.Context, string)) (begin, room bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, waits := t.of[id]; !waits {
		if len(t.order) >= maxGuildChanges {
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

// next takes the guild that has waited longest; f is nil when none is waiting, and the calling goroutine must then end.
func (t *guildChanges) next() (id string, f func(context.Context, string)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.order) == 0 {
		t.of, t.order, t.telling = nil, nil, false
		return "", nil
	}
	id = t.order[0]
	f = t.of[id]
	t.order = t.order[1:]
	delete(t.of, id)
	return id, f
}

// tell passes guilds to Joined or Left one after the other: however many events come, one goroutine makes the calls.
func (b *Bot) tell(ctx context.Context, f func(context.Context, string), id string) {
	if f == nil {
		return
	}
	begin, room := b.guildChanges.add(id, f)
	if !room {
		b.log.Error("guild", "guild", id, "err", "too many servers have come or gone at once")
	}
	if begin {
		b.handlers.Track(func() { b.tellAll(ctx) })
	}
}

func (b *Bot) tellAll(ctx context.Context) {
	for id, f := b.guildChanges.next(); f != nil; id, f = b.guildChanges.next() {
		err := guarded(func() error {
			return b.handlers.Work(ctx, ctx, workers.Asker{}, func(ctx context.Context) { f(ctx, id) })
		})
		if err != nil {
			b.log.Error("guild", "guild", id, "err", err.Error())
		}
	}
}
