package bot

import (
	"context"
	"encoding/json"
	"math"
	"time"

	"lede/bot/gateway"
	"lede/bot/rest"
	"lede/commands/command"
	"lede/languages"
	"lede/problem"
)

// receive handles one event of a shard. It never waits: anything slow happens in the pools. run ends when the bot is asked to
// stop, ctx when the work still under way is given up.
func (b *Bot) receive(run, ctx context.Context, s *gateway.Shard, e gateway.Event) {
	as := eventOther
	err := guarded(func() (err error) {
		switch e.Type {
		case "READY":
			err = b.welcomed(run, ctx, s, e.Data)
		case "RESUMED":
			b.resumed(run, s)
		case "INTERACTION_CREATE":
			if s.Replaying() && tooLate(e.Data, b.timing.Answer+b.gateway.Ahead()) {
				as = eventLate
				b.log.Warn("interaction", "outcome", "too late", "shard", s.ID)
				return nil
			}
			as, err = b.takeInteraction(ctx, e.Data)
		case "MESSAGE_CREATE":
			as, err = b.takeMessage(ctx, e.Data)
		case "APPLICATION_COMMAND_PERMISSIONS_UPDATE":
			err = b.rulesChanged(e.Data)
		case "GUILD_CREATE":
			err = b.guildCame(ctx, &s.Guilds, e.Data)
		case "GUILD_DELETE":
			err = b.guildWent(ctx, &s.Guilds, e.Data)
		default:
			as = counters // of a type that is not read, and was counted as such when it came
		}
		return err
	})
	if err != nil {
		as = eventUnreadable
		b.log.Error("event dropped", "type", rest.Clip(e.Type, 40), "err", err.Error())
	}
	b.counts.add(as)
}

func (b *Bot) welcomed(run, ctx context.Context, s *gateway.Shard, raw []byte) error {
	r, err := gateway.DecodeReady(raw)
	if err != nil {
		return err
	}
	b.log.Info("connected", "as", rest.Clip(r.User.Username, maxName), "shard", s.ID, "of", s.Of, "guilds", len(r.Guilds))
	for _, id := range s.Guilds.Reset(r.Guilds) {
		b.log.Info("left a server", "guild", id)
		b.tell(ctx, b.o.Left, id)
	}
	b.know(r.User.ID)
	b.handlers.Track(func() { b.introduced(run, r.ApplicationID()) })
	return nil
}

// know records the bot's own id. A READY without one changes nothing.
func (b *Bot) know(self string) {
	if self != "" {
		b.self.Store(&self)
	}
}

// resumed handles RESUMED. If another process started the session, the session itself says which bot it belongs to.
func (b *Bot) resumed(run context.Context, s *gateway.Shard) {
	b.log.Info("resumed", "shard", s.ID, "of", s.Of)
	at := s.ResumePoint()
	if !b.tried.Load() && at.Application != "" {
		b.know(at.User)
		b.handlers.Track(func() { b.introduced(run, at.Application) })
		return
	}
	b.checkReady()
}

// tooLate reports whether Discord has by now told the person that there is no answer. The process that had the shard before may
// have answered in time, so nothing must be done twice. within is how long the person waits, and as much more as our clock is
// before Discord's.
func tooLate(raw []byte, within time.Duration) bool {
	var it struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(raw, &it) != nil {
		return false
	}
	at, ok := rest.SentAt(it.ID)
	return ok && time.Since(at) > within
}

// takeInteraction accepts an interaction, and returns what the event counts as. From then on it has exactly one outcome.
func (b *Bot) takeInteraction(ctx context.Context, raw []byte) (counter, error) {
	it, err := decodeInteraction(raw)
	switch {
	case err != nil:
		return eventUnreadable, err
	case it.Type < kindCommand || it.Type > kindForm:
		return eventIgnored, nil
	case !b.seen.first(it.ID):
		return eventRepeated, nil
	}
	if self := b.self.Load(); it.ApplicationID == "" && self != nil {
		it.ApplicationID = *self
	}
	it.ahead = b.gateway.Ahead()
	received := time.Now()
	why, as := busy(), interactionBusy
	if wait := b.mustWait(&it); wait > 0 {
		why, as = hasty(wait), interactionHasty
	} else if b.handlers.Admit(b.safely(interactionDropped, func() { b.router.serve(ctx, it, received) })) {
		return eventInteraction, nil
	}
	if b.rejecters.Admit(b.safely(counters, func() { b.router.turnAway(ctx, &it, received, why) })) {
		b.counts.add(as)
	} else {
		b.counts.add(interactionDropped)
		b.log.Error("interaction", "outcome", "dropped", "guild", it.GuildID)
	}
	return eventInteraction, nil
}

// safely makes job log and count a panic instead of ending the process. Handlers have a guard of their own, so that people get
// an answer.
func (b *Bot) safely(as counter, job func()) func() {
	return func() {
		err := guarded(func() error {
			job()
			return nil
		})
		if err != nil {
			b.counts.add(as)
			b.log.Error("interaction", "outcome", "dropped", "err", err.Error())
		}
	}
}

// mustWait returns how long the person must wait before acting again; 0 means not at all. Completions are not counted: people
// do not choose when Discord asks for them.
func (b *Bot) mustWait(it *interaction) time.Duration {
	if it.Type == kindComplete {
		return 0
	}
	return b.cooldown.wait(it.person().ID)
}

// turnAway tells a person at once why they get no answer, instead of leaving them with nothing after three seconds.
func (r *router) turnAway(ctx context.Context, it *interaction, received time.Time, why *problem.Problem) {
	cb := callback{Type: replyChoices, Data: offered(nil, 0)}
	if it.Type != kindComplete {
		words, _ := command.Explain(languages.For(it.Locale), why, "")
		m, err := cardMessage(words.Card, true)
		if err != nil {
			r.log.Error("interaction", "outcome", "dropped", "err", err.Error())
			return
		}
		cb = callback{Type: replyMessage, Data: m}
	}
	in, _ := it.input()
	err := r.turn(it, received).callback(ctx, cb)
	args := []any{"command", name(in), "guild", it.GuildID, "ms", time.Since(received).Milliseconds(), "outcome", "turned away", "why", why.Code}
	if err != nil {
		args = append(args, "err", err.Error())
	}
	r.log.Warn("interaction", args...)
}

// busy is the problem of having no time for a person now; hasty is that of one who asks too often.
func busy() *problem.Problem { return problem.New("bot.busy") }

func hasty(wait time.Duration) *problem.Problem {
	return problem.New("bot.too-fast", "seconds", int(math.Ceil(wait.Seconds())))
}

// takeMessage accepts a direct message, and returns what the event counts as.
func (b *Bot) takeMessage(ctx context.Context, raw []byte) (counter, error) {
	m, err := decodeMessage(raw)
	if err != nil {
		return eventUnreadable, err
	}
	const plainMessage, replyToMessage = 0, 19
	switch {
	case b.o.DM == nil, m.GuildID != "", m.Author.Bot, m.WebhookID != "", m.Type != plainMessage && m.Type != replyToMessage:
		return eventIgnored, nil
	case !b.seen.first(m.ID):
		return eventRepeated, nil
	}
	in := m.message(m.ChannelID)
	if m.Referenced != nil && m.Referenced.Author.Bot {
		in.About = firstLink(m.Referenced.Components)
	}
	why, as := busy(), messageBusy
	if wait := b.cooldown.wait(in.Person.ID); wait > 0 {
		why, as = hasty(wait), messageHasty
	} else if b.handlers.Admit(b.safely(messageDropped, func() { b.router.converse(ctx, in) })) {
		return eventMessage, nil
	}
	admitted := b.rejecters.Admit(b.safely(counters, func() { b.router.turnAwayDirect(ctx, in, why) }))
	if !admitted {
		as = messageDropped
		b.log.Error("interaction", "command", messageCommand, "outcome", "dropped")
	}
	b.counts.add(as)
	return eventMessage, nil
}
