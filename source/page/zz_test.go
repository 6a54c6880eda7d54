package page

import (
	"bufio"
	"encoding/json"
	"html"
	"os"
	"strings"
	"testing"

	"lede/briefing"
)

func TestZZ(t *testing.T) {
	n, dropped := 0, 0
	for _, f := range strings.Fields(os.Getenv("ZZ")) {
		r, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		s := bufio.NewScanner(r)
		s.Buffer(nil, 1<<24)
		for s.Scan() {
			var a struct{ Body, Text, Title string }
			_ = json.Unmarshal(s.Bytes(), &a)
			var b strings.Builder
			for p := range strings.SplitSeq(a.Body+a.Text, "\n") {
				if strings.TrimSpace(p) != "" {
					b.WriteString("<p>" + html.EscapeString(p) + "</p>")
				}
			}
			whole, story := Fragment(b.String(), briefing.Options{Title: a.Title})
			have := map[string]bool{}
			for p := range strings.SplitSeq(story, "\n\n") {
				have[p] = true
			}
			for p := range strings.SplitSeq(whole, "\n\n") {
				n++
				if !have[p] {
					dropped++
					t.Logf("%.200s", p)
				}
			}
		}
	}
	t.Log(n, dropped)
}
