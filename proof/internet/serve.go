package internet

import (
	"net"
	"net/http"
	"strconv"
	"time"
)

// pieces is the number of parts into which a dripping body is split.
const pieces = 16

// ServeHTTP implements http.Handler.
func (in *Internet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	site, ok := in.site(host)
	if !ok {
		http.Error(w, "no such site here", http.StatusMisdirectedRequest)
		return
	}
	now := in.now()
	q := in.judge.arrived(now, site.Host, r)
	a, feed := site.answer(now, r)
	in.judge.answered(q, a, feed)
	feed.tell(now, a)
	w.Header()["Date"] = []string{httpDate(now)}
	send(w, r, a, func() { in.judge.ended(q, in.now()) })
}

// send sends an answer. It calls ended just before the last bytes, after which a client may ask again.
func send(w http.ResponseWriter, r *http.Request, a *Answer, ended func()) {
	if a.Hang || !sleep(r, a.Wait) {
		<-r.Context().Done()
		ended()
		panic(http.ErrAbortHandler)
	}
	for key, values := range a.Header {
		w.Header()[key] = values
	}
	if a.Status != http.StatusNotModified {
		w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	}
	body := a.Body
	if a.Cut {
		body = body[:len(body)/2]
	}
	if a.Drip > 0 && r.Method != http.MethodHead {
		w.WriteHeader(a.Status)
		for n := len(body)/pieces + 1; len(body) > n; body = body[n:] {
			_, err := w.Write(body[:n])
			if err != nil || http.NewResponseController(w).Flush() != nil || !sleep(r, a.Drip) {
				ended()
				panic(http.ErrAbortHandler)
			}
		}
		ended()
		_, _ = w.Write(body) // the client may have gone
		return
	}
	ended()
	w.WriteHeader(a.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client may have gone
	}
	if a.Cut {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// sleep waits, unless the client disconnects first.
func sleep(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	select {
	case <-time.After(d):
		return true
	case <-r.Context().Done():
		return false
	}
}
