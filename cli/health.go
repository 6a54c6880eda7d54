package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"lede/config"
	"lede/problem"

	"github.com/spf13/cobra"
)

const (
	healthPath = "/healthz"
	readyPath  = "/readyz"
	maxSaid    = 500 // bytes of an answer, which is one sentence
)

func healthVerb(w world) *cobra.Command {
	return &cobra.Command{
		Use:   "health",
		Short: "Ask a running bot whether it is well",
		Long:  "Ask the bot that runs on this machine, at LEDE_HEALTH_ADDR, whether it is connected, its store\nanswers and due digests are being looked for.",
		Args:  noArguments,
		RunE:  work(func(ctx context.Context, _ []string) error { return w.health(ctx) }),
	}
}

func (w world) health(ctx context.Context) error {
	c, err := config.Load(w.env)
	if err != nil {
		return err
	}
	if c.HealthAddr == "" {
		return problem.New("cli.health-off")
	}
	status, said, err := w.askHealth(ctx, c.HealthAddr)
	if err != nil {
		return problem.New("cli.health-silent", "addr", c.HealthAddr).Because(err)
	}
	if status != http.StatusOK {
		return problem.New("cli.unwell", "said", said)
	}
	_, err = fmt.Fprintln(w.stdout, said)
	return err
}

// askHealth returns the status and the first words of the answer to a health check at an address.
func (w world) askHealth(ctx context.Context, addr string) (status int, said string, err error) {
	ctx, cancel := context.WithTimeout(ctx, w.times.health)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+healthPath, nil)
	if err != nil {
		return 0, "", err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(res.Body, maxSaid)) // whatever arrived before the connection broke will do
	return res.StatusCode, strings.TrimSpace(string(body)), nil
}

// calledByName refuses requests sent to a public host name, which is how a web page in a browser on this machine can
// reach a port: by DNS rebinding. Addresses, names without a dot and the name of the setting are answered.
func calledByName(addr string, h http.Handler) http.Handler {
	own, _, _ := net.SplitHostPort(addr)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = strings.Trim(r.Host, "[]")
		}
		if net.ParseIP(host) == nil && strings.Contains(host, ".") && !strings.EqualFold(host, own) {
			http.Error(w, "Ask by the address, or by the name in LEDE_HEALTH_ADDR.", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// private holds what the private address reports.
type private struct {
	healthy func(context.Context) error // returns nil when all is well
	ready   func(context.Context) error // returns nil when this process takes its part
	count   func(context.Context) counted
}

// serveHealth answers at the private address; with "" it serves nothing. Call stop to end it.
func (t times) serveHealth(addr string, p private, log *slog.Logger) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, problem.New("cli.unserved", "setting", "LEDE_HEALTH_ADDR", "addr", addr).Because(err)
	}
	mux := http.NewServeMux()
	for path, check := range map[string]func(context.Context) error{healthPath: p.healthy, readyPath: p.ready} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), t.health)
			defer cancel()
			if err := check(ctx); err != nil {
				http.Error(w, words.Line(err), http.StatusServiceUnavailable)
				return
			}
			fmt.Fprintln(w, map[string]string{healthPath: "well", readyPath: "ready"}[path])
		})
	}
	mux.HandleFunc("GET "+metricsPath, func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), t.health/3)
		defer cancel()
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_ = writeMetrics(w, p.count(ctx)) // a caller that has gone needs no answer
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), t.health)
		defer cancel()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		_ = writeStatus(w, p.count(ctx), p.healthy(ctx), time.Now()) // see above
	})
	s := t.server(calledByName(addr, mux), t.health+t.answer, log)
	go s.Serve(l) //nolint:errcheck // ends with Close
	return func() { s.Close() }, nil
}
