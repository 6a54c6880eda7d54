package page

import (
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
