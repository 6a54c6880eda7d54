package source

import (
	"strings"
	"testing"
	"time"

	"lede/briefing"
)

func TestWhichTypesMayBeAnArticle(t *testing.T) {
	for contentType, want := range map[string]string{
		"": "", "text/plain": "", "Text/HTML; charset": "", "application/xhtml+xml": "", "application/json": "", "application/ld+json": "",
		"application/octet-stream": "", "text/xml": "page.feed", "application/xml": "page.feed", "application/atom+xml": "page.feed",
		"image/png": "page.image", "image/svg+xml": "page.feed", "video/mp4": "page.video", "audio/mpeg": "page.audio", "application/pdf": "page.type", "font/": "page.type",
	} {
		if got := code(checkType("it", contentType)); got != want {
			t.Errorf("%q: %q, want %q", contentType, got, want)
		}
	}
}

func TestWhatIsMeantAsAStructuredArticle(t *testing.T) {
	for text, want := range map[string]bool{`{"a`: true, "{}": true, " \n{ \t}": true, "{": false, "{ ": false, "{a": false, `"a"`: false, "}": false, "": false} {
		if got := structured([]byte(text)); got != want {
			t.Errorf("%q: structured is %v", text, got)
		}
	}
}

// TestWhatTheServerCallsHTMLIsAPage, whatever its bytes look like; and a page is one whatever the server calls it.
func TestWhatTheServerCallsHTMLIsAPage(t *testing.T) {
	const words = "The net was found at the pier on Monday. <b>It is long</b>, the harbour master said on Tuesday. Nobody knows whose net it is."
	for name, c := range map[string]struct {
		data, contentType string
		page              bool
	}{
		"called HTML": {words, "text/HTML; charset=utf-8", true}, "called XHTML": {words, "application/xhtml+xml", true}, "called text": {words, "text/plain", false}, "called nothing": {words, "", false}, "a page called text": {"<!DOCTYPE html><p>" + words + "</p>", "text/plain", true},
	} {
		a, err := parse([]byte(c.data), c.contentType, "it", briefing.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if page := !strings.Contains(a.Text, "<b>"); page != c.page {
			t.Errorf("%s: read as a page %v", name, page)
		}
	}
}

func TestWhatAFileIsByItsName(t *testing.T) {
	for name, want := range map[string]kind{"a.md": kindMarkdown, "a.MARKDOWN": kindMarkdown, "a.mdown": kindMarkdown, "a.csv": kindTable, "a.tsv": kindTable, "a.txt": kindText, "a": kindText} {
		if got := fileKind(name, ""); got != want {
			t.Errorf("%s: %d", name, got)
		}
	}
	for contentType, want := range map[string]kind{"text/markdown; charset=utf-8": kindMarkdown, "text/csv": kindTable, "text/tab-separated-values": kindTable, "text/plain": kindText, "": kindText} {
		if got := fileKind("a", contentType); got != want {
			t.Errorf("%s: %d", contentType, got)
		}
	}
	for text, want := range map[string]string{
		"<html>": "page", "<!-- x --> <P>": "page", "<?xml version='1.0'?><rss>": "feed", "<rdf:RDF >": "feed", "<feedback>": "", "<pre>": "", "a <p>": "", "<!doctype html>": "page", strings.Repeat(" ", 1024-6) + "<html>": "page", strings.Repeat(" ", 1024-5) + "<html>": "", strings.Repeat(" ", 1024-5) + "<rss>": "feed", strings.Repeat(" ", 1024-4) + "<rss>": "",
	} {
		got := ""
		if isPage([]byte(text)) {
			got += "page"
		}
		if isFeed([]byte(text)) {
			got += "feed"
		}
		if got != want {
			t.Errorf("%q is a %s, want %q", strings.TrimSpace(text), got, want)
		}
	}
	given := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	const file = "---\ntitle: T\ndate: 2026-03-01\n---\nThe pier is open."
	for name, c := range map[string]struct {
		o     briefing.Options
		title string
		month time.Month
	}{"as the file says": {briefing.Options{}, "T", time.March}, "as the caller says": {briefing.Options{Title: "Mine", Published: &given}, "Mine", time.January}} {
		if a, err := markdownArticle(file, c.o); err != nil || a.Title != c.title || a.Published.Month() != c.month {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
	if a, err := markdownArticle("The pier is open.", briefing.Options{}); err != nil || a.Published != nil {
		t.Errorf("%v, %v", a, err)
	}
}
