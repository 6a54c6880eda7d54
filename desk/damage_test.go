package desk_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/store"
	"lede/store/boltkv"
)

// TestDamageInAFileIsFound turns bits over in a store's file, one at a time: what the store check does not find has changed no value. A
// name under which a value is kept has no checksum; where its order tells nothing, its damage is not found.
func TestDamageInAFileIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	kv, err := boltkv.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	settle(t, kv)
	before := contents(t, kv)
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := damage(t, path); err != nil || len(found) > 0 {
		t.Fatalf("an undamaged store: %q, %v", found, err)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	const tries = 150
	found, harmless, names := 0, 0, 0
	for range tries {
		torn := append([]byte{}, whole...)
		at, bit := rng.IntN(len(torn)), rng.IntN(8)
		for torn[at] == 0 { // most of a new file is empty
			at = rng.IntN(len(torn))
		}
		torn[at] ^= 1 << bit
		if err := os.WriteFile(path, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		lines, err := damage(t, path)
		if err != nil || len(lines) > 0 {
			found++
			continue
		}
		kv, err := boltkv.Open(path, nil)
		if err != nil {
			t.Fatalf("byte %d, bit %d: found whole, and not opened: %v", at, bit, err)
		}
		after := contents(t, kv)
		_ = kv.Close()
		if slices.Equal(after, before) {
			harmless++
			continue
		}
		if names++; sameValues(after, before) {
			continue
		}
		t.Errorf("byte %d, bit %d: something else is kept, and nothing was found (%q becomes %q)", at, bit, whole[at-20:at+20], torn[at-20:at+20])
	}
	t.Logf("of %d damaged files %d were found; in %d nothing that is kept was damaged, in %d a name", tries, found, harmless, names)
	if found < tries/2 || names > tries/20 {
		t.Errorf("%d of %d were found, %d with another name were not", found, tries, names)
	}
}

// settle fills a store as twenty servers do.
func settle(t *testing.T, kv store.KV) {
	t.Helper()
	d := desk.New(desk.Options{Store: kv})
	for n := range 20 {
		guild := fmt.Sprint(1191667197542400000 + n)
		a, err := briefing.Parse(fmt.Sprintf("The bridge of town %d fell on Monday.\n\n“It was old,” said Ann Lee, the mayor, who had %d others mended.", n, n*7), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.Add(t.Context(), guild, "1", a); err != nil {
			t.Fatal(err)
		}
		if _, err := d.AddDigest(t.Context(), guild, desk.Digest{Channel: guild, Timetable: "zone=Europe/Paris 0 8 * * *"}, "Europe/Paris"); err != nil {
			t.Fatal(err)
		}
	}
}

// damage is what doctor and the store check find. A fault that ends the reading is found too.
func damage(t *testing.T, path string) (lines []string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := boltkv.Inspect(path, nil); err != nil {
		return nil, err
	}
	kv, err := boltkv.Open(path, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = kv.Close() }()
	r, err := desk.CheckStore(ctx, kv)
	return r.Damage, errors.Join(kv.CheckWhole(ctx), err)
}

// kept is a value or an item, and the name under which it is kept.
type kept struct{ name, value string }

// contents are all that a store keeps.
func contents(t *testing.T, kv *boltkv.KV) (all []kept) {
	t.Helper()
	err := kv.Snapshot(t.Context(), func(s store.State) error {
		for _, v := range s.Values {
			all = append(all, kept{s.Owner + " " + v.Kind + " " + v.Key, string(v.Value)})
		}
		for _, d := range s.Due {
			all = append(all, kept{s.Owner + " " + d.ID, fmt.Sprint(d.Item)})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sameValues tells whether two stores keep the same, under whatever names.
func sameValues(a, b []kept) bool {
	values := func(list []kept) (v []string) {
		for _, k := range list {
			_, data, _ := strings.Cut(k.value, `"data":`) // without a checksum a record is read as one of the first Lede
			v = append(v, cmp.Or(data, k.value))
		}
		slices.Sort(v)
		return v
	}
	return slices.Equal(values(a), values(b))
}
