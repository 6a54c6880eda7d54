package page

import (
	"slices"
	"strings"
	"testing"

	"lede/briefing"
)

// systemPage is a page whose story has something below the headline, in its middle, and at its end.
func systemPage(above, amid, below string) []byte {
	return []byte(`<title>Bath to close in May</title><article><header><h1>Bath to close in May</h1>` + above + `</header><p>` + council[0] + `</p><p>` + council[1] + `</p>` +
		amid + `<p>` + council[2] + `</p>` + below + `</article>`)
}

// TestWhatContentSystemsPutIntoAStoryIsNotRead, in the manner of the programs that newspapers use.
func TestWhatContentSystemsPutIntoAStoryIsNotRead(t *testing.T) {
	story := strings.Join(council, "\n\n")
	for _, amid := range []string{
		`<p>skip past newsletter promotion</p><p tabindex=0>after newsletter promotion</p>`,
		`<div><div>Ad Feedback</div></div>`,
		`<div><h2>Thank you for your patience while we verify access.</h2></div>`,
		`<p><a href=/app><b>NEW</b></a><b>You can now listen to Ferring articles!</b></p>`,
		`<div class=audio-module><h4>Bath to close</h4></div>`,
		`<figure><a href=/pool><div>Holm pool is full</div><div>Swimmers wait for an hour on most days, figures show.</div></a></figure>`,
		`<div>Do you know of other baths like this? Write to tips@ferring.example.</div>`,
		`<section><div>Más información</div></section>`,
		`<div class=in-article><div class=newsletter-signup><p>We use your sign-up to provide content in ways you have agreed to. <a href=/p>More info</a></p></div></div>`,
		`<p>Recibe cada mañana nuestro boletín con las claves del día</p>`,
		`<p>Compartir en WhatsappCompartir en FacebookCopiar enlace</p>`,
	} {
		if a, err := parsed(systemPage("", amid, "")); err != nil || a.Text != story {
			t.Errorf("%s: %v\n%s", amid, err, a.Text)
		}
	}
	for _, below := range []string{
		`<p>Follow the Post’s coverage of the coast at https://ferring.example/coast</p>`,
		`<p><i>This article originally appeared on Ferring Post: <a href=/bath>Bath to close in May</a></i></p>`,
		`<p>A version of this article appears in print on Feb. 20, 2026, Section A, Page 14 of the coast edition.</p>`,
		`<div>mrk/dpa</div><div><p>Haben Sie einen Fehler gefunden? Geben Sie uns gern Bescheid.</p></div>`,
		`<p>Spotted a mistake? We will put it right.</p>`,
	} {
		if a, err := parsed(systemPage("", "", below)); err != nil || a.Text != story {
			t.Errorf("%s: %v\n%s", below, err, a.Text)
		}
	}
	author := meta("author", "RAUL MENDEZ")
	for _, below := range []string{
		`<div><p>Mendez covers baths and ponds for the Post. He is based in Holm.</p></div>`,
		`<p>Raul Mendez (Holm, correspondent)</p><p>The Post’s puzzles: a new grid every day, for all who like to think.</p>`,
		`<div class=AuthorShortBio><p>An award for reporting on water went to this writer in 2019, and another in 2021.</p></div>`,
	} {
		if a, err := parsed(append([]byte(strings.ReplaceAll(author, "RAUL MENDEZ", "Raul Mendez")), systemPage("", "", below)...)); err != nil || a.Text != story {
			t.Errorf("%s: %v\n%s", below, err, a.Text)
		}
	}
	if a, err := parsed(append([]byte(author), systemPage("", "", `<p>Mendez covers baths and ponds for the Post. He is based in Holm.</p>`)...)); err != nil || a.Text != story {
		t.Errorf("an author in capitals: %v\n%s", err, a.Text)
	}
}

// TestWhatIsLikeItStays: the words of a story that only resemble such lines.
func TestWhatIsLikeItStays(t *testing.T) {
	for _, told := range []string{
		"“Thank you for your patience,” the mayor told the swimmers, who had waited since the morning.",
		"Anyone who saw the leak is asked to write to the county at water@holm.example.",
		"“Do you know what this costs?” he asked. “Tell me.”",
		"This article of the town’s charter was never used before, and nobody knew that it was there.",
		"A mistake in the plans had let the water out, the council said.",
		"Mendez, who covers the roof with tiles, fell into the basin.",
	} {
		if a, err := parsed(append([]byte(meta("author", "Raul Mendez")), systemPage("", "<p>"+told+"</p>", "")...)); err != nil || !strings.Contains(a.Text, told) {
			t.Errorf("%s: %v\n%s", told, err, a.Text)
		}
	}
}

// TestABylineBelowAStandfirstIsNotTheStory, nor is a date there; a heading with a year in it is.
func TestABylineBelowAStandfirstIsNotTheStory(t *testing.T) {
	standfirst := "<p>Swimmers must go to Holm for two years, and nobody knows who will pay for the new basin in Mill Lane.</p>"
	for between, want := range map[string]bool{
		`<p>By Ana Mott</p>`: false, `<ul><li>Feb. 19, 2026Updated 6:12 p.m. ET</li></ul>`: false, `<h2>The year 2019 and the roof</h2>`: true, `<p>Nobody swims in 2026.</p>`: true,
	} {
		a, err := parsed(append([]byte(meta("byl", "By Ana Mott")), systemPage(standfirst+between, "", "")...))
		if err != nil || a.Byline == nil || a.Byline.Name != "Ana Mott" {
			t.Fatalf("%v: %+v", err, a)
		}
		if got := strings.Count(a.Text, "\n\n") == len(council)+1; got != want {
			t.Errorf("%s: in the text: %v\n%s", between, got, a.Text)
		}
	}
}

// TestTheFirstTimeBelowTheHeadlineIsWhenItWasPublished, where nothing says so better.
func TestTheFirstTimeBelowTheHeadlineIsWhenItWasPublished(t *testing.T) {
	published := `<time datetime="2026-02-24T07:00:00-06:00">Feb 24</time>`
	for above, want := range map[string]string{
		published: "2026-02-24",
		`<time class=updated datetime="2026-03-01T07:00:00Z">1 March</time>` + published: "2026-02-24",
		`<aside><time datetime="2026-03-01">1 March</time></aside>` + published:          "2026-02-24",
		`<p>` + council[2] + `</p>` + published:                                          "2026-02-24",
		`<p>` + council[1] + `</p><p>` + council[2] + `</p>` + published:                 "",
	} {
		a, err := parsed(systemPage(above, "", ""))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if a.Published != nil {
			got = a.Published.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", above, got, want)
		}
	}
	if a, err := parsed(append([]byte(published), systemPage("", "", "")...)); err != nil || a.Published != nil {
		t.Errorf("a time above the headline: %v, %v", a.Published, err)
	}
}

// TestAnAuthorIsNamedWithoutAddressPostOrPaper.
func TestAnAuthorIsNamedWithoutAddressPostOrPaper(t *testing.T) {
	for s, want := range map[string]string{
		"By KAREN DOBBS kdobbs@ferring.example": "KAREN DOBBS", "Karen Dobbs (kd@ferring.example)": "Karen Dobbs", "Karen Dobbs, Ferring Post": "Karen Dobbs",
		"Karen Dobbs, Holm Post": "Karen Dobbs, Holm Post", "kdobbs@ferring.example": "",
	} {
		if got := author(s, "Ferring Post"); got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
	titled := systemPage(`<p>By <span class=author-name>Terry Ludd</span> <span class=author-title>Local Democracy Reporter</span></p>`, "", "")
	if a, err := parsed(titled); err != nil || a.Byline == nil || a.Byline.Name != "Terry Ludd" {
		t.Errorf("%v: %+v", err, a.Byline)
	}
}

// TestBoxesBesideAShortStoryAreLeftOut, though they hold more words than it does; a story in such a box stays.
func TestBoxesBesideAShortStoryAreLeftOut(t *testing.T) {
	box := `<div class=newsletter-signup>` + strings.Repeat(`<p>All that swims, sent early to those who like the water best</p>`, 9) + `</div>`
	if a, err := parsed(systemPage("", box, "")); err != nil || a.Text != strings.Join(council, "\n\n") {
		t.Errorf("%v: %s", err, a.Text)
	}
	if got := tidy([]block{{text: council[0], beside: true}, {text: "Bath"}}, briefing.Options{}, ""); !slices.ContainsFunc(got, func(b block) bool { return b.text == council[0] }) {
		t.Errorf("a story in a box is gone: %+v", got)
	}
}

// TestBlocksInALinkLeadElsewhere, but for the headline, and for all that follows an anchor without an end.
func TestBlocksInALinkLeadElsewhere(t *testing.T) {
	for page, want := range map[string][]bool{
		`<a href=/x><div>Holm pool is full</div><p>Swimmers wait.</p></a><p>After.</p>`: {true, true, false},
		`<a href=/x><h1>Bath to close</h1></a>`:                                         {false},
		`<a name=top><p>The bath closed.</p></a>`:                                       {false},
		`<p>The <a href=/x>bath</a> closed.</p>`:                                        {false},
	} {
		var got []bool
		for _, b := range blocks(treeOf(t, page)) {
			got = append(got, b.beside)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", page, got, want)
		}
	}
}

// TestABlockThatReadabilityTookOutOfItsBoxStaysBeside: it drops the classes of some boxes.
func TestABlockThatReadabilityTookOutOfItsBoxStaysBeside(t *testing.T) {
	found := restore([]block{{text: council[0], of: 3}}, []block{{text: council[0], of: 3, beside: true}})
	if len(found) != 1 || !found[0].beside {
		t.Errorf("%+v", found)
	}
}
