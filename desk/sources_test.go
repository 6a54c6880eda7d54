package desk_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/feeds"
	"lede/problem"
	"lede/store"
)

// settleFollows does all that is due about following, as delivery does.
func settleFollows(t *testing.T, d *desk.Desk, kv store.KV) {
	t.Helper()
	claims, err := kv.Claim(t.Context(), 100, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range claims {
		if task, _ := desk.TaskOf(c); task == desk.FollowFeed {
			if err := d.FollowClaimed(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func followed(t *testing.T, d *desk.Desk, s desk.Source) bool {
	t.Helper()
	_, err := d.FeedState(t.Context(), s)
	if err != nil && !errors.Is(err, feeds.ErrNoFeed) {
		t.Fatal(err)
	}
	return err == nil
}

func TestAServersSources(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	s, st, err := d.AddSource(ctx, "g", desk.Source{Address: " HTTPS://News.Example.org/rss#top ", Name: "News", By: "ana"})
	if err != nil || s.Address != "https://news.example.org/rss" || s.ID != st.ID || s.From != 0 || !s.Added.Equal(start) {
		t.Fatalf("added %+v, %+v, %v", s, st, err)
	}
	if !st.Next.Equal(start) || st.Site != "example.org" || st.Seeded {
		t.Errorf("the state is %+v", st)
	}
	if same, _, err := d.AddSource(ctx, "g", desk.Source{Address: "https://news.example.org/rss"}); !errors.Is(err, desk.ErrSameSource) || same.Name != "News" {
		t.Errorf("again: %+v, %v", same, err)
	}
	if _, _, err := d.AddSource(ctx, "h", desk.Source{Address: "https://news.example.org/rss"}); err != nil {
		t.Errorf("in another server: %v", err)
	}
	if _, _, err := d.AddSource(ctx, "g", desk.Source{Address: "example"}); !errors.Is(err, feeds.ErrNoAddress) {
		t.Errorf("no address: %v", err)
	}
	if s, err = d.PauseSource(ctx, "g", s.ID, problem.New("desk.paused")); err != nil || s.Paused == nil {
		t.Errorf("paused: %+v, %v", s, err)
	}
	if s, err = d.ResumeSource(ctx, "g", s.ID); err != nil || s.Paused != nil {
		t.Errorf("resumed: %+v, %v", s, err)
	}
	if list, err := d.Sources(ctx, "g"); err != nil || len(list) != 1 || list[0].Name != "News" {
		t.Errorf("listed: %+v, %v", list, err)
	}
	if _, err := d.RemoveSource(ctx, "g", s.ID); err != nil {
		t.Error(err)
	}
	if _, err := d.RemoveSource(ctx, "g", s.ID); !errors.Is(err, desk.ErrNoSource) {
		t.Errorf("removed twice: %v", err)
	}
	c.at = c.at.Add(time.Minute)
	settleFollows(t, d, kv)
	if !followed(t, d, s) {
		t.Error("the other server lost its feed")
	}
	if err := d.EraseGuild(ctx, "h"); err != nil {
		t.Fatal(err)
	}
	settleFollows(t, d, kv)
	if followed(t, d, s) {
		t.Error("a feed that nobody follows is kept")
	}
}

func TestASourceIsFollowedAfterACrash(t *testing.T) {
	c := &clock{start}
	kv := store.NewMemory(c.now)
	defer kv.Close()
	dying := &without{KV: kv, owner: "site:example.org"}
	d := desk.New(desk.Options{Store: dying})
	_, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: "https://example.org/rss"})
	if err == nil {
		t.Fatal("the site's state could be written")
	}
	list, err := d.Sources(t.Context(), "g")
	if err != nil || len(list) != 1 || list[0].From >= 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	dying.owner = ""
	c.at = c.at.Add(time.Minute)
	settleFollows(t, d, kv)
	if list, err = d.Sources(t.Context(), "g"); err != nil || list[0].From != 0 || !followed(t, d, list[0]) {
		t.Errorf("afterwards %+v, %v", list, err)
	}
}

// without is a store that cannot write what belongs to an owner.
type without struct {
	store.KV
	owner string
}

func (f *without) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if owner == f.owner {
		return store.ErrUnavailable
	}
	return f.KV.Update(ctx, owner, edit)
}

func TestAServerHasAtMostSoManySources(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := desk.New(desk.Options{Store: kv, Sources: 3, Feeds: feeds.New(feeds.Options{Store: kv, Blocked: []string{"bad.example"}})})
	for i := range 4 {
		_, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: fmt.Sprintf("https://example.org/%d", i)})
		if full := errors.Is(err, desk.ErrSourcesFull); full != (i == 3) {
			t.Errorf("source %d: %v", i, err)
		}
	}
	if _, _, err := d.AddSource(t.Context(), "h", desk.Source{Address: "https://news.bad.example/"}); !errors.Is(err, feeds.ErrBlocked) {
		t.Errorf("blocked: %v", err)
	}
	if list, err := d.Sources(t.Context(), "h"); err != nil || len(list) != 0 {
		t.Errorf("a blocked source is kept: %v, %v", list, err)
	}
	list, err := d.Sources(t.Context(), "g")
	if err != nil || len(list) != 3 {
		t.Errorf("%v, %v", list, err)
	}
}
