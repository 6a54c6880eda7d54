package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/languages"
)

func TestATildeIsTheHomeFolderOrRefused(t *testing.T) {
	home := t.TempDir()
	for name, text := range map[string]string{"token": "secret", "settings": "LEDE_STORE=~/of-file.db\n"} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Load([]string{"HOME=" + home, "LEDE_STORE=~/x/lede.db", "LEDE_ARTICLES=~/a.txt, b~.txt ,~", "LEDE_DISCORD_TOKEN_FILE=~/token"})
	want := strings.Join([]string{home + "/a.txt", "b~.txt", home}, " ")
	if got := strings.Join(c.Articles, " "); err != nil || c.Store != home+"/x/lede.db" || got != want || c.DiscordToken.Reveal() != "secret" {
		t.Errorf("%v, store %s, articles %s", err, c.Store, got)
	}
	if c, err = Load([]string{"HOME=" + home, "LEDE_CONFIG=~/settings"}); err != nil || c.Store != home+"/of-file.db" {
		t.Errorf("of a file: %v, store %s", err, c.Store)
	}
	if c, err = Load([]string{"HOME=" + home, "LEDE_DISCORD_TOKEN=~secret"}); err != nil || c.DiscordToken.Reveal() != "~secret" {
		t.Errorf("what is no path: %v, %q", err, c.DiscordToken.Reveal())
	}
	for _, env := range [][]string{{"LEDE_STORE=~/lede.db"}, {"HOME=" + home, "LEDE_STORE=~ana/lede.db"}, {"LEDE_CONFIG=~/settings"}} {
		if _, err := Load(env); err == nil || !strings.Contains((languages.Language{}).Line(err), "means no folder here") {
			t.Errorf("%v: %v", env, err)
		}
	}
}

// TestWhatIsWrongWithTheURLOfRedisIsSaid without the password.
func TestWhatIsWrongWithTheURLOfRedisIsSaid(t *testing.T) {
	for url, want := range map[string]string{
		"redis://u:p#w@h:1/0": "%23", "redis://u:p/w@h/0": "%2F", "redis://u:p?w@h": "%3F", "redis://u:12/3@h:1": "%2F", "redis://u:p%zz@h": "%25",
		"redis://:p w@h": "%20", "redis://u:1#2@h:1": "%23",
		"redis://h:port/0": "host or port", "redis:///0": "host or port", "h:6379": "redis://user:password@host", "http://h": "redis://user:password@host", "redis": "begins with redis://",
		"redis://u:p@w@h:1/0": "", "redis-sentinel://a,b:1/m?sentinel_password=x@y": "", "rediss://u:p%23@[::1]:1/0?cacert=/a@b": "",
	} {
		_, err := Load([]string{"LEDE_REDIS_URL=" + url})
		if said := (languages.Language{}); want == "" && err != nil || want != "" && (err == nil || !strings.Contains(said.Line(err), want)) {
			t.Errorf("%s: %v, want %q", url, err, want)
		}
	}
}

// TestTheLastOfSeveralValuesCounts, as for programs that a shell starts.
func TestTheLastOfSeveralValuesCounts(t *testing.T) {
	environ := []string{"HOME=/first", "HOME_OF=/other", "HOME=/last", "EMPTY="}
	for name, want := range map[string]string{"HOME": "/last", "HOME_OF": "/other", "EMPTY": "", "HOM": ""} {
		if got := Env(environ, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
