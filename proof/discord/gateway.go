package discord

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// gate is the gateway: its lines, and the sessions that outlive them. A session is never locked while mu is held, but mu
// may be locked while a session is.
type gate struct {
	mu         sync.Mutex
	onHello    func(*Line) (handled bool)
	resumeAt   *string
	down       bool
	lines      []*Line // that were welcomed
	open       []*Line
	opened     []string // paths
	identified []Identified
	resumed    int
	goodbyes   int
	ends       []error
	sent       uint64
	sessions   map[string]*session
	expired    *int // how RESUME is refused, if at all
}

// Identified is one attempt to begin a session.
type Identified struct {
	Body    []byte
	Shard   int
	At      time.Time
	Refused bool // it came too soon after another
}

// OnHello calls f for every line before it is greeted. If f returns true, nothing else is done with the line.
func (d *Discord) OnHello(f func(*Line) (handled bool)) {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	d.gate.onHello = f
}

// ResumeAt sets the resume address in READY.
func (d *Discord) ResumeAt(address string) {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	d.gate.resumeAt = &address
}

// Down makes the gateway refuse connections, and breaks the existing lines, until it is called with false.
func (d *Discord) Down(down bool) {
	d.gate.mu.Lock()
	d.gate.down = down
	d.gate.mu.Unlock()
	if down {
		d.gate.cut()
	}
}

// Lines returns the lines that were welcomed, in order, including closed ones.
func (d *Discord) Lines() []*Line {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	return slices.Clone(d.gate.lines)
}

// Newest returns the line that was welcomed last.
func (d *Discord) Newest() *Line {
	all := d.Lines()
	return all[len(all)-1]
}

// Connected returns the open lines that were welcomed at least the given time ago.
func (d *Discord) Connected(since time.Duration) (lines []*Line) {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	for _, l := range d.gate.open {
		if !l.welcomed.IsZero() && time.Since(l.welcomed) >= since && !l.closing.Load() {
			lines = append(lines, l)
		}
	}
	return lines
}

// Opened returns the paths at which the gateway was opened.
func (d *Discord) Opened() []string {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	return slices.Clone(d.gate.opened)
}

// Identified returns all attempts to begin a session.
func (d *Discord) Identified() []Identified { return d.gate.begun() }

func (g *gate) begun() []Identified {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.identified)
}

// Resumed returns how many sessions were resumed.
func (d *Discord) Resumed() int {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	return d.gate.resumed
}

// Goodbyes returns how often the bot ended its session by closing with 1000 or 1001.
func (d *Discord) Goodbyes() int {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	return d.gate.goodbyes
}

// Ends returns the errors with which reading from the bot ended, for each line.
func (d *Discord) Ends() []error {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	return slices.Clone(d.gate.ends)
}

// Written returns how many messages were sent over the gateway.
func (d *Discord) Written() uint64 {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	return d.gate.sent
}

func (g *gate) cut() {
	g.mu.Lock()
	open := slices.Clone(g.open)
	g.mu.Unlock()
	for _, l := range open {
		l.Cut()
	}
}

func (d *Discord) serveGateway(w http.ResponseWriter, r *http.Request) {
	g := &d.gate
	if q := r.URL.Query(); q.Get("v") != "10" || q.Get("encoding") != "json" {
		d.t.Errorf("the gateway is opened with %q, not for version 10 and JSON", r.URL.RawQuery)
	}
	g.mu.Lock()
	down := g.down
	g.mu.Unlock()
	if down {
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	}
	conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	l := &Line{d: d, conn: conn}
	defer func() { _ = conn.Close() }()
	g.mu.Lock()
	onHello := g.onHello
	g.opened = append(g.opened, r.URL.Path)
	g.open = append(g.open, l)
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.open = slices.DeleteFunc(g.open, func(x *Line) bool { return x == l })
	}()
	if onHello == nil || !onHello(l) {
		l.Hello()
		l.listen()
	}
}

// Hello sends HELLO.
func (l *Line) Hello() {
	l.Send(`{"op":10,"d":{"heartbeat_interval":41250}}`)
}

// listen reads from the bot until the line ends.
func (l *Line) listen() {
	g := &l.d.gate
	for {
		_, raw, err := l.conn.ReadMessage()
		if err == nil {
			if code, text := l.hear(raw); code != 0 && !l.closing.Load() {
				l.Close(code, text)
			}
			continue
		}
		var bye *websocket.CloseError
		leaves := errors.As(err, &bye) && (bye.Code == websocket.CloseNormalClosure || bye.Code == websocket.CloseGoingAway)
		g.mu.Lock()
		g.ends = append(g.ends, err)
		if leaves {
			g.goodbyes++
		}
		s := l.session
		g.mu.Unlock()
		if s != nil {
			s.leave(l, leaves)
		}
		return
	}
}

const mostPayload = 4096 // bytes that a bot may send

// hear handles one message of the bot. A nonzero code means that the line must be closed.
func (l *Line) hear(raw []byte) (code int, text string) {
	var m struct {
		Op *int            `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	switch err := json.Unmarshal(raw, &m); {
	case l.closing.Load():
		return 0, ""
	case err != nil || m.Op == nil || len(raw) > mostPayload:
		return 4002, "Decode error."
	case l.heardTooMuch():
		return 4008, "Rate limited."
	}
	switch op := *m.Op; {
	case op == 1:
		l.Send(`{"op":11}`)
	case op == 2 && l.session != nil, op == 6 && l.session != nil:
		return 4005, "Already authenticated."
	case op == 2:
		return l.identify(m.D)
	case op == 6:
		return l.resume(m.D)
	case l.session == nil:
		return 4003, "Not authenticated."
	case !slices.Contains([]int{3, 4, 8}, op):
		return 4001, "Unknown opcode."
	}
	return 0, ""
}

// heardTooMuch reports whether more than 120 messages arrived within a minute.
func (l *Line) heardTooMuch() bool {
	now := time.Now()
	l.heard = append(slices.DeleteFunc(l.heard, func(at time.Time) bool { return now.Sub(at) > time.Minute }), now)
	return len(l.heard) > 120
}

// identification is the data of IDENTIFY.
type identification struct {
	Token   string          `json:"token"`
	Intents *int            `json:"intents"`
	Shard   []int           `json:"shard"`
	System  json.RawMessage `json:"properties"`
}

func (i *identification) wrong() (code int, text string) {
	switch {
	case i.Token == "":
		return 4004, "Authentication failed."
	case i.Intents == nil || i.System == nil:
		return 4013, "Invalid intent(s)."
	case len(i.Shard) != 2 || i.Shard[0] < 0 || i.Shard[0] >= i.Shard[1]:
		return 4010, "Invalid shard."
	}
	return 0, ""
}

func (l *Line) identify(body json.RawMessage) (code int, text string) {
	asked := identification{Shard: []int{0, 1}}
	if err := json.Unmarshal(body, &asked); err != nil {
		return 4002, "Decode error."
	}
	if code, text := asked.wrong(); code != 0 {
		return code, text
	}
	s := l.d.begin(asked.Shard, body)
	if s == nil {
		l.Send(`{"op":9,"d":false}`)
		return 0, ""
	}
	s.join(l, -1)
	known := l.d.o.Guilds
	if known == nil {
		known = []Guild{{ID: "10"}}
	}
	known = slices.DeleteFunc(slices.Clone(known), func(g Guild) bool { return !s.has(g.ID) })
	unavailable := []object{}
	for _, guild := range known {
		unavailable = append(unavailable, object{"id": guild.ID, "unavailable": true})
	}
	s.welcome(l, "READY", object{
		"v": 10, "session_id": s.id, "resume_gateway_url": l.d.resumeURL(), "user": self(), "guilds": unavailable, "shard": asked.Shard,
		"application": object{"id": Application, "flags": 0},
	})
	for _, guild := range known {
		if l.d.o.Guilds != nil {
			s.dispatch("GUILD_CREATE", guild.shown())
		}
	}
	return 0, ""
}

// begin begins a session, unless it is too soon.
func (d *Discord) begin(shard []int, body []byte) *session {
	g := &d.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	try := Identified{Body: body, Shard: shard[0], At: time.Now()}
	for _, i := range g.identified {
		together := i.Shard%d.o.Concurrency == try.Shard%d.o.Concurrency
		try.Refused = try.Refused || together && !i.Refused && try.At.Sub(i.At) < d.o.Identify
	}
	g.identified = append(g.identified, try)
	if try.Refused {
		return nil
	}
	s := &session{id: "s" + d.ids.next(), shard: shard[0], of: shard[1]}
	g.sessions[s.id] = s
	return s
}

func (d *Discord) resumeURL() string {
	d.gate.mu.Lock()
	defer d.gate.mu.Unlock()
	if d.gate.resumeAt != nil {
		return *d.gate.resumeAt
	}
	return d.Gateway("/gw-resume")
}

// resume continues a session: everything that the bot missed is sent again.
func (l *Line) resume(body json.RawMessage) (code int, text string) {
	var asked struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	if err := json.Unmarshal(body, &asked); err != nil {
		return 4002, "Decode error."
	}
	g := &l.d.gate
	g.mu.Lock()
	s, expired := g.sessions[asked.Session], g.expired
	g.mu.Unlock()
	switch {
	case s == nil || !s.alive():
		if expired != nil && *expired != 0 {
			return *expired, "Session no longer valid."
		}
		l.Send(`{"op":9,"d":false}`)
		return 0, ""
	case !s.join(l, asked.Seq):
		s.end()
		return 4007, "Invalid seq."
	}
	s.welcome(l, "RESUMED", object{})
	return 0, ""
}

func (guild Guild) shown() object {
	channels := []object{}
	for _, c := range guild.Channels {
		channels = append(channels, object{"id": c, "type": 0, "name": "news", "position": 0, "permission_overwrites": []any{}})
	}
	return object{
		"id": guild.ID, "name": "guild " + guild.ID, "icon": nil, "owner_id": "20", "emojis": []any{}, "features": []any{}, "preferred_locale": "en-US",
		"roles": []object{{"id": guild.ID, "name": "@everyone", "permissions": "2248473465835073", "position": 0, "color": 0, "hoist": false, "managed": false, "mentionable": false, "flags": 0,
			"colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil}}},
		"premium_tier": 0, "verification_level": 0, "nsfw_level": 0, "joined_at": "2026-01-01T00:00:00Z", "large": false, "member_count": 2, "voice_states": []any{},
		"members": []any{}, "channels": channels, "threads": []any{}, "presences": []any{}, "stage_instances": []any{}, "guild_scheduled_events": []any{},
	}
}

// shardOf returns the shard that receives the events of a guild; direct messages go to the first.
func shardOf(guild string, of int) int {
	n, err := strconv.ParseUint(guild, 10, 64)
	if err != nil {
		return 0
	}
	return int(n >> 22 % uint64(of))
}
