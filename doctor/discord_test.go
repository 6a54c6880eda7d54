package doctor

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestDoctorTellsAWrongTokenFromADiscordInTrouble(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	for value, words := range map[string]string{
		strings.Replace(canary, "M", "N", 1): "does not accept it",
		"198622483471925248":                 "application ID",
		strings.Repeat("0a", 32):             "public key",
		strings.Repeat("x_", 16):             "client secret",
		"https://discord.com/oauth2/x":       "an address",
		`"` + strings.Repeat("y", 60) + `"`:  "quotation marks",
		"LEDE_DISCORD_TOKEN=xyz":             "whole line of settings",
		"two words":                          "characters that no token has",
	} {
		c.env["LEDE_DISCORD_TOKEN"] = value
		failures, found := c.examine()
		c.expect(found, "token", Fail, words, "Developer Portal")
		c.expect(found, "discord", OK)
		c.expect(found, "commands", Skip)
		if strings.Contains(fmt.Sprint(found), value) || failures != 1 || len(found) != 17 {
			t.Errorf("%s: %d failures, %v", words, failures, found)
		}
	}
	delete(c.env, "LEDE_DISCORD_TOKEN")
	_, found := c.examine()
	c.expect(found, "token", Fail, "there is none", "LEDE_DISCORD_TOKEN_FILE")

	c.env["LEDE_DISCORD_TOKEN"] = canary
	for code, words := range map[int]string{429: "asks to wait", 503: "an error of its own", 500: "status 500"} {
		for _, path := range []string{"/gateway", "/users/@me"} {
			c.Fault(func(r *http.Request) (int, string, http.Header, bool) {
				return code, `{"message":"no","retry_after":7.2}`, http.Header{"Content-Type": {"application/json"}}, strings.HasSuffix(r.URL.Path, path)
			})
			check := map[string]string{"/gateway": "discord", "/users/@me": "token"}[path]
			failures, found := c.examine()
			c.expect(found, check, Warn, words)
			c.expect(found, "commands", Skip)
			if failures > 0 {
				t.Errorf("%d at %s: a failure, which is not the operator's to mend: %v", code, path, found)
			}
		}
	}
}

func TestDoctorTellsWhatAnswersInDiscordsPlace(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	for words, h := range map[string]http.HandlerFunc{
		"not Discord (its answer cannot be read)": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>Sign in to the Wi-Fi") },
		"not Discord (status 403)":                func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403); fmt.Fprint(w, "<html>error 1015") },
		"not Discord (status 302)":                func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) },
		"not Discord (status 200)":                func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{}`) },
		"404: Not Found": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(404)
			fmt.Fprint(w, `{"message":"404: Not Found","code":0}`)
		},
	} {
		server := httptest.NewServer(h)
		c.env["LEDE_DISCORD_API"] = server.URL
		_, found := c.examine()
		c.expect(found, "discord", Fail, words, "LEDE_DISCORD_API")
		c.expect(found, "token", Skip)
		server.Close()
	}
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	c.env["LEDE_DISCORD_API"] = secure.URL
	_, untrusted := c.examine()
	c.expect(untrusted, "discord", Fail, "certificate is not trusted", "ca-certificates")
	c.env["LEDE_DISCORD_API"] = "http://127.0.0.1:1"
	began := time.Now()
	_, found := c.examine()
	c.expect(found, "discord", Fail, "cannot be reached", "LEDE_DISCORD_API")
	c.env["LEDE_DISCORD_API"] = "http://nowhere.invalid"
	_, found = c.examine()
	c.expect(found, "discord", Fail, "nowhere.invalid is not found", "DNS")
	c.env["LEDE_DISCORD_TOKEN"] = strings.Repeat("0a", 32)
	_, found = c.examine()
	c.expect(found, "token", Fail, "public key")
	if took := time.Since(began); took > 25*time.Second {
		t.Errorf("without a network it took %s", took)
	}
}

// shifted is a proxy in front of the playground that shifts its clock or changes its answers.
func (c *clinic) shifted(by time.Duration, change func(path, body string) string) {
	c.t.Helper()
	target, err := url.Parse(c.URL())
	if err != nil {
		c.t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ModifyResponse = func(r *http.Response) error {
		r.Header.Set("Date", time.Now().Add(by).UTC().Format(http.TimeFormat))
		if change == nil || r.StatusCode == http.StatusSwitchingProtocols {
			return nil
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(r.Body); err != nil {
			return err
		}
		changed := change(r.Request.URL.Path, body.String())
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(changed)), int64(len(changed))
		r.Header.Set("Content-Length", fmt.Sprint(len(changed)))
		return nil
	}
	server := httptest.NewServer(proxy)
	c.t.Cleanup(server.Close)
	c.env["LEDE_DISCORD_API"] = server.URL + "/api"
}

func TestDoctorComparesTheClockWithDiscords(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	for _, s := range []struct {
		by    time.Duration
		want  Status
		words string
	}{{0, OK, "agrees with Discord's"}, {10 * time.Second, Warn, "behind Discord's"}, {-10 * time.Second, Warn, "ahead of Discord's"}, {time.Hour, Fail, "behind"}, {-45 * time.Second, Fail, "ahead of"}} {
		c.shifted(s.by, nil)
		_, found := c.examine()
		c.expect(found, "clock", s.want, s.words)
	}
}

func TestDoctorComparesTheCommandsWithDiscords(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	_, found := c.examine()
	c.expect(found, "commands", Warn, "missing: /summary, /developments", ", “Brief this”, ", "lede run")
	c.serve()
	c.shifted(0, func(path, body string) string {
		if strings.HasSuffix(path, "/commands") {
			body = strings.Replace(body, `"name":"headlines"`, `"name":"bygone"`, 1)
			body = strings.Replace(body, `Who is in the story`, `Who was in the story`, 1)
		}
		return body
	})
	_, found = c.examine()
	c.expect(found, "commands", Warn, "missing: /headlines", "outdated: /who", "not Lede's: /bygone")
}

func TestDoctorReadsTheApplicationAndTheServers(t *testing.T) {
	t.Parallel()
	for _, s := range []struct {
		path, old, new string
		check          string
		want           Status
		words          string
	}{
		{"/applications/@me", `"bot_public":true`, `"bot_public":false`, "application", OK, "only you"},
		{"/applications/@me", `"bot_require_code_grant":false`, `"bot_require_code_grant":true`, "application", Fail, "Code Grant"},
		{"/applications/@me", `"flags":0`, `"flags":0,"interactions_endpoint_url":"https://x.example"`, "application", Fail, "Interactions Endpoint URL"},
		{"/applications/@me", `"integration_types_config":{"0":{}}`, `"integration_types_config":{"1":{}}`, "application", Fail, "Guild Install"},
		{"/applications/@me", `"integration_types_config":{"0":{}}`, `"install_params":{"scopes":["applications.commands"],"permissions":"0"}`, "application", Warn, "but not the bot"},
		{"/applications/@me", `{"0":{}}`, `{"0":{"oauth2_install_params":{"scopes":["bot"],"permissions":"2048"}}}`, "application", Warn, "without View Channels and Send Messages in Threads"},
		{"/applications/@me", `{"0":{}}`, `{"0":{"oauth2_install_params":{"scopes":["bot"],"permissions":"8"}}}`, "application", Warn, "every permission"},
		{"/applications/@me", `"flags":0`, `"flags":524288`, "intents", Warn, "Message Content"},
		{"/applications/@me", `"name":"Lede"`, `"name":"L\u001b[31m\u202ee"`, "application", OK, "L [31m e"},
		{"/gateway/bot", `"remaining":999`, `"remaining":0`, "gateway", Fail, "24 hours"},
		{"/gateway/bot", `"remaining":999`, `"remaining":20`, "gateway", Warn, "20 of 1000"},
		{"/gateway/bot", `"shards":1`, `"shards":3`, "gateway", OK, "3 shards"},
		{"/gateway/bot", `"shards":1`, `"shards":1000000000`, "gateway", Fail, "LEDE_SHARDS"},
		{"/gateway/bot", `/gateway"`, `/nothing"`, "gateway", Fail, "not Discord"},
		{"/users/@me/guilds", `"permissions":"`, `"permissions":"1024","was":"`, "servers", Warn, "without Send Messages and Send Messages in Threads"},
		{"/users/@me/guilds", `"permissions":"`, `"permissions":"8","was":"`, "servers", Warn, "Administrator"},
		{"/users/@me/guilds", `"permissions":"`, `"permissions":"274877926400","was":"`, "servers", Warn, "Read Message History"},
		{"/users/@me/guilds", `[`, `[],"was":[`, "servers", Fail, "not Discord"},
	} {
		c := openClinic(t)
		changed := false
		c.shifted(0, func(path, body string) string {
			if strings.HasSuffix(path, s.path) {
				changed = strings.Contains(body, s.old)
				body = strings.ReplaceAll(body, s.old, s.new)
			}
			return body
		})
		_, found := c.examine()
		c.expect(found, s.check, s.want, s.words)
		if !changed {
			t.Errorf("%s does not hold %s", s.path, s.old)
		}
	}
	c := openClinic(t)
	c.shifted(0, func(path, body string) string {
		if strings.HasSuffix(path, "/guilds") {
			return "[]"
		}
		return body
	})
	_, found := c.examine()
	c.expect(found, "servers", Warn, "none yet", "invite link")
}

func TestDoctorComparesWhereDiscordSendsInteractionsWithWhereTheyAreTaken(t *testing.T) {
	t.Parallel()
	ours, other := strings.Repeat("0a", 32), strings.Repeat("0b", 32)
	for _, s := range []struct {
		verify, url string
		want        Status
		words       string
	}{
		{other, "https://x.example", Fail, "LEDE_DISCORD_PUBLIC_KEY"},
		{ours, "", Warn, "over the gateway"},
		{strings.ToUpper(ours), "https://x.example", OK, "invite link"},
	} {
		c := openClinic(t)
		c.env["LEDE_INTERACTIONS_ADDR"], c.env["LEDE_DISCORD_PUBLIC_KEY"] = "127.0.0.1:8080", ours
		c.shifted(0, func(path, body string) string {
			if strings.HasSuffix(path, "/applications/@me") {
				body = strings.Replace(body, `"verify_key":""`, `"verify_key":"`+s.verify+`"`, 1)
				body = strings.Replace(body, `"interactions_endpoint_url":null`, `"interactions_endpoint_url":"`+s.url+`"`, 1)
			}
			return body
		})
		_, found := c.examine()
		c.expect(found, "application", s.want, s.words)
	}
}

func TestDoctorWarnsOfTooFewShards(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	c.env["LEDE_SHARDS"] = "2"
	c.shifted(0, func(path, body string) string { return strings.Replace(body, `"shards":1`, `"shards":3`, 1) })
	_, found := c.examine()
	c.expect(found, "gateway", Warn, "asks for 2")
}

// TestDoctorWaitsAsLongAsDiscordAsksIfThatIsShort, and asks each question no more than twice.
func TestDoctorWaitsAsLongAsDiscordAsksIfThatIsShort(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	c.env["LEDE_DISCORD_TOKEN"] = canary
	for wait, want := range map[string]struct {
		status Status
		asked  int
	}{"0.1": {OK, 2}, "60": {Warn, 1}} {
		asked := 0
		c.Fault(func(r *http.Request) (int, string, http.Header, bool) {
			if !strings.HasSuffix(r.URL.Path, "/users/@me") {
				return 0, "", nil, false
			}
			asked++
			return 429, `{"message":"You are being rate limited.","retry_after":` + wait + `}`, nil, asked == 1
		})
		_, found := c.examine()
		c.expect(found, "token", want.status)
		if asked != want.asked {
			t.Errorf("asked to wait for %s s: asked %d times", wait, asked)
		}
	}
}
