package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
)

// TestAGuildIsNeverShownAnArticleOfAnother, though its reader opened it there a moment ago and knows its name.
func TestAGuildIsNeverShownAnArticleOfAnother(t *testing.T) {
	d, _, _ := open(t, article("i1", "Shared"))
	ctx := t.Context()
	if _, _, err := d.Add(ctx, "here", "ana", article("own", "Of this guild")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Brief(ctx, "sam", article("brief", "Of Sam’s own")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Open(ctx, desk.Reader{Guild: "here", Person: "sam"}, desk.Ref("own")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		reader desk.Reader
		id     string
		found  bool
	}{
		{desk.Reader{Guild: "here", Person: "sam"}, "own", true},
		{desk.Reader{Guild: "there", Person: "sam"}, "own", false},
		{desk.Reader{Person: "sam"}, "own", true},
		{desk.Reader{Guild: "there", Person: "sam"}, "brief", true},
		{desk.Reader{Person: "sam"}, "brief", true},
		{desk.Reader{Guild: "here", Person: "robin"}, "brief", false},
		{desk.Reader{Person: "robin"}, "brief", false},
		{desk.Reader{Person: "robin"}, "own", false},
		{desk.Reader{Guild: "there"}, "own", false},
	} {
		a, err := d.Open(ctx, c.reader, desk.Ref(c.id))
		if c.found && (err != nil || a.ID != c.id) || !c.found && !errors.Is(err, desk.ErrNoSuchArticle) {
			t.Errorf("%+v opens %s: %+v, %v", c.reader, c.id, a, err)
		}
	}
}

// TestAnArticleOfTheShelfStandsBeforeTheInstances: the same article on both is the guild's, with who added it.
func TestAnArticleOfTheShelfStandsBeforeTheInstances(t *testing.T) {
	d, _, _ := open(t, article("i1", "Shared"), article("i2", "Shared later"))
	ctx := t.Context()
	if _, _, err := d.Add(ctx, "g", "ana", article("i1", "Shared, corrected")); err != nil {
		t.Fatal(err)
	}
	list, err := d.Headlines(ctx, desk.Reader{Guild: "g"})
	if err != nil || !slices.Equal(titles(list), []string{"Shared, corrected", "Shared later"}) || list[0].Shared() || !list[1].Shared() {
		t.Errorf("got %+v, %v", list, err)
	}
	if a, err := d.Article(ctx, desk.Reader{Guild: "g"}, list[0]); err != nil || a.Title != "Shared, corrected" {
		t.Errorf("got %+v, %v", a, err)
	}
	if a, err := d.Open(ctx, desk.Reader{Guild: "g"}, "Shared, corr"); err != nil || a.Title != "Shared, corrected" {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestArticlesOfOneInstantStandByTheirNames(t *testing.T) {
	d, _, c := open(t)
	var refs []string
	for i := range 8 {
		if _, _, err := d.Add(t.Context(), "g", "ana", article(fmt.Sprint(i), fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
		refs = append(refs, desk.Ref(fmt.Sprint(i)))
	}
	c.at = c.at.Add(time.Second)
	last, _, err := d.Add(t.Context(), "g", "ana", article("last", "last"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(refs)
	list, err := d.Headlines(t.Context(), desk.Reader{Guild: "g"})
	if err != nil || len(list) != 9 || list[0].Ref != last.Ref {
		t.Fatalf("%+v, %v", list, err)
	}
	for i, h := range list[1:] {
		if h.Ref != refs[i] {
			t.Errorf("article %d is %s, want %s", i, h.Ref, refs[i])
		}
	}
}

func TestAReplacedArticleKeepsItsPlaceAndNamesTheOldTitle(t *testing.T) {
	d, _, _ := open(t)
	for _, c := range []struct{ id, title, replaced string }{{"a", "One", ""}, {"a", "One, corrected", "One"}, {"b", "Two", ""}, {"b", "Two, corrected", "Two"}} {
		h, replaced, err := d.Add(t.Context(), "g", "ana", article(c.id, c.title))
		if err != nil || replaced != c.replaced || h.Title != c.title || h.By != "ana" || !h.Added.Equal(start) {
			t.Errorf("%+v replaces %q, %v", h, replaced, err)
		}
	}
	if list, err := d.Headlines(t.Context(), desk.Reader{Guild: "g"}); err != nil || len(list) != 2 {
		t.Errorf("%v, %v", titles(list), err)
	}
}

// TestOnlySoMuchOfAnArticleIsKept: 4 MiB as it is written down.
func TestOnlySoMuchOfAnArticleIsKept(t *testing.T) {
	d, _, _ := open(t)
	const most = 4 << 20
	empty, err := json.Marshal(&briefing.Article{ID: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for bytes, ok := range map[int]bool{most: true, most + 1: false} {
		a := &briefing.Article{ID: "x", Text: strings.Repeat("x", bytes-len(empty))}
		if _, _, err := d.Add(t.Context(), "g", "ana", a); (err == nil) != ok || err != nil && !errors.Is(err, desk.ErrTooLarge) {
			t.Errorf("an article of %d bytes: %v", bytes, err)
		}
		if _, err := d.Brief(t.Context(), "ana", a); (err == nil) != ok {
			t.Errorf("a person’s own of %d bytes: %v", bytes, err)
		}
	}
}

// TestTheNewestIsMeantByNoName, even if another article has no title.
func TestTheNewestIsMeantByNoName(t *testing.T) {
	d, _, _ := open(t, article("i1", ""), article("i2", "Newest"))
	if h, err := d.Find(t.Context(), desk.Reader{Guild: "g"}, ""); err != nil || h.Title != "Newest" {
		t.Errorf("%+v, %v", h, err)
	}
}

// TestWhatAPersonHadBriefedIsFoundAtOnceWhereverTheyAre: the button of its card is pressed in a guild.
func TestWhatAPersonHadBriefedIsFoundAtOnceWhereverTheyAre(t *testing.T) {
	d, _, _ := open(t)
	h, err := d.Brief(t.Context(), "sam", article("brief", "Of Sam’s own"))
	if err != nil {
		t.Fatal(err)
	}
	if a, err := d.Open(t.Context(), desk.Reader{Guild: "g", Person: "sam"}, h.Ref); err != nil || a.ID != "brief" {
		t.Errorf("%+v, %v", a, err)
	}
}
