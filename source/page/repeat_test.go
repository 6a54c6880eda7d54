package page

import (
	"strings"
	"testing"
)

func TestWhatAPageSaysInLargeTypeIsReadOnce(t *testing.T) {
	long := "The county shut the ferry to Holm on Friday, and the captain said that it would not come back before the spring. "
	page := "<html><body><article><h1>Ferry</h1><p>" + long + "</p><p>“We had no choice but to stop,” said Mara Lind, who runs it. “The hull is gone.”</p>" +
		"<blockquote>“We had no choice but to stop”</blockquote><blockquote><p>“We had no choice but to stop”</p><cite>Mara Lind, captain</cite></blockquote><aside class=pull><p>“The hull is gone.”</p></aside>" +
		"<p>" + strings.Repeat("Forty people crossed on it each day, most of them children. ", 3) + "</p><p>" + long + "</p><p>“No,” she said.</p><p>“No,” she said.</p></article></body></html>"
	a, err := parsed([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]int{"no choice but to stop": 1, "The county shut": 1, "Lind, captain": 0, "“No,” she said.": 2} {
		if n := strings.Count(a.Text, words); n != want {
			t.Errorf("%q is there %d times, want %d:\n%s", words, n, want, a.Text)
		}
	}
}
