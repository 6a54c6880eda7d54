package feeds

import (
	"slices"
	"strings"

	"lede/source/feed"
)

// marks are by what the items of a feed are known, the longest unseen first. They outlive the items, so that none returns.
type marks struct {
	// Known has for each item its keys, the main one first, with a space between.
	Known []string `json:"known"`

	places map[string]int // in Known, by key; below 0 where several items have the key
	taken  map[int]bool   // which were found in the present document
}

const (
	keptMarks = 500 // besides twice the length of the document
	maxKeys   = 6   // of an item
	shared    = -1
)

// open makes ready to find items by their keys.
func (m *marks) open() {
	m.places, m.taken = map[string]int{}, map[int]bool{}
	for i, known := range m.Known {
		for key := range strings.SplitSeq(known, " ") {
			if _, twice := m.places[key]; twice {
				m.places[key] = shared
			} else {
				m.places[key] = i
			}
		}
	}
}

// find tells for each item of a document which mark is its, or -1 for none. A main key goes before others. A key that several items of
// the document have, or several marks, tells nothing: a feed may link each item to the same page.
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
	}
	return found
}

// main is the key by which the item of a mark is kept.
func (m *marks) main(at int) string {
	main, _, _ := strings.Cut(m.Known[at], " ")
	return main
}

// see adds the keys of what a document holds, found as find says, and forgets what was not seen for longest.
func (m *marks) see(items []feed.Item, found []int) {
	var seen []string
	for i, item := range items {
		keys := append([]string{item.Keys.Main}, item.Keys.Others...)
		if found[i] >= 0 {
			keys = append(strings.Split(m.Known[found[i]], " "), keys...) // what it was kept by stays first
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
	if more := len(m.Known) - keptMarks - 2*len(items); more > 0 {
		m.Known = m.Known[more:]
	}
}

// few are the different keys of an item: the first, and of the others the latest.
func few(keys []string) (list []string) {
	for _, key := range keys {
		if key != "" && !slices.Contains(list, key) {
			list = append(list, key)
		}
	}
	if more := len(list) - maxKeys; more > 0 {
		list = slices.Delete(list, 1, 1+more)
	}
	return list
}
