package feed

import "testing"

// TestAnAddressIsReadAsItWasCopied, without what it gathered on the way.
func TestAnAddressIsReadAsItWasCopied(t *testing.T) {
	const want = "https://a.example/feed"
	for _, copied := range []string{
		want, " " + want + "\n", "<" + want + ">", `"` + want + `"`, "'" + want + "'", "\ufeff" + want, "https://a.exam\u200bple/feed", "https://a.exam\r\nple/feed", want + "\u200b", "feed:" + want, "feed:feed:" + want, "FEED:" + want, "feed://a.example/feed", "feed: <" + want + ">",
	} {
		if got := Tidy(copied); got != want {
			t.Errorf("%q: %q", copied, got)
		}
	}
	if got := Tidy("https://a.example/a b"); got != "https://a.example/a%20b" {
		t.Errorf("%q", got)
	}
}
