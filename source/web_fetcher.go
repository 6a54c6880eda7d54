package source

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"

	"lede/briefing"
	"lede/source/page"
)

// fetcher gets from an address to a document: server redirects, and pages that only redirect, are counted together and follow
// the same rules. Cookies set on the way are kept to its end, and no further.
type fetcher struct {
	client        http.Client
	agent, accept string
	limit         int64                      // bytes of the document
	check         func(*http.Response) error // may refuse the final answer before it is read; nil refuses nothing
	avoid         func(*url.URL) bool        // reports where redirects must not be followed to; nil for nowhere
	reading       briefing.Options           // how a page is read to find out whether it only redirects
	asked         Request
	site          *siteLock
	memory        *memory
	login         *login // nil for none
	hops          []Hop
	plainly       bool // the request asks for no compression
}

func (w *Web) newFetcher(r Request, agent, accept string) *fetcher {
	w.once.Do(w.prepare)
	t := &fetcher{client: *w.client, agent: agent, accept: accept, asked: r, site: &siteLock{enter: r.Enter}, memory: &memory{more: r.More}}
	t.client.Jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // never fails
	return t
}

// hop allows one more step, or returns why not.
func (t *fetcher) hop(from, to *url.URL, permanent bool) error {
	switch _, err := webAddress(to.String()); {
	case err != nil:
		return err
	case len(t.hops) == webRedirects:
		return errTooFar
	case from.Scheme == "https" && to.Scheme != "https":
		return errDowngrade
	case t.avoid != nil && t.avoid(to):
		return errAvoided
	}
	t.hops = append(t.hops, Hop{From: from.String(), To: to.String(), Permanent: permanent})
	return nil
}

// fetched is what a site sent, and its final address.
type fetched struct {
	status      int
	header      http.Header
	conditional bool // whether the request was conditional
	data        []byte
	packed      bool
	came        int64 // bytes as received, before decompression
	at          *url.URL
}

// fetch returns what a site finally sends, decompressed. What cannot be decompressed is requested once more without
// compression.
func (t *fetcher) fetch(ctx context.Context, u *url.URL) (fetched, error) {
	f, err := t.once(ctx, u)
	if packed := f.packed && errors.Is(err, errDamaged) || errors.Is(err, errEncoding); packed && !t.plainly {
		t.plainly = true
		came := f.came
		f, err = t.once(ctx, f.at)
		f.came += came
	}
	if err != nil && ctx.Err() != nil {
		err = ctx.Err() // whatever broke off, nobody is waiting for it any more
	}
	return f, err
}

func (t *fetcher) once(ctx context.Context, u *url.URL) (f fetched, err error) {
	resp, err := t.get(ctx, u)
	if err != nil {
		return f, err
	}
	defer resp.Body.Close()
	f = fetched{status: resp.StatusCode, header: resp.Header, at: resp.Request.URL, packed: resp.Header.Get("Content-Encoding") != ""}
	f.conditional = resp.Request.Header.Get("If-None-Match")+resp.Request.Header.Get("If-Modified-Since") != ""
	if t.check != nil {
		err = t.check(resp)
	}
	if err == nil && hasDocument(resp.StatusCode) {
		f.data, f.came, err = t.memory.unpack(resp, t.limit)
	}
	return f, err
}

// hasDocument reports whether a status comes with the requested document.
func hasDocument(status int) bool {
	switch status {
	case http.StatusNoContent, http.StatusResetContent, http.StatusPartialContent:
		return false
	}
	return status >= 200 && status < 300
}

// isWhole reports whether a range leaves nothing out: some caches answer with one though no part was requested.
func isWhole(contentRange string) bool {
	unit, span, _ := strings.Cut(strings.TrimSpace(contentRange), " ")
	span, length, _ := strings.Cut(span, "/")
	n, err := strconv.ParseInt(strings.TrimSpace(length), 10, 64)
	return strings.EqualFold(unit, "bytes") && err == nil && n > 0 && strings.TrimSpace(span) == "0-"+strconv.FormatInt(n-1, 10)
}

// get follows redirects to their end. The caller must close the body.
func (t *fetcher) get(ctx context.Context, u *url.URL) (*http.Response, error) {
	for {
		if err := t.asked.refused(u.String()); err != nil {
			return nil, err
		}
		if err := t.site.lock(ctx, u.String()); err != nil {
			return nil, err
		}
		req, err := t.request(ctx, u)
		if err != nil {
			return nil, errScheme
		}
		resp, err := t.client.Do(req)
		if err != nil {
			return nil, err
		}
		to, permanent := redirected(resp)
		if to == "" {
			if resp.StatusCode == http.StatusPartialContent && isWhole(resp.Header.Get("Content-Range")) {
				resp.StatusCode = http.StatusOK
			}
			return resp, nil
		}
		resp.Body.Close()
		next, err := u.Parse(to)
		if err != nil {
			return nil, errScheme
		}
		next.Fragment, next.RawFragment = "", ""
		if err := t.hop(u, next, permanent); err != nil {
			return nil, err
		}
		u = next
	}
}

// refused returns why an address must not be asked.
func (r Request) refused(address string) error {
	if r.Refuse == nil {
		return nil
	}
	if err := r.Refuse(address); err != nil {
		return &notEntered{err}
	}
	return nil
}

// request makes one request on the way. It sends no Referer: where a reader comes from is private.
func (t *fetcher) request(ctx context.Context, u *url.URL) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", t.agent)
	req.Header.Set("Accept", t.accept)
	// By name, since the transport's own decompression has no limit; without brotli, whose sender chooses how much memory it takes.
	req.Header.Set("Accept-Encoding", "gzip, deflate")
	if t.plainly {
		req.Header.Set("Accept-Encoding", "identity")
	}
	t.login.add(req)
	if from := t.asked.From; from == "" || from == u.String() {
		condition(req, "If-None-Match", t.asked.ETag)
		condition(req, "If-Modified-Since", t.asked.LastModified)
	}
	return req, nil
}

func condition(req *http.Request, name, value string) {
	if value != "" {
		req.Header.Set(name, value)
	}
}

// redirected returns where an answer redirects, "" for nowhere, and whether permanently.
func redirected(resp *http.Response) (to string, permanent bool) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		permanent = true
	case http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
	default:
		return "", false
	}
	return strings.TrimSpace(resp.Header.Get("Location")), permanent
}

// follow fetches the page at u, and follows pages that only redirect.
func (t *fetcher) follow(ctx context.Context, u *url.URL) (f fetched, err error) {
	for {
		if f, err = t.fetch(ctx, u); err != nil {
			return f, err
		}
		to := page.LeadsOn(f.data, f.header.Get("Content-Type"), f.at, t.reading)
		if to == nil {
			return f, nil
		}
		if err := t.hop(f.at, to, false); err != nil {
			return f, err
		}
		u = to
	}
}
