// Package faults proves that a digest is delivered effectively once. It builds the real program, runs one to five
// processes of it on a real store against a Discord of proof/discord, and breaks things while some thousand digests fall due:
// processes are killed and stopped, Redis dies or loses what it acknowledged, connections hang, clocks are wrong,
// and Discord answers badly or not at all. Then a checker that shares no code with the program compares the messages
// in the channels with what was asked for and with the ledger. It also kills and deploys processes
// that share the shards of one bot, while people in all guilds ask.
//
// All of it is test code. It refuses to look into the program or to change it: what cannot be seen from outside
// is not proved. `go test` makes a few short runs; `make faults` makes all of them.
package faults
