package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"lede/briefing"
)

// Attachments fetches files that people have uploaded to Discord. The zero value is ready to use.
type Attachments struct {
	// Client does the fetching; nil is a plain one. Its redirect rule is replaced by ours.
	Client *http.Client
	// Hosts may be fetched from, over https. One written "http://host:port" may be fetched from over http.
	// None means Discord's own.
	Hosts []string
	// MaxBytes is the most that is read of one file; 0 means 8 MB.
	MaxBytes int64
}

// patience is how long one attachment may take. Discord shows a command as thinking for fifteen minutes; a
// person does not wait that long.
const patience = 20 * time.Second

const maxRedirects = 3

func discordHosts() []string { return []string{"cdn.discordapp.com", "media.discordapp.net"} }

// Article fetches the attachment at address and reads it. The name is the file's, for errors: an attachment's
// address is signed, so it is never shown.
func (a *Attachments) Article(ctx context.Context, address, name string) (article *briefing.Article, err error) {
	err = a.fetch(ctx, address, name, func(r io.Reader, name string, size, limit int64) error {
		article, err = read(r, name, size, limit, briefing.Options{})
		return err
	})
	return article, err
}

// Bytes fetches the attachment at address as it is.
func (a *Attachments) Bytes(ctx context.Context, address, name string) (data []byte, err error) {
	err = a.fetch(ctx, address, name, func(r io.Reader, name string, _, limit int64) error {
		if data, err = io.ReadAll(io.LimitReader(r, limit+1)); err != nil {
			return fileError(name, err)
		}
		if int64(len(data)) > limit {
			data = nil
			return &Error{name, "is longer than the limit of " + megabytes(limit), "take something out of it", nil}
		}
		return nil
	})
	return data, err
}

// fetch opens the attachment at address and has it read.
func (a *Attachments) fetch(ctx context.Context, address, name string, read func(r io.Reader, name string, size, limit int64) error) error {
	u, err := url.Parse(address)
	if err != nil {
		return &Error{name, "its address makes no sense", "upload the file again", nil}
	}
	if name == "" {
		name = path.Base(u.Path)
	}
	if !a.allowed(u) {
		return &Error{name, fmt.Sprintf("is on %q, and files are only fetched from Discord", u.Hostname()), "upload it to Discord", nil}
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return &Error{name, "its address makes no sense", "upload the file again", nil}
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
	if err != nil && ctx.Err() != nil {
		return fetchError(name, ctx.Err())
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

var errRedirect = errors.New("it leads to a place that files are not fetched from")

// client is the given client with our redirect rule, so that an allowed host cannot send us elsewhere.
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
		return &Error{name, errRedirect.Error(), "upload it to Discord again", err}
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{name, "took too long to fetch", "try again in a minute", err}
	case errors.Is(err, context.Canceled):
		return &Error{name, "was not fetched, because Lede is stopping", "try again in a minute", err}
	}
	return &Error{name, "could not be fetched (" + err.Error() + ")", "try again in a minute", err}
}

func statusError(name string, status int) error {
	hint := "try again in a minute"
	if status == http.StatusNotFound || status == http.StatusForbidden || status == http.StatusGone {
		hint = "its link has expired or it was deleted: upload it again"
	}
	return &Error{name, fmt.Sprintf("could not be fetched (HTTP status %d)", status), hint, nil}
}
