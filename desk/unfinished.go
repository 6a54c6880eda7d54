package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"lede/store"
)

// A slot is open from the time of its timetable until it has a line in the ledger: first it waits for its place in the
// window, then it is sent, perhaps often. A change by an admin meanwhile either leaves it its course or gives it its
// line, so that no slot ends in silence.

// unfinished is a digest as it is before a change, with what is under way of it.
type unfinished struct {
	Digest
	now        time.Time
	open       bool       // its next run has come
	edition    Edition    // zero when none is frozen for that run
	publishing Publishing // zero when nothing is to be published
	// passed are the runs since the open one, which fell due while that was still to be sent.
	passed []time.Time
}

// unfinished reads what is under way of a digest.
func (d *Desk) unfinished(ctx context.Context, tx store.Tx, g Digest) (unfinished, error) {
	now, err := d.kv.Now(ctx)
	if err != nil {
		return unfinished{}, err
	}
	u := unfinished{Digest: g, now: now, open: g.Paused == "" && !g.Run().After(now)}
	if _, err := get(tx.Get, kindPublishing, g.ID, &u.publishing); err != nil || !u.open {
		return u, err
	}
	if _, err := get(tx.Get, kindEditions, g.ID, &u.edition); err != nil {
		return u, err
	}
	if !u.edition.Slot.Equal(g.Next) {
		u.edition = Edition{}
	}
	u.passed = latestRuns(g.Timetable, g.Run(), now)
	return u, nil
}

// tried tells whether an attempt to send the open slot may have arrived, or be under way.
func (u unfinished) tried() bool { return !u.edition.Tried.IsZero() }

// goesOn tells whether the open slot is still one of the digest as it is to be. Where an attempt may have arrived, it
// can only be looked for in the same channel.
func (u unfinished) goesOn(g Digest) bool {
	return u.open && g.Paused == "" && g.Timetable == u.Timetable && (!u.tried() || g.Channel == u.Channel && g.Kind == u.Kind)
}

// succeed completes what is to stand in the place of a digest, and returns what writes it.
func (d *Desk) succeed(u unfinished, g *Digest) (write func(store.Tx) error) {
	if u.goesOn(*g) {
		g.Next, g.Spread = u.Next, u.Spread
		if u.tried() { // its claim and its bytes stay, so that every attempt sends the same
			return func(tx store.Tx) error { return put(tx, kindDigests, g.ID, *g) }
		}
		return func(tx store.Tx) error { return setAnew(tx, *g) }
	}
	if !u.open {
		return func(tx store.Tx) error { return setAnew(tx, *g) }
	}
	what := "changed"
	if g.Paused != "" {
		what = "paused"
	}
	if g.Paused == "" {
		// What the digest is to run at from now on has its line to come.
		u.passed = slices.DeleteFunc(u.passed, func(run time.Time) bool { return !run.Add(u.Spread).Before(g.Next) })
	}
	lines := u.lines(what)
	g.Done = u.Run()
	if n := len(u.passed); n > 0 {
		g.Done = u.passed[n-1]
	}
	if u.tried() {
		g.Seen = remembered(g.Seen, u.edition.Articles, d.seenLimit())
	}
	return func(tx store.Tx) error {
		return errors.Join(putLines(tx, lines...), setAnew(tx, *g))
	}
}

// lines are what the ledger says of an open slot, and of those that passed since, which end because of what an admin did
// to the digest.
func (u unfinished) lines(what string) []Entry {
	e := Entry{
		Digest: u.ID, Channel: u.Channel, Slot: u.Next, Outcome: OutcomeDropped,
		Reason: "an admin " + what + " the digest before it was posted", At: u.now,
	}
	list := []Entry{e}
	for _, run := range u.passed {
		e.Slot = run.Add(u.Spread)
		list = append(list, e)
	}
	if u.tried() {
		list[0].Outcome, list[0].Open, list[0].Reason = OutcomeUncertain, true, "an admin "+what+" the digest while it was being posted"
	}
	return list
}

// remove takes a digest away, with all that is still to be done about it.
func (u unfinished) remove(tx store.Tx) error {
	var err error
	if u.open {
		err = putLines(tx, u.lines("removed")...)
	}
	if u.publishing.Message != "" {
		err = errors.Join(err, u.publishing.giveUp(tx, u.ID, "an admin removed the digest before Discord had published it", u.now))
	}
	return errors.Join(err, tx.Delete(kindDigests, u.ID), tx.Delete(kindEditions, u.ID), tx.Delete(kindPublishing, u.ID), unscheduleAll(tx, u.ID))
}

// giveUp notes that an edition is not to be published any more.
func (p Publishing) giveUp(tx store.Tx, digest, why string, now time.Time) error {
	e := Entry{Digest: digest, Channel: p.Channel, Slot: p.Slot, Outcome: OutcomeUnpublished, Message: p.Message, Reason: why, At: now}
	return put(tx, kindLedger, ledgerKey(e), e)
}

// setAnew writes a digest in the place of whatever had its id. Who holds a claim of that loses it.
func setAnew(tx store.Tx, g Digest) error {
	err := errors.Join(put(tx, kindDigests, g.ID, g), tx.Delete(kindEditions, g.ID), tx.Unschedule(alertID(g.ID)))
	if g.Paused != "" {
		return errors.Join(err, tx.Unschedule(g.ID))
	}
	return errors.Join(err, tx.Schedule(g.ID, g.Next))
}

// afterAll writes down what is known of a slot by a process that has lost its claim, as far as that is news.
func (d *Desk) afterAll(tx store.Tx, c store.Claim, end Ending) error {
	switch {
	case end.Entry.Message != "":
		return d.arrivedAfterAll(tx, end.Entry, end.Told)
	case end.Entry.Outcome == OutcomeRefused && !end.Unclear:
		return failedAfterAll(tx, c.ID, c.Due, end.Untold)
	}
	return nil
}

// arrivedAfterAll writes down a message that was posted though its slot was taken from who posted it: by an admin's
// change, or by another process, which publishes it itself. The next edition must not tell it again. What was erased
// stays away.
func (d *Desk) arrivedAfterAll(tx store.Tx, e Entry, told []string) error {
	var g Digest
	found, err := get(tx.Get, kindDigests, e.Digest, &g)
	if err != nil {
		return err
	}
	var line Entry
	named, err := get(tx.Get, kindLedger, ledgerKey(e), &line)
	if err != nil || !found && !named {
		return err
	}
	busy, err := get(tx.Get, kindPublishing, e.Digest, &Publishing{})
	if err != nil {
		return err
	}
	if found {
		g.Seen = remembered(g.Seen, told, d.seenLimit())
		err = put(tx, kindDigests, g.ID, g)
	}
	if found && line.Open && !busy && g.published() && g.Channel == e.Channel {
		err = errors.Join(err, toBePublished(tx, e))
	}
	return errors.Join(err, put(tx, kindLedger, ledgerKey(e), e))
}

// failedAfterAll writes down that the attempt which was under way when an admin's change ended its slot did not arrive.
// So what it told of is still to be told.
func failedAfterAll(tx store.Tx, digest string, slot time.Time, untold []string) error {
	var e Entry
	key := ledgerKey(Entry{Digest: digest, Slot: slot})
	if _, err := get(tx.Get, kindLedger, key, &e); err != nil || !e.Open {
		return err
	}
	var g Digest
	found, err := get(tx.Get, kindDigests, digest, &g)
	if err != nil {
		return err
	}
	if found {
		g.Seen = slices.DeleteFunc(g.Seen, func(ref string) bool { return slices.Contains(untold, ref) })
		err = put(tx, kindDigests, g.ID, g)
	}
	e.Outcome, e.Open, e.Reason = OutcomeDropped, false, e.Reason+", and it did not arrive"
	return errors.Join(err, put(tx, kindLedger, key, e))
}
