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
		if joined, unmet := g.Add("3"); !slices.Equal(left, want.left) || joined != want.joined || unmet {
			t.Errorf("%.60s: left %q, joined %v, unmet %v", raw, left, joined, unmet)
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

// TestOfTheFirstListEachGuildIsMetOnce: those of later lists were known, or are new.
func TestOfTheFirstListEachGuildIsMetOnce(t *testing.T) {
	var g Guilds
	g.Reset([]Guild{{ID: "1"}, {ID: "2"}})
	for i, want := range []bool{true, false} {
		if joined, unmet := g.Add("1"); joined || unmet != want {
			t.Errorf("time %d: joined %v, unmet %v", i+1, joined, unmet)
		}
	}
	g.Reset([]Guild{{ID: "1"}, {ID: "2"}, {ID: "3"}})
	for id, want := range map[string]bool{"1": false, "2": true, "3": false} {
		if joined, unmet := g.Add(id); joined || unmet != want {
			t.Errorf("%s: joined %v, unmet %v", id, joined, unmet)
		}
		if known, _ := g.has(id); !known {
			t.Errorf("%s is not known", id)
		}
	}
}

// TestAGuildThatDiscordCannotReachIsStillKnown: until Discord describes it, or says that the bot has left it.
func TestAGuildThatDiscordCannotReachIsStillKnown(t *testing.T) {
	var g Guilds
	check := func(when, id string, known, away bool) {
		t.Helper()
		if k, a := g.has(id); k != known || a != away {
			t.Errorf("%s: %s is known %v, away %v", when, id, k, a)
		}
	}
	g.Lose("1")
	check("before a list", "1", false, false)
	g.Reset([]Guild{{ID: "1", Unavailable: true}, {ID: "2"}})
	check("listed as away", "1", true, true)
	check("listed", "2", true, false)
	g.Add("1")
	check("described", "1", true, false)
	g.Lose("2")
	g.Lose("3")
	check("lost", "2", true, true)
	check("never there", "3", false, false)
	g.Remove("2")
	check("left", "2", false, false)
}

// TestAGuildThatGoesAwayAfterAHandOverIsKnown: the process that takes a shard has no list of its guilds.
func TestAGuildThatGoesAwayAfterAHandOverIsKnown(t *testing.T) {
	var g Guilds
	g.takeOver(Away{Guilds: []string{"1"}})
	g.Lose("2")
	for id, want := range map[string]bool{"1": true, "2": true, "3": false} {
		if known, away := g.has(id); known != want || away != want {
			t.Errorf("%s is known %v, away %v", id, known, away)
		}
	}
	if joined, _ := g.Add("2"); joined {
		t.Error("one that is back counts as joined")
	}
	g.Reset([]Guild{{ID: "1"}})
	g.Lose("3")
	if known, _ := g.has("3"); known {
		t.Error("one that is not on a whole list is known")
	}
}
