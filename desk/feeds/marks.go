package feeds

import (
	"slices"
	"strings"

	"lede/source/feed"
)

// marks are the keys by which the items of a feed are known, the longest unseen first. They outlive the items, so that none returns,
// not even in a feed that shows a few of its thousand items in turn.
type marks struct {
	// Known holds the keys of each item, the main one first, separated by spaces.
	Known []string `json:"known"`
	// Older holds stubs of the main keys of items not seen for longer, one after the other.
	Older string `json:"older,omitempty"`

	places map[string]int // indexes into Known, by key; negative if several items have the key
	taken  map[int]bool   // marks found in the present document
}

const (
	keptMarks = 500  // besides twice the length of the document
	keptStubs = 2000 // of items that are no longer in Known
	stubBytes = 10
	maxKeys   = 6 // of an item
	shared    = -1
	// released begins a main key that still identifies an item but now belongs to another item in the feed.
	released = "!"
)

// open prepares to find items by their keys.
func (m *marks) open() {
	m.places, m.taken = map[string]int{}, map[int]bool{}
	for i, known := range m.Known {
		for key := range strings.SplitSeq(known, " ") {
			if strings.HasPrefix(key, released) {
				continue
			}
			if _, twice := m.places[key]; twice {
				m.places[key] = shared
			} else {
				m.places[key] = i
			}
		}
	}
}

// find finds the mark of each item of a document, or -1 for none. Main keys take precedence. A key that several items of the document
// have, or several marks, identifies nothing: a feed may link each item to the same page.
func (m *marks) find(items []feed.Item) []int {
	found := slices.Repeat([]int{-1}, len(items))
	often := map[string]int{}
	for i, item := range items {
		for _, key := range item.Keys.Others {
			often[key]++
		}
		if at, ok := m.places[item.Keys.Main]; ok && at != shared && !m.taken[at] {
			found[i], m.taken[at] = at, true
		}
	}
	for i, item := range items {
		if found[i] >= 0 {
			continue
		}
		for _, key := range item.Keys.Others {
			at, ok := m.places[key]
			if ok && at != shared && often[key] == 1 && !m.taken[at] {
				found[i], m.taken[at] = at, true
				break
			}
		}
		if found[i] < 0 && m.wasSeen(item.Keys.Main) {
			found[i] = len(m.Known)
			m.Known, m.taken[found[i]] = append(m.Known, item.Keys.Main), true
		}
	}
	return found
}

// main returns the key under which the item of a mark is stored.
func (m *marks) main(at int) string {
	main, _, _ := strings.Cut(m.Known[at], " ")
	return strings.TrimPrefix(main, released)
}

// of returns the mark of an item by the key under which it is stored, or -1.
func (m *marks) of(main string) int {
	for at := range m.Known {
		if m.main(at) == main {
			return at
		}
	}
	return -1
}

// release makes a mark no longer findable by a key, which still identifies the mark's item.
func (m *marks) release(at int, key string) {
	keys := strings.Split(m.Known[at], " ")
	if keys[0] == key {
		keys[0] = released + key
	} else {
		keys = slices.DeleteFunc(keys, func(k string) bool { return k == key })
	}
	m.Known[at] = strings.Join(keys, " ")
	delete(m.places, key)
}

// wasSeen reports whether an item with a main key existed long ago, and if so drops its stub: the item is then among the latest.
func (m *marks) wasSeen(main string) bool {
	stub := hash(main)[:stubBytes]
	for at := 0; at+stubBytes <= len(m.Older); at += stubBytes {
		if m.Older[at:at+stubBytes] == stub {
			m.Older = m.Older[:at] + m.Older[at+stubBytes:]
			return true
		}
	}
	return false
}

// see adds the keys of a document's items, as found by find, and forgets those not seen for longest.
func (m *marks) see(items []feed.Item, found []int) {
	var seen []string
	for i, item := range items {
		keys := append([]string{item.Keys.Main}, item.Keys.Others...)
		if found[i] >= 0 {
			keys = append(strings.Split(m.Known[found[i]], " "), keys...) // the key under which it is stored stays first
		}
		seen = append(seen, strings.Join(few(keys), " "))
	}
	var unseen []string
	for i, known := range m.Known {
		if !m.taken[i] {
			unseen = append(unseen, known)
		}
	}
	slices.Reverse(seen) // the document has its newest first
	m.Known = append(unseen, seen...)
	more := max(0, len(m.Known)-keptMarks-2*len(items))
	for at := range more {
		m.Older += hash(m.main(at))[:stubBytes]
	}
	m.Known, m.Older = m.Known[more:], m.Older[max(0, len(m.Older)-keptStubs*stubBytes):]
}

// few returns the distinct keys of an item: the first, and of the others those that it had last.
func few(keys []string) (list []string) {
	for _, key := range slices.Backward(keys) {
		if key != "" && key != keys[0] && len(list) < maxKeys-1 && !slices.Contains(list, key) {
			list = append(list, key)
		}
	}
	slices.Reverse(list)
	return append(keys[:1:1], list...)
}
