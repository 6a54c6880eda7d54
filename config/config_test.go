package config_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/config"
	"lede/languages"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// said is what a terminal shows of an error.
func said(err error) string { return languages.Language{}.Line(err) }

func TestDefaults(t *testing.T) {
	c, err := config.Load([]string{"PATH=/bin", "HOME=/"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Store != "lede.db" || c.DigestGrace != 2*time.Hour || c.DigestLease != 45*time.Second ||
		c.NonceWindow != 100*time.Second || c.PostsPerSecond != 45 || c.HealthAddr != "127.0.0.1:8788" || c.LogLevel != slog.LevelInfo || c.LogJSON {
		t.Errorf("defaults: %+v", c)
	}
	if c.DiscordToken.IsSet() || c.RedisURL.IsSet() || c.Articles != nil {
		t.Errorf("something is set that nobody set: %+v", c)
	}
}

func TestEveryMistakeIsReportedAtOnce(t *testing.T) {
	_, err := config.Load([]string{
		"LEDE_DIGEST_GRACE=0", "LEDE_DIGEST_LEASE=999ms", "LEDE_NONCE_WINDOW=long", "LEDE_POSTS_PER_SECOND=0",
		"LEDE_LOG_LEVEL=loud", "LEDE_LOG_FORMAT=xml", "LEDE_HEALTH_ADDR=here",
		"LEDE_REDIS_URL=localhost", "LEDE_FETCH_ALLOW=lan", "LEDE_DISCORD_API=ftp://x", "LEDE_DISCORD_TOKEN_FILE=/nowhere", "LEDE_TOKEN=x",
	})
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(said(err), "\n")
	if len(lines) != 12 {
		t.Errorf("want 12 mistakes, got %d:\n%v", len(lines), err)
	}
	for _, name := range []string{"DIGEST_GRACE", "DIGEST_LEASE", "NONCE_WINDOW", "POSTS_PER_SECOND", "LOG_LEVEL", "LOG_FORMAT", "HEALTH_ADDR", "REDIS_URL", "DISCORD_API", "FETCH_ALLOW", "TOKEN_FILE", "LEDE_TOKEN"} {
		if !strings.Contains(said(err), name) {
			t.Errorf("%s is not named in:\n%v", name, err)
		}
	}
}

func TestTheSpreadIsALengthOfTimeUpToHalfADay(t *testing.T) {
	for value, want := range map[string]time.Duration{"": 0, "0": 0, "10m": 10 * time.Minute, "12h": 12 * time.Hour} {
		if c, err := config.Load([]string{"LEDE_DIGEST_SPREAD=" + value}); err != nil || c.DigestSpread != want {
			t.Errorf("%q is read as %v, %v", value, c.DigestSpread, err)
		}
	}
	for _, value := range []string{"-1m", "12h1s", "ten", "600"} {
		if c, err := config.Load([]string{"LEDE_DIGEST_SPREAD=" + value}); err == nil || !strings.Contains(said(err), "write one such as 10m") {
			t.Errorf("%q is read as %v, %v", value, c.DigestSpread, err)
		}
	}
}

func TestPicturesAreOnOrOff(t *testing.T) {
	for value, want := range map[string]bool{"": true, "on": true, "off": false} {
		if c, err := config.Load([]string{"LEDE_PICTURES=" + value}); err != nil || c.Pictures != want {
			t.Errorf("%q is read as %v, %v", value, c.Pictures, err)
		}
	}
	if _, err := config.Load([]string{"LEDE_PICTURES=no"}); err == nil || !strings.Contains(said(err), "neither on nor off") {
		t.Errorf("no is read, %v", err)
	}
}

func TestEveryKindOfRedisIsAccepted(t *testing.T) {
	for url, ok := range map[string]bool{
		"redis://h": true, "rediss://u:p@h:1/0?cacert=/x": true, "redis-sentinel://u:p@a:1,b:2,[::1]:3/m/0": true,
		"rediss-cluster://a:1,b:2?replicas=1": true, "redis-cluster://a,b": true,
		"redis-other://a": false, "redis://": false, "redis://u:p@/0": false, "redis-cluster://,b": false, "redis:a": false, "a,b": false,
	} {
		if _, err := config.Load([]string{"LEDE_REDIS_URL=" + url}); (err == nil) != ok {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestTheCooldownCanBeSwitchedOff(t *testing.T) {
	for value, want := range map[string]time.Duration{"": 2 * time.Second, "0": 0, "off": 0, "500ms": 500 * time.Millisecond} {
		if c, err := config.Load([]string{"LEDE_COOLDOWN=" + value}); err != nil || c.Cooldown != want {
			t.Errorf("%q is read as %v, %v", value, c.Cooldown, err)
		}
	}
	for _, value := range []string{"-1s", "2m", "two"} {
		if c, err := config.Load([]string{"LEDE_COOLDOWN=" + value}); err == nil {
			t.Errorf("%q is read as %v", value, c.Cooldown)
		}
	}
}

func TestInteractionsOverHTTPNeedThePublicKey(t *testing.T) {
	key := strings.Repeat("0a", 32)
	for _, c := range []struct {
		environ []string
		ok      bool
	}{
		{[]string{"LEDE_INTERACTIONS_ADDR=:8080", "LEDE_DISCORD_PUBLIC_KEY=" + key}, true},
		{[]string{"LEDE_INTERACTIONS_ADDR=off"}, true},
		{[]string{"LEDE_INTERACTIONS_ADDR=:8080"}, false},
		{[]string{"LEDE_INTERACTIONS_ADDR=:8080", "LEDE_DISCORD_PUBLIC_KEY=" + key[2:]}, false},
		{[]string{"LEDE_INTERACTIONS_ADDR=8080", "LEDE_DISCORD_PUBLIC_KEY=" + key}, false},
	} {
		_, err := config.Load(c.environ)
		if (err == nil) != c.ok || err != nil && strings.Contains(said(err), "\n") {
			t.Errorf("%v: %v", c.environ, err)
		}
	}
}

func TestNetworksAreReadAsPrefixesOrSingleAddresses(t *testing.T) {
	c, err := config.Load([]string{"LEDE_FETCH_ALLOW=192.168.7.9/24, ::1,10.0.0.1"})
	if got := fmt.Sprint(c.FetchAllow); err != nil || got != "[192.168.7.0/24 ::1/128 10.0.0.1/32]" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestAContactIsAnAddressThatCanBeWrittenTo(t *testing.T) {
	for v, ok := range map[string]bool{
		"news@example.org": true, "https://example.org/bot": true, "Ann <news@example.org>": false, "news": false, "ftp://example.org/": false, "https://": false,
		"https://example.org/ (us)": false, "https://example.org/)": false, "https://exämple.org/": false, "https://example.org/" + strings.Repeat("x", 100): false,
	} {
		if c, err := config.Load([]string{"LEDE_CONTACT=" + v}); (err == nil) != ok || ok && c.Contact != v {
			t.Errorf("%s: %q, %v", v, c.Contact, err)
		}
	}
}

func TestEnvironmentWinsOverFile(t *testing.T) {
	path := write(t, "lede.env", "# mine\nLEDE_STORE=/from/file.db\nLEDE_LOG_LEVEL=debug\nLEDE_ARTICLES=\"a.txt, b.json\"\n")
	c, err := config.Load([]string{"LEDE_CONFIG=" + path, "LEDE_STORE=/from/env.db"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Store != "/from/env.db" || c.LogLevel != slog.LevelDebug || len(c.Articles) != 2 || c.Articles[1] != "b.json" {
		t.Errorf("got %+v", c)
	}
}

func TestSecretsComeFromFilesAndAreNeverPrinted(t *testing.T) {
	const token = "canary-MTk4NjIyNDgzNDcxOTI1MjQ4"
	path := write(t, "token", token+"\n")
	c, err := config.Load([]string{"LEDE_DISCORD_TOKEN_FILE=" + path, "LEDE_REDIS_URL=redis://:" + token + "@localhost:6379"})
	if err != nil {
		t.Fatal(err)
	}
	if c.DiscordToken.Reveal() != token {
		t.Errorf("token read as %q", c.DiscordToken.Reveal())
	}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("config", "token", c.DiscordToken, "all", c)
	for _, printed := range []string{fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c.DiscordToken), string(b), log.String()} {
		if strings.Contains(printed, token) {
			t.Errorf("a secret was printed: %s", printed)
		}
	}

	for _, environ := range [][]string{
		{"LEDE_DISCORD_TOKEN=" + token, "LEDE_DISCORD_TOKEN_FILE=" + path},
		{"LEDE_REDIS_URL=http://:" + token + "@x"},
		{"LEDE_CONFIG=" + write(t, "bad.env", "LEDE_DISCORD_TOKEN="+token+"\n{")},
	} {
		_, err := config.Load(environ)
		if err == nil {
			t.Errorf("%v: no error", environ[0][:12])
		} else if strings.Contains(said(err)+err.Error(), token) {
			t.Errorf("a secret stands in the error: %v", err)
		}
	}
}

// TestEnvExampleIsTheSettingsTable holds .env.example to the code: every setting, its default and its sentence.
func TestEnvExampleIsTheSettingsTable(t *testing.T) {
	f, err := os.Open("../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var comment string
	got := map[string][2]string{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		name, value, assigned := strings.Cut(strings.TrimPrefix(line, "#"), "=")
		switch {
		case assigned && strings.HasPrefix(name, "LEDE_"):
			got[name] = [2]string{value, comment}
		case strings.HasPrefix(line, "# "):
			comment = strings.TrimPrefix(line, "# ")
		}
	}
	for _, s := range config.Settings() {
		line, ok := got[s.Name]
		if !ok {
			t.Errorf(".env.example lacks\n# %s\n#%s=%s", s.Help, s.Name, s.Default)
			continue
		}
		if line[0] != s.Default || line[1] != s.Help {
			t.Errorf(".env.example says %s=%s (%s), the code %s (%s)", s.Name, line[0], line[1], s.Default, s.Help)
		}
		delete(got, s.Name)
	}
	for name := range got {
		t.Errorf(".env.example has %s, which is no setting", name)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("LEDE_DIGEST_GRACE", "1h")
	f.Add("LEDE_REDIS_URL", "redis://%zz")
	f.Fuzz(func(t *testing.T, name, value string) {
		if strings.HasSuffix(name, "_FILE") || name == "LEDE_CONFIG" {
			return
		}
		_, _ = config.Load([]string{name + "=" + value})
	})
}
