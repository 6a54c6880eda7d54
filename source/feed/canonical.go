package feed

import (
	"net/url"
	"slices"
	"strings"

	"lede/pattern"
)

// counting has the parameters that only count readers, whatever the site: none of them names a page anywhere.
const counting = `utm_.*|mtm_.*|pk_(?:campaign|kwd|source|medium|content|cid)|piwik_.*|hsa_.*|vero_.*|at_(?:campaign|medium|custom.*|link.*|bbc.*|format|ptr.*)|` +
	`fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|epik|_openstat|mc_cid|mc_eid|_hsenc|_hsmi|__hssc|__hstc|hsctatracking|` +
	`xtor|wt_mc|wt\.mc_.*|mkt_tok|guccounter|guce_.*|_ga|_gl|__twitter_impression`

var (
	// counters matches them, and tracking also those that may mean something elsewhere.
	counters = pattern.Of(`(?i)^(?:` + counting + `)$`)
	tracking = pattern.Of(`^(?:` + counting + `|itm_.*|sc_.*|oly_.*|ref|ref_src|ref_url|referrer|cmpid|cmp|campaign|campaign_id|ns_.*|ocid|ito|ftag|smid|smtyp|spm|s_cid|ncid|` +
		`sr_share|wtrid|trk|fromrss|from_rss|traffic_source|feedtype|feedname|maca|mbid|emci|emdi|ceid|cvid|oft_.*)$`)
	// mediumCounter matches how Medium counts the readers of its feeds.
	mediumCounter = pattern.Of(`^source=rss-[\w-]*-\d+$`)
	// signed matches parameters that vouch for all others: a link with one must stay whole.
	signed = pattern.Of(`(?i)[?&](?:sig|sign|signature|hmac|hash|mac|checksum|x-\w+-signature)=`)
)

// fromFeed matches the value of any parameter that says that a reader came from a feed.
var fromFeed = pattern.Of(`(?i)^(?:rss|feed|atom|rss2|rssfeed|rss_feed|rss-feed)$`)

// telling matches values of such parameters that do identify a page, when there is no other parameter: ?cid=42.
var telling = pattern.Of(`\d{2,}`)

// Canonical returns an address as items are identified by it: without scheme, www, tracking parameters and trailing slash.
func Canonical(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return strings.TrimSpace(address)
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	canonical := host + path
	if query := untracked(u.RawQuery, path == ""); query != "" {
		canonical += "?" + query
	}
	if f := u.EscapedFragment(); f != "" && !trackingFragment(f) {
		canonical += "#" + f
	}
	return canonical
}

// Uncounted returns an address as readers see it: without the parameters that only count them. What may name the page stays.
func Uncounted(address string) string {
	if signed().MatchString(address) {
		return address
	}
	page, fragment, _ := strings.Cut(address, "#")
	page, query, _ := strings.Cut(page, "?")
	if query = withoutCounters(query); query != "" {
		page += "?" + query
	}
	if fragment != "" && withoutCounters(fragment) != "" {
		page += "#" + fragment
	}
	return page
}

func withoutCounters(query string) string {
	kept := slices.DeleteFunc(strings.Split(query, "&"), func(p string) bool {
		name, _, valued := strings.Cut(p, "=")
		return valued && counters().MatchString(name) || mediumCounter().MatchString(p)
	})
	return strings.Join(kept, "&")
}

// untracked removes tracking parameters from a query. On a bare path, one with a number may be what identifies the page.
func untracked(query string, bare bool) string {
	if query == "" {
		return ""
	}
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(p, "=")
		name = strings.ToLower(name)
		names := bare && !strings.Contains(name, "_") && telling().MatchString(value) && !strings.HasSuffix(name, "clid")
		tracks := tracking().MatchString(name) || fromFeed().MatchString(value) || mediumCounter().MatchString(p)
		if p != "" && (names || !tracks) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}

// trackingFragment reports whether a fragment serves to count readers. Other fragments name a part of a page that is an item.
func trackingFragment(f string) bool {
	name, _, found := strings.Cut(strings.ToLower(f), "=")
	if strings.HasPrefix(f, ":~:") || fromFeed().MatchString(f) {
		return true
	}
	return found && tracking().MatchString(name)
}
