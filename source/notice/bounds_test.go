package notice_test

import (
	"strings"
	"testing"

	"lede/source/notice"
)

func TestANoticeIsShortOrSpeaksToItsReader(t *testing.T) {
	pad := func(text string, n int) string { return text + strings.Repeat("x", n-len(text)) }
	for text, want := range map[string]notice.Kind{
		pad("Page not found ", 80): notice.Missing, pad("Page not found ", 81): "", pad("Page not found, please search ", 200): notice.Missing,
		pad("We use cookies ", 900): notice.Consent, pad("We use cookies ", 901): "", "Read more cookies": "",
		"Page not found, he said": "", "“Page not found”": "", "The page was found": "",
		pad("A video cannot be shown: the video is unavailable ", 200): notice.Player, // such stand around articles, so they need not speak to anybody
	} {
		if got := notice.In(text); got != want {
			t.Errorf("%.40q of %d bytes: %q, want %q", text, len(text), got, want)
		}
	}
	for title, want := range map[string]notice.Kind{
		"Page not found": notice.Missing, "Page not found | Daily": notice.Missing, "Page not found - Daily": notice.Missing, "Page not found abcde": notice.Missing, "Page not found abcdef": "", "We use cookies": "", "Bridge": "", "": "",
	} {
		if got := notice.OfTitle(title); got != want {
			t.Errorf("the title %q: %q, want %q", title, got, want)
		}
	}
	for _, k := range notice.Kinds() {
		want := k == notice.Consent || k == notice.Subscription || k == notice.Player || k == notice.Script
		if k.Strips() != want {
			t.Errorf("%s is taken off articles: %v", k, k.Strips())
		}
	}
	if len(notice.Kinds()) != 13 {
		t.Errorf("%v", notice.Kinds())
	}
}
