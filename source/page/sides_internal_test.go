package page

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
	"lede/source/notice"
	"lede/source/page/markup"
	"lede/source/page/plain"
	"lede/source/page/schema"
	"lede/source/page/sight"
)

// TestWhichHeadingIsTheHeadline: an <h1>, or any heading of a page that has none.
func TestWhichHeadingIsTheHeadline(t *testing.T) {
	e := embedded{headings: map[string]atom.Atom{plain.Letters("Bridge opens"): atom.H1, plain.Letters("Old bridge"): atom.H2}}
	for h1s, want := range map[int]map[string]bool{
		0: {"Bridge opens": true, "Old bridge": true, "Ferry": false}, 1: {"Bridge opens": true, "Old bridge": false}, 2: {"Bridge opens": true, "Old bridge": false},
	} {
		e.h1s = h1s
		for title, is := range want {
			if got := e.isHeading(title); got != is {
				t.Errorf("%q of a page with %d: %v", title, h1s, got)
			}
		}
	}
	for name, c := range map[string]struct {
		e    embedded
		want string
	}{
		"meta elements of the home page": {embedded{url: "https://a.example/", h1: "Ferry sails now", meta: map[string]string{"og:title": "Bridge opens today"}}, "Ferry sails now"},
		"and no heading":                 {embedded{url: "https://a.example/", meta: map[string]string{"og:title": "Bridge opens today"}}, "Bridge opens today"},
		"meta elements of the page":      {embedded{url: "https://a.example/b", h1: "Ferry sails now", meta: map[string]string{"og:title": "Bridge opens today"}}, "Bridge opens today"},
		"the home page by its meta":      {embedded{h1: "Ferry sails now", meta: map[string]string{"og:url": "https://a.example", "og:title": "Bridge opens today"}}, "Ferry sails now"},
		"which another address denies":   {embedded{url: "https://a.example/b", h1: "Ferry sails now", meta: map[string]string{"og:url": "https://a.example", "og:title": "Bridge opens today"}}, "Bridge opens today"},
		"a slogan":                       {embedded{h1: "Ferry sails now", meta: map[string]string{"og:title": "Latest news, sport and weather"}}, "Ferry sails now"},
		"which the heading confirms":     {embedded{h1: "Latest news, sport and weather", meta: map[string]string{"og:title": "Latest news, sport and weather"}}, "Latest news, sport and weather"},
		"the site's name":                {embedded{h1: "Ferry sails now", meta: map[string]string{"og:title": "The Daily"}}, "Ferry sails now"},
	} {
		if got := c.e.headline("The Daily"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for address, want := range map[string]bool{"https://a.example": true, "https://a.example/": true, "https://a.example/?p=1": false, "https://a.example/b": false, "https://a.example/index.html": true, "https://a.example/en/": true,
		"https://a.example/pt-br/home": true, "https://a.example/Default.aspx": true, "https://a.example/index.php?id=4": false, "https://a.example/news": false, "https://a.example/home/bath": false, "https://a.example/index-fund": false, "/": false, "": false, "%zz": false} {
		if got := isHome(address); got != want {
			t.Errorf("%q is a home page: %v", address, got)
		}
	}
	for title, want := range map[string]string{
		"Opinion | Why I left":                      "Opinion | Why I left",
		"Why I left it | The Daily":                 "Why I left it",
		"Why I left | Opinion":                      "Why I left",
		"I left | Opinion":                          "I left | Opinion",
		"The council votes | The Daily of the town": "The council votes | The Daily of the town",
		"Why I left":                                "Why I left",
		"Two of us left|Two of us left":             "Two of us left",
		"Two of us left|Two of us left.":            "Two of us left|Two of us left.",
	} {
		if got := beforeBar(title); got != want {
			t.Errorf("%q is cut to %q, want %q", title, got, want)
		}
	}
	for title, want := range map[string]string{"The Daily: bridge opens": "bridge opens", "The Daily bridge opens": "The Daily bridge opens", "Ferry: bridge opens": "Ferry: bridge opens"} {
		if got := withoutStart(title, []string{"The Daily"}); got != want {
			t.Errorf("%q without its start is %q", title, got)
		}
	}
	for title, want := range map[string]bool{"The Daily - all you need": true, "The Daily: all": true, "The Daily": false, "The Dailyish": false, "The Daily opens": false, "Bridge opens": false} {
		if got := isSlogan(title, []string{"", "the daily"}); got != want {
			t.Errorf("%q is a slogan: %v", title, got)
		}
	}
	for title, want := range map[string]string{"Bridge opens | The Daily": "Bridge opens", "Bridge opens The Daily": "Bridge opens The Daily", "The Daily": "The Daily", "| The Daily": "| The Daily", "Bridge opens": "Bridge opens"} {
		if got := withoutSite(title, "", "The Daily"); got != want {
			t.Errorf("%q without the site is %q", title, got)
		}
	}
}

// bodyOf parses a page, and returns the elements of its body that have a name.
func bodyOf(t *testing.T, page string) (doc *html.Node, named func(tag string) *html.Node) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc, func(tag string) *html.Node {
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && n.Data == tag {
				return n
			}
		}
		return nil
	}
}

// TestWhereAHeadingIsTheSites: by where it leads, or what its box is called.
func TestWhereAHeadingIsTheSites(t *testing.T) {
	for page, want := range map[string]bool{
		`<h1><a href="/">Bridge</a></h1>`: true, `<h1><span href="/">Bridge</span></h1>`: false, `<h1><a href="/b">Bridge</a></h1>`: false,
		`<a href="/"><h1>Bridge</h1></a>`: true, `<div class="logo"><h1>Bridge</h1></div>`: true, `<div id="logo"><h1>Bridge</h1></div>`: true,
		`<h1 class="site-title">Bridge</h1>`: true, `<h1 id="masthead">Bridge</h1>`: true, `<div id="header"><div><h1>Bridge</h1></div></div>`: true,
		`<body class="logo"><h1>Bridge</h1>`: false, `<div class="logo"><div><h1>Bridge</h1></div></div>`: false, `<h1>Bridge</h1>`: false,
	} {
		_, named := bodyOf(t, page)
		if got := isLogo(named("h1")); got != want {
			t.Errorf("%s is the site's: %v", page, got)
		}
	}
}

// TestWhatAPageSaysWhereThereAreNoScripts is its words, not its comments and tags.
func TestWhatAPageSaysWhereThereAreNoScripts(t *testing.T) {
	var e embedded
	n := &html.Node{Type: html.ElementNode, Data: "noscript", DataAtom: atom.Noscript}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: "<p>Turn on  scripts.</p> <!-- a note --><br>"})
	if e.readUnscripted(n); len(e.unscripted) != 1 || e.unscripted[0].text != "Turn on scripts." {
		t.Errorf("%q", texts(e.unscripted))
	}
}

// TestHowManyHeadingsAreLookedAt: a hundred, and every <h1>.
func TestHowManyHeadingsAreLookedAt(t *testing.T) {
	doc, _ := bodyOf(t, strings.Repeat("<h2>A</h2>", 99)+"<h2>Of the hundred</h2><h2>One more</h2><h1>Bridge opens</h1>")
	var e embedded
	e.headings = map[string]atom.Atom{}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.H1 || n.DataAtom == atom.H2 {
			e.heading(n)
		}
	}
	for heading, want := range map[string]bool{"Of the hundred": true, "One more": false, "Bridge opens": true} {
		if _, got := e.headings[plain.Letters(heading)]; got != want {
			t.Errorf("%q is known: %v", heading, got)
		}
	}
	if e.h1 != "Bridge opens" || e.h1s != 1 {
		t.Errorf("%q of %d", e.h1, e.h1s)
	}
}

// TestWhichPagesAreFronts: five headlines that are links, each with a line or two below, and no headline of the page's own.
func TestWhichPagesAreFronts(t *testing.T) {
	link, teaser := block{text: line(20), linked: 18, kind: atom.H3}, block{text: full(60), kind: atom.P}
	pairs := func(n int, of ...block) []block { return slices.Repeat(of, n) }
	change := func(b block, how func(*block)) block { how(&b); return b }
	for name, c := range map[string]struct {
		e     embedded
		whole []block
		want  bool
	}{
		"five headlines":                     {embedded{}, pairs(5, link, teaser), true},
		"four":                               {embedded{}, pairs(4, link, teaser), false},
		"each with two lines":                {embedded{}, pairs(5, link, teaser, teaser), true},
		"each with three":                    {embedded{}, pairs(5, link, teaser, teaser, teaser), false},
		"a label below each":                 {embedded{}, pairs(5, link, block{text: "Sport", kind: atom.Span}, teaser), true},
		"two words above":                    {embedded{h1: "Ferring Post", h1s: 1}, pairs(5, link, teaser), true},
		"three words above":                  {embedded{h1: "Bath to close", h1s: 1}, pairs(5, link, teaser), false},
		"several headlines above":            {embedded{h1: "Sport", h1s: 2}, pairs(5, link, teaser), false},
		"a headline in its data":             {embedded{ld: schema.Article{Headline: "Bath"}}, pairs(5, link, teaser), false},
		"links that are paragraphs":          {embedded{}, pairs(5, change(link, func(b *block) { b.kind = atom.P }), teaser), false},
		"headlines that are no links":        {embedded{}, pairs(5, change(link, func(b *block) { b.linked = 17 }), teaser), false},
		"links that are short":               {embedded{}, pairs(5, block{text: line(19), linked: 19, kind: atom.H3}, teaser), false},
		"lines that are short":               {embedded{}, pairs(5, link, block{text: full(59), kind: atom.P}), false},
		"lines that are no paragraphs":       {embedded{}, pairs(5, link, block{text: full(60), kind: atom.Div}), false},
		"lines, and all links behind":        {embedded{}, append(pairs(5, teaser), pairs(5, link)...), false},
		"an article of two lines below them": {embedded{}, append(pairs(5, link, teaser), teaser), true},
		"an article below them":              {embedded{}, append(pairs(5, link, teaser), teaser, teaser), false},
	} {
		if got := isFront(c.e, c.whole); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestWhoseANameBelowAQuotationIs: a short line in a quotation of its own, which is no sentence.
func TestWhoseANameBelowAQuotationIs(t *testing.T) {
	quotation, name := block{kind: atom.Blockquote}, func(text string) block { return block{text: text, kind: atom.Blockquote} }
	for _, c := range []struct {
		b, after block
		want     bool
	}{
		{name("Ann Lee"), quotation, true}, {name(line(48)), quotation, true}, {name(line(49)), quotation, false}, {name("She said so."), quotation, false},
		{name("Ann Lee"), block{kind: atom.Li}, false}, {name("Ann Lee"), block{kind: atom.P}, true}, {block{text: "Ann Lee", kind: atom.P}, quotation, false},
	} {
		if got := whose(c.b, c.after); got != c.want {
			t.Errorf("%q below %s: %v", c.b.text, c.after.kind, got)
		}
	}
}

// TestWhichBoxesAreReadersComments: those below two paragraphs of a story.
func TestWhichBoxesAreReadersComments(t *testing.T) {
	const page = `<p>One</p><p>Two</p><div class="comments">C</div>`
	p := func(n int) block { return block{text: full(proseLength), kind: atom.P, of: n} }
	doc, _ := bodyOf(t, page)
	number(doc)
	var numbers []int
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P {
			i, _ := numberOf(n)
			numbers = append(numbers, i)
		}
	}
	first, second := p(numbers[0]), p(numbers[1])
	change := func(how func(*block)) []block { b := second; how(&b); return []block{first, b} }
	for name, c := range map[string]struct {
		whole []block
		page  string
		gone  bool
	}{
		"two paragraphs":          {[]block{first, second}, page, true},
		"one":                     {[]block{first}, page, false},
		"one is no paragraph":     {change(func(b *block) { b.kind = atom.Li }), page, false},
		"one is beside the story": {change(func(b *block) { b.beside = true }), page, false},
		"one is short":            {change(func(b *block) { b.text = full(proseLength - 1) }), page, false},
		"one is no sentence":      {change(func(b *block) { b.text = line(proseLength) }), page, false},
		"a box above them":        {[]block{first, second}, `<div class="comments">C</div><p>One</p><p>Two</p>`, false},
		"a box between them":      {[]block{first, second}, `<p>One</p><div class="comments">C</div><p>Two</p>`, false},
		"a box by its id":         {[]block{first, second}, `<p>One</p><p>Two</p><section id="disqus_thread">C</section>`, true},
		"another box":             {[]block{first, second}, `<p>One</p><p>Two</p><div class="news">C</div>`, false},
		"another element":         {[]block{first, second}, `<p>One</p><p>Two</p><p class="comments">C</p>`, false},
	} {
		doc, _ := bodyOf(t, c.page)
		number(doc)
		if c.page[:3] != "<p>" { // the numbers of the paragraphs are one higher
			for i := range c.whole {
				c.whole[i].of++
			}
		}
		uncommented(doc, c.whole)
		left := ""
		for n := range doc.Descendants() {
			if n.Type == html.TextNode {
				left += n.Data
			}
		}
		if got := !strings.Contains(left, "C"); got != c.gone {
			t.Errorf("%s: taken away %v (%s)", name, got, left)
		}
	}
}

// TestAStoryThatIsItsHeadlineIsKept, so that something is left.
func TestAStoryThatIsItsHeadlineIsKept(t *testing.T) {
	short := "It fell on Monday."
	story := block{text: full(proseLength), kind: atom.P}
	for name, c := range map[string]struct {
		bs    []block
		title string
		want  int
	}{
		"alone":                       {[]block{story}, story.text, 1},
		"above a label":               {[]block{story, {text: line(48), kind: atom.P}}, "", 1},
		"above a longer line":         {[]block{story, {text: line(49), kind: atom.P}}, "", 2},
		"above a short sentence":      {[]block{story, {text: short, kind: atom.P}}, "", 2},
		"which is the headline again": {[]block{story, {text: short, kind: atom.P}}, short, 1},
		"nothing tells":               {[]block{{text: short, kind: atom.P}}, short, 1},
	} {
		if got := trim(slices.Clone(c.bs), briefing.Options{Title: c.title}, ""); len(got) != c.want {
			t.Errorf("%s: %q", name, texts(got))
		}
	}
}

// TestAPageThatOnlyLeadsOnIsFollowed; one with an article is read.
func TestAPageThatOnlyLeadsOnIsFollowed(t *testing.T) {
	base, err := url.Parse("https://a.example/b")
	if err != nil {
		t.Fatal(err)
	}
	const tag = `<meta http-equiv=refresh content="0;/c">`
	for name, c := range map[string]struct {
		page string
		want bool
	}{
		"nothing else": {tag, true}, "a line": {tag + "<p>You are led on to the other page of the paper now.</p>", true},
		"an article":      {tag + "<p>" + strings.Join(council, "</p><p>") + "</p>", false},
		"no such element": {"<p>You are led on.</p>", false},
	} {
		if got := LeadsOn([]byte(c.page), "text/html", base, briefing.Options{}) != nil; got != c.want {
			t.Errorf("%s: followed %v", name, got)
		}
	}
	if to := leadsTo([]byte(`<meta http-equiv=refresh data-old="0;/d" content="0;/c">`), base); to == nil || to.Path != "/c" {
		t.Errorf("leads to %v", to)
	}
}

// TestWhichElementsAreNumbered: blocks; those that are inline only by their own style have an empty mark, and inline ones none.
func TestWhichElementsAreNumbered(t *testing.T) {
	doc, named := bodyOf(t, `<div data-lede-block="77"><span data-lede-block="78">a</span><li style="display:inline">b</li></div>`)
	number(doc)
	if i, ok := numberOf(named("div")); !ok || i == 77 {
		t.Errorf("a block has the number %d", i)
	}
	if sight.Has(named("span"), sight.Numbered) {
		t.Error("an inline element has a mark")
	}
	if _, ok := numberOf(named("li")); ok || !sight.Has(named("li"), sight.Numbered) {
		t.Error("an element that may be a block has a number, or no mark")
	}
}

// TestHowMuchOfAPageAConsentMustBe to be what the page is: half of what does not speak to its reader, and a seventh of what is no notice.
func TestHowMuchOfAPageAConsentMustBe(t *testing.T) {
	const said = "We use cookies to make our site better."
	if notice.In(said) != notice.Consent {
		t.Fatalf("%q is %q", said, notice.In(said))
	}
	you := func(n int) string { return "your " + line(n-5) }
	for name, c := range map[string]struct {
		found []string
		want  error
	}{
		"twice as much beside it":                {[]string{line(2 * len(said))}, errConsent},
		"more":                                   {[]string{line(2*len(said) + 1)}, nil},
		"six times as much that addresses":       {[]string{you(6 * len(said))}, errConsent},
		"more of it":                             {[]string{you(6*len(said) + 1)}, nil},
		"the notice itself":                      {[]string{said, said, said}, errConsent},
		"the notice and some more":               {[]string{said, line(2 * len(said))}, errConsent},
		"nothing":                                {nil, errConsent},
		"a sentence of a story":                  {[]string{full(60)}, nil},
		"a sentence that is shorter":             {[]string{full(59)}, errConsent},
		"a sentence that addresses":              {[]string{"your " + full(60)}, errConsent},
		"a sentence of which half is a headline": {[]string{full(60), line(10)}, nil},
	} {
		if got := noArticle(embedded{}, "", paragraphsOf(said), paragraphsOf(c.found...)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if noArticle(embedded{}, "", paragraphsOf("Nothing of that."), nil) != nil {
		t.Error("a page that gives no notice is one")
	}
	for n, want := range map[int]bool{2000: true, 2001: false} {
		text := said + "\n" + strings.Repeat(" ", n-len(said)-1)
		if got := Pasted(text) != nil; got != want {
			t.Errorf("of %d bytes: %v", n, got)
		}
	}
}

// TestWhichBoxesOfNoticesGo: those that are notices in half, with the box around them if it has little else, and never an article.
func TestWhichBoxesOfNoticesGo(t *testing.T) {
	const say = "We use cookies to make our site better. Accept them all."
	if b := (block{text: say}); !b.strips() {
		t.Fatalf("%q stays", say)
	}
	p := func(text string) string { return "<p>" + text + "</p>" }
	for page, want := range map[string]string{
		p("Story") + "<div>" + p(say) + "</div>":                                     "Story",
		p("Story") + "<div>" + p(say) + p("Close") + "</div>":                        "Story",
		p("Story") + "<div>" + p(say) + p(line(len(say))) + "</div>":                 "Story",
		p("Story") + "<div>" + p(say) + p(line(len(say)+1)) + "</div>":               "Story" + line(len(say)+1),
		p("Story") + "<div>" + p(say) + p(full(60)) + "</div>":                       "Story" + full(60),
		p("Story") + "<article>" + p(say) + p("Close") + "</article>":                "StoryClose",
		"<main>" + p(say) + "</main>":                                                "",
		p("Story") + "<div><article>" + p(say) + "</article>" + p("More") + "</div>": "Story",
		p("Story") + p("Close"):                                                      "StoryClose",
	} {
		doc, _ := bodyOf(t, page)
		number(doc)
		unnoticed(doc, blocks(doc))
		left := ""
		for n := range doc.Descendants() {
			if n.Type == html.TextNode {
				left += n.Data
			}
		}
		if left != want {
			t.Errorf("of %s there is left %q, want %q", page, left, want)
		}
	}
}

// TestAWallIsBehindTheLastOfTheText, and the text is short.
func TestAWallIsBehindTheLastOfTheText(t *testing.T) {
	const wall = "Subscribe to read the rest of this article."
	if notice.In(wall) != notice.Subscription {
		t.Fatal(notice.In(wall))
	}
	last := full(90)
	for name, c := range map[string]struct {
		whole, found []string
		want         bool
	}{
		"behind it": {[]string{last, wall}, []string{last}, true}, "before it": {[]string{wall, last}, []string{last}, false}, "none": {[]string{last}, []string{last}, false}, "nothing was found": {[]string{wall}, nil, false},
		"the text is elsewhere": {[]string{wall}, []string{last}, false}, "itself": {[]string{wall}, []string{wall}, false},
		"a text that is short enough": {[]string{full(longestBeginning), wall}, []string{full(longestBeginning)}, true}, "a longer one": {[]string{full(longestBeginning + 1), wall}, []string{full(longestBeginning + 1)}, false},
		"between two": {[]string{full(80), wall, last}, []string{full(80), last}, false},
	} {
		if got := onlyBeginning(paragraphsOf(c.whole...), paragraphsOf(c.found...)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestWhatAPageSaysOfItsHeadings: the highest of the same letters, and whether it has scripts from elsewhere.
func TestWhatAPageSaysOfItsHeadings(t *testing.T) {
	doc, _ := bodyOf(t, `<h2>Bridge opens</h2><h1>Bridge opens!</h1><h3>bridge opens</h3><h2></h2><h3>Ferry</h3><h2>ferry</h2><script src="a.js"></script><script>b()</script>`)
	e := embeddedIn(doc)
	for heading, want := range map[string]atom.Atom{"bridgeopens": atom.H1, "ferry": atom.H2} {
		if got := e.headings[plain.Letters(heading)]; got != want {
			t.Errorf("%q is %v", heading, got)
		}
	}
	if len(e.headings) != 2 || !e.scripted || e.h1 != "Bridge opens!" {
		t.Errorf("%+v", e)
	}
	if doc, _ := bodyOf(t, "<h1>One</h1><h1>Two</h1><script>b()</script>"); embeddedIn(doc).h1 != "" || embeddedIn(doc).h1s != 2 || embeddedIn(doc).scripted {
		t.Errorf("%+v", embeddedIn(doc))
	}
	if isSlogan("- Bridge opens", []string{""}) {
		t.Error("a site without a name begins a title")
	}
	if got := strings.Join(namesIn("https://www.sun.post.example:8443/a"), ", "); got != "sun.post.example, post, the post, example, the example" {
		t.Error(got)
	}
	for address, want := range map[string]int{"%zz": 0, "/a": 0, "https://a.b": 1} {
		if got := namesIn(address); len(got) != want {
			t.Errorf("%q names %q", address, got)
		}
	}
}

// TestATitleIsCutToTheLongestOfItsHeadings, and one that is very long only at its end.
func TestATitleIsCutToTheLongestOfItsHeadings(t *testing.T) {
	e := embedded{headings: map[string]atom.Atom{plain.Letters("The longer heading"): atom.H2, plain.Letters("Sport"): atom.H2}}
	for title, want := range map[string]string{
		"The longer heading – Sport": "The longer heading", "Sport – The longer heading": "The longer heading", "Sport – something else altogether": "Sport – something else altogether", "The longer heading": "The longer heading",
		"It opens – The Daily – Weather": "It opens", "It opens – Weather": "It opens – Weather", "It opens: The Daily": "It opens",
	} {
		if got := e.cut(title, []string{"The Daily"}, false); got != want {
			t.Errorf("%q is cut to %q, want %q", title, got, want)
		}
	}
	half := embedded{headings: map[string]atom.Atom{plain.Letters("Four five"): atom.H2}}
	for title, want := range map[string]string{"Four five – abcd": "Four five", "Four five – abcde": "Four five – abcde"} { // half of it, and less
		if got := half.cut(title, nil, false); got != want {
			t.Errorf("%q is cut to %q, want %q", title, got, want)
		}
	}
	if got := e.cut("It opens: The Daily: Weather", []string{"The Daily"}, true); got != "It opens" {
		t.Errorf("at colons it is cut to %q", got)
	}
	const end = " – The Daily – Weather"
	for n, want := range map[int]int{300: 300 - len(end), 301: 301} {
		if got := e.cut(line(n-len(end))+end, []string{"The Daily"}, false); len(got) != want {
			t.Errorf("a title of %d bytes is cut to %d", n, len(got))
		}
	}
}

// TestWhatIsLookedForAmongTheBlocksOfAnElement: the next 32.
func TestWhatIsLookedForAmongTheBlocksOfAnElement(t *testing.T) {
	for n, want := range map[int]bool{31: true, 32: false} {
		var whole []block
		for i := range n {
			whole = append(whole, block{text: strings.Repeat("o", i+1), of: 1})
		}
		whole = append(whole, block{text: "The ferry sails.", linked: 7, of: 1})
		got := restore([]block{{text: "The ferry sails.", of: 1}}, whole)
		if len(got) != 1 || (got[0].linked == 7) != want {
			t.Errorf("behind %d others: %+v", n, got)
		}
	}
}

// TestALabelOverLinksEndsTheStory, but not above a paragraph of it.
func TestALabelOverLinksEndsTheStory(t *testing.T) {
	label := block{text: "Most popular"}
	if !onwardLabel().MatchString(label.text) {
		t.Fatal("no label")
	}
	story, links, words := block{text: full(80)}, block{text: line(20), linked: 20}, block{text: line(20)}
	half := block{text: line(20), linked: 10}
	for name, c := range map[string]struct {
		bs   []block
		want int
	}{
		"over links": {[]block{story, label, links}, 1}, "over words": {[]block{story, label, words}, 3}, "over half of both": {[]block{story, label, half}, 1}, "over less": {[]block{story, label, words, half}, 4}, "at the end": {[]block{story, label}, 1},
		"above the story": {[]block{label, {text: full(80), linked: 81}, links}, 3}, "twice": {[]block{story, label, links, label, links}, 1}, "none": {[]block{story, links}, 2},
	} {
		if got := untilOnward(c.bs); len(got) != c.want {
			t.Errorf("%s: %q", name, texts(got))
		}
	}
	plain := []block{{text: full(90), kind: atom.P, of: 1}, {text: full(90), kind: atom.P, of: 2}, {text: full(90), kind: atom.P, of: 3}}
	if got := opened(plain, slices.Concat(plain[:2], []block{{text: full(85), kind: atom.P, of: 9}}, plain[2:]), "", ""); len(got) != 3 {
		t.Errorf("a paragraph that has no style is set like the others: %q", texts(got))
	}
}

// TestWhetherAPageOnlyLeadsOnIsFoundOutInTurn: it takes as much memory as to read the page.
func TestWhetherAPageOnlyLeadsOnIsFoundOutInTurn(t *testing.T) {
	base, err := url.Parse("https://a.example/b")
	if err != nil {
		t.Fatal(err)
	}
	page := []byte(`<meta http-equiv=refresh content="0;/c">` + strings.Repeat("<br>a", 100))
	var need int64
	room := func(n int64, work func() error) error {
		need = n
		return work()
	}
	if to := LeadsOn(page, "text/html", base, briefing.Options{Room: room, Title: "A"}); to == nil || need != markup.Read(page).Need() {
		t.Errorf("it leads to %v, and %d bytes were asked for", to, need)
	}
	if to := LeadsOn(page, "text/html", base, briefing.Options{Stop: func() bool { return true }}); to == nil {
		t.Error("what was called off is taken for an article")
	}
	if LeadsOn([]byte("<p>a"), "text/html", base, briefing.Options{Room: func(int64, func() error) error { t.Error("a page without the element is read"); return nil }}) != nil {
		t.Error("it leads on")
	}
}
