package digests

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"lede/desk/record"
	"lede/problem"
	"lede/store"
)

const (
	maxLedger = 100 // lines that a guild's ledger shows; a few more may be kept
	// LedgerFor is how long it keeps them.
	LedgerFor = 90 * 24 * time.Hour

	// pruneEvery is how many slots pass, on average, between two looks for lines that are too old: reading the
	// whole ledger for every slot would cost more than delivering it.
	pruneEvery = 16
)

// Entry is a line of the ledger: what became of one slot, or of publishing its edition.
type Entry struct {
	Digest   string           `json:"digest"`
	Channel  string           `json:"channel"`
	Kind     Kind             `json:"kind,omitempty"` // of the channel
	Slot     time.Time        `json:"slot"`
	Outcome  string           `json:"outcome"`
	Message  string           `json:"message,omitempty"`
	Reason   *problem.Problem `json:"reason,omitempty"` // why it came so; nil where there is nothing to add
	Attempts int              `json:"attempts"`
	At       time.Time        `json:"at"`
	// Open means that an attempt may still be under way; its outcome will replace this line.
	Open bool `json:"open,omitempty"`
}

// The outcomes of a slot.
const (
	OutcomeSent      = "sent"
	OutcomeLate      = "late"      // sent well after its time, and labelled so
	OutcomeQuiet     = "quiet"     // there was nothing to tell
	OutcomeMissed    = "missed"    // too late to send
	OutcomeRefused   = "refused"   // by Discord; the digest is paused
	OutcomeHeld      = "held"      // Discord does not accept what it says; the digest goes on
	OutcomeUncertain = "uncertain" // it may be in the channel or not
	OutcomeDropped   = "dropped"   // an admin changed, paused or removed the digest before

	// What became of publishing an edition is a line of its own.
	OutcomePublished   = "published"
	OutcomeUnpublished = "unpublished"
	// Another says that the admins could not be told why a digest was paused, or that it is posted again.
	OutcomeUntold = "untold"
	// Another says what became of a correction.
	OutcomeCorrected   = "corrected"
	OutcomeUncorrected = "uncorrected"
	// Another says what became of withdrawing a post.
	OutcomeWithdrawn   = "withdrawn"
	OutcomeUnwithdrawn = "unwithdrawn"
)

// Ledger lists what became of a guild's slots, the latest first. Lines that are too old are not shown, whether they have been deleted
// yet or not.
func (d *Diary) Ledger(ctx context.Context, guild string) ([]Entry, error) {
	lines, err := d.kv.List(ctx, record.Owner(guild), kindLedger)
	var now time.Time
	if err == nil {
		now, err = d.kv.Now(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the ledger of guild %s: %w", guild, err)
	}
	lines = lines[outdated(lines, now):]
	list := make([]Entry, len(lines))
	for i, e := range lines {
		if err := kinds.Decode(kindLedger, e, &list[len(lines)-1-i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// instantForm writes an instant so that byte order is the order of time.
const instantForm = "2006-01-02T15:04:05.000Z"

// ledgerKey sorts by time: an instant in a form of fixed width, then the digest.
func ledgerKey(e Entry) string {
	key := e.Slot.UTC().Format(instantForm) + " " + e.Digest
	switch e.Outcome {
	case OutcomePublished, OutcomeUnpublished:
		key += " publishing"
	case OutcomeUntold:
		key += " alert"
	case OutcomeCorrected, OutcomeUncorrected:
		key += " correction"
	case OutcomeWithdrawn, OutcomeUnwithdrawn:
		key += " withdrawal"
	}
	return key
}

func putLines(tx store.Tx, lines ...Entry) error {
	for _, e := range lines {
		if err := kinds.Put(tx, kindLedger, ledgerKey(e), line(e)); err != nil {
			return err
		}
	}
	return nil
}

// outdated returns how many of a ledger's lines, the earliest first, must go: those that are too old, and as many more as there are
// above the limit. It looks only at the keys, so that nothing is decoded to be thrown away.
func outdated(lines []store.Entry, now time.Time) int {
	n := max(0, len(lines)-maxLedger)
	for first := now.Add(-LedgerFor).UTC().Format(instantForm); n < len(lines) && lines[n].Key < first; {
		n++
	}
	return n
}

// sometimes reports true for one in pruneEvery lines.
func sometimes(e Entry) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(ledgerKey(e))) // never fails
	return h.Sum32()%pruneEvery == 0
}

// oldLines returns the lines that must go when a new one is written. Most times it does not look.
func oldLines(tx store.Tx, e Entry) ([]store.Entry, error) {
	if !sometimes(e) {
		return nil, nil
	}
	lines, err := tx.List(kindLedger)
	if err != nil {
		return nil, err
	}
	return lines[:outdated(lines, e.At)], nil
}

// Untold ends an alert that reached nobody, and says so in the ledger.
func (d *Diary) Untold(ctx context.Context, c store.Claim, e Entry) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		if err := tx.Settle(c, time.Time{}); err != nil {
			return err
		}
		return putLines(tx, e)
	})
	if err != nil {
		return fmt.Errorf("ending %s: %w", c.ID, err)
	}
	return nil
}
