// Package attack measures what a hostile member can do to all others. It runs the real program before a playground, has one person,
// or twenty, do what takes most memory and time, and watches from outside: the most memory that the process ever took, what it has
// afterwards, and how long somebody in another server waits meanwhile. Others fill the store, or open connections without end.
//
// All of it is test code. It refuses to look into the program. `go test` makes the attacks that once were worst; `make attack`
// makes all of them and prints a table. What is asserted is memory; how long others wait depends on the machine, so `go test`
// does not judge it.
package attack
