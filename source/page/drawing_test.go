package page

import (
	"errors"
	"strings"
	"testing"

	"lede/briefing"
	"lede/source/page/markup"
)

// TestWordsInADrawingWithinASentenceStay, as a formula's do; a chart, an icon and what is not seen of either go.
func TestWordsInADrawingWithinASentenceStay(t *testing.T) {
	for in, want := range map[string]string{
		`rose by <math><mn>3.5</mn></math> per cent`: `rose by 3.5 per cent`,
		`rose by <math display=block><semantics><mrow><mfrac><mn>3</mn><mn>4</mn></mfrac></mrow><annotation>x^2</annotation></semantics></math> of a point`:    `rose by 3 4 of a point`,
		`rose by <svg viewBox="0 0 1 1"><title>Number</title><style>text{fill:red}</style><text x=1>3 &lt; 4</text><defs><text>9</text></defs></svg> per cent`: `rose by 3 < 4 per cent`,
		`<i>rose by three</i> per <svg><text>cent</text></svg>`:                                                                                             `rose by three per cent`,
		`rose by <b><svg><g><text>3</text></g></svg></b> per cent`:                                                                                          `rose by 3 per cent`,
		`rose by <svg style="display:none"><text>7</text></svg>3 per cent`:                                                                                  `rose by 3 per cent`,
		`rose <svg><path d="M0"/></svg> by 3 <svg><title>Up</title></svg>per cent`:                                                                          `rose by 3 per cent`,
		`rose by <math><mn>3</mn></svg> per <svg><text>cent</text></svg>`:                                                                                   `rose by 3 per cent`,
		`rose by <span class=katex><span class=katex-mathml><math><mn>3</mn></math></span><span class=katex-html aria-hidden=true>3</span></span> per cent`: `rose by 3 per cent`,
		`rose by <svg><foreignObject><div>3</div></foreignObject></svg> per cent`:                                                                           `rose by 3 per cent`,
	} {
		text, _, err := Read([]byte(`<p>Prices in the harbour `+in+` last year, the mayor said.<p>Nobody had expected it.<div><svg><text>2019</text><text>2020</text></svg></div>`), "", briefing.Options{})
		if err != nil || text != "Prices in the harbour "+want+" last year, the mayor said.\n\nNobody had expected it." {
			t.Errorf("%s: %q, %v", in, text, err)
		}
	}
}

// TestAPageTellsWhatItNeeds before its tree is made: an ordinary one little, one made to take memory more than there is.
func TestAPageTellsWhatItNeeds(t *testing.T) {
	const half = 80 << 20 // of the memory that reading has by default
	ordinary := `<div class="story-body"><p class="story"><span>The minister</span> <a href="/a/b">said on</a> Monday that <b>nobody</b> knows where the ferry will stop when the bridge is closed.</p></div>` + "\n"
	if need := markup.Read([]byte(strings.Repeat(ordinary, 100_000/len(ordinary)))).Need(); need > half/10 {
		t.Errorf("an ordinary page of 100 kB is said to need %d kB", need>>10)
	}
	for name, shape := range map[string]string{
		"paragraphs": "<p>a", "breaks": "a<br>", "comments": "a<!---->", "attributes": "<p a b c d e f g h>hello", "words": "a b ", "links": "<a><p>x",
	} {
		if need := markup.Read([]byte(strings.Repeat(shape, 80_000/len(shape)))).Need(); need < half/100 {
			t.Errorf("8 MB of %s are said to need %d MB", name, need/10_000)
		}
	}
	full := errors.New("full")
	o := briefing.Options{Room: func(int64, func() error) error { return full }}
	if _, _, err := Read([]byte("<p>A bridge fell."), "", o); err != full {
		t.Errorf("got %v", err)
	}
	o = briefing.Options{Stop: func() bool { return true }}
	if _, _, err := Read([]byte("<p>A bridge fell."), "", o); !errors.Is(err, briefing.ErrStopped) {
		t.Errorf("got %v", err)
	}
}

// TestAPieceOfAPageInADrawingIsRead where it tells something, and the labels of a chart are not.
func TestAPieceOfAPageInADrawingIsRead(t *testing.T) {
	const sentence = "The harbour master left on Monday after eleven years, her office said in a letter."
	for in, want := range map[string]string{
		`<svg><foreignObject><div><p>` + sentence + `</p></div></foreignObject></svg>`:                                       sentence + "\n\n",
		`<svg><switch><foreignObject width=9><body><p>` + sentence + `<style>p{color:red}</style>`:                           sentence + "\n\n",
		`<svg><g><foreignObject><p>` + sentence + `</p></foreignObject></g><text>2019</text></svg>`:                          sentence + "\n\n2019\n\n",
		`<svg><defs><foreignObject><p>` + sentence + `</p></foreignObject></defs></svg>`:                                     "",
		`<svg><foreignObject><div>Start</div><div>End</div></foreignObject></svg>`:                                           "",
		`<svg><foreignObject><p style="display:none">` + sentence + `</p><p>` + sentence + `</p></foreignObject></svg>`:      sentence + "\n\n",
		`<p>It rose by <math><mi>x</mi><foreignObject>5</foreignObject></math> per cent, the mayor said on Monday.`:          "It rose by x per cent, the mayor said on Monday.\n\n", // a formula holds none
		`<p>It rose by <svg><foreignObject><p>3<br>or</p><p>4</p></foreignObject></svg> per cent, the mayor said on Monday.`: "It rose by 3 or 4 per cent, the mayor said on Monday.\n\n",
	} {
		page := `<p>Prices in the harbour rose last year, the mayor said.</p>` + in + `<p>Nobody had expected it, and nobody will pay for it.</p>`
		text, _, err := Read([]byte(page), "", briefing.Options{})
		if want = "Prices in the harbour rose last year, the mayor said.\n\n" + want + "Nobody had expected it, and nobody will pay for it."; err != nil || text != want {
			t.Errorf("%s: %q, %v", in, text, err)
		}
	}
}

func TestADrawingWithoutAnEndHidesNothing(t *testing.T) {
	text, _, err := Read([]byte(`<p>The bridge was closed.<p><svg>The market opens.`), "", briefing.Options{})
	if err != nil || !strings.Contains(text, "The market opens.") {
		t.Errorf("a drawing without an end hides the rest: %q, %v", text, err)
	}
}
