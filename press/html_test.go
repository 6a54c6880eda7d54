package press_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"lede/briefing"
	"lede/languages"
	"lede/press"

	"golang.org/x/net/html"
)

// written is an article with the given words in every place for words.
func written(words, address string) *briefing.Article {
	words = "x" + words + "x" // never empty: then a part of the page would be missing
	all := briefing.Span{End: len(words)}
	return &briefing.Article{
		Title: words, Site: words, URL: address, Language: words, Text: words, Byline: &briefing.Byline{Name: words},
		Sentences:    []briefing.Sentence{{Span: all}},
		Summary:      []int{0},
		Developments: []briefing.Development{{Title: &briefing.Span{End: len(words)}, Sentences: []int{0}, Places: []string{words}, Source: words}},
		People:       []briefing.Person{{Name: words, Role: words, Quotes: []int{0}}},
		Quotes:       []briefing.Quote{{Span: all, Speaker: words}},
		Figures:      []briefing.Figure{{Span: briefing.Span{End: 1}, Counts: words + "y"}},
		Places:       []briefing.Name{{Name: words, Mentions: []briefing.Mention{{Span: all}}}},
	}
}

// withinPage are the links from a number to its sentence.
var withinPage = regexp.MustCompile(`^#s\d+$`)

// tree reads a page as a browser does, and returns its elements and attributes, its texts and where its links lead.
func tree(t *testing.T, a *briefing.Article) (elements string, texts, links []string) {
	t.Helper()
	var b bytes.Buffer
	if err := press.HTML(&b, languages.Language{}, a); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			texts = append(texts, n.Data)
		case html.CommentNode:
			t.Errorf("there is a comment: %q", n.Data)
		case html.ElementNode:
			fmt.Fprintf(&all, "<%s", n.Data)
			for _, x := range n.Attr {
				fmt.Fprint(&all, " ", x.Key)
				if x.Key == "href" && !withinPage.MatchString(x.Val) {
					links = append(links, x.Val)
				}
			}
			all.WriteByte('>')
		}
	}
	return all.String(), texts, links
}

// breakOut are words that would break out of a carelessly written page.
var breakOut = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, "</title><script>", "</style><script>", "<!--", "-->", "]]>",
	"&lt;b&gt;&#60;b&#x3c;b", "&amp", "&copy=1", "<\x00script>", "\x00", "a\r\nb", "`", "</main></body></html><svg onload=x>", "<plaintext>", "{{.}}", "%s%d",
	"\u2028<\u2029", "＜script＞", "\xff\xfe<b>", "javascript:alert(1)", "<textarea><select><table>",
}

func stays(t *testing.T, words string) {
	t.Helper()
	const address = "https://example.org/?a=1&b="
	plain, _, _ := tree(t, written("plain", address))
	elements, texts, links := tree(t, written(words, address+words))
	if len(links) == 0 { // words that make no address of it
		plain, _, _ = tree(t, written("plain", "no address"))
	}
	if elements != plain {
		t.Errorf("%q makes another page:\n%s\n%s", words, elements, plain)
	}
	printable := !strings.ContainsFunc(words, func(r rune) bool { return r < ' ' || r == '\ufffd' || r >= 0x7f })
	if printable && !strings.Contains(strings.Join(texts, "\n"), strings.TrimSpace(words)) {
		t.Errorf("%q is not to be read in %q", words, texts)
	}
	if _, _, links = tree(t, written("plain", words)); len(links) > 0 && !web(links[0]) {
		t.Errorf("%q can be followed", links[0])
	}
}

// web reports whether an address leads to the web, however a browser may read what comes before the colon.
func web(address string) bool {
	address = strings.ToLower(address)
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

func TestNoWordsBreakOutOfThePage(t *testing.T) {
	for _, words := range breakOut {
		stays(t, words)
		stays(t, strings.Repeat(words, 3)+" "+words)
	}
}

func TestOnlyAddressesOfTheWebCanBeFollowed(t *testing.T) {
	for address, can := range map[string]bool{
		"https://example.org/a?b=c&d=%22#e": true, "http://example.org": true, "HTTPS://example.org/": true,
		"javascript:alert(1)": false, "JavaScript:alert(1)": false, " javascript:alert(1)": false, "java\nscript:alert(1)": false, "data:text/html,x": false,
		"vbscript:x": false, "//example.org": false, "/etc/passwd": false, "file:///etc/passwd": false, "mailto:a@example.org": false, "https:alert(1)": false, "http://%zz": false,
	} {
		_, texts, links := tree(t, written("plain", address))
		if (len(links) == 1) != can || can && links[0] != address {
			t.Errorf("%q: %q", address, links)
		}
		if words := strings.Join(texts, "\n"); !strings.Contains(words, strings.TrimSpace(strings.ReplaceAll(address, "\n", " "))) {
			t.Errorf("%q is not to be read", address)
		}
	}
}

// TestTheArticleStandsOnThePageUnchanged, whatever is marked in it and however that overlaps, and every sentence can be gone to.
func TestTheArticleStandsOnThePageUnchanged(t *testing.T) {
	const text = "Mayor Ada Quill said <b>“It must close,”</b> & left. “No.”\n\nA barn burned, 14 say.\n\n橋は月曜日に開通した。"
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		span := func() briefing.Span {
			return briefing.Span{Start: r.IntN(len(text)+9) - 3, End: r.IntN(len(text)+9) - 3}
		}
		a := &briefing.Article{Title: "T", Text: text}
		for i, p := range []string{"Mayor", "A barn", "橋"} {
			start, end := strings.Index(text, p), len(text)
			if n := strings.Index(text[start:], "\n\n"); n >= 0 {
				end = start + n
			}
			a.Paragraphs = append(a.Paragraphs, briefing.Paragraph{Span: briefing.Span{Start: start, End: end}, Kind: []briefing.ParagraphKind{briefing.Body, briefing.Heading, briefing.Caption}[r.IntN(3)]})
			a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: start, End: end}, Paragraph: i})
		}
		for i := range 12 {
			a.People = append(a.People, briefing.Person{Name: "N", Quotes: []int{i, r.IntN(12)}, Mentions: []briefing.Mention{{Span: span()}, {Span: span()}}})
			a.Quotes = append(a.Quotes, briefing.Quote{Span: span(), Speaker: "N"})
			a.Places = append(a.Places, briefing.Name{Mentions: []briefing.Mention{{Span: span()}}})
			a.Figures = append(a.Figures, briefing.Figure{Span: span(), Counts: "n"})
		}
		a.Developments = []briefing.Development{{Sentences: []int{r.IntN(3), 1}, Places: []string{"P"}}}
		if n := r.IntN(2); n == 0 {
			a.Developments = nil // its places would be read between the paragraphs
		}
		got, sentences := articleOf(t, a)
		want := strings.ReplaceAll(text, "\n\n", "")
		if a.Developments != nil {
			got = strings.ReplaceAll(got, "P", "")
		}
		if got = strings.ToValidUTF8(got, ""); sentences != 3 || got != want && !strings.Contains(got, "\ufffd") { // spans of nobody's may cut letters
			t.Fatalf("seed %d: %d sentences, %q", seed, sentences, got)
		}
	}
}

// articleOf reads the article on its page: its text, and how many sentences can be gone to.
func articleOf(t *testing.T, a *briefing.Article) (text string, sentences int) {
	t.Helper()
	var b bytes.Buffer
	if err := press.HTML(&b, languages.Language{}, a); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "article" {
			continue
		}
		for in := range n.Descendants() {
			if in.Type == html.TextNode {
				text += strings.Trim(in.Data, "\n")
			}
			for _, x := range in.Attr {
				if x.Key == "id" {
					sentences++
				}
			}
		}
	}
	return text, sentences
}

func FuzzHTML(f *testing.F) {
	for _, words := range breakOut {
		f.Add(words)
	}
	f.Fuzz(stays)
}
