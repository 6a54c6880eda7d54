package internet

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Answer is a site's response to a request, and how it is sent.
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

// Trouble is something that is wrong with a feed or a site during a period; zero times mean always. Items and Document apply
// to feeds.
type Trouble struct {
	From, Until time.Time
	Items       func(now time.Time, items []Item) []Item
	Document    func([]byte) []byte
	Answer      func(now time.Time, a *Answer)
	// Damages is true if a reader may find the document unusable and request it once more at once, or without conditions.
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

// Since returns the trouble from a moment on.
func (t Trouble) Since(from time.Time) Trouble { t.From = from; return t }

// Between returns the trouble from one moment until another.
func (t Trouble) Between(from, until time.Time) Trouble { t.From, t.Until = from, until; return t }

// damaging returns the trouble with Damages set.
func (t Trouble) damaging() Trouble { t.Damages = true; return t }

// answering returns a trouble with the answer.
func answering(f func(now time.Time, a *Answer)) Trouble { return Trouble{Answer: f} }

// replace replaces the answer.
func (a *Answer) replace(status int, contentType, body string, headers ...string) {
	a.Status, a.Body = status, []byte(body)
	a.Header = http.Header{}
	set(a.Header, "Content-Type", contentType)
	for i := 0; i+1 < len(headers); i += 2 {
		set(a.Header, headers[i], headers[i+1])
	}
}

const page = "text/html; charset=utf-8"

// Refused answers with an error status: 429, 403, 503, 410, 404, 500. Headers are names and values in turn, such as Retry-After.
func Refused(status int, headers ...string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		a.replace(status, page, "<!doctype html><title>"+http.StatusText(status)+"</title><p>"+http.StatusText(status), headers...)
	})
}

// RetryAt refuses until a moment, which Retry-After gives as a date.
func RetryAt(status int, until time.Time) Trouble {
	t := Refused(status, "Retry-After", httpDate(until))
	t.Until = until
	return t
}

// ResetAt refuses with 429 until a moment, which x-ratelimit-reset gives in Unix seconds.
func ResetAt(until time.Time) Trouble {
	t := Refused(http.StatusTooManyRequests, "X-Ratelimit-Remaining", "0", "X-Ratelimit-Reset", strconv.FormatInt(until.Unix(), 10))
	t.Until = until
	return t
}

// Moved redirects to another address, permanently (301, 308) or temporarily (302, 307).
func Moved(status int, to string) Trouble {
	return answering(func(_ time.Time, a *Answer) { a.replace(status, page, "", "Location", to) })
}

// Maintained redirects to a maintenance page, as careless sites do with 301.
func Maintained(s *Site, status int) Trouble {
	s.Page("/maintenance", "<!doctype html><title>Back soon</title><h1>We are working on our site</h1><p>Please come back in an hour.")
	return answering(func(_ time.Time, a *Answer) {
		if a.asked.URL.Path != "/maintenance" {
			a.replace(status, page, "", "Location", s.Address("/maintenance"))
		}
	})
}

// Consent replaces the feed with a page that asks for consent to cookies.
func Consent() Trouble {
	return answering(func(_ time.Time, a *Answer) {
		a.replace(http.StatusOK, page, `<!doctype html><title>Before you continue</title><h1>Before you continue</h1>`+
			`<p>We and our 812 partners use cookies and data.</p><form action="/consent" method="post"><button>Accept all</button><button>Reject all</button></form>`)
	})
}

// Challenge replaces the feed with Cloudflare's page that asks whether the visitor is human.
func Challenge() Trouble {
	return answering(func(_ time.Time, a *Answer) {
		a.replace(http.StatusForbidden, page, `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>`,
			"Cf-Mitigated", "challenge", "Server", "cloudflare")
	})
}

// Parked replaces the feed with the page of an expired domain.
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

// Packed compresses the body with gzip or br for clients that accept it, as most servers do.
func Packed(coding string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		if a.accepts(coding) {
			a.Header.Set("Content-Encoding", coding)
			a.Body = pack(coding, a.Body)
		}
	})
}

// PackedButPlain declares the body as compressed when it is not, to clients that accept the coding.
func PackedButPlain(coding string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		if a.accepts(coding) {
			a.damaged = true
			a.Header.Set("Content-Encoding", coding)
		}
	})
}

// PackedAndCut drops the end of the compressed body, undetected by the transport.
func PackedAndCut(coding string) Trouble {
	return answering(func(_ time.Time, a *Answer) {
		if a.accepts(coding) {
			a.damaged = true
			a.Header.Set("Content-Encoding", coding)
			packed := pack(coding, a.Body)
			a.Body = packed[:len(packed)*2/3]
		}
	})
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

// Document returns a trouble with the bytes of a feed.
func Document(f func([]byte) []byte) Trouble { return Trouble{Document: f} }

// Truncated ends the document after the given number of bytes, with a matching length.
func Truncated(after int) Trouble {
	return Document(func(b []byte) []byte { return b[:min(after, len(b))] }).damaging()
}

// BeginsWith puts something before the document: a byte order mark, a PHP warning, a comment.
func BeginsWith(s string) Trouble {
	return Document(func(b []byte) []byte { return append([]byte(s), b...) })
}

// Declared declares a charset other than UTF-8, which the bytes still are.
func Declared(charset string) Trouble {
	return Document(func(b []byte) []byte {
		return bytes.Replace(b, []byte(`encoding="UTF-8"`), []byte(`encoding="`+charset+`"`), 1)
	})
}

// Recoded writes the characters up to U+00FF as single bytes and all others as "?", without declaring it.
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

// Swollen makes the document at least size bytes long, by a comment after the root.
func Swollen(size int) Trouble {
	return Document(func(b []byte) []byte {
		if n := size - len(b); n > 0 {
			b = append(slices.Clone(b), []byte("<!--"+strings.Repeat(" swollen", n/8+1)+" -->")...)
		}
		return b
	})
}
