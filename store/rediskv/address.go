package rediskv

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"lede/problem"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// maxReplicas bounds how many replicas may be waited for.
const maxReplicas = 16

// address is the parsed URL of a Redis.
type address struct {
	options  redis.UniversalOptions
	replicas int    // that must acknowledge a claim
	where    string // the hosts, for errors
}

var errAddress = problem.New("redis.url")

// parse parses a URL. Its errors quote nothing that could be part of the password.
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
		// A transaction sent again after its connection broke would no longer watch what it has read, and might be the second.
		MaxRetries:               -1,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}}
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch kind {
	case "":
		if len(hosts) != 1 {
			return address{}, problem.New("redis.several-hosts", "where", a.where, "scheme", scheme)
		}
	case "sentinel":
		if a.options.MasterName, path = path[0], path[1:]; a.options.MasterName == "" {
			return address{}, problem.New("redis.no-master", "where", a.where, "scheme", scheme)
		}
	case "cluster":
		a.options.IsClusterMode = true
	default:
		return address{}, errAddress
	}
	if a.options.DB, err = database(path); err != nil || a.options.IsClusterMode && a.options.DB != 0 {
		return address{}, problem.New("redis.path", "where", a.where)
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

// database parses the rest of the path: a number or nothing.
func database(path []string) (int, error) {
	if len(path) == 0 || len(path) == 1 && path[0] == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(strings.Join(path, "/"), 10, 16)
	return int(n), err
}

// parameters parses the query.
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
			return problem.New("redis.parameter", "where", a.where, "known", strings.Join(known, ", "))
		}
	}
	a.options.SentinelUsername, a.options.SentinelPassword = q.Get("sentinel_user"), q.Get("sentinel_password")
	if q.Has("replicas") {
		n, err := strconv.Atoi(q.Get("replicas"))
		if err != nil || n < 0 || n > maxReplicas {
			return problem.New("redis.replicas", "where", a.where, "most", maxReplicas)
		}
		a.replicas = n
	}
	if !secure {
		return nil
	}
	var err error
	a.options.TLSConfig, err = tlsConfig(a.where, q.Get("cacert"), q.Get("cert"), q.Get("key"))
	return err
}

// tlsConfig trusts the machine's certificate authorities, or those in a file instead. The server's name is checked against the
// host that is dialled; there is no way to skip that.
func tlsConfig(where, authorities, cert, key string) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if authorities != "" {
		pem, err := os.ReadFile(authorities)
		if err != nil {
			return nil, problem.New("redis.cacert-unreadable", "where", where).Because(err)
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, problem.New("redis.cacert-empty", "where", where, "path", authorities)
		}
	}
	if cert != "" || key != "" {
		if _, err := tls.LoadX509KeyPair(cert, key); err != nil {
			return nil, problem.New("redis.cert", "where", where).Because(err)
		}
		// Each connection reads them anew, because certificates that last for days are renewed while Lede runs.
		c.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			pair, err := tls.LoadX509KeyPair(cert, key)
			return &pair, err
		}
	}
	return c, nil
}
