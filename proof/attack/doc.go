// Package attack measures what a hostile member can do to everybody else. It runs the real program against a playground, and has one
// person, or twenty, do what takes most memory and time. It watches from outside: the peak memory of the process, its memory
// afterwards, and how long a person on another server waits meanwhile. Other attacks fill the store, or open connections without end.
//
// All of it is test code. It refuses to look into the program. `go test` runs the attacks that once were worst; `make attack`
// runs all of them and prints a table. Only memory is asserted; how long others wait depends on the machine, so `go test`
// does not judge it.
package attack
