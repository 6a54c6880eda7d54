package markup

import "testing"

// TestHowMuchRoomAPageAsksFor, by what is in it: what one more of each takes was measured, and is asked for to the byte.
func TestHowMuchRoomAPageAsksFor(t *testing.T) {
	const bare = 1 << 20
	var none Markup
	if got := none.Need(); got != bare {
		t.Errorf("a page of nothing asks for %d bytes", got)
	}
	for part, c := range map[string]struct {
		of   Markup
		want int64
	}{
		"text":       {Markup{text: 10}, 200},
		"JSON-LD":    {Markup{linked: 10}, 600},
		"elements":   {Markup{Elements: 10}, 9000},
		"attributes": {Markup{attributes: 10}, 1300},
		"all":        {Markup{text: 1, linked: 1, Elements: 1, attributes: 1}, 20 + 60 + 900 + 130},
	} {
		if got := c.of.Need(); got != bare+c.want {
			t.Errorf("%s asks for %d bytes, want %d", part, got-bare, c.want)
		}
	}
	var written Markup
	written.WriteString("0123456789")
	if got := written.Need(); got != bare+40 {
		t.Errorf("ten bytes of markup ask for %d", got-bare)
	}
	if m := Read([]byte("<script>{}</script>0123456789<style>p{}</style>012")); m.text != 13 || m.linked != 3 {
		t.Errorf("of a text behind a script, %d bytes are text, and %d data", m.text, m.linked)
	}
}
