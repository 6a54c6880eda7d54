package desk_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/feeds"
	"lede/store"
)

// readings is a store that counts what is read of it alone and together.
type readings struct {
	store.KV
	alone, together *atomic.Int64
}

func (c readings) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	if value, ok, err := store.GatheredOne(ctx, c, owner, kind, key); ok {
		return value, err
	}
	c.alone.Add(1)
	return c.KV.Get(ctx, owner, kind, key)
}

func (c readings) List(ctx context.Context, owner, kind string) ([]store.Entry, error) {
	c.alone.Add(1)
	return c.KV.List(ctx, owner, kind)
}

func (c readings) Gather(ctx context.Context, owner string, spots []store.Spot) (lists [][]store.Entry, err error) {
	c.together.Add(1)
	err = c.KV.Update(ctx, owner, func(tx store.Tx) error {
		lists = nil
		for _, s := range spots {
			value, err := tx.Get(s.Kind, s.Key)
			if err != nil {
				return err
			}
			lists = append(lists, []store.Entry{{Key: s.Key, Value: value}})
		}
		return nil
	})
	return lists, err
}

// TestASourceIsReadTwiceForADigest, however many articles it has: for its items, and for what they are recognised by. A server's own
// articles are read together too.
func TestASourceIsReadTwiceForADigest(t *testing.T) {
	const own = 10
	list, web, at := readReports(t)[:3*busyPapers], &presses{}, &clock{start}
	kv := readings{store.NewMemory(at.now), new(atomic.Int64), new(atomic.Int64)}
	defer kv.Close()
	s := &stand{clock: at, kv: kv, feeds: feeds.New(feeds.Options{Store: kv, Web: web, Gap: time.Nanosecond})}
	s.Desk = desk.New(desk.Options{Store: kv, Feeds: s.feeds})
	for paper := range busyPapers {
		if _, _, err := s.AddSource(t.Context(), "g", desk.Source{Address: fmt.Sprintf("https://p%d.example/rss", paper), By: "ana"}); err != nil {
			t.Fatal(err)
		}
	}
	s.visit(t)
	at.at, web.printed = at.at.Add(24*time.Hour), list
	s.visit(t)
	for n := range own {
		if _, _, err := s.Add(t.Context(), "g", "ana", written(t, fmt.Sprint("own", n), "", herring)); err != nil {
			t.Fatal(err)
		}
	}
	kv.alone.Store(0)
	kv.together.Store(0)
	news := s.news(t, "g", desk.Digest{})
	stories, err := s.NewsByStory(t.Context(), "g", desk.Digest{}, news)
	if err != nil || len(news.List) != len(list)+own || len(stories) == 0 {
		t.Fatalf("%d stories of %d articles, %v", len(stories), len(news.List), err)
	}
	if alone, together := kv.alone.Load(), kv.together.Load(); alone > 3 || together != 2*busyPapers+1 {
		t.Errorf("the store was read %d times for one thing, and %d times for several", alone, together)
	}
}
