package bot

import (
	"bufio"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// sitting is a session of Discord's gateway, as far as another process needs it to go on with it.
type sitting struct {
	Session     string `json:"session"`
	Seq         int64  `json:"seq"`              // of the last event that was taken
	Resume      string `json:"resume,omitempty"` // where Discord wants it resumed; "" when that did not work
	User        string `json:"user"`
	Application string `json:"application"`
}

// hears notes how far the session has come, and tells whether an event is to be taken. Whatever is taken is ours to
// answer: the next process goes on behind it.
func (g *gateway) hears(s *discordgo.Session, e *discordgo.Event) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if s != g.session || g.retired || g.priming {
		return false
	}
	g.sitting.Seq = e.Sequence
	switch e.Type {
	case "READY":
		var w welcome
		_ = json.Unmarshal(e.RawData, &w) // without an id nothing can be resumed, and that is all
		g.sitting = sitting{Session: w.Session, Seq: e.Sequence, Resume: w.Resume, User: w.User.ID, Application: w.application()}
		g.primed, g.adopted = true, false
	case "RESUMED":
		g.replaying.Store(false)
	default:
		return true
	}
	g.doubts.Store(0)
	g.up.Store(true)
	signal(g.welcome)
	return true
}

// adopt gives the line a session that another process had. It comes before run.
func (g *gateway) adopt(s sitting) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sitting, g.adopted = s, true
	g.replaying.Store(true)
	// Which guilds the bot is in was told to the other process. Whichever comes now may be a new one.
	g.guilds.known = map[string]bool{}
}

// retire takes no event any more, and tells where the session has to go on.
func (g *gateway) retire() sitting {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.retired = true
	return g.sitting
}

// reached is how far the session has come.
func (g *gateway) reached() sitting {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.sitting
}

// aim chooses where the next connection goes: a session is resumed where Discord has said, all else begins at the
// gateway itself. away tells that the two differ.
func (g *gateway) aim() (away bool) {
	plain := *g.address.Load()
	target := plain
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.sitting.Session != "" {
		if at, err := resumeAddress(plain, g.sitting.Resume, g.adopted); err == nil {
			target = at
		}
	}
	g.target.Store(&target)
	return target != plain
}

// astray forgets where the session was to be resumed: the gateway itself resumes it too.
func (g *gateway) astray() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sitting.Resume = ""
}

// resumeAddress reads where a session is to be resumed. The token is sent there, so the line is not less private than
// that to the gateway; and what came by way of the store, and not from Discord, does not lead to another house.
func resumeAddress(plain, at string, stored bool) (string, error) {
	address, err := gatewayAddress(at)
	if err != nil {
		return "", err
	}
	from, err := url.Parse(plain)
	if err != nil {
		return "", fmt.Errorf("reading the gateway's address: %w", err)
	}
	to, err := url.Parse(address)
	if err != nil || to.Scheme != "wss" && to.Scheme != from.Scheme || to.User != nil {
		return "", errors.New("reading where to resume: it is no address of a gateway")
	}
	if stored && house(to.Hostname()) != house(from.Hostname()) {
		return "", errors.New("reading where to resume: it is not where the gateway is")
	}
	return address, nil
}

// house is the last two names of a host, as discord.gg, and the whole of an address.
func house(host string) string {
	names := strings.Split(strings.ToLower(host), ".")
	if net.ParseIP(host) != nil || len(names) < 2 {
		return host
	}
	return strings.Join(names[len(names)-2:], ".")
}

// lead has discordgo ask again where the gateway is, when that has changed. It keeps the address that it was first told
// until that cannot be dialled, so for once it dials nowhere.
func (g *gateway) lead() {
	if told := g.told.Load(); told == nil || *told == *g.target.Load() {
		return
	}
	d := g.session.Dialer
	was := *d
	nowhere := func(context.Context, string, string) (net.Conn, error) { return nil, net.ErrClosed }
	d.NetDialContext, d.NetDialTLSContext, d.Proxy = nowhere, nowhere, nil
	_ = g.session.Open() // fails, unless it is open already
	*d = was
}

// become makes sure that discordgo has a session to resume, or that a new one may be begun.
func (g *gateway) become(ctx context.Context) error {
	g.mu.Lock()
	s, primed := g.sitting, g.primed
	g.mu.Unlock()
	switch {
	case s.Session == "" && g.begins != nil:
		return g.begins(ctx, g)
	case s.Session == "" || primed:
		return nil
	}
	return g.prime(s)
}

// prime tells discordgo of a session that it has not begun itself, for which it has no other way: a line inside this
// process welcomes it to that session before any greeting. discordgo notes the session, misses the greeting,
// and gives the line up.
func (g *gateway) prime(s sitting) error {
	raw, err := json.Marshal(map[string]any{
		"op": 0, "s": max(1, s.Seq), "t": "READY", "d": map[string]any{"session_id": s.Session, "guilds": []any{}},
	})
	if err != nil {
		return fmt.Errorf("writing down the session: %w", err)
	}
	near, far := net.Pipe()
	served := make(chan error, 1)
	go func() { served <- welcomeOn(far, raw) }()
	d := g.session.Dialer
	proxy := d.Proxy
	inside := func(context.Context, string, string) (net.Conn, error) { return near, nil }
	d.NetDialContext, d.NetDialTLSContext, d.Proxy = inside, inside, nil // watch sets the first two anew
	g.setPriming(true)
	err = g.session.Open()
	g.setPriming(false)
	d.Proxy = proxy
	_ = near.Close()
	if bad := <-served; bad != nil {
		return fmt.Errorf("going on with a session: %w", errors.Join(bad, err))
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.primed = true
	return nil
}

func (g *gateway) setPriming(on bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.priming = on
}

// welcomeOn accepts a websocket on one end of a pipe and sends one message.
func welcomeOn(conn net.Conn, message []byte) error {
	defer func() { _ = conn.Close() }()
	r, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return err
	}
	// RFC 6455, sections 4.2.2 and 5.2.
	proof := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	answer := "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
		base64.StdEncoding.EncodeToString(proof[:]) + "\r\n\r\n"
	if _, err := io.WriteString(conn, answer); err != nil {
		return err
	}
	const wholeText, twoBytesOfLength = 0x81, 126
	head := binary.BigEndian.AppendUint16([]byte{wholeText, twoBytesOfLength}, uint16(len(message)))
	_, err = conn.Write(append(head, message...))
	return err
}
