package contract_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"lede/playground"
	"lede/proof/contract"
)

// TestThePlaygroundAnswersAsDiscordDoes makes every request that a bot can make, well and badly.
func TestThePlaygroundAnswersAsDiscordDoes(t *testing.T) {
	s := playground.New(playground.Options{Tap: contract.WatchServer(t)})
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	w := s.World()
	guild, hall, robin := w.Guilds[0].ID, w.Channel("general"), w.Person("Robin")
	ask := func(status int, method, path, body string) object {
		t.Helper()
		r, err := http.NewRequest(method, s.URL()+"/api/v10"+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bot "+s.Token())
		if body != "" {
			r.Header.Set("Content-Type", "application/json")
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		raw, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != status {
			t.Errorf("%s %s: %d, not %d: %.300s, %v", method, path, res.StatusCode, status, raw, err)
		}
		var o object
		_ = json.Unmarshal(raw, &o) // a list is nobody's object
		return o
	}
	for _, path := range []string{
		"/gateway", "/gateway/bot", "/users/@me", "/users/@me/guilds", "/applications/@me", "/oauth2/applications/@me",
		"/guilds/" + guild, "/guilds/" + guild + "/channels", "/channels/" + hall, "/channels/" + robin.DM, "/channels/" + hall + "/messages?limit=5",
	} {
		ask(200, "GET", path, "")
	}
	ask(204, "POST", "/channels/"+hall+"/typing", "")
	ask(200, "POST", "/users/@me/channels", `{"recipient_id":"`+robin.ID+`"}`)

	commands := "/applications/" + s.ApplicationID() + "/commands"
	ask(200, "PUT", commands, `[{"name":"a","description":"x","default_member_permissions":"32","contexts":[0],"options":[{"type":3,"name":"b","description":"x"}]}]`)
	made := ask(200, "POST", "/applications/"+s.ApplicationID()+"/guilds/"+guild+"/commands", `{"name":"c","description":"x"}`)
	at := "/applications/" + s.ApplicationID() + "/guilds/" + guild + "/commands/" + made["id"].(string)
	ask(200, "GET", commands+"?with_localizations=true", "")
	ask(200, "GET", at, "")
	ask(200, "PATCH", at, `{"description":"y"}`)
	ask(204, "DELETE", at, "")
	ask(404, "DELETE", at, "")
	ask(400, "PUT", commands, `[{"name":"Bad name","description":""}]`)

	messages := "/channels/" + hall + "/messages"
	id := ask(200, "POST", messages, `{"content":"x","embeds":[{"title":"y","fields":[{"name":"a","value":"b"}],"footer":{"text":"z"},"timestamp":"2026-03-02T06:00:00Z"}],
		"components":[{"type":1,"components":[{"type":3,"custom_id":"s","options":[{"label":"a","value":"a"}]}]}]}`)["id"].(string)
	ask(200, "POST", messages, `{"flags":32768,"components":[{"type":17,"components":[{"type":10,"content":"x"},{"type":14},{"type":9,"components":[{"type":10,"content":"y"}],
		"accessory":{"type":2,"style":5,"label":"Open","url":"https://example.org/a"}},
		{"type":1,"components":[{"type":5,"custom_id":"u"}]},{"type":1,"components":[{"type":6,"custom_id":"r"}]},{"type":1,"components":[{"type":7,"custom_id":"m"}]},
		{"type":1,"components":[{"type":8,"custom_id":"c"}]}]}]}`)
	ask(200, "POST", messages, `{"content":"r","message_reference":{"message_id":"`+id+`"}}`)
	ask(200, "GET", messages+"/"+id, "")
	ask(200, "PATCH", messages+"/"+id, `{"content":"y"}`)
	ask(400, "POST", messages+"/"+id+"/crosspost", "")
	ask(400, "POST", messages, `{"content":"`+strings.Repeat("x", 2001)+`","embeds":[{"title":"`+strings.Repeat("x", 257)+`"}]}`)
	ask(400, "POST", messages, `{`)
	ask(204, "DELETE", messages+"/"+id, "")
	ask(404, "GET", messages+"/"+id, "")
	ask(404, "GET", "/channels/1", "")
	ask(404, "POST", "/interactions/1/tok/callback", `{"type":5}`)
	s.Deny(hall, playground.PermissionSend)
	ask(403, "POST", messages, `{"content":"x"}`)
	s.Deny(hall, 0)
}
