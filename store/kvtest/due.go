package kvtest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/store"
)

func ids(claims []store.Claim) string {
	var all []string
	for _, c := range claims {
		all = append(all, c.ID)
	}
	return strings.Join(all, " ")
}

func dueOrder(_ *testing.T, f *fixture) {
	now := f.clock()
	for id, ago := range map[string]time.Duration{"c": 1, "a": 300, "d": -3600, "b": 20} {
		f.schedule(id, now.Add(-ago*time.Second))
	}
	f.want(ids(f.claim(10)), "a b c")
}

func notBefore(t *testing.T, f *fixture) {
	f.schedule("x", f.clock().Add(time.Hour)) // no machine is that slow
	f.claimNone("it is not due yet")
	at := f.clock().Add(lease)
	f.schedule("x", at)
	f.pass(lease)
	c := f.claimOne()
	if c.Token == "" || !c.Due.Equal(at) || c.At.Before(at) {
		t.Errorf("claimed %+v, want one with a token, due at %v and claimed no earlier", c, at)
	}
	c.Token, c.Due, c.At = "", time.Time{}, time.Time{}
	if want := (store.Claim{Owner: owner, ID: "x", Attempt: 1}); c != want {
		t.Errorf("claimed %+v, want %+v: the first attempt, no doubt", c, want)
	}
}

func dueLimit(_ *testing.T, f *fixture) {
	at := f.clock().Add(-time.Minute)
	for i := range 5 {
		f.schedule(fmt.Sprint(i), at.Add(time.Duration(i)*time.Second))
	}
	f.want(ids(f.claim(0)), "")
	f.want(ids(f.claim(-1)), "")
	f.want(ids(f.claim(2)), "0 1")
	f.want(ids(f.claim(2)), "2 3")
	f.want(ids(f.claim(2)), "4")
	f.want(ids(f.claim(2)), "")
}

func millisecond(t *testing.T, f *fixture) {
	at := f.clock().Add(-time.Second)
	f.schedule("x", at.Add(999_999*time.Nanosecond))
	if c := f.claimOne(); !c.Due.Equal(at) {
		t.Errorf("due %v, want %v: rounded down", c.Due, at)
	}
	before := time.Date(1969, 12, 31, 23, 59, 59, 999_900_000, time.UTC)
	f.schedule("x", before)
	if c := f.claimOne(); !c.Due.Equal(before.Truncate(time.Millisecond)) {
		t.Errorf("due %v, want %v: rounded down before 1970 too", c.Due, before)
	}
}

func scheduleMoves(_ *testing.T, f *fixture) {
	now := f.clock()
	f.schedule("x", now.Add(-time.Second))
	f.schedule("x", now.Add(time.Hour))
	f.claimNone("it was moved to later")
	f.schedule("x", now.Add(-2*time.Second))
	f.want(ids(f.claim(10)), "x")
	f.claimNone("it was moved, not doubled")
	f.update(func(tx store.Tx) error {
		return errors.Join(tx.Schedule("y", now.Add(time.Hour)), tx.Unschedule("y"), tx.Schedule("y", now))
	})
	f.want(ids(f.claim(10)), "y")
}

func unschedule(_ *testing.T, f *fixture) {
	f.schedule("x", f.clock())
	f.schedule("y", f.clock())
	f.update(func(tx store.Tx) error { return tx.Unschedule("x") })
	f.want(ids(f.claim(10)), "y")
}

// farInstants come from mistakes, and must not break the index for others.
func farInstants(t *testing.T, f *fixture) {
	f.schedule("zero", time.Time{})
	f.schedule("early", time.Date(1969, 12, 31, 0, 0, 0, 0, time.UTC))
	f.schedule("late", time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC))
	f.schedule("now", f.clock())
	claims := f.claim(10)
	f.want(ids(claims), "zero early now")
	if !claims[0].Due.Equal(time.Time{}) {
		t.Errorf("due %v, want the zero instant", claims[0].Due)
	}
}

func leaseHides(t *testing.T, f *fixture) {
	at := f.clock().Add(-time.Second)
	f.schedule("x", at)
	f.claimOne()
	f.claimNone("it is under a lease")
	f.schedule("x", at)
	f.lease = lease
	first := f.claimOne()
	f.pass(lease + lease/2)
	second := f.claimOne()
	if second.Attempt != 2 || !second.Due.Equal(at) || second.Token == first.Token {
		t.Errorf("claimed %+v after %+v, want a second attempt at the same slot under another token", second, first)
	}
}

// lapsed checks that only a claim that nobody ended is reported, and only to the next.
func lapsed(t *testing.T, f *fixture) {
	f.lease = lease
	f.schedule("x", f.clock())
	want := func(lapsed bool, after string) (c store.Claim) {
		t.Helper()
		if c = f.claimOne(); c.Lapsed != lapsed {
			t.Errorf("after %s: %+v", after, c)
		}
		return c
	}
	c := want(false, "no claim")
	f.update(func(tx store.Tx) error { return tx.Retry(c, f.clock()) })
	want(false, "one that was put off")
	f.pass(lease + lease/2)
	c = want(true, "one that nobody ended")
	f.update(func(tx store.Tx) error { return tx.Settle(c, f.clock()) })
	want(false, "one that was settled")
	f.schedule("x", f.clock())
	want(false, "one that was rescheduled")
}

func seenByOthers(t *testing.T, f *fixture) {
	f.lease = lease
	want := func(held bool, when string) {
		t.Helper()
		var got bool
		f.update(func(tx store.Tx) (err error) {
			got, err = tx.Claimed("x")
			return err
		})
		if got != held {
			t.Errorf("%s: held %v", when, got)
		}
	}
	want(false, "not scheduled")
	f.schedule("x", f.clock())
	want(false, "scheduled")
	c := f.claimOne()
	want(true, "claimed")
	f.update(func(tx store.Tx) error { return tx.Retry(c, f.clock()) })
	want(false, "put off")
	c = f.claimOne()
	f.pass(lease + lease/2)
	want(true, "past its lease")
	f.update(func(tx store.Tx) error { return tx.Settle(c, f.clock()) })
	want(false, "settled")
}

func lostToAnother(_ *testing.T, f *fixture) {
	f.lease = lease
	f.schedule("x", f.clock())
	first := f.claimOne()
	f.pass(lease + lease/2)
	second := f.claimOne()
	for _, end := range []func(store.Tx) error{
		func(tx store.Tx) error { return tx.Settle(first, f.clock().Add(time.Hour)) },
		func(tx store.Tx) error { return tx.Settle(first, time.Time{}) },
		func(tx store.Tx) error { return tx.Retry(first, f.clock()) },
		func(tx store.Tx) error { return tx.Held(first) },
	} {
		f.wantErr(f.attempt(end), store.ErrLost)
	}
	f.update(func(tx store.Tx) error { return errors.Join(tx.Held(second), tx.Put("ledger", "x", nil)) })
	f.update(func(tx store.Tx) error { return tx.Settle(second, time.Time{}) })
	f.wantErr(f.attempt(func(tx store.Tx) error { return tx.Settle(second, time.Time{}) }), store.ErrLost)
}

// keptPastLease checks that late work still counts if nobody else has done it.
func keptPastLease(_ *testing.T, f *fixture) {
	f.lease = lease
	f.schedule("x", f.clock())
	c := f.claimOne()
	f.pass(lease + lease/2)
	f.update(func(tx store.Tx) error { return tx.Settle(c, time.Time{}) })
	f.claimNone("it was settled")
}

func lostToSchedule(_ *testing.T, f *fixture) {
	for _, end := range []func(store.Tx) error{
		func(tx store.Tx) error { return tx.Schedule("x", f.clock().Add(-time.Second)) },
		func(tx store.Tx) error { return tx.Unschedule("x") },
	} {
		f.schedule("x", f.clock())
		c := f.claimOne()
		f.update(end)
		f.wantErr(f.attempt(func(tx store.Tx) error { return tx.Settle(c, time.Time{}) }), store.ErrLost)
		f.wantErr(f.attempt(func(tx store.Tx) error { return tx.Held(c) }), store.ErrLost)
	}
	f.schedule("x", f.clock())
	if c := f.claimOne(); c.Attempt != 1 {
		f.Errorf("attempt %d at a new slot", c.Attempt)
	}
}

func forgedToken(_ *testing.T, f *fixture) {
	f.schedule("x", f.clock())
	f.wantErr(f.attempt(func(tx store.Tx) error { return tx.Settle(store.Claim{Owner: owner, ID: "x"}, time.Time{}) }), store.ErrLost)
	c := f.claimOne()
	for _, token := range []string{"", "x", c.Token + "x", c.Token[1:]} {
		forged := c
		forged.Token = token
		f.wantErr(f.attempt(func(tx store.Tx) error { return tx.Settle(forged, time.Time{}) }), store.ErrLost)
	}
	f.update(func(tx store.Tx) error { return tx.Retry(c, f.clock()) })
	f.wantErr(f.attempt(func(tx store.Tx) error { return tx.Settle(store.Claim{Owner: owner, ID: "x"}, time.Time{}) }), store.ErrLost)
	f.wantErr(f.attempt(func(tx store.Tx) error { return tx.Settle(c, time.Time{}) }), store.ErrLost)
}

func settle(t *testing.T, f *fixture) {
	f.schedule("x", f.clock())
	c := f.claimOne()
	f.update(func(tx store.Tx) error { return tx.Settle(c, f.clock().Add(time.Hour)) })
	f.claimNone("the next slot is not due")
	f.schedule("x", f.clock())
	c = f.claimOne()
	next := f.clock().Add(2 * lease)
	f.update(func(tx store.Tx) error { return tx.Settle(c, next) })
	f.pass(2 * lease)
	c = f.claimOne()
	if c.Attempt != 1 || !c.Due.Equal(next) {
		t.Errorf("claimed %+v, want the first attempt at %v", c, next)
	}
	f.update(func(tx store.Tx) error { return tx.Settle(c, time.Time{}) })
	f.pass(2 * lease)
	f.claimNone("it was removed")
}

func settleIsAtomic(_ *testing.T, f *fixture) {
	f.schedule("x", f.clock())
	c := f.claimOne()
	err := f.attempt(func(tx store.Tx) error {
		return errors.Join(tx.Settle(c, time.Time{}), tx.Put("ledger", "x", nil), errOwn)
	})
	f.wantErr(err, errOwn)
	f.want(f.listed("ledger"), "")
	// The claim is held as before.
	f.update(func(tx store.Tx) error {
		return errors.Join(tx.Settle(c, time.Time{}), tx.Put("ledger", "x", []byte("sent")))
	})
	f.want(f.listed("ledger"), "x=sent")
	// A lost claim may be recorded by the edit that finds it lost.
	f.update(func(tx store.Tx) error {
		if err := tx.Settle(c, time.Time{}); !errors.Is(err, store.ErrLost) {
			return fmt.Errorf("settled twice: %w", err)
		}
		return tx.Put("ledger", "y", []byte("lost"))
	})
	f.want(f.listed("ledger"), "x=sent y=lost")
}

func retry(t *testing.T, f *fixture) {
	at := f.clock().Add(-time.Second)
	f.schedule("x", at)
	for attempt := 1; attempt <= 3; attempt++ {
		c := f.claimOne()
		if c.Attempt != attempt || !c.Due.Equal(at) {
			t.Errorf("claimed %+v, want attempt %d at the slot %v", c, attempt, at)
		}
		f.update(func(tx store.Tx) error { return tx.Retry(c, f.clock().Add(lease)) })
		f.pass(lease + lease/2)
	}
	c := f.claimOne()
	f.update(func(tx store.Tx) error { return tx.Retry(c, f.clock().Add(time.Hour)) })
	f.claimNone("it is to be tried later")
}

func nextDue(t *testing.T, f *fixture) {
	f.lease = lease
	want := func(at time.Time, ok bool) {
		t.Helper()
		got, is, err := f.kv.NextDue(f.Context())
		if err != nil || is != ok || (ok && !got.Equal(at)) {
			t.Errorf("next due at %v, %v (%v); want %v, %v", got, is, err, at, ok)
		}
	}
	want(time.Time{}, false)
	now := f.clock()
	f.schedule("late", now.Add(time.Hour))
	want(now.Add(time.Hour), true)
	f.schedule("early", now.Add(-time.Second))
	want(now.Add(-time.Second), true)
	c := f.claimOne()
	// A claimed item can be found again when its lease ends.
	got, ok, err := f.kv.NextDue(f.Context())
	if err != nil || !ok || got.Before(now.Add(lease)) || got.After(f.clock().Add(lease)) {
		t.Errorf("next due at %v (%v, %v), want the end of the lease", got, ok, err)
	}
	f.update(func(tx store.Tx) error { return tx.Retry(c, now.Add(time.Minute)) })
	want(now.Add(time.Minute), true)
	f.update(func(tx store.Tx) error { return tx.Unschedule("early") })
	want(now.Add(time.Hour), true)
	f.update(func(tx store.Tx) error { return tx.Unschedule("late") })
	want(time.Time{}, false)
}
