package digests

import (
	"testing"
	"time"

	"lede/scheduler"
)

// TestADigestPostedAsNewsComesIsLookedAtAgain, with the posts of a clock that was ahead forgotten: they would count against its limit an hour.
func TestADigestPostedAsNewsComesIsLookedAtAgain(t *testing.T) {
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	year := now.AddDate(1, 0, 0)
	g := Digest{AsItComes: true, Next: year.Add(time.Hour), Done: year, Woken: year, Posts: []time.Time{now.Add(-time.Minute), year}}
	if !g.ahead(now) || g.ahead(year) {
		t.Error("it is not told from one of a right clock")
	}
	new(Diary).rewind("g", &g, scheduler.Timetable{}, nil, now)
	if !g.Next.Equal(now) || g.ahead(now) || g.Woken.After(now) || len(g.Posts) != 1 || g.Posts[0].After(now) {
		t.Errorf("it is %+v", g)
	}
}
