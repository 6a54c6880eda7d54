package bot

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"time"

	"lede/cards"
	"lede/commands"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// receive takes one event of a shard. It never waits: whatever takes time happens in the crowd. run ends
// when the bot is asked to stop, ctx when it gives up what is still under way.
func (b *Bot) receive(run, ctx context.Context, g *gateway, e *discordgo.Event) {
	as := eventOther
	err := guarded(func() (err error) {
		switch e.Type {
		case "READY":
			err = b.welcomed(run, ctx, g, e.RawData)
		case "RESUMED":
			b.resumed(run, g)
		case "INTERACTION_CREATE":
			if g.replaying.Load() && tooLate(e.RawData, b.where.known().ahead) {
				as = eventLate
				return nil
			}
			as, err = b.asked(ctx, e.RawData, false)
		case "MESSAGE_CREATE":
			as, err = b.told(ctx, e.RawData)
		case "GUILD_CREATE":
			err = b.guildCame(ctx, &g.guilds, e.RawData)
		case "GUILD_DELETE":
			err = b.guildWent(ctx, &g.guilds, e.RawData)
		default:
			as = counters // of a kind that is not read, and was counted as such when it came
		}
		return err
	})
	if err != nil {
		as = eventUnreadable
		b.log.Error("event dropped", "type", clip(e.Type, 40), "err", err.Error())
	}
	b.counts.add(as)
}

func (b *Bot) welcomed(run, ctx context.Context, g *gateway, raw []byte) error {
	w, err := decode[welcome](raw)
	if err == nil {
		err = ids(w.User.ID, w.Application.ID)
	}
	if err != nil {
		return err
	}
	b.log.Info("connected", "as", w.User.Username, "shard", g.shard, "of", g.of, "guilds", len(w.Guilds))
	for _, id := range g.guilds.all(w.Guilds) {
		b.tell(ctx, b.o.Left, id)
	}
	b.know(w.User.ID)
	b.crowd.track(func() { b.syncCommands(run, w.application()) })
	return nil
}

// know remembers who the bot is. A welcome that does not say takes nothing away.
func (b *Bot) know(self string) {
	if self != "" {
		b.self.Store(&self)
	}
}

// resumed knows from the session whose it is, when another process has begun it.
func (b *Bot) resumed(run context.Context, g *gateway) {
	b.log.Info("resumed", "shard", g.shard, "of", g.of)
	s := g.reached()
	if !b.tried.Load() && s.Application != "" {
		b.know(s.User)
		b.crowd.track(func() { b.syncCommands(run, s.Application) })
		return
	}
	b.checkReady()
}

// tooLate tells whether the person who acted has been told by now that there is no answer. It may be that the process
// that had the shard before did answer, so nothing must be done twice. ahead is our clock before Discord's.
func tooLate(raw []byte, ahead time.Duration) bool {
	var it struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(raw, &it) != nil {
		return false
	}
	at, ok := sentAt(it.ID)
	return ok && time.Since(at.Add(ahead)) > answerWithin
}

// asked takes an interaction, and returns what the event counts as. From then on it has one outcome. posted says that
// it came over HTTP.
func (b *Bot) asked(ctx context.Context, raw []byte, posted bool) (counter, error) {
	it, err := decodeInteraction(raw)
	it.posted = posted
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
	received := time.Now()
	l := languages.For(it.Locale)
	why, as := busy(l), interactionBusy
	if wait := b.patience(&it); wait > 0 {
		why, as = hasty(l, wait), interactionHasty
	} else if b.crowd.admit(b.safely(interactionDropped, func() { b.router.serve(ctx, it, received) })) {
		return eventInteraction, nil
	}
	if b.doors.admit(b.safely(counters, func() { b.router.turnAway(ctx, &it, received, why) })) {
		b.counts.add(as)
	} else {
		b.counts.add(interactionDropped)
		b.log.Error("interaction", "outcome", "dropped", "guild", it.GuildID)
	}
	return eventInteraction, nil
}

// safely is job, of which a panic is logged and counted. Handlers are guarded on their own, so that people are told.
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

func busy(l languages.Language) cards.Card {
	return cards.Notice(l.Text("bot.busy"), l.Text("bot.busy-hint"))
}

func hasty(l languages.Language, wait time.Duration) cards.Card {
	return cards.Notice(l.Text("bot.too-fast"), l.Text("bot.too-fast-hint", "seconds", int(math.Ceil(wait.Seconds()))))
}

// told takes a direct message, and returns what the event counts as.
func (b *Bot) told(ctx context.Context, raw []byte) (counter, error) {
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
	in := commands.Message{ID: m.ID, Channel: m.ChannelID, Person: m.Author.person(), Text: strings.TrimSpace(m.Content)}
	if m.Referenced != nil && m.Referenced.Author.Bot {
		in.About = firstLink(m.Referenced.Components)
	}
	l := languages.Language{} // a direct message tells none
	why, as := busy(l), messageBusy
	if wait := b.cooldown.wait(in.Person.ID); wait > 0 {
		why, as = hasty(l, wait), messageHasty
	} else if b.crowd.admit(b.safely(messageDropped, func() { b.router.converse(ctx, in) })) {
		return eventMessage, nil
	}
	admitted := b.doors.admit(b.safely(counters, func() {
		_ = b.router.say(ctx, in, commands.Reply{Card: why})
		b.log.Warn("message", "outcome", "turned away")
	}))
	if !admitted {
		as = messageDropped
	}
	b.counts.add(as)
	return eventMessage, nil
}
