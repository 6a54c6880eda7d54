package bot_test

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// asDiscord makes this test binary act as the Discord of the benchmarks, so that its cost is not counted as the bots'.
const asDiscord = "LEDE_BENCH_AS_DISCORD"

func TestMain(m *testing.M) {
	if os.Getenv(asDiscord) != "" {
		if err := beDiscord(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(withoutLeftovers(m))
}

// repeated is the id of the event that is sent again and again. It is answered at most once.
const repeated = 9

// load is what Discord is to send to the bot that has identified with a token.
type load struct {
	Token string
	Event string // question, guild, or again: a question sent before
	N     int
	// InFlight is how many interactions may wait for their answer at once; 0 for no limit.
	InFlight int
	// PerSecond spaces the events evenly, whether or not answers come; 0 for no pause.
	PerSecond int
	// Unanswered events are followed by one question that is answered, which shows that all have been read.
	Unanswered bool
}

// taken is how long a load took. The quantiles run from when an event was due to its callback.
type taken struct {
	Whole, P50, P99, Max time.Duration
	Error                string
}

// lines is where Discord can be reached, as its first line says.
type lines struct {
	API         string
	Certificate []byte // PEM
}

// server is Discord as a process. REST is HTTP/2 over TLS; the gateway is plain, because a bot cannot choose the certificates
// it trusts there.
type server struct {
	gateway *httptest.Server
	mu      sync.Mutex
	bots    map[string]*line
	due     [1 << 22]atomic.Int64 // when each event was due, in nanoseconds; the index is the end of its id
	sent    int
	answers chan answered
}

type answered struct {
	id uint64
	at time.Time
}

type line struct {
	mu   sync.Mutex
	conn *websocket.Conn
}

func (l *line) write(payload string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.conn.WriteMessage(websocket.TextMessage, []byte(payload))
}

// beDiscord serves until its input ends: each line in is a load, each line out how long it took.
func beDiscord(orders io.Reader, out io.Writer) error {
	s := &server{bots: map[string]*line{}, answers: make(chan answered, 1<<20)}
	s.gateway = httptest.NewServer(http.HandlerFunc(s.serveGateway))
	defer s.gateway.Close()
	rest := httptest.NewUnstartedServer(http.HandlerFunc(s.serveREST))
	rest.EnableHTTP2 = true
	rest.StartTLS()
	defer rest.Close()
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rest.Certificate().Raw})
	encoder := json.NewEncoder(out)
	if err := encoder.Encode(lines{API: rest.URL + "/api", Certificate: cert}); err != nil {
		return err
	}
	for decoder := json.NewDecoder(orders); ; {
		var l load
		if err := decoder.Decode(&l); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(s.put(l)); err != nil {
			return err
		}
	}
}

func (s *server) serveREST(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	switch parts := strings.Split(r.URL.Path, "/"); {
	case strings.HasSuffix(r.URL.Path, "/callback"):
		id, _ := strconv.ParseUint(parts[len(parts)-3], 10, 64)
		s.answers <- answered{id, time.Now()}
		w.WriteHeader(http.StatusNoContent)
	case strings.HasSuffix(r.URL.Path, "/gateway"), strings.HasSuffix(r.URL.Path, "/gateway/bot"):
		_, _ = io.WriteString(w, `{"url":"`+strings.Replace(s.gateway.URL, "http", "ws", 1)+`/gw","session_start_limit":{"total":1000,"remaining":900}}`)
	default:
		_, _ = io.WriteString(w, "[]")
	}
}

func (s *server) serveGateway(w http.ResponseWriter, r *http.Request) {
	conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	l := &line{conn: conn}
	_ = l.write(`{"op":10,"d":{"heartbeat_interval":41250}}`)
	for {
		var m struct {
			Op int `json:"op"`
			D  any `json:"d"`
		}
		if conn.ReadJSON(&m) != nil {
			return
		}
		switch m.Op {
		case 1:
			_ = l.write(`{"op":11}`)
		case 2:
			token, _ := m.D.(map[string]any)["token"].(string)
			_ = l.write(`{"op":0,"s":1,"t":"READY","d":{"v":10,"session_id":"s1","user":{"id":"500","username":"Lede","bot":true},"application":{"id":"600"},"guilds":[]}}`)
			s.mu.Lock()
			s.bots[strings.TrimPrefix(token, "Bot ")] = l
			s.mu.Unlock()
		}
	}
}

// bot waits for the bot with that token.
func (s *server) bot(token string) *line {
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(100 * time.Microsecond) {
		s.mu.Lock()
		l := s.bots[token]
		s.mu.Unlock()
		if l != nil {
			return l
		}
	}
	return nil
}

// put sends a load to a bot and waits until all of it is answered.
func (s *server) put(o load) taken {
	l := s.bot(o.Token)
	if l == nil {
		return taken{Error: "no bot has identified with that token"}
	}
	if o.InFlight == 0 {
		o.InFlight = o.N
	}
	places := make(chan struct{}, o.InFlight)
	began := time.Now()
	questions := o.N
	if o.Unanswered {
		questions = 1
	}
	go func() {
		for i := range o.N {
			at := began.Add(time.Duration(i) * time.Second / time.Duration(max(o.PerSecond, 1)))
			if o.PerSecond > 0 {
				time.Sleep(time.Until(at))
			} else if !o.Unanswered {
				places <- struct{}{}
				at = time.Now()
			}
			_ = l.write(s.event(o.Event, at)) // the wait for the answers notices a lost line
		}
		if o.Unanswered {
			_ = l.write(s.event("question", time.Now()))
		}
	}()
	waits := make([]time.Duration, 0, questions)
	late := time.NewTimer(5 * time.Minute)
	for len(waits) < questions {
		select {
		case a := <-s.answers:
			if a.id == repeated {
				continue
			}
			waits = append(waits, time.Duration(a.at.UnixNano()-s.due[a.id%uint64(len(s.due))].Load()))
			if !o.Unanswered && o.PerSecond == 0 {
				<-places
			}
		case <-late.C:
			return taken{Error: fmt.Sprintf("%d of %d were answered", len(waits), questions)}
		}
	}
	whole := time.Since(began)
	slices.Sort(waits)
	return taken{Whole: whole, P50: waits[len(waits)/2], P99: waits[len(waits)*99/100], Max: waits[len(waits)-1]}
}

// event is an event as Discord sends it. Like all of Discord's, its id contains the time.
func (s *server) event(kind string, at time.Time) string {
	s.sent++
	index := uint64(s.sent) % uint64(len(s.due))
	s.due[index].Store(at.UnixNano())
	const discordEpoch = 1420070400000
	id := uint64(at.UnixMilli()-discordEpoch)<<22 | index
	switch kind {
	case "guild":
		return fmt.Sprintf(`{"op":0,"s":%d,"t":"GUILD_CREATE","d":%s}`, s.sent, guildEvent(id))
	case "again":
		return fmt.Sprintf(`{"op":0,"s":%d,"t":"INTERACTION_CREATE","d":%s}`, s.sent, questionEvent(repeated, kind, s.sent))
	}
	return fmt.Sprintf(`{"op":0,"s":%d,"t":"INTERACTION_CREATE","d":%s}`, s.sent, questionEvent(id, "summary", s.sent))
}

// questionEvent is a slash command: about 1.5 kB, with everything that Discord sends and Lede does not read. Ten thousand
// people ask in turn.
func questionEvent(id uint64, command string, n int) string {
	return fmt.Sprintf(`{"version":1,"type":2,"token":"%[1]s%[2]d","member":{"user":{"username":"robin%[3]d","public_flags":0,"primary_guild":null,
"id":"%[3]d","global_name":"Robin","discriminator":"0","display_name_styles":null,"collectibles":null,"clan":null,"avatar_decoration_data":null,
"avatar":"a1b2c3d4e5f60718293a4b5c6d7e8f90"},"unusual_dm_activity_until":null,"roles":["1100000000000000001","1100000000000000002","1100000000000000003"],
"premium_since":null,"permissions":"2248473465835073","pending":false,"nick":null,"mute":false,"joined_at":"2024-03-01T08:00:00.000000+00:00","flags":0,
"deaf":false,"communication_disabled_until":null,"banner":null,"avatar":null},"locale":"en-GB","id":"%[2]d","guild_locale":"en-GB","guild_id":"10",
"guild":{"locale":"en-GB","id":"10","features":["COMMUNITY","NEWS","AUTO_MODERATION"]},"entitlements":[],"entitlement_sku_ids":[],
"data":{"type":1,"name":"%[4]s","id":"1200000000000000001"},"context":0,
"channel_id":"30","channel":{"type":0,"topic":"What the town talks about","theme_color":null,"rate_limit_per_user":0,"position":4,
"permissions":"2248473465835073","parent_id":"1300000000000000001","nsfw":false,"name":"general","last_message_id":"1400000000000000001","id":"30",
"icon_emoji":{"name":"👋","id":null},"guild_id":"10","flags":0},"authorizing_integration_owners":{"0":"10"},"attachment_size_limit":10485760,
"application_id":"600","app_permissions":"2248473465835073"}`, strings.Repeat("aW50ZXJhY3Rpb24", 10), id, 2_000_000+n%10_000, command)
}

// guildEvent is a guild of 20 kB, with fifty channels and some roles.
func guildEvent(id uint64) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"id":"%d","name":"A town","owner_id":"20","member_count":300,"large":false,"joined_at":"2024-03-01T08:00:00.000000+00:00","channels":[`, id)
	for i := range 50 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"%d","type":0,"name":"channel-%d","position":%d,"topic":"What the town talks about, week after week","rate_limit_per_user":0,
"permission_overwrites":[{"id":"10","type":0,"allow":"1024","deny":"0"}],"parent_id":"1300000000000000001","nsfw":false,"last_message_id":"1400000000000000001"}`, id+uint64(i), i, i)
	}
	b.WriteString(`],"roles":[`)
	for i := range 20 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"%d","name":"role-%d","permissions":"2248473465835073","position":%d,"color":0,"hoist":false,"managed":false,"mentionable":true}`, id+uint64(i), i, i)
	}
	b.WriteString(`],"members":[],"emojis":[],"stickers":[],"threads":[],"presences":[],"voice_states":[],"features":[]}`)
	return b.String()
}

// discordProcess is the other process, seen from this one.
type discordProcess struct {
	lines
	tls     *tls.Config
	trust   string // a file with the certificate
	orders  *json.Encoder
	answers *json.Decoder
}

func startDiscord(b *testing.B) *discordProcess {
	b.Helper()
	cmd := exec.Command(os.Args[0]) // ends when its input does, after the bots
	cmd.Env = append(os.Environ(), asDiscord+"=1", "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	d := &discordProcess{orders: json.NewEncoder(in), answers: json.NewDecoder(bufio.NewReader(out)), trust: filepath.Join(b.TempDir(), "discord.pem")}
	if err := d.answers.Decode(&d.lines); err != nil {
		b.Fatalf("Discord does not start: %v", err)
	}
	if err := os.WriteFile(d.trust, d.Certificate, 0o600); err != nil {
		b.Fatal(err)
	}
	d.tls = trusting(b, d.Certificate)
	return d
}

// put has a load put on a bot.
func (d *discordProcess) put(b *testing.B, l load) taken {
	b.Helper()
	if err := d.orders.Encode(l); err != nil {
		b.Fatal(err)
	}
	var t taken
	if err := d.answers.Decode(&t); err != nil {
		b.Fatal(err)
	}
	if t.Error != "" {
		b.Fatal(t.Error)
	}
	return t
}
