package cli

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"lede/service"
)

// TestTheHealthCheckGoesThroughNoProxy: a container is given the proxy of its host, and listens at 0.0.0.0, which Go would ask a proxy for.
func TestTheHealthCheckGoesThroughNoProxy(t *testing.T) {
	const inside = "LEDE_TEST_HEALTH_AT"
	if addr := os.Getenv(inside); addr != "" { // in a process of its own, since Go reads the proxy once
		status, said, err := world{times: realTimes()}.askHealth(t.Context(), addr)
		fmt.Println(status, said, err)
		return
	}
	t.Parallel()
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, map[bool]string{true: "well"}[r.URL.Path == service.HealthPath])
	})}}
	server.Start()
	defer server.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), inside+"=0.0.0.0:"+port, "HTTP_PROXY=http://127.0.0.1:1", "http_proxy=http://127.0.0.1:1", "NO_PROXY=", "no_proxy=")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "200 well <nil>") {
		t.Errorf("%v: %s", err, out)
	}
}
