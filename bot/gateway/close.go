package gateway

import (
	"errors"
	"strconv"

	"lede/problem"
)

// fatal is a reason why connecting again would never help, for the operator to mend.
type fatal struct{ *problem.Problem }

func (f *fatal) Unwrap() error { return f.Problem }

// badToken is what Discord's refusal of the token means, whether by REST or by the gateway.
func badToken() *fatal { return &fatal{problem.New("gateway.token-refused")} }

// closed is the close frame with which Discord ended a connection.
type closed struct {
	code int
	text string
}

func (c *closed) Error() string {
	s := "the gateway closed the connection with code " + strconv.Itoa(c.code)
	if c.text != "" {
		s += " (" + c.text + ")"
	}
	return s
}

// fatalClose makes an error fatal when it holds a close code after which Discord forbids to connect again.
func fatalClose(err error) error {
	var c *closed
	if !errors.As(err, &c) {
		return err
	}
	switch c.code {
	case 4004:
		return badToken()
	case 4010, 4011:
		return &fatal{problem.New("gateway.shards-refused")}
	case 4012:
		return &fatal{problem.New("gateway.version-refused")}
	case 4013, 4014:
		return &fatal{problem.New("gateway.intents-refused", "code", c.code)}
	}
	return err
}
