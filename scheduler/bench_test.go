package scheduler_test

import (
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"github.com/robfig/cron/v3"

	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// BenchmarkScheduleAtAMillion sets one more timetable while a million are running: in the stores, durably, and in
// a cron of robfig's, which keeps them in memory.
func BenchmarkScheduleAtAMillion(b *testing.B) {
	const many = 1_000_000
	one := func(kv store.KV) func(b *testing.B) {
		return func(b *testing.B) {
			kvtest.FillDue(b, kv, many)
			at := time.Now().Add(time.Hour)
			for b.Loop() {
				if err := kv.Update(b.Context(), "guild:x", func(tx store.Tx) error { return tx.Schedule(rand.Text(), at) }); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("Redis", func(b *testing.B) {
		kv, err := rediskv.Open(b.Context(), kvtest.StartRedis(b), rediskv.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = kv.Close() })
		one(kv)(b)
	})
	b.Run("File", func(b *testing.B) {
		kv, err := boltkv.Open(filepath.Join(b.TempDir(), "lede.db"), nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = kv.Close() })
		one(kv)(b)
	})
	b.Run("Robfig", func(b *testing.B) {
		c := cron.New()
		for i := range many {
			c.Schedule(cron.Every(time.Hour+time.Duration(i%3600)*time.Second), cron.FuncJob(func() {}))
		}
		c.Start()
		defer c.Stop()
		for b.Loop() {
			// Two adds in a row wait for each other, so the first is over when the second has been taken.
			c.Schedule(cron.Every(time.Hour), cron.FuncJob(func() {}))
		}
	})
}
