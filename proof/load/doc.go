// Package load measures how much load Lede bears: several processes of the real program share the shards of one bot and one Redis, people
// ask at an increasing rate, and digests fall due meanwhile.
//
// All of it is test code. The test itself generates the load, in a process of its own. It refuses to
// judge by figures, which depend on the machine: `go test` makes a small run, in which everybody must be answered and every digest posted;
// `make load` looks for the limit with one, two and four processes and prints their processor usage.
package load
