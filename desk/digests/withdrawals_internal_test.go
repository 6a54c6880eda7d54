package digests

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lede/store"
)

// TestAPostThatIsWithdrawnIsCorrectedNoMore: the other posts are, and a correction of one of those that is on its way goes on.
func TestAPostThatIsWithdrawnIsCorrectedNoMore(t *testing.T) {
	both := []Posted{{Slot: day0, At: day0, Message: "m"}, {Slot: minutes(1), At: day0, Message: "n"}}
	for name, c := range map[string]struct {
		posted []Posted
		reply  *Reply // on its way; nil for none
		left   int
		frozen bool // the correction is still on its way
		due    time.Time
	}{
		"of two":                            {both, nil, 1, false, day0.Add(correctedFirst)},
		"of two, and it is being corrected": {both, &Reply{Message: "m"}, 1, false, day0.Add(correctedFirst)},
		"of two, and the other is being corrected": {both, &Reply{Message: "n"}, 1, true, minutes(9)},
		"the only one":                  {both[:1], &Reply{Message: "m"}, 0, false, time.Time{}},
		"one that is corrected no more": {both[1:], &Reply{Message: "n"}, 1, true, minutes(9)},
	} {
		d := newDiary(t)
		d.edit(t, func(tx store.Tx) (err error) {
			if c.reply != nil {
				err = kinds.Put(tx, kindEditions, correctID("7"), Edition{Reply: c.reply})
			}
			return errors.Join(err, kinds.Put(tx, kindPosted, "7", c.posted), tx.Schedule(correctID("7"), minutes(9)))
		})
		d.edit(t, func(tx store.Tx) error {
			write, err := uncorrect(tx, Entry{Digest: "7", Message: "m"}, day0)
			if err != nil {
				return err
			}
			return write(tx)
		})
		var list []Posted
		d.read(t, kindPosted, "7", &list)
		frozen := d.read(t, kindEditions, correctID("7"), &Edition{})
		if at := d.due(t, day0.Add(time.Hour))[correctID("7")]; len(list) != c.left || frozen != c.frozen || !at.Equal(c.due) {
			t.Errorf("%s: %d are left, on its way %v, due at %v", name, len(list), frozen, at)
		}
	}
}

// TestTheKindOfAChannelThatAnOlderLedeDidNotNote is that of the digest, as long as it is in the same channel.
func TestTheKindOfAChannelThatAnOlderLedeDidNotNote(t *testing.T) {
	for name, c := range map[string]struct {
		noted   Kind
		channel string // of the digest
		want    Kind
	}{"noted": {Announcement, "c", Announcement}, "not noted": {Text, "c", Forum}, "moved since": {Text, "d", Text}} {
		d := newDiary(t)
		d.edit(t, func(tx store.Tx) error {
			return errors.Join(kinds.Put(tx, KindWithdrawals, "m", Withdrawing{Entry: Entry{Digest: "7", Channel: "c", Kind: c.noted, Message: "m"}}), kinds.Put(tx, KindDigests, "7", Digest{ID: "7", Channel: c.channel, Kind: Forum}))
		})
		if post, found, err := d.Withdrawing(t.Context(), store.Claim{Owner: "guild:1", ID: withdrawID("m")}); err != nil || !found || post.Kind != c.want {
			t.Errorf("%s: %q, %v, %v", name, post.Kind, found, err)
		}
	}
}

// TestWhatBecameOfAWithdrawalIsNoted: by who holds its claim, and of a message that was changed by anybody, unless the data was erased.
func TestWhatBecameOfAWithdrawalIsNoted(t *testing.T) {
	for name, c := range map[string]struct {
		held, kept bool
		outcome    string
		noted      bool
	}{
		"withdrawn": {true, true, OutcomeWithdrawn, true}, "not withdrawn": {true, true, OutcomeUnwithdrawn, true},
		"withdrawn by another": {false, true, OutcomeWithdrawn, true}, "not withdrawn by another": {false, true, OutcomeUnwithdrawn, false}, "withdrawn and erased": {false, false, OutcomeWithdrawn, false},
	} {
		d := newDiary(t)
		post := Entry{Digest: "7", Channel: "c", Slot: day0, Message: "m", Outcome: OutcomeSent}
		d.edit(t, func(tx store.Tx) (err error) {
			if c.kept {
				err = kinds.Put(tx, KindWithdrawals, "m", post)
			}
			return errors.Join(err, tx.Schedule(withdrawID("m"), day0))
		})
		claims, err := d.kv.Claim(t.Context(), 9, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatal(claims, err)
		}
		if !c.held {
			claims[0].Token = "another"
		}
		line := post.Withdrawal(c.outcome, minutes(1))
		if err := d.Withdrawn(t.Context(), claims[0], line); errors.Is(err, store.ErrLost) == c.held || c.held && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if noted := d.read(t, kindLedger, ledgerKey(line), &Entry{}); noted != c.noted {
			t.Errorf("%s: noted %v", name, noted)
		}
		if left := d.read(t, KindWithdrawals, "m", &Entry{}); left == c.noted && c.kept {
			t.Errorf("%s: still to be withdrawn %v", name, left)
		}
	}
}

// TestWhichPostsCanBeWithdrawn: what was posted and is not withdrawn, the latest first.
func TestWhichPostsCanBeWithdrawn(t *testing.T) {
	d := newDiary(t)
	line := func(digest, outcome, message string, at int) Entry {
		return Entry{Digest: digest, Channel: "c", Slot: minutes(at), Outcome: outcome, Message: message, At: minutes(at)}
	}
	withdrawn := line("7", OutcomeSent, "m1", 1)
	d.edit(t, func(tx store.Tx) error {
		return errors.Join(
			putLines(tx, withdrawn, withdrawn.Withdrawal(OutcomeWithdrawn, minutes(9)), line("7", OutcomeSent, "m2", 2), line("8", OutcomeLate, "m3", 3), line("7", OutcomeQuiet, "", 4), line("7", OutcomeRefused, "m5", 5), line("9", OutcomeSent, "m6", 1)),
			kinds.Put(tx, KindDigests, "7", Digest{ID: "7", Latest: "c/m2", Shown: map[string]time.Time{"a": minutes(2), "b": minutes(1), "c": minutes(3)}}),
			kinds.Put(tx, KindDigests, "8", Digest{ID: "8", Latest: "c/m3", Shown: map[string]time.Time{"d": minutes(3)}}),
		)
	})
	d.now = minutes(10)
	posts, err := d.Posts(t.Context(), "1")
	var got []string
	for _, e := range posts {
		got = append(got, e.Message)
	}
	if strings.Join(got, " ") != "m3 m2 m6" || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	for ref, want := range map[string]string{"a": "m2", "b": "", "c": "", "d": "m3", "e": ""} {
		if post, found, err := d.PostOf(t.Context(), "1", ref); err != nil || post.Message != want || found != (want != "") {
			t.Errorf("article %s is shown by %q, %v, %v", ref, post.Message, found, err)
		}
	}
	for message, want := range map[string]error{"m1": ErrWithdrawn, "m2": nil, "m5": ErrNoPost, "": ErrNoPost, "m9": ErrNoPost} {
		if post, err := d.Withdraw(t.Context(), "1", message); !errors.Is(err, want) || want == nil && (err != nil || post.Message != message) {
			t.Errorf("%q: %+v, %v", message, post, err)
		}
	}
	for id, want := range map[string]string{"7": "", "8": "c/m3"} { // the next edition leads to none that was withdrawn
		var g Digest
		if d.read(t, KindDigests, id, &g); g.Latest != want {
			t.Errorf("digest %s leads to %q", id, g.Latest)
		}
	}
	if _, err := d.Withdraw(t.Context(), "1", "m6"); err != nil { // its digest is gone
		t.Error(err)
	}
	if due := d.due(t, minutes(10)); len(due) != 2 {
		t.Errorf("%v are due", due)
	}
}
