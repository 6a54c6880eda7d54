package config_test

import (
	"strings"
	"testing"
	"time"

	"lede/config"
)

// TestAMistakeInTheFileNamesItsLine: and the key as it is written there, but never a value that may be a secret.
func TestAMistakeInTheFileNamesItsLine(t *testing.T) {
	const secret = "cAnArY"
	for text, want := range map[string]string{
		"# mine\n\nLEDE_DIGEST_GRACE=0\n":                               `LEDE_DIGEST_GRACE (line 3 of FILE) is "0", which`,
		"LEDE_STORE=a\nlede_stroe = b\n":                                "lede_stroe (line 2 of FILE) is not a setting of Lede's: write LEDE_STORE if that is meant",
		"DISCORD_TOKEN=" + secret:                                       "DISCORD_TOKEN (line 1 of FILE) is not a setting of Lede's: write LEDE_DISCORD_TOKEN if",
		"\ufeffLEDE_LOG_LEVL=debug\r\n":                                 "LEDE_LOG_LEVL (line 1 of FILE) is not a setting of Lede's: write LEDE_LOG_LEVEL if",
		"LEDE_STORE=a\nLEDE_DISCORD_TOKEN " + secret + "\n":             "names FILE, where line 2 (LEDE_DISCORD_TOKEN) has no = after the name: write LEDE_DISCORD_TOKEN=value",
		"LEDE_STORE='a\nb'\n\nLEDE_DISCORD_TOKEN=\"" + secret + "\n# x": "names FILE, where line 4 (LEDE_DISCORD_TOKEN) opens a quotation mark that is not closed",
		"LEDE_STORE=a\n{" + secret + "}":                                "names FILE, where line 2 is not of the form NAME=value",
		"LEDE_DISCORD_TOKEN=\n" + secret + ".xyz-1":                     "names FILE, where line 2 is not of the form NAME=value",
		"\n\nLEDE_DISCORD_TOKEN_FILE=/nowhere/" + "x":                   "LEDE_DISCORD_TOKEN_FILE (line 3 of FILE) names /nowhere/x, which cannot be used",
		"LEDE_REDIS_URL=http://:" + secret + "@h":                       "LEDE_REDIS_URL (line 1 of FILE) is not a URL that begins with redis://",
		"export LEDE_POSTS_PER_SECOND=51":                               `LEDE_POSTS_PER_SECOND (line 1 of FILE) is "51", and Discord takes 50`,
		"LEDE_INTERACTIONS_ADDR=:8080":                                  "LEDE_INTERACTIONS_ADDR (line 1 of FILE) is set and LEDE_DISCORD_PUBLIC_KEY is not",
		"quite=else\nLEDE_STORE=x":                                      "quite (line 1 of FILE) is not a setting of Lede's: remove it",
	} {
		path := write(t, "lede.env", text)
		_, err := config.Load([]string{"LEDE_CONFIG=" + path})
		if err == nil {
			t.Errorf("%q is taken", text)
			continue
		}
		got := strings.ReplaceAll(said(err), path, "FILE")
		if !strings.Contains(got, want) || strings.Contains(got, secret) || strings.Contains(got, "\n") || !strings.Contains(got, ": ") {
			t.Errorf("%q gives\n%s, want\n%s", text, got, want)
		}
	}
}

func TestEveryLineOfTheFileWithAMistakeIsNamed(t *testing.T) {
	path := write(t, "lede.env", "LEDE_STORE\nLEDE_LOG_LEVEL=loud\nLEDE_INTERACTIONS_ADDR=:1\nLEDE_COOLDOWN=\"2s\n")
	_, err := config.Load([]string{"LEDE_CONFIG=" + path})
	if err == nil || strings.Count(said(err), "\n") != 2 || !strings.Contains(said(err), "line 1 ") || !strings.Contains(said(err), "line 4 ") || !strings.Contains(said(err), "LEDE_LOG_LEVEL (line 2 ") {
		t.Errorf("got %v", err)
	}
}

func TestTheFileIsReadAsItWasBefore(t *testing.T) {
	path := write(t, "lede.env", "\ufeff# remark\r\nexport LEDE_STORE: 'a b.db' # remark\r\nLEDE_ARTICLES=\"x.txt,\ny.txt\"\nLEDE_DIGEST_GRACE=3h\nLEDE_NONCE_WINDOW=${LEDE_DIGEST_GRACE}\n")
	c, err := config.Load([]string{"LEDE_CONFIG=" + path, "LEDE_DIGEST_GRACE=1h"})
	if err != nil || c.Store != "a b.db" || len(c.Articles) != 2 || c.DigestGrace != time.Hour || c.NonceWindow != 3*time.Hour {
		t.Errorf("%+v, %v", c, err)
	}
	_, err = config.Load([]string{"LEDE_CONFIG=" + path, "LEDE_DIGEST_GRACE=0"})
	if err == nil || strings.Contains(said(err), "line") {
		t.Errorf("a mistake of the environment is told as the file's: %v", err)
	}
}

func TestTheNearestSettingIsNamed(t *testing.T) {
	for wrong, want := range map[string]string{
		"LEDE_TOKEN": "LEDE_DISCORD_TOKEN", "LEDE_DISCORDTOKEN": "LEDE_DISCORD_TOKEN", "LEDE_DISCORD_TOKEN_FIEL": "LEDE_DISCORD_TOKEN_FILE",
		"LEDE_REDIS": "LEDE_REDIS_URL", "LEDE_SHARD": "LEDE_SHARDS", "LEDE_LOGLEVEL": "LEDE_LOG_LEVEL", "LEDE_log_level": "LEDE_LOG_LEVEL",
		"LEDE_DIGEST-GRACE": "LEDE_DIGEST_GRACE", "LEDE_CONIFG": "LEDE_CONFIG", "LEDE_PONIES": "", "LEDE_X": "", "LEDE_": "",
	} {
		_, err := config.Load([]string{wrong + "=1"})
		switch {
		case err == nil:
			t.Errorf("%s is taken", wrong)
		case want == "" && strings.Contains(said(err), "if that is meant"), want != "" && !strings.Contains(said(err), "write "+want+" if that is meant"):
			t.Errorf("%s: %v, want %q", wrong, err, want)
		}
	}
}

func TestDiscordsOwnLimitOfPostsHoldsUnlessAProxyIsNamed(t *testing.T) {
	for _, c := range []struct {
		environ []string
		ok      bool
	}{
		{[]string{"LEDE_POSTS_PER_SECOND=50"}, true},
		{[]string{"LEDE_POSTS_PER_SECOND=51"}, false},
		{[]string{"LEDE_POSTS_PER_SECOND=51", "LEDE_DISCORD_API=https://discord.com/api"}, false},
		{[]string{"LEDE_POSTS_PER_SECOND=400", "LEDE_DISCORD_API=http://proxy.example:8080/api"}, true},
	} {
		_, err := config.Load(c.environ)
		if (err == nil) != c.ok || err != nil && !strings.Contains(said(err), "50 or less") {
			t.Errorf("%v: %v", c.environ, err)
		}
	}
}

func FuzzFile(f *testing.F) {
	for _, s := range []string{"LEDE_STORE=a", "LEDE_STORE='a\nb'", "x", "=\"", "export A:'", "\ufeff#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "_FILE") {
			return
		}
		_, _ = config.Load([]string{"LEDE_CONFIG=" + write(t, "x", text)})
	})
}
