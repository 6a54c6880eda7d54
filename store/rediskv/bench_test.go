package rediskv_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store"
	"lede/store/kvtest"
)

func BenchmarkRedis(b *testing.B) {
	url := kvtest.StartRedis(b)
	kvtest.Bench(b, func(b *testing.B) store.KV { return mustOpen(b, url, rand.Text()+":") })
}

// BenchmarkOpen opens a Redis that holds few timetables, and many.
func BenchmarkOpen(b *testing.B) {
	url := kvtest.StartRedis(b)
	for _, n := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			prefix := rand.Text() + ":"
			kvtest.FillDue(b, mustOpen(b, url, prefix), n)
			for b.Loop() {
				kv := mustOpen(b, url, prefix)
				if _, ok, err := kv.NextDue(b.Context()); !ok || err != nil {
					b.Fatal(ok, err)
				}
				if err := kv.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkGuildMemory measures what Redis keeps in memory for a guild with settings, one digest that falls
// due some day, and the item that asks whether the bot is still there.
func BenchmarkGuildMemory(b *testing.B) {
	server := kvtest.StartServer(b)
	kv := mustOpen(b, server.URL(), "")
	now, err := kv.Now(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	used := func() (bytes float64) {
		for line := range strings.Lines(server.Do("info", "memory")) {
			if value, ok := strings.CutPrefix(line, "used_memory_dataset:"); ok {
				_, _ = fmt.Sscan(value, &bytes)
			}
		}
		return bytes
	}
	const guilds = 20_000
	before, at := used(), 0
	for b.Loop() {
		for range guilds {
			at++
			id := fmt.Sprint(1_100_000_000_000_000_000 + int64(at))
			err := kv.Update(b.Context(), "guild:"+id, func(tx store.Tx) error {
				digest := fmt.Sprintf(`{"v":1,"data":{"id":%q,"channel":%q,"timetable":"daily 08:30 Europe/Paris","by":%q,"set":"2026-03-01T08:00:02Z","next":"2026-03-02T07:30:00Z","done":"2026-03-01T07:30:00Z"}}`, id, id, id)
				return errors.Join(tx.Put("settings", "guild", []byte(`{"v":1,"data":{"zone":"Europe/Paris"}}`)), tx.Put("digests", id, []byte(digest)), tx.Schedule(id, now.Add(time.Hour)), tx.Schedule("member", now.Add(30*24*time.Hour)))
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric((used()-before)/float64(at), "B/guild")
}

// BenchmarkBare is what go-redis costs by itself: the measure of BenchmarkRedis.
func BenchmarkBare(b *testing.B) {
	options, err := redis.ParseURL(kvtest.StartRedis(b))
	if err != nil {
		b.Fatal(err)
	}
	client := redis.NewClient(options)
	b.Cleanup(func() { _ = client.Close() })
	put := func(i int) {
		err := client.HSet(b.Context(), fmt.Sprintf("guild:%d", i%1000), "guild", `{"v":1,"data":{"zone":"Europe/Paris"}}`).Err()
		if err != nil {
			b.Error(err)
		}
	}
	b.Run("HSet", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			put(i)
		}
	})
	b.Run("HSetParallel64", func(b *testing.B) {
		b.SetParallelism(64)
		b.RunParallel(func(p *testing.PB) {
			for i := 0; p.Next(); i++ {
				put(i)
			}
		})
	})
	b.Run("HSetCPU", func(b *testing.B) {
		before := kvtest.ProcessorTime(b)
		for i := 0; b.Loop(); i++ {
			put(i)
		}
		b.ReportMetric(float64((kvtest.ProcessorTime(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
	})
	b.Run("Pipeline65", func(b *testing.B) {
		for b.Loop() {
			_, err := client.Pipelined(b.Context(), func(p redis.Pipeliner) error {
				for range 65 {
					p.ZRangeWithScores(b.Context(), "due", 0, 0)
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
