package doctor

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"

	"lede/briefing"
	"lede/config"
	"lede/problem"
	"lede/source"
)

// web reports whether pages can be fetched, as /article add does with a link. Much of Lede works without.
func (x examination) web(ctx context.Context) []Finding {
	web := &source.Web{Allow: x.c.FetchAllow, Version: x.Version, Contact: x.c.Contact}
	_, err := web.Article(ctx, x.Page, briefing.Options{})
	if err == nil || !unreached(err) {
		return []Finding{good("web", problem.New("doctor.web", "page", x.Page))}
	}
	if config.Env(x.Environ, "HTTPS_PROXY")+config.Env(x.Environ, "https_proxy") != "" {
		return []Finding{warning("web", problem.New("doctor.web-beside-proxy").Because(err))}
	}
	return []Finding{warning("web", problem.New("doctor.web-unreached").Because(err))}
}

// unreached reports whether no page arrived, as opposed to one that is not an article.
func unreached(err error) bool {
	var network net.Error // includes the end of a context
	var distrust *tls.CertificateVerificationError
	return errors.As(err, &network) || errors.As(err, &distrust) || errors.Is(err, io.EOF) || errors.Is(err, context.Canceled)
}
