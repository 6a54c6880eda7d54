package doctor

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
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
	"lede/briefing"
	"lede/commands"
	"lede/desk"
	"lede/playground"
	"lede/source"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// The shape of a real token, made of nothing.
const canary = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"

// clinic is a Discord to examine, with the settings that lead to it.
type clinic struct {
	*playground.Server
	t      *testing.T
	env    map[string]string
	health struct { // what answers the health check
		status int
		body   string
	}
}

func openClinic(t *testing.T) *clinic {
	t.Helper()
	server := playground.New(playground.Options{Token: canary, Log: slog.New(slog.DiscardHandler)})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return &clinic{Server: server, t: t, env: map[string]string{
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

// options examine the clinic's settings and some articles.
func (c *clinic) options(articles ...string) Options {
	o := Options{
		Articles: articles, Health: func(context.Context, string) (int, string) { return c.health.status, c.health.body },
		Read: func(_ context.Context, path string) (*briefing.Article, error) {
			return source.File(path, briefing.Options{})
		},
	}
	for name, value := range c.env {
		o.Environ = append(o.Environ, name+"="+value)
	}
	return o
}

// examine returns the findings by check, and the number of failures. It fails if a secret is among them.
func (c *clinic) examine(articles ...string) (failures int, found map[string]Finding) {
	c.t.Helper()
	list := Examine(c.t.Context(), c.options(articles...))
	found = map[string]Finding{}
	for _, f := range list {
		if _, twice := found[f.Check]; !twice || f.Status == Fail {
			found[f.Check] = f
		}
		if f.Status == Fail {
			failures++
		}
		if (f.Status == Fail || f.Status == Warn) != (f.Fix != "") || f.Found == "" {
			c.t.Errorf("a failure or warning has a fix, and nothing else has: %+v", f)
		}
	}
	out, err := json.Marshal(list)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, secret := range []string{canary, "pa55-w0rd"} {
		if strings.Contains(string(out), secret) {
			c.t.Errorf("a secret was found: %s", out)
		}
	}
	return failures, found
}

// expect compares one check with a status and with words of its finding or its fix.
func (c *clinic) expect(found map[string]Finding, check string, want Status, words ...string) {
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
	t.Parallel()
	c := openClinic(t)
	c.serve()
	failures, found := c.examine("../cli/sample/peace-calls.txt")
	for _, check := range []string{"settings", "secrets", "articles", "store", "health", "zones", "discord", "clock", "token", "application", "intents", "gateway", "commands", "servers", "invite", "sources"} {
		c.expect(found, check, OK)
	}
	if failures > 0 || len(found) != 17 {
		t.Errorf("%d failures, %d checks", failures, len(found))
	}
	c.expect(found, "gateway", OK, "999 of 1000")
	c.expect(found, "articles", OK, "1 article")
	c.expect(found, "invite", OK, "client_id="+c.ApplicationID(), "scope=bot+applications.commands", "permissions=274877975552")
	if r := c.Refusals(); len(r) > 0 {
		t.Errorf("Discord refused: %q", r)
	}
	if _, err := os.Stat(c.env["LEDE_STORE"]); err == nil {
		t.Error("the doctor made a store")
	}
}

func TestDoctorReportsEveryMistakeInTheSettings(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	c.env["LEDE_LOG_LEVEL"], c.env["LEDE_REDIS_URL"], c.env["LEDE_DISCORD_API"] = "loud", "http://:pa55-w0rd@x", "ftp://x"
	c.env["LEDE_HEALTH_ADDR"], c.env["LEDE_TOKEN"] = "here", "x"
	failures, found := c.examine()
	c.expect(found, "settings", Fail)
	for _, check := range []string{"store", "health", "discord", "token", "invite"} {
		c.expect(found, check, Skip)
	}
	if failures != 5 {
		t.Errorf("not five mistakes but %d: %v", failures, found)
	}
	c.env = map[string]string{"LEDE_CONFIG": "/nowhere.env"}
	_, found = c.examine()
	c.expect(found, "settings", Fail, "/nowhere.env")
	c.expect(found, "store", Skip)
	c.expect(found, "discord", Skip)
}

func TestDoctorSeesThatOthersMayReadTheToken(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	path := filepath.Join(t.TempDir(), "token.txt")
	if err := os.WriteFile(path, []byte(canary), 0o644); err != nil {
		t.Fatal(err)
	}
	delete(c.env, "LEDE_DISCORD_TOKEN")
	c.env["LEDE_DISCORD_TOKEN_FILE"] = path
	_, found := c.examine()
	c.expect(found, "secrets", Warn, "chmod 600 "+path)
	c.expect(found, "token", OK)
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, found = c.examine()
	c.expect(found, "secrets", OK)
}

func TestDoctorSeesThatOthersMayReadASecretThatTheSettingsFileNames(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	home := t.TempDir()
	for name, text := range map[string]string{"my token": canary, "lede.env": "LEDE_DISCORD_TOKEN_FILE='~/my token'\n"} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	delete(c.env, "LEDE_DISCORD_TOKEN")
	c.env["HOME"], c.env["LEDE_CONFIG"] = home, "~/lede.env"
	_, found := c.examine()
	c.expect(found, "secrets", Warn, "chmod 600 "+home+"/lede.env '"+home+"/my token'`")
	c.expect(found, "token", OK)
}

// TestDoctorWouldHaveNoFolderLocked: `chmod 600 /tmp` takes the folder from everybody.
func TestDoctorWouldHaveNoFolderLocked(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	delete(c.env, "LEDE_DISCORD_TOKEN")
	c.env["LEDE_DISCORD_TOKEN_FILE"] = folder
	_, found := c.examine()
	c.expect(found, "settings", Fail, folder)
	c.expect(found, "secrets", OK)
}

func TestDoctorComparesTheLeaseWithTheNonceWindow(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	c.env["LEDE_DIGEST_LEASE"] = "50s"
	_, found := c.examine()
	c.expect(found, "settings", Warn, "50s", "1m40s")
	c.env["LEDE_DIGEST_LEASE"] = "49s"
	_, found = c.examine()
	c.expect(found, "settings", OK)
}

func TestDoctorReadsTheArticles(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	dir := t.TempDir()
	c.env["LEDE_ARTICLES"] = filepath.Join(dir, "missing.txt")
	failures, found := c.examine("../cli/sample/peace-calls.txt", "../cli/sample/peace-calls.txt", dir)
	c.expect(found, "articles", Fail)
	if failures != 3 {
		t.Errorf("a missing file, a folder and two of one id are %d failures, not three: %v", failures, found)
	}
}

func TestDoctorLooksAtTheFileOfTheStore(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	_, found := c.examine()
	c.expect(found, "store", OK, "will be made", "left")
	kv, err := boltkv.Open(c.env["LEDE_STORE"], nil)
	if err != nil {
		t.Fatal(err)
	}
	failures, found := c.examine()
	c.expect(found, "store", OK, "in use by another process")
	if failures > 0 {
		t.Errorf("a running Lede is a failure: %v", found)
	}
	kv.Close()
	_, found = c.examine()
	c.expect(found, "store", OK, "opens")
	if err := os.WriteFile(c.env["LEDE_STORE"], bytes.Repeat([]byte("news "), 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	_, found = c.examine()
	c.expect(found, "store", Fail, "not a store of Lede's", "Give another path")
	c.env["LEDE_STORE"] = "/proc/lede/lede.db"
	_, found = c.examine()
	c.expect(found, "store", Fail, "LEDE_STORE")
	c.env["LEDE_STORE"] = filepath.Join(t.TempDir(), "unmounted", "lede.db")
	_, found = c.examine()
	c.expect(found, "store", Warn, "unmounted, which is not there", "mount its volume")
}

// TestDoctorComparesTheTokenWithTheStore, and finds a store that is half a copy.
func TestDoctorComparesTheTokenWithTheStore(t *testing.T) {
	t.Parallel()
	address := kvtest.StartRedis(t)
	tell(t, address, "CONFIG SET appendonly yes")
	for _, setting := range []string{"LEDE_STORE", "LEDE_REDIS_URL"} {
		c := openClinic(t)
		kv := store.Watched(nil)
		var err error
		if setting == "LEDE_REDIS_URL" {
			c.env[setting] = address
			kv, err = rediskv.Open(t.Context(), address, rediskv.Options{})
		} else {
			kv, err = boltkv.Open(c.env[setting], nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(desk.New(desk.Options{Store: kv}).Belongs(t.Context(), "77"), kv.Close()); err != nil {
			t.Fatal(err)
		}
		_, found := c.examine()
		c.expect(found, "application", Fail, "of the application 77", "LEDE_REDIS_PREFIX")
		if setting == "LEDE_REDIS_URL" {
			c.env["LEDE_REDIS_PREFIX"] = "theirs"
			_, found = c.examine()
			if f := found["application"]; strings.Contains(f.Found, "77") {
				t.Errorf("with another prefix it is said to be of another bot: %+v", f)
			}
		}
	}
	c := openClinic(t)
	kv, err := boltkv.Open(c.env["LEDE_STORE"], nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Copy(t.Context(), func(context.Context, func(store.State) error) error { return io.EOF }, kv, "another")
	if closed := kv.Close(); closed != nil || !errors.Is(err, io.EOF) {
		t.Fatal(err, closed)
	}
	_, found := c.examine()
	c.expect(found, "store", Fail, "become a copy of another", "Give the same")
}

func TestDoctorKnowsWhoAnswersTheHealthCheck(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.env["LEDE_HEALTH_ADDR"] = taken.Addr().String()
	for _, s := range []struct {
		status int
		body   string
		want   Status
		words  string
	}{
		{200, "well", OK, "says that it is well"}, {503, "the bot is not connected to Discord", Warn, "not connected"},
		{404, "404 page not found", Fail, "another program"}, {200, "welcome", Fail, "another program"}, {0, "", Fail, "cannot listen on"},
	} {
		c.health.status, c.health.body = s.status, s.body
		_, found := c.examine()
		c.expect(found, "health", s.want, s.words)
	}
	taken.Close()
	_, found := c.examine()
	c.expect(found, "health", OK, "is free")
	c.env["LEDE_HEALTH_ADDR"] = "192.0.2.1:80"
	_, found = c.examine()
	c.expect(found, "health", Fail, "cannot listen on")
}

func TestDoctorKnowsOldAndWrongTimeZones(t *testing.T) {
	t.Parallel()
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
		want     Status
	}{{"", "", OK}, {"America/Mexico_City", "America/Chicago", Warn}, {"Europe/Berlin", "Etc/GMT-1", Fail}, {"Asia/Tokyo", "No/Where", Fail}} {
		if list := zones(stale(s.zone, s.as)); len(list) != 1 || list[0].Status != s.want {
			t.Errorf("%s as %s: %+v", s.zone, s.as, list)
		}
	}
}

func TestDoctorTriesThePageThatItIsGiven(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }))
	defer site.Close()
	c := openClinic(t)
	o := c.options()
	o.Page = site.URL
	if list := newExamination(o).web(t.Context()); list[0].Status != Warn || !strings.Contains(list[0].Found, "private or local network") {
		t.Errorf("a private page: %+v", list)
	}
	o.Environ = append(o.Environ, "LEDE_FETCH_ALLOW=127.0.0.0/8")
	if list := newExamination(o).web(t.Context()); list[0].Status != OK {
		t.Errorf("a page that is no article is a page: %+v", list)
	}
}

func TestWhatStrangersNameCannotPlayTricks(t *testing.T) {
	t.Parallel()
	list := tidy([]Finding{{"a\x1b[2J", Skip, "b\u202ec", "d\ne"}})
	if list[0] != (Finding{"a [2J", Skip, "b c", "d e"}) {
		t.Errorf("%+v", list[0])
	}
}

// TestDoctorDoesNotWaitForEver: neither for a Discord and a Redis that take everything and say nothing, nor for an
// article that does not end; and it ends at once when it is told to.
func TestDoctorDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	never := make(chan struct{})
	defer close(never)
	o := Options{
		Environ:  []string{"LEDE_DISCORD_TOKEN=" + canary, "LEDE_DISCORD_API=http://" + l.Addr().String(), "LEDE_REDIS_URL=redis://" + l.Addr().String(), "LEDE_HEALTH_ADDR=off"},
		Articles: []string{"-"}, Within: 3 * time.Second,
		Read: func(context.Context, string) (*briefing.Article, error) {
			<-never
			return nil, io.EOF
		},
	}
	began := time.Now()
	list := Examine(t.Context(), o)
	if took := time.Since(began); took > 10*o.Within {
		t.Errorf("it took %s", took)
	}
	for _, want := range []string{"no answer within 3s", "articles fail it was not done within 3s", "Check that Redis runs"} {
		if !strings.Contains(fmt.Sprintln(list), want) {
			t.Errorf("%q is not in %v", want, list)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	began, o.Within = time.Now(), time.Minute
	Examine(ctx, o)
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("interrupted after %s", took)
	}
}

func TestTheOperatorsTableListsEveryCheck(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	c := openClinic(t)
	c.env["LEDE_REDIS_URL"] = kvtest.StartRedis(t)
	_, found := c.examine()
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
