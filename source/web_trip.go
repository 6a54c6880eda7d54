package source

import (
	"bytes"
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"lede/briefing"
)

// trip is the way from an address to a page: redirects by the server, and by pages that only lead on, are counted together and
// held to the same rules. Cookies that are set on the way are carried to its end, and no further.
type trip struct {
	client  http.Client
	hops    int
	address string // as it was given, for problems
}

func (w *Web) newTrip(address string) (*trip, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	t := &trip{client: *w.client, address: address}
	t.client.Jar = jar
	t.client.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		req.Header.Del("Referer") // where a reader comes from is nobody's business
		return t.hop(via[len(via)-1].URL, req.URL)
	}
	return t, nil
}

// hop allows one more step, or tells why not.
func (t *trip) hop(from, to *url.URL) error {
	t.hops++
	switch _, err := webAddress(to.String()); {
	case err != nil:
		return err
	case t.hops > webRedirects:
		return errTooFar
	case from.Scheme == "https" && to.Scheme != "https":
		return errDowngrade
	}
	return nil
}

// fetched is what a site sent, unpacked, and where it was found in the end.
type fetched struct {
	data        []byte
	contentType string
	at          *url.URL
}

// travel fetches the page at u, and follows pages that only lead on.
func (w *Web) travel(ctx context.Context, u *url.URL, address string) (f fetched, err error) {
	t, err := w.newTrip(address)
	if err != nil {
		return f, webError(address, err)
	}
	for {
		if f, err = w.fetch(ctx, t, u); err != nil {
			return f, err
		}
		to := leadsTo(f.data, f.at)
		if to == nil {
			return f, nil
		}
		if text, _, err := page(f.data, f.contentType, briefing.Options{}); err == nil && len(text) > shortUnderName {
			return f, nil // an article that would lead on after a while, or leads readers without JavaScript on
		}
		if err := t.hop(f.at, to); err != nil {
			return f, webError(address, err)
		}
		u = to
	}
}

// refresh is a meta element that leads on, wherever it stands: one within <noscript> is for readers like this one.
var refresh = regexp.MustCompile(`(?is)<meta\b[^>]{0,200}\bhttp-equiv\s*=\s*["']?refresh\b[^>]*>`)

// delayed is the content of one: after how many seconds, and whereto.
var delayed = regexp.MustCompile(`(?is)^\s*(\d{0,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?\s*(\S+?)["']?\s*$`)

// longestWait is after how many seconds a page still only leads on.
const longestWait = 15

// leadsTo is the address that a page at base leads to by meta refresh, nil for none or itself.
func leadsTo(data []byte, base *url.URL) *url.URL {
	tag := refresh.Find(data[:min(len(data), longestHead)])
	if tag == nil {
		return nil
	}
	z := html.NewTokenizer(bytes.NewReader(tag))
	z.Next()
	for _, a := range z.Token().Attr {
		m := delayed.FindStringSubmatch(a.Val)
		if !strings.EqualFold(a.Key, "content") || m == nil {
			continue
		}
		wait, _ := strconv.Atoi(m[1])
		to, err := base.Parse(m[2])
		if err != nil || wait > longestWait || to.String() == base.String() {
			return nil
		}
		return to
	}
	return nil
}
