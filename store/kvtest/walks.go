package kvtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/store"
)

// walks checks what Walk and WalkDue of a watched store visit.
func walks(t *testing.T, f *fixture) {
	kv, ok := f.kv.(store.Watched)
	if !ok {
		t.Skip("nobody can take anything from this store")
	}
	for _, owner := range []string{"a", "a:b", "%3A:*"} {
		err := kv.Update(f.Context(), owner, func(tx store.Tx) error {
			return errors.Join(tx.Put("k", "1", []byte(owner)), tx.Put("k", "2", nil), tx.Put("k:*", "1", nil), tx.Schedule("id", f.clock()))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for kind, want := range map[string]string{
		"":    "%3A:*/k 2 %3A:*/k:* 1 a/k 2 a/k:* 1 a:b/k 2 a:b/k:* 1",
		"k":   "%3A:*/k 2 a/k 2 a:b/k 2",
		"k:*": "%3A:*/k:* 1 a/k:* 1 a:b/k:* 1",
		"?":   "",
	} {
		var got []string
		err := kv.Walk(f.Context(), kind, func(owner, kind string, list []store.Entry) error {
			got = append(got, fmt.Sprintf("%s/%s %d", owner, kind, len(list)))
			return nil
		})
		slices.Sort(got)
		if s := strings.Join(got, " "); err != nil || s != want {
			t.Errorf("walking %q visits %s, %v, want %s", kind, s, err, want)
		}
	}
	var due []string
	err := kv.WalkDue(f.Context(), func(owner, id string) error { due = append(due, owner+"/"+id); return nil })
	slices.Sort(due)
	f.wantErr(err, nil)
	f.want(strings.Join(due, " "), "%3A:*/id a/id a:b/id")
	if err := kv.Check(f.Context()); err != nil {
		t.Errorf("a store as it should be: %v", err)
	}
}
