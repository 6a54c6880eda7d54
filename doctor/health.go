package doctor

import (
	"context"
	"net"
	"net/http"

	"lede/problem"
)

// health reports whether the address of the health check is free, or used by Lede.
func (x examination) health(ctx context.Context) []Finding {
	addr := x.c.HealthAddr
	switch {
	case x.mistaken("LEDE_HEALTH_ADDR"):
		return skipped(problem.New("doctor.setting-first", "setting", "LEDE_HEALTH_ADDR"), "health")
	case addr == "":
		return []Finding{good("health", problem.New("doctor.health-off"))}
	}
	l, err := net.Listen("tcp", addr)
	if err == nil {
		_ = l.Close()
		return []Finding{good("health", problem.New("doctor.health-free", "addr", addr))}
	}
	code, said := x.Health(ctx, addr)
	switch {
	case code == http.StatusOK && said == "well":
		return []Finding{good("health", problem.New("doctor.health"))}
	case code == http.StatusServiceUnavailable:
		return []Finding{warning("health", problem.New("doctor.health-unwell", "said", said))}
	case code != 0:
		return []Finding{failure("health", problem.New("doctor.health-another", "addr", addr))}
	}
	return []Finding{failure("health", problem.New("doctor.health-unserved", "addr", addr).Because(err))}
}
