package rediskv

import (
	"slices"
	"sync"

	"lede/store"
)

// maxHeld bounds how many owners are remembered. Claims are settled soon, unless something is wrong.
const maxHeld = 4096

// held remembers what this process claimed and did not settle yet. An edit of such an owner most likely ends the
// claim, so its item is read along with what the edit reads first. Nothing depends on it but a round trip.
type held struct {
	mu  sync.Mutex
	ids map[string][]string
}

func (h *held) add(claims []store.Claim) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ids == nil || len(h.ids) > maxHeld {
		h.ids = map[string][]string{}
	}
	for _, c := range claims {
		if !slices.Contains(h.ids[c.Owner], c.ID) {
			h.ids[c.Owner] = append(h.ids[c.Owner], c.ID)
		}
	}
}

// of returns what is held of an owner.
func (h *held) of(owner string) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.ids[owner])
}

// settled forgets what an edit wrote.
func (h *held) settled(owner string, writes []store.Write) {
	h.mu.Lock()
	defer h.mu.Unlock()
	ids, ok := h.ids[owner]
	if !ok {
		return
	}
	ids = slices.DeleteFunc(ids, func(id string) bool {
		return slices.ContainsFunc(writes, func(w store.Write) bool { return w.ID == id })
	})
	if h.ids[owner] = ids; len(ids) == 0 {
		delete(h.ids, owner)
	}
}
