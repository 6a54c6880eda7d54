package page

import (
	"strings"
	"testing"
)

func paragraphsIn(box, class string, story ...string) string {
	var b strings.Builder
	b.WriteString("<div class='" + box + "'>")
	for _, p := range story {
		b.WriteString("<p class='" + class + "'>" + p + "</p>")
	}
	b.WriteString("</div>")
	return b.String()
}

// TestTheOpeningStays where a story is told in several boxes, the first of them short.
func TestTheOpeningStays(t *testing.T) {
	more := []string{
		"The bath was opened in 1931 by the mayor of that time, who swam the first length in his robe and chain, the town’s chronicle tells.",
		"It was painted, tiled and heated again in 1974, when the county paid for half of the works and the schools of the valley for the rest.",
		"Swimmers gathered before the town hall on Tuesday evening with towels, and some of them stayed, wet from the rain, until the vote.",
		"The treasurer will lay a plan for a new bath before the council in March, and the works could begin in the following autumn at the earliest.",
	}
	all := append(append([]string{}, council...), more...)
	head := "<header><h1>Bath to close</h1></header>"
	for name, body := range map[string]string{
		"cousins":  head + "<div class=row><div class=cell>" + paragraphsIn("body", "x", council[:1]...) + "</div></div><div class=row><div class=cell><div class=ad></div>" + paragraphsIn("body", "x", all[1:]...) + "</div></div>",
		"siblings": head + paragraphsIn("text block", "", council[:2]...) + "<div class=slot></div>" + paragraphsIn("text block", "", all[2:]...),
		"a lead":   head + "<div class=lead><p>" + council[0] + "</p></div>" + paragraphsIn("rest", "", all[1:]...),
		"the end":  head + paragraphsIn("piece", "", all[:5]...) + "<figure class=wide><img src=a></figure><div><div>" + paragraphsIn("piece", "", all[5:]...) + "</div></div>",
		"a row between": head + "<div class=story><p class=dek>" + all[0] + "</p><div class=row><ul>" + strings.Repeat("<li><a href=/s>Share</a></li>", 9) + "</ul>" + paragraphsIn("words", "set", all[1]) +
			"</div><div class='row main'>" + paragraphsIn("words", "set", all[2:]...) + "</div></div>",
		"no h1":    "<section class=s>" + paragraphsIn("piece", "", all[:1]...) + "</section><section class=s>" + paragraphsIn("piece", "", all[1:]...) + "</section>",
		"drop cap": head + "<div class=story><div class=cap>T</div><p>" + strings.TrimPrefix(all[0], "T") + "</p><p>" + strings.Join(all[1:], "</p><p>") + "</p></div>",
		"float":    head + "<div class=story><p><span style='display:block;float:left'>T</span>" + strings.TrimPrefix(all[0], "T") + "</p><p>" + strings.Join(all[1:], "</p><p>") + "</p></div>",
	} {
		page := "<!doctype html><html><head><title>Bath to close</title></head><body><nav class=nav><a href=/>Home</a></nav>" + body +
			"<footer class=foot><p>The Ferring Post is printed in Ferring by the Holm press, in the yard behind the old post office in Mill Lane.</p></footer></body></html>"
		a, err := parsed([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Join(all, "\n\n"); a.Text != want {
			t.Errorf("%s: got\n%s", name, a.Text)
		}
	}
}
