package commands_test

import (
	"slices"
	"strings"
	"testing"

	"lede/commands/command"
)

func TestADigestDrawsOnSourcesThroughAFilter(t *testing.T) {
	w := &sites{feeds: map[string]string{"https://post.example/a": rss("The Post", 5), "https://sport.example/": rss("Sport, and more", 1), "https://town.example/": rss("Town", 1)}}
	d := deskWithSites(t, w, 0)
	for address, tags := range map[string]string{"post.example": "", "sport.example": "fun", "town.example": "fun"} {
		do(t, d, press(t, do(t, d, admin("sources", "add", map[string]string{"address": address, "tags": tags})), "Add this source"))
	}
	set := func(options map[string]string) string {
		options["time"], options["zone"] = "07:30", "UTC"
		return run(t, d, admin("digest", "set", options))
	}
	contains(t, set(map[string]string{"sources": "the post, Town", "filter": "climate, -football", "channel": "c1"}), "Digest set", "from The Post, Town", "filter: climate, -football")
	contains(t, set(map[string]string{"sources": "Sport, and more", "channel": "c2"}), "from Sport, and more")
	contains(t, set(map[string]string{"sources": "#fun", "channel": "c3"}), "from Sport, and more, Town")
	if text := set(map[string]string{"sources": "all", "channel": "c4"}); strings.Contains(text, "from") {
		t.Error(text)
	}
	contains(t, set(map[string]string{"sources": "Towns"}), "Did you mean “Town”")
	contains(t, set(map[string]string{"sources": "#none"}), "No source here has the tag “none”")
	contains(t, set(map[string]string{"filter": "/(/"}), "cannot be read")
	edit := func(options map[string]string) string {
		options["digest"] = "c1"
		return run(t, d, admin("digest", "edit", options))
	}
	contains(t, edit(map[string]string{"sources": "Town"}), "Digest changed", "from Town", "filter: climate")
	if text := edit(map[string]string{"filter": "none", "sources": "all"}); strings.Contains(text, "filter") || strings.Contains(text, "from") {
		t.Error(text)
	}
	if list, _ := d.Sources(t.Context(), "g"); len(list) == 3 {
		if _, err := d.RemoveSource(t.Context(), "g", list[2].ID); err != nil {
			t.Fatal(err)
		}
	}
	contains(t, run(t, d, admin("digest", "show", nil)), "from Sport, and more")
}

func TestADigestIsPostedAsTheNewsComes(t *testing.T) {
	d := deskWithSites(t, &sites{}, 0)
	set := func(options map[string]string) string { return run(t, d, admin("digest", "set", options)) }
	contains(t, set(map[string]string{"when": "as-it-comes", "limit": "2"}), "Digest set", "as news comes, at most 2 posts")
	contains(t, set(map[string]string{"when": "as-it-comes", "limit": "2"}), "set already")
	contains(t, set(map[string]string{"when": "as-it-comes", "cron": "0 7 * * *"}), "has no time")
	contains(t, set(map[string]string{"when": "as-it-comes", "limit": "many"}), "no number of posts an hour")
	contains(t, set(map[string]string{"when": "at-set-times"}), "time")
	contains(t, run(t, d, admin("digest", "edit", map[string]string{"when": "at-set-times", "time": "09:00", "zone": "Europe/Paris"})), "Digest changed", "every day at 09:00, Paris time", "Next")
	if list, err := d.Digests(t.Context(), "g"); err != nil || len(list) != 1 || list[0].AsItComes || list[0].PerHour != 2 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestSourcesAreCompletedOneAfterTheOther(t *testing.T) {
	w := &sites{feeds: map[string]string{"https://post.example/a": rss("The Post", 5), "https://town.example/": rss("Town", 1)}}
	d := deskWithSites(t, w, 0)
	for _, address := range []string{"post.example", "town.example"} {
		do(t, d, press(t, do(t, d, admin("sources", "add", map[string]string{"address": address, "tags": "near"})), "Add this source"))
	}
	for typed, want := range map[string][]string{
		"": {"all", "The Post", "Town", "#near"}, "to": {"Town"}, "Town, ": {"Town, The Post", "Town, #near"}, "Town, po": {"Town, The Post"}, "x": nil,
	} {
		in := admin("digest", "set", map[string]string{"sources": typed})
		in.Focused = "sources"
		offered, err := commandNamed(t, d, "digest").Complete(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, c := range offered {
			names = append(names, c.Value)
		}
		if !slices.Equal(names, want) {
			t.Errorf("%q offers %q", typed, names)
		}
	}
	for _, in := range []command.Input{{Command: "sources", Guild: "g", Focused: "source"}, {Command: "digest", Guild: "g", Focused: "sources"}} {
		if offered, _ := commandNamed(t, d, in.Command).Complete(t.Context(), in); offered != nil {
			t.Errorf("a member is offered %v of /%s", offered, in.Command)
		}
	}
}
