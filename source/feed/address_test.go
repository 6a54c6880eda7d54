package feed_test

import (
	"testing"

	"lede/source/feed"
)

func TestAnAddressIsMadeWhole(t *testing.T) {
	for typed, want := range map[string]string{
		"paper.example":                    "https://paper.example",
		" <paper.example/feed> ":           "https://paper.example/feed",
		"paper.example:8443?a":             "https://paper.example:8443?a",
		"münchen.example/x":                "https://münchen.example/x",
		"https://paper.example/a b\n.xml ": "https://paper.example/a%20b.xml",
		"feed://paper.example/rss":         "https://paper.example/rss",
		"FEED:http://paper.example/rss":    "http://paper.example/rss",
		"@paper@social.example":            "https://social.example/@paper",
		"http://paper.example":             "http://paper.example",
		"paper":                            "paper",
		"me:pw@paper.example":              "me:pw@paper.example",
		"":                                 "",
	} {
		if got := feed.Address(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add(" <feed:paper.example/a b> ")
	f.Add("@paper@social.example")
	f.Fuzz(func(t *testing.T, typed string) {
		whole := feed.Address(typed)
		if again := feed.Address(whole); again != whole {
			t.Errorf("%q becomes %q becomes %q", typed, whole, again)
		}
	})
}
