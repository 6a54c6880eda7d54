package doctor

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"

	"lede/briefing"
	"lede/source"
)

// web tells whether pages can be fetched, as /article add does with a link. Much of Lede works without.
func (x examination) web(ctx context.Context) []Finding {
	web := &source.Web{Allow: x.c.FetchAllow, Version: x.Version}
	_, err := web.Article(ctx, x.Page, briefing.Options{})
	if err == nil || !unreached(err) {
		return []Finding{good("web", "pages can be fetched (tried with %s)", x.Page)}
	}
	fix := "Allow DNS and outgoing connections to ports 80 and 443, or do without: files, attachments and pasted text work."
	if x.env("HTTPS_PROXY")+x.env("https_proxy") != "" {
		fix = "Lede fetches pages without the proxy, which would hide where a connection goes. " + fix
	}
	var e *source.Error
	if errors.As(err, &e) {
		return []Finding{warning("web", fix, "pages cannot be fetched: %s %s", e.Name, e.Problem)}
	}
	return []Finding{warning("web", fix, "pages cannot be fetched: %v", err)}
}

// unreached tells whether no page came, as against one that is no article.
func unreached(err error) bool {
	var network net.Error // a context that ended is one too
	var distrust *tls.CertificateVerificationError
	return errors.As(err, &network) || errors.As(err, &distrust) || errors.Is(err, io.EOF) || errors.Is(err, context.Canceled)
}
