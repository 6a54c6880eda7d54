package delivery_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
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
// Shared tells of five stories of the instance, Own of five that the guild has on its shelf, Quiet of none: three of them with their key points, which
// is all that a digest has room for.
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
		b.Run(name+"/Shared", func(b *testing.B) { benchDue(b, open(b), told(b), nil) })
		b.Run(name+"/Own", func(b *testing.B) { benchDue(b, open(b), nil, told(b)) })
		b.Run(name+"/Quiet", func(b *testing.B) { benchDue(b, open(b), nil, nil) })
	}
	b.Run("Bolt/Sources", benchSources)
}

// benchSources tells of five stories of some 600 words each that all guilds read in one feed.
func benchSources(b *testing.B) {
	const guilds = 64
	n := openNewsstandOn(b, inTheFile(b))
	due := make([]desk.Digest, guilds)
	for i := range due {
		n.follow(b, fmt.Sprint(i))
		due[i] = guildOf(b, n.Desk, n.kv, fmt.Sprint(i), nil)
	}
	n.pass(b, 2*time.Hour)
	stories := told(b)
	n.rest = func(item string) string {
		if i, err := strconv.Atoi(item); err == nil {
			return "\n\n" + stories[i].Text
		}
		return ""
	}
	n.add("0", "1", "2", "3", "4")
	n.pass(b, 2*time.Hour)
	var used time.Duration
	before := len(n.wire.posts)
	for b.Loop() {
		for i, g := range due {
			if _, err := n.ChangeDigest(b.Context(), fmt.Sprint(i), g.ID, func(c *desk.Digest) error { *c = g; c.Next = n.at.Add(-time.Second); return nil }); err != nil {
				b.Fatal(err)
			}
		}
		began := kvtest.ProcessorTime(b)
		n.move(b, n.at.Add(time.Second))
		used += kvtest.ProcessorTime(b) - began
	}
	posted := n.wire.posts[before:]
	if len(posted) != guilds*b.N || strings.Count(string(posted[0].Components), "### ") != 3 {
		b.Fatalf("%d posts, %s", len(posted), posted[0].Components)
	}
	b.ReportMetric(float64(used.Microseconds())/float64(len(posted)), "cpu-µs/digest")
}

func opened(b *testing.B, kv store.KV, err error) store.KV {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = kv.Close() })
	return kv
}

// subjects are what the five stories are about: who tells of it, and what there is to tell of.
var subjects = []string{
	"Mayor Ada Quill|Lowbridge|bridge arch lorry crack engineer detour river pillar toll ferry",
	"Minister Jonas Feld|Askerton|hospital ward nurse surgeon patient budget roof clinic ambulance vaccine",
	"Captain Rosa Lind|Port Vell|trawler harbour storm net crew lighthouse anchor catch quay mast",
	"Professor Ines Okoro|Halden|comet telescope orbit crater probe dust mirror launch antenna signal",
	"Judge Peter Maas|Great Norwell|verdict jury appeal witness fraud ledger bank broker sentence trial",
}

// told returns articles of some 800 words in English, each about another event.
func told(b *testing.B) (list []*briefing.Article) {
	b.Helper()
	for n, subject := range subjects {
		about := strings.Split(subject, "|")
		who, where, things := about[0], about[1], strings.Fields(about[2])
		var text strings.Builder
		for i := range 40 {
			one, other := things[i%len(things)], things[(i*3+i/len(things)+1)%len(things)]
			fmt.Fprintf(&text, "The %s and the %s had cost %d thousand crowns by noon, %s said in %s. ", one, other, 17*i+n+3, who, where)
			if i%4 == 3 {
				fmt.Fprintf(&text, "“We will look at the %s again before anything else,” the paper heard.\n\n", other)
			}
		}
		a, err := briefing.Parse(text.String(), briefing.Options{
			ID: where, Title: fmt.Sprintf("%s and the %s of %s", who, things[0], where), URL: fmt.Sprintf("https://herald.example/%d", n), Language: "en",
		})
		if err != nil {
			b.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

func benchDue(b *testing.B, kv store.KV, shared, own []*briefing.Article) {
	const guilds = 64
	d := desk.New(desk.Options{Store: kv, Articles: shared})
	ctx, posted := b.Context(), 0
	tick := scheduler.New(scheduler.Options{Store: kv, Deliver: delivery.Deliverer{
		Desk: d, Secret: []byte("secret"), Cache: new(delivery.Cache),
		Post: func(_ context.Context, p delivery.Post) delivery.Result {
			said := p.Components // not copied, which would count
			if stories := min(3, len(shared)+len(own)); bytes.Count(said, []byte("### ")) != stories || (stories > 0) != bytes.Contains(said, []byte("2 more new articles")) {
				b.Errorf("another digest than five stories make: %s", said)
			}
			return delivery.Result{Outcome: delivery.Sent, MessageID: "1200000000000000001"}
		},
	}.Deliver})
	var digests [guilds]desk.Digest
	for i := range digests {
		digests[i] = guildOf(b, d, kv, fmt.Sprint(i), own)
	}
	var used time.Duration
	var memory uint64         // allocated in all, which a busy machine does not change
	var before [guilds][]byte // the record of the editions that are looked after
	for round := 0; b.Loop(); round++ {
		now, err := d.Now(ctx)
		if err != nil {
			b.Fatal(err)
		}
		for i, g := range digests { // due again, with nothing told of, and as many editions in two days as one of each morning has
			if round == 2 {
				before[i], _ = kv.Get(ctx, "guild:"+fmt.Sprint(i), "posted", g.ID) // nothing where nothing is told
			}
			if err := kv.Update(ctx, "guild:"+fmt.Sprint(i), func(tx store.Tx) error {
				if before[i] == nil {
					return nil
				}
				return tx.Put("posted", g.ID, before[i])
			}); err != nil {
				b.Fatal(err)
			}
			if _, err := d.ChangeDigest(ctx, fmt.Sprint(i), g.ID, func(c *desk.Digest) error { *c = g; c.Next = now.Add(-time.Second); return nil }); err != nil {
				b.Fatal(err)
			}
		}
		had, began := allocated(), kvtest.ProcessorTime(b)
		n, err := tick.Tick(ctx)
		if round > 0 { // the first has the process read its word lists
			used, memory, posted = used+kvtest.ProcessorTime(b)-began, memory+allocated()-had, posted+n
		}
		if err != nil || n != guilds {
			b.Fatalf("%d delivered, %v", n, err)
		}
	}
	if list, err := d.Ledger(ctx, "0"); err != nil || len(list) < 100 || list[0].Outcome != desk.OutcomeSent {
		b.Fatalf("%d lines, %v", len(list), err)
	}
	if posted == 0 {
		b.Skip("SKIPPED: one round reads the word lists; only what follows is measured")
	}
	b.ReportMetric(float64(used.Microseconds())/float64(posted), "cpu-µs/digest")
	b.ReportMetric(float64(memory)/1000/float64(posted), "kB/digest")
}

// allocated is how much memory this process has allocated so far, in bytes.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// guildOf makes a guild with a digest, a full ledger and articles, if there are any.
func guildOf(b *testing.B, d *desk.Desk, kv store.KV, guild string, own []*briefing.Article) desk.Digest {
	b.Helper()
	for _, one := range own {
		a := *one
		a.ID += " of " + guild
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
