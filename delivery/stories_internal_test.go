package delivery

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/cards"
	"lede/desk"
	"lede/store"
)

func TestWhatADigestMentionsBesidesItsStories(t *testing.T) {
	sourced := func(ref, site string) readable {
		return readable{Headline: desk.Headline{Ref: ref, Site: site, Feed: "f"}, article: &briefing.Article{ID: ref}}
	}
	lead := sourced("a", "one.example")
	others := othersOf(lead, []readable{lead, sourced("b", "one.example"), sourced("c", "two.example"), sourced("d", "two.example"), sourced("e", ""), sourced("f", "three.example")})
	if len(others) != 2 || others[0].Ref != "c" || others[1].Ref != "f" {
		t.Errorf("%+v", others)
	}
	if left := besides([]desk.Headline{{Ref: "a"}, {Ref: "b"}}, []string{"a"}); len(left) != 1 || left[0].Ref != "b" {
		t.Errorf("%+v", left)
	}
	f := front{again: []desk.Headline{{Ref: "x", Feed: "f"}}}
	if f.repeat(); len(f.also) != 0 {
		t.Error("what says nothing new is told for it alone")
	}
	f.stories = []cards.Story{{}}
	if f.repeat(); len(f.also) != 1 {
		t.Error("what says nothing new is not mentioned beside what does")
	}
	if f.mention([]desk.Headline{{Ref: "own"}, {Ref: "y", Feed: "f"}}); f.more != 1 || len(f.also) != 2 {
		t.Errorf("%d have no room, %d are mentioned", f.more, len(f.also))
	}
	c := tale{}
	c.cite(lead, 3)
	c.cite(sourced("b", ""), 1)
	if c.cite(lead, 5); len(c.shown) != 2 || !slices.Equal(c.shown[0].cited, []int{3, 5}) || c.shown[1].ref != "b" {
		t.Errorf("%+v", c.shown)
	}
	t0 := teller{digest: desk.Digest{Set: after(1)}}
	before := []readable{sourced("a", ""), sourced("b", "")}
	if !t0.lastTold(before).Equal(after(1)) {
		t.Error("never posted")
	}
	if t0.digest.Done = after(2); !t0.lastTold(before).Equal(after(2)) {
		t.Error("posted by a timetable")
	}
	if t0.digest.Posts = []time.Time{after(3), after(4)}; !t0.lastTold(before).Equal(after(4)) {
		t.Error("posted as news comes")
	}
	if t0.digest.Shown = map[string]time.Time{"a": after(6), "b": after(5), "c": after(9)}; !t0.lastTold(before).Equal(after(6)) {
		t.Error("shown")
	}
	for g, want := range map[bool]bool{true: true, false: false} {
		d := desk.Digest{Publish: true, Timetable: "07:00 UTC", Next: after(60), Spread: time.Minute}
		if g {
			d.Kind = desk.Announcement
		}
		if s := Describe(d); s.Publish != want || !s.Next.Equal(after(0)) || s.Hourly != 0 {
			t.Errorf("%+v", s)
		}
	}
	if s := Describe(desk.Digest{AsItComes: true, PerHour: 3, Timetable: "nonsense"}); s.Hourly != 3 || s.When.Line != "nonsense" {
		t.Errorf("%+v", s)
	}
}

// TestWhatAnArticleCountsOtherwiseIsNew: the sentence of it that says so, not that of the other article.
func TestWhatAnArticleCountsOtherwiseIsNew(t *testing.T) {
	parse := func(text string) *briefing.Article {
		a, err := briefing.Parse(text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	known := parse("A fire in Harwick killed 10 people on Monday, the fire service said.")
	a := parse("The mayor cancelled the fair. A fire in Harwick killed 12 people on Monday, the fire service said.")
	if got := newIn(a, []*briefing.Article{known}); !slices.Equal(got, []int{1}) {
		t.Errorf("%v", got)
	}
}

// TestFiguresThatDifferStandByTheirTime, with their sentences among those that are shown, where one of them is new.
func TestFiguresThatDifferStandByTheirTime(t *testing.T) {
	article := func(ref, site, text string, at time.Time) readable {
		a, err := briefing.Parse(text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return readable{desk.Headline{Ref: ref, Site: site, Published: &at}, a}
	}
	list := []readable{
		article("1", "The Herald", "A fire in Harwick killed 10 people on Monday, the fire service said.", after(9)),
		article("2", "The Courier", "The mayor spoke. A fire in Harwick killed 12 people on Monday, the fire service said.", after(0)),
	}
	for known, want := range map[int]int{0: 1, 1: 1, 2: 0} {
		var c tale
		c.differ(list, known)
		if len(c.Differ) != want {
			t.Errorf("%d of the two are known: %+v", known, c.Differ)
			continue
		}
		if want > 0 && (len(c.Differ[0]) != 2 || c.Differ[0][0].Site != "The Courier" || len(c.shown) != 2 || !slices.Equal(c.shown[1].cited, []int{1})) {
			t.Errorf("%+v, shown %+v", c.Differ, c.shown)
		}
	}
}

// TestTheFirstThatSaysMostLeads, of those told of now; what was told before leads nothing.
func TestTheFirstThatSaysMostLeads(t *testing.T) {
	article := func(ref, text string) readable {
		a, err := briefing.Parse(text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return readable{desk.Headline{Ref: ref}, a}
	}
	before := []readable{article("0", "A fire in Harwick killed 10 people on Monday, the fire service said.")}
	first := article("1", "A fire in Harwick killed 12 people on Monday, the fire service said.")
	second := article("2", "A fire in Harwick killed 13 people on Monday, the fire service said.")
	same := article("3", "A fire in Harwick killed 10 people on Monday, the fire service said.")
	for want, fresh := range map[string][]readable{"1": {first, second}, "2": {second, first}, "1 alone": {same, first}, "3 with nothing": {same}} {
		lead, points := newest(fresh, before)
		if want[:1] != lead.Ref || (len(points) == 0) != strings.HasSuffix(want, "nothing") {
			t.Errorf("%s leads with %v, want %s", lead.Ref, points, want)
		}
	}
}

// TestHowMuchOfAStoryIsShown: two figures that differ, each of the last three sources that have one, and three sentences of what is new.
func TestHowMuchOfAStoryIsShown(t *testing.T) {
	article := func(n int) readable {
		at := after(n)
		a, err := briefing.Parse(fmt.Sprintf("A fire in Harwick killed %d people on Monday, the fire service said. The fire in Harwick destroyed %d houses, the mayor said. "+
			"The fire in Harwick injured %d firefighters, the hospital said.", 10+n, 20+n, 30+n), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return readable{desk.Headline{Ref: fmt.Sprint(n), Site: fmt.Sprint("Site ", n), Published: &at}, a}
	}
	var list []readable
	for n := range 5 {
		list = append(list, article(n))
	}
	if all := story.Differences(articlesOf(list)); len(all) != 3 || len(all[0]) != 5 {
		t.Fatalf("the articles differ in %+v", all)
	}
	var c tale
	c.differ(list, 0)
	if len(c.Differ) != 2 || len(c.Differ[0]) != 3 || c.Differ[0][0].Site != "Site 2" || c.Differ[0][2].Site != "Site 4" {
		t.Errorf("%+v", c.Differ)
	}
	long, err := briefing.Parse("The council of Norton bought 19 buses from Volvo on Friday. The buses cost 4 million crowns, said Ann Lee. Line 7 to Kelby begins on 3 May. "+
		"The depot in Selby closes after 52 years. Drivers of the union Transport and Work want 9 percent more.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, points := newest([]readable{{article: long}}, list[:1]); len(points) != 3 {
		t.Errorf("%d sentences of what is new", len(points))
	}
}

// TestWhichArticlesAreReadByManyServers: the instance's and those of feeds.
func TestWhichArticlesAreReadByManyServers(t *testing.T) {
	for name, c := range map[string]struct {
		h    desk.Headline
		want bool
	}{"the instance's": {desk.Headline{}, true}, "a feed's": {desk.Headline{Feed: "f"}, true}, "a feed's, added by somebody": {desk.Headline{Feed: "f", By: "ana"}, true}, "a server's own": {desk.Headline{By: "ana"}, false}} {
		if common(c.h) != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
}

// TestWhatIsReadOfAStory: the newest eight articles of it, without those that are gone.
func TestWhatIsReadOfAStory(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	var articles []*briefing.Article
	for n := range 9 {
		articles = append(articles, &briefing.Article{ID: fmt.Sprint(n), Title: fmt.Sprint("Title ", n), Text: "Words."})
	}
	read := teller{desk: desk.New(desk.Options{Store: kv, Articles: articles})}
	list, err := read.desk.Headlines(t.Context(), desk.Reader{})
	if err != nil || len(list) != 9 {
		t.Fatal(len(list), err)
	}
	gone := desk.Headline{Ref: "gone"}
	for n, want := range map[int]int{1: 1, 8: 8, 9: 8} {
		if got, err := read.read(t.Context(), list[:n]); err != nil || len(got) != want || got[0].Ref != list[0].Ref {
			t.Errorf("of %d articles %d are read, %v", n, len(got), err)
		}
	}
	if got, err := read.read(t.Context(), []desk.Headline{gone, list[0]}); err != nil || len(got) != 1 {
		t.Errorf("beside one that is gone %d are read, %v", len(got), err)
	}
}
