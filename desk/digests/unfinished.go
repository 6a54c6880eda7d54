package digests

import (
	"context"
	"errors"
	"slices"
	"time"

	"lede/problem"
	"lede/store"
)

// A slot is open from the time of its timetable until it has a line in the ledger: first it waits for its place in the window, then it
// is sent, perhaps in several attempts. If an admin changes the digest meanwhile, the slot either goes on or gets its line, so that no
// slot ends in silence.

// unfinished is a digest before a change, with the work on it that is under way.
type unfinished struct {
	Digest
	now        time.Time
	open       bool       // its next run has come
	edition    Edition    // zero when none is frozen for that run
	publishing Publishing // zero when nothing is to be published
	posted     []Posted   // editions that are corrected
	// passed are the runs since the open one, which fell due while that was still to be sent.
	passed []time.Time
}

// unfinishedOf reads a digest and the work on it that is under way; ErrNoDigest if there is none.
func (d *Diary) unfinishedOf(ctx context.Context, tx store.Tx, id string) (unfinished, error) {
	var g Digest
	switch found, err := kinds.Get(tx.Get, KindDigests, id, &g); {
	case err != nil:
		return unfinished{}, err
	case !found:
		return unfinished{}, ErrNoDigest
	}
	return d.unfinished(ctx, tx, g)
}

// unfinished reads the work on a digest that is under way.
func (d *Diary) unfinished(ctx context.Context, tx store.Tx, g Digest) (unfinished, error) {
	now, err := d.kv.Now(ctx)
	if err != nil {
		return unfinished{}, err
	}
	u := unfinished{Digest: g, now: now, open: g.Paused == nil && !g.Next.IsZero() && !g.Run().After(now)}
	if _, err := kinds.Get(tx.Get, kindPosted, g.ID, (*postedList)(&u.posted)); err != nil {
		return u, err
	}
	if _, err := kinds.Get(tx.Get, kindPublishing, g.ID, &u.publishing); err != nil || !u.open {
		return u, err
	}
	if _, err := kinds.Get(tx.Get, kindEditions, g.ID, &u.edition); err != nil {
		return u, err
	}
	if !u.edition.Slot.Equal(g.Next) {
		u.edition = Edition{}
	}
	u.passed = latestRuns(g.Timetable, g.Run(), now)
	return u, nil
}

// tried reports whether an attempt to send the open slot may have arrived, or be under way.
func (u unfinished) tried() bool { return !u.edition.Tried.IsZero() }

// goesOn reports whether the open slot remains a slot of the changed digest. An attempt that may have arrived can only be looked for in
// the same channel.
func (u unfinished) goesOn(g Digest) bool {
	if u.tried() && !sameChannel(g, u.Digest) {
		return false
	}
	return u.open && g.Paused == nil && g.Timetable == u.Timetable
}

func sameChannel(a, b Digest) bool { return a.Channel == b.Channel && a.Kind == b.Kind }

// succeed completes the digest that replaces another, and returns the edit that writes it.
func (d *Diary) succeed(u unfinished, g *Digest) (write func(store.Tx) error) {
	if u.goesOn(*g) {
		g.Next, g.Spread = u.Next, u.Spread
		if u.tried() { // its claim and its bytes stay, so that every attempt sends the same
			return func(tx store.Tx) error { return kinds.Put(tx, KindDigests, g.ID, *g) }
		}
		return func(tx store.Tx) error { return setAnew(tx, *g) }
	}
	if !u.open {
		return func(tx store.Tx) error { return setAnew(tx, *g) }
	}
	why := byChange()
	if g.Paused != nil {
		why = byPause()
	}
	if g.Paused == nil {
		// The runs from now on will get their lines later.
		u.passed = slices.DeleteFunc(u.passed, func(run time.Time) bool { return !run.Add(u.Spread).Before(g.Next) })
	}
	lines := u.lines(why)
	g.Done = u.Run()
	if n := len(u.passed); n > 0 {
		g.Done = u.passed[n-1]
	}
	if u.tried() {
		g.Seen = remembered(g.Seen, u.edition.Articles, d.seen)
	}
	return func(tx store.Tx) error {
		return errors.Join(putLines(tx, lines...), setAnew(tx, *g))
	}
}

// lines returns the ledger's lines for an open slot, and for those that passed since, when an admin's change ends them. What is posted as news comes
// has no time at which anybody would miss it.
func (u unfinished) lines(why interruption) []Entry {
	if u.AsItComes && !u.tried() {
		return nil
	}
	e := Entry{
		Digest: u.ID, Channel: u.Channel, Slot: u.Next, Outcome: OutcomeDropped,
		Reason: why.before, At: u.now,
	}
	list := []Entry{e}
	for _, run := range u.passed {
		e.Slot = run.Add(u.Spread)
		list = append(list, e)
	}
	if u.tried() {
		list[0].Outcome, list[0].Open, list[0].Reason = OutcomeUncertain, true, why.during
	}
	return list
}

// remove deletes a digest and all work on it.
func (u unfinished) remove(tx store.Tx) error {
	var err error
	if u.open {
		err = putLines(tx, u.lines(byRemoval())...)
	}
	if u.publishing.Message != "" {
		err = errors.Join(err, u.publishing.giveUp(tx, u.ID, problem.New("desk.removed-unpublished"), u.now))
	}
	return errors.Join(err, tx.Delete(KindDigests, u.ID), tx.Delete(kindEditions, u.ID), tx.Delete(kindPublishing, u.ID), unwatch(tx, u.ID, u.posted), UnscheduleAll(tx, u.ID))
}

// giveUp records that an edition will not be published.
func (p Publishing) giveUp(tx store.Tx, digest string, why *problem.Problem, now time.Time) error {
	e := Entry{Digest: digest, Channel: p.Channel, Slot: p.Slot, Outcome: OutcomeUnpublished, Message: p.Message, Reason: why, At: now}
	return kinds.Put(tx, kindLedger, ledgerKey(e), e)
}

// setAnew replaces the digest with its id. A claim on the old one is lost.
func setAnew(tx store.Tx, g Digest) error {
	err := errors.Join(kinds.Put(tx, KindDigests, g.ID, g), tx.Delete(kindEditions, g.ID), tx.Unschedule(alertID(g.ID)))
	if g.Paused != nil || g.Next.IsZero() {
		return errors.Join(err, tx.Unschedule(g.ID))
	}
	return errors.Join(err, tx.Schedule(g.ID, g.Next))
}

// afterAll records the outcome of an attempt by a process that has lost its claim meanwhile, if it adds anything.
func (d *Diary) afterAll(tx store.Tx, c store.Claim, end Ending) error {
	switch {
	case end.Entry.Message != "":
		return d.arrivedAfterAll(tx, end.Entry, end.Told)
	case end.Entry.Outcome == OutcomeRefused:
		return failedAfterAll(tx, c.ID, c.Due, end.Untold)
	}
	return nil
}

// arrivedAfterAll records a message that was posted after its process had lost the slot, to an admin's change or to another
// process, which publishes the message itself. The next edition must not repeat it. Erased data is not brought back.
func (d *Diary) arrivedAfterAll(tx store.Tx, e Entry, told []string) error {
	var g Digest
	found, err := kinds.Get(tx.Get, KindDigests, e.Digest, &g)
	if err != nil {
		return err
	}
	var line Entry
	named, err := kinds.Get(tx.Get, kindLedger, ledgerKey(e), &line)
	if err != nil || !found && !named {
		return err
	}
	busy, err := kinds.Get(tx.Get, kindPublishing, e.Digest, &Publishing{})
	if err != nil {
		return err
	}
	if found {
		g.Seen = remembered(g.Seen, told, d.seen)
		err = kinds.Put(tx, KindDigests, g.ID, g)
	}
	endedMeanwhile := found && line.Open
	if endedMeanwhile && !busy && g.published() && g.Channel == e.Channel {
		err = errors.Join(err, toBePublished(tx, e))
	}
	return errors.Join(err, kinds.Put(tx, kindLedger, ledgerKey(e), e))
}

// failedAfterAll records that the attempt under way when an admin ended its slot did not arrive, so that its articles are
// still to be shown.
func failedAfterAll(tx store.Tx, digest string, slot time.Time, untold []string) error {
	var e Entry
	key := ledgerKey(Entry{Digest: digest, Slot: slot})
	if _, err := kinds.Get(tx.Get, kindLedger, key, &e); err != nil || !e.Open {
		return err
	}
	var g Digest
	found, err := kinds.Get(tx.Get, KindDigests, digest, &g)
	if err != nil {
		return err
	}
	if found {
		g.Seen = slices.DeleteFunc(g.Seen, func(ref string) bool { return slices.Contains(untold, ref) })
		err = kinds.Put(tx, KindDigests, g.ID, g)
	}
	e.Outcome, e.Open, e.Reason = OutcomeDropped, false, notArrived(e.Reason)
	return errors.Join(err, kinds.Put(tx, kindLedger, key, e))
}

// TakeUpRefused lets the digests of a guild run again that Discord has refused. One that is refused once more is paused again, and then its
// admins are told.
func (d *Diary) TakeUpRefused(ctx context.Context, tx store.Tx, guild string) error {
	now, err := d.kv.Now(ctx)
	if err != nil {
		return err
	}
	entries, err := tx.List(KindDigests)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var g Digest
		if kinds.Decode(KindDigests, e, &g) != nil || !g.refused() { // a damaged one is left as it is
			continue
		}
		g.Paused = nil
		if d.reschedule(guild, &g, now); !g.Next.IsZero() {
			err = errors.Join(err, setAnew(tx, g))
		}
	}
	return err
}

// refused reports whether a digest is paused because Discord refused it, and not by an admin.
func (g Digest) refused() bool {
	return g.Paused != nil && g.Trouble != nil && g.Paused.Code == g.Trouble.Code
}
