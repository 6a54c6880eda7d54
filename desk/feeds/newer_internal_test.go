package feeds

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"lede/problem"
	"lede/source"
	"lede/store"
)

// TestWhatANewerLedeWroteIsLeftAlone, whatever is asked of a feed meanwhile: an older Lede cannot write all that stands there.
func TestWhatANewerLedeWroteIsLeftAlone(t *testing.T) {
	id, g, h := ID(harbour), Follower{Guild: "g"}, Follower{Guild: "h", AtOnce: true}
	owner := ownerOf(id)
	newer := []byte(`{"v":99,"data":{"all":"else"}}`)
	asked := map[string]func(*shelf) error{
		"Follow":   func(s *shelf) error { _, err := s.Follow(t.Context(), harbour, g); return err },
		"Wake":     func(s *shelf) error { _, err := s.Follow(t.Context(), harbour, h); return err },
		"Unfollow": func(s *shelf) error { return s.Unfollow(t.Context(), id, g) },
		"Remind":   func(s *shelf) error { _, err := s.Remind(t.Context(), owner); return err },
		"Merged":   func(s *shelf) error { _, err := s.Merged(t.Context(), id); return err },
		"tried":    func(s *shelf) error { return s.tried(t.Context(), id, s.now, source.Answer{}, verdict{}) },
		"hold":     func(s *shelf) error { return s.hold(t.Context(), "harbour.example", "token") },
		"rest":     func(s *shelf) error { return s.rest(t.Context(), "harbour.example", s.now.Add(time.Hour), verdict{}) },
		"claimAddress": func(s *shelf) error {
			_, err := (&round{Feeds: s.Feeds, id: "other"}).claimAddress(t.Context(), harbour)
			return err
		},
		"Visit": func(s *shelf) error {
			s.now = s.now.Add(time.Hour)
			c, due := s.claim(t)
			if !due {
				return errors.New("no visit is due")
			}
			return s.Visit(t.Context(), c)
		},
	}
	for of, c := range map[string]struct{ kind, key, refused string }{
		"the site":     {kindSite, siteKey, "Follow Unfollow Remind tried hold rest Visit"},
		"the feed":     {kindFeeds, id, "Follow Wake Unfollow Remind tried claimAddress Visit"},
		"the follower": {kindReaders + id, g.Owner(), "Follow Unfollow"},
		"the alias":    {kindAliases, id, "Follow Wake Merged"},
	} {
		for name := range strings.FieldsSeq(c.refused) {
			s := openShelf(t)
			if _, err := s.Follow(t.Context(), harbour, g); err != nil {
				t.Fatal(err)
			}
			if err := s.kv.Update(t.Context(), owner, func(tx store.Tx) error { return tx.Put(c.kind, c.key, newer) }); err != nil {
				t.Fatal(err)
			}
			if err := asked[name](s); !errors.Is(err, problem.New("desk.newer")) {
				t.Errorf("%s: %s: %v", of, name, err)
			}
			if kept, err := s.kv.Get(t.Context(), owner, c.kind, c.key); err != nil || !bytes.Equal(kept, newer) {
				t.Errorf("%s: after %s it is %s, %v", of, name, kept, err)
			}
		}
	}
}
