// Package memo remembers what was made, within a bound, for those who would make the same again.
//
// It refuses to keep anything for certain: what is remembered may be forgotten at any time. Its key is everything that it was made of, so
// it never goes stale.
package memo

import "sync"

// Memo remembers values in two generations. When the younger is full, the older is forgotten but for what was asked for meanwhile. The zero value is
// ready for use, and safe for concurrent use; what it gives belongs to all who ask.
type Memo[K comparable, V any] struct {
	mu             sync.Mutex
	younger, older map[K]weighed[V]
	weight         int // of the younger
}

type weighed[V any] struct {
	value  V
	weight int
}

// largest is which part of the room one value may take.
const largest = 16

// Of returns the value of a key, as it is remembered or else as make makes it. All that is remembered weighs no more than room, which is the
// same in each call; a value that would take much of it is not remembered, nor is one with an error.
func (m *Memo[K, V]) Of(key K, weight, room int, make func() (V, error)) (V, error) {
	m.mu.Lock()
	v, known := m.younger[key]
	if !known {
		if v, known = m.older[key]; known {
			m.keep(key, v, room)
		}
	}
	m.mu.Unlock()
	if known {
		return v.value, nil
	}
	value, err := make()
	if err == nil && weight <= room/largest {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.keep(key, weighed[V]{value, weight}, room)
	}
	return value, err
}

// keep remembers a value. m.mu must be held.
func (m *Memo[K, V]) keep(key K, v weighed[V], room int) {
	if _, there := m.younger[key]; there {
		return // somebody else made it meanwhile
	}
	if m.younger == nil || m.weight+v.weight > room/2 {
		m.younger, m.older, m.weight = map[K]weighed[V]{}, m.younger, 0
	}
	m.younger[key], m.weight = v, m.weight+v.weight
}
