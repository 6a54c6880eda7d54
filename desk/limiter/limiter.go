// Package limiter bounds what is done at a time for people: the memory that it takes, and whose turn it is.
//
// It refuses to know what the work is.
package limiter

import (
	"cmp"
	"context"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"lede/problem"
)

// Limiter lets in work that takes memory, as much at a time as there is room for, and shares the room and the time among people: each
// person has one piece of work at a time, a server takes at most half of the room, and the one who has used least is next.
type Limiter struct {
	room int64 // bytes that all work together may take
	now  func() time.Time
	// Person and Server are for how long each may be worked for at once; 0 for no limit. The allowance comes back over time.
	Person, Server time.Duration
	// Large is how many pieces of work that are not small are done at a time; 0 for as many as there is room for. Each occupies a
	// processor for long, and everybody else's steps wait behind all of them.
	Large int
	// GiveWay is called whenever a person enters: from then on the limiter bounds what they take, and nothing else has to. It may be
	// nil.
	GiveWay func(context.Context)

	mu      sync.Mutex
	used    int64            // of the room
	servers map[string]int64 // of what is used, for each server
	larges  int              // pieces of work that are not small
	people  map[string]bool  // the people being worked for
	queue   []*waiter
	spent   map[string]spent
	much    bool // so much was taken that memory is given back when the room is empty
}

// waiter is a person waiting for their turn.
type waiter struct {
	reader Who
	need   int64
	turn   chan struct{} // closed when the turn has come
}

// spent is how long a person or server was worked for, as of a moment. Some has come back since.
type spent struct {
	time time.Duration
	at   time.Time
	back time.Duration // one second comes back per so many seconds
}

const (
	// personBack and serverBack are how many seconds it takes until a second of work comes back.
	personBack = 6
	serverBack = 2
	// serverPart is the part of the room that one server, or one piece of work, may take.
	serverPart = 2
	// smallPart is the part of the room up to which work is small, and keptPart the part kept free for small work: an ordinary article
	// never waits for large ones to end.
	smallPart = 32
	keptPart  = 8
	// giveBackFrom is the amount of work, in bytes, from which its memory is returned to the operating system at once.
	giveBackFrom = 16 << 20
	// rememberedSpent is how many people and servers are remembered before those who have all their time back are forgotten.
	rememberedSpent = 1000
)

// New returns a limiter for a room of so many bytes, using a clock.
func New(room int64, now func() time.Time) *Limiter {
	return &Limiter{room: room, now: now, servers: map[string]int64{}, people: map[string]bool{}, spent: map[string]spent{}}
}

// ErrTooMuch says that one piece of work would take more of the room than any may.
var ErrTooMuch = problem.New("desk.too-much")

// Who is the person work is done for, and the guild; Guild is empty outside a guild.
type Who struct{ Guild, Person string }

// place returns where the reader's work counts: in a direct message, only for the person.
func (r Who) place() string {
	if r.Guild == "" {
		return person(r.Person)
	}
	return server(r.Guild)
}

// person and server keep the ids of both apart.
func person(id string) string { return "person:" + id }
func server(id string) string { return "server:" + id }

// Most returns how many bytes one piece of work may need.
func (l *Limiter) Most() int64 { return l.room / serverPart }

// Enter waits for the reader's turn to do something that needs so many bytes. leave follows when it is done.
func (l *Limiter) Enter(ctx context.Context, r Who, need int64) (leave func(), err error) {
	if need > l.Most() {
		return nil, ErrTooMuch
	}
	if err := l.enter(ctx, r, need); err != nil {
		return nil, err
	}
	began := l.now()
	return func() { l.leave(r, need, l.now().Sub(began)) }, nil
}

// Do waits for the reader's turn and does work that needs so many bytes.
func (l *Limiter) Do(ctx context.Context, r Who, need int64, work func() error) error {
	leave, err := l.Enter(ctx, r, need)
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
func (l *Limiter) enter(ctx context.Context, r Who, need int64) error {
	if l.GiveWay != nil {
		l.GiveWay(ctx)
	}
	w := &waiter{r, need, make(chan struct{})}
	l.mu.Lock()
	if wait := l.rest(r); wait > 0 {
		l.mu.Unlock()
		return problem.New("desk.worked-enough", "seconds", int(wait.Seconds())+1)
	}
	l.queue = append(l.queue, w)
	l.admit()
	l.mu.Unlock()
	select {
	case <-w.turn:
		return nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	at := slices.Index(l.queue, w)
	if at >= 0 {
		l.queue = slices.Delete(l.queue, at, at+1)
		l.admit() // others may have waited behind it
	}
	l.mu.Unlock()
	if at < 0 { // the turn came at the same moment
		l.leave(r, need, 0)
	}
	return ctx.Err()
}

// leave makes room and notes how long the work took.
func (l *Limiter) leave(r Who, need int64, took time.Duration) {
	l.mu.Lock()
	l.used -= need
	if !l.small(need) {
		l.larges--
	}
	if l.servers[r.place()] -= need; l.servers[r.place()] == 0 {
		delete(l.servers, r.place())
	}
	delete(l.people, r.Person)
	l.charge(person(r.Person), took, personBack)
	if r.Guild != "" {
		l.charge(server(r.Guild), took, serverBack)
	}
	l.much = l.much || need >= giveBackFrom
	giveBack := l.much && l.used == 0
	if giveBack {
		l.much = false
	}
	l.admit()
	l.mu.Unlock()
	if giveBack {
		debug.FreeOSMemory()
	}
}

// admit lets in the next waiters. Those waiting for other work of their own or of their server to end are passed over. All others wait
// behind the first for whom there is no room, so that nobody waits for ever.
func (l *Limiter) admit() {
	slices.SortStableFunc(l.queue, func(a, b *waiter) int {
		return cmp.Or(cmp.Compare(l.owes(a.reader.place()), l.owes(b.reader.place())),
			cmp.Compare(l.owes(person(a.reader.Person)), l.owes(person(b.reader.Person))))
	})
	var still []*waiter
	room, roomForLarge := l.room, l.room-l.room/keptPart
	for _, w := range l.queue {
		most := &room
		if !l.small(w.need) {
			most = &roomForLarge
			if l.Large > 0 && l.larges >= l.Large {
				roomForLarge = 0
			}
		}
		place := w.reader.place()
		switch {
		case l.people[w.reader.Person] || l.servers[place]+w.need > l.room/serverPart:
			still = append(still, w)
		case l.used+w.need > *most:
			*most = 0
			still = append(still, w)
		default:
			if !l.small(w.need) {
				l.larges++
			}
			l.used += w.need
			l.servers[place] += w.need
			l.people[w.reader.Person] = true
			close(w.turn)
		}
	}
	l.queue = still
}

// small reports whether work takes little of the room, and so little time.
func (l *Limiter) small(need int64) bool { return need <= l.room/smallPart }

// rest returns how long the reader has to wait because of work done for them or in their server.
func (l *Limiter) rest(r Who) (wait time.Duration) {
	if l.Person > 0 {
		wait = (l.owes(person(r.Person)) - l.Person) * personBack
	}
	if l.Server > 0 && r.Guild != "" {
		wait = max(wait, (l.owes(server(r.Guild))-l.Server)*serverBack)
	}
	return wait
}

// owes returns what was spent and has not come back yet.
func (l *Limiter) owes(who string) time.Duration {
	s, known := l.spent[who]
	if !known {
		return 0
	}
	return max(0, s.time-l.now().Sub(s.at)/s.back)
}

// charge adds to what was spent.
func (l *Limiter) charge(who string, took, back time.Duration) {
	l.spent[who] = spent{l.owes(who) + took, l.now(), back}
	if len(l.spent) < rememberedSpent {
		return
	}
	for who := range l.spent {
		if l.owes(who) == 0 {
			delete(l.spent, who)
		}
	}
}
