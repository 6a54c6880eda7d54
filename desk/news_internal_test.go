package desk

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk/feeds"

	"lede/problem"
	"lede/store"
)

func TestUpToWhereADigestHasTold(t *testing.T) {
	n := News{marks: map[string][]mark{
		"a": {{seq: 1, ref: "a1", done: true}, {seq: 2, ref: "a2"}, {seq: 3, ref: "a3", late: true}, {seq: 4, ref: "a4"}},
		"b": {{seq: 7, ref: "b7", late: true}, {seq: 8, ref: "b8", done: true}},
	}}
	for name, c := range map[string]struct {
		told   []string
		full   bool
		want   map[string]int64
		passed int
	}{
		"nothing":             {nil, false, map[string]int64{"a": 1}, 2},
		"the first":           {[]string{"a2"}, false, map[string]int64{"a": 2}, 2},
		"not the first":       {[]string{"a4"}, false, map[string]int64{"a": 1}, 2},
		"all it has room for": {[]string{"a2"}, true, map[string]int64{"a": 3, "b": 8}, 2},
		"what was late":       {[]string{"a2", "a3", "b7"}, false, map[string]int64{"a": 3, "b": 8}, 0},
		"everything":          {[]string{"a2", "a3", "a4", "b7"}, true, map[string]int64{"a": 4, "b": 8}, 0},
	} {
		if got := n.Upto(c.told, c.full); fmt.Sprint(got) != fmt.Sprint(c.want) || n.PassedOver(c.told) != c.passed {
			t.Errorf("%s: %v, %d passed over", name, got, n.PassedOver(c.told))
		}
	}
	items := func(pruned int64, seqs ...int64) (list []feeds.Item) {
		for _, seq := range seqs {
			list = append(list, feeds.Item{Seq: seq})
		}
		if len(list) > 0 {
			list[0].Pruned = pruned
		}
		return list
	}
	for name, c := range map[string]struct {
		items []feeds.Item
		mark  int64
		first int64 // that is left, 0 for none
		gone  int
	}{
		"nothing kept": {nil, 0, 0, 0}, "all is new": {items(0, 5, 6), 4, 5, 0}, "one was told": {items(0, 5, 6), 5, 6, 0}, "all was": {items(0, 5, 6), 6, 0, 0}, "some are gone": {items(4, 5, 6), 2, 5, 2}, "which were told": {items(4, 5, 6), 4, 5, 0}, "one is gone": {items(4, 5, 6), 3, 5, 1},
	} {
		n := News{marks: map[string][]mark{}}
		left := n.begin("a", c.items, c.mark)
		first := int64(0)
		if len(left) > 0 {
			first = left[0].Seq
		}
		if first != c.first || n.Gone != c.gone || len(n.marks["a"]) != min(c.gone, 1) {
			t.Errorf("%s: from %d on, %d are gone, %v", name, first, n.Gone, n.marks)
		}
	}
}

func TestWhatWaitsTooLongOrIsTooMuchIsPassedOver(t *testing.T) {
	now := spring.Add(staleAfter + time.Hour)
	fresh := func(n int, added time.Time) (list []Headline) {
		for i := range n {
			list = append(list, Headline{Ref: fmt.Sprint("r", i), Feed: "f", Added: added.Add(time.Duration(-i) * time.Second)})
		}
		return list
	}
	for name, c := range map[string]struct {
		n            int
		added        time.Time
		g            Digest
		kept, beyond int
		late, done   int
	}{
		"as many as may wait":       {maxInLine, now, Digest{}, maxInLine, 0, 0, 0},
		"one more":                  {maxInLine + 1, now, Digest{}, maxInLine, 1, 0, 1},
		"of three days ago":         {1, now.Add(-staleAfter), Digest{Set: now}, 1, 0, 0, 0},
		"older":                     {1, now.Add(-staleAfter - time.Second), Digest{Set: now}, 1, 0, 1, 0},
		"since the digest was set":  {1, now.Add(-staleAfter - time.Second), Digest{Set: spring}, 1, 0, 0, 0},
		"since it was posted last":  {1, now.Add(-staleAfter - time.Second), Digest{Set: now.AddDate(-1, 0, 0), Done: spring}, 1, 0, 0, 0},
		"before it was posted last": {1, now.Add(-staleAfter - time.Second), Digest{Set: spring, Done: now}, 1, 0, 1, 0},
		"too many, and older":       {maxInLine + 1, now.Add(-staleAfter - time.Second), Digest{Set: now}, maxInLine, 1, maxInLine, 1},
	} {
		list := fresh(c.n, c.added)
		news := News{marks: map[string][]mark{}}
		for i, h := range list {
			news.marks["f"] = append(news.marks["f"], mark{seq: int64(i), ref: h.Ref})
		}
		kept := news.inLine(c.g, list, now)
		late, done := 0, 0
		for _, m := range news.marks["f"] {
			if m.late {
				late++
			}
			if m.done {
				done++
			}
		}
		if len(kept) != c.kept || news.Beyond != c.beyond || late != c.late || done != c.done {
			t.Errorf("%s: %d kept, %d beyond, %d late, %d done with", name, len(kept), news.Beyond, late, done)
		}
	}
}

func TestWhichItemsOfItsSourcesADigestTells(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := New(Options{Store: kv})
	items := []feeds.Item{{Ref: "1", Seq: 1, Old: true}, {Ref: "2", Seq: 2}, {Ref: "3", Seq: 3}, {Ref: "4", Seq: 4}}
	for name, c := range map[string]struct {
		source Source
		digest Digest
		want   string
		marks  int
	}{
		"all that is new":       {Source{ID: "s"}, Digest{}, "2 3 4", 4},
		"not what was seen":     {Source{ID: "s"}, Digest{Seen: []string{"3"}}, "2 4", 4},
		"not what was told":     {Source{ID: "s"}, Digest{Told: map[string]int64{"s": 2}}, "3 4", 2},
		"from where it follows": {Source{ID: "s", From: 3}, Digest{Told: map[string]int64{"s": 2}}, "4", 1},
		"a paused source":       {Source{ID: "s", Paused: problem.New("desk.paused")}, Digest{}, "", 0},
		"not followed yet":      {Source{ID: "s", From: -1}, Digest{}, "", 0},
		"from the beginning":    {Source{ID: "s", From: 0}, Digest{}, "2 3 4", 4},
		"of another source":     {Source{ID: "s"}, Digest{Sources: []string{"other"}}, "", 0},
	} {
		n, seen := News{marks: map[string][]mark{}}, map[string]bool{}
		for _, ref := range c.digest.Seen {
			seen[ref] = true
		}
		var got []string
		for _, h := range d.fromSources(t.Context(), "g", c.digest, []followed{{c.source, items}}, seen, &n) {
			got = append(got, h.Ref)
		}
		if strings.Join(got, " ") != c.want || len(n.marks["s"]) != c.marks {
			t.Errorf("%s: %v, with %d marks", name, got, len(n.marks["s"]))
		}
	}
	for pruned, want := range map[int64]int{0: 0, 5: 0, 6: 1, 9: 4} {
		n := News{marks: map[string][]mark{}}
		kept := n.begin("s", []feeds.Item{{Seq: 10, Pruned: pruned}, {Seq: 11, Pruned: pruned}}, 5)
		if len(kept) != 2 || n.Gone != want || len(n.marks["s"]) != min(want, 1) {
			t.Errorf("up to %d are gone: %d of them, %d kept, marks %+v", pruned, n.Gone, len(kept), n.marks)
		}
	}
	if n := (News{marks: map[string][]mark{}}); n.begin("s", nil, 5) != nil {
		t.Error("a feed without items has some")
	}
	var many []feeds.Item
	for i := range 201 {
		many = append(many, feeds.Item{Ref: fmt.Sprint(i), Seen: spring.Add(time.Duration(i) * time.Minute)})
	}
	if list := sourced("g", []followed{{Source{ID: "s"}, many}}, nil); len(list) != 200 || list[0].Ref != "200" || list[199].Ref != "1" {
		t.Errorf("%d articles of sources, from %s to %s", len(list), list[0].Ref, list[len(list)-1].Ref)
	}
	if list := sourced("g", []followed{{Source{ID: "s"}, many[:3]}}, map[string]bool{"1": true}); len(list) != 1 || list[0].Ref != "1" {
		t.Errorf("of those that were seen: %+v", list)
	}
	for _, c := range []struct {
		s      Source
		i      feeds.Item
		title  string
		source briefing.TitleSource
		site   string
	}{
		{Source{}, feeds.Item{Title: "T", Link: "l", Site: "The Herald"}, "T", briefing.TitlePublished, "The Herald"},
		{Source{Name: "Ours"}, feeds.Item{Link: "l", Site: "The Herald"}, "l", briefing.TitlePublished, "Ours"},
		{Source{}, feeds.Item{Site: "The Herald", TitleMade: true}, "The Herald", briefing.TitleLede, "The Herald"},
	} {
		if h := sourceHeadline(c.s, "g", &c.i); h.Title != c.title || h.Source != c.source || h.Site != c.site {
			t.Errorf("%+v: %+v", c.i, h)
		}
	}
	if ref := Ref("a"); len(ref) != 12 {
		t.Errorf("%q does not fit a custom id", ref)
	}
}

// TestWhatSourcesBringAtOnceIsListedAlike, whichever of them answered first.
func TestWhatSourcesBringAtOnceIsListedAlike(t *testing.T) {
	noon := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	at := func(ref, feed string, seq int64, after time.Duration) Headline {
		return Headline{Ref: ref, Feed: feed, Added: noon.Add(after), item: &feeds.Item{Seq: seq}}
	}
	for first, list := range map[string][]Headline{
		"a": {at("a1", "a", 1, 0), at("b1", "b", 1, time.Second), at("a2", "a", 2, 0)},
		"b": {at("b1", "b", 1, 0), at("a2", "a", 2, time.Second), at("a1", "a", 1, time.Second)},
	} {
		list = append(list, at("later", "z", 3, time.Minute), Headline{Ref: "given later", Added: noon.Add(2 * time.Second)}, Headline{Ref: "given", Added: noon})
		slices.SortFunc(list, newestFirst)
		var got []string
		for _, h := range list {
			got = append(got, h.Ref)
		}
		if want := "later, given later, given, a2, a1, b1"; strings.Join(got, ", ") != want {
			t.Errorf("%s first: %s, not %s", first, strings.Join(got, ", "), want)
		}
	}
}
