package desk

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"lede/store"
)

const (
	maxLedger = 100                 // lines that a guild's ledger shows; a few more may be kept
	ledgerFor = 90 * 24 * time.Hour // how long it keeps them

	// pruneEvery is how many slots pass, on average, between two looks for lines that are too old: reading the
	// whole ledger for every slot would cost more than delivering it.
	pruneEvery = 16
)

// Entry is a line of the ledger: what became of one slot, or of publishing its edition.
type Entry struct {
	Digest   string    `json:"digest"`
	Channel  string    `json:"channel,omitempty"`
	Slot     time.Time `json:"slot"`
	Outcome  string    `json:"outcome"`
	Message  string    `json:"message,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Attempts int       `json:"attempts"`
	At       time.Time `json:"at"`
}

// The outcomes of a slot.
const (
	OutcomeSent      = "sent"
	OutcomeLate      = "late"      // sent well after its time, and labelled so
	OutcomeQuiet     = "quiet"     // there was nothing to tell
	OutcomeMissed    = "missed"    // too late to send
	OutcomeRefused   = "refused"   // by Discord; the digest is paused
	OutcomeUncertain = "uncertain" // it may be in the channel or not
	OutcomeRemoved   = "removed"   // an admin removed the digest meanwhile

	// Publishing an edition is a line of its own.
	OutcomePublished   = "published"
	OutcomeUnpublished = "unpublished"
)

// Ledger lists what became of a guild's slots, the latest first.
func (d *Desk) Ledger(ctx context.Context, guild string) ([]Entry, error) {
	lines, err := d.kv.List(ctx, ownerGuild(guild), kindLedger)
	if err != nil {
		return nil, fmt.Errorf("reading the ledger of guild %s: %w", guild, err)
	}
	lines = lines[max(0, len(lines)-maxLedger):]
	list := make([]Entry, len(lines))
	for i, e := range lines {
		if err := decode(e.Value, &list[len(lines)-1-i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

const ledgerTime = "2006-01-02T15:04:05.000Z"

// ledgerKey sorts by time: an instant in a form of fixed width, then the digest.
func ledgerKey(e Entry) string {
	key := e.Slot.UTC().Format(ledgerTime) + " " + e.Digest
	if e.Outcome == OutcomePublished || e.Outcome == OutcomeUnpublished {
		key += " publishing"
	}
	return key
}

// oldLines returns the keys of the lines that have to go when a new one is written. Most times it does not look.
func oldLines(tx store.Tx, e Entry) ([]string, error) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(ledgerKey(e))) // never fails
	if h.Sum32()%pruneEvery != 0 {
		return nil, nil
	}
	lines, err := tx.List(kindLedger)
	if err != nil {
		return nil, err
	}
	oldest := e.At.Add(-ledgerFor).UTC().Format(ledgerTime)
	var old []string
	for i, line := range lines {
		if len(lines)-i >= maxLedger || strings.Compare(line.Key, oldest) < 0 {
			old = append(old, line.Key)
		}
	}
	return old, nil
}
