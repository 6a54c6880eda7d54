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
