package doctor

import (
	"context"
	"fmt"
	"time"

	"lede/bot"
)

// gatewayLow is how few connections of the day are too few for a bad hour.
const gatewayLow = 50

// gateway opens the connection for events, but begins no session: Discord counts those.
func (x examination) gateway(ctx context.Context, i *bot.Inspector) []Finding {
	const check = "gateway"
	c, err := asked(ctx, x.Within, i.Connections)
	if err != nil {
		return []Finding{x.trouble(check, err)}
	}
	left := fmt.Sprintf("%d of %d connections are left for the next %s", c.Remaining, c.Total, roughly(c.ResetAfter))
	switch {
	case c.Total > 0 && c.Remaining == 0:
		return []Finding{failure(check, "Wait until then, and find out what connects so often: a Lede in a loop of restarts, or another program with the same token.", "%s", left)}
	case c.Total > 0 && c.Remaining < gatewayLow:
		return []Finding{warning(check, "Find out what connects so often: a Lede in a loop of restarts, or another program with the same token.", "%s", left)}
	case x.c.Shards > 0 && x.c.Shards < c.Shards:
		return []Finding{warning(check, "Take LEDE_SHARDS out, so that Discord's number is used.", "it opens, but Discord recommends %d shards, and LEDE_SHARDS asks for %d", c.Shards, x.c.Shards)}
	case c.Shards > 1:
		return []Finding{good(check, "it opens; Discord recommends %d shards; %s", c.Shards, left)}
	case c.Total == 0:
		return []Finding{good(check, "it opens")}
	}
	return []Finding{good(check, "it opens; %s", left)}
}

// roughly is a length of time as one would say it.
func roughly(d time.Duration) string {
	if d < 2*time.Hour {
		return counted(int(d.Round(time.Minute).Minutes()), "minute", "minutes")
	}
	return counted(int(d.Round(time.Hour).Hours()), "hour", "hours")
}
