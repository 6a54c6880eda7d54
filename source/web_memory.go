package source

// ordinary is how much of a requested document is kept, in bytes, before memory for more must be reserved: few pages have more.
const ordinary = 1 << 20

// memory counts what one fetch keeps. Before that gets large, memory for the rest is reserved once.
type memory struct {
	more  func() (leave func(), err error) // reserves it; nil for no bound
	held  int64
	leave func()
	ring  bool // a body is being unpacked that brotli packed
}

// unreserved returns how many bytes more may be kept before the rest is reserved.
func (m *memory) unreserved(limit int64) int64 {
	if m.more == nil || m.leave != nil {
		return limit
	}
	return min(limit, max(0, ordinary-m.held))
}

// roomFor reserves memory for as much as few documents take.
func (m *memory) roomFor(most int64) error {
	if most <= ordinary || m.more == nil || m.leave != nil {
		return nil
	}
	return m.reserve()
}

// reserve waits until there is memory for the rest.
func (m *memory) reserve() error {
	leave, err := m.more()
	if err != nil {
		return &notEntered{err}
	}
	m.leave = leave
	return nil
}

// release gives back what was reserved.
func (m *memory) release() {
	if m.leave != nil {
		m.leave()
	}
}
