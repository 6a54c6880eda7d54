package playground

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// Client redirects requests to Discord, of any API version, to this playground. It is all a bot needs. Requests to other
// hosts are refused.
func (s *Server) Client() *http.Client {
	return &http.Client{Transport: redirect{s, http.DefaultTransport.(*http.Transport).Clone()}}
}

type redirect struct {
	server *Server
	next   http.RoundTripper
}

// RoundTrip sends a request on to the playground.
func (t redirect) RoundTrip(r *http.Request) (*http.Response, error) {
	own, err := url.Parse(t.server.url)
	if err != nil || own.Host == "" {
		return nil, errors.New("asking the playground, which was not started")
	}
	r = r.Clone(r.Context())
	switch r.URL.Host {
	case "discord.com", "discordapp.com", "cdn.discordapp.com", "media.discordapp.net", own.Host:
	default:
		return nil, errors.New("asking " + r.URL.Host + ": the playground's client reaches the playground only")
	}
	if rest, ok := strings.CutPrefix(r.URL.Path, "/api/"); ok {
		if version, rest, ok := strings.Cut(rest, "/"); ok && strings.HasPrefix(version, "v") {
			r.URL.Path, r.URL.RawPath = "/api/v10/"+rest, ""
		}
	}
	r.URL.Scheme, r.URL.Host, r.Host = own.Scheme, own.Host, own.Host
	return t.next.RoundTrip(r)
}
