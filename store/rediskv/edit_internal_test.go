package rediskv

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/store"
)

func TestAnEditIsSentWithWhatItSaw(t *testing.T) {
	kv := &KV{prefix: "lede:"}
	o := &owned{kv: kv, owner: "a"}
	o.saw("one", "f", []byte("v"), true)
	o.saw("two", "g", nil, false)
	o.saw("whole", "", []byte("w"), true)
	if !slices.Equal(o.keys, []string{"whole", "one", "two"}) || o.was[0] != "" || o.was[2] != "f" || o.was[4] != "g" || o.was[5] != "" || len(o.was[1].(string)) != 40 || o.was[1] == o.was[3] {
		t.Errorf("%v, %v", o.keys, o.was)
	}
	commands := func(writes ...store.Write) string {
		c := kv.changes(&owned{kv: kv, owner: "a"}, writes)
		var list []string
		args := c.all[3+c.keys:]
		for _, arg := range args[3:] {
			if s, ok := arg.(string); ok && slices.Contains([]string{"zadd", "zrem", "hset", "hdel", "del", "hincrby"}, s) {
				list = append(list, s)
			}
		}
		if args[0] != 0 || c.keys != len(list) || c.all[2] != c.keys || slices.Contains(c.all[2:], nil) {
			t.Errorf("%v", c.all)
		}
		return strings.Join(list, " ")
	}
	for want, writes := range map[string][]store.Write{
		"zadd hincrby hset": {{Kind: "k", Key: "y", Value: []byte("v")}}, "hdel": {{Kind: "k", Key: "y"}}, "zadd hincrby zadd del": {{ID: "1", Item: &store.Item{Due: 5, Visible: 5}}}, "zadd hincrby zadd hset": {{ID: "1", Item: &store.Item{Due: 5, Visible: 9, Attempt: 1}}}, "zrem del": {{ID: "1"}}, "zadd hincrby hdel hset": {{Kind: "k", Key: "x"}, {Kind: "k", Key: "y", Value: []byte{}}},
	} {
		if got := commands(writes...); got != want {
			t.Errorf("%+v: %s, want %s", writes, got, want)
		}
	}
	for name, c := range map[string]struct {
		now, before mark
		want        bool
	}{
		"the same": {mark{"m", 5}, mark{"m", 5}, false}, "more edits": {mark{"m", 6}, mark{"m", 5}, false}, "fewer": {mark{"m", 4}, mark{"m", 5}, true}, "another mark": {mark{"n", 6}, mark{"m", 5}, true}, "no mark": {mark{"", 5}, mark{"m", 5}, true}, "the first mark": {mark{"m", 0}, mark{"", 0}, false}, "a mark, and fewer edits": {mark{"m", 0}, mark{"", 1}, true},
	} {
		if got := c.now.lacks(c.before); got != c.want {
			t.Errorf("%s: something is missing %v", name, got)
		}
	}
	c := newCall(1, 0)
	c.key("k")
	c.arg("a", 1)
	if got := c.command("evalsha", "s"); fmt.Sprint(got) != "[evalsha s 1 k a 1]" {
		t.Error(got)
	}
}
