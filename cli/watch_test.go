package cli

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/contacts"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// received returns the next value of a channel, and fails if none comes within a minute.
func received[T any](t testing.TB, what string, from <-chan T) T {
	t.Helper()
	select {
	case got := <-from:
		return got
	case <-time.After(time.Minute):
		t.Fatalf("in a minute there was not: %s", what)
		panic("unreachable")
	}
}

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for until := time.Now().Add(time.Minute); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("in a minute not: %s", what)
		}
	}
}

// toldToAdmins returns what admins have been told in direct messages.
func (r *room) toldToAdmins(t *testing.T) (all string) {
	t.Helper()
	for _, p := range r.World().People {
		if !p.Admin {
			continue
		}
		list, err := r.robin.Messages(t.Context(), p.DM)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			all += plain(m.Text())
		}
	}
	return all
}

// openRoomOn opens a room on a Redis.
func openRoomOn(t *testing.T, server *kvtest.Redis) (r *room, kv *rediskv.KV) {
	t.Helper()
	r = openRoom(t, func(t *testing.T, _ func() time.Time) store.KV {
		var err error
		if kv, err = rediskv.Open(t.Context(), server.URL(), rediskv.Options{}); err != nil {
			t.Fatal(err)
		}
		return kv
	})
	return r, kv
}

// TestPromiseAStoreThatForgetsIsTold: in the health check, the metrics, and to the admins of what was lost; and what is still there is
// set right.
func TestPromiseAStoreThatForgetsIsTold(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	r, kv := openRoomOn(t, server)
	ctx := t.Context()
	set := func() {
		t.Helper()
		i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"time": "07:30", "zone": "UTC"})
		has(t, text(t, i, err), "Digest set")
	}
	look := func() { r.news.Losses.Look(ctx) }
	look()
	set()
	look()
	if err := r.news.Healthy(ctx); err != nil || r.news.Losses.Count() != 0 {
		t.Fatalf("with nothing lost it is unwell: %v", err)
	}
	at, _, err := kv.NextDue(ctx)
	if err != nil {
		t.Fatal(err)
	}

	// What is due is lost, and the digest is not.
	server.Do("eval", "for _, k in ipairs(redis.call('KEYS', 'lede:due:*')) do redis.call('DEL', k) end redis.call('DEL', 'lede:layout')", "0")
	look()
	eventually(t, "the digest is due again", func() bool {
		again, _, err := kv.NextDue(ctx)
		return err == nil && again.Equal(at)
	})
	if err := r.news.Healthy(ctx); err == nil || !strings.Contains(words.Line(err), "has forgotten") {
		t.Errorf("the health check says %v", err)
	}

	// All is lost.
	server.Do("flushall")
	look()
	told := func() string { return r.toldToAdmins(t) }
	eventually(t, "the admin is told", func() bool {
		return strings.Contains(told(), "1 digest of [this server](https://discord.com/channels/")
	})
	if n := r.news.Losses.Count(); n < 2 {
		t.Errorf("%d losses are counted", n)
	}
	set()
	look()
	if n := strings.Count(told(), "lost"); n != 2 { // "has been lost" and "lost data"
		t.Errorf("it is told again: %s", told())
	}
}

// TestPromiseAnOverwrittenIndexLosesNoDigest: what is due is worked out anew from what is kept.
func TestPromiseAnOverwrittenIndexLosesNoDigest(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	r, kv := openRoomOn(t, server)
	ctx := t.Context()
	r.news.Losses.Look(ctx)
	eventually(t, "a digest is set", func() bool {
		i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"time": "07:30", "zone": "UTC"})
		return strings.Contains(text(t, i, err), "Digest set")
	})
	at, due, err := kv.NextDue(ctx)
	if err != nil || !due {
		t.Fatalf("nothing is due: %v", err)
	}
	if n := server.Do("eval", "local due = redis.call('KEYS', 'lede:due:*'); for _, k in ipairs(due) do redis.call('SET', k, 'x') end; return #due", "0"); n == "0" {
		t.Fatal("there is no index")
	}
	eventually(t, "the digest is due again", func() bool {
		r.news.Losses.Look(ctx)
		again, due, err := kv.NextDue(ctx)
		return err == nil && due && again.Equal(at)
	})
}

// TestPromiseADigestFoundLostWhenItIsDueIsTold: it is counted, its admin hears of it, and nobody sees it listed any more. One that a comparison
// finds lost is listed no more either.
func TestPromiseADigestFoundLostWhenItIsDueIsTold(t *testing.T) {
	t.Parallel()
	for name, find := range map[string]func(t *testing.T, r *room, kv *rediskv.KV, owner, digest string){
		"when it is due": func(t *testing.T, r *room, kv *rediskv.KV, owner, digest string) {
			if err := kv.Update(t.Context(), owner, func(tx store.Tx) error { return tx.Schedule(digest, time.Now().Add(-time.Second)) }); err != nil {
				t.Fatal(err)
			}
			eventually(t, "a loss is counted", func() bool { return r.news.Losses.Count() == 1 })
			eventually(t, "the admin is told", func() bool { return strings.Contains(r.toldToAdmins(t), "1 digest of [this server]") })
		},
		"by a comparison": func(t *testing.T, _ *room, kv *rediskv.KV, _, _ string) {
			if _, gone, err := desk.New(desk.Options{Store: kv}).Reconcile(t.Context()); err != nil || len(gone) != 1 {
				t.Errorf("gone %+v, %v", gone, err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := kvtest.StartServer(t)
			r, kv := openRoomOn(t, server)
			show := func() string {
				i, err := r.robin.Slash(t.Context(), r.hall, "digest show", nil)
				return text(t, i, err)
			}
			i, err := r.robin.Slash(t.Context(), r.hall, "digest set", map[string]any{"time": "07:30", "zone": "UTC"})
			has(t, text(t, i, err), "Digest set")
			has(t, show(), "every day at 07:30")
			owner, digest := "", ""
			err = kv.WalkDue(t.Context(), func(of, id string) error {
				if task, _ := desk.TaskOf(store.Claim{Owner: of, ID: id}); task == desk.PostDigest {
					owner, digest = of, id
				}
				return nil
			})
			if err != nil || digest == "" {
				t.Fatalf("no digest is due, %v", err)
			}
			server.Do("eval", "for _, k in ipairs(redis.call('KEYS', 'lede:state:*:digests')) do redis.call('DEL', k) end", "0")
			has(t, show(), "every day at 07:30") // as it is remembered
			find(t, r, kv, owner, digest)
			// What was read is believed for a minute, so within that somebody must have announced the change.
			for until := time.Now().Add(40 * time.Second); !strings.Contains(show(), "No digest is set"); time.Sleep(10 * time.Millisecond) {
				if time.Now().After(until) {
					t.Fatal("it is still listed")
				}
			}
		})
	}
}

// TestARedisThatTakesNoChangesIsToldByItsReason, to who asks for the health and to people, until it takes them again.
func TestARedisThatTakesNoChangesIsToldByItsReason(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil, mend  []string
		health, told string
	}{
		"full":            {[]string{"config", "set", "maxmemory", "1"}, []string{"config", "set", "maxmemory", "0"}, "OOM", "storage is full"},
		"a replica":       {[]string{"replicaof", "127.0.0.1", "1"}, []string{"replicaof", "no", "one"}, "READONLY", "takes no changes at the moment, so nothing was saved"},
		"without a right": {[]string{"acl", "setuser", "default", "-hset"}, []string{"acl", "setuser", "default", "+hset"}, "can't run this command", "My storage"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := kvtest.StartServer(t)
			r := openRoom(t, func(t *testing.T, _ func() time.Time) store.KV {
				kv, err := rediskv.Open(t.Context(), server.URL(), rediskv.Options{})
				if err != nil {
					t.Fatal(err)
				}
				return kv
			})
			set := func() string {
				i, err := r.robin.Slash(t.Context(), r.hall, "digest set", map[string]any{"time": "07:30", "zone": "UTC"})
				return text(t, i, err)
			}
			server.Do(c.spoil...)
			has(t, set(), c.told)
			eventually(t, "the reason in the health check", func() bool {
				err := r.news.Healthy(t.Context())
				return err != nil && strings.Contains(words.Line(err), c.health)
			})
			server.Do(c.mend...)
			eventually(t, "health", func() bool { return r.news.Healthy(t.Context()) == nil })
			eventually(t, "a change", func() bool { return strings.Contains(set(), "Digest set") })
		})
	}
}

// TestWhatAnotherProcessRemovedIsNotTakenForLost, and what is due without a digest is.
func TestWhatAnotherProcessRemovedIsNotTakenForLost(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv, err := rediskv.Open(t.Context(), server.URL(), rediskv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	ctx := t.Context()
	ours, theirs := desk.New(desk.Options{Store: kv, Contacts: contacts.New()}), desk.New(desk.Options{Store: kv})
	for _, guild := range []string{"1", "2", "3"} {
		if _, err := ours.AddDigest(ctx, guild, desk.Digest{Channel: "c", By: "ana", Timetable: "07:30 every day UTC", Next: morning.AddDate(10, 0, 0)}, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	if err := theirs.RemoveDigest(ctx, "1", "c"); err != nil {
		t.Fatal(err)
	}
	server.Do("eval", "for _, k in ipairs(redis.call('KEYS', 'lede:state:*:guild:2:digests')) do redis.call('DEL', k) end", "0")
	mended, gone, err := ours.Reconcile(ctx)
	if err != nil || mended != 0 || len(gone) != 1 || gone[0].Guild != "2" || !slices.Equal(gone[0].Digests, []string{"c"}) || !slices.Equal(gone[0].By(), []string{"ana"}) {
		t.Errorf("%d mended, gone %+v, %v", mended, gone, err)
	}
	if mended, gone, err = ours.Reconcile(ctx); err != nil || mended != 0 || len(gone) != 0 {
		t.Errorf("again %d mended, gone %+v, %v", mended, gone, err)
	}
}

// TestAFileThatIsGoneIsTold until it is back.
func TestAFileThatIsGoneIsTold(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	r := openRoom(t, func(t *testing.T, now func() time.Time) store.KV {
		kv, err := boltkv.Open(path, now)
		if err != nil {
			t.Fatal(err)
		}
		return kv
	})
	var log output
	r.news.Losses.Log = slog.New(slog.NewTextHandler(&log, nil))
	r.news.Losses.Look(t.Context())
	if err := errors.Join(r.news.Healthy(t.Context()), os.Rename(path, path+".away")); err != nil {
		t.Fatal(err)
	}
	r.news.Losses.Look(t.Context())
	if err := r.news.Healthy(t.Context()); err == nil || !strings.Contains(words.Line(err), "was removed or replaced") {
		t.Errorf("the health check says %v", err)
	}
	i, err := r.robin.Slash(t.Context(), r.hall, "digest set", map[string]any{"time": "07:30", "zone": "UTC"})
	has(t, text(t, i, err), "saved")
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	r.news.Losses.Look(t.Context())
	if err := r.news.Healthy(t.Context()); err != nil {
		t.Errorf("the file is back, and the health check says %v", err)
	}
	r.news.Losses.Look(t.Context())
	if lost, again := strings.Count(log.String(), "level=ERROR"), strings.Count(log.String(), "level=INFO"); lost != 1 || again != 1 {
		t.Errorf("the log says %s", log.String())
	}
}

// TestTheStoreIsWatchedWhileLedeRuns, and not only when it starts.
func TestTheStoreIsWatchedWhileLedeRuns(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	r := openRoom(t, func(t *testing.T, now func() time.Time) store.KV {
		kv, err := boltkv.Open(path, now)
		if err != nil {
			t.Fatal(err)
		}
		return kv
	})
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	for until := time.Now().Add(2*realTimes().Watch + 10*time.Second); r.news.Losses.Health() == nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("nobody noticed that the file is gone")
		}
	}
}
