package feeds

import (
	"slices"
	"testing"
)

func TestAnItemIsFoundInTheFeedBefore(t *testing.T) {
	list := []Item{{Main: "a", Link: "l", Hash: "h"}, {Main: "b", Hash: "i"}, {Main: "c", Link: "m", Hash: "k"}}
	for name, c := range map[string]struct {
		item Item
		want string
	}{
		"by its key":       {Item{Main: "b", Link: "l", Hash: "k"}, "b"},
		"by its link":      {Item{Main: "x", Link: "m", Hash: "h"}, "c"},
		"by its words":     {Item{Main: "x", Link: "n", Hash: "i"}, "b"},
		"not by no link":   {Item{Main: "x", Link: "", Hash: "q"}, ""},
		"not by another's": {Item{Main: "x", Link: "z", Hash: "q"}, ""},
	} {
		got := ""
		if o := known(list, c.item); o != nil {
			got = o.Main
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatIsDoneWithInOneFeedIsDoneWithInTheNext(t *testing.T) {
	before := func(ref string) *Item { return &Item{Ref: "old " + ref} }
	at := func(seq int64, ref string, before *Item, unread, old bool) item {
		return item{Item: Item{Seq: seq, Ref: ref, Old: old}, before: before, unread: unread}
	}
	told := func(refs ...string) func(Item) bool {
		return func(i Item) bool { return slices.Contains(refs, i.Ref) }
	}
	s := Succession{newest: 9, items: []item{at(3, "a", before("a"), false, false), at(5, "b", before("b"), true, false), at(7, "c", nil, false, false), at(8, "d", nil, false, true)}}
	for name, c := range map[string]struct {
		done func(Item) bool
		upto int64
		seen []string
		told []string
	}{
		"with all":     {told("old a", "old b"), 9, nil, []string{"a", "b"}},
		"with none":    {told(), 2, []string{"c", "d"}, nil},
		"with one":     {told("old a"), 4, []string{"c", "d"}, []string{"a"}},
		"with another": {told("old b"), 2, []string{"b", "c", "d"}, []string{"b"}},
	} {
		upto, seen := s.Marks(c.done)
		if upto != c.upto || !slices.Equal(seen, c.seen) || !slices.Equal(s.Seen(c.done), c.told) {
			t.Errorf("%s: up to %d, and %v; told %v", name, upto, seen, s.Seen(c.done))
		}
	}
	if upto, seen := (Succession{newest: 4}).Marks(told()); upto != 4 || seen != nil {
		t.Errorf("of nothing known: %d, %v", upto, seen)
	}
	news := Succession{newest: 9, items: []item{at(3, "a", nil, true, false)}}
	if upto, _ := news.Marks(told()); upto != 2 {
		t.Errorf("what came since is old news: %d", upto)
	}
}
