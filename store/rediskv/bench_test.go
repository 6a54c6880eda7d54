package rediskv_test

import (
	"crypto/rand"
	"fmt"
	"testing"

	"github.com/redis/go-redis/v9"

	"lede/store"
	"lede/store/kvtest"
)

func BenchmarkRedis(b *testing.B) {
	url := kvtest.StartRedis(b)
	kvtest.Bench(b, func(b *testing.B) store.KV { return mustOpen(b, url, rand.Text()+":") })
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
