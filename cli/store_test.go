package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
)

// say runs a verb and returns what it prints.
func say(t *testing.T, env []string, args ...string) (status int, out string) {
	t.Helper()
	var stdout, stderr output
	status = Run(t.Context(), args, env, strings.NewReader(""), &stdout, &stderr)
	return status, stdout.String() + stderr.String()
}

// filledStore is a file with a digest for each of five guilds.
func filledStore(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lede.db")
	kv, err := boltkv.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(desk.Options{Store: kv})
	for _, id := range strings.Fields("1 2 3 4 5") {
		if _, err := d.AddDigest(t.Context(), id, desk.Digest{Channel: "c", Timetable: "07:30 every day UTC", Next: morning}, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestDamageInTheMiddleOfTheStoreIsFound by the doctor and by the check: here in the bytes of a record.
func TestDamageInTheMiddleOfTheStoreIsFound(t *testing.T) {
	t.Parallel()
	path := filledStore(t)
	env := []string{"LEDE_STORE=" + path, "LEDE_HEALTH_ADDR=off", "LEDE_DISCORD_API=http://" + kvtest.FreeAddr(t)}
	if status, said := say(t, env, "store", "check"); status != exitFine || !strings.Contains(said, "is whole: ") {
		t.Fatalf("a whole store: status %d, %s", status, said)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.ReplaceAll(b, []byte(`"timetable":"07:30`), []byte(`"timetable":07:3000`[:18])), 0o600); err != nil {
		t.Fatal(err)
	}
	status, said := say(t, env, "store", "check")
	if has(t, said, "guild:1 / digests / c", "5 records of the store", "restore a backup"); status != exitFailed {
		t.Errorf("status %d", status)
	}
	_, said = say(t, env, "doctor")
	has(t, said, "has 5 damaged records")
}

// TestWhatANewerLedeWroteIsNotCalledDamage, or whoever went back a version would be told to have digests set again.
func TestWhatANewerLedeWroteIsNotCalledDamage(t *testing.T) {
	t.Parallel()
	path := filledStore(t)
	env := []string{"LEDE_STORE=" + path, "LEDE_HEALTH_ADDR=off", "LEDE_DISCORD_API=http://" + kvtest.FreeAddr(t)}
	put := func(key, value string) {
		kv, err := boltkv.Open(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = kv.Update(t.Context(), "guild:1", func(tx store.Tx) error { return tx.Put("digests", key, []byte(value)) })
		if err := errors.Join(err, kv.Close()); err != nil {
			t.Fatal(err)
		}
	}
	put("c", `{"v":99,"data":{}}`)
	status, said := say(t, env, "store", "check")
	if has(t, said, "guild:1 / digests / c: a newer Lede wrote it (version 99, known up to 2)", "1 record of the store", "run that version again"); status != exitFailed || strings.Contains(said, "damaged") {
		t.Errorf("status %d, %s", status, said)
	}
	_, said = say(t, env, "doctor")
	has(t, said, "has 1 record that a newer Lede than this one wrote", "Run that version again")
	put("d", `{"v":99,"sum":"00000000","data":{}}`)
	_, said = say(t, env, "store", "check")
	has(t, said, "guild:1 / digests / c", "guild:1 / digests / d", "1 record of the store", "is damaged")
}

// TestDoubtIsDeclared for both stores; without any doubt, that is said. A key without an owner is found by the check.
func TestDoubtIsDeclared(t *testing.T) {
	t.Parallel()
	path := filledStore(t)
	server := kvtest.StartServer(t)
	for _, setting := range []string{"LEDE_STORE=" + path, "LEDE_REDIS_URL=" + server.URL()} {
		if status, said := say(t, []string{setting}, "store", "doubt"); status != exitFine || !strings.Contains(said, "looked for in its channel") {
			t.Errorf("%s: status %d, %s", setting, status, said)
		}
	}
	kv, err := boltkv.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	claims, err := kv.Claim(t.Context(), 10, time.Minute)
	if err := errors.Join(err, kv.Close()); err != nil || len(claims) != 5 || !claims[0].Doubt {
		t.Errorf("claimed %+v, %v", claims, err)
	}
	if n := server.Do("eval", "local n = 0 for _, k in ipairs(redis.call('KEYS', 'lede:server:*')) do if tonumber(redis.call('HGET', k, 'since')) > 0 then n = n + 1 end end return n", "0"); n != "64" {
		t.Errorf("%s partitions of Redis are in doubt", n)
	}
	server.Do("hset", "lede:state:{7}:nobody", "a", "b")
	if status, said := say(t, []string{"LEDE_REDIS_URL=" + server.URL()}, "store", "check"); status != exitFailed || !strings.Contains(said, "is not the name of a key") {
		t.Errorf("a name that leads to nobody: status %d, %s", status, said)
	}
	if status, said := say(t, []string{"LEDE_STORE=" + path + "x"}, "store", "doubt"); status != exitFailed || !strings.Contains(said, "there is no store at") {
		t.Errorf("without a store: status %d, %s", status, said)
	}
}
