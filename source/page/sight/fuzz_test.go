package sight_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lede/source/page/sight"
)

// FuzzSettle: whatever a page is, settling what is seen of it makes up no words and shows none twice, leaves a sound tree, and can be done again.
func FuzzSettle(f *testing.F) {
	for _, page := range []string{
		"", "<p>A word.", `<p>The <span style="visibility:hidden">a<b style="visibility:visible">b</b></span> end.`, `<object><p>in place</p></object>x<object data="a.swf">y</object>`,
		`<div><template shadowrootmode=open><slot name=a>none</slot><slot></slot></template><b slot=a>A</b>light</div>`, `<p><span class=sr-only>Read</span><span aria-hidden=true>W</span>Word`,
		`<style>@media screen{.a,#b{display:none}}.c{display:block}</style><p class=a>x<p id=b>y<p class="a c">z`, `<noembed><p>a</noembed><noframes>b</noframes>`, `<p style="opacity:0">a<h1>b</h1>`,
		`<p style="display:none;display:block">a<i style="position:absolute;left:-9999px">b`, `<div aria-hidden=true><p>a</div><svg><text>b</text></svg><math><mi>c</mi></math>`, `a<center>b</center>c<sup><a href="#n">1</a></sup>`,
		"<template><template shadowrootmode=closed><slot><slot>a", "<style>{{{}@media x{@media y{.a{display:none", `<p popover>a<dialog>b<p hidden style=display:inline>c`,
	} {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			return
		}
		before := wordsOf(doc)
		sight.Settle(doc)
		once := sound(t, doc)
		for word, n := range wordsOf(doc) {
			if n > before[word] {
				t.Fatalf("%q stands %d times, and stood %d times", word, n, before[word])
			}
		}
		for n := range doc.Descendants() {
			sight.Hidden(n)
			sight.IsBlock(n)
			sight.IsLine(n)
			sight.Footnote(n)
			if s := sight.Short(n); !strings.Contains(textOf(n), s) {
				t.Fatalf("%q is not in %q", s, textOf(n))
			}
		}
		sight.Settle(doc)
		if again := sound(t, doc); again > once {
			t.Fatalf("%d nodes, and %d when it is done again", once, again)
		}
	})
}

// wordsOf counts the texts of a tree.
func wordsOf(doc *html.Node) map[string]int {
	found := map[string]int{}
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			found[n.Data]++
		}
	}
	return found
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// sound checks how the nodes of a tree are tied to each other, and counts them.
func sound(t *testing.T, doc *html.Node) (nodes int) {
	seen := map[*html.Node]bool{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if seen[n] {
			t.Fatal("a node stands in two places")
		}
		seen[n] = true
		var last *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Parent != n || c.PrevSibling != last {
				t.Fatal("a node is not where it says")
			}
			last = c
			walk(c)
		}
		if n.LastChild != last {
			t.Fatal("the last node is not the last")
		}
	}
	walk(doc)
	return len(seen)
}
