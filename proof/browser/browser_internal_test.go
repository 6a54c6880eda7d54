package browser

import (
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
)

func TestWhatThePageMayNotDo(t *testing.T) {
	asks := func(url string) any { return &network.EventRequestWillBeSent{Request: &network.Request{URL: url}} }
	writes := func(level log.EntryLevel, source log.EntrySource) any {
		return &log.EventEntryAdded{Entry: &log.Entry{Level: level, Source: source, Text: "refused"}}
	}
	for name, c := range map[string]struct {
		event any
		wrong bool
	}{
		"its own server":            {asks("http://127.0.0.1:8787/page.js"), false},
		"its own server by IPv6":    {asks("http://[::1]:8787/page.js"), false},
		"a picture in itself":       {asks("data:image/png;base64,AAAA"), false},
		"a file":                    {asks("file:///tmp/page.html"), false},
		"another machine":           {asks("https://cdn.example.org/font.woff2"), true},
		"another machine by number": {asks("http://192.0.2.7/"), true},
		"a refusal of its server":   {writes(log.EntryLevelError, log.EntrySourceNetwork), false},
		"what its policy forbids":   {writes(log.EntryLevelError, log.EntrySourceSecurity), true},
		"a warning":                 {writes(log.EntryLevelWarning, log.EntrySourceSecurity), false},
	} {
		if got := complaint(c.event); (got != "") != c.wrong {
			t.Errorf("%s: %q", name, got)
		}
	}
}
