package delivery

import (
	"sync"

	"lede/scheduler"
)

// maxAnswered bounds how many posts are remembered.
const maxAnswered = 10_000

// Answered remembers the posts that Discord has accepted while the store cannot record them, so that Lede need not search for a post
// known to exist. The zero value is ready for use.
type Answered struct {
	mu    sync.Mutex
	posts map[string]Result
}

// slotName names a slot, for which several attempts may be made.
func slotName(s scheduler.Slot) string {
	return s.Owner + "\x00" + s.ID + "\x00" + s.Due.UTC().String()
}

// keep remembers a post. When there is no room, all others are forgotten, and their channels will be searched instead.
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

// of returns what is remembered about a slot.
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
