package desk_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/problem"
	"lede/store"
	"lede/store/kvtest"
)

// TestAGuildThatWasLeftIsErasedAfter30Days, and one that stayed is asked about after 30 more.
func TestAGuildThatWasLeftIsErasedAfter30Days(t *testing.T) {
	const days = 30 * 24 * time.Hour
	ctx := t.Context()
	for name, c := range map[string]struct {
		do   func(*desk.Desk, store.KV, *clock) error
		task desk.Task
		at   time.Time
	}{
		"left":       {func(d *desk.Desk, _ store.KV, _ *clock) error { return d.Leave(ctx, "g") }, desk.EraseLeft, start.Add(days)},
		"found left": {func(d *desk.Desk, _ store.KV, _ *clock) error { return d.FoundLeft(ctx, "g") }, desk.EraseLeft, start.Add(days)},
		"found left twice": {func(d *desk.Desk, _ store.KV, c *clock) error {
			err := d.FoundLeft(ctx, "g")
			c.at = start.Add(time.Hour)
			return errors.Join(err, d.FoundLeft(ctx, "g"))
		}, desk.EraseLeft, start.Add(days)},
		"back": {func(d *desk.Desk, _ store.KV, _ *clock) error {
			return errors.Join(d.Leave(ctx, "g"), d.Return(ctx, "g"))
		}, desk.AskMember, start.Add(days)},
		"stayed": {func(d *desk.Desk, kv store.KV, c *clock) error {
			err := d.Return(ctx, "g")
			c.at = start.Add(days)
			return errors.Join(err, d.Stayed(ctx, claimOne(t, kv)))
		}, desk.AskMember, start.Add(2 * days)},
		"settings": {func(d *desk.Desk, _ store.KV, _ *clock) error {
			_, err := d.ChangeSettings(ctx, "g", func(*desk.Settings) {})
			return err
		}, desk.AskMember, start.Add(days)},
		"settings imported": {func(d *desk.Desk, _ store.KV, _ *clock) error {
			c, err := d.Import(ctx, "g", desk.Intake{Settings: &desk.Settings{Zone: "UTC"}})
			if !c.Any() {
				t.Error("a change of the settings is none")
			}
			return err
		}, desk.AskMember, start.Add(days)},
		"articles imported": {func(d *desk.Desk, _ store.KV, _ *clock) error {
			c, err := d.Import(ctx, "g", intake(t, `{"lede_export":1,"articles":[{"article":{"text":"A b."}}]}`))
			if !c.Any() {
				t.Error("a change of the articles is none")
			}
			return err
		}, desk.AskMember, start.Add(days)},
	} {
		d, kv, clock := open(t)
		if err := c.do(d, kv, clock); err != nil {
			t.Fatal(name, err)
		}
		if at, ok, err := kv.NextDue(ctx); err != nil || !ok || !at.Equal(c.at) {
			t.Errorf("%s: next due is %v, %v, %v", name, at, ok, err)
		}
		clock.at = c.at
		if task, _ := desk.TaskOf(claimOne(t, kv)); task != c.task {
			t.Errorf("%s: due is %v", name, task)
		}
	}
}

// TestALineOfTheLedgerIsShownFor90Days to the millisecond.
func TestALineOfTheLedgerIsShownFor90Days(t *testing.T) {
	d, kv, c := open(t)
	record(t, kv, "ledger", "2026-03-01T08:00:00.000Z 412", `{"v":2,"data":{"digest":"412","channel":"412","slot":"2026-03-01T08:00:00Z","outcome":"sent"}}`)
	for after, want := range map[time.Duration]int{90 * 24 * time.Hour: 1, 90*24*time.Hour + time.Millisecond: 0} {
		c.at = start.Add(after)
		if list, err := d.Ledger(t.Context(), "g"); err != nil || len(list) != want {
			t.Errorf("after %v there are %d lines, %v", after, len(list), err)
		}
	}
}

// TestTheLedgerIsPrunedNowAndThen: looking at all of it for every slot would cost more than the slot.
func TestTheLedgerIsPrunedNowAndThen(t *testing.T) {
	d, kv, c := open(t)
	if _, err := d.AddDigest(t.Context(), "g", digest(start), "UTC"); err != nil {
		t.Fatal(err)
	}
	most := 0
	for i := range 300 {
		claim := claimOne(t, kv)
		c.at = c.at.Add(time.Minute)
		e := desk.Entry{Digest: "c1", Channel: "c1", Slot: claim.Due, Outcome: desk.OutcomeQuiet, Reason: problem.New("desk.said", "text", fmt.Sprint(i)), At: c.at}
		if err := d.Complete(t.Context(), claim, desk.Ending{Entry: e, Next: c.at}); err != nil {
			t.Fatal(err)
		}
		list, err := kv.List(t.Context(), "guild:g", "ledger")
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, len(list))
	}
	if most < 105 || most > 200 {
		t.Errorf("up to %d lines are kept", most)
	}
}

// unwell is a store that makes no change, because it is gone or hangs.
type unwell struct {
	store.KV
	err error // nil hangs
}

func (u unwell) Update(ctx context.Context, _ string, _ func(store.Tx) error) error {
	if u.err != nil {
		return u.err
	}
	<-ctx.Done()
	return ctx.Err()
}

// TestAnArticleIsReadThoughItCannotBeNotedThatItWas, unless it is the caller whose time is over.
func TestAnArticleIsReadThoughItCannotBeNotedThatItWas(t *testing.T) {
	_, kv, _ := open(t)
	for name, c := range map[string]struct {
		err      error
		patience time.Duration
		want     error
	}{
		"gone":                {store.ErrUnavailable, time.Minute, nil},
		"hangs":               {nil, time.Minute, nil},
		"hangs for too long":  {nil, 10 * time.Millisecond, context.DeadlineExceeded},
		"refuses what it has": {kvtest.ErrFault, time.Minute, kvtest.ErrFault},
	} {
		d := desk.New(desk.Options{Store: unwell{kv, c.err}, Articles: []*briefing.Article{article("i1", "Shared")}})
		ctx, cancel := context.WithTimeout(t.Context(), c.patience)
		defer cancel()
		a, err := d.Open(ctx, desk.Reader{Guild: "g", Person: "sam"}, "")
		if a == nil || !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}
