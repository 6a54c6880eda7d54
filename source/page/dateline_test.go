package page

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestADateThatReadersSeeIsTheArticles where it stands below the headline: alone in a line, behind a label, or in an element whose class
// says so. Any other may be of what the article is about.
func TestADateThatReadersSeeIsTheArticles(t *testing.T) {
	for line, want := range map[string]string{
		`<p>26 November 2026</p>`:                              "2026-11-26",
		`<p class=x>Published: Friday, 27th November 2026</p>`: "2026-11-27",
		`<div>28.11.2026 | 12:00</div>`:                        "2026-11-28",
		`<div>27. 11. 2026.</div>`:                             "2026-11-27",
		`<div class=meta><span>Von Ute Klamm</span> <span class="pub-date">27. November 2026, 9 Uhr</span></div>`:  "2026-11-27",
		`<div class=meta><span>كتب: سامي العلي</span><span class="date">السبت 28 نوفمبر 2026 - 14:30</span></div>`: "2026-11-28",
		`<div>פורסם: 27/11/2026 08:12</div>`:                                "2026-11-27",
		`<ul><li>승인 2026.11.28 11:20</li><li>수정 2026.11.29 10:00</li></ul>`: "2026-11-28",
		`<div><i>27 พ.ย. 2569 09:00 น.</i></div>`:                           "2026-11-27",
		`<div class="ArticleDate">2026年11月28日</div>`:                        "2026-11-28",
		`<p>Updated: 26 November 2026</p>`:                                  "", // when it began is not said
		`<p class="last-updated date">26 November 2026</p>`:                 "",
		`<p class="event-date">26 November 2026</p>`:                        "",
		`<aside><p>26 November 2026</p></aside>`:                            "",
		`<p>The council met on <b>26 November 2026</b>.</p>`:                "",
		`<p class="date">The plan is open until 26 November 2026 and nobody may build before it ends, nor sell the land that it covers to anybody else</p>`: "",
		`<p>Plan open until 26 November 2026</p>`: "",
		`<p>02/03/2026</p>`:                       "", // of two days
		`<p>26 November 1976</p>`:                 "",
	} {
		body := "<h1>Bath to close in May</h1>" + line + "<p>" + strings.Join(council, "</p><p>") + "</p>"
		_, o, err := Read([]byte("<title>Bath to close in May</title><article>"+body+"</article>"), "", briefing.Options{})
		got := ""
		if o.Published != nil {
			got = o.Published.Format("2006-01-02")
		}
		if err != nil || got != want {
			t.Errorf("%s: %q, want %q, %v", line, got, want, err)
		}
	}
	above := `<p>26 November 2026</p><h1>Bath to close in May</h1><p>` + strings.Join(council, "</p><p>") + "</p><p>27 November 2026</p>"
	if _, o, _ := Read([]byte(above), "", briefing.Options{}); o.Published != nil {
		t.Errorf("a date above the headline, or below the story, is taken for %v", o.Published)
	}
	for numbers, want := range map[int]bool{mostDated - 2: true, mostDated + 1: false} {
		page := "<h1>Bath to close in May</h1>" + strings.Repeat("<div>7</div>", numbers) + "<div>26 November 2026</div><p>" + strings.Join(council, "</p><p>") + "</p>"
		if _, o, _ := Read([]byte(page), "", briefing.Options{}); (o.Published != nil) != want {
			t.Errorf("behind %d numbers the date is %v", numbers, o.Published)
		}
	}
}

// TestADateAboveTheHeadlineIsTheArticlesInOneBoxWithIt: a paper has today's above all its pages.
func TestADateAboveTheHeadlineIsTheArticlesInOneBoxWithIt(t *testing.T) {
	const day, headline = "<p>26 November 2026</p>", "<h1>Bath to close in May</h1>"
	story := "<p>" + strings.Join(council, "</p><p>") + "</p>"
	for page, want := range map[string]bool{
		"<article>" + day + headline + story + "</article>":                                              true,
		"<div>" + day + "<img src=x><div><div>" + headline + "</div></div>" + story + "</div>":           true,
		"<div><span>26 November 2026</span> " + headline + story + "</div>":                              true,
		"<table><tr><td>26 November 2026<tr><td>" + headline + "<tr><td>" + story + "</table>":           true,
		"<div>" + day + "<div><div><div><div>" + headline + "</div></div></div></div>" + story:           false,
		"<table><tr><td>26 November 2026<tr><td><table><tr><td>" + headline + story + "</table></table>": false,
		day + headline + story: false,
		"<div><header>26 November 2026</header>" + headline + story + "</div>":        false,
		"<div>" + day + "<p>News</p>" + headline + story + "</div>":                   false,
		"<div><p>The Ferring Post 26 November 2026</p>" + headline + story + "</div>": false,
		"<div>" + day + headline + "<p>27 November 2026</p>" + story + "</div>":       false, // the one below
	} {
		_, o, err := Read([]byte("<title>Bath to close in May</title>"+page), "", briefing.Options{})
		if got := o.Published != nil && o.Published.Format("2006-01-02") == "2026-11-26"; got != want || err != nil {
			t.Errorf("%s: %v, want %v, %v", page, o.Published, want, err)
		}
	}
}

// TestTheLanguageOfAPageOrdersTheNumbersOfADate, but for English, which has two orders.
func TestTheLanguageOfAPageOrdersTheNumbersOfADate(t *testing.T) {
	for language, want := range map[string]string{"ru": "2026-03-02", "pt-BR": "2026-03-02", "": "", "en": "", "en-GB": "", "es-US": "", "fil-PH": ""} {
		for _, day := range []string{"02-03-2026, 08:47", "Mon, 02/03/2026"} {
			page := `<html lang="` + language + `"><title>Bath to close in May</title><h1>Bath to close in May</h1><div><span>` + day + "</span></div><p>" + strings.Join(council, "</p><p>")
			_, o, err := Read([]byte(page), "", briefing.Options{})
			got := ""
			if o.Published != nil {
				got = o.Published.Format("2006-01-02")
			}
			if got != want || err != nil {
				t.Errorf("%s in %q: %q, want %q, %v", day, language, got, want, err)
			}
		}
	}
}
