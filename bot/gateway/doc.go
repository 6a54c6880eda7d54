// Package gateway keeps the connections over which Discord's events come in: one for each shard that this process has.
//
// discordgo speaks the protocol: it identifies, sends heartbeats and resumes. A layer beneath it reads every frame
// first and hands on only what discordgo survives. The package decides when to connect, resume or begin anew, and by
// leases in a store which process has which shard.
//
// The package refuses to know what an event means. It hands on each event of a kind that the bot reads as it came, in
// order, on the goroutine that reads the connection.
package gateway
