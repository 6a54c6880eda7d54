package rediskv

import (
	"slices"
	"sync"

	"lede/store"
)

const (
	// maxHeld bounds how many owners are remembered. Claims are settled soon, unless something is wrong.
	maxHeld = 4096
	// maxNoted bounds a value that is remembered, in bytes.
	maxNoted = 4096
)

// held remembers the claims that this process has not settled yet, and what it has since read about their owners. An edit of
// such an owner gets these values instead of a read: nobody else is likely to change them, and the edit's changes are made only
// if they still hold.
type held struct {
	mu sync.Mutex
	of map[string]holding // by owner
}

type holding struct {
	items  map[string]store.Item
	values map[place][]byte
}

type place struct{ kind, key string }

func (h *held) add(claims []store.Claim) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of == nil || len(h.of) > maxHeld {
		h.of = map[string]holding{}
	}
	for _, c := range claims {
		if h.of[c.Owner].items == nil {
			h.of[c.Owner] = holding{map[string]store.Item{}, map[place][]byte{}}
		}
		h.of[c.Owner].items[c.ID] = store.Item{Due: c.Due.UnixMilli(), Token: c.Token, Attempt: c.Attempt}
	}
}

func (h *held) item(owner, id string) (it store.Item, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	it, ok = h.of[owner].items[id]
	return it, ok
}

// note remembers a value that was read, if this process holds a claim of its owner.
func (h *held) note(owner, kind, key string, value []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if known, ok := h.of[owner]; ok && len(value) <= maxNoted {
		known.values[place{kind, key}] = slices.Clone(value)
	}
}

func (h *held) value(owner, kind, key string) (value []byte, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	value, ok = h.of[owner].values[place{kind, key}]
	return slices.Clone(value), ok
}

// wrote drops what an edit changed, and an owner with no item left.
func (h *held) wrote(owner string, writes []store.Write) {
	h.mu.Lock()
	defer h.mu.Unlock()
	known, ok := h.of[owner]
	if !ok {
		return
	}
	for _, w := range writes {
		delete(known.items, w.ID)
		delete(known.values, place{w.Kind, w.Key})
	}
	if len(known.items) == 0 {
		delete(h.of, owner)
	}
}

// drop forgets an owner after a remembered value proved out of date.
func (h *held) drop(owner string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.of, owner)
}
