package cli

import (
	"strings"
	"testing"
	"time"

	"lede/playground"
)

// private waits until a person has this many direct messages about what they follow, and returns them.
func (r *room) private(t *testing.T, n int) string {
	t.Helper()
	var found []string
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		list, err := r.sam.Messages(t.Context(), r.dm)
		if err != nil {
			t.Fatal(err)
		}
		found = nil
		for _, m := range list {
			if s := plain(m.Text()); strings.Contains(s, "-# Digest") {
				found = append(found, s)
			}
		}
		next, ok, err := r.store.NextDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if settled := !ok || next.After(r.clock.Now()); len(found) == n && settled {
			if n == 0 {
				return ""
			}
			return found[n-1]
		}
	}
	t.Fatalf("%d private digests, not %d", len(found), n)
	return ""
}

// sams returns the answer to Sam's command.
func (r *room) sams(t *testing.T, channel, command string, options map[string]any) string {
	t.Helper()
	i, err := r.sam.Slash(t.Context(), channel, command, options)
	return text(t, i, err)
}

// TestAPersonFollowsForThemselves a site that they name and words in the server's sources; they are told in a direct message at their own time,
// once, take it along, and are forgotten.
func TestAPersonFollowsForThemselves(t *testing.T) {
	t.Parallel()
	post := openPaper(t, "The light burned", "The crane stood still")
	r := openRoomWith(t, bolt, webOfTests())
	r.addSource(t, post.URL)
	has(t, r.sams(t, r.hall, "follow list", nil), "You follow nothing")
	has(t, r.sams(t, r.hall, "follow stop", nil), "You follow nothing")
	has(t, r.sams(t, r.hall, "follow add", nil), "Nothing is named")
	has(t, r.sams(t, r.hall, "follow add", map[string]any{"words": "ferry", "time": "nine-ish"}), "time")
	has(t, r.sams(t, r.hall, "follow list", nil), "You follow nothing")
	has(t, r.sams(t, r.hall, "follow add", map[string]any{"words": "ferry", "time": "09:00", "zone": "UTC"}), "Followed", "The Port Post", "only: ferry", "09:00", "1 of at most 20")
	r.until(t, "headlines", nil, "The light burned") // after the first look, what is published is new

	// A look may come slightly more than a day after the last one, so what is published now is told by the second morning.
	post.publish("The gulls came back")
	post.publish("The ferry runs again")
	arrive(t.Context(), r.clock, r.store, morning.Add(51*time.Hour), time.Minute)
	first := r.private(t, 1)
	has(t, first, "The ferry runs again")
	for _, old := range []string{"gulls", "crane"} {
		if strings.Contains(first, old) {
			t.Errorf("%s is told:\n%s", old, first)
		}
	}
	has(t, r.sams(t, r.dm, "summary", map[string]any{"article": "The ferry runs again"}), "Ida Brandt")
	post.publish("The gulls left")
	arrive(t.Context(), r.clock, r.store, morning.Add(75*time.Hour), time.Minute)
	r.private(t, 1) // nothing is new, so none came

	has(t, r.sams(t, r.dm, "follow add", map[string]any{"source": post.URL}), "Followed", "The Port Post")
	if said := r.sams(t, r.dm, "follow list", nil); strings.Contains(said, "only") {
		t.Errorf("all of it is followed now:\n%s", said)
	}
	has(t, r.sams(t, r.hall, "data export-me", nil), "what you follow")
	has(t, r.sams(t, r.dm, "follow stop", map[string]any{"source": "The Port Post"}), "follow nothing any more")
	has(t, r.sams(t, r.dm, "follow add", map[string]any{"source": post.URL, "time": "09:00"}), "Followed")
	has(t, r.sams(t, r.hall, "data forget-me", nil), "forgotten")
	has(t, r.sams(t, r.dm, "follow list", nil), "You follow nothing")
	post.publish("The whale was seen")
	arrive(t.Context(), r.clock, r.store, morning.Add(99*time.Hour), time.Minute)
	r.private(t, 1)
}

// TestAPersonWhoTakesNoDirectMessagesIsToldWhereTheyLook: Discord refuses with 50007, which pauses their digest with its reason, until they start it again.
func TestAPersonWhoTakesNoDirectMessagesIsToldWhereTheyLook(t *testing.T) {
	t.Parallel()
	post := openPaper(t, "The light burned", "The crane stood still")
	r := openRoomWith(t, bolt, webOfTests())
	has(t, r.sams(t, r.dm, "follow add", map[string]any{"source": post.URL, "time": "09:00", "zone": "UTC"}), "Followed", "The Port Post")
	arrive(t.Context(), r.clock, r.store, morning.Add(time.Hour), time.Minute)
	post.publish("The ferry runs again")
	if err := r.SetWeather(playground.Weather{Kind: "50007", Of: "posts", Requests: 1000}); err != nil {
		t.Fatal(err)
	}
	arrive(t.Context(), r.clock, r.store, morning.Add(51*time.Hour), time.Minute)
	arrive(t.Context(), r.clock, r.store, morning.Add(51*time.Hour+10*time.Minute), time.Minute)
	has(t, r.sams(t, r.dm, "follow list", nil), "aused", "direct messages", "/follow time")
	if err := r.SetWeather(playground.Weather{}); err != nil {
		t.Fatal(err)
	}
	has(t, r.sams(t, r.dm, "follow time", map[string]any{"time": "10:00"}), "10:00")
	arrive(t.Context(), r.clock, r.store, morning.Add(52*time.Hour), time.Minute)
	has(t, r.private(t, 1), "The ferry runs again")
}
