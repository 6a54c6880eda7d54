package delivery_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/commands/command"
	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

// TestPromiseLocalTimeAfterDaysOfBeingDown: the slots of days ago are skipped, and the one of an hour ago is sent late.
func TestPromiseLocalTimeAfterDaysOfBeingDown(t *testing.T) {
	r := newRoom(t)
	back := seven.Add(3*24*time.Hour + time.Hour)
	r.move(t, back)
	r.move(t, back.Add(5*time.Second))
	l := r.ledger(t)
	if len(r.wire.posts) != 1 || len(l) != 4 || l[0].Outcome != "late" || !l[0].Slot.Equal(back.Add(-time.Hour)) {
		t.Fatalf("%d posts, the ledger says %+v", len(r.wire.posts), l)
	}
	for i, e := range l[1:] {
		if e.Outcome != "missed" || !e.Slot.Equal(seven.AddDate(0, 0, 2-i)) || words(e.Reason) != "it could not be sent before it was too late" {
			t.Errorf("the ledger says %+v", e)
		}
	}
	contains(t, string(r.wire.posts[0].Components), "late: it could not be sent in time")
	if g, err := r.Digest(t.Context(), "g", "c"); err != nil || !g.Next.Equal(back.Add(23*time.Hour)) {
		t.Errorf("next is %v, %v", g.Next, err)
	}
}

// TestPromiseDeliveredEffectivelyOnceUnderANewToken: a message that was sent under the old one is known by its nonce.
func TestPromiseDeliveredEffectivelyOnceUnderANewToken(t *testing.T) {
	r := unclear(t)
	r.wire.found, r.wire.blind = "m7", nil
	d := delivery.Deliverer{
		Desk: r.Desk, Post: r.wire.post, Find: r.wire.find, Publish: r.wire.publish, Member: r.member, Secret: []byte("another"),
	}
	r.at = seven.Add(12 * time.Minute)
	if _, err := scheduler.New(scheduler.Options{Store: r.kv, Deliver: d.Deliver}).Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(r.wire.looks) != 1 || r.wire.looks[0].Marker != r.wire.posts[0].Marker || r.wire.looks[0].Nonce != r.wire.posts[0].Nonce {
		t.Errorf("posted %q, looked for %+v", r.wire.posts[0].Marker, r.wire.looks)
	}
}

// meddling is a store where another change comes in before the first.
type meddling struct {
	store.KV
	once   sync.Once
	meddle func()
}

func (m *meddling) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	m.once.Do(m.meddle)
	return m.KV.Update(ctx, owner, edit)
}

// TestNoChangeUndoesThatOfAnotherAdmin: of two changes at once each is there afterwards.
func TestNoChangeUndoesThatOfAnotherAdmin(t *testing.T) {
	for name, mine := range map[string]command.Input{
		"edit":   admin("digest", "edit", map[string]string{"empty": "quiet"}),
		"resume": admin("digest", "resume", nil),
		"pause":  admin("digest", "pause", nil),
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			slow := desk.New(desk.Options{Store: &meddling{KV: r.kv, meddle: func() {
				contains(t, run(t, r.Desk, admin("digest", "edit", map[string]string{"time": "09:15", "channel": "d"})), "Digest changed")
			}}})
			contains(t, run(t, slow, mine), "09:15")
			g, err := r.Digest(t.Context(), "g", "c")
			if err != nil || g.Channel != "d" || !strings.HasPrefix(g.Timetable, "09:15") {
				t.Errorf("%+v, %v", g, err)
			}
		})
	}
}

// TestPromiseLeavingIsEasyWhileADigestIsBeingMadeUp: what is erased does not come back, and is not posted.
func TestPromiseLeavingIsEasyWhileADigestIsBeingMadeUp(t *testing.T) {
	r := newRoom(t)
	slow := desk.New(desk.Options{Store: &meddling{KV: r.kv, meddle: func() {
		if err := r.EraseGuild(t.Context(), "g"); err != nil {
			t.Error(err)
		}
	}}})
	d := delivery.Deliverer{Desk: slow, Post: r.wire.post, Find: r.wire.find, Publish: r.wire.publish, Member: r.member, Secret: []byte("secret")}
	r.at = seven
	if _, err := scheduler.New(scheduler.Options{Store: r.kv, Deliver: d.Deliver}).Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err := r.kv.List(t.Context(), "guild:g", "editions"); err != nil || len(list) != 0 || len(r.wire.posts) != 0 {
		t.Errorf("%d posts, kept %+v, %v", len(r.wire.posts), list, err)
	}
}

// TestOnlyAnAnnouncementChannelIsPublished: elsewhere Discord would refuse it every day.
func TestOnlyAnAnnouncementChannelIsPublished(t *testing.T) {
	r := newRoom(t)
	contains(t, run(t, r.Desk, admin("digest", "edit", map[string]string{"publish": "true"})), "Digest changed")
	r.move(t, seven)
	r.move(t, seven.Add(time.Minute))
	if l := r.ledger(t); len(r.wire.published) != 0 || len(l) != 1 {
		t.Errorf("published %q, the ledger says %+v", r.wire.published, l)
	}
}

// TestAnAlertThatItsChannelRefusesGoesToWhoeverSetTheDigest: else nobody would know.
func TestAnAlertThatItsChannelRefusesGoesToWhoeverSetTheDigest(t *testing.T) {
	refused := no("I may not send messages there.")
	r := newRoom(t, append(refused, refused[0], refused[0])...)
	contains(t, run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": "staff"})), "<#staff>")
	r.refused(t, seven)
	r.move(t, seven.Add(4*time.Minute))
	r.move(t, seven.Add(5*time.Minute))
	if len(r.wire.posts) != 4 || r.wire.posts[2].Channel != "staff" || r.wire.posts[3].Person != "p" || r.wire.posts[3].Channel != "" {
		t.Errorf("posted %+v", r.wire.posts)
	}
	if !slices.Contains(r.ended, "tell paused: untold") { // they take no messages either
		t.Errorf("it is counted as %v", r.ended)
	}
}

// TestWhatIsPostedWhileAnAdminChangesTheDigestIsWrittenDown: it is in the history, and is not told of again.
func TestWhatIsPostedWhileAnAdminChangesTheDigestIsWrittenDown(t *testing.T) {
	r := newRoom(t)
	changing := r.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
		contains(t, run(t, r.Desk, admin("digest", "edit", map[string]string{"mention": "77"})), "Digest changed")
		return r.wire.post(ctx, p)
	})
	r.at = seven
	if _, err := changing.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != "sent" || l[0].Message != "m" {
		t.Errorf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(24*time.Hour))
	if len(r.wire.posts) != 2 || r.wire.posts[1].Role != "77" {
		t.Fatalf("posted %+v", r.wire.posts)
	}
	contains(t, string(r.wire.posts[1].Components), "Nothing new since the last digest")
}

// TestASlowStoreDoesNotStretchTheNonce: an attempt that would begin when Discord has forgotten is not made.
func TestASlowStoreDoesNotStretchTheNonce(t *testing.T) {
	const window = 4 * time.Minute
	r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
	var left []time.Duration
	d := delivery.Deliverer{
		Desk: r.Desk, Find: r.wire.find, Publish: r.wire.publish, Member: r.member, Secret: []byte("secret"),
		NonceWindow: window, Backoff: 10 * time.Millisecond,
		Post: func(ctx context.Context, p delivery.Post) delivery.Result {
			until, _ := ctx.Deadline()
			left = append(left, time.Until(until))
			return r.wire.post(ctx, p)
		},
	}
	r.at = seven
	if _, err := scheduler.New(scheduler.Options{Store: r.kv, Lease: time.Hour, Deliver: d.Deliver}).Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Desk = desk.New(desk.Options{Store: &meddling{KV: r.kv, meddle: func() { time.Sleep(200 * time.Millisecond) }}})
	r.at = seven.Add(window / 2)
	if _, err := scheduler.New(scheduler.Options{Store: r.kv, Lease: time.Hour, Deliver: d.Deliver}).Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(left) != 2 || left[1] > window/2-200*time.Millisecond {
		t.Errorf("attempts had %v", left)
	}
}
