package gateway

import (
	"fmt"
	"slices"
	"testing"
)

func TestWhatIsNoGuildIsNeverLeft(t *testing.T) {
	var g Guilds
	g.Reset([]Guild{{ID: "1"}, {}, {ID: "../x"}, {ID: "2"}})
	if left := g.Reset([]Guild{{ID: "2"}}); !slices.Equal(left, []string{"1"}) {
		t.Errorf("left: %q", left)
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
	if left := g.Reset(list); len(left) != 0 { // whichever were remembered are there still
		t.Errorf("%d have left", len(left))
	}
}
