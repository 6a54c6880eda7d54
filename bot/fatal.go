package bot

import (
	"fmt"
	"strings"
)

const badToken = "Discord does not accept the bot's token: copy a new one from the Developer Portal (page “Bot”, “Reset Token”) and start again"

// fatal is a reason for which connecting again would never help, as one sentence for the operator.
type fatal struct{ sentence string }

func (f *fatal) Error() string { return f.sentence }

// fatalClose recognises the close codes after which Discord forbids to connect again. discordgo hands on the
// error of its websocket library, whose text is the one place where the code can be read.
func fatalClose(err error) error {
	if err == nil {
		return nil
	}
	var code int
	if _, after, ok := strings.Cut(err.Error(), "websocket: close "); ok {
		_, _ = fmt.Sscanf(after, "%d", &code) // without a number it stays 0
	}
	switch code {
	case 4004:
		return &fatal{badToken}
	case 4010, 4011:
		return &fatal{"Discord requires this bot to be split into more shards: take LEDE_SHARDS out, so that Discord's number is used, and start again"}
	case 4012:
		return &fatal{"Discord no longer speaks the version of the gateway that this version of Lede speaks: install a newer one"}
	case 4013, 4014:
		return &fatal{"Discord refuses the events that Lede asks for (close code " + fmt.Sprint(code) + "): check the bot's intents in the Developer Portal"}
	}
	return fmt.Errorf("opening the gateway: %w", err)
}
