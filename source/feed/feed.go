// Package feed reads feeds: RSS, Atom and JSON Feed as bytes in, their items out.
//
// A gate makes any document small, well-formed and harmless before the parser (gofeed) sees it; what the parser leaves to its
// callers (links, titles, dates, identity) is done after it. The package is pure: it refuses to fetch, to know the time and to keep anything.
package feed

import (
	"time"

	"lede/problem"
)

// Options are what is known of a document beside its bytes.
type Options struct {
	Address     string // where it was found; relative links are resolved by it, and it may be ""
	ContentType string // what the server called it, such as "text/xml; charset=utf-8"
}

// Feed is a document that was read.
type Feed struct {
	Kind     string // "rss", "atom" or "json"
	Title    string // plain text
	Link     string // of the site; absolute, or "" where the feed has none
	Language string
	Every    time.Duration // how often the publisher says it changes (ttl, sy:updatePeriod); 0 when it says nothing
	Items    []Item        // as they stand in the document
	Counted  int           // how many items the document has, read or not
	Partly   bool          // whether items may be missing: the document is cut off, longer than the limit or broken
	Problem  *problem.Problem
}

// Item is one entry of a feed. Unknown is absent, never guessed.
type Item struct {
	GUID               string
	Link               string // absolute; "" none
	Title              string // plain text
	TitleMade          bool   // the item has no title, and these are the first words of its text
	Teaser             string // plain text
	Content            string // HTML as the feed has it; "" none
	Published, Updated time.Time
	Author             string
	Picture            string // an https address; "" none
	Tags               []string
	MembersOnly        bool // the publisher says that only members can read the whole
	Keys               Keys
}

// Keys tell an item from others of the same feed, however often its document changes. A date is never among them.
type Keys struct {
	Main   string   // a short hash of what the item is known by: its GUID, else its address, else its text
	Others []string // hashes of what means the same item
	Text   string   // a hash of title and text, by which an edit is seen
}
