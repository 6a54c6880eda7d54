package boltkv_test

import (
	"errors"
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
	b.Run("Digests", func(b *testing.B) { benchBareDigests(b, open(b)) })
}

// benchBareDigests makes the changes of 64 due digests, 32 at a time: to claim them, to freeze their editions, and to end them. Their sizes are those
// of BenchmarkDueDigest/Bolt/Shared in delivery, of which this is the part that no code of ours could save.
func benchBareDigests(b *testing.B, db *bolt.DB) {
	const digests, atOnce, lines, kept = 64, 32, 100, 3
	edition, shown, record, line, claim := make([]byte, 8900), make([]byte, 4750), make([]byte, 490), make([]byte, 224), make([]byte, 60)
	of := func(guild int, kind string, n int) []byte {
		return fmt.Appendf(nil, "guild:%d\x00%s\x00%06d", guild, kind, n)
	}
	commit := func(from int, changes func(values *bolt.Bucket, guild int) error) {
		err := db.Update(func(tx *bolt.Tx) error {
			values, err := tx.CreateBucketIfNotExists([]byte("values"))
			for guild := from; guild < from+atOnce && err == nil; guild++ {
				err = changes(values, guild)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for from := 0; from < digests; from += atOnce {
		commit(from, func(values *bolt.Bucket, guild int) (err error) {
			for n := range lines {
				err = errors.Join(err, values.Put(of(guild, "ledger", n), line))
			}
			return err
		})
	}
	began, n := kvtest.ProcessorTime(b), lines
	for ; b.Loop(); n++ {
		for from := 0; from < digests; from += atOnce {
			commit(from, func(values *bolt.Bucket, guild int) error { return values.Put(of(guild, "item", 0), claim) })
			commit(from, func(values *bolt.Bucket, guild int) error { return values.Put(of(guild, "editions", 0), edition) })
			commit(from, func(values *bolt.Bucket, guild int) error {
				return errors.Join(
					values.Put(of(guild, "item", 0), claim), values.Delete(of(guild, "editions", 0)), values.Put(of(guild, "digests", 0), record),
					values.Put(of(guild, "posted", 0), record), values.Put(of(guild, "ledger", n), line),
					values.Put(of(guild, "shown", n), shown), values.Delete(of(guild, "shown", n-kept)),
				)
			})
		}
	}
	b.ReportMetric(float64((kvtest.ProcessorTime(b)-began).Microseconds())/float64(digests*(n-lines)), "cpu-µs/digest")
}
