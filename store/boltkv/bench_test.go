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
