package kvtest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"lede/store"
)

// Bench measures what the speed of a store hangs on: single changes, many at once, and looking for what is
// due when nothing is, of few scheduled items and of many.
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
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("ClaimEmpty%d", n), func(b *testing.B) {
			kv := open(b)
			benchSchedule(b, kv, n)
			for b.Loop() {
				if claims, err := kv.Claim(b.Context(), 64, time.Minute); err != nil || len(claims) > 0 {
					b.Fatalf("claimed %v, %v", claims, err)
				}
			}
		})
	}
	b.Run("ClaimAndSettle", func(b *testing.B) {
		kv := open(b)
		benchSchedule(b, kv, 1000)
		benchDue(b, kv)
	})
}

// benchPut changes one of many owners' settings.
func benchPut(b *testing.B, kv store.KV, i int) {
	err := kv.Update(context.Background(), fmt.Sprintf("guild:%d", i%1000), func(tx store.Tx) error {
		return tx.Put("settings", "guild", []byte(`{"v":1,"data":{"zone":"Europe/Paris"}}`))
	})
	if err != nil {
		b.Error(err)
	}
}

func benchSchedule(b *testing.B, kv store.KV, n int) {
	b.Helper()
	now, err := kv.Now(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	const each = 500 // items of one owner, so that filling costs few changes
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

// benchDue has one item fall due, claims it and settles it for later.
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
