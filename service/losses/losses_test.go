package losses

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/desk/contacts"
	"lede/store"
	"lede/store/boltkv"
)

// forgetful is a store that has lost something each time that it is asked.
type forgetful struct{ store.Watched }

func (forgetful) Check(context.Context) error { return store.ErrForgot }

// TestALossIsMendedAndToldByTheLookThatFindsIt: what is left is due again, and the admin who set what is lost is told.
func TestALossIsMendedAndToldByTheLookThatFindsIt(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	ctx := t.Context()
	d := desk.New(desk.Options{Store: kv, Contacts: contacts.New()})
	for _, channel := range []string{"gone", "left"} {
		g := desk.Digest{Channel: channel, By: "ana", Timetable: "07:30 every day UTC", Next: now.Add(time.Hour)}
		if _, err := d.AddDigest(ctx, "1", g, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	err = kv.Update(ctx, "guild:1", func(tx store.Tx) error { return errors.Join(tx.Delete("digests", "gone"), tx.Unschedule("left")) })
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	w := &Watch{Store: forgetful{kv}, Desk: d, Log: slog.New(slog.DiscardHandler), Tell: delivery.Deliverer{Desk: d, Post: func(_ context.Context, p delivery.Post) delivery.Result {
		told = append(told, p.Guild+" "+p.Person)
		return delivery.Result{Outcome: delivery.Sent}
	}}}
	w.Look(ctx)
	if len(told) != 1 || told[0] != "1 ana" {
		t.Errorf("told are %q", told)
	}
	due := ""
	if err := kv.WalkDue(ctx, func(_, id string) error { due += id; return nil }); err != nil || due != "left" {
		t.Errorf("due is %q, %v", due, err)
	}
	if !errors.Is(w.Health(), store.ErrForgot) || w.Count() != 1 {
		t.Errorf("health says %v, and %d losses are counted", w.Health(), w.Count())
	}
}

// TestNoServerWaitsForAnotherToBeToldOfALoss, which may take minutes.
func TestNoServerWaitsForAnotherToBeToldOfALoss(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	told := make(chan struct{})
	w := &Watch{Log: slog.New(slog.DiscardHandler), Tell: delivery.Deliverer{Desk: desk.New(desk.Options{Store: store.NewMemory(nil)}), Post: func(ctx context.Context, p delivery.Post) delivery.Result {
		if p.Guild == "2" {
			close(told)
			return delivery.Result{Outcome: delivery.Sent}
		}
		select {
		case <-told:
		case <-ctx.Done():
			t.Error("the second server waits for the first")
		}
		return delivery.Result{Outcome: delivery.Sent}
	}}}
	w.tellAll(ctx, []desk.Forgotten{{Guild: "1", Alerts: "10", Digests: []string{"c"}}, {Guild: "2", Alerts: "20", Digests: []string{"c"}}})
}

// TestADigestFoundLostIsALossAtOnce, and is told by the next look, in one message with all else that its server has lost.
func TestADigestFoundLostIsALossAtOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	ctx, d := t.Context(), desk.New(desk.Options{Store: kv, Contacts: contacts.New()})
	for _, guild := range []string{"1", "3"} {
		if _, err := d.AddDigest(ctx, guild, desk.Digest{Channel: "gone", By: "ana", Timetable: "07:30 every day UTC", Next: now.Add(time.Hour)}, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	if err := kv.Update(ctx, "guild:1", func(tx store.Tx) error { return tx.Delete("digests", "gone") }); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	told := map[string]string{}
	w := &Watch{Store: &checked{says: []error{store.ErrUnavailable, nil, nil}, Watched: kv}, Desk: d, Log: slog.New(slog.DiscardHandler)}
	w.Tell = delivery.Deliverer{Desk: d, Post: func(_ context.Context, p delivery.Post) delivery.Result {
		mu.Lock()
		defer mu.Unlock()
		told[p.Guild+" "+p.Person] += string(p.Components)
		return delivery.Result{Outcome: delivery.Sent}
	}}
	by := []contacts.Digest{{By: "ana", Channel: "55"}}
	w.Found(desk.Forgotten{Guild: "1", Digests: []string{"other"}, Known: by})
	w.Found(desk.Forgotten{Guild: "2", Digests: []string{"55"}, Known: by})
	if !errors.Is(w.Health(), store.ErrForgot) || w.Count() != 2 {
		t.Errorf("health says %v, and %d losses are counted", w.Health(), w.Count())
	}
	if w.Look(ctx); len(told) != 0 {
		t.Errorf("while the store is away, told are %v", told)
	}
	w.Look(ctx)
	w.Look(ctx)
	if len(told) != 2 || strings.Count(told["1 ana"], "2 digests of") != 1 || strings.Count(told["2 ana"], "1 digest of") != 1 {
		t.Errorf("told are %v", told)
	}
}

// checked is a store whose check says one thing after another.
type checked struct {
	store.Watched
	says []error
}

func (c *checked) Check(context.Context) error {
	said := c.says[0]
	c.says = c.says[1:]
	return said
}

// TestAStoreWhoseDiskFailsIsUnwellWhileItLasts: the log says so once, and it is no loss. A store that is away is for others to
// report.
func TestAStoreWhoseDiskFailsIsUnwellWhileItLasts(t *testing.T) {
	t.Parallel()
	full := fmt.Errorf("writing: %w", store.ErrUnsaved)
	var log strings.Builder
	w := &Watch{Store: &checked{says: []error{store.ErrUnavailable, full, full, nil}}, Log: slog.New(slog.NewTextHandler(&log, nil))}
	for i, unwell := range []bool{false, true, true, false} {
		if w.Look(t.Context()); errors.Is(w.Health(), store.ErrUnsaved) != unwell {
			t.Errorf("look %d: %v", i, w.Health())
		}
	}
	if said := log.String(); strings.Count(said, "level=ERROR msg=\"the disk of the store refuses changes") != 1 || !strings.Contains(said, "can be written") || w.Count() != 0 {
		t.Errorf("%d losses, and the log says\n%s", w.Count(), said)
	}
}
