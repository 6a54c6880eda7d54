package page

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/source/page/byline"
)

func TestWhatAPageSaysIsTakenOnlyWhereItMakesSense(t *testing.T) {
	for s, want := range map[string]string{
		"By Ann Poole": "Ann Poole", "Ann Poole | 4 May 2025": "Ann Poole", "https://x.example/ann": "", "ann.poole": "",
		"The Post": "", "…": "", strings.Repeat("Ann ", 60): "", "Byrne": "Byrne", "@ann": "",
	} {
		if got := byline.Clean(s, "The Post"); got != want {
			t.Errorf("the author in %q is %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{"en": "en", "en-GB": "en", "PT_br": "pt", "": "", "english": "", "e1": "", "-": ""} {
		if got := language(s); got != want {
			t.Errorf("the language of %q is %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{
		"Bridge opens | The Post": "Bridge opens", "Bridge opens - the post": "Bridge opens", "The Post": "The Post",
		"Bridge opens ➤ The Post": "Bridge opens", "Bridge opens ❯ The Post": "Bridge opens", "Bridge opens // The Post": "Bridge opens", "Bridge opens|The Post": "Bridge opens", "Bridge opens > The Post": "Bridge opens",
		"Bridge opens @ The Post": "Bridge opens", "Bridge opens | - The Post": "Bridge opens", "Why the bridge? | The Post": "Why the bridge?", "Bridge 😢 | The Post": "Bridge 😢", "Watch it on Bridge+ – The Post": "Watch it on Bridge+", "Bridge opens, The Post": "Bridge opens, The Post",
		"A letter to The Post": "A letter to The Post", "Bridge opens": "Bridge opens", "| The Post": "| The Post",
	} {
		if got := withoutSite(s, "", "The Post"); got != want {
			t.Errorf("the title in %q is %q, want %q", s, got, want)
		}
	}
}

func TestOnlyValidDatesAreDates(t *testing.T) {
	for _, s := range []string{"2025-02-14", "2025-02-14T09:30:00Z", "2025-02-14T09:30:00.123+0100", "2025-02-14 09:30", "Fri, 14 Feb 2025 09:30:00 GMT"} {
		if d := instant(s); d == nil || d.Format("2006-01-02") != "2025-02-14" {
			t.Errorf("%q is %v", s, d)
		}
	}
	for _, s := range []string{"", "yesterday", "2025-02-31", "0001-01-01T00:00:00Z", "1970-01-01", "02/03/2025"} {
		if d := instant(s); d != nil {
			t.Errorf("%q is taken for %v", s, d)
		}
	}
}

func TestJSONLDIsReadThroughItsCommonMistakes(t *testing.T) {
	for name, script := range map[string]string{
		"a list":              `[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"Ferry stays"}]`,
		"an entity":           `{"@type":"WebPage","mainEntity":{"@type":"ReportageNewsArticle","headline":"Ferry&nbsp;stays"}}`,
		"line ends inside":    "{\"@type\":\"Article\",\"headline\":\"Ferry\nstays\"}",
		"a semicolon at last": `{"@type":"BlogPosting","headline":"Ferry stays"};`,
	} {
		_, o, err := Read([]byte(`<html><script type="application/ld+json">`+script+`</script><p>A word.`), "", briefing.Options{})
		if err != nil || o.Title != "Ferry stays" {
			t.Errorf("%s: the title is %q, %v", name, o.Title, err)
		}
	}
	for _, script := range []string{"", "{", "null", `{"@type":5}`, `{"@type":"NewsArticle","headline":["a"],"author":{"name":{"name":4}}}`, `{"@type":"Person","headline":"x"}`} {
		_, o, err := Read([]byte(`<html><script type="application/ld+json">`+script+`</script><p>A word.`), "", briefing.Options{})
		if err != nil || o.Title != "" || o.Author != "" {
			t.Errorf("%s: %+v, %v", script, o, err)
		}
	}
}

func TestALanguageIsTwoLettersAtTheStart(t *testing.T) {
	for s, want := range map[string]string{
		"en": "en", "en-GB": "en", "pt_BR": "pt", " DE ": "de", "az": "az", "za": "za", "aa": "aa", "zz": "zz",
		"": "", "e": "", "eng": "", "e1": "", "1e": "", "e{": "", "{e": "", "e`": "", "`e": "", "é": "", "-en": "",
	} {
		if got := language(s); got != want {
			t.Errorf("language(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestADateIsOfTheTimeOfTheWeb(t *testing.T) {
	for s, ok := range map[string]bool{
		"1979-12-31": false, "1980-01-01": true, "2099-12-31": true, "2100-01-01": false, "0001-01-01": false, " 2026-03-02T06:30Z ": true, "soon": false,
	} {
		if got := instant(s); (got != nil) != ok {
			t.Errorf("instant(%q) = %v", s, got)
		}
	}
}
