package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/cards"
	"lede/desk"
	"lede/scheduler"
)

// When a source changes what an edition showed, one reply to its message says so: once per change, by the same steps and with the same
// guarantee as the edition itself.

// told is an article of which an edition shows something.
type told struct {
	ref     string
	article *briefing.Article
	cited   []int // sentences whose figure is shown beside other articles' figures
	common  bool  // other servers may read the same
}

// clippings returns what a card shows of its articles.
func (t Telling) clippings(card cards.Card) (list []desk.Shown) {
	for _, one := range t.shown {
		a, cache := one.article, t.cache
		if !one.common {
			cache = nil
		}
		sentences := append(slices.Clone(cache.shown(card.TextOf(a), a)), one.cited...)
		if len(sentences) == 0 {
			continue
		}
		if words, err := cache.clip(a, sentences); err == nil {
			list = append(list, desk.Shown{Ref: one.ref, Words: words})
		}
	}
	return list
}

// pointsAlone structures the sentences of a clipping that has only their words; nil if they are not sentences on their own.
func pointsAlone(c story.Clipping) *briefing.Article {
	var lines []string
	for i := range c.Article.Sentences {
		lines = append(lines, c.Article.SentenceText(i))
	}
	a, err := briefing.Parse(strings.Join(lines, "\n"), briefing.Options{Language: c.Article.Language})
	if err != nil || len(a.Sentences) != len(lines) {
		return nil
	}
	var all []int
	for i := range a.Sentences {
		all = append(all, i)
	}
	return story.Clip(a, all).Article
}

// correct replies to an edition of a digest whose sources changed what it shows.
func (d Deliverer) correct(ctx context.Context, s scheduler.Slot, id string) error {
	posted, err := d.Desk.Posted(ctx, s.Claim)
	if err != nil {
		return err
	}
	s.Late, s.Missed = 0, false // a correction has no set time
	a := &attempt{Deliverer: d, slot: s, guild: desk.GuildOf(s.Claim), now: s.At, begun: time.Now()}
	a.digest.ID = id
	if s.Attempt > 1 || s.Doubt {
		if a.edition, a.frozen, err = d.Desk.Frozen(ctx, s.Claim); err != nil {
			return err
		}
	}
	if !a.frozen {
		found := false
		err := d.Desk.InTurn(ctx, a.guild, func() (err error) {
			found, err = a.findChange(ctx, posted)
			return err
		})
		if err != nil {
			return err
		}
		if !found {
			return d.Desk.Watched(ctx, s.Claim)
		}
		if waits, err := a.waits(ctx, true); waits || err != nil {
			return err
		}
		if s.Doubt { // what the store has lost may have been an attempt
			a.edition.Tried = s.Due
		}
		a.frozen = true
	}
	if a.edition.Reply == nil {
		return fmt.Errorf("the correction of digest %s of guild %s that is kept corrects nothing", id, a.guild)
	}
	a.into(a.edition.Reply)
	if result, known := d.Answered.of(s); known {
		return a.complete(ctx, a.sent(), result, nil)
	}
	if ended, err := a.clearUp(ctx); ended {
		return err
	}
	return a.send(ctx)
}

// into directs the attempt to where the edition is: in a forum, the thread that it began.
func (a *attempt) into(r *desk.Reply) {
	a.digest.Channel = r.Channel
	if r.Kind == desk.Forum {
		a.digest.Channel = r.Message
	}
}

// findChange makes the reply to the first of the editions whose sources changed what it shows.
func (a *attempt) findChange(ctx context.Context, posted []desk.Posted) (found bool, err error) {
	now, err := a.Desk.Headlines(ctx, desk.Reader{Guild: a.guild})
	if err != nil {
		return false, err
	}
	for _, p := range posted {
		changes, shown, err := a.changes(ctx, p, now)
		if err != nil {
			return false, err
		}
		if len(changes) == 0 {
			continue
		}
		a.edition = desk.Edition{
			Slot: a.slot.Due, Nonce: a.nonce(a.slot),
			Reply: &desk.Reply{Slot: p.Slot, Kind: p.Kind, Channel: p.Channel, Message: p.Message, Shown: shown},
		}
		card := cards.Corrected(a.language(ctx, a.guild), changes, p.At, a.edition.Nonce)
		if a.edition.Components, err = json.Marshal(card.Components); err != nil {
			return false, fmt.Errorf("encoding a correction of guild %s: %w", a.guild, err)
		}
		return true, nil
	}
	return false, nil
}

// clipped decodes what is kept of an article that was shown. Key points kept without more are structured only now.
func clipped(kept json.RawMessage) (was story.Clipping, ok bool) {
	if json.Unmarshal(kept, &was) != nil || !was.Sound() {
		return was, false // an older or newer Lede clips otherwise
	}
	if len(was.Printed) == 0 {
		was.Article = pointsAlone(was)
	}
	return was, was.Article != nil
}

// changes returns what sources have changed about an edition since, given the articles as they are now, and what it shows from then on.
func (a *attempt) changes(ctx context.Context, p desk.Posted, list []desk.Headline) (changes []cards.Change, shown []desk.Shown, err error) {
	shown = slices.Clone(p.Shown)
	for n, s := range shown {
		at := slices.IndexFunc(list, func(h desk.Headline) bool { return h.Ref == s.Ref })
		if at < 0 || !list[at].ChangedSince(p.Slot) {
			continue
		}
		now, err := a.Desk.Told(ctx, desk.Reader{Guild: a.guild}, list[at])
		if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		was, ok := clipped(s.Words)
		if !ok {
			continue
		}
		corrections := was.Corrections(now)
		if len(corrections) == 0 {
			continue
		}
		for _, c := range corrections {
			changes = append(changes, cards.Change{Ref: s.Ref, Article: now, Was: was.Article.SentenceText(c.Was), Number: was.Numbers[c.Was], Is: c.Is})
		}
		if shown[n].Words, err = json.Marshal(was.After(now, corrections)); err != nil {
			return nil, nil, fmt.Errorf("encoding what a correction of guild %s shows: %w", a.guild, err)
		}
	}
	return changes, shown, nil
}

// corrected ends the reply. A reply that Discord refuses is not tried again: the digest goes on.
func (a *attempt) corrected(ctx context.Context, outcome string, result Result) error {
	e := desk.Entry{
		Digest: a.digest.ID, Channel: a.edition.Reply.Channel, Slot: a.slot.Due, Outcome: desk.OutcomeCorrected, Message: result.MessageID,
		Reason: result.Reason, Attempts: a.slot.Attempt, At: a.now,
	}
	if outcome != a.sent() {
		e.Outcome = desk.OutcomeUncorrected
	}
	a.ended(e.Outcome)
	err := a.Desk.Corrected(ctx, a.slot.Claim, *a.edition.Reply, e)
	if err == nil {
		a.Answered.forget(a.slot)
	}
	return err
}
