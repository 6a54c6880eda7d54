package playground_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/playground"

	"github.com/bwmarrin/discordgo"
)

// code is Discord's code of a refusal, 0 for success and -1 for anything else.
func code(t *testing.T, err error) (status, code int) {
	t.Helper()
	var no *discordgo.RESTError
	switch {
	case err == nil:
		return 200, 0
	case errors.As(err, &no) && no.Message != nil:
		return no.Response.StatusCode, no.Message.Code
	}
	t.Errorf("no answer of Discord's: %v", err)
	return 0, -1
}

func TestLookups(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{Name: "Quill"})
	w := b.server.World()
	if u, err := b.session.User("@me"); err != nil || u.Username != "Quill" || u.ID != b.server.ApplicationID() || !u.Bot {
		t.Errorf("me: %+v, %v", u, err)
	}
	if g, err := b.session.Guild(w.Guild("Book Club")); err != nil || g.Name != "Book Club" {
		t.Errorf("guild: %+v, %v", g, err)
	}
	if list, err := b.session.GuildChannels(w.Guilds[0].ID); err != nil || len(list) != 5 || list[0].Name != "general" {
		t.Errorf("channels: %+v, %v", list, err)
	}
	if c, err := b.session.Channel(w.Channel("lounge")); err != nil || c.GuildID != w.Guild("Book Club") {
		t.Errorf("channel: %+v, %v", c, err)
	}
	if c, err := b.session.UserChannelCreate(w.Person("Sam").ID); err != nil || c.ID != w.Person("Sam").DM || c.Type != discordgo.ChannelTypeDM {
		t.Errorf("direct messages: %+v, %v", c, err)
	}
	if g, err := b.session.UserGuilds(10, "", "", false); err != nil || len(g) != 2 {
		t.Errorf("my guilds: %+v, %v", g, err)
	}
	if a, err := b.session.Application("@me"); err != nil || a.ID != b.server.ApplicationID() {
		t.Errorf("application: %+v, %v", a, err)
	}
	if g, err := b.session.GatewayBot(); err != nil || g.Shards != 1 || !strings.HasPrefix(g.URL, "ws://127.0.0.1:") {
		t.Errorf("gateway: %+v, %v", g, err)
	}
	if b.must("GET", "/applications/@me", nil)["id"] != b.server.ApplicationID() {
		t.Error("the application of v10 is another one")
	}
	b.nothingRefused()
}

func TestMessagesOfAChannel(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	channel := b.server.World().Channel("general")
	var ids []string
	for _, text := range []string{"one", "two", "three"} {
		m, err := b.session.ChannelMessageSend(channel, "  "+text+"\n")
		if err != nil || m.Content != text || m.Author.ID != b.server.ApplicationID() {
			t.Fatalf("sent %+v, %v", m, err)
		}
		ids = append(ids, m.ID)
	}
	if m, err := b.session.ChannelMessageEdit(channel, ids[1], "2"); err != nil || m.Content != "2" || m.EditedTimestamp == nil {
		t.Errorf("edited %+v, %v", m, err)
	}
	read := func(limit int, before, after string) string {
		list, err := b.session.ChannelMessages(channel, limit, before, after, "")
		if err != nil {
			t.Error(err)
		}
		var texts []string
		for _, m := range list {
			texts = append(texts, m.Content)
		}
		return strings.Join(texts, " ")
	}
	for got, want := range map[string]string{
		read(50, "", ""): "three 2 one", read(2, "", ""): "three 2", read(50, ids[2], ""): "2 one",
		read(1, "", ids[0]): "2", read(50, "", ids[2]): "",
	} {
		if got != want {
			t.Errorf("read %q, want %q", got, want)
		}
	}
	if err := b.session.ChannelMessageDelete(channel, ids[0]); err != nil {
		t.Error(err)
	}
	if read(50, "", "") != "three 2" {
		t.Error("a deleted message is still there")
	}
	if m, err := b.session.ChannelMessage(channel, ids[2]); err != nil || m.Content != "three" {
		t.Errorf("one message: %+v, %v", m, err)
	}
	if err := b.session.ChannelTyping(channel); err != nil {
		t.Error(err)
	}
	b.nothingRefused()
}

func TestANonceIsSentOnce(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	w := b.server.World()
	send := func(channel, nonce string, enforce bool) string {
		o := b.must("POST", "/channels/"+w.Channel(channel)+"/messages", object{"content": "x", "nonce": nonce, "enforce_nonce": enforce})
		if o["nonce"] != nonce {
			t.Errorf("the nonce came back as %v", o["nonce"])
		}
		return o["id"].(string)
	}
	first := send("general", "slot", true)
	if again := send("general", "slot", true); again != first {
		t.Error("a message was sent twice")
	}
	for name, id := range map[string]string{
		"another nonce": send("general", "other", true), "another channel": send("digests", "slot", true), "not enforced": send("general", "slot", false),
	} {
		if id == first {
			t.Errorf("%s was taken for the same message", name)
		}
	}
}

func TestFilesAreKept(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	channel := b.server.World().Channel("general")
	m, err := b.session.ChannelFileSend(channel, "rain.txt", strings.NewReader("drip"))
	if err != nil || len(m.Attachments) != 1 || m.Attachments[0].Size != 4 {
		t.Fatalf("sent %+v, %v", m, err)
	}
	res, err := b.server.Client().Get(m.Attachments[0].URL)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if data, err := io.ReadAll(res.Body); err != nil || string(data) != "drip" || res.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("read %q, %v, %v", data, err, res.Header)
	}
	if res, err := b.server.Client().Get("https://cdn.discordapp.com/attachments/1/2/rain.txt"); err != nil || res.StatusCode != http.StatusNotFound {
		t.Errorf("a file that is not there: %v, %v", res, err)
	}
	if _, err := b.server.Client().Get("https://example.org/"); err == nil {
		t.Error("the playground's client went out into the world")
	}
	b.nothingRefused()
}

func TestCommandsAreKept(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	app, guild := b.server.ApplicationID(), b.server.World().Guilds[0].ID
	before, err := b.session.ApplicationCommands(app, "")
	if err != nil || len(before) != len(definitions()) {
		t.Fatalf("%d commands, %v", len(before), err)
	}
	b.must("PUT", "/applications/"+app+"/commands", definitions())
	after, err := b.session.ApplicationCommands(app, "")
	if err != nil || after[0].ID != before[0].ID {
		t.Errorf("a command that was registered again has another id: %v", err)
	}
	c, err := b.session.ApplicationCommandCreate(app, guild, &discordgo.ApplicationCommand{Name: "here", Description: "Only here"})
	if err != nil || c.GuildID != guild {
		t.Fatalf("created %+v, %v", c, err)
	}
	c.Description = "Here alone"
	if c, err = b.session.ApplicationCommandEdit(app, guild, c.ID, c); err != nil || c.Description != "Here alone" {
		t.Errorf("edited %+v, %v", c, err)
	}
	if got, err := b.session.ApplicationCommand(app, guild, c.ID); err != nil || got.Name != "here" {
		t.Errorf("got %+v, %v", got, err)
	}
	ctx := within(t)
	_, sam, general := b.people()
	i, err := sam.Slash(ctx, general, "/here", nil)
	want(t, i, err, `"guild_id":"`+guild+`"`)
	if _, err := sam.Slash(ctx, b.server.World().Channel("lounge"), "here", nil); err == nil {
		t.Error("a command of one guild was used in another")
	}
	if err := b.session.ApplicationCommandDelete(app, guild, c.ID); err != nil {
		t.Error(err)
	}
	b.nothingRefused()
	if status, n := code(t, b.session.ApplicationCommandDelete(app, guild, c.ID)); status != 404 || n != 10063 {
		t.Errorf("deleted twice: %d %d", status, n)
	}
}

// raw makes a request that no library would make.
func raw(t *testing.T, b *robot, method, path, token, kind, body string) (int, int) {
	t.Helper()
	r, err := http.NewRequest(method, "https://discord.com/api/v10"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", token)
	}
	r.Header.Set("Content-Type", kind)
	res, err := b.server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var no struct{ Code int }
	if err := json.NewDecoder(res.Body).Decode(&no); err != nil {
		t.Errorf("%s %s: no JSON: %v", method, path, err)
	}
	if res.Header.Get("X-RateLimit-Remaining") == "" {
		t.Errorf("%s %s: no rate-limit headers", method, path)
	}
	return res.StatusCode, no.Code
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	_, sam, general := b.people()
	app := b.server.ApplicationID()
	dm := b.server.World().Person("Sam").DM
	theirs, err := sam.Say(ctx, general, "mine")
	if err != nil {
		t.Fatal(err)
	}
	i, err := sam.Slash(ctx, general, "card", nil)
	hidden, err2 := sam.Slash(ctx, general, "raw", map[string]any{"text": "x"})
	if err = errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	const json = "application/json"
	ours := "Bot " + b.server.Token()
	boundary := "multipart/form-data; boundary=x"
	messages := "/channels/" + general + "/messages"
	cases := []struct {
		name, method, path, token, kind, body string
		status, code                          int
	}{
		{"no token", "GET", "/users/@me", "", json, "", 401, 0},
		{"a wrong token", "GET", "/users/@me", "Bot nonsense", json, "", 401, 0},
		{"a token without Bot", "GET", "/users/@me", b.server.Token(), json, "", 401, 0},
		{"an unknown route", "GET", "/nothing", ours, json, "", 404, 0},
		{"an unknown method", "PUT", "/users/@me", ours, json, "{}", 404, 0},
		{"no JSON", "POST", messages, ours, json, "{", 400, 50109},
		{"no object", "POST", messages, ours, json, "[]", 400, 50035},
		{"a broken form", "POST", messages, ours, boundary, "no form at all", 400, 50109},
		{"an unknown channel", "POST", "/channels/1/messages", ours, json, `{"content":"x"}`, 404, 10003},
		{"an unknown message", "PATCH", messages + "/1", ours, json, `{"content":"x"}`, 404, 10008},
		{"a message of another channel", "GET", "/channels/" + dm + "/messages/" + theirs.ID, ours, json, "", 404, 10008},
		{"an ephemeral message", "GET", messages + "/" + hidden.Message.ID, ours, json, "", 404, 10008},
		{"somebody else's message", "PATCH", messages + "/" + theirs.ID, ours, json, `{"content":"x"}`, 403, 50005},
		{"deleting somebody else's", "DELETE", messages + "/" + theirs.ID, ours, json, "", 403, 50013},
		{"crossposting in a text channel", "POST", messages + "/" + theirs.ID + "/crosspost", ours, json, "", 400, 50024},
		{"too long a list", "GET", messages + "?limit=101", ours, json, "", 400, 50035},
		{"an unknown reference", "POST", messages, ours, json, `{"content":"x","message_reference":{"message_id":"1"}}`, 400, 50035},
		{"an unknown person", "POST", "/users/@me/channels", ours, json, `{"recipient_id":"1"}`, 404, 10013},
		{"nobody", "POST", "/users/@me/channels", ours, json, `{}`, 400, 50035},
		{"an unknown guild", "GET", "/guilds/1", ours, json, "", 404, 10004},
		{"its channels", "GET", "/guilds/1/channels", ours, json, "", 404, 10004},
		{"an unknown application", "GET", "/applications/1/commands", ours, json, "", 404, 10002},
		{"commands of a foreign guild", "GET", "/applications/" + app + "/guilds/1/commands", ours, json, "", 403, 50001},
		{"commands that are no list", "PUT", "/applications/" + app + "/commands", ours, json, `{}`, 400, 50035},
		{"commands that are no objects", "PUT", "/applications/" + app + "/commands", ours, json, `[1]`, 400, 50035},
		{"an unknown interaction", "POST", "/interactions/1/x/callback", "", json, `{"type":5}`, 404, 10062},
		{"an interaction with a wrong token", "POST", "/interactions/" + i.ID + "/x/callback", "", json, `{"type":5}`, 404, 10062},
		{"a wrong webhook token", "POST", "/webhooks/" + app + "/x", "", json, `{"content":"x"}`, 401, 50027},
		{"a foreign webhook", "POST", "/webhooks/1/x", "", json, `{"content":"x"}`, 404, 10015},
	}
	for _, c := range cases {
		if status, n := raw(t, b, c.method, c.path, c.token, c.kind, c.body); status != c.status || n != c.code {
			t.Errorf("%s: %d, code %d; want %d, %d", c.name, status, n, c.status, c.code)
		}
	}
	if n := len(b.server.Refusals()); n != len(cases) {
		t.Errorf("%d refusals are listed, of %d", n, len(cases))
	}
	if last := b.server.Refusals()[0]; !strings.Contains(last, "GET /users/@me: 401") {
		t.Errorf("a refusal says %q", last)
	}
}

func TestDeniedPermissions(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	_, sam, general := b.people()
	post := func() error {
		_, err := b.call("POST", "/channels/"+general+"/messages", object{"content": "x"})
		return err
	}
	for _, c := range []struct {
		deny   int64
		status int
		code   int
	}{{playground.PermissionSend, 403, 50013}, {playground.PermissionView, 403, 50001}, {0, 200, 0}} {
		b.server.Deny(general, c.deny)
		if status, n := code(t, post()); status != c.status || n != c.code {
			t.Errorf("denied %d: %d %d", c.deny, status, n)
		}
		if e := b.next("CHANNEL_UPDATE"); !strings.Contains(string(e.RawData), general) {
			t.Errorf("the bot was told %s", e.RawData)
		}
	}
	b.server.Deny(general, playground.PermissionReadHistory)
	if list, err := b.session.ChannelMessages(general, 10, "", "", ""); err != nil || len(list) != 0 {
		t.Errorf("read %d messages of a past that is hidden, %v", len(list), err)
	}
	b.server.Deny(general, playground.PermissionSend)
	i, err := sam.Slash(ctx, general, "find", map[string]any{"title": "x"})
	want(t, i, err, "### Found") // an answer needs no permission
	e := b.next("INTERACTION_CREATE")
	var seen struct {
		AppPermissions int64 `json:"app_permissions,string"`
		Member         struct {
			Permissions int64 `json:",string"`
		}
	}
	if err := json.Unmarshal(e.RawData, &seen); err != nil || seen.AppPermissions&playground.PermissionSend != 0 ||
		seen.Member.Permissions&playground.PermissionSend == 0 || seen.Member.Permissions&playground.PermissionManageGuild != 0 {
		t.Errorf("permissions %+v, %v", seen, err)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	general := b.server.World().Channel("general")
	post := func() (*http.Response, error) {
		r, err := http.NewRequest("POST", "https://discord.com/api/v10/channels/"+general+"/messages", strings.NewReader(`{"content":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bot "+b.server.Token())
		return b.server.Client().Do(r)
	}
	b.server.Fault(func(r *http.Request) (int, string, http.Header, bool) {
		return 429, `{"retry_after":1.5}`, http.Header{"Retry-After": {"2"}}, r.Method == "POST"
	})
	res, err := post()
	if err != nil || res.StatusCode != 429 || res.Header.Get("Retry-After") != "2" {
		t.Errorf("a fault: %v, %v", res, err)
	}
	if u, err := b.session.User("@me"); err != nil || u.Username != "Lede" {
		t.Errorf("a request that the fault left alone: %v", err)
	}
	b.server.Fault(func(*http.Request) (int, string, http.Header, bool) { return 0, "", nil, true })
	if _, err := post(); err == nil {
		t.Error("the connection did not break")
	}
	b.server.Fault(nil)
	if res, err = post(); err != nil || res.StatusCode != 200 {
		t.Errorf("after the fault: %v, %v", res, err)
	}
	b.nothingRefused()
}

func TestTheClockMovesOn(t *testing.T) {
	t.Parallel()
	at := time.Date(2031, 1, 1, 12, 0, 0, 0, time.UTC)
	clock := playground.NewClock(at)
	var told []time.Time
	clock.OnMove(func(to time.Time) { told = append(told, to) })
	b := start(t, playground.Options{Clock: clock})
	general := b.server.World().Channel("general")
	clock.Move(at.Add(-time.Hour)) // never back
	clock.Move(at.Add(48 * time.Hour))
	if len(told) != 1 || !told[0].Equal(at.Add(48*time.Hour)) || clock.Now().Before(told[0]) {
		t.Errorf("told %v, now %v", told, clock.Now())
	}
	m, err := b.session.ChannelMessageSend(general, "later")
	if err != nil {
		t.Fatal(err)
	}
	made, err := discordgo.SnowflakeTimestamp(m.ID)
	if err != nil || made.Sub(told[0]) > time.Minute || made.Before(told[0].Add(-time.Second)) || !m.Timestamp.Truncate(time.Second).Equal(made.Truncate(time.Second)) {
		t.Errorf("sent at %v, by its id at %v, %v", m.Timestamp, made, err)
	}
}

// FuzzRequests sends whatever bytes as the body of routes that read one. Nothing may break, and whatever is
// refused is refused in Discord's way.
func FuzzRequests(f *testing.F) {
	server := playground.New(playground.Options{})
	if err := server.Start("127.0.0.1:0"); err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = server.Close() })
	client := server.Client()
	general := server.World().Channel("general")
	for _, seed := range []any{card("x"), object{"content": "x"}, definitions(), libraryCard(), object{"embeds": []object{{"title": "x", "fields": []object{{"name": "n", "value": "v"}}}}}} {
		raw, err := json.Marshal(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw, false)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	_ = w.WriteField("payload_json", `{"content":"x"}`)
	_ = w.Close()
	f.Add(form.Bytes(), true)
	f.Add([]byte(`{"components":[{"type":17,"components":[{"type":1e300}]}],"flags":32768,"nonce":[],"allowed_mentions":{"parse":[1]}}`), false)
	f.Fuzz(func(t *testing.T, body []byte, isForm bool) {
		for path, method := range map[string]string{
			"/channels/" + general + "/messages": "POST", "/applications/" + server.ApplicationID() + "/commands": "PUT",
			"/interactions/1/x/callback": "POST", "/users/@me/channels": "POST",
		} {
			r, err := http.NewRequest(method, "https://discord.com/api/v10"+path, bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Authorization", "Bot "+server.Token())
			r.Header.Set("Content-Type", "application/json")
			if isForm {
				r.Header.Set("Content-Type", "multipart/form-data; boundary="+w.Boundary())
			}
			res, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			var answer any
			err = json.NewDecoder(res.Body).Decode(&answer)
			_ = res.Body.Close()
			if err != nil || res.StatusCode >= 500 {
				t.Errorf("%s %s: %d, %v", method, path, res.StatusCode, err)
			}
		}
	})
}
