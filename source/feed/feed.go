// Package feed reads feeds: RSS, Atom and JSON Feed as bytes in, their items out.
//
// A gate makes any document small, well-formed and harmless before the parser (gofeed) sees it; what the parser leaves to its
// callers (links, titles, dates, identity) is done afterwards. The package is pure: it refuses to fetch, to use a clock and to
// store anything.
package feed

import (
	"time"

	"lede/problem"
)

// Options holds what is known about a document besides its bytes.
type Options struct {
	Address     string // where it was found; relative links are resolved against it, and it may be ""
	ContentType string // the server's type for it, such as "text/xml; charset=utf-8"
}

// Feed is a parsed document.
type Feed struct {
	Kind     string           `json:"kind"`               // "rss", "atom" or "json"
	Title    string           `json:"title,omitempty"`    // plain text
	Link     string           `json:"link,omitempty"`     // of the site; absolute, or "" where the feed has none
	Language string           `json:"language,omitempty"` // as the publisher names it
	Every    time.Duration    `json:"every,omitempty"`    // how often the publisher says it changes (ttl, sy:updatePeriod); 0 when it says nothing
	Items    []Item           `json:"items"`              // in document order
	Counted  int              `json:"counted"`            // how many items the document has, read or not
	Partly   bool             `json:"partly"`             // whether items may be missing
	Problem  *problem.Problem `json:"problem,omitempty"`  // why, where Partly is true: the document is cut off, damaged, or longer than the limit
}

// Item is one entry of a feed. What is unknown is left out, never guessed.
type Item struct {
	GUID        string    `json:"guid,omitempty"`
	Link        string    `json:"link,omitempty"`       // absolute; "" none
	Title       string    `json:"title"`                // plain text
	TitleMade   bool      `json:"title_made,omitempty"` // the item has no title, and these are the first words of its text
	Teaser      string    `json:"teaser,omitempty"`     // plain text
	Content     string    `json:"content,omitempty"`    // HTML as the feed has it; "" none
	Published   time.Time `json:"published,omitzero"`
	Updated     time.Time `json:"updated,omitzero"`
	Author      string    `json:"author,omitempty"`
	Picture     string    `json:"picture,omitempty"` // an https address; "" none
	Tags        []string  `json:"tags,omitempty"`
	MembersOnly bool      `json:"members_only,omitempty"` // the publisher says that only members can read the whole
	Keys        Keys      `json:"keys,omitzero"`
}

// Keys identify an item within its feed, however often the document changes. A date is never one of them.
type Keys struct {
	Main   string   `json:"main"`             // a short hash of what the item is known by: its GUID, else its address, else its text
	Others []string `json:"others,omitempty"` // hashes of what means the same item
	Text   string   `json:"text"`             // a hash of title and text, by which an edit is seen
}
