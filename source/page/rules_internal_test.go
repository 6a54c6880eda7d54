package page

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/notice"
)

const subscribe = "Subscribe now to read the full article." // which a wall says

func TestASentenceOfTheStoryDoesNotSpeakToItsReader(t *testing.T) {
	for name, c := range map[string]struct {
		b    block
		want bool
	}{
		"long enough": {block{text: full(shortestStory)}, true}, "too short": {block{text: full(shortestStory - 1)}, false}, "no sentence": {block{text: line(shortestStory)}, false},
		"half of it links": {block{text: full(shortestStory), linked: shortestStory / 2}, false}, "nearly half": {block{text: full(shortestStory), linked: shortestStory/2 - 1}, true},
		"you": {block{text: "You " + full(shortestStory)}, false}, "you, he said": {block{text: "“You " + full(shortestStory) + "” he said."}, true},
		"a notice": {block{text: "This page is no longer available, and it was moved to another place."}, false},
	} {
		if got := c.b.story(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !(block{text: subscribe}).strips() || (block{text: full(80)}).strips() || (block{text: "Page not found. Please search."}).strips() {
		t.Error("what is a wall is taken off, and nothing else")
	}
	for _, c := range []struct {
		w    weight
		want bool
	}{{weight{all: 10, notices: 5, story: false}, true}, {weight{all: 11, notices: 5, story: false}, false}, {weight{all: 10, notices: 5, story: true}, false}, {weight{all: 0, notices: 0, story: false}, false}, {weight{all: 1, notices: 1, story: false}, true}} {
		if got := c.w.isNotice(); got != c.want {
			t.Errorf("%+v is a notice: %v", c.w, got)
		}
	}
}

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
	for _, err := range []error{errNoArticle, errCharset, errList, errConsent, errSubscribers, errPlayer, errScript, errLeadsOn, errChallenge, errLogIn, errNotThere, errDenied} {
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

func TestAnOpeningThatWasLeftIsPutBack(t *testing.T) {
	p := func(of int, path uint64, text string) block {
		return block{text: text, kind: atom.P, of: of, path: path}
	}
	story := p(2, 7, full(90))
	for name, c := range map[string]struct {
		whole []block
		title string
		want  int
	}{
		"a box of the same class":        {[]block{p(1, 7, full(20)), story, p(3, 7, full(20))}, "", 3},
		"boxes of other classes":         {[]block{p(1, 8, full(90)), story, p(3, 8, full(90))}, "", 1},
		"no sentence after it":           {[]block{story, p(3, 7, line(20))}, "", 1},
		"what stands below the headline": {[]block{p(0, 0, "The headline"), p(1, 8, full(proseLength)), story}, "The headline", 2},
		"a short line there":             {[]block{p(0, 0, "The headline"), p(1, 8, full(proseLength-1)), story}, "The headline", 1},
		"no sentence there":              {[]block{p(0, 0, "The headline"), p(1, 8, line(proseLength)), story}, "The headline", 1},
		"what stands above it":           {[]block{p(1, 7, full(90)), p(0, 0, "The headline"), story}, "The headline", 1},
		"no paragraph":                   {[]block{{text: full(20), kind: atom.Div, of: 1, path: 7}, story}, "", 1},
	} {
		if got := opened([]block{story}, c.whole, c.title, ""); len(got) != c.want {
			t.Errorf("%s: %q", name, texts(got))
		}
	}
	if got := opened([]block{{text: "x"}}, []block{story}, "", ""); len(got) != 1 {
		t.Errorf("of what is nowhere on the page: %q", texts(got))
	}
}

// TestAParagraphThatWasLeftOutIsPutBack where it is set as three of the story are, and tells as they do.
func TestAParagraphThatWasLeftOutIsPutBack(t *testing.T) {
	p := func(of int, style uint64, text string) block {
		return block{text: text, kind: atom.P, of: of, style: style}
	}
	story := []block{p(1, 5, full(90)), p(2, 5, full(90)), p(3, 5, full(90))}
	for name, c := range map[string]struct {
		found []block
		left  block
		want  int
	}{
		"set as they are":       {story, p(9, 5, full(proseLength)), 4},
		"set in another way":    {story, p(9, 6, full(proseLength)), 3},
		"set in no way":         {story, p(9, 0, full(proseLength)), 3},
		"short":                 {story, p(9, 5, full(proseLength-1)), 3},
		"no sentence":           {story, p(9, 5, line(proseLength)), 3},
		"no paragraph":          {story, block{text: full(90), kind: atom.Div, of: 9, style: 5}, 3},
		"among two":             {story[:2], p(9, 5, full(proseLength)), 2},
		"a part of one of them": {story, p(2, 5, full(proseLength)), 3},
	} {
		last := len(c.found) - 1
		whole := slices.Concat(c.found[:last], []block{c.left}, c.found[last:])
		if got := opened(c.found, whole, "", ""); len(got) != c.want {
			t.Errorf("%s: %q", name, texts(got))
		}
	}
}

func TestTheHeadlineIsFoundAboveTheStory(t *testing.T) {
	bs := paragraphsOf("Bridge opens", "The lead", "Old bridge")
	for _, c := range []struct {
		title, h1 string
		want      int
	}{{"bridge opens!", "", 1}, {"", "Old Bridge", 3}, {"Bridge opens", "Old bridge", 3}, {"x", "y", 0}, {"", "", 0}} {
		if got := belowHeadline(bs, c.title, c.h1); got != c.want {
			t.Errorf("%q, %q: %d", c.title, c.h1, got)
		}
	}
	for _, c := range []struct{ letter, rest, want string }{{"B", "ridge", ""}, {"A", "fter", ""}, {"A", " bridge", ""}, {"A", "bridge", " "}, {"A", "n old", ""}} {
		if got := space(c.letter, c.rest); got != c.want {
			t.Errorf("%s and %s: %q", c.letter, c.rest, got)
		}
	}
}

func TestTheSitesOwnNameIsNoTitle(t *testing.T) {
	for _, c := range []struct{ title, site, want string }{
		{"Bridge opens | The Daily", "The Daily", "Bridge opens"}, {"Bridge opens — the daily", "The Daily", "Bridge opens"}, {"Bridge opens The Daily", "The Daily", "Bridge opens The Daily"}, {"The Daily", "The Daily", "The Daily"},
		{"| The Daily", "The Daily", "| The Daily"}, {"Bridge opens | The Daily", "", "Bridge opens | The Daily"}, {"Bridge | Another", "The Daily", "Bridge | Another"}, {"Daily", "The Daily", "Daily"},
	} {
		if got := withoutSite(c.title, c.site); got != c.want {
			t.Errorf("%q of %q: %q", c.title, c.site, got)
		}
	}
	for title, want := range map[string]bool{
		"The Daily | News for all": true, "The Daily – sport": true, "The daily, since 1901": true, "The Daily wins a prize": false, "The Daily": false, "The Dail": false, "Home": true, "Latest news": true, "Your source for news": true, "Bridge opens": false, "News from the bridge": false, "The Weekly | Bridge": false, "Bridge ok | x": false,
	} {
		if got := isSlogan(title, []string{"", "The Daily"}); got != want {
			t.Errorf("%q is a slogan: %v", title, got)
		}
	}
	if isSite("Bridge", []string{"The Daily"}) || !isSite("the daily!", []string{"x", "The Daily"}) {
		t.Error("a title is the site's by its letters")
	}
	for page, want := range map[string]bool{
		`<h1>Bridge</h1>`: false, `<h1><a href="/">Daily</a></h1>`: true, `<h1><a href="/bridge">Bridge</a></h1>`: false, `<h1 class="site-title">Daily</h1>`: true, `<h1 id=logo>Daily</h1>`: true,
		`<div class="masthead"><h1>Daily</h1></div>`: true, `<div id="brand"><h1>Daily</h1></div>`: true, `<a href="/"><h1>Daily</h1></a>`: true, `<body class="branding"><h1>Bridge</h1>`: false, `<h1 class="logos-and-more">Bridge</h1>`: false,
	} {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.DataAtom == atom.H1 && isLogo(n) != want {
				t.Errorf("%s is a logo: %v", page, !want)
			}
		}
	}
}

func TestHowWellBytesFitACharacterSet(t *testing.T) {
	for text, want := range map[string]int{
		"plain words": 0, "Élan à Paris, où": 0, "a\ufffdb": 1, "a\x01b": 1, "a\tb\n": 0, "Ã©tÃ©": 0, "a¢ b": 1, "5¢ b": 0, "été": 0, "éàé": 3, "éàéa": 3, "ééaaa": 0, "éàaa": 0, "Ðб": 1, "слово": 0, "名ABC": 0, "名é": 1, "ÉÉÉ": 3, "éÉ": 1, "aÉ": 1, "5µm": 0, "1º2ª": 0, "éµ": 0, "éº": 0, "éª": 0, "aBc": 0,
	} {
		if text == "Ã©tÃ©" { // what UTF-8 looks like in Windows-1252
			want = misfits([]byte(text))
			if want < 2 {
				t.Errorf("%q fits", text)
			}
		}
		if got := misfits([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	if foreign([]byte("aé中")) != 2 {
		t.Error("what is no ASCII is counted by letters")
	}
	long := strings.Repeat("é", 256<<10)
	for _, c := range []struct {
		data string
		want int
	}{{"abc", 3}, {"abcé", 2}, {"abcé\x00", 6}, {"ab" + long, 256 << 10}, {"", 0}} {
		if got := sampleOf([]byte(c.data)); len(got) != c.want {
			t.Errorf("%.9q: a sample of %d bytes, want %d", c.data, len(got), c.want)
		}
	}
	meta := `<meta charset="koi8-r">`
	for before, want := range map[int]bool{0: true, (64 << 10) - len(meta): true, (64 << 10): false} {
		if got := slices.Contains(charsets([]byte(strings.Repeat(" ", before)+meta), ""), "koi8-r"); got != want {
			t.Errorf("declared behind %d bytes: %v", before, got)
		}
	}
	for _, c := range []struct{ data, contentType, want string }{
		{"\xff\xfea\x00", "text/html; charset=koi8-r", "utf-16le"}, {"a", "text/html; charset=koi8-r", "koi8-r"}, {"a", "text/html", "utf-8"}, {"a", "nonsense;;", "utf-8"}, {`<?xml encoding="big5"?>`, "", "big5"},
	} {
		if got := charsets([]byte(c.data), c.contentType); len(got) == 0 || got[0] != c.want {
			t.Errorf("%q as %q: %v", c.data, c.contentType, got)
		}
	}
	if got := charsets([]byte("a\x00b"), ""); len(got) != 0 {
		t.Errorf("bytes with zeros may be %v", got)
	}
	if got := charsets([]byte(meta+`<meta charset="big5"><meta charset="gbk">`), ""); slices.Contains(got, "gbk") || !slices.Contains(got, "big5") {
		t.Errorf("declared: %v", got)
	}
}

func TestWhatIsSaidTwiceIsReadOnce(t *testing.T) {
	quote := "one two three four five six"
	long := "Before that " + quote + " and more."
	for name, c := range map[string]struct{ list, want []string }{
		"in a longer one":   {[]string{quote, long}, []string{long}},
		"behind it":         {[]string{long, quote + "!"}, []string{long}},
		"twice alone":       {[]string{quote, "Then.", quote}, []string{quote, "Then."}},
		"few words":         {[]string{"one two three four", "Before one two three four."}, []string{"one two three four", "Before one two three four."}},
		"just enough words": {[]string{"one two three four five", "Before one two three four five."}, []string{"Before one two three four five."}},
		"parts of words":    {[]string{"ne two three four five si", long}, []string{"ne two three four five si", long}},
	} {
		if got := texts(unrepeated(paragraphsOf(c.list...))); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	words := func(n int) string { return strings.Repeat("ab ", (n-2)/3) + strings.Repeat("c", n-(n-2)/3*3) }
	for n, want := range map[int]int{longestRepeated: 1, longestRepeated + 1: 2} {
		if got := unrepeated(paragraphsOf(words(n), words(n)+" more")); len(got) != want {
			t.Errorf("%d bytes that are said again: %d parts", n, len(got))
		}
	}
	many := slices.Repeat([]string{quote}, mostRepeated+3)
	if got := unrepeated(paragraphsOf(many...)); len(got) != 4 {
		t.Errorf("%d are left when 200 are looked for", len(got))
	}
	huge := paragraphsOf(quote, long, full(longestSearched-len(quote)-len(long)))
	if got := unrepeated(huge); len(got) != 2 {
		t.Errorf("%d parts of as much as is looked into", len(got))
	}
	huge[2].text += "."
	if got := unrepeated(huge); len(got) != 3 {
		t.Errorf("%d parts of more than that", len(got))
	}
}

func TestWordsAreThoseOfThePage(t *testing.T) {
	for name, c := range map[string]struct {
		found string
		near  []string
		want  []int
	}{
		"the same":        {"a b", []string{"x", "a b", "a b c"}, []int{1}},
		"words were lost": {"a c", []string{"x", "a b c"}, []int{1}},
		"joined":          {"a b c d", []string{"a b", "x", "c d"}, []int{0, 2}},
		"none of them":    {"a b", []string{"x y"}, nil},
		"another order":   {"b a", []string{"a b"}, nil},
		"lost in marks":   {"he called it “”.", []string{"he called it “murder”."}, []int{0}},
		"lost in a word":  {"the mayor has signed, her own office said", []string{"x", "the mayor has resigned, her own office said"}, []int{1}},
		"a few letters":   {"the “”.", []string{"they “did”. So", "the “end”."}, nil},
	} {
		if got := matching(block{text: c.found}, paragraphsOf(c.near...)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	numberedAs := func(of int, list ...string) (bs []block) {
		for _, b := range paragraphsOf(list...) {
			b.of = of
			bs = append(bs, b)
		}
		return bs
	}
	whole := append(numberedAs(1, "a not b", "c d", "e f"), numberedAs(2, "g h")...)
	found := append(numberedAs(1, "a b", "b", "c d e f"), numberedAs(3, "new")...)
	if got := texts(restore(found, whole)); !slices.Equal(got, []string{"a not b", "c d", "e f", "new"}) {
		t.Errorf("%q", got)
	}
	far := append(make([]string, 0), slices.Repeat([]string{"x"}, window)...)
	for n, want := range map[int]string{window - 1: "a not b", window: "a b"} {
		if got := texts(restore(numberedAs(1, "a b"), numberedAs(1, append(slices.Clone(far[:n]), "a not b")...))); !slices.Equal(got, []string{want}) {
			t.Errorf("behind %d blocks: %q", n, got)
		}
	}
}

func TestWhereAPageLeads(t *testing.T) {
	base, err := url.Parse("https://a.example/b")
	if err != nil {
		t.Fatal(err)
	}
	for content, want := range map[string]string{
		"0; url=/c": "https://a.example/c", "0;url='/c'": "https://a.example/c", "5, /c": "https://a.example/c", "15;/c": "https://a.example/c", "16;/c": "", "0; url=/b": "", "0": "", "; /c": "https://a.example/c", "1.5; /c": "https://a.example/c", "0; url=%zz": "",
	} {
		got := ""
		if to := leadsTo([]byte(`<meta http-equiv="Refresh" content="`+content+`">`), base); to != nil {
			got = to.String()
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", content, got, want)
		}
	}
	tag := `<meta http-equiv=refresh content="0;/c">`
	for before, want := range map[int]bool{(64 << 10) - len(tag): true, (64 << 10): false} {
		if got := leadsTo([]byte(strings.Repeat(" ", before)+tag), base) != nil; got != want {
			t.Errorf("behind %d bytes: %v", before, got)
		}
	}
	if leadsTo([]byte(`<meta name=refresh content="0;/c">`), base) != nil {
		t.Error("another element leads on")
	}
}

func TestAPictureIsOneThatEverybodyMaySee(t *testing.T) {
	long := "https://a.example/" + strings.Repeat("a", longestPicture-len("https://a.example/"))
	for s, want := range map[string]string{
		"": "", "/p.png": "https://a.example/p.png", "https://b.example/p.png#x": "https://b.example/p.png", "http://b.example/p.png": "", "https://u@b.example/p.png": "", "https://127.0.0.1/p.png": "", "https://localhost/p.png": "",
		"https://b.example:443/p.png": "https://b.example:443/p.png", "https://b.example:8443/p.png": "", "https://b.example/p.SVG": "", "https://[::1]/p.png": "", "%zz": "", long: long, long + "a": "",
	} {
		if got := pictureAt("https://a.example/", s); got != want {
			t.Errorf("%.40q: %.40q, want %.40q", s, got, want)
		}
	}
	if pictureAt("%zz", "https://b.example/p.png") != "" {
		t.Error("without a base")
	}
	for text, want := range map[string]string{`"a"`: "a", `{"url":"a"}`: "a", `{"contentUrl":"b"}`: "b", `{"@id":"c"}`: "c", `{"url":"a","contentUrl":"b"}`: "a", `[{"url":"a"},"b"]`: "a", `[]`: "", `5`: "", `{"url":["a"]}`: "a"} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if got := image(v); got != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestWhatJSONLDIsAbout(t *testing.T) {
	article := `{"@type":"NewsArticle","headline":"A &amp; B","author":[{"name":"Ann"},"Bob",{"name":"Ann"},{}],"publisher":{"name":"Daily"}}`
	nest := func(n int) string { return strings.Repeat("[", n) + article + strings.Repeat("]", n) }
	for script, want := range map[string]string{
		article: "A & B", " " + article + " ;": "A & B", nest(ldNesting): "A & B", nest(ldNesting + 1): "", `{"@graph":[` + article + `]}`: "A & B", `{"mainEntity":` + article + `}`: "A & B",
		`{"@type":["Thing","BlogPosting"],"headline":"C"}`: "C", `{"@type":"Person","headline":"C"}`: "", `[{"@type":"Article","headline":"C"},` + article + `]`: "C", "{\"@type\":\"Article\",\"headline\":\"C\nD\"}": "C D", "{": "", `{"@type":["Thing"],"headline":"C"}`: "",
	} {
		var l linked
		if l.read(script); l.headline != want {
			t.Errorf("%.60s: %q, want %q", script, l.headline, want)
		}
	}
	var l linked
	if l.read(article); l.author != "Ann, Bob" || l.site != "Daily" {
		t.Errorf("%+v", l)
	}
	var creator linked
	if creator.read(`{"@type":"Article","creator":"Cleo","articleBody":"x"}`); creator.author != "Cleo" {
		t.Errorf("%+v", creator)
	}
	if creator.read(article); creator.headline != "" {
		t.Error("the text of the first article goes with the headline of the second")
	}
	for n, want := range map[int]bool{longestLinked: true, longestLinked + 1: false} {
		var l linked
		if l.read(article + strings.Repeat(" ", n-len(article))); (l.headline != "") != want {
			t.Errorf("%d bytes are read: %v", n, !want)
		}
	}
}

func TestWhatAPageSaysOfItself(t *testing.T) {
	for s, want := range map[string]string{
		"Ann Reed": "Ann Reed", "By Ann Reed": "Ann Reed", "Ann Reed | Reuters": "Ann Reed", "The Daily": "", "areed": "", "a.reed-7": "", "https://a.example/ann": "", "@ann": "", "<b>Ann</b>": "", "…": "", "": "", "A" + strings.Repeat("b", longestName-1): "A" + strings.Repeat("b", longestName-1), "A" + strings.Repeat("b", longestName): "",
	} {
		if got := author(s, "The Daily"); got != want {
			t.Errorf("%.30q: %.30q", s, got)
		}
	}
	for s, want := range map[string]int{"1979-12-31": 0, "1980-01-01": 1980, "2099-12-31": 2099, "2100-01-01": 0, " 2026-03-01T08:00:00Z ": 2026, "March 1, 2026": 2026, "soon": 0} {
		at := date(s)
		if at == nil && want != 0 || at != nil && at.Year() != want {
			t.Errorf("%q: %v", s, at)
		}
	}
	if at := date("2026-03-01T08:00:00+02:00"); at == nil || !at.Equal(time.Date(2026, 3, 1, 6, 0, 0, 0, time.UTC)) {
		t.Errorf("%v", at)
	}
	for s, want := range map[string]string{"http://a": "http://a", "HTTPS://a": "HTTPS://a", "/a": "", "ftp://a": ""} {
		if got := address(s); got != want {
			t.Errorf("%s: %q", s, got)
		}
	}
}

func TestADrawingIsLeftOutWithWhatStandsInIt(t *testing.T) {
	for page, want := range map[string]string{
		"a<svg><b>x</b></svg>c": "a<!---->c", "a<svg><svg>x</svg>y</svg>c": "a<!---->c", "a<svg/>c": "a<!---->c", "a</svg>c": "a<!---->c", "a<svg>b": "a<!---->b", "<b>x</b>": "<lede-b>x</lede-b>", "a<math><i>x</math><p>": "a<!----><p>", "<!-- x --><p>": "<!-- x --><p>", "a<svg><!-- x --></svg>": "a<!---->", "</svg><svg>x</svg>c": "<!---->c", "a<b": "a<b", "a<!": "a<!",
	} {
		if got := readMarkup([]byte(page)).String(); got != want {
			t.Errorf("%s: %s, want %s", page, got, want)
		}
	}
	m := readMarkup([]byte(`<p class=a id=b>text<!-- c --><script>` + strings.Repeat("x", 50) + `</script><style>y</style></p>`))
	if m.elements != 4 || m.attributes != 2 || m.text != 4 || m.linked != 50 {
		t.Errorf("%d elements, %d attributes, %d bytes of text, %d of JSON-LD", m.elements, m.attributes, m.text, m.linked)
	}
	for n, want := range map[int]int{longestLinked: longestLinked, longestLinked + 1: 0} {
		if m := readMarkup([]byte("<script>" + strings.Repeat("x", n) + "</script>")); m.linked != want || m.text != 0 {
			t.Errorf("a script of %d bytes: %d", n, m.linked)
		}
	}
}
