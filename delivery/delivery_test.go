package delivery_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
)

func TestADueDigestIsPostedOnceAndSetForTheNextDay(t *testing.T) {
	r := newRoom(t)
	r.move(t, seven.Add(-time.Minute))
	if len(r.wire.posts) != 0 {
		t.Fatal("posted before its time")
	}
	r.move(t, seven)
	r.move(t, seven.Add(time.Minute))
	if len(r.wire.posts) != 1 || r.wire.posts[0].Channel != "c" || len(r.wire.posts[0].Nonce) > 25 {
		t.Fatalf("posted %+v", r.wire.posts)
	}
	contains(t, string(r.wire.posts[0].Components), "Old bridge to close", "Ada Quill")
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != "sent" || l[0].Message != "m" {
		t.Errorf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(24*time.Hour))
	if len(r.wire.posts) != 2 || r.wire.posts[0].Nonce == r.wire.posts[1].Nonce {
		t.Fatalf("the second day: %+v", r.wire.posts)
	}
	contains(t, string(r.wire.posts[1].Components), "Nothing new since the last digest")
}

// TestPromiseDeliveredEffectivelyOnce: a retry sends the same bytes under the same nonce, whatever was
// added meanwhile.
func TestPromiseDeliveredEffectivelyOnceARetrySendsTheSame(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry, After: 30 * time.Second}, delivery.Result{Outcome: delivery.Ambiguous})
	r.move(t, seven)
	other := apart(t, "other", "Another story")
	if _, _, err := r.Add(t.Context(), "g", "p", other); err != nil {
		t.Fatal(err)
	}
	r.move(t, seven.Add(10*time.Second))
	if len(r.wire.posts) != 1 {
		t.Fatal("Discord's Retry-After was not kept")
	}
	r.move(t, seven.Add(31*time.Second))
	r.move(t, seven.Add(60*time.Second))
	if len(r.wire.posts) != 3 {
		t.Fatalf("%d attempts", len(r.wire.posts))
	}
	for _, p := range r.wire.posts[1:] {
		if p.Nonce != r.wire.posts[0].Nonce || string(p.Components) != string(r.wire.posts[0].Components) {
			t.Error("an attempt differs from the first")
		}
	}
	if l := r.ledger(t); len(l) != 1 || l[0].Attempts != 3 || l[0].Outcome != "sent" {
		t.Errorf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(24*time.Hour))
	contains(t, string(r.wire.posts[3].Components), "Another story") // not lost: it is told of the next day
}

func TestWhatStaysAmbiguousIsNotSentAgain(t *testing.T) {
	r := newRoom(t)
	for range 50 {
		r.wire.answers = append(r.wire.answers, delivery.Result{Outcome: delivery.Ambiguous, Reason: because("no answer")})
	}
	for at := seven; at.Before(seven.Add(10 * time.Minute)); at = at.Add(time.Second) {
		r.move(t, at)
	}
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != "uncertain" {
		t.Fatalf("the ledger says %+v", l)
	}
	last := len(r.wire.posts)
	r.move(t, seven.Add(time.Hour))
	if len(r.wire.posts) != last {
		t.Error("sent again after it was given up")
	}
}

// TestADigestThatMayHaveArrivedIsNotSentMinutesLater: killed after Discord took it, or told to wait long after
// an unclear attempt, Discord's memory of the nonce is gone.
func TestADigestThatMayHaveArrivedIsNotSentMinutesLater(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous}, delivery.Result{Outcome: delivery.Retry, After: 20 * time.Minute})
	for _, after := range []time.Duration{0, 5 * time.Second, 20*time.Minute + 10*time.Second} {
		r.move(t, seven.Add(after))
	}
	if l := r.ledger(t); len(r.wire.posts) != 2 || len(l) != 1 || l[0].Outcome != "uncertain" {
		t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
	}

	r = newRoom(t)
	killed := r.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
		r.wire.post(ctx, p)
		panic("killed")
	})
	r.at = seven
	if _, err := killed.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.move(t, seven.Add(time.Hour))
	if l := r.ledger(t); len(r.wire.posts) != 1 || len(l) != 1 || l[0].Outcome != "uncertain" {
		t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
	}
}

func TestARefusedDigestIsPausedWithItsReason(t *testing.T) {
	r := newRoom(t, no("I may not send messages there.")...)
	r.move(t, seven)
	r.move(t, seven.Add(2*time.Minute))
	if l := r.ledger(t); len(l) != 0 || len(r.wire.posts) != 1 {
		t.Fatalf("one refusal is believed: %d posts, the ledger says %+v", len(r.wire.posts), l)
	}
	r.move(t, seven.Add(3*time.Minute))
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != "refused" || !strings.Contains(words(l[0].Reason), "may not send") {
		t.Errorf("the ledger says %+v", l)
	}
	contains(t, run(t, r.Desk, admin("digest", "show", nil)), "refused", "Paused: I may not send messages there.")
	contains(t, run(t, r.Desk, admin("digest", "history", nil)), "refused")
	r.move(t, seven.Add(24*time.Hour))
	if digests := len(r.wire.posts); digests != 3 { // the refused one, and the alert
		t.Errorf("%d posts", digests)
	}
	contains(t, run(t, r.Desk, admin("digest", "resume", nil)), "Digest resumed")
	r.move(t, seven.Add(48*time.Hour))
	if last := r.wire.posts[len(r.wire.posts)-1]; len(r.wire.posts) != 4 || last.Channel != "c" {
		t.Errorf("%d posts, the last %+v", len(r.wire.posts), last)
	}
	contains(t, string(r.wire.posts[3].Components), "Old bridge to close") // not lost
}

// TestPromiseQuietAboutFailureOnlyToReaders: the admins are told the cause and the fix, once, wherever they want it.
func TestPromiseQuietAboutFailureOnlyToReaders(t *testing.T) {
	refused := no("I may not send messages there.")
	r := newRoom(t, append(refused, delivery.Result{Outcome: delivery.Retry})...)
	for i := range 100 {
		r.move(t, seven.Add(time.Duration(i)*5*time.Second))
	}
	r.wire.posts = r.wire.posts[1:]
	if len(r.wire.posts) != 3 || r.wire.posts[1].Person != "p" || r.wire.posts[1].Channel != "" {
		t.Fatalf("posted %+v", r.wire.posts)
	}
	contains(t, string(r.wire.posts[2].Components), "I may not send messages there.", "/digest resume")
	if r.wire.posts[1].Nonce != r.wire.posts[2].Nonce || r.wire.posts[1].Nonce == r.wire.posts[0].Nonce {
		t.Error("the second attempt at the alert is not the same as the first")
	}

	r = newRoom(t, refused...)
	contains(t, run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": "staff"})), "<#staff>")
	r.refused(t, seven)
	r.move(t, seven.Add(4*time.Minute))
	if len(r.wire.posts) != 3 || r.wire.posts[2].Channel != "staff" {
		t.Errorf("posted %+v", r.wire.posts)
	}
}

func TestAQuietDigestIsNotPostedWhenNothingIsNew(t *testing.T) {
	r := newRoom(t)
	contains(t, run(t, r.Desk, admin("digest", "edit", map[string]string{"empty": "quiet", "mention": "77", "time": "8:00"})), "Digest changed", "08:00", "<@&77>")
	r.move(t, seven.Add(time.Hour))
	r.move(t, seven.Add(25*time.Hour))
	if len(r.wire.posts) != 1 || r.wire.posts[0].Role != "77" {
		t.Fatalf("posted %+v", r.wire.posts)
	}
	contains(t, string(r.wire.posts[0].Components), "\\u003c@\\u002677\\u003e")
	if l := r.ledger(t); len(l) != 2 || l[0].Outcome != "quiet" {
		t.Errorf("the ledger says %+v", l)
	}
}

// TestTheHistoryNamesASlotThatIsBeingTried, and no other.
func TestTheHistoryNamesASlotThatIsBeingTried(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry, Reason: because("no")})
	history := func() string { return run(t, r.Desk, admin("digest", "history", nil)) }
	contains(t, history(), "None has been due yet.")
	r.move(t, seven)
	contains(t, history(), "being posted")
	for range 9 {
		r.move(t, r.at.Add(time.Minute))
	}
	if text := history(); strings.Contains(text, "being posted") {
		t.Error(text)
	}
	run(t, r.Desk, admin("digest", "pause", nil))
	r.at = r.at.Add(48 * time.Hour)
	if text := history(); strings.Contains(text, "being posted") {
		t.Error("paused:", text)
	}
}

// TestTheHistoryNamesASlotFromItsPlaceInTheWindowOn, and not before.
func TestTheHistoryNamesASlotFromItsPlaceInTheWindowOn(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry, Reason: because("no")})
	r.spreadOut(t, time.Hour)
	run(t, r.Desk, admin("digest", "edit", map[string]string{"time": "8:00"}))
	list, err := r.Digests(t.Context(), "g")
	if err != nil || len(list) != 1 || list[0].Spread < time.Minute {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, late := range []time.Duration{-time.Second, 0} {
		r.move(t, list[0].Next.Add(late))
		if text := run(t, r.Desk, admin("digest", "history", nil)); strings.Contains(text, "being posted") != (late == 0) {
			t.Errorf("%v after its place: %s", late, text)
		}
	}
}

func TestThePreviewIsWhatIsSent(t *testing.T) {
	r := newRoom(t)
	before := run(t, r.Desk, admin("digest", "preview", nil))
	contains(t, before, "Old bridge to close", "Ada Quill")
	contains(t, run(t, r.Desk, admin("digest", "preview", nil)), "Old bridge to close") // looking marks nothing as told
	r.move(t, seven)
	contains(t, string(r.wire.posts[0].Components), "Old bridge to close")
	contains(t, run(t, r.Desk, admin("digest", "preview", nil)), "Nothing new since the last digest")
}

// TestPromiseLocalTimeMissedWhileDown: late within the grace is labelled, later is skipped and logged.
func TestPromiseLocalTimeMissedWhileDownIsLateOrSkipped(t *testing.T) {
	r := newRoom(t)
	r.move(t, seven.Add(time.Hour))
	if len(r.wire.posts) != 1 {
		t.Fatalf("%d posts", len(r.wire.posts))
	}
	contains(t, string(r.wire.posts[0].Components), "late: it could not be sent in time")
	r.move(t, seven.Add(24*time.Hour+5*time.Hour))
	if len(r.wire.posts) != 1 {
		t.Error("a digest of five hours ago was posted")
	}
	if l := r.ledger(t); len(l) != 2 || l[0].Outcome != "missed" || l[1].Outcome != "late" {
		t.Errorf("the ledger says %+v", l)
	}
	if g, err := r.Digest(t.Context(), "g", "c"); err != nil || !g.Next.Equal(seven.Add(48*time.Hour)) {
		t.Errorf("next is %v, %v", g.Next, err)
	}
}

func TestARemovedDigestIsNotPosted(t *testing.T) {
	r := newRoom(t)
	contains(t, run(t, r.Desk, admin("digest", "remove", nil)), "is removed")
	r.move(t, seven)
	if len(r.wire.posts) != 0 {
		t.Error("posted")
	}
}

// TestARemovalThatWasMissedIsNoticedWhenADigestIsRefused: nobody is told, and what was set goes in 30 days.
func TestARemovalThatWasMissedIsNoticedWhenADigestIsRefused(t *testing.T) {
	r := newRoom(t, no("The channel does not exist any more.")...)
	r.in = false
	r.refused(t, seven)
	r.move(t, seven.Add(4*time.Minute))
	if len(r.wire.posts) != 2 {
		t.Errorf("%d posts", len(r.wire.posts))
	}
	r.move(t, seven.Add(31*24*time.Hour))
	if list, err := r.Digests(t.Context(), "g"); err != nil || len(list) != 0 {
		t.Errorf("still there: %v, %v", list, err)
	}
}

// TestWhatWasRefusedWhileTheBotWasAwayGoesOnWhenItIsAskedBack: nobody was told that it was paused. What an admin paused stays so.
func TestWhatWasRefusedWhileTheBotWasAwayGoesOnWhenItIsAskedBack(t *testing.T) {
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		told   bool // Discord told of the removal
		paused bool // by an admin, before
		posts  int  // after the bot is back
	}{
		"told": {true, false, 1}, "not told": {false, false, 1}, "paused by an admin": {true, true, 0},
	} {
		r := newRoom(t, no("I cannot see the channel.")...)
		if c.paused {
			change(t, r, "pause", nil)
		}
		if r.in = false; c.told {
			if err := r.Leave(t.Context(), "g"); err != nil {
				t.Fatal(err)
			}
		}
		r.refused(t, seven)
		r.move(t, seven.Add(4*time.Minute))
		before := len(r.wire.posts)
		r.in = true
		r.move(t, seven.Add(2*day-time.Hour))
		if err := r.Return(t.Context(), "g"); err != nil {
			t.Fatal(err)
		}
		r.move(t, seven.Add(2*day-time.Minute))
		if n := len(r.wire.posts) - before; n != 0 {
			t.Errorf("%s: %d posts before it is time", name, n)
		}
		r.move(t, seven.Add(2*day))
		r.move(t, seven.Add(2*day+time.Minute))
		posts := r.wire.posts[before:]
		if len(posts) > 0 && posts[len(posts)-1].Channel != "c" { // the last may tell that it is posted again
			posts = posts[:len(posts)-1]
		}
		if len(posts) != c.posts {
			t.Errorf("%s: %d posts, want %d", name, len(posts), c.posts)
		}
	}
}

// TestPromiseLeavingIsEasy: what a server set is kept for 30 days after it removed the bot, and then is not.
func TestPromiseLeavingIsEasy(t *testing.T) {
	r := newRoom(t)
	if err := r.Leave(t.Context(), "g"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after time.Duration
		in    bool
		kept  bool
	}{{29 * 24 * time.Hour, false, true}, {30 * 24 * time.Hour, true, true}} {
		r.in = c.in
		r.move(t, now.Add(c.after))
		if list, err := r.Digests(t.Context(), "g"); err != nil || (len(list) == 1) != c.kept {
			t.Errorf("after %v: %v, %v", c.after, list, err)
		}
	}
	if err := r.Leave(t.Context(), "g"); err != nil {
		t.Fatal(err)
	}
	r.in = false
	r.move(t, r.at.Add(30*24*time.Hour+time.Second))
	if list, err := r.Digests(t.Context(), "g"); err != nil || len(list) != 0 || len(r.ledger(t)) != 0 {
		t.Errorf("still there: %v, %v", list, err)
	}
	if at, ok, err := r.kv.NextDue(t.Context()); err != nil || ok {
		t.Errorf("something is due at %v, %v", at, err)
	}
}

// TestPromiseLeavingIsEasyWithoutADigest: of a removal that nobody told of Discord is asked now and then, and an outage
// is none.
func TestPromiseLeavingIsEasyWithoutADigest(t *testing.T) {
	const day = 24 * time.Hour
	for name, prepare := range map[string]func(*room){
		"articles only": func(r *room) { change(t, r, "remove", nil) },
		"a paused digest": func(r *room) {
			if err := r.Return(t.Context(), "g"); err != nil { // as when the bot is added
				t.Fatal(err)
			}
			change(t, r, "pause", nil)
		},
		"settings only": func(r *room) {
			change(t, r, "remove", nil)
			change(t, r, "alerts", map[string]string{"channel": "staff"})
		},
		"one that was refused and told of": func(r *room) {
			r.wire.answers = no("no")
			r.refused(t, seven)
			r.move(t, seven.Add(4*time.Minute))
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			prepare(r)
			kept := func() bool {
				list, err := r.Headlines(t.Context(), desk.Reader{Guild: "g"})
				if err != nil {
					t.Fatal(err)
				}
				return len(list) > 0
			}
			daily := func(from, to int) {
				for days := from; days <= to; days++ {
					r.move(t, now.Add(time.Duration(days)*day))
				}
			}
			daily(1, 33)
			r.in, r.deaf = false, true
			daily(34, 93)
			if !kept() {
				t.Fatal("an outage was taken for a removal")
			}
			r.deaf = false
			daily(94, 123)
			if !kept() {
				t.Fatal("erased before the 30 days are over")
			}
			daily(124, 124)
			if at, ok, err := r.kv.NextDue(t.Context()); kept() || err != nil || ok {
				t.Errorf("kept: %v; something is due at %v, %v", kept(), at, err)
			}
		})
	}
}

// TestAfterALongOutageTheQuestionsWaitForTheDigests: they are put off, each by its own part of a day.
func TestAfterALongOutageTheQuestionsWaitForTheDigests(t *testing.T) {
	r := newRoom(t)
	if err := r.Return(t.Context(), "g"); err != nil {
		t.Fatal(err)
	}
	change(t, r, "pause", nil)
	r.in = false
	back := now.Add(40 * 24 * time.Hour)
	r.move(t, back)
	if at, ok, err := r.kv.NextDue(t.Context()); err != nil || !ok || !at.After(back) {
		t.Errorf("due at %v, %v, %v", at, ok, err)
	}
	r.move(t, back.Add(24*time.Hour)) // asked now, and erased 30 days later
	r.move(t, back.Add(55*24*time.Hour))
	if list, err := r.Digests(t.Context(), "g"); err != nil || len(list) != 0 {
		t.Errorf("still there: %+v, %v", list, err)
	}
}

// TestARemovalIsNoticedOnce: each digest that is refused finds it, and the 30 days count from the first.
func TestARemovalIsNoticedOnce(t *testing.T) {
	const day = 24 * time.Hour
	r := newRoom(t)
	change(t, r, "set", map[string]string{"time": "7:00", "days": "sun", "zone": "UTC", "channel": "d"})
	for range 2 {
		r.wire.answers = append(r.wire.answers, no("no")...)
	}
	r.in = false
	for days := range 30 {
		r.refused(t, seven.Add(time.Duration(days)*day))
		r.move(t, seven.Add(time.Duration(days)*day+4*time.Minute))
	}
	if list, err := r.Digests(t.Context(), "g"); err != nil || len(list) != 2 || list[0].Paused == nil || list[1].Paused == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	r.move(t, seven.Add(30*day+5*time.Minute))
	if list, err := r.Digests(t.Context(), "g"); err != nil || len(list) != 0 {
		t.Errorf("still there: %+v, %v", list, err)
	}
}

func TestAServerIsErasedByItsAdminsOnly(t *testing.T) {
	r := newRoom(t)
	in := admin("server-data", "erase", map[string]string{"confirm": "yes"})
	contains(t, run(t, r.Desk, in), "Nothing was erased")
	in.Options["confirm"] = "erase"
	in.Permissions = 0
	contains(t, run(t, r.Desk, in), "Only those who may manage")
	if list, err := r.Digests(t.Context(), "g"); err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	contains(t, run(t, r.Desk, admin("server-data", "erase", map[string]string{"confirm": "erase"})), "is erased")
	contains(t, run(t, r.Desk, admin("headlines", "", nil)), "no article")
	r.move(t, seven)
	if len(r.wire.posts) != 0 {
		t.Error("a digest of an erased server was posted")
	}
}
