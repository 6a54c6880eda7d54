package rediskv

import (
	"cmp"
	"time"
)

// Times holds the package's timeouts and pauses. A zero field has its default.
type Times struct {
	// Call is how long a call waits for Redis when its context would wait longer. Default 2 s.
	Call time.Duration
	// Replicas is how long replicas have to acknowledge a write. Default 200 ms.
	Replicas time.Duration
	// Conflict is the longest wait before a conflicting edit is run again. Default 50 ms.
	Conflict time.Duration
	// Ping is how often a subscription is asked whether it is alive. Default 500 ms.
	Ping time.Duration
	// Silence is how long a subscription may be without a message before it counts as dead, even if nobody closed it. Default
	// 1.5 s.
	Silence time.Duration
	// Resubscribe is the wait before a lost subscription is renewed. Default 250 ms.
	Resubscribe time.Duration
}

func (t Times) orDefaults() Times {
	return Times{
		Call:        cmp.Or(t.Call, 2*time.Second),
		Replicas:    cmp.Or(t.Replicas, 200*time.Millisecond),
		Conflict:    cmp.Or(t.Conflict, 50*time.Millisecond),
		Ping:        cmp.Or(t.Ping, 500*time.Millisecond),
		Silence:     cmp.Or(t.Silence, 1500*time.Millisecond),
		Resubscribe: cmp.Or(t.Resubscribe, 250*time.Millisecond),
	}
}
