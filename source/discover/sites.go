package discover

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"lede/pattern"
)

// Known returns where a site's feeds are, for sites whose addresses tell: YouTube, Reddit, GitHub, Bluesky, Medium. None for an
// address that is a feed's already.
func Known(address string) []Candidate {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	if isYouTube(host) {
		return youTube(parts, u.Query())
	}
	switch host {
	case "reddit.com", "old.reddit.com", "new.reddit.com", "np.reddit.com", "m.reddit.com", "i.reddit.com":
		return reddit(parts, u.Query())
	case "github.com":
		return gitHub(parts)
	case "bsky.app":
		if len(parts) == 2 && parts[0] == "profile" {
			return addresses("rss", "https://bsky.app/profile/"+url.PathEscape(parts[1])+"/rss")
		}
	case "medium.com":
		if len(parts) > 0 && parts[0] != "feed" && parts[0] != "tag" {
			return addresses("rss", "https://medium.com/feed/"+url.PathEscape(parts[0]))
		}
	}
	return nil
}

func addresses(kind string, list ...string) (out []Candidate) {
	for _, a := range list {
		out = append(out, Candidate{Address: a, Kind: kind})
	}
	return out
}

const youTubeFeed = "https://www.youtube.com/feeds/videos.xml?"

var (
	channelID  = pattern.Of(`^UC[\w-]{22}$`)
	playlistID = pattern.Of(`^[\w-]{10,64}$`)
	// channelOf matches how a YouTube page names the channel that it is about.
	channelOf = pattern.Of(`itemprop="(?:identifier|channelId)" content="(UC[\w-]{22})"|"(?:externalId|externalChannelId)":"(UC[\w-]{22})"|/feeds/videos\.xml\?channel_id=(UC[\w-]{22})`)
	channelIs = pattern.Of(`"channelId":"(UC[\w-]{22})"`)
)

func isYouTube(host string) bool {
	host = strings.ToLower(host)
	return strings.HasSuffix("."+host, ".youtube.com") || strings.HasSuffix("."+host, ".youtube-nocookie.com") || host == "youtu.be"
}

func youTube(parts []string, query url.Values) []Candidate {
	if list := query.Get("list"); playlistID().MatchString(list) && !slices.Contains(parts, "feeds") {
		return addresses("atom", youTubeFeed+"playlist_id="+list)
	}
	if len(parts) < 2 {
		return nil
	}
	switch {
	case parts[0] == "channel" && channelID().MatchString(parts[1]):
		return addresses("atom", youTubeFeed+"channel_id="+parts[1])
	case parts[0] == "user":
		return addresses("atom", youTubeFeed+"user="+url.QueryEscape(parts[1]))
	}
	return nil // only the page of a handle or a video has its channel
}

// channelIn finds the channel in a YouTube page.
func channelIn(page []byte, address string) []Candidate {
	u, err := url.Parse(address)
	if err != nil || !isYouTube(u.Hostname()) {
		return nil
	}
	for _, is := range []*regexp.Regexp{channelOf(), channelIs()} {
		for _, id := range is.FindSubmatch(page) {
			if channelID().Match(id) {
				return addresses("atom", youTubeFeed+"channel_id="+string(id))
			}
		}
	}
	return nil
}

func reddit(parts []string, query url.Values) []Candidate {
	if len(parts) < 2 || strings.HasSuffix(parts[len(parts)-1], ".rss") {
		return nil
	}
	const root = "https://www.reddit.com/"
	name := url.PathEscape(parts[1])
	switch parts[0] {
	case "r":
		sub := root + "r/" + name + "/"
		if len(parts) >= 4 && parts[2] == "comments" {
			return addresses("atom", sub+".rss", sub+"comments/"+url.PathEscape(parts[3])+"/.rss")
		}
		if len(parts) == 3 && slices.Contains([]string{"new", "hot", "top", "rising", "controversial"}, parts[2]) {
			sorted := sub + parts[2] + "/.rss"
			if t := query.Get("t"); t != "" {
				sorted += "?t=" + url.QueryEscape(t)
			}
			return addresses("atom", sorted)
		}
		return addresses("atom", sub+".rss")
	case "user", "u":
		if len(parts) >= 4 && parts[2] == "m" {
			return addresses("atom", root+"user/"+name+"/m/"+url.PathEscape(parts[3])+"/.rss")
		}
		return addresses("atom", root+"user/"+name+"/.rss")
	case "domain":
		return addresses("atom", root+"domain/"+name+"/.rss")
	}
	return nil
}

// notOwners are the first parts of GitHub's own pages.
const notOwners = " about account apps codespaces collections contact customer-stories dashboard discussions enterprise events explore features issues " +
	"join login marketplace models new notifications organizations orgs pricing pulls readme search security settings signup site sponsors stars team topics trending "

func gitHub(parts []string) []Candidate {
	if len(parts) == 0 || strings.HasSuffix(parts[len(parts)-1], ".atom") {
		return nil
	}
	const root = "https://github.com/"
	if len(parts) >= 3 && parts[0] == "orgs" && parts[2] == "discussions" {
		return addresses("atom", root+"orgs/"+url.PathEscape(parts[1])+"/discussions.atom")
	}
	if strings.Contains(notOwners, " "+strings.ToLower(parts[0])+" ") {
		return nil
	}
	owner := root + url.PathEscape(parts[0])
	if len(parts) == 1 {
		return addresses("atom", owner+".atom")
	}
	repo := owner + "/" + url.PathEscape(strings.TrimSuffix(parts[1], ".git"))
	if len(parts) == 2 {
		return addresses("atom", repo+"/releases.atom", repo+"/commits.atom", repo+"/discussions.atom")
	}
	switch parts[2] {
	case "releases", "tags", "discussions", "wiki":
		return addresses("atom", repo+"/"+parts[2]+".atom")
	case "commits", "tree", "blob":
		if len(parts) == 3 {
			return addresses("atom", repo+"/commits.atom")
		}
		rest := slices.Clone(parts[3:])
		for i := range rest {
			rest[i] = url.PathEscape(rest[i])
		}
		return addresses("atom", repo+"/commits/"+strings.Join(rest, "/")+".atom")
	}
	return addresses("atom", repo+"/releases.atom", repo+"/commits.atom")
}

// profile matches the names that fediverse servers give to pages of people (Mastodon, Pleroma, Pixelfed), communities (Lemmy)
// and hashtags.
var (
	profile    = pattern.Of(`^/(?:@[\w.-]+|users/[\w.-]+|c/[\w.@-]+|tags/[^/.]+)/?$`)
	isFeedName = pattern.Of(`\.(?:rss|atom|xml)/?$`)
)

// fediverse guesses the feeds of a profile. Any host may be such a server.
func fediverse(address string) []Candidate {
	u, err := url.Parse(address)
	if err != nil || isYouTube(u.Hostname()) || !profile().MatchString(u.Path) || isFeedName().MatchString(u.Path) {
		return nil
	}
	path := strings.TrimSuffix(u.Path, "/")
	at := func(path string) string { return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: path}).String() }
	switch {
	case strings.HasPrefix(path, "/@"), strings.HasPrefix(path, "/tags/"):
		return addresses("rss", at(path+".rss"))
	case strings.HasPrefix(path, "/c/"):
		return addresses("rss", at("/feeds"+path+".xml"))
	}
	return addresses("", at(path+".rss"), at(path+"/feed.atom"), at(path+".atom"))
}
