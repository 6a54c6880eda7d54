package source

import "context"

// stay is the site that requests are made to at present, where somebody wants to know: one at a time.
type stay struct {
	enter func(ctx context.Context, site string) (leave func(), err error) // nil when nobody does
	site  string
	leave func()
}

// notEntered is what enter said.
type notEntered struct{ err error }

func (n *notEntered) Error() string { return n.err.Error() }

// at goes to the site of an address, unless it is there.
func (s *stay) at(ctx context.Context, address string) error {
	site := Site(address)
	if s.enter == nil || site == s.site {
		return nil
	}
	s.end()
	leave, err := s.enter(ctx, site)
	if err != nil {
		return &notEntered{err}
	}
	s.site, s.leave = site, leave
	return nil
}

// end leaves the site.
func (s *stay) end() {
	if s.leave != nil {
		s.leave()
	}
	s.site, s.leave = "", nil
}
