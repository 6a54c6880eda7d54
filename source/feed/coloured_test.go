package feed_test

import (
	"testing"

	"lede/source/feed"
)

// TestTheColoursOfATerminalAreNoWords, whether a feed has their signs as they are or as JSON escapes them.
func TestTheColoursOfATerminalAreNoWords(t *testing.T) {
	rss := func(title string) string {
		return `<rss version="2.0"><channel><title>W</title><item><title>` + title + `</title><link>https://w.example/1</link></item></channel></rss>`
	}
	for doc, want := range map[string]string{
		rss("Bath \x1b[31mclosed\x1b[0m now"): "Bath closed now",
		rss("Bath \x1bclosed [31m]"):          "Bath closed [31m]",
		`{"version":"https://jsonfeed.org/version/1.1","title":"W","items":[{"id":"1","url":"https://w.example/1","title":"Bath \u001b[31mclosed"}]}`: "Bath closed",
	} {
		f, err := feed.Parse([]byte(doc), feed.Options{})
		if err != nil || len(f.Items) != 1 || f.Items[0].Title != want {
			t.Errorf("%q: %+v, %v", doc, f.Items, err)
		}
	}
}
