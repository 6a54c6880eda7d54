// Package config reads Lede's settings: from the environment and, if named, from a file of the same
// NAME=value lines (the environment wins). Every mistake is reported at once. Secrets can be read from files
// and never print themselves.
//
// It refuses to act on what it reads: only cli imports it, and hands plain values on.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Config is every setting, with its default filled in.
type Config struct {
	DiscordToken Secret
	DiscordAPI   string // base URL; "" is Discord's own
	Articles     []string
	FetchAllow   []netip.Prefix // networks that pages may be fetched from although they are not public
	Store        string         // path of the embedded store
	RedisURL     Secret         // when set, Redis holds all state
	DigestGrace  time.Duration
	DigestLease  time.Duration
	NonceWindow  time.Duration
	// PostsPerSecond is shared by all processes on one store.
	PostsPerSecond int
	DigestSpread   time.Duration
	Shards         int           // 0 for as many as Discord recommends
	Cooldown       time.Duration // 0 is none
	// InteractionsAddr is host:port; "" is off.
	InteractionsAddr string
	PublicKey        string
	HealthAddr       string // host:port; "" is off
	LogLevel         slog.Level
	LogJSON          bool
}

// Secret is a value that must not be printed. Reveal gives it out.
type Secret struct{ value string }

// NewSecret hides a value.
func NewSecret(value string) Secret { return Secret{value} }

// Reveal returns the secret itself.
func (s Secret) Reveal() string { return s.value }

// IsSet tells whether there is one.
func (s Secret) IsSet() bool { return s.value != "" }

// String hides the secret from every way of printing.
func (s Secret) String() string {
	if s.value == "" {
		return ""
	}
	return "(hidden)"
}

// GoString hides the secret from %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText hides the secret from encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue hides the secret from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Load reads the settings from NAME=value pairs, as os.Environ gives them. The setting LEDE_CONFIG names a
// file with more. The error lists every mistake, one sentence a line.
func Load(environ []string) (Config, error) {
	values := map[string]string{}
	for _, pair := range environ {
		if name, value, ok := strings.Cut(pair, "="); ok && strings.HasPrefix(name, prefix) {
			values[name] = value
		}
	}
	var mistakes []error
	places, whole := places{}, true
	if path := values[fileSetting]; path != "" {
		mistakes = append(mistakes, addFile(values, places, path)...)
		whole = len(mistakes) == 0
	}
	var c Config
	for _, s := range settings {
		if err := s.load(&c, values); err != nil {
			mistakes = append(mistakes, places.in(err))
		}
	}
	if whole && c.InteractionsAddr != "" && c.PublicKey == "" && strings.TrimSpace(values["LEDE_DISCORD_PUBLIC_KEY"]) == "" {
		mistakes = append(mistakes, places.in(errors.New("LEDE_INTERACTIONS_ADDR is set and LEDE_DISCORD_PUBLIC_KEY is not: copy the key from the Developer Portal, page “General Information”")))
	}
	if c.PostsPerSecond > discordPosts && discordOwn(c.DiscordAPI) {
		mistakes = append(mistakes, places.in(fmt.Errorf("LEDE_POSTS_PER_SECOND is \"%d\", and Discord takes %d requests a second for a token: write %d or less, or name a proxy that keeps to it in LEDE_DISCORD_API",
			c.PostsPerSecond, discordPosts, discordPosts)))
	}
	for _, name := range unknown(values) {
		mistakes = append(mistakes, places.in(name))
	}
	return c, errors.Join(mistakes...)
}

// unknown reports settings that begin like ours and are not, which are spelling mistakes as a rule.
func unknown(values map[string]string) []error {
	names := []string{fileSetting}
	for _, s := range settings {
		names = append(names, s.Name)
		if s.Secret {
			names = append(names, s.Name+"_FILE")
		}
	}
	var mistakes []error
	for _, name := range sortedKeys(values) {
		if slices.Contains(names, name) {
			continue
		}
		fix := "remove it, or see `lede run --help` for the list"
		if near := nearest(name, names); near != "" {
			fix = "write " + near + " if that is meant, or remove it"
		}
		mistakes = append(mistakes, fmt.Errorf("%s is not a setting of Lede's: %s", name, fix))
	}
	return mistakes
}
