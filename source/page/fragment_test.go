package page

import (
	"strings"
	"testing"
)

func TestAFragmentIsReadAsParagraphs(t *testing.T) {
	for markup, want := range map[string]string{
		"": "",
		"<p>The bridge <b>fell</b> on Monday.</p><p>Nobody was hurt.</p>": "The bridge fell on Monday.\n\nNobody was hurt.",
		"No tags at all":             "No tags at all",
		"<script>alert(1)</script>x": "x",
	} {
		if got := Fragment(markup); got != want {
			t.Errorf("%q is read as %q", markup, got)
		}
	}
}

// TestAFragmentHasWhatIsSeenOfIt, as a page has.
func TestAFragmentHasWhatIsSeenOfIt(t *testing.T) {
	if got := Fragment(`<p>The board will <span style="font-size:0">so</span><object>not</object> sell.</p>`); got != "The board will not sell." {
		t.Error(got)
	}
}

// TestAFragmentOfMoreElementsThanAnyArticleIsNotRead: its tree would take some hundred times its length.
func TestAFragmentOfMoreElementsThanAnyArticleIsNotRead(t *testing.T) {
	for elements, want := range map[int]string{20_000: "The bridge fell.", 20_001: ""} {
		if got := Fragment("The bridge fell." + strings.Repeat("<br>", elements)); got != want {
			t.Errorf("with %d elements it is read as %q", elements, got)
		}
	}
}
