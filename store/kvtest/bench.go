package kvtest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"lede/store"
)

// Bench measures what a store's speed depends on: single changes, many at once, and looking for what is due when nothing is,
// with few scheduled items and with many.
func Bench(b *testing.B, open func(b *testing.B) store.KV) {
	b.Run("Update", func(b *testing.B) {
		kv := open(b)
		for i := 0; b.Loop(); i++ {
			benchPut(b, kv, i)
		}
	})
	b.Run("UpdateParallel64", func(b *testing.B) {
		kv := open(b)
		b.SetParallelism(64)
		b.RunParallel(func(p *testing.PB) {
			for i := 0; p.Next(); i++ {
				benchPut(b, kv, i)
			}
		})
	})
	for _, n := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprintf("ClaimEmpty%d", n), func(b *testing.B) {
			kv := open(b)
			FillDue(b, kv, n)
			for b.Loop() {
				if claims, err := kv.Claim(b.Context(), 64, time.Minute); err != nil || len(claims) > 0 {
					b.Fatalf("claimed %v, %v", claims, err)
				}
			}
		})
	}
	b.Run("ClaimAndSettle", func(b *testing.B) {
		kv := open(b)
		FillDue(b, kv, 1000)
		benchDue(b, kv)
	})
	b.Run("DueCPU", func(b *testing.B) { benchDueCPU(b, open(b)) })
}

// benchPut changes the settings of one of many owners.
func benchPut(b *testing.B, kv store.KV, i int) {
	err := kv.Update(context.Background(), fmt.Sprintf("guild:%d", i%1000), func(tx store.Tx) error {
		return tx.Put("settings", "guild", []byte(`{"v":1,"data":{"zone":"Europe/Paris"}}`))
	})
	if err != nil {
		b.Error(err)
	}
}

// FillDue schedules n items for later, the first in an hour.
func FillDue(b testing.TB, kv store.KV, n int) {
	b.Helper()
	now, err := kv.Now(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	const each = 500 // items of one owner, so that filling takes few changes
	for i := 0; i < n; i += each {
		err := kv.Update(b.Context(), fmt.Sprintf("guild:%d", i), func(tx store.Tx) error {
			for j := range min(each, n-i) {
				if err := tx.Schedule(fmt.Sprint(j), now.Add(time.Hour+time.Duration(i+j)*time.Millisecond)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// benchDue schedules an item as due, claims it and settles it for later.
func benchDue(b *testing.B, kv store.KV) {
	b.Helper()
	now, err := kv.Now(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	past := now.Add(-time.Minute)
	if err := kv.Update(b.Context(), "guild:due", func(tx store.Tx) error { return tx.Schedule("x", past) }); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		claims, err := kv.Claim(b.Context(), 64, time.Minute)
		if err != nil || len(claims) != 1 {
			b.Fatalf("claimed %v, %v", claims, err)
		}
		err = kv.Update(b.Context(), claims[0].Owner, func(tx store.Tx) error { return tx.Settle(claims[0], past) })
		if err != nil {
			b.Fatal(err)
		}
	}
}

const (
	batch    = 64  // digests claimed at once
	parallel = 32  // digests settled at a time, as the scheduler does
	ledger   = 100 // lines of a full ledger of a guild
	prune    = 16  // digests settled per search for lines that are too old, as in the desk
)

// benchDueCPU measures the CPU time that this process spends on one digest: it is claimed among 64, and settled by itself with
// the reads and writes of desk.Complete, in a guild whose ledger is full.
func benchDueCPU(b *testing.B, kv store.KV) {
	now, err := kv.Now(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	past := now.Add(-time.Hour)
	line := []byte(`{"v":1,"data":{"digest":"1100000000000000001","channel":"1100000000000000001","slot":"2026-03-01T08:00:00Z","outcome":"sent","message":"1200000000000000001","attempts":1,"at":"2026-03-01T08:00:02Z"}}`)
	for g := range batch {
		fill(b, kv, g, past, line)
	}
	var used time.Duration
	for b.Loop() {
		before := ProcessorTime(b)
		claims, err := kv.Claim(b.Context(), batch, time.Minute)
		if err != nil || len(claims) != batch {
			b.Fatalf("claimed %d, %v", len(claims), err)
		}
		var all sync.WaitGroup
		for i := range parallel {
			all.Go(func() {
				for j := i; j < batch; j += parallel {
					c := claims[j]
					err := kv.Update(b.Context(), c.Owner, func(tx store.Tx) error { return complete(tx, c, past, line, j%prune == 0) })
					if err != nil {
						b.Error(err)
					}
				}
			})
		}
		all.Wait()
		used += ProcessorTime(b) - before
	}
	b.ReportMetric(float64(used.Microseconds())/float64(b.N*batch), "cpu-µs/digest")
}

// fill gives a guild a due digest and a full ledger.
func fill(b *testing.B, kv store.KV, g int, at time.Time, line []byte) {
	b.Helper()
	err := kv.Update(b.Context(), fmt.Sprintf("guild:%d", g), func(tx store.Tx) error {
		for i := range ledger {
			if err := tx.Put("ledger", fmt.Sprintf("2025-%04d", i), line); err != nil {
				return err
			}
		}
		if err := tx.Put("digests", "x", line); err != nil {
			return err
		}
		return tx.Schedule("x", at)
	})
	if err != nil {
		b.Fatal(err)
	}
}

// complete does the reads and writes of desk.Complete.
func complete(tx store.Tx, c store.Claim, next time.Time, line []byte, look bool) error {
	if _, err := tx.Get("digests", c.ID); err != nil {
		return err
	}
	var lines []store.Entry
	if look {
		var err error
		if lines, err = tx.List("ledger"); err != nil {
			return err
		}
	}
	if err := tx.Settle(c, next); err != nil {
		return err
	}
	if err := tx.Put("digests", c.ID, line); err != nil {
		return err
	}
	for _, old := range lines[:max(0, len(lines)-ledger+1)] {
		if err := tx.Delete("ledger", old.Key); err != nil {
			return err
		}
	}
	if err := tx.Delete("editions", c.ID); err != nil {
		return err
	}
	return tx.Put("ledger", "2026-"+c.Token, line)
}
