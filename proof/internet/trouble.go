package internet

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Answer is what a site sends to a request, and how.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte

	Wait time.Duration // before the first byte
	Drip time.Duration // between pieces of a sixteenth of the body
	Hang bool          // nothing is ever sent
	Cut  bool          // the connection breaks in the middle of the body

	asked   *http.Request
	damaged bool
	items   []Item
}

// Trouble is something that is wrong with a feed or a site from a moment until another; zero is always. Items and Document are
// of feeds.
type Trouble struct {
	From, Until time.Time
	Items       func(now time.Time, items []Item) []Item
	Document    func([]byte) []byte
	Answer      func(now time.Time, a *Answer)
	// Damages says that a reader may find the document unusable and ask for it once more at once, or without conditions.
	Damages bool
}

func (t Trouble) at(now time.Time) bool {
	return !now.Before(t.From) && (t.Until.IsZero() || now.Before(t.Until))
}

func (t Trouble) spoil(now time.Time, a *Answer) {
	if !t.at(now) {
		return
	}
	a.damaged = a.damaged || t.Damages
	if t.Answer != nil {
		t.Answer(now, a)
	}
}

// Since is the trouble from a moment on.
func (t Trouble) Since(from time.Time) Trouble { t.From = from; return t }

// Between is the trouble from a moment until another.
func (t Trouble) Between(from, until time.Time) Trouble { t.From, t.Until = from, until; return t }

// damaging is the trouble, which damages the document.
func (t Trouble) damaging() Trouble { t.Damages = true; return t }

// answering is a trouble with the answer.
func answering(f func(now time.Time, a *Answer)) Trouble { return Trouble{Answer: f} }

// replace makes another answer of it.
func (a *Answer) replace(status int, contentType, body string, headers ...string) {
	a.Status, a.Body = status, []byte(body)
	a.Header = http.Header{}
	set(a.Header, "Content-Type", contentType)
	for i := 0; i+1 < len(headers); i += 2 {
		set(a.Header, headers[i], headers[i+1])
	}
}

const page = "text/html; charset=utf-8"

// Refused answers with a status that says no: 429, 403, 503, 410, 404, 500. Headers are names and values in turn, such as Retry-After.
func Refused(status int, headers ...string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		a.replace(status, page, "<!doctype html><title>"+http.StatusText(status)+"</title><p>"+http.StatusText(status), headers...)
	})
}

// RetryAt refuses until a moment, which Retry-After names as a date.
func RetryAt(status int, until time.Time) Trouble {
	t := Refused(status, "Retry-After", httpDate(until))
	t.Until = until
	return t
}

// ResetAt refuses with 429 until a moment, which x-ratelimit-reset names in seconds since 1970.
func ResetAt(until time.Time) Trouble {
	t := Refused(http.StatusTooManyRequests, "X-Ratelimit-Remaining", "0", "X-Ratelimit-Reset", strconv.FormatInt(until.Unix(), 10))
	t.Until = until
	return t
}

// Moved leads to another address, for good (301, 308) or for now (302, 307).
func Moved(status int, to string) Trouble {
	return answering(func(_ time.Time, a *Answer) { a.replace(status, page, "", "Location", to) })
}

// Maintained leads to a page that says that the site is being worked on, as careless sites do with 301.
func Maintained(s *Site, status int) Trouble {
	s.Page("/maintenance", "<!doctype html><title>Back soon</title><h1>We are working on our site</h1><p>Please come back in an hour.")
	return answering(func(_ time.Time, a *Answer) {
		if a.asked.URL.Path != "/maintenance" {
			a.replace(status, page, "", "Location", s.Address("/maintenance"))
		}
	})
}

// Consent is a page that asks for consent to cookies, where the feed was.
func Consent() Trouble {
	return answering(func(_ time.Time, a *Answer) {
		a.replace(http.StatusOK, page, `<!doctype html><title>Before you continue</title><h1>Before you continue</h1>`+
			`<p>We and our 812 partners use cookies and data.</p><form action="/consent" method="post"><button>Accept all</button><button>Reject all</button></form>`)
	})
}

// Challenge is the page on which Cloudflare asks whether one is human.
func Challenge() Trouble {
	return answering(func(_ time.Time, a *Answer) {
		a.replace(http.StatusForbidden, page, `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>`,
			"Cf-Mitigated", "challenge", "Server", "cloudflare")
	})
}

// Parked is what stands on a domain that nobody has renewed.
func Parked() Trouble {
	return answering(func(_ time.Time, a *Answer) {
		a.replace(http.StatusOK, page, "<!doctype html><title>This domain is for sale</title><h1>This domain is for sale</h1><p>Make an offer today. Related searches: holiday loans, insurance, shoes.")
	})
}

// Slow waits before the first byte.
func Slow(wait time.Duration) Trouble {
	return answering(func(_ time.Time, a *Answer) { a.Wait = wait })
}

// Dripping sends the body in sixteen pieces, with a pause before each.
func Dripping(pause time.Duration) Trouble {
	return answering(func(_ time.Time, a *Answer) { a.Drip = pause })
}

// Hanging never answers.
func Hanging() Trouble { return answering(func(_ time.Time, a *Answer) { a.Hang = true }) }

// Broken breaks the connection in the middle of the body.
func Broken() Trouble {
	return answering(func(_ time.Time, a *Answer) { a.Cut = len(a.Body) > 0 }).damaging()
}

// Packed packs the body with gzip or br for those who accept it, as most servers do.
func Packed(coding string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		if a.accepts(coding) {
			a.Header.Set("Content-Encoding", coding)
			a.Body = pack(coding, a.Body)
		}
	})
}

// PackedButPlain says that the body is packed when it is not, to those who accept the coding.
func PackedButPlain(coding string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		if a.accepts(coding) {
			a.Header.Set("Content-Encoding", coding)
		}
	}).damaging()
}

// PackedAndCut loses the end of what it has packed, without anybody noticing on the way.
func PackedAndCut(coding string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		if a.accepts(coding) {
			a.Header.Set("Content-Encoding", coding)
			packed := pack(coding, a.Body)
			a.Body = packed[:len(packed)*2/3]
		}
	}).damaging()
}

func (a *Answer) accepts(coding string) bool {
	return len(a.Body) > 0 && strings.Contains(a.asked.Header.Get("Accept-Encoding"), coding)
}

func pack(coding string, body []byte) []byte {
	var b bytes.Buffer
	w := packer(coding, &b)
	_, _ = w.Write(body) // a Buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

// Labelled claims another content type, such as one with the wrong charset.
func Labelled(contentType string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		if a.Status == http.StatusOK {
			a.Header.Set("Content-Type", contentType)
		}
	})
}

// Document is a trouble with the bytes of a feed.
func Document(f func([]byte) []byte) Trouble { return Trouble{Document: f} }

// Truncated ends the document after so many bytes, with a length that fits.
func Truncated(after int) Trouble {
	return Document(func(b []byte) []byte { return b[:min(after, len(b))] }).damaging()
}

// BeginsWith puts something before the document: a byte order mark, a warning of PHP's, a comment.
func BeginsWith(s string) Trouble {
	return Document(func(b []byte) []byte { return append([]byte(s), b...) })
}

// Declared declares another charset than UTF-8, which the bytes still are.
func Declared(charset string) Trouble {
	return Document(func(b []byte) []byte {
		return bytes.Replace(b, []byte(`encoding="UTF-8"`), []byte(`encoding="`+charset+`"`), 1)
	})
}

// Recoded writes the characters up to U+00FF as single bytes and all others as "?", without saying so.
func Recoded() Trouble {
	return Document(func(b []byte) []byte {
		out := make([]byte, 0, len(b))
		for _, r := range string(b) {
			if r > 0xff {
				r = '?'
			}
			out = append(out, byte(r))
		}
		return bytes.Replace(out, []byte(` encoding="UTF-8"`), nil, 1)
	})
}

// Swollen makes the document at least so many bytes long, by a comment behind the root.
func Swollen(size int) Trouble {
	return Document(func(b []byte) []byte {
		if n := size - len(b); n > 0 {
			b = append(slices.Clone(b), []byte("<!--"+strings.Repeat(" swollen", n/8+1)+" -->")...)
		}
		return b
	})
}
