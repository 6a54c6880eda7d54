package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

// connection is one websocket connection to the gateway, and the discordgo session that speaks on it. A lost one is never
// reused: discordgo sleeps for a second before it lets go, so the next connection gets a new discordgo session and is told
// where to resume.
type connection struct {
	*discordgo.Session
	shard  *Shard
	target string // the address
	// proxies says which proxy leads to the gateway, if any.
	proxies func(*http.Request) (*url.URL, error)
	proxy   *url.URL
	priming atomic.Bool // discordgo is being given a session, see prime
	greeted atomic.Bool // HELLO came, so that discordgo has sent RESUME or IDENTIFY
	resumed atomic.Bool // Discord has resumed the session
	begun   atomic.Bool // Discord has begun a session
	void    atomic.Bool // Discord says that the session is no more
	leaves  atomic.Bool // we are closing the connection

	hidden []json.RawMessage // the data of events that discordgo has yet to report; only the reading goroutine uses it

	welcome chan struct{} // holds one when READY or RESUMED came
	over    chan struct{} // closed when the connection has ended
	why     error         // set before over is closed
	once    sync.Once

	mu   sync.Mutex
	line *idleConn
	gone bool // no line may be opened any more
}

// newConnection returns the shard's next connection, which is not open yet.
func (s *Shard) newConnection(target string) (*connection, error) {
	d, err := discordgo.New("Bot " + s.gateway.rest.Token())
	if err != nil {
		return nil, fmt.Errorf("preparing the session: %w", err)
	}
	c := &connection{Session: d, shard: s, target: target, welcome: make(chan struct{}, 1), over: make(chan struct{})}
	d.ShardID, d.ShardCount = s.ID, s.Of
	d.Identify.Intents = discordgo.IntentGuilds | discordgo.IntentDirectMessages
	d.StateEnabled = false
	d.Compress = false // our events are small
	// Events are handled in order, on the reading goroutine: a guild that was left and joined again must not be reported the
	// other way round.
	d.SyncEvents = true
	d.ShouldReconnectOnError = false
	d.ShouldReconnectVoiceOnSessionError = false
	d.MaxRestRetries = 0
	d.ShouldRetryOnRateLimit = false
	// discordgo has one log for the whole process, which prints payloads, so it is silenced; whatever an operator needs to know
	// is seen from here.
	d.LogLevel = discordgo.LogError - 1
	d.UserAgent = s.gateway.rest.Agent()
	d.Client = &http.Client{Transport: c}
	dialer := *d.Dialer
	c.proxies = dialer.Proxy
	d.Dialer = &dialer
	d.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		event := Event{Type: eventType(e.Type), Data: c.dataOf(e)}
		if s.takes(c, event, e.Sequence) {
			s.gateway.receive(s, event)
		}
	})
	// After discordgo gives up a line by itself, there may be no reader left to notice its end.
	d.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		c.end(errors.New("discordgo has given up the connection"))
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conn, c.gone = c, s.retired
	s.up.Store(false)
	return c, nil
}

// hide keeps the data of an event from discordgo, which would parse it again at length.
func (c *connection) hide(data json.RawMessage) { c.hidden = append(c.hidden, data) }

// dataOf finds the data of the event that discordgo reports. It reports events in the order in which they came.
func (c *connection) dataOf(e *discordgo.Event) (data json.RawMessage) {
	if kind, is := strings.CutPrefix(e.Type, hidden); !is || kind == "" || len(c.hidden) == 0 {
		return e.RawData
	}
	data, c.hidden[0] = c.hidden[0], nil
	c.hidden = c.hidden[1:]
	return data
}

// RoundTrip answers discordgo's one request, which asks for the gateway's address, with the known one. discordgo appends the
// API version that it was written for, which ends up behind the “#”.
func (c *connection) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.URL.Path, "/gateway") {
		return nil, errors.New("discordgo is used for the gateway alone")
	}
	body, err := json.Marshal(map[string]string{"url": c.target + "#"})
	if err != nil {
		return nil, fmt.Errorf("naming the gateway: %w", err)
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: io.NopCloser(strings.NewReader(string(body))), ContentLength: int64(len(body)),
	}, nil
}

// open waits until discordgo has opened the connection or failed to.
func (c *connection) open(ctx context.Context, within time.Duration) error {
	opened := make(chan error, 1)
	go func() { opened <- c.Open() }()
	late := time.NewTimer(within)
	defer late.Stop()
	select {
	case err := <-opened:
		return err
	case <-late.C:
		c.cut()
		return <-opened
	case <-ctx.Done():
		c.cut()
		<-opened
		return ctx.Err()
	}
}

// end records why the connection has ended.
func (c *connection) end(why error) {
	c.once.Do(func() {
		c.why = why
		close(c.over)
	})
}

// because returns why the connection has ended, as seen below discordgo, or else discordgo's own error.
func (c *connection) because(err error) error {
	select {
	case <-c.over:
		return c.why
	default:
		return err
	}
}

// unacknowledged reports whether heartbeats have gone unanswered for too long, although other messages may still arrive.
func (c *connection) unacknowledged() bool {
	c.mu.Lock()
	idle := time.Duration(c.line.idle.Load())
	c.mu.Unlock()
	c.RLock()
	defer c.RUnlock()
	return time.Since(c.LastHeartbeatAck) > idle
}

// leave sends a close frame and waits until Discord has closed the line. It does not wait for discordgo's own second after
// that; a line that is stuck is cut.
func (c *connection) leave(code int) {
	left := make(chan struct{})
	c.leaves.Store(true)
	go func() {
		defer close(left)
		_ = c.CloseWithCode(code)
	}()
	late := time.NewTimer(c.shard.gateway.timing.Close)
	defer late.Stop()
	select {
	case <-left: // it was not open
	case <-c.over:
	case <-late.C:
	}
	c.cut()
}

// cut closes the line, and keeps discordgo from opening another.
func (c *connection) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone = true
	if c.line != nil {
		_ = c.line.Close()
	}
}

// keep records the connection's line, so that it can be cut while discordgo waits on it.
func (c *connection) keep(line *idleConn) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone {
		_ = line.Close()
		return net.ErrClosed
	}
	c.line = line
	return nil
}

// takes records how far the session has come, and reports whether an event is to be handled. Whatever is taken is ours to
// answer: the next process continues after it.
func (s *Shard) takes(c *connection, e Event, sequence int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c != s.conn || s.retired || c.priming.Load() {
		return false
	}
	s.resume.Seq = sequence
	switch e.Type {
	case "READY":
		var r Ready
		_ = json.Unmarshal(e.Data, &r) // without an id nothing can be resumed, and that is the only consequence
		s.resume = ResumePoint{Session: r.Session, Seq: sequence, Resume: r.Resume, User: r.User.ID, Application: r.ApplicationID()}
		s.adopted = false
		c.begun.Store(true)
	case "RESUMED":
		s.replaying.Store(false)
		c.resumed.Store(true)
	default:
		return true
	}
	s.up.Store(true)
	signal(c.welcome)
	return true
}
