package page

import (
	"errors"
	"slices"
	"testing"

	"lede/source/notice"
	"lede/source/page/charset"

	"golang.org/x/net/html/atom"
)

func TestWhatAPageIsThatIsNoArticle(t *testing.T) {
	story := func(n int) []block { return paragraphsOf(full(n)) }
	wall := block{text: subscribe, kind: atom.P}
	link := block{text: line(shortestLink), linked: shortestLink}
	for name, c := range map[string]struct {
		e            embedded
		title        string
		whole, found []block
		want         error
	}{
		"an article":                         {embedded{}, "Bridge opens", story(80), story(80), nil},
		"a title that says so":               {embedded{}, "Page not found", nil, story(shortUnderName), errNotThere},
		"a heading that says so":             {embedded{h1: "Page not found"}, "Harbour", nil, story(80), errNotThere},
		"the element of the title":           {embedded{title: "Page not found | Harbour"}, "", nil, nil, errNotThere},
		"of an article about it":             {embedded{}, "Page not found", nil, story(shortUnderName + 1), nil},
		"a list of links":                    {embedded{}, "", nil, slices.Repeat([]block{link}, leastLinks), errList},
		"fewer links":                        {embedded{}, "", nil, slices.Repeat([]block{link}, leastLinks-1), nil},
		"nothing but a wall":                 {embedded{}, "", []block{wall}, []block{wall}, errSubscribers},
		"a wall beside as much that is none": {embedded{}, "", []block{wall}, paragraphsOf(line(6 * len(subscribe))), nil},
		"neither":                            {embedded{}, "", paragraphsOf("Short."), paragraphsOf("Short."), nil},
	} {
		if got := noArticle(c.e, c.title, c.whole, c.found); !errors.Is(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	lone, short, told := block{text: line(20), linked: 17}, block{text: line(shortestLink - 1), linked: shortestLink - 1}, block{text: full(shortestStory)}
	for name, c := range map[string]struct {
		found []block
		want  bool
	}{
		"nine tenths of a link": {slices.Repeat([]block{{text: line(20), linked: 18}}, 5), true}, "less": {slices.Repeat([]block{lone}, 5), false}, "short links": {slices.Repeat([]block{short}, 5), false},
		"as many links as sentences": {append(slices.Repeat([]block{link}, 5), slices.Repeat([]block{told}, 5)...), true}, "more sentences": {append(slices.Repeat([]block{link}, 5), slices.Repeat([]block{told}, 6)...), false},
	} {
		if got := isList(c.found); got != c.want {
			t.Errorf("%s are a list: %v", name, got)
		}
	}
	for _, err := range []error{errNoArticle, charset.ErrUnknown, errList, errConsent, errSubscribers, errPlayer, errScript, errLeadsOn, errChallenge, errLogIn, errNotThere, errDenied} {
		if Refusal(err) == nil {
			t.Errorf("%v is no refusal", err)
		}
	}
	if Refusal(errors.New("another")) != nil || Refusal(nil) != nil {
		t.Error("any error is a refusal")
	}
}

func TestAWallBehindTheTextSaysThatThereIsMore(t *testing.T) {
	wall, other := block{text: subscribe}, block{text: "Our members support us: already a subscriber."}
	text, more := block{text: full(100)}, block{text: full(90)}
	for name, c := range map[string]struct {
		whole, found []block
		want         bool
	}{
		"behind it": {[]block{text, wall}, []block{text}, true}, "before it": {[]block{wall, text}, []block{text}, false}, "none": {[]block{text}, []block{text}, false}, "between": {[]block{text, wall, more}, []block{text, more}, false},
		"no text": {[]block{wall}, nil, false}, "as long as a beginning": {[]block{{text: full(longestBeginning)}, wall}, []block{{text: full(longestBeginning)}}, true}, "longer": {[]block{{text: full(longestBeginning + 1)}, wall}, []block{{text: full(longestBeginning + 1)}}, false},
		"a text that is not on the page": {[]block{wall}, []block{text}, false}, "that asks for support": {[]block{text, other}, []block{text}, false},
	} {
		if got := onlyBeginning(c.whole, c.found); got != c.want {
			t.Errorf("a wall %s: %v", name, got)
		}
	}
	if notice.In(other.text) != notice.Subscription {
		t.Error("the other is no notice to subscribers")
	}
}

func TestTheMostThatAPageSaysIsWhatItIs(t *testing.T) {
	consent, missing := block{text: "We use cookies, and ask for your consent."}, block{text: "Page not found, please search."}
	for name, c := range map[string]struct {
		whole []block
		want  error
	}{
		"consent": {[]block{consent}, errConsent}, "the first kind of two": {[]block{missing, consent}, errConsent}, "the other, said much oftener": {append(slices.Repeat([]block{missing}, 3), consent), errNotThere}, "the other, said a little oftener": {append(slices.Repeat([]block{missing}, 2), consent), errConsent},
	} {
		if got := noArticle(embedded{}, "", c.whole, c.whole); !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestAWallIsANoticeThatSaysThatThereIsMore: neither alone is enough.
func TestAWallIsANoticeThatSaysThatThereIsMore(t *testing.T) {
	text := block{text: full(100)}
	for wall, want := range map[string]bool{subscribe: true, "Our members support us: already a subscriber.": false, "The rest of the bridge is only for trains.": false} {
		if got := onlyBeginning([]block{text, {text: wall}}, []block{text}); got != want {
			t.Errorf("%q is a wall: %v (%v)", wall, got, notice.In(wall))
		}
	}
}
