package page

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestAnArticleIsFoundHoweverItsDataIsNested: a list, a graph, a page in it, and what that is mainly about; no deeper.
func TestAnArticleIsFoundHoweverItsDataIsNested(t *testing.T) {
	const article = `{"@graph":[{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Bath to close"}}]}`
	for data, want := range map[string]string{"[" + article + "]": "Bath to close", "[[" + article + "]]": ""} {
		if got := saidOf(t, `<script type="application/ld+json">`+data+`</script>`).Title; got != want {
			t.Errorf("%s: the title is %q, want %q", data, got, want)
		}
	}
}

// TestAHeadlineWithoutWordsIsNotThePages: a story below one that is only a picture is not another of the same kind.
func TestAHeadlineWithoutWordsIsNotThePages(t *testing.T) {
	told := "<p>" + strings.Join(council, "</p><p>") + "</p>"
	page := `<title>Bath to close in May</title><main><article class=s><h1><img src=weather.png></h1><p>` + opening + "</p><p>" + last + `</p></article>` +
		`<article class=s><h1>Bath to close in May</h1>` + told + told + `</article><article class=s><h1>Ferry to stay</h1><p>` + next + `</p></article></main>`
	a, err := parsed([]byte(page))
	if err != nil || !strings.Contains(a.Text, council[2]) || strings.Contains(a.Text, next) {
		t.Errorf("%v\n%s", err, a.Text)
	}
}

// TestOnlyANameEndsAStoryAtItsWriter: not a line that stands above it as well, nor one behind a dash.
func TestOnlyANameEndsAStoryAtItsWriter(t *testing.T) {
	for _, c := range [][2]string{
		{"<p>Mill Lane</p>", "<p>Mill Lane</p>"},
		{"", "<p>– Two of the lanes</p>"},
		{"", "<p>(from Holm)</p>"},
	} {
		a, err := parsed(systemPage(c[0], "", c[1]+"<p>"+last+"</p>"))
		if err != nil || !strings.HasSuffix(a.Text, last) {
			t.Errorf("%q: %v\n%s", c, err, a.Text)
		}
	}
	for _, like := range []string{"(from Holm)", "Ana Mott, who lived by the bath, was there.", "Ana Mott of Holm"} {
		a, err := parsed(append([]byte(meta("author", "Ana Mott")), systemPage("", "", "<p>"+like+"</p><p>"+last+"</p>")...))
		if err != nil || !strings.HasSuffix(a.Text, last) {
			t.Errorf("%q: %v\n%s", like, err, a.Text)
		}
	}
	// The page’s own byline is believed when nothing else names the writer.
	for head, want := range map[string]bool{"": false, meta("author", "Tom Bay"): true} {
		a, err := parsed(append([]byte(head), systemPage("<p>By Ana Mott</p>", "", "<p>Ana Mott</p><p>"+last+"</p>")...))
		if err != nil || strings.HasSuffix(a.Text, last) != want {
			t.Errorf("%q, and what is told of somebody stays: %v, %v\n%s", head, !want, err, a.Text)
		}
	}
}

// TestManyWordsInLargeTypeAreNotAllLookedFor word by word, since each is compared with the whole story.
func TestManyWordsInLargeTypeAreNotAllLookedFor(t *testing.T) {
	var story, pulled strings.Builder
	words := strings.Fields("amber birch cedar dogwood elm fir ginkgo hazel ivy juniper kapok larch maple nutmeg oak pine quince rowan sorrel thorn umbel vine willow yew")
	for _, w := range words {
		story.WriteString("<p>Of the " + w + " in Mill Lane the council of the town said on Tuesday that it must be cut before the summer.</p>")
		pulled.WriteString("<div class=pull-quote><p>Of the " + w + " in Mill Lane the council said that it must be cut.</p></div>")
	}
	a, err := parsed([]byte("<title>Trees to go in May</title><article><h1>Trees to go in May</h1>" + story.String() + pulled.String() + "</article>"))
	if err != nil {
		t.Fatal(err)
	}
	if left := strings.Count(a.Text, "the council said that it must be cut."); left != len(words)-mostPulled {
		t.Errorf("%d of %d are left:\n%s", left, len(words), a.Text)
	}
}

// TestABylineIsFoundBelowTheHeadlineOfSeveral: the title says which of them is the story's.
func TestABylineIsFoundBelowTheHeadlineOfSeveral(t *testing.T) {
	a, err := parsed([]byte("<title>Bath to close in May</title><h1>Sport</h1><article><h1>Bath to close in May</h1><p>By Gwen Ek</p><p>" + strings.Join(council, "</p><p>") + "</p></article>"))
	if err != nil || a.Byline == nil || a.Byline.Name != "Gwen Ek" {
		t.Errorf("%v: %+v", err, a)
	}
}

// TestATextInDataKeepsItsParagraphs: where it has line breaks, “Web.De” ends none.
func TestATextInDataKeepsItsParagraphs(t *testing.T) {
	told := []string{council[0], "The town sold its tickets by Booking.Com, by Ferring.De and by Holm.Eu, and all of them want their share of the sum.", council[2]}
	text, _, err := Read([]byte(ld(strings.Join(told, `\n`))), "text/html; charset=utf-8", briefing.Options{})
	if err != nil || text != strings.Join(told, "\n\n") {
		t.Errorf("%v: %q", err, text)
	}
}

// TestADrawingInADrawingEndsNeither: what stands in the outer one is not the story's.
func TestADrawingInADrawingEndsNeither(t *testing.T) {
	page := systemPage("", `<svg><svg><svg/><g/></svg><text>Sums of the council by year</text></svg>`, "")
	if a, err := parsed(page); err != nil || a.Text != strings.Join(council, "\n\n") {
		t.Errorf("%v\n%s", err, a.Text)
	}
}

// TestALineAboveACallIsTheStorys, though the call in the same box is longer.
func TestALineAboveACallIsTheStorys(t *testing.T) {
	a, err := parsed(systemPage("", "<div>Nobody swam on Monday.<br><br>Sign up for our newsletter, and have it in your inbox.</div>", ""))
	if err != nil || !strings.Contains(a.Text, "Nobody swam on Monday.") {
		t.Errorf("%v\n%s", err, a.Text)
	}
}
