package delivery

import (
	"testing"

	"lede/desk"
)

// TestWhichArticlesAreReadByManyServers: the instance's and those of feeds.
func TestWhichArticlesAreReadByManyServers(t *testing.T) {
	for name, c := range map[string]struct {
		h    desk.Headline
		want bool
	}{"the instance's": {desk.Headline{}, true}, "a feed's": {desk.Headline{Feed: "f"}, true}, "a feed's, added by somebody": {desk.Headline{Feed: "f", By: "ana"}, true}, "a server's own": {desk.Headline{By: "ana"}, false}} {
		if common(c.h) != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
}
