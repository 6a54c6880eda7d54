package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/languages"
	"lede/scheduler"
	"lede/store"
)

// TestTheWaitBeforeARetryDoubles from 5 s to a minute, less up to a quarter, so that what failed together is not retried
// together.
func TestTheWaitBeforeARetryDoubles(t *testing.T) {
	const rooms, attempts = 12, 16
	distinct := map[time.Duration]bool{}
	for range rooms {
		r := newRoom(t, slices.Repeat([]delivery.Result{{Outcome: delivery.Retry}}, attempts)...)
		r.move(t, seven)
		for n := range attempts {
			most := min(5*time.Second<<n, time.Minute)
			at, ok, err := r.kv.NextDue(t.Context())
			wait := at.Sub(r.at)
			if err != nil || !ok || wait > most || wait < most-most/4 {
				t.Fatalf("after attempt %d the next is in %v, %v, %v", n+1, wait, ok, err)
			}
			if n == 0 {
				distinct[wait] = true
			}
			r.move(t, at)
		}
		if len(r.wire.posts) != attempts+1 || r.ended[0] != "digest: retry" || r.ended[attempts] != "digest: late" {
			t.Fatalf("%d attempts, counted as %v", len(r.wire.posts), r.ended)
		}
	}
	if len(distinct) < 2 {
		t.Errorf("all wait for the same time: %v", distinct)
	}
}

// TestDiscordIsTrustedWithANonceFor100s: until then a second copy is sent blindly, and from then on the channel is looked at.
func TestDiscordIsTrustedWithANonceFor100s(t *testing.T) {
	const window = 100 * time.Second
	for after, blindly := range map[time.Duration]bool{window - 200*time.Millisecond: true, window: false} {
		r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
		r.wire.found, r.wire.blind = "m7", nil
		r.move(t, seven)
		r.move(t, seven.Add(after))
		if posts, looks := len(r.wire.posts), len(r.wire.looks); posts+looks != 2 || (posts == 2) != blindly {
			t.Errorf("after %v: %d posts, %d looks", after, posts, looks)
		}
	}
	r := newRoom(t)
	s := r.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
		if until, ok := ctx.Deadline(); !ok || time.Until(until) > window {
			t.Errorf("an attempt may last until %v", until)
		}
		if len(p.Nonce) != 25 {
			t.Errorf("the nonce %q has %d of 25 characters", p.Nonce, len(p.Nonce))
		}
		return r.wire.post(ctx, p)
	})
	r.at = seven
	if _, err := s.Tick(t.Context()); err != nil || len(r.wire.posts) != 1 {
		t.Errorf("%d posts, %v", len(r.wire.posts), err)
	}
}

// lossy is a store that has lost writes and cannot read one kind of record.
type lossy struct {
	store.KV
	doubt      bool
	unreadable string
}

func (l lossy) Claim(ctx context.Context, limit int, lease time.Duration) ([]store.Claim, error) {
	claims, err := l.KV.Claim(ctx, limit, lease)
	for i := range claims {
		if l.doubt {
			claims[i].Doubt, claims[i].Attempt = true, 1
		}
	}
	return claims, err
}

func (l lossy) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	if kind == l.unreadable {
		return nil, errors.New("the store has a fault")
	}
	return l.KV.Get(ctx, owner, kind, key)
}

// over has a room work with another store.
func (r *room) over(kv store.KV) {
	d := delivery.Deliverer{
		Desk: desk.New(desk.Options{Store: kv}), Post: r.wire.post, Find: r.wire.find, Publish: r.wire.publish, Replace: r.wire.replace, Member: r.member, Secret: []byte("secret"),
	}
	r.tick = scheduler.New(scheduler.Options{Store: kv, Deliver: d.Deliver})
}

// TestAFirstAttemptLooksForNoEdition: there is none yet, and a read for each slot would be for nothing.
func TestAFirstAttemptLooksForNoEdition(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry})
	r.over(lossy{r.kv, false, "editions"})
	r.move(t, seven)
	if len(r.wire.posts) != 1 {
		t.Errorf("%d posts", len(r.wire.posts))
	}
	r.move(t, seven.Add(10*time.Second)) // now there is one, and without it nothing is sent
	if len(r.wire.posts) != 1 {
		t.Errorf("%d posts", len(r.wire.posts))
	}
}

// TestAnEditionThatTheStoreStillHasIsSentAsItIs: it has lost that the slot was claimed before, but not what was frozen then.
func TestAnEditionThatTheStoreStillHasIsSentAsItIs(t *testing.T) {
	for _, c := range []struct {
		tried, after time.Duration
		looks        int
	}{
		{90 * time.Second, 150 * time.Second, 0}, // tried a minute ago, however long ago the slot was due
		{0, 150 * time.Second, 1},
	} {
		r := newRoom(t)
		r.wire.blind = nil
		err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
			return tx.Put("editions", "c", fmt.Appendf(nil, `{"v":1,"data":{"slot":%q,"components":["frozen"],"articles":["a"],"nonce":"former","tried":%q}}`,
				seven.Format(time.RFC3339), seven.Add(c.tried).Format(time.RFC3339)))
		})
		if err != nil {
			t.Fatal(err)
		}
		r.over(lossy{r.kv, true, ""})
		r.move(t, seven.Add(c.after))
		if p := r.wire.posts; len(p) != 1 || len(r.wire.looks) != c.looks || p[0].Nonce != "former" || !strings.Contains(string(p[0].Components), "frozen") {
			t.Errorf("tried after %v: %d looks, posted %+v", c.tried, len(r.wire.looks), p)
		}
	}
}

// TestALookThatFailsIsRepeatedWhileThereIsTime: once the grace is over the slot ends as uncertain.
func TestALookThatFailsIsRepeatedWhileThereIsTime(t *testing.T) {
	r := unclear(t)
	r.wire.blind = errors.New("Discord answered 500")
	r.move(t, seven.Add(2*time.Hour))
	if l := r.ledger(t); len(l) != 0 {
		t.Fatalf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(2*time.Hour+10*time.Minute))
	if l := oneLine(t, r); l.Outcome != desk.OutcomeUncertain || len(r.wire.looks) != 2 || len(r.wire.posts) != 2 {
		t.Errorf("%d looks, the ledger says %+v", len(r.wire.looks), l)
	}
}

// TestALateDigestThatIsRetriedIsStillCalledLate: it was labelled when it was made up.
func TestALateDigestThatIsRetriedIsStillCalledLate(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry})
	r.move(t, seven.Add(time.Hour))
	r.move(t, seven.Add(time.Hour+10*time.Second))
	if l := oneLine(t, r); l.Outcome != desk.OutcomeLate || len(r.wire.posts) != 2 || string(r.wire.posts[0].Components) != string(r.wire.posts[1].Components) {
		t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
	}
}

// TestAForumPostBearsTheDayOfItsReaders: when it is still Monday in London it is Tuesday in Auckland.
func TestAForumPostBearsTheDayOfItsReaders(t *testing.T) {
	r := newRoom(t)
	change(t, r, "edit", map[string]string{"time": "7:00", "zone": "Pacific/Auckland"})
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind = desk.Forum; return nil }); err != nil {
		t.Fatal(err)
	}
	r.move(t, time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC))
	if p := r.wire.posts; len(p) != 1 || p[0].Forum != "Digest · Tuesday 3 March 2026" {
		t.Errorf("posted %+v", p)
	}
}

// TestAQuietDigestIsPostedForOneArticle.
func TestAQuietDigestIsPostedForOneArticle(t *testing.T) {
	for quiet, want := range map[string][]string{"quiet": {"sent", "quiet"}, "post": {"sent", "sent"}} {
		r := newRoom(t)
		change(t, r, "edit", map[string]string{"empty": quiet})
		r.move(t, seven)
		r.move(t, seven.Add(24*time.Hour))
		if l := r.ledger(t); len(l) != 2 || l[1].Outcome != want[0] || l[0].Outcome != want[1] {
			t.Errorf("%s: the ledger says %+v", quiet, l)
		}
	}
}

// TestADigestTellsOfThreeArticlesAndCountsTheOthers: of five, three; and of those that cannot be read, nothing.
func TestADigestTellsOfThreeArticlesAndCountsTheOthers(t *testing.T) {
	r := newRoom(t)
	refs := map[string]string{}
	for i, id := range []string{"1", "2", "3", "4", "gone", "newer"} {
		r.at = now.Add(time.Duration(i+1) * time.Second)
		h, _, err := r.Add(t.Context(), "g", "p", apart(t, id, "Story "+id))
		if err != nil {
			t.Fatal(err)
		}
		refs[id] = h.Ref
	}
	put := func(id, record string) {
		t.Helper()
		err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
			if record == "" {
				return errors.Join(tx.Delete("gists", refs[id]), tx.Delete("articles", refs[id]))
			}
			return errors.Join(tx.Delete("gists", refs[id]), tx.Put("articles", refs[id], []byte(record)))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put("gone", "")
	put("newer", `{"v":99,"data":{}}`)
	card := change(t, r, "preview", nil)
	contains(t, card, "Story 4", "Story 3", "Story 2", "2 more new articles")
	if strings.Contains(card, "Story 1") || strings.Contains(card, "Old bridge") || strings.Contains(card, "Story gone") || strings.Contains(card, "Story newer") {
		t.Error(card)
	}
	g, err := r.Digest(t.Context(), "g", "c")
	if err != nil {
		t.Fatal(err)
	}
	if _, told, err := delivery.DigestCard(t.Context(), r.Desk, languages.Language{}, "g", g, seven); err != nil || !slices.Equal(told.Refs, []string{refs["4"], refs["3"], refs["2"]}) {
		t.Errorf("told %q, %v", told.Refs, err)
	}
	put("4", `{"v":1,"data":[]}`)
	if _, _, err := delivery.DigestCard(t.Context(), r.Desk, languages.Language{}, "g", g, seven); err == nil {
		t.Error("a record that is damaged is left out in silence")
	}
}

// TestADigestIsDescribedAsItIsPosted: what it publishes is what an announcement channel can.
func TestADigestIsDescribedAsItIsPosted(t *testing.T) {
	for _, g := range []desk.Digest{
		{Publish: true, Kind: desk.Announcement}, {Publish: true, Kind: desk.Forum}, {Publish: true}, {Kind: desk.Announcement}, {},
	} {
		if got := delivery.Describe(g).Publish; got != (g.Publish && g.Kind == desk.Announcement) {
			t.Errorf("%+v is published: %v", g, got)
		}
	}
}

// TestPublishingEndsWithTheGrace: what Discord has not published until then it is not asked for again.
func TestPublishingEndsWithTheGrace(t *testing.T) {
	r := newRoom(t, append([]delivery.Result{{Outcome: delivery.Sent, MessageID: "m"}}, slices.Repeat([]delivery.Result{{Outcome: delivery.Retry}}, 9)...)...)
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind, g.Publish = desk.Announcement, true; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, after := range []time.Duration{0, time.Second, 2 * time.Hour, 2*time.Hour + 10*time.Minute, 3 * time.Hour} {
		r.move(t, seven.Add(after))
	}
	if l := r.ledger(t); len(l) != 2 || l[0].Outcome != desk.OutcomeUnpublished || len(r.wire.published) != 3 {
		t.Errorf("published %q, the ledger says %+v", r.wire.published, l)
	}
}

// TestADigestIsTriedEachMinuteOfALongOutage: when Discord is back, its readers wait for it no longer than that.
func TestADigestIsTriedEachMinuteOfALongOutage(t *testing.T) {
	r := newRoom(t, slices.Repeat([]delivery.Result{{Outcome: delivery.Retry}}, 100)...)
	for minutes := range 30 {
		r.move(t, seven.Add(time.Duration(minutes)*time.Minute))
	}
	if n := len(r.wire.posts); n < 28 {
		t.Errorf("tried %d times in half an hour", n)
	}
	r.wire.answers = nil
	r.move(t, r.at.Add(time.Minute))
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != desk.OutcomeLate {
		t.Errorf("a minute after the outage: %+v", l)
	}
}

// TestWhetherTheBotIsStillThereIsAskedWhenItIsTime; after a long outage within a day, and an hour later when Discord does
// not say.
func TestWhetherTheBotIsStillThereIsAskedWhenItIsTime(t *testing.T) {
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		late       time.Duration
		in, deaf   bool
		from, till time.Duration // when something is due next, after the question
	}{
		"there":                  {0, true, false, 30 * day, 30 * day},
		"left":                   {0, false, false, 30 * day, 30 * day},
		"not said":               {0, true, true, time.Hour, time.Hour},
		"left, but not asked":    {40 * day, false, false, 0, day},
		"there, but not asked":   {40 * day, true, false, 0, day},
		"not said and not asked": {40 * day, true, true, 0, day},
	} {
		r := newRoom(t)
		change(t, r, "pause", nil)
		if err := r.Return(t.Context(), "g"); err != nil {
			t.Fatal(err)
		}
		asked := now.Add(30*day + c.late)
		r.in, r.deaf = c.in, c.deaf
		r.move(t, asked)
		at, ok, err := r.kv.NextDue(t.Context())
		if next := at.Sub(asked); err != nil || !ok || next < c.from || next > c.till {
			t.Errorf("%s: due next in %v, %v, %v", name, next, ok, err)
		}
		if c.late > 0 { // the second time it is asked, though it is later still
			r.deaf = false
			r.move(t, at)
			if next, ok, err := r.kv.NextDue(t.Context()); err != nil || !ok || !next.Equal(at.Add(30*day)) {
				t.Errorf("%s: asked, and due next is %v, %v, %v", name, next, ok, err)
			}
		}
	}
}

// TestWhyAMissedSlotWasNotSent: it was too late, or the one before it was still to be sent. The grace is of two hours, or
// four when Discord asks to wait.
func TestWhyAMissedSlotWasNotSent(t *testing.T) {
	const late, before = "it could not be sent before it was too late", "the one before it was still to be sent"
	for name, c := range map[string]struct {
		cron  string
		waits time.Duration // that Discord asks for, from seven on; zero for nothing running at all
		at    time.Duration // when Lede is there again
		want  []string      // of the slots after that of seven, the oldest first
	}{
		"too late":                        {"0 * * * *", 0, 4*time.Hour + time.Minute, []string{late, late}},
		"the last to the second in time":  {"0 * * * *", 0, 4 * time.Hour, []string{late, before}},
		"in time":                         {"*/30 * * * *", 65 * time.Minute, 65 * time.Minute, []string{before, before}},
		"in time, and more than are told": {"*/15 * * * *", 3 * time.Hour, 3 * time.Hour, append([]string{before + ", and neither could 4 before it"}, slices.Repeat([]string{before}, 7)...)},
		"too late by years":               {"0 7 * * *", 0, 1000*24*time.Hour + 3*time.Hour, append([]string{late + ", and neither could 82 or more before it"}, slices.Repeat([]string{late}, 7)...)},
	} {
		r := newRoom(t)
		r.at = seven.Add(-time.Second)
		change(t, r, "edit", map[string]string{"cron": c.cron})
		if c.waits > 0 {
			r.wire.answers = []delivery.Result{{Outcome: delivery.Retry, After: c.waits}}
			d := delivery.Deliverer{Desk: r.Desk, Post: r.wire.post, Find: r.wire.find, Member: r.member, Secret: []byte("secret")}
			r.tick = scheduler.New(scheduler.Options{Store: r.kv, Deliver: d.Deliver, Grace: 4 * time.Hour})
			r.move(t, seven)
		}
		r.move(t, seven.Add(c.at))
		var got []string
		for _, e := range slices.Backward(r.ledger(t)) {
			if e.Slot.After(seven) && e.Outcome == desk.OutcomeMissed {
				got = append(got, words(e.Reason))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: the ledger says %q, want %q", name, got, c.want)
		}
	}
}
