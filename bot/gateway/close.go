package gateway

import (
	"errors"
	"fmt"
	"strconv"
)

// badToken is what the operator is told when Discord refuses the token.
const badToken = "Discord does not accept the bot's token: copy a new one from the Developer Portal (page “Bot”, “Reset Token”) and start again"

// fatal is a reason why connecting again would never help, as one sentence for the operator.
type fatal struct{ sentence string }

func (f *fatal) Error() string { return f.sentence }

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
		return &fatal{badToken}
	case 4010, 4011:
		return &fatal{"Discord requires this bot to be split into more shards: take LEDE_SHARDS out, so that Discord's number is used, and start again"}
	case 4012:
		return &fatal{"Discord no longer speaks the version of the gateway that this version of Lede speaks: install a newer one"}
	case 4013, 4014:
		return &fatal{fmt.Sprintf("Discord refuses the events that Lede asks for (close code %d): check the bot's intents in the Developer Portal", c.code)}
	}
	return err
}
