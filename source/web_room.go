package source

// ordinary is how much of what somebody asked for is kept, in bytes, before there is to be room for more: few pages have more.
const ordinary = 1 << 20

// room is where what is fetched in one go is kept. Whoever wants to know is asked once before it gets large.
type room struct {
	more  func() (leave func(), err error) // nil when nobody does
	held  int64
	leave func()
}

// without tells how many bytes more may be kept without asking.
func (r *room) without(limit int64) int64 {
	if r.more == nil || r.leave != nil {
		return limit
	}
	return min(limit, max(0, ordinary-r.held))
}

// grow waits until there is room for more.
func (r *room) grow() error {
	leave, err := r.more()
	if err != nil {
		return &notEntered{err}
	}
	r.leave = leave
	return nil
}

// end gives the room back.
func (r *room) end() {
	if r.leave != nil {
		r.leave()
	}
}
