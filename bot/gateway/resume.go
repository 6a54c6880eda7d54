package gateway

import (
	"bufio"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// ResumePoint is a session of Discord's gateway and how far it has come: what another process needs to go on with it.
type ResumePoint struct {
	Session     string `json:"session"`          // "" for none
	Seq         int64  `json:"seq"`              // sequence number of the last event that was taken
	Resume      string `json:"resume,omitempty"` // Discord's URL for resuming; "" when it did not work
	User        string `json:"user"`             // the bot's id
	Application string `json:"application"`      // the application's id
}

// ResumePoint returns how far the session has come.
func (s *Shard) ResumePoint() ResumePoint {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.resume
}

// adopt gives the shard a session that another process had. It comes before run.
func (s *Shard) adopt(from ResumePoint, away Away) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resume, s.adopted = from, true
	s.Guilds.takeOver(away)
}

// retire stops taking events, and returns where the session can be resumed.
func (s *Shard) retire() ResumePoint {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.retired = true
	return s.resume
}

// forget drops a session that cannot be resumed.
func (s *Shard) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resume, s.adopted = ResumePoint{}, false
	s.replaying.Store(false)
}

// target chooses where the next connection goes: a session is resumed at the URL that Discord gave, and a new one is started at
// the gateway itself. elsewhere reports whether the two differ.
func (s *Shard) target() (address string, elsewhere bool) {
	plain := s.gateway.where.known().address
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.resume.Session == "" {
		return plain, false
	}
	at, err := resumeAddress(plain, s.resume.Resume, s.adopted)
	if err != nil {
		return plain, false
	}
	return at, at != plain
}

// forgetResumeURL makes the session resume at the gateway itself, which works too.
func (s *Shard) forgetResumeURL() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resume.Resume = ""
}

// resumeAddress returns the address a session is resumed at. The token is sent there, so the line must be as private as the
// gateway's, and a URL that came from the store, not from Discord, must not lead to another domain.
func resumeAddress(plain, at string, stored bool) (string, error) {
	address, err := connectAddress(at)
	if err != nil {
		return "", err
	}
	from, err := url.Parse(plain)
	if err != nil {
		return "", fmt.Errorf("reading the gateway's address: %w", err)
	}
	to, err := url.Parse(address)
	if err != nil || to.User != nil || to.Scheme != "wss" && to.Scheme != from.Scheme {
		return "", errors.New("reading where to resume: it is no address of a gateway")
	}
	if stored && domain(to.Hostname()) != domain(from.Hostname()) {
		return "", errors.New("reading where to resume: it is not where the gateway is")
	}
	return address, nil
}

// domain returns the last two labels of a host name, such as discord.gg, and the whole of an IP address.
func domain(host string) string {
	labels := strings.Split(strings.ToLower(host), ".")
	if net.ParseIP(host) != nil || len(labels) < 2 {
		return host
	}
	return strings.Join(labels[len(labels)-2:], ".")
}

// prime gives discordgo a session that it has not started itself, which it offers no other way to do: a line inside this
// process sends it a READY of that session before any HELLO. discordgo records the session, misses the HELLO, and gives up the
// line.
func (c *connection) prime(at ResumePoint) error {
	raw, err := json.Marshal(map[string]any{
		"op": opDispatch, "s": max(1, at.Seq), "t": "READY", "d": map[string]any{"session_id": at.Session, "guilds": []any{}},
	})
	if err != nil {
		return fmt.Errorf("writing down the session: %w", err)
	}
	near, far := net.Pipe()
	served := make(chan error, 1)
	go func() { served <- sendOver(far, raw) }()
	d := c.Dialer
	inside := func(context.Context, string, string) (net.Conn, error) { return near, nil }
	d.NetDialContext, d.NetDialTLSContext, d.Proxy = inside, inside, nil // dialThrough sets them anew
	c.priming.Store(true)
	err = c.Open()
	c.priming.Store(false)
	_ = near.Close()
	if bad := <-served; bad != nil {
		return fmt.Errorf("going on with a session: %w", errors.Join(bad, err))
	}
	return nil
}

// sendOver accepts a websocket on one end of a pipe and sends one message.
func sendOver(conn net.Conn, message []byte) error {
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
	_, err = conn.Write(appendText(nil, message))
	return err
}
