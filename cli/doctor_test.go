package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/commands"
	"lede/config"
	"lede/desk"
	"lede/playground"
	"lede/press"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
)

// The shape of a real token, made of nothing.
const canary = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"

// clinic is a Discord to examine, with the settings that lead to it.
type clinic struct {
	*playground.Server
	t   *testing.T
	env map[string]string
}

func openClinic(t *testing.T) *clinic {
	t.Helper()
	server := playground.New(playground.Options{Token: canary, Log: slog.New(slog.DiscardHandler)})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return &clinic{server, t, map[string]string{
		"LEDE_DISCORD_TOKEN": canary, "LEDE_DISCORD_API": server.URL() + "/api",
		"LEDE_STORE": filepath.Join(t.TempDir(), "lede.db"), "LEDE_HEALTH_ADDR": "off",
	}}
}

// serve runs the bot once, as `lede run` would, so that its commands are registered.
func (c *clinic) serve() {
	c.t.Helper()
	b, err := bot.New(bot.Options{Token: canary, API: c.env["LEDE_DISCORD_API"], Commands: commands.All(desk.New(desk.Options{Store: store.NewMemory(nil)}))})
	if err != nil {
		c.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(c.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	<-b.Ready()
	stop()
	if err := <-ended; err != nil {
		c.t.Fatal(err)
	}
}

// examine runs `lede doctor` by way of the command line and returns what it found, by check. No secret may be in it.
func (c *clinic) examine(args ...string) (status int, found map[string]finding, errs string) {
	c.t.Helper()
	var env []string
	for name, value := range c.env {
		env = append(env, name+"="+value)
	}
	var out, stderr bytes.Buffer
	status = Run(c.t.Context(), append([]string{"doctor", "--format", "json"}, args...), env, strings.NewReader(""), &out, &stderr)
	var list []finding
	if err := json.Unmarshal(out.Bytes(), &list); err != nil {
		c.t.Fatalf("%v in %q, %s", err, out.String(), stderr.String())
	}
	found = map[string]finding{}
	failures := 0
	for _, f := range list {
		if _, twice := found[f.Check]; !twice || f.Status == statusFail {
			found[f.Check] = f
		}
		if f.Status == statusFail {
			failures++
		}
		if (f.Status == statusFail || f.Status == statusWarn) != (f.Fix != "") || f.Found == "" {
			c.t.Errorf("a failure or warning has a fix, and nothing else has: %+v", f)
		}
	}
	if want := exitFine; failures > 0 {
		want = exitFailed
		if status != want {
			c.t.Errorf("status %d with %d failures", status, failures)
		}
	} else if status != want {
		c.t.Errorf("status %d without a failure: %s", status, stderr.String())
	}
	for _, secret := range []string{canary, "pa55-w0rd"} {
		if strings.Contains(out.String()+stderr.String(), secret) {
			c.t.Errorf("a secret was printed:\n%s%s", out.String(), stderr.String())
		}
	}
	return status, found, stderr.String()
}

// expect compares one check with a status and some words of what was found or is to be done.
func (c *clinic) expect(found map[string]finding, check string, want status, words ...string) {
	c.t.Helper()
	f, there := found[check]
	if !there || f.Status != want {
		c.t.Errorf("%s is %q, want %q: %+v", check, f.Status, want, f)
	}
	for _, w := range words {
		if !strings.Contains(f.Found+" "+f.Fix, w) {
			c.t.Errorf("%s lacks %q: %+v", check, w, f)
		}
	}
}

func TestDoctorFindsAHealthyBotHealthy(t *testing.T) {
	c := openClinic(t)
	c.serve()
	status, found, _ := c.examine("sample/peace-calls.txt")
	for _, check := range []string{"settings", "secrets", "articles", "store", "health", "zones", "discord", "clock", "token", "application", "intents", "gateway", "commands", "servers", "invite"} {
		c.expect(found, check, statusOK)
	}
	if status != exitFine || len(found) != 16 {
		t.Errorf("status %d, %d checks", status, len(found))
	}
	c.expect(found, "gateway", statusOK, "999 of 1000")
	c.expect(found, "articles", statusOK, "1 article")
	c.expect(found, "invite", statusOK, "client_id="+c.ApplicationID(), "scope=bot+applications.commands", "permissions=274877991936")
	if r := c.Refusals(); len(r) > 0 {
		t.Errorf("Discord refused: %q", r)
	}
	if _, err := os.Stat(c.env["LEDE_STORE"]); err == nil {
		t.Error("the doctor made a store")
	}
}

func TestDoctorReportsEveryMistakeInTheSettings(t *testing.T) {
	c := openClinic(t)
	c.env["LEDE_LOG_LEVEL"], c.env["LEDE_REDIS_URL"], c.env["LEDE_DISCORD_API"] = "loud", "http://:pa55-w0rd@x", "ftp://x"
	c.env["LEDE_HEALTH_ADDR"], c.env["LEDE_TOKEN"] = "here", "x"
	_, found, errs := c.examine()
	c.expect(found, "settings", statusFail)
	for _, check := range []string{"store", "health", "discord", "token", "invite"} {
		c.expect(found, check, statusSkip)
	}
	if !strings.HasPrefix(errs, "lede: 5 of ") {
		t.Errorf("not five mistakes: %s", errs)
	}
	c.env = map[string]string{"LEDE_CONFIG": "/nowhere.env"}
	_, found, _ = c.examine()
	c.expect(found, "settings", statusFail, "/nowhere.env")
	c.expect(found, "store", statusSkip)
	c.expect(found, "discord", statusSkip)
}

func TestDoctorSeesThatOthersMayReadTheToken(t *testing.T) {
	c := openClinic(t)
	path := filepath.Join(t.TempDir(), "token.txt")
	if err := os.WriteFile(path, []byte(canary), 0o644); err != nil {
		t.Fatal(err)
	}
	delete(c.env, "LEDE_DISCORD_TOKEN")
	c.env["LEDE_DISCORD_TOKEN_FILE"] = path
	_, found, _ := c.examine()
	c.expect(found, "secrets", statusWarn, "chmod 600 "+path)
	c.expect(found, "token", statusOK)
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, found, _ = c.examine()
	c.expect(found, "secrets", statusOK)
}

func TestDoctorReadsTheArticles(t *testing.T) {
	c := openClinic(t)
	dir := t.TempDir()
	c.env["LEDE_ARTICLES"] = filepath.Join(dir, "missing.txt")
	_, found, errs := c.examine("sample/peace-calls.txt", "sample/peace-calls.txt", dir)
	c.expect(found, "articles", statusFail)
	if !strings.HasPrefix(errs, "lede: 3 of ") {
		t.Errorf("a missing file, a folder and two of one id are not three failures: %s", errs)
	}
}

func TestDoctorLooksAtTheFileOfTheStore(t *testing.T) {
	c := openClinic(t)
	_, found, _ := c.examine()
	c.expect(found, "store", statusOK, "will be made", "left")
	kv, err := boltkv.Open(c.env["LEDE_STORE"], nil)
	if err != nil {
		t.Fatal(err)
	}
	status, found, _ := c.examine()
	c.expect(found, "store", statusOK, "in use by another process")
	if status != exitFine {
		t.Errorf("a running Lede is a failure: %d", status)
	}
	kv.Close()
	_, found, _ = c.examine()
	c.expect(found, "store", statusOK, "opens")
	if err := os.WriteFile(c.env["LEDE_STORE"], bytes.Repeat([]byte("news "), 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	_, found, _ = c.examine()
	c.expect(found, "store", statusFail, "not a store of Lede's", "Give another path")
	c.env["LEDE_STORE"] = "/proc/lede/lede.db"
	_, found, _ = c.examine()
	c.expect(found, "store", statusFail, "LEDE_STORE")
}

func TestDoctorKnowsWhoAnswersTheHealthCheck(t *testing.T) {
	c := openClinic(t)
	well := true
	stop, err := serveHealth("127.0.0.1:18788", nil, func(context.Context) error {
		if well {
			return nil
		}
		return fmt.Errorf("the bot is not connected to Discord")
	})
	if err != nil {
		t.Fatal(err)
	}
	c.env["LEDE_HEALTH_ADDR"] = "127.0.0.1:18788"
	_, found, _ := c.examine()
	c.expect(found, "health", statusOK, "says that it is well")
	well = false
	_, found, _ = c.examine()
	c.expect(found, "health", statusWarn, "not connected")
	stop()
	_, found, _ = c.examine()
	c.expect(found, "health", statusOK, "is free")
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	c.env["LEDE_HEALTH_ADDR"] = strings.TrimPrefix(other.URL, "http://")
	_, found, _ = c.examine()
	c.expect(found, "health", statusFail, "another program")
	c.env["LEDE_HEALTH_ADDR"] = "192.0.2.1:80"
	_, found, _ = c.examine()
	c.expect(found, "health", statusFail, "nothing can be served")
}

func TestDoctorKnowsOldAndWrongTimeZones(t *testing.T) {
	stale := func(zone, as string) func(string) (*time.Location, error) {
		return func(name string) (*time.Location, error) {
			if name == zone {
				name = as
			}
			return time.LoadLocation(name)
		}
	}
	for _, s := range []struct {
		zone, as string
		want     status
	}{{"", "", statusOK}, {"America/Mexico_City", "America/Chicago", statusWarn}, {"Europe/Berlin", "Etc/GMT-1", statusFail}, {"Asia/Tokyo", "No/Where", statusFail}} {
		if list := zones(stale(s.zone, s.as)); len(list) != 1 || list[0].Status != s.want {
			t.Errorf("%s as %s: %+v", s.zone, s.as, list)
		}
	}
}

func TestDoctorTriesThePageThatItIsGiven(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }))
	defer site.Close()
	d := doctor{page: site.URL}
	if list := d.web(t.Context()); list[0].Status != statusWarn || !strings.Contains(list[0].Found, "private or local network") {
		t.Errorf("a private page: %+v", list)
	}
	c := openClinic(t)
	c.env["LEDE_FETCH_ALLOW"] = "127.0.0.0/8"
	d.c.FetchAllow = loadClinic(t, c).FetchAllow
	if list := d.web(t.Context()); list[0].Status != statusOK {
		t.Errorf("a page that is no article is a page: %+v", list)
	}
}

func TestDoctorIsAPleasureToRead(t *testing.T) {
	list := tidy([]finding{
		good("store", "opens"),
		failure("application", "Take it out, and then put it back in again where it was before.", "it %s", "is wrong"),
		{"a\x1b[2J", statusSkip, "not checked", ""},
	})
	var out bytes.Buffer
	if err := printFindings(&out, list, press.Terminal{}); err != nil {
		t.Fatal(err)
	}
	want := "ok    store        opens\n" +
		"fail  application  it is wrong\n" +
		"                   → Take it out, and then put it back in again where it was before.\n" +
		"skip  a [2J        not checked\n" +
		"\n1 ok, 1 failure, 1 not checked\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
	out.Reset()
	if err := printFindings(&out, list, press.Terminal{Width: 50, Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\x1b[1;31mfail\x1b[0m") || !strings.Contains(out.String(), "→ Take it out, and then put it\n                     back in again where it was\n                     before.\n") {
		t.Errorf("on a terminal:\n%s", out.String())
	}
	if status, _, errs := lede(t, "", "doctor", "--format", "xml"); status != exitUsage || !strings.Contains(errs, "text or json") {
		t.Errorf("%d %s", status, errs)
	}
}

func loadClinic(t *testing.T, c *clinic) config.Config {
	t.Helper()
	var env []string
	for name, value := range c.env {
		env = append(env, name+"="+value)
	}
	loaded, err := config.Load(env)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// TestDoctorDoesNotWaitForEver: neither for a Discord and a Redis that take everything and say nothing, nor for an
// article that does not end; and it ends at once when it is told to.
func TestDoctorDoesNotWaitForEver(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	env := []string{"LEDE_DISCORD_TOKEN=" + canary, "LEDE_DISCORD_API=http://" + l.Addr().String(), "LEDE_REDIS_URL=redis://" + l.Addr().String(), "LEDE_HEALTH_ADDR=off"}
	never, in := io.Pipe()
	defer in.Close()
	var out, errs bytes.Buffer
	began := time.Now()
	status := Run(t.Context(), []string{"doctor", "-"}, env, never, &out, &errs)
	if took := time.Since(began); status != exitFailed || took > 2*checkFor {
		t.Errorf("status %d after %s", status, took)
	}
	for _, words := range []string{"no answer within 5s", "articles     it was not done within 5s", "Check that Redis runs"} {
		has(t, out.String(), words)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	began = time.Now()
	out.Reset()
	status = Run(ctx, []string{"doctor"}, env, never, &out, &errs)
	if took := time.Since(began); status != exitFailed || took > 3*time.Second || out.Len() > 0 || !strings.Contains(errs.String(), "interrupted") {
		t.Errorf("interrupted: status %d after %s, %s", status, took, out.String())
	}
}

func TestTheOperatorsTableListsEveryCheck(t *testing.T) {
	page, err := os.ReadFile("../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	c := openClinic(t)
	c.env["LEDE_REDIS_URL"] = kvtest.StartRedis(t)
	_, found, _ := c.examine()
	rows := map[string]bool{"replicas": false} // which is there only where replicas are asked for
	for check := range found {
		rows[check] = false
	}
	for line := range strings.Lines(string(page)) {
		if cells := strings.Split(line, "|"); len(cells) == 4 && strings.HasPrefix(strings.TrimSpace(cells[1]), "check ") {
			rows[strings.Trim(strings.TrimPrefix(strings.TrimSpace(cells[1]), "check "), "`")] = true
		}
	}
	for check, listed := range rows {
		if _, made := found[check]; !listed || !made && check != "replicas" {
			t.Errorf("%s: in docs/operating.md %v, made %v", check, listed, made)
		}
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil || !strings.Contains(string(readme), inviteLink("YOUR_APPLICATION_ID")) {
		t.Errorf("README.md has another invite link than the doctor, %v", err)
	}
}
