// Package reports keeps a reader's report to the admins of a guild until it was posted, and for a while the fact that there was one.
//
// It stores a report under the person, so that their data includes it and forgetting them ends it. It refuses to keep what was posted,
// and to take more than the admins would read.
package reports

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"lede/desk/limiter"
	"lede/desk/record"
	"lede/problem"
	"lede/store"
)

// The errors of the package. Compare with errors.Is.
var (
	ErrAgain = problem.New("desk.reported-lately")
	ErrMany  = problem.New("desk.reports-many")
)

// The kind of the reports, and the ids in the due index under which they are posted, and forgotten.
const (
	Kind      = "reports"  // of a person: guild → Report
	KindCount = "reported" // of a guild: "hour" → count
	DuePrefix = "report "  // and the guild
)

const (
	// Apart is how long a person waits between two reports in a guild.
	Apart = 10 * time.Minute
	// MostAnHour is how many reports a guild gets in an hour, from all its readers.
	MostAnHour = 20
)

// Report is a person's last report in a guild: the message to its admins, until it was posted.
type Report struct {
	Message json.RawMessage `json:"message,omitempty"` // the components
	Until   time.Time       `json:"until"`             // the earliest time of another
}

type count struct {
	Since time.Time `json:"since"`
	N     int       `json:"n"`
}

// Tray holds reports. It is safe for concurrent use.
type Tray struct{ kv store.KV }

// New returns the reports that a store has.
func New(kv store.KV) *Tray { return &Tray{kv} }

// kinds says how the records changed; see record.Kinds. They have not yet.
var kinds = record.Kinds{}

// Report has a message posted to the admins of the guild in which a person reads.
func (t *Tray) Report(ctx context.Context, r limiter.Who, message json.RawMessage) error {
	now, err := t.kv.Now(ctx)
	if err != nil {
		return err
	}
	person := record.Alone(r.Person)
	var last Report
	_, err = kinds.Get(record.From(ctx, t.kv, person), Kind, r.Guild, &last)
	if err == nil && now.Before(last.Until) {
		return ErrAgain // and it does not count
	}
	if err == nil {
		err = t.kv.Update(ctx, record.Owner(r.Guild), func(tx store.Tx) error { return oneMore(tx, now) })
	}
	if err == nil {
		err = t.kv.Update(ctx, person, func(tx store.Tx) error {
			var last Report
			if _, err := kinds.Get(tx.Get, Kind, r.Guild, &last); err != nil {
				return err
			}
			if now.Before(last.Until) {
				return ErrAgain
			}
			if err := kinds.Put(tx, Kind, r.Guild, Report{Message: message, Until: now.Add(Apart)}); err != nil {
				return err
			}
			return tx.Schedule(DuePrefix+r.Guild, now)
		})
	}
	if err != nil {
		return fmt.Errorf("keeping what person %s reports to guild %s: %w", r.Person, r.Guild, err)
	}
	return nil
}

// oneMore counts a report to a guild.
func oneMore(tx store.Tx, now time.Time) error {
	var c count
	if _, err := kinds.Get(tx.Get, KindCount, "hour", &c); err != nil {
		return err
	}
	if now.Sub(c.Since) >= time.Hour {
		c = count{Since: now}
	}
	if c.N++; c.N > MostAnHour {
		return ErrMany
	}
	return kinds.Put(tx, KindCount, "hour", c)
}

// Reported returns what a claim is to post, and to which guild; found is false when there is nothing.
func (t *Tray) Reported(ctx context.Context, c store.Claim) (guild string, r Report, found bool, err error) {
	guild = strings.TrimPrefix(c.ID, DuePrefix)
	_, err = kinds.Get(record.From(ctx, t.kv, c.Owner), Kind, guild, &r)
	if err != nil {
		return "", Report{}, false, fmt.Errorf("reading what %s reports: %w", c.Owner, err)
	}
	return guild, r, len(r.Message) > 0, nil
}

// DropReport forgets a report that was posted, or never will be; the rest goes when another report may come.
func (t *Tray) DropReport(ctx context.Context, c store.Claim) error {
	guild := strings.TrimPrefix(c.ID, DuePrefix)
	now, err := t.kv.Now(ctx)
	if err == nil {
		err = t.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
			var r Report
			if _, err := kinds.Get(tx.Get, Kind, guild, &r); err != nil {
				return err
			}
			if !now.Before(r.Until) {
				if err := tx.Settle(c, time.Time{}); err != nil {
					return err
				}
				return tx.Delete(Kind, guild)
			}
			if err := tx.Settle(c, r.Until); err != nil {
				return err
			}
			return kinds.Put(tx, Kind, guild, Report{Until: r.Until})
		})
	}
	if err != nil {
		return fmt.Errorf("forgetting what %s reported: %w", c.Owner, err)
	}
	return nil
}

// Read returns what a person has reported, by guild.
func Read(tx store.Tx) (map[string]Report, error) {
	entries, err := tx.List(Kind)
	if err != nil {
		return nil, err
	}
	all := map[string]Report{}
	for _, e := range entries {
		var r Report
		if err := kinds.Decode(Kind, e, &r); err != nil {
			return nil, err
		}
		all[e.Key] = r
	}
	return all, nil
}

// UnscheduleAll takes reports out of the due index.
func UnscheduleAll(tx store.Tx, kept []store.Entry) error {
	for _, e := range kept {
		if err := tx.Unschedule(DuePrefix + e.Key); err != nil {
			return err
		}
	}
	return nil
}
