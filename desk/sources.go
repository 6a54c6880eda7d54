package desk

import (
	"lede/desk/feeds"
	"lede/desk/sources"
)

// Source is a feed that a server follows.
type Source = sources.Source

// FeedItem is an entry of a feed, and FeedNotice something admins should be told about it.
type (
	FeedItem   = feeds.Item
	FeedNotice = feeds.Notice
)

// SourceID is the ID of the source at an address.
func SourceID(address string) string { return feeds.ID(address) }

// The errors about sources. Compare with errors.Is.
var (
	ErrNoSource    = sources.ErrNoSource
	ErrSameSource  = sources.ErrSameSource
	ErrSourcesFull = sources.ErrSourcesFull
	ErrNoAddress   = feeds.ErrNoAddress
)
