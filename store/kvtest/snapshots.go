package kvtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/store"
)

// snapshot returns all that a store shows, a line for each owner.
func (f *fixture) snapshot() string {
	f.Helper()
	kv, ok := f.kv.(store.Watched)
	if !ok {
		f.Skip("this store does not show all that it has")
	}
	var all []string
	err := kv.Snapshot(f.Context(), func(s store.State) error {
		line := fmt.Sprintf("%q:", s.Owner)
		for _, v := range s.Values {
			line += fmt.Sprintf(" %q/%q=%q", v.Kind, v.Key, v.Value)
		}
		for _, d := range s.Due {
			it := d.Unclaimed()
			line += fmt.Sprintf(" %q@%d,%d,%d", d.ID, it.Due, it.Visible, it.Attempt)
		}
		all = append(all, line)
		return nil
	})
	if err != nil {
		f.Fatalf("Snapshot: %v", err)
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// snapshots checks what Snapshot visits and Place puts back.
func snapshots(t *testing.T, f *fixture) {
	f.snapshot()
	now := f.clock()
	for _, owner := range []string{"a", "a:b", "%3A:*"} {
		err := f.kv.Update(f.Context(), owner, func(tx store.Tx) error {
			return errors.Join(tx.Put("k:*", "1", nil), tx.Put("k", "2", []byte("\x00\xff")), tx.Put("k", "1", []byte(owner)), tx.Schedule("later", now.Add(time.Hour)))
		})
		f.wantErr(err, nil)
	}
	f.schedule("tried", now)
	f.claimOne()
	again := now.Add(time.Minute)
	f.update(func(tx store.Tx) error {
		return tx.Place("tried", store.Item{Due: now.UnixMilli(), Visible: again.UnixMilli(), Attempt: 3, Token: "x"})
	})
	f.update(func(tx store.Tx) error { return tx.Place("new", store.Item{Due: now.UnixMilli()}) })
	want := func(owner string) string {
		return fmt.Sprintf(`%q: "k"/"1"=%q "k"/"2"="\x00\xff" "k:*"/"1"="" "later"@%[3]d,%[3]d,0`, owner, owner, now.Add(time.Hour).UnixMilli())
	}
	all := strings.Join([]string{want("%3A:*"), want("a"), want("a:b"),
		fmt.Sprintf(`%q: "new"@%[2]d,%[2]d,0 "tried"@%[2]d,%d,3`, owner, now.UnixMilli(), again.UnixMilli())}, "\n")
	f.want(f.snapshot(), all)
	f.wantErr(f.kv.Update(f.Context(), "z", func(tx store.Tx) error { return tx.Put("k", "1", nil) }), nil) // with nothing due
	f.want(f.snapshot(), all+"\n"+`"z": "k"/"1"=""`)
	if c := f.claimOne(); c.ID != "new" || c.Attempt != 1 || !c.Due.Equal(now) {
		t.Errorf("claimed %+v", c)
	}
}

// snapshotWhole checks that a store shows each of many owners once, and lets a visit change it.
func snapshotWhole(t *testing.T, f *fixture) {
	f.snapshot()
	const owners = 110
	for i := range owners {
		owner := fmt.Sprintf("o%d", i)
		f.wantErr(f.kv.Update(f.Context(), owner, func(tx store.Tx) error {
			return errors.Join(tx.Put("k", "1", []byte(strings.Repeat(owner, 1+i%7*1000))), tx.Schedule("x", f.clock()))
		}), nil)
	}
	seen := map[string]int{}
	err := f.kv.(store.Watched).Snapshot(f.Context(), func(s store.State) error {
		seen[s.Owner]++
		return f.kv.Update(f.Context(), s.Owner, func(tx store.Tx) error { return tx.Put("k", "2", nil) })
	})
	f.wantErr(err, nil)
	for owner, n := range seen {
		if n != 1 {
			t.Errorf("%s is shown %d times", owner, n)
		}
	}
	if len(seen) != owners {
		t.Errorf("%d owners are shown", len(seen))
	}
}

// snapshotMoment checks that a store shows an owner as of one moment, whatever is written meanwhile.
func snapshotMoment(t *testing.T, f *fixture) {
	f.snapshot()
	kv := f.kv.(store.Watched)
	far := f.clock().Add(time.Hour)
	f.update(func(tx store.Tx) error {
		return errors.Join(tx.Put("a", "n", []byte("0")), tx.Put("b", "n", []byte("0")), tx.Schedule("0", far))
	})
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := 1; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			n := fmt.Sprint(i)
			err := f.kv.Update(f.Context(), owner, func(tx store.Tx) error {
				return errors.Join(tx.Put("a", "n", []byte(n)), tx.Put("b", "n", []byte(n)), tx.Unschedule(fmt.Sprint(i-1)), tx.Schedule(n, far))
			})
			if err != nil {
				t.Errorf("Update: %v", err)
				return
			}
		}
	})
	defer writing.Wait()
	defer close(stop)
	for range 5 {
		err := kv.Snapshot(f.Context(), func(s store.State) error {
			if len(s.Values) != 2 || len(s.Due) != 1 || string(s.Values[0].Value) != s.Due[0].ID || string(s.Values[1].Value) != s.Due[0].ID {
				t.Errorf("an owner is shown as it never was: %+v", s)
			}
			return nil
		})
		f.wantErr(err, nil)
	}
}
