package feeds

import (
	"errors"
	"maps"
	"net/http"
	"time"

	"lede/briefing"
	"lede/problem"
	"lede/source"
	"lede/source/feed"
)

// verdict is what an answer means for a feed.
type verdict struct {
	trouble *problem.Problem // nil when all is well
	rests   bool             // the site wants to be left alone
	gone    bool             // the feed has ended for good
	blamed  bool             // the feed or its site is to blame, rather than another site that was busy
	cutOff  bool             // this machine was cut off
	doc     *feed.Feed       // the document that came, if it is new
	body    string           // hash of the document
	whole   bool             // a document came
}

// The results of a request for a feed, for the metrics.
const (
	fetchedNew       = "new"       // a document that had not come before
	fetchedUnchanged = "unchanged" // nothing is new, as the site said or as the same document shows
	fetchedAway      = "asked to wait"
	fetchedGone      = "gone"
	fetchedFailed    = "failed"
)

// Fetches counts the requests for feeds, by result.
func (f *Feeds) Fetches() map[string]uint64 {
	all := map[string]uint64{fetchedNew: 0, fetchedUnchanged: 0, fetchedAway: 0, fetchedGone: 0, fetchedFailed: 0}
	maps.Copy(all, f.fetches.Read())
	return all
}

// came returns the result of a request.
func (v verdict) came() string {
	switch {
	case v.rests:
		return fetchedAway
	case v.gone:
		return fetchedGone
	case v.trouble != nil:
		return fetchedFailed
	case v.doc != nil:
		return fetchedNew
	}
	return fetchedUnchanged
}

// judge reads an answer, within the room of o.
func judge(a source.Answer, err error, before entry, o briefing.Options) verdict {
	if err != nil {
		return verdict{trouble: troubleOf(err), blamed: !isOurs(err)}
	}
	if p := a.Trouble(); p != nil {
		return verdict{trouble: p, blamed: true, gone: a.Status == http.StatusGone, rests: rests(a.Status)}
	}
	if a.Status == http.StatusNotModified {
		return verdict{}
	}
	v := verdict{body: hash(a.Body), whole: true}
	if v.body == before.Body {
		return v
	}
	err = o.Within(feed.Need(a.Body), func() (err error) {
		v.doc, err = feed.Parse(a.Body, feed.Options{Address: a.At, ContentType: a.ContentType})
		return err
	})
	if err != nil {
		return verdict{trouble: troubleOf(err), blamed: !isOurs(err)}
	}
	return v
}

// troubleOf returns an error as a problem.
func troubleOf(err error) *problem.Problem {
	var p *problem.Problem
	if errors.As(err, &p) {
		return p
	}
	return problem.New("feed.unreadable").Because(err)
}

// account counts a request.
func (e *entry) account(a source.Answer, v verdict, now time.Time) {
	e.Tried = now
	e.Requests++
	e.Bytes += a.Bytes
	switch a.Status {
	case http.StatusNotModified:
		e.NotModified++
	case http.StatusTooManyRequests:
		e.TooMany++
	}
	if v.trouble != nil {
		return
	}
	e.Read = now
	e.ETag, e.LastModified, e.From = a.ETag, a.LastModified, a.At
	if v.whole {
		e.Body, e.Same = v.body, time.Time{}
	} else if e.Same.IsZero() {
		e.Same = now
	}
}

// judged records whether the feed is well, and what its followers are to be told.
func (e *entry) judged(v verdict, now time.Time) {
	switch {
	case v.trouble == nil:
		if e.Told {
			e.notice(Notice{What: e.Trouble, Recovered: true}, now)
		}
		e.Fails, e.Since, e.Trouble, e.Told = 0, time.Time{}, nil, false
		return
	case !v.blamed:
		return
	}
	if e.Fails == 0 {
		e.Since = now
	}
	e.Fails++
	e.Trouble = v.trouble
	if v.gone {
		e.Paused = v.trouble
	}
	lasting := e.Fails >= toldAfterFails || now.Sub(e.Since) >= toldAfter
	if !e.Told && (lasting || v.gone) {
		e.Told = true
		e.notice(Notice{What: v.trouble}, now)
	}
}

// keptNotices bounds the notices kept for admins who have not read them.
const keptNotices = 8

func (e *entry) notice(n Notice, now time.Time) {
	e.Heard++
	n.N, n.At = e.Heard, now
	e.Notices = append(e.Notices, n)
	e.Notices = e.Notices[max(0, len(e.Notices)-keptNotices):]
}

// learn takes over what a document says about its feed.
func (v *round) learn(e *entry, now time.Time) {
	doc, b := v.verdict.doc, v.book
	if v.verdict.trouble == nil {
		v.adopted.write(e, v.answer, b == nil || b.overlap, now)
	}
	if doc == nil {
		return
	}
	e.Title, e.Link, e.Every = shownTitle(doc.Title, e.Title), doc.Link, doc.Every
	e.Newest, e.Seeded = b.newest, true
	if b.news > 0 {
		e.LastNew = now
	}
	e.Pace = observed(b.items, now)
	partly := lacks(doc)
	if partly && !e.Partly {
		e.notice(Notice{What: doc.Problem}, now)
	}
	e.Partly = partly
	if b.reseeded > 0 {
		e.notice(Notice{What: problem.New("feed.renumbered", "n", b.reseeded)}, now)
	}
}

func shownTitle(title, before string) string {
	if title == "" {
		return before
	}
	return cut(title, maxTitle)
}
