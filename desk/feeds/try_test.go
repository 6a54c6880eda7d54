package feeds_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/problem"
)

// TestAFeedIsTriedOnceAMinute by all people together; a clock that was set back keeps nobody from it.
func TestAFeedIsTriedOnceAMinute(t *testing.T) {
	r := open(t)
	p := r.press("b", "a")
	id := r.follow(p, "g").ID
	r.tick()
	p.set(func() { p.items = []string{"c", "b", "a"} })
	r.pass(2 * time.Minute) // the visit was just now, and took some milliseconds more than this clock shows
	for _, c := range []struct {
		after   time.Duration
		seconds int // to wait; 0 where it is asked
	}{
		{2 * time.Minute, 0}, {0, 61}, {time.Second, 60}, {59*time.Second - time.Millisecond, 1}, {time.Millisecond, 0}, {-time.Millisecond, 0}, {time.Minute, 0},
	} {
		r.pass(c.after)
		before := r.state(id)
		tried, err := r.Try(t.Context(), id, briefing.Options{})
		if c.seconds > 0 {
			var wait *problem.Problem
			if !errors.As(err, &wait) || wait.Code != "feed.just-asked" || wait.Args["seconds"] != c.seconds || r.state(id).Requests != before.Requests {
				t.Errorf("after %v: %+v, %v", c.after, tried, err)
			}
			continue
		}
		if after := r.state(id); err != nil || tried.Status != http.StatusOK || tried.Items != 3 || tried.New != 1 || !after.LastTried.Equal(r.now()) || after.Requests != before.Requests+1 {
			t.Errorf("after %v: %+v, %v, %+v", c.after, tried, err, after)
		}
	}
	if len(r.titles(id)) != 2 {
		t.Error("what was tried is kept")
	}
	if _, err := r.Try(t.Context(), feeds.ID("https://other.example/feed"), briefing.Options{}); !errors.Is(err, feeds.ErrNoFeed) {
		t.Errorf("a feed that nobody follows: %v", err)
	}
}
