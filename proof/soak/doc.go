// Package soak runs the newsroom for a month in about an hour: a thousand feeds with every trouble of proof/internet, read for two
// hundred servers by processes that are killed in the middle of their work. Then a checker compares what the feeds showed with
// what the servers were told, and the internet reports impolite requests.
//
// All of it is test code. It refuses to look into the newsroom: an item is identified by a word in its headline, and was told if that
// word is in a post. `go test` lets one process work for a few days in memory, by a clock that jumps from one due
// item to the next; `make soak` runs several processes on Redis and on the file, by such a clock too.
package soak
