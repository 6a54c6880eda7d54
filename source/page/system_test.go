package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"lede/briefing"
	"lede/source/page/byline"
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
		`<div><p>Loading...</p><p>Loading...</p></div>`,
		`<div>Get smarter on what matters. Subscribe to Ferring AM.</div>`,
		`<p>The bath at noon — Foto: Ida Holm/Ferring</p>`,
		`<div class=in-article><div class=newsletter-signup><p>We use your sign-up to provide content in ways you have agreed to. <a href=/p>More info</a></p></div></div>`,
		`<p>Recibe cada mañana nuestro boletín con las claves del día</p>`,
		`<p>Compartir en WhatsappCompartir en FacebookCopiar enlace</p>`,
		`<div>2 / 5</div>`, `<p><i>The bath in Mill Lane. Picture: Ida Holm</i></p>`, `<p><i>“We will miss it.” Photo: Ida Holm</i></p>`, `<div>Track <b>latest news</b> on Ferring Post, from the town and the world</div>`,
		`<div class=player-placeholder><h3>The water of the bath</h3></div>`, `<div class=mediaEmbed><h3>The water of the bath</h3></div>`,
		`<div><h3>Baths weekly</h3><p>All that swims, on Sunday.</p><p>By submitting, you consent to receiving our marketing emails from the Post and from others.</p></div>`,
		`<amp-twitter><blockquote placeholder><p>Good morning, all who swim in Holm!</p></blockquote></amp-twitter>`,
	} {
		if a, err := parsed(systemPage("", amid, "")); err != nil || a.Text != story {
			t.Errorf("%s: %v\n%s", amid, err, a.Text)
		}
	}
	for _, below := range []string{
		`<p>Follow the Post’s coverage of the coast at https://ferring.example/coast</p>`,
		`<p><i>This article originally appeared on Ferring Post: <a href=/bath>Bath to close in May</a></i></p>`,
		`<p>A version of this article appears in print on Feb. 20, 2026, Section A, Page 14 of the coast edition.</p>`,
		`<p><em>Помітили описку? Виділіть її та натисніть Ctrl+Enter.</em></p>`, `<p>Нашли описку? Выделите ее и нажмите Ctrl + Enter, чтобы сообщить нам.</p>`,
		`<div>mrk/dpa</div><div><p>Haben Sie einen Fehler gefunden? Geben Sie uns gern Bescheid.</p></div>`,
		`<p>Spotted a mistake? We will put it right.</p>`,
		`<div class=note>Quelle: F.P.</div>`,
		`<p>See a spelling or grammar error in our story? Please include the title when you click here to report it.</p>`,
		`<p>Notice any mistakes? Write to the desk.</p>`,
		`<p>Our mailing address is: The Ferring Post, 4 Mill Row, Ferring, County of Holm, 20417</p><p>Want to change how you receive these letters? You can unsubscribe from this list.</p>`,
		`<p>Printed from Ferring Post on 12 November 2026 at 10:04. For private use only; ask for a licence at rights@ferring.example.</p>`,
		`<p>انضم إلى قناتنا على واتساب ليصلك كل جديد</p>`, `<p>הצטרפו לערוץ שלנו בוואטסאפ</p>`,
	} {
		if a, err := parsed(systemPage("", "", below)); err != nil || a.Text != story {
			t.Errorf("%s: %v\n%s", below, err, a.Text)
		}
	}
	author := meta("author", "RAUL MENDEZ")
	for _, below := range []string{
		`<div><p>Mendez covers baths and ponds for the Post. He is based in Holm.</p></div>`,
		`<p>Raul Mendez (Holm, correspondent)</p><p>The Post’s puzzles: a new grid every day, for all who like to think.</p>`,
		`<div class=AuthorShortBio><div class=wide><p class=small>An award for reporting on wool went to this writer in 2018, and another in 2020.</p></div></div>`,
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

// TestAStoryMayStandInElementsOfAMP that are not beside it.
func TestAStoryMayStandInElementsOfAMP(t *testing.T) {
	const told = "The basin holds 900,000 litres, and a third of that is lost each week, the treasurer told the meeting."
	if a, err := parsed(systemPage("", "<amp-accordion><section><p>"+told+"</p></section></amp-accordion>", "")); err != nil || !strings.Contains(a.Text, told) {
		t.Errorf("%v\n%s", err, a.Text)
	}
}

// TestWhatIsLikeItStays: the words of a story that only resemble such lines.
func TestWhatIsLikeItStays(t *testing.T) {
	for _, told := range []string{
		"“Thank you for your patience,” the mayor told the swimmers, who had waited since the morning.",
		"Anyone who saw the leak is asked to write to the county at water@holm.example.",
		"“Do you know what this costs?” he asked. “Tell me.”",
		"This article of the town’s charter was never used before, and nobody knew that it was there.",
		"Printed from plates of copper, the map showed the bath where the mill had stood.",
		"Those who want to run all of it at once press Ctrl+Enter in the first line.",
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
		`<p>By Ana Mott</p>`: false, `<ul><li>Feb. 19, 2026Updated 6:12 p.m. ET</li></ul>`: false, `<h2>The year 2019 and the roof</h2>`: true, `<p>Nobody swims in 2026.</p>`: true, `<p>Two basins and no water</p>`: true,
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

// TestATimeIsFoundBelowAHeadlineOfAnyLevel on a page without an <h1>; that below the heading of something else is not the story's.
func TestATimeIsFoundBelowAHeadlineOfAnyLevel(t *testing.T) {
	published, other := `<time datetime="2026-02-24T07:00:00-06:00">Feb 24</time>`, `<time datetime="2026-03-01T07:00:00Z">1 March</time>`
	story := "<p>" + strings.Join(council, "</p><p>") + "</p>"
	for body, want := range map[string]string{
		`<h3>Holm pool is full</h3>` + other + `<h2>Bath to close in May</h2>` + published + other + story + other: "2026-02-24",
		`<h3>Holm pool is full</h3>` + other + `<h2>Bath to close in May</h2>` + story + other:                     "",
		`<h3>Holm pool is full</h3>` + story + `<h2>Bath to close in May</h2>` + published + story:                 "2026-02-24",
		`<h2><span>Swimming</span> <span>Bath to close in May</span></h2>` + published + story:                     "2026-02-24",
		`<h2>Holm pool is full</h2>` + story + `<h1>Bath to close in May</h1>` + published + story:                 "2026-02-24",
		`<h2>Bath to close in May</h2>` + other + `<h1>Bath to close in May</h1>` + story:                          "",
		`<h1>Bath to close in May</h1>` + story + `<h2>Holm pool is full</h2>` + other:                             "",
		`<h1>Bath to close in May</h1>` + story + `<h1>Bath to close in May</h1>` + other:                          "",
	} {
		a, err := parsed([]byte(`<title>Bath to close in May</title><article>` + body + `</article>`))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if a.Published != nil {
			got = a.Published.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
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
	above := "<p>" + council[1] + "</p><p>" + council[2] + " Nobody spoke.</p>" // as sites have above all of their stories
	if a, err := parsed(append([]byte(above), systemPage(published, "", "")...)); err != nil || a.Published == nil {
		t.Errorf("a time below the headline, and that below paragraphs: %v, %v", a, err)
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
		if got := byline.Clean(s, "Ferring Post"); got != want {
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
	on := block{text: council[0], of: 3, beside: true, path: 4, style: 5}
	if found := restore([]block{{text: council[0], of: 3, path: 1, style: 2}}, []block{on}); !slices.Equal(found, []block{on}) {
		t.Errorf("%+v", found)
	}
}

// TestWhatIsSetUnlikeTheStoryAndSpeaksToTheReaderIsTheSites, in any language; what only looks different stays.
func TestWhatIsSetUnlikeTheStoryAndSpeaksToTheReaderIsTheSites(t *testing.T) {
	set := func(text string, path, style uint64, kind atom.Atom) block {
		return block{text: text, path: path, style: style, kind: kind}
	}
	story := func(text string) block { return set(text, 1, 2, atom.P) }
	long := []block{story(council[0]), story(council[1]), story(council[2])}
	for name, c := range map[string]struct {
		b    block
		want bool // it stays
	}{
		"a label of its own kind":       {set("Följ ämnen", 1, 3, atom.P), false},
		"dots":                          {set("Loading...", 5, 0, atom.Div), false},
		"a label as long as one may be": {set(strings.Repeat("ab ", longestTail/3), 5, 0, atom.Div), false},
		"longer":                        {set(strings.Repeat("ab ", longestTail/3)+"a", 5, 0, atom.Div), true},
		"a short sentence":              {set("Nobody came.", 5, 0, atom.Div), true},
		"a heading":                     {set("What it costs", 5, 0, atom.H2), true},
		"an item of a list":             {set("Our bath", 5, 0, atom.Li), true},
		"a quotation":                   {set("We will pay you back", 5, 0, atom.Blockquote), true},
		"a line in large type":          {block{text: "We will pay you back", path: 5, kind: atom.P, pulled: true}, true},
		"a call":                        {set("Get more of this in the feed that is yours, and have mail sent at noon.", 5, 0, atom.P), false},
		"another language":              {set("Нам потрібна допомога: підтримайте редакцію, щоб ми могли працювати далі.", 5, 0, atom.P), false},
		"a call set like the story":     {story("Get more of this in the feed that is yours, and have mail sent at noon."), true},
		"told by somebody":              {set("“We will pay you back,” she said of the bath.", 5, 0, atom.P), true},
		"a long one":                    {set(strings.Repeat("you ", longestSign/4)+"a", 5, 0, atom.P), true},
		"about the author":              {set("Ida Kroll covers baths for the Post, and has won a prize for it.", 5, 0, atom.P), false},
		"about somebody else":           {set("Ida Holm covers baths for the Post, and has won a prize for it.", 5, 0, atom.P), true},
	} {
		got := unlikeStory(append(slices.Clone(long), c.b), "Ida Kroll")
		if len(got) == len(long)+1 != c.want {
			t.Errorf("%s: stays: %v", name, !c.want)
		}
	}
	box := func(n int) []block {
		return append(slices.Clone(long), slices.Repeat([]block{set("You can pay at the gate, or at the bank in Holm.", 5, 0, atom.P)}, n)...)
	}
	if got := unlikeStory(box(longestBox+1), ""); len(got) != len(long)+longestBox+1 {
		t.Error("a section with advice is gone")
	}
	if got := unlikeStory(box(longestBox), ""); len(got) != len(long) {
		t.Error("a box of calls stays")
	}
	label := set("Följ ämnen", 1, 3, atom.P)
	if got := unlikeStory(append(slices.Clone(long), label, label), ""); len(got) != len(long)+2 {
		t.Error("two headings of a kind are gone")
	}
	lines := slices.Repeat([]block{set("ab cd", 6, 0, atom.P), set("ab cd", 7, 0, atom.P)}, 100)
	if got := unlikeStory(slices.Concat(long, lines, []block{label}), ""); len(got) != len(long)+len(lines) {
		t.Error("lines of a table show how a story is set")
	}
	items := slices.Repeat([]block{set(council[0], 6, 0, atom.Li), set(council[0], 7, 0, atom.Li)}, 5)
	if got := unlikeStory(slices.Concat(long, items, []block{label}), ""); len(got) != len(long)+len(items) {
		t.Error("items of a list show how a story is set")
	}
	if got := unlikeStory(append(slices.Clone(long[:fewestStyled-1]), label), ""); len(got) != fewestStyled {
		t.Error("two paragraphs show how a story is set")
	}
	mixed := append(slices.Clone(long), set(council[0]+council[1]+council[2], 7, 0, atom.P), label)
	if got := unlikeStory(mixed, ""); len(got) != len(mixed) {
		t.Error("a page that sets its paragraphs in two ways has one look")
	}
}

// TestALabelSetApartInAPageIsLeftOut although readability makes other boxes of the page’s.
func TestALabelSetApartInAPageIsLeftOut(t *testing.T) {
	paragraphs := `<p class=body>` + strings.Join(council, `</p><p class=body>`) + `</p>`
	page := `<title>Bath to close in May</title><main class=page><article class=story><div class=text>` + paragraphs + `<div class=post><div>Bekijk deze post op X</div></div>` + paragraphs[:len(paragraphs)/2] + ` for now.</p></div></article></main>`
	if a, err := parsed([]byte(page)); err != nil || strings.Contains(a.Text, "Bekijk") || !strings.Contains(a.Text, council[2]) {
		t.Errorf("%v: %s", err, a.Text)
	}
}

// TestWholeBoxesOfTheSitesAreLeftOut, with the lines in them that are told as news is.
func TestWholeBoxesOfTheSitesAreLeftOut(t *testing.T) {
	story := strings.Join(council, "\n\n")
	teasers := `<div class=card><h4>READ MORE</h4><h3>The ponds of the county</h3><p>Four ponds are left of those that once fed the mills of Holm.</p></div>`
	rules := `<div class=rules>The rules of replying:<ul><li>Be kind. This is a place for talk among neighbours, and no shouting will be heard.</li><li>Be open. Use your real name here.</li></ul></div>`
	links := `<div class=more><h3>The ponds of the county</h3><a href=/1><b>The last miller</b><span>He grinds on Saturday, and nobody will follow him.</span></a></div>`
	poll := `<div class=mood><h3>How do you like our bath?</h3><ul><li><span>Well</span> 2</li><li><span>Not at all</span> 4</li></ul></div>`
	offer := `<div class=pro><p>The one place that joins the depth of our work with the power of numbers</p><ul><li>First with all that matters in the county</li><li>Lists made to measure</li></ul></div>`
	for name, page := range map[string][]byte{"teasers": systemPage("", teasers, ""), "no class": systemPage("", strings.Replace(teasers, "class", "data-qa", 1), ""), "rules": systemPage("", "", rules), "links": systemPage("", links, ""), "a poll": systemPage("", "", poll), "an offer": systemPage("", "", offer)} {
		if a, err := parsed(page); err != nil || a.Text != story {
			t.Errorf("%s: %v\n%s", name, err, a.Text)
		}
	}
	for name, c := range map[string]struct {
		page []byte
		want string
	}{
		"advice within the story":   {systemPage("", offer, ""), "Lists made to measure"},
		"advice under a heading":    {systemPage("", "", `<div class=help><h3>Where to swim</h3><p>The pool in Holm is open until ten, and buses go there.</p><p>You can swim there, too.</p></div>`), "buses go there"},
		"told by somebody":          {systemPage("", "", strings.Replace(offer, "Lists made", "“Lists” are made", 1)), "First with all"},
		"links to one of two":       {systemPage("", strings.Replace(links, "</div>", "<p>He is the last of nine.</p></div>", 1), ""), "nobody will follow"},
		"a poll within the story":   {systemPage("", poll, ""), "Not at all"},
		"told below a question":     {systemPage("", "", strings.Replace(poll, "Well</span> 2", "Well.</span>", 1)), "Not at all"},
		"a question to nobody":      {systemPage("", "", strings.Replace(poll, "do you like our", "was the", 1)), "Not at all"},
		"advice below a question":   {systemPage("", "", strings.Replace(poll, "Well</span> 2", "Come on a Monday, when the water is warm and quiet</span>", 1)), "Not at all"},
		"one line below a question": {systemPage("", "", strings.Replace(poll, "<li><span>Well</span> 2</li>", "", 1)), "Not at all"},
		"many lines":                {systemPage("", "", strings.Replace(offer, "</ul>", strings.Repeat("<li>Maps</li>", mostBoxed)+"</ul>", 1)), "First with all"},
		"a label over many lines":   {systemPage("", strings.Replace(teasers, "</div>", strings.Repeat("<p>It was so.</p>", longestBox)+"</div>", 1), ""), "Four ponds"},
		"a heading that is no sign": {systemPage("", strings.Replace(teasers, "READ MORE", "THE PONDS", 1), ""), "Four ponds"},
		"numbers below a label":     {systemPage("", "", `<div class=facts><p>The bath in numbers</p><ul><li>Nine feet deep</li><li>Fifty yards long</li></ul></div>`), "Fifty yards"},
		"of the story’s own box":    {systemPage("", "", `<div class=pond><p>The ponds were dug by hand.</p></div><p>READ MORE</p><p>Four ponds are left in Holm.</p>`), "Four ponds"},
	} {
		if a, err := parsed(c.page); err != nil || !strings.Contains(a.Text, c.want) {
			t.Errorf("%s: %v\n%s", name, err, a.Text)
		}
	}
}

// TestItemsOfAListDoNotMakeALineOfItsBoxTheStory.
func TestItemsOfAListDoNotMakeALineOfItsBoxTheStory(t *testing.T) {
	box := `<div class=summary><div><small>Made by a program and read by our newsroom.</small></div><ul><li>Bath closes in May</li><li>Repairs cost too much</li><li>County pays a third</li></ul></div>`
	if a, err := parsed(systemPage(box, "", "")); err != nil || strings.Contains(a.Text, "newsroom") {
		t.Errorf("%v\n%s", err, a.Text)
	}
}

// TestABoxIsKnownByWhatItsMakersCallIt, where its class says nothing.
func TestABoxIsKnownByWhatItsMakersCallIt(t *testing.T) {
	for _, name := range []string{"data-testid", "data-qa", "data-component", "data-cy", "class=x1 data-test-id", "data-component-name"} {
		box := `<div ` + name + `=newsletter-signup><p>Swimmers from all the county may keep what they like best here and find it again at home.</p></div>`
		if a, err := parsed(systemPage("", box, "")); err != nil || a.Text != strings.Join(council, "\n\n") {
			t.Errorf("%s: %v\n%s", name, err, a.Text)
		}
	}
}

// TestWhatASiteSaysOfAnArticleIsNotTheArticle: that it is old, or one of a row; nor is a button, or the post of its author.
func TestWhatASiteSaysOfAnArticleIsNotTheArticle(t *testing.T) {
	for _, line := range []string{
		`<p>This article is part of <a href=/b>The year of the bath</a></p>`,
		`<p>Artikkelen er mer enn én måned gammel.</p>`, `<p>This article is more than 2 years old.</p>`, `<p>Dieser Artikel ist mehr als drei Jahre alt.</p>`,
		`<h2>Vis mer</h2>`, `<p>Mehr anzeigen</p>`,
		`<p><i>Start the day with an account of what is new in the county, most of it good, and with views and tables of the tide. </i><a href=/n><i>Sign up for our Morning newsletter</i></a><i>.</i></p>`,
	} {
		if a, err := parsed(systemPage("", line, "")); err != nil || a.Text != strings.Join(council, "\n\n") {
			t.Errorf("%s: %v\n%s", line, err, a.Text)
		}
	}
	post := `<ul><li class=author><a class=author__name href=/a>Ida Holm</a><div class=author__role>Journalist</div></li></ul>`
	if a, err := parsed(systemPage(post, "", "")); err != nil || strings.Contains(a.Text, "Journalist") {
		t.Errorf("%v\n%s", err, a.Text)
	}
	for _, told := range []string{"This article is part of a law that the county made in 1910.", "The bath is more than 80 years old.", "The story is over and the old bath will go."} {
		if a, err := parsed(systemPage("", "<p>"+told+"</p>", "")); err != nil || !strings.Contains(a.Text, told) {
			t.Errorf("%s: %v\n%s", told, err, a.Text)
		}
	}
}

// TestAShortStoryInSignsIsNoRemainder: two hundred signs tell as much as five hundred letters, so what stands beside them is not taken
// as well.
func TestAShortStoryInSignsIsNoRemainder(t *testing.T) {
	story := []string{
		"강원 서하시가 내년부터 어린이 통학버스 요금을 전면 무료로 전환한다고 밝혔다. 초등학생과 중학생 6200여 명이 혜택을 받는다.",
		"시장은 아이를 키우는 부담을 조금이라도 덜어 드리는 것이 시의 책무라고 기자회견에서 말했다. 노선도 두 개가 새로 생긴다.",
		"사업에는 한 해에 18억 원이 들어가며 재원은 관광특구 수입의 일부로 충당할 계획이라고 시는 설명했다.",
		"학부모 단체는 환영하면서도 노선을 더 늘리는 일이 먼저라고 지적했다. 시의회는 다음 달 예산안을 심의한다.",
	}
	beside := "서하의 오늘을 전합니다. 시민 여러분의 제보를 기다립니다."
	a, err := parsed([]byte(`<html lang="ko"><title>통학버스 무료</title><div class="wrap"><div class="story"><h1>통학버스 무료</h1><p>` + strings.Join(story, "</p><p>") +
		`</p></div><div class="sidebar"><p>` + beside + `</p></div></div>`))
	if want := strings.Join(story, "\n\n"); err != nil || a.Text != want {
		t.Errorf("%v\n%s", err, a.Text)
	}
}

// TestPointsAboveTheStoryBelongToIt, wherever they stand; what a site has between the headline and the story does not.
func TestPointsAboveTheStoryBelongToIt(t *testing.T) {
	points := "The bath closes in May.\n\nNobody asked the swimmers of Ferring."
	for above, want := range map[string]string{
		`<div class=k><ul><li>The bath closes in May.</li><li>Nobody asked the swimmers of Ferring.</li></ul></div>`: points,
		`<div class=k><ul><li>Share</li><li><a href=/a>The mill burns for a third day.</a></li></ul></div>`:          "",
	} {
		body := ""
		for _, p := range council {
			body += "<div class=entry><div class=text><p>" + p + "</p></div></div>"
		}
		a, err := parsed([]byte("<title>Bath to close</title><div><h1>Bath to close</h1>" + above + "<div class=live>" + body + "</div></div>"))
		if err != nil || a.Text != strings.TrimSpace(want+"\n\n"+strings.Join(council, "\n\n")) {
			t.Errorf("%s: %v\n%s", above, err, a.Text)
		}
	}
}

// TestWhatAProgramMadeIsNotTheStory, nor what the paper does not answer for; a story about either is.
func TestWhatAProgramMadeIsNotTheStory(t *testing.T) {
	for line, want := range map[string]bool{
		"This is AI generated summarization, which may have errors. For context, read the full article.": true,
		"This summary was created with AI and checked by an editor.":                                     true,
		"AI-generated summary": true,
		"免责声明：本文仅代表作者个人观点，与江城网无关。":                                 true,
		"이 기사는 언론사에서 사회 섹션으로 분류했습니다.":                              true,
		"This summary was made in a hurry, the mayor said.":        false,
		"This is how machines see the bath, the mayor said.":       false,
		"免责声明是一份文件，市长说。":                                           false,
		"AI told the mayor of Ferring to close the swimming bath.": false,
	} {
		a, err := parsed(systemPage("", "<p>"+line+"</p>", ""))
		if got := err == nil && !strings.Contains(a.Text, line); got != want {
			t.Errorf("%q is left out: %v, %v", line, got, err)
		}
	}
}

// TestAStoryInOneParagraphIsReadOnce, also in a script without spaces.
func TestAStoryInOneParagraphIsReadOnce(t *testing.T) {
	story := []string{"山形県は最上川流域で確認された外来魚について、来月から駆除に乗り出すと発表した。", "県水産課によると、ダム湖で昨年秋に採取した水から大量の稚魚の遺伝子が検出されたという。", "駆除には地元の漁協や高校生ら約二百人が参加し、電気ショッカー船二隻を使う予定だ。", "県は捕獲した魚を肥料に加工し、農家に無料で配ることも検討している。"}
	a, err := parsed([]byte(`<html lang="ja"><title>外来魚、来月から駆除</title><article><header><h1>外来魚、来月から駆除</h1></header><div class="body"><figure><img alt=""><p class="cap">最上川で捕獲された外来魚</p></figure><div><p class="x">` +
		strings.Join(story, "<br><br>") + `</p></div></div></article>`))
	if err != nil || !strings.Contains(a.Text, strings.Join(story, "\n\n")) || strings.Count(a.Text, story[0]) != 1 {
		t.Errorf("%v\n%s", err, a.Text)
	}
}
