package playground_test

import (
	"fmt"
	"net/url"
	"testing"

	"lede/playground"
)

// TestReactionsAreCountedOnce, and what Discord refuses is refused.
func TestReactionsAreCountedOnce(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	_, sam, general := b.people()
	said, err := sam.Say(ctx, general, "The harbour is closed")
	if err != nil {
		t.Fatal(err)
	}
	at := "/channels/" + general + "/messages/" + said.ID
	under := func(emoji string) string { return at + "/reactions/" + url.PathEscape(emoji) }
	refused := func(method, path string, status, want int) {
		t.Helper()
		_, err := b.call(method, path, nil)
		if s, c := code(t, err); s != status || c != want {
			t.Errorf("%s %s: %d, %d", method, path, s, c)
		}
	}
	for range 2 {
		b.must("PUT", under("👍")+"/@me", nil)
		if _, err := sam.React(ctx, said.ID, "👍"); err != nil {
			t.Fatal(err)
		}
	}
	list, _ := b.must("GET", at, nil)["reactions"].([]any)
	if got := fmt.Sprint(list); len(list) != 1 || list[0].(object)["count"] != 1.0 || list[0].(object)["me"] != true {
		t.Errorf("twice each, the second time Sam's is taken back: %s", got)
	}
	refused("PUT", under("thumb")+"/@me", 400, 10014)
	refused("DELETE", under("👍")+"/"+said.AuthorID, 403, 50013)
	refused("DELETE", under("👍"), 403, 50013)
	refused("DELETE", at+"/reactions", 403, 50013)
	refused("PUT", "/channels/"+general+"/messages/1/reactions/"+url.PathEscape("👍")+"/@me", 404, 10008)
	for n := range 19 {
		b.must("PUT", under(string(rune(0x1F600+n)))+"/@me", nil)
	}
	refused("PUT", under("🎉")+"/@me", 400, 30010)
	b.must("DELETE", under("👍")+"/@me", nil)
	if _, err := sam.React(ctx, said.ID, "🎉"); err != nil {
		t.Error(err)
	}
	b.server.Deny(general, playground.PermissionAddReactions)
	b.must("PUT", under("🎉")+"/@me", nil) // Sam has already, so this is no new one
	b.must("DELETE", under("🎉")+"/@me", nil)
	refused("PUT", under("👍")+"/@me", 403, 50013)
	b.server.Deny(general, playground.PermissionReadHistory)
	refused("PUT", under("🎉")+"/@me", 403, 50013)
}
