package digests

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"lede/store"
)

// What an edition shows is kept for a while after it was posted. If its source changes it meanwhile, readers are told in a reply.

const (
	// CorrectedFor is how long an edition is corrected.
	CorrectedFor = 48 * time.Hour
	// The newest edition is checked after correctedFirst, then all of them at growing intervals up to correctedLast.
	correctedFirst = 30 * time.Minute
	correctedLast  = 2 * time.Hour
	// mostPosted is how many editions of a digest are watched, the newest.
	mostPosted = 24
)

// Shown is what an edition shows of an article. The format of Words is known to the code that writes and reads it.
type Shown struct {
	Ref   string          `json:"ref"`
	Words json.RawMessage `json:"words"`
}

// Posted is an edition that was posted, and what it shows. The latter is kept in its own record, so that the next edition does not
// write it again; records of the first Lede that corrected have it here.
type Posted struct {
	Slot    time.Time `json:"slot"`
	At      time.Time `json:"at"`
	Kind    Kind      `json:"kind,omitempty"` // of the channel
	Channel string    `json:"channel"`
	Message string    `json:"message"`
	Shown   []Shown   `json:"shown,omitempty"`
}

// shownKey is the key under which what an edition shows is stored.
func shownKey(digest string, slot time.Time) string {
	return digest + " " + slot.UTC().Format(time.RFC3339Nano)
}

// Posted lists the editions of a digest that are still corrected, the oldest first.
func (d *Diary) Posted(ctx context.Context, c store.Claim) (list []Posted, err error) {
	digest := strings.TrimPrefix(c.ID, CorrectPrefix)
	if _, err := d.get(ctx, c.Owner, kindPosted, digest, (*postedList)(&list)); err != nil {
		return nil, fmt.Errorf("reading what digest %s has shown: %w", digest, err)
	}
	now, err := d.kv.Now(ctx)
	list = current(list, now)
	for i, p := range list {
		if err == nil && p.Shown == nil {
			_, err = d.get(ctx, c.Owner, kindShown, shownKey(digest, p.Slot), &list[i].Shown)
		}
	}
	return list, err
}

// current returns the editions that are still corrected.
func current(list []Posted, now time.Time) []Posted {
	list = slices.DeleteFunc(slices.Clone(list), func(p Posted) bool { return now.Sub(p.At) >= CorrectedFor })
	return list[max(0, len(list)-mostPosted):]
}

// watch reads, in an edit, which editions of a digest are corrected, and returns the writes that add the one just posted.
func watch(tx store.Tx, g Digest, end Ending) (write func(store.Tx) error, err error) {
	if g.ID == "" || len(end.Shown) == 0 || end.Entry.Message == "" {
		return func(store.Tx) error { return nil }, nil
	}
	var list []Posted
	_, err = kinds.Get(tx.Get, kindPosted, g.ID, (*postedList)(&list))
	return func(tx store.Tx) error { return add(tx, g, end, list) }, err
}

// add adds an edition to those that are corrected, and schedules a check.
func add(tx store.Tx, g Digest, end Ending, list []Posted) (err error) {
	if len(current(list, end.Entry.At)) == 0 { // else it is due already, and may be claimed
		err = tx.Schedule(correctID(g.ID), end.Entry.At.Add(correctedFirst))
	}
	e := end.Entry
	list = append(list, Posted{Slot: e.Slot, At: e.At, Kind: g.Kind, Channel: e.Channel, Message: e.Message})
	err = errors.Join(err, kinds.Put(tx, kindShown, shownKey(g.ID, e.Slot), shownList(end.Shown)))
	return errors.Join(err, keep(tx, g.ID, list, current(list, e.At)))
}

// keep writes which editions of a digest are corrected from now on, and forgets what the others showed.
func keep(tx store.Tx, digest string, before, list []Posted) (err error) {
	for _, p := range before {
		if !slices.ContainsFunc(list, func(kept Posted) bool { return kept.Slot.Equal(p.Slot) }) {
			err = errors.Join(err, tx.Delete(kindShown, shownKey(digest, p.Slot)))
		}
	}
	if len(list) == 0 {
		return errors.Join(err, tx.Delete(kindPosted, digest))
	}
	return errors.Join(err, kinds.Put(tx, kindPosted, digest, postedList(list)))
}

// mostShown is for how many articles a digest remembers when it showed them.
const mostShown = 60

// show records what an edition that was posted showed, and where it is.
func (g *Digest) show(end Ending) {
	e := end.Entry
	if g.Latest = e.Channel + "/" + e.Message; g.Kind == Forum {
		g.Latest = e.Message + "/" + e.Message
	}
	shown := maps.Clone(g.Shown)
	if shown == nil {
		shown = map[string]time.Time{}
	}
	for _, s := range end.Shown {
		shown[s.Ref] = e.At
	}
	refs := slices.SortedFunc(maps.Keys(shown), func(a, b string) int { return cmp.Or(shown[b].Compare(shown[a]), strings.Compare(a, b)) })
	for _, ref := range refs[min(len(refs), mostShown):] {
		delete(shown, ref)
	}
	g.Shown = shown
}

// Watched ends a check of what a digest has shown that found nothing to correct.
func (d *Diary) Watched(ctx context.Context, c store.Claim) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error { return d.watched(ctx, tx, c, nil) })
	if err != nil {
		return fmt.Errorf("looking at what %s has shown: %w", c.ID, err)
	}
	return nil
}

// watched settles a check. told is the reply that was posted, nil for none.
func (d *Diary) watched(ctx context.Context, tx store.Tx, c store.Claim, told *Reply) error {
	digest := strings.TrimPrefix(c.ID, CorrectPrefix)
	now, err := d.kv.Now(ctx)
	if err != nil {
		return err
	}
	var before []Posted
	if _, err := kinds.Get(tx.Get, kindPosted, digest, (*postedList)(&before)); err != nil {
		return err
	}
	list := current(before, now)
	var left []string
	if len(list) < len(before) { // about once an edition
		if left, err = orphans(tx, digest, before, now); err != nil {
			return err
		}
	}
	next := time.Time{}
	if len(list) > 0 {
		age := now.Sub(list[len(list)-1].At)
		next = now.Add(min(max(age/2, correctedFirst), correctedLast))
	}
	if told != nil && len(list) > 0 {
		next = now // there may be more to correct, in another edition
	}
	err = tx.Settle(c, next)
	if told != nil {
		err = errors.Join(err, told.takeOver(tx, digest, list))
	}
	for _, key := range left {
		err = errors.Join(err, tx.Delete(kindShown, key))
	}
	return errors.Join(err, keep(tx, digest, before, list))
}

// orphans finds records of shown articles that no edition refers to: an older Lede running beside this one does not know these records,
// and leaves them when it forgets an edition or removes a digest.
func orphans(tx store.Tx, digest string, list []Posted, now time.Time) (keys []string, err error) {
	entries, err := tx.List(kindShown)
	for _, e := range entries {
		of, slot, _ := strings.Cut(e.Key, " ")
		at, _ := time.Parse(time.RFC3339Nano, slot) // a key without a time belongs to no edition and counts as long ago
		known := slices.ContainsFunc(list, func(p Posted) bool { return p.Slot.Equal(at) })
		left := now.Sub(at) >= 2*CorrectedFor // of a digest that is gone
		if of == digest {
			left = !known
		}
		if left {
			keys = append(keys, e.Key)
		}
	}
	return keys, err
}

// Reply names the edition that a correction replies to, and what that edition shows from then on.
type Reply struct {
	Slot    time.Time `json:"slot"`
	Kind    Kind      `json:"kind,omitempty"`
	Channel string    `json:"channel"`
	Message string    `json:"message"`
	Shown   []Shown   `json:"shown"`
}

// takeOver records what an edition shows since it was corrected.
func (r *Reply) takeOver(tx store.Tx, digest string, list []Posted) error {
	i := slices.IndexFunc(list, func(p Posted) bool { return p.Slot.Equal(r.Slot) })
	if i < 0 {
		return nil
	}
	list[i].Shown = nil
	return kinds.Put(tx, kindShown, shownKey(digest, r.Slot), r.Shown)
}

// Corrected ends the reply to an edition, and records the outcome in the ledger. It fails with store.ErrLost when the claim is no
// longer held, for example because the digest was removed.
func (d *Diary) Corrected(ctx context.Context, c store.Claim, r Reply, e Entry) error {
	var lost error
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		lost = nil
		err := d.watched(ctx, tx, c, &r)
		if errors.Is(err, store.ErrLost) {
			lost = err
			return nil
		}
		return errors.Join(err, tx.Delete(kindEditions, c.ID), putLines(tx, e))
	})
	if err = cmp.Or(err, lost); err != nil {
		return fmt.Errorf("noting a correction of digest %s: %w", e.Digest, err)
	}
	return nil
}

// unwatch removes, in an edit, what a digest has shown.
func unwatch(tx store.Tx, digest string, posted []Posted) error {
	return errors.Join(keep(tx, digest, posted, nil), tx.Delete(kindEditions, correctID(digest)))
}
