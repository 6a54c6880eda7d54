package service

import (
	"log/slog"
	"net/http"
	"time"
)

// Times holds the timeouts of the servers and checks. Tests shorten them.
type Times struct {
	Receive time.Duration // to receive a request; Discord allows an interaction three seconds
	Answer  time.Duration // to send its answer, which is only a status
	Idle    time.Duration // to wait for the next request on a connection
	Close   time.Duration // to finish receiving, when the program stops
	Health  time.Duration // for the answer to a health check
	Watch   time.Duration // between checks that the store still has everything
}

// RealTimes returns the timeouts that Lede runs with.
func RealTimes() Times {
	return Times{Receive: 3 * time.Second, Answer: 3 * time.Second, Idle: time.Minute, Close: 3 * time.Second, Health: 3 * time.Second, Watch: 5 * time.Second}
}

const maxHeader = 16 << 10 // bytes

// Server returns an HTTP server that gives an answer the given time from when it began to receive the request. Its errors, such as too many open
// files, go to the same log as all else.
func (t Times) Server(h http.Handler, write time.Duration, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: t.Receive, ReadTimeout: t.Receive, WriteTimeout: write, IdleTimeout: t.Idle, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
