package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/bot/gateway"
	"lede/desk"
	"lede/playground"
	"lede/problem"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// everything is what a store has, a line for each owner, without what belongs to running processes.
func everything(t *testing.T, place string) string {
	t.Helper()
	s, err := storePlace{path: place}.openExisting(t.Context())
	if strings.Contains(place, "://") {
		s, err = storePlace{url: place, prefix: rediskv.DefaultPrefix}.openExisting(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var all []string
	err = lasting(s.Snapshot)(t.Context(), func(s store.State) error {
		all = append(all, fmt.Sprintf("%s %x", s.Owner, s.Sum()))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// doubtful returns which due items are in doubt once the store is used.
func doubtful(t *testing.T, kv store.Watched) string {
	t.Helper()
	claims, err := kv.Claim(t.Context(), 100, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	doubt := 0
	for _, c := range claims {
		if c.Doubt {
			doubt++
		}
	}
	return fmt.Sprintf("%d of %d", doubt, len(claims))
}

// TestEverythingMovesFromTheFileToRedisAndBack, once: what is there already is not written over.
func TestEverythingMovesFromTheFileToRedisAndBack(t *testing.T) {
	t.Parallel()
	file, url, back := filledStore(t), kvtest.StartRedis(t), filepath.Join(t.TempDir(), "back.db")
	env := []string{"LEDE_STORE=" + file, "LEDE_REDIS_URL=" + url}
	want := everything(t, file)
	for _, way := range [][2]string{{"file", "redis"}, {url, back}} {
		status, said := say(t, env, "store", "copy", way[0], way[1])
		has(t, said, "as a comparison shows: 10 records of 5 owners (servers, ", "5 items that fall due")
		if status != exitFine {
			t.Fatalf("%s: status %d: %s", way, status, said)
		}
	}
	for _, place := range []string{file, url, back} {
		if got := everything(t, place); got != want {
			t.Errorf("%s has\n%s\nwant\n%s", place, got, want)
		}
	}
	for _, c := range []struct{ from, to, want string }{
		{"file", "redis", "is not empty, and nothing was written to it"}, {"redis", "file", "is not empty"}, {file + "x", back + "x", "there is no store at"},
	} {
		if status, said := say(t, env, "store", "copy", c.from, c.to); status != exitFailed || !strings.Contains(said, c.want) {
			t.Errorf("from %s to %s: status %d: %s", c.from, c.to, status, said)
		}
	}
	if status, said := say(t, nil, "store", "copy", "file", "redis"); status != exitFailed || !strings.Contains(said, "LEDE_REDIS_URL is not set") {
		t.Errorf("without Redis: status %d: %s", status, said)
	}
	if status, said := say(t, nil, "store", "copy", "file"); status != exitUsage || !strings.Contains(said, "needs FROM and TO") {
		t.Errorf("without a target: status %d: %s", status, said)
	}
}

// TestACopyThatWasInterruptedGoesOn, and nothing uses it before it is whole. What was half copied, or removed since, is right in the end.
func TestACopyThatWasInterruptedGoesOn(t *testing.T) {
	t.Parallel()
	file, url := filledStore(t), kvtest.StartRedis(t)
	from, err := storePlace{path: file}.openExisting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	to, err := storePlace{url: url}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stopped, n := errors.New("stopped"), 0
	_, err = fillStore(t.Context(), func(ctx context.Context, visit func(store.State) error) error {
		return from.Snapshot(ctx, func(s store.State) error {
			if n++; n > 3 {
				return stopped
			}
			return visit(s)
		})
	}, to, from.name)
	if !errors.Is(err, stopped) {
		t.Fatal(err)
	}
	stray := to.Update(t.Context(), "guild:gone", func(tx store.Tx) error { return errors.Join(tx.Put("k", "1", nil), tx.Schedule("x", morning)) })
	half := to.Update(t.Context(), "guild:1", func(tx store.Tx) error { return tx.Put("k", "1", nil) })
	if err := errors.Join(stray, half, from.Close(), to.Close()); err != nil {
		t.Fatal(err)
	}
	env := []string{"LEDE_STORE=" + file, "LEDE_REDIS_URL=" + url, "LEDE_DISCORD_TOKEN=x", "LEDE_HEALTH_ADDR=off"}
	for _, verb := range [][]string{{"run"}, {"backup", "-"}, {"store", "check"}, {"store", "copy", "redis", file + "2"}} {
		if status, said := say(t, env, verb...); status != exitFailed || !strings.Contains(said, "is not whole yet") {
			t.Errorf("%s: status %d: %s", verb, status, said)
		}
	}
	if status, said := say(t, env, "store", "copy", filledStore(t), "redis"); status != exitFailed || !strings.Contains(said, "is not empty") {
		t.Errorf("from another store: status %d: %s", status, said)
	}
	if status, said := say(t, env, "store", "copy", "file", "redis"); status != exitFine {
		t.Fatalf("status %d: %s", status, said)
	}
	if got, want := everything(t, url), everything(t, file); got != want {
		t.Errorf("it has\n%s\nwant\n%s", got, want)
	}
}

// TestAStoreInUseIsNotCopied: what a bot that runs on Redis does meanwhile would be missing. With the file, the lock says so.
func TestAStoreInUseIsNotCopied(t *testing.T) {
	t.Parallel()
	url, file := kvtest.StartRedis(t), filledStore(t)
	kv, err := rediskv.Open(t.Context(), url, rediskv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	until := fmt.Append(nil, time.Now().Add(time.Minute).UnixMilli())
	if err := kv.Update(t.Context(), gateway.LeaseOwner, func(tx store.Tx) error { return tx.Put("process", "x", until) }); err != nil {
		t.Fatal(err)
	}
	if status, said := say(t, nil, "store", "copy", url, file+"2"); status != exitFailed || !strings.Contains(said, "is used by a running Lede") {
		t.Errorf("Redis: status %d: %s", status, said)
	}
	held, err := boltkv.Open(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if status, said := say(t, nil, "store", "copy", file, file+"2"); status != exitFailed || !strings.Contains(said, "another process has it open") {
		t.Errorf("the file: status %d: %s", status, said)
	}
}

// pipe runs Lede with something on standard input, and returns what it says.
func pipe(t *testing.T, in []byte, env []string, args ...string) string {
	t.Helper()
	var out output
	Run(t.Context(), args, env, bytes.NewReader(in), &out, &out)
	return out.String()
}

// TestABackupIsRestoredWholeOrNotAtAll, of either store to either.
func TestABackupIsRestoredWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	made := filepath.Join(dir, "a.backup")
	file := filledStore(t)
	want := everything(t, file)
	status, said := say(t, []string{"LEDE_STORE=" + file}, "backup", made)
	if has(t, said, "verified; 10 records of 5 owners (servers, "); status != exitFine {
		t.Fatalf("status %d: %s", status, said)
	}
	if status, said := say(t, nil, "restore", "--check", made); status != exitFine || !strings.Contains(said, "verified; 10 records") {
		t.Errorf("only checked: status %d: %s", status, said)
	}
	whole, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"cut": whole[:len(whole)-1], "changed": append(append([]byte{}, whole[:len(whole)/2]...), append([]byte{whole[len(whole)/2] ^ 4}, whole[len(whole)/2+1:]...)...), "other": []byte("hello")} {
		bad, target := filepath.Join(dir, name), filepath.Join(dir, name+".db")
		if err := os.WriteFile(bad, b, 0o600); err != nil {
			t.Fatal(err)
		}
		piped := pipe(t, b, []string{"LEDE_STORE=" + target}, "restore", "-")
		checked := pipe(t, b, nil, "restore", "--check", "-")
		if !strings.Contains(piped, "the backup - ") && !strings.Contains(piped, "- is not a backup") || piped != checked {
			t.Errorf("%s, piped: %s\n%s", name, piped, checked)
		}
		if status, said := say(t, nil, "restore", "--check", bad); status != exitFailed || !strings.Contains(said, bad) {
			t.Errorf("%s, only checked: status %d: %s", name, status, said)
		}
		status, said := say(t, []string{"LEDE_STORE=" + target}, "restore", bad)
		if _, err := os.Stat(target); status != exitFailed || !os.IsNotExist(err) || !strings.Contains(said, bad) {
			t.Errorf("%s: status %d: %s (%v)", name, status, said, err)
		}
	}
	piped := filepath.Join(dir, "piped.db")
	has(t, pipe(t, whole, nil, "restore", "--check", "-"), "verified; 10 records of 5 owners")
	has(t, pipe(t, whole, []string{"LEDE_STORE=" + piped}, "restore", "-"), "as a comparison shows: 10 records of 5 owners")
	if got := everything(t, piped); got != want {
		t.Errorf("from standard input came\n%s\nwant\n%s", got, want)
	}
	target, url := filepath.Join(dir, "new.db"), kvtest.StartRedis(t)
	for place, setting := range map[string]string{target: "LEDE_STORE=" + target, url: "LEDE_REDIS_URL=" + url} {
		status, said := say(t, []string{setting}, "restore", made)
		if has(t, said, "as a comparison shows: 10 records of 5 owners (servers, "); status != exitFine {
			t.Fatalf("status %d: %s", status, said)
		}
		if got := everything(t, place); got != want {
			t.Errorf("%s has\n%s\nwant\n%s", place, got, want)
		}
		if status, said := say(t, []string{setting}, "restore", made); status != exitFailed || !strings.Contains(said, "is not empty") {
			t.Errorf("again: status %d: %s", status, said)
		}
		if status, said := say(t, []string{setting}, "backup", made); status != exitFailed || !strings.Contains(said, "there is a file at") {
			t.Errorf("over a file: status %d: %s", status, said)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".lede-*")); len(left) > 0 {
		t.Errorf("left behind: %s", left)
	}
}

// TestABackupReplacesNoFileThatCameMeanwhile: writing one takes a while, and another may be finished first. It is so where the file system has
// no links, too.
func TestABackupReplacesNoFileThatCameMeanwhile(t *testing.T) {
	t.Parallel()
	for how, name := range map[string]func(from, to string) error{"by a link": nameFile, "without links": renameFile} {
		dir := t.TempDir()
		mine, theirs := filepath.Join(dir, "mine"), filepath.Join(dir, "theirs")
		for _, path := range []string{mine, theirs} {
			if err := os.WriteFile(path, []byte(path), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := name(mine, theirs); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s it takes a name that is taken: %v", how, err)
		}
		if b, err := os.ReadFile(theirs); err != nil || string(b) != theirs {
			t.Errorf("%s the other file is replaced: %s, %v", how, b, err)
		}
		free := filepath.Join(dir, "free")
		if err := name(mine, free); err != nil {
			t.Error(how, err)
		}
		if b, err := os.ReadFile(free); err != nil || string(b) != mine {
			t.Errorf("%s it has not its name: %s, %v", how, b, err)
		}
		nowhere := filepath.Join(dir, "gone", "backup")
		if err := unwritten(nowhere, name(free, nowhere)); !errors.Is(err, &problem.Problem{Code: "cli.backup-unwritten"}) {
			t.Errorf("%s, where its folder is gone: %v", how, err)
		}
		lost := filepath.Join(dir, "lost")
		if err := name(filepath.Join(dir, "none"), lost); err == nil {
			t.Errorf("%s a file that is gone gets a name", how)
		}
		if _, err := os.Lstat(lost); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s a name is left without a backup: %v", how, err)
		}
	}
}

// TestWhatKeepsABackupOrACopyFromBeingMadeIsSaid, with what to do.
func TestWhatKeepsABackupOrACopyFromBeingMadeIsSaid(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file, missing := filledStore(t), filepath.Join(dir, "none.db")
	for _, c := range []struct {
		setting string
		args    []string
		want    string
	}{
		{file, []string{"backup", filepath.Join(dir, "no", "a.backup")}, "name a file in a folder"},
		{missing, []string{"backup", filepath.Join(dir, "a.backup")}, "there is no store at " + missing + ": set LEDE_STORE"},
		{file, []string{"store", "copy", file, filepath.Join(dir, "no", "b.db")}, "there is no folder for " + filepath.Join(dir, "no", "b.db")},
		{file, []string{"store", "copy", file, filepath.Join(filepath.Dir(file), ".", filepath.Base(file))}, "both are the same store: give another one as TO"},
		{file, []string{"store", "copy", "file", file}, "both are the same store"},
		{file, []string{"restore", "--check", filepath.Join(dir, "none")}, "correct the path"},
		{file, []string{"restore", "--check", file}, "is not a backup that `lede backup` wrote: give"},
	} {
		if status, said := say(t, []string{"LEDE_STORE=" + c.setting}, c.args...); status != exitFailed || !strings.Contains(said, c.want) {
			t.Errorf("%q: status %d: %s\nwant %s", c.args, status, said, c.want)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %s", left)
	}
}

// TestWhatFellDueSinceABackupIsInDoubt until the restored store is first used, not only until it was restored.
func TestWhatFellDueSinceABackupIsInDoubt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	made, target := filepath.Join(dir, "a.backup"), filepath.Join(dir, "new.db")
	if status, said := say(t, []string{"LEDE_STORE=" + filledStore(t)}, "backup", made); status != exitFine {
		t.Fatal(said)
	}
	if status, said := say(t, []string{"LEDE_STORE=" + target}, "restore", made); status != exitFine {
		t.Fatal(said)
	}
	kv, err := boltkv.Open(target, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	soon := time.Now().Add(2 * time.Millisecond) // a slot after the restore, which another machine has settled
	if err := kv.Update(t.Context(), "guild:9", func(tx store.Tx) error { return tx.Schedule("x", soon) }); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(soon) + time.Millisecond)
	for _, want := range []bool{true, false} {
		if copied, err := store.Adopt(t.Context(), kv); err != nil || copied != want {
			t.Fatalf("adopted %v, %v", copied, err)
		}
	}
	if got := doubtful(t, kv); got != "6 of 6" {
		t.Errorf("in doubt are %s", got)
	}
}

// TestABackupIsMadeWhileLedeRunsAndNothingIsDoubledAfterIt: a digest that was posted after the backup is not posted again from it.
func TestABackupIsMadeWhileLedeRunsAndNothingIsDoubledAfterIt(t *testing.T) {
	t.Parallel()
	for name, setting := range map[string]func(string) string{
		"file":  func(dir string) string { return "LEDE_STORE=" + filepath.Join(dir, "lede.db") },
		"redis": func(string) string { return "LEDE_REDIS_URL=" + kvtest.StartRedis(t) },
	} {
		t.Run(name, func(t *testing.T) {
			discord, dir := startDiscord(t), t.TempDir()
			old, made := setting(dir), filepath.Join(dir, "a.backup")
			due := time.Now().Truncate(time.Minute)
			channel := planDigest(t, discord, old, due)
			before := filepath.Join(dir, "before.backup")
			if status, said := say(t, []string{old}, "backup", before); status != exitFine {
				t.Fatal(said)
			}
			log := whileRunning(t, discord, old, func() bool { return digestsIn(t, discord, channel) == 1 }, func() {
				if status, said := say(t, []string{old}, "backup", made); status != exitFine || !strings.Contains(said, "verified") {
					t.Errorf("while it runs: status %d: %s", status, said)
				}
			})
			if strings.Contains(log, "<nil>") || name == "file" && !strings.Contains(log, "msg=backup took=") {
				t.Errorf("the log reads %s", log)
			}
			fresh := "LEDE_STORE=" + filepath.Join(dir, "fresh.db")
			if status, said := say(t, []string{fresh}, "restore", before); status != exitFine {
				t.Fatal(said)
			}
			path := strings.TrimPrefix(fresh, "LEDE_STORE=")
			whileRunning(t, discord, fresh, func() bool { return true }, func() { time.Sleep(200 * time.Millisecond) })
			kv, err := boltkv.Open(path, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer kv.Close()
			if list, err := kv.List(t.Context(), "guild:"+discord.World().Guilds[0].ID, "ledger"); err != nil || len(list) != 1 {
				t.Errorf("the slot was not settled: %v, %v", list, err)
			}
			if n := digestsIn(t, discord, channel); n != 1 {
				t.Errorf("%d digests are in the channel", n)
			}
		})
	}
}

// planDigest puts a digest into the store of a setting, and returns its channel.
func planDigest(t *testing.T, discord *playground.Server, setting string, due time.Time) (channel string) {
	t.Helper()
	name, value, _ := strings.Cut(setting, "=")
	place := storePlace{path: value}
	if name == "LEDE_REDIS_URL" {
		place = storePlace{url: value}
	}
	s, err := place.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := discord.World()
	channel = w.Channel("general")
	_, err = desk.New(desk.Options{Store: s}).AddDigest(t.Context(), w.Guilds[0].ID, desk.Digest{Channel: channel, Timetable: due.UTC().Format("15:04") + " every day UTC", Next: due}, "UTC")
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return channel
}

// whileRunning runs `lede run`, waits until a condition holds, and then does something.
func whileRunning(t *testing.T, discord *playground.Server, setting string, until func() bool, do func()) (log string) {
	t.Helper()
	var out, errs output
	health := kvtest.FreeAddr(t)
	env := []string{"LEDE_DISCORD_TOKEN=" + discord.Token(), "LEDE_DISCORD_API=" + discord.URL() + "/api", "LEDE_HEALTH_ADDR=" + health, setting}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"run", "sample/peace-calls.txt"}, env, strings.NewReader(""), &out, &errs)
	}()
	well := false
	for deadline := time.Now().Add(time.Minute); !(well && until()); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("it does not come to that: %s", errs.String())
		}
		well = well || Run(ctx, []string{"health"}, env, strings.NewReader(""), &out, &output{}) == exitFine
	}
	do()
	cancel()
	if status := received(t, "its end", ended); status != exitFine {
		t.Errorf("it ends with status %d: %s", status, errs.String())
	}
	return errs.String()
}

func digestsIn(t *testing.T, discord *playground.Server, channel string) (n int) {
	t.Helper()
	list, err := discord.As(discord.World().People[0].ID).Messages(t.Context(), channel)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if strings.Contains(plain(m.Text()), "-# Digest ·") {
			n++
		}
	}
	return n
}
