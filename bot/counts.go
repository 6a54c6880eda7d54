package bot

import (
	"sync/atomic"

	"lede/tally"
)

// Stats counts what has come in since the bot was made, by outcome. Everything is counted once under Frames or Requests, and
// once more under what it turned out to be. Outcomes that never happened are present as 0.
type Stats struct {
	Frames       map[string]uint64 // messages of the gateway, as received
	Events       map[string]uint64 // events of a type that is read
	Interactions map[string]uint64 // commands, buttons, forms and completions, from the gateway and over HTTP
	Messages     map[string]uint64 // direct messages
	Requests     map[string]uint64 // to the HTTP endpoint
	Acknowledged tally.Spread      // from an interaction's arrival until Discord had taken the first answer to it
	// Shards is how many shards this process has, and Connected how many of them are connected.
	Shards, Connected int
}

type counter int

const (
	eventInteraction counter = iota
	eventMessage
	eventOther
	eventUnreadable
	eventRepeated
	eventLate
	eventIgnored

	interactionAnswered
	interactionProblem
	interactionApology
	interactionUnsent
	interactionElsewhere
	interactionBusy
	interactionHasty
	interactionDropped

	messageAnswered
	messageProblem
	messageApology
	messageUnsent
	messageBusy
	messageHasty
	messageDropped

	requestAccepted
	requestRepeated
	requestIgnored
	requestPing
	requestMethod
	requestLong
	requestIncomplete
	requestCrowded
	requestUnsigned
	requestStopped
	requestUnreadable

	counters
)

// outcomes are the names of the counters in Stats.
var outcomes = [counters]string{
	eventInteraction: "interaction", eventMessage: "message", eventOther: "other", eventUnreadable: "unreadable", eventRepeated: "repeated", eventLate: "late", eventIgnored: "ignored",

	interactionAnswered: outcomeAnswered, interactionProblem: outcomeProblem, interactionApology: outcomeApology,
	interactionUnsent: outcomeUnsent, interactionElsewhere: outcomeElsewhere,
	interactionBusy: "busy", interactionHasty: "too fast", interactionDropped: "dropped",

	messageAnswered: outcomeAnswered, messageProblem: outcomeProblem, messageApology: outcomeApology, messageUnsent: outcomeUnsent,
	messageBusy: "busy", messageHasty: "too fast", messageDropped: "dropped",

	requestAccepted: "accepted", requestRepeated: "repeated", requestIgnored: "ignored", requestPing: "ping", requestMethod: "not posted", requestLong: "too long",
	requestIncomplete: "incomplete", requestCrowded: "too many at once", requestUnsigned: "not signed", requestStopped: "not running", requestUnreadable: "unreadable",
}

// counts may be nil, and then counts nothing; the value counters stands for no counter.
type counts [counters]atomic.Uint64

func (c *counts) add(k counter) {
	if c != nil && k < counters {
		c[k].Add(1)
	}
}

// outcome counts an outcome of the log. first is the first counter of its family.
func (c *counts) outcome(first counter, outcome string) {
	for k := first; k < counters; k++ {
		if outcomes[k] == outcome {
			c.add(k)
			return
		}
	}
}

func (c *counts) family(first, last counter) map[string]uint64 {
	m := make(map[string]uint64, last-first+1)
	for k := first; k <= last; k++ {
		m[outcomes[k]] = c[k].Load()
	}
	return m
}

// Stats returns what has come in since the bot was made, and what became of it.
func (b *Bot) Stats() Stats {
	shards, connected := b.gateway.Connected()
	return Stats{
		Shards: shards, Connected: connected, Acknowledged: b.router.acks.Read(),
		Frames:       b.gateway.Frames(),
		Events:       b.counts.family(eventInteraction, eventIgnored),
		Interactions: b.counts.family(interactionAnswered, interactionDropped),
		Messages:     b.counts.family(messageAnswered, messageDropped),
		Requests:     b.counts.family(requestAccepted, requestUnreadable),
	}
}
