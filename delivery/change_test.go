package delivery_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
)

// delayed is a room whose digest Discord tells to wait from seven on, so no attempt can have arrived.
func delayed(t *testing.T) *room {
	t.Helper()
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry, After: time.Minute})
	r.move(t, seven)
	return r
}

func change(t *testing.T, r *room, sub string, options map[string]string) string {
	t.Helper()
	return run(t, r.Desk, admin("digest", sub, options))
}

// oneLine is the only line of the ledger.
func oneLine(t *testing.T, r *room) desk.Entry {
	t.Helper()
	l := r.ledger(t)
	if len(l) != 1 {
		t.Fatalf("the ledger says %+v", l)
	}
	return l[0]
}

// TestASlotThatAnAdminEndsHasALineThatSaysSo, whether it is being retried, waits in its window or may have arrived.
func TestASlotThatAnAdminEndsHasALineThatSaysSo(t *testing.T) {
	retried := func(t *testing.T) *room { return delayed(t) }
	sent := func(t *testing.T) *room {
		r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
		r.move(t, seven)
		return r
	}
	for name, c := range map[string]struct {
		begin   func(*testing.T) *room
		sub     string
		options map[string]string
		outcome string
		why     string
	}{
		"retried, paused":        {retried, "pause", nil, "dropped", "an admin paused the digest before it was posted"},
		"retried, removed":       {retried, "remove", nil, "dropped", "an admin removed the digest before it was posted"},
		"retried, another time":  {retried, "edit", map[string]string{"time": "9:00"}, "dropped", "an admin changed the digest before it was posted"},
		"perhaps there, paused":  {sent, "pause", nil, "uncertain", "an admin paused the digest while it was being posted"},
		"perhaps there, removed": {sent, "remove", nil, "uncertain", "an admin removed the digest while it was being posted"},
		"perhaps there, moved":   {sent, "edit", map[string]string{"channel": "d"}, "uncertain", "an admin changed the digest while it was being posted"},
	} {
		t.Run(name, func(t *testing.T) {
			r := c.begin(t)
			r.at = seven.Add(10 * time.Second)
			change(t, r, c.sub, c.options)
			l := oneLine(t, r)
			if l.Outcome != c.outcome || words(l.Reason) != c.why || !l.Slot.Equal(seven) || l.Channel != "c" {
				t.Errorf("the ledger says %+v", l)
			}
			contains(t, change(t, r, "history", nil), c.outcome, "an admin")
			posts := len(r.wire.posts)
			r.move(t, seven.Add(90*time.Minute))
			if len(r.wire.posts) != posts || len(r.ledger(t)) != 1 {
				t.Errorf("%d posts more, the ledger says %+v", len(r.wire.posts)-posts, r.ledger(t))
			}
		})
	}
}

// TestAnEditionThatMayHaveArrivedIsNotToldAgain after an admin ended its slot.
func TestAnEditionThatMayHaveArrivedIsNotToldAgain(t *testing.T) {
	for _, c := range []struct {
		answer delivery.Outcome
		want   string
	}{{delivery.Ambiguous, "Nothing new since the last digest"}, {delivery.Retry, "Old bridge to close"}} {
		r := newRoom(t, delivery.Result{Outcome: c.answer})
		r.move(t, seven)
		change(t, r, "edit", map[string]string{"time": "7:30"})
		r.move(t, seven.Add(30*time.Minute))
		if len(r.wire.posts) != 2 || len(r.ledger(t)) != 2 {
			t.Fatalf("%d posts, the ledger says %+v", len(r.wire.posts), r.ledger(t))
		}
		contains(t, string(r.wire.posts[1].Components), c.want)
	}
}

// TestASlotGoesOnWhenTheChangeLeavesItsTime: nobody who mends a digest during an outage wants to lose it by that. It is
// made up as it is set now, unless an attempt may have arrived.
func TestASlotGoesOnWhenTheChangeLeavesItsTime(t *testing.T) {
	r := delayed(t)
	r.at = seven.Add(10 * time.Second)
	change(t, r, "edit", map[string]string{"mention": "77", "channel": "d"})
	change(t, r, "resume", nil)
	change(t, r, "edit", nil)
	r.move(t, seven.Add(20*time.Second))
	if len(r.wire.posts) != 2 || r.wire.posts[1].Channel != "d" || r.wire.posts[1].Role != "77" || r.wire.posts[1].Nonce != r.wire.posts[0].Nonce {
		t.Fatalf("posted %+v", r.wire.posts)
	}
	contains(t, string(r.wire.posts[1].Components), "\\u003c@\\u002677\\u003e")
	if l := oneLine(t, r); l.Outcome != "sent" || l.Channel != "d" || !l.Slot.Equal(seven) {
		t.Errorf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(24*time.Hour))
	if len(r.wire.posts) != 3 {
		t.Errorf("%d posts", len(r.wire.posts))
	}

	r = newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
	change(t, r, "edit", map[string]string{"mention": "77"})
	r.move(t, seven)
	change(t, r, "edit", map[string]string{"mention": "88", "sections": "quotes"})
	r.move(t, seven.Add(10*time.Second))
	if p := r.wire.posts; len(p) != 2 || string(p[0].Components) != string(p[1].Components) || p[1].Role != "77" {
		t.Fatalf("an attempt differs from the first: %+v", p)
	}
	if l := oneLine(t, r); l.Outcome != "sent" || l.Attempts != 2 {
		t.Errorf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(24*time.Hour))
	if p := r.wire.posts; len(p) != 3 || p[2].Role != "88" {
		t.Errorf("the next day: %+v", p)
	}
}

// TestWhatCameOfAnAttemptTakesTheLineOfTheAdminWhoEndedIt: it was under way, and now it is known.
func TestWhatCameOfAnAttemptTakesTheLineOfTheAdminWhoEndedIt(t *testing.T) {
	for name, c := range map[string]struct {
		answer  delivery.Result
		sub     string
		outcome string
		why     string
		next    string
	}{
		"posted, paused":  {delivery.Result{Outcome: delivery.Sent, MessageID: "m"}, "pause", "sent", "", "Nothing new"},
		"posted, removed": {delivery.Result{Outcome: delivery.Sent, MessageID: "m"}, "remove", "sent", "", ""},
		"not posted":      {delivery.Result{Outcome: delivery.Retry}, "pause", "dropped", "and it did not arrive", "Old bridge"},
		"refused":         {delivery.Result{Outcome: delivery.Refused, Reason: because("no")}, "pause", "dropped", "and it did not arrive", "Old bridge"},
		"not known":       {delivery.Result{Outcome: delivery.Ambiguous}, "pause", "uncertain", "while it was being posted", "Nothing new"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			s := r.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
				change(t, r, c.sub, nil)
				if l := oneLine(t, r); l.Outcome != "uncertain" {
					t.Errorf("meanwhile the ledger says %+v", l)
				}
				r.wire.post(ctx, p)
				return c.answer
			})
			r.at = seven
			if _, err := s.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
			if l := oneLine(t, r); l.Outcome != c.outcome || !strings.Contains(words(l.Reason), c.why) || l.Message != c.answer.MessageID {
				t.Errorf("the ledger says %+v", l)
			}
			if c.next != "" {
				change(t, r, "resume", nil)
				r.move(t, seven.Add(24*time.Hour))
				contains(t, string(r.wire.posts[1].Components), c.next)
			}
		})
	}
}

// TestWhatArrivedThoughAnAdminEndedItsSlotIsPublished, when the digest is still of that channel.
func TestWhatArrivedThoughAnAdminEndedItsSlotIsPublished(t *testing.T) {
	for sub, want := range map[string]int{"pause": 1, "remove": 0} {
		r := newRoom(t)
		if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind, g.Publish = desk.Announcement, true; return nil }); err != nil {
			t.Fatal(err)
		}
		s := r.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
			change(t, r, sub, nil)
			return r.wire.post(ctx, p)
		})
		r.at = seven
		if _, err := s.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.move(t, seven.Add(time.Minute))
		l := r.ledger(t)
		if len(r.wire.posts) != 1 || len(r.wire.published) != want || len(l) != 1+want || l[want].Outcome != "sent" {
			t.Errorf("%s: %d posts, published %q, the ledger says %+v", sub, len(r.wire.posts), r.wire.published, l)
		}
	}
}

// TestNobodyMissesWhatComesAsItComes: an admin's change ends a look for news, which has no line.
func TestNobodyMissesWhatComesAsItComes(t *testing.T) {
	for sub, options := range map[string]map[string]string{"pause": nil, "remove": {"sure": "1"}, "edit": {"time": "9:00", "when": "at-set-times"}} {
		r := newRoom(t)
		change(t, r, "edit", map[string]string{"when": "as-it-comes"})
		r.at = seven
		change(t, r, sub, options)
		if l := r.ledger(t); len(l) > 0 {
			t.Errorf("%s: the ledger says %+v", sub, l)
		}
	}
}

// TestWhatFellDueBehindTheSlotThatAnAdminEndsHasALineToo.
func TestWhatFellDueBehindTheSlotThatAnAdminEndsHasALineToo(t *testing.T) {
	for _, c := range []struct {
		sub     string
		options map[string]string
		want    string // by slot, the latest first
	}{
		{"edit", map[string]string{"cron": "30 * * * *"}, "8:30 sent, 8:00 dropped, 7:00 dropped"},
		{"edit", map[string]string{"mention": "77"}, "8:00 missed, 7:00 late"},
		{"pause", nil, "8:00 dropped, 7:00 dropped"},
		{"remove", nil, "8:00 dropped, 7:00 dropped"},
	} {
		r := newRoom(t, delivery.Result{Outcome: delivery.Retry})
		change(t, r, "edit", map[string]string{"cron": "0 * * * *"})
		r.move(t, seven)
		r.at = seven.Add(70 * time.Minute)
		change(t, r, c.sub, c.options)
		r.move(t, seven.Add(71*time.Minute))
		r.move(t, seven.Add(90*time.Minute))
		var got []string
		for _, l := range r.ledger(t) {
			got = append(got, l.Slot.Format("3:04 ")+l.Outcome)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s %v: the ledger says %s, want %s", c.sub, c.options, strings.Join(got, ", "), c.want)
		}
	}
}

// TestARefusalSaysNothingOfAnAttemptBefore: that one may be in the channel, though an admin has ended the slot.
func TestARefusalSaysNothingOfAnAttemptBefore(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
	r.move(t, seven)
	s := r.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
		change(t, r, "pause", nil)
		r.wire.post(ctx, p)
		return delivery.Result{Outcome: delivery.Refused, Reason: because("no")}
	})
	r.at = seven.Add(10 * time.Second)
	if _, err := s.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if l := oneLine(t, r); l.Outcome != "uncertain" || strings.Contains(words(l.Reason), "did not arrive") {
		t.Errorf("the ledger says %+v", l)
	}
	change(t, r, "resume", nil)
	r.move(t, seven.Add(24*time.Hour))
	if len(r.wire.posts) != 3 {
		t.Fatalf("%d posts", len(r.wire.posts))
	}
	contains(t, string(r.wire.posts[2].Components), "Nothing new since the last digest")
}

// TestWhatIsErasedWhileADigestIsBeingPostedStaysAway: not even its line comes back.
func TestWhatIsErasedWhileADigestIsBeingPostedStaysAway(t *testing.T) {
	r := newRoom(t)
	s := r.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
		if err := r.EraseGuild(ctx, "g"); err != nil {
			t.Error(err)
		}
		return r.wire.post(ctx, p)
	})
	r.at = seven
	if _, err := s.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if l := r.ledger(t); len(l) != 0 || len(r.wire.posts) != 1 {
		t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
	}
}

// spreadOut gives a room a window, as an operator does who starts Lede again, and returns the guild's place in it.
func (r *room) spreadOut(t *testing.T, window time.Duration) time.Duration {
	t.Helper()
	r.Desk = desk.New(desk.Options{Store: r.kv, Spread: window})
	r.tick = r.scheduler(r.wire.post)
	place := scheduler.Spread("g", window)
	if window > 0 && place < time.Minute {
		t.Fatal("this guild happens to be among the first: choose another")
	}
	return place
}

// TestASlotThatWaitsInItsWindowGoesOnOrHasALine.
func TestASlotThatWaitsInItsWindowGoesOnOrHasALine(t *testing.T) {
	for name, c := range map[string]struct {
		sub     string
		options map[string]string
		line    string
	}{
		"paused":       {"pause", nil, "dropped"},
		"removed":      {"remove", nil, "dropped"},
		"another time": {"edit", map[string]string{"time": "17:00"}, "dropped"},
		"moved":        {"edit", map[string]string{"channel": "d"}, "sent"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			place := r.spreadOut(t, 2*time.Hour)
			change(t, r, "edit", map[string]string{"time": "7:00", "days": "weekdays"}) // before its time: by the new window
			r.at = seven.Add(10 * time.Second)
			change(t, r, c.sub, c.options)
			r.move(t, seven.Add(place))
			l := oneLine(t, r)
			if l.Outcome != c.line || !l.Slot.Equal(seven.Add(place)) || (c.line == "sent") != (len(r.wire.posts) == 1) {
				t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
			}
		})
	}
}

// TestARunThatHasALineIsNotRunAgain, whatever becomes of the window and of the digest.
func TestARunThatHasALineIsNotRunAgain(t *testing.T) {
	for name, meanwhile := range map[string]func(*testing.T, *room){
		"edited":  func(t *testing.T, r *room) { change(t, r, "edit", map[string]string{"empty": "quiet"}) },
		"earlier": func(t *testing.T, r *room) { change(t, r, "edit", map[string]string{"time": "6:58"}) },
		"resumed": func(t *testing.T, r *room) { change(t, r, "pause", nil); change(t, r, "resume", nil) },
	} {
		for _, posted := range []bool{true, false} {
			t.Run(fmt.Sprint(name, ", posted: ", posted), func(t *testing.T) {
				r := newRoom(t)
				if posted {
					r.move(t, seven)
				} else {
					r.at = seven.Add(time.Second)
					change(t, r, "pause", nil)
					change(t, r, "resume", nil)
				}
				before := len(r.ledger(t))
				r.at = seven.Add(30 * time.Second)
				r.spreadOut(t, 6*time.Hour)
				meanwhile(t, r)
				for at := seven; at.Before(seven.Add(7 * time.Hour)); at = at.Add(15 * time.Minute) {
					r.move(t, at.Add(time.Minute))
				}
				if l := r.ledger(t); before != 1 || len(l) != 1 {
					t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
				}
				r.move(t, seven.Add(31*time.Hour))
				if l := r.ledger(t); len(l) != 2 {
					t.Errorf("the next day is not run: %+v", l)
				}
			})
		}
	}
}
