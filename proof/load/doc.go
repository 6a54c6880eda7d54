// Package load measures how much Lede bears: several processes of the real program share the shards of one Discord and one Redis, people
// ask more and more a second, and digests fall due meanwhile.
//
// All of it is test code, and the generator of the load is the test itself, a process apart from those that it measures. It refuses to
// judge by figures, which depend on the machine: `go test` makes a small run, in which everybody must be answered and every digest posted;
// `make load` looks for the limit with one, two and four processes and prints who used how much of the processors.
package load
