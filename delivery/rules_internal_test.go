package delivery

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/cards"
	"lede/desk"
	"lede/problem"
	"lede/scheduler"
	"lede/store"
)

var morning = time.Date(2026, time.March, 1, 7, 0, 0, 0, time.UTC)

func after(seconds int) time.Time { return morning.Add(time.Duration(seconds) * time.Second) }

func TestTheWaitBeforeTheNextAttemptDoubles(t *testing.T) {
	d := Deliverer{Backoff: 4 * time.Second}
	for attempt, most := range map[int]time.Duration{1: 4 * time.Second, 2: 8 * time.Second, 3: 16 * time.Second, 7: 256 * time.Second, 8: maxBackoff, 100: maxBackoff} {
		for range 50 {
			if got := d.backoff(scheduler.Slot{Claim: store.Claim{Attempt: attempt}}, Result{}); got > most || got <= most*3/4 {
				t.Fatalf("after attempt %d: %s of %s", attempt, got, most)
			}
		}
	}
	for attempt, most := range map[int]time.Duration{1: 4 * time.Second, 4: 32 * time.Second, 5: digestBackoff, 100: digestBackoff} {
		if got := d.wait(scheduler.Slot{Claim: store.Claim{Attempt: attempt}}, Result{}, digestBackoff); got > most || got <= most*3/4 {
			t.Errorf("after attempt %d a digest waits %v, at most %v are due", attempt, got, most)
		}
	}
	if got := d.backoff(scheduler.Slot{Claim: store.Claim{Attempt: 1}}, Result{After: time.Hour}); got != time.Hour {
		t.Errorf("where Discord asks for an hour: %s", got)
	}
	if got := (Deliverer{}).backoff(scheduler.Slot{Claim: store.Claim{Attempt: 1}}, Result{}); got > defaultBackoff || got <= defaultBackoff*3/4 {
		t.Errorf("by default: %s", got)
	}
}

func TestANonceIsOfItsSlotAlone(t *testing.T) {
	nonce := func(secret, owner, id string, due int) string {
		return Deliverer{Secret: []byte(secret)}.nonce(scheduler.Slot{Claim: store.Claim{Owner: owner, ID: id, Due: after(due), Attempt: due}})
	}
	all := []string{nonce("s", "o", "1", 0), nonce("t", "o", "1", 0), nonce("s", "p", "1", 0), nonce("s", "o", "2", 0), nonce("s", "o", "1", 1)}
	if distinct := slices.Compact(slices.Sorted(slices.Values(all))); len(distinct) != len(all) || nonce("s", "o", "1", 0) != all[0] || len(all[0]) != 25 {
		t.Errorf("%q", all)
	}
}

func TestUntilWhenDiscordIsTrustedWithACopy(t *testing.T) {
	with := func(tried, now time.Time) *attempt {
		return &attempt{Deliverer: Deliverer{NonceWindow: 100 * time.Second}, now: now, begun: time.Now(), edition: desk.Edition{Tried: tried}}
	}
	for name, c := range map[string]struct {
		a    *attempt
		want time.Duration
	}{"never tried": {with(time.Time{}, after(0)), 100 * time.Second}, "tried now": {with(after(0), after(0)), 100 * time.Second}, "a minute ago": {with(after(0), after(60)), 40 * time.Second}, "too long ago": {with(after(0), after(130)), -30 * time.Second}} {
		if got := c.a.trusted(); got > c.want || got < c.want-10*time.Second {
			t.Errorf("%s: %s", name, got)
		}
	}
	slow := with(after(0), after(0))
	if slow.begun = time.Now().Add(-time.Hour); slow.trusted() > 0 {
		t.Error("a store that took an hour stretches it")
	}
	back := with(after(0), after(5))
	back.edition.TriedThere, back.There = after(0), func() time.Time { return after(3600) }
	if back.trusted() > 0 {
		t.Error("a store whose clock was set back by an hour stretches it")
	}
	if got := (&attempt{}).trusted(); got != defaultNonceWindow {
		t.Errorf("by default: %s", got)
	}
	for name, c := range map[string]struct {
		tried   time.Time
		now     int
		at      time.Time
		unclear bool
	}{"never tried": {time.Time{}, 0, time.Time{}, false}, "tried": {after(0), 10, after(100), true}, "nearly over": {after(0), 99, after(100), true}, "over": {after(0), 100, after(101), true}, "long over": {after(0), 500, after(501), true}} {
		if at, unclear := with(c.tried, after(c.now)).unclearUntil(); !at.Equal(c.at) || unclear != c.unclear {
			t.Errorf("%s: %s, %v", name, at, unclear)
		}
	}
	short := with(after(0), after(1))
	short.NonceWindow = time.Second
	if at, _ := short.unclearUntil(); !at.Equal(after(15)) {
		t.Errorf("a message may still appear: %s", at)
	}
}

func TestAPostIsTheSameOnEveryAttempt(t *testing.T) {
	base := attempt{guild: "g", now: after(10), begun: time.Now(), digest: desk.Digest{Channel: "c", Role: "r", Timetable: "07:00 UTC"}, edition: desk.Edition{Nonce: "n", Role: "old", Components: []byte("[]")}, slot: scheduler.Slot{Claim: store.Claim{Owner: "guild:g", ID: "1", Due: after(0)}}}
	p := base.post(t.Context())
	if p.Guild != "g" || p.Channel != "c" || p.Role != "old" || p.Nonce != "n" || p.Marker != "n" || p.Person != "" || p.Forum != "" || p.Reply != "" || p.Patience <= 0 || p.Patience > scheduler.OnTime-10*time.Second {
		t.Errorf("%+v", p)
	}
	for name, c := range map[string]struct {
		change func(*attempt)
		want   func(Post) bool
	}{
		"of an older Lede": {func(a *attempt) { a.edition.Nonce, a.edition.Role = "", "" }, func(p Post) bool { return p.Nonce == base.nonce(base.slot) && p.Role == "r" }}, "to a person": {func(a *attempt) { a.guild = "person:ana" }, func(p Post) bool { return p.Guild == "" && p.Channel == "" && p.Person == "ana" }},
		"a reply": {func(a *attempt) { a.edition.Reply = &desk.Reply{Message: "m"} }, func(p Post) bool { return p.Reply == "m" && p.Role == "" && p.Patience == 0 }}, "late": {func(a *attempt) { a.edition.Late = true }, func(p Post) bool { return p.Patience == 0 }}, "long due": {func(a *attempt) { a.now = after(3600) }, func(p Post) bool { return p.Patience == time.Millisecond }},
	} {
		a := base
		if c.change(&a); !c.want(a.post(t.Context())) {
			t.Errorf("%s: %+v", name, a.post(t.Context()))
		}
	}
	if got := localDay(desk.Digest{Timetable: "07:00 Asia/Tokyo"}, morning); got.Hour() != 16 {
		t.Errorf("in Tokyo it is %s", got)
	}
	if got := localDay(desk.Digest{Timetable: "nonsense"}, morning); !got.Equal(morning) {
		t.Errorf("%s", got)
	}
	reply := desk.Reply{Channel: "c", Message: "m"}
	if base.into(&reply); base.digest.Channel != "c" {
		t.Errorf("%s", base.digest.Channel)
	}
	reply.Kind = desk.Forum
	if base.into(&reply); base.digest.Channel != "m" {
		t.Errorf("in a forum: %s", base.digest.Channel)
	}
}

func TestWhyASlotEndedAsItDid(t *testing.T) {
	if p := tooLate(nil); p.Code != "delivery.too-late" {
		t.Error(p)
	}
	why := problem.New("bot.unreachable")
	if p := tooLate(why); p.Code != "delivery.too-late-because" || !errors.Is(p, why) {
		t.Error(p)
	}
	if p := unclear(errors.New("x")); p.Code != "delivery.unclear" {
		t.Error(p)
	}
	if p := unclear(fmt.Errorf("looking: %w", why)); p.Code != "delivery.unclear-because" || !errors.Is(p, why) {
		t.Error(p)
	}
	for late, want := range map[bool]string{false: desk.OutcomeSent, true: desk.OutcomeLate} {
		if got := (&attempt{edition: desk.Edition{Late: late}}).sent(); got != want {
			t.Errorf("late %v: %s", late, got)
		}
	}
	for _, c := range []struct {
		first time.Time
		more  []time.Time
		want  int
	}{{after(5), nil, 5}, {after(5), []time.Time{{}}, 5}, {after(5), []time.Time{after(7), after(3)}, 3}, {after(5), []time.Time{after(5)}, 5}, {after(5), []time.Time{after(3), after(7)}, 3}} {
		if got := earliest(c.first, c.more...); !got.Equal(after(c.want)) {
			t.Errorf("%v: %s", c, got)
		}
	}
}

func TestWhatWasSkippedHasItsLines(t *testing.T) {
	runs := func(n int) (list []time.Time) {
		for i := range n {
			list = append(list, after(3600*i))
		}
		return list
	}
	for name, c := range map[string]struct {
		skipped []time.Time
		older   bool
		grace   time.Duration
		want    string
	}{
		"none": {nil, false, 0, ""}, "one, too late": {runs(1), false, time.Hour, "too-late"}, "one, in time": {runs(1), false, 100 * time.Hour, "one-before"}, "one, of just now": {runs(1), false, 10 * time.Hour, "one-before"}, "two": {runs(2), false, 100 * time.Hour, "one-before one-before"}, "some older": {runs(1), true, time.Hour, "too-late-as-more"}, "some older, in time": {runs(1), true, 100 * time.Hour, "one-before-as-more"},
		"as many as have a line": {runs(desk.MaxLines), false, 0, strings.TrimSpace(strings.Repeat("too-late ", desk.MaxLines))}, "two more": {runs(desk.MaxLines + 2), false, 0, "too-late-as-others" + strings.Repeat(" too-late", desk.MaxLines-1)}, "two more, in time": {runs(desk.MaxLines + 2), false, 100 * time.Hour, "one-before-as-others" + strings.Repeat(" one-before", desk.MaxLines-1)},
	} {
		a := &attempt{now: after(36000), slot: scheduler.Slot{Grace: c.grace}, course: desk.Course{Skipped: c.skipped, Older: c.older, Spread: 0}}
		var got []string
		for _, line := range a.skippedLines() {
			got = append(got, strings.TrimPrefix(line.Reason.Code, "delivery."))
			if line.Outcome != desk.OutcomeMissed {
				t.Errorf("%s: %+v", name, line)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
	a := &attempt{now: after(0), course: desk.Course{Skipped: runs(desk.MaxLines + 2), Spread: time.Minute}}
	lines := a.skippedLines()
	if lines[0].Reason.Args["n"] != 2 || !lines[0].Slot.Equal(after(2*3600+60)) {
		t.Errorf("%+v", lines[0])
	}
}

func TestPostsThatTheStoreWasNotToldOfAreRemembered(t *testing.T) {
	slot := func(id string, due int) scheduler.Slot {
		return scheduler.Slot{Claim: store.Claim{Owner: "o", ID: id, Due: after(due)}}
	}
	var none *Answered
	none.keep(slot("1", 0), Result{})
	none.forget(slot("1", 0))
	if _, known := none.of(slot("1", 0)); known {
		t.Error("nobody remembers")
	}
	var a Answered
	if _, known := a.of(slot("1", 0)); known {
		t.Error("it is known before")
	}
	a.keep(slot("1", 0), Result{MessageID: "m"})
	for _, other := range []scheduler.Slot{slot("2", 0), slot("1", 1)} {
		if _, known := a.of(other); known {
			t.Errorf("%+v is another slot", other)
		}
	}
	if r, known := a.of(slot("1", 0)); !known || r.MessageID != "m" {
		t.Errorf("%+v, %v", r, known)
	}
	if a.forget(slot("1", 0)); len(a.posts) != 0 {
		t.Error("it is known afterwards")
	}
	for i := range maxAnswered {
		a.keep(slot("1", i), Result{})
	}
	if len(a.posts) != maxAnswered {
		t.Errorf("%d are remembered", len(a.posts))
	}
	if a.keep(slot("2", 0), Result{}); len(a.posts) != 1 {
		t.Errorf("%d are remembered when there is no room", len(a.posts))
	}
}

func TestWhatBecameOfAJobIsCounted(t *testing.T) {
	var j Jobs
	outcome := JobDone
	var told []Job
	d := Deliverer{Done: func(job Job) { told = append(told, job); j.Count(job) }, outcome: &outcome}
	s := scheduler.Slot{Claim: store.Claim{Owner: "guild:g", ID: "1", At: after(5), Due: after(0)}}
	d.ended(desk.OutcomeSent)
	d.done(s, time.Now(), nil)
	d.done(s, time.Now(), fmt.Errorf("x: %w", store.ErrLost))
	d.done(s, time.Now(), errors.New("x"))
	var got []string
	for _, job := range told {
		got = append(got, job.Task+" "+job.Outcome)
	}
	if want := []string{"digest " + desk.OutcomeSent, "digest " + JobLost, "digest " + JobFailed}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	all := j.Read()
	if all[Key{"digest", desk.OutcomeSent}] != 1 || all[Key{"digest", JobLost}] != 1 || len(all) != 11 {
		t.Errorf("%v", all)
	}
	(Deliverer{}).ended(JobRetry) // where nobody wants to know
	kv := store.NewMemory(nil)
	defer kv.Close()
	d.Desk = desk.New(desk.Options{Store: kv})
	if err := d.snooze(t.Context(), s, after(9)); !errors.Is(err, store.ErrLost) || outcome != JobRetry {
		t.Errorf("what is put off is %s, %v", outcome, err)
	}
	for task, want := range map[string]bool{"digest": true, "greet": true, "tell source": true, "visit": false, "ask": false, "": false} {
		if Awaited(task) != want {
			t.Errorf("%s is awaited: %v", task, !want)
		}
	}
}

func TestAnAlertGoesToAPersonWhereTheChannelRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		channel, person string
		first           Outcome
		want            string
	}{
		"to the channel": {"c", "ana", Sent, "c/"}, "which refuses": {"c", "ana", Refused, "c/ /ana"}, "which does not answer": {"c", "ana", Ambiguous, "c/"}, "nobody else": {"c", "", Refused, "c/"}, "no channel": {"", "ana", Refused, "/ana"},
	} {
		var asked []string
		d := Deliverer{Post: func(_ context.Context, p Post) Result {
			asked = append(asked, p.Channel+"/"+p.Person)
			if direct := string(p.Components) == "direct"; direct != (p.Person != "") {
				t.Errorf("%s: %s to %s/%s", name, p.Components, p.Channel, p.Person)
			}
			return Result{Outcome: c.first}
		}}
		d.alert(t.Context(), Post{Channel: c.channel, Components: []byte("there")}, c.person, []byte("direct"))
		if got := strings.Join(asked, " "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

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

// TestWhatIsPostedLateCountsAsLag as what is posted in time does, and what is not posted does not.
func TestWhatIsPostedLateCountsAsLag(t *testing.T) {
	var jobs Jobs
	for _, outcome := range []string{desk.OutcomeSent, desk.OutcomeLate, desk.OutcomeRefused, JobRetry} {
		jobs.Count(Job{Task: "digest", Outcome: outcome, Slot: scheduler.Slot{Claim: store.Claim{Due: morning, At: after(3)}}, Took: time.Second})
	}
	if lag := jobs.Lag.Read(); lag.Count != 2 {
		t.Errorf("%d times are counted", lag.Count)
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

// TestWhatIsKeptOfAnArticleIsReadWhenItIsSound, and has sentences that are some by themselves.
func TestWhatIsKeptOfAnArticleIsReadWhenItIsSound(t *testing.T) {
	const text = `"text":"A fire killed 10 people.","paragraphs":[{"start":0,"end":24}]`
	for kept, want := range map[string]bool{
		`{"article":{` + text + `,"sentences":[{"start":0,"end":24,"paragraph":0}]},"numbers":[0]}`:      true,
		`{"article":{` + text + `,"sentences":[{"start":0,"end":99,"paragraph":0}]},"numbers":[0]}`:      false,
		`{"article":{` + text + `},"numbers":[]}`:                                                        false,
		`{"article":{"text":"One. Two.","sentences":[{"start":0,"end":9,"paragraph":0}]},"numbers":[0]}`: false,
		`{"article":9}`: false,
		`{}`:            false,
	} {
		if _, ok := clipped([]byte(kept)); ok != want {
			t.Errorf("%s is read: %v", kept, ok)
		}
	}
}

// TestWhenARefusalIsBelieved: three minutes after the first.
func TestWhenARefusalIsBelieved(t *testing.T) {
	for outcome, refuses := range map[Outcome]bool{Refused: true, Held: true, Sent: false, Retry: false, Ambiguous: false} {
		var since time.Time
		for seconds, want := range map[int]bool{179: false, 180: true} {
			since = time.Time{}
			if believed(Result{Outcome: outcome}, &since, after(0)) || since.Equal(after(0)) != refuses {
				t.Errorf("%s is believed at once, or counts from %v", outcome, since)
			}
			if got := believed(Result{Outcome: outcome}, &since, after(seconds)); got != (want && refuses) {
				t.Errorf("%s is believed after %d s: %v", outcome, seconds, got)
			}
		}
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
