package delivery

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lede/cards"
	"lede/desk"
	"lede/problem"
	"lede/scheduler"
)

const (
	// arriveWithin is how long after an unclear attempt its message may still appear in the channel.
	arriveWithin = 15 * time.Second
	// refusedFor is how long Discord must refuse something before it is believed: a single odd answer ends nothing, and asking again
	// does no harm.
	refusedFor = 3 * time.Minute
	// newerFor is how long tasks that only a later version knows are left to such a version. If one is still there after that, no later
	// version is running.
	newerFor = 24 * time.Hour
)

// attempt is one attempt to end a slot of a digest.
type attempt struct {
	Deliverer
	slot   scheduler.Slot
	guild  string
	digest desk.Digest
	now    time.Time // when it was claimed, moments ago
	unsaid int       // articles that nobody will be told of, as the edition says
	// telling reports whether the edition has a story. Without one it may still list articles that say nothing new.
	telling bool
	begun   time.Time // the same moment as now, on this machine's clock
	course  desk.Course
	// unreadable is why there is no next run; nil when there is one.
	unreadable *problem.Problem
	// edition is the edition as it was before this attempt; frozen reports whether an earlier attempt froze it.
	edition desk.Edition
	frozen  bool
}

// digest posts a digest for a slot, or finds out what became of an earlier attempt.
func (d Deliverer) digest(ctx context.Context, s scheduler.Slot) error {
	near := ctx // for what is read to make the edition
	if first := s.Attempt == 1 && !s.Missed; first {
		near = d.Desk.Ahead(ctx, s.Claim)
	}
	a, err := d.attempt(near, s)
	if errors.Is(err, desk.ErrNoDigest) {
		return d.unknown(ctx, s)
	}
	if err != nil {
		return err
	}
	if result, known := d.Answered.of(s); known && a.frozen {
		return a.complete(ctx, a.sent(), result, a.edition.Articles)
	}
	if ended, err := a.clearUp(ctx); ended {
		return err
	}
	switch {
	case a.unreadable != nil && !a.edition.Tried.IsZero():
		return a.complete(ctx, desk.OutcomeUncertain, Result{Reason: a.unreadable}, a.edition.Articles)
	case a.unreadable != nil:
		return a.complete(ctx, desk.OutcomeDropped, Result{Reason: a.unreadable}, nil)
	case a.slot.Missed:
		return a.complete(ctx, desk.OutcomeMissed, Result{Reason: tooLate(a.edition.Why)}, nil)
	}
	if !a.frozen {
		if ended, err := a.prepare(near); ended || err != nil {
			return err
		}
	}
	a.label(ctx)
	return a.send(ctx)
}

// unknown ends a slot whose digest the store does not have; a digest that a newer version wrote may come back.
func (d Deliverer) unknown(ctx context.Context, s scheduler.Slot) error {
	if desk.OfNewer(s.Claim) && s.At.Sub(s.Due) < newerFor {
		return d.snooze(ctx, s, s.At.Add(d.backoff(s, Result{})))
	}
	if desk.OfNewer(s.Claim) {
		return d.Desk.Dismiss(ctx, s.Claim)
	}
	lost, err := d.Desk.Lost(ctx, s.Claim)
	if err != nil {
		return err // just removed, and the removal wrote the line
	}
	d.ended(desk.OutcomeDropped)
	if d.Lost != nil {
		d.Lost(lost)
	}
	return nil
}

// send tries to send the edition.
func (a *attempt) send(ctx context.Context) error {
	if a.edition.Tried.IsZero() {
		a.edition.TriedThere = a.there()
	}
	if err := a.Desk.Freeze(ctx, a.slot.Claim, a.edition, a.now); err != nil {
		return err
	}
	// A process that was suspended for longer than the lease must not send: its timers did not run meanwhile.
	if time.Now().Round(0).After(a.slot.Until) {
		return fmt.Errorf("digest %s of guild %s: the lease is over", a.slot.ID, a.guild)
	}
	// Nor may an attempt that would begin when the nonce can no longer be trusted.
	trusted, cancel := context.WithTimeout(ctx, a.trusted())
	defer cancel()
	return a.settle(ctx, a.Post(trusted, a.post(ctx)))
}

// prepare makes the edition, unless the slot ends or waits without one.
func (a *attempt) prepare(ctx context.Context) (ended bool, err error) {
	if waits, err := a.waits(ctx, a.digest.AsItComes); waits || err != nil {
		return waits, err
	}
	if err := a.write(ctx); err != nil {
		return false, err
	}
	nothing := !a.telling && a.unsaid == 0
	if nothing && (a.digest.Quiet || a.digest.AsItComes) {
		return true, a.complete(ctx, desk.OutcomeQuiet, Result{Reason: problem.New("delivery.nothing-new")}, a.edition.Articles)
	}
	return false, nil
}

// waits postpones a post that has no set time if the server has quiet hours now.
func (a *attempt) waits(ctx context.Context, unset bool) (waits bool, err error) {
	if !unset {
		return false, nil
	}
	s, err := a.Desk.Settings(ctx, a.guild)
	if until := s.QuietUntil(a.now); err == nil && !until.IsZero() {
		return true, a.snooze(ctx, a.slot, until)
	}
	return false, err
}

// attempt reads everything that is known about a slot.
func (d Deliverer) attempt(ctx context.Context, s scheduler.Slot) (*attempt, error) {
	a := &attempt{Deliverer: d, slot: s, guild: desk.GuildOf(s.Claim), now: s.At}
	var err error
	if a.digest, err = d.Desk.Digest(ctx, a.guild, s.ID); err != nil {
		return nil, err
	}
	if !a.digest.Next.IsZero() && a.digest.Next.UnixMilli() != s.Due.UnixMilli() {
		// The store has lost which slot was claimed, for example when Redis evicts keys. The digest knows.
		s.Due, s.Doubt = a.digest.Next, true
		a.slot = s
	}
	if a.digest.AsItComes { // it has no time at which it should have come
		s.Late, s.Missed = 0, false
		a.slot = s
	}
	if d.onTimeThere(s) {
		a.slot.Late = 0
	}
	a.begun = time.Now()
	a.plan()
	// The claim is written before the edition, so the first one finds none, unless the store has lost that there was
	// another.
	if s.Attempt > 1 || s.Doubt {
		if a.edition, a.frozen, err = d.Desk.Frozen(ctx, s.Claim); err != nil {
			return nil, err
		}
	}
	if s.Doubt && a.edition.Tried.IsZero() {
		a.edition.Tried = s.Due // the store may have lost an attempt as early as this
	}
	return a, nil
}

// onTimeThere reports whether a slot that is late by the store's clock is not by Discord's, by which its readers see it come: the store's may
// be ahead.
func (d Deliverer) onTimeThere(s scheduler.Slot) bool {
	return d.There != nil && d.There().Sub(s.Due) < scheduler.OnTime
}

// clearUp looks in the channel when an earlier attempt may have arrived and Discord can no longer be trusted to
// drop a second copy. ended is true when the slot has been dealt with, as far as err allows.
func (a *attempt) clearUp(ctx context.Context) (ended bool, err error) {
	tried := a.edition.Tried
	if tried.IsZero() {
		return false, nil
	}
	nonced := a.digest.Kind != desk.Forum // a forum post carries none
	if nonced && !a.slot.Missed && a.trusted() > 0 {
		return false, nil
	}
	if ago, _ := a.ago(); ago < arriveWithin {
		return true, a.postpone(ctx, a.now.Add(arriveWithin-ago))
	}
	if !a.frozen { // the store lost it: what it told of is what would be told now
		if err := a.write(ctx); err != nil {
			return true, err
		}
		a.edition.Late = false // as far as is known
	}
	message, found, err := a.look(ctx)
	switch {
	case found:
		return true, a.complete(ctx, a.sent(), Result{MessageID: message, Reason: problem.New("delivery.found")}, a.edition.Articles)
	case errors.Is(err, ErrMayNotLook):
		return true, a.complete(ctx, desk.OutcomeUncertain, Result{Reason: problem.New("delivery.unclear-unseen")}, a.edition.Articles)
	case err != nil && a.slot.Missed:
		return true, a.complete(ctx, desk.OutcomeUncertain, Result{Reason: unclear(err)}, a.edition.Articles)
	case err != nil:
		return true, a.again(ctx, Result{})
	}
	a.edition.Tried = time.Time{} // none of them arrived
	return false, nil
}

// trusted is how much longer Discord can be trusted to drop a second copy of an earlier attempt.
func (a *attempt) trusted() time.Duration {
	window := cmp.Or(a.NonceWindow, defaultNonceWindow)
	if a.edition.Tried.IsZero() {
		return window
	}
	_, most := a.ago()
	return window - most
}

// ago returns the least and the most time since the first attempt that may have arrived, by the store's clock and by Discord's: the
// store's may have been changed meanwhile.
func (a *attempt) ago() (least, most time.Duration) {
	least = a.now.Sub(a.edition.Tried) + time.Since(a.begun) // a slow store counts too
	most = least
	if first := a.edition.TriedThere; !first.IsZero() {
		if there := a.there().Sub(first); there >= 0 {
			least, most = min(least, there), max(most, there)
		}
	}
	return least, most
}

// write makes the edition.
func (a *attempt) write(ctx context.Context) error {
	nonce := a.nonce(a.slot)
	by := teller{desk: a.Desk, reader: desk.Reader{Guild: a.guild}, digest: a.digest, cache: a.Cache, now: a.now}
	by.language, by.colour = a.manner(ctx, a.guild)
	return a.Desk.InTurn(ctx, a.guild, func() error { return a.make(ctx, by, nonce) })
}

// make makes it when it is the server's turn.
func (a *attempt) make(ctx context.Context, by teller, nonce string) error {
	s, told, err := by.sheet(ctx, a.run(), a.slot.Late > 0, nonce)
	if err != nil {
		return err
	}
	a.edition.Slot, a.edition.Articles, a.edition.Upto, a.edition.Left, a.edition.Nonce = a.slot.Due, told.Refs, told.Upto, told.Left, nonce
	a.unsaid, a.telling = told.Unsaid, told.Stories > 0
	a.edition.Role, a.edition.Late = a.digest.Role, a.slot.Late > 0
	if a.edition.Components, a.edition.Shown, err = a.Cache.draw(s, told); err != nil {
		return fmt.Errorf("encoding digest %s of guild %s: %w", a.digest.ID, a.guild, err)
	}
	return nil
}

// label marks an edition that was made in time as late, unless an attempt to send it may have arrived: from then on every attempt must
// send the same bytes.
func (a *attempt) label(ctx context.Context) {
	if a.slot.Late > 0 && !a.edition.Late && a.edition.Tried.IsZero() {
		a.edition.Components, a.edition.Late = cards.LabelLate(a.language(ctx, a.guild), a.edition.Components, a.run())
	}
}

// run is the time of the slot by the timetable. Readers know it by that time; the spread does not concern them.
func (a *attempt) run() time.Time { return a.slot.Due.Add(-a.digest.Spread) }

// post returns the message, the same on every attempt.
func (a *attempt) post(ctx context.Context) Post {
	name := cmp.Or(a.edition.Nonce, a.nonce(a.slot)) // an older Lede kept none, and no role
	p := Post{
		Guild: a.guild, Channel: a.digest.Channel, Role: cmp.Or(a.edition.Role, a.digest.Role), Nonce: name, Marker: name,
		Components: a.edition.Components, Again: !a.edition.Tried.IsZero(),
	}
	if person := desk.PersonOf(a.guild); person != "" {
		p.Guild, p.Channel, p.Person = "", "", person
	}
	if a.edition.Reply != nil {
		p.Reply, p.Role = a.edition.Reply.Message, ""
		return p
	}
	if !a.edition.Late {
		p.Patience = max(scheduler.OnTime-a.now.Sub(a.slot.Due)-time.Since(a.begun), time.Millisecond)
	}
	if a.digest.Kind == desk.Forum {
		p.Forum = cards.DigestTitle(a.language(ctx, a.guild), localDay(a.digest, a.run()))
	}
	return p
}

// localDay returns an instant in the time zone of the digest's readers.
func localDay(g desk.Digest, at time.Time) time.Time {
	if t, err := scheduler.ParseTimetable(g.Timetable); err == nil {
		return t.Local(at)
	}
	return at
}

// settle acts on the result of the post.
func (a *attempt) settle(ctx context.Context, result Result) error {
	a.edition.Why = result.Reason
	switch result.Outcome {
	case Sent:
		a.Answered.keep(a.slot, result)
		return a.complete(ctx, a.sent(), result, a.edition.Articles)
	case Held:
		return a.held(ctx, result)
	case Refused:
		return a.refused(ctx, result)
	case Ambiguous:
		if a.edition.Tried.IsZero() {
			a.edition.Tried = a.now
		}
	}
	return a.again(ctx, result)
}

// held ends a slot whose message Discord rejects because of its content. Its articles count as told: they would hold up the next digest
// too.
func (a *attempt) held(ctx context.Context, result Result) error {
	if at, unclear := a.unclearUntil(); unclear {
		return a.postpone(ctx, at)
	}
	return a.complete(ctx, desk.OutcomeHeld, result, a.edition.Articles)
}

// refused ends a slot that Discord refuses, once it has done so for a while.
func (a *attempt) refused(ctx context.Context, result Result) error {
	if a.edition.Refused.IsZero() {
		a.edition.Refused = a.now
	}
	if again := a.edition.Refused.Add(refusedFor); a.now.Before(again) {
		return a.postpone(ctx, again)
	}
	if at, unclear := a.unclearUntil(); unclear {
		return a.postpone(ctx, at)
	}
	return a.complete(ctx, desk.OutcomeRefused, result, nil)
}

// unclearUntil reports whether an earlier attempt may have arrived, and from when on only the channel can tell: Discord's answer to a
// later attempt says nothing about it.
func (a *attempt) unclearUntil() (at time.Time, unclear bool) {
	if a.edition.Tried.IsZero() {
		return time.Time{}, false
	}
	at = a.edition.Tried.Add(max(cmp.Or(a.NonceWindow, defaultNonceWindow), arriveWithin))
	if least := a.now.Add(time.Second); at.Before(least) {
		at = least
	}
	return at, true
}

// look searches the channel for the edition, from the slot on. The store's clock and Discord's need not agree, so the slot is found on
// Discord's by how long ago it was, and the earliest known instant counts.
func (a *attempt) look(ctx context.Context) (message string, found bool, err error) {
	ago := a.now.Sub(a.slot.Due) + time.Since(a.begun)
	since := earliest(a.slot.Due, a.there().Add(-ago), a.edition.TriedThere)
	return a.Find(ctx, a.post(ctx), since.Add(-time.Minute))
}

// earliest returns the first of some instants; zero instants do not count.
func earliest(first time.Time, more ...time.Time) time.Time {
	for _, t := range more {
		if !t.IsZero() && t.Before(first) {
			first = t
		}
	}
	return first
}

// tooLate returns why a slot is missed. why is why the latest attempt did not succeed, nil if unknown.
func tooLate(why *problem.Problem) *problem.Problem {
	if why == nil {
		return problem.New("delivery.too-late")
	}
	return problem.New("delivery.too-late-because").Because(why)
}

// unclear returns why a slot ends as uncertain. err is why the channel could not be read.
func unclear(err error) *problem.Problem {
	var why *problem.Problem
	if !errors.As(err, &why) {
		return problem.New("delivery.unclear")
	}
	return problem.New("delivery.unclear-because").Because(why)
}

// sent returns the outcome of an edition that was posted. It follows the label, since nobody knows when an attempt whose answer was
// lost arrived.
func (a *attempt) sent() string {
	if a.edition.Late {
		return desk.OutcomeLate
	}
	return desk.OutcomeSent
}

func (a *attempt) postpone(ctx context.Context, at time.Time) error {
	a.ended(JobRetry)
	return a.Desk.Postpone(ctx, a.slot.Claim, a.edition, at)
}

// again postpones the slot until it is worth another attempt.
func (a *attempt) again(ctx context.Context, result Result) error {
	return a.postpone(ctx, a.now.Add(a.wait(a.slot, result, digestBackoff)))
}

// complete ends the slot. Discord will repeat a refusal until somebody changes something, so the digest is paused, with its settings
// kept.
func (a *attempt) complete(ctx context.Context, outcome string, result Result, told []string) error {
	if a.edition.Reply != nil {
		return a.corrected(ctx, outcome, result)
	}
	a.ended(outcome)
	e := a.ending(outcome, result, told)
	if !slices.Contains([]string{desk.OutcomeMissed, desk.OutcomeDropped, desk.OutcomeRefused}, outcome) {
		e.Upto, e.Left = a.edition.Upto, a.edition.Left
	}
	if outcome == desk.OutcomeRefused {
		e.Pause, e.Untold = result.Reason, a.edition.Articles
	}
	err := a.Desk.Complete(ctx, a.slot.Claim, e)
	if err == nil {
		a.Answered.forget(a.slot)
	}
	return err
}

// ending returns what the end of the slot means for the ledger and for the digest, unless the digest is paused.
func (a *attempt) ending(outcome string, result Result, told []string) desk.Ending {
	return desk.Ending{
		Shown: a.edition.Shown,
		Entry: desk.Entry{
			Digest: a.slot.ID, Channel: a.digest.Channel, Kind: a.digest.Kind, Slot: a.slot.Due, Outcome: outcome,
			Message: result.MessageID, Reason: result.Reason, Attempts: a.slot.Attempt, At: a.now,
		},
		Skipped: a.skippedLines(), Done: a.course.Done, Told: told, Next: a.course.Next, Spread: a.course.Spread, Pause: a.unreadable,
	}
}
