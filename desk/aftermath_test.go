package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/digests"
	"lede/desk/feeds"
	"lede/desk/talk"
	"lede/store"
	"lede/store/kvtest"
)

// openAftermath opens a desk whose guild got an edition that may still be corrected, and whose reader sam left all that falls due later.
func openAftermath(t *testing.T) *stand {
	t.Helper()
	s := openStand(t, desk.Options{}, item("f1", mill, ""))
	ctx, r := t.Context(), desk.Reader{Guild: "g", Person: "sam"}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	g := digest(s.clock.at)
	g.Sources = []string{s.source.ID}
	_, err := s.AddDigest(ctx, "g", g, "UTC")
	must(err)
	c := s.due(t, desk.PostDigest)
	must(s.Complete(ctx, c, desk.Ending{
		Entry: desk.Entry{Digest: "c1", Channel: "c1", Slot: c.Due, Outcome: desk.OutcomeSent, Message: "m1", At: s.clock.at},
		Next:  c.Due.AddDate(0, 2, 0), Told: []string{"a"}, Shown: []digests.Shown{{Ref: "a", Words: json.RawMessage(`["x"]`)}},
	}))
	must(s.Report(ctx, r, json.RawMessage(`{"content":"wrong"}`)))
	must(s.RememberTurn(ctx, r, talk.Turn{Article: "a"}))
	must(s.KeepDraft(ctx, r, map[string]string{"title": "typed"}))
	must(s.Greet(ctx, "g", "welcome", s.clock.at, s.clock.at))
	_, err = s.Brief(ctx, "sam", article("b", "Sam’s own"))
	must(err)
	return s
}

// due claims what is due and returns the claim of a task.
func (s *stand) due(t *testing.T, want desk.Task) (c store.Claim) {
	t.Helper()
	claims, err := s.kv.Claim(t.Context(), 100, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range claims {
		if task, _ := desk.TaskOf(one); task == want {
			c = one
		}
	}
	if c.ID == "" {
		t.Fatalf("task %d is not due: %+v", want, claims)
	}
	return c
}

// later is due after some time.
func (s *stand) later(t *testing.T, d time.Duration, want desk.Task) store.Claim {
	t.Helper()
	s.clock.at = s.clock.at.Add(d)
	return s.due(t, want)
}

// TestAFaultInWhatFollowsAnEditionIsTold, and in what else is looked after: whichever operation fails.
func TestAFaultInWhatFollowsAnEditionIsTold(t *testing.T) {
	const day = 24 * time.Hour
	inGuild := desk.Reader{Guild: "g", Person: "sam"}
	corrected := desk.Entry{Digest: "c1", Channel: "c1", Outcome: desk.OutcomeSent, Message: "m2"}
	withdraw := func(s *stand) store.Claim {
		if _, err := s.Withdraw(t.Context(), "g", "m1"); err != nil {
			t.Fatal(err)
		}
		return s.due(t, desk.WithdrawPost)
	}
	for name, call := range map[string]func(context.Context, *desk.Desk, *stand) error{
		"Posted": func(ctx context.Context, d *desk.Desk, s *stand) error {
			_, err := d.Posted(ctx, s.later(t, day, desk.CorrectDigest))
			return err
		},
		"Watched": func(ctx context.Context, d *desk.Desk, s *stand) error {
			return d.Watched(ctx, s.later(t, day, desk.CorrectDigest))
		},
		"Watched for the last time": func(ctx context.Context, d *desk.Desk, s *stand) error {
			return d.Watched(ctx, s.later(t, 10*day, desk.CorrectDigest))
		},
		"Corrected": func(ctx context.Context, d *desk.Desk, s *stand) error {
			c := s.later(t, day, desk.CorrectDigest)
			list, err := s.Posted(ctx, c)
			if err != nil || len(list) != 1 {
				return errors.Join(err, errors.New("one edition is watched"))
			}
			return d.Corrected(ctx, c, digests.Reply{Slot: list[0].Slot, Channel: "c1", Message: "m1"}, corrected)
		},
		"Posts": func(ctx context.Context, d *desk.Desk, _ *stand) error { _, err := d.Posts(ctx, "g"); return err },
		"PostOf": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			_, _, err := d.PostOf(ctx, "g", "m1")
			return err
		},
		"Withdraw": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			_, err := d.Withdraw(ctx, "g", "m1")
			return err
		},
		"Withdrawing": func(ctx context.Context, d *desk.Desk, s *stand) error {
			_, _, err := d.Withdrawing(ctx, withdraw(s))
			return err
		},
		"Withdrawn": func(ctx context.Context, d *desk.Desk, s *stand) error {
			return d.Withdrawn(ctx, withdraw(s), corrected)
		},
		"WithdrawLater": func(ctx context.Context, d *desk.Desk, s *stand) error {
			c := withdraw(s)
			post, _, err := s.Withdrawing(ctx, c)
			return errors.Join(err, d.WithdrawLater(ctx, c, post, s.clock.at.Add(time.Hour)))
		},
		"WantsAtOnce": func(ctx context.Context, d *desk.Desk, s *stand) error {
			_, err := d.WantsAtOnce(ctx, "g", s.source.ID)
			return err
		},
		"Forget": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			_, err := d.Forget(ctx, "g", "c1")
			return err
		},
		"Remind": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			_, err := d.Remind(ctx, "guild:g", "c1")
			return err
		},
		"Reported": func(ctx context.Context, d *desk.Desk, s *stand) error {
			_, _, _, err := d.Reported(ctx, s.due(t, desk.TellReport))
			return err
		},
		"DropReport": func(ctx context.Context, d *desk.Desk, s *stand) error {
			return d.DropReport(ctx, s.due(t, desk.TellReport))
		},
		"DropReport later": func(ctx context.Context, d *desk.Desk, s *stand) error {
			return d.DropReport(ctx, s.later(t, day, desk.TellReport))
		},
		"Greeting": func(ctx context.Context, d *desk.Desk, _ *stand) error { _, err := d.Greeting(ctx, "g"); return err },
		"LastTurn": func(ctx context.Context, d *desk.Desk, _ *stand) error { _, err := d.LastTurn(ctx, "sam"); return err },
		"RememberTurn": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			return d.RememberTurn(ctx, inGuild, talk.Turn{Article: "b"})
		},
		"DropTurnClaimed": func(ctx context.Context, d *desk.Desk, s *stand) error {
			return d.DropTurnClaimed(ctx, s.later(t, day, desk.DropTurn))
		},
		"DropDraftClaimed": func(ctx context.Context, d *desk.Desk, s *stand) error {
			return d.DropDraftClaimed(ctx, s.later(t, day, desk.DropDraft))
		},
		"DropBriefsClaimed": func(ctx context.Context, d *desk.Desk, s *stand) error {
			return d.DropBriefsClaimed(ctx, s.later(t, 31*day, desk.DropBriefs))
		},
		"EraseClaimed": func(ctx context.Context, d *desk.Desk, s *stand) error {
			if err := s.Leave(ctx, "g"); err != nil {
				return err
			}
			return d.EraseClaimed(ctx, s.later(t, 31*day, desk.EraseLeft))
		},
		"Language":         func(ctx context.Context, d *desk.Desk, _ *stand) error { _, err := d.Language(ctx, "sam"); return err },
		"RememberLanguage": func(ctx context.Context, d *desk.Desk, _ *stand) error { return d.RememberLanguage(ctx, "sam", "de") },
		"GuildLanguage": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			_, err := d.GuildLanguage(ctx, "g")
			return err
		},
		"RememberGuildLanguage": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			return d.RememberGuildLanguage(ctx, "g", "de")
		},
		"Unheard": func(ctx context.Context, d *desk.Desk, s *stand) error {
			_, _, err := d.Unheard(ctx, "g", s.source.ID)
			return err
		},
		"ResumeSource": func(ctx context.Context, d *desk.Desk, s *stand) error {
			_, err := d.ResumeSource(ctx, "g", s.source.ID)
			return err
		},
		"RemoveSource": func(ctx context.Context, d *desk.Desk, s *stand) error {
			_, err := d.RemoveSource(ctx, "g", s.source.ID)
			return err
		},
		"FeedItems": func(ctx context.Context, d *desk.Desk, s *stand) error {
			_, err := d.FeedItems(ctx, s.source)
			return err
		},
		"StartSources": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			return d.StartSources(ctx, "h", []string{"https://other.example/rss"})
		},
		"Preview": func(ctx context.Context, d *desk.Desk, _ *stand) error {
			_, err := d.Preview(ctx, "g", desk.Intake{By: "cy", Settings: &desk.Settings{Alerts: "1"}})
			return err
		},
		"Read": func(ctx context.Context, d *desk.Desk, s *stand) error {
			h, err := s.Find(ctx, inGuild, "")
			if err == nil {
				_, err = d.Read(ctx, inGuild, h)
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			bears := map[string]bool{"EraseClaimed": true, "Watched for the last time": true} // what goes may be damaged
			for n := 0; ; n++ {
				s := openAftermath(t)
				f := kvtest.NewFaulty(s.kv, n, "instance")
				d := desk.New(desk.Options{Store: f, Feeds: feeds.New(feeds.Options{Store: f, Web: s, Gap: time.Nanosecond})})
				err := call(t.Context(), d, s)
				if !f.Struck() {
					if n == 0 || err != nil {
						t.Errorf("%d operations, %v", n, err)
					}
					break
				}
				if !errors.Is(err, kvtest.ErrFault) {
					t.Errorf("operation %d fails, and the caller is told %v", n, err)
				}
			}
			for n := 0; ; n++ {
				s := openAftermath(t)
				f := kvtest.NewTorn(s.kv, n, "instance")
				d := desk.New(desk.Options{Store: f, Feeds: feeds.New(feeds.Options{Store: f, Web: s, Gap: time.Nanosecond})})
				if err := call(t.Context(), d, s); !f.Struck() {
					break
				} else if err == nil && !bears[name] {
					t.Errorf("record %d is damaged, and the caller is not told", n)
				}
			}
		})
	}
}
