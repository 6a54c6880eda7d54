package desk

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/digests"
	"lede/desk/feeds"
	"lede/desk/filter"

	"lede/desk/sources"
	"lede/desk/stories"
	"lede/problem"
	"lede/scheduler"
	"lede/store"
)

var spring = time.Date(2026, time.March, 1, 8, 0, 0, 0, time.UTC)

func TestWhatAClaimIsAbout(t *testing.T) {
	site := "site:a.example"
	for claim, want := range map[[2]string]struct {
		task  Task
		id    string
		newer bool
		long  bool
	}{
		{"guild:1", "123"}: {PostDigest, "123", false, false}, {"person:1", "follow"}: {PostDigest, "follow", false, false}, {"guild:1", "later kind"}: {PostDigest, "later kind", true, false}, {"guild:1", "12a"}: {PostDigest, "12a", true, false},
		{"guild:1", "publish 7"}: {PublishDigest, "7", false, false}, {"guild:1", "alert 7"}: {TellPaused, "7", false, false}, {"guild:1", "recovered 7"}: {TellRecovered, "7", false, false}, {"guild:1", "correct 7"}: {CorrectDigest, "7", false, false}, {"guild:1", sources.FollowID("x")}: {FollowFeed, "x", false, false}, {"guild:1", sources.NoticeID("x")}: {TellSource, "x", false, false},
		{"guild:1", "erase"}: {EraseLeft, "", false, false}, {"guild:1", "member"}: {AskMember, "", false, false}, {"guild:1", "greet"}: {GreetGuild, "", false, false}, {"person:1", "draft"}: {DropDraft, "", false, false}, {"person:1", "talk"}: {DropTurn, "", false, false}, {"person:1", "briefs"}: {DropBriefs, "", false, false},
		{site, feeds.VisitID}: {VisitSite, "", false, true}, {site, "wake x"}: {WakeFollowers, "x", false, false}, {site, "tell x"}: {TellFollowers, "x", false, false},
	} {
		c := store.Claim{Owner: claim[0], ID: claim[1]}
		if task, id := TaskOf(c); task != want.task || id != want.id || OfNewer(c) != want.newer || MayTakeLong(c) != want.long {
			t.Errorf("%v: task %d of %q, of a newer Lede %v, may take long %v", claim, task, id, OfNewer(c), MayTakeLong(c))
		}
	}
}

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

func TestWhoseArticlesStandFirst(t *testing.T) {
	at := func(minutes int) time.Time { return spring.Add(time.Duration(minutes) * time.Minute) }
	list := []Headline{{Ref: "b", Added: at(1)}, {Ref: "a", Added: at(1)}, {Ref: "c", Added: at(2)}, {Ref: "d", Added: at(1), item: &FeedItem{Seq: 5}}}
	slices.SortFunc(list, newestFirst)
	var order string
	for _, h := range list {
		order += h.Ref
	}
	if order != "cdab" {
		t.Errorf("in the order %s", order)
	}
	titled := []Headline{{Ref: "0123456789ab", Title: "Ferry sails"}, {Ref: "x", Title: "The ferry"}, {Ref: "y", Title: "Ferry"}}
	for name, want := range map[string]string{"": "0123456789ab", "y": "y", " FERRY ": "y", "the ferry": "x", "sails": "0123456789ab", "ferry s": "0123456789ab", "tram": ""} {
		if h, ok := named(titled, name); h.Ref != want || ok != (want != "") {
			t.Errorf("%q means %q", name, h.Ref)
		}
	}
	p := func(ref string) place { return place{Ref: ref} }
	var r reading
	for i := range 26 {
		r = r.opening(p(fmt.Sprint(i)))
	}
	if r.Ref != "25" || len(r.Before) != 24 || r.Before[0].Ref != "24" {
		t.Errorf("%+v", r)
	}
	if r = r.opening(p("3")); r.Ref != "3" || len(r.Before) != 24 || slices.Contains(r.Before, p("3")) {
		t.Errorf("opened again: %+v", r)
	}
	for ref, want := range map[string]bool{"3": true, "4": true, "0": false, "": false} {
		if _, found := r.find(ref); found != want {
			t.Errorf("%q was opened: %v", ref, found)
		}
	}
	for _, c := range []struct {
		h    Headline
		want bool
	}{{Headline{}, true}, {Headline{By: "ana"}, false}, {Headline{Feed: "f"}, false}} {
		if c.h.Shared() != c.want {
			t.Errorf("%+v is shared: %v", c.h, !c.want)
		}
	}
	edited := at(5)
	for _, c := range []struct {
		h    Headline
		want bool
	}{{Headline{Added: at(6)}, true}, {Headline{Added: at(4)}, false}, {Headline{Added: at(4), Feed: "f"}, false}, {Headline{Added: at(6), Feed: "f"}, false}, {Headline{Feed: "f", item: &FeedItem{Edited: &edited}}, true}} {
		if got := c.h.ChangedSince(at(4)); got != c.want {
			t.Errorf("%+v has changed: %v", c.h, got)
		}
	}
	if got := (Story{Articles: []Headline{{Site: "a"}, {Site: "a"}, {Site: "b"}, {Feed: "f", Ref: "1"}, {Feed: "f", Ref: "2"}, {Ref: "3"}, {Ref: "4"}}}).Sites(); got != 5 {
		t.Errorf("%d sites", got)
	}
}

func TestWhatIsLookedAtIsKept(t *testing.T) {
	at := func(days int) time.Time { return spring.AddDate(0, 0, days) }
	looked := at(5)
	if got := firstToGo(nil); !got.IsZero() {
		t.Errorf("nothing goes at %s", got)
	}
	list := []Headline{{Added: at(3), Bytes: 2}, {Added: at(0), Looked: &looked, Bytes: 3}, {Added: at(4)}}
	if got := firstToGo(list); !got.Equal(at(33)) {
		t.Errorf("the first goes at %s", got)
	}
	if got := taken(list); got != 5 {
		t.Errorf("%d bytes", got)
	}
	if s := (Space{Server: 1}).orDefaults(); s != (Space{8 << 20, 1, 512 << 20}) {
		t.Errorf("%+v", s)
	}
	for name, c := range map[string]struct {
		g    gist
		want bool
	}{
		"fine": {gist{Bytes: 10, Points: []point{{Text: "a"}, {Sentence: 9, Text: "b"}}}, true}, "a sentence too far": {gist{Bytes: 10, Points: []point{{Sentence: 10, Text: "a"}}}, false}, "one below zero": {gist{Bytes: 10, Points: []point{{Sentence: -1, Text: "a"}}}, false}, "as long as may be": {gist{Bytes: maxArticle}, true}, "longer": {gist{Bytes: maxArticle + 1}, false},
	} {
		if got := c.g.sound(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	a := gist{Points: []point{{Sentence: 2, Text: "Two."}, {Text: "Nought."}}}.article(Headline{Title: "T"})
	if len(a.Sentences) != 3 || a.SentenceText(2) != "Two." || a.SentenceText(0) != "Nought." || a.SentenceText(1) != "" || !slices.Equal(a.Summary, []int{2, 0}) {
		t.Errorf("%+v", a)
	}
	quiet, err := scheduler.ParseHours("22:00-06:00")
	if err != nil {
		t.Fatal(err)
	}
	for zone, want := range map[string]time.Time{"": {}, "Asia/Tokyo": {}, "America/Los_Angeles": time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC), "nonsense": {}} {
		if got := (Settings{Zone: zone, Quiet: quiet}).QuietUntil(spring); !got.Equal(want) {
			t.Errorf("in %q it is quiet until %s", zone, got)
		}
	}
}

func TestWhatIsWrongWithAnExportedFile(t *testing.T) {
	ref, id := "0123456789ab", "81384788765712384"
	whole := func(change func(*Transfer)) *Transfer {
		x := &Transfer{Server: id, Settings: &Settings{Alerts: id, Colour: 0xFFFFFF}, Sources: []MovedSource{{Address: "https://a.example/feed"}}, Digests: []MovedDigest{{Channel: id, Role: id, Told: []string{ref}}}, Verdicts: []stories.Verdict{{A: ref, B: ref}}}
		change(x)
		return x
	}
	for name, c := range map[string]struct {
		change func(*Transfer)
		want   string
	}{
		"nothing": {func(*Transfer) {}, ""}, "no settings": {func(x *Transfer) { x.Settings = nil }, ""}, "no ids but a channel": {func(x *Transfer) { x.Server, x.Settings.Alerts, x.Digests[0].Role = "", "", "" }, ""},
		"the server": {func(x *Transfer) { x.Server = "x" }, "file-no-id server"}, "alerts": {func(x *Transfer) { x.Settings.Alerts = "07" }, "file-no-id settings.alerts"}, "a channel": {func(x *Transfer) { x.Digests[0].Channel = "" }, "file-no-id digests[0].channel"}, "a role": {func(x *Transfer) { x.Digests[0].Role = strings.Repeat("1", 21) }, "file-no-id digests[0].role"}, "twenty digits": {func(x *Transfer) { x.Server = strings.Repeat("1", 20) }, ""},
		"a colour": {func(x *Transfer) { x.Settings.Colour = 0x1000000 }, "file-no-colour settings.colour"}, "one below zero": {func(x *Transfer) { x.Settings.Colour = -1 }, "file-no-colour settings.colour"}, "black": {func(x *Transfer) { x.Settings.Colour = 0 }, ""}, "a source's colour": {func(x *Transfer) { x.Sources[0].Colour = -1 }, "file-no-colour sources[0].colour"}, "a source's address": {func(x *Transfer) { x.Sources[0].Address = "nonsense" }, "file-no-address sources[0].address"},
		"what was told": {func(x *Transfer) { x.Digests[0].Told = []string{ref, "x"} }, "file-no-article digests[0].told[1]"}, "the first of two": {func(x *Transfer) { x.Verdicts[0].A = "x" }, "file-no-article verdicts[0]"}, "the second": {func(x *Transfer) { x.Verdicts[0].B = "0123456789AB" }, "file-no-article verdicts[0]"}, "the first mistake": {func(x *Transfer) { x.Server, x.Settings.Colour = "x", -1 }, "file-no-id server"},
		"as many digests as may be": {func(x *Transfer) { x.Digests = slices.Repeat(x.Digests, digests.MaxDigests) }, ""}, "one more": {func(x *Transfer) { x.Digests = slices.Repeat(x.Digests, digests.MaxDigests+1) }, "file-too-many digests"}, "as many articles": {func(x *Transfer) { x.Articles = make([]MovedArticle, maxShelf) }, ""}, "one article more": {func(x *Transfer) { x.Articles = make([]MovedArticle, maxShelf+1) }, "file-too-many articles"}, "as many verdicts": {func(x *Transfer) { x.Verdicts = slices.Repeat(x.Verdicts, stories.Most) }, ""}, "one verdict more": {func(x *Transfer) { x.Verdicts = slices.Repeat(x.Verdicts, stories.Most+1) }, "file-too-many verdicts"},
	} {
		got := ""
		var p *problem.Problem
		if err := whole(c.change).checkChoices(); errors.As(err, &p) {
			got = fmt.Sprint(strings.TrimPrefix(p.Code, "desk."), " ", p.Args["path"])
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for text, want := range map[string]string{
		`{"lede_export":1}`: "", fmt.Sprintf(`{"lede_export":%d}`, transferVersion): "", fmt.Sprintf(`{"lede_export":%d}`, transferVersion+1): "desk.file-newer", `{"lede_export":0}`: "desk.file-no-version", `{"lede_export":"1"}`: "desk.file-no-version", `{"lede_export":1.5}`: "desk.file-no-version", `{}`: "desk.file-no-export", `[]`: "desk.file-no-export", `{`: "desk.file-not-json", "\xff": "desk.file-not-utf8",
	} {
		var p *problem.Problem
		got := ""
		if err := isExport([]byte(text)); errors.As(err, &p) {
			got = p.Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	var p *problem.Problem
	if err := isExport([]byte("{\n\n x")); !errors.As(err, &p) || p.Args["line"] != "3" {
		t.Errorf("%v", err)
	}
	for n, want := range map[int]bool{MaxTransfer: false, MaxTransfer + 1: true} {
		_, err := decodeTransfer([]byte(strings.Repeat(" ", n)))
		if errors.As(err, &p); (p.Code == "desk.file-too-large") != want {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func TestAServerIsGreetedOnceAndSoon(t *testing.T) {
	now := spring
	kv := store.NewMemory(func() time.Time { return now })
	defer kv.Close()
	d := New(Options{Store: kv})
	due := func() string {
		claims, err := kv.Claim(t.Context(), 9, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, c := range claims {
			list = append(list, c.Owner+" "+c.ID+" "+now.Sub(c.Due).String())
			if err := d.Dismiss(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		return strings.Join(list, ",")
	}
	for _, c := range []struct {
		guild, channel string
		ago            time.Duration
		want           string
	}{
		{"1", "c", 0, "guild:1 greet 0s"}, {"1", "c", 0, ""}, {"1", "c", 7 * time.Second, "guild:1 greet 7s"}, {"2", "", 0, ""}, {"2", "c", GreetWithin, "guild:2 greet 1m40s"}, {"3", "c", GreetWithin + 1, ""}, {"3", "c", -GreetWithin, "guild:3 greet 0s"}, {"4", "c", -GreetWithin - 1, ""},
	} {
		if err := d.Greet(t.Context(), c.guild, c.channel, spring.Add(-c.ago), spring); err != nil {
			t.Fatal(err)
		}
		if got := due(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	if channel, err := d.Greeting(t.Context(), "1"); channel != "c" || err != nil {
		t.Errorf("%q, %v", channel, err)
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

func TestWhoMayOwnWhatIsKept(t *testing.T) {
	const id = "81384788765712384"
	for owner, want := range map[string]bool{
		"guild:" + id: true, "person:" + id: true, "guild:x": false, "person:x": false, "guild:": false, "person:": false, "guild": false, "site:a.example": true, "instance": true, "Site:a": false, "": false, "1": false, "guild:" + id + "x": false,
	} {
		if got := ownable(owner); got != want {
			t.Errorf("%q owns something: %v", owner, got)
		}
	}
}

// TestWhatIsNoExport: nothing that could be an object of a known version.
func TestWhatIsNoExport(t *testing.T) {
	for file, want := range map[string]string{
		`{"lede_export":1}`: "", `{"lede_export":2}`: "desk.file-newer", `{"lede_export":0}`: "desk.file-no-version", `{"lede_export":"x"}`: "desk.file-no-version", `{}`: "desk.file-no-export", `[1]`: "desk.file-no-export", `"x"`: "desk.file-no-export", `null`: "desk.file-no-export",
		`{`: "desk.file-not-json", ``: "desk.file-not-json", "{\"a\":\"\xff\"}": "desk.file-not-utf8",
	} {
		err, code := isExport([]byte(file)), ""
		var p *problem.Problem
		if errors.As(err, &p) {
			code = p.Code
		}
		if code != want || (err == nil) != (want == "") {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}

// TestWhichFiltersCount: none that is empty or cannot be read, and of the others all.
func TestWhichFiltersCount(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := New(Options{Store: kv})
	of := func(words string) filter.Filter {
		return filter.Filter{Rules: []filter.Rule{{Kind: filter.Words, Value: words}}}
	}
	broken := filter.Filter{Rules: []filter.Rule{{Kind: filter.Pattern, Value: "("}}}
	if _, err := broken.Compile(); err == nil {
		t.Fatal("it can be read")
	}
	for name, c := range map[string]struct {
		filters []filter.Filter
		want    bool
	}{
		"none": {nil, true}, "empty": {[]filter.Filter{{}, {}}, true}, "its words": {[]filter.Filter{of("ferry")}, true}, "others": {[]filter.Filter{of("tram")}, false}, "both": {[]filter.Filter{of("ferry"), of("tram")}, false}, "its words, and an empty one": {[]filter.Filter{{}, of("ferry")}, true},
		"one that cannot be read": {[]filter.Filter{broken}, true}, "and others": {[]filter.Filter{broken, of("tram")}, false},
	} {
		if got := d.matching(t.Context(), c.filters...)(FeedItem{Title: "The ferry sails"}); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestAnArticleOfTheInstanceIsNotAServersOwn, though it has the same name.
func TestAnArticleOfTheInstanceIsNotAServersOwn(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	shared, own := &briefing.Article{ID: "a", Title: "Shared", Text: "Shared."}, &briefing.Article{ID: "a", Title: "Own", Text: "Own."}
	d := New(Options{Store: kv, Articles: []*briefing.Article{shared}})
	h, _, err := d.Add(t.Context(), "g", "ana", own)
	if err != nil {
		t.Fatal(err)
	}
	briefed, err := d.Brief(t.Context(), "sam", own)
	if err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]struct {
		r Reader
		h Headline
	}{"Own": {Reader{Guild: "g"}, h}, "Own ": {Reader{Person: "sam"}, briefed}, "Shared": {Reader{Person: "eve"}, Headline{Ref: h.Ref, at: place{Ref: h.Ref}}}} {
		if a, err := d.Article(t.Context(), c.r, c.h); err != nil || a.Title != strings.TrimSpace(want) {
			t.Errorf("read %+v, %v", a, err)
		}
		one := c.h
		if s, err := d.signature(t.Context(), c.r, &one); err != nil || reflect.DeepEqual(s, story.Sign(shared)) != (want == "Shared") {
			t.Errorf("%s: another signature: %v", want, err)
		}
	}
}
