package digests

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/problem"
	"lede/store"
)

// A post that an admin finds wrong is withdrawn: its message becomes a line that says so. Its articles count as told, so they are not
// posted again, and the post is neither corrected nor published from then on.

// The errors of withdrawing. Compare with errors.Is.
var (
	ErrNoPost    = problem.New("desk.no-post")
	ErrWithdrawn = problem.New("desk.withdrawn")
)

// Posts lists the posts of a guild's digests that can be withdrawn, the latest first.
func (d *Diary) Posts(ctx context.Context, guild string) ([]Entry, error) {
	ledger, err := d.Ledger(ctx, guild)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(ledger), func(e Entry) bool { return !e.posted() || slices.ContainsFunc(ledger, e.withdrawnBy) }), nil
}

// PostOf returns the latest post that shows an article, as far as digests remember; found is false if no post can be withdrawn.
func (d *Diary) PostOf(ctx context.Context, guild, ref string) (post Entry, found bool, err error) {
	list, err := d.Digests(ctx, guild)
	if err != nil {
		return Entry{}, false, err
	}
	posts, err := d.Posts(ctx, guild)
	if err != nil {
		return Entry{}, false, err
	}
	i := slices.IndexFunc(posts, func(e Entry) bool {
		return slices.ContainsFunc(list, func(g Digest) bool { return g.ID == e.Digest && g.Shown[ref].Equal(e.At) })
	})
	if i < 0 {
		return Entry{}, false, nil
	}
	return posts[i], true, nil
}

// posted reports whether the line is about a message in a channel.
func (e Entry) posted() bool {
	return e.Message != "" && (e.Outcome == OutcomeSent || e.Outcome == OutcomeLate)
}

// Place returns where the message of a post is, by channel and id: a forum post has its own channel, with the same id. It is "" for
// what was not posted.
func (e Entry) Place() string {
	switch {
	case !e.posted():
		return ""
	case e.Kind == Forum:
		return e.Message + "/" + e.Message
	}
	return e.Channel + "/" + e.Message
}

// withdrawnBy reports whether another line says that the post is withdrawn.
func (e Entry) withdrawnBy(o Entry) bool {
	return o.Outcome == OutcomeWithdrawn && o.Digest == e.Digest && o.Slot.Equal(e.Slot)
}

// Withdrawal is the line of a post's withdrawal.
func (e Entry) Withdrawal(outcome string, now time.Time) Entry {
	e.Outcome, e.Reason, e.Attempts, e.Open, e.At = outcome, nil, 0, false, now
	return e
}

// Withdraw starts withdrawing a post. It returns ErrNoPost when the ledger has no post with that message, and ErrWithdrawn if it is
// already withdrawn.
func (d *Diary) Withdraw(ctx context.Context, guild, message string) (post Entry, err error) {
	ledger, err := d.Ledger(ctx, guild)
	if err != nil {
		return Entry{}, err
	}
	i := slices.IndexFunc(ledger, func(e Entry) bool { return e.posted() && e.Message == message })
	if i < 0 {
		return Entry{}, ErrNoPost
	}
	post = ledger[i]
	err = d.change(ctx, guild, func(tx store.Tx) error { return d.withdraw(ctx, tx, post) })
	if err != nil {
		return Entry{}, fmt.Errorf("withdrawing a post of digest %s: %w", post.Digest, err)
	}
	return post, nil
}

func (d *Diary) withdraw(ctx context.Context, tx store.Tx, post Entry) error {
	now, err := d.kv.Now(ctx)
	if err != nil {
		return err
	}
	var before Entry
	if _, err := kinds.Get(tx.Get, kindLedger, ledgerKey(post.Withdrawal(OutcomeWithdrawn, now)), &before); err != nil {
		return err
	}
	if before.Outcome == OutcomeWithdrawn {
		return ErrWithdrawn
	}
	var g Digest
	found, err := kinds.Get(tx.Get, KindDigests, post.Digest, &g)
	if err != nil {
		return err
	}
	var p Publishing
	if _, err := kinds.Get(tx.Get, kindPublishing, post.Digest, &p); err != nil {
		return err
	}
	uncorrected, err := uncorrect(tx, post, now)
	if err != nil {
		return err
	}
	err = errors.Join(uncorrected(tx), kinds.Put(tx, KindWithdrawals, post.Message, post), tx.Schedule(withdrawID(post.Message), now))
	if p.Message == post.Message {
		err = errors.Join(err, p.giveUp(tx, post.Digest, problem.New("desk.withdrawn-unpublished"), now), tx.Delete(kindPublishing, post.Digest), tx.Unschedule(publishID(post.Digest)))
	}
	if found && strings.HasSuffix(g.Latest, "/"+post.Message) { // the next edition leads to it no more
		g.Latest = ""
		err = errors.Join(err, kinds.Put(tx, KindDigests, g.ID, g))
	}
	return err
}

// uncorrect reads, in an edit, what is to be corrected, and returns the writes that take a post out of it. A correction of the post
// that is on its way loses its claim.
func uncorrect(tx store.Tx, post Entry, now time.Time) (write func(store.Tx) error, err error) {
	var list []Posted
	if _, err := kinds.Get(tx.Get, kindPosted, post.Digest, &list); err != nil {
		return nil, err
	}
	id := correctID(post.Digest)
	var e Edition
	frozen, err := kinds.Get(tx.Get, kindEditions, id, &e)
	if err != nil {
		return nil, err
	}
	left := slices.DeleteFunc(slices.Clone(list), func(p Posted) bool { return p.Message == post.Message })
	another := frozen && e.Reply != nil && e.Reply.Message != post.Message
	return func(tx store.Tx) error {
		switch {
		case len(left) == len(list):
			return nil
		case len(left) == 0:
			return errors.Join(unwatch(tx, post.Digest, list), tx.Unschedule(id))
		case another:
			return keep(tx, post.Digest, list, left)
		}
		return errors.Join(keep(tx, post.Digest, list, left), tx.Delete(kindEditions, id), tx.Schedule(id, now.Add(correctedFirst)))
	}, nil
}

// Withdrawing is a post that is being withdrawn.
type Withdrawing struct {
	Entry
	// Refused is when Discord first refused it.
	Refused time.Time `json:"refused,omitzero"`
}

// WithdrawLater postpones a withdrawal that Discord refused.
func (d *Diary) WithdrawLater(ctx context.Context, c store.Claim, post Withdrawing, at time.Time) error {
	return d.later(ctx, c, KindWithdrawals, post.Message, post, at)
}

// Withdrawing returns the post that a claim is to withdraw; found is false when there is none.
func (d *Diary) Withdrawing(ctx context.Context, c store.Claim) (post Withdrawing, found bool, err error) {
	message := strings.TrimPrefix(c.ID, WithdrawPrefix)
	found, err = d.get(ctx, c.Owner, KindWithdrawals, message, &post)
	if err != nil {
		return Withdrawing{}, false, fmt.Errorf("reading which post is withdrawn: %w", err)
	}
	if post.Kind == "" { // an older Lede did not note it
		var g Digest
		if _, err := d.get(ctx, c.Owner, KindDigests, post.Digest, &g); err != nil {
			return Withdrawing{}, false, err
		}
		if g.Channel == post.Channel {
			post.Kind = g.Kind
		}
	}
	return post, found, nil
}

// Withdrawn ends a withdrawal, and records the outcome in the ledger. It fails with store.ErrLost when the claim is no longer held; a
// successful change of the message is recorded all the same, unless the data was erased.
func (d *Diary) Withdrawn(ctx context.Context, c store.Claim, e Entry) error {
	err := d.conclude(ctx, c, e.Outcome == OutcomeWithdrawn, KindWithdrawals, e.Message, func(tx store.Tx, _ bool) error {
		return errors.Join(tx.Delete(KindWithdrawals, e.Message), putLines(tx, e))
	})
	if err != nil {
		return fmt.Errorf("noting the withdrawal of a post of digest %s: %w", e.Digest, err)
	}
	return nil
}
