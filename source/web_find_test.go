package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"lede/problem"
	"lede/source/feed"
)

// paper is a site whose paths answer by a map: a body, "→ address" or a status.
func paper(t *testing.T, paths map[string]string) (w *Web, url string, asked *[]string) {
	t.Helper()
	asked = &[]string{}
	w, url = site(t, func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.URL.RequestURI())
		body, ok := paths[r.URL.RequestURI()]
		to, leads := strings.CutPrefix(body, "→ ")
		forNow, leadsForNow := strings.CutPrefix(body, "⇢ ")
		switch {
		case leadsForNow:
			http.Redirect(w, r, forNow, http.StatusFound)
		case !ok:
			w.WriteHeader(http.StatusNotFound)
		case leads:
			http.Redirect(w, r, to, http.StatusMovedPermanently)
		case strings.HasPrefix(body, "Link: "):
			w.Header().Set("Link", strings.TrimPrefix(body, "Link: "))
			_, _ = io.WriteString(w, frontPage(""))
		case len(body) == 3:
			w.WriteHeader(map[string]int{"429": 429, "403": 403, "503": 503}[body])
		default:
			_, _ = io.WriteString(w, body)
		}
	})
	return w, url, asked
}

// rss is a feed with items of these titles.
func rss(title string, items ...string) string {
	s := "<rss version=\"2.0\"><channel><title>" + title + "</title>"
	for _, i := range items {
		s += "<item><title>" + i + "</title><link>https://paper.example/" + i + "</link></item>"
	}
	return s + "</channel></rss>"
}

func frontPage(head string) string {
	return "<!doctype html><html><head><title>The Paper</title>" + head + "</head><body><p>News of the day.</p></body></html>"
}

func TestAFeedIsFoundWhereverAPersonLooks(t *testing.T) {
	a, b := rss("News", "a1", "a2"), rss("Sport", "b1")
	link := func(to string) string { return `<link rel="alternate" type="application/rss+xml" href="` + to + `">` }
	for name, c := range map[string]struct {
		at, want, asked string
		paths           map[string]string
		code            string
	}{
		"the feed itself":                  {"/feed", "/feed News", "/feed", map[string]string{"/feed": a}, ""},
		"a feed that moved":                {"/feed", "/new News", "/feed /new", map[string]string{"/feed": "→ /new", "/new": a}, ""},
		"a feed that is elsewhere for now": {"/feed", "/feed News", "/feed /new", map[string]string{"/feed": "⇢ /new", "/new": a}, ""},
		"several on a page":                {"/", "/a News, /b Sport", "/ /a /b", map[string]string{"/": frontPage(link("a") + link("/b")), "/a": a, "/b": b}, ""},
		"one in two formats":               {"/", "/a News", "/ /a /b", map[string]string{"/": frontPage(link("/a") + link("/b")), "/a": a, "/b": a}, ""},
		"comments and empty ones":          {"/", "/a News, /none Later", "/ /none /a", map[string]string{"/": frontPage(link("/comments") + link("/none") + link("/a")), "/a": a, "/comments": rss("News", "c"), "/none": rss("Later")}, ""},
		"comments alone":                   {"/", "/comments News, /none Later", "/ /none /comments", map[string]string{"/": frontPage(link("/comments") + link("/none")), "/comments": rss("News", "c"), "/none": rss("Later")}, ""},
		"a section's own first":            {"/sport/ferries", "/sport/feed Sport, /feed News", "/sport/ferries /sport/feed /feed", map[string]string{"/sport/ferries": frontPage(link("/feed") + link("/sport/feed")), "/feed": a, "/sport/feed": b}, ""},
		"a page that lists feeds":          {"/", "/rss/top News, /rss/sport Sport", "/ /help/rss-feeds /rss/top /rss/sport", map[string]string{"/": "<p>News.</p><a href=/help/rss-feeds>RSS</a>", "/help/rss-feeds": "<a href=/>Home</a><a href=/rss/top>Top</a><a href=/rss/sport>Sport</a>", "/rss/top": a, "/rss/sport": b}, ""},
		"the page that lists feeds itself": {"/rss", "/xml.php?type=rss2 News", "/rss /xml.php?type=rss2", map[string]string{"/rss": "<p>Feeds.</p><a href=/>Home</a><a href=/rss>Feeds</a><a href='/xml.php?type=rss2'>Top</a>", "/xml.php?type=rss2": a}, ""},
		"two empty ones":                   {"/", "/a News, /b Sport", "/ /a /b", map[string]string{"/": frontPage(link("/a") + link("/b")), "/a": rss("News"), "/b": rss("Sport")}, ""},
		"an address that is none":          {"/", "/a News", "/ /a", map[string]string{"/": frontPage(link("http://user:%zz@/") + link("http://") + link("/a")), "/a": a}, ""},
		"one that is none":                 {"/", "/b Sport", "/ /a /b", map[string]string{"/": frontPage(link("/a") + link("/b")), "/a": frontPage(""), "/b": b}, ""},
		"a page that leads on":             {"/", "/a News", "/ /start /a", map[string]string{"/": `<meta http-equiv=refresh content="0;url=/start">`, "/start": frontPage(link("/a")), "/a": a}, ""},
		"the canonical page":               {"/amp", "/a News", "/amp /whole /a", map[string]string{"/amp": frontPage(`<link rel=canonical href=/whole>`), "/whole": frontPage(link("/a")), "/a": a}, ""},
		"the folder, then the root":        {"/blog/post.html", "/rss.xml News", "/blog/post.html /blog/feed/ /blog/rss.xml /blog/feed.xml /blog/atom.xml /blog/index.xml /blog/rss/ /blog/feed.json /blog/feed.atom /blog/index.rss /feed/ /rss.xml", map[string]string{"/blog/post.html": frontPage(""), "/rss.xml": a}, ""},
		"unknown paths go home":            {"/", "/rss.xml News", "/ /feed/ /rss.xml", map[string]string{"/": frontPage(""), "/feed/": "→ /", "/rss.xml": a}, ""},
		"a known path that moved":          {"/", "/f.rss News", "/ /feed/ /f.rss", map[string]string{"/": frontPage(""), "/feed/": "→ /f.rss", "/f.rss": a}, ""},
		"a page that is not there":         {"/gone", "/feed/ News", "/gone /gone/feed/ /gone/rss.xml /gone/feed.xml /gone/atom.xml /gone/index.xml /gone/rss/ /gone/feed.json /gone/feed.atom /gone/index.rss /feed/", map[string]string{"/feed/": a}, ""},
		"a profile":                        {"/@ada", "/@ada.rss News", "/@ada /@ada.rss", map[string]string{"/@ada": frontPage(""), "/@ada.rss": a}, ""},
		"the feed it names is not there":   {"/", "", "", map[string]string{"/": frontPage(link("/a") + link("/b")), "/b": "503"}, "feed.missing"},
		"nor open":                         {"/", "", "", map[string]string{"/": frontPage(link("/a")), "/a": "403"}, "feed.closed"},
		"it asks for consent":              {"/", "", "", map[string]string{"/": frontPage(link("/a")), "/a": "<title>Before you continue</title><p>We use cookies.</p><form action=/consent><button>Accept all</button></form>"}, "feed.consent"},
		"it is just a page":                {"/", "", "", map[string]string{"/": frontPage(link("/a")), "/a": frontPage("")}, ""},
		"it cannot be reached":             {"/", "", "", map[string]string{"/": frontPage(link("http://127.0.0.1:1/a"))}, "feed.failed"},
		"another one is there":             {"/", "/feed/ News", "", map[string]string{"/": frontPage(link("/a")), "/a": "403", "/feed/": a}, ""},
		"a guess is not there":             {"/@ada", "", "", map[string]string{"/@ada": frontPage("<a href=/rss.xml>RSS</a>")}, ""},
		"a header":                         {"/", "/a News", "/ /a", map[string]string{"/": `Link: </a>; rel="alternate"; type="application/rss+xml"`, "/a": a}, ""},
		"no feed":                          {"/x.html", "", "", map[string]string{"/x.html": frontPage("")}, ""},
		"a site that rests":                {"/", "", "/", map[string]string{"/": "429"}, "feed.too-many-requests"},
		"rest is asked for midway":         {"/", "/a News", "/ /a /b", map[string]string{"/": frontPage(link("/a") + link("/b") + link("/c")), "/a": a, "/b": "429", "/c": b}, ""},
		"a site that is not well":          {"/", "", "/", map[string]string{"/": "503"}, "feed.status"},
		"something else":                   {"/list", "", "", map[string]string{"/list": "<opml><body></body></opml>"}, "feed.opml"},
		"a log-in":                         {"/", "", "", map[string]string{"/": "<html><title>Log in</title><form><input type=password></form></html>"}, "feed.log-in"},
	} {
		w, url, asked := paper(t, c.paths)
		list, err := w.Find(t.Context(), Request{Address: url + c.at})
		var got []string
		for _, f := range list {
			got = append(got, strings.TrimPrefix(f.Address, url)+" "+f.Feed.Title)
			if len(f.Answer.Body) == 0 {
				t.Errorf("%s: no body", name)
			}
		}
		if strings.Join(got, ", ") != c.want || code(err) != c.code || c.asked != "" && strings.Join(*asked, " ") != c.asked {
			t.Errorf("%s: %v, %v\nasked %v", name, got, err, *asked)
		}
		if len(*asked) > mostAsked {
			t.Errorf("%s: %d requests", name, len(*asked))
		}
	}
}

func TestASearchIsBounded(t *testing.T) {
	var head strings.Builder
	paths := map[string]string{}
	for i := range 40 {
		fmt.Fprintf(&head, `<link rel=alternate type=application/rss+xml href=/%d>`, i)
		paths[fmt.Sprint("/", i)] = rss("F", fmt.Sprint(i))
	}
	paths["/"] = frontPage(head.String())
	w, url, asked := paper(t, paths)
	list, err := w.Find(t.Context(), Request{Address: url})
	if err != nil || len(list) != 6 || len(*asked) != 7 {
		t.Errorf("%d found with %d requests: %v", len(list), len(*asked), err)
	}
	w, url, asked = paper(t, map[string]string{"/news/": frontPage(head.String() + `<link rel=canonical href=/else>`)})
	if list, err = w.Find(t.Context(), Request{Address: url + "/news/"}); code(err) != "feed.missing" || len(list) != 0 || len(*asked) != mostAsked {
		t.Errorf("%d found with %d requests: %v", len(list), len(*asked), err)
	}
}

// asker answers for all hosts, and records the requests.
type asker struct {
	asked  []string
	answer func(url string) (status int, body string)
}

func (a *asker) RoundTrip(r *http.Request) (*http.Response, error) {
	a.asked = append(a.asked, r.URL.String())
	status, body := a.answer(r.URL.String())
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func TestOfASiteThatIsKnownNoPageIsAskedFor(t *testing.T) {
	const repo = "https://github.com/paper/press"
	for status, want := range map[int]string{200: repo + "/releases.atom " + repo + "/commits.atom " + repo + "/discussions.atom", 429: repo + "/releases.atom"} {
		a := &asker{answer: func(url string) (int, string) { return status, rss("R", url) }}
		w := &Web{}
		w.once.Do(w.prepare)
		w.client.Transport = a
		list, err := w.Find(t.Context(), Request{Address: "github.com/paper/press"})
		if strings.Join(a.asked, " ") != want || status == 200 && (err != nil || len(list) != 3) || status == 429 && code(err) != "feed.too-many-requests" {
			t.Errorf("%d: asked for %q: %v, %v", status, a.asked, list, err)
		}
	}
}

func TestASearchHoldsOneSiteAtATime(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, rss("Elsewhere", "e")) }))
	defer other.Close()
	w, url, _ := paper(t, map[string]string{"/": frontPage(`<link rel=alternate type=application/rss+xml href=/a><link rel=alternate type=application/rss+xml href="` + other.URL + `/"><link rel=alternate type=application/rss+xml href=/b>`),
		"/a": rss("A", "a"), "/b": rss("B", "b")})
	inside, entered := 0, 0
	enter := func(context.Context, string) (func(), error) {
		if inside++; inside != 1 {
			t.Error("two sites are held")
		}
		entered++
		return func() { inside-- }, nil
	}
	list, err := w.Find(t.Context(), Request{Address: url, Enter: enter})
	if err != nil || len(list) != 3 || entered != 3 || inside != 0 {
		t.Errorf("%d found, %d entered, %d inside: %v", len(list), entered, inside, err)
	}
	busy := problem.New("feed.stopped")
	list, err = w.Find(t.Context(), Request{Address: url, Enter: func(ctx context.Context, site string) (func(), error) {
		if site == Site(other.URL) {
			return nil, busy
		}
		return enter(ctx, site)
	}})
	if err != nil || len(list) != 2 || inside != 0 {
		t.Errorf("%d found: %v", len(list), err)
	}
	if _, err = w.Find(t.Context(), Request{Address: url, Enter: func(context.Context, string) (func(), error) { return nil, busy }}); err != busy {
		t.Errorf("got %v", err)
	}
	// A guess that could not be made is told when nothing else was found.
	w, away, _ := paper(t, map[string]string{"/": frontPage(`<link rel=alternate type=application/rss+xml href="` + other.URL + `/">`)})
	if _, err = w.Find(t.Context(), Request{Address: away, Enter: func(_ context.Context, site string) (func(), error) {
		if site == Site(other.URL) {
			return nil, busy
		}
		return func() {}, nil
	}}); err != busy {
		t.Errorf("got %v", err)
	}
	full, calls := errors.New("full"), 0
	once := func(_ int64, read func() error) error {
		if calls++; calls > 1 {
			return full
		}
		return read()
	}
	if _, err = w.Find(t.Context(), Request{Address: away, Room: once}); err != full {
		t.Errorf("got %v", err)
	}
	if _, err = w.Find(t.Context(), Request{Address: url + "/a", Room: func(int64, func() error) error { return full }}); err != full {
		t.Errorf("got %v", err)
	}
	need := int64(0)
	room := func(n int64, read func() error) error { need += n; return read() }
	if list, err = w.Find(t.Context(), Request{Address: url + "/a", Room: room}); err != nil || len(list) != 1 || need != feed.Need([]byte(rss("A", "a"))) {
		t.Errorf("%d found within %d: %v", len(list), need, err)
	}
}

func TestASearchTakesAnAddressAsItIsTyped(t *testing.T) {
	w, url, _ := paper(t, map[string]string{"/feed": rss("A", "a"), "/in": frontPage(`<link rel=alternate type=application/rss+xml href=/feed>`)})
	secret := strings.Replace(url, "http://", "http://me:opensesame@", 1)
	list, err := w.Find(t.Context(), Request{Address: " <" + secret + "/in> "})
	if err != nil || len(list) != 1 || list[0].Address != secret+"/feed" || strings.Contains(list[0].Answer.At, "opensesame") {
		t.Errorf("%v, %v", list, err)
	}
	for _, typed := range []string{"feed:" + url + "/feed", strings.Replace(url, "127.0.0.1", "localhost", 1) + "/feed"} {
		if list, err := w.Find(t.Context(), Request{Address: typed}); err != nil || len(list) != 1 {
			t.Errorf("%s: %v, %v", typed, list, err)
		}
	}
	// Without a scheme it is https, and http when there is none.
	w = &Web{Allow: loopback(), resolver: fakeNames(t, everywhere)}
	if list, err := w.Find(t.Context(), Request{Address: strings.Replace(url, "http://127.0.0.1", "paper.example", 1) + "/feed"}); err != nil || len(list) != 1 || !strings.HasPrefix(list[0].Address, "http://paper.example") {
		t.Errorf("%v, %v", list, err)
	}
	for typed, want := range map[string]string{"": "feed.scheme", "paper": "feed.scheme", "file:///etc/passwd": "feed.scheme", "nowhere.example.": "feed.no-site", "http://me:opensesame@10.0.0.1/": "feed.private"} {
		_, err := (&Web{resolver: fakeNames(t, nowhere)}).Find(t.Context(), Request{Address: typed})
		if says(t, err); code(err) != want || strings.Contains(err.Error(), "opensesame") {
			t.Errorf("%s: %v, want %s", typed, err, want)
		}
	}
}

func everywhere(string) netip.Addr { return netip.MustParseAddr("127.0.0.1") }
func nowhere(string) netip.Addr    { return netip.MustParseAddr("10.9.8.7") }

// TestAGuessIsNotAskedForInVain: once, of a site that may be asked, and while there is room for what it may lead to.
func TestAGuessIsNotAskedForInVain(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		change func(s *search, address string)
		ctx    context.Context
		guess  string // in place of the address
	}{
		"":                     {ctx: t.Context()},
		"room for one more":    {func(s *search, _ string) { s.held = mostHeld }, t.Context(), ""},
		"tried":                {func(s *search, address string) { s.tried[address] = true }, t.Context(), ""},
		"a site that rests":    {func(s *search, address string) { s.busy[Site(address)] = true }, t.Context(), ""},
		"as many as are found": {func(s *search, _ string) { s.found = make([]Found, 6) }, t.Context(), ""},
		"as much as is held":   {func(s *search, _ string) { s.held = mostHeld + 1 }, t.Context(), ""},
		"as many as are asked": {func(s *search, _ string) {
			for i := range mostAsked {
				s.tried[fmt.Sprint(i)] = true
			}
		}, t.Context(), ""},
		"no address":              {nil, t.Context(), "ftp://paper.example/"},
		"when the search is over": {nil, ended, ""},
	} {
		w, url, asked := paper(t, map[string]string{"/feed": rss("A", "a")})
		s := &search{web: w, site: &siteLock{}, memory: &memory{}, tried: map[string]bool{}, busy: map[string]bool{}}
		if c.change != nil {
			c.change(s, url+"/feed")
		}
		s.one(c.ctx, cmp.Or(c.guess, url+"/feed"), nil)
		if got := len(*asked) > 0; got != (name == "" || name == "room for one more") {
			t.Errorf("%s: asked %v", name, *asked)
		}
	}
}

// TestASiteWithAFalseCertificateIsNotAskedInTheClear, where its scheme was a guess: whoever forged it would be believed.
func TestASiteWithAFalseCertificateIsNotAskedInTheClear(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	w := &Web{Allow: loopback(), resolver: fakeNames(t, everywhere)}
	_, err := w.Find(t.Context(), Request{Address: strings.Replace(s.URL, "https://127.0.0.1", "paper.example", 1) + "/feed"})
	if says(t, err, "certificate"); code(err) != "feed.certificate" {
		t.Errorf("got %v", err)
	}
}
