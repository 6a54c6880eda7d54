package page

import (
	"strings"
	"testing"
)

// storyWith is an article whose first paragraph begins with some markup.
func storyWith(opening string) string {
	return "<!doctype html><html><head><title>Bath to close in May</title></head><body><article><h1>Bath to close in May</h1><p>" + opening + "</p><p>" +
		strings.Join(council, "</p><p>") + "</p></article></body></html>"
}

// TestWhatIsOnlyListenedToIsNotRead: pages hold a copy of a word for readers who listen, mostly beside a large first letter.
func TestWhatIsOnlyListenedToIsNotRead(t *testing.T) {
	rest := "ight years after the first vote the council has voted on the bath again, and it was nine to six."
	want := "E" + rest
	for _, opening := range []string{
		`<span aria-hidden="true" class="cap">E</span><span class="sr-only">E</span>` + rest,
		`<span class="screen-reader-text">E</span><span aria-hidden="true">E</span>` + rest,
		`<span aria-hidden="true" class="cap">E</span><span class="whole">Eight</span>` + rest[4:],
		`<span aria-hidden="true"><span class="cap">E</span>ight</span><span class="visually-hidden">Eight</span>` + rest[4:],
		`<span aria-hidden="true">E</span><span style="position:absolute;width:1px;height:1px;overflow:hidden">E</span>` + rest,
		`<span aria-hidden="true">E</span><span style="position:absolute;clip:rect(0, 0, 0, 0)">E</span>` + rest,
		`<span class="sr-only">E</span>` + rest, // the letter is a picture
		`<span class="visually-hidden">Opinion: </span>E` + rest,
		`E` + rest + `<span class="u-hiddenVisually"> (opens a new window)</span>`,
		`<span aria-hidden="true">E</span>` + rest,
		`<span aria-hidden="true">•</span><span class="not-hidden sr-only-2"></span>E` + rest,
	} {
		a, err := parsed([]byte(storyWith(opening)))
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(strings.TrimPrefix(a.Text, "•"), "\n"); got != want {
			t.Errorf("%s\n%q", opening, got)
		}
	}
}

// TestWordsAreNotHiddenByWhatTheirClassResembles: a story may speak of hidden things.
func TestWordsAreNotHiddenByWhatTheirClassResembles(t *testing.T) {
	for _, class := range []string{"hidden-gems", "screen-reader-user", "sr", "only", "visually", "unhidden"} {
		text := "The council has voted on the <span class=" + class + ">bath</span> again, and it was nine to six."
		a, err := parsed([]byte(storyWith(text)))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(a.Text, "The council has voted on the bath again") {
			t.Errorf("%s: %q", class, a.Text)
		}
	}
}

// TestALineInLargeLettersIsTheHeadline of a page that has no headings.
func TestALineInLargeLettersIsTheHeadline(t *testing.T) {
	story := strings.Join(council, "<br><br>")
	for page, want := range map[string]string{
		"<font size=5><b>Bath to close in May</b></font><br>" + story:                              "Bath to close in May",
		"<font size=+2><b>Bath to close in May</b></font><br><br>" + story:                         "Bath to close in May",
		"<b><font size=6>Bath to close in May</font></b><br>" + story:                              "Bath to close in May",
		"<font size=2>News</font><br><font size=4>Bath to close<br>in May</font><p>" + story:       "Bath to close in May",
		"<font size=5>Ferring</font><br><font size=5>Bath to close in May</font><br>" + story:      "Bath to close in May", // one word is the paper's name
		"<font size=3><b>Bath to close in May</b></font><br>" + story:                              "",
		"<font size=-1><b>Bath to close in May</b></font><br>" + story:                             "",
		"<font size=5>Bath to close in May</font> and what comes then<br>" + story:                 "", // within a line
		"<h2>The bath is to close</h2><font size=5><b>Bath to close in May</b></font><br>" + story: "The bath is to close",
		"<font size=77>Bath to close in May</font><br>" + story:                                    "",
		"<!-- x --> <font size=5>Bath to close in May</font> <!-- y --><br><br>" + story:           "Bath to close in May",
		"<p><font size=5>Bath to close in May</font></p><p>" + strings.Join(council, "</p><p>"):    "Bath to close in May",
	} {
		a, err := parsed([]byte("<html><head><title>The Ferring Post Online</title></head><body><table><tr><td>" + page + "</td></tr></table></body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = "The Ferring Post Online"
		}
		switch {
		case want == "The bath is to close":
		case a.Title != want:
			t.Errorf("%s: the title is %q, want %q", page, a.Title, want)
		case want != "The Ferring Post Online" && strings.Contains(a.Text, want):
			t.Errorf("%s: the headline is in the text:\n%s", page, a.Text)
		}
		for _, s := range council {
			if !strings.Contains(a.Text, s) {
				t.Errorf("%s: %q is lost", page, s)
			}
		}
	}
}
