package source

import (
	"context"
	"errors"
)

// Found is a feed that Find came upon.
type Found struct {
	Address string // to follow
	Answer  Answer // of the one request for it
}

// Find looks for the feeds of a site or page, the likeliest first. Of the request it uses Address and Enter.
func (w *Web) Find(ctx context.Context, r Request) ([]Found, error) {
	return nil, errors.ErrUnsupported
}
