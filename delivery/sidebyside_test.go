package delivery_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/store"
)

// olderPosted is an edition as the first Lede that corrected keeps it: what it shows stands in the list, and it knows no record of that.
type olderPosted struct {
	Slot    time.Time    `json:"slot"`
	At      time.Time    `json:"at"`
	Channel string       `json:"channel"`
	Message string       `json:"message"`
	Shown   []desk.Shown `json:"shown"`
}

// older is what such a process does to the list of editions of the room's digest, in one edit of its own.
func (r *room) older(t *testing.T, change func(tx store.Tx, list []olderPosted) ([]olderPosted, error)) {
	t.Helper()
	err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
		value, err := tx.Get("posted", "c")
		if err != nil {
			return err
		}
		var list []olderPosted
		if err := json.Unmarshal(dataOf(value), &list); err != nil {
			return err
		}
		if list, err = change(tx, list); err != nil {
			return err
		}
		if len(list) == 0 {
			return tx.Delete("posted", "c")
		}
		data, err := json.Marshal(list)
		return errors.Join(err, tx.Put("posted", "c", append(append([]byte(`{"v":1,"data":`), data...), '}')))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func dataOf(record []byte) []byte {
	_, data, _ := bytes.Cut(record, []byte(`"data":`))
	return bytes.TrimSuffix(data, []byte("}"))
}

// looks is an older process's look that finds nothing to correct: it claims the room's due item and puts it off.
func (r *room) looks(t *testing.T) {
	t.Helper()
	claims, err := r.kv.Claim(t.Context(), 10, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("%d are due, %v", len(claims), err)
	}
	if task, _ := desk.TaskOf(claims[0]); task != desk.CorrectDigest {
		t.Fatalf("%+v is due", claims[0])
	}
	r.older(t, func(tx store.Tx, list []olderPosted) ([]olderPosted, error) {
		return list, tx.Settle(claims[0], r.at.Add(30*time.Minute))
	})
}

// inline moves what editions show to where an older process that posted them keeps it.
func inline(tx store.Tx, list []olderPosted) ([]olderPosted, error) {
	entries, err := tx.List("shown")
	for i, e := range entries {
		err = errors.Join(err, json.Unmarshal(dataOf(e.Value), &list[i].Shown), tx.Delete("shown", e.Key))
	}
	return list, err
}

// TestACorrectionBesideAnOlderProcess is posted once, whichever of the two posted the edition, looked first, or corrected it: on one Redis both
// run while Lede is upgraded.
func TestACorrectionBesideAnOlderProcess(t *testing.T) {
	half := 30 * time.Minute
	for name, meanwhile := range map[string]func(t *testing.T, r *room){
		"the older one looks first, twice": func(t *testing.T, r *room) {
			for range 2 {
				r.at = r.at.Add(half)
				r.looks(t)
			}
		},
		"the older one posted":            func(t *testing.T, r *room) { r.older(t, inline) },
		"it posted, and looks first":      func(t *testing.T, r *room) { r.older(t, inline); r.at = r.at.Add(half); r.looks(t) },
		"both looked, and nothing is new": func(t *testing.T, r *room) { r.at = r.at.Add(half); r.looks(t) },
	} {
		t.Run(name, func(t *testing.T) {
			r := corrected(t, delivery.Result{Outcome: delivery.Sent, MessageID: "reply"})
			meanwhile(t, r)
			for range 6 {
				r.move(t, r.at.Add(half))
			}
			if len(r.wire.posts) != 2 {
				t.Fatalf("%d posts: %v", len(r.wire.posts), r.outcomes(t))
			}
			contains(t, string(r.wire.posts[1].Components), "killed 10 people", "killed 12 people")
			r.older(t, inline) // and so is what the older one goes on with after it has corrected
			for range 6 {
				r.move(t, r.at.Add(half))
			}
			if len(r.wire.posts) != 2 {
				t.Errorf("%d posts in the end: %v", len(r.wire.posts), r.outcomes(t))
			}
		})
	}
}

// TestWhatAnOlderProcessLeavesIsForgotten: it forgets an edition, or a digest, and not the record of what was shown.
func TestWhatAnOlderProcessLeavesIsForgotten(t *testing.T) {
	r := newRoom(t)
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fire, now))
	r.move(t, seven)
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Quiet = true; return nil }); err != nil {
		t.Fatal(err)
	}
	err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
		shown, err := tx.List("shown")
		if err != nil || len(shown) != 1 {
			t.Fatalf("%d records, %v", len(shown), err)
		}
		day := func(n int) string { return seven.Add(time.Duration(-24*n) * time.Hour).Format(time.RFC3339Nano) }
		return errors.Join(err, tx.Put("shown", "c "+day(1), shown[0].Value), tx.Put("shown", "removed "+day(3), shown[0].Value), tx.Put("shown", "x", shown[0].Value))
	})
	if err != nil {
		t.Fatal(err)
	}
	for at := seven; at.Before(seven.Add(52 * time.Hour)); at = at.Add(30 * time.Minute) {
		r.move(t, at)
	}
	r.forgotten(t)
}
