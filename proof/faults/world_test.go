//go:build unix

package faults

import (
	"context"
	"regexp"
	"strconv"
	"sync"
	"time"

	"lede/desk"
	"lede/proof/discord"
	"lede/store"
)

const (
	channels = 5 // of a guild
	perPlace = 5 // digests of a channel; a guild may have 25
	perGuild = channels * perPlace
)

// newWorld is a Discord with room for the digests. Shards, if any, are started one at a time.
func (r *run) newWorld() *discord.Discord {
	o := discord.Options{Guilds: discord.Guilds(max((r.digests+perGuild-1)/perGuild, 2*r.shards), channels), Nonces: r.nonces}
	if r.shards > 0 {
		o.Shards, o.Concurrency, o.Identify, o.Starts = r.shards, r.shards, identifyEvery, 1_000_000
	}
	return discord.New(r.t, o)
}

// plan lays out the slots: in each channel one digest within each step from the start.
func (r *run) plan(start time.Time) {
	start = start.Truncate(time.Second).Add(time.Second)
	rng := r.rng("plan")
	for _, g := range r.discord.Guilds() {
		for k := range perPlace {
			for _, c := range g.Channels {
				if len(r.slots) == r.digests {
					return
				}
				due := start.Add(time.Duration(k)*r.step + time.Duration(rng.Int64N(int64(r.step)))).Truncate(time.Millisecond)
				r.slots = append(r.slots, slot{guild: g.ID, channel: c, due: due})
			}
		}
	}
}

// fill writes the digests into the store. Their timetables repeat half a day later, when nobody looks, and each a minute after
// the one before, since no two may be alike.
func (r *run) fill(kv store.KV) error {
	d := desk.New(desk.Options{Store: kv})
	again := func(i int) string { // no two of a guild are the same
		return time.Now().UTC().Add(12*time.Hour+time.Duration(i%perGuild)*time.Minute).Format("15:04") + " every day UTC"
	}
	var mu sync.Mutex
	var failed error
	var guilds sync.WaitGroup
	room := make(chan struct{}, 8)
	for from := 0; from < len(r.slots); from += perGuild {
		guilds.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			for i := from; i < min(from+perGuild, len(r.slots)); i++ {
				s := &r.slots[i]
				g, err := d.AddDigest(context.Background(), s.guild, desk.Digest{
					Channel: s.channel, Timetable: again(i), By: "1", Set: time.Now(), Next: s.due,
				}, "UTC")
				if err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
					return
				}
				s.digest = g.ID
			}
		})
	}
	guilds.Wait()
	return failed
}

// ledger reads all ledgers.
func (r *run) ledger(kv store.KV) ([]line, error) {
	d := desk.New(desk.Options{Store: kv})
	var all []line
	for _, g := range r.discord.Guilds() {
		entries, err := d.Ledger(context.Background(), g.ID)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			all = append(all, line{g.ID, e})
		}
	}
	return all, nil
}

var dueStamp = regexp.MustCompile(`Digest · <t:(\d+):[ft]>`)

// posts reads all channels as a member sees them.
func (r *run) posts() []post {
	var all []post
	for _, g := range r.discord.Guilds() {
		for _, c := range g.Channels {
			for _, m := range r.discord.Messages(c) {
				p := post{channel: c, id: m.ID, at: m.At}
				if found := dueStamp.FindStringSubmatch(m.Text()); found != nil {
					p.due, _ = strconv.ParseInt(found[1], 10, 64)
				}
				all = append(all, p)
			}
		}
	}
	return all
}
