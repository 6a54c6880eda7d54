package bot

import (
	"context"
	"strconv"
	"testing"
)

func TestNoMoreGuildsAreToldOfThanThereIsRoomFor(t *testing.T) {
	var told guildChanges
	for n := range maxGuildChanges + 5000 {
		told.add(strconv.Itoa(n), func(context.Context, string) {})
	}
	if len(told.order) != maxGuildChanges || len(told.of) != maxGuildChanges {
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
