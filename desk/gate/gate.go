// Package gate bounds what is done at a time for people: the memory that it takes, and whose turn it is.
//
// It refuses to know what the work is.
package gate

import (
	"cmp"
	"context"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"lede/problem"
)

// Gate lets in work that takes memory, as much at a time as there is room for, and shares the room and the time among people:
// each is worked for once at a time, a server has at most half of the room, and whoever was worked for least is next.
type Gate struct {
	room int64 // bytes that all work together may take
	now  func() time.Time
	// Person and Server are for how long each may be worked for at once; 0 for no limit. It comes back while time passes.
	Person, Server time.Duration
	// Large is how many pieces of work that are not small are done at a time; 0 for as many as there is room for. Each takes a
	// processor for long, and everybody else's steps wait behind all of them.
	Large int
	// GiveWay is told whenever somebody comes: from then on the gate bounds what they take, and nothing else has to. nil tells nobody.
	GiveWay func(context.Context)

	mu      sync.Mutex
	used    int64            // of the room
	servers map[string]int64 // of what is used, for each server
	larges  int              // pieces of work that are not small
	people  map[string]bool  // who are being worked for
	queue   []*waiter
	spent   map[string]spent
	much    bool // so much was taken that it is given back when the room is empty
}

// waiter is somebody who waits for their turn.
type waiter struct {
	reader Who
	need   int64
	turn   chan struct{} // closed when it has come
}

// spent is for how long somebody was worked for, as of a moment. Some has come back since.
type spent struct {
	time time.Duration
	at   time.Time
	back time.Duration // a second comes back in so many
}

const (
	// personBack and serverBack are in how many seconds a second of work comes back.
	personBack = 6
	serverBack = 2
	// serverPart is which part of the room one server may take, and one piece of work.
	serverPart = 2
	// smallPart is up to which part of the room work is small, and keptPart which part is kept free for it: an ordinary
	// article never waits for large ones to end.
	smallPart = 32
	keptPart  = 8
	// giveBackFrom is from how much work on its memory is given back to the machine at once, in bytes.
	giveBackFrom = 16 << 20
	// rememberedSpent is how many people and servers are remembered before those who have all their time back are forgotten.
	rememberedSpent = 1000
)

// New returns a gate to a room of so many bytes, that goes by a clock.
func New(room int64, now func() time.Time) *Gate {
	return &Gate{room: room, now: now, servers: map[string]int64{}, people: map[string]bool{}, spent: map[string]spent{}}
}

// ErrTooMuch says that one piece of work would take more of the room than any may.
var ErrTooMuch = problem.New("desk.too-much")

// Who is for whom work is done, and where: in a guild, or alone when Guild is empty.
type Who struct{ Guild, Person string }

// place is where the reader's work counts: in a direct message, nowhere but for the person.
func (r Who) place() string {
	if r.Guild == "" {
		return person(r.Person)
	}
	return server(r.Guild)
}

// person and server tell the ids of both apart.
func person(id string) string { return "person:" + id }
func server(id string) string { return "server:" + id }

// Enter waits for the reader's turn to do something that needs so many bytes. leave follows when it is done.
func (g *Gate) Enter(ctx context.Context, r Who, need int64) (leave func(), err error) {
	if need > g.room/serverPart {
		return nil, ErrTooMuch
	}
	if err := g.enter(ctx, r, need); err != nil {
		return nil, err
	}
	began := g.now()
	return func() { g.leave(r, need, g.now().Sub(began)) }, nil
}

// Do waits for the reader's turn and does work that needs so many bytes.
func (g *Gate) Do(ctx context.Context, r Who, need int64, work func() error) error {
	leave, err := g.Enter(ctx, r, need)
	if err != nil {
		return err
	}
	defer leave()
	err = work()
	if err != nil && ctx.Err() != nil {
		return ctx.Err() // whatever stopped it, nobody waits for it any more
	}
	return err
}

// enter waits until it is the reader's turn.
func (g *Gate) enter(ctx context.Context, r Who, need int64) error {
	if g.GiveWay != nil {
		g.GiveWay(ctx)
	}
	w := &waiter{r, need, make(chan struct{})}
	g.mu.Lock()
	if wait := g.rest(r); wait > 0 {
		g.mu.Unlock()
		return problem.New("desk.worked-enough", "seconds", int(wait.Seconds())+1)
	}
	g.queue = append(g.queue, w)
	g.admit()
	g.mu.Unlock()
	select {
	case <-w.turn:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	at := slices.Index(g.queue, w)
	if at >= 0 {
		g.queue = slices.Delete(g.queue, at, at+1)
		g.admit() // others may have waited behind it
	}
	g.mu.Unlock()
	if at < 0 { // the turn came at the same moment
		g.leave(r, need, 0)
	}
	return ctx.Err()
}

// leave makes room and notes how long the work took.
func (g *Gate) leave(r Who, need int64, took time.Duration) {
	g.mu.Lock()
	g.used -= need
	if !g.small(need) {
		g.larges--
	}
	if g.servers[r.place()] -= need; g.servers[r.place()] == 0 {
		delete(g.servers, r.place())
	}
	delete(g.people, r.Person)
	g.charge(person(r.Person), took, personBack)
	if r.Guild != "" {
		g.charge(server(r.Guild), took, serverBack)
	}
	g.much = g.much || need >= giveBackFrom
	giveBack := g.much && g.used == 0
	if giveBack {
		g.much = false
	}
	g.admit()
	g.mu.Unlock()
	if giveBack {
		debug.FreeOSMemory()
	}
}

// admit lets in whoever's turn it is. Whoever waits for work of their own or of their server to end is passed over. All others
// wait behind the first for whom there is no room, so that nobody waits for ever.
func (g *Gate) admit() {
	slices.SortStableFunc(g.queue, func(a, b *waiter) int {
		return cmp.Or(cmp.Compare(g.owes(a.reader.place()), g.owes(b.reader.place())),
			cmp.Compare(g.owes(person(a.reader.Person)), g.owes(person(b.reader.Person))))
	})
	var still []*waiter
	room, roomForLarge := g.room, g.room-g.room/keptPart
	for _, w := range g.queue {
		most := &room
		if !g.small(w.need) {
			most = &roomForLarge
			if g.Large > 0 && g.larges >= g.Large {
				roomForLarge = 0
			}
		}
		place := w.reader.place()
		switch {
		case g.people[w.reader.Person] || g.servers[place]+w.need > g.room/serverPart:
			still = append(still, w)
		case g.used+w.need > *most:
			*most = 0
			still = append(still, w)
		default:
			if !g.small(w.need) {
				g.larges++
			}
			g.used += w.need
			g.servers[place] += w.need
			g.people[w.reader.Person] = true
			close(w.turn)
		}
	}
	g.queue = still
}

// small tells whether work takes little of the room, and so little time.
func (g *Gate) small(need int64) bool { return need <= g.room/smallPart }

// rest is how long the reader has to wait because of what was done for them or in their server.
func (g *Gate) rest(r Who) (wait time.Duration) {
	if g.Person > 0 {
		wait = (g.owes(person(r.Person)) - g.Person) * personBack
	}
	if g.Server > 0 && r.Guild != "" {
		wait = max(wait, (g.owes(server(r.Guild))-g.Server)*serverBack)
	}
	return wait
}

// owes is what somebody spent and does not have back yet.
func (g *Gate) owes(who string) time.Duration {
	s, known := g.spent[who]
	if !known {
		return 0
	}
	return max(0, s.time-g.now().Sub(s.at)/s.back)
}

// charge adds to what somebody spent.
func (g *Gate) charge(who string, took, back time.Duration) {
	g.spent[who] = spent{g.owes(who) + took, g.now(), back}
	if len(g.spent) < rememberedSpent {
		return
	}
	for who := range g.spent {
		if g.owes(who) == 0 {
			delete(g.spent, who)
		}
	}
}
