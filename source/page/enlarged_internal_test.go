package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/initial"
	"lede/source/page/sight"
)

func treeOf(t *testing.T, page string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestALetterThatIsSetAloneIsPutBackBeforeItsWord, once, and no other letter is.
func TestALetterThatIsSetAloneIsPutBackBeforeItsWord(t *testing.T) {
	for page, want := range map[string][]string{
		`<div>T</div><p>he bridge opened.</p>`:                      {"The bridge opened."},
		`<div><b> T </b></div><p>he bridge opened.</p>`:             {"The bridge opened."},
		`<div>T</div> <p>“</p><p>he bridge opened.</p>`:             {"The bridge opened."},
		`<div>A</div><p>bridge opened.</p>`:                         {"A bridge opened."},
		`<div>A</div><p> bridge opened.</p>`:                        {"A bridge opened."},
		`<div>A</div><p>fter rain it opened.</p>`:                   {"After rain it opened."},
		`<div>O</div><p>slo opened it.</p><p>ther words.</p>`:       {"Oslo opened it.", "ther words."},
		`<div>T</div><p>He opened it.</p>`:                          {"T", "He opened it."},
		`<div>T</div><p>He opened it.</p><p>others did not.</p>`:    {"T", "He opened it.", "others did not."},
		`<div>t</div><p>he bridge opened.</p>`:                      {"t", "he bridge opened."},
		`<div>TH</div><p>e bridge opened.</p>`:                      {"TH", "e bridge opened."},
		`<div>5</div><p>bridges opened.</p>`:                        {"5", "bridges opened."},
		`<div hidden>T</div><p>he bridge opened.</p>`:               {"he bridge opened."},
		`<div></div><p>he bridge opened.</p>`:                       {"he bridge opened."},
		`<span>T</span><p>he bridge opened.</p>`:                    {"T", "he bridge opened."},
		`<p>First.</p><div>B</div><div>C</div><p>ut it closed.</p>`: {"First.", "B", "Cut it closed."},
	} {
		doc := treeOf(t, page)
		initial.Rejoin(doc, silent)
		if got := texts(blocks(doc)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

// TestTheHeadlineInLargeLettersIsThatOfTheTitle: the paper's name stands above it, in letters that are larger still.
func TestTheHeadlineInLargeLettersIsThatOfTheTitle(t *testing.T) {
	const paper, headline, other = "<font size=6>Mill Valley Times</font><br>", "<font size=5>Chimney is saved</font><br>", "<font size=5>Dam is to be closed in May</font><br>"
	for page, want := range map[string]string{
		"<title>Mill Valley Times - Chimney is saved</title>" + paper + headline:        "Chimney is saved",
		"<title>Mill Valley Times - Dam is to be closed in May</title>" + paper + other: "Dam is to be closed in May",
		"<title>Chimney is saved</title>" + paper + headline + other:                    "Chimney is saved",
		"<title>Page 1</title>" + headline + other:                                      "Chimney is saved",
		headline + other: "Chimney is saved",
		"<title>Chimney is saved</title>" + headline + "<h2>Read on</h2>": "",
	} {
		doc := treeOf(t, page)
		enlarged(doc)
		got := ""
		for n := range doc.Descendants() {
			if n.DataAtom == atom.H1 {
				got += sight.Text(n)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

func TestAFirstLetterIsClosedUpWithItsWord(t *testing.T) {
	for page, want := range map[string][]string{
		"<p><span class=dropcap>\n <span>T</span>\n</span>he bridge opened.</p>":                     {"The bridge opened."},
		`<p><span class="story_dropCap__x1"><b>T</b></span> <i>he</i> bridge opened.</p>`:            {"The bridge opened."},
		`<p><span class=lettrine><i> “ </i><b>T</b></span>&nbsp;he bridge opened.</p>`:               {"“The bridge opened."},
		`<p><span class=drop-cap>A</span> fter noon it opened.</p>`:                                  {"After noon it opened."},
		`<p><span class=lead><span class=dropcap>T</span> </span>he bridge opened.</p>`:              {"The bridge opened."},
		`<p><span class=dropcap>D</span> ie Brücke ging auf. <span class=dropcap>T</span> wo.</p>`:   {"Die Brücke ging auf. Two."},
		`<p><span class=dropcap>A</span> bridge opened.</p>`:                                         {"A bridge opened."},
		`<p><span class=dropcap>I</span> saw it open.</p>`:                                           {"I saw it open."},
		`<p><span class=dropcap>Y</span> el puente abrió.</p>`:                                       {"Y el puente abrió."},
		`<p><span class=dropcap>В</span> среду мост открыли.</p>`:                                    {"В среду мост открыли."},
		`<p><span class=dropcap>T</span> Bridge opened.</p>`:                                         {"T Bridge opened."},
		`<p><b>B</b> vitamins were found.</p>`:                                                       {"B vitamins were found."},
		`<p><span class=dropcap>TV</span> sets were found.</p>`:                                      {"TV sets were found."},
		`<p><span class=dropcap>t</span> he bridge opened.</p>`:                                      {"t he bridge opened."},
		`<p>Plan <span class=dropcap>B</span></p><p>ridges opened.</p>`:                              {"Plan B", "ridges opened."},
		`<p><span class=dropcap>` + strings.Repeat("<i>", 19) + `T</span> he bridge opened.</p>`:     {"The bridge opened."},
		`<p><span class=dropcap>` + strings.Repeat("<i></i>", 20) + `T</span> he bridge opened.</p>`: {"T he bridge opened."},
	} {
		doc := treeOf(t, page)
		initial.Rejoin(doc, silent)
		if got := texts(blocks(doc)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

// TestALetterIsAloneWhateverElementItIsIn, and lines become paragraphs only in numbered boxes.
func TestALetterIsAloneWhateverElementItIsIn(t *testing.T) {
	for _, page := range []string{`<div><strong>T</strong></div><p>he bridge opened.</p>`, `<div><!-- a drop cap --><em>T</em></div><p>he bridge opened.</p>`} {
		doc := treeOf(t, page)
		initial.Rejoin(doc, silent)
		if got := texts(blocks(doc)); !slices.Equal(got, []string{"The bridge opened."}) {
			t.Errorf("%s: %q", page, got)
		}
	}
	doc := treeOf(t, `<div>one<p>two</p></div><section>three<p>four</p></section>`)
	wrap(doc)
	var paragraphs []string
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P {
			paragraphs = append(paragraphs, sight.Text(n))
		}
	}
	if !slices.Equal(paragraphs, []string{"two", "four"}) {
		t.Errorf("paragraphs are %q", paragraphs)
	}
}

// TestSoManyEnlargedLinesAreTried for a headline, and no more.
func TestSoManyEnlargedLinesAreTried(t *testing.T) {
	for before, want := range map[int]bool{mostEnlarged - 1: true, mostEnlarged: false} {
		doc := treeOf(t, strings.Repeat(`<p><font size=5>Holm</font></p>`, before)+`<p><font size=5>The old bridge opened again</font></p>`)
		enlarged(doc)
		heads := false
		for n := range doc.Descendants() {
			heads = heads || n.DataAtom == atom.H1
		}
		if heads != want {
			t.Errorf("behind %d lines: %v", before, heads)
		}
	}
}
