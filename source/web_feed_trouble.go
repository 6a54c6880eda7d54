package source

import (
	"errors"
	"net/http"

	"lede/problem"
)

// unfetched returns the problem that says why a request for a feed got no answer. The reasons are those of pages; the words are
// for the people who follow the feed.
func unfetched(name string, err error) error {
	if held, ok := errors.AsType[*notEntered](err); ok {
		return held.err
	}
	reason := webError(name, err)
	p, ok := errors.AsType[*problem.Problem](reason)
	if !ok {
		return reason
	}
	return feedReason(name, p.Code).Because(p.Err)
}

func feedReason(name, page string) *problem.Problem {
	switch page {
	case "page.scheme":
		return problem.New("feed.scheme", "name", name)
	case "page.userinfo":
		return problem.New("feed.userinfo", "name", name)
	case "page.private":
		return problem.New("feed.private", "name", name)
	case "page.port":
		return problem.New("feed.port", "name", name)
	case "page.downgrade":
		return problem.New("feed.downgrade", "name", name)
	case "page.endless":
		return problem.New("feed.endless", "name", name)
	case "page.packed":
		return problem.New("feed.packed", "name", name)
	case "page.damaged":
		return problem.New("feed.damaged", "name", name)
	case "page.no-site":
		return problem.New("feed.no-site", "name", name)
	case "page.certificate":
		return problem.New("feed.certificate", "name", name)
	case "page.slow":
		return problem.New("feed.slow", "name", name)
	case "page.stopped":
		return problem.New("feed.stopped", "name", name)
	}
	return problem.New("feed.failed", "name", name)
}

// Trouble returns what is wrong if a site has sent neither what it was asked for nor that nothing changed; nil otherwise. What
// it sent may still be something else: feed.Parse finds out.
func (a Answer) Trouble() *problem.Problem {
	switch {
	case a.Challenge:
		return problem.New("feed.challenge", "name", a.asked, "status", a.Status)
	case hasDocument(a.Status), a.Status == http.StatusNotModified && a.Conditional:
		return nil
	}
	switch a.Status {
	case http.StatusNotFound:
		return problem.New("feed.missing", "name", a.asked, "status", a.Status)
	case http.StatusGone:
		return problem.New("feed.gone", "name", a.asked, "status", a.Status)
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusPaymentRequired, http.StatusUnavailableForLegalReasons:
		return problem.New("feed.closed", "name", a.asked, "status", a.Status)
	case http.StatusTooManyRequests:
		return problem.New("feed.too-many-requests", "name", a.asked, "status", a.Status)
	}
	return problem.New("feed.status", "name", a.asked, "status", a.Status)
}
