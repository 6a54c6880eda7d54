package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"hash/fnv"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"lede/playground"
)

// An illness is a way in which Discord fails on a message.
type illness int

const (
	limited     illness = iota // 429, with how long to wait
	limitedAll                 // 429 for the whole bot
	limitedHTML                // 429 of what stands before Discord, in no JSON
	broken                     // 500, and the message is not taken
	badGateway                 // 502, although the message was taken
	cutBefore                  // no answer, and the message is not taken
	cutAfter                   // no answer, although the message was taken
	hangAfter                  // the message is taken, and the answer comes too late
	hangBefore                 // the message is taken when nobody waits any more
)

// worst is how many attempts at one message Discord fails at most, so that a run comes to an end.
const worst = 2

// discord stands between the processes and the playground. What it does to an attempt follows from the seed, the
// channel, the how-manieth message of it that is, and the how-manieth attempt.
type discord struct {
	server    *playground.Server
	seed      uint64
	illnesses []illness
	rate      float64 // of attempts that fail
	patience  time.Duration

	mu       sync.Mutex
	well     bool
	messages map[string]int // the place of each nonce in its channel
	attempts map[string]int // by nonce
	inPlace  map[string]int // messages so far by channel
	taken    map[string]bool
}

func newDiscord(server *playground.Server, seed uint64, rate float64, patience time.Duration, illnesses ...illness) *discord {
	d := &discord{
		server: server, seed: seed, illnesses: illnesses, rate: rate, patience: patience,
		messages: map[string]int{}, attempts: map[string]int{}, inPlace: map[string]int{}, taken: map[string]bool{},
	}
	server.Fault(d.answer)
	return d
}

// recover makes Discord well again.
func (d *discord) recover() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.well = true
}

// arrived is how many different messages were taken.
func (d *discord) arrived() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.taken)
}

// passed marks a request that the playground is to answer.
type passed struct{}

func (d *discord) answer(r *http.Request) (int, string, http.Header, bool) {
	channel, isPost := strings.CutSuffix(r.URL.Path, "/messages")
	if r.Method != http.MethodPost || !isPost || r.Context().Value(passed{}) != nil {
		return 0, "", nil, false
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, "", nil, true // whoever asked died while asking
	}
	var sent struct {
		Nonce string `json:"nonce"`
	}
	_ = json.Unmarshal(body, &sent) // what is no message has no nonce
	take := func() (int, string, http.Header, bool) {
		again := r.WithContext(context.WithValue(context.WithoutCancel(r.Context()), passed{}, true))
		again.Body = io.NopCloser(bytes.NewReader(body))
		rec := httptest.NewRecorder()
		d.server.ServeHTTP(rec, again)
		if rec.Code < 300 {
			d.mu.Lock()
			d.taken[sent.Nonce] = true
			d.mu.Unlock()
		}
		return rec.Code, rec.Body.String(), maps.Clone(rec.Header()), true
	}
	ill, fails := d.draw(channel, sent.Nonce)
	if !fails {
		return take()
	}
	header := http.Header{"Content-Type": {"application/json"}}
	switch ill {
	case limited:
		header.Set("Retry-After", "1")
		return 429, `{"message":"You are being rate limited.","retry_after":0.6,"global":false}`, header, true
	case limitedAll:
		header.Set("Retry-After", "1")
		header.Set("X-RateLimit-Global", "true")
		return 429, `{"message":"You are being rate limited.","retry_after":0.3,"global":true}`, header, true
	case limitedHTML:
		return 429, "<html><h1>Error 1015</h1></html>", http.Header{"Content-Type": {"text/html"}, "Retry-After": {"1"}}, true
	case broken:
		return 500, `{"message":"500: Internal Server Error","code":0}`, header, true
	case badGateway:
		take()
		return 502, "<html>502 Bad Gateway</html>", http.Header{"Content-Type": {"text/html"}}, true
	case cutAfter:
		take()
	case hangAfter:
		take()
		time.Sleep(d.patience)
	case hangBefore:
		time.Sleep(d.patience)
		take()
	}
	return 0, "", nil, true
}

// draw decides whether and how an attempt fails.
func (d *discord) draw(channel, nonce string) (illness, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := channel + " " + nonce
	if _, known := d.messages[at]; !known {
		d.messages[at] = d.inPlace[channel]
		d.inPlace[channel]++
	}
	n := d.attempts[at]
	d.attempts[at]++
	if d.well || n >= worst || len(d.illnesses) == 0 {
		return 0, false
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, channel)
	rng := rand.New(rand.NewPCG(d.seed, h.Sum64()+uint64(d.messages[at]*worst+n)))
	return d.illnesses[rng.IntN(len(d.illnesses))], rng.Float64() < d.rate
}
