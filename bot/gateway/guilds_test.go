package gateway

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestAnUnreadableListRemovesNoGuild: a READY that cannot be read removes no guild. The guilds that it does
// name are known from then on.
func TestAnUnreadableListRemovesNoGuild(t *testing.T) {
	for raw, want := range map[string]struct {
		left   []string
		joined bool // the guild 3, which comes then
	}{
		`{"guilds":[{"id":"2"}]}`:                    {[]string{"1"}, true},
		`{"guilds":[]}`:                              {[]string{"1", "2"}, true},
		`{"guilds":[{"id":"2","unavailable":true}]}`: {[]string{"1"}, true},
		`{}`:                                    {nil, true},
		`{"guilds":null}`:                       {nil, true},
		`{"guilds":"all"}`:                      {nil, true},
		`{"guilds":[{"id":"3"},{"id":7}]}`:      {nil, false},
		`{"guilds":[{"id":"3"},null]}`:          {nil, false},
		`{"guilds":[{"id":"3"},{"id":"../x"}]}`: {nil, false},
		`{"guilds":[` + strings.Repeat(`{"id":"9"},`, maxGuilds) + `{"id":"9"}]}`: {nil, true},
	} {
		var g Guilds
		g.Reset([]Guild{{ID: "1"}, {ID: "2"}})
		r, err := DecodeReady([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		left := g.Reset(r.Guilds)
		slices.Sort(left)
		if !slices.Equal(left, want.left) || g.Add("3") != want.joined {
			t.Errorf("%.60s: left %q", raw, left)
		}
	}
}

func TestNoMoreGuildsAreRememberedThanThereCanBe(t *testing.T) {
	list := make([]Guild, 3*maxGuilds)
	for i := range list {
		list[i].ID = fmt.Sprint(i + 1)
	}
	var g Guilds
	g.Reset(list)
	if len(g.known) != maxGuilds {
		t.Errorf("%d are remembered", len(g.known))
	}
	if left := g.Reset(list); len(left) != 0 { // none of those remembered is gone
		t.Errorf("%d have left", len(left))
	}
}
