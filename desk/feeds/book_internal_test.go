package feeds

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/source/feed"
)

// one is an item of a document, known by its name.
func one(name string, others ...string) feed.Item {
	return feed.Item{Title: name, Teaser: "Of " + name, Keys: feed.Keys{Main: name, Others: others, Text: "text of " + name}}
}

func documentOf(names ...string) *feed.Feed {
	f := &feed.Feed{}
	for _, name := range names {
		f.Items = append(f.Items, one(name))
	}
	return f
}

func TestADocumentThatLooksNewIsNotNews(t *testing.T) {
	later := func(name string, hours int) feed.Item {
		i := one(name)
		i.Published = day0.Add(time.Duration(hours) * time.Hour)
		return i
	}
	for name, c := range map[string]struct {
		known, document []feed.Item
		want            int // items that look new because the feed was renumbered
	}{
		"three new ones":                 {nil, documentOf("a", "b", "c").Items, 0},
		"four of four":                   {nil, documentOf("a", "b", "c", "d").Items, 4},
		"four of five":                   {documentOf("e").Items, documentOf("a", "b", "c", "d", "e").Items, 4},
		"four of six":                    {documentOf("e", "f").Items, documentOf("a", "b", "c", "d", "e", "f").Items, 0},
		"four of since the last reading": {nil, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", 2)}, 0},
		"one of before it":               {nil, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", -1)}, 4},
		"one of the moment of reading":   {nil, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", 0)}, 4},
		"one that came late":             {[]feed.Item{later("k", -5), later("j", -9)}, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", -4)}, 0},
		"one older than what was known":  {[]feed.Item{later("k", -5), later("j", -9)}, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", -6)}, 4},
		"what was known is to come":      {[]feed.Item{later("k", 9)}, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", 1)}, 0},
		"one of the future":              {nil, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", 17)}, 4},
		"one of a zone ahead":            {nil, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", 16)}, 0},
		"one of this moment":             {nil, []feed.Item{later("a", 1), later("b", 1), later("c", 1), later("d", 2)}, 0},
		"one whose title is known":       {documentOf("x").Items, []feed.Item{later("a", 1), later("b", 1), later("c", 1), func() feed.Item { i := later("d", 1); i.Title = "x"; return i }()}, 4},
	} {
		b := book{id: "f"}
		b.take(&feed.Feed{Items: c.known}, day0.Add(-time.Hour))
		b.seeded, b.read, b.news, b.fresh = true, day0, 0, nil
		b.take(&feed.Feed{Items: c.document}, day0.Add(2*time.Hour))
		if b.reseeded != c.want || b.news != 0 && c.want > 0 {
			t.Errorf("%s: %d look new, %d are news", name, b.reseeded, b.news)
		}
	}
}

func TestTheFirstDocumentIsNoNews(t *testing.T) {
	b := book{id: "f"}
	b.take(documentOf("b", "a"), day0)
	if b.news != 0 || len(b.items) != 2 || !b.items[0].Old || b.items[0].Title != "a" || b.newest != 2 || b.overlap || b.reseeded != 0 {
		t.Errorf("%+v", b)
	}
	b.seeded = true
	edited := one("a")
	edited.Keys.Text, edited.Teaser = "another", "Of something else."
	if b.take(&feed.Feed{Items: []feed.Item{edited}}, day0); !b.overlap || b.news != 0 || len(b.items) != 2 || b.items[0].Hash != "another" {
		t.Errorf("the first of its marks: %+v", b)
	}
	b.take(documentOf("c", "b", "a"), day0.Add(time.Hour))
	if b.news != 1 || len(b.items) != 3 || b.items[2].Old || b.items[2].Seq != 3 || !b.overlap || !slices.Equal(b.fresh, []int{2}) {
		t.Errorf("%+v", b)
	}
}

func TestNewItemsStandInOrder(t *testing.T) {
	dated := func(hours ...int) []feed.Item {
		var items []feed.Item
		for _, h := range hours {
			i := one(fmt.Sprint(h))
			if h != 0 {
				i.Published = day0.Add(time.Duration(h) * time.Hour)
			}
			items = append(items, i)
		}
		return items
	}
	for name, c := range map[string]struct{ items []feed.Item }{
		"by their dates": {dated(2, 1, 3)}, "one has none": {dated(2, 0, 3)}, "one is of the future": {dated(2, 9, 3)}, "one is of now": {dated(2, 4, 3)},
	} {
		order := []int{0, 1, 2}
		inOrder(order, c.items, day0.Add(4*time.Hour))
		want := []int{0, 1, 2}
		switch name {
		case "by their dates":
			want = []int{1, 0, 2}
		case "one is of now":
			want = []int{0, 2, 1}
		}
		if !slices.Equal(order, want) {
			t.Errorf("%s: %v", name, order)
		}
	}
}

func TestItemsAreKeptUpToTheirBounds(t *testing.T) {
	b := book{id: "f", seeded: true, read: day0}
	for i := range 100 + 2 {
		b.take(documentOf(fmt.Sprint("n", i)), day0.Add(time.Duration(i)*time.Minute))
	}
	if len(b.items) != 100 || b.items[0].Title != "n2" || b.items[0].Pruned != 2 {
		t.Errorf("%d items, from %s, up to %d are gone", len(b.items), b.items[0].Title, b.items[0].Pruned)
	}
	withText := 0
	for place, i := range b.items {
		if (i.Text != NoText) != (place >= 50) || (i.Bytes > 0) != (i.Text != NoText) {
			t.Errorf("the text of item %d: %q of %d bytes", place, i.Text, i.Bytes)
		}
		if i.Text != NoText {
			withText++
		}
	}
	if withText != 50 || len(b.drop) != 102-50 {
		t.Errorf("%d texts are kept, %d dropped", withText, len(b.drop))
	}
	old := book{id: "f", seeded: true, read: day0}
	old.take(documentOf("b", "a"), day0)
	old.take(documentOf("a"), day0.Add(itemsFor))
	if len(old.items) != 2 {
		t.Errorf("after 30 days: %+v", old.items)
	}
	old.take(documentOf("a"), day0.Add(itemsFor+time.Minute))
	if len(old.items) != 1 || old.items[0].Title != "a" || old.items[0].Pruned != 2 {
		t.Errorf("later, when one has gone from the document: %+v", old.items)
	}
	if !slices.Equal(old.drop, []int64{2}) {
		t.Errorf("the texts of %d are dropped", old.drop)
	}
	old.seeded = false
	old.take(documentOf("c", "a"), day0.Add(itemsFor+2*time.Minute))
	old.take(documentOf("a"), day0.Add(3*itemsFor))
	if len(old.items) != 1 || old.items[0].Pruned != 2 {
		t.Errorf("what was old news counts as gone: %+v", old.items)
	}
}

func TestAnEditIsTakenOver(t *testing.T) {
	long := func(word string) string { return strings.Repeat(word+" ", 2*fullFrom) }
	const none = "none"
	for name, c := range map[string]struct {
		before  TextKind
		bytes   int64
		seen    time.Duration // before the edit
		content string
		want    TextKind
		wanted  bool
	}{
		"a teaser by a teaser": {TeaserText, 3, 0, "", TeaserText, false}, "a teaser by a text": {TeaserText, 3, 0, long("a"), FullText, false}, "a page by a teaser": {PageText, 3, 0, "", PageText, true},
		"an old page by a teaser": {PageText, 3, pagesAnewFor, "", PageText, false}, "a page by a text": {PageText, 3, 0, long("a"), FullText, false}, "a text by a teaser": {FullText, 3, 0, "", TeaserText, false},
		"a text by no words": {FullText, 3, 0, none, FullText, false}, "a teaser by no words": {TeaserText, 3, 0, none, TeaserText, false}, "a page by no words": {PageText, 3, 0, none, PageText, true},
	} {
		b := book{id: "f", items: []Item{{Seq: 1, Hash: "old", Text: c.before, Bytes: c.bytes, Seen: day0.Add(-c.seen), Main: "a", Ref: "r"}}}
		item := one("a")
		if item.Content = c.content; c.content == none {
			item.Content, item.Teaser = "", ""
		}
		b.edit(0, item, day0)
		got := b.items[0]
		if got.Text != c.want || got.Wanted != c.wanted || got.Hash != item.Keys.Text || got.Edited == nil || got.Title != "a" || got.Ref != "r" || got.Seq != 1 {
			t.Errorf("%s: %+v", name, got)
		}
		texts := len(b.texts)
		if b.edit(0, item, day0.Add(time.Hour)); len(b.texts) != texts || !b.items[0].Edited.Equal(day0) {
			t.Errorf("%s: the same again is an edit: %+v", name, b.items[0])
		}
	}
}

func TestWhatIsKeptOfAnItemIsBounded(t *testing.T) {
	b := book{id: "f", title: "A"}
	for n, want := range map[int]bool{maxLink: true, maxLink + 1: false} {
		i := b.make(feed.Item{Link: strings.Repeat("a", n), Picture: strings.Repeat("b", n)}, 0)
		if (i.Link != "") != want || (i.Picture != "") != want || i.Published != nil || i.Site != "A" {
			t.Errorf("%d bytes: %+v", n, i)
		}
	}
	for title, want := range map[string]string{strings.Repeat("a", 500): strings.Repeat("a", 500), strings.Repeat("a", 501): strings.Repeat("a", 500) + "…", strings.Repeat("a", 499) + "é": strings.Repeat("a", 499) + "…"} {
		if got := cut(title, 500); got != want {
			t.Errorf("%d bytes became %d", len(title), len(got))
		}
	}
	if shownTitle("", "before") != "before" || shownTitle("now", "before") != "now" {
		t.Error("a feed without a title loses the one it had")
	}
}

func TestTheWordsOfAnItem(t *testing.T) {
	a := func(n int) string { return strings.Repeat("a", n) }
	for name, c := range map[string]struct {
		item feed.Item
		kind TextKind
		size int
	}{
		"nothing":                     {feed.Item{}, NoText, 0},
		"no letter":                   {feed.Item{Teaser: "1, 2… (3)"}, NoText, 0},
		"a teaser":                    {feed.Item{Teaser: "Ab."}, TeaserText, 3},
		"the longer of two":           {feed.Item{Teaser: "Abc.", Content: "<p>Ab.</p>"}, TeaserText, 4},
		"or of as long ones the text": {feed.Item{Teaser: "Abc", Content: "<p>Xyz</p>"}, TeaserText, 3},
		"long enough":                 {feed.Item{Content: "<p>" + a(fullFrom) + "</p>"}, FullText, fullFrom},
		"not quite":                   {feed.Item{Content: "<p>" + a(fullFrom-1) + "</p>"}, TeaserText, fullFrom - 1},
		"for members":                 {feed.Item{Content: "<p>" + a(fullFrom) + "</p>", MembersOnly: true}, TeaserText, fullFrom},
		"cut short":                   {feed.Item{Content: "<p>" + a(fullFrom) + "…</p>"}, TeaserText, fullFrom + 3},
		"as long as may be":           {feed.Item{Teaser: a(maxWords)}, FullText, maxWords},
		"as long and cut short":       {feed.Item{Teaser: a(maxWords-3) + "..."}, TeaserText, maxWords},
		"longer":                      {feed.Item{Teaser: a(maxWords) + "a"}, FullText, maxWords},
		"a letter across the end":     {feed.Item{Teaser: a(maxWords-1) + "é"}, FullText, maxWords - 1},
	} {
		if kind, words := wordsOf(c.item); kind != c.kind || len(words) != c.size {
			t.Errorf("%s: %s of %d bytes", name, kind, len(words))
		}
	}
	for end, want := range map[string]TextKind{"and so…": TeaserText, "and so...": TeaserText, "and so [...]": TeaserText, "Read more": TeaserText, "Read the full story": TeaserText, "Continue reading “A”": TeaserText, "The post A appeared first on B.": FullText, "he read on, and wept": FullText, "the post is closed": FullText, "the end.": FullText, "Read more: The ferry": FullText} {
		if kind, _ := wordsOf(feed.Item{Content: "<p>" + a(fullFrom) + ".</p><p>" + end + "</p>"}); kind != want {
			t.Errorf("what ends in %q is %s", end, kind)
		}
	}
	for r, want := range map[rune]bool{'a': true, 'é': true, '中': true, ' ': false, '\n': false, '5': false, '…': false} {
		if isLetter(r) != want {
			t.Errorf("%q is a letter: %v", r, !want)
		}
	}
}

func TestOnlyLongTextsHaveAPrint(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("ab ", n)) }
	if simhash(words(printedFrom-1)) != 0 || simhash(words(printedFrom)) == 0 {
		t.Error("25 words have a print, 24 have none")
	}
	if simhash(words(printedFrom)) != simhash(strings.ToUpper(words(printedFrom))) {
		t.Error("the case of letters counts")
	}
	for _, c := range []struct {
		a, b uint64
		want bool
	}{{0, 0, false}, {0, 1, false}, {1, 0, false}, {1, 1, true}, {1, 1 | 0xff<<8, true}, {1, 1 | 0x1ff<<8, false}} {
		if alike(c.a, c.b) != c.want {
			t.Errorf("%x and %x are alike: %v", c.a, c.b, !c.want)
		}
	}
}

func TestMarksFindAnItemByItsKeys(t *testing.T) {
	for name, c := range map[string]struct {
		known []string
		items []feed.Item
		want  []int
	}{
		"by the main key": {[]string{"a x", "b y"}, []feed.Item{one("b"), one("a")}, []int{1, 0}}, "by another": {[]string{"a x"}, []feed.Item{one("q", "x")}, []int{0}}, "by one that was another's": {[]string{"a x"}, []feed.Item{one("x")}, []int{0}},
		"a key of two items": {[]string{"a x"}, []feed.Item{one("q", "x"), one("r", "x")}, []int{-1, -1}}, "a key of two marks": {[]string{"a x", "b x"}, []feed.Item{one("q", "x"), one("x")}, []int{-1, -1}},
		"the main key goes before": {[]string{"a x"}, []feed.Item{one("q", "x"), one("a")}, []int{-1, 0}}, "each mark once": {[]string{"a x y"}, []feed.Item{one("q", "x"), one("r", "y"), one("a"), one("a")}, []int{-1, -1, 0, -1}}, "the first of its keys": {[]string{"a", "b x", "c y"}, []feed.Item{one("q", "x", "y")}, []int{1}},
		"not at all": {[]string{"a"}, []feed.Item{one("q", "z")}, []int{-1}},
	} {
		m := marks{Known: c.known}
		m.open()
		if got := m.find(c.items); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestMarksForgetWhatWasNotSeenForLongest(t *testing.T) {
	m := marks{}
	see := func(items []feed.Item) {
		m.open()
		m.see(items, m.find(items))
	}
	see([]feed.Item{one("b"), one("a", "x")})
	if !slices.Equal(m.Known, []string{"a x", "b"}) {
		t.Errorf("the newest stands last: %q", m.Known)
	}
	see([]feed.Item{one("q", "x", "y")})
	if !slices.Equal(m.Known, []string{"b", "a q x y"}) {
		t.Errorf("what it was kept by stays first: %q", m.Known)
	}
	m = marks{}
	for i := range 500 + 2 {
		see([]feed.Item{one(fmt.Sprint(i))})
	}
	if len(m.Known) != 502 {
		t.Errorf("%d marks, of the document and besides", len(m.Known))
	}
	if see([]feed.Item{one("new")}); len(m.Known) != 502 || m.Known[0] != "1" {
		t.Errorf("%d marks, from %s", len(m.Known), m.Known[0])
	}
	for keys, want := range map[string]string{"a b c d e f": "a b c d e f", "a b c d e f g": "a c d e f g", "a b a  b": "a b", "a b c d e f g b": "a d e f g b"} {
		if got := strings.Join(few(strings.Split(keys, " ")), " "); got != want {
			t.Errorf("of %s %s are kept", keys, got)
		}
	}
}

// TestNothingReturnsToAFeedThatShowsItsItemsInTurn: a thousand of them, twenty at a time.
func TestNothingReturnsToAFeedThatShowsItsItemsInTurn(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	b := book{id: "f"}
	now, told := day0, map[string]int{}
	for range 300 {
		now = now.Add(time.Hour)
		doc := &feed.Feed{}
		for _, i := range chance.Perm(1000)[:20] {
			doc.Items = append(doc.Items, one(fmt.Sprint(i)))
		}
		b.take(doc, now)
		for _, at := range b.fresh {
			told[b.items[at].Title]++
		}
		if b.seeded = true; len(b.marks.Known) > 500+2*20 || len(b.marks.Older) > 2000*stubBytes {
			t.Fatalf("%d marks, %d bytes of older ones", len(b.marks.Known), len(b.marks.Older))
		}
	}
	for title, n := range told {
		if n > 1 {
			t.Errorf("%s is new %d times", title, n)
		}
	}
	if len(told) < 950 {
		t.Errorf("only %d were new", len(told))
	}
	for i := range 2 * 2000 {
		b.take(documentOf(fmt.Sprint("more-", i)), now)
	}
	if n := len(b.marks.Older); n != 2000*stubBytes {
		t.Errorf("%d bytes of older marks", n)
	}
}

// TestARenamedItemHasItsTextItsPageAndItsDate, and has gone under its old name. Without a date it has more than a title.
func TestARenamedItemHasItsTextItsPageAndItsDate(t *testing.T) {
	at, later := day0, day0.Add(time.Hour)
	for name, c := range map[string]struct {
		kept    *time.Time
		item    feed.Item
		present bool
		want    bool
	}{
		"as it was":          {&at, feed.Item{Keys: feed.Keys{Text: "h"}, Link: "https://a.example/1?y", Published: at}, false, true},
		"another text":       {&at, feed.Item{Keys: feed.Keys{Text: "i"}, Link: "https://a.example/1?y", Published: at}, false, false},
		"another page":       {&at, feed.Item{Keys: feed.Keys{Text: "h"}, Link: "https://a.example/2", Published: at}, false, false},
		"another date":       {&at, feed.Item{Keys: feed.Keys{Text: "h"}, Link: "https://a.example/1", Published: later}, false, false},
		"still there":        {&at, feed.Item{Keys: feed.Keys{Text: "h"}, Link: "https://a.example/1", Published: at}, true, false},
		"undated":            {nil, feed.Item{Keys: feed.Keys{Text: "h"}, Link: "https://a.example/1", Teaser: "T"}, false, true},
		"undated, no teaser": {nil, feed.Item{Keys: feed.Keys{Text: "h"}, Link: "https://a.example/1"}, false, false},
		"dated now":          {nil, feed.Item{Keys: feed.Keys{Text: "h"}, Link: "https://a.example/1", Teaser: "T", Published: at}, false, false},
	} {
		b := book{items: []Item{{Seq: 1, Hash: "h", Link: "https://a.example/1?x", Published: c.kept, Print: 1}}}
		if got := b.renamed(c.item, 1<<63-1, map[int]bool{b.place(1): c.present}); got == 0 != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
}

// TestAKeyThatIsGivenToAnotherArticle: by its place in the feed, or since the latest has always the same.
func TestAKeyThatIsGivenToAnotherArticle(t *testing.T) {
	stories := []string{"bridge closed", "ferry sails", "harvest begins", "museum opens", "storm passes"}
	story := func(n int, key string) feed.Item {
		i := one(stories[n], fmt.Sprint("link-", n))
		i.Keys.Main, i.Published = key, day0.Add(time.Duration(n)*time.Hour)
		return i
	}
	for name, length := range map[string]int{"the latest": 1, "two by their place": 2, "three by their place": 3} {
		b := book{id: "f"}
		var told []string
		for newest := range stories {
			for range 2 { // the second time nothing has changed
				doc := &feed.Feed{}
				for n := newest; n >= max(0, newest-length+1); n-- {
					doc.Items = append(doc.Items, story(n, fmt.Sprint("place-", newest-n)))
				}
				b.take(doc, day0.Add(time.Duration(newest+1)*time.Hour))
				for _, at := range b.fresh {
					if !slices.Contains(told, b.items[at].Title) || b.items[at].Seq > int64(len(told)) {
						told = append(told, b.items[at].Title)
					}
				}
				b.seeded, b.fresh = true, nil
			}
		}
		if !slices.Equal(told, stories) {
			t.Errorf("%s: new were %q", name, told)
		}
		refs := map[string]bool{}
		for _, i := range b.items {
			refs[i.Ref] = true
		}
		if len(refs) != len(b.items) {
			t.Errorf("%s: %d refs of %d items", name, len(refs), len(b.items))
		}
	}
	for name, c := range map[string]struct {
		change func(i *feed.Item)
		want   int
	}{
		"a new headline, and its address":   {func(i *feed.Item) { i.Title, i.Keys.Others = "disaster on the ferry", []string{"x"} }, 1},
		"all of it but its link":            {func(i *feed.Item) { i.Title = "x" }, 1},
		"all of it, and its date no later":  {func(i *feed.Item) { i.Title, i.Keys.Others, i.Published = "x", []string{"x"}, day0.Add(time.Hour) }, 1},
		"all of it, and it has no other":    {func(i *feed.Item) { i.Title, i.Keys.Others = "x", nil }, 1},
		"all of it, and its date was later": {func(i *feed.Item) { i.Title, i.Keys.Others = "x", []string{"x"} }, 2},
	} {
		b := book{id: "f"}
		b.take(&feed.Feed{Items: []feed.Item{story(1, "k")}}, day0)
		again := story(1, "k")
		again.Keys.Text, again.Published = "other words", again.Published.Add(time.Hour)
		c.change(&again)
		b.take(&feed.Feed{Items: []feed.Item{again}}, day0)
		if len(b.items) != c.want {
			t.Errorf("%s: %d items, want %d", name, len(b.items), c.want)
		}
	}
}

func TestWhatAFeedThatWasFoundHolds(t *testing.T) {
	at := func(hours int) feed.Item {
		i := one(fmt.Sprint(hours))
		i.Published = day0.Add(time.Duration(hours) * time.Hour)
		return i
	}
	for name, c := range map[string]struct {
		items []feed.Item
		want  time.Duration
	}{
		"no item": {nil, 0}, "one": {[]feed.Item{at(1)}, 0}, "two": {[]feed.Item{at(5), at(1)}, 4 * time.Hour}, "in any order": {[]feed.Item{at(1), at(9), at(5)}, 4 * time.Hour}, "one without a date": {[]feed.Item{at(1), one("x"), at(5)}, 4 * time.Hour},
	} {
		if got := paceOf(&feed.Feed{Items: c.items}, day0.Add(9*time.Hour)); got != c.want {
			t.Errorf("%s: a pace of %s", name, got)
		}
	}
	full := feed.Item{Content: strings.Repeat("a ", fullFrom)}
	page, teaser, none := feed.Item{Link: "l", Teaser: "Ab"}, feed.Item{Teaser: "Ab"}, feed.Item{}
	linked := full
	linked.Link = "l"
	for name, c := range map[string]struct {
		items []feed.Item
		want  TextKind
	}{
		"none": {nil, NoText}, "full": {[]feed.Item{full}, FullText}, "full with links": {[]feed.Item{linked}, FullText}, "half of them full": {[]feed.Item{full, page}, FullText}, "fewer than half": {[]feed.Item{full, page, page}, PageText},
		"teasers": {[]feed.Item{teaser}, TeaserText}, "no words": {[]feed.Item{none}, NoText}, "half of them without words": {[]feed.Item{teaser, none}, TeaserText}, "of each one": {[]feed.Item{full, page, teaser, none}, NoText},
	} {
		if got := textOf(&feed.Feed{Items: c.items}); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestAnItemThatTakesTheNameOfAnotherIsAnother if it was known by another key, or came later, and has nothing in common with it.
func TestAnItemThatTakesTheNameOfAnotherIsAnother(t *testing.T) {
	m := marks{Known: []string{"latest a", "second b", "third c", "fourth c"}}
	m.open()
	b := &book{marks: m}
	long := strings.Repeat("The council will ask the people of the town about the bath in April, and about the pier, the ferry and all else that it cannot pay for, its clerk said on Monday. ", 3)
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		title, teaser string
		others        []string
		at            time.Time
		want          bool
	}{
		"known by another key":          {"Mayor resigns", "", []string{"b"}, time.Time{}, true},
		"and by one that is new":        {"Mayor resigns", "", []string{"b", "x"}, time.Time{}, true},
		"by a key of several":           {"Mayor resigns", "", []string{"c"}, time.Time{}, false},
		"by a key of the same":          {"Mayor resigns", "", []string{"b", "a"}, time.Time{}, false},
		"by none that is known":         {"Mayor resigns", "", []string{"x"}, time.Time{}, false},
		"by none":                       {"Mayor resigns", "", nil, day.Add(time.Hour), false},
		"later":                         {"Mayor resigns", "", []string{"x"}, day.Add(time.Hour), true},
		"at the same time":              {"Mayor resigns", "", []string{"x"}, day, false},
		"with a word of the same title": {"The pier is open", "", []string{"b"}, day.Add(time.Hour), false},
		"with nearly the same words":    {"Mayor resigns", long + "Nobody spoke.", []string{"b"}, day.Add(time.Hour), false},
	} {
		old := Item{Main: "latest", Title: "Pier shut", Hash: "h", Published: &day, Print: simhash("Pier shut " + long)}
		item := feed.Item{Title: c.title, Teaser: c.teaser, Published: c.at, Keys: feed.Keys{Main: "latest", Text: "other", Others: c.others}}
		if got := b.reused(old, 0, item); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
		item.Keys.Text = "h"
		if b.reused(old, 0, item) {
			t.Errorf("%s, and with the same text: it is another", name)
		}
	}
}

// TestTheTextsOfAFeedAreBoundedTogether: fifty of the longest would take twelve megabytes of the store, for every feed that somebody follows.
func TestTheTextsOfAFeedAreBoundedTogether(t *testing.T) {
	b := book{id: "f"}
	for n := range 12 {
		b.items = append(b.items, Item{Seq: int64(n), Text: NoText})
		b.write(n, PageText, strings.Repeat("a", maxBytes/8))
	}
	b.write(11, PageText, strings.Repeat("a", maxBytes/8+1))
	for n, i := range b.items {
		if kept := n >= 5; (i.Text != NoText) != kept || (i.Bytes > 0) != kept {
			t.Errorf("item %d: %+v", n, i)
		}
	}
	if len(b.texts) != 7 || len(b.drop) != 5 {
		t.Errorf("%d texts are kept, and %v dropped", len(b.texts), b.drop)
	}
}

// TestATextThatIsAllSentencesIsNotKept: structuring it takes hundreds of times its length, for every server that reads it.
func TestATextThatIsAllSentencesIsNotKept(t *testing.T) {
	prose := strings.Repeat("The net was found at the pier on Monday, the harbour master Ann Lee of Harwick said. ", maxWords/86)
	fine := strings.Repeat("a. ", maxWords/3)
	if kind, words := wordsOf(feed.Item{Content: prose}); kind != FullText || len(words) < maxWords/2 || !(Item{}).suits(prose) {
		t.Errorf("prose is kept as %q, %d bytes", kind, len(words))
	}
	if kind, words := wordsOf(feed.Item{Content: fine}); kind != NoText || words != "" || (Item{}).suits(fine) {
		t.Errorf("it is kept as %q, %d bytes", kind, len(words))
	}
}
