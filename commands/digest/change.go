package digest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"lede/cards"
	"lede/cards/panels"
	"lede/commands/command"
	"lede/delivery"
	"lede/desk"
	"lede/problem"
	"lede/scheduler"
)

// revise changes the digest that is meant and shows the result. change may run more than once, and sees the digest as it is at that
// moment: it must not undo what another admin has changed since this one looked.
func revise(ctx context.Context, d *desk.Desk, in command.Input, title, hint string, change func(g *desk.Digest, t scheduler.Timetable, now time.Time) error) (command.Reply, error) {
	g, err := meant(ctx, d, in)
	if err != nil {
		return command.Reply{}, err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return command.Reply{}, err
	}
	g, err = d.ChangeDigest(ctx, in.Guild, g.ID, func(g *desk.Digest) error {
		t, err := scheduler.ParseTimetable(g.Timetable)
		if err != nil && !saysWhen(in) && in.Sub != "pause" {
			return problem.New("commands.timetable-lost").Because(err)
		}
		return change(g, t, now)
	})
	if err != nil {
		return command.Reply{}, err
	}
	shown, err := describe(ctx, d, in, g)
	if err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: panels.DigestChanged(in.Language(), title, shown[0], hint)}, nil
}

func editDigest(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	look, err := lookOf(ctx, in, d)
	if err != nil {
		return command.Reply{}, err
	}
	channel, hint := in.Text("channel"), ""
	if channel != "" {
		if hint, err = command.MayPost(in, channel); err != nil {
			return command.Reply{}, err
		}
	}
	l := in.Language()
	title := l.Text("command.digest.changed")
	if in.Text("mention") != "" {
		g, err := meant(ctx, d, in)
		if err != nil {
			return command.Reply{}, err
		}
		hint = command.Join(hint, command.SilentRole(in, cmp.Or(channel, g.Channel)))
	}
	hint = command.Join(hint, eitherDay(in))
	if !changes(in) {
		title, hint = l.Text("command.digest.unchanged"), l.Text("command.digest.unchanged-hint")
	}
	return revise(ctx, d, in, title, hint, func(g *desk.Digest, t scheduler.Timetable, now time.Time) error {
		if err := amend(in, &t, now); err != nil {
			return err
		}
		if channel != "" { // the one that it has too: Discord lets admins change what kind it is
			g.Channel, g.Kind = channel, KindOf(in, channel)
		}
		look(g)
		if err := limits(in, *g); err != nil {
			return err
		}
		d.Schedule(in.Guild, g, t, now)
		return nil
	})
}

// saysWhen reports whether the options are a complete timetable.
func saysWhen(in command.Input) bool {
	return in.Text("zone") != "" && (in.Text("time") != "" || in.Text("cron") != "")
}

// changes reports whether any option other than the digest itself is given.
func changes(in command.Input) bool {
	for name := range in.Options {
		if !slices.Contains([]string{"digest", "value", command.Again, command.Held}, name) && in.Text(name) != "" {
			return true
		}
	}
	return false
}

func pauseDigest(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	return revise(ctx, d, in, in.Language().Text("command.digest.paused"), "", func(g *desk.Digest, _ scheduler.Timetable, _ time.Time) error {
		g.Paused = problem.New("commands.paused-by-admin")
		return nil
	})
}

func resumeDigest(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	return revise(ctx, d, in, in.Language().Text("command.digest.resumed"), "", func(g *desk.Digest, t scheduler.Timetable, now time.Time) error {
		g.Paused = nil
		d.Schedule(in.Guild, g, t, now)
		return nil
	})
}

// postDigest posts a digest now, in addition to its timetable. A post already under way continues.
func postDigest(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	l := in.Language()
	return revise(ctx, d, in, l.Text("command.digest.posting"), l.Text("command.digest.posting-hint"), func(g *desk.Digest, _ scheduler.Timetable, now time.Time) error {
		if g.Paused != nil {
			return g.Paused
		}
		g.Next, g.Spread = now.Truncate(time.Minute), 0 // pressing twice means one digest
		return nil
	})
}

// testDigest shows the message that would be posted now to everybody in this channel. It notifies nobody, and its articles do not count
// as told.
func testDigest(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	card, err := edition(ctx, d, in, func(g *desk.Digest) { g.Role = "" })
	if err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.Noted(card, in.Language().Text("command.digest.test-note"))}, nil
}

// previewDigest shows exactly the message that would be posted now.
func previewDigest(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	card, err := edition(ctx, d, in, func(*desk.Digest) {})
	return command.Reply{Card: card}, err
}

// edition draws the message that the digest would post now, after a change.
func edition(ctx context.Context, d *desk.Desk, in command.Input, change func(*desk.Digest)) (cards.Card, error) {
	g, err := meant(ctx, d, in)
	if err != nil {
		return cards.Card{}, err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return cards.Card{}, err
	}
	change(&g)
	card, _, err := delivery.DigestCard(ctx, d, in.Language(), in.Guild, g, now)
	return card, err
}

func removeDigest(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	g, err := meant(ctx, d, in)
	if err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	if in.Text("sure") == "" {
		return command.Reply{Card: panels.DigestRemoving(l, l.Text("command.digest.remove-sure", "channel", g.Channel), g.ID)}, nil
	}
	if err := d.RemoveDigest(ctx, in.Guild, g.ID); err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: panels.DigestRemoved(l, g.Channel, again(g))}, nil
}

// FitForAlerts refuses a channel that takes no messages without a title.
func FitForAlerts(in command.Input, channel string) error {
	if KindOf(in, channel) == desk.Forum {
		return command.Unfit(channel)
	}
	return command.Fit(in, channel)
}

func mayAlert(in command.Input, channel string) (hint string, err error) {
	if err := FitForAlerts(in, channel); err != nil {
		return "", err
	}
	return command.MayPost(in, channel)
}

// setAlerts shows where alerts go, after changing that if an option asks for it.
func setAlerts(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	channel, direct, hint := in.Text("channel"), in.Text("direct") == "true", ""
	if channel != "" && direct {
		return command.Reply{}, problem.New("commands.alerts-both")
	}
	l := in.Language()
	s, err := d.Settings(ctx, in.Guild)
	switch {
	case err != nil:
	case channel == "" && !direct:
		hint = l.Text("command.alerts.how")
	default:
		if channel != "" {
			hint, err = mayAlert(in, channel)
		}
		if err == nil {
			s, err = d.ChangeSettings(ctx, in.Guild, func(s *desk.Settings) { s.Alerts = channel })
		}
	}
	if err != nil {
		return command.Reply{}, err
	}
	if s.Alerts == "" {
		return command.Reply{Card: cards.Notice(l.Text("command.alerts.direct"), hint)}, nil
	}
	return command.Reply{Card: cards.Notice(l.Text("command.alerts.channel", "channel", s.Alerts), hint)}, nil
}

func digestHistory(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	of, missing := panels.Schedule{Digest: nameOf(in)}, error(nil)
	if of.Digest != "" {
		of, missing = describedOne(ctx, d, in)
		if missing != nil && !errors.Is(missing, desk.ErrNoDigest) {
			return command.Reply{}, missing
		}
	}
	past, err := history(ctx, d, in.Guild, of.Digest)
	if err == nil && len(past) == 0 {
		err = missing // a removed digest still has its history
	}
	if err != nil {
		return command.Reply{}, err
	}
	if len(past) == 0 && of.Digest == "" {
		if one, err := describedOne(ctx, d, in); err == nil { // then all that is due is due for this one
			of = one
		}
	}
	running, err := underWay(ctx, d, in.Guild, of.Digest, past)
	return command.Reply{Card: panels.DigestHistory(in.Language(), append(running, past...), of, in.From())}, err
}

// describedOne describes the digest that an input refers to. Without one it has what was typed for its ID, with the error.
func describedOne(ctx context.Context, d *desk.Desk, in command.Input) (panels.Schedule, error) {
	g, err := meant(ctx, d, in)
	if err != nil {
		return panels.Schedule{Digest: nameOf(in)}, err
	}
	list, err := describe(ctx, d, in, g)
	if err != nil {
		return panels.Schedule{}, err
	}
	return list[0], nil
}

// history returns what became of past slots, the latest first; of one digest, or of all when id is "".
func history(ctx context.Context, d *desk.Desk, guild, id string) ([]panels.Past, error) {
	ledger, err := d.Ledger(ctx, guild)
	if err != nil {
		return nil, err
	}
	withdrawn := map[string]bool{} // by message, the only link to the post they withdrew
	for _, e := range ledger {
		withdrawn[e.Message] = withdrawn[e.Message] || e.Outcome == desk.OutcomeWithdrawn
	}
	var past []panels.Past
	for _, e := range ledger {
		if id != "" && e.Digest != id {
			continue
		}
		line := panels.Past{Channel: e.Channel, Slot: e.Slot, Outcome: e.Outcome, Reason: e.Reason}
		if place := e.Place(); place != "" && !withdrawn[e.Message] {
			line.Post = "https://discord.com/channels/" + guild + "/" + place
		}
		past = append(past, line)
	}
	return past, nil
}

// underWay returns the slots that are due and not settled, as past shows: Discord may have refused a first attempt.
func underWay(ctx context.Context, d *desk.Desk, guild, id string, past []panels.Past) (running []panels.Past, err error) {
	list, err := d.Digests(ctx, guild)
	if err != nil {
		return nil, err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range list {
		settled := slices.ContainsFunc(past, func(e panels.Past) bool { return e.Channel == g.Channel && e.Slot.Equal(g.Next) })
		runs := g.Paused == nil && !g.AsItComes && !g.Next.IsZero()
		due := runs && !g.Next.After(now)
		if due && !settled && (id == "" || g.ID == id) {
			why, err := d.Delay(ctx, guild, g.ID, g.Next)
			if err != nil {
				return nil, err
			}
			running = append(running, panels.Past{Channel: g.Channel, Slot: g.Next, Outcome: panels.UnderWay, Reason: why})
		}
	}
	return running, nil
}

// Complete offers the digests of the server.
func Complete(ctx context.Context, d *desk.Desk, in command.Input) ([]command.Choice, error) {
	list, err := d.Digests(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	var choices []command.Choice
	for i, g := range list {
		name := panels.ScheduleLabel(in.Language(), i+1, delivery.Describe(g), command.MaxChoice)
		if command.Matches(name, in.Text("digest")) {
			choices = append(choices, command.Choice{Name: name, Value: g.ID})
		}
	}
	return command.First(choices), nil
}
