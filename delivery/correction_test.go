package delivery_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/delivery"
	"lede/desk"
	"lede/store"
)

// fireCorrected is fire after its source changed the toll.
var fireCorrected = strings.Replace(fire, "killed 10 people", "killed 12 people", 1)

// put adds an article, or what its source made of it.
func (r *room) put(t *testing.T, a *briefing.Article) {
	t.Helper()
	if _, _, err := r.Add(t.Context(), "g", "p", a); err != nil {
		t.Fatal(err)
	}
}

// corrected is a room whose digest showed the fire, which its source corrected a quarter of an hour later.
func corrected(t *testing.T, answers ...delivery.Result) *room {
	t.Helper()
	r := newRoom(t, append([]delivery.Result{{Outcome: delivery.Sent, MessageID: "edition"}}, answers...)...)
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fire, now))
	r.move(t, seven)
	r.at = seven.Add(15 * time.Minute)
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fireCorrected, now))
	return r
}

// outcomes are those of the ledger, the latest first.
func (r *room) outcomes(t *testing.T) (list []string) {
	t.Helper()
	for _, e := range r.ledger(t) {
		list = append(list, e.Outcome)
	}
	return list
}

// TestAnEditionIsCorrectedOnce: one reply to its message, with the old and the new words, both cited; another only when it is changed again, and
// none after two days.
func TestAnEditionIsCorrectedOnce(t *testing.T) {
	r := corrected(t, delivery.Result{Outcome: delivery.Sent, MessageID: "reply"})
	for at := seven; at.Before(seven.Add(6 * time.Hour)); at = at.Add(10 * time.Minute) {
		r.move(t, at)
	}
	if len(r.wire.posts) != 2 {
		t.Fatalf("%d posts", len(r.wire.posts))
	}
	reply := r.wire.posts[1]
	if reply.Reply != "edition" || reply.Channel != "c" || reply.Nonce == r.wire.posts[0].Nonce || reply.Role != "" || !strings.Contains(string(reply.Components), reply.Marker) {
		t.Errorf("%+v", reply)
	}
	contains(t, string(reply.Components), "Changed since by its source", "killed 10 people on Monday", `\\[1\\]`, "killed 12 people on Monday", "https://herald.example/a#:~:text=", "The Herald")
	if strings.Contains(string(reply.Components), "firefighters") {
		t.Errorf("what did not change is repeated: %s", reply.Components)
	}
	if got := strings.Join(r.outcomes(t), " "); got != "corrected sent" {
		t.Errorf("the ledger has %s", got)
	}
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", strings.Replace(fire, "killed 10 people", "killed 14 people", 1), now))
	r.move(t, r.at.Add(2*time.Hour))
	r.move(t, r.at)
	if len(r.wire.posts) != 3 || !strings.Contains(string(r.wire.posts[2].Components), "killed 12 people") || !strings.Contains(string(r.wire.posts[2].Components), "killed 14 people") {
		t.Errorf("%d posts after a second change", len(r.wire.posts))
	}
}

// TestAnEditionIsCorrectedForTwoDays and no longer; the looking ends then.
func TestAnEditionIsCorrectedForTwoDays(t *testing.T) {
	r := newRoom(t)
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fire, now))
	r.move(t, seven)
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Quiet = true; return nil }); err != nil {
		t.Fatal(err)
	}
	for at := seven; at.Before(seven.Add(50 * time.Hour)); at = at.Add(30 * time.Minute) {
		r.move(t, at)
	}
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fireCorrected, now))
	for range 12 {
		r.move(t, r.at.Add(time.Hour))
	}
	if len(r.wire.posts) != 1 {
		t.Errorf("%d posts: %v", len(r.wire.posts), r.outcomes(t))
	}
	r.forgotten(t)
	r.at = r.at.Add(time.Hour)
	claims, err := r.kv.Claim(t.Context(), 10, time.Minute)
	for _, c := range claims {
		if task, _ := desk.TaskOf(c); task == desk.CorrectDigest || err != nil {
			t.Errorf("still due: %+v, %v", c, err)
		}
	}
}

// forgotten checks that nothing is kept of what editions showed.
func (r *room) forgotten(t *testing.T) {
	t.Helper()
	for _, kind := range []string{"posted", "shown"} {
		if left, err := r.kv.List(t.Context(), "guild:g", kind); err != nil || len(left) != 0 {
			t.Errorf("%d records of %s are left, %v", len(left), kind, err)
		}
	}
}

// TestAnEditionOfTheFirstLedeIsCorrected: what it showed stood in the list of the editions, and its key points were structured before.
func TestAnEditionOfTheFirstLedeIsCorrected(t *testing.T) {
	r := corrected(t)
	const clipping = `{"article":{"language":"en","text":"A fire in Harwick killed 10 people on Monday.","paragraphs":[{"start":0,"end":45}],` +
		`"sentences":[{"start":0,"end":45,"paragraph":0}],"figures":[{"start":25,"end":34,"value":10,"unit":"people","sentence":0}]},"numbers":[0]}`
	err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
		shown, err := tx.List("shown")
		if err != nil || len(shown) != 1 {
			return fmt.Errorf("%d records, %w", len(shown), err)
		}
		_, data, _ := strings.Cut(string(shown[0].Value), `"data":`)
		var list []desk.Shown
		if err := json.Unmarshal([]byte(strings.TrimSuffix(data, "}")), &list); err != nil {
			return err
		}
		posted := fmt.Sprintf(`{"v":1,"data":[{"slot":%q,"at":%q,"channel":"c","message":"edition","shown":[{"ref":%q,"words":%s}]}]}`,
			seven.Format(time.RFC3339), seven.Format(time.RFC3339), list[0].Ref, clipping)
		return errors.Join(tx.Delete("shown", shown[0].Key), tx.Put("posted", "c", []byte(posted)))
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		r.move(t, r.at.Add(15*time.Minute))
	}
	if len(r.wire.posts) != 2 || !strings.Contains(string(r.wire.posts[1].Components), "killed 12 people") {
		t.Errorf("%d posts: %v", len(r.wire.posts), r.outcomes(t))
	}
}

// TestACorrectionIsNeitherLostNorDoubled: whatever Discord answers, or however often the process dies.
func TestACorrectionIsNeitherLostNorDoubled(t *testing.T) {
	half := 30 * time.Minute
	for name, test := range map[string]struct {
		answers []delivery.Result
		blind   error
		found   string
		posts   int // of the reply
		want    string
	}{
		"a fault, then it arrives":    {[]delivery.Result{{Outcome: delivery.Retry}, {Outcome: delivery.Sent, MessageID: "r"}}, nil, "", 2, "corrected"},
		"an answer that is lost":      {[]delivery.Result{{Outcome: delivery.Ambiguous}, {Outcome: delivery.Sent, MessageID: "r"}}, nil, "", 2, "corrected"},
		"the original was deleted":    {[]delivery.Result{{Outcome: delivery.Refused, Reason: because("gone")}, {Outcome: delivery.Refused, Reason: because("gone")}}, nil, "", 2, "uncorrected"},
		"a filter takes it":           {[]delivery.Result{{Outcome: delivery.Held, Reason: because("held")}}, nil, "", 1, "uncorrected"},
		"lost for long, and found":    {[]delivery.Result{{Outcome: delivery.Ambiguous}}, nil, "r", 1, "corrected"},
		"lost for long, and not seen": {[]delivery.Result{{Outcome: delivery.Ambiguous}}, delivery.ErrMayNotLook, "", 1, "uncorrected"},
	} {
		t.Run(name, func(t *testing.T) {
			r := corrected(t, test.answers...)
			r.wire.blind, r.wire.found = test.blind, test.found
			r.move(t, seven.Add(half))
			step := 5 * time.Second
			if len(test.answers) == 1 && test.answers[0].Outcome == delivery.Ambiguous {
				step = 3 * time.Minute
			} else if test.want == "uncorrected" {
				step = 4 * time.Minute
			}
			for range 8 {
				r.move(t, r.at.Add(step))
			}
			nonces := map[string]bool{}
			for _, p := range r.wire.posts[1:] {
				nonces[p.Nonce+string(p.Components)] = true
			}
			if len(r.wire.posts) != 1+test.posts || len(nonces) != 1 {
				t.Errorf("%d posts, %d different", len(r.wire.posts)-1, len(nonces))
			}
			if got := strings.Join(r.outcomes(t), " "); got != test.want+" sent" {
				t.Errorf("the ledger has %s", got)
			}
			if !slices.Contains(r.ended, "correct: "+test.want) {
				t.Errorf("it is counted as %v", r.ended)
			}
			if g, err := r.Digest(t.Context(), "g", "c"); err != nil || g.Paused != nil {
				t.Errorf("the digest is paused: %v, %v", g.Paused, err)
			}
		})
	}
}

// TestAProcessThatDiesOnACorrection sends the same bytes under the same nonce when it is back.
func TestAProcessThatDiesOnACorrection(t *testing.T) {
	r := corrected(t)
	dead := r.scheduler(func(context.Context, delivery.Post) delivery.Result { panic(errors.New("killed")) })
	r.at = seven.Add(30 * time.Minute)
	func() {
		defer func() { _ = recover() }()
		_, _ = dead.Tick(t.Context())
	}()
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", strings.Replace(fire, "killed 10 people", "killed 14 people", 1), now)) // changed again meanwhile
	r.move(t, r.at.Add(time.Minute))
	if len(r.wire.posts) != 2 || !strings.Contains(string(r.wire.posts[1].Components), "killed 12 people") {
		t.Fatalf("%d posts: %v", len(r.wire.posts), r.outcomes(t))
	}
	r.move(t, r.at.Add(time.Second))
	if len(r.wire.posts) != 3 || !strings.Contains(string(r.wire.posts[2].Components), "killed 14 people") {
		t.Errorf("%d posts", len(r.wire.posts))
	}
}

// TestACorrectionThatTheStoreStillHasIsSentAsItIs: it has lost that somebody began to send it, but not what was to be sent.
func TestACorrectionThatTheStoreStillHasIsSentAsItIs(t *testing.T) {
	r := corrected(t, delivery.Result{Outcome: delivery.Retry})
	r.move(t, seven.Add(30*time.Minute))
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", strings.Replace(fire, "killed 10 people", "killed 14 people", 1), now)) // changed again meanwhile
	r.over(lossy{r.kv, true, ""})
	r.move(t, r.at.Add(time.Minute))
	if p := r.wire.posts; len(p) != 3 || p[2].Nonce != p[1].Nonce || string(p[2].Components) != string(p[1].Components) {
		t.Errorf("%d posts: %v", len(p), r.outcomes(t))
	}
}

// TestWhatIsNoLongerReadIsNotCorrected, and keeps nothing else from it.
func TestWhatIsNoLongerReadIsNotCorrected(t *testing.T) {
	for name, want := range map[string]int{"Old bridge to close": 2, "Fire in Harwick": 1} {
		r := corrected(t)
		if _, err := r.Remove(t.Context(), "g", name); err != nil {
			t.Fatal(err)
		}
		r.move(t, seven.Add(30*time.Minute))
		if len(r.wire.posts) != want {
			t.Errorf("without %q: %d posts", name, len(r.wire.posts))
		}
	}
}

// TestACorrectionNeedsNotEveryArticle: what else changed and cannot be read keeps nothing back.
func TestACorrectionNeedsNotEveryArticle(t *testing.T) {
	for name, value := range unreadable {
		r := corrected(t)
		a := bridge(t)
		a.Title = "Old bridge to close soon"
		r.put(t, a)
		r.spoil(t, a.Title, value)
		r.move(t, seven.Add(30*time.Minute))
		if len(r.wire.posts) != 2 {
			t.Errorf("%s: %d posts", name, len(r.wire.posts))
		}
	}
}

// TestACorrectionIsNotMadeUpWithoutTheSettings: whether it may come now is one of them.
func TestACorrectionIsNotMadeUpWithoutTheSettings(t *testing.T) {
	r := corrected(t)
	r.over(lossy{r.kv, false, "settings"})
	r.move(t, seven.Add(30*time.Minute))
	if len(r.wire.posts) != 1 {
		t.Errorf("%d posts", len(r.wire.posts))
	}
}

// TestADigestThatIsRemovedIsCorrectedNoMore.
func TestADigestThatIsRemovedIsCorrectedNoMore(t *testing.T) {
	r := corrected(t)
	if err := r.RemoveDigest(t.Context(), "g", "c"); err != nil {
		t.Fatal(err)
	}
	r.forgotten(t)
	for range 6 {
		r.move(t, r.at.Add(time.Hour))
	}
	if len(r.wire.posts) != 1 {
		t.Errorf("%d posts", len(r.wire.posts))
	}
}

// TestAForumIsCorrectedInItsThread, whose id is that of its first message.
func TestAForumIsCorrectedInItsThread(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Sent, MessageID: "thread"})
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind = desk.Forum; return nil }); err != nil {
		t.Fatal(err)
	}
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fire, now))
	r.move(t, seven)
	r.at = seven.Add(15 * time.Minute)
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fireCorrected, now))
	r.move(t, seven.Add(30*time.Minute))
	if len(r.wire.posts) != 2 || r.wire.posts[1].Channel != "thread" || r.wire.posts[1].Forum != "" || r.wire.posts[1].Reply != "thread" {
		t.Errorf("%+v", r.wire.posts[1:])
	}
}

// TestQuietHoursHoldCorrectionsBack: they come at no time that anybody set.
func TestQuietHoursHoldCorrectionsBack(t *testing.T) {
	r := corrected(t)
	contains(t, run(t, r.Desk, admin("settings", "", map[string]string{"quiet": "07:20-09:00"})), "09:00")
	r.move(t, seven.Add(30*time.Minute))
	if len(r.wire.posts) != 1 {
		t.Fatalf("%d posts in the quiet hours", len(r.wire.posts))
	}
	r.move(t, seven.Add(2*time.Hour))
	if len(r.wire.posts) != 2 {
		t.Errorf("%d posts after them", len(r.wire.posts))
	}
}
