package source

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode"

	"lede/briefing"
	"lede/pattern"
	"lede/problem"
	"lede/source/feed"
)

// Limits on what is fetched from the web.
const (
	webPatience  = 20 * time.Second // for a page or a feed, including redirects and DNS look-ups
	webRedirects = 5
	maxAddress   = 2048 // bytes
	maxHeader    = 64 << 10
)

// Web fetches articles and feeds from the web, and from nowhere else: every connection, on every hop, is refused at the moment
// of dialling if it would go to a private, local or reserved network, whatever name led there. The zero value is ready for use.
type Web struct {
	// Allow lists networks that may be fetched from although they are not public, on any port: a LAN, or a test.
	Allow []netip.Prefix
	// Version is sent to the sites, in the User-Agent.
	Version string
	// Contact is sent too: an e-mail or web address of the operator of this Lede; "" for none.
	Contact string
	// MaxBytes is the most that is read of one page, in bytes after decompression; 0 means 8 MB.
	MaxBytes int64
	// Local redirects connections to some host:port elsewhere, unguarded: to the papers of lede play, or the sites of a test.
	// nil redirects none.
	Local func(address string) (to string, ok bool)

	once   sync.Once
	client *http.Client

	// resolver looks up addresses; tests bring their own.
	resolver *net.Resolver
	roots    *tls.Config
}

// The reasons why an address is not fetched.
var (
	errPrivate   = problem.New("page.private")
	errScheme    = problem.New("page.scheme")
	errUserinfo  = problem.New("page.userinfo")
	errPort      = problem.New("page.port")
	errDowngrade = problem.New("page.downgrade")
	errTooFar    = problem.New("page.endless")
	errEncoding  = problem.New("page.packed")
	errDamaged   = problem.New("page.damaged")
	errOver      = errors.New("longer than the limit")
	errAvoided   = errors.New("a redirect that is not followed")
)

// Article fetches the page at an address that a person gave, and reads it.
func (w *Web) Article(ctx context.Context, address string, o briefing.Options) (*briefing.Article, error) {
	a, _, err := w.article(ctx, Request{Address: address, More: o.More}, "reads a page when a person asks for it", o)
	return a, err
}

// article fetches a page and reads it. The answer is the site's last one, even if that is not an article.
func (w *Web) article(ctx context.Context, r Request, does string, o briefing.Options) (*briefing.Article, Answer, error) {
	u, err := webAddress(r.Address)
	if errors.Is(err, errUserinfo) {
		return nil, Answer{}, errUserinfo // without the address: a password is not repeated
	}
	name := nameOf(r.Address)
	if err != nil {
		return nil, Answer{}, webError(name, err)
	}
	ctx, cancel := context.WithTimeout(ctx, webPatience)
	defer cancel()
	t := w.newFetcher(r, w.agent(does), "text/html, application/xhtml+xml, text/plain;q=0.9, application/json;q=0.8")
	defer t.site.unlock()
	defer t.memory.release()
	t.reading = o
	if t.limit = w.MaxBytes; t.limit <= 0 {
		t.limit = maxText
	}
	t.check = func(resp *http.Response) error { return checkPage(name, resp, t.limit) }
	f, err := t.follow(ctx, u)
	answer := t.answer(f)
	if errors.Is(err, errOver) {
		err = tooLong(name, t.limit)
	}
	if err != nil {
		return nil, answer, webError(name, err)
	}
	if o.URL == "" {
		o.URL = feed.Uncounted(f.at.String())
	}
	a, err := parse(f.data, answer.ContentType, name, o)
	return a, answer, err
}

// checkPage refuses what cannot be an article, before it is read.
func checkPage(name string, resp *http.Response, limit int64) error {
	switch {
	case resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNonAuthoritativeInfo:
		return siteError(name, resp.StatusCode)
	case resp.ContentLength > limit:
		return tooLong(name, limit)
	}
	return checkType(name, resp.Header.Get("Content-Type"))
}

// agent returns the User-Agent, with what Lede does on the site and whom to contact about trouble.
func (w *Web) agent(does string) string {
	if w.Contact != "" {
		does += "; " + w.Contact
	}
	return "Lede/" + w.Version + " (a news bot for Discord; " + does + ")"
}

// prepare makes the client on first use.
func (w *Web) prepare() {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: w.control, Resolver: w.resolver}
	w.client = &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // a fetcher follows them itself
		Transport: &http.Transport{
			Proxy:                  nil, // a proxy would dial for us, unguarded
			DialContext:            w.dial(dialer),
			TLSClientConfig:        w.roots,
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  15 * time.Second,
			MaxResponseHeaderBytes: maxHeader,
			DisableKeepAlives:      true,
			DisableCompression:     true,
			ForceAttemptHTTP2:      true,
		},
	}
}

// dial connects through the guarded dialer, unless Local redirects the address.
func (w *Web) dial(guarded *net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if w.Local != nil {
			if to, ok := w.Local(address); ok {
				return new(net.Dialer).DialContext(ctx, network, to)
			}
		}
		return guarded.DialContext(ctx, network, address)
	}
}

// control is called before each connection is made, with the address that it really goes to: what a name resolved to earlier
// does not matter.
func (w *Web) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return errPrivate
	}
	ip := to.Addr().Unmap()
	for _, p := range w.Allow {
		if p.Contains(ip) {
			return nil
		}
	}
	switch {
	case !public(ip):
		return errPrivate
	case to.Port() != 80 && to.Port() != 443:
		return errPort
	}
	return nil
}

// nameOf returns an address as problems name it: a link may hold a token.
func nameOf(address string) string { return shown(feed.Shown(address)) }

// shown returns foreign text as problems repeat it: on one line, and not long.
func shown(address string) string {
	one := onOneLine(address)
	if len(one) > 200 {
		one = strings.ToValidUTF8(one[:200], "") + "…"
	}
	return one
}

// onOneLine returns a text without line breaks and other control characters.
func onOneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// IsAddress reports whether a name is an address rather than a file's name. Only web addresses are fetched.
func IsAddress(name string) bool { return addressed().MatchString(name) }

var addressed = pattern.Of(`^[A-Za-z][A-Za-z0-9+.-]*://`)

// webAddress parses an address and checks that it may be fetched, as far as its text shows.
func webAddress(address string) (*url.URL, error) {
	if len(address) > maxAddress || strings.ContainsFunc(address, unicode.IsControl) {
		return nil, errScheme
	}
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Hostname() == "", u.Opaque != "":
		return nil, errScheme
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, errScheme
	case u.User != nil:
		return nil, errUserinfo
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// checkType refuses what cannot be an article, before it is read.
func checkType(address, contentType string) error {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil && contentType != "" {
		media, _, _ = strings.Cut(contentType, ";")
	}
	kind, sub, _ := strings.Cut(strings.ToLower(strings.TrimSpace(media)), "/")
	switch {
	case sub == "xhtml+xml", sub == "json", strings.HasSuffix(sub, "+json"):
		return nil
	case sub == "xml", strings.HasSuffix(sub, "+xml"):
		return feedError(address)
	case contentType == "", kind == "text", sub == "octet-stream":
		return nil
	case kind == "image":
		return problem.New("page.image", "name", address)
	case kind == "video":
		return problem.New("page.video", "name", address)
	case kind == "audio":
		return problem.New("page.audio", "name", address)
	}
	return problem.New("page.type", "name", address, "type", shown(kind+"/"+sub))
}

func feedError(name string) error {
	return problem.New("page.feed", "name", name)
}

// siteError returns the problem for a site's refusal.
func siteError(address string, status int) error {
	switch status {
	case http.StatusNotFound, http.StatusGone:
		return problem.New("page.missing", "name", address, "status", status)
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusPaymentRequired, http.StatusUnavailableForLegalReasons:
		return problem.New("page.closed", "name", address, "status", status)
	case http.StatusTooManyRequests:
		return problem.New("page.too-many-requests", "name", address, "status", status)
	}
	return problem.New("page.status", "name", address, "status", status)
}

// namesNumber reports whether the host of an address is written as a number, so that it is no secret where it leads.
func namesNumber(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	_, err = netip.ParseAddr(u.Hostname())
	return err == nil
}

// webError returns the problem that says why an address was not fetched. It never says which network a name leads to; its cause
// may.
func webError(address string, err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if held, ok := errors.AsType[*notEntered](err); ok {
		return held.err
	}
	var ours *problem.Problem
	var dns *net.DNSError
	var distrust *tls.CertificateVerificationError
	p := problem.New("page.failed", "name", address)
	switch {
	case errors.Is(err, errPrivate) && !namesNumber(address):
		p = problem.New("page.no-site", "name", address) // as if there were none: callers must not learn which names are internal
	case errors.As(err, &ours) && ours.Args["name"] != nil:
		return err // a problem already
	case errors.As(err, &ours):
		p = ours.With("name", address)
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF):
		p = errDamaged.With("name", address)
	case errors.Is(err, context.DeadlineExceeded):
		p = problem.New("page.slow", "name", address)
	case errors.Is(err, context.Canceled):
		p = problem.New("page.stopped", "name", address)
	case errors.As(err, &dns):
		p = problem.New("page.no-site", "name", address)
	case errors.As(err, &distrust):
		p = problem.New("page.certificate", "name", address)
	}
	return p.Because(clipped{err})
}

// clipped is an error in few words: net/http repeats what a site sent.
type clipped struct{ error }

func (c clipped) Error() string { return shown(c.error.Error()) }
func (c clipped) Unwrap() error { return c.error }
