package boltkv_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"lede/store"
	"lede/store/boltkv"
)

func TestInspectingChangesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "deep", "lede.db")
	found, err := boltkv.Inspect(path, nil)
	if err != nil || found.Exists || found.Held {
		t.Errorf("of a store that is not there: %+v, %v", found, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("it left %v behind, %v", left, err)
	}

	kv, err := boltkv.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := boltkv.Inspect(path, nil); err != nil || !found.Held || !found.Exists {
		t.Errorf("of an open store: %+v, %v", found, err)
	}
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "a", []byte("v")) }); err != nil {
		t.Errorf("writing after it was inspected: %v", err)
	}
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found, err = boltkv.Inspect(path, nil)
	if err != nil || found.Held || found.Bytes != int64(len(before)) || found.Free <= 0 {
		t.Errorf("of a closed store: %+v, %v", found, err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("inspecting changed the file, %v", err)
	}
}

func TestInspectingTellsWhatOpeningWouldMeet(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole := filepath.Join(dir, "whole.db")
	kv, err := boltkv.Open(whole, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ path, want string }{
		"a folder":               {dir, "not a file"},
		"text":                   {write("text.db", bytes.Repeat([]byte("news "), 4000)), "not a store of Lede's"},
		"a file cut short":       {write("cut.db", b[:len(b)/4]), "damaged"},
		"a folder that's a file": {filepath.Join(write("file", []byte("x")), "lede.db"), "give another path"},
	} {
		_, err := boltkv.Inspect(c.path, nil)
		if err == nil || !strings.Contains(said(err), c.want) || strings.Contains(said(err), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if found, err := boltkv.Inspect(write("empty.db", nil), nil); err != nil || found.Held {
		t.Errorf("an empty file: %+v, %v", found, err)
	}
}

// TestAStoreThatLacksAPartIsDamaged, whichever it is.
func TestAStoreThatLacksAPartIsDamaged(t *testing.T) {
	t.Parallel()
	without := func(bucket string) func(*bolt.Tx) error {
		return func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte(bucket)) }
	}
	for part, lose := range map[string]func(*bolt.Tx) error{
		"values": without("values"), "items": without("items"), "due": without("due"),
		"a layout there was": func(tx *bolt.Tx) error { return tx.Bucket([]byte("lede")).Put([]byte("layout"), []byte("0")) },
	} {
		path := filepath.Join(t.TempDir(), "lede.db")
		if err := mustOpen(t, path, nil).Close(); err != nil {
			t.Fatal(err)
		}
		db, err := bolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Update(lose), db.Close()); err != nil {
			t.Fatal(err)
		}
		if _, err := boltkv.Inspect(path, nil); err == nil || !strings.Contains(said(err), "damaged") {
			t.Errorf("without %s: %v", part, err)
		}
		if _, err := boltkv.Open(path, nil); err == nil || !strings.Contains(said(err), "damaged") {
			t.Errorf("opened without %s: %v", part, err)
		}
	}
}

// TestDamageInTheMiddleIsFound whichever page of the file it is on.
func TestDamageInTheMiddleIsFound(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	kv := mustOpen(t, path, nil)
	for i := range 20 {
		err := kv.Update(t.Context(), fmt.Sprint("guild:", i), func(tx store.Tx) error {
			for j := range 10 {
				if err := tx.Put("k", fmt.Sprint(j), bytes.Repeat([]byte("x"), 300)); err != nil {
					return err
				}
			}
			return tx.Schedule("x", morning())
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := boltkv.Inspect(path, nil); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for at, kind := range pages(t, path) {
		if kind != "leaf" && kind != "branch" {
			continue
		}
		for name, junk := range map[string]string{"zeros": "\x00", "garbage": "\xfe", "another page": ""} {
			size := os.Getpagesize()
			bad := bytes.Repeat([]byte(junk), size)
			if junk == "" {
				bad = good[3*size : 4*size]
			}
			if bytes.Equal(bad, good[at*size:(at+1)*size]) {
				continue
			}
			tried++
			broken := slices.Concat(good[:at*size], bad, good[(at+1)*size:])
			if err := os.WriteFile(path, broken, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := boltkv.Inspect(path, nil); err == nil || strings.Contains(said(err), "\n") {
				t.Errorf("page %d, a %s, is %s: %v", at, kind, name, err)
			}
		}
	}
	if tried < 20 {
		t.Errorf("only %d were tried", tried)
	}
}

// pages are the types of a file's pages.
func pages(t *testing.T, path string) (list []string) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err == nil {
		err = db.Update(func(tx *bolt.Tx) error {
			for id := 0; ; {
				p, err := tx.Page(id)
				if p == nil || err != nil {
					return err
				}
				list = append(list, p.Type)
				id++
				for range p.OverflowCount {
					list = append(list, "overflow")
					id++
				}
			}
		})
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return list
}
