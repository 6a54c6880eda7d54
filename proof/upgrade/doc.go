// Package upgrade proves that an update loses nothing. It builds older commits of the program, has them write a store against a
// playground, and lets the current program continue with it; and it runs the last released one beside the current one on one Redis.
//
// All of it is test code, made for `make faults`: building takes minutes. `make test` covers only the stores in testdata, which
// older programs wrote. It refuses to look into the program.
package upgrade
