package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/config"
)

// TestWhereEachSettingEnds: the last value that is accepted, and the first that is not.
func TestWhereEachSettingEnds(t *testing.T) {
	key := strings.Repeat("0a", 32)
	for _, c := range []struct {
		name           string
		taken, refused []string
	}{
		{"LEDE_DIGEST_GRACE", []string{"1ns"}, []string{"0s", "-1ns", "2"}},
		{"LEDE_DIGEST_LEASE", []string{"1s", "45s"}, []string{"999999999ns", "1"}},
		{"LEDE_NONCE_WINDOW", []string{"1ns"}, []string{"0s", "-1ns"}},
		{"LEDE_DIGEST_SPREAD", []string{"0", "12h"}, []string{"-1ns", "12h0m0.000000001s"}},
		{"LEDE_COOLDOWN", []string{"0", "off", "1m"}, []string{"-1ns", "1m0.000000001s"}},
		{"LEDE_POSTS_PER_SECOND", []string{"1", "50"}, []string{"0", "-1", "51", "1.5", "99999999999999999999"}},
		{"LEDE_READING_MEMORY", []string{"16MB", "16384KB", "1GB", "160 MB"}, []string{"15MB", "16383KB", "160", "0", "-1GB", "MB", "16 mb", "1TB", "99999999999999GB"}},
		{"LEDE_PERSON_SPACE", []string{"1MB"}, []string{"1023KB"}},
		{"LEDE_SERVER_SPACE", []string{"1MB"}, []string{"1023KB"}},
		{"LEDE_STORE_SPACE", []string{"1MB"}, []string{"1023KB"}},
		{"LEDE_SHARDS", []string{"1", "1000"}, []string{"0", "-1", "two"}},
		{"LEDE_HEALTH_ADDR", []string{"off", ":1", "[::1]:80"}, []string{":", "localhost:", "localhost", "1"}},
		{"LEDE_DISCORD_PUBLIC_KEY", []string{key}, []string{key[2:], key + "0", key + "0a", key[1:] + "g"}},
		{"LEDE_LOG_FORMAT", []string{"text", "json"}, []string{"TEXT", "xml"}},
		{"LEDE_LOG_LEVEL", []string{"debug", "info", "warn", "error", "Warn"}, []string{"loud"}},
		{"LEDE_DISCORD_API", []string{"http://h", "https://h/api/"}, []string{"ftp://h", "https://", "h", "http://%zz", "https://h/api?key=x", "https://h/api?", "https://h/#x"}},
		{"LEDE_REDIS_PREFIX", []string{strings.Repeat("a", 40)}, []string{strings.Repeat("a", 41)}},
		{"LEDE_CONTACT", []string{"https://" + strings.Repeat("a", 92)}, []string{"https://" + strings.Repeat("a", 93)}},
	} {
		for _, v := range c.taken {
			if _, err := config.Load([]string{c.name + "=" + v}); err != nil {
				t.Errorf("%s=%s is refused: %v", c.name, v, err)
			}
		}
		for _, v := range c.refused {
			if _, err := config.Load([]string{c.name + "=" + v}); err == nil {
				t.Errorf("%s=%s is taken", c.name, v)
			}
		}
	}
}

func TestThePublicKeyIsAskedForOnlyWhenInteractionsComeOverHTTP(t *testing.T) {
	wrong := []string{"LEDE_INTERACTIONS_ADDR=:1", "LEDE_DISCORD_PUBLIC_KEY=00"}
	if _, err := config.Load(wrong); err == nil || strings.Contains(said(err), "is not:") {
		t.Errorf("a key that was given is told to be missing: %v", err)
	}
	if c, err := config.Load([]string{"LEDE_DISCORD_PUBLIC_KEY=" + strings.Repeat("0a", 32), "LEDE_INTERACTIONS_ADDR=:1"}); err != nil || c.InteractionsAddr != ":1" || c.PublicKey == "" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestPostsAreNotLimitedByDiscordBehindAProxyOfAnyName(t *testing.T) {
	for api, ok := range map[string]bool{
		"https://discord.com/api": false, "https://discordapp.com/api": false, "https://discord.com:443": false, "http://%zz": false,
		"http://discord.com.proxy.example": true, "http://127.0.0.1:8080": true,
	} {
		if _, err := config.Load([]string{"LEDE_POSTS_PER_SECOND=51", "LEDE_DISCORD_API=" + api}); (err == nil) != ok {
			t.Errorf("with %s: %v", api, err)
		}
	}
	if c, _ := config.Load([]string{"LEDE_DISCORD_API=http://h/api/"}); c.DiscordAPI != "http://h/api" {
		t.Errorf("the API is read as %q", c.DiscordAPI)
	}
}

func TestASecretFileIsSmallAndRegular(t *testing.T) {
	const most = 16 << 10
	folder := t.TempDir()
	for _, c := range []struct {
		name, path string
		ok         bool
	}{
		{"the largest", write(t, "a", strings.Repeat("x", most)), true},
		{"a byte more", write(t, "b", strings.Repeat("x", most+1)), false},
		{"empty", write(t, "c", ""), false},
		{"blank", write(t, "d", " \n"), false},
		{"a folder", folder, false},
		{"a device", os.DevNull, false},
		{"missing", filepath.Join(folder, "none"), false},
	} {
		got, err := config.Load([]string{"LEDE_DISCORD_TOKEN_FILE=" + c.path})
		if (err == nil) != c.ok || c.ok && len(got.DiscordToken.Reveal()) != most {
			t.Errorf("%s: %d bytes, %v", c.name, len(got.DiscordToken.Reveal()), err)
		}
		if err != nil && strings.Count(said(err), c.path) != 1 {
			t.Errorf("%s: the path is not named once in %v", c.name, err)
		}
	}
	if _, err := config.Load([]string{"LEDE_DISCORD_TOKEN_FILE=" + os.DevNull}); err == nil || !strings.Contains(said(err), "small regular file") {
		t.Errorf("a device is not refused for what it is: %v", err)
	}
}

func TestOnlySecretsComeFromFiles(t *testing.T) {
	path := write(t, "store", "/elsewhere.db")
	if c, err := config.Load([]string{"LEDE_STORE_FILE=" + path}); err == nil || c.Store != "lede.db" {
		t.Errorf("the store is %q, %v", c.Store, err)
	}
}

func TestASecretThatIsNotSetPrintsAsNothing(t *testing.T) {
	var unset config.Secret
	if got := fmt.Sprint(unset); got != "" {
		t.Errorf("printed as %q", got)
	}
	c, err := config.Load([]string{"LEDE_DISCORD_TOKEN=x"})
	if got := fmt.Sprint(c.DiscordToken); err != nil || got != "(hidden)" {
		t.Errorf("printed as %q, %v", got, err)
	}
}

func TestAMissingFileOfSettingsIsNamedOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.env")
	if _, err := config.Load([]string{"LEDE_CONFIG=" + path}); err == nil || strings.Count(said(err), path) != 1 {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsReadOfAFileOfSettings(t *testing.T) {
	filler := "#" + strings.Repeat("x", 1<<20-1-len("\nLEDE_STORE=a.db")) + "\nLEDE_STORE=a.db" // a MiB
	if c, err := config.Load([]string{"LEDE_CONFIG=" + write(t, "whole", filler)}); err != nil || c.Store != "a.db" {
		t.Errorf("of a file of a MiB the store is %q, %v", c.Store, err)
	}
	if c, _ := config.Load([]string{"LEDE_CONFIG=" + write(t, "more", filler+"x")}); c.Store != "a.db" {
		t.Errorf("more than a MiB is read: %q", c.Store)
	}
	const most = 100 // lines of a value
	for lines, ok := range map[int]bool{most: true, most + 1: false} {
		value := "LEDE_ARTICLES='a" + strings.Repeat("\n", lines-1) + "'"
		if _, err := config.Load([]string{"LEDE_CONFIG=" + write(t, "lines", "LEDE_STORE=x\n"+value+"\n#")}); (err == nil) != ok {
			t.Errorf("a value of %d lines: %v", lines, err)
		}
	}
	if _, err := config.Load([]string{"LEDE_CONFIG=" + write(t, "last", "LEDE_ARTICLES='a\nb'")}); err != nil {
		t.Errorf("a value that ends with the file: %v", err)
	}
	if _, err := config.Load([]string{"LEDE_CONFIG=" + write(t, "cannot", "LEDE_STORE=a\\${\nLEDE_ARTICLES=a\"b\nLEDE_COOLDOWN=x")}); err == nil || !strings.Contains(said(err), "LEDE_COOLDOWN (line 3") {
		t.Errorf("the lines after one that cannot be read: %v", err)
	}
}

func TestALaterLineOfTheFileWins(t *testing.T) {
	path := write(t, "twice.env", "LEDE_STORE=a\nLEDE_DIGEST_GRACE=0\nLEDE_STORE=b\nLEDE_DIGEST_GRACE=0s\n")
	c, err := config.Load([]string{"LEDE_CONFIG=" + path})
	if c.Store != "b" || err == nil || !strings.Contains(said(err), "line 4") {
		t.Errorf("the store is %q, %v", c.Store, err)
	}
}

// TestHowFarAMistypedSettingMayBeOff: by one letter in four of the whole name, as elsewhere; a part of a name is enough.
func TestHowFarAMistypedSettingMayBeOff(t *testing.T) {
	for wrong, want := range map[string]string{
		"LEDE_TSORE": "LEDE_STORE", "LEDE_STOER": "LEDE_STORE", "LEDE_OTSRE": "LEDE_STORE", "LEDE_ROTES": "",
		"LEDE_SHRADS": "LEDE_SHARDS", "LEDE_SHADRS": "LEDE_SHARDS", "LEDE_HSADRS": "LEDE_SHARDS", "LEDE_HSADSR": "",
		"LEDE_STORES": "LEDE_STORE", "LEDE_TORE": "LEDE_STORE", "LEDE_STOREXX": "LEDE_STORE", "LEDE_STOREXXX": "LEDE_STORE", "LEDE_STOREXXXX": "", "LEDE_XYZORE": "",
		"LEDE_API": "LEDE_DISCORD_API", "LEDE_AP": "", "LEDE_CON": "LEDE_CONFIG", "LEDE_URL": "LEDE_REDIS_URL", "LEDE_LEVEL": "LEDE_LOG_LEVEL",
	} {
		_, err := config.Load([]string{wrong + "=1"})
		got := ""
		if _, rest, ok := strings.Cut(said(err), "write "); ok {
			got, _, _ = strings.Cut(rest, " ")
		}
		if got != want {
			t.Errorf("%s: %q is named, want %q", wrong, got, want)
		}
	}
}

// TestAValueIsShownAsFarAsOneLooks: a whole file given in place of a word is refused in one line.
func TestAValueIsShownAsFarAsOneLooks(t *testing.T) {
	for _, name := range []string{"LEDE_PICTURES", "LEDE_SHARDS", "LEDE_STORE_SPACE", "LEDE_REDIS_PREFIX", "LEDE_SOURCES_BLOCKED"} {
		if _, err := config.Load([]string{name + "=" + strings.Repeat("ä \n", 20_000)}); err == nil || len(said(err)) > 700 || !strings.Contains(said(err), `ä \nä`) || !strings.Contains(said(err), "…") {
			t.Errorf("%s: %.200s", name, said(err))
		}
	}
}

// TestNoMistakeRepeatsAPassword, in whichever setting somebody puts it.
func TestNoMistakeRepeatsAPassword(t *testing.T) {
	for _, s := range config.Settings() {
		for _, address := range []string{"http://robin:opensesame%zz@proxy.example/", "htp://robin:opensesame@proxy.example/", "redis://:open@opensesame#x@h/0", "robin://opensesame@",
			"https://proxy.example/api?key=opensesame", "https://proxy.example/api#opensesame", "htp://proxy.example?key=opensesame"} {
			_, err := config.Load([]string{s.Name + "=" + address})
			if err != nil && strings.Contains(said(err), "opensesame") {
				t.Errorf("%s=%s: %s", s.Name, address, said(err))
			}
		}
	}
}

// TestACountIsANumberThatCanBeCounted: at least one, and no more than an int holds.
func TestACountIsANumberThatCanBeCounted(t *testing.T) {
	for value, ok := range map[string]bool{"1": true, "50": true, "0": false, "-1": false, "many": false, "1.5": false, "99999999999999999999": false} {
		c, err := config.Load([]string{"LEDE_DISCORD_TOKEN=x", "LEDE_SOURCES_MAX=" + value})
		if refused := err != nil && strings.Contains(said(err), "LEDE_SOURCES_MAX"); refused == ok {
			t.Errorf("%s: %d, %v", value, c.MaxSources, err)
		}
	}
}
