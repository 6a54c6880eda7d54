package delivery

import (
	"testing"
	"time"

	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

// TestWhichArticlesAreReadByManyServers: the instance's and those of feeds.
func TestWhichArticlesAreReadByManyServers(t *testing.T) {
	for name, c := range map[string]struct {
		h    desk.Headline
		want bool
	}{"the instance's": {desk.Headline{}, true}, "a feed's": {desk.Headline{Feed: "f"}, true}, "a feed's, added by somebody": {desk.Headline{Feed: "f", By: "ana"}, true}, "a server's own": {desk.Headline{By: "ana"}, false}} {
		if common(c.h) != c.want {
			t.Errorf("%s: %v", name, !c.want)
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
