package digests

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/desk/record"
	"lede/problem"
	"lede/store"
)

// Edition is one digest made up for one slot: the bytes of its message, frozen before the first attempt to
// send them, so that every attempt sends the same.
type Edition struct {
	Slot       time.Time       `json:"slot"`
	Components json.RawMessage `json:"components"`
	Articles   []string        `json:"articles"` // Refs told of
	// Upto is the new value of Digest.Told.
	Upto map[string]int64 `json:"upto,omitempty"`
	// Left reports whether there was more to tell.
	Left bool   `json:"left,omitempty"`
	Role string `json:"role,omitempty"` // mentioned in it
	// Late reports whether it is labelled as sent late.
	Late bool `json:"late,omitempty"`
	// Nonce identifies the message to Discord and to us. It outlives the token from which it is made.
	Nonce string `json:"nonce,omitempty"`
	// Tried is when the first attempt began that is not known to have failed; zero when there is none. It is written before the
	// attempt, so that an attempt cut short by a crash counts.
	Tried time.Time `json:"tried,omitzero"`
	// TriedThere is the same moment by Discord's clock, by which its messages can be found.
	TriedThere time.Time `json:"tried_there,omitzero"`
	// Refused is when Discord first refused it.
	Refused time.Time `json:"refused,omitzero"`
	// Shown is what it shows of its articles, and Reply what it corrects; nil for an ordinary edition.
	Shown []Shown `json:"shown,omitempty"`
	Reply *Reply  `json:"reply,omitempty"`
	// Why is why the latest attempt did not succeed; nil when it is not known.
	Why *problem.Problem `json:"why,omitempty"`
}

// AppendJSON writes the edition in stored form. Its message and what it shows are JSON already, and most of the record.
func (e Edition) AppendJSON(b []byte) ([]byte, error) {
	f := record.Fields{B: append(b, '{')}
	f.Time("slot", e.Slot)
	if len(e.Articles) == 0 {
		f.Other("articles", e.Articles)
	}
	f.Texts("articles", e.Articles)
	f.Ints("upto", e.Upto)
	f.Yes("left", e.Left)
	f.Text("role", e.Role)
	f.Yes("late", e.Late)
	f.Text("nonce", e.Nonce)
	f.Moment("tried", e.Tried)
	f.Moment("tried_there", e.TriedThere)
	f.Moment("refused", e.Refused)
	if e.Reply != nil {
		f.Other("reply", e.Reply)
	}
	if e.Why != nil {
		f.Other("why", e.Why)
	}
	f.B = appendRaw(append(f.B, `,"components":`...), e.Components)
	if len(e.Shown) > 0 {
		f.B, _ = shownList(e.Shown).AppendJSON(append(f.B, `,"shown":`...)) // cannot fail
	}
	return append(f.B, '}'), f.Err
}

// Size returns about how long that is.
func (e Edition) Size() int {
	return 400 + len(e.Components) + shownList(e.Shown).Size() + 20*len(e.Articles) + 60*len(e.Upto)
}

// shownList is what an edition shows, in stored form.
type shownList []Shown

// AppendJSON writes it.
func (l shownList) AppendJSON(b []byte) ([]byte, error) {
	b = append(b, '[')
	for i, s := range l {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(record.AppendString(append(b, `{"ref":`...), s.Ref), `,"words":`...)
		b = append(appendRaw(b, s.Words), '}')
	}
	return append(b, ']'), nil
}

// appendRaw writes a value that is already JSON, and null if there is none.
func appendRaw(b []byte, raw json.RawMessage) []byte {
	if len(raw) == 0 {
		return append(b, "null"...)
	}
	return append(b, raw...)
}

// Size returns about how long that is.
func (l shownList) Size() (n int) {
	for _, s := range l {
		n += len(s.Ref) + len(s.Words) + 30
	}
	return n
}

// Frozen returns the edition that an earlier attempt at a claimed slot froze; found is false when there is none.
func (d *Diary) Frozen(ctx context.Context, c store.Claim) (e Edition, found bool, err error) {
	if _, err := d.get(ctx, c.Owner, kindEditions, c.ID, &e); err != nil {
		return Edition{}, false, fmt.Errorf("reading the edition of digest %s: %w", c.ID, err)
	}
	if !e.Slot.Equal(c.Due) { // of another slot, or none
		return Edition{}, false, nil
	}
	return e, true, nil
}

// Delay returns why the latest attempt to post a slot of a digest did not succeed; nil when there was none, or it is not known.
func (d *Diary) Delay(ctx context.Context, guild, id string, slot time.Time) (*problem.Problem, error) {
	e, _, err := d.Frozen(ctx, store.Claim{Owner: record.Owner(guild), ID: id, Due: slot})
	return e.Why, err
}

// Freeze keeps an edition before an attempt to send it, as tried from now on unless an earlier attempt is
// still unclear. It fails with store.ErrLost when the claim is no longer held: the digest may have been changed or
// erased meanwhile, and what was erased must not come back.
func (d *Diary) Freeze(ctx context.Context, c store.Claim, e Edition, now time.Time) error {
	if e.Tried.IsZero() {
		e.Tried = now
	}
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		if err := tx.Held(c); err != nil {
			return err
		}
		return kinds.Put(tx, kindEditions, c.ID, e)
	})
	if err != nil {
		return fmt.Errorf("freezing the edition of digest %s: %w", c.ID, err)
	}
	return nil
}

// Ending is how a slot ended, and what follows from it.
type Ending struct {
	Entry Entry
	// Skipped are the lines of the slots between this one and the next run.
	Skipped []Entry
	// Done is the latest run of the timetable that has a line now; zero for the slot's own.
	Done   time.Time
	Told   []string         // the Refs of the articles told
	Upto   map[string]int64 // up to which item of each source nothing is left to tell
	Left   bool             // whether something is left to tell, of a digest that is posted as news comes
	Shown  []Shown          // what it shows of its articles
	Untold []string         // the Refs of the articles known not to have been told after all
	Next   time.Time        // the next run; zero for none
	Spread time.Duration    // how much later Next is than the timetable says
	Pause  *problem.Problem // why the digest may not run again until an admin resumes it; nil lets it run
}

// Complete ends a slot in one transaction: it settles the claim, schedules the next run, writes the ledger, marks the
// articles as seen, and schedules what follows (publishing the edition, alerting the admins). It fails with store.ErrLost
// when the claim is no longer held, as after a change by an admin; the outcome is recorded even then, unless the guild's data
// was erased.
func (d *Diary) Complete(ctx context.Context, c store.Claim, end Ending) error {
	var lost error
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		lost = nil
		var g Digest
		found, err := kinds.Get(tx.Get, KindDigests, c.ID, &g)
		if err != nil {
			return err
		}
		old, err := oldLines(tx, end.Entry)
		if err != nil {
			return err
		}
		unpublished, err := displaced(tx, g, end.Entry)
		if err != nil {
			return err
		}
		watched, err := watch(tx, g, end)
		if err != nil {
			return err
		}
		next := end.Next
		if g.AsItComes {
			next = g.afterPost(c.Due, end)
			end.Next = next
		}
		if !found || end.Pause != nil {
			next = time.Time{}
		}
		if err := tx.Settle(c, next); err != nil {
			if !errors.Is(err, store.ErrLost) {
				return err
			}
			lost = err
			return d.afterAll(tx, c, end)
		}
		if found {
			err = errors.Join(d.follow(tx, c.Owner, g, end), watched(tx))
		}
		if unpublished.Message != "" {
			err = errors.Join(err, unpublished.giveUp(tx, c.ID, problem.New("desk.displaced"), end.Entry.At))
		}
		err = errors.Join(err, cleared(tx, c.ID, old))
		if g.AsItComes && end.Entry.Outcome == OutcomeQuiet {
			return err // it has no time at which anybody would miss it
		}
		return errors.Join(err, putLines(tx, end.Entry), putLines(tx, end.Skipped...))
	})
	if err = cmp.Or(err, lost); err != nil {
		return fmt.Errorf("completing digest %s: %w", c.ID, err)
	}
	return nil
}

// cleared deletes what a digest's ended slot leaves behind: its edition, and the lines of the ledger that are too old now.
func cleared(tx store.Tx, digest string, old []store.Entry) (err error) {
	for _, line := range old {
		err = errors.Join(err, tx.Delete(kindLedger, line.Key))
	}
	return errors.Join(err, tx.Delete(kindEditions, digest))
}

// follow writes the effects of an ending on the digest.
func (d *Diary) follow(tx store.Tx, owner string, g Digest, end Ending) error {
	arrived, before := end.Entry.Message != "", g.Trouble
	if g.Done = end.Done; g.Done.IsZero() {
		g.Done = g.Run()
	}
	g.Next, g.Spread, g.Paused = end.Next, end.Spread, end.Pause
	g.Seen = remembered(g.Seen, end.Told, d.seen)
	g.tell(end.Upto)
	if arrived {
		g.show(end)
	}
	switch {
	case arrived || end.Pause != nil:
		g.Trouble = end.Pause
	case end.Entry.Outcome == OutcomeHeld:
		g.Trouble = end.Entry.Reason
	}
	if err := kinds.Put(tx, KindDigests, g.ID, g); err != nil {
		return err
	}
	if record.Person(owner) != "" {
		return nil // they cannot be written to when the digest is paused, and see the rest
	}
	var err error
	if alert := g.alert(end, before); alert != "" {
		err = tx.Schedule(alert, end.Entry.At)
	}
	if end.Pause != nil || sometimes(end.Entry) { // not each time: it would cost as much as the next run
		err = errors.Join(err, d.touch(tx, end.Entry.At))
	}
	if err != nil {
		return err
	}
	if arrived && g.published() {
		return toBePublished(tx, end.Entry)
	}
	return nil
}

// alert returns what the admins are to be told of after an ending, as an id in the due index; "" for nothing. before is the trouble that they
// know of: what blocks edition after edition is told once.
func (g Digest) alert(end Ending, before *problem.Problem) string {
	switch {
	case end.Pause != nil:
		return alertID(g.ID)
	case end.Entry.Outcome == OutcomeHeld && !g.Trouble.Equal(before):
		return heldID(g.ID)
	case end.Entry.Message != "" && before != nil:
		return recoveredID(g.ID)
	}
	return ""
}

// toBePublished schedules the publishing of a posted edition to those who follow its channel.
func toBePublished(tx store.Tx, e Entry) error {
	return errors.Join(kinds.Put(tx, kindPublishing, e.Digest, Publishing{Slot: e.Slot, Channel: e.Channel, Message: e.Message}), tx.Schedule(publishID(e.Digest), e.At))
}

// Postpone ends an attempt that did not succeed: the slot may be claimed again from an instant on. e is the edition to store.
func (d *Diary) Postpone(ctx context.Context, c store.Claim, e Edition, at time.Time) error {
	var lost error
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		lost = nil
		if err := tx.Retry(c, at); err != nil {
			if !errors.Is(err, store.ErrLost) || !e.Tried.IsZero() {
				return err
			}
			lost = err
			return failedAfterAll(tx, c.ID, c.Due, e.Articles)
		}
		return kinds.Put(tx, kindEditions, c.ID, e)
	})
	if err = cmp.Or(err, lost); err != nil {
		return fmt.Errorf("postponing digest %s: %w", c.ID, err)
	}
	return nil
}

// Publishing is an edition that is to be published to those who follow its channel.
type Publishing struct {
	Slot    time.Time `json:"slot"`
	Channel string    `json:"channel"`
	Message string    `json:"message"`
	// Refused is when Discord first refused it.
	Refused time.Time `json:"refused,omitzero"`
}

// PublishLater postpones a publishing that Discord refused.
func (d *Diary) PublishLater(ctx context.Context, c store.Claim, p Publishing, at time.Time) error {
	return d.later(ctx, c, kindPublishing, strings.TrimPrefix(c.ID, PublishPrefix), p, at)
}

// later postpones a task whose record has changed.
func (d *Diary) later(ctx context.Context, c store.Claim, kind, key string, record any, at time.Time) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		if err := tx.Retry(c, at); err != nil {
			return err
		}
		return kinds.Put(tx, kind, key, record)
	})
	if err != nil {
		return fmt.Errorf("putting off %s: %w", c.ID, err)
	}
	return nil
}

// Publishing returns what a digest has to publish; found is false when there is nothing.
func (d *Diary) Publishing(ctx context.Context, c store.Claim) (p Publishing, found bool, err error) {
	digest := strings.TrimPrefix(c.ID, PublishPrefix)
	found, err = d.get(ctx, c.Owner, kindPublishing, digest, &p)
	if err != nil {
		return Publishing{}, false, fmt.Errorf("reading what digest %s has to publish: %w", digest, err)
	}
	return p, found, nil
}

// displaced returns what a digest still has to publish when its next edition, which is to be published too, takes its place.
func displaced(tx store.Tx, g Digest, next Entry) (p Publishing, err error) {
	if next.Message == "" || !g.published() {
		return p, nil
	}
	_, err = kinds.Get(tx.Get, kindPublishing, g.ID, &p)
	if p.Slot.Equal(next.Slot) {
		p = Publishing{}
	}
	return p, err
}

// Published ends the publishing of an edition, and records the outcome in the ledger. It fails with store.ErrLost when the claim is no
// longer held. A successful publishing is recorded all the same, unless the data was erased.
func (d *Diary) Published(ctx context.Context, c store.Claim, e Entry) error {
	err := d.conclude(ctx, c, e.Outcome == OutcomePublished, kindLedger, ledgerKey(e), func(tx store.Tx, held bool) (err error) {
		if held {
			err = tx.Delete(kindPublishing, e.Digest)
		}
		return errors.Join(err, kinds.Put(tx, kindLedger, ledgerKey(e), e))
	})
	if err != nil {
		return fmt.Errorf("noting the publishing of digest %s: %w", e.Digest, err)
	}
	return nil
}

// conclude settles a claim and writes what came of it. What was done is written even if the claim was lost meanwhile, unless the entry it
// belongs to was erased; conclude fails with store.ErrLost all the same.
func (d *Diary) conclude(ctx context.Context, c store.Claim, done bool, kind, key string, write func(tx store.Tx, held bool) error) error {
	var lost error
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		lost = tx.Settle(c, time.Time{})
		if lost != nil && (!done || !errors.Is(lost, store.ErrLost)) {
			return lost
		}
		if lost != nil {
			if known, err := kinds.Get(tx.Get, kind, key, &Entry{}); err != nil || !known {
				return err
			}
		}
		return write(tx, lost == nil)
	})
	return cmp.Or(err, lost)
}

// tell records up to which items the sources were told.
func (g *Digest) tell(upto map[string]int64) {
	for id, seq := range upto {
		if g.Told == nil {
			g.Told = map[string]int64{}
		}
		g.Told[id] = max(g.Told[id], seq)
	}
}

// slack is for articles that were removed after they were told, which will not be told again.
const slack = 100

// remembered adds what was told now to the marks, the latest last, and forgets the oldest beyond a limit.
func remembered(seen, told []string, limit int) []string {
	out := slices.DeleteFunc(slices.Clone(seen), func(ref string) bool { return slices.Contains(told, ref) })
	out = append(out, told...)
	return out[max(0, len(out)-limit):]
}
