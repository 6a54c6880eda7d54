package stories

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"lede/briefing/story"
	"lede/store"
)

func TestWhatIsJudgedHasWordsEnough(t *testing.T) {
	for _, c := range []struct {
		headline, dated bool
		terms           int
		want, wordy     bool
	}{
		{false, true, leastTerms, true, true}, {false, true, leastTerms - 1, false, true}, {false, false, leastUndated, true, true}, {false, false, leastUndated - 1, false, true},
		{true, true, leastHeadline, true, false}, {true, true, leastHeadline - 1, false, false},
		{false, true, story.LeastCopied, false, true}, {false, true, story.LeastCopied - 1, false, false},
	} {
		a := Article{Signature: story.Signature{Headline: c.headline, Terms: make([]uint32, c.terms), Pairs: make([]uint32, c.terms)}}
		if c.dated {
			a.Published = time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
		}
		if judged(&a.Signature) != c.want || wordy(a) != c.wordy {
			t.Errorf("%+v: judged %v, known again %v", c, judged(&a.Signature), wordy(a))
		}
	}
}

func TestShortArticlesArePutTogetherByAddressOrWords(t *testing.T) {
	words := func(n uint32) []uint32 { return []uint32{n, 2, 3, 4, 5, 6} }
	short := func(id string, page uint32, pairs []uint32) Article {
		return Article{ID: id, Signature: story.Signature{Page: page, Pairs: pairs}}
	}
	german := short("e", 0, words(1))
	german.Language = "de"
	placed := Place([]Article{
		short("a", 0, words(1)), short("b", 0, words(1)), short("c", 0, words(9)), short("d", 0, nil), german, // without addresses
		short("f", 7, words(1)), short("g", 7, words(9)), short("h", 8, words(1)), short("i", 9, nil),
	}, nil)
	story := map[string]string{}
	for _, p := range placed {
		story[p.ID] = p.Story
	}
	for pair, want := range map[[2]string]bool{
		{"a", "b"}: true, {"a", "c"}: false, {"a", "d"}: false, {"a", "e"}: false, {"a", "f"}: false, {"f", "g"}: true, {"a", "h"}: true, {"d", "i"}: false,
	} {
		if (story[pair[0]] == story[pair[1]]) != want {
			t.Errorf("%v are of one story: %v, %v", pair, !want, story)
		}
	}
	if story["i"] != "p9" || story["d"] != "ad" {
		t.Errorf("%v", story)
	}
	again := Place([]Article{short("a", 0, words(1)), short("b", 0, words(1))}, []Verdict{{A: "a", B: "b"}})
	if again[0].Story == again[1].Story {
		t.Error("an admin's word does not count of short articles")
	}
}

func TestReadersAreToldOnlyWhatIsSure(t *testing.T) {
	a, b := Article{ID: "a", Signature: story.Signature{Page: 7}}, Article{ID: "b", Signature: story.Signature{Page: 7}}
	placed := func(with string, chance float64) story.Placed {
		return story.Placed{ID: "a", Why: story.Why{With: with, Chance: chance}}
	}
	for name, c := range map[string]struct {
		p        story.Placed
		all      []Article
		verdicts []Verdict
		want     bool
	}{
		"alone": {placed("", 0), []Article{a}, nil, true}, "likely enough": {placed("c", surely), []Article{a}, nil, true}, "not quite": {placed("c", surely-0.01), []Article{a}, nil, false},
		"an admin said so": {placed("c", 0.1), []Article{a}, []Verdict{{A: "x", B: "a", Same: true}}, true}, "an admin said that it is not of another": {placed("c", 0.1), []Article{a}, []Verdict{{A: "x", B: "a"}}, false}, "of others": {placed("c", 0.1), []Article{a}, []Verdict{{A: "x", B: "b", Same: true}}, false},
		"the same page": {placed("c", 0.1), []Article{a, b}, nil, true},
	} {
		if got := sure(a, c.p, c.all, c.verdicts); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !sure(Article{ID: "a", Signature: story.Signature{Headline: true}}, placed("c", 0.1), nil, nil) {
		t.Error("a headline is judged by its own words")
	}
	if sure(Article{ID: "a"}, placed("c", 0.1), []Article{{ID: "b"}}, nil) {
		t.Error("two without an address stand at the same")
	}
	for _, c := range []struct {
		verdict Verdict
		want    bool
	}{
		{Verdict{A: "a", B: "w", Same: true}, true}, {Verdict{A: "w", B: "a", Same: true}, true}, {Verdict{A: "a", B: "w"}, false}, {Verdict{A: "a", B: "x", Same: true}, false},
		{Verdict{A: "x", B: "w", Same: true}, false}, {Verdict{A: "w", B: "x", Same: true}, false}, {Verdict{A: "x", B: "a", Same: true}, false},
	} {
		if got := told(story.Why{With: "w"}, "a", []Verdict{c.verdict, {A: "y", B: "z", Same: true}}); got.Told != c.want {
			t.Errorf("%+v: told %v", c.verdict, got.Told)
		}
	}
}

func TestTheNewestVerdictsAreKept(t *testing.T) {
	now := time.Unix(0, 0).UTC()
	kv := store.NewMemory(func() time.Time { return now })
	defer kv.Close()
	j := New(kv)
	if err := j.Judge(t.Context(), "g", "a", "a", true); !errors.Is(err, ErrSameArticle) {
		t.Error(err)
	}
	var many []Verdict
	for i := range 200 + 1 {
		many = append(many, Verdict{A: fmt.Sprint(i), B: "b", Same: true})
	}
	for n, first := range map[int]string{200: "0", 201: "1"} {
		if err := kv.Update(t.Context(), owner("g"), func(tx store.Tx) error { return Keep(tx, many[:n]) }); err != nil {
			t.Fatal(err)
		}
		if list, err := j.Verdicts(t.Context(), "g"); err != nil || len(list) != 200 || list[0].A != first {
			t.Errorf("of %d verdicts %d are kept, from %s: %v", n, len(list), list[0].A, err)
		}
	}
	now = now.Add(time.Hour)
	if err := j.Judge(t.Context(), "g", "b", "5", false); err != nil {
		t.Fatal(err)
	}
	list, err := j.Verdicts(t.Context(), "g")
	if err != nil || len(list) != 200 || list[199] != (Verdict{A: "b", B: "5", At: now}) {
		t.Errorf("%d, the last %+v, %v", len(list), list[len(list)-1], err)
	}
	for _, v := range list[:199] {
		if v.A == "5" {
			t.Error("what was said before still counts")
		}
	}
	if list, err := j.Verdicts(t.Context(), "other"); err != nil || len(list) != 0 {
		t.Errorf("another guild: %v, %v", list, err)
	}
}

// TestKnownStories: what is remembered of a grouping is what would come of it anew, and it is forgotten when anything it follows from changes.
func TestKnownStories(t *testing.T) {
	sign := func(id string, day int, terms ...uint32) Article {
		s := story.Signature{Language: "en", Published: time.Date(2026, time.March, day, 7, 0, 0, 0, time.UTC)}
		for i := range uint32(40) {
			s.Terms, s.Lead, s.Pairs = append(s.Terms, i<<8|200), append(s.Lead, i<<8|200), append(s.Pairs, i<<8|200)
		}
		s.Terms = append(s.Terms, terms...)
		return Article{ID: id, Signature: s}
	}
	told := sign("a", 1)
	told.Told = true
	var k Known
	sets := [][]Article{
		{sign("a", 1), sign("b", 1)}, {sign("a", 1), sign("c", 1)}, {sign("b", 1), sign("a", 1)}, {sign("a", 1), sign("b", 20)},
		{sign("a", 1), sign("b", 1, 99<<8|1)}, {sign("a", 1)}, {}, {told},
	}
	for range 2 {
		for n, set := range sets {
			if got, want := k.Group(set, nil), Group(set, nil); !reflect.DeepEqual(got, want) {
				t.Errorf("set %d: %v, want %v", n, got, want)
			}
		}
	}
	apart := []Verdict{{A: "a", B: "b"}}
	if got, want := k.Group(sets[0], apart), Group(sets[0], apart); !reflect.DeepEqual(got, want) || len(got) != 2 {
		t.Errorf("an admin said that they are two: %v, want %v", got, want)
	}
	sizes := map[string]uint64{formed: 0, joined: 0, alone: 2} // apart
	for _, set := range sets {
		for _, one := range Group(set, nil) {
			if n := uint64(len(one.Articles)); n > 1 {
				sizes[formed], sizes[joined] = sizes[formed]+1, sizes[joined]+n-1
			} else {
				sizes[alone]++
			}
		}
	}
	if got := k.Placed(); !reflect.DeepEqual(got, sizes) || sizes[joined] == 0 {
		t.Errorf("counted are %v, want %v", got, sizes)
	}
	if first, again := k.Group(sets[0], nil), k.Group(sets[0], nil); &first[0] != &again[0] {
		t.Error("the same articles were put together twice")
	}
}
