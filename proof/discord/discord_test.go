package discord_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/proof/contract"
	"lede/proof/discord"

	"github.com/gorilla/websocket"
)

// client is one connection to the gateway.
type client struct {
	t    *testing.T
	conn *websocket.Conn
}

type payload struct {
	Op  int             `json:"op"`
	Seq int64           `json:"s"`
	T   string          `json:"t"`
	D   json.RawMessage `json:"d"`
}

func dial(t *testing.T, d *discord.Discord) *client {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(d.Gateway("/gw?v=10&encoding=json"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	c := &client{t, conn}
	if p, err := c.next(); err != nil || p.Op != 10 {
		t.Fatalf("greeted with %+v, %v", p, err)
	}
	return c
}

func (c *client) say(raw string) {
	if err := c.conn.WriteMessage(websocket.TextMessage, []byte(raw)); err != nil {
		c.t.Error(err)
	}
}

// next reads one message, and checks an event against the contract.
func (c *client) next() (payload, error) {
	_ = c.conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	_, raw, err := c.conn.ReadMessage()
	var p payload
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	if err == nil && p.T != "" {
		for _, wrong := range contract.Shared(c.t).Check(contract.Dispatch, p.T, nil, 0, raw) {
			c.t.Errorf("%s: %s", p.T, wrong)
		}
	}
	return p, err
}

// want reads until an event of this kind comes, and returns it.
func (c *client) want(kind string) (came []payload) {
	c.t.Helper()
	for {
		p, err := c.next()
		if err != nil {
			c.t.Fatalf("instead of %s: %v", kind, err)
		}
		if came = append(came, p); p.T == kind {
			return came
		}
	}
}

// closed reads until the connection is closed, and returns the code.
func (c *client) closed() int {
	for {
		_, err := c.next()
		var by *websocket.CloseError
		if errors.As(err, &by) {
			return by.Code
		}
		if err != nil {
			c.t.Fatal(err)
		}
	}
}

const identify = `{"op":2,"d":{"token":"t","intents":1,"properties":{},"shard":[0,1]}}`

func begun(t *testing.T, d *discord.Discord) (c *client, session string, seq int64) {
	t.Helper()
	c = dial(t, d)
	c.say(identify)
	var ready struct {
		Session string `json:"session_id"`
	}
	came := c.want("READY")
	if err := json.Unmarshal(came[0].D, &ready); err != nil {
		t.Fatal(err)
	}
	return c, ready.Session, came[0].Seq
}

func resume(session string, seq int64) string {
	return fmt.Sprintf(`{"op":6,"d":{"token":"t","session_id":%q,"seq":%d}}`, session, seq)
}

func TestTheGatewayClosesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		says []string
		code int
	}{
		"no JSON":            {[]string{`{`}, 4002},
		"too long":           {[]string{`{"op":1,"d":"` + strings.Repeat("x", 5000) + `"}`}, 4002},
		"before it is known": {[]string{`{"op":3,"d":{}}`}, 4003},
		"no token":           {[]string{`{"op":2,"d":{"intents":1,"properties":{}}}`}, 4004},
		"twice":              {[]string{identify, identify}, 4005},
		"an unknown opcode":  {[]string{identify, `{"op":99,"d":{}}`}, 4001},
		"no such shard":      {[]string{`{"op":2,"d":{"token":"t","intents":1,"properties":{},"shard":[3,2]}}`}, 4010},
		"no intents":         {[]string{`{"op":2,"d":{"token":"t","properties":{}}}`}, 4013},
		"too much":           {strings.Split(strings.Repeat(`{"op":1,"d":1} `, 121), " ")[:121], 4008},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			line := dial(t, discord.New(t, discord.Options{}))
			for _, s := range c.says {
				line.say(s)
			}
			if got := line.closed(); got != c.code {
				t.Errorf("closed with %d, want %d", got, c.code)
			}
		})
	}
}

// TestASessionOutlivesItsLine, unless the close code ends it, or the bot says goodbye.
func TestASessionOutlivesItsLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end     func(*discord.Discord, *client)
		resumed bool
	}{
		"cut":            {func(d *discord.Discord, _ *client) { d.Newest().Cut() }, true},
		"closed by 4000": {func(d *discord.Discord, _ *client) { d.Newest().Close(4000, "") }, true},
		"closed by 4009": {func(d *discord.Discord, _ *client) { d.Newest().Close(4009, "") }, false},
		"left by 1000": {func(_ *discord.Discord, c *client) {
			_ = c.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1000, ""), time.Now().Add(time.Second))
		}, false},
		"expired": {func(d *discord.Discord, _ *client) { d.Expire(0) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := discord.New(t, discord.Options{Guilds: discord.Guilds(1, 1)})
			line, session, seq := begun(t, d)
			line.want("GUILD_CREATE")
			c.end(d, line)
			for { // until Discord has noticed
				if _, err := line.next(); err != nil {
					break
				}
			}
			for begun := time.Now(); len(d.Ends()) == 0; time.Sleep(time.Millisecond) {
				if time.Since(begun) > time.Minute {
					t.Fatal("the line has not ended in a minute")
				}
			}
			d.Ask(discord.Ask{Guild: d.Guilds()[0].ID, Channel: "1", Data: discord.Command("ask", "", "question", "Who?")})
			again := dial(t, d)
			again.say(resume(session, seq))
			if !c.resumed {
				if p, err := again.next(); err != nil || p.Op != 9 || string(p.D) != "false" {
					t.Errorf("%+v, %v", p, err)
				}
				return
			}
			came := again.want("RESUMED")
			if len(came) != 3 || came[0].T != "GUILD_CREATE" || came[1].T != "INTERACTION_CREATE" || came[2].Seq != seq+3 {
				t.Errorf("%+v", came)
			}
		})
	}
}

func TestASequenceThatNeverWasIsRefused(t *testing.T) {
	t.Parallel()
	d := discord.New(t, discord.Options{})
	_, session, seq := begun(t, d)
	line := dial(t, d)
	line.say(resume(session, seq+5))
	if code := line.closed(); code != 4007 {
		t.Errorf("closed with %d", code)
	}
}

func TestSessionsAreBegunApart(t *testing.T) {
	t.Parallel()
	d := discord.New(t, discord.Options{Identify: time.Minute})
	begun(t, d)
	line := dial(t, d)
	line.say(identify)
	if p, err := line.next(); err != nil || p.Op != 9 || !d.Identified()[1].Refused {
		t.Errorf("%+v, %v", p, err)
	}
}

// send makes a request, and returns the status of the answer and the code or id in it.
func send(t *testing.T, d *discord.Discord, method, path, body string) (status int, said string) {
	t.Helper()
	return sendBy(t, d, d.Client(), method, path, body)
}

func sendBy(t *testing.T, d *discord.Discord, client *http.Client, method, path, body string) (status int, said string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, d.API()+"/v10"+path, bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.ProtoMajor != 2 || resp.TLS == nil {
		t.Errorf("answered by %s", resp.Proto)
	}
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Code int    `json:"code"`
		ID   string `json:"id"`
	}
	_ = json.Unmarshal(raw, &answer) // some answers are empty
	if answer.Code > 0 {
		return resp.StatusCode, fmt.Sprint(answer.Code)
	}
	return resp.StatusCode, answer.ID
}

func TestANonceKeepsOneMessage(t *testing.T) {
	t.Parallel()
	d := discord.New(t, discord.Options{Guilds: discord.Guilds(1, 1)})
	path := "/channels/" + d.Guilds()[0].Channels[0] + "/messages"
	const body = `{"flags":32768,"components":[{"type":17,"components":[{"type":10,"content":"News"}]}],"nonce":"n","enforce_nonce":true}`
	_, first := send(t, d, "POST", path, body)
	_, second := send(t, d, "POST", path, body)
	if first != second || len(d.Messages(d.Guilds()[0].Channels[0])) != 1 || d.Arrived() != 1 {
		t.Errorf("messages %s and %s", first, second)
	}
	forgetful := discord.New(t, discord.Options{Nonces: time.Nanosecond})
	for range 2 {
		send(t, forgetful, "POST", path, body)
	}
	if n := forgetful.Arrived(); n != 2 {
		t.Errorf("%d messages where nonces are forgotten at once", n)
	}
	if status, _ := send(t, d, "GET", path+"?limit=100&after=1", ""); status != 200 {
		t.Errorf("listing: %d", status)
	}
	if status, code := send(t, d, "POST", "/channels/1/messages", body); status != 404 || code != "10003" {
		t.Errorf("another channel: %d, %s", status, code)
	}
	if m := d.Messages(d.Guilds()[0].Channels[0])[0]; m.Text() != "News\n" || time.Since(m.At) > time.Minute {
		t.Errorf("%q of %v", m.Text(), m.At)
	}
}

func TestAnAnswerComesOnceAndInTime(t *testing.T) {
	t.Parallel()
	d := discord.New(t, discord.Options{})
	const hello = `{"type":4,"data":{"content":"Hello"}}`
	path := func(i *discord.Interaction) string { return "/interactions/" + i.ID + "/" + i.Token + "/callback" }
	late := d.Ask(discord.Ask{Channel: "70", Age: 4 * time.Second, Data: discord.Command("help", "")})
	if status, code := send(t, d, "POST", path(late), hello); status != 404 || code != "10062" || late.Answered() {
		t.Errorf("too late: %d, %s", status, code)
	}
	soon := d.Ask(discord.Ask{Channel: "70", Data: discord.Command("help", "")})
	if status, code := send(t, d, "PATCH", "/webhooks/600/"+soon.Token+"/messages/@original", `{"content":"x"}`); status != 404 || code != "10015" {
		t.Errorf("an edit of nothing: %d, %s", status, code)
	}
	if status, _ := send(t, d, "POST", path(soon), `{"type":5}`); status != 204 || !soon.Answered() {
		t.Errorf("deferred: %d", status)
	}
	if status, code := send(t, d, "POST", path(soon), hello); status != 400 || code != "40060" {
		t.Errorf("twice: %d, %s", status, code)
	}
	if status, _ := send(t, d, "PATCH", "/webhooks/600/"+soon.Token+"/messages/@original", `{"content":"at last"}`); status != 200 || soon.Words(time.Second) != `{"content":"at last"}` {
		t.Errorf("the edit: %d, %s", status, soon.Words(0))
	}
	if n := d.AnsweredByTwo(); n != 0 {
		t.Errorf("%d answered by two, though all came over one connection", n)
	}
	trusting := d.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	another := &http.Transport{TLSClientConfig: trusting, ForceAttemptHTTP2: true}
	defer another.CloseIdleConnections()
	sendBy(t, d, &http.Client{Transport: another}, "POST", path(soon), hello)
	if n := d.AnsweredByTwo(); n != 1 {
		t.Errorf("%d answered by two, though one was answered over another connection", n)
	}
	if n := len(d.Refused()); n != 4 {
		t.Errorf("%d were refused", n)
	}
}

// TestWhoComesTooEarlyIsNoted: whichever answer of Discord's asked to wait.
func TestWhoComesTooEarlyIsNoted(t *testing.T) {
	t.Parallel()
	for ill, hasty := range map[discord.Illness]int{discord.Limited: 1, discord.LimitedHTML: 1, discord.Broken: 0} {
		d := discord.New(t, discord.Options{})
		d.Ail(1, 1, time.Millisecond, ill)
		for _, path := range []string{"/channels/30/messages", "/channels/31/messages", "/channels/30/messages"} {
			send(t, d, "POST", path, `{"content":"News"}`)
		}
		if n := len(d.Hasty()); n != hasty {
			t.Errorf("illness %d: %q", ill, d.Hasty())
		}
	}
}

// TestBadWeatherIsTheSameForTheSameSeed: attempts fail in every possible way, with and without the message arriving.
func TestBadWeatherIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	for ill, want := range map[discord.Illness]struct{ status, arrived int }{
		discord.Limited: {429, 0}, discord.LimitedAll: {429, 0}, discord.LimitedHTML: {429, 0}, discord.Broken: {500, 0}, discord.BadGateway: {502, 1},
		discord.Forbidden: {403, 0}, discord.Missing: {404, 0}, discord.Unready: {403, 0}, discord.Page: {200, 0}, discord.TimedOut: {408, 1}, discord.TimedOutHTML: {408, 1},
	} {
		d := discord.New(t, discord.Options{})
		d.Ail(1, 1, time.Millisecond, ill)
		const body = `{"content":"News","nonce":"n","enforce_nonce":true}`
		for range 2 {
			if status, _ := send(t, d, "POST", "/channels/30/messages", body); status != want.status || d.Arrived() != want.arrived {
				t.Errorf("illness %d: %d, %d arrived", ill, status, d.Arrived())
			}
		}
		if status, _ := send(t, d, "POST", "/channels/30/messages", body); status != 200 || d.Arrived() != 1 {
			t.Errorf("illness %d: the third attempt fails too", ill)
		}
	}
}
