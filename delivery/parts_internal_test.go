package delivery

import (
	"fmt"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/languages"
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

// TestWhatIsReadOfAStory: the newest eight articles of it, without those that are gone.
func TestWhatIsReadOfAStory(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	var articles []*briefing.Article
	for n := range 9 {
		articles = append(articles, &briefing.Article{ID: fmt.Sprint(n), Title: fmt.Sprint("Title ", n), Text: "Words."})
	}
	read := teller{desk: desk.New(desk.Options{Store: kv, Articles: articles})}
	list, err := read.desk.Headlines(t.Context(), desk.Reader{})
	if err != nil || len(list) != 9 {
		t.Fatal(len(list), err)
	}
	gone := desk.Headline{Ref: "gone"}
	for n, want := range map[int]int{1: 1, 8: 8, 9: 8} {
		if got, err := read.read(t.Context(), list[:n]); err != nil || len(got) != want || got[0].Ref != list[0].Ref {
			t.Errorf("of %d articles %d are read, %v", n, len(got), err)
		}
	}
	if got, err := read.read(t.Context(), []desk.Headline{gone, list[0]}); err != nil || len(got) != 1 {
		t.Errorf("beside one that is gone %d are read, %v", len(got), err)
	}
}

// TestHowAServerIsAddressedUnasked: in its language and with its colour; a person, or an unknown server, in Lede's own.
func TestHowAServerIsAddressedUnasked(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := Deliverer{Desk: desk.New(desk.Options{Store: kv})}
	if _, err := d.Desk.ChangeSettings(t.Context(), "g", func(s *desk.Settings) { s.Language, s.Colour = "de", 0x123456 }); err != nil {
		t.Fatal(err)
	}
	if err := kv.Update(t.Context(), "guild:damaged", func(tx store.Tx) error { return tx.Put("settings", "guild", []byte("x")) }); err != nil {
		t.Fatal(err)
	}
	var none languages.Language
	for guild, want := range map[string]struct {
		l      languages.Language
		colour int
	}{"g": {languages.For("de"), 0x123456}, "": {none, 0}, "damaged": {none, 0}} {
		l, colour := d.manner(t.Context(), guild)
		const key = "card.button.summary"
		if colour != want.colour || l.Text(key) != want.l.Text(key) || d.language(t.Context(), guild).Text(key) != l.Text(key) {
			t.Errorf("%q: %q, %x", guild, l.Text(key), colour)
		}
	}
	if none.Text("card.button.summary") == languages.For("de").Text("card.button.summary") {
		t.Error("the languages cannot be told apart")
	}
}
