package rediskv

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// maxReplicas bounds how many replicas may be waited for.
const maxReplicas = 16

// address is what the URL of Redis says.
type address struct {
	options  redis.UniversalOptions
	replicas int    // that must acknowledge a claim
	where    string // the hosts, for errors
}

var errAddress = errors.New("the URL of Redis cannot be read: write it like redis://user:password@host:6379/0, with special characters of the password percent-encoded")

// parse reads a URL. Its errors quote nothing that could be part of the password.
func parse(text string) (address, error) {
	u, hosts, err := split(strings.TrimSpace(text))
	if err != nil {
		return address{}, err
	}
	scheme, kind, _ := strings.Cut(u.Scheme, "-")
	if scheme != "redis" && scheme != "rediss" {
		return address{}, errAddress
	}
	password, _ := u.User.Password()
	a := address{where: strings.Join(hosts, ","), options: redis.UniversalOptions{
		Protocol: 2, Addrs: hosts, Username: u.User.Username(), Password: password,
		DialerRetries: 1, ContextTimeoutEnabled: true,
		// A transaction that is sent again after its connection broke would no longer watch what it has read,
		// and might be the second.
		MaxRetries:               -1,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}}
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch kind {
	case "":
		if len(hosts) != 1 {
			return address{}, fmt.Errorf("the URL of Redis at %s has several hosts: give one, or begin it with %s-cluster:// or %s-sentinel://", a.where, scheme, scheme)
		}
	case "sentinel":
		if a.options.MasterName, path = path[0], path[1:]; a.options.MasterName == "" {
			return address{}, fmt.Errorf("the URL of the sentinels at %s does not name the master: write it like %s-sentinel://host:26379/mymaster/0", a.where, scheme)
		}
	case "cluster":
		a.options.IsClusterMode = true
	default:
		return address{}, errAddress
	}
	if a.options.DB, err = database(path); err != nil || a.options.IsClusterMode && a.options.DB != 0 {
		return address{}, fmt.Errorf("the URL of Redis at %s has a path that is not understood: leave only the number of the database (in a cluster always 0)", a.where)
	}
	return a, a.parameters(u.Query(), scheme == "rediss")
}

// split parses a URL whose host may be a list, which url.Parse would refuse.
func split(text string) (u *url.URL, hosts []string, err error) {
	scheme, rest, _ := strings.Cut(text, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	begin := strings.LastIndex(rest[:end], "@") + 1
	u, err = url.Parse(scheme + "://" + rest[:begin] + "host" + rest[end:])
	if err != nil || u.Fragment != "" {
		return nil, nil, errAddress
	}
	port := "6379"
	if strings.HasSuffix(u.Scheme, "-sentinel") {
		port = "26379"
	}
	for host := range strings.SplitSeq(rest[begin:end], ",") {
		one, err := url.Parse("redis://" + host)
		if err != nil || one.Hostname() == "" || one.Host != host {
			return nil, nil, errAddress
		}
		if one.Port() != "" {
			port = one.Port()
		}
		hosts = append(hosts, net.JoinHostPort(one.Hostname(), port))
	}
	return u, hosts, nil
}

// database reads the rest of the path: a number or nothing.
func database(path []string) (int, error) {
	if len(path) == 0 || len(path) == 1 && path[0] == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(strings.Join(path, "/"), 10, 16)
	return int(n), err
}

// parameters reads what follows the question mark.
func (a *address) parameters(q url.Values, secure bool) error {
	for name, values := range q {
		known := []string{"replicas"}
		if secure {
			known = append(known, "cacert", "cert", "key")
		}
		if a.options.MasterName != "" {
			known = append(known, "sentinel_user", "sentinel_password")
		}
		if !slices.Contains(known, name) || len(values) != 1 {
			return fmt.Errorf("the URL of Redis at %s has a parameter that is not understood: it can have %s, each once", a.where, strings.Join(known, ", "))
		}
	}
	a.options.SentinelUsername, a.options.SentinelPassword = q.Get("sentinel_user"), q.Get("sentinel_password")
	if q.Has("replicas") {
		n, err := strconv.Atoi(q.Get("replicas"))
		if err != nil || n < 0 || n > maxReplicas {
			return fmt.Errorf("the URL of Redis at %s has replicas that are no number from 0 to %d", a.where, maxReplicas)
		}
		a.replicas = n
	}
	if !secure {
		return nil
	}
	var err error
	if a.options.TLSConfig, err = tlsConfig(q.Get("cacert"), q.Get("cert"), q.Get("key")); err != nil {
		return fmt.Errorf("the URL of Redis at %s: %w", a.where, err)
	}
	return nil
}

// tlsConfig trusts the machine's authorities, or those of a file instead. The server's name is checked against
// the host that is dialled; there is no way to skip that.
func tlsConfig(authorities, cert, key string) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if authorities != "" {
		pem, err := os.ReadFile(authorities)
		if err != nil {
			return nil, fmt.Errorf("cacert cannot be read (%w): correct the path or the file", err)
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("cacert names %s, which holds no certificate in PEM form: give another file", authorities)
		}
	}
	if cert != "" || key != "" {
		pair, err := tls.LoadX509KeyPair(cert, key)
		if err != nil {
			return nil, fmt.Errorf("cert and key cannot be used (%w): give the paths of a certificate and its key in PEM form", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}
