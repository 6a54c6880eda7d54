package doctor

import (
	"context"
	"time"

	"lede/bot/inspect"
	"lede/problem"
)

// gatewayLow is the number of the day's connections below which a bad hour could use them up.
const gatewayLow = 50

// gateway opens the gateway connection, but begins no session: Discord counts those.
func (x examination) gateway(ctx context.Context, i *inspect.Inspector) []Finding {
	const check = "gateway"
	c, err := asked(ctx, x.Within, i.Connections)
	if err != nil {
		return []Finding{x.trouble(check, err)}
	}
	left := connections(c)
	switch {
	case x.c.Shards == 0 && c.Shards > inspect.MostShards:
		return []Finding{failure(check, problem.New("doctor.senseless-shards", "n", c.Shards, "most", inspect.MostShards))}
	case c.Total > 0 && c.Remaining == 0:
		return []Finding{failure(check, problem.New("doctor.no-connections").Because(left))}
	case c.Total > 0 && c.Remaining < gatewayLow:
		return []Finding{warning(check, problem.New("doctor.few-connections").Because(left))}
	case x.c.Shards > 0 && x.c.Shards < c.Shards:
		return []Finding{warning(check, problem.New("doctor.few-shards", "recommended", c.Shards, "asked", x.c.Shards))}
	case c.Shards > 1:
		return []Finding{good(check, problem.New("doctor.gateway-shards", "shards", c.Shards).Because(left))}
	case c.Total == 0:
		return []Finding{good(check, problem.New("doctor.gateway"))}
	}
	return []Finding{good(check, problem.New("doctor.gateway-left").Because(left))}
}

// connections reports how many are left, and roughly for how long.
func connections(c inspect.Connections) *problem.Problem {
	if c.ResetAfter < 2*time.Hour {
		return problem.New("doctor.connections-minutes", "left", c.Remaining, "total", c.Total, "n", int(c.ResetAfter.Round(time.Minute).Minutes()))
	}
	return problem.New("doctor.connections-hours", "left", c.Remaining, "total", c.Total, "n", int(c.ResetAfter.Round(time.Hour).Hours()))
}
