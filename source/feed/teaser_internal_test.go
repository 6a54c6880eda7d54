package feed

import (
	"strings"
	"testing"
)

// TestTheSameAgainIsTakenApart by its text, by its date, and at last by its number.
func TestTheSameAgainIsTakenApart(t *testing.T) {
	f := &Feed{Items: []Item{{GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}}}
	identify(f)
	seen := map[string]bool{}
	for _, i := range f.Items {
		if seen[i.Keys.Main] {
			t.Errorf("%s is the key of two", i.Keys.Main)
		}
		seen[i.Keys.Main] = true
	}
}

// TestATextGoesOnWhereItSaysSo: by a link to the rest, a mark, or dots.
func TestATextGoesOnWhereItSaysSo(t *testing.T) {
	for text, want := range map[string]struct {
		trim   string
		goesOn bool
	}{
		"The net was found.":                                        {"The net was found.", false},
		"The net was found. Read more":                              {"The net was found.", true},
		"The net was found. Keep reading: the pier":                 {"The net was found.", false},
		"The net was found […]":                                     {"The net was found", true},
		"The net was found…":                                        {"The net was found…", true},
		"The net was found...":                                      {"The net was found...", true},
		"The net was found.\nComments":                              {"The net was found.", false},
		"The net was found.\nComments\nRead more":                   {"The net was found.", true},
		"The net was found. Read more\nComments":                    {"The net was found.", true},
		"The net was found. Continue reading A net near the pier":   {"The net was found.", true},
		"The net was found. Continue reading A net near the piers":  {"The net was found. Continue reading A net near the piers", false},
		"The net was found. Continue reading A n":                   {"The net was found. Continue reading A n", false},
		"The net was found. Continue reading A net":                 {"The net was found.", true},
		"The net was found, continue reading A net near the pier":   {"The net was found, continue reading A net near the pier", false},
		"The net was foundRead more":                                {"The net was foundRead more", false},
		"Мост закрытЧитать далее":                                   {"Мост закрыт", true},
		"A net near the pier\nThe net was found.":                   {"The net was found.", false},
		"By Ann Rowe\nThe net was found.":                           {"The net was found.", false},
		"3 March 2026\nThe net was found.":                          {"The net was found.", false},
		"A net near the pier\n\nAnn Rowe\nThe net was found.\nEnd.": {"The net was found.\nEnd.", false},
	} {
		trim, goesOn := Item{Title: "A net near the pier", Author: "Ann Rowe"}.Trim(text)
		if trim != want.trim || goesOn != want.goesOn {
			t.Errorf("%q is %q, goes on %v; want %q, %v", text, trim, goesOn, want.trim, want.goesOn)
		}
	}
}

// TestAListOfLinksToOthersIsNoText: an aggregator's headlines are not this article's words. A list that says something is.
func TestAListOfLinksToOthersIsNoText(t *testing.T) {
	item := func(words string) string { return "<li>" + words + "</li>" }
	ferry := item(`<a href="https://a.example/1">Ferry fares rise in January</a>&nbsp;&nbsp;<font color="#6f6f6f">Post</font>`)
	pier := item(`<a href="https://a.example/2">Council is split over the pier</a>`)
	for description, want := range map[string]bool{
		"<ol>" + ferry + pier + "</ol>":                               true,
		"<ol>" + ferry + "</ol>":                                      false, // one
		"<ul>" + pier + item("Nobody knows the price.") + "</ul>":     false,
		"<ul>" + pier + pier + "</ul>" + strings.Repeat("Word ", 9):   false, // more is told than linked
		"<ul>" + item("Fares rise.") + item("Trains stop.") + "</ul>": false,
		`<p>The <a href="/x">ferry</a> is back.</p>`:                  false,
		"": false,
	} {
		if got := listsLinks(description); got != want {
			t.Errorf("%s: %v", description, got)
		}
	}
	f, err := Parse([]byte(`<rss><channel><title>A</title><item><title>Ferry fares rise</title><description><![CDATA[<ol>`+ferry+pier+`</ol>]]></description></item></channel></rss>`), Options{})
	if err != nil || f.Items[0].Teaser != "" {
		t.Errorf("the teaser is %q, %v", f.Items[0].Teaser, err)
	}
}

// TestALinkToTheRestIsOneInAnyLanguage, behind a sentence or in a line of its own, and none within a sentence.
func TestALinkToTheRestIsOneInAnyLanguage(t *testing.T) {
	for text, link := range map[string]string{
		"افتتح الوالي الجسر اليوم.": "اقرأ المزيد", "הגשר נפתח הבוקר.": "קראו עוד", "पुल आज खुला।": "और पढ़ें", "সেতু আজ খুলেছে।": "আরও পড়ুন", "பாலம் திறந்தது.": "மேலும் படிக்க",
		"پل آج کھلا۔": "مزید پڑھیں", "پل امروز باز شد.": "ادامه مطلب", "สะพานเปิดแล้ว": "อ่านต่อ", "Η γέφυρα άνοιξε.": "Διαβάστε περισσότερα", "Мостът е отворен.": "Прочети още",
		"Most je otvoren.": "Pročitaj više", "Most je otvorený.": "Čítať ďalej", "Most je odprt.": "Preberi več", "Podul s-a deschis.": "Citește mai mult", "A híd megnyílt.": "Olvass tovább",
		"Köprü açıldı.": "Haberin devamı", "Cầu đã mở.": "Xem thêm", "Jembatan dibuka.": "Baca selengkapnya", "Sild avati.": "Loe edasi", "Tiltas atidarytas.": "Skaityti daugiau",
		"Tilts ir atvērts.": "Lasīt vairāk", "El pont és obert.": "Llegir més", "橋が開通した。": "続きを読む", "大桥通车。": "查看原文", "다리가 열렸다.": "더보기",
	} {
		for _, whole := range []string{text + "\n" + link, text + "\n" + link + " »"} {
			if trim, goesOn := (Item{}).Trim(whole); trim != text || !goesOn {
				t.Errorf("%q is %q, goes on %v", whole, trim, goesOn)
			}
		}
	}
	for _, text := range []string{"उन्होंने कहा कि लोगों को और पढ़ें", "Ο δήμαρχος είπε: όλοι να διαβάστε περισσότερα βιβλία.", "Mẹ bảo con đọc tiếp sách"} {
		if trim, goesOn := (Item{}).Trim(text); trim != text || goesOn {
			t.Errorf("%q is %q, goes on %v", text, trim, goesOn)
		}
	}
}
