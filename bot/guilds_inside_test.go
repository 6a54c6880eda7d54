package bot

import (
	"context"
	"fmt"
	"slices"
	"testing"
)

func TestWhatIsNoGuildIsNeverLeft(t *testing.T) {
	var g guilds
	g.all([]guild{{ID: "1"}, {}, {ID: "../x"}, {ID: "2"}})
	if left := g.all([]guild{{ID: "2"}}); !slices.Equal(left, []string{"1"}) {
		t.Errorf("left: %q", left)
	}
}

func TestNoMoreGuildsAreRememberedThanThereCanBe(t *testing.T) {
	list := make([]guild, 3*maxGuilds)
	for i := range list {
		list[i].ID = fmt.Sprint(i + 1)
	}
	var g guilds
	g.all(list)
	if len(g.known) != maxGuilds {
		t.Errorf("%d are remembered", len(g.known))
	}
	if left := g.all(list); len(left) != 0 { // whichever were remembered are there still
		t.Errorf("%d have left", len(left))
	}
	var told tidings
	for _, x := range list {
		told.add(x.ID, func(context.Context, string) {})
	}
	if len(told.order) != maxTidings || len(told.of) != maxTidings {
		t.Errorf("%d wait", len(told.order))
	}
	for id, f := told.next(); f != nil; id, f = told.next() {
		if id == "" {
			t.Fatal("nobody is told of")
		}
	}
	if begin, room := told.add("1", func(context.Context, string) {}); !begin || !room {
		t.Error("nobody tells any more")
	}
}

func TestAWelcomeWithoutAnIDTakesNoneAway(t *testing.T) {
	b, err := New(Options{Token: "t"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"500", ""} {
		if b.know(id); b.self.Load() == nil || *b.self.Load() != "500" {
			t.Errorf("after %q the bot is %v", id, b.self.Load())
		}
	}
}
