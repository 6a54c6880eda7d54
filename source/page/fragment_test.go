package page

import (
	"strings"
	"testing"

	"lede/briefing"
)

func TestAFragmentIsReadAsParagraphs(t *testing.T) {
	for markup, want := range map[string]string{
		"": "",
		"<p>The bridge <b>fell</b> on Monday.</p><p>Nobody was hurt.</p>": "The bridge fell on Monday.\n\nNobody was hurt.",
		"No tags at all":             "No tags at all",
		"<script>alert(1)</script>x": "x",
	} {
		if got, _ := Fragment(markup, briefing.Options{}); got != want {
			t.Errorf("%q is read as %q", markup, got)
		}
	}
}

// TestAFragmentHasWhatIsSeenOfIt, as a page has.
func TestAFragmentHasWhatIsSeenOfIt(t *testing.T) {
	if got, _ := Fragment(`<p>The board will <span style="font-size:0">so</span><object>not</object> sell.</p>`, briefing.Options{}); got != "The board will not sell." {
		t.Error(got)
	}
}

// TestAFragmentsLargeFirstLetterIsPutBackBeforeItsWord, as on pages.
func TestAFragmentsLargeFirstLetterIsPutBackBeforeItsWord(t *testing.T) {
	for _, markup := range []string{`<div>T</div><p>he bridge fell.</p>`, `<p><span class="dropcap"><b> T </b></span> he bridge fell.</p>`} {
		if whole, story := Fragment(markup, briefing.Options{}); whole != "The bridge fell." || story != whole {
			t.Errorf("%s is read as %q and %q", markup, whole, story)
		}
	}
}

// TestAFragmentOfMoreElementsThanAnyArticleIsNotRead: its tree would take some hundred times its length.
func TestAFragmentOfMoreElementsThanAnyArticleIsNotRead(t *testing.T) {
	for elements, want := range map[int]string{20_000: "The bridge fell.", 20_001: ""} {
		if got, _ := Fragment("The bridge fell."+strings.Repeat("<br>", elements), briefing.Options{}); got != want {
			t.Errorf("with %d elements it is read as %q", elements, got)
		}
	}
}

// TestAFragmentHasNothingThatProgramsPutIntoIt: buttons, calls, teasers and labels, as pages have them. What a letter leads to stays.
func TestAFragmentHasNothingThatProgramsPutIntoIt(t *testing.T) {
	const one = "The council voted on Thursday to close the old swing bridge for nine months, since two piers are cracked."
	const two = "Buses will go by the ring road until the end of the year, and a free ferry will carry all who walk."
	for name, c := range map[string][2]string{
		"a box of buttons":    {`<p>` + one + `</p><p>` + two + `</p><div class="sharedaddy sd-sharing"><h3>Share this:</h3><ul><li><a href="/f">Click to share on Facebook (Opens in new window)</a></li></ul></div>`, one + "\n\n" + two},
		"a call between them": {`<p>` + one + `</p><div class="newsletter-card"><p>Two letters a week, free.</p><p>Subscribe now</p></div><p>` + two + `</p>`, one + "\n\n" + two},
		"a teaser":            {`<p>` + one + `</p><p><b>Read more:</b> <a href="/x">Ten bridges that fell</a></p><p>` + two + `</p>`, one + "\n\n" + two},
		"a label below":       {`<p>` + one + `</p><p>` + two + `</p><h4>Related</h4>`, one + "\n\n" + two},
		"a note at the foot":  {`<p>` + one + `</p><p>` + two + `</p><p><em>The Press is read by all. If you value our work, please <a href="/give">give</a>.</em></p><p><i>Write to desk@press.example.</i></p>`, one + "\n\n" + two},
		"a correction":        {`<p>` + one + `</p><p>` + two + `</p><p><em>We have corrected the name of the bridge.</em></p>`, one + "\n\n" + two + "\n\nWe have corrected the name of the bridge."},
		"its last words":      {`<p>` + one + `</p><p>` + two + `</p><p><em>The bridge will be missed by us all</em>, and write.</p>`, one + "\n\n" + two + "\n\nThe bridge will be missed by us all, and write."},
		"a letter in italics": {`<p><i>` + one + `</i></p><p><i>` + two + `</i></p><p><i>We ask you to bear with us.</i></p>`, one + "\n\n" + two + "\n\nWe ask you to bear with us."},
		"a row of links":      {`<p><a href="/o">Read online</a> | <a href="/s">Sign up</a> • <a href="/a">Advertise</a></p><p>` + one + `</p><p>` + two + `</p>`, one + "\n\n" + two},
		"a question of use":   {`<p>` + one + `</p><p>` + two + `</p><p>Was this article helpful?</p>`, one + "\n\n" + two},
		"a list at the end":   {`<p>` + one + `</p><p>` + two + `</p><p>Adults: £4</p><p>Children: £2</p>`, one + "\n\n" + two + "\n\nAdults: £4\n\nChildren: £2"},
		"its author":          {`<p>` + one + `</p><p>` + two + `</p><p>Ada Quill covers bridges for the Press.</p>`, one + "\n\n" + two},
		"headings that lead":  {`<h3><a href="https://a.example/">A bridge is closed</a></h3><p>` + one + `</p><h3><a href="https://b.example/">Ferries run</a></h3><p>` + two + `</p>`, "A bridge is closed\n\n" + one + "\n\nFerries run\n\n" + two},
		"a list of links":     {`<p>Here is what we read.</p><ul><li><a href="/1">A bridge is closed for nine months</a></li><li><a href="/2">A ferry runs again</a></li></ul>`, "Here is what we read.\n\nA bridge is closed for nine months\n\nA ferry runs again"},
	} {
		if _, got := Fragment(c[0], briefing.Options{Author: "Ada Quill"}); got != c[1] {
			t.Errorf("%s: %q", name, got)
		}
	}
}
