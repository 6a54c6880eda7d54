package scheduler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"

	"lede/problem"
	"lede/store"
)

const (
	longestEvery    = 5 * time.Second
	looksPerLease   = 9 // a dead process's items are taken over soon after its lease ends
	defaultLease    = 45 * time.Second
	defaultGrace    = 2 * time.Hour
	defaultParallel = 32
	overdue         = 3 // times Every, until a look counts as overdue
	// finish is how long deliveries may go on once the scheduler is told to stop, however long their leases are: service
	// managers kill a process after about ten seconds.
	finish = 8 * time.Second

	// OnTime is the largest lateness not worth mentioning.
	OnTime = 2 * time.Minute
)

// Slot is one run of something scheduled, claimed for delivery.
type Slot struct {
	store.Claim
	Late   time.Duration // zero when on time
	Missed bool          // later than the grace: too late to deliver
	Grace  time.Duration // how late a run may still be delivered
	Until  time.Time     // when the delivery must be over, by this machine's wall clock
}

// Options configures a scheduler. Store and Deliver are required.
type Options struct {
	Store store.KV
	// Deliver acts on a slot and settles its claim, or retries it later, in the store. Its context ends before the lease does.
	// When it returns an error or panics, the claim is left until its lease ends.
	Deliver  func(ctx context.Context, s Slot) error
	Every    time.Duration // between looks at the store; default a ninth of the lease, at most 5 s
	Lease    time.Duration // default 45 s
	Grace    time.Duration // default 2 h
	Parallel int           // deliveries at a time; default 32
	Lanes    []Lane
	Log      *slog.Logger // default none
}

// Lane has capacity of its own for slots that may take long, such as fetches, so that others need not wait behind them. When it
// is full, some wait in line until the next look, and the rest are retried later.
type Lane struct {
	Has      func(store.Claim) bool
	Parallel int
}

// inLine is how many slots may wait in line per slot that a lane works on. More would tie up work that another process could
// do, and would lapse if this one died.
const inLine = 8

// lane is a Lane with a token for each slot that has a place in it, and for each being worked on.
type lane struct {
	Lane
	places, free chan struct{}
}

// Scheduler delivers what is due. It is safe for use by several goroutines.
type Scheduler struct {
	o Options
	// free holds a token for each delivery that may start. Only as much is claimed as can start at once, so that no lease
	// expires in a queue.
	free   chan struct{}
	lanes  []lane
	every  cron.Schedule
	looked atomic.Pointer[time.Time] // when the last look began; nil before the first
	soon   chan struct{}             // holds a token when a look is wanted before the next tick
	// failing is why the last look claimed nothing; nil when it succeeded.
	failing atomic.Pointer[error]
	// refused reports whether the store has refused to settle a delivery, and settled none since.
	refused atomic.Bool
}

// New returns a scheduler.
func New(o Options) *Scheduler {
	o.Lease = cmp.Or(o.Lease, defaultLease)
	o.Every = cmp.Or(o.Every, min(longestEvery, o.Lease/looksPerLease))
	o.Grace = cmp.Or(o.Grace, defaultGrace)
	o.Parallel = max(cmp.Or(o.Parallel, defaultParallel), 1)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Scheduler{o: o, free: tokens(o.Parallel), every: every(o.Every), soon: make(chan struct{}, 1)}
	for _, l := range o.Lanes {
		s.lanes = append(s.lanes, lane{l, tokens((1 + inLine) * l.Parallel), tokens(l.Parallel)})
	}
	return s
}

// tokens returns a channel filled with n tokens.
func tokens(n int) chan struct{} {
	c := make(chan struct{}, n)
	for range n {
		c <- struct{}{}
	}
	return c
}

// Tick delivers everything that is due now, waits until it is delivered, and returns the number of slots. Failed deliveries are logged and
// counted too; the error is that of claiming. Tests use it in place of Run.
func (s *Scheduler) Tick(ctx context.Context) (int, error) {
	var deliveries sync.WaitGroup
	defer deliveries.Wait()
	return s.begin(ctx, &deliveries)
}

// Run looks for what is due until the context ends, and then waits for the deliveries under way.
func (s *Scheduler) Run(ctx context.Context) error {
	var deliveries sync.WaitGroup
	defer deliveries.Wait()
	look := func() {
		now := time.Now()
		s.looked.Store(&now)
		if _, err := s.begin(ctx, &deliveries); ctx.Err() == nil {
			s.note(err)
		}
	}
	for ctx.Err() == nil {
		s.runCron(ctx, look)
	}
	return nil
}

// Soon asks for a look at what is due now rather than at the next tick, because a person is waiting. It returns at once; calls that come
// before the look share it.
func (s *Scheduler) Soon() {
	select {
	case s.soon <- struct{}{}:
	default:
	}
}

// note logs when looks begin to fail, and when they succeed again.
func (s *Scheduler) note(err error) {
	switch {
	case err != nil && s.failing.Swap(&err) == nil:
		s.o.Log.Error("what is due cannot be claimed; trying again until it can", "err", err)
	case err == nil && s.failing.Swap(nil) != nil:
		s.o.Log.Info("what is due can be claimed again")
	}
}

// runCron has cron look for what is due until the context ends, or until a look is overdue. cron waits by the wall clock: if
// that is set back by an hour, cron would not look for an hour.
func (s *Scheduler) runCron(ctx context.Context, look func()) {
	log := bridge{s.o.Log}
	// In this order: otherwise a look that panicked would count as running for good.
	c := cron.New(cron.WithLogger(log), cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)))
	entry := c.Schedule(s.every, cron.FuncJob(look))
	// The first look is at once: whatever fell due while nothing ran has waited long enough.
	c.Entry(entry).WrappedJob.Run()
	c.Start()
	defer func() { <-c.Stop().Done() }()
	ticks := time.NewTicker(s.o.Every) // by the monotonic clock, which cannot be set
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.soon:
			c.Entry(entry).WrappedJob.Run()
		case <-ticks.C:
			if s.SinceLook() > overdue*s.o.Every {
				log.Info("a look is overdue, as when the wall clock was set back; starting again")
				return
			}
		}
	}
}

// SinceLook returns how long ago the scheduler last began to look for what is due, whatever the wall clock says; 0 before the
// first look.
func (s *Scheduler) SinceLook() time.Duration {
	last := s.looked.Load()
	if last == nil {
		return 0
	}
	return time.Since(*last)
}

// Overdue reports whether nothing has looked for what is due for two leases: a look held up by hanging deliveries and a hanging
// store takes one.
func (s *Scheduler) Overdue() bool { return s.SinceLook() > 2*s.o.Lease }

// Health returns an error when due items cannot be claimed, or a look for them is overdue.
func (s *Scheduler) Health() error {
	if s.Overdue() {
		return problem.New("scheduler.overdue", "for", s.SinceLook().Round(time.Second))
	}
	if why := s.failing.Load(); why != nil {
		return problem.New("scheduler.unclaimed").Because(*why)
	}
	return nil
}

// every is a cron.Schedule at a fixed interval; cron's own knows only whole seconds.
type every time.Duration

func (e every) Next(now time.Time) time.Time { return now.Add(time.Duration(e)) }

// begin claims what is due and starts to deliver it, as capacity allows.
func (s *Scheduler) begin(ctx context.Context, deliveries *sync.WaitGroup) (n int, err error) {
	for {
		room, err := s.room(ctx)
		if err != nil {
			return n, err
		}
		claimed := time.Now()
		claims, err := s.claim(ctx, room)
		if err != nil {
			return n, err
		}
		for _, c := range claims {
			place, l, ok := s.place(c)
			deliveries.Go(func() {
				defer func() { place <- struct{}{} }()
				if l != nil {
					if ok = l.enter(ctx, s.o.Every); ok {
						defer l.leave()
						c.At = c.At.Add(time.Since(claimed).Truncate(time.Millisecond)) // users of At must not be early by the time waited
					}
				}
				if !ok {
					s.putOff(ctx, c)
					return
				}
				s.deliver(ctx, s.slot(c), claimed)
			})
		}
		n += len(claims)
		if len(claims) < room {
			return n, nil
		}
	}
}

// place finds a place for a claim, and returns the channel its token goes back to afterwards. A slot with a lane gives back the
// token that it was claimed with, takes one of the lane, and must enter it; ok is false when there is none.
func (s *Scheduler) place(c store.Claim) (back chan struct{}, in *lane, ok bool) {
	i := slices.IndexFunc(s.lanes, func(l lane) bool { return l.Has(c) })
	if i < 0 {
		return s.free, nil, true
	}
	select {
	case <-s.lanes[i].places:
		s.free <- struct{}{}
		return s.lanes[i].places, &s.lanes[i], true
	default:
		return s.free, nil, false
	}
}

// enter waits in line, but no longer than until the next look.
func (l *lane) enter(ctx context.Context, most time.Duration) (ok bool) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	select {
	case <-l.free:
		return true
	case <-ctx.Done():
		return false
	}
}

func (l *lane) leave() { l.free <- struct{}{} }

// putOff gives back a claim whose lane is full, even while the scheduler is stopping: a claim that lapses counts as an attempt.
// If the store does not take it back, its lease runs out.
func (s *Scheduler) putOff(ctx context.Context, c store.Claim) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), min(finish, s.o.Lease/3))
	defer cancel()
	at := c.At.Add(s.o.Every + rand.N(2*s.o.Every))
	err := s.o.Store.Update(ctx, c.Owner, func(tx store.Tx) error { return tx.Retry(c, at) })
	if err != nil && !errors.Is(err, store.ErrLost) && ctx.Err() == nil {
		s.o.Log.Warn("a slot could not be put off", "owner", c.Owner, "id", c.ID, "err", err)
	}
}

// room waits until a delivery may start, and returns how many may.
func (s *Scheduler) room(ctx context.Context) (n int, err error) {
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-s.free:
	}
	for n = 1; ; n++ {
		select {
		case <-s.free:
		default:
			return n, nil
		}
	}
}

// claim claims as much as there is capacity for, and gives back the unused capacity, whatever happens.
func (s *Scheduler) claim(ctx context.Context, room int) (claims []store.Claim, err error) {
	defer func() {
		for range room - len(claims) {
			s.free <- struct{}{}
		}
	}()
	// A call that outlasts a hanging store would hold up all later ones.
	ctx, cancel := context.WithTimeout(ctx, s.o.Lease/3)
	defer cancel()
	if claims, err = s.o.Store.Claim(ctx, room, s.o.Lease); err != nil {
		return nil, fmt.Errorf("claiming what is due: %w", err)
	}
	return claims, nil
}

// slot determines how late a claim is.
func (s *Scheduler) slot(c store.Claim) Slot {
	late := c.At.Sub(c.Due)
	slot := Slot{Claim: c, Missed: late > s.o.Grace, Grace: s.o.Grace}
	if late >= OnTime {
		slot.Late = late
	}
	return slot
}

// deliver hands over one slot. A delivery that has started may go on for a while after the scheduler is told to stop; one that
// is cut off then is taken up when its lease ends, like that of a killed process.
func (s *Scheduler) deliver(stopping context.Context, slot Slot, claimed time.Time) {
	log := func() *slog.Logger { // which is seldom needed
		return s.o.Log.With("owner", slot.Owner, "id", slot.ID, "due", slot.Due, "attempt", slot.Attempt)
	}
	until := claimed.Add(s.o.Lease * 2 / 3)
	slot.Until = until.Round(0) // the monotonic clock stands still while a machine is suspended
	ctx, cancel := context.WithDeadline(context.WithoutCancel(stopping), until)
	defer cancel()
	defer context.AfterFunc(stopping, func() { time.AfterFunc(finish, cancel) })()
	defer func() {
		if p := recover(); p != nil {
			log().Error("a delivery panicked", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	err := s.o.Deliver(ctx, slot)
	switch {
	case errors.Is(err, store.ErrLost):
		log().Warn("a claim was lost before the delivery was settled", "err", err)
	case errors.Is(err, store.ErrRefused):
		if !s.refused.Swap(true) { // a line every few seconds for each digest would fill what room a disk has left
			log().Error("a delivery was not settled, because the store makes no changes now; whatever is due is tried again until it does", "err", err)
		}
		s.putBack(ctx, slot)
	case err != nil:
		log().Error("a delivery was not settled; it is tried again when its lease ends", "err", err)
	default:
		s.refused.Store(false)
	}
}

// putBack ends a claim that the store refused to settle, as soon as the store accepts changes again, so that the slot does not
// wait for its lease to end. It gives up when the delivery's time is over.
func (s *Scheduler) putBack(ctx context.Context, slot Slot) {
	pause := min(time.Second, s.o.Every)
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		err := s.o.Store.Update(ctx, slot.Owner, func(tx store.Tx) error { return tx.Retry(slot.Claim, slot.At) })
		if !errors.Is(err, store.ErrRefused) {
			return // done, or lost
		}
	}
}

// bridge lets cron write to slog.
type bridge struct{ log *slog.Logger }

func (b bridge) Info(msg string, args ...any) { b.log.Debug("cron: "+msg, args...) }
func (b bridge) Error(err error, msg string, args ...any) {
	b.log.Error("cron: "+msg, append([]any{"err", err}, args...)...)
}
