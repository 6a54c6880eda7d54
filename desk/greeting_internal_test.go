package desk

import (
	"strings"
	"testing"
	"time"

	"lede/store"
)

func TestAServerIsGreetedOnceAndSoon(t *testing.T) {
	now := spring
	kv := store.NewMemory(func() time.Time { return now })
	defer kv.Close()
	d := New(Options{Store: kv})
	due := func() string {
		claims, err := kv.Claim(t.Context(), 9, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, c := range claims {
			list = append(list, c.Owner+" "+c.ID+" "+now.Sub(c.Due).String())
			if err := d.Dismiss(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		return strings.Join(list, ",")
	}
	for _, c := range []struct {
		guild, channel string
		ago            time.Duration
		want           string
	}{
		{"1", "c", 0, "guild:1 greet 0s"}, {"1", "c", 0, ""}, {"1", "c", 7 * time.Second, "guild:1 greet 7s"}, {"2", "", 0, ""}, {"2", "c", GreetWithin, "guild:2 greet 1m40s"}, {"3", "c", GreetWithin + 1, ""}, {"3", "c", -GreetWithin, "guild:3 greet 0s"}, {"4", "c", -GreetWithin - 1, ""},
	} {
		if err := d.Greet(t.Context(), c.guild, c.channel, spring.Add(-c.ago), spring); err != nil {
			t.Fatal(err)
		}
		if got := due(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	if channel, err := d.Greeting(t.Context(), "1"); channel != "c" || err != nil {
		t.Errorf("%q, %v", channel, err)
	}
}
