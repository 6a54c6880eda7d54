package bot

import (
	"crypto/tls"
	"net/http"
	"time"
)

// SetIdle makes a bot that was not started less patient with a quiet gateway.
func (b *Bot) SetIdle(d time.Duration) { b.idle = d }

// Transport is the one that a bot makes for itself, trusting others.
func Transport(c *tls.Config) http.RoundTripper {
	t := newTransport()
	if own, ok := t.(*http.Transport); ok {
		own.TLSClientConfig = c
	}
	return t
}

// Held is how many shards a running bot has.
func (b *Bot) Held() int { return len(b.shards.Load().mine()) }

// SetShardLease shortens the leases of a bot that was not started beyond what is safe, for tests that do not kill.
func (b *Bot) SetShardLease(d time.Duration) { b.o.ShardLease = d }
