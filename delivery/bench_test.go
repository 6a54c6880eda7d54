package delivery_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"lede/briefing"
	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// BenchmarkDueDigest measures the time that this process's processors work for one digest that is due, from the claim
// to the line in the ledger, with a Discord that answers at once. 64 guilds are due together, with full ledgers.
// Shared tells of an article of the instance, Own of one that the guild has on its shelf, Quiet of none.
func BenchmarkDueDigest(b *testing.B) {
	for name, open := range map[string]func(b *testing.B) store.KV{
		"Redis": func(b *testing.B) store.KV {
			kv, err := rediskv.Open(b.Context(), kvtest.StartRedis(b), rediskv.Options{})
			return opened(b, kv, err)
		},
		"Bolt": func(b *testing.B) store.KV {
			kv, err := boltkv.Open(filepath.Join(b.TempDir(), "lede.db"), nil)
			return opened(b, kv, err)
		},
	} {
		story := article(b)
		b.Run(name+"/Shared", func(b *testing.B) { benchDue(b, open(b), []*briefing.Article{story}, nil) })
		b.Run(name+"/Own", func(b *testing.B) { benchDue(b, open(b), nil, story) })
		b.Run(name+"/Quiet", func(b *testing.B) { benchDue(b, open(b), nil, nil) })
	}
}

func opened(b *testing.B, kv store.KV, err error) store.KV {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = kv.Close() })
	return kv
}

// article is one of some 600 words.
func article(b *testing.B) *briefing.Article {
	b.Helper()
	text := ""
	for i := range 12 {
		text += fmt.Sprintf("Part %d of the plan was read out at noon.\n\n%s\n\n", i+1, news)
	}
	a, err := briefing.Parse(text, briefing.Options{Title: "Old bridge to close", URL: "https://lowbridge.example/bridge"})
	if err != nil {
		b.Fatal(err)
	}
	return a
}

func benchDue(b *testing.B, kv store.KV, shared []*briefing.Article, own *briefing.Article) {
	const guilds = 64
	d := desk.New(desk.Options{Store: kv, Articles: shared})
	ctx, posted := b.Context(), 0
	tick := scheduler.New(scheduler.Options{Store: kv, Deliver: delivery.Deliverer{
		Desk: d, Secret: []byte("secret"),
		Post: func(context.Context, delivery.Post) delivery.Result {
			return delivery.Result{Outcome: delivery.Sent, MessageID: "1200000000000000001"}
		},
	}.Deliver})
	var digests [guilds]desk.Digest
	for i := range digests {
		digests[i] = guildOf(b, d, kv, fmt.Sprint(i), own)
	}
	var used time.Duration
	for b.Loop() {
		now, err := d.Now(ctx)
		if err != nil {
			b.Fatal(err)
		}
		for i, g := range digests { // due again, with nothing told of
			if _, err := d.ChangeDigest(ctx, fmt.Sprint(i), g.ID, func(c *desk.Digest) error { *c = g; c.Next = now.Add(-time.Second); return nil }); err != nil {
				b.Fatal(err)
			}
		}
		before := kvtest.ProcessorTime(b)
		n, err := tick.Tick(ctx)
		used += kvtest.ProcessorTime(b) - before
		if posted += n; err != nil || n != guilds {
			b.Fatalf("%d delivered, %v", n, err)
		}
	}
	if list, err := d.Ledger(ctx, "0"); err != nil || len(list) < 100 || list[0].Outcome != desk.OutcomeSent {
		b.Fatalf("%d lines, %v", len(list), err)
	}
	b.ReportMetric(float64(used.Microseconds())/float64(posted), "cpu-µs/digest")
}

// guildOf makes a guild with a digest, a full ledger and an article, if there is one.
func guildOf(b *testing.B, d *desk.Desk, kv store.KV, guild string, own *briefing.Article) desk.Digest {
	b.Helper()
	if own != nil {
		a := *own
		a.ID = "article of " + guild
		if _, _, err := d.Add(b.Context(), guild, "p", &a); err != nil {
			b.Fatal(err)
		}
	}
	g, err := d.AddDigest(b.Context(), guild, desk.Digest{
		Channel: "1100000000000000001", Timetable: "07:30 mon-fri Europe/Paris", By: "1100000000000000002", Next: time.Now().Add(time.Hour),
	}, "Europe/Paris")
	if err != nil {
		b.Fatal(err)
	}
	err = kv.Update(b.Context(), "guild:"+guild, func(tx store.Tx) error {
		for i := range 100 {
			at := time.Now().Add(-time.Duration(i+1) * time.Hour).UTC().Truncate(time.Second)
			line := fmt.Sprintf(`{"v":2,"data":{"digest":%q,"channel":%q,"slot":%q,"outcome":"sent","message":"1200000000000000001","attempts":1,"at":%q}}`, g.ID, g.Channel, at.Format(time.RFC3339), at.Format(time.RFC3339))
			if err := tx.Put("ledger", at.Format("2006-01-02T15:04:05.000Z")+" "+g.ID, []byte(line)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return g
}
