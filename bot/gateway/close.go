package gateway

import (
	"errors"
	"strconv"

	"lede/problem"
)

// fatal is a problem that reconnecting cannot solve and the operator must.
type fatal struct{ *problem.Problem }

func (f *fatal) Unwrap() error { return f.Problem }

// badToken is the error for a token that Discord refuses, over REST or on the gateway.
func badToken() *fatal { return &fatal{problem.New("gateway.token-refused")} }

// closed is the close frame that Discord ended a connection with.
type closed struct {
	code int
	text string
}

// closeNames holds the names of the close codes in Discord's documentation, and of those of RFC 6455 that Discord uses.
var closeNames = map[int]string{
	1000: "normal", 1001: "going away", 1005: "no code", 1006: "abnormal", 1011: "internal error", 1012: "service restart",
	4000: "unknown error", 4001: "unknown opcode", 4002: "decode error", 4003: "not authenticated", 4004: "authentication failed",
	4005: "already authenticated", 4007: "invalid seq", 4008: "rate limited", 4009: "session timed out", 4010: "invalid shard",
	4011: "sharding required", 4012: "invalid API version", 4013: "invalid intents", 4014: "disallowed intents",
}

func (c *closed) Error() string {
	s := "the gateway closed the connection with code " + strconv.Itoa(c.code)
	if name := closeNames[c.code]; name != "" {
		s += ", " + name
	}
	if c.text != "" {
		s += " (" + c.text + ")"
	}
	return s
}

// endsSession reports whether a close code ends the session: the codes that mean so, and a normal closure in answer to RESUME.
func (c *closed) endsSession(resumed bool) bool {
	switch c.code {
	case 4003, 4007, 4009:
		return true
	case 1000:
		return !resumed
	}
	return false
}

// errShards is the problem of too few shards for the bot's servers.
var errShards = problem.New("gateway.shards-refused")

// fatalClose makes an error fatal when it holds a close code after which Discord forbids reconnecting.
func fatalClose(err error) error {
	var c *closed
	if !errors.As(err, &c) {
		return err
	}
	switch c.code {
	case 4004:
		return badToken()
	case 4010, 4011:
		return &fatal{errShards}
	case 4012:
		return &fatal{problem.New("gateway.version-refused")}
	case 4013, 4014:
		return &fatal{problem.New("gateway.intents-refused", "code", c.code)}
	}
	return err
}
