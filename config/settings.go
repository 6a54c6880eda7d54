package config

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	prefix      = "LEDE_"
	fileSetting = "LEDE_CONFIG"
	maxSecret   = 16 << 10 // bytes; more is not a secret file
	minLease    = time.Second

	// maxSpread keeps a digest of the morning from coming in the evening.
	maxSpread = 12 * time.Hour
	// discordPosts is Discord's limit on the requests of a token, a second.
	discordPosts = 50
	// maxCooldown keeps a limit from being a ban.
	maxCooldown = time.Minute
)

// Setting is one line of the settings table, of which README and .env.example are copies held true by a test.
type Setting struct {
	Name    string
	Default string
	Secret  bool   // can be given as Name_FILE, the path of a file that holds it
	Help    string // one sentence
	set     func(*Config, string) error
}

// Settings lists every setting in the order of the documentation.
func Settings() []Setting { return slices.Clone(settings) }

var settings = []Setting{
	{"LEDE_DISCORD_TOKEN", "", true, "The bot token from the Discord developer portal; needed by `lede run`.",
		func(c *Config, v string) error { c.DiscordToken = Secret{v}; return nil }},
	{"LEDE_ARTICLES", "", false, "Articles that every server may read: paths of text or JSON files, separated by commas.",
		func(c *Config, v string) error { c.Articles = list(v); return nil }},
	{"LEDE_FETCH_ALLOW", "", false, "Networks that pages may be fetched from although they are not public, such as 192.168.7.0/24, separated by commas.",
		func(c *Config, v string) error { return setNetworks(&c.FetchAllow, v) }},
	{"LEDE_STORE", "lede.db", false, "Path of the embedded store's file.",
		func(c *Config, v string) error { c.Store = v; return nil }},
	{"LEDE_REDIS_URL", "", true, "URL of a Redis that holds all state instead of the file: redis://, redis-sentinel:// or redis-cluster://, with TLS rediss.",
		func(c *Config, v string) error { c.RedisURL = Secret{v}; return checkRedisURL(v) }},
	{"LEDE_DIGEST_GRACE", "2h", false, "How late a digest missed while Lede was down may still be sent, labelled as late.",
		func(c *Config, v string) error { return setDuration(&c.DigestGrace, v) }},
	{"LEDE_DIGEST_LEASE", "45s", false, "How long one process has to post a digest before another takes over.",
		func(c *Config, v string) error { return setLease(&c.DigestLease, v) }},
	{"LEDE_NONCE_WINDOW", "100s", false, "How long Discord is trusted to drop a second copy of a message.",
		func(c *Config, v string) error { return setDuration(&c.NonceWindow, v) }},
	{"LEDE_POSTS_PER_SECOND", "45", false, "Messages a second that all processes together may post; Discord allows 50.",
		func(c *Config, v string) error { return setCount(&c.PostsPerSecond, v, "45") }},
	{"LEDE_DIGEST_SPREAD", "0", false, "Over how long digests that are due at the same time are spread, by server, so that a large bot stays within Discord's limits.",
		func(c *Config, v string) error { return setSpread(&c.DigestSpread, v) }},
	{"LEDE_COOLDOWN", "2s", false, "How long a person who has acted ten times at once waits before the next; 0 for no limit.",
		func(c *Config, v string) error { return setCooldown(&c.Cooldown, v) }},
	{"LEDE_SHARDS", "", false, "Into how many shards the bot's servers are split; without it, as many as Discord recommends.",
		func(c *Config, v string) error { return setCount(&c.Shards, v, "2") }},
	{"LEDE_INTERACTIONS_ADDR", "off", false, "Address at which Discord's interactions are received over HTTP, behind a proxy that speaks HTTPS; `off` to have them by the gateway.",
		func(c *Config, v string) error { return setAddr(&c.InteractionsAddr, v) }},
	{"LEDE_DISCORD_PUBLIC_KEY", "", false, "The application's public key from the Discord developer portal; needed with LEDE_INTERACTIONS_ADDR.",
		func(c *Config, v string) error { return setPublicKey(&c.PublicKey, v) }},
	{"LEDE_HEALTH_ADDR", "127.0.0.1:8788", false, "Address of the health check that `lede health` asks; `off` for none.",
		func(c *Config, v string) error { return setAddr(&c.HealthAddr, v) }},
	{"LEDE_LOG_LEVEL", "info", false, "debug, info, warn or error.",
		func(c *Config, v string) error { return setLevel(&c.LogLevel, v) }},
	{"LEDE_LOG_FORMAT", "text", false, "text or json.",
		func(c *Config, v string) error { return setFormat(&c.LogJSON, v) }},
	{"LEDE_DISCORD_API", "", false, "Base URL in place of https://discord.com/api, for a rate-limit proxy.",
		func(c *Config, v string) error {
			c.DiscordAPI = strings.TrimSuffix(v, "/")
			return checkURL(v, "http", "https")
		}},
}

// load finds the setting's value and stores it.
func (s Setting) load(c *Config, values map[string]string) error {
	value := strings.TrimSpace(values[s.Name])
	if path := strings.TrimSpace(values[s.Name+"_FILE"]); s.Secret && path != "" {
		if value != "" {
			return fmt.Errorf("%s and %s_FILE are both set: keep one", s.Name, s.Name)
		}
		var err error
		if value, err = readSecret(path); err != nil {
			return fmt.Errorf("%s_FILE names %s, which cannot be used (%w): correct the path or the file", s.Name, path, err)
		}
	}
	if value == "" {
		value = s.Default
	}
	if value == "" {
		return nil
	}
	err := s.set(c, value)
	if err == nil {
		return nil
	}
	if s.Secret {
		return fmt.Errorf("%s %w", s.Name, err)
	}
	return fmt.Errorf("%s is %q, which %w", s.Name, value, err)
}

func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", cause(err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecret {
		return "", errors.New("it is not a small regular file")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", cause(err)
	}
	value := strings.TrimSpace(string(b))
	if value == "" {
		return "", errors.New("it is empty")
	}
	return value, nil
}

func checkURL(v string, schemes ...string) error {
	// url.Parse quotes the whole URL in its errors, password included, so its error is not passed on.
	u, err := url.Parse(v)
	if err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme) {
		return fmt.Errorf("is not a URL that begins with %s://: correct it", strings.Join(schemes, ":// or "))
	}
	return nil
}

// checkRedisURL looks only at the scheme and for a host: what a URL can hold besides is rediskv's to know.
func checkRedisURL(v string) error {
	scheme, rest, _ := strings.Cut(v, "://")
	authority := rest[:strings.IndexAny(rest+"/", "/?#")]
	hosts := authority[strings.LastIndex(authority, "@")+1:]
	first, _, _ := strings.Cut(hosts, ",")
	// url.Parse would refuse a list of hosts.
	v = scheme + "://" + strings.TrimSuffix(authority, hosts) + first + rest[len(authority):]
	return checkURL(v, "redis", "rediss", "redis-sentinel", "rediss-sentinel", "redis-cluster", "rediss-cluster")
}

func setDuration(to *time.Duration, v string) error {
	d, err := time.ParseDuration(v)
	if err != nil || d <= 0 {
		return errors.New("is not a length of time above zero: write one such as 30m or 2h")
	}
	*to = d
	return nil
}

// setLease keeps to what a request to Discord can be made in: below, every digest would be taken over.
func setLease(to *time.Duration, v string) error {
	d, err := time.ParseDuration(v)
	if err != nil || d < minLease {
		return errors.New("is not a length of time of 1s or more: write one such as 45s")
	}
	*to = d
	return nil
}

func setSpread(to *time.Duration, v string) error {
	d, err := time.ParseDuration(v)
	if err != nil || d < 0 || d > maxSpread {
		return errors.New("is not a length of time from 0 to 12h: write one such as 10m, or 0 for none")
	}
	*to = d
	return nil
}

func setCooldown(to *time.Duration, v string) error {
	if v == "off" {
		v = "0"
	}
	d, err := time.ParseDuration(v)
	if err != nil || d < 0 || d > maxCooldown {
		return errors.New("is not a length of time from 0 to 1m: write one such as 2s, or 0 for no limit")
	}
	*to = d
	return nil
}

func setPublicKey(to *string, v string) error {
	if b, err := hex.DecodeString(v); err != nil || len(b) != ed25519.PublicKeySize {
		return errors.New("is not 64 hexadecimal digits: copy it from the Developer Portal, page “General Information”")
	}
	*to = v
	return nil
}

func setCount(to *int, v, such string) error {
	n, err := strconv.Atoi(v)
	if err != nil || n <= 0 {
		return errors.New("is not a whole number above zero: write one such as " + such)
	}
	*to = n
	return nil
}

func setAddr(to *string, v string) error {
	if v == "off" {
		*to = ""
		return nil
	}
	if _, port, err := net.SplitHostPort(v); err != nil || port == "" {
		return errors.New("is not an address: write one such as 127.0.0.1:8788, or off")
	}
	*to = v
	return nil
}

func setNetworks(to *[]netip.Prefix, v string) error {
	for _, part := range list(v) {
		network, err := netip.ParsePrefix(part)
		if ip, single := netip.ParseAddr(part); err != nil && single == nil {
			network, err = ip.Prefix(ip.BitLen())
		}
		if err != nil {
			return errors.New("is no list of networks: write them as in 192.168.7.0/24,10.1.2.3")
		}
		*to = append(*to, network.Masked())
	}
	return nil
}

func setLevel(to *slog.Level, v string) error {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	level, ok := levels[strings.ToLower(v)]
	if !ok {
		return errors.New("is no log level: write debug, info, warn or error")
	}
	*to = level
	return nil
}

func setFormat(to *bool, v string) error {
	if v != "text" && v != "json" {
		return errors.New("is no log format: write text or json")
	}
	*to = v == "json"
	return nil
}

func list(v string) []string {
	var out []string
	for part := range strings.SplitSeq(v, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// discordOwn tells whether the API's base URL is Discord's own.
func discordOwn(api string) bool {
	u, err := url.Parse(api)
	return api == "" || err == nil && (u.Hostname() == "discord.com" || u.Hostname() == "discordapp.com")
}

// cause strips the operation and path from a file error: the sentence around it names them already.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
