package doctor

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"sync"

	"lede/desk"
	"lede/problem"
	"lede/source"
)

// sources reports whether there is a feed at each address that every server starts with: a mistake there is one of every server, and its
// admins did not make it. Lede runs without.
func (x examination) sources(ctx context.Context) []Finding {
	list := x.c.Sources
	switch {
	case x.mistaken("LEDE_SOURCES"):
		return skipped(problem.New("doctor.setting-first", "setting", "LEDE_SOURCES"), "sources")
	case len(list) == 0:
		return []Finding{good("sources", problem.New("doctor.sources-none"))}
	}
	web := &source.Web{Allow: x.c.FetchAllow, Version: x.Version, Contact: x.c.Contact}
	found := make([][]Finding, len(list))
	bySite := map[string][]int{} // a site is asked for one at a time
	for i, address := range list {
		site := source.Site(address)
		bySite[site] = append(bySite[site], i)
	}
	var all sync.WaitGroup
	for _, places := range bySite {
		all.Go(func() {
			for _, i := range places {
				found[i] = x.sourceAt(ctx, web, list[i])
			}
		})
	}
	all.Wait()
	wrong := slices.Concat(found...)
	if most := x.c.MaxSources; len(list) > most {
		wrong = append(wrong, warning("sources", problem.New("doctor.sources-many", "n", len(list), "most", most)))
	}
	if len(wrong) > 0 {
		return wrong
	}
	return []Finding{good("sources", problem.New("doctor.sources", "n", len(list)))}
}

// sourceAt returns what is wrong with the source at an address; nothing when there is a feed.
func (x examination) sourceAt(ctx context.Context, web *source.Web, address string) []Finding {
	name := desk.Source{Address: address}.Shown()
	if x.blocked(address) {
		return []Finding{warning("sources", problem.New("doctor.source-blocked", "name", name))}
	}
	list, err := web.Find(ctx, source.Request{Address: address})
	switch {
	case err != nil:
		return []Finding{warning("sources", problem.New("doctor.source-unread", "name", name).Because(err))}
	case len(list) == 0:
		return []Finding{warning("sources", problem.New("doctor.source-none", "name", name))}
	case desk.SourceID(list[0].Address) != desk.SourceID(address):
		return []Finding{warning("sources", problem.New("doctor.source-elsewhere", "name", name, "feed", desk.Source{Address: list[0].Address}.Shown()))}
	}
	return nil
}

// blocked reports whether the settings forbid the host of an address.
func (x examination) blocked(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := source.Host(u.Hostname())
	return slices.ContainsFunc(x.c.BlockedSources, func(b string) bool {
		b = source.Host(strings.TrimLeft(b, "."))
		return host == b || strings.HasSuffix(host, "."+b)
	})
}
