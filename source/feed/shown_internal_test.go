package feed

import (
	"testing"
)

// TestAFeedAloneIsOneThatAPageShows.
func TestAFeedAloneIsOneThatAPageShows(t *testing.T) {
	for text, want := range map[string]bool{
		"<rss></rss>": true, "<?xml version='1.0'?> <rss></rss> ": true, "<!-- a --><x:rdf></x:rdf>": true, "a <rss></rss>": false, "<p><rss></rss>": false, "<html><rss></rss>": false, "<rss></rss> a": false, "<rss></rss><rss></rss>": false, "": false, "<p>": false, "<rss>": false,
	} {
		if isFeedAlone([]byte(text)) != want {
			t.Errorf("%q is a feed alone: %v", text, !want)
		}
	}
	for page, want := range map[string]string{
		"<pre>&lt;rss>&lt;/rss></pre>": "<rss></rss>", "<title>a</title><style>b</style><script>c</script>&lt;rss>&lt;/rss>": "<rss></rss>", "<title>a</title>b&lt;rss>&lt;/rss>": "", "<p>a</p>&lt;rss>&lt;/rss>": "", "&lt;rss>&lt;/rss><p>a</p>": "", "": "",
	} {
		if got := string(shownIn([]byte(page))); got != want {
			t.Errorf("%q shows %q, want %q", page, got, want)
		}
	}
}
