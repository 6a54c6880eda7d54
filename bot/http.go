package bot

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

const (
	// maxInteraction bounds what is read of one request: Discord's own are some kilobytes, a form some dozens.
	maxInteraction = 1 << 20
	// staleAfter is how far a request's time may lie from ours, either way: a copy that is sent again later is no
	// interaction.
	staleAfter = 5 * time.Minute

	kindPing  = 1
	replyPong = 1
)

// Interactions returns the other way by which interactions come in: Discord posts them to this handler, signed with the
// key that its developer portal shows. They are answered as those of the gateway are, by requests of our own, so
// that one set of rules holds for both. It serves while Run runs.
func (b *Bot) Interactions(publicKey string) (http.Handler, error) {
	key, err := hex.DecodeString(publicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("the public key is not 64 hexadecimal digits: copy it from the Developer Portal, page “General Information”")
	}
	return &endpoint{bot: b, key: key, now: time.Now}, nil
}

type endpoint struct {
	bot *Bot
	key ed25519.PublicKey
	now func() time.Time
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	count := e.bot.counts.add
	if r.Method != http.MethodPost {
		count(requestMethod)
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Discord posts interactions here.", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxInteraction))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		count(requestLong)
		http.Error(w, "The request is too long.", http.StatusRequestEntityTooLarge)
		return
	case err != nil:
		count(requestIncomplete)
		http.Error(w, "The request is not complete.", http.StatusBadRequest)
		return
	case !e.signed(r.Header, body):
		count(requestUnsigned)
		http.Error(w, "The request is not signed by Discord.", http.StatusUnauthorized)
		return
	}
	it, err := decode[interaction](body)
	switch {
	case err != nil:
		count(requestUnreadable)
		http.Error(w, "The request is no interaction.", http.StatusBadRequest)
	case it.Type == kindPing:
		count(requestPing)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"type":`+strconv.Itoa(replyPong)+`}`) // a caller that has gone needs no answer
	default:
		count(e.take(w, body))
	}
}

// take hands an interaction over. The answer is a request of our own, which Discord accepts when this one has been
// answered with 202. It returns what the request counts as.
func (e *endpoint) take(w http.ResponseWriter, body []byte) counter {
	ctx := e.bot.working.Load()
	if ctx == nil {
		e.bot.log.Warn("event dropped", "type", "HTTP interaction", "err", "the bot is not running")
		http.Error(w, "The bot is not running.", http.StatusServiceUnavailable) // a load balancer may try another
		return requestStopped
	}
	as := counters
	err := guarded(func() (err error) {
		as, err = e.bot.asked(*ctx, body)
		return err
	})
	if err != nil {
		e.bot.log.Error("event dropped", "type", "HTTP interaction", "err", err.Error())
		http.Error(w, "The request is no interaction that can be answered.", http.StatusBadRequest)
		return requestUnreadable
	}
	w.WriteHeader(http.StatusAccepted)
	switch as {
	case eventInteraction:
		return requestAccepted
	case eventRepeated:
		return requestRepeated
	}
	return requestIgnored
}

// signed tells whether Discord wrote the request, just now.
func (e *endpoint) signed(h http.Header, body []byte) bool {
	stamp := h.Get("X-Signature-Timestamp")
	signature, err := hex.DecodeString(h.Get("X-Signature-Ed25519"))
	if err != nil || len(signature) != ed25519.SignatureSize {
		return false
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return false
	}
	if age := e.now().Sub(time.Unix(seconds, 0)); age > staleAfter || age < -staleAfter {
		return false
	}
	return ed25519.Verify(e.key, bytes.Join([][]byte{[]byte(stamp), body}, nil), signature)
}

// serving makes the context of handlers known to the endpoint for as long as f runs.
func (b *Bot) serving(work context.Context, f func() error) error {
	b.working.Store(&work)
	defer b.working.Store(nil)
	return f()
}
