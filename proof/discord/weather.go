package discord

import (
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"encoding/json"
)

// Illness is a way in which Discord fails on a message.
type Illness int

// The ways in which Discord fails.
const (
	Limited     Illness = iota // 429, with how long to wait
	LimitedAll                 // 429 for the whole bot
	LimitedHTML                // 429 of what stands before Discord, in no JSON
	Broken                     // 500, and the message is not taken
	BadGateway                 // 502, although the message was taken
	CutBefore                  // no answer, and the message is not taken
	CutAfter                   // no answer, although the message was taken
	HangAfter                  // the message is taken, and the answer comes too late
	HangBefore                 // the message is taken when nobody waits any more
)

// mostAttempts is how many attempts at one message fail at most, so that a run comes to an end.
const mostAttempts = 2

// weather decides which attempts at a message fail. That follows from the seed, the channel, the how-manieth message of it
// that is, and the how-manieth attempt.
type weather struct {
	mu        sync.Mutex
	seed      uint64
	rate      float64 // of attempts that fail
	patience  time.Duration
	illnesses []Illness
	messages  map[string]int // the place of each nonce in its channel
	attempts  map[string]int // by channel and nonce
	inPlace   map[string]int // messages so far by channel
}

// Ail has a part of all attempts at a message fail, by turns in the given ways. patience is how long the bot waits for an
// answer at most. Without illnesses all is well again.
func (d *Discord) Ail(seed uint64, rate float64, patience time.Duration, illnesses ...Illness) {
	w := &d.weather
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seed, w.rate, w.patience, w.illnesses = seed, rate, patience, illnesses
	if w.messages == nil {
		w.messages, w.attempts, w.inPlace = map[string]int{}, map[string]int{}, map[string]int{}
	}
}

// upon answers a request: as it is on a good day, or ill.
func (w *weather) upon(r Request, well func() (int, string, http.Header)) (int, string, http.Header) {
	channel, isPost := strings.CutSuffix(r.Path, "/messages")
	if !isPost || r.Method != http.MethodPost {
		return well()
	}
	ill, patience, fails := w.draw(channel, r.Body)
	if !fails {
		return well()
	}
	header := http.Header{"Content-Type": {"application/json"}}
	html := http.Header{"Content-Type": {"text/html"}}
	switch ill {
	case Limited:
		header.Set("Retry-After", "1")
		return 429, `{"message":"You are being rate limited.","retry_after":0.6,"global":false}`, header
	case LimitedAll:
		header.Set("Retry-After", "1")
		header.Set("X-RateLimit-Global", "true")
		return 429, `{"message":"You are being rate limited.","retry_after":0.3,"global":true}`, header
	case LimitedHTML:
		html.Set("Retry-After", "1")
		return 429, "<html><h1>Error 1015</h1></html>", html
	case Broken:
		return 500, `{"message":"500: Internal Server Error","code":0}`, header
	case BadGateway:
		well()
		return 502, "<html>502 Bad Gateway</html>", html
	case CutAfter:
		well()
	case HangAfter:
		well()
		time.Sleep(patience)
	case HangBefore:
		time.Sleep(patience)
		well()
	}
	return Cut, "", nil
}

// draw decides whether and how an attempt fails.
func (w *weather) draw(channel string, body []byte) (Illness, time.Duration, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.messages == nil {
		return 0, 0, false
	}
	var sent struct {
		Nonce string `json:"nonce"`
	}
	_ = json.Unmarshal(body, &sent) // what is no message has no nonce
	at := channel + " " + sent.Nonce
	if _, known := w.messages[at]; !known {
		w.messages[at] = w.inPlace[channel]
		w.inPlace[channel]++
	}
	n := w.attempts[at]
	w.attempts[at]++
	if n >= mostAttempts || len(w.illnesses) == 0 {
		return 0, 0, false
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, channel)
	rng := rand.New(rand.NewPCG(w.seed, h.Sum64()+uint64(w.messages[at]*mostAttempts+n)))
	return w.illnesses[rng.IntN(len(w.illnesses))], w.patience, rng.Float64() < w.rate
}
