package page

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/source/page/byline"
)

// TestWhoWroteItIsReadFromClassesAndBylines, in the manner of many programs and languages.
func TestWhoWroteItIsReadFromClassesAndBylines(t *testing.T) {
	for byline, want := range map[string]string{
		`<span class="story__author">di <a href=/f>Marco Ferri</a></span>`:                                       "Marco Ferri",
		`<div class="post_author"><a href=/g>Оксана Гнатюк</a></div>`:                                            "Оксана Гнатюк",
		`<p>12 mai, par <span class="auteurs"><a class="url fn">Claire Delmas</a></span></p>`:                    "Claire Delmas",
		`<span class="author-name">Ana B` + strings.Repeat("o", byline.LongestName) + `</span>`:                  "",
		`<span class="author-name">Ana de la Cruz</span>`:                                                        "Ana de la Cruz",
		`<p><a href=/staff/1>Ann Bell</a>, <a href=/staff/2>Tom Ek</a> and <a href=/staff/1>Ann Bell</a></p>`:    "Ann Bell, Tom Ek",
		`<div class=authors><span><a href=/by/1>Ann Bell</a></span> <span><a href=/by/2>Tom Ek</a></span></div>`: "Ann Bell, Tom Ek",
		`<p><a href=/staff/>Ann Bell</a></p>`:                                                                    "",
		`<p><a class="author" href=/x>Ann Bell</a></p><div><p><a class="author" href=/y>Tom Ek</a></p></div>`:    "Ann Bell",
		`<p><a class=author href=/x>JENNY CRISP FOR DAILY POST</a></p>`:                                          "JENNY CRISP",
		`<div class=by-author><strong>Rob Lasky</strong>, <span>Ferring Staff</span></div>`:                      "Rob Lasky",
		`<span class=author>Ann<br>Bell</span>`:                                                                  "Ann Bell",
		`<p class=from>Por João Prado</p>`:                                                                       "João Prado",
		`<p>Autor: Paweł Zięba</p>`:                                                                              "Paweł Zięba",
		`<div>كتب: سامي العلي</div>`:                                                                             "سامي العلي", `<span class="writer">سامي العلي</span>`: "سامي العلي", `<div>בקרוב: יעל ברק</div>`: "", `<div>מאת: יעל ברק</div>`: "יעל ברק",
		`<div class=author>अमित रंजन</div>`: "अमित रंजन", `<p>लेखक: अमित रंजन</p>`: "अमित रंजन", `<ul><li>최은영 기자</li></ul>`: "최은영", `<span class=reporter>최은영 기자</span>`: "최은영",
		`<p>記者：山本花子</p>`: "山本花子", `<span class=author>山本 花子</span>`: "山本 花子", `<p>文／刘洋</p>`: "刘洋", `<p>刘洋 记者</p>`: "刘洋", `<p>전국 12개 시 기자</p>`: "", `<p>مجلس المدينة</p>`: "",
		`<span class=author>وكالة أنباء المدينة الجديدة اليوم</span>`: "",
		`<p>Von Jutta Reinwald</p>`:                                                                      "Jutta Reinwald",
		`<p>Von der Redaktion</p>`:                                                                       "",
		`<p>Door de kou</p>`:                                                                             "",
		`<div class="author">Desk</div>`:                                                                 "",
		`<div class="author">Read all that Ann Bell wrote</div>`:                                         "",
		`<div class="authority">Harbour Office</div>`:                                                    "",
		`<aside><span class="author">Ann Bell</span></aside>`:                                            "",
		`<div class="related"><span class="author">Ann Bell</span></div>`:                                "",
		`<div class=auteur><span>Ouest Mer</span> <span class=auteur-nom>Yves Madec</span></div>`:        "Yves Madec",
		`<div data-component=Byline><p>By <a href=/1>Jo Marsh</a> and <a href=/2>Ali Noor</a></p></div>`: "Jo Marsh and Ali Noor",
		`<p class=from>Por Rute Campos, g9 Holm</p>`:                                                     "Rute Campos",
		`<p class=from>By the light of the bath</p>`:                                                     "",
		`<span class="article__byline">Ann Bell abell@press.example</span>`:                              "Ann Bell",
		`<p>By Ann Bell (abell@press.example)</p>`:                                                       "Ann Bell",
		`<p>By Ann Bell • 24 Nov 2026 • 4 min read</p>`:                                                  "Ann Bell",
		`<span class="css-1x" data-testid="author-name">Ann Bell</span>`:                                 "Ann Bell",
		`<div class="comment-author vcard"><b class="fn">Pete Carter</b></div>`:                          "",
	} {
		page := "<html><head><title>Bath to close in May</title></head><body><article><h1>Bath to close in May</h1>" + byline + "<p>" + strings.Join(council, "</p><p>") + "</p></article></body></html>"
		a, err := parsed([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if a.Byline != nil {
			got = a.Byline.Name
		}
		if got != want {
			t.Errorf("%s: the author is %q, want %q", byline, got, want)
		}
		if want != "" && strings.Contains(a.Text, want) {
			t.Errorf("%s: the byline is in the text:\n%s", byline, a.Text)
		}
	}
	var many []string
	for c := 'A'; c <= 'Z'; c++ {
		many = append(many, "<a href=/staff/"+string(c)+">"+string(c)+"nn Bell</a>")
	}
	a, err := parsed([]byte("<title>Bath to close in May</title><article><h1>Bath to close in May</h1><p>" + strings.Join(many, " ") + "</p><p>" + strings.Join(council, "</p><p>") + "</p></article>"))
	if err != nil || a.Byline == nil || !strings.HasPrefix(a.Byline.Name, "Ann Bell, Bnn Bell") {
		t.Errorf("of many: %v, %+v", err, a.Byline)
	}
	for _, byline := range []string{"By Gwen Ek", "<span class=authorModule__name>Gwen Ek</span>"} {
		box := "<div><p>Gwen Ek</p><p>Journalist</p><p>I cover water, wool and all that lies between them, and have done so since 2011.</p></div>"
		a, err := parsed([]byte("<title>Bath to close in May</title><article><h1>Bath to close in May</h1><p>" + byline + "</p><p>" + strings.Join(council, "</p><p>") + "</p>" + box + "</article>"))
		if err != nil || !strings.HasSuffix(a.Text, council[2]) {
			t.Errorf("%v: a box under the author's name is read: %s", err, a.Text)
		}
	}
	above := `<div class="author">Ann Bell</div><h1>Bath to close in May</h1><p>` + strings.Join(council, "<p>")
	if a, err := parsed([]byte(above)); err != nil || a.Byline != nil {
		t.Errorf("the author of something above: %+v, %v", a.Byline, err)
	}
}

// TestNothingAboveTheHeadlineIsTheStory, but for what is certainly told.
func TestNothingAboveTheHeadlineIsTheStory(t *testing.T) {
	above := "The mayor opens the new bath at Holm on Saturday at noon, and forty children will jump in first, the town said."
	story := "<p>" + strings.Join(council, "</p><p>") + "</p>"
	page := "<title>Bath to close in May</title><article><ul class=meta><li>Ferring Committee</li><li>Feb 22</li></ul><p>" + above + "</p><h1>Bath to close in May</h1>" + story + "<ul><li><p class=x>The hut stays open</p></li></ul></article>"
	a, err := parsed([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	if want := above + "\n\n" + strings.Join(council, "\n\n") + "\n\nThe hut stays open"; a.Text != want {
		t.Errorf("got\n%s", a.Text)
	}
	// Lines of the table's own cell stand behind a headline in it, whatever the cell's number.
	cell := "<table><tr><td><h1>Bath to close in May</h1>" + strings.Join(council, "<br><br>") + "<br><br>The hut stays.<br><br>" + council[0] + " So it goes.</td></tr></table>"
	if a, err = parsed([]byte(cell)); err != nil || !strings.Contains(a.Text, "The hut stays.") {
		t.Errorf("%v: %s", err, a.Text)
	}
}

// TestABiographyBelowTheStoryIsNoneOfIt, by the author's full or first name.
func TestABiographyBelowTheStoryIsNoneOfIt(t *testing.T) {
	const of = "Gwen Pritchard"
	for text, want := range map[string]bool{
		"Gwen Pritchard is Ferring's poet.": true, "Gwen Pritchard covers the villages north of the river.": true, "Gwen joined the Post in 2019. She lives in Holm with two goats.": true,
		"Gwen is a reporter for the Post.": true, "If you enjoyed this, follow me for more of it.": true, "Gwen is right, the mayor said.": false, "Gwen said nothing.": false,
		"Contact Gwen Pritchard at 555-0142.": true, "Call Gwen Pritchard a poet and she laughs.": false, "Contact Ann Bell at 555-0142.": false, "Gwen Pritchard, 42, swims.": false,
		"Gwendolyn joined the choir in May.": false, "She covers the villages.": false, "If you find a seal, keep away from it, the office said.": false,
	} {
		if got := bio(block{text: text}, of); got != want {
			t.Errorf("%q is a biography: %v", text, got)
		}
	}
	if bio(block{text: " is a text."}, "") || bio(block{text: "Call 555-0142 for a ticket."}, "") {
		t.Error("nobody has a biography")
	}
}

// TestABoxAboutTheAuthorIsNotTheStory, nor a heading over what is gone.
func TestABoxAboutTheAuthorIsNotTheStory(t *testing.T) {
	about := "<p>Polly Marsh</p><p>Senior reporter since 2011, who likes rivers and dislikes press releases of all kinds.</p>"
	for class, want := range map[string]bool{"author": true, "article-author": true, "author_info": true, "m-author-card": true, "authority": false, "author-polly": false} {
		page := "<title>Bath to close</title><article class='entry author-polly'><h1>Bath to close</h1><p>" + strings.Join(council, "</p><p>") + "</p><div class='" + class + "'>" + about + "</div><h3>Other news</h3><ul><li><a href=/1>Bell taken from the yard of the church</a></li></ul></article>"
		a, err := parsed([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		if got := !strings.Contains(a.Text, "Senior reporter"); got != want {
			t.Errorf("%s is a box about the author: %v\n%s", class, got, a.Text)
		}
		if strings.Contains(a.Text, "Other news") {
			t.Errorf("a heading is left over:\n%s", a.Text)
		}
		if !strings.HasPrefix(a.Text, strings.Join(council, "\n\n")) {
			t.Errorf("the story is gone: %s", a.Text)
		}
	}
}

// TestNamesAloneAreABylineInEnglish, and no sentence that begins like one.
func TestNamesAloneAreABylineInEnglish(t *testing.T) {
	if byline.AreNames("Ann Bell, Tom Ek and the mayor") || !byline.AreNames("Ann Bell, Tom Ek and Ida Kroll") {
		t.Error("areNames")
	}
}

// TestABylineWithAPostOrADateIsRead, and one that names a paper's desk is nobody's.
func TestABylineWithAPostOrADateIsRead(t *testing.T) {
	for line, want := range map[string]string{
		`By <a href=/a>Ann Bell</a> Local Democracy Reporter`: "Ann Bell", `By state political reporter Ann Bell`: "Ann Bell", `Ann Bell<br>Chief reporter`: "Ann Bell",
		`Ann Bell, Crime Correspondent`: "Ann Bell", `Written by <b>Ann Bell</b> | 24 Nov 2026 | 08:10`: "Ann Bell", `By Ann Bell 24 November 2026`: "Ann Bell", `By Ann Bell March 10, 2026`: "Ann Bell", `By Ann Bell, Tuesday, Sept. 8`: "Ann Bell", `By April May`: "April May", `Byline: Ann Bell`: "Ann Bell", `<b>Byline</b> By Ann Bell`: "Ann Bell",
		`Report by Ann Bell`: "Ann Bell", `Words: Ann Bell`: "Ann Bell", `Story by Ann Bell / Photos by Tom Ek`: "Ann Bell", `By court reporter Ann Bell`: "Ann Bell",
		`By Daily Mail Reporter`: "", `Ferring Echo reporter`: "", `Ann Bell`: "", `From New York, America`: "", `By staff reporter`: "", `Two Crows`: "", `Report by 5 May`: "",
	} {
		page := "<title>Bath to close in May</title><article><h1>Bath to close in May</h1><p>" + line + "</p><p>" + strings.Join(council, "</p><p>") + "</article>"
		if _, o, err := Read([]byte(page), "", briefing.Options{}); err != nil || o.Author != want {
			t.Errorf("%s: %q, %v", line, o.Author, err)
		}
	}
}

// TestSeveralAuthorsAndLabelledOnes: an “and” of another language stands between names, and a label before a link.
func TestSeveralAuthorsAndLabelledOnes(t *testing.T) {
	for line, want := range map[string]string{
		"<p>Por Ana Teles e Rui Montes, g8 Triângulo <span> — Ferring</span></p>": "Ana Teles e Rui Montes",
		"<p>Por Ana Teles y la alcaldesa</p>":                                     "",
		"<p>Von Ida Kroll und Tom Bay</p>":                                        "Ida Kroll und Tom Bay",
		"<div><span>08:47</span> <span>Автор: <a href=/user/1>Олег Тихонов</a></span> <span>Просмотров: 7</span></div>": "Олег Тихонов",
		"<div>Author: <a href=/u/1>Ann Poole</a> | <a href=/c>7</a></div>":                                              "Ann Poole",
		"<div>Photos: <a href=/u/1>Ann Poole</a> | <a href=/c>7</a></div>":                                              "",
		"<div><i>Emma</i> by <a href=/u/1>Ann Poole</a> in 7 parts</div>":                                               "",
	} {
		page := "<title>Bath to close in May</title><h1>Bath to close in May</h1>" + line + "<p>" + strings.Join(council, "</p><p>") + "</p>"
		if _, o, err := Read([]byte(page), "", briefing.Options{}); o.Author != want || err != nil {
			t.Errorf("%s: %q, want %q, %v", line, o.Author, want, err)
		}
	}
}
