package upgrade

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/proof/program"
	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// ferry is one of a server's own articles; what it says of the days may change, and more may follow.
const (
	ferry = "The harbour ferry at Port Alden will stop for 30 days from Monday, the harbour master Ruth Ellery said.\n\n" +
		"“We have no other ship, and nobody sells us one before St. Swithin's day,” Ellery told the council of St. Anne on Friday. " +
		"Some 1,400 people take the ferry each day.\n\nBuses of the harbour line will run every 20 minutes instead, from 6 a.m. to midnight. In 2011 the ferry stopped for 12 days."
	more = "\n\nThe council meets again in March."
)

// adds puts the article on the server's shelf in place of the last version, with the structure that a program finds in it.
func (w *town) adds(kv store.KV, bin, text string) {
	w.t.Helper()
	c := exec.Command(bin, "brief", "--format", "json", "--title", "Ferry at Port Alden stops", "-")
	c.Stdin, c.Env = strings.NewReader(text), w.env
	structured, err := c.Output()
	if err != nil {
		w.t.Fatal(err)
	}
	a, err := briefing.Load(structured, briefing.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	a.ID = "ferry"
	if _, _, err := desk.New(desk.Options{Store: kv}).Add(w.t.Context(), w.World().Guilds[0].ID, w.World().People[0].ID, a); err != nil {
		w.t.Fatal(err)
	}
}

// looks makes the running process check at once what the digest showed, and waits until that is done.
func (w *town) looks(kv store.Watched) {
	w.t.Helper()
	const correct = "correct "
	owner := "guild:" + w.World().Guilds[0].ID
	due := func(change func(d store.Scheduled) bool) (done bool) {
		err := kv.Snapshot(w.t.Context(), func(s store.State) error {
			for _, d := range s.Due {
				if s.Owner == owner && strings.HasPrefix(d.ID, correct) {
					done = done || change(d)
				}
			}
			return nil
		})
		if err != nil {
			w.t.Fatal(err)
		}
		return done
	}
	now := func() time.Time {
		at, err := kv.Now(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		return at
	}
	hastened := due(func(d store.Scheduled) bool {
		return kv.Update(w.t.Context(), owner, func(tx store.Tx) error { return tx.Schedule(d.ID, now()) }) == nil
	})
	if !hastened {
		w.t.Fatal("nothing looks after the edition")
	}
	for until := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if due(func(d store.Scheduled) bool { return d.Visible > now().Add(10*time.Minute).UnixMilli() }) {
			return
		}
		if time.Now().After(until) {
			w.t.Fatal("nobody has looked at the edition")
		}
	}
}

// corrections are the replies in the channel.
func (w *town) corrections() (texts []string) {
	w.t.Helper()
	list, err := w.sam.Messages(w.t.Context(), w.hall)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, m := range list {
		if strings.Contains(m.Text(), "Changed since by its source") {
			texts = append(texts, m.Text())
		}
	}
	return texts
}

// TestOldAndNewCorrectEachOthersEditions: on one Redis, only what the source changed is corrected, and once.
func TestOldAndNewCorrectEachOthersEditions(t *testing.T) {
	old, changed := build(t, correcting), strings.Replace(ferry, "30 days", "45 days", 1)
	for name, c := range map[string]struct {
		bins  [2]string // who posts, and who checks later
		finds int       // corrections of one change that the other process makes; the posting process makes the rest
	}{"old posts": {[2]string{old, program.Path(t)}, 1}, "new posts": {[2]string{program.Path(t), old}, 0}} {
		t.Run(name, func(t *testing.T) {
			bins := c.bins
			t.Parallel()
			url := kvtest.StartRedis(t)
			kv, err := rediskv.Open(context.Background(), url, rediskv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = kv.Close() })
			w := openTown(t, "LEDE_REDIS_URL="+url)
			posts := w.start(bins[0])
			w.adds(kv, bins[0], ferry)
			w.awaitOne(w.setSoon())
			w.stop(posts)

			other := w.start(bins[1])
			w.adds(kv, bins[1], ferry+more)
			w.looks(kv)
			if found := w.corrections(); len(found) > 0 {
				t.Errorf("of a text in which nothing changed that was shown: %q", found)
			}
			w.adds(kv, bins[1], changed+more)
			w.looks(kv)
			if found := w.corrections(); len(found) != c.finds {
				t.Errorf("of one change: %q", found)
			}
			w.stop(other)

			posts = w.start(bins[0])
			w.adds(kv, bins[0], changed+more+more)
			w.looks(kv)
			if found := w.corrections(); len(found) != 1 || !strings.Contains(found[0], "45 days") {
				t.Errorf("of one change, by both: %q", found)
			}
			w.stop(posts)
			w.checked()
		})
	}
}
