// Package memo keeps values that are costly to make, within a bound on their weight.
//
// It refuses to promise that a value is still there: any may be dropped at any time. A value's key has to name everything that the value was
// made of, so that it never goes stale.
package memo

import "sync"

// Memo keeps values in two generations. When the younger is full, it becomes the older, and the older is dropped, except for what was asked for
// meanwhile. The zero value is ready for use. A Memo is safe for concurrent use; its values are shared, so callers must not change them.
type Memo[K comparable, V any] struct {
	mu             sync.Mutex
	younger, older map[K]weighed[V]
	weight         int // of the younger
}

type weighed[V any] struct {
	value  V
	weight int
}

// largest limits one value to this part of the room: a sixteenth.
const largest = 16

// Of returns the value that is kept for a key, or else makes it; several callers may then make it at the same time. weight is the value's, and
// room is the most that all kept values may weigh together, in any unit, such as bytes. room must be the same in every call. A value that
// weighs more than a sixteenth of the room is not kept, nor is one that came with an error.
func (m *Memo[K, V]) Of(key K, weight, room int, produce func() (V, error)) (V, error) {
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
	value, err := produce()
	if err == nil && weight <= room/largest {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.keep(key, weighed[V]{value, weight}, room)
	}
	return value, err
}

// keep adds a value to the younger generation. m.mu must be held.
func (m *Memo[K, V]) keep(key K, v weighed[V], room int) {
	if _, there := m.younger[key]; there {
		return // another caller made it meanwhile
	}
	if m.younger == nil || m.weight+v.weight > room/2 {
		m.younger, m.older, m.weight = map[K]weighed[V]{}, m.younger, 0
	}
	m.younger[key], m.weight = v, m.weight+v.weight
}
