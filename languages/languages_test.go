package languages

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"lede/problem"

	"golang.org/x/text/language"
)

// trial is a language of a few phrases.
func trial(tag string, phrases map[string]phrase) Language {
	return Language{&catalogue{language.MustParse(tag), func() map[string]phrase { return phrases }}}
}

func TestALanguageIsFoundByLocale(t *testing.T) {
	for _, locale := range []string{"en", "en-GB", "en-US", "", "xx", "..", "en/.."} {
		if got := For(locale).Tag(); got != "en" {
			t.Errorf("%q: %s", locale, got)
		}
	}
	for _, locale := range []string{"es-ES", "es-419", "es"} { // of Spain and of America, as Discord calls them
		if got := For(locale).Tag(); got != "es" {
			t.Errorf("%q: %s", locale, got)
		}
	}
	if For("en-GB").Text("date.month.1") != "January" || (Language{}).Text("date.month.1") != "January" {
		t.Error("English does not know January")
	}
}

func TestGapsAreFilled(t *testing.T) {
	l := trial("en", map[string]phrase{"a": {other: "{x}, {y} and {x} of {list}"}, "b": {other: "{absent} {open"}, "c": {other: "none"}})
	if got := l.Text("a", "x", "one", "y", 20000, "list", []string{"p", "q", "r"}); got != "one, 20,000 and one of p, q and r" {
		t.Error(got)
	}
	if got := l.Text("a", "x", "{y}", "y", 1, "list", []string{}); got != "{y}, 1 and {y} of " {
		t.Error(got)
	}
	if got := l.Text("b"); got != "{absent} {open" {
		t.Error(got)
	}
	if got := l.Text("c", "odd"); got != "none" {
		t.Error(got)
	}
	if got := l.Text("nowhere.to.be.found"); got != "nowhere.to.be.found" {
		t.Error(got)
	}
}

func TestPluralFormsFollowTheLanguage(t *testing.T) {
	forms := phrase{other: "other", forms: map[string]string{"one": "one", "few": "few", "many": "many", "other": "other"}}
	for tag, want := range map[string]map[any]string{
		"en": {0: "other", 1: "one", 2: "other", "1.5": "other", "1.0": "other", -1: "one"},
		"fr": {0: "one", 1: "one", "1.5": "one", 2: "other"},
		"uk": {0: "many", 1: "one", 2: "few", 5: "many", 11: "many", 21: "one", 22: "few", 25: "many", 101: "one", 111: "many", "1.5": "other"},
	} {
		l := trial(tag, map[string]phrase{"k": forms})
		for n, form := range want {
			if got := l.Text("k", "n", n); got != form {
				t.Errorf("%s, %v: %s, want %s", tag, n, got, form)
			}
		}
	}
}

func TestWhatALanguageLacksIsSaidInEnglish(t *testing.T) {
	l := trial("uk", map[string]phrase{"date.month.1": {other: "січня"}})
	if l.Text("date.month.1") != "січня" || l.Text("date.month.2") != "February" {
		t.Error(l.Text("date.month.1"), l.Text("date.month.2"))
	}
}

func TestNumbersListsAndDates(t *testing.T) {
	l := For("en-GB")
	for n, want := range map[int]string{0: "0", 999: "999", 2026: "2026", 9999: "9999", 10000: "10,000", -1234567: "-1,234,567", -42: "-42"} {
		if got := l.Number(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for want, list := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b, c and d": {"a", "b", "c", "d"}} {
		if got := l.List(list); got != want {
			t.Errorf("%v: %s", list, got)
		}
	}
	day := time.Date(2026, time.December, 6, 0, 0, 0, 0, time.UTC)
	if got := l.Date(day) + " · " + l.Weekday(day); got != "6 December 2026 · Sunday 6 December 2026" {
		t.Error(got)
	}
}

func TestAProblemBecomesWords(t *testing.T) {
	l := trial("en", map[string]phrase{
		"problem.zone.unknown.message":       {other: "there is no time zone “{zone}”"},
		"problem.zone.unknown.hint":          {other: "did you mean {near}?"},
		"problem.file.value.message":         {other: "{path} cannot be used ({cause})"},
		"problem.file.value.hint":            {other: "write “{path}” anew; `/data` helps"},
		"problem.file.value.hint.terminal":   {other: "correct {path}"},
		"problem.file.none.message":          {other: "no file. Nothing was read"},
		"problem.cron.step.message":          {other: `“{cron}” has no step such as \*/2`},
		"problem.file.none.message.terminal": {other: "name a file"},
	})
	escape := func(s string) string { return strings.NewReplacer("*", `\*`, `\`, `\\`).Replace(s) }
	zone := problem.New("zone.unknown", "zone", "*Mars*", "near", "Marsh")
	outer := fmt.Errorf("importing: %w", problem.New("file.value", "path", "digests[0]").Because(zone))
	for _, c := range []struct {
		err                 error
		message, hint, line string
	}{
		{zone, `There is no time zone “\*Mars\*”.`, "Did you mean Marsh?", "there is no time zone “*Mars*”: did you mean Marsh?"},
		{outer, `digests[0] cannot be used (there is no time zone “\*Mars\*”).`, "Write “digests[0]” anew; `/data` helps.", "digests[0] cannot be used (there is no time zone “*Mars*”): correct digests[0]"},
		{problem.New("cron.step", "cron", `\*`), `“\\\*” has no step such as \*/2.`, "", `“\*” has no step such as */2`},
		{problem.New("file.none"), "No file. Nothing was read.", "", "name a file"},
		{problem.New("file.value", "path", "x").Because(io.EOF), "x cannot be used (EOF).", "Write “x” anew; `/data` helps.", "x cannot be used (EOF): correct x"},
	} {
		message, hint, ok := l.Explain(c.err, escape)
		if message != c.message || hint != c.hint || !ok || l.Line(c.err) != c.line {
			t.Errorf("%s | %s | %s", message, hint, l.Line(c.err))
		}
	}
	for _, err := range []error{io.EOF, problem.New("not.known", "why", "x")} {
		if _, _, ok := l.Explain(err, nil); ok || l.Line(err) != err.Error() || l.Clause(err, nil) != err.Error() {
			t.Errorf("%v has words", err)
		}
	}
	if got := l.Line(fmt.Errorf("%w: %w", io.EOF, io.ErrNoProgress)); got != io.EOF.Error()+": "+io.ErrNoProgress.Error() {
		t.Error(got)
	}
	if got := l.Line(errors.Join(zone, io.EOF)); got != "there is no time zone “*Mars*”: did you mean Marsh?\nEOF" {
		t.Error(got)
	}
}

func TestFilesThatCannotBeReadAreReported(t *testing.T) {
	for name, content := range map[string]string{
		"no JSON": `{"a": `, "a number": `{"a": 7}`, "a key twice": `{"x": "again"}`,
	} {
		files := fstest.MapFS{"en/first.json": {Data: []byte(`{"x": "once"}`)}, "en/second.json": {Data: []byte(content)}}
		if _, err := read(files, "en"); err == nil || !strings.Contains(err.Error(), "second.json") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	l := For("en")
	l.Text("date.day")
	for b.Loop() {
		l.Text("date.day", "day", 6, "month", "December", "year", 2026)
	}
}

func BenchmarkReadAll(b *testing.B) {
	for b.Loop() {
		if _, err := read(files, "en"); err != nil {
			b.Fatal(err)
		}
	}
}
