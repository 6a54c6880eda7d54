package feeds

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/briefing"
	"lede/source"
	"lede/source/feed"
	"lede/source/robots"
	"lede/store"
)

// scripted is a web that answers as a test has it, and notes for what it is asked.
type scripted struct {
	asked []string
	page  func(address string) (*briefing.Article, source.Answer, error)
	err   error // of asking for feeds
	found []source.Found
}

func (w *scripted) Feed(_ context.Context, r source.Request) (source.Answer, error) {
	w.asked = append(w.asked, r.Address)
	return source.Answer{}, w.err
}

func (w *scripted) Page(_ context.Context, r source.Request, _ briefing.Options) (*briefing.Article, source.Answer, error) {
	w.asked = append(w.asked, r.Address)
	return w.page(r.Address)
}

func (w *scripted) Robots(_ context.Context, r source.Request) (source.Answer, error) {
	w.asked = append(w.asked, "robots of "+r.Address)
	return source.Answer{Status: http.StatusOK, Body: []byte("User-agent: *\nDisallow: /private")}, nil
}

func (w *scripted) Find(context.Context, source.Request) ([]source.Found, error) {
	return w.found, w.err
}

// TestOfAPageWhatIsBetterIsKept: a text of a length that is likely, and a picture where the feed has none.
func TestOfAPageWhatIsBetterIsKept(t *testing.T) {
	teaser := Item{Seq: 1, Link: "https://a.example/1", Text: TeaserText, Bytes: 100, Wanted: true}
	former, own, blocked, private, again := teaser, teaser, teaser, teaser, teaser
	again.Again = true
	former.Text, own.Picture, blocked.Link, private.Link = PageText, "https://a.example/own", "https://blocked.example/1", "https://a.example/private"
	for name, c := range map[string]struct {
		item    Item
		size    int // of the text of its page
		image   string
		status  int
		err     error
		goesOn  bool
		taken   bool
		wanted  bool
		picture string
	}{
		"shorter than the teaser":                         {item: teaser, size: 99, goesOn: true},
		"as long as the teaser":                           {item: teaser, size: 100, goesOn: true, taken: true},
		"less than half of it before":                     {item: former, size: 49, goesOn: true},
		"half of it before":                               {item: former, size: 50, goesOn: true, taken: true},
		"as long as may be":                               {item: teaser, size: maxWords, goesOn: true, taken: true},
		"longer than that":                                {item: teaser, size: maxWords + 1, goesOn: true},
		"a picture":                                       {item: teaser, size: 200, image: "https://a.example/i", goesOn: true, taken: true, picture: "https://a.example/i"},
		"a picture beside the feed's own":                 {item: own, size: 200, image: "https://a.example/i", goesOn: true, taken: true, picture: own.Picture},
		"an address as long as may be":                    {item: teaser, size: 200, image: strings.Repeat("i", maxLink), goesOn: true, taken: true, picture: strings.Repeat("i", maxLink)},
		"and a longer one":                                {item: teaser, size: 200, image: strings.Repeat("i", maxLink+1), goesOn: true, taken: true},
		"no page":                                         {item: teaser, size: 200, status: http.StatusNotFound, err: errors.New("none"), goesOn: true},
		"no answer":                                       {item: teaser, size: 200, err: errors.New("none"), goesOn: true, wanted: true},
		"a fault of the site":                             {item: teaser, size: 200, status: http.StatusBadGateway, err: errors.New("502"), goesOn: true, wanted: true},
		"a fault once more":                               {item: again, size: 200, status: http.StatusBadGateway, err: errors.New("502"), goesOn: true},
		"a page that was not asked for":                   {item: teaser, err: ErrBusy, wanted: true},
		"a page that leads to a host that is never asked": {item: teaser, err: ErrBlocked, goesOn: true},
		"a site that wants to rest":                       {item: teaser, status: http.StatusTooManyRequests, err: errors.New("429"), wanted: true},
		"a host that is never asked":                      {item: blocked, goesOn: true},
		"what the site keeps from us":                     {item: private, goesOn: true},
	} {
		s := openShelf(t)
		web := &scripted{page: func(string) (*briefing.Article, source.Answer, error) {
			return &briefing.Article{Text: strings.Repeat("a", c.size), Image: c.image}, source.Answer{Status: c.status}, c.err
		}}
		s.web = web
		v := &round{Feeds: s.Feeds, book: &book{items: []Item{c.item}}, resting: map[string]time.Time{}, begun: time.Now(), claim: store.Claim{At: day0}}
		goesOn := v.fetchPage(t.Context(), 0)
		got := v.book.items[0]
		if goesOn != c.goesOn || got.Wanted != c.wanted || (got.Text == PageText && got.Bytes == int64(c.size)) != c.taken || got.Picture != c.picture && c.taken {
			t.Errorf("%s: goes on %v, %+v", name, goesOn, got)
		}
		if edited := got.Edited != nil; edited != (c.taken && c.item.Text == PageText) {
			t.Errorf("%s: it was edited: %v", name, edited)
		}
		if asked := len(web.asked) > 0 && web.asked[len(web.asked)-1] == c.item.Link; asked != (name != "a host that is never asked" && name != "what the site keeps from us") {
			t.Errorf("%s: asked for %v", name, web.asked)
		}
		if rests := len(v.resting) > 0; rests != (c.status == http.StatusTooManyRequests) {
			t.Errorf("%s: %v rest", name, v.resting)
		}
	}
}

// TestAVisitFetchesFivePages, while there is time, and those of the newest items.
func TestAVisitFetchesFivePages(t *testing.T) { synctest.Test(t, visitFetchesFive) }

func visitFetchesFive(t *testing.T) {
	for left, want := range map[time.Duration]string{0: "9 8 7 6 5", time.Minute: "9 8 7 6 5", pageTime: "9", pageTime - 1: ""} {
		s := openShelf(t)
		web := &scripted{page: func(string) (*briefing.Article, source.Answer, error) {
			return nil, source.Answer{}, errors.New("none")
		}}
		s.web = web
		v := &round{Feeds: s.Feeds, pages: true, book: &book{}, resting: map[string]time.Time{}, begun: time.Now(), claim: store.Claim{At: day0}}
		for i := range 10 {
			v.book.items = append(v.book.items, Item{Seq: int64(i), Link: fmt.Sprint("https://a.example/", i), Wanted: true})
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		if left > 0 {
			ctx, cancel = context.WithTimeout(t.Context(), left)
		}
		v.fetchPages(ctx)
		cancel()
		var got []string
		for _, address := range web.asked {
			if name, page := strings.CutPrefix(address, "https://a.example/"); page {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("with %v left: %v", left, web.asked)
		}
	}
}

// TestWhatASiteWantsLeftAloneIsKeptForADay, and for an hour where it could not say.
func TestWhatASiteWantsLeftAloneIsKeptForADay(t *testing.T) {
	for name, c := range map[string]struct {
		age    time.Duration
		closed bool
		asked  bool
	}{
		"fresh": {0, false, false}, "of this day": {robotsFor - time.Millisecond, false, false}, "older": {robotsFor, false, true},
		"a site that could not say": {robotsAgain - time.Millisecond, true, false}, "which is asked again": {robotsAgain, true, true},
	} {
		s := openShelf(t)
		web := &scripted{}
		s.web = web
		err := s.kv.Update(t.Context(), ownerSite("a.example"), func(tx store.Tx) error {
			return kinds.Put(tx, kindRobots, "https://a.example", keptRobots{day0.Add(-c.age), robots.Rules{Closed: c.closed}})
		})
		if err != nil {
			t.Fatal(err)
		}
		// The clock stands still, or a slow machine would be asked a moment later.
		allowed, err := false, error(nil)
		synctest.Test(t, func(t *testing.T) {
			v := &round{Feeds: s.Feeds, begun: time.Now(), claim: store.Claim{At: day0}}
			allowed, err = v.allowed(t.Context(), "https://a.example/1")
		})
		if asked := len(web.asked) > 0; err != nil || asked != c.asked || allowed != (c.asked || !c.closed) {
			t.Errorf("%s: asked %v, allowed %v, %v", name, web.asked, allowed, err)
		}
	}
	v := &round{Feeds: openShelf(t).Feeds}
	for _, address := range []string{"%zz", "mailto:ana", ""} {
		if allowed, err := v.allowed(t.Context(), address); allowed || err != nil {
			t.Errorf("%q is allowed: %v, %v", address, allowed, err)
		}
	}
}

// TestARequestThatWasNotMadeIsNotCounted, and is an error: somebody else was asking the site, or it wants to be left alone.
func TestARequestThatWasNotMadeIsNotCounted(t *testing.T) {
	for err, want := range map[error]int64{ErrBusy: 0, ErrResting: 0, errors.New("no answer"): 1} {
		s := openShelf(t)
		s.web = &scripted{err: err}
		if _, err := s.Follow(t.Context(), harbour, Follower{Guild: "1"}); err != nil {
			t.Fatal(err)
		}
		tried, failed := s.Try(t.Context(), ID(harbour), briefing.Options{})
		st, unread := s.State(t.Context(), ID(harbour))
		if made := want > 0; (failed == nil) != made || !made && !errors.Is(failed, err) || (tried.Problem != nil) != made || unread != nil || st.Requests != want {
			t.Errorf("%v: %+v, %v; %d requests, %v", err, tried, failed, st.Requests, unread)
		}
	}
}

// TestNoneIsFoundOfWhatIsNeverAsked, nor where nothing is.
func TestNoneIsFoundOfWhatIsNeverAsked(t *testing.T) {
	found := func(addresses ...string) (list []source.Found) {
		for _, address := range addresses {
			list = append(list, source.Found{Address: address, Feed: &feed.Feed{}})
		}
		return list
	}
	for name, c := range map[string]struct {
		typed string
		found []source.Found
		err   error
		want  error
	}{
		"one": {harbour, found(harbour), nil, nil}, "none": {harbour, nil, nil, ErrNoneHere}, "one that is blocked": {harbour, found("https://blocked.example/"), nil, ErrNoneHere},
		"one beside it": {harbour, found("https://blocked.example/", harbour), nil, nil}, "a blocked site": {"https://blocked.example/", found(harbour), nil, ErrBlocked}, "no address": {"harbour", nil, nil, ErrNoAddress}, "no answer": {harbour, found(harbour), ErrBusy, ErrBusy},
	} {
		s := openShelf(t)
		s.web = &scripted{found: c.found, err: c.err}
		list, err := s.Find(t.Context(), c.typed, briefing.Options{})
		if !errors.Is(err, c.want) || (err == nil) != (len(list) == 1 && list[0].Address == harbour) {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
	if _, err := openShelf(t).Find(t.Context(), harbour, briefing.Options{}); !errors.Is(err, ErrNoneHere) {
		t.Errorf("without a web: %v", err)
	}
}

func TestWhoAnsweredIsWhereTheLastHopLed(t *testing.T) {
	for want, a := range map[string]source.Answer{
		"a.example": {}, "b.example": {Hops: []source.Hop{{To: "https://c.example/"}, {To: "https://b.example/1"}}}, "d.example": {At: "https://d.example/", Hops: []source.Hop{{To: "https://c.example/"}}},
	} {
		if got := answering("https://a.example/feed", a); got != want {
			t.Errorf("%+v: %s", a, got)
		}
	}
}

// TestAsManyFeedsAreRememberedAsMayBe; those that are go on to be.
func TestAsManyFeedsAreRememberedAsMayBe(t *testing.T) {
	s := feedStates{of: map[string]feedState{}}
	for i := range mostStates - 1 {
		s.of[fmt.Sprint(i)] = feedState{}
	}
	s.note("last", entry{}, 0)
	s.note("beyond", entry{}, 0)
	s.note("0", entry{Partly: true}, 0)
	if _, last := s.of["last"]; !last || len(s.of) != mostStates || s.of["0"].state != standsPartly {
		t.Errorf("%d are remembered, the first as %+v", len(s.of), s.of["0"])
	}
}

// TestOtherOptionsAreAnotherStructure: what is remembered is what most readers get.
func TestOtherOptionsAreAnotherStructure(t *testing.T) {
	s := openShelf(t)
	i := Item{Feed: ID(harbour), Seq: 1, Text: FullText, Title: "The harbour"}
	err := s.kv.Update(t.Context(), ownerOf(i.Feed), func(tx store.Tx) error {
		return kinds.Put(tx, kindTexts, textKey(i.Feed, 1), strings.Repeat("The harbour of Lowbridge was closed on Monday. A ship had sunk in its entrance, the port said. Nobody was hurt. ", 9))
	})
	if err != nil {
		t.Fatal(err)
	}
	read := func(o briefing.Options) *briefing.Article {
		t.Helper()
		a, err := s.Article(t.Context(), i, o)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	usual := read(briefing.Options{})
	if again := read(briefing.Options{}); again != usual {
		t.Error("it is structured anew")
	}
	for name, o := range map[string]briefing.Options{"bare": {Bare: true}, "one point": {Points: 1}, "a language": {Language: "fr"}, "an author": {Author: "Ana Bell"}} {
		if read(o) == usual {
			t.Errorf("%s: it is the usual one", name)
		}
	}
}
