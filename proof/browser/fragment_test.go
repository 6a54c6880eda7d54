package browser_test

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/draw"
	"image/png"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/proof/browser"

	"github.com/chromedp/chromedp"
)

// pieces are what the articles are made of: many are alike, so that sentences are hard to tell apart, and some are hostile.
var pieces = struct{ openings, middles, ends, hostile []string }{
	openings: []string{"The council of Port Ellery", "The council", "“We have waited for eleven winters,” said Captain Aldane, who", "Mayor Ada Quill", "On Monday the harbour master",
		"Міська рада", "Le conseil de l’Étang", "A pre-war, well-built bridge", "Some 4,200 people & 14 dogs"},
	middles: []string{"has opened the new quay", "said that 5 % of all ships, pre-paid, would wait", "voted 14-3 to close the bridge", "was told of cracks in 12 of the 14 arches", "відкрила новий причал",
		"a voté la fermeture du pont", "spoke of a “long, cold” night"},
	ends: []string{"on Monday.", "in the hall by the river.", "after a debate of nine hours that ended when the lights went out and nobody could read the paper.", "у понеділок.", "lundi soir.", "for the last time!", "of course."},
	hostile: []string{"Yes.", "It rained.", "IT RAINED!", "Is #:~:text=Yes a word, or -,an end?", "Write <script>alert(1)</script> & <b>&amp;</b> here.", "A 100%25 rise, 50%2C they say.", "Soft\u00adly, softly it fell.",
		"He is a👩\u200d🚒 hero 🎉 of the day.", "قال العمدة إن الجسر سيغلق يوم الإثنين.", "橋は月曜日に開通した。", "Résumé of the day.", "Resume of the day.", "The river, the river, the river.", "[a](b) *c* _d_ `e` \\f.",
		strings.Repeat("Llanfairpwllgwyngyll", 9) + "."},
}

// paper writes an article: paragraphs of sentences that all end in the same words.
func paper(r *rand.Rand) *briefing.Article {
	one := func(list []string) string { return list[r.IntN(len(list))] }
	a := &briefing.Article{Title: "The council has opened the new quay", TitleSource: briefing.TitlePublished}
	for p := range 6 {
		start := len(a.Text)
		for i := range 1 + r.IntN(4) {
			s := one(pieces.openings) + " " + one(pieces.middles) + " " + one(pieces.ends)
			if r.IntN(3) == 0 {
				s = one(pieces.hostile)
			}
			if i > 0 {
				a.Text += " "
			}
			a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: len(a.Text), End: len(a.Text) + len(s)}, Paragraph: p})
			a.Text += s
		}
		a.Paragraphs = append(a.Paragraphs, briefing.Paragraph{Span: briefing.Span{Start: start, End: len(a.Text)}})
		a.Text += "\n\n"
	}
	return a
}

// printed is its page. The target of a text fragment has a colour that nothing else has.
func printed(a *briefing.Article) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><meta charset="utf-8"><title>` + html.EscapeString(a.Title) + `</title>
<style>body{font:16px/1.6 sans-serif;color:#222;margin:1rem auto;max-width:40rem} p{margin-bottom:24rem} ::target-text{background:#f0f;color:#222}</style>
<body><nav>News · Sport</nav><h1>` + html.EscapeString(a.Title) + "</h1>\n")
	for _, p := range a.Paragraphs {
		words := html.EscapeString(a.At(p.Span))
		words = strings.Replace(words, "the new quay", `the <a href="/quay">new <em>quay</em></a>`, 1)
		b.WriteString("<p dir=auto>" + words + "</p>\n<aside><img alt='' width=1 height=1></aside>\n")
	}
	return b.String()
}

// marks looks at the window's pixels: all of that colour must lie in the rectangles, and each rectangle must begin and end with
// it.
func marks(picture []byte, rects [][4]float64) error {
	decoded, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return err
	}
	img, ok := decoded.(*image.RGBA)
	if !ok {
		img = image.NewRGBA(decoded.Bounds())
		draw.Draw(img, img.Bounds(), decoded, image.Point{}, draw.Src)
	}
	of := func(x, y int) bool {
		p := img.Pix[img.PixOffset(x, y):]
		return p[0] > 240 && p[1] < 20 && p[2] > 240
	}
	any := false
	for i := 0; i+2 < len(img.Pix); i += 4 {
		if img.Pix[i+1] >= 20 || img.Pix[i] <= 240 || img.Pix[i+2] <= 240 {
			continue
		}
		any = true
		x, y, inside := i%img.Stride/4, i/img.Stride, false
		for _, r := range rects {
			inside = inside || float64(x) >= r[0]-2 && float64(x) <= r[2]+2 && float64(y) >= r[1]-6 && float64(y) <= r[3]+6
		}
		if !inside {
			return fmt.Errorf("(%d,%d) is marked outside of the sentence", x, y)
		}
	}
	if !any {
		return fmt.Errorf("nothing is marked")
	}
	for _, r := range rects {
		for _, x := range []float64{r[0] + 1.5, r[2] - 1.5} {
			marked := false
			for y := r[1]; y <= r[3]; y++ {
				marked = marked || of(int(x), int(y))
			}
			if !marked && r[2]-r[0] > 6 {
				return fmt.Errorf("the sentence is not marked at x=%.0f, y=%.0f", x, r[1])
			}
		}
	}
	return nil
}

// rectanglesOf are the places of a sentence in the window, by offsets into its paragraph in UTF-16, as JavaScript counts.
func rectanglesOf(a *briefing.Article, s briefing.Sentence) string {
	in := a.Paragraphs[s.Paragraph].Span
	units := func(text string) int { return len(utf16.Encode([]rune(text))) }
	return fmt.Sprintf(`(() => {
  const range = document.createRange(), walk = document.createTreeWalker(document.querySelectorAll("p")[%d], NodeFilter.SHOW_TEXT);
  let at = 0, begun = false;
  for (let n; (n = walk.nextNode()); at += n.length) {
    if (!begun && at + n.length > %[2]d) { range.setStart(n, %[2]d - at); begun = true; }
    if (at + n.length >= %[3]d) { range.setEnd(n, %[3]d - at); break; }
  }
  const all = [...range.getClientRects()].filter(r => r.width > 0);
  return scrollY > 0 || all.every(r => r.top >= 0 && r.bottom <= innerHeight) ? all.map(r => [r.left, r.top, r.right, r.bottom]) : [];
})()`, s.Paragraph, units(a.Text[in.Start:s.Start]), units(a.Text[in.Start:s.End]))
}

// TestALinkOfLedesMarksItsSentence in a real browser: 200 sentences of 20 articles, and nothing else.
func TestALinkOfLedesMarksItsSentence(t *testing.T) {
	t.Parallel()
	const papers, links = 20, 200
	var list []*briefing.Article
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &n); err == nil {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, printed(list[n]))
		}
	}))
	t.Cleanup(server.Close)
	for i := range papers {
		a := paper(rand.New(rand.NewPCG(uint64(i), 5)))
		a.URL = fmt.Sprintf("%s/%d", server.URL, i)
		list = append(list, a)
	}
	page := browser.OpenAny(t, server.URL+"/0")
	page.Do(browser.Size(480, 270))
	tried, none := 0, 0
	for i, a := range list {
		named := fragment.Of(a)
		for j, s := range a.Sentences {
			address := named.Address(j)
			if address == "" {
				none++
				continue
			}
			if tried >= links*(i+1)/papers {
				continue
			}
			tried++
			address = strings.Replace(address, "#", fmt.Sprintf("?%d#", j), 1) // a new page each time, as a browser follows a text fragment only once
			page.Do(chromedp.Navigate(address))
			var wrong error
			for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(30 * time.Millisecond) {
				rects, err := chromedp.Run(page.Ctx, chromedp.Evaluate[[][4]float64](rectanglesOf(a, s)))
				if err != nil || len(rects) == 0 {
					wrong = fmt.Errorf("the sentence is not in sight: %v", err)
					continue
				}
				picture, err := chromedp.Run(page.Ctx, chromedp.CaptureScreenshot())
				if err != nil {
					t.Fatal(err)
				}
				if wrong = marks(picture, rects); wrong == nil {
					break
				}
			}
			if wrong != nil {
				page.Picture(fmt.Sprintf("fragment-%d-%d", i, j))
				t.Errorf("%s, for %q: %v", address, a.SentenceText(j), wrong)
			}
		}
	}
	t.Logf("%d links of %d articles; %d sentences cannot be named", tried, papers, none)
	if tried < links {
		t.Errorf("only %d links were followed", tried)
	}
}
