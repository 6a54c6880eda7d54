package desk

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"lede/briefing"
	"lede/desk/limiter"
	"lede/problem"
	"lede/store"
)

// TestEverythingLargeIsDoneInTurn: each door to work that grows with what a member gives goes through the limiter.
func TestEverythingLargeIsDoneInTurn(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := New(Options{Store: kv, Memory: 1 << 20, File: func(context.Context, string, string) ([]byte, error) {
		t.Error("fetched")
		return nil, nil
	}})
	a, err := briefing.Parse("A bridge fell.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Add(t.Context(), "g", "1", a); err != nil {
		t.Fatal(err)
	}
	r := Reader{Guild: "g", Person: "1"}
	d.work, d.fetching, d.pages = limiter.New(1, time.Now), limiter.New(1, time.Now), limiter.New(1, time.Now)
	for door, open := range map[string]func() error{
		"Structure":    func() error { _, err := d.Structure(t.Context(), r, a.Text, briefing.Options{}); return err },
		"Study":        func() error { return d.Study(t.Context(), r, a, func() { t.Error("studied") }) },
		"Open":         func() error { _, err := d.Open(t.Context(), r, ""); return err },
		"Fetch":        func() error { _, err := d.Fetch(t.Context(), r, "u", "n", briefing.Options{}); return err },
		"FetchPage":    func() error { _, err := d.FetchPage(t.Context(), r, "u", briefing.Options{}); return err },
		"FetchFile":    func() error { return d.FetchFile(t.Context(), r, "u", "n", nil) },
		"a large page": func() error { _, err := d.with(t.Context(), r, briefing.Options{}).More(); return err },
		"ReadTransfer": func() error { _, err := d.ReadTransfer(t.Context(), r, []byte(`{"lede_export":1}`)); return err },
	} {
		if err := open(); !errors.Is(err, ErrTooMuch) {
			t.Errorf("%s: %v", door, err)
		}
	}
}

// TestHowMuchRoomEachDoorAsksFor, to the byte: one piece of work may take half of the room.
func TestHowMuchRoomEachDoorAsksFor(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	a := &briefing.Article{Text: "A bridge fell."}
	d := New(Options{Store: kv, Attached: sent{a}, Web: web{a: a}, File: func(context.Context, string, string) ([]byte, error) { return nil, nil }})
	r, file := Reader{Person: "1"}, []byte(`{"lede_export":1}`)
	h, _, err := d.Add(t.Context(), "g", "1", a)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := kv.Get(t.Context(), ownerGuild("g"), kindArticles, h.Ref)
	if err != nil {
		t.Fatal(err)
	}
	studied := 0
	for door, c := range map[string]struct {
		gate **limiter.Limiter
		need int64
		open func() error
	}{
		"Study":     {&d.work, 48 * int64(len(a.Text)), func() error { return d.Study(t.Context(), r, a, func() { studied++ }) }},
		"Read":      {&d.work, 3 * int64(len(kept)), func() error { _, err := d.Read(t.Context(), r, h); return err }},
		"FetchFile": {&d.pages, MaxTransfer, func() error { return d.FetchFile(t.Context(), r, "u", "n", func([]byte) error { return nil }) }},
		"a large page": {&d.pages, 8 << 20, func() error {
			leave, err := d.with(t.Context(), r, briefing.Options{}).More()
			if err == nil {
				leave()
			}
			return err
		}},
		"Fetch":     {&d.fetching, 512 << 10, func() error { _, err := d.Fetch(t.Context(), r, "u", "n", briefing.Options{}); return err }},
		"FetchPage": {&d.fetching, 1 << 20, func() error { _, err := d.FetchPage(t.Context(), r, "u", briefing.Options{}); return err }},
		"ReadOutlines": {&d.work, 20 * int64(len(file)), func() error {
			if _, _, err := d.ReadOutlines(t.Context(), r, file); errors.Is(err, ErrTooMuch) {
				return err
			}
			return nil
		}},
		"an item that a filter looks at": {&d.work, 256 << 10, func() error {
			if _, err := d.FilterItem(t.Context(), r, FeedItem{Bytes: 1 << 20}); errors.Is(err, ErrTooMuch) {
				return err
			}
			return nil
		}},
		"ReadTransfer": {&d.work, 5 * int64(len(file)), func() error { _, err := d.ReadTransfer(t.Context(), r, file); return err }},
	} {
		for room, refused := range map[int64]bool{2*c.need - 1: true, 2 * c.need: false} {
			was := *c.gate
			*c.gate = limiter.New(room, time.Now)
			if err := c.open(); errors.Is(err, ErrTooMuch) != refused {
				t.Errorf("%s, with a room of %d bytes: %v", door, room, err)
			}
			*c.gate = was
		}
	}
	if studied != 1 {
		t.Errorf("studied %d times", studied)
	}
}

// sent and web return the same article for any address.
type sent struct{ a *briefing.Article }

func (s sent) Article(context.Context, string, string, briefing.Options) (*briefing.Article, error) {
	return s.a, nil
}

type web struct {
	Web
	a *briefing.Article
}

func (w web) Article(context.Context, string, briefing.Options) (*briefing.Article, error) {
	return w.a, nil
}

// TestTheRoomsAndSpaceThatTheDocumentsPromise: LEDE_READING_MEMORY, LEDE_PERSON_SPACE and the others, unless they are set.
func TestTheRoomsAndSpaceThatTheDocumentsPromise(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	for _, c := range []struct {
		asked                 Options
		work, fetching, pages int64
		space                 Space
	}{
		{Options{}, 192 << 20, 40 << 20, 32 << 20, Space{8 << 20, 64 << 20, 512 << 20}},
		{Options{Memory: 100, Space: Space{1, 2, 3}}, 100, 40 << 20, 32 << 20, Space{1, 2, 3}},
	} {
		c.asked.Store = kv
		d := New(c.asked)
		if d.space != c.space {
			t.Errorf("%+v", d.space)
		}
		if processors := runtime.GOMAXPROCS(0); d.work.Large != max(1, processors-1) {
			t.Errorf("%d large pieces of work at a time, on %d processors", d.work.Large, processors)
		}
		for name, gate := range map[string]struct {
			*limiter.Limiter
			room int64
		}{"work": {d.work, c.work}, "fetching": {d.fetching, c.fetching}, "pages": {d.pages, c.pages}} {
			if _, err := gate.Enter(t.Context(), Reader{Person: "1"}, gate.room/2); err != nil {
				t.Errorf("%s: half of the room is not to be had: %v", name, err)
			}
			if _, err := gate.Enter(t.Context(), Reader{Person: "2"}, gate.room/2+1); !errors.Is(err, ErrTooMuch) {
				t.Errorf("%s: more than half of the room: %v", name, err)
			}
		}
	}
}

// TestWhatSitesSendIsReadInTurn, among what people ask for: a site waits no longer than it has time for, has no more than one thing read
// at a time, and what the room is too small for takes all that one piece of work may.
func TestWhatSitesSendIsReadInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kv := store.NewMemory(nil)
		defer kv.Close()
		d := New(Options{Store: kv, Memory: 16 << 20})
		busy := &problem.Problem{Code: "bot.busy"}
		o := d.ForSite(t.Context(), "paper.example", briefing.Options{Title: "A"})
		for need, want := range map[int64]error{1: nil, 8 << 20: nil, 128 << 20: nil, 128<<20 + 1: ErrTooMuch} {
			read := false
			if err := o.Within(need, func() error { read = true; return nil }); !errors.Is(err, want) || read != (want == nil) {
				t.Errorf("%d bytes: read %v, %v", need, read, err)
			}
		}
		failed := errors.New("no feed")
		if err := o.Within(1, func() error { return failed }); err != failed || o.Title != "A" {
			t.Errorf("%v, %+v", err, o)
		}
		leave, err := d.work.Enter(t.Context(), Reader{Person: "1"}, 8<<20)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if err := o.Within(16<<20, func() error { t.Error("read"); return nil }); !errors.Is(err, busy) || time.Since(began) != moreWithin {
			t.Errorf("while somebody has the room: %v after %s", err, time.Since(began))
		}
		leave()
		for range 2 {
			if leave, err = o.More(); err != nil {
				t.Fatal(err)
			}
			if _, err := o.More(); !errors.Is(err, busy) {
				t.Errorf("a second large page of the site at once: %v", err)
			}
			leave()
		}
		for _, site := range []string{"a", "b", "c"} { // as many as there is room for
			if leave, err = d.ForSite(t.Context(), site, briefing.Options{}).More(); err != nil {
				t.Fatal(err)
			}
			defer leave()
		}
		if leave, err = soon(t.Context(), d.pages, Reader{Person: "1"}, maxPage); err != nil {
			t.Fatalf("people's pages wait for visits: %v", err)
		}
		leave()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if !d.ForSite(ctx, "paper.example", briefing.Options{}).Stopped() || o.Stopped() {
			t.Error("what nobody waits for goes on")
		}
	})
}
