package page

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// TestASentenceOfTheStoryIsNoSign: what begins as a call to the reader does may be news.
func TestASentenceOfTheStoryIsNoSign(t *testing.T) {
	story := []string{
		"The flood came down the valley before dawn and took the lower bridge with it, the fire chief said.",
		"Like many people here, Ada Finch lost her home and her shop in the flood.",
		"Get out of here, the fire chief Tom Bay told them.",
		"Copyright law must change, the minister said.",
		"Read more slowly, the teacher Ada Finch told them.",
		"Source: a man at the dam, who gave no name.",
		"The water had gone down by noon, and the road to the dam was open again in the evening.",
		"Police told the neighbours to follow them to the school, where Ada Finch died on Tuesday.",
	}
	page := "<!doctype html><html><head><title>Flood</title></head><body><div id=onetrust class=consent><p>We and our 843 partners store and " +
		"access information on your device, such as cookies, and process personal data.</p></div><article><p>" + strings.Join(story, "</p><p>") +
		"</p><p>Sign up for our newsletter.</p><p>All rights reserved.</p></article></body></html>"
	a, err := parsed([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Join(story, "\n\n"); a.Text != want {
		t.Errorf("got\n%s\nwant\n%s", a.Text, want)
	}
}

func TestWhatMarkupMeansIsKept(t *testing.T) {
	a, err := parsed([]byte("<article><p><q>We will rebuild it all</q>, said Vane of the works that cost <del>$3m</del> <ins>$5m</ins>" +
		"<sup><a href=#1>1</a></sup> in the valley, and nobody in the hall had anything to ask.</p></article>"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "“We will rebuild it all”, said Vane of the works that cost $5m in the valley, and nobody in the hall had anything to ask."; a.Text != want {
		t.Errorf("got %q", a.Text)
	}
}

// TestBoxesOfProgramsAreNoText: sign-up cards and the elements of AMP, whatever they say.
func TestBoxesOfProgramsAreNoText(t *testing.T) {
	boxes := []string{
		`<div class="kg-card kg-signup-card"><h2>The quay in brief</h2><p>A letter on Sundays, never more.</p></div>`, `<dl class="article-info"><dt>Details</dt><dd>Written by: Desk</dd></dl>`,
		`<amp-ad width=300><div fallback>Nothing to sell today</div></amp-ad>`, `<amp-sidebar id=s><ul><li>Tides</li></ul></amp-sidebar>`, `<div class=read-also><b>Also:</b> The eels of Holm</div>`,
	}
	story := append(slices.Clone(council), "Two hundred children learn to swim there each year, the schools said in a letter in May.", "The vote was nine to six, and the mayor did not take part in it.")
	var b strings.Builder
	for i, s := range story {
		b.WriteString("<p>" + s + "</p>" + boxes[i])
	}
	a, err := parsed([]byte("<title>Bath to close</title><article><h1>Bath to close</h1>" + b.String() + "</article>"))
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Join(story, "\n\n"); a.Text != want {
		t.Errorf("got\n%s\nwant\n%s", a.Text, want)
	}
}

// TestABoxOfACallGoesWithItsHeading, and what is pulled from the story, and labels in several languages.
func TestABoxOfACallGoesWithItsHeading(t *testing.T) {
	boxes := []string{
		`<div class="blok"><h3>Elke ochtend nieuws?</h3><p>Meld je aan voor onze dagelijkse nieuwsbrief.</p></div>`,
		`<div style="background:#eee"><p><b>Stay in the know</b></p><p>Get all that matters in Ferring, straight to your phone.</p></div>`,
		`<figure class="block-pullquote"><blockquote><p>Closing the swimming bath in Mill Lane</p></blockquote></figure><div class="pull-quote"><p>The council voted to close the bath</p></div><div class="pull-quote"><p>voted to close</p></div>`,
		`<p>- Publicidad -</p><p>Continua depois da publicidade</p><p>REKLAMA</p><p><strong>Czytaj też: <a href=/x>Most zamknięty</a></strong></p><p>続きを読む</p><p>Advertisement · Scroll on</p><p>Čtěte také: <a href=/x>Vlci</a></p><h3>Mehr</h3><p>Partager sur Facebook</p><p>Publié à 5h00</p><p>Disclaimer: Ferring News is not responsible for what others post to it.</p><div><h4>Newsletters &amp; Alerts</h4><h5>DAILY</h5><p>Your day</p><p>The top stories, curated by our news team.</p></div><p>Ajouter à vos sélections</p><p>Our Standards: <a href=/x>How we work.</a></p><p>This entry was posted in <a href=/n>News</a>. Bookmark it.</p><div class="video-card"><p>The Long Weir, all of it</p></div><p>© RIPRODUZIONE RISERVATA</p><p>Mail the webmaster. Copyright 1999.</p>`,
	}
	story := append(slices.Clone(council), "Two hundred children learn to swim there each year, the schools said in a letter in May.")
	var b strings.Builder
	for i, s := range story {
		b.WriteString("<p>" + s + "</p>" + boxes[i])
	}
	a, err := parsed([]byte("<title>Bath to close</title><article><h1>Bath to close</h1>" + b.String() + "</article>"))
	if err != nil {
		t.Fatal(err)
	}
	if want := story[0] + "\n\n" + story[1] + "\n\n" + story[2] + "\n\nClosing the swimming bath in Mill Lane\n\n" + story[3]; a.Text != want {
		t.Errorf("got\n%s\nwant\n%s", a.Text, want)
	}
}

// TestASentenceBesideACallStays: a box that tells something else is the story's.
func TestASentenceBesideACallStays(t *testing.T) {
	a, err := parsed([]byte("<title>Bath to close</title><article><h1>Bath to close</h1><p>" + council[0] + "</p><p>" + council[1] + "</p><div><p>It shuts in May.</p><p>Get all that matters in Ferring, straight to your phone, and do so today.</p></div><p>" + council[2] + "</p></article>"))
	if err != nil {
		t.Fatal(err)
	}
	if want := council[0] + "\n\n" + council[1] + "\n\nIt shuts in May.\n\n" + council[2]; a.Text != want {
		t.Errorf("got\n%s", a.Text)
	}
}

// TestAHeadingThatLinksToItselfIsTheStorys: entries of a live page have such, and those of a front page lead elsewhere.
func TestAHeadingThatLinksToItselfIsTheStorys(t *testing.T) {
	live := func(href string) []byte {
		var b strings.Builder
		b.WriteString("<title>Flood live</title><main><h1>Flood live</h1>")
		for i, s := range append(slices.Clone(council), council...) {
			b.WriteString("<article><h2><a href='" + strings.ReplaceAll(href, "N", string(rune('1'+i))) + "'>The water is still rising, part " + string(rune('1'+i)) + "</a></h2><p>In part " + string(rune('1'+i)) + ", " + s + "</p></article>")
		}
		return []byte(b.String() + "</main>")
	}
	for _, href := range []string{"#entry-N", "/flood#N", "?page=with:block-N#block-N"} {
		a, err := parsed(live(href))
		if err != nil {
			t.Fatalf("%s: %v", href, err)
		}
		if n := strings.Count(a.Text, "The water is still rising"); n != 2*len(council) {
			t.Errorf("%s: %d headings are left of\n%s", href, n, a.Text)
		}
	}
	for _, href := range []string{"/flood-N", "/flood-N#", "/flood-N#comments"} {
		if _, err := parsed(live(href)); Refusal(err) != errList {
			t.Errorf("%s: a front page gives %v", href, err)
		}
	}
}

// TestParagraphsThatWereJoinedForMachinesAreApart where the page itself has none of them.
func TestParagraphsThatWereJoinedForMachinesAreApart(t *testing.T) {
	more := append(slices.Clone(council), "It shuts in May.", "“No,” said Tom Ek of Booking.com.")
	for sep, want := range map[string]string{"": "\n\n", " ": " "} {
		body, err := json.Marshal(strings.Join(more, sep))
		if err != nil {
			t.Fatal(err)
		}
		page := `<title>Bath to close</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bath to close","articleBody":` + string(body) + `}</script><div id=root><p>Loading the news of the day, which takes a moment.</p></div>`
		a, err := parsed([]byte(page))
		if err != nil || a.Text != strings.Join(more, want) {
			t.Errorf("%v: joined by %q:\n%s", err, sep, a.Text)
		}
	}
	if ps := paragraphs("He went to Booking.Com and Yahoo.Inc, and that was all of it."); len(ps) != 1 {
		t.Errorf("names are cut: %+v", ps)
	}
}
