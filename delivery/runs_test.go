package delivery_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/store"
)

// TestPromiseLocalTimeOfManyMissedSlotsTheLatestHaveLines, and one line counts the others, however long it was.
func TestPromiseLocalTimeOfManyMissedSlotsTheLatestHaveLines(t *testing.T) {
	for _, c := range []struct {
		days    int
		counted string
	}{{8, ""}, {9, "and neither could 1 before it"}, {30, "and neither could 22 before it"}, {9 * 365, "or more before it"}} {
		t.Run(fmt.Sprint(c.days, " days"), func(t *testing.T) {
			r := newRoom(t)
			r.move(t, seven.AddDate(0, 0, c.days).Add(3*time.Hour))
			entries, err := r.kv.List(t.Context(), "guild:g", "ledger")
			if err != nil || len(entries) != 9 || len(r.wire.posts) != 0 {
				t.Fatalf("%d lines, %d posts, %v", len(entries), len(r.wire.posts), err)
			}
			l := r.ledger(t) // of the slot of years ago it shows nothing
			for i, e := range l {
				want := seven.AddDate(0, 0, c.days-i)
				if i == len(l)-1 && len(l) == 9 {
					want = seven
				}
				if e.Outcome != "missed" || !e.Slot.Equal(want) || e.Digest != "c" || e.Channel != "c" {
					t.Errorf("line %d is %+v", i, e)
				}
				if counts := i == 7 && c.counted != ""; strings.Contains(words(e.Reason), "neither") != counts || counts && !strings.HasSuffix(words(e.Reason), c.counted) {
					t.Errorf("line %d says %q", i, words(e.Reason))
				}
			}
			if g, err := r.Digest(t.Context(), "g", "c"); err != nil || !g.Next.Equal(seven.AddDate(0, 0, c.days+1)) {
				t.Errorf("next is %v, %v", g.Next, err)
			}
		})
	}
}

// TestWhatFallsDueWhileADigestIsStillToBeSentHasALine: there is one late post, and no slot ends in silence.
func TestWhatFallsDueWhileADigestIsStillToBeSentHasALine(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry, After: 130 * time.Minute / 2})
	change(t, r, "edit", map[string]string{"cron": "*/15 * * * *"})
	r.at = seven.Add(-30 * time.Minute)
	for r.at.Before(seven.Add(2 * time.Hour)) {
		r.move(t, r.at.Add(time.Minute))
	}
	lines := map[time.Time]int{}
	for _, e := range r.ledger(t) {
		lines[e.Slot]++
	}
	for slot := seven.Add(-15 * time.Minute); slot.Before(r.at); slot = slot.Add(15 * time.Minute) {
		if lines[slot] != 1 {
			t.Errorf("the slot of %v has %d lines: %+v", slot, lines[slot], r.ledger(t))
		}
	}
	contains(t, change(t, r, "history", nil), "the one before it was still to be sent")
}

// TestASkippedRunIsNotRunAgainInAWiderWindow: its line stands.
func TestASkippedRunIsNotRunAgainInAWiderWindow(t *testing.T) {
	r := newRoom(t)
	change(t, r, "edit", map[string]string{"cron": "@hourly"})
	r.move(t, seven.Add(80*time.Minute)) // that of seven late, that of eight not at all
	if l := r.ledger(t); len(l) != 2 || l[0].Outcome != "missed" || l[1].Outcome != "late" {
		t.Fatalf("the ledger says %+v", l)
	}
	r.spreadOut(t, 6*time.Hour)
	change(t, r, "edit", map[string]string{"empty": "quiet"})
	g, err := r.Digest(t.Context(), "g", "c")
	if err != nil || g.Next.Add(-g.Spread).Before(seven.Add(2*time.Hour)) {
		t.Errorf("the next run is that of %v, %v", g.Next.Add(-g.Spread), err)
	}
}

// changed is a record with other words, and without the checksum that is wrong then.
func changed(b []byte, from, to string) []byte {
	bare := regexp.MustCompile(`,"sum":"\w+"`).ReplaceAllString(string(b), "")
	return []byte(strings.Replace(bare, from, to, 1))
}

// spoil gives the digest a timetable that no Lede of this version writes.
func spoil(t *testing.T, r *room) {
	t.Helper()
	err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
		b, err := tx.Get("digests", "c")
		if err != nil {
			return err
		}
		return tx.Put("digests", "c", changed(b, "07:00 every day UTC", "07:00 every day Atlantis/Capital"))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestADigestWhoseTimetableCannotBeReadIsPausedAndToldOfOnce, and can be mended.
func TestADigestWhoseTimetableCannotBeReadIsPausedAndToldOfOnce(t *testing.T) {
	for name, c := range map[string]struct {
		before  []delivery.Result
		outcome string
		next    string
	}{
		"never sent":    {nil, "dropped", "Old bridge"},
		"perhaps there": {[]delivery.Result{{Outcome: delivery.Ambiguous}}, "uncertain", "Nothing new"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, c.before...)
			if c.before != nil {
				r.move(t, seven)
			}
			spoil(t, r)
			for i := range 60 {
				r.move(t, seven.Add(time.Duration(i)*5*time.Second))
			}
			if l := oneLine(t, r); l.Outcome != c.outcome || !strings.Contains(words(l.Reason), "timetable can no longer be read") {
				t.Errorf("the ledger says %+v", l)
			}
			told := r.wire.posts[len(c.before):]
			if len(told) != 1 || told[0].Person != "p" {
				t.Fatalf("posted %+v", told)
			}
			contains(t, string(told[0].Components), "A digest is paused", "Atlantis", "/digest edit")
			for sub, options := range map[string]map[string]string{"resume": nil, "edit": {"time": "7:00"}} {
				contains(t, change(t, r, sub, options), "can no longer be read")
			}
			contains(t, change(t, r, "pause", nil), "Digest paused")
			contains(t, change(t, r, "edit", map[string]string{"time": "7:00", "zone": "UTC"}), "Digest changed")
			contains(t, change(t, r, "resume", nil), "Digest resumed")
			r.move(t, seven.Add(24*time.Hour))
			contains(t, string(r.wire.posts[len(r.wire.posts)-1].Components), c.next)
		})
	}
}

// TestADigestThatArrivedIsPublishedThoughItsTimetableCannotBeRead: pausing it takes nothing back.
func TestADigestThatArrivedIsPublishedThoughItsTimetableCannotBeRead(t *testing.T) {
	r := unclear(t)
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Publish = true; return nil }); err != nil {
		t.Fatal(err)
	}
	err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error { // Discord lets admins change what kind a channel is
		b, err := tx.Get("digests", "c")
		if err != nil {
			return err
		}
		return tx.Put("digests", "c", changed(b, `"channel":"c",`, `"channel":"c","kind":"announcement",`))
	})
	if err != nil {
		t.Fatal(err)
	}
	spoil(t, r)
	r.wire.found, r.wire.blind = "m7", nil
	r.move(t, seven.Add(12*time.Minute))
	r.move(t, seven.Add(13*time.Minute))
	if l := r.ledger(t); len(l) != 2 || l[0].Outcome != "published" || l[1].Outcome != "sent" || len(r.wire.published) != 1 {
		t.Errorf("published %q, the ledger says %+v", r.wire.published, l)
	}
	contains(t, change(t, r, "show", nil), "Paused: Its timetable can no longer be read")
}

// TestADigestThatIsHeldUpShowsARunAhead: what Discord has not taken for hours is on its way, and so are the runs that it holds up.
func TestADigestThatIsHeldUpShowsARunAhead(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry, After: 3 * time.Hour})
	change(t, r, "edit", map[string]string{"cron": "@hourly"})
	shows := func(runs ...time.Duration) {
		t.Helper()
		var want []string
		for _, after := range runs {
			want = append(want, fmt.Sprint(seven.Add(after).Unix()))
		}
		var got []string
		ahead, _, _ := strings.Cut(change(t, r, "list", nil), "Lately") // there is the one that is held up
		for _, m := range regexp.MustCompile(`<t:(\d+):[Ff]>`).FindAllStringSubmatch(ahead, -1) {
			got = append(got, m[1])
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("at %v it shows %v, want %v", r.at, got, want)
		}
	}
	shows(0, time.Hour, 2*time.Hour)
	r.move(t, seven)
	shows(time.Hour, 2*time.Hour, 3*time.Hour)
	r.at = seven.Add(90 * time.Minute)
	shows(2*time.Hour, 3*time.Hour, 4*time.Hour)
	if _, err := r.AddDigest(t.Context(), "g", desk.Digest{Channel: "d", Timetable: "30 * * * * UTC", Next: seven.Add(150 * time.Minute)}, "UTC"); err != nil {
		t.Fatal(err)
	}
	shows(2*time.Hour, 150*time.Minute) // of several, only what is next
}
