package bot

import (
	"context"
	"fmt"
	"math"
	"strings"
	"sync"
	"time"

	"lede/cards"
	"lede/commands"

	"github.com/bwmarrin/discordgo"
)

// receive takes one event of the gateway. It never waits: whatever takes time happens in the crowd. run ends
// when the bot is asked to stop, ctx when it gives up what is still under way.
func (b *Bot) receive(run, ctx context.Context, e *discordgo.Event) {
	err := guarded(func() error {
		switch e.Type {
		case "READY":
			return b.welcomed(run, ctx, e.RawData)
		case "RESUMED":
			b.log.Info("resumed")
		case "INTERACTION_CREATE":
			return b.asked(ctx, e.RawData)
		case "MESSAGE_CREATE":
			return b.told(ctx, e.RawData)
		case "GUILD_CREATE":
			return b.guildCame(ctx, e.RawData)
		case "GUILD_DELETE":
			return b.guildWent(ctx, e.RawData)
		}
		return nil
	})
	if err != nil {
		b.log.Error("event dropped", "type", clip(e.Type, 40), "err", err.Error())
	}
}

func (b *Bot) welcomed(run, ctx context.Context, raw []byte) error {
	w, err := decode[welcome](raw)
	if err != nil {
		return err
	}
	b.log.Info("connected", "as", w.User.Username, "guilds", len(w.Guilds))
	for _, id := range b.guilds.all(w.Guilds) {
		b.tell(ctx, b.o.Left, id)
	}
	b.self.Store(&w.User.ID)
	application := w.Application.ID
	if application == "" {
		application = w.User.ID // the same for every application younger than 2017
	}
	b.crowd.track(func() { b.syncCommands(run, application) })
	return nil
}

func (b *Bot) asked(ctx context.Context, raw []byte) error {
	it, err := decodeInteraction(raw)
	if err != nil {
		return err
	}
	if it.Type < kindCommand || it.Type > kindForm || !b.seen.first(it.ID) {
		return nil
	}
	received := time.Now()
	why := busy()
	if wait := b.patience(&it); wait > 0 {
		why = hasty(wait)
	} else if b.crowd.admit(func() { b.router.serve(ctx, it, received) }) {
		return nil
	}
	if !b.doors.admit(func() { b.router.turnAway(ctx, &it, received, why) }) {
		b.log.Error("interaction", "outcome", "dropped", "guild", it.GuildID)
	}
	return nil
}

// patience is how long the person should wait before acting again. Values that are offered while somebody types are
// not counted: they do not choose when these are asked for.
func (b *Bot) patience(it *interaction) time.Duration {
	if it.Type == kindComplete {
		return 0
	}
	return b.cooldown.wait(it.person().ID)
}

// turnAway tells a person at once why they are not answered, rather than nothing after three seconds.
func (r *router) turnAway(ctx context.Context, it *interaction, received time.Time, why cards.Card) {
	cb := callback{Type: replyChoices, Data: offered(nil, 0)}
	if it.Type != kindComplete {
		m, err := cardMessage(why, true)
		if err != nil {
			r.log.Error("interaction", "outcome", "dropped", "err", err.Error())
			return
		}
		cb = callback{Type: replyMessage, Data: m}
	}
	_, err := r.api.do(ctx, "POST", callbackPath(it), cb, nil)
	args := []any{"outcome", "turned away", "guild", it.GuildID, "ms", time.Since(received).Milliseconds()}
	if err != nil {
		args = append(args, "err", err.Error())
	}
	r.log.Warn("interaction", args...)
}

func busy() cards.Card {
	return cards.Notice("I am answering too many people at once.", "Please try again in a minute.")
}

func hasty(wait time.Duration) cards.Card {
	return cards.Notice("You are faster than I am.", fmt.Sprintf("Please try again in %d s.", int(math.Ceil(wait.Seconds()))))
}

func (b *Bot) told(ctx context.Context, raw []byte) error {
	m, err := decode[said](raw)
	if err != nil {
		return err
	}
	const plainMessage, replyToMessage = 0, 19
	switch {
	case b.o.DM == nil, m.GuildID != "", m.Author.Bot, m.WebhookID != "", m.ID == "", m.ChannelID == "",
		m.Type != plainMessage && m.Type != replyToMessage, !b.seen.first(m.ID):
		return nil
	}
	in := commands.Message{ID: m.ID, Channel: m.ChannelID, Person: m.Author.person(), Text: strings.TrimSpace(m.Content)}
	if m.Referenced != nil && m.Referenced.Author.Bot {
		in.About = firstLink(m.Referenced.Components)
	}
	why := busy()
	if wait := b.cooldown.wait(in.Person.ID); wait > 0 {
		why = hasty(wait)
	} else if b.crowd.admit(func() { b.router.converse(ctx, in) }) {
		return nil
	}
	b.doors.admit(func() {
		_ = b.router.say(ctx, in, commands.Reply{Card: why})
		b.log.Warn("message", "outcome", "turned away")
	})
	return nil
}

// guilds is which guilds the bot is in, as far as the gateway has told, so that the list which follows every
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
		now[x.ID] = true
	}
	for id := range g.known {
		if !now[id] {
			left = append(left, id)
		}
	}
	g.known = now
	return left
}

func (b *Bot) guildCame(ctx context.Context, raw []byte) error {
	g, err := decode[guild](raw)
	if err != nil || g.ID == "" || g.Unavailable {
		return err
	}
	b.guilds.mu.Lock()
	joined := b.guilds.known != nil && !b.guilds.known[g.ID]
	if joined {
		b.guilds.known[g.ID] = true
	}
	b.guilds.mu.Unlock()
	if joined {
		b.tell(ctx, b.o.Joined, g.ID)
	}
	return nil
}

func (b *Bot) guildWent(ctx context.Context, raw []byte) error {
	g, err := decode[guild](raw)
	if err != nil || g.ID == "" || g.Unavailable {
		return err
	}
	b.guilds.mu.Lock()
	delete(b.guilds.known, g.ID)
	b.guilds.mu.Unlock()
	b.tell(ctx, b.o.Left, g.ID)
	return nil
}

// tell hands a guild to Joined or Left.
func (b *Bot) tell(ctx context.Context, f func(context.Context, string), id string) {
	if f == nil {
		return
	}
	b.crowd.track(func() {
		err := guarded(func() error {
			return b.crowd.work(ctx, func() { f(ctx, id) })
		})
		if err != nil {
			b.log.Error("guild", "guild", id, "err", err.Error())
		}
	})
}
