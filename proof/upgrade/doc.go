// Package upgrade proves that an update loses nothing. It builds older commits of the program, has them write a store on a
// real Discord of the playground's, and lets today's program go on with it; and it runs the last released one beside today's on one Redis.
//
// All of it is test code, made for `make faults`: building takes minutes. What `make test` holds on to are the stores in testdata, which
// older programs wrote. It refuses to look into the program.
package upgrade
