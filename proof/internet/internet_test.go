package internet

import (
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/playground/papers"
)

// began is when the tests begin, by the internet's clock.
var began = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

// world is an internet with a clock that a test moves.
type world struct {
	*Internet
	t   *testing.T
	now atomic.Int64
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{t: t}
	w.now.Store(began.UnixNano())
	in, err := Open(w.clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	w.Internet = in
	return w
}

func (w *world) clock() time.Time { return time.Unix(0, w.now.Load()).UTC() }

func (w *world) move(d time.Duration) { w.now.Add(int64(d)) }

// killed notes that the reader was killed.
func (w *world) killed() {
	w.t.Helper()
	if err := w.Killed(w.clock().Add(-time.Minute)); err != nil {
		w.t.Fatal(err)
	}
}

// shout sends a request, and is gone before it can be answered.
func (w *world) shout(request string) {
	w.t.Helper()
	plain, _ := w.Addresses()
	c, err := net.Dial("tcp", plain)
	if err == nil {
		_, err = c.Write([]byte(request))
	}
	if err == nil {
		err = c.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// get makes a request as a polite reader would, with headers as names and values in turn.
func (w *world) get(address string, headers ...string) (*http.Response, string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("User-Agent", "Reader/1 (+https://reader.example/)")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := w.Client().Do(req)
	if err != nil {
		return nil, err.Error()
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp, string(b) + " " + err.Error()
	}
	return resp, string(b)
}

func hourly(site *Site) Paper {
	return Steady(began.Add(-24*time.Hour), time.Hour, func(n int) Item {
		return Item{
			GUID: fmt.Sprintf("item-%d", n), Link: site.Address(fmt.Sprintf("/%d", n)), Title: fmt.Sprintf("Ferry & harbour %d", n), Lead: "It runs — again.",
			Text: []string{"It runs again.", "So the harbour office said."}, Author: "Ada Strand", Tags: []string{"Harbour"},
		}
	})
}

func TestAFeedIsWrittenInEachFormat(t *testing.T) {
	w := open(t)
	s := w.Site("paper.example")
	for format, path := range []string{"/rss", "/atom", "/json"} {
		s.Feed(path, &Feed{Format: Format(format), Title: "The Paper", Language: "en", Paper: hourly(s), Full: true})
		_, body := w.get(s.Secure(path))
		var doc any
		err := json.Unmarshal([]byte(body), &doc)
		if format != int(JSON) {
			err = xml.Unmarshal([]byte(body), new(struct{}))
		}
		if err != nil || strings.Count(body, "So the harbour office said.") != 20 || !strings.Contains(body, "item-24") || strings.Contains(body, "item-4<") {
			t.Errorf("%s: %v\n%s", path, err, body)
		}
	}
	w.move(time.Hour)
	if _, body := w.get(s.Address("/25")); !strings.Contains(body, "<h1>Ferry &amp; harbour 25</h1>") {
		t.Errorf("no page of the newest item:\n%s", body)
	}
	if resp, _ := w.get(s.Address("/26")); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a page of what is not yet written: %d", resp.StatusCode)
	}
}

func TestValidatorsAreRightAndWrong(t *testing.T) {
	w := open(t)
	s := w.Site("paper.example")
	for name, c := range map[string]struct {
		v           Validators
		same, later int // answers to what was given, at once and after another item
	}{
		"right": {Validators{}, 304, 200}, "tag": {Validators{LastModified: None}, 304, 200}, "date": {Validators{ETag: None}, 304, 200},
		"neither": {Validators{ETag: None, LastModified: None}, 200, 200}, "frozen": {Validators{ETag: Frozen}, 304, 304},
		"wrong": {Validators{ETag: Wrong, LastModified: Wrong}, 200, 200}, "2041": {Validators{ETag: None, LastModified: Future}, 304, 304},
		"weak": {Validators{Weak: true}, 304, 200}, "both": {Validators{Both: true}, 304, 200},
	} {
		f := s.Feed("/"+name, &Feed{Paper: hourly(s), Validators: c.v})
		resp, _ := w.get(f.Address())
		given := []string{"If-None-Match", resp.Header.Get("ETag"), "If-Modified-Since", resp.Header.Get("Last-Modified")}
		if resp, _ = w.get(f.Address(), given...); resp.StatusCode != c.same {
			t.Errorf("%s: %d at once", name, resp.StatusCode)
		}
		if resp, _ = w.get(f.Address(), given[2:]...); name == "both" && resp.StatusCode != http.StatusOK {
			t.Errorf("half of both: %d", resp.StatusCode)
		}
		w.move(time.Hour)
		if resp, _ = w.get(f.Address(), given...); resp.StatusCode != c.later {
			t.Errorf("%s: %d later", name, resp.StatusCode)
		}
	}
}

func TestTroublesOfAnswers(t *testing.T) {
	w := open(t)
	for name, c := range map[string]struct {
		trouble Trouble
		status  int
		words   string // of the body, or of what went wrong
		header  string // with its value, as in a response
	}{
		"seconds":     {Refused(429, "Retry-After", "7200"), 429, "Too Many", "Retry-After: 7200"},
		"date":        {RetryAt(503, began.Add(time.Hour)), 503, "Unavailable", "Retry-After: Mon, 02 Mar 2026 07:00:00 GMT"},
		"reset":       {ResetAt(began.Add(time.Hour)), 429, "", "X-Ratelimit-Reset: 1772434800"},
		"gone":        {Refused(410), 410, "Gone", ""},
		"moved":       {Moved(308, "https://elsewhere.example/feed"), 308, "", "Location: https://elsewhere.example/feed"},
		"consent":     {Consent(), 200, "cookies", "Content-Type: text/html; charset=utf-8"},
		"challenge":   {Challenge(), 403, "Just a moment", "Cf-Mitigated: challenge"},
		"parked":      {Parked(), 200, "for sale", ""},
		"broken":      {Broken(), 200, "unexpected EOF", ""},
		"plain":       {PackedButPlain("gzip"), 200, "<rss", "Content-Encoding: gzip"},
		"drip":        {Dripping(time.Millisecond), 200, "</rss>", ""},
		"truncated":   {Truncated(200), 200, "<rss", ""},
		"mark":        {BeginsWith("\ufeff"), 200, "\ufeff<?xml", ""},
		"declared":    {Declared("windows-1251"), 200, "windows-1251", ""},
		"recoded":     {Recoded(), 200, "It runs ? again", ""},
		"labelled":    {Labelled("text/plain; charset=koi8-r"), 200, "<rss", "Content-Type: text/plain; charset=koi8-r"},
		"swollen":     {Swollen(1 << 16), 200, "swollen -->", ""},
		"maintenance": {Maintained(w.Site("maintenance.example"), 301), 301, "", "Location: http://maintenance.example/maintenance"},
	} {
		s := w.Site(name + ".example")
		f := s.Feed("/feed", &Feed{Paper: hourly(s)})
		f.Suffer(c.trouble)
		resp, body := w.get(f.Address(), "Accept-Encoding", "gzip, br")
		key, value, _ := strings.Cut(c.header, ": ")
		if resp == nil || resp.StatusCode != c.status || !strings.Contains(body, c.words) || resp.Header.Get(key) != value {
			t.Errorf("%s: %v\n%.300s", name, resp, body)
		}
		f.Recover()
		if resp, body = w.get(f.Address()); resp.StatusCode != http.StatusOK || !strings.HasSuffix(body, "</rss>\n") || resp.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s does not recover: %v\n%.300s", name, resp, body)
		}
	}
	s := w.Site("packed.example")
	f := s.Feed("/feed", &Feed{Paper: hourly(s)})
	f.Suffer(Packed("gzip"))
	resp, body := w.get(f.Address(), "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || !strings.Contains(string(b), "</rss>") || resp.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%v %v", err, resp)
	}
	if _, body = w.get(f.Address(), "Accept-Encoding", "identity"); !strings.Contains(body, "</rss>") {
		t.Error("it is packed for who did not ask for that")
	}
}

func TestTroublesOfItems(t *testing.T) {
	w := open(t)
	s := w.Site("paper.example")
	for name, c := range map[string]struct {
		trouble Trouble
		words   string
		times   int
	}{
		"one":      {OneGUID("all"), ">all</guid>", 20},
		"headline": {HeadlineGUIDs(), ">ferry-&amp;-harbour-24</guid>", 1},
		"no guid":  {NoGUIDs(), "</guid>", 0},
		"no link":  {NoLinks(), "<link>", 1}, // the channel's
		"touched":  {Touched(), "Mon, 02 Mar 2026 06:00:00 +0000", 20},
		"none":     {Dated("none"), "pubDate", 0},
		"ahead":    {Ahead(48 * time.Hour), "Wed, 04 Mar 2026 06:00:00 +0000", 1},
		"live":     {Retitled(30 * time.Minute), "harbour 23: update 2", 1},
		"members":  {Members(), "<item>", 20},
		"tracked":  {Tracked(), "utm_source=feed", 20},
		"empty":    {Empty(), "<item>", 0},
		"flood":    {Flood(200, func(n int) Item { return Item{GUID: fmt.Sprint("flood ", n)} }), "<guid", 220},
		"later":    {Empty().Since(began.Add(time.Hour)), "<item>", 20},
		"before":   {Empty().Between(began.Add(-time.Hour), began), "<item>", 20},
	} {
		f := s.Feed("/"+name, &Feed{Paper: hourly(s)})
		f.Suffer(c.trouble)
		if body := string(f.press().Write(f.Shows(began))); strings.Count(body, c.words) != c.times {
			t.Errorf("%s: %d times %q\n%s", name, strings.Count(body, c.words), c.words, body)
		}
	}
	edited := papers.Printed(Item{GUID: "a", Title: "Ten dead", At: began}, Item{GUID: "b", At: began.Add(time.Hour)}, Item{GUID: "a", Title: "Twelve dead", At: began.Add(2 * time.Hour)})
	if now := edited(began.Add(3*time.Hour), 20); len(now) != 2 || now[1].Title != "Twelve dead" || !now[1].At.Equal(began) || now[1].Changed.IsZero() {
		t.Errorf("%+v", now)
	}
	if before := edited(began.Add(time.Hour), 20); len(before) != 2 || before[1].Title != "Ten dead" {
		t.Errorf("%+v", before)
	}
}

func TestMannersAreJudged(t *testing.T) {
	const agent = "User-Agent"
	for name, c := range map[string]struct {
		want []Rule
		do   func(w *world, s *Site, f *Feed)
	}{
		"a polite reader": {nil, func(w *world, s *Site, f *Feed) {
			resp, _ := w.get(f.Address())
			for range 30 {
				w.move(time.Hour)
				resp, _ = w.get(f.Address(), "If-None-Match", resp.Header.Get("ETag"), "If-Modified-Since", resp.Header.Get("Last-Modified"))
			}
			w.get(s.Address("/robots.txt"))
			w.get(s.Address("/25"))
		}},
		"early": {[]Rule{Early}, func(w *world, s *Site, f *Feed) {
			f.Validators = Validators{ETag: None, LastModified: None}
			w.get(f.Address())
			w.move(59 * time.Minute)
			w.get(f.Address())
			w.move(61 * time.Minute)
			w.get(f.Address())
		}},
		"ttl": {[]Rule{Early}, func(w *world, s *Site, f *Feed) {
			f.TTL, f.Validators = 6*time.Hour, Validators{ETag: None, LastModified: None}
			w.get(f.Address())
			w.move(5 * time.Hour)
			w.get(f.Address())
		}},
		"half": {[]Rule{Halfway}, func(w *world, s *Site, f *Feed) {
			resp, _ := w.get(f.Address())
			w.move(time.Hour)
			w.get(f.Address(), "If-None-Match", resp.Header.Get("ETag"))
		}},
		"bare": {[]Rule{Unconditional}, func(w *world, s *Site, f *Feed) {
			w.get(f.Address())
			w.move(time.Hour)
			w.get(f.Address())
		}},
		"a look once a day": {nil, func(w *world, s *Site, f *Feed) {
			f.Validators = Validators{ETag: Frozen}
			resp, _ := w.get(f.Address())
			given := []string{"If-None-Match", resp.Header.Get("ETag"), "If-Modified-Since", resp.Header.Get("Last-Modified")}
			w.move(12 * time.Hour)
			w.get(f.Address(), given...)
			w.move(13 * time.Hour)
			w.get(f.Address())
		}},
		"deaf": {[]Rule{Deaf}, func(w *world, s *Site, f *Feed) {
			f.Suffer(Refused(429, "Retry-After", "36000"))
			w.get(f.Address())
			w.move(9 * time.Hour)
			w.get(w.Site("www.paper.example").Address("/robots.txt")) // the same site
			w.move(2 * time.Hour)
			w.get(f.Address())
		}},
		"four hours": {[]Rule{Deaf}, func(w *world, s *Site, f *Feed) {
			s.Suffer(Refused(403))
			w.get(f.Address())
			w.move(3 * time.Hour)
			w.get(f.Address())
			w.move(5 * time.Hour)
			w.get(f.Address())
		}},
		"gone": {[]Rule{Gone}, func(w *world, s *Site, f *Feed) {
			f.Suffer(Refused(410))
			w.get(f.Address())
			w.move(24 * time.Hour)
			w.get(f.Address())
		}},
		"unread": {[]Rule{Unread, Disallowed}, func(w *world, s *Site, f *Feed) {
			s.Robots("User-agent: *\nDisallow: /24$\nAllow: /2*3\n")
			w.get(s.Address("/23"))
			w.get(s.Address("/robots.txt"))
			w.get(s.Address("/23"))
			w.get(s.Address("/24"))
		}},
		"nameless": {[]Rule{Anonymous}, func(w *world, s *Site, f *Feed) { w.get(f.Address(), agent, "") }},
		"a person": {nil, func(w *world, s *Site, f *Feed) {
			w.Person(func() { w.get(f.Address()); w.get(f.Address()); w.get(s.Address("/24")) })
		}},
		"redirected": {nil, func(w *world, s *Site, f *Feed) {
			s.Redirect("/old", 301, "/feed")
			f.Validators = Validators{ETag: None, LastModified: None}
			w.get(f.Address())
			w.get(s.Address("/robots.txt"))
			w.get(s.Address("/old"))
			w.get(f.Address())
		}},
		"again without packing": {nil, func(w *world, s *Site, f *Feed) {
			f.Suffer(PackedAndCut("gzip"))
			w.get(f.Address(), "Accept-Encoding", "gzip")
			w.get(f.Address(), "Accept-Encoding", "identity")
		}},
		"killed": {nil, func(w *world, s *Site, f *Feed) {
			resp, _ := w.get(f.Address())
			w.move(time.Hour)
			given := []string{"If-None-Match", resp.Header.Get("ETag"), "If-Modified-Since", resp.Header.Get("Last-Modified")}
			w.get(f.Address(), given...)
			w.killed()
			w.move(time.Hour)
			w.get(f.Address(), given...)
		}},
		"killed over what came without conditions after a day": {nil, func(w *world, s *Site, f *Feed) {
			w.get(f.Address())
			w.move(25 * time.Hour)
			w.get(f.Address())
			w.killed()
			w.move(time.Hour)
			w.get(f.Address())
		}},
		"killed before what it asked was heard": {nil, func(w *world, s *Site, f *Feed) {
			resp, _ := w.get(f.Address())
			w.move(time.Hour)
			etag, modified := resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")
			w.shout("GET /feed HTTP/1.1\r\nHost: paper.example\r\nUser-Agent: Reader/1\r\nIf-None-Match: " + etag + "\r\nIf-Modified-Since: " + modified + "\r\n\r\n")
			w.killed()
			w.move(time.Hour)
			w.get(f.Address(), "If-None-Match", etag, "If-Modified-Since", modified)
		}},
		"without conditions again, though the first was heard": {[]Rule{Unconditional}, func(w *world, s *Site, f *Feed) {
			w.get(f.Address())
			w.move(25 * time.Hour)
			w.get(f.Address())
			w.move(time.Hour)
			w.get(f.Address())
		}},
	} {
		w := open(t)
		s := w.Site("paper.example")
		c.do(w, s, s.Feed("/feed", &Feed{Paper: hourly(s)}))
		var got []Rule
		for _, b := range w.Breaches() {
			got = append(got, b.Rule)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, w.Breaches())
		}
	}
}

func TestTwoAtOnceAreSeen(t *testing.T) {
	w := open(t)
	s := w.Site("a.paper.example")
	f := s.Feed("/feed", &Feed{Paper: hourly(s)})
	f.Suffer(Hanging())
	hanging := make(chan struct{})
	go func() {
		defer close(hanging)
		resp, err := w.Client().Get(f.Address())
		if err == nil {
			resp.Body.Close()
		}
	}()
	for begun := time.Now(); len(w.Requests()) == 0; time.Sleep(time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatal("nothing was asked in a minute")
		}
	}
	w.get(w.Site("b.paper.example").Address("/robots.txt"))
	w.get(w.Site("other.example").Address("/robots.txt"))
	var together int
	for _, b := range w.Breaches() {
		if b.Rule == Together {
			together++
		}
	}
	if together != 1 {
		t.Errorf("%v", w.Breaches())
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	<-hanging
}
