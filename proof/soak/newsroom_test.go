package soak

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/desk/feeds"
	"lede/scheduler"
	"lede/source"
	"lede/store"
)

// newsroom reads feeds and tells servers, without a Discord.
type newsroom struct {
	desk      *desk.Desk
	scheduler *scheduler.Scheduler
}

// outside is what a newsroom depends on.
type outside struct {
	kv    store.KV
	now   func() time.Time
	local func(address string) (to string, ok bool)
	post  func(delivery.Post) delivery.Result
	log   *slog.Logger
	every time.Duration // between looks at what is due
	lease time.Duration
	grace time.Duration
}

func newNewsroom(o outside) newsroom {
	web := &source.Web{Version: "soak", Contact: "https://lede.example/soak", Local: o.local}
	f := feeds.New(feeds.Options{Store: o.kv, Web: web})
	d := desk.New(desk.Options{Store: o.kv, Web: web, Feeds: f, Space: desk.Space{Server: 1 << 40, All: 1 << 40}})
	deliverer := delivery.Deliverer{
		Desk:    d,
		Post:    func(_ context.Context, p delivery.Post) delivery.Result { return o.post(p) },
		Find:    func(context.Context, delivery.Post, time.Time) (string, bool, error) { return "", false, nil },
		Publish: func(context.Context, string, string) delivery.Result { return delivery.Result{Outcome: delivery.Sent} },
		Member:  func(context.Context, string) (bool, error) { return true, nil },
		Secret:  []byte("soak"), There: o.now, NonceWindow: 1000 * time.Hour,
	}
	return newsroom{d, scheduler.New(scheduler.Options{
		Store: o.kv, Deliver: deliverer.Deliver, Every: o.every, Lease: o.lease, Grace: o.grace, Log: o.log,
	})}
}

// daily reports whether the digest of the n-th server has too little room: its papers have about twenty stories a day, and it
// has room for fifteen.
func daily(n int) bool { return n%3 != 0 && n%5 == 1 }

// subscribe makes each server follow its papers and sets its digest: every six hours, since a digest has room for fifteen
// stories, or as news comes; or once a day, which is too seldom.
func (p *plan) subscribe(ctx context.Context, d *desk.Desk) error {
	for n := range p.servers {
		server := serverID(n)
		if _, err := d.ChangeSettings(ctx, server, func(s *desk.Settings) { s.Alerts = alertChannel(server) }); err != nil {
			return err
		}
		g := desk.Digest{Channel: server, By: "1", Set: began, Quiet: n%2 == 0, AsItComes: n%3 == 0}
		if !g.AsItComes {
			t := scheduler.Timetable{Cron: fmt.Sprintf("%d %d-23/6 * * *", n%60, n%6), Zone: "UTC"}
			if daily(n) {
				t.Cron = fmt.Sprintf("%d %d * * *", n%60, n%6)
			}
			g.Timetable, g.Next = t.String(), t.Next(began)
		}
		if _, err := d.AddDigest(ctx, server, g, "UTC"); err != nil {
			return err
		}
		for _, one := range p.followed(n) {
			if _, _, err := d.AddSource(ctx, server, desk.Source{Address: one.address, Name: one.feed.Title, By: "1"}); err != nil && !errors.Is(err, desk.ErrSameSource) {
				return fmt.Errorf("server %s: %w", server, err)
			}
		}
	}
	return nil
}
