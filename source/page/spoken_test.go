package page

import (
	"slices"
	"strings"
	"testing"

	"lede/pattern"
	"lede/source/page/plain"
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
		`E` + rest + `<span style="width:1px; height:1px; overflow:hidden"> (opens a new window)</span>`,
		`E` + rest + `<span style="clip-path: inset(50%)"> (opens a new window)</span>`,
		`E` + rest + `<span style="position: absolute; left: -9999px"> (opens a new window)</span>`,
		`<dialog>The eels of Holm are back in the river after forty years, the office said on Monday.</dialog>E` + rest,
		`E` + rest + `<span popover> The eels of Holm are back.</span>`,
		`<span>E` + rest + `</span><a href="#fn1">1</a><sup><a href="#fn2">[2]</a></sup>`,
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

// TestWhatIsSeenStays although it resembles what is not.
func TestWhatIsSeenStays(t *testing.T) {
	for _, text := range []string{
		`On page <a href="#p5">5</a> of the minutes the council is told that it has voted on the bath before, nine to six.`,
		`On page<br><a href="#p5">5</a> of the minutes the council is told that it has voted on the bath before, nine to six.`,
		`In the hall<a href="#way">way</a> the council is told that it has voted on the bath before, nine to six, and goes.`,
		`The hall of the council has 40 m<sup>2</sup> and it was full when it voted on the bath again, nine to six.`,
		`The council, which met in hall<a href="/hall">2</a>, has voted on the bath again, nine to six, and went home.`,
		`<span style="left: -10px; width: 100px; overflow: visible">The council</span> has voted on the bath again, nine to six, and went home.`,
	} {
		want := plain.Fold(pattern.Of("<[^>]*>")().ReplaceAllString(strings.Replace(text, "<br>", " ", 1), ""))
		a, err := parsed([]byte(storyWith(text)))
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(a.Text, "\n"); got != want {
			t.Errorf("%s\n%q", text, got)
		}
	}
}

// TestAPageThatIsOneFormIsRead, word for word: some programs put all of a page into one.
func TestAPageThatIsOneFormIsRead(t *testing.T) {
	story := slices.Clone(council)
	story[0] = strings.Replace(story[0], "swimming bath", `<span class="comment-anchor">swimming</span> <button>bath</button>`, 1)
	page := `<title>Bath to close</title><form id=aspnetForm><input type=hidden><div><h1>Bath to close</h1><p>` + strings.Join(story, "</p><p>") + `</p></div><div><button>Search</button></div></form>`
	a, err := parsed([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Join(council, "\n\n"); a.Text != want {
		t.Errorf("got\n%s", a.Text)
	}
	letter := `<form><p>Your address</p><p>` + strings.Repeat("We send a letter about the baths of the coast each week. ", 3) + `</p></form>`
	a, err = parsed([]byte("<title>Bath to close</title><article><h1>Bath to close</h1><p>" + strings.Join(council, "</p><p>") + letter + "</article>"))
	if err != nil || a.Text != strings.Join(council, "\n\n") {
		t.Errorf("%v: got\n%s", err, a.Text)
	}
}

// TestAParagraphOfTheStoryInAFormIsRead without what is to be filled in; one that speaks to who fills it in is not.
func TestAParagraphOfTheStoryInAFormIsRead(t *testing.T) {
	news := "The council will ask the people of the town about the bath in April, the mayor said."
	for form, want := range map[string]string{
		`<form><div><p>` + news + `</p></div><label>Yes</label><input type=radio><legend>Vote</legend><button>Send</button></form>`: news,
		`<form><p>` + news + `</p></form>`: news,
		`<form><p>Please tell us what you think about the bath and its end in April of this year.</p></form>`: "",
		`<form><p>Your address</p></form>`: "",
	} {
		a, err := parsed([]byte("<title>Bath to close</title><article><h1>Bath to close</h1><p>" + strings.Join(council, "</p><p>") + form + "<p>" + council[0] + " Nobody spoke.</p></article>"))
		if err != nil {
			t.Fatal(err)
		}
		_, got, _ := strings.Cut(a.Text, council[len(council)-1])
		if got = strings.TrimSpace(strings.TrimSuffix(got, council[0]+" Nobody spoke.")); got != want {
			t.Errorf("%s: %q", form, got)
		}
	}
}

// TestALineInLargeLettersIsTheHeadline of a page that has no headings.
func TestALineInLargeLettersIsTheHeadline(t *testing.T) {
	story := strings.Join(council, "<br><br>")
	for page, want := range map[string]string{
		"<font size=5><b>Bath to close in May</b></font><br>" + story:                                     "Bath to close in May",
		"<font size=+2><b>Bath to close in May</b></font><br><br>" + story:                                "Bath to close in May",
		"<font size=+1>Bath to close in May</font><br><br>" + story:                                       "Bath to close in May",
		"<b><font size=6>Bath to close in May</font></b><br>" + story:                                     "Bath to close in May",
		"<font size=2>News</font><br><font size=4>Bath to close<br>in May</font><p>" + story:              "Bath to close in May",
		"<font size=5>Ferring</font><br><font size=5>Bath to close in May</font><br>" + story:             "Bath to close in May", // one word is the paper's name
		"<font size=5>Bath to close in May</font><br><font size=5>All of it, and more</font><br>" + story: "Bath to close in May",
		"<font size=3><b>Bath to close in May</b></font><br>" + story:                                     "",
		"<font size=-1><b>Bath to close in May</b></font><br>" + story:                                    "",
		"<font size=5>Bath to close in May</font> and what comes then<br>" + story:                        "", // within a line
		"<h2>The bath is to close</h2><font size=5><b>Bath to close in May</b></font><br>" + story:        "The bath is to close",
		"<font size=12>Bath to close in May</font><br>" + story:                                           "Bath to close in May", // browsers take it for seven
		"<font size=huge>Bath to close in May</font><br>" + story:                                         "",
		"<font size=5>Bath to shut</font><br>" + story:                                                    "Bath to shut",
		"<font size=5>Bath is dry</font><br>" + story:                                                     "", // too short to be sure
		"<font size=5>Ferringford swimmers</font><br>" + story:                                            "",
		"<!-- x --> <font size=5>Bath to close in May</font> <!-- y --><br><br>" + story:                  "Bath to close in May",
		"<p><font size=5>Bath to close in May</font></p><p>" + strings.Join(council, "</p><p>"):           "Bath to close in May",
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
			if a.Title == "Bath to close in May" {
				t.Errorf("%s: a page with headings has another title", page)
			}
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
