package bot

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"lede/bot/gateway"
	"lede/problem"
)

const (
	// maxInteraction bounds how much of one request is read, in bytes. Discord's own are some kilobytes; the longest have 25
	// options of 6,000 characters.
	maxInteraction = 512 << 10
	// maxUnverified bounds the total size of the requests being received, in bytes.
	maxUnverified = 16 << 20
	// smallInteraction is the size that nearly all of Discord's requests stay below, in bytes.
	smallInteraction = 32 << 10
	// staleAfter is how far a request's time may differ from ours, either way. A copy sent again later is refused.
	staleAfter = 5 * time.Minute

	headerTime      = "X-Signature-Timestamp"
	headerSignature = "X-Signature-Ed25519"

	// scalarBits is the most bits the last byte of a signature can have: the scalar is below the order of the curve.
	scalarBits = 5

	kindPing  = 1
	replyPong = 1
)

// Interactions returns a handler to which Discord can post interactions instead of sending them over the gateway. publicKey is
// the application's, in hexadecimal. Answers are requests of our own, as they are for the gateway, so that one set of rules
// holds for both. The handler serves while Run runs.
func (b *Bot) Interactions(publicKey string) (http.Handler, error) {
	key, err := hex.DecodeString(publicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, problem.New("bot.public-key")
	}
	return &endpoint{bot: b, key: key, now: time.Now}, nil
}

type endpoint struct {
	bot    *Bot
	key    ed25519.PublicKey
	now    func() time.Time
	bodies bodies
}

// bodies counts the bytes of unverified requests being received. What exceeds the limit is refused, or anybody who can open
// connections could take all memory.
type bodies struct{ taken atomic.Int64 }

// take reserves room for a request. Half of it is for small ones, so that a few large ones cannot keep Discord's out.
func (b *bodies) take(size int64) bool {
	most := int64(maxUnverified)
	if size > smallInteraction {
		most /= 2
	}
	if b.taken.Add(size) > most {
		b.taken.Add(-size)
		return false
	}
	return true
}

func (b *bodies) giveBack(size int64) { b.taken.Add(-size) }

// receive reads a body and returns it after its timestamp, since both are signed. The size is -1 when unknown.
func receive(body io.Reader, stamp string, size int64) ([]byte, error) {
	b := bytes.NewBuffer(make([]byte, 0, int64(len(stamp))+max(size, 0)+bytes.MinRead))
	b.WriteString(stamp)
	_, err := b.ReadFrom(body)
	return b.Bytes(), err
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	count := e.bot.counts.add
	if r.Method != http.MethodPost {
		count(requestMethod)
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Discord posts interactions here.", http.StatusMethodNotAllowed)
		return
	}
	signature, ok := e.timely(r.Header)
	if !ok { // not Discord, so its body is not read
		e.refuse(w)
		return
	}
	if r.ContentLength > maxInteraction {
		count(requestLong)
		http.Error(w, "The request is too long.", http.StatusRequestEntityTooLarge)
		return
	}
	size := r.ContentLength
	if size < 0 { // it is not told
		size = maxInteraction
	}
	if !e.bodies.take(size) {
		count(requestCrowded)
		w.Header().Set("Retry-After", "1")
		http.Error(w, "Too many requests are being received.", http.StatusServiceUnavailable)
		return
	}
	defer e.bodies.giveBack(size)
	stamp := r.Header.Get(headerTime)
	signed, err := receive(http.MaxBytesReader(w, r.Body, maxInteraction), stamp, r.ContentLength)
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
	case !ed25519.Verify(e.key, signed, signature):
		e.refuse(w)
		return
	}
	body := signed[len(stamp):]
	it, err := gateway.Decode[interaction](body)
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
	if ctx == nil || !e.bot.mayAct() {
		e.bot.log.Warn("event dropped", "type", "HTTP interaction", "err", "the bot is not running")
		http.Error(w, "The bot is not running.", http.StatusServiceUnavailable) // a load balancer may try another
		return requestStopped
	}
	as := counters
	err := guarded(func() (err error) {
		as, err = e.bot.takeInteraction(*ctx, body)
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

func (e *endpoint) refuse(w http.ResponseWriter) {
	e.bot.counts.add(requestUnsigned)
	http.Error(w, "The request is not signed by Discord.", http.StatusUnauthorized)
}

// timely returns the signature of a request if its headers may be Discord's: one signature, one timestamp close to now, and
// JSON if any content type.
func (e *endpoint) timely(h http.Header) (signature []byte, ok bool) {
	media, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	json := media == "" || media == "application/json"
	if !json || len(h.Values(headerSignature)) != 1 || len(h.Values(headerTime)) != 1 {
		return nil, false
	}
	signature, err := hex.DecodeString(h.Get(headerSignature))
	if err != nil || len(signature) != ed25519.SignatureSize || signature[ed25519.SignatureSize-1]>>scalarBits != 0 {
		return nil, false
	}
	seconds, err := strconv.ParseInt(h.Get(headerTime), 10, 64)
	if err != nil {
		return nil, false
	}
	age := e.now().Sub(time.Unix(seconds, 0))
	return signature, age <= staleAfter && age >= -staleAfter
}

// firstHere reports whether no other process has taken this interaction, if it changes something. A copy of the HTTP request
// could be sent to another process, and Discord repeats to the next process what it may have sent to one that has died. When
// the store does not answer, the command goes on: without the store it can change nothing either.
func (b *Bot) firstHere(ctx context.Context, it *interaction) bool {
	if b.o.Leases == nil {
		return true // there is no other process
	}
	ctx, cancel := context.WithTimeout(ctx, b.timing.Claim)
	defer cancel()
	wait, err := b.o.Leases.Take(ctx, "interaction "+it.ID, 2*staleAfter, 1)
	return err != nil || wait == 0
}

// serving makes the handlers' context known to the endpoint for as long as f runs.
func (b *Bot) serving(work context.Context, f func() error) error {
	b.working.Store(&work)
	defer b.working.Store(nil)
	return f()
}
