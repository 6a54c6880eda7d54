package papers

import "time"

// Format is how a feed is written.
type Format int

// The formats.
const (
	RSS Format = iota
	Atom
	JSON
)

// ContentType is what a server says of a document in this format.
func (f Format) ContentType() string {
	return [...]string{"application/rss+xml; charset=utf-8", "application/atom+xml; charset=utf-8", "application/feed+json; charset=utf-8"}[f]
}

// Feed is what a feed says of itself.
type Feed struct {
	Format          Format
	Title, Language string
	Full            bool          // it has the whole text of each item
	TTL             time.Duration // how long an RSS document says to wait; 0 for nothing
	Home, Address   string        // addresses of its site and of itself
}
