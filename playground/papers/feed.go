package papers

import "time"

// Format is the format of a feed.
type Format int

// The formats.
const (
	RSS Format = iota
	Atom
	JSON
)

// ContentType returns the Content-Type for this format.
func (f Format) ContentType() string {
	return [...]string{"application/rss+xml; charset=utf-8", "application/atom+xml; charset=utf-8", "application/feed+json; charset=utf-8"}[f]
}

// Feed is the metadata of a feed.
type Feed struct {
	Format          Format
	Title, Language string
	Full            bool          // it contains the whole text of each item
	TTL             time.Duration // an RSS document's ttl; 0 for none
	Home, Address   string        // addresses of its site and of itself
}
