package soak

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"lede/proof/internet"
)

// size is how large a soak is.
type size struct {
	feeds, servers, days int
	// perServer is how many feeds a server follows.
	perServer int
}

// began is when a soak begins.
var began = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// printed is when the first item of all papers was published.
var printed = began.Add(-10 * 24 * time.Hour)

// paper is a feed of the plan, with what its readers may expect.
type paper struct {
	n        int
	site     *internet.Site
	feed     *internet.Feed
	address  string
	every    time.Duration
	troubles []string
	// excused says why items may be left out, once the admins have been told; "" if none may.
	excused string

	mu    sync.Mutex
	shown map[string]time.Time // by the item's word: when it was first sent whole to a reader
}

// word identifies an item.
func (p *paper) word(n int) string { return fmt.Sprintf("item%dx%d", p.n, n) }

// plan is who publishes what.
type plan struct {
	size
	net    *internet.Internet
	papers []*paper
}

// feedsPerSite is how many feeds a registrable domain has, on separate hosts.
const feedsPerSite = 4

// newPlan fills an internet.
func newPlan(in *internet.Internet, s size) *plan {
	p := &plan{size: s, net: in}
	paces := []time.Duration{3 * time.Hour, 6 * time.Hour, 6 * time.Hour, 12 * time.Hour, 12 * time.Hour, 24 * time.Hour, 24 * time.Hour}
	for n := range s.feeds {
		site := in.Site(fmt.Sprintf("f%d.site%d.example", n%feedsPerSite, n/feedsPerSite))
		one := &paper{n: n, site: site, every: paces[n*5%len(paces)] + time.Duration(n%7)*time.Minute, shown: map[string]time.Time{}}
		one.feed = site.Feed("/feed.xml", &internet.Feed{
			Format: internet.Format(n % 3), Title: fmt.Sprintf("Paper %d", n), Language: "en", Full: true,
			Paper: internet.Steady(printed, one.every, one.write), Sent: one.sent,
		})
		one.address = one.feed.Address()
		p.trouble(one)
		p.papers = append(p.papers, one)
	}
	return p
}

// trouble gives a feed its share of all troubles.
func (p *plan) trouble(one *paper) {
	day := func(n float64) time.Time { return began.Add(time.Duration(n * 24 * float64(time.Hour))) }
	add := func(name string, t internet.Trouble) {
		one.troubles = append(one.troubles, name)
		one.feed.Suffer(t)
	}
	f, middle := one.feed, float64(p.days)/2
	switch one.n % 30 {
	case 1:
		add("GUIDs and links change", internet.Trouble{Items: moved}.Since(day(middle)))
		one.excused = "reseeded"
	case 2:
		add("GUIDs change", internet.GUIDs(func(it internet.Item) string { return "urn:new:" + it.GUID }).Since(day(middle)))
	case 4:
		f.Validators = internet.Validators{ETag: internet.Frozen, LastModified: internet.Frozen}
		one.troubles = append(one.troubles, "frozen validators")
	case 5:
		f.Validators = internet.Validators{ETag: internet.None, LastModified: internet.Future}
		one.troubles = append(one.troubles, "Last-Modified in 2041")
	case 7:
		f.Validators = internet.Validators{ETag: internet.None, LastModified: internet.None}
		one.troubles = append(one.troubles, "no validators")
	case 8:
		f.Validators = internet.Validators{ETag: internet.Wrong, Both: true}
		one.troubles = append(one.troubles, "an ETag that never fits")
	case 10:
		add("packing cut off", internet.PackedAndCut("gzip").Between(day(1), day(middle)))
	case 11:
		add("503", internet.Refused(http.StatusServiceUnavailable, "Retry-After", "1800").Between(day(middle), day(middle+0.2)))
	case 13:
		add("dates touched", internet.Touched())
	case 14:
		add("one GUID for all", internet.OneGUID("all"))
	case 16:
		add("links tracked, no GUIDs", internet.NoGUIDs())
		one.feed.Suffer(internet.Tracked())
	case 17:
		add("broken off", internet.Broken().Between(day(middle), day(middle+0.3)))
	case 19:
		add("ttl of two hours", internet.Labelled("text/xml"))
		f.Format, f.TTL, f.MaxAge = internet.RSS, 2*time.Hour, time.Hour
	case 20:
		add("empty for some hours", internet.Empty().Between(day(middle), day(middle+0.3)))
	case 22:
		add("consent page", internet.Consent().Between(day(middle), day(middle+0.3)))
	case 23:
		add("a mark before the document", internet.BeginsWith("\ufeff"))
	}
	if one.n/feedsPerSite%10 == 3 && one.n%feedsPerSite == 0 { // the whole site, by its host
		for k := range min(feedsPerSite, p.feeds-one.n) {
			host := p.net.Site(fmt.Sprintf("f%d.site%d.example", k, one.n/feedsPerSite))
			switch one.n / feedsPerSite / 10 % 3 {
			case 0:
				host.Suffer(internet.Maintained(host, http.StatusMovedPermanently).Between(day(middle-0.4), day(middle)))
			case 1:
				host.Suffer(internet.Refused(http.StatusTooManyRequests, "Retry-After", "7200").Between(day(middle), day(middle+0.2)))
			case 2:
				host.Suffer(internet.Refused(http.StatusForbidden).Between(day(middle), day(middle+0.1)))
			}
		}
	}
}

// moved is a site that changed its content system, with new GUIDs and links.
func moved(_ time.Time, items []internet.Item) []internet.Item {
	out := make([]internet.Item, len(items))
	for i, it := range items {
		it.GUID, it.Link = "https://new.example/?p="+it.GUID, strings.Replace(it.Link, "/story/", "/2026/", 1)+"/index.html"
		out[i] = it
	}
	return out
}

// write writes the n-th item, in words that no other has in this order, unless it reports an event that other papers report.
func (p *paper) write(n int) internet.Item {
	w := newWriter(uint64(p.n), uint64(n))
	event, common := p.event(n)
	if common {
		w = newWriter(1<<32|uint64(event.papers), uint64(event.day))
	}
	it := internet.Item{
		GUID: fmt.Sprintf("%s/%d/%d", p.site.Host, p.n, n), Link: p.site.Address(fmt.Sprintf("/story/%d", n)),
		Title: fmt.Sprintf("%s: %s %s the %s", p.word(n), w.pick(w.who), w.pick(w.did), w.pick(w.what)), Lead: w.sentence(),
	}
	for k := range 5 {
		if text := w.sentence() + " " + w.sentence(); !common || k != p.n%5 { // each paper leaves out something different
			it.Text = append(it.Text, text)
		}
	}
	return it
}

// writer writes about one event, with its few people, deeds, things and places.
type writer struct {
	*rand.Rand
	who, did, what, where, things []string
}

// ofEach is how many words of each kind an event has. Its places are invented for it: two events may have one in common by chance,
// but two that name several of the same are hardly two.
const ofEach = 5

func newWriter(a, b uint64) writer {
	w := writer{Rand: rand.New(rand.NewPCG(a, b))}
	w.who, w.did, w.what, w.things = w.some(who), w.some(did), w.some(what), w.some(things)
	for range ofEach {
		w.where = append(w.where, w.pick(begins)+w.pick(goesOn)+strings.ToLower(w.pick(begins))+w.pick(ends))
	}
	return w
}

// some are a few of the words.
func (w writer) some(words []string) (few []string) {
	for _, i := range w.Perm(len(words))[:ofEach] {
		few = append(few, words[i])
	}
	return few
}

func (w writer) pick(words []string) string { return words[w.IntN(len(words))] }

func (w writer) sentence() string {
	return fmt.Sprintf("The %s of %s %s the %s on the %s with %d %s and %d %s.",
		w.pick(w.who), w.pick(w.where), w.pick(w.did), w.pick(w.what), w.pick(w.where), w.IntN(900)+2, w.pick(w.things), w.IntN(90)+2, w.pick(w.things))
}

// sent notes what was sent to a reader.
func (p *paper) sent(now time.Time, items []internet.Item) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, it := range items {
		if w := wordOf(it.Title); p.shown[w].IsZero() {
			p.shown[w] = now
		}
	}
}

// wordOf is the word in front of a headline.
func wordOf(title string) string {
	word, _, _ := strings.Cut(title, ":")
	return word
}

// who did what, for texts no more alike than news is
var (
	who    = strings.Fields("mayor council captain baker teacher engineer choir farmer pilot judge nurse porter painter fisher driver mason archer weaver")
	did    = strings.Fields("opened closed painted sold bought moved counted measured lifted lowered found lost mended crossed praised blamed flooded cleared")
	what   = strings.Fields("bridge library school market harbour mill tunnel stadium museum theatre orchard ferry station fountain archive granary lighthouse")
	begins = strings.Fields("Ell Sten Tar Hal Gan Var Ost Kirk Lin Mar Over Sand Tor Ul West Yar Zel Ard")
	goesOn = strings.Fields("a e i o u an en or el ing")
	ends   = strings.Fields("by dal den ford gate ham holm mouth ness rick stad ton vik wick wold")
	things = strings.Fields("boats tonnes metres euros pupils lamps stones sheep tickets votes books barrels engines bells ladders windows carts letters")
)
