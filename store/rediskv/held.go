package rediskv

import (
	"slices"
	"sync"

	"lede/store"
)

// maxHeld bounds how many owners are remembered. Claims are settled soon, unless something is wrong.
const maxHeld = 4096

// held remembers what this process claimed and did not settle yet. An edit of such an owner most likely ends the
// claim, so its item is read along with what the edit reads first, and so is the kind that such edits were seen
// to list next. Nothing depends on either but a round trip: what was read ahead in vain is not looked at.
type held struct {
	mu    sync.Mutex
	ids   map[string][]string
	lists map[string]string // by the kind that an edit read first, the one that it listed next
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

// ahead returns what to read along with the first read of an edit: the items that are held of its owner and,
// if there are any, the kind that will be listed next; "" when that is not known.
func (h *held) ahead(owner, first string) (ids []string, list string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if ids = slices.Clone(h.ids[owner]); len(ids) > 0 {
		list = h.lists[first]
	}
	return ids, list
}

// learn remembers what an edit that had something to settle listed after its first read; "" to forget it.
func (h *held) learn(first, list string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lists == nil || len(h.lists) > maxHeld {
		h.lists = map[string]string{}
	}
	h.lists[first] = list
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
