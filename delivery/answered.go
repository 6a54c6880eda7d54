package delivery

import (
	"sync"

	"lede/scheduler"
)

// maxAnswered bounds how many posts are remembered.
const maxAnswered = 10_000

// Answered remembers the posts that Discord has accepted while the store does not take it in, so that nobody has to look for what is
// known to be there. The zero value is ready for use.
type Answered struct {
	mu    sync.Mutex
	posts map[string]Result
}

// slotName names a slot, for which several attempts may be made.
func slotName(s scheduler.Slot) string {
	return s.Owner + "\x00" + s.ID + "\x00" + s.Due.UTC().String()
}

// keep remembers a post. When there is no room all others are forgotten, and then their channels are looked at.
func (a *Answered) keep(s scheduler.Slot, r Result) {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.posts == nil || len(a.posts) >= maxAnswered {
		a.posts = map[string]Result{}
	}
	a.posts[slotName(s)] = r
}

// of returns what is remembered of a slot.
func (a *Answered) of(s scheduler.Slot) (r Result, known bool) {
	if a == nil {
		return Result{}, false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	r, known = a.posts[slotName(s)]
	return r, known
}

// forget drops a slot that has ended.
func (a *Answered) forget(s scheduler.Slot) {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.posts, slotName(s))
}
