package discord

import (
	"encoding/json"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Illness is a way in which Discord fails on a message.
type Illness int

// The ways in which Discord fails.
const (
	Limited      Illness = iota // 429, with how long to wait
	LimitedAll                  // 429 for the whole bot
	LimitedHTML                 // 429 from something in front of Discord, not JSON
	Broken                      // 500, and the message is not taken
	BadGateway                  // 502, although the message was taken
	CutBefore                   // no answer, and the message is not taken
	CutAfter                    // no answer, although the message was taken
	HangAfter                   // the message is taken, but the answer comes too late
	HangBefore                  // the message is taken when nobody is waiting any more
	Forbidden                   // 403 from something in front of Discord, not JSON
	Missing                     // 404 from the same, with an empty body
	Unready                     // 403 with a temporary error code of Discord's
	Page                        // 200 from something in front of Discord, and the message is not taken
	TimedOut                    // 408 in Discord's form, although the message was taken
	TimedOutHTML                // 408 of a proxy, likewise
)

// failure is what the bot sees of an illness.
type failure struct {
	status int
	header http.Header
	body   string
	taken  bool // the message is taken nevertheless
}

var (
	inJSON = http.Header{"Content-Type": {"application/json"}}
	inHTML = http.Header{"Content-Type": {"text/html"}}
)

var failures = map[Illness]failure{
	Limited: {status: 429, header: http.Header{"Content-Type": {"application/json"}, "Retry-After": {"1"}},
		body: `{"message":"You are being rate limited.","retry_after":0.6,"global":false}`},
	LimitedAll: {status: 429, header: http.Header{"Content-Type": {"application/json"}, "Retry-After": {"1"}, "X-Ratelimit-Global": {"true"}},
		body: `{"message":"You are being rate limited.","retry_after":0.3,"global":true}`},
	LimitedHTML: {status: 429, header: http.Header{"Content-Type": {"text/html"}, "Retry-After": {"1"}},
		body: "<html><h1>Error 1015</h1></html>"},
	Broken:       {status: 500, header: inJSON, body: `{"message":"500: Internal Server Error","code":0}`},
	BadGateway:   {status: 502, header: inHTML, body: "<html>502 Bad Gateway</html>", taken: true},
	CutBefore:    {status: Cut},
	CutAfter:     {status: Cut, taken: true},
	HangAfter:    {status: Cut, taken: true},
	HangBefore:   {status: Cut, taken: true},
	Forbidden:    {status: 403, header: inHTML, body: "<html><h1>Access denied</h1></html>"},
	Missing:      {status: 404, header: http.Header{}},
	Unready:      {status: 403, header: inJSON, body: `{"message":"Application not yet available. Try again later","code":110001}`},
	Page:         {status: 200, header: inHTML, body: "<html><h1>Welcome to our network</h1></html>"},
	TimedOut:     {status: 408, header: inJSON, body: `{"message":"request timed out","code":0}`, taken: true},
	TimedOutHTML: {status: 408, header: inHTML, body: "<html>408 Request Time-out</html>", taken: true},
}

// mostAttempts is the maximum number of failed attempts at one message, so that a run ends.
const mostAttempts = 2

// weather decides which attempts to send a message fail. The decision depends on the seed, the channel, the number of the message in
// it, and the number of the attempt.
type weather struct {
	mu        sync.Mutex
	seed      uint64
	rate      float64 // share of attempts that fail
	patience  time.Duration
	illnesses []Illness
	messages  map[string]int // the number of each nonce in its channel
	attempts  map[string]int // by channel and nonce
	inPlace   map[string]int // messages so far by channel
}

// Ail makes a share of all attempts to send a message fail, in the given ways in turn. patience is the maximum time the bot waits for an
// answer. Without illnesses all is well again.
func (d *Discord) Ail(seed uint64, rate float64, patience time.Duration, illnesses ...Illness) {
	w := &d.weather
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seed, w.rate, w.patience, w.illnesses = seed, rate, patience, illnesses
	if w.messages == nil {
		w.messages, w.attempts, w.inPlace = map[string]int{}, map[string]int{}, map[string]int{}
	}
}

// upon answers a request: normally, or with a failure.
func (w *weather) upon(r Request, well func() (int, string, http.Header)) (int, string, http.Header) {
	channel, isPost := strings.CutSuffix(r.Path, "/messages")
	if !isPost || r.Method != http.MethodPost {
		return well()
	}
	ill, patience, fails := w.draw(channel, r.Body)
	if !fails {
		return well()
	}
	f := failures[ill]
	if ill == HangBefore {
		time.Sleep(patience)
	}
	if f.taken {
		well()
	}
	if ill == HangAfter {
		time.Sleep(patience)
	}
	return f.status, f.body, f.header.Clone()
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
	_ = json.Unmarshal(body, &sent) // anything but a message has no nonce
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

// limits records for what Discord has asked to wait.
type limits struct {
	mu    sync.Mutex
	until map[string]time.Time // by path; "" for all requests with the token
	hasty []string
}

// came records a request that came too early.
func (l *limits) came(r Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, of := range []string{"", r.Method + " " + r.Path} {
		early := l.until[of].Sub(r.At)
		if early > 0 && (of != "" || r.Auth != "") {
			l.hasty = append(l.hasty, r.Method+" "+r.Path+" came "+early.String()+" too early")
		}
	}
}

// told records an answer that asks to wait.
func (l *limits) told(r Request, status int, answer string, header http.Header) {
	if status != http.StatusTooManyRequests {
		return
	}
	var said struct {
		After  float64 `json:"retry_after"`
		Global bool    `json:"global"`
	}
	if json.Unmarshal([]byte(answer), &said) != nil {
		said.After, _ = strconv.ParseFloat(header.Get("Retry-After"), 64)
	}
	of := r.Method + " " + r.Path
	if said.Global {
		of = ""
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until[of] = time.Now().Add(time.Duration(said.After * float64(time.Second)))
}

// Hasty returns the requests that came before the end of a wait that Discord had asked for.
func (d *Discord) Hasty() []string {
	d.limits.mu.Lock()
	defer d.limits.mu.Unlock()
	return slices.Clone(d.limits.hasty)
}
