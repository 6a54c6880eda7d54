package sight_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lede/source/page/sight"
)

// seen returns the words that are left of the body of a page, with one space between.
func seen(t *testing.T, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	sight.Settle(doc)
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (n.Data == "style" || n.Data == "template" || n.Data == "object" || sight.Hidden(n)):
			return
		case sight.IsBlock(n):
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(doc)
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestStylesThatHide: each hides the words of one element of a line, and each of the others does not.
func TestStylesThatHide(t *testing.T) {
	for style, hidden := range map[string]bool{
		"display:none": true, "DISPLAY : none !important": true, "display:none;display:inline": false, "display:none!important;display:inline": true,
		"visibility:hidden": true, "visibility: collapse": true, "content-visibility:hidden": true, "display:block": false,
		"opacity:0": true, "opacity: 0.0": true, "opacity:0.4": false, "opacity": false, "opacity:none": false,
		"opacity:0;transform:translateY(20px)": false, "opacity:0;transition:opacity 1s": false, "opacity:0;will-change:opacity": false,
		"font-size:0": true, "font-size:0px": true, "font-size:.9em": false,
		"opacity:0.01": true, "opacity:3%": true, "opacity:0.06": false, "opacity:-1": false, "opacity:0.01;transition:opacity 1s": false,
		"font-size:1px": true, "font-size:0.01em": true, "font-size:2%": true, "font-size:2px": false, "font-size:0.2em": false, "font-size:0.5vw": false,
		"font:0/0 a": true, "font:0px/1 serif": true, "font:1px/1 serif": false, "font:italic 1em serif": false, "font:0/0 a;font-size:1em": false,
		"color:#fff;background:#fff": true, "color:white;background-color:#FFFFFF": true, "color:#000;background:black": true, "color:rgb(1, 2, 3);background:rgb(1,2,3)": true, "color:#fff;background:#ffe": false,
		"color:#fff;background:#fff;text-shadow:0 0 1px": false, "color:#fff;background:#fff url(x.png)": false, "background:#fff": false, "color:#fff;background-color:#fff;background-image:url(x.png)": false,
		"color:transparent": true, "color:rgba(0, 0, 0, 0)": true, "color:#0000": true, "color:#12345600": true, "color:rgb(0 0 0 / 0%)": true,
		"color:rgba(0,0,0,1)": false, "color:#000": false, "color:#100000": false,
		"color:transparent;text-shadow:0 0 1px": false, "color:transparent;background-clip:text": false, "color:transparent;-webkit-text-stroke:1px red": false,
		"position:absolute;left:-9999px": true, "position:fixed;top:-2000px": true, "position:absolute;right:-200vw": true, "position:relative;bottom:-999em": true,
		"left:-9999px": false, "position:static;left:-9999px": false, "position:absolute;left:-20px": false, "position:absolute;left:-9999": false, "margin-left:-9999px": false,
		"display:inline-block;text-indent:-9999px": true, "text-indent:-9999px": false, "display:block;text-indent:-1em": false,
		"position:absolute;clip:rect(0 0 0 0)": true, "position:absolute;clip:rect(1px, 1px, 1px, 1px)": true, "clip:rect(0,0,0,0)": false, "position:absolute;clip:rect(20px,0,0,0)": false,
		"clip-path:inset(50%)": true, "clip-path:inset(100%)": true, "clip-path:circle(0)": true, "clip-path:inset(10%)": false,
		"display:inline-block;width:0;height:0;overflow:hidden": true, "display:inline-block;max-height:0;overflow:hidden": true, "display:inline-block;width:0;overflow:hidden": true, "position:absolute;width:0;overflow:hidden": true, "display:block;height:0;overflow:clip": true,
		"width:1px;height:1px;overflow:hidden": true, "display:block;height:0": false, "height:0;overflow:hidden": false, "display:block;height:0;padding-bottom:50%;overflow:hidden": false,
		"display:block;height:1em;overflow:hidden": false, "display:block;height:2px;overflow:hidden": false,
		"display:inline-block;transform:scale(0)": true, "display:block;transform:translateY(2px) scaleX(0.0)": true, "display:block;transform:scale(0.5)": false, "transform:scale(0)": false,
	} {
		want := "The board will not reopen the sale of the ice house."
		if hidden {
			want = "The board will reopen the sale of the ice house."
		}
		if got := seen(t, `<p>The board will <span style="`+style+`">not</span> reopen the sale of the ice house.`); got != want {
			t.Errorf("%s: %s", style, got)
		}
	}
}

// TestRulesThatHide: a rule of the page's own hides what has a class or an id, unless another might show it.
func TestRulesThatHide(t *testing.T) {
	for rule, hidden := range map[string]bool{
		".gone{display:none}": true, "#gone { display : none !important; }": true, "span.gone{visibility:hidden}": true, "p.gone{display:none}": false,
		"/* {x} */ .x, .GONE{display:none;}": true, "@media screen{.gone{display:none}}": true, "@media all { .x{color:red} .gone{display:none} }": true,
		"@media print{.gone{display:none}}": false, "@media (max-width:600px){.gone{display:none}}": false, "@import url(x);.gone{display:none}": true,
		"@font-face{font-family:x}.gone{display:none}": true, ".js .gone{display:none}": false, ".gone .x{display:none}": false, ".gone:first-child{display:none}": false,
		".gone{display:none}.gone{display:block}": false, ".gone{display:none}.open .gone{display:block}": false, ".gone{display:none}@media print{.gone{display:block}}": false,
		".gone{display:none}.gone:hover{display:block}": true, ".gone{display:none}.other{display:block}": true, ".gone{color:red}": false, ".gone{display:none": true, ".gone{": false, "}.gone{display:none}": true,
		".gone::before{display:none}": false, "": false,
		".gone{position:absolute;left:-9999px}": true, ".gone{position:absolute;clip:rect(0 0 0 0)}": true, ".gone{width:1px;height:1px;overflow:hidden}": true, ".gone{color:#fff;background:#fff}": true, ".gone{font-size:0}": true, "#gone{color:transparent}": true,
		".gone{left:-9999px}": false, ".gone{height:0;overflow:hidden}": false, ".gone{opacity:0}": false, ".gone{text-indent:-9999px}": false, ".gone{position:absolute;left:-9999px}.gone:focus{left:0}": true,
		".gone{position:absolute;left:-9999px}.open .gone{left:0}": false, ".gone{position:absolute;left:-9999px}.gone{color:red}": true, ".gone{font-size:0}.gone b{font-size:1em}": false, ".gone{color:#fff;background:#fff}.dark .gone{background-image:url(x)}": false,
		"@media print{.gone{font-size:0}}": false, ".gone{display:none}.gone{width:9em}": true,
		strings.Repeat("@media all{", 4) + ".gone{display:none}}}}}": true, strings.Repeat("@media all{", 5) + ".gone{display:none}}}}}}": false, // of so many conditions nobody knows what comes
	} {
		want := "The board will not reopen the sale of the ice house."
		if hidden {
			want = "The board will reopen the sale of the ice house."
		}
		if got := seen(t, `<style>`+rule+`</style><p>The board will <span class="a gone" id=gone>not</span> reopen the sale of the ice house.`); got != want {
			t.Errorf("%s: %s", rule, got)
		}
	}
	if got := seen(t, `<style>.sr-only{position:absolute}</style><p>Holm: <span class="sr-only">T</span>he board will sell.`); got != "Holm: The board will sell." {
		t.Errorf("a first letter behind other words: %s", got)
	}
	if got := seen(t, `<style>.sr-only{position:absolute}</style><p><span class="sr-only">*</span>the board will sell.`); got != "the board will sell." {
		t.Errorf("a sign that is no letter: %s", got)
	}
	for between, want := range map[int]string{1: "The board will sell.", 1000: "he board will sell."} { // so far away nothing is looked for
		if got := seen(t, `<style>.sr-only{position:absolute}</style><p><span class="sr-only">T</span><b>`+strings.Repeat("<i></i>", between)+`he board will sell.</b>`); got != want {
			t.Errorf("a first letter before %d elements: %s", between, got)
		}
	}
	for _, own := range []string{`<b class=gone style="left:0">not</b>`, `<b class=gone><i class=x>not</i></b>`} {
		if got := seen(t, `<style>.gone{position:absolute;left:-9999px}.x{}</style><style>.gone{font-size:0;left:1px}</style><p>The board will `+own+` sell.`); got != "The board will not sell." {
			t.Errorf("%s: %s", own, got)
		}
	}
	if got := seen(t, `<style media=print>.gone{display:none}</style><p>The board will <b class=gone>not</b> sell.`); got != "The board will not sell." {
		t.Errorf("for printers: %s", got)
	}
	if got := seen(t, `<style>.gone{display:none}</style><p>The board will <b class=gone style="display:inline">not</b> sell.`); got != "The board will not sell." {
		t.Errorf("shown by its own style: %s", got)
	}
}

// TestAPageThatWaitsForItsScriptIsSeen: what hides most of a page, its headline or its article is taken away by a script.
func TestAPageThatWaitsForItsScriptIsSeen(t *testing.T) {
	for _, page := range []string{
		`<p style="opacity:0">The board sells the ice house.</p><p>It is old.</p>`,
		`<style>.gone{display:none}</style><div class=gone><p>The board sells the ice house.</p></div><p>It is old.</p>`,
		`<div style="opacity:0"><h1>Ice</h1></div><p>The board sells the ice house. It is old.</p>`,
		`<h1 style="opacity:0">Ice</h1><p>The board sells the ice house. It is old.</p>`,
		`<article style="opacity:0">Ice</article><p>The board sells the ice house. It is old.</p>`,
		`<p><span style="opacity:0">T</span>he board sells the ice house. It is old.</p>`,
		`<div style="font-size:0"><p class=x>Ice</p></div><p>The board sells the ice house. It is old.</p>`,
		`<div style="color:transparent"><a href=x>Ice</a></div><p>The board sells the ice house. It is old.</p>`,
		`<div class=clip style="color:transparent">Ice</div><p>The board sells the ice house. It is old.</p>`,
	} {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for n := range doc.Descendants() {
			if n.Type == html.TextNode && n.Parent.Data != "style" {
				all.WriteString(n.Data)
			}
		}
		if got := strings.ReplaceAll(seen(t, page), " ", ""); got != strings.ReplaceAll(all.String(), " ", "") {
			t.Errorf("%s: %s", page, got)
		}
	}
}

// TestWhatStandsInForSomethingElseIsSeen in its place, and what it stands in for is not.
func TestWhatStandsInForSomethingElseIsSeen(t *testing.T) {
	for page, want := range map[string]string{
		`Will <object>not</object> sell`:                                                                                                     "Will not sell",
		`Will <object data=x.svg type=image/svg+xml>not</object> sell`:                                                                       "Will not sell",
		`<p>Ice</p><object data=x.swf><p>not</p></object>`:                                                                                   "Ice not",
		`<p>Ice</p><object data=x.pdf type=application/pdf><p>not</p></object>`:                                                              "Ice",
		`<p>Ice<div><template shadowrootmode=open><p>not</p></template></div>`:                                                               "Ice not",
		`<p>Ice<div>light<template shadowrootmode=closed><p>not</p></template></div>`:                                                        "Ice not",
		`<p>Ice<div><template shadowrootmode=open>a <slot>b</slot> <slot name=n>d</slot></template>c<i slot=n>e</i></div>`:                   "Ice a c e",
		`<p>Ice<div><template shadowrootmode=open>a <slot>b</slot> <slot name=n>d</slot></template> </div>`:                                  "Ice a b d",
		`<p>Ice<div><template shadowrootmode=open>a <slot></slot></template><template shadowrootmode=open>b <slot></slot></template>c</div>`: "Ice a c",
		`<p>Ice<template><p>not</p></template>`:                                                                                              "Ice",
		`Will <noembed><b>so</b></noembed><noframes><p>so</p></noframes>not`:                                                                 "Will not",
		`Will <span style="visibility:hidden">so <b style="visibility:visible">not</b> so <i>so</i></span> sell`:                             "Will not sell",
		`<div style="visibility:hidden"><p>so</p><div><p style="visibility:visible">not <b>all</b></p></div></div>`:                          "not all",
		`Will <span hidden>so</span><span popover>so</span><span hidden style="display:inline">not</span> sell`:                              "Will not sell",
		`Will <details><summary>So</summary><p>not</details>`:                                                                                "Will So not",
	} {
		if got := seen(t, page); got != want {
			t.Errorf("%s: %s", page, got)
		}
	}
}

// TestWhatIsDeclaredTwiceIsDeclaredOnce for readability, and a shadow tree in a head takes nothing away from it.
func TestWhatIsDeclaredTwiceIsDeclaredOnce(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<head><title>Ice</title><template shadowrootmode=open>x</template></head><p style="display:none;color:red;display:block">The board sells it.</p>`))
	if err != nil {
		t.Fatal(err)
	}
	sight.Settle(doc)
	titles := 0
	for n := range doc.Descendants() {
		if n.Data == "title" {
			titles++
		}
		if n.Data == "p" && sight.Attr(n, "style") != "color:red;display:block" {
			t.Errorf("%v", n.Attr)
		}
	}
	if titles != 1 {
		t.Error("the title is gone")
	}
}

// TestWhateverHidesSaysSoInOneWay that readability knows.
func TestWhateverHidesSaysSoInOneWay(t *testing.T) {
	for _, hidden := range []string{"popover", "hidden", `style="content-visibility:hidden"`, `style="visibility:collapse"`, `style="opacity:0"`} {
		doc, err := html.Parse(strings.NewReader(`<p>The board sells the ice house.</p><p ` + hidden + ` id=a>Ice</p>`))
		if err != nil {
			t.Fatal(err)
		}
		sight.Settle(doc)
		for n := range doc.Descendants() {
			if sight.Attr(n, "id") == "a" && sight.Attr(n, "style") != "display:none" {
				t.Errorf("%s: %v", hidden, n.Attr)
			}
		}
	}
}

// TestWhatIsSeenAndNotReadOutIsKept by readability, which drops what is marked so.
func TestWhatIsSeenAndNotReadOutIsKept(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<div aria-hidden=true id=a><p>Ice</p></div><span aria-hidden=true id=b>•</span>`))
	if err != nil {
		t.Fatal(err)
	}
	sight.Settle(doc)
	for n := range doc.Descendants() {
		if id := sight.Attr(n, "id"); id != "" && sight.Has(n, "aria-hidden") != (id == "b") {
			t.Errorf("%s: %v", id, n.Attr)
		}
	}
}
