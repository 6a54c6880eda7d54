package page_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/source/page"
)

// TestWordsThatAreStruckOutOrForOtherBrowsers are not the article's, however the page says so.
func TestWordsThatAreStruckOutOrForOtherBrowsers(t *testing.T) {
	const around = "<p>The council of Weir voted on Monday to close its pool after a long night of talks in the old hall by the river, with many there.</p>"
	for markup, want := range map[string]string{
		`<del>gone</del>`: "", `<span style="text-decoration:line-through">gone</span>`: "", `<b style="color:red; text-decoration-line: underline line-through">gone</b>`: "",
		`<span style="text-decoration:underline">final</span>`: "final", `<meter value=2>gone</meter>`: "", `<progress>gone</progress>`: "", `<datalist><option>gone</datalist>`: "",
		`<span style="display:/* as ever */none">gone</span>`: "", `<span style="color:red/* display:none */">final</span>`: "final",
	} {
		html := "<html><title>Weir council closes its pool</title><article><h1>Weir council closes its pool</h1>" + around + "<p>The mayor said the vote was " + markup + " and thanked all who had come to the hall that night in the rain.</p>" + around
		text, _, err := page.Read([]byte(html), "text/html", briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, after, _ := strings.Cut(text, "vote was")
		if got, _, _ := strings.Cut(after, " and thanked"); strings.TrimSpace(got) != want {
			t.Errorf("%s: %q is read, want %q", markup, got, want)
		}
	}
}
