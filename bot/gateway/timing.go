package gateway

import "time"

// Timing holds the pauses and deadlines of the connections. A zero Timing means DefaultTiming.
type Timing struct {
	Open   time.Duration // from dialling to READY
	Resume time.Duration // the same at Discord's resume URL: sessions last only minutes, and there is another way
	Close  time.Duration // how long Discord may take to close a connection that we leave
	// FirstPause and LongestPause bound the waits between attempts to connect. A connection that held for Stable makes
	// the next wait short again: a thousand identifications a day cost the token.
	FirstPause, LongestPause, Stable time.Duration
	// Unreached bounds the waits while the gateway cannot be reached, which costs no identification: people should not wait for
	// minutes when the network is back.
	Unreached time.Duration
	// NewSession is the pause before a new session is started. The actual wait is between half of it and half as much again,
	// since Discord asks for one to five seconds.
	NewSession time.Duration
	// Identify is the interval between session starts that Discord counts together. It is more than Discord's five seconds,
	// since Discord counts from IDENTIFY, which follows our dialling by as long as HELLO takes.
	Identify time.Duration
	// Idle is how long a connection may be silent, or a heartbeat go without its acknowledgement. It is one heartbeat
	// of Discord's (41 s) and some grace; discordgo alone would wait for five.
	Idle  time.Duration
	Write time.Duration // for one write
	// Fresh is how long the gateway's address may be used for first connections without asking again.
	Fresh time.Duration
	// CutOff is for how long a process that cannot reach Discord keeps its shards from others that may.
	CutOff time.Duration
	Log    time.Duration // between two warnings that Discord is still awaited
	// ShardLease is how long a silent process keeps a shard. Less than ShortestShardLease is unsafe: what a dead process has
	// answered may be answered again.
	ShardLease time.Duration
}

// DefaultTiming returns the times that suit Discord's gateway.
func DefaultTiming() Timing {
	return Timing{
		Open: 30 * time.Second, Resume: 10 * time.Second, Close: 5 * time.Second,
		FirstPause: 250 * time.Millisecond, LongestPause: 5 * time.Minute, Stable: time.Minute, Unreached: 20 * time.Second,
		NewSession: 2 * time.Second, Identify: 5500 * time.Millisecond,
		Idle: 65 * time.Second, Write: 10 * time.Second,
		Fresh: 10 * time.Second, CutOff: 30 * time.Second, Log: 30 * time.Second, ShardLease: DefaultShardLease,
	}
}
