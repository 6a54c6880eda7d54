package desk_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/store"
)

// TestOfWhatAPersonOpenedTheLast25AreKept: by a link to one of them it is found again, and by no other.
func TestOfWhatAPersonOpenedTheLast25AreKept(t *testing.T) {
	d, _, _ := open(t)
	ctx := t.Context()
	inGuild := desk.Reader{Guild: "g", Person: "sam"}
	for i := range 27 {
		if _, _, err := d.Add(ctx, "g", "ana", article(fmt.Sprint(i), fmt.Sprint("Title ", i))); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Open(ctx, inGuild, desk.Ref(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Open(ctx, inGuild, desk.Ref("20")); err != nil { // again, which takes no place of its own
		t.Fatal(err)
	}
	for i := range 27 {
		_, err := d.Find(ctx, desk.Reader{Person: "sam"}, desk.Ref(fmt.Sprint(i)))
		if kept := i >= 2; (err == nil) != kept || !kept && !errors.Is(err, desk.ErrNoSuchArticle) {
			t.Errorf("article %d: %v", i, err)
		}
	}
}

// TestTenArticlesAreKeptOfAPersonsOwn: the oldest makes room, and one that is briefed again is not counted twice.
func TestTenArticlesAreKeptOfAPersonsOwn(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	briefed := func(id string) {
		t.Helper()
		c.at = c.at.Add(time.Minute)
		h, err := d.Brief(ctx, "sam", article(id, "Title "+id))
		if err != nil || h.By != "sam" || !h.Added.Equal(c.at) {
			t.Fatalf("%+v, %v", h, err)
		}
	}
	kept := func(want ...string) {
		t.Helper()
		for _, kind := range []string{"shelf", "articles", "gists"} {
			if list, err := kv.List(ctx, "person:sam", kind); err != nil || len(list) != len(want) {
				t.Errorf("%d of %s, want %d: %v", len(list), kind, len(want), err)
			}
		}
		for _, id := range want {
			if a, err := d.Open(ctx, desk.Reader{Person: "sam"}, desk.Ref(id)); err != nil || a.ID != id {
				t.Errorf("%s: %+v, %v", id, a, err)
			}
		}
	}
	var all []string
	for i := range 10 {
		all = append(all, fmt.Sprint(i))
		briefed(fmt.Sprint(i))
	}
	briefed("0")
	kept(all...)
	briefed("new")
	kept("0", "2", "3", "4", "5", "6", "7", "8", "9", "new") // 1 was the oldest
	if a, err := d.Open(ctx, desk.Reader{Person: "sam"}, ""); err != nil || a.ID != "new" {
		t.Errorf("the default is %+v, %v", a, err)
	}
}

// TestOpeningWhatIsOpenWritesNothing: a second question about an article costs no durable write.
func TestOpeningWhatIsOpenWritesNothing(t *testing.T) {
	_, kv, _ := open(t)
	counted := &counting{KV: kv}
	d := desk.New(desk.Options{Store: counted, Articles: []*briefing.Article{article("i1", "One"), article("i2", "Two")}})
	for name, want := range map[string]int{"One": 1, "Two": 1} {
		counted.updates = 0
		for range 3 {
			if _, err := d.Open(t.Context(), desk.Reader{Person: "sam"}, name); err != nil {
				t.Fatal(err)
			}
		}
		if counted.updates != want {
			t.Errorf("opening %s three times writes %d times", name, counted.updates)
		}
	}
	counted.updates = 0
	if _, err := d.Open(t.Context(), desk.Reader{Guild: "g"}, "One"); err != nil || counted.updates != 0 {
		t.Errorf("opening for nobody writes %d times, %v", counted.updates, err)
	}
}

// counting is a store that counts its edits.
type counting struct {
	store.KV
	updates int
}

func (c *counting) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	c.updates++
	return c.KV.Update(ctx, owner, edit)
}
