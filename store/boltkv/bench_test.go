package boltkv_test

import (
	"fmt"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"lede/store"
	"lede/store/kvtest"
)

func BenchmarkBolt(b *testing.B) {
	kvtest.Bench(b, func(b *testing.B) store.KV { return mustOpen(b, filepath.Join(b.TempDir(), "lede.db"), nil) })
}

// BenchmarkOpen opens a file that holds few timetables, and many.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "lede.db")
			kv := mustOpen(b, path, nil)
			kvtest.FillDue(b, kv, n)
			if err := kv.Close(); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				kv := mustOpen(b, path, nil)
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

// BenchmarkBare is what bbolt costs by itself: the measure of BenchmarkBolt.
func BenchmarkBare(b *testing.B) {
	open := func(b *testing.B) *bolt.DB {
		db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = db.Close() })
		return db
	}
	put := func(i int) func(tx *bolt.Tx) error {
		return func(tx *bolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("values"))
			if err != nil {
				return err
			}
			return bucket.Put(fmt.Appendf(nil, "guild:%d", i%1000), []byte(`{"v":1,"data":{"zone":"Europe/Paris"}}`))
		}
	}
	b.Run("Update", func(b *testing.B) {
		db := open(b)
		for i := 0; b.Loop(); i++ {
			if err := db.Update(put(i)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("BatchParallel64", func(b *testing.B) {
		db := open(b)
		b.SetParallelism(64)
		b.RunParallel(func(p *testing.PB) {
			for i := 0; p.Next(); i++ {
				if err := db.Batch(put(i)); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
