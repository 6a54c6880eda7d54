package source

import "context"

// siteLock locks the site that requests are made to, so that no other fetch asks it meanwhile. One fetch holds one site at a
// time.
type siteLock struct {
	enter func(ctx context.Context, site string) (leave func(), err error) // takes the lock; nil for none
	site  string
	leave func()
}

// notEntered is an error of the Request's own functions: Enter, More or Refuse.
type notEntered struct{ err error }

func (n *notEntered) Error() string { return n.err.Error() }

// lock locks the site of an address, and unlocks the previous one.
func (s *siteLock) lock(ctx context.Context, address string) error {
	site := Site(address)
	if s.enter == nil || site == s.site {
		return nil
	}
	s.unlock()
	leave, err := s.enter(ctx, site)
	if err != nil {
		return &notEntered{err}
	}
	s.site, s.leave = site, leave
	return nil
}

// unlock unlocks the site.
func (s *siteLock) unlock() {
	if s.leave != nil {
		s.leave()
	}
	s.site, s.leave = "", nil
}
