package service

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"lede/problem"
)

// HealthPath is the path of the health check at the private address, which `lede health` asks: 200 and "well", or 503 and one sentence.
const HealthPath = "/healthz"

const readyPath = "/readyz"

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

// Reporter is what the private address reports on: a Service.
type Reporter interface {
	Healthy(ctx context.Context) error // nil when all is well
	Ready(ctx context.Context) error   // nil when this process takes its part
	Count(ctx context.Context) Counted
}

// ServeHealth serves the health check, the readiness check, the metrics and the status page at the private address, in the background until
// stop is called. With "" it serves nothing. Its error is that the address cannot be listened on.
func (t Times) ServeHealth(addr string, about Reporter, log *slog.Logger) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, problem.New("service.unserved", "setting", "LEDE_HEALTH_ADDR", "addr", addr).Because(err)
	}
	mux := http.NewServeMux()
	for path, check := range map[string]func(context.Context) error{HealthPath: about.Healthy, readyPath: about.Ready} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), t.Health)
			defer cancel()
			if err := check(ctx); err != nil {
				http.Error(w, words.Line(err), http.StatusServiceUnavailable)
				return
			}
			fmt.Fprintln(w, map[string]string{HealthPath: "well", readyPath: "ready"}[path])
		})
	}
	mux.HandleFunc("GET "+metricsPath, func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), t.Health/3)
		defer cancel()
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_ = writeMetrics(w, about.Count(ctx)) // a caller that has gone needs no answer
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), t.Health)
		defer cancel()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		_ = writeStatus(w, about.Count(ctx), about.Healthy(ctx), time.Now()) // see above
	})
	s := t.Server(calledByName(addr, mux), t.Health+t.Answer, log)
	go s.Serve(l) //nolint:errcheck // ends with Close
	return func() { s.Close() }, nil
}
