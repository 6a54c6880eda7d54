package boltkv

import (
	"bytes"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"lede/store"
)

func TestACountIsWholeOrNone(t *testing.T) {
	c := count{store: strings.Repeat("A", 26), file: 7, last: 9}
	if got, ok := parseCount(c.String()); !ok || got != c || len(c.String()) != width {
		t.Errorf("%+v, %v", got, ok)
	}
	text := c.String()
	for name, torn := range map[string]string{"": "", "short": text[:width-1], "long": text + "\n", "a digit": strings.Replace(text, "9", "8", 1), "a letter": "B" + text[1:], "its checksum": text[:width-2] + "x\n"} {
		if _, ok := parseCount(torn); ok {
			t.Errorf("a count that is %s is read", name)
		}
	}
}

func TestWhichStoreIsNotTheOneThatACountIsOf(t *testing.T) {
	beside := count{store: "id", file: 7, last: 9}
	for name, c := range map[string]struct {
		beside count
		id     string
		found  count
		want   bool
	}{
		"the same": {beside, "id", count{"id", 7, 10}, false}, "behind its count": {beside, "id", count{"id", 7, 9}, true}, "far behind": {beside, "id", count{"id", 7, 3}, true}, "another store": {beside, "other", count{"other", 7, 10}, true},
		"another file": {beside, "id", count{"id", 8, 10}, true}, "a file without a number": {beside, "id", count{"id", 0, 10}, false}, "a count without one": {count{"id", 0, 9}, "id", count{"id", 8, 10}, false}, "no count": {count{}, "id", count{"id", 7, 10}, true}, "of an older Lede": {count{}, "", count{"new", 7, 10}, false},
	} {
		if got := c.beside.contradicts(c.id, c.found); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestKeysAreReadAsTheyWereWritten(t *testing.T) {
	for _, ms := range []int64{-1 << 63, -1, 0, 1, 1<<63 - 1} {
		visible, owner, id, err := decodeDue(encodeDue(ms, join("owner", "id")))
		if err != nil || visible != ms || owner != "owner" || id != "id" {
			t.Errorf("%d: %d %s %s %v", ms, visible, owner, id, err)
		}
		it := store.Item{Due: ms, Visible: -ms, Attempt: 3, Token: "t"}
		if got, err := decodeItem(encodeItem(it)); err != nil || got != it {
			t.Errorf("%+v, %v", got, err)
		}
	}
	whole := encodeDue(5, join("a", "b"))
	for _, k := range [][]byte{nil, whole[:7], whole[:8], whole[:9], whole[:10], encodeDue(5, []byte("ab")), encodeDue(5, join("", "b"))} {
		if _, _, _, err := decodeDue(k); err == nil {
			t.Errorf("the key %q is read", k)
		}
	}
	if _, err := decodeItem(encodeItem(store.Item{})[:19]); err == nil {
		t.Error("an item that was cut is read")
	}
	if _, err := decodeItem(encodeItem(store.Item{})); err != nil {
		t.Error(err)
	}
	for _, c := range [][3]string{{"a", "b", "a"}, {"b", "a", "a"}, {"", "b", "b"}, {"a", "", "a"}, {"", "", ""}, {"a", "a", "a"}} {
		if got := first(c[0], c[1]); got != c[2] {
			t.Errorf("the first of %q and %q is %q", c[0], c[1], got)
		}
	}
}

func TestWhatIsDueIsComparedWithWhatIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(tx *bolt.Tx) error
		want   bool
	}{
		"nothing":          {func(*bolt.Tx) error { return nil }, true},
		"due and not kept": {func(tx *bolt.Tx) error { return due(tx).Put(encodeDue(5, join("a", "x")), []byte{}) }, false},
		"kept and not due": {func(tx *bolt.Tx) error {
			return items(tx).Put(join("a", "x"), encodeItem(store.Item{Due: 5, Visible: 5}))
		}, false},
		"due at another time": {func(tx *bolt.Tx) error {
			return items(tx).Put(join("a", "1"), encodeItem(store.Item{Due: 6, Visible: 6}))
		}, false},
		"never claimed, and due at two times": {func(tx *bolt.Tx) error {
			return items(tx).Put(join("a", "1"), encodeItem(store.Item{Due: 6, Visible: 5}))
		}, false},
		"claimed, and due at two times": {func(tx *bolt.Tx) error {
			return items(tx).Put(join("a", "1"), encodeItem(store.Item{Due: 6, Visible: 5, Attempt: 1}))
		}, true},
		"no key of a due item": {func(tx *bolt.Tx) error { return due(tx).Put([]byte("short"), []byte{}) }, false},
	} {
		db, err := bolt.Open(filepath.Join(t.TempDir(), "it"), 0o600, &bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(func(tx *bolt.Tx) error {
			for _, bucket := range []string{"lede", "values", "items", "due"} {
				if _, err := tx.CreateBucket([]byte(bucket)); err != nil {
					return err
				}
			}
			if err := items(tx).Put(join("a", "1"), encodeItem(store.Item{Due: 5, Visible: 5})); err != nil {
				return err
			}
			if err := due(tx).Put(encodeDue(5, join("a", "1")), []byte{}); err != nil {
				return err
			}
			return c.damage(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.View(func(tx *bolt.Tx) error { return checkWhole(t.Context(), tx) }); (err == nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		db.Close()
	}
}

// TestHowMuchIsReadInOneTransaction: a hundred owners, or as many as have a megabyte.
func TestHowMuchIsReadInOneTransaction(t *testing.T) {
	for name, c := range map[string]struct{ owners, bytes, want int }{
		"a hundred": {100, 1, 100}, "one more": {101, 1, 100}, "a megabyte in two": {3, 512 << 10, 2}, "a byte less each": {4, 512<<10 - 1, 3}, "a megabyte in one": {2, 1 << 20, 1}, "none": {0, 0, 0},
	} {
		db, err := bolt.Open(filepath.Join(t.TempDir(), "it"), 0o600, &bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(func(tx *bolt.Tx) error {
			for _, bucket := range []string{"values", "items"} {
				if _, err := tx.CreateBucket([]byte(bucket)); err != nil {
					return err
				}
			}
			for n := range c.owners {
				if err := values(tx).Put(join(fmt.Sprintf("o%03d", n), "kind", "key"), make([]byte, c.bytes)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.View(func(tx *bolt.Tx) error {
			batch, err := snapshotAfter(tx, "")
			if len(batch) != c.want || len(batch) > 0 && (batch[0].Owner != "o000" || len(batch[0].Values) != 1) {
				t.Errorf("%s: %d owners", name, len(batch))
			}
			return err
		})
		if err != nil {
			t.Error(name, err)
		}
		db.Close()
	}
}

// TestAnInstantIsWrittenSoThatBytesAreInOrder, before 1970 too.
func TestAnInstantIsWrittenSoThatBytesAreInOrder(t *testing.T) {
	before := []byte(nil)
	for _, ms := range []int64{math.MinInt64, -2, -1, 0, 1, 2, math.MaxInt64} {
		b := appendInstant(nil, ms)
		if instant(b) != ms || bytes.Compare(before, b) >= 0 {
			t.Errorf("%d is written %x, after %x", ms, b, before)
		}
		before = b
	}
	if got := appendInstant(nil, 0); !bytes.Equal(got, []byte{0x80, 0, 0, 0, 0, 0, 0, 0}) { // as the files there are have it
		t.Errorf("%x", got)
	}
}
