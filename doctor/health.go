package doctor

import (
	"context"
	"net"
	"net/http"
)

// health tells whether the address of the health check is free, or Lede's already.
func (x examination) health(ctx context.Context) []Finding {
	addr := x.c.HealthAddr
	switch {
	case x.mistaken("LEDE_HEALTH_ADDR"):
		return skipped("the setting LEDE_HEALTH_ADDR comes first", "health")
	case addr == "":
		return []Finding{good("health", "off, so `lede health` has nothing to ask")}
	}
	l, err := net.Listen("tcp", addr)
	if err == nil {
		_ = l.Close()
		return []Finding{good("health", "%s is free", addr)}
	}
	choose := "Choose another address in LEDE_HEALTH_ADDR, or off."
	code, said := x.Health(ctx, addr)
	switch {
	case code == http.StatusOK && said == "well":
		return []Finding{good("health", "the Lede that runs here says that it is well")}
	case code == http.StatusServiceUnavailable:
		return []Finding{warning("health", "See its log for the cause.", "the Lede that runs here says: %s", said)}
	case code != 0:
		return []Finding{failure("health", choose, "another program answers at %s", addr)}
	}
	return []Finding{failure("health", choose, "nothing can be served at %s (%v)", addr, err)}
}
