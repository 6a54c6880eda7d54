package delivery

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/desk"
	"lede/problem"
	"lede/scheduler"
	"lede/store"
)

var morning = time.Date(2026, time.March, 1, 7, 0, 0, 0, time.UTC)

func TestUntilWhenDiscordIsTrustedWithACopy(t *testing.T) {
	with := func(tried, now time.Time) *attempt {
		return &attempt{Deliverer: Deliverer{NonceWindow: 100 * time.Second}, now: now, begun: time.Now(), edition: desk.Edition{Tried: tried}}
	}
	for name, c := range map[string]struct {
		a    *attempt
		want time.Duration
	}{"never tried": {with(time.Time{}, after(0)), 100 * time.Second}, "tried now": {with(after(0), after(0)), 100 * time.Second}, "a minute ago": {with(after(0), after(60)), 40 * time.Second}, "too long ago": {with(after(0), after(130)), -30 * time.Second}} {
		if got := c.a.trusted(); got > c.want || got < c.want-10*time.Second {
			t.Errorf("%s: %s", name, got)
		}
	}
	slow := with(after(0), after(0))
	if slow.begun = time.Now().Add(-time.Hour); slow.trusted() > 0 {
		t.Error("a store that took an hour stretches it")
	}
	back := with(after(0), after(5))
	back.edition.TriedThere, back.There = after(0), func() time.Time { return after(3600) }
	if back.trusted() > 0 {
		t.Error("a store whose clock was set back by an hour stretches it")
	}
	if got := (&attempt{}).trusted(); got != defaultNonceWindow {
		t.Errorf("by default: %s", got)
	}
	for name, c := range map[string]struct {
		tried   time.Time
		now     int
		at      time.Time
		unclear bool
	}{"never tried": {time.Time{}, 0, time.Time{}, false}, "tried": {after(0), 10, after(100), true}, "nearly over": {after(0), 99, after(100), true}, "over": {after(0), 100, after(101), true}, "long over": {after(0), 500, after(501), true}} {
		if at, unclear := with(c.tried, after(c.now)).unclearUntil(); !at.Equal(c.at) || unclear != c.unclear {
			t.Errorf("%s: %s, %v", name, at, unclear)
		}
	}
	short := with(after(0), after(1))
	short.NonceWindow = time.Second
	if at, _ := short.unclearUntil(); !at.Equal(after(15)) {
		t.Errorf("a message may still appear: %s", at)
	}
}

func TestAPostIsTheSameOnEveryAttempt(t *testing.T) {
	base := attempt{guild: "g", now: after(10), begun: time.Now(), digest: desk.Digest{Channel: "c", Role: "r", Timetable: "07:00 UTC"}, edition: desk.Edition{Nonce: "n", Role: "old", Components: []byte("[]")}, slot: scheduler.Slot{Claim: store.Claim{Owner: "guild:g", ID: "1", Due: after(0)}}}
	p := base.post(t.Context())
	if p.Guild != "g" || p.Channel != "c" || p.Role != "old" || p.Nonce != "n" || p.Marker != "n" || p.Person != "" || p.Forum != "" || p.Reply != "" || p.Patience <= 0 || p.Patience > scheduler.OnTime-10*time.Second {
		t.Errorf("%+v", p)
	}
	for name, c := range map[string]struct {
		change func(*attempt)
		want   func(Post) bool
	}{
		"of an older Lede": {func(a *attempt) { a.edition.Nonce, a.edition.Role = "", "" }, func(p Post) bool { return p.Nonce == base.nonce(base.slot) && p.Role == "r" }}, "to a person": {func(a *attempt) { a.guild = "person:ana" }, func(p Post) bool { return p.Guild == "" && p.Channel == "" && p.Person == "ana" }},
		"a reply": {func(a *attempt) { a.edition.Reply = &desk.Reply{Message: "m"} }, func(p Post) bool { return p.Reply == "m" && p.Role == "" && p.Patience == 0 }}, "late": {func(a *attempt) { a.edition.Late = true }, func(p Post) bool { return p.Patience == 0 }}, "long due": {func(a *attempt) { a.now = after(3600) }, func(p Post) bool { return p.Patience == time.Millisecond }},
	} {
		a := base
		if c.change(&a); !c.want(a.post(t.Context())) {
			t.Errorf("%s: %+v", name, a.post(t.Context()))
		}
	}
	if got := localDay(desk.Digest{Timetable: "07:00 Asia/Tokyo"}, morning); got.Hour() != 16 {
		t.Errorf("in Tokyo it is %s", got)
	}
	if got := localDay(desk.Digest{Timetable: "nonsense"}, morning); !got.Equal(morning) {
		t.Errorf("%s", got)
	}
	reply := desk.Reply{Channel: "c", Message: "m"}
	if base.into(&reply); base.digest.Channel != "c" {
		t.Errorf("%s", base.digest.Channel)
	}
	reply.Kind = desk.Forum
	if base.into(&reply); base.digest.Channel != "m" {
		t.Errorf("in a forum: %s", base.digest.Channel)
	}
}

func TestWhyASlotEndedAsItDid(t *testing.T) {
	if p := tooLate(nil); p.Code != "delivery.too-late" {
		t.Error(p)
	}
	why := problem.New("bot.unreachable")
	if p := tooLate(why); p.Code != "delivery.too-late-because" || !errors.Is(p, why) {
		t.Error(p)
	}
	if p := unclear(errors.New("x")); p.Code != "delivery.unclear" {
		t.Error(p)
	}
	if p := unclear(fmt.Errorf("looking: %w", why)); p.Code != "delivery.unclear-because" || !errors.Is(p, why) {
		t.Error(p)
	}
	for late, want := range map[bool]string{false: desk.OutcomeSent, true: desk.OutcomeLate} {
		if got := (&attempt{edition: desk.Edition{Late: late}}).sent(); got != want {
			t.Errorf("late %v: %s", late, got)
		}
	}
	for _, c := range []struct {
		first time.Time
		more  []time.Time
		want  int
	}{{after(5), nil, 5}, {after(5), []time.Time{{}}, 5}, {after(5), []time.Time{after(7), after(3)}, 3}, {after(5), []time.Time{after(5)}, 5}, {after(5), []time.Time{after(3), after(7)}, 3}} {
		if got := earliest(c.first, c.more...); !got.Equal(after(c.want)) {
			t.Errorf("%v: %s", c, got)
		}
	}
}

// TestWhichSlotIsPostedIsTheDigestsToSay: where the claim names another one it is in doubt, and where the digest has none it is not.
func TestWhichSlotIsPostedIsTheDigestsToSay(t *testing.T) {
	kv := store.NewMemory(func() time.Time { return morning })
	defer kv.Close()
	d := Deliverer{Desk: desk.New(desk.Options{Store: kv})}
	for name, c := range map[string]struct {
		next, due, want time.Time
		comes, doubt    bool
		missed          bool
	}{
		"as claimed":               {morning, morning, morning, false, false, true},
		"as claimed, but for less": {morning.Add(time.Microsecond), morning, morning, false, false, true},
		"another":                  {morning.Add(time.Hour), morning, morning.Add(time.Hour), false, true, true},
		"none":                     {time.Time{}, morning, morning, false, false, true},
		"as it comes":              {morning, morning, morning.Add(time.Minute), true, true, false}, // the desk leaves it a minute
	} {
		g, err := d.Desk.AddDigest(t.Context(), "g", desk.Digest{Channel: name, Timetable: "07:00 UTC", Next: c.next, AsItComes: c.comes, PerHour: 3}, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		a, err := d.attempt(t.Context(), scheduler.Slot{Claim: store.Claim{Owner: "guild:g", ID: g.ID, Due: c.due, At: morning}, Late: time.Minute, Missed: true})
		if err != nil || !a.slot.Due.Equal(c.want) || a.slot.Doubt != c.doubt || a.slot.Missed != c.missed || (a.slot.Late > 0) != c.missed {
			t.Errorf("%s: due %v, in doubt %v, missed %v, %v late, %v", name, a.slot.Due, a.slot.Doubt, a.slot.Missed, a.slot.Late, err)
		}
	}
}

// TestAPostWhoseOutcomeIsStoredIsRememberedNoMore.
func TestAPostWhoseOutcomeIsStoredIsRememberedNoMore(t *testing.T) {
	kv := store.NewMemory(func() time.Time { return morning })
	defer kv.Close()
	d := Deliverer{Desk: desk.New(desk.Options{Store: kv}), Answered: &Answered{}}
	g, err := d.Desk.AddDigest(t.Context(), "g", desk.Digest{Channel: "1", Timetable: "07:00 UTC", Next: morning}, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	claims, err := kv.Claim(t.Context(), 1, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatal(claims, err)
	}
	a, err := d.attempt(t.Context(), scheduler.Slot{Claim: claims[0]})
	if err != nil {
		t.Fatal(err)
	}
	d.Answered.keep(a.slot, Result{Outcome: Sent, MessageID: "m"})
	if err := a.complete(t.Context(), desk.OutcomeSent, Result{Outcome: Sent, MessageID: "m"}, nil); err != nil {
		t.Fatal(err)
	}
	if _, known := d.Answered.of(a.slot); known || g.ID == "" {
		t.Error("it is remembered")
	}
}

// TestQuietHoursHoldBackWhatHasNoSetTime until they end, and nothing else; the slot waits, and nothing has failed.
func TestQuietHoursHoldBackWhatHasNoSetTime(t *testing.T) {
	quiet, err := scheduler.ParseHours("22:00-09:00")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		comes bool
		hours scheduler.Hours
		ended bool      // without an edition
		due   time.Time // again, if it waits
	}{
		"as it comes, in quiet hours": {true, quiet, true, morning.Add(2 * time.Hour)},
		"as it comes, at any time":    {true, scheduler.Hours{}, true, time.Time{}}, // nothing is new
		"at a set time":               {false, quiet, false, time.Time{}},
	} {
		at := morning
		kv := store.NewMemory(func() time.Time { return at })
		defer kv.Close()
		d := Deliverer{Desk: desk.New(desk.Options{Store: kv})}
		if _, err := d.Desk.ChangeSettings(t.Context(), "g", func(s *desk.Settings) { s.Quiet = c.hours }); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Desk.AddDigest(t.Context(), "g", desk.Digest{Channel: "c", Timetable: "07:00 UTC", Next: morning, AsItComes: c.comes, PerHour: 3}, "UTC"); err != nil {
			t.Fatal(err)
		}
		at = morning.Add(time.Minute) // the desk leaves it that
		claims, err := kv.Claim(t.Context(), 1, time.Minute)
		if err != nil || len(claims) != 1 || claims[0].ID != "c" {
			t.Fatalf("%s: %+v, %v", name, claims, err)
		}
		a, err := d.attempt(t.Context(), scheduler.Slot{Claim: claims[0]})
		if err != nil {
			t.Fatal(name, err)
		}
		if ended, err := a.prepare(t.Context()); err != nil || ended != c.ended {
			t.Errorf("%s: ended %v, %v", name, ended, err)
		}
		if next, ok, err := kv.NextDue(t.Context()); err != nil || !c.due.IsZero() && (!ok || !next.Equal(c.due)) {
			t.Errorf("%s: due again at %v, %v, %v", name, next, ok, err)
		}
	}
}
