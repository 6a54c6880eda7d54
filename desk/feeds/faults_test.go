package feeds_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/source"
	"lede/store"
	"lede/store/kvtest"
)

// board is feeds without a network.
type board struct {
	items  []string // as RSS, the newest first
	answer source.Answer
}

func (b *board) Feed(_ context.Context, r source.Request) (source.Answer, error) {
	a := b.answer
	a.At, a.MaxAge, a.RetryAfter = r.Address, -1, max(a.RetryAfter, -1)
	if a.Status == 0 {
		a.Status = 200
		a.Body = []byte(`<rss version="2.0"><channel><title>The Herald</title>` + strings.Join(b.items, "") + `</channel></rss>`)
	}
	return a, nil
}

func (b *board) Page(context.Context, source.Request, briefing.Options) (*briefing.Article, source.Answer, error) {
	return nil, source.Answer{}, errors.New("no page is asked for")
}

func (b *board) Robots(context.Context, source.Request) (source.Answer, error) {
	return source.Answer{Status: 404}, nil
}

func oneItem(id, words string) string {
	return fmt.Sprintf(`<item><guid isPermaLink="false">%s</guid><title>Story %s</title><description>%s</description></item>`, id, id, words)
}

// stocked is a feed that two follow, one of them at once, with items in the store and another that has come since.
type stocked struct {
	*feeds.Feeds
	*board
	kv   *store.Memory
	at   time.Time
	id   string
	item feeds.Item
}

const heraldRSS = "https://herald.example/rss"

func newStocked(t *testing.T) *stocked {
	t.Helper()
	s := &stocked{board: &board{items: []string{oneItem("a", "The net was found at the pier on Monday.")}}, at: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}
	s.kv = store.NewMemory(func() time.Time { return s.at })
	t.Cleanup(func() { s.kv.Close() })
	s.Feeds = s.over(s.kv)
	for _, r := range []feeds.Follower{{Guild: "g", AtOnce: true}, {Person: "sam"}} {
		st, err := s.Follow(t.Context(), heraldRSS, r)
		if err != nil {
			t.Fatal(err)
		}
		s.id = st.ID
	}
	s.visit(t)
	s.items = append([]string{oneItem("b", "The mayor of Harwick resigned on Tuesday.")}, s.items...)
	s.at = s.at.Add(24 * time.Hour)
	s.visit(t)
	list, err := s.Items(t.Context(), s.id, 0)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	s.item = list[1]
	s.at = s.at.Add(time.Hour) // the visit took a moment, after which followers are woken, and the site may be asked again
	return s
}

func (s *stocked) over(kv store.KV) *feeds.Feeds {
	return feeds.New(feeds.Options{Store: kv, Web: s.board, Gap: time.Nanosecond})
}

func (s *stocked) claim(t *testing.T, task feeds.Task) (c store.Claim) {
	t.Helper()
	claims, err := s.kv.Claim(t.Context(), 100, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range claims {
		if is, _ := feeds.TaskOf(one); is == task {
			c = one
		}
	}
	if c.ID == "" {
		t.Fatalf("nothing of the kind %v is due: %+v", task, claims)
	}
	return c
}

func (s *stocked) visit(t *testing.T) {
	t.Helper()
	if err := s.Visit(t.Context(), s.claim(t, feeds.Visit)); err != nil {
		t.Fatal(err)
	}
}

// TestAFaultOfTheStoreIsTold to who asked, whichever read or write it hits.
func TestAFaultOfTheStoreIsTold(t *testing.T) {
	other := feeds.Follower{Guild: "h"}
	for name, call := range map[string]func(context.Context, *feeds.Feeds, *stocked) error{
		"Follow": func(ctx context.Context, f *feeds.Feeds, _ *stocked) error {
			_, err := f.Follow(ctx, heraldRSS, other)
			return err
		},
		"Follow a new": func(ctx context.Context, f *feeds.Feeds, _ *stocked) error {
			_, err := f.Follow(ctx, "https://other.example/rss", other)
			return err
		},
		"Unfollow": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			return f.Unfollow(ctx, s.id, feeds.Follower{Person: "sam"})
		},
		"Unfollow as the last": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			if err := s.Unfollow(ctx, s.id, feeds.Follower{Person: "sam"}); err != nil {
				return err
			}
			return f.Unfollow(ctx, s.id, feeds.Follower{Guild: "g"})
		},
		"State": func(ctx context.Context, f *feeds.Feeds, s *stocked) error { _, err := f.State(ctx, s.id); return err },
		"Notices": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			_, err := f.Notices(ctx, s.id, 0)
			return err
		},
		"Items": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			_, err := f.Items(ctx, s.id, 0)
			return err
		},
		"Article": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			_, err := f.Article(ctx, s.item, briefing.Options{})
			return err
		},
		"Signature": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			_, ok, err := f.Signature(ctx, s.item)
			if err == nil && (!ok || s.Signed()["made"] == 0 || f.Signed()["made anew"] != 0) {
				return errors.New("it has none, or is not counted")
			}
			return err
		},
		"Signature of an older Lede": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			if err := s.forgetSigns(ctx, t); err != nil {
				return err
			}
			_, ok, err := f.Signature(ctx, s.item)
			if err == nil && (!ok || f.Signed()["made anew"] == 0) {
				return errors.New("it has none, or is not counted")
			}
			return err
		},
		"Merged": func(ctx context.Context, f *feeds.Feeds, s *stocked) error { _, err := f.Merged(ctx, s.id); return err },
		"Succession": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			_, err := f.Succession(ctx, s.id, s.id)
			return err
		},
		"Followers": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			_, err := f.Followers(ctx, s.claim(t, feeds.Wake))
			return err
		},
		"Dealt": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			return f.Dealt(ctx, s.claim(t, feeds.Wake), feeds.Part{}, false)
		},
		"Dealt with a part": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			return f.Dealt(ctx, s.claim(t, feeds.Wake), feeds.Part{List: []feeds.Follower{other}, More: true}, false)
		},
		"Try": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			_, err := f.Try(ctx, s.id, briefing.Options{})
			return err
		},
		"Try a site that wants rest": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			s.answer = source.Answer{Status: 429, RetryAfter: time.Hour}
			_, err := f.Try(ctx, s.id, briefing.Options{})
			if errors.Is(err, feeds.ErrResting) {
				return nil
			}
			return err
		},
		"Visit": func(ctx context.Context, f *feeds.Feeds, s *stocked) error {
			s.at = s.at.Add(24 * time.Hour)
			return f.Visit(ctx, s.claim(t, feeds.Visit))
		},
	} {
		t.Run(name, func(t *testing.T) {
			bears := map[string]bool{"Unfollow": true, "Unfollow as the last": true, "Followers": true} // that somebody follows is said by a key
			for n := 0; ; n++ {
				s := newStocked(t)
				faulty := kvtest.NewFaulty(s.kv, n, "")
				err := call(t.Context(), s.over(faulty), s)
				if !faulty.Struck() {
					if n == 0 || err != nil {
						t.Errorf("%d operations, %v", n, err)
					}
					break
				}
				if !errors.Is(err, kvtest.ErrFault) {
					t.Errorf("operation %d fails, and the caller is told %v", n, err)
				}
			}
			for n := 0; ; n++ {
				s := newStocked(t)
				torn := kvtest.NewTorn(s.kv, n, "")
				if err := call(t.Context(), s.over(torn), s); !torn.Struck() {
					break
				} else if err == nil && !bears[name] {
					t.Errorf("record %d is damaged, and the caller is not told", n)
				}
			}
		})
	}
}

// forgetSigns takes the signatures out of the store, as if an older Lede had written it.
func (s *stocked) forgetSigns(ctx context.Context, t *testing.T) error {
	t.Helper()
	return s.kv.Update(ctx, "site:herald.example", func(tx store.Tx) error {
		entries, err := tx.List("signs")
		if err != nil || len(entries) == 0 {
			return fmt.Errorf("%d signatures, %w", len(entries), err)
		}
		for _, e := range entries {
			err = errors.Join(err, tx.Delete("signs", e.Key))
		}
		return err
	})
}

// TestASiteThatWantsRestWhenItIsTriedIsLeftAlone, and only then.
func TestASiteThatWantsRestWhenItIsTriedIsLeftAlone(t *testing.T) {
	for status, rests := range map[int]bool{429: true, 0: false, 404: false} {
		s := newStocked(t)
		s.answer = source.Answer{Status: status, RetryAfter: 5 * time.Hour}
		before, err := s.State(t.Context(), s.id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Try(t.Context(), s.id, briefing.Options{}); err != nil {
			t.Fatal(err)
		}
		st, err := s.State(t.Context(), s.id)
		if err != nil || (st.Paused != nil) != rests || st.TooMany > before.TooMany != rests || st.Requests != before.Requests+1 || !st.LastTried.Equal(s.at) {
			t.Errorf("after %d: paused %v, tried %v, %d requests (%v)", status, st.Paused, st.LastTried, st.Requests, err)
		}
	}
}
