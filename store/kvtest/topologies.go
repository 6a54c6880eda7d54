package kvtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// StartTLS starts a Redis that speaks only TLS and requires client certificates, and returns it with the paths of the one
// certificate that all trust, and of its key.
func StartTLS(tb testing.TB) (r *Redis, cert, key string) {
	tb.Helper()
	cert, key = certificate(tb)
	dir := tb.TempDir()
	r = start(tb, func(port string) (cli, args []string) {
		return []string{"-p", port, "--tls", "--cacert", cert, "--cert", cert, "--key", key}, []string{
			"--port", "0", "--tls-port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "",
			"--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", cert}
	})
	return r, cert, key
}

// certificate makes a self-signed certificate for 127.0.0.1.
func certificate(tb testing.TB) (cert, key string) {
	tb.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Lede's tests"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	public, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		tb.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		tb.Fatal(err)
	}
	dir := tb.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: public}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return cert, key
}

// StartReplica starts a Redis that replicates another, given the same further arguments, and waits until it has caught up.
func StartReplica(tb testing.TB, master *Redis, args ...string) *Redis {
	tb.Helper()
	r := StartServer(tb, append([]string{"--replicaof", "127.0.0.1 " + master.Port}, args...)...)
	r.Until("master_link_status:up", "info", "replication")
	return r
}

// CatchUp waits until a replica has everything its master wrote so far.
func CatchUp(master, replica *Redis) {
	master.tb.Helper()
	const offset = "master_repl_offset:"
	_, after, _ := strings.Cut(master.Do("info", "replication"), offset)
	want, _, _ := strings.Cut(after, "\r\n")
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		_, after, _ := strings.Cut(replica.Do("info", "replication"), offset)
		if got, _, _ := strings.Cut(after, "\r\n"); len(got) > len(want) || len(got) == len(want) && got >= want {
			return
		}
	}
	master.tb.Fatalf("the replica on port %s does not catch up with offset %s", replica.Port, want)
}

// StartSentinels starts three sentinels that watch a master by the name of mymaster. The password, if any, is theirs and the
// master's.
func StartSentinels(tb testing.TB, master *Redis, password string) []*Redis {
	tb.Helper()
	sentinels := make([]*Redis, 3)
	for i := range sentinels {
		file := filepath.Join(tb.TempDir(), "sentinel.conf")
		sentinels[i] = start(tb, func(port string) (cli, args []string) {
			lines := fmt.Sprintf("port %s\nbind 127.0.0.1\ndir %s\nsentinel monitor mymaster 127.0.0.1 %s 2\n"+
				"sentinel down-after-milliseconds mymaster 700\nsentinel failover-timeout mymaster 3000\n", port, filepath.Dir(file), master.Port)
			cli = []string{"-p", port}
			if password != "" {
				lines += fmt.Sprintf("sentinel auth-pass mymaster %[1]s\nrequirepass %[1]s\nsentinel sentinel-pass %[1]s\n", password)
				cli = append(cli, "-a", password)
			}
			if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
				tb.Fatal(err)
			}
			return cli, []string{file, "--sentinel"}
		})
	}
	for _, s := range sentinels {
		// By default they poll every 10 s and tell each other every 2 s. Much shorter intervals would make a busy machine
		// believe that no replica is fit to take over.
		s.Do("sentinel", "debug", "info-period", "1000", "publish-period", "300")
	}
	for _, s := range sentinels {
		s.Until("OK 3 usable Sentinels", "sentinel", "ckquorum", "mymaster")
		s.Until("slave", "sentinel", "replicas", "mymaster")
	}
	return sentinels
}

// StartCluster starts a cluster of three masters.
func StartCluster(tb testing.TB) []*Redis {
	tb.Helper()
	const slots = 16384
	nodes := make([]*Redis, 3)
	for i := range nodes {
		nodes[i] = StartServer(tb, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000")
	}
	// redis-cli --cluster create does the same, with pauses of whole seconds.
	for i, n := range nodes {
		first, last := i*slots/len(nodes), (i+1)*slots/len(nodes)-1
		for _, command := range [][]string{
			{"cluster", "set-config-epoch", fmt.Sprint(i + 1)},
			{"cluster", "addslotsrange", fmt.Sprint(first), fmt.Sprint(last)},
			{"cluster", "meet", "127.0.0.1", nodes[0].Port},
		} {
			if out := n.Do(command...); out != "OK" {
				tb.Fatalf("making a cluster: %s: %s", command, out)
			}
		}
	}
	for _, n := range nodes {
		n.Until("cluster_known_nodes:3", "cluster", "info")
		n.Until("cluster_state:ok", "cluster", "info")
	}
	return nodes
}

// Hosts joins the addresses of servers as in the URL of a cluster or of sentinels.
func Hosts(servers []*Redis) string {
	var all []string
	for _, s := range servers {
		all = append(all, "127.0.0.1:"+s.Port)
	}
	return strings.Join(all, ",")
}
