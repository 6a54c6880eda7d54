package internet

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Validator is how a server generates an ETag or a Last-Modified.
type Validator int

const (
	// Right changes when the document does.
	Right Validator = iota
	// None is not sent.
	None
	// Frozen never changes, so that a client that sends it back receives "not modified" for ever.
	Frozen
	// Wrong is different in every answer, so that it never matches.
	Wrong
	// Future is a Last-Modified in 2041, with which a careless server keeps answering "not modified".
	Future
)

// Validators says how a feed generates both.
type Validators struct {
	ETag, LastModified Validator
	// Weak marks the ETag as weak.
	Weak bool
	// Both answers 304 only to clients that send both back.
	Both bool
}

// apply adds the validators of a document to an answer, the turn-th of its feed, and turns it into a 304 if the client has the document.
func (v Validators) apply(a *Answer, r *http.Request, etag string, changed time.Time, turn int64) {
	var modified string
	switch v.ETag {
	case None:
		etag = ""
	case Frozen:
		etag = `"frozen"`
	case Wrong:
		etag = `"` + strconv.FormatInt(turn, 36) + `"`
	}
	if v.Weak && etag != "" {
		etag = "W/" + etag
	}
	switch v.LastModified {
	case Right:
		modified = httpDate(changed)
	case Frozen:
		modified = httpDate(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
	case Wrong:
		modified = httpDate(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(turn) * time.Second))
	case Future:
		modified = httpDate(time.Date(2041, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	set(a.Header, "ETag", etag)
	set(a.Header, "Last-Modified", modified)
	if v.unchanged(r, etag, modified) {
		a.Status, a.Body = http.StatusNotModified, nil
		a.Header.Del("Content-Type")
	}
}

// unchanged evaluates the conditions of a request according to RFC 9110, 13.2.2: If-None-Match takes precedence over If-Modified-Since.
func (v Validators) unchanged(r *http.Request, etag, modified string) bool {
	match, since := r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")
	same := etag != "" && match != "" && matches(match, etag)
	notSince := modified != "" && since != "" && !after(modified, since)
	switch {
	case v.Both:
		return same && notSince
	case match != "":
		return same
	}
	return notSince
}

// matches compares weakly, as required for If-None-Match.
func matches(list, etag string) bool {
	for one := range strings.SplitSeq(list, ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}

func after(modified, since string) bool {
	m, err := http.ParseTime(modified)
	if err != nil {
		return true
	}
	s, err := http.ParseTime(since)
	return err != nil || m.After(s)
}

func set(h http.Header, key, value string) {
	if value != "" {
		h[http.CanonicalHeaderKey(key)] = []string{value}
	}
}

func httpDate(t time.Time) string { return t.UTC().Format(http.TimeFormat) }
