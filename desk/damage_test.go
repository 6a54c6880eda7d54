package desk_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/desk/digests"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// TestDamageInAFileIsFound flips bits in a store's file, one at a time: damage that the store check does not find has changed no value that is
// kept, and no name of one.
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
	found, harmless, unsummed, silent := 0, 0, 0, 0
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
		if unsummed++; sameRecords(after, before) {
			continue
		}
		silent++ // a flipped bit in bbolt's own structure can lead to another page or name, which no checksum covers
		t.Logf("byte %d, bit %d: something else is kept, and nothing was found (%q becomes %q)", at, bit, whole[at-20:at+20], torn[at-20:at+20])
	}
	t.Logf("of %d damaged files %d were found; in %d nothing that is kept was damaged, in %d a checksum was taken off", tries, found, harmless, unsummed)
	if found < tries/2 || unsummed > tries/20 || silent > tries/50 {
		t.Errorf("%d of %d were found, %d lost a checksum, %d keep something else", found, tries, unsummed, silent)
	}
}

// TestDamageInRedisIsFound does the same with the keys, fields and values of a Redis, like bad memory or a bad disk: its append-only file has no
// checksum.
func TestDamageInRedisIsFound(t *testing.T) {
	server := kvtest.StartServer(t)
	kv, err := rediskv.Open(t.Context(), server.URL(), rediskv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kv.Close() })
	settle(t, kv)
	before, line := contents(t, kv), speaking(t, server)
	names := strings.Split(server.Do("KEYS", "lede:state:*"), "\n") // owner and kind are in the name of a key
	rng := rand.New(rand.NewPCG(1, 1))
	flipped := func(text string) string {
		b := []byte(text)
		b[rng.IntN(len(b))] ^= 1 << rng.IntN(8)
		return string(b)
	}
	const tries = 150
	found, unsummed := 0, 0
	for range tries {
		key := names[rng.IntN(len(names))]
		rest := key[strings.Index(key, "}:")+len("}:"):]
		last := strings.LastIndexByte(rest, ':')
		list, err := kv.List(t.Context(), rest[:last], rest[last+1:])
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: %d entries, %v", key, len(list), err)
		}
		e := list[rng.IntN(len(list))]
		damaged, torn := key, e
		switch rng.IntN(3) {
		case 0:
			at := len("lede:state:{") // the names of Lede's own keys are not looked for
			damaged = key[:at] + flipped(key[at:])
		case 1:
			torn.Key = flipped(e.Key)
		default:
			torn.Value = []byte(flipped(string(e.Value)))
		}
		line("RENAME", key, damaged)
		line("HDEL", damaged, e.Key)
		line("HSET", damaged, torn.Key, string(torn.Value))
		r, err := desk.CheckStore(t.Context(), kv)
		if err != nil || len(r.Damage) > 0 || kv.CheckWhole(t.Context()) != nil {
			found++
		} else if unsummed++; !sameRecords(contents(t, kv), before) {
			t.Errorf("%s / %s becomes %s / %s, %q becomes %q, and nothing was found", key, e.Key, damaged, torn.Key, e.Value, torn.Value)
		}
		line("RENAME", damaged, key)
		line("HDEL", key, torn.Key)
		line("HSET", key, e.Key, string(e.Value))
	}
	t.Logf("of %d damaged records %d were found; in %d a checksum was taken off", tries, found, unsummed)
	if found < tries/2 || unsummed > tries/20 {
		t.Errorf("%d of %d were found, %d lost a checksum", found, tries, unsummed)
	}
}

// TestADigestThatIsDueMustBeKept, or nobody could be told why nothing comes.
func TestADigestThatIsDueMustBeKept(t *testing.T) {
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kv.Close() })
	settle(t, kv)
	r, err := desk.CheckStore(t.Context(), kv)
	if err != nil || len(r.Damage) > 0 || r.Due == 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	err = kv.Update(t.Context(), "guild:1191667197542400000", func(tx store.Tx) error {
		return tx.Delete(digests.KindDigests, "1191667197542400000")
	})
	if r, again := desk.CheckStore(t.Context(), kv); errors.Join(err, again) != nil || len(r.Damage) != 1 || !strings.Contains(r.Damage[0], "is due, and is not kept") {
		t.Errorf("%+v, %v", r, errors.Join(err, again))
	}
}

// speaking returns a func that sends commands to a Redis; arguments may hold any bytes.
func speaking(t *testing.T, server *kvtest.Redis) func(args ...string) {
	t.Helper()
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", server.Port))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	answers := bufio.NewReader(conn)
	return func(args ...string) {
		t.Helper()
		said := fmt.Sprintf("*%d\r\n", len(args))
		for _, a := range args {
			said += fmt.Sprintf("$%d\r\n%s\r\n", len(a), a)
		}
		_, _ = io.WriteString(conn, said)
		if answer, err := answers.ReadString('\n'); err != nil || answer[0] == '-' {
			t.Fatalf("%q: %q, %v", args, answer, err)
		}
	}
}

// settle fills a store as twenty servers do.
func settle(t *testing.T, kv store.KV) {
	t.Helper()
	d := desk.New(desk.Options{Store: kv})
	for n := range 20 {
		guild := fmt.Sprint(1191667197542400000 + int64(n))
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

// damage returns what doctor and the store check find, including a fault that ends the reading.
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

// kept is a stored value or item with its name.
type kept struct{ name, value string }

// contents is all that a store keeps.
func contents(t *testing.T, kv store.Walker) (all []kept) {
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

// dataName is read in any case, as encoding/json reads the names of fields.
var dataName = regexp.MustCompile(`(?i)"data":`)

// sameRecords reports whether two stores keep the same, but for checksums: a record without one is read as one of the first Lede.
func sameRecords(a, b []kept) bool {
	bare := func(list []kept) (out []kept) {
		for _, k := range list {
			data := k.value
			if at := dataName.FindStringIndex(data); at != nil {
				data = data[at[1]:]
			}
			out = append(out, kept{k.name, data})
		}
		return out
	}
	return slices.Equal(bare(a), bare(b))
}

// TestAReportOfDamageHasAHundredLines: what is damaged everywhere needs no list.
func TestAReportOfDamageHasAHundredLines(t *testing.T) {
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	for _, n := range []int{100, 101} {
		err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			var errs error
			for i := range n {
				errs = errors.Join(errs, tx.Put("shelf", fmt.Sprint(i), []byte("x")))
			}
			return errs
		})
		if err != nil {
			t.Fatal(err)
		}
		if r, err := desk.CheckStore(t.Context(), kv); err != nil || len(r.Damage) != 100 || r.Records != n {
			t.Errorf("of %d: %d lines of %d records, %v", n, len(r.Damage), r.Records, err)
		}
	}
}
