package gateway

import "sync/atomic"

// frameKind is what a message of the gateway turned out to be.
type frameKind int

const (
	frameEvent frameKind = iota
	frameIgnored
	frameControl
	frameUnknown
	frameUnreadable
	frameLong
	frameUnexpected
	frameBroken

	frameKinds
)

var frameNames = [frameKinds]string{
	frameEvent: "event", frameIgnored: "ignored", frameControl: "control", frameUnknown: "unknown", frameUnreadable: "unreadable",
	frameLong: "too long", frameUnexpected: "unexpected", frameBroken: "broken",
}

// frameCounts counts messages by kind.
type frameCounts [frameKinds]atomic.Uint64

func (c *frameCounts) add(k frameKind) { c[k].Add(1) }

// Frames returns how many messages of the gateway have come since the Gateway was made, by kind. Kinds that never came are
// present as 0.
func (g *Gateway) Frames() map[string]uint64 {
	m := make(map[string]uint64, frameKinds)
	for k := range g.counts {
		m[frameNames[k]] = g.counts[k].Load()
	}
	return m
}
