package bot_test

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/bot"
	"lede/commands/command"
	"lede/problem"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

// signer posts interactions as Discord does.
type signer struct {
	key ed25519.PrivateKey
	url string
}

func (s signer) post(t testing.TB, body string, at time.Time, tamper func(*http.Request)) (status int, answer string) {
	t.Helper()
	stamp := strconv.FormatInt(at.Unix(), 10)
	r, err := http.NewRequestWithContext(t.Context(), "POST", s.url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(s.key, []byte(stamp+body))))
	if tamper != nil {
		tamper(r)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// overHTTP starts a bot with one command and its endpoint.
func overHTTP(t testing.TB, f *fake) signer {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := f.start(bot.Options{Commands: []command.Command{{
		Definition: &discordgo.ApplicationCommand{Name: "echo", Description: "x"},
		Handle: func(_ context.Context, in command.Input) (command.Reply, error) {
			return text("You said " + in.Options["word"]), nil
		},
	}}})
	handler, err := b.Interactions(hex.EncodeToString(public))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return signer{private, server.URL}
}

const echo = `{"id":"%d","application_id":"1","type":2,"token":"tok%d","channel_id":"70","user":{"id":"20"},` +
	`"data":{"name":"echo","options":[{"name":"word","type":3,"value":"hello"}]}}`

// TestInteractionsComeOverHTTPToo: signed by Discord, and by nobody else.
func TestInteractionsComeOverHTTPToo(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	s := overHTTP(t, f)
	if status, answer := s.post(t, `{"type":1,"id":"1","token":"x"}`, time.Now(), nil); status != 200 || answer != `{"type":1}` {
		t.Errorf("a ping is answered with %d %s", status, answer)
	}
	if status, answer := s.post(t, fmt.Sprintf(echo, 5, 5), time.Now(), nil); status != http.StatusAccepted || answer != "" {
		t.Errorf("an interaction is answered with %d %s", status, answer)
	}
	if r := f.Wait(1, "POST", "/interactions/5/tok5/callback")[0]; !strings.Contains(string(r.Body), "You said hello") {
		t.Errorf("the person is answered with %s", r.Body)
	}
	s.post(t, fmt.Sprintf(echo, 5, 5), time.Now(), nil) // the same once more
	f.Dispatch("INTERACTION_CREATE", fmt.Sprintf(echo, 5, 5))
	s.post(t, fmt.Sprintf(echo, 6, 6), time.Now(), nil)
	f.Wait(1, "POST", "/interactions/6/tok6/callback")
	if n := len(f.Find("POST", "/interactions/5/tok5/callback")); n != 1 {
		t.Errorf("answered %d times", n)
	}
}

func TestOnlyDiscordPostsInteractions(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	s := overHTTP(t, f)
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	body := fmt.Sprintf(echo, 9, 9)
	now := time.Now()
	set := func(header, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(header, value) }
	}
	for name, c := range map[string]struct {
		key    ed25519.PrivateKey
		body   string
		at     time.Time
		tamper func(*http.Request)
		want   int
	}{
		"another key":      {stranger, body, now, nil, 401},
		"old":              {s.key, body, now.Add(-6 * time.Minute), nil, 401},
		"of the future":    {s.key, body, now.Add(6 * time.Minute), nil, 401},
		"another time":     {s.key, body, now, set("X-Signature-Timestamp", strconv.FormatInt(now.Unix()+1, 10)), 401},
		"no time":          {s.key, body, now, set("X-Signature-Timestamp", ""), 401},
		"a time in words":  {s.key, body, now, set("X-Signature-Timestamp", "now"), 401},
		"no signature":     {s.key, body, now, set("X-Signature-Ed25519", ""), 401},
		"two signatures":   {s.key, body, now, func(r *http.Request) { r.Header.Add("X-Signature-Ed25519", "00") }, 401},
		"two times":        {s.key, body, now, func(r *http.Request) { r.Header.Add("X-Signature-Timestamp", "0") }, 401},
		"a form":           {s.key, body, now, set("Content-Type", "application/x-www-form-urlencoded"), 401},
		"half a signature": {s.key, body, now, set("X-Signature-Ed25519", "abcd"), 401},
		"another body":     {s.key, body, now, func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(body + " ")); r.ContentLength++ }, 401},
		"not posted":       {s.key, body, now, func(r *http.Request) { r.Method = "GET" }, 405},
		"no JSON":          {s.key, "{", now, nil, 400},
		"no interaction":   {s.key, `{"type":2}`, now, nil, 400},
		"a list":           {s.key, `[]`, now, nil, 400},
		"too long":         {s.key, `{"x":"` + strings.Repeat("y", 2<<20) + `"}`, now, nil, 413},
	} {
		if status, answer := (signer{c.key, s.url}).post(t, c.body, c.at, c.tamper); status != c.want {
			t.Errorf("%s: answered with %d %s, want %d", name, status, answer, c.want)
		}
	}
	if n := len(f.Find("POST", "/callback")); n != 0 {
		t.Errorf("%d were answered", n)
	}
	if b, err := bot.New(bot.Options{Token: "x"}); err != nil {
		t.Fatal(err)
	} else if h, err := b.Interactions(hex.EncodeToString(s.key.Public().(ed25519.PublicKey))); err != nil {
		t.Fatal(err)
	} else if _, err := b.Interactions("abc"); !errors.Is(err, problem.New("bot.public-key")) {
		t.Errorf("a wrong key gives %v", err)
	} else {
		idle := httptest.NewServer(h)
		defer idle.Close()
		if status, _ := (signer{s.key, idle.URL}).post(t, body, now, nil); status != http.StatusServiceUnavailable {
			t.Errorf("a bot that does not run answers with %d", status)
		}
	}
}

// unread fails the test if it is read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

func TestNobodyButDiscordIsRead(t *testing.T) {
	t.Parallel()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(bot.Options{Token: "x"})
	if err != nil {
		t.Fatal(err)
	}
	h, err := b.Interactions(hex.EncodeToString(public))
	if err != nil {
		t.Fatal(err)
	}
	signature := hex.EncodeToString(ed25519.Sign(private, []byte("x")))
	now := strconv.FormatInt(time.Now().Unix(), 10)
	for name, c := range map[string]struct {
		signature, at string
		length        int64
		want          int
	}{
		"no headers":   {"", "", 10, 401},
		"no signature": {"", now, 10, 401},
		"no time":      {signature, "", 10, 401},
		"old":          {signature, strconv.FormatInt(time.Now().Add(-6*time.Minute).Unix(), 10), 10, 401},
		"too long":     {signature, now, 512<<10 + 1, 413},
	} {
		r := httptest.NewRequest("POST", "/", unread{t})
		r.ContentLength = c.length
		r.Header.Set("X-Signature-Ed25519", c.signature)
		r.Header.Set("X-Signature-Timestamp", c.at)
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != c.want {
			t.Errorf("%s: answered with %d, want %d", name, w.Code, c.want)
		}
	}
}

// TestACopyForAnotherProcessChangesNothing: an admin's change is made by one process; a question may be answered by any.
func TestACopyForAnotherProcessChangesNothing(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	kv := store.NewMemory(nil)
	var done atomic.Int32
	change := saying("change", command.Public, "Changed")
	change.Changes = func(command.Input) bool { return true }
	say := change.Handle
	change.Handle = func(ctx context.Context, in command.Input) (command.Reply, error) {
		done.Add(1)
		return say(ctx, in)
	}
	var replicas []signer
	for range 2 {
		b := f.start(bot.Options{Leases: kv, Shards: 1, Commands: []command.Command{change, saying("echo", command.Public, "Hello")}})
		h, err := b.Interactions(hex.EncodeToString(public))
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(h)
		t.Cleanup(server.Close)
		replicas = append(replicas, signer{private, server.URL})
	}
	for _, r := range replicas {
		for id, body := range map[int]string{7: strings.Replace(echo, "echo", "change", 1), 8: echo} {
			if status, _ := r.post(t, fmt.Sprintf(body, id, id), time.Now(), nil); status != http.StatusAccepted {
				t.Errorf("answered with %d", status)
			}
		}
	}
	f.Wait(2, "POST", "/interactions/8/tok8/callback")
	f.Wait(1, "POST", "/interactions/7/tok7/callback")
	eventually(t, "the copy to be seen as one", func() bool { return strings.Contains(f.log.String(), "outcome=elsewhere") })
	f.Wait(1, "PATCH", "/tok7/messages/@original") // a change is acknowledged first
	// the first process has the shard, so the gateway's copy reaches another process than the one that was posted to
	again := fmt.Sprintf(strings.Replace(echo, "echo", "change", 1), 9, 9)
	if status, _ := replicas[1].post(t, again, time.Now(), nil); status != http.StatusAccepted {
		t.Errorf("answered with %d", status)
	}
	f.Wait(1, "PATCH", "/tok9/messages/@original")
	f.Dispatch("INTERACTION_CREATE", again)
	eventually(t, "the gateway's copy to be seen as one", func() bool { return strings.Count(f.log.String(), "outcome=elsewhere") == 2 })
	if n := done.Load(); n != 2 {
		t.Errorf("two changes were done %d times", n)
	}
}

// TestAFloodOfOnePersonIsTurnedAway: only that person is refused, and told so.
func TestAFloodOfOnePersonIsTurnedAway(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.start(bot.Options{Cooldown: time.Hour, Commands: []command.Command{{
		Definition: &discordgo.ApplicationCommand{Name: "echo", Description: "x"},
		Handle: func(context.Context, command.Input) (command.Reply, error) {
			return text("here you are"), nil
		},
	}}})
	for i := range 14 {
		f.Dispatch("INTERACTION_CREATE", fmt.Sprintf(echo, 100+i, 100+i))
	}
	f.Dispatch("INTERACTION_CREATE", strings.Replace(fmt.Sprintf(echo, 200, 200), `"id":"20"`, `"id":"21"`, 1))
	answers := f.Wait(15, "POST", "/callback")
	served := 0
	for _, r := range answers {
		switch body := string(r.Body); {
		case strings.Contains(body, "here you are"):
			served++
		case !strings.Contains(body, "You are going a little fast for me.") || !strings.Contains(body, `"flags":32832`):
			t.Errorf("somebody is told %s", body)
		}
	}
	if served != 11 {
		t.Errorf("%d of 15 were served, want ten of one person and one of another", served)
	}
}

// TestUnverifiedBodiesAreBoundedTogether: many connections together take little memory, and Discord still gets through.
func TestUnverifiedBodiesAreBoundedTogether(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	s := overHTTP(t, f)
	const connections, size, fit = 40, 500_000, 16
	open := func(length int) net.Conn {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		_, err = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: lede\r\nX-Signature-Timestamp: %d\r\nX-Signature-Ed25519: %0128d\r\nContent-Length: %d\r\n\r\n{",
			time.Now().Unix(), 0, length)
		if err != nil {
			t.Fatal(err)
		}
		return conn
	}
	refused := make(chan bool, connections)
	var conns []net.Conn
	for range connections {
		conn := open(size)
		conns = append(conns, conn)
		go func() {
			line, err := bufio.NewReader(conn).ReadString('\n')
			refused <- err == nil && strings.Contains(line, "503")
		}()
	}
	for range connections - fit {
		if !received(t, "the refusal", refused) {
			t.Error("a connection ended in another way")
		}
	}
	if status, answer := s.post(t, fmt.Sprintf(echo, 30, 30), time.Now(), nil); status != http.StatusAccepted {
		t.Errorf("Discord is answered with %d %s meanwhile", status, answer)
	}
	for _, conn := range conns {
		_ = conn.Close()
	}
	for range fit {
		if received(t, "the refusal", refused) {
			t.Errorf("fewer than %d fitted", fit)
		}
	}
	for began := time.Now(); ; time.Sleep(10 * time.Millisecond) { // the server notices
		status, _ := s.post(t, `{"x":"`+strings.Repeat("y", size)+`"}`, time.Now(), nil)
		if status == http.StatusBadRequest { // no interaction, but read
			return
		}
		if time.Since(began) > patience {
			t.Fatalf("afterwards a large one is answered with %d", status)
		}
	}
}
