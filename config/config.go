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
	"os"
	"strings"
	"time"

	"github.com/joho/godotenv"
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
	if path := values[fileSetting]; path != "" {
		mistakes = append(mistakes, addFile(values, path)...)
	}
	var c Config
	for _, s := range settings {
		if err := s.load(&c, values); err != nil {
			mistakes = append(mistakes, err)
		}
	}
	if c.InteractionsAddr != "" && c.PublicKey == "" && strings.TrimSpace(values["LEDE_DISCORD_PUBLIC_KEY"]) == "" {
		mistakes = append(mistakes, errors.New("LEDE_INTERACTIONS_ADDR is set and LEDE_DISCORD_PUBLIC_KEY is not: copy the key from the Developer Portal, page “General Information”"))
	}
	mistakes = append(mistakes, unknown(values)...)
	return c, errors.Join(mistakes...)
}

// addFile adds the values of a file that the environment does not set.
func addFile(values map[string]string, path string) []error {
	f, err := os.Open(path)
	if err != nil {
		return []error{fmt.Errorf("%s names %s, which cannot be read (%v): correct the path or unset it", fileSetting, path, cause(err))}
	}
	defer f.Close()
	file, err := godotenv.Parse(f)
	if err != nil {
		// The library's message quotes the rest of the file, secrets included.
		return []error{fmt.Errorf("%s names %s, which is not a list of NAME=value lines: see .env.example for the form", fileSetting, path)}
	}
	for name, value := range file {
		if _, ok := values[name]; !ok {
			values[name] = value
		}
	}
	return nil
}

// unknown reports settings that begin like ours and are not, which are spelling mistakes as a rule.
func unknown(values map[string]string) []error {
	known := map[string]bool{fileSetting: true}
	for _, s := range settings {
		known[s.Name] = true
		if s.Secret {
			known[s.Name+"_FILE"] = true
		}
	}
	var mistakes []error
	for _, name := range sortedKeys(values) {
		if !known[name] {
			mistakes = append(mistakes, fmt.Errorf("%s is not a setting of Lede's: remove it, or see `lede run --help` for the list", name))
		}
	}
	return mistakes
}
