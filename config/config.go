// Package config reads Lede's settings: from the environment and, if named, from a file of the same
// NAME=value lines (the environment wins). Every mistake is reported at once. Secrets can be read from files
// and never print themselves.
//
// It refuses to act on what it reads. Only cli and what puts Lede together or examines it, service and doctor, import it.
package config

import (
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/problem"
)

// Config holds every setting, with defaults filled in.
type Config struct {
	DiscordToken Secret
	DiscordAPI   string // base URL; "" is Discord's own
	Articles     []string
	FetchAllow   []netip.Prefix // networks from which pages may be fetched although they are not public
	Contact      string         // sent to the sites that are fetched from; "" for none
	// Sources are the feeds that every server starts with, MaxSources is how many it may have, and BlockedSources are the hosts from which it
	// may have none.
	Sources        []string
	MaxSources     int
	BlockedSources []string
	Store          string // path of the embedded store
	RedisURL       Secret // when set, Redis holds all state
	RedisPrefix    string // of all key and channel names in Redis; ends with a colon
	DigestGrace    time.Duration
	DigestLease    time.Duration
	NonceWindow    time.Duration
	// PostsPerSecond is shared by all processes on one store.
	PostsPerSecond int
	DigestSpread   time.Duration
	Pictures       bool
	Shards         int           // 0 for as many as Discord recommends
	Cooldown       time.Duration // 0 is none
	// Memory is how much reading takes at a time; PersonSpace, ServerSpace and StoreSpace are what may be kept for one person, one server
	// and altogether. All are in bytes.
	Memory, PersonSpace, ServerSpace, StoreSpace int64
	// InteractionsAddr is host:port; "" is off.
	InteractionsAddr string
	PublicKey        string
	HealthAddr       string // host:port; "" is off
	LogLevel         slog.Level
	LogJSON          bool
	SecretFiles      []string // LEDE_CONFIG and those that hold one secret each
}

// Secret is a value that must not be printed. Reveal returns it.
type Secret struct{ value string }

// NewSecret hides a value.
func NewSecret(value string) Secret { return Secret{value} }

// Reveal returns the secret itself.
func (s Secret) Reveal() string { return s.value }

// IsSet reports whether the secret is non-empty.
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

// Env returns a variable of an environment as os.Environ returns it; "" if it is not set. The last of several counts.
func Env(environ []string, name string) string {
	for _, pair := range slices.Backward(environ) {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// Load reads the settings from NAME=value pairs, as os.Environ returns them. The setting LEDE_CONFIG names a
// file with more. The error joins all mistakes, each a [problem.Problem] whose argument setting is the name of a setting.
func Load(environ []string) (Config, error) {
	values := map[string]string{}
	for _, pair := range environ {
		if name, value, _ := strings.Cut(pair, "="); strings.HasPrefix(name, prefix) {
			values[name] = value
		}
	}
	var mistakes []error
	var c Config
	places, whole, home := places{}, true, Env(environ, "HOME")
	if path, mistake := withHome(values[fileSetting], home); mistake != nil {
		mistakes, whole = append(mistakes, places.at(fileSetting, mistake)), false
	} else if path != "" {
		c.SecretFiles = append(c.SecretFiles, path)
		mistakes = append(mistakes, addFile(values, places, path)...)
		whole = len(mistakes) == 0
	}
	for _, name := range sortedKeys(values) {
		var mistake *problem.Problem
		if values[name], mistake = pathsWithHome(name, values[name], home); mistake != nil {
			mistakes = append(mistakes, places.at(name, mistake))
		}
	}
	for _, s := range settings {
		if name, mistake := s.load(&c, values); mistake != nil {
			mistakes = append(mistakes, places.at(name, mistake))
		}
	}
	keyAbsent := whole && strings.TrimSpace(values["LEDE_DISCORD_PUBLIC_KEY"]) == "" // a line that cannot be read may have it
	mistakes = append(mistakes, c.contradictions(places, keyAbsent)...)
	known := names()
	for _, name := range sortedKeys(values) {
		if !slices.Contains(known, name) {
			mistakes = append(mistakes, places.at(name, unknownSetting(name, known)))
		}
	}
	return c, errors.Join(mistakes...)
}

// contradictions returns the mistakes in combinations of settings that are each valid.
func (c Config) contradictions(at places, keyAbsent bool) (mistakes []error) {
	if c.InteractionsAddr != "" && keyAbsent {
		mistakes = append(mistakes, at.at("LEDE_INTERACTIONS_ADDR", noPublicKey))
	}
	if c.PostsPerSecond > discordPosts && discordOwn(c.DiscordAPI) {
		mistakes = append(mistakes, at.at("LEDE_POSTS_PER_SECOND", tooManyPosts.With("value", strconv.Itoa(c.PostsPerSecond), "most", discordPosts)))
	}
	return mistakes
}

// names returns all known names, LEDE_CONFIG first.
func names() []string {
	list := []string{fileSetting}
	for _, s := range settings {
		list = append(list, s.Name)
		if s.Secret {
			list = append(list, s.Name+fileSuffix)
		}
	}
	return list
}

// unknownSetting is the mistake of a name that begins like ours but is unknown: usually a misspelt one.
func unknownSetting(name string, known []string) *problem.Problem {
	if near := nearest(name, known); near != "" {
		return misspelt.With("near", near)
	}
	return unknown
}

// nearest returns the known name that a wrong one most likely stands for; "" for none.
func nearest(wrong string, known []string) string {
	bare := strings.TrimPrefix(strings.NewReplacer("-", "_", ".", "_").Replace(strings.ToUpper(wrong)), prefix)
	const shortest = 3 // minimum letters of an abbreviation of a longer name, such as TOKEN
	part := func(name string) bool { return strings.Contains(strings.TrimPrefix(name, prefix), bare) }
	if i := slices.IndexFunc(known, part); i >= 0 && len(bare) >= shortest {
		return known[i]
	}
	return problem.Nearest(prefix+bare, known)
}
