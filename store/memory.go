package store

import (
	"cmp"
	"container/heap"
	"context"
	"crypto/rand"
	"maps"
	"slices"
	"sync/atomic"
	"time"
)

// Memory keeps state for as long as the process lives: for trying Lede out and for tests. It is the contract in its simplest
// form.
type Memory struct {
	now func() time.Time
	// turn is a lock that a caller can stop waiting for. It holds the state while nobody uses it.
	turn    chan *memory
	closed  atomic.Bool
	budgets Budgets
}

// NewMemory returns an empty store that uses a clock; nil means the machine's.
func NewMemory(now func() time.Time) *Memory {
	if now == nil {
		now = time.Now
	}
	m := &Memory{now: now, turn: make(chan *memory, 1)}
	m.turn <- &memory{values: map[place]map[string][]byte{}, items: map[name]*queued{}}
	return m
}

// memory is the state. Only the goroutine that took it from the turn channel may use it.
type memory struct {
	values map[place]map[string][]byte
	items  map[name]*queued
	due    queue
}

type place struct{ owner, kind string }

type name struct{ owner, id string }

// use takes the state, or gives up when the context ends first.
func (m *Memory) use(ctx context.Context, f func(*memory) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case s := <-m.turn:
		defer func() { m.turn <- s }()
		if m.closed.Load() {
			return ErrClosed
		}
		return f(s)
	}
}

// Get implements KV.
func (m *Memory) Get(ctx context.Context, owner, kind, key string) (value []byte, err error) {
	if err := CheckNames(owner, kind, key); err != nil {
		return nil, err
	}
	if value, ok, err := GatheredOne(ctx, m, owner, kind, key); ok {
		return value, err
	}
	err = m.use(ctx, func(s *memory) error {
		value, err = owned{s, owner}.Get(kind, key)
		return err
	})
	return value, err
}

// List implements KV.
func (m *Memory) List(ctx context.Context, owner, kind string) (list []Entry, err error) {
	if err := CheckNames(owner, kind); err != nil {
		return nil, err
	}
	if list, ok := Gathered(ctx, m, owner, Spot{Kind: kind}); ok {
		return list, nil
	}
	err = m.use(ctx, func(s *memory) error {
		list, err = owned{s, owner}.List(kind)
		return err
	})
	return list, err
}

// Gather implements Gatherer.
func (m *Memory) Gather(ctx context.Context, owner string, spots []Spot) (lists [][]Entry, err error) {
	err = m.use(ctx, func(s *memory) error {
		lists, err = GatherFrom(owned{s, owner}, spots)
		return err
	})
	return lists, err
}

// Update implements KV.
func (m *Memory) Update(ctx context.Context, owner string, edit func(Tx) error) error {
	if err := CheckNames(owner); err != nil {
		return err
	}
	return m.use(ctx, func(s *memory) error {
		writes, err := Run(owned{s, owner}, edit)
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, w := range writes {
			s.apply(owner, w)
		}
		if len(writes) > 0 {
			NoteSaved(ctx)
		}
		return nil
	})
}

// Claim implements KV.
func (m *Memory) Claim(ctx context.Context, limit int, lease time.Duration) (claims []Claim, err error) {
	err = m.use(ctx, func(s *memory) error {
		now := m.now().UnixMilli()
		var taken []*queued
		for len(taken) < limit && len(s.due) > 0 && s.due[0].Visible <= now {
			taken = append(taken, heap.Pop(&s.due).(*queued))
		}
		for _, q := range taken {
			lapsed := q.Token != ""
			q.Item = q.Claimed(now, lease, rand.Text())
			heap.Push(&s.due, q)
			c := q.Claim(q.name.owner, q.name.id, now)
			c.Lapsed = lapsed
			claims = append(claims, c)
		}
		return nil
	})
	return claims, err
}

// NextDue implements KV.
func (m *Memory) NextDue(ctx context.Context) (at time.Time, ok bool, err error) {
	err = m.use(ctx, func(s *memory) error {
		if len(s.due) > 0 {
			at, ok = time.UnixMilli(s.due[0].Visible).UTC(), true
		}
		return nil
	})
	return at, ok, err
}

// Take implements KV. It waits for no edit.
func (m *Memory) Take(ctx context.Context, budget string, each time.Duration, burst int) (time.Duration, error) {
	if err := CheckBudget(budget, each, burst); err != nil {
		return 0, err
	}
	if _, err := m.Now(ctx); err != nil {
		return 0, err
	}
	return m.budgets.Take(m.now, budget, each, burst), nil
}

// Now implements KV. It waits for nobody.
func (m *Memory) Now(ctx context.Context) (time.Time, error) {
	if err := ctx.Err(); err != nil {
		return time.Time{}, err
	}
	if m.closed.Load() {
		return time.Time{}, ErrClosed
	}
	return m.now(), nil
}

// Close implements KV.
func (m *Memory) Close() error {
	return m.use(context.Background(), func(s *memory) error {
		m.closed.Store(true)
		*s = memory{}
		return nil
	})
}

// owned is one owner's part of the state.
type owned struct {
	*memory
	owner string
}

func (o owned) Get(kind, key string) ([]byte, error) {
	v, ok := o.values[place{o.owner, kind}][key]
	if !ok {
		return nil, ErrNotFound
	}
	return slices.Clone(v), nil
}

func (o owned) List(kind string) ([]Entry, error) {
	of := o.values[place{o.owner, kind}]
	var list []Entry
	for _, key := range slices.Sorted(maps.Keys(of)) {
		list = append(list, Entry{Key: key, Value: slices.Clone(of[key])})
	}
	return list, nil
}

func (o owned) Item(id string) (Item, bool, error) {
	q, ok := o.items[name{o.owner, id}]
	if !ok {
		return Item{}, false, nil
	}
	return q.Item, true, nil
}

// apply makes one change.
func (s *memory) apply(owner string, w Write) {
	if w.ID != "" {
		s.move(name{owner, w.ID}, w.Item)
		return
	}
	at := place{owner, w.Kind}
	switch {
	case w.Value == nil:
		delete(s.values[at], w.Key)
		if len(s.values[at]) == 0 {
			delete(s.values, at)
		}
	case s.values[at] == nil:
		s.values[at] = map[string][]byte{w.Key: w.Value}
	default:
		s.values[at][w.Key] = w.Value
	}
}

// move puts an item in its place in the queue, or removes it.
func (s *memory) move(n name, it *Item) {
	q, ok := s.items[n]
	switch {
	case ok && it == nil:
		heap.Remove(&s.due, q.at)
		delete(s.items, n)
	case ok:
		q.Item = *it
		heap.Fix(&s.due, q.at)
	case it != nil:
		q = &queued{Item: *it, name: n}
		s.items[n] = q
		heap.Push(&s.due, q)
	}
}

// queued is an item in the queue, which knows its index there so that it can be moved.
type queued struct {
	Item
	name name
	at   int
}

// queue is a heap ordered by the instant from which an item can be claimed.
type queue []*queued

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[i].Visible, q[j].Visible), cmp.Compare(q[i].Due, q[j].Due)) < 0
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i]; q[i].at, q[j].at = i, j }
func (q *queue) Push(x any)   { x.(*queued).at = len(*q); *q = append(*q, x.(*queued)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return x
}
