package delivery_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

// paused is a room whose digest was refused a moment ago, so that its admins are to be told.
func paused(t *testing.T, answers ...delivery.Result) *room {
	t.Helper()
	r := newRoom(t, append(no("no"), answers...)...)
	r.refused(t, seven)
	return r
}

// TestAnAlertIsTried20Times, which takes more than an hour.
func TestAnAlertIsTried20Times(t *testing.T) {
	r := paused(t)
	for range 30 {
		r.wire.answers = append(r.wire.answers, delivery.Result{Outcome: delivery.Retry})
	}
	for range 40 {
		at, ok, err := r.kv.NextDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !ok || at.After(seven.Add(20*time.Hour)) {
			break
		}
		r.move(t, at)
	}
	if alerts := len(r.wire.posts) - 2; alerts != 20 || r.at.Before(seven.Add(time.Hour)) {
		t.Errorf("the alert was tried %d times until %v", alerts, r.at)
	}
}

// TestAnAlertIsSentOnceToOnePlace: to the channel for alerts or else to the person who set the digest, and to the person
// when that channel refuses.
func TestAnAlertIsSentOnceToOnePlace(t *testing.T) {
	sent, refused := delivery.Result{Outcome: delivery.Sent}, delivery.Result{Outcome: delivery.Refused, Reason: because("no")}
	for name, c := range map[string]struct {
		channel string
		answers []delivery.Result
		want    []string
	}{
		"the person":                     {"", []delivery.Result{sent}, []string{"/p"}},
		"the person, who refuses":        {"", []delivery.Result{refused}, []string{"/p"}},
		"the channel":                    {"staff", []delivery.Result{sent}, []string{"staff/"}},
		"the channel, which refuses":     {"staff", []delivery.Result{refused, sent}, []string{"staff/", "/p"}},
		"the channel, then both refuse":  {"staff", []delivery.Result{refused, refused}, []string{"staff/", "/p"}},
		"the channel, after an outage":   {"staff", []delivery.Result{{Outcome: delivery.Retry}, sent}, []string{"staff/", "staff/"}},
		"the channel, perhaps there now": {"staff", []delivery.Result{{Outcome: delivery.Ambiguous}, sent}, []string{"staff/", "staff/"}},
	} {
		r := paused(t, c.answers...)
		if c.channel != "" {
			contains(t, run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": c.channel})), c.channel)
		}
		for range 5 {
			r.move(t, r.at.Add(time.Minute))
		}
		var got []string
		for i, p := range r.wire.posts[2:] {
			if later := i > 0 && p.Channel != ""; p.Again != later {
				t.Errorf("%s: whether an earlier attempt may have arrived is %t of post %d", name, p.Again, i+1)
			}
			got = append(got, p.Channel+"/"+p.Person)
			if resumes := strings.Contains(string(p.Components), "digest/resume"); resumes != (p.Channel != "") {
				t.Errorf("%s: whether %q has a button that resumes the digest, which works on its server alone, is %v", name, p.Channel+"/"+p.Person, resumes)
			}
		}
		unheard := 0
		for _, e := range r.ledger(t) {
			if e.Outcome == desk.OutcomeUntold {
				unheard++
			}
		}
		if both := strings.HasSuffix(name, "refuse") || strings.HasSuffix(name, "who refuses"); both != (unheard == 1) {
			t.Errorf("%s: the ledger says %+v", name, r.ledger(t))
		}
		if len(got) != len(c.want) || got[0] != c.want[0] || got[len(got)-1] != c.want[len(c.want)-1] {
			t.Errorf("%s: told %q, want %q", name, got, c.want)
		}
	}
}

// TestAnAlertIsSentThoughDiscordDoesNotSayWhetherTheBotIsThere: an outage is no removal, and nothing is to be erased.
func TestAnAlertIsSentThoughDiscordDoesNotSayWhetherTheBotIsThere(t *testing.T) {
	r := paused(t)
	r.deaf = true
	r.move(t, r.at.Add(time.Minute))
	if left, err := r.kv.List(t.Context(), "guild:g", "left"); err != nil || len(left) != 0 || len(r.wire.posts) != 3 {
		t.Errorf("%d posts, left: %+v, %v", len(r.wire.posts), left, err)
	}
}

// TestAnAlertOfWhatIsNoLongerSoIsNotSent: the digest was removed, resumed or paused again after the alert fell due.
func TestAnAlertOfWhatIsNoLongerSoIsNotSent(t *testing.T) {
	for name, c := range map[string]struct {
		recovered bool
		change    string // of the digest, once the alert is claimed
		lost      bool   // whether that takes the claim away
		told      int
	}{
		"paused":             {false, "", false, 1},
		"paused, resumed":    {false, "resume", true, 0},
		"paused, removed":    {false, "remove", true, 0},
		"recovered":          {true, "", false, 1},
		"recovered, paused":  {true, "pause", false, 0},
		"recovered, removed": {true, "remove", true, 0},
	} {
		r := paused(t)
		if c.recovered {
			r.move(t, r.at.Add(time.Second))
			change(t, r, "resume", nil)
			r.move(t, seven.Add(24*time.Hour))
		}
		before := len(r.wire.posts)
		r.at = r.at.Add(time.Second)
		claims, err := r.kv.Claim(t.Context(), 10, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatalf("%s: due are %+v, %v", name, claims, err)
		}
		if c.change != "" {
			change(t, r, c.change, nil)
		}
		d := delivery.Deliverer{
			Desk: r.Desk, Post: r.wire.post, Find: r.wire.find, Publish: r.wire.publish, Member: r.member, Secret: []byte("secret"),
		}
		err = d.Deliver(t.Context(), scheduler.Slot{Claim: claims[0], Until: time.Now().Add(time.Minute)})
		if errors.Is(err, store.ErrLost) != c.lost || err != nil && !c.lost || errors.Is(err, desk.ErrNoDigest) {
			t.Errorf("%s: %v", name, err)
		}
		if told := len(r.wire.posts) - before; told != c.told {
			t.Errorf("%s: told %d times", name, told)
		}
	}
}

// TestTheAdminsAreToldWhatAutoModBlocks, once until a digest is posted again: what an article says is seldom blocked alone.
func TestTheAdminsAreToldWhatAutoModBlocks(t *testing.T) {
	blocked := delivery.Result{Outcome: delivery.Held, Reason: because("AutoMod blocked it")}
	sent := delivery.Result{Outcome: delivery.Sent, MessageID: "m"}
	r := newRoom(t, blocked, sent, blocked, sent, sent)
	for day := range 3 {
		r.move(t, seven.Add(time.Duration(day)*24*time.Hour))
		r.move(t, r.at.Add(time.Minute))
	}
	var told []string
	for _, p := range r.wire.posts {
		if p.Person == "p" {
			told = append(told, string(p.Components))
		}
	}
	if len(told) != 2 {
		t.Fatalf("told %d times: %q", len(told), told)
	}
	contains(t, told[0], "A digest was blocked", "AutoMod blocked it")
	contains(t, told[1], "A digest is posted again")
}

// TestAnAlertOfABlockIsNotSentWhenItIsNoLongerSo: a digest that was posted meanwhile, or is paused, is told of otherwise.
func TestAnAlertOfABlockIsNotSentWhenItIsNoLongerSo(t *testing.T) {
	for _, change := range []func(*desk.Digest) error{
		func(g *desk.Digest) error { g.Trouble = nil; return nil },
		func(g *desk.Digest) error { g.Paused = because("paused"); return nil },
	} {
		r := newRoom(t, delivery.Result{Outcome: delivery.Held, Reason: because("AutoMod blocked it")})
		r.move(t, seven)
		if _, err := r.ChangeDigest(t.Context(), "g", "c", change); err != nil {
			t.Fatal(err)
		}
		r.move(t, r.at.Add(time.Minute))
		if len(r.wire.posts) != 1 {
			t.Errorf("%d posts", len(r.wire.posts))
		}
	}
}
