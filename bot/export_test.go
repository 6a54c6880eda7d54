package bot

import (
	"crypto/tls"
	"net/http"

	"lede/bot/rest"
)

// Transport is the one that a bot makes for itself, with other roots of trust.
func Transport(c *tls.Config) http.RoundTripper {
	t := rest.NewTransport()
	if own, ok := t.(*http.Transport); ok {
		own.TLSClientConfig = c
	}
	return t
}

// Held is how many shards a running bot has.
func (b *Bot) Held() int { return b.gateway.Shards() }
