package source

import (
	"strings"
	"testing"
	"time"

	"lede/source/feed"
)

func TestWhereAFeedThatWasFoundIsFollowed(t *testing.T) {
	for name, c := range map[string]struct {
		hops []Hop
		want string
	}{
		"not moved": {nil, "https://a.example/end"}, "for good": {[]Hop{{Permanent: true}, {Permanent: true}}, "https://a.example/end"}, "for now": {[]Hop{{Permanent: true}, {}}, "https://a.example/"},
	} {
		if got := moved("https://a.example/", Answer{Hops: c.hops, At: "https://a.example/end"}); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, c := range []struct {
		typed, address string
		is             bool
	}{{"a.example", "https://a.example", true}, {"https://a.example", "https://a.example", false}, {"HTTPS://a.example", "https://a.example", false}, {"http://a.example", "http://a.example", false}} {
		if insecure, is := plainly(c.typed, c.address); is != c.is || is && insecure != "http://a.example" {
			t.Errorf("%s: %s, %v", c.typed, insecure, is)
		}
	}
	items := func(titles ...string) *feed.Feed {
		f := &feed.Feed{}
		for _, title := range titles {
			f.Items = append(f.Items, feed.Item{Title: title})
		}
		return f
	}
	if newest(items("a", "b", "c", "d")) != newest(items("a", "b", "c", "e")) || newest(items("a", "b", "c")) == newest(items("a", "b", "d")) || newest(items("a")) == newest(items("b")) {
		t.Error("feeds are the same by their first three items")
	}
	s := &search{found: []Found{{Address: "1", Feed: items()}, {Address: "2", Feed: items("a")}, {Address: "3", Feed: items()}, {Address: "4", Feed: items("b")}}}
	var order []string
	for _, f := range s.ranked() {
		order = append(order, f.Address)
	}
	if got := strings.Join(order, ""); got != "2413" {
		t.Errorf("ranked %s", got)
	}
	for _, c := range []struct {
		a    Answer
		want bool
	}{{Answer{Status: 200, RetryAfter: -1}, false}, {Answer{Status: 200}, false}, {Answer{Status: 200, RetryAfter: time.Second}, true}, {Answer{Status: 429, RetryAfter: -1}, true}} {
		s := &search{busy: map[string]bool{}}
		c.a.At = "https://a.example/"
		if s.note(c.a); s.busy["a.example"] != c.want || (s.trouble != nil) != c.want {
			t.Errorf("%+v: left alone %v", c.a, !c.want)
		}
	}
}
