package doctor

import (
	"bufio"
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"lede/store/kvtest"
	"lede/store/rediskv"
)

// tell gives a Redis one command and returns the first line of its answer.
func tell(t *testing.T, address, command string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.DialTimeout("tcp", u.Host, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := fmt.Fprint(conn, command+"\r\n"); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || strings.HasPrefix(line, "-") {
		t.Fatalf("%s: %s %v", command, line, err)
	}
	return line
}

func TestDoctorLooksAtRedis(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	address := kvtest.StartRedis(t)
	c.env["LEDE_REDIS_URL"] = address
	failures, found := c.examine()
	c.expect(found, "persistence", Fail, "may lose", "appendonly yes")
	if failures != 1 {
		t.Errorf("without persistence there are %d failures: %v", failures, found)
	}
	tell(t, address, "CONFIG SET appendonly yes")
	failures, found = c.examine()
	c.expect(found, "store", OK, "can be written to")
	c.expect(found, "persistence", OK, "everysec")
	c.expect(found, "eviction", OK, "noeviction")
	c.expect(found, "store-clock", OK)
	if failures > 0 {
		t.Errorf("a Redis as it should be: %v", found)
	}
	if n := tell(t, address, "DBSIZE"); n != ":65\r\n" { // the marks of the layout, and of the server for each partition
		t.Errorf("the doctor left something behind: %s", n)
	}

	tell(t, address, "CONFIG SET appendfsync no")
	tell(t, address, "CONFIG SET maxmemory-policy allkeys-lru")
	_, found = c.examine()
	c.expect(found, "persistence", Warn, "appendfsync")
	c.expect(found, "eviction", Warn, "allkeys-lru")
	tell(t, address, "CONFIG SET maxmemory 100mb")
	_, found = c.examine()
	c.expect(found, "eviction", Fail, "allkeys-lru", "100 MB", "noeviction")
	tell(t, address, "CONFIG SET maxmemory-policy volatile-lru")
	_, found = c.examine()
	c.expect(found, "eviction", OK)
}

func TestDoctorTellsWhyRedisCannotBeUsed(t *testing.T) {
	t.Parallel()
	c := openClinic(t)
	address := kvtest.StartRedis(t)
	host := strings.TrimSuffix(strings.TrimPrefix(address, "redis://"), "/0")
	tell(t, address, "ACL SETUSER reader on >pa55-w0rd ~lede:* &lede:* +@read +@connection +info")
	tell(t, address, "ACL SETUSER silent on >pa55-w0rd ~lede:* &lede:* +@all -info")
	primary := kvtest.StartRedis(t)
	replica := kvtest.StartRedis(t)
	at, err := url.Parse(primary)
	if err != nil {
		t.Fatal(err)
	}
	tell(t, replica, "REPLICAOF "+at.Hostname()+" "+at.Port())
	for _, s := range []struct {
		url   string
		want  Status
		words string
	}{
		{"redis://reader:pa55-w0rd@" + host, Fail, "ACL SETUSER reader +set +hset"},
		{"redis://silent:pa55-w0rd@" + host, Fail, "ACL SETUSER silent +info"},
		{"redis://reader:wrong@" + host, Fail, "user and the password"},
		{replica, Fail, "the primary"},
		{"redis://:pa55-w0rd@127.0.0.1:1/0", Fail, "Check that Redis runs"},
		{"redis://:pa55-w0rd@nowhere.invalid/0", Fail, "Check that Redis runs"},
	} {
		c.env["LEDE_REDIS_URL"] = s.url
		_, found := c.examine()
		c.expect(found, "store", s.want, s.words)
	}
	tell(t, address, "ACL SETUSER theirs on >pa55-w0rd ~theirs:* &theirs:* +@all")
	c.env["LEDE_REDIS_URL"], c.env["LEDE_REDIS_PREFIX"] = "redis://theirs:pa55-w0rd@"+host, "theirs"
	if _, found := c.examine(); found["store"].Status == Fail {
		t.Errorf("a user who has the names with the prefix: %+v", found["store"])
	}
}

func TestDoctorJudgesWhatRedisSays(t *testing.T) {
	t.Parallel()
	fine := rediskv.Node{Address: "a:1", Version: "7.0.15", AppendOnly: true, Fsync: "always", Policy: "noeviction"}
	with := func(change func(*rediskv.Node)) rediskv.Node {
		n := fine
		change(&n)
		return n
	}
	for _, s := range []struct {
		node     rediskv.Node
		replicas int
		check    string
		want     Status
	}{
		{fine, 0, "store", OK},
		{fine, 0, "persistence", OK},
		{with(func(n *rediskv.Node) { n.Version = "6.0.16" }), 0, "store", Warn},
		{with(func(n *rediskv.Node) { n.Version = "4.0.9" }), 0, "store", Fail},
		{with(func(n *rediskv.Node) { n.Version = "10.1.0" }), 0, "store", OK},
		{with(func(n *rediskv.Node) { n.Version = "" }), 0, "store", OK},
		{with(func(n *rediskv.Node) { n.Replica = true }), 0, "store", Fail},
		{with(func(n *rediskv.Node) { n.Failing = true }), 0, "persistence", Fail},
		{with(func(n *rediskv.Node) { n.Fsync = "" }), 0, "persistence", OK},
		{with(func(n *rediskv.Node) { n.Ahead = 3 * time.Second }), 0, "store-clock", Warn},
		{with(func(n *rediskv.Node) { n.Ahead = -time.Minute }), 0, "store-clock", Fail},
		{fine, 1, "replicas", Fail},
		{with(func(n *rediskv.Node) { n.Replicas = 2 }), 1, "replicas", OK},
	} {
		// A second one that is well does not hide the first.
		for _, f := range judgeRedis([]rediskv.Node{fine, s.node, fine}, s.replicas) {
			if f.Check == s.check && f.Status != s.want && s.check != "replicas" {
				t.Errorf("%+v: %+v, want %s", s.node, f, s.want)
			}
		}
		for _, f := range judgeRedis([]rediskv.Node{s.node}, s.replicas) {
			if f.Check == s.check && f.Status != s.want {
				t.Errorf("%+v: %+v, want %s", s.node, f, s.want)
			}
		}
	}
	if n := replicasAsked("redis://u:p@h:1/0?replicas=2"); n != 2 {
		t.Errorf("replicas asked: %d", n)
	}
}

func TestSizesAreSaidAsOneWould(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 1000: "1.0 KB", 65536: "64 KB", 5 << 20: "5.0 MB", 100 << 20: "100 MB", 1 << 50: "1024 TB"} {
		if got := size(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
