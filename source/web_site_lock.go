package source

import "context"

// siteLock holds the site that requests are made to, so that nobody else asks it meanwhile. One fetch holds one site at a time.
type siteLock struct {
	enter func(ctx context.Context, site string) (leave func(), err error) // takes the lock; nil for none
	site  string
	leave func()
}

// notEntered is what enter said.
type notEntered struct{ err error }

func (n *notEntered) Error() string { return n.err.Error() }

// lock takes the site of an address, and gives up the one before.
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

// unlock gives the site up.
func (s *siteLock) unlock() {
	if s.leave != nil {
		s.leave()
	}
	s.site, s.leave = "", nil
}
