package source

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/problem"
)

// Attachments fetches files that people have uploaded to Discord. The zero value is ready for use.
type Attachments struct {
	// Client does the fetching; nil is a plain one. Its redirect rule is replaced by ours.
	Client *http.Client
	// Hosts are the hosts to fetch from, over https. One written as "http://host:port" may be fetched from over http. nil means
	// Discord's own.
	Hosts []string
	// MaxBytes is the most that is read of one file, in bytes; 0 means 8 MB.
	MaxBytes int64
}

// patience is how long one attachment may take. Discord shows a command as thinking for fifteen minutes; no person waits that
// long.
const patience = 20 * time.Second

const maxRedirects = 3

func discordHosts() []string { return []string{"cdn.discordapp.com", "media.discordapp.net"} }

// Article fetches the attachment at address and reads it. The name is the file's, for errors: an attachment's
// address is signed, so it is never shown.
func (a *Attachments) Article(ctx context.Context, address, name string, o briefing.Options) (article *briefing.Article, err error) {
	err = a.fetch(ctx, address, name, func(r io.Reader, name string, size, limit int64) error {
		article, err = read(r, name, size, limit, o)
		return err
	})
	return article, err
}

// Bytes fetches the attachment at address unchanged.
func (a *Attachments) Bytes(ctx context.Context, address, name string) (data []byte, err error) {
	err = a.fetch(ctx, address, name, func(r io.Reader, name string, _, limit int64) error {
		if data, err = io.ReadAll(io.LimitReader(r, limit+1)); err != nil {
			return fileError(name, err)
		}
		if int64(len(data)) > limit {
			data = nil
			return problem.New("attachment.too-long", "name", name, "limit", megabytes(limit))
		}
		return nil
	})
	return data, err
}

// fetch opens the attachment at address and reads it with read.
func (a *Attachments) fetch(ctx context.Context, address, name string, read func(r io.Reader, name string, size, limit int64) error) error {
	u, err := url.Parse(address)
	if err != nil {
		return problem.New("attachment.address", "name", onOneLine(name))
	}
	name = onOneLine(cmp.Or(name, path.Base(u.Path)))
	if !a.allowed(u) {
		return problem.New("attachment.elsewhere", "name", name, "host", shown(u.Hostname()))
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return problem.New("attachment.address", "name", name)
	}
	resp, err := a.client().Do(req)
	if err != nil {
		return fetchError(name, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return statusError(name, resp.StatusCode)
	}
	limit := a.MaxBytes
	if limit <= 0 {
		limit = maxText
	}
	err = read(resp.Body, name, resp.ContentLength, limit)
	var p *problem.Problem
	switch {
	case err != nil && ctx.Err() != nil:
		return fetchError(name, ctx.Err())
	case errors.As(err, &p) && p.Code == "file.unreadable":
		return fetchError(name, p.Err) // its words are for an operator's own file, and name the cause
	}
	return err
}

func (a *Attachments) allowed(u *url.URL) bool {
	hosts := a.Hosts
	if len(hosts) == 0 {
		hosts = discordHosts()
	}
	if u.User != nil || u.Host == "" {
		return false
	}
	host := strings.ToLower(u.Host)
	if u.Scheme == "https" && slices.Contains(hosts, strings.TrimSuffix(host, ":443")) {
		return true
	}
	return slices.Contains(hosts, u.Scheme+"://"+host)
}

var errRedirect = problem.New("attachment.redirect")

// client returns the given client with our redirect rule, so that an allowed host cannot send us elsewhere.
func (a *Attachments) client() *http.Client {
	var c http.Client
	if a.Client != nil {
		c = *a.Client
	}
	c.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects || !a.allowed(req.URL) {
			return errRedirect
		}
		return nil
	}
	return &c
}

func fetchError(name string, err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err // without the signed address
	}
	switch {
	case errors.Is(err, errRedirect):
		return errRedirect.With("name", name)
	case errors.Is(err, context.DeadlineExceeded):
		return problem.New("attachment.slow", "name", name).Because(err)
	case errors.Is(err, context.Canceled):
		return problem.New("attachment.stopped", "name", name).Because(err)
	}
	return problem.New("attachment.failed", "name", name).Because(err)
}

func statusError(name string, status int) error {
	switch status {
	case http.StatusNotFound, http.StatusForbidden, http.StatusGone:
		return problem.New("attachment.gone", "name", name, "status", status)
	}
	return problem.New("attachment.status", "name", name, "status", status)
}
