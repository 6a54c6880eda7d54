// Package soak runs the newsroom for a month in some minutes: a thousand feeds with every trouble of proof/internet, read for two
// hundred servers by processes that are killed in the middle of what they do. Then a checker compares what the feeds showed with
// what the servers were told, and the internet tells who was impolite.
//
// All of it is test code. It refuses to look into the newsroom: an item is known by a word in its headline, and told when that
// word stands in a post. `go test` lets one process work for a few days in memory, by a clock that jumps from one due
// item to the next; `make soak` runs real processes on Redis and on the file, by a clock that runs some thousand times as fast as ours.
package soak
