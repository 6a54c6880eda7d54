package config

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io/fs"
	"log/slog"
	"maps"
	"math"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"lede/problem"
)

const (
	prefix      = "LEDE_"
	fileSetting = "LEDE_CONFIG"
	fileSuffix  = "_FILE"  // of the name of a setting whose value is the path of a file with the secret
	maxSecret   = 16 << 10 // bytes; anything longer is not a secret file
	maxPrefix   = 40       // bytes of the prefix of every key
	maxContact  = 100      // bytes

	// minLease is the least time a request to Discord needs: any shorter, and every digest would be taken over.
	minLease = time.Second
	// maxSpread keeps a morning digest from arriving in the evening.
	maxSpread = 12 * time.Hour
	// discordPosts is Discord's limit on requests per token and second.
	discordPosts = 50
	// minMemory is the memory needed to read one long article, minSpace the space needed to keep it, in bytes.
	minMemory = 16 << 20
	minSpace  = 1 << 20
	// maxCooldown keeps a rate limit from amounting to a ban.
	maxCooldown = time.Minute
)

// Setting is one line of the settings table. docs/settings.md and .env.example repeat the table; a test compares them.
type Setting struct {
	Name    string
	Default string
	Secret  bool                                   // may be given as Name_FILE, the path of a file that contains it
	Help    string                                 // one sentence
	set     func(*Config, string) *problem.Problem // what is wrong with the value
}

// Settings lists every setting in the order of the documentation.
func Settings() []Setting { return slices.Clone(settings) }

var settings = []Setting{
	{"LEDE_DISCORD_TOKEN", "", true, "The bot token from the Discord developer portal; needed by `lede run`.",
		func(c *Config, v string) *problem.Problem { c.DiscordToken = Secret{v}; return nil }},
	{"LEDE_ARTICLES", "", false, "Articles that every server may read: paths of text or JSON files, separated by commas.",
		func(c *Config, v string) *problem.Problem { c.Articles = list(v); return nil }},
	{"LEDE_FETCH_ALLOW", "", false, "Private networks that pages may be fetched from, such as 192.168.7.0/24, separated by commas.",
		func(c *Config, v string) *problem.Problem { return setNetworks(&c.FetchAllow, v) }},
	{"LEDE_CONTACT", "", false, "An e-mail or web address that sites can write to about Lede; sent with every request.",
		func(c *Config, v string) *problem.Problem { return setContact(&c.Contact, v) }},
	{"LEDE_SOURCES", "", false, "Addresses of feeds that every server follows when the bot joins it, separated by commas; its admins can change that.",
		func(c *Config, v string) *problem.Problem { return setAddresses(&c.Sources, v) }},
	{"LEDE_SOURCES_MAX", "50", false, "How many sources one server may have.",
		func(c *Config, v string) *problem.Problem { return setCount(&c.MaxSources, v, "50") }},
	{"LEDE_SOURCES_BLOCKED", "", false, "Hosts that nobody may add sources from, with their subdomains, such as example.org, separated by commas.",
		func(c *Config, v string) *problem.Problem { return setHosts(&c.BlockedSources, v) }},
	{"LEDE_STORE", "lede.db", false, "Path of the embedded store's file.",
		func(c *Config, v string) *problem.Problem { c.Store = v; return nil }},
	{"LEDE_REDIS_URL", "", true, "URL of a Redis that holds all state instead of the file: redis://, redis-sentinel:// or redis-cluster://, with TLS rediss.",
		func(c *Config, v string) *problem.Problem { c.RedisURL = Secret{v}; return checkRedisURL(v) }},
	{"LEDE_REDIS_PREFIX", "lede:", false, "What all keys in Redis begin with; bots that share a Redis need different ones.",
		func(c *Config, v string) *problem.Problem { return setPrefix(&c.RedisPrefix, v) }},
	{"LEDE_DIGEST_GRACE", "2h", false, "How late a digest missed while Lede was down may still be sent, labelled as late.",
		func(c *Config, v string) *problem.Problem {
			return setDuration(&c.DigestGrace, v, 1, math.MaxInt64, notLength)
		}},
	{"LEDE_DIGEST_LEASE", "45s", false, "How long one process has to post a digest before another takes over.",
		func(c *Config, v string) *problem.Problem {
			return setDuration(&c.DigestLease, v, minLease, math.MaxInt64, notLease)
		}},
	{"LEDE_NONCE_WINDOW", "100s", false, "How long Discord is trusted to drop a second copy of a message.",
		func(c *Config, v string) *problem.Problem {
			return setDuration(&c.NonceWindow, v, 1, math.MaxInt64, notLength)
		}},
	{"LEDE_POSTS_PER_SECOND", "45", false, "Messages a second that all processes together may post; Discord allows 50.",
		func(c *Config, v string) *problem.Problem { return setCount(&c.PostsPerSecond, v, "45") }},
	{"LEDE_DIGEST_SPREAD", "0", false, "Over what time digests due at the same moment are spread, by server, so that a large bot stays within Discord's limits.",
		func(c *Config, v string) *problem.Problem {
			return setDuration(&c.DigestSpread, v, 0, maxSpread, notSpread)
		}},
	{"LEDE_PICTURES", "on", false, "Whether briefings and digests show the picture that an article's page names; Discord fetches it, Lede never does. `off` for none.",
		func(c *Config, v string) *problem.Problem { return setSwitch(&c.Pictures, v) }},
	{"LEDE_COOLDOWN", "2s", false, "How long a person who has acted ten times at once waits before the next; 0 for no limit.",
		func(c *Config, v string) *problem.Problem { return setCooldown(&c.Cooldown, v) }},
	{"LEDE_READING_MEMORY", "192MB", false, "Memory that reading articles and finding answers may take at a time; the default suits a machine with 512 MB.",
		func(c *Config, v string) *problem.Problem { return setSize(&c.Memory, v, minMemory) }},
	{"LEDE_PERSON_SPACE", "8MB", false, "Space in the store for what one person had briefed for themselves; the oldest makes room.",
		func(c *Config, v string) *problem.Problem { return setSize(&c.PersonSpace, v, minSpace) }},
	{"LEDE_SERVER_SPACE", "64MB", false, "Space in the store for the articles of one server.",
		func(c *Config, v string) *problem.Problem { return setSize(&c.ServerSpace, v, minSpace) }},
	{"LEDE_STORE_SPACE", "512MB", false, "Space in the store for the articles of all people and servers together.",
		func(c *Config, v string) *problem.Problem { return setSize(&c.StoreSpace, v, minSpace) }},
	{"LEDE_SHARDS", "", false, "How many shards the bot's servers are split into; if unset, as many as Discord recommends.",
		func(c *Config, v string) *problem.Problem { return setCount(&c.Shards, v, "2") }},
	{"LEDE_INTERACTIONS_ADDR", "off", false, "Address at which Discord's interactions are received over HTTP, behind a proxy that speaks HTTPS; `off` to receive them through the gateway.",
		func(c *Config, v string) *problem.Problem { return setAddr(&c.InteractionsAddr, v) }},
	{"LEDE_DISCORD_PUBLIC_KEY", "", false, "The application's public key from the Discord developer portal; needed with LEDE_INTERACTIONS_ADDR.",
		func(c *Config, v string) *problem.Problem { return setPublicKey(&c.PublicKey, v) }},
	{"LEDE_HEALTH_ADDR", "127.0.0.1:8788", false, "Address of the health check that `lede health` asks; `off` for none.",
		func(c *Config, v string) *problem.Problem { return setAddr(&c.HealthAddr, v) }},
	{"LEDE_LOG_LEVEL", "info", false, "debug, info, warn or error.",
		func(c *Config, v string) *problem.Problem { return setLevel(&c.LogLevel, v) }},
	{"LEDE_LOG_FORMAT", "text", false, "text or json.",
		func(c *Config, v string) *problem.Problem { return setFormat(&c.LogJSON, v) }},
	{"LEDE_DISCORD_API", "", false, "Base URL in place of https://discord.com/api, for a rate-limit proxy.",
		func(c *Config, v string) *problem.Problem {
			c.DiscordAPI = strings.TrimSuffix(v, "/")
			return checkBase(v)
		}},
}

// load finds the setting's value and stores it. On failure it returns the mistake, and the name the mistake
// is about: the setting's, or that of its secret file.
func (s Setting) load(c *Config, values map[string]string) (name string, mistake *problem.Problem) {
	value, fileName := strings.TrimSpace(values[s.Name]), s.Name+fileSuffix
	if path := strings.TrimSpace(values[fileName]); s.Secret && path != "" {
		c.SecretFiles = append(c.SecretFiles, path)
		if value != "" {
			return s.Name, setTwice
		}
		if value, mistake = readSecret(path); mistake != nil {
			return fileName, mistake
		}
	}
	if value == "" {
		value = s.Default
	}
	if value == "" {
		return "", nil
	}
	mistake = s.set(c, value)
	if mistake != nil && !s.Secret {
		mistake = mistake.With("value", shown(value))
	}
	return s.Name, mistake
}

// shown makes a value fit for a sentence: printable, at most 200 bytes long, and without the name, password and query of an address.
func shown(value string) string {
	const most = 200 // bytes
	cut := ""
	if scheme, rest, found := strings.Cut(value, "://"); found {
		value = scheme + "://" + rest[strings.LastIndexByte(rest, '@')+1:]
		if end := strings.IndexAny(value, "?#"); end >= 0 {
			value, cut = value[:end], "…"
		}
	}
	if len(value) > most {
		value, cut = strings.ToValidUTF8(value[:most], ""), "…"
	}
	return strings.TrimSuffix(strconv.Quote(value)[1:], `"`) + cut
}

func readSecret(path string) (string, *problem.Problem) {
	info, err := os.Stat(path)
	if err != nil {
		return "", secretUnreadable.With("path", path, "why", cause(err))
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecret {
		return "", secretNotSmall.With("path", path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", secretUnreadable.With("path", path, "why", cause(err))
	}
	value := strings.TrimSpace(string(b))
	if value == "" {
		return "", secretEmpty.With("path", path)
	}
	return value, nil
}

// checkBase accepts a URL to which paths can be appended.
func checkBase(v string) *problem.Problem {
	switch {
	case !isURL(v, "http", "https"):
		return notURL
	case strings.ContainsAny(v, "?#"):
		return notBase
	}
	return nil
}

// isURL reports whether v is a URL with a host and one of the schemes.
func isURL(v string, schemes ...string) bool {
	u, err := url.Parse(v) // whose error is not passed on: it quotes the whole URL, password included
	return err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme)
}

// redisSchemes are the schemes of a Redis URL.
var redisSchemes = []string{"redis", "rediss", "redis-sentinel", "rediss-sentinel", "redis-cluster", "rediss-cluster"}

// checkRedisURL checks only the scheme, the hosts, and characters that should be percent-encoded: the rest of a URL is left to
// rediskv.
func checkRedisURL(v string) *problem.Problem {
	scheme, rest, found := strings.Cut(v, "://")
	if !found || !slices.Contains(redisSchemes, scheme) {
		return notRedisURL
	}
	authority := rest[:strings.IndexAny(rest+"/", "/?#")]
	at := strings.LastIndex(authority, "@")
	login, hosts := authority[:max(at, 0)], authority[at+1:]
	// A password that contains one of /?# seems to end there, with the rest of the login in the path.
	before, _, more := strings.Cut(rest[len(authority):], "@")
	cut := more && !strings.Contains(before, "=")
	if _, err := url.Parse("redis://" + login + "@host"); err != nil || cut || strings.Contains(rest, "#") {
		return notEncoded
	}
	for host := range strings.SplitSeq(hosts, ",") { // url.Parse would refuse a list
		if !isURL("redis://"+host, "redis") {
			return notHost
		}
	}
	return nil
}

// setPrefix accepts a name that has no special meaning in Redis keys, channels and patterns; its colon may be omitted.
func setPrefix(to *string, v string) *problem.Problem {
	name := strings.TrimSuffix(v, ":")
	odd := func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:", r)
	}
	if name == "" || len(name) > maxPrefix || strings.ContainsFunc(name, odd) {
		return notPrefix.With("value", v, "most", maxPrefix)
	}
	*to = name + ":"
	return nil
}

// setDuration accepts a duration between two bounds.
func setDuration(to *time.Duration, v string, least, most time.Duration, wrong *problem.Problem) *problem.Problem {
	d, err := time.ParseDuration(v)
	if err != nil || d < least || d > most {
		return wrong
	}
	*to = d
	return nil
}

func setSwitch(to *bool, v string) *problem.Problem {
	if v != "on" && v != "off" {
		return notSwitch
	}
	*to = v == "on"
	return nil
}

func setCooldown(to *time.Duration, v string) *problem.Problem {
	if v == "off" {
		v = "0"
	}
	return setDuration(to, v, 0, maxCooldown, notCooldown)
}

func setPublicKey(to *string, v string) *problem.Problem {
	if b, err := hex.DecodeString(v); err != nil || len(b) != ed25519.PublicKeySize {
		return notPublicKey
	}
	*to = v
	return nil
}

func setCount(to *int, v, such string) *problem.Problem {
	n, err := strconv.Atoi(v)
	if err != nil || n <= 0 {
		return notCount.With("value", v, "such", such)
	}
	*to = n
	return nil
}

// setSize accepts a number of bytes.
func setSize(to *int64, v string, least int64) *problem.Problem {
	number := strings.TrimRight(v, "KMGB ")
	unit := map[string]int64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}[strings.TrimSpace(v[len(number):])] // 0 for another
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil || n*unit < least {
		return notSize.With("value", v, "least", least>>20)
	}
	*to = n * unit
	return nil
}

func setAddr(to *string, v string) *problem.Problem {
	if v == "off" {
		*to = ""
		return nil
	}
	_, port, err := net.SplitHostPort(v)
	if _, notPort := strconv.ParseUint(port, 10, 16); err != nil || notPort != nil {
		return notAddress
	}
	*to = v
	return nil
}

// setContact accepts a contact address that fits into a line of a request.
func setContact(to *string, v string) *problem.Problem {
	_, notMail := mail.ParseAddress(v)
	u, err := url.Parse(v)
	isPage := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
	odd := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("()<>\\\"", r) }
	if notMail != nil && !isPage || len(v) > maxContact || strings.ContainsFunc(v, odd) {
		return notContact
	}
	*to = v
	return nil
}

// setAddresses accepts web addresses. Two that something else parts than a comma would be read as one.
func setAddresses(to *[]string, v string) *problem.Problem {
	*to = list(v)
	for _, address := range *to {
		if !isURL(address, "https", "http") || holdsAnother(address) {
			return problem.New("config.address")
		}
	}
	return nil
}

// holdsAnother reports whether an address goes on as another one would.
func holdsAnother(address string) bool {
	return strings.ContainsFunc(address, unicode.IsSpace) || strings.Contains(address, ";http") || strings.Contains(address, "|http")
}

// setHosts accepts host names.
func setHosts(to *[]string, v string) *problem.Problem {
	*to = list(strings.ToLower(v))
	for _, host := range *to {
		if !isHost(host) {
			return problem.New("config.host", "host", shown(host))
		}
	}
	return nil
}

// isHost reports whether a name may be a host name, in letters of any script, or is an IP address.
func isHost(name string) bool {
	const longest = 253 // bytes of a name in DNS
	odd := func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !strings.ContainsRune("-_.", r)
	}
	_, notIP := netip.ParseAddr(name)
	return notIP == nil || len(name) <= longest && name[0] != '-' && !strings.ContainsFunc(name, odd)
}

func setNetworks(to *[]netip.Prefix, v string) *problem.Problem {
	for _, part := range list(v) {
		network, err := netip.ParsePrefix(part)
		if ip, single := netip.ParseAddr(part); single == nil {
			network, err = ip.Prefix(ip.BitLen())
		}
		if err != nil {
			return notNetworks
		}
		*to = append(*to, network.Masked())
	}
	return nil
}

func setLevel(to *slog.Level, v string) *problem.Problem {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	level, ok := levels[strings.ToLower(v)]
	if !ok {
		return notLogLevel
	}
	*to = level
	return nil
}

func setFormat(to *bool, v string) *problem.Problem {
	if v != "text" && v != "json" {
		return notLogFormat
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

// discordOwn reports whether the API's base URL is Discord's own.
func discordOwn(api string) bool {
	u, err := url.Parse(api)
	return api == "" || err == nil && (u.Hostname() == "discord.com" || u.Hostname() == "discordapp.com")
}

// cause strips the operation and path from a file error: the surrounding sentence names them already.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
