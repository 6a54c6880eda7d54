package gateway

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"lede/bot/rest"
	"lede/store"
)

const (
	// DefaultShardLease is the default of Timing.ShardLease. It exceeds the three seconds that Discord waits for an answer by
	// more than one renewal: the events that a dead process has answered and the next holder of its shard gets again are then
	// too old to be answered twice.
	DefaultShardLease = 6 * time.Second
	// ShortestShardLease is one second longer than Discord waits for an answer.
	ShortestShardLease = 4 * time.Second
	renewalsPerLease   = 6
	// steadyRenewals is how many renewals in a row must have succeeded before another's expired lease is taken: when the
	// store comes back, its holder may be just about to renew it.
	steadyRenewals = 3

	// LeaseOwner is the owner the store keeps the leases under. All shards belong to one owner, so that every decision sees the
	// whole. The leases belong to the running processes and mean nothing elsewhere.
	LeaseOwner  = "shards"
	kindShard   = "shard"
	kindProcess = "process"
	kindNumber  = "number"
	keyNumber   = "shards"
)

// leases is what a process knows about its shard leases.
type leases struct {
	length  time.Duration
	me      string                // the random id of this process
	joined  bool                  // a renewal has succeeded
	good    int                   // renewals in a row that succeeded
	failing atomic.Pointer[error] // why the last renewal failed; nil when it did not
	parting map[int]ResumePoint   // shards that were given up, until the store knows it
	began   time.Time
	clock   time.Time    // the store's, at the previous renewal
	read    time.Time    // ours at that moment
	renewed atomic.Int64 // when the last successful renewal began, since began
	silent  time.Time    // since when nothing has reached Discord from here; zero when something does
	probed  time.Time    // when Discord was last asked for a sign of life
	aside   atomic.Bool  // others have the shards, because Discord cannot be reached from here
	refused int          // the number of shards that Discord has refused; 0 for none
}

// held reports whether the leases have not expired. While the store is away nobody else can take them; but we cannot know
// whether it is away or only we are cut off, so nothing new is connected.
func (l *leases) held() bool {
	at := l.renewed.Load()
	return at > 0 && time.Since(l.began)-time.Duration(at) < l.length
}

// trouble returns why the leases could not be renewed before they expired; nil when they could.
func (l *leases) trouble() error {
	if why := l.failing.Load(); why != nil && !l.held() {
		return *why
	}
	return nil
}

// leapt records the store's clock, and reports whether since the previous renewal it has moved much further than ours, or back,
// as when another server takes over.
func (l *leases) leapt(now time.Time) bool {
	before, read := l.clock, l.read
	l.clock, l.read = now, time.Now()
	return !read.IsZero() && (now.Sub(before)-l.read.Sub(read)).Abs() > l.length/2
}

// changes is what a renewal has decided.
type changes struct {
	of         int                  // total number of shards
	taken      map[int]*ResumePoint // shards to connect
	away       map[int]Away         // of each shard
	lost       []int                // shards that another process has now
	give       []int                // shards to hand over
	aside      bool                 // the shards are left to others
	whole      bool                 // nothing is left to be taken
	alive      int                  // processes, this one included
	renumbered bool                 // the number of shards has changed
}

// runLeased keeps the leases until ctx ends.
func (g *Gateway) runLeased(ctx context.Context, want int) error {
	due := time.NewTicker(g.lease.length / renewalsPerLease)
	defer due.Stop()
	for {
		g.renew(ctx, want)
		select {
		case <-ctx.Done():
			return nil
		case err := <-g.failed:
			if want, err = g.split(ctx, err); err != nil {
				return err
			}
		case <-due.C:
		}
	}
}

// renew renews the leases, and again at once while there is something to hand over.
func (g *Gateway) renew(ctx context.Context, want int) {
	for again := true; again && ctx.Err() == nil; {
		began := time.Since(g.lease.began)
		out, err := g.renewOnce(ctx, want, false)
		if err != nil {
			if g.lease.failing.Swap(&err) == nil && ctx.Err() == nil {
				g.log.Warn("the leases of shards cannot be renewed; trying again until they can", "err", err.Error())
			}
			g.lease.good = 0
			return
		}
		if g.lease.failing.Swap(nil) != nil {
			g.log.Info("the leases of shards can be renewed again")
		}
		g.lease.renewed.Store(max(1, int64(began)))
		g.lease.good++
		g.lease.joined = true
		again = g.follow(ctx, out)
	}
	g.changed()
}

// follow carries out what a renewal has decided, and reports whether another should follow at once.
func (g *Gateway) follow(ctx context.Context, out changes) (again bool) {
	if out.renumbered {
		if g.of > 0 { // not when it begins
			g.log.Info("there is another number of shards", "shards", out.of)
		}
		g.dropAll()
		g.setOf(out.of)
		return true
	}
	for _, shard := range out.lost {
		g.log.Warn("another process has taken a shard", "shard", shard)
		g.drop(shard, closeHandOver)
	}
	g.setAway(out.away)
	for shard, from := range out.taken {
		g.open(ctx, shard, from)
	}
	for _, shard := range out.give {
		g.lease.parting[shard] = g.drop(shard, closeHandOver)
	}
	g.stepAside(out.aside)
	g.sound(ctx)
	g.setWhole(out.whole)
	g.rest.Breaker.Share(out.alive)
	if len(out.taken)+len(out.lost)+len(out.give) > 0 {
		g.log.Info("shards", "mine", fmt.Sprint(g.mine()), "of", out.of)
	}
	return len(out.give) > 0
}

// cutOff reports whether Discord cannot be reached from here, and has not been for a while: it answers no request, or no shard is connected
// and it does not say where the gateway is.
func (g *Gateway) cutOff() bool {
	shards, connected := g.Connected()
	lost := connected == 0 && g.where.trouble() != nil
	switch {
	case !lost:
		g.lease.silent = g.rest.Unanswered()
	case shards > 0 && g.lease.silent.IsZero():
		g.lease.silent = time.Now()
	}
	return !g.lease.silent.IsZero() && time.Since(g.lease.silent) >= g.timing.CutOff
}

// stepAside leaves the shards to others, or takes part again.
func (g *Gateway) stepAside(aside bool) {
	switch was := g.lease.aside.Swap(aside); {
	case aside && !was:
		g.log.Warn("Discord cannot be reached from here: the other processes get the shards until it can", "err", fmt.Sprint(cmp.Or(g.where.trouble(), g.unanswered())))
	case was && !aside:
		g.log.Info("this process takes part in the shards again")
	}
}

// sound asks Discord for a sign of life, now and then, while it answers nothing, others have the shards for that reason, or it refuses the
// token. Without that, only what people ask would show that it answers again, and perhaps nobody asks here any more.
func (g *Gateway) sound(ctx context.Context) {
	amiss := !g.rest.Unanswered().IsZero() || g.lease.aside.Load() || g.rest.Breaker.Barred()
	if !amiss || time.Since(g.lease.probed) < g.timing.Unreached {
		return
	}
	g.lease.probed = time.Now()
	go g.where.locate(rest.Unhurried(ctx), g.timing.Fresh) //nolint:errcheck // trouble has it
}

// leave hands all shards over.
func (g *Gateway) leave(ctx context.Context) {
	if !g.lease.joined {
		return
	}
	if _, err := g.renewOnce(ctx, 0, true); err != nil {
		g.log.Warn("the shards cannot be handed over; others take them when their leases end", "err", err.Error())
	}
}

// renewOnce renews this process's leases and decides on the rest, in one transaction.
func (g *Gateway) renewOnce(ctx context.Context, want int, leaving bool) (changes, error) {
	ctx, cancel := context.WithTimeout(ctx, g.lease.length/3)
	defer cancel()
	now, err := g.leases.Now(ctx)
	if err != nil {
		return changes{}, fmt.Errorf("reading the store's clock: %w", err)
	}
	if g.lease.leapt(now) { // then leases seem to have ended that their holders are about to renew
		g.log.Warn("the store's clock has leapt", "to", now.UTC().Format(time.RFC3339))
		g.lease.good = 0
	}
	t := renewal{lease: &g.lease, fixed: g.wanted > 0, want: want, leaving: leaving, cutOff: g.cutOff(), until: now.Add(g.lease.length).UnixMilli(), mine: map[int]ResumePoint{}, away: map[int]Away{}}
	g.mu.Lock()
	t.of = g.of
	for shard, h := range g.shards {
		t.mine[shard], t.away[shard] = h.ResumePoint(), h.Guilds.Away()
	}
	g.mu.Unlock()
	var out changes
	err = g.leases.Update(ctx, LeaseOwner, func(tx store.Tx) error {
		r, err := readTable(tx, now)
		if err != nil {
			return err
		}
		out, err = t.apply(tx, r)
		return err
	})
	if err != nil {
		return changes{}, fmt.Errorf("leasing shards: %w", err)
	}
	clear(g.lease.parting)
	return out, nil
}

// renewal is the input of one renewal. Its edit of the store may run more than once.
type renewal struct {
	lease   *leases
	want    int  // the number of shards this process would like
	fixed   bool // its settings name that number
	leaving bool
	cutOff  bool
	until   int64               // when the leases renewed now expire
	of      int                 // the number of shards as this process knows it
	mine    map[int]ResumePoint // of the shards that are open
	away    map[int]Away        // of the same
}

func (t *renewal) apply(tx store.Tx, r *table) (changes, error) {
	w := writer{tx: tx}
	t.settleNumber(r, &w)
	out := changes{of: r.of, taken: map[int]*ResumePoint{}, away: r.away(), renumbered: t.of != r.of && !t.leaving}
	me := t.lease.me
	out.aside = t.cutOff && r.others(me) // alone, it loses nothing by keeping them
	t.count(r, &w, !t.leaving && !out.aside)
	t.shorten(r, &w)
	out.lost = t.keep(r, &w)
	if t.leaving || out.renumbered {
		return out, w.err
	}
	out.alive = r.alive()
	if out.aside {
		out.give = slices.DeleteFunc(slices.Collect(maps.Keys(t.mine)), func(shard int) bool { return slices.Contains(out.lost, shard) })
		return out, w.err
	}
	take, give := r.plan(me, t.lease.good >= steadyRenewals)
	for _, shard := range take {
		from := r.shards[shard].Resume
		t.take(r, &w, shard, from)
		out.taken[shard] = from
	}
	for shard, x := range r.shards { // a change that was made without our knowing
		_, open := t.mine[shard]
		_, now := out.taken[shard]
		ours := x.Holder == me && x.Of == r.of
		if ours && !open && !now {
			t.take(r, &w, shard, x.Resume)
			out.taken[shard] = x.Resume
		}
	}
	out.give = give
	out.whole = r.whole()
	return out, w.err
}

// count counts this process among those alive, or no more, and clears away the dead.
func (t *renewal) count(r *table, w *writer, alive bool) {
	me := t.lease.me
	if alive {
		r.processes[me] = t.until
		w.put(kindProcess, me, t.until)
	} else {
		delete(r.processes, me)
		w.delete(kindProcess, me)
	}
	for id, until := range r.processes {
		if id != me && until < r.now-t.lease.length.Milliseconds() {
			w.delete(kindProcess, id)
		}
	}
}

// shorten cuts leases granted before the store's clock went back, or nobody could take them for as long as it has gone back.
// Those only slightly ahead may have been granted while this renewal was under way.
func (t *renewal) shorten(r *table, w *writer) {
	latest := t.until + t.lease.length.Milliseconds()
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

// settleNumber decides how many shards there are. The first process decides; after that only one whose settings name a
// number, and only when it joins, so that processes with different settings do not quarrel. A number that Discord has refused is none.
func (t *renewal) settleNumber(r *table, w *writer) {
	number := r.of > 0 && r.of != t.lease.refused
	decided := number && (t.lease.joined || !t.fixed && r.others(t.lease.me))
	if t.want == 0 || r.of == t.want || decided {
		return
	}
	r.of = t.want
	w.put(kindNumber, keyNumber, r.of)
}

// keep renews our leases, hands over the shards that we gave up and clears away those of another number of shards. It
// returns the shards that another process has now.
func (t *renewal) keep(r *table, w *writer) (lost []int) {
	me := t.lease.me
	for shard, reached := range t.mine {
		x, known := r.shards[shard]
		if known && x.Holder != "" && x.Holder != me {
			lost = append(lost, shard)
			continue
		}
		if !known || x.Of == t.of {
			r.shards[shard] = shardLease{Of: t.of, Holder: me, Until: t.until, Resume: &reached, Away: t.away[shard]}
			w.put(kindShard, strconv.Itoa(shard), r.shards[shard])
		}
	}
	for shard, reached := range t.lease.parting {
		if x := r.shards[shard]; x.Holder == me && x.Of == r.of {
			r.shards[shard] = shardLease{Of: x.Of, Resume: &reached, Away: x.Away}
			w.put(kindShard, strconv.Itoa(shard), r.shards[shard])
		}
	}
	for shard, x := range r.shards {
		unused := !r.live(x) || x.Holder == me && t.of == r.of
		if x.Of != r.of && unused {
			delete(r.shards, shard)
			w.delete(kindShard, strconv.Itoa(shard))
		}
	}
	return lost
}

func (t *renewal) take(r *table, w *writer, shard int, from *ResumePoint) {
	r.shards[shard] = shardLease{Of: r.of, Holder: t.lease.me, Until: t.until, Resume: from}
	w.put(kindShard, strconv.Itoa(shard), r.shards[shard])
}

// readTable reads what the store knows. A record that makes no sense counts for nothing.
func readTable(tx store.Tx, now time.Time) (*table, error) {
	r := &table{now: now.UnixMilli(), processes: map[string]int64{}, shards: map[int]shardLease{}}
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
		_ = json.Unmarshal(e.Value, &until) // 0 when it makes no sense, as of a process that is long dead
		r.processes[e.Key] = until
	}
	list, err := tx.List(kindShard)
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		var x shardLease
		if shard, err := strconv.Atoi(e.Key); err == nil && json.Unmarshal(e.Value, &x) == nil {
			r.shards[shard] = x
		}
	}
	return r, nil
}

// writer writes records, and keeps the first error.
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

// Processes returns how many processes have leases in a store now: those running, and those that died less than a lease ago.
func Processes(ctx context.Context, kv store.KV) (alive int, err error) {
	now, err := kv.Now(ctx)
	if err != nil {
		return 0, err
	}
	list, err := kv.List(ctx, LeaseOwner, kindProcess)
	for _, e := range list {
		var until int64
		if json.Unmarshal(e.Value, &until) == nil && until > now.UnixMilli() {
			alive++
		}
	}
	return alive, err
}
