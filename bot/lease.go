package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"lede/store"
)

const (
	// defaultShardLease is longer than answerWithin by more than a beat: what a dead process has answered, and whoever
	// takes its shard is told again, is then too old to be answered twice.
	defaultShardLease = 6 * time.Second
	// shortestShardLease leaves a second more than answerWithin.
	shortestShardLease = 4 * time.Second
	beatsPerLease      = 6
	// patience is how many turns in a row must have succeeded before another's late lease is taken: when the store
	// comes back, its holder may be just about to renew it.
	patience = 3

	// Where the store keeps it. All shards belong to one owner, so that every decision is taken on the whole.
	leaseOwner  = "shards"
	kindShard   = "shard"
	kindProcess = "process"
	kindNumber  = "number"
	keyNumber   = "shards"
)

// lease is what a process knows of its leases.
type lease struct {
	length  time.Duration
	me      string
	joined  bool
	good    int // turns in a row that succeeded
	failing bool
	parting map[int]sitting
	began   time.Time
	clock   time.Time // of the store, in the turn before, and ours at that moment
	read    time.Time
	renewed atomic.Int64 // when the last turn that succeeded was begun, since began
}

// held tells whether the leases have not ended. Without the store's word nobody else takes them while the store is
// away; but whether it is away or only we are cut off cannot be known, so nothing is connected anew.
func (l *lease) held() bool {
	at := l.renewed.Load()
	return at > 0 && time.Since(l.began)-time.Duration(at) < l.length
}

// leapt notes the store's clock, and tells whether it has gone much further than ours since the turn before, or back:
// as when another server takes over.
func (l *lease) leapt(now time.Time) bool {
	before, read := l.clock, l.read
	l.clock, l.read = now, time.Now()
	return !read.IsZero() && (now.Sub(before)-l.read.Sub(read)).Abs() > l.length/2
}

// outcome is what one turn has come to.
type outcome struct {
	of          int
	taken       map[int]*sitting
	lost        []int
	give        []int
	whole       bool // nothing is left to be taken
	alive       int  // processes, this one included
	differently bool // there is another number of shards than before
}

// runLeased keeps the leases until ctx ends.
func (s *shards) runLeased(ctx context.Context, want int) error {
	beat := time.NewTicker(s.lease.length / beatsPerLease)
	defer beat.Stop()
	for {
		if err := s.beat(ctx, want); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-s.failed:
			return err
		case <-beat.C:
		}
	}
}

// beat takes turns until there is nothing to be handed over at once.
func (s *shards) beat(ctx context.Context, want int) error {
	for again := true; again && ctx.Err() == nil; {
		began := time.Since(s.lease.began)
		out, err := s.turn(ctx, want, false)
		if err != nil {
			if !s.lease.failing && ctx.Err() == nil {
				s.bot.log.Warn("the leases of shards cannot be renewed; trying again until they can", "err", err.Error())
			}
			s.lease.good, s.lease.failing = 0, true
			return nil
		}
		if s.lease.failing {
			s.bot.log.Info("the leases of shards can be renewed again")
		}
		s.lease.failing = false
		s.lease.renewed.Store(max(1, int64(began)))
		s.lease.good++
		s.lease.joined = true
		if again, err = s.follow(ctx, out); err != nil {
			return err
		}
	}
	s.bot.checkReady()
	return nil
}

// follow does what a turn has decided, and tells whether another turn should follow at once.
func (s *shards) follow(ctx context.Context, out outcome) (again bool, err error) {
	if out.differently {
		s.bot.log.Info("there is another number of shards", "shards", out.of)
		for _, shard := range s.mine() {
			s.drop(shard, closeForGood)
		}
		s.ending.Wait() // before anybody connects the new ones
		s.setOf(out.of)
		return true, nil
	}
	for _, shard := range out.lost {
		s.bot.log.Warn("another process has taken a shard", "shard", shard)
		s.drop(shard, closeHandOver)
	}
	for shard, from := range out.taken {
		if err := s.open(ctx, shard, from); err != nil {
			return false, err
		}
	}
	for _, shard := range out.give {
		s.lease.parting[shard] = s.drop(shard, closeHandOver)
	}
	s.setWhole(out.whole)
	s.bot.api.breaker.share(out.alive)
	if len(out.taken)+len(out.lost)+len(out.give) > 0 {
		s.bot.log.Info("shards", "mine", fmt.Sprint(s.mine()), "of", out.of)
	}
	return len(out.give) > 0, nil
}

// leave hands all shards over.
func (s *shards) leave(ctx context.Context) {
	if !s.lease.joined {
		return
	}
	if _, err := s.turn(ctx, 0, true); err != nil {
		s.bot.log.Warn("the shards cannot be handed over; others take them when their leases end", "err", err.Error())
	}
}

// turn renews what this process has and decides on the rest, in one change of the store.
func (s *shards) turn(ctx context.Context, want int, leaving bool) (outcome, error) {
	ctx, cancel := context.WithTimeout(ctx, s.lease.length/3)
	defer cancel()
	kv := s.bot.o.Leases
	now, err := kv.Now(ctx)
	if err != nil {
		return outcome{}, fmt.Errorf("reading the store's clock: %w", err)
	}
	if s.lease.leapt(now) { // then leases seem to have ended of which the holders are about to renew them
		s.bot.log.Warn("the store's clock has leapt", "to", now.UTC().Format(time.RFC3339))
		s.lease.good = 0
	}
	t := turnOf{s: s, want: want, leaving: leaving, until: now.Add(s.lease.length).UnixMilli(), mine: map[int]sitting{}}
	s.mu.Lock()
	t.of = s.of
	for shard, l := range s.lines {
		t.mine[shard] = l.reached()
	}
	s.mu.Unlock()
	var out outcome
	err = kv.Update(ctx, leaseOwner, func(tx store.Tx) error {
		r, err := readRoll(tx, now)
		if err != nil {
			return err
		}
		out, err = t.apply(tx, r)
		return err
	})
	if err != nil {
		return outcome{}, fmt.Errorf("leasing shards: %w", err)
	}
	clear(s.lease.parting)
	return out, nil
}

// turnOf is what one turn works with. Its edit may run more than once.
type turnOf struct {
	s       *shards
	want    int
	leaving bool
	until   int64
	of      int             // shards in all, as this process has known it
	mine    map[int]sitting // of the lines that are open
}

func (t *turnOf) apply(tx store.Tx, r *roll) (outcome, error) {
	w := writer{tx: tx}
	t.settleNumber(r, &w)
	out := outcome{of: r.of, taken: map[int]*sitting{}, differently: t.of != r.of && !t.leaving}
	me := t.s.lease.me
	r.processes[me] = t.until
	if t.leaving {
		w.delete(kindProcess, me)
	} else {
		w.put(kindProcess, me, t.until)
	}
	for id, until := range r.processes {
		if id != me && until < r.now-t.s.lease.length.Milliseconds() {
			w.delete(kindProcess, id)
		}
	}
	t.shorten(r, &w)
	out.lost = t.renew(r, &w)
	if t.leaving || out.differently {
		return out, w.err
	}
	take, give := r.plan(me, t.s.lease.good >= patience)
	for _, shard := range take {
		from := r.shards[shard].Sitting
		t.have(r, &w, shard, from)
		out.taken[shard] = from
	}
	for shard, x := range r.shards { // a change that was not known to be made
		_, open := t.mine[shard]
		_, now := out.taken[shard]
		if !open && !now && x.Holder == me && x.Of == r.of {
			t.have(r, &w, shard, x.Sitting)
			out.taken[shard] = x.Sitting
		}
	}
	out.give = give
	out.whole = r.whole()
	out.alive = r.alive()
	return out, w.err
}

// shorten has leases that were given before the store's clock went back end as others do, or nobody could take them for
// as long as it has gone back. What is ahead by less may have been given while this turn was under way.
func (t *turnOf) shorten(r *roll, w *writer) {
	latest := t.until + t.s.lease.length.Milliseconds()
	for id, until := range r.processes {
		if until > latest {
			r.processes[id] = t.until
			w.put(kindProcess, id, t.until)
		}
	}
	for shard, x := range r.shards {
		if x.Until > latest {
			x.Until = t.until
			r.shards[shard] = x
			w.put(kindShard, strconv.Itoa(shard), x)
		}
	}
}

// settleNumber finds out how many shards there are. Whoever comes first decides; after that only who was told a
// number, and only when it joins, so that processes that were told different ones do not quarrel.
func (t *turnOf) settleNumber(r *roll, w *writer) {
	l := &t.s.lease
	told := t.s.bot.o.Shards > 0
	if t.want == 0 || r.of == t.want || r.of > 0 && (l.joined || !told && r.others(l.me)) {
		return
	}
	r.of = t.want
	w.put(kindNumber, keyNumber, r.of)
}

// renew keeps what is ours, hands over what is parting and clears away what is of another number; lost is what another
// process has now.
func (t *turnOf) renew(r *roll, w *writer) (lost []int) {
	me := t.s.lease.me
	for shard, reached := range t.mine {
		x, known := r.shards[shard]
		if known && x.Holder != "" && x.Holder != me {
			lost = append(lost, shard)
			continue
		}
		if !known || x.Of == t.of {
			r.shards[shard] = tenancy{Of: t.of, Holder: me, Until: t.until, Sitting: &reached}
			w.put(kindShard, strconv.Itoa(shard), r.shards[shard])
		}
	}
	for shard, reached := range t.s.lease.parting {
		if x := r.shards[shard]; x.Holder == me && x.Of == r.of {
			r.shards[shard] = tenancy{Of: x.Of, Sitting: &reached}
			w.put(kindShard, strconv.Itoa(shard), r.shards[shard])
		}
	}
	for shard, x := range r.shards {
		if x.Of != r.of && (!r.live(x) || x.Holder == me && t.of == r.of) {
			delete(r.shards, shard)
			w.delete(kindShard, strconv.Itoa(shard))
		}
	}
	return lost
}

func (t *turnOf) have(r *roll, w *writer, shard int, from *sitting) {
	r.shards[shard] = tenancy{Of: r.of, Holder: t.s.lease.me, Until: t.until, Sitting: from}
	w.put(kindShard, strconv.Itoa(shard), r.shards[shard])
}

// readRoll reads what the store knows. A record that makes no sense is as good as none.
func readRoll(tx store.Tx, now time.Time) (*roll, error) {
	r := &roll{now: now.UnixMilli(), processes: map[string]int64{}, shards: map[int]tenancy{}}
	number, err := tx.Get(kindNumber, keyNumber)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	_ = json.Unmarshal(number, &r.of) // 0 when there is none
	processes, err := tx.List(kindProcess)
	if err != nil {
		return nil, err
	}
	for _, e := range processes {
		var until int64
		_ = json.Unmarshal(e.Value, &until)
		r.processes[e.Key] = until
	}
	list, err := tx.List(kindShard)
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		var x tenancy
		if shard, err := strconv.Atoi(e.Key); err == nil && json.Unmarshal(e.Value, &x) == nil {
			r.shards[shard] = x
		}
	}
	return r, nil
}

// writer writes records, and remembers the first error.
type writer struct {
	tx  store.Tx
	err error
}

func (w *writer) put(kind, key string, v any) {
	b, err := json.Marshal(v)
	if w.err == nil {
		w.err = err
	}
	if w.err == nil {
		w.err = w.tx.Put(kind, key, b)
	}
}

func (w *writer) delete(kind, key string) {
	if w.err == nil {
		w.err = w.tx.Delete(kind, key)
	}
}
