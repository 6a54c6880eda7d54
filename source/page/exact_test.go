package page

import (
	"fmt"
	"strings"
	"testing"

	"lede/briefing"
)

// storyPage is a page of a story in paragraphs of a class, with something between the headline and it, behind its first paragraph, and
// below it.
func storyPage(above, amid, below string) []byte {
	var body strings.Builder
	for i, p := range append(council, "The bath was opened in 1961 by a gymnast who had won a medal in Rome, and has been full every summer since.") {
		fmt.Fprintf(&body, "<p class=txt>%s</p>", p)
		if i == 0 {
			body.WriteString(amid)
		}
	}
	return []byte("<title>Bath to close in May</title><body><h1>Bath to close in May</h1>" + above + "<div class=story>" + body.String() + below + "</div></body>")
}

// added returns what a page made by storyPage has in its text beside the story.
func added(t *testing.T, page []byte) string {
	t.Helper()
	a, err := parsed(page)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := parsed(storyPage("", "", ""))
	if err != nil {
		t.Fatal(err)
	}
	text := a.Text
	for line := range strings.SplitSeq(plain.Text, "\n\n") {
		if !strings.Contains(text, line) {
			t.Errorf("%s\nlacks %q", page, line)
		}
		text = strings.Replace(text, line, "", 1)
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }), "|")
}

// TestWhatIsSaidOfAPictureIsNoneOfTheStory, however it is set; what only stands behind one is.
func TestWhatIsSaidOfAPictureIsNoneOfTheStory(t *testing.T) {
	const caption = "The bath in Mill Lane, drained for the winter."
	for amid, want := range map[string]string{
		`<div class=x><img src=a><div class=y>` + caption + `</div></div>`:                                                           "",
		`<div class=x><a href=/p><img src=a></a><p class=y>` + caption + `</p></div>`:                                                "",
		`<div class=mediaCollection><div><img src=a></div><div class=textcont><span>` + caption + `</span> © NWF</div></div>`:        "",
		`<div class=x><img src=a><div class=imgcaption>` + caption + ` <i>Ann Poole</i></div></div>`:                                 "",
		`<p class=txt><img src=a><br><em>The bath in Mill Lane (Ann Poole)</em></p>`:                                                 "",
		`<p class=txt><img src=a></p><p class=z>The bath in Mill Lane</p>`:                                                           "",
		`<p class=txt><img src=a><br>Click to enlarge (pics: Maureen T)</p>`:                                                         "",
		`<div class=x><img src=a><div class=y>` + caption + ` Post photo by Ann Poole</div><div class=y>` + caption + `</div></div>`: caption,
		`<div class=x><div class=y>` + caption + `</div><img src=a></div>`:                                                           caption,
		`<div class=x><img src=a><h3 class=y>The water</h3></div>`:                                                                   "The water",
		`<p class=txt><img src=a>The water is gone, and nobody knows where.</p>`:                                                     "The water is gone, and nobody knows where.",
		`<figure><img src=a><figcaption>The bath</figcaption></figure><p class=z>The water is gone, and nobody knows where.</p>`:     "The water is gone, and nobody knows where.",
		`<p class=txt><img src=a></p><p class=txt>The water is gone</p>`:                                                             "The water is gone",
		`<p class=txt><img src=a><em>The water is gone, and nobody knows where.</em></p>`:                                            "The water is gone, and nobody knows where.",
		`<p class=txt><img src=a></p><p class=z>The bath in Mill Lane, seen from the tower of the church on the day of the vote</p>`: "",
		`<figure><img src=a><figcaption>The bath</figcaption></figure><p class=z>No water at all</p>`:                                "No water at all",
		`<p class=txt>On the gate stands a line in red,</p><p class=txt><img src=a></p><p class=z>no water, no bath</p>`:             "On the gate stands a line in red,|no water, no bath",
	} {
		if got := added(t, storyPage("", amid, "")); got != want {
			t.Errorf("%s\ngot %q, want %q", amid, got, want)
		}
	}
	standfirst := "Ferring gives up its swimming bath after sixty years, since no one can say where all of the water goes."
	for above, want := range map[string]string{
		`<div class=x><img src=a><p class=y>` + standfirst + `</p></div>`:            standfirst,
		`<div class=x><img src=a><p class=photo-text>` + standfirst + `</p></div>`:   "",
		`<img src=a><p class=y>The bath in Mill Lane seen from the church tower</p>`: "",
		`<img src=a><p class=y>Portrait for the Post: Agnes Holm</p>`:                "",
	} {
		if got := added(t, storyPage(above, "", "")); got != want {
			t.Errorf("%s\ngot %q, want %q", above, got, want)
		}
	}
}

// TestALineOverAParagraphIsAHeading, though a class of its own is all that it has; what speaks to the reader is none.
func TestALineOverAParagraphIsAHeading(t *testing.T) {
	for amid, want := range map[string]string{
		"<p class=crosshead>What happens now</p>":                      "What happens now",
		"<p class=crosshead><b>The water</b></p>":                      "The water",
		"<p class=label>Ferring</p>":                                   "",
		"<p class=label>Share</p>":                                     "",
		"<p class=label>Story continues below</p>":                     "",
		"<p class=label><a href=/w>The water</a></p>":                  "",
		"<div class=x><p class=label>The Morning Post</p></div>":       "",
		"<h2 class=header-anchor>What happens now</h2>":                "What happens now",
		"<h2 class=header-anchor><a href=/b>What happens now</a></h2>": "",
	} {
		if got := added(t, storyPage("", amid, "")); got != want {
			t.Errorf("%s\ngot %q, want %q", amid, got, want)
		}
	}
}

// TestWhatIsSetAsAQuotationMaySpeakToTheReader, and so may a standfirst.
func TestWhatIsSetAsAQuotationMaySpeakToTheReader(t *testing.T) {
	const quoted = "If the water leaves at night, as we expect, the lane will be wet, and you will hear of it."
	for amid, want := range map[string]string{
		"<blockquote><p class=q>" + quoted + "</p></blockquote>":                            quoted,
		"<div class=x><p class=q>" + quoted + "</p></div>":                                  "",
		"<blockquote><p class=q>Sign our <a href=/p>petition, please.</a></p></blockquote>": "",
	} {
		if got := added(t, storyPage("", amid, "")); got != want {
			t.Errorf("%s\ngot %q, want %q", amid, got, want)
		}
	}
	if got := added(t, storyPage("<p class=intro>"+quoted+"</p>", "", "")); got != quoted {
		t.Errorf("a standfirst: %q", got)
	}
	if got := added(t, storyPage("<p class=intro>"+quoted+" <a href=/s>Here.</a></p>", "", "")); got != "" {
		t.Errorf("with a link: %q", got)
	}
}

// TestWhatSumsUpTheStoryBelowItsHeadlineIsRead: a standfirst, and points; who wrote it, when, and what else there is, is not.
func TestWhatSumsUpTheStoryBelowItsHeadlineIsRead(t *testing.T) {
	for above, want := range map[string]string{
		"<h2 class=sub>Council ends sixty summers of swimming in Mill Lane</h2>":                                                                                   "Council ends sixty summers of swimming in Mill Lane",
		"<div class=b>By Ann Poole</div><div class=sub>Council ends sixty summers of swimming in Mill Lane</div>":                                                  "Council ends sixty summers of swimming in Mill Lane",
		"<ul class=k><li>Bath closes after sixty years</li><li>Water lost since the spring</li></ul>":                                                              "Bath closes after sixty years|Water lost since the spring",
		"<ul class=k><li>Most swimmers there, since the highest of summers in 2013</li><li>Water lost since the spring</li></ul>":                                  "Most swimmers there, since the highest of summers in 2013|Water lost since the spring",
		"<ul class=k><li>Bath closes after sixty years</li><li>Ferring</li></ul>":                                                                                  "",
		"<ul class=k><li>Bath closes after sixty years</li></ul>":                                                                                                  "",
		"<ul class=k><li>Bath closes after sixty years</li><li><a href=/w>Water lost since the spring</a></li></ul>":                                               "",
		"<div class=b>Published on Sunday, 15 March 2026 at 20:41, read 512 times</div>":                                                                           "",
		"<div class=b><a href=/n>Council ends sixty summers of swimming in Mill Lane</a></div>":                                                                    "",
		"<div class=b>Reported for you by our own council reporters in Ferring</div>":                                                                              "",
		"<h2 class=sub>Council ends sixty summers of swimming in Mill Lane</h2><div class=m>Mill Lane as it is seen from the tower of the church of Ferring</div>": "Council ends sixty summers of swimming in Mill Lane",
		"<h2 class=sub>Sixty summers of swimming</h2>":                                                                                                             "",
	} {
		if got := added(t, storyPage("<div class=head>"+above+"</div>", "", "")); got != want {
			t.Errorf("%s\ngot %q, want %q", above, got, want)
		}
	}
}

// TestLinesOfTheirOwnStandApart, and those that a sentence goes on behind do not.
func TestLinesOfTheirOwnStandApart(t *testing.T) {
	for amid, want := range map[string]string{
		"Ann Poole<br>Mill Lane, Ferring":                   "Ann Poole|Mill Lane, Ferring",
		"Dairy: Ann Poole, Holm.<br>Beef: Tom Ek, Ferring.": "Dairy: Ann Poole, Holm.|Beef: Tom Ek, Ferring.",
		"Ferring 2, Holm 1<br>Goals: Ek 7, Mott 19; Poole 82. Ferring: Brandt; Hill, Osei, Lund, Park; Castillo, Dunn.<br>Attendance: 1,904.":                   "Ferring 2, Holm 1|Goals: Ek 7, Mott 19; Poole 82. Ferring: Brandt; Hill, Osei, Lund, Park; Castillo, Dunn.|Attendance: 1,904.",
		"The water of Ferring<br>goes to Holm, Ann Poole says.":                                                                                                 "The water of Ferring goes to Holm, Ann Poole says.",
		"The water goes to<br>Holm, Ann Poole says, and not back.":                                                                                              "The water goes to Holm, Ann Poole says, and not back.",
		"“The water goes.<br>Nobody knows where,” she says.":                                                                                                    "“The water goes. Nobody knows where,” she says.",
		"The water of all the baths of Ferring went to the sea by<br>Holm, and the water of the hills went to the mill of<br>Ek, who says so, and nobody else.": "The water of all the baths of Ferring went to the sea by Holm, and the water of the hills went to the mill of Ek, who says so, and nobody else.",
	} {
		if got := added(t, storyPage("", "<p class=txt>"+amid+"</p>", "")); got != want {
			t.Errorf("%s\ngot %q, want %q", amid, got, want)
		}
	}
}

// TestWhoSignsTheLastLetterIsRead where others above it are signed so too.
func TestWhoSignsTheLastLetterIsRead(t *testing.T) {
	sign := func(name string) string { return "<p class=txt>" + name + "<br>Mill Lane, Ferring</p>" }
	if got := added(t, storyPage("", sign("Ann Poole"), sign("Tom Ek"))); got != "Ann Poole|Mill Lane, Ferring|Tom Ek|Mill Lane, Ferring" {
		t.Errorf("%q", got)
	}
	if got := added(t, storyPage("", "", sign("Tom Ek"))); got != "" {
		t.Errorf("a single one: %q", got)
	}
}

// TestHeadingsAreNotTakenForLargeType where the page has others of their kind.
func TestHeadingsAreNotTakenForLargeType(t *testing.T) {
	const repeats = "We have patched it for nine years"
	others := "<h3>What was lost</h3><p class=txt>The water is gone, and nobody in the lane knows where it went in those nights.</p><h3>What is left</h3><p class=txt>The lane is dry, and nobody has any use for what comes out of the other pipes.</p>"
	head := "<h3>" + repeats + "</h3>"
	if got := added(t, storyPage("", head, others)); !strings.HasPrefix(got, repeats+"|What was lost") {
		t.Errorf("%q", got)
	}
	if got := added(t, storyPage("", head, "")); got != "" {
		t.Errorf("the only one: %q", got)
	}
	if got := added(t, storyPage("", "<h3 class=pull-quote>"+repeats+"</h3>", others)); strings.Contains(got, repeats) {
		t.Errorf("in the class of large type: %q", got)
	}
}

// TestABoxWithAButtonOrAFormIsTheSites, and one with a link to a report is not.
func TestABoxWithAButtonOrAFormIsTheSites(t *testing.T) {
	lines := "<h3>The Post in full</h3><p>Six prints a year, from 38 crowns.</p>"
	kept := "The Post in full|Six prints a year, from 38 crowns."
	for amid, want := range map[string]string{
		lines + "<a class='btn red' href=/in>Come in</a>":                                                       "",
		lines + "<a role=button href=/in>Come in</a>":                                                           "",
		lines + "<a href=/in>COME IN</a>":                                                                       "",
		lines + "<form action=/in><input type=email><button>Go</button></form>":                                 "",
		lines + "<p>See the <a class=btn href=/in>report</a> of the council.</p>":                               kept + "|See the report of the council.",
		lines + "<a href=/in.pdf>The report</a>":                                                                kept,
		lines + "<a href='mailto:a@ferring.example'>THE CLERK</a>":                                              kept,
		lines + "<a class=btn href=/in>Come in and see the whole of it</a>":                                     kept,
		"<h3>The council in full</h3><p>Nine members met, the clerk said.</p><a class=btn href=/in>Come in</a>": "The council in full|Nine members met, the clerk said.",
	} {
		if got := added(t, storyPage("", "<div class=x>"+amid+"</div>", "")); got != want {
			t.Errorf("%s\ngot %q, want %q", amid, got, want)
		}
	}
}

// TestWhoWroteIt, in the manners of several sites.
func TestWhoWroteIt(t *testing.T) {
	ld := func(author string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bath to close in May","author":` + author + `}</script>`
	}
	for above, want := range map[string]string{
		ld(`{"@type":"Organization","name":"Ferring Letters"}`):                                                  "",
		ld(`[{"@type":"Person","name":"Ann Poole"},{"@type":"NewsMediaOrganization","name":"Ferring Agency"}]`):  "Ann Poole",
		ld(`{"@type":"Organization","name":"Ferring Letters"}`) + `<meta name=author content="Ferring Letters">`: "",
		ld(`{"@type":"Organization","name":"Ferring Letters"}`) + `<meta name=author content="Ann Poole">`:       "Ann Poole",
		ld(`{"@type":"Person","name":"ANN POOLE Staff Writer"}`):                                                 "ANN POOLE",
		ld(`{"@type":"Person","name":"DAILY POST Staff Writer"}`):                                                "DAILY POST Staff Writer",
		"<div class=m>3 June 2026 · 3 min · 492 words · Ann Poole</div>":                                         "Ann Poole",
		"<div class=m>3 min · 492 words · Ann Poole</div>":                                                       "",
		"<div class=m>3 June 2026 · Ferring Post</div>":                                                          "",
		"<div class=m>By ANN POOLE<br>Staff Writer</div>":                                                        "ANN POOLE",
		"<div class=m>Posted by Ann Poole on Sun 15th March 2026 at 20:41 | Read 512 times</div>":                "Ann Poole",
	} {
		a, err := parsed(storyPage(above, "", ""))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if a.Byline != nil {
			got = a.Byline.Name
		}
		if got != want {
			t.Errorf("%s\ngot %q, want %q", above, got, want)
		}
	}
	below := strings.Replace(strings.Replace(string(storyPage("<div class=m>Posted by Ann Poole</div>", "", "")), "<h1>", "<h4>", 1), "</h1>", "</h4>", 1)
	if _, filled, err := Read([]byte(below), "", briefing.Options{}); err != nil || filled.Author != "Ann Poole" {
		t.Errorf("below a headline in small letters: %q, %v", filled.Author, err)
	}
}

// TestTheSitesNameAtTheBeginningOfATitleGoes, and nothing else before a colon.
func TestTheSitesNameAtTheBeginningOfATitleGoes(t *testing.T) {
	for title, want := range map[string]string{"Ferring Times - Bath to close in May": "Bath to close in May", "Ferring: Bath to close in May": "Ferring: Bath to close in May"} {
		page := "<title>" + title + "</title><div>" + strings.Join(council, "<br><br>") + "</div>"
		_, filled, err := Read([]byte(page), "", briefing.Options{URL: "https://www.ferringtimes.example/a"})
		if err != nil || filled.Title != want {
			t.Errorf("%q: %q, %v", title, filled.Title, err)
		}
	}
}

// TestALinkToTheNetworkIsNoWordOfAPost, the date of it is.
func TestALinkToTheNetworkIsNoWordOfAPost(t *testing.T) {
	for link, want := range map[string]string{"view it there": "“There is no water in our lane, and none in the bath.” — Ann Poole (@ann.example)", "June 5, 2026": "“There is no water in our lane, and none in the bath.” — Ann Poole (@ann.example) June 5, 2026"} {
		post := "<blockquote class=bluesky-embed><p>There is no water in our lane, and none in the bath.</p>&mdash; Ann Poole (@ann.example) <a href=/p>" + link + "</a></blockquote>"
		if got := added(t, storyPage("", post, "")); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestWhatStandsAtTheFoot: a note on the author goes, and lines with labels stay where they are several.
func TestWhatStandsAtTheFoot(t *testing.T) {
	for below, want := range map[string]string{
		"<p class=txt><em>Ann Poole teaches swimming to the people of Holm.</em></p>":                                                                 "",
		"<p class=txt>Ann Poole teaches swimming to the people of Holm.</p>":                                                                          "Ann Poole teaches swimming to the people of Holm.",
		"<p class=txt><em>Ann Poole corrected the year of the bath in this text.</em></p>":                                                            "Ann Poole corrected the year of the bath in this text.",
		"<p class=txt>When: Saturday, 2pm</p><p class=txt>Where: The town hall</p><p class=txt>Tickets: Free</p>":                                     "When: Saturday, 2pm|Where: The town hall|Tickets: Free",
		"<p class=txt>When: Saturday, 2pm</p><p class=txt>Where: The town hall</p>":                                                                   "",
		"<p class=txt>When: Saturday, 2pm</p><p class=txt>Where: The town hall</p><p class=z>Tickets: Free</p>":                                       "",
		"<p class=txt>Set The Post as your preferred source on Google</p>":                                                                            "",
		"<ul class=z><li>Holm</li><li>Ferring</li></ul><p class=txt>The water goes to Holm, and nobody there has any use for what is left of it.</p>": "Holm|Ferring|The water goes to Holm, and nobody there has any use for what is left of it.",
	} {
		if got := added(t, storyPage("<meta name=author content='Ann Poole'>", "", below)); got != want {
			t.Errorf("%s\ngot %q, want %q", below, got, want)
		}
	}
}

// TestWhoIsQuotedInLargeTypeGoesWithTheQuotation, and only from a box that the two are alone in.
func TestWhoIsQuotedInLargeTypeGoesWithTheQuotation(t *testing.T) {
	const quotation = "<p class=big>We have patched it for nine years</p>"
	for amid, want := range map[string]string{
		"<div class=x>" + quotation + "<p class=who>Ida Kroll, who leads the council</p></div>": "",
		"<div class=x>" + quotation + "<p class=who>Ida Kroll leads it.</p></div>":              "Ida Kroll leads it.",
		"<div class=x>" + quotation + "</div><p class=who>What happens in May</p>":              "What happens in May",
		quotation + "<p class=who>What happens in May</p>":                                      "What happens in May",
	} {
		if got := added(t, storyPage("", amid, "")); got != want {
			t.Errorf("%s\ngot %q, want %q", amid, got, want)
		}
	}
}

// TestAListWithTheAuthorInItIsTheByline as a whole.
func TestAListWithTheAuthorInItIsTheByline(t *testing.T) {
	head := "<meta name=author content='Ann Poole'><p class=txt>The bath will be dry.</p><ul class=m>"
	if got := added(t, storyPage(head+"<li>Ann Poole</li><li>5 min</li><li>Nov 5</li></ul>", "", "")); strings.Contains(got, "Nov 5") {
		t.Errorf("%q", got)
	}
}
