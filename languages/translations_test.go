package languages_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lede/languages"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

var missing = flag.String("missing", "", "print what a language, such as fr, still lacks, as JSON to fill in")

// terminalOnly are the files whose phrases are shown in a terminal, a log or a page of `lede brief`, which speak English.
var terminalOnly = []string{"cli.json", "config.json", "doctor.json", "press.json", "running.json", "store.json"}

// tongue is a language as it is in its files.
type tongue struct {
	name    string
	tag     language.Tag
	phrases map[string]forms
	in      map[string]string // the file of each key
	same    map[string]bool   // keys whose words are the English ones, and are meant to be
}

func openTongue(t *testing.T, name string) tongue {
	t.Helper()
	l := tongue{name, language.MustParse(name), map[string]forms{}, map[string]string{}, map[string]bool{}}
	paths, _ := filepath.Glob(name + "/*.json")
	for _, path := range paths {
		var raw map[string]any
		if err := json.Unmarshal(read(t, path), &raw); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for key, v := range raw {
			if at, twice := l.in[key]; twice {
				t.Errorf("%s: %q is in %s and %s", name, key, at, filepath.Base(path))
			}
			l.in[key], l.phrases[key] = filepath.Base(path), forms{}
			switch v := v.(type) {
			case string:
				l.phrases[key]["other"] = v
			case map[string]any:
				for form, text := range v {
					l.phrases[key][form], _ = text.(string)
				}
			}
		}
	}
	if b, err := os.ReadFile(name + "/same.txt"); err == nil {
		for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
			if key := strings.TrimSpace(s.Text()); key != "" {
				l.same[key] = true
			}
		}
	}
	return l
}

// spoken is English as far as Discord shows it.
func spoken(t *testing.T) tongue {
	t.Helper()
	en := openTongue(t, "en")
	for key, file := range en.in {
		if slices.Contains(terminalOnly, file) || strings.HasSuffix(key, ".terminal") {
			delete(en.phrases, key)
		}
	}
	if len(en.phrases) < 600 {
		t.Fatalf("%d phrases are spoken on Discord", len(en.phrases))
	}
	return en
}

// eachTranslation runs a test for every language that there is beside English.
func eachTranslation(t *testing.T, test func(*testing.T, tongue, tongue)) {
	en := spoken(t)
	for _, l := range languages.Others() {
		t.Run(l.Tag(), func(t *testing.T) { test(t, en, openTongue(t, l.Tag())) })
	}
}

// lacks returns the keys that a language still needs, including names of commands and options.
func (l tongue) lacks(en tongue) (keys []string) {
	for key := range en.phrases {
		if _, ok := l.phrases[key]; !ok {
			keys = append(keys, key)
		}
		if name := nameOf(key); name != "" && !l.names(name) {
			keys = append(keys, name)
		}
	}
	if _, ok := l.phrases["command.brief-this.name"]; !ok {
		keys = append(keys, "command.brief-this.name") // on messages: it has no description
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// nameOf is the key of the name of what a key describes; "" when it describes neither command nor option.
func nameOf(key string) string {
	path, describes := strings.CutSuffix(key, ".description")
	if !describes || !strings.HasPrefix(key, "command.") && !strings.HasPrefix(key, "option.") {
		return ""
	}
	return path + ".name"
}

// names reports whether a name exists, of an option at any level.
func (l tongue) names(key string) bool {
	if _, ok := l.phrases[key]; ok {
		return true
	}
	parts := strings.Split(key, ".")
	_, ok := l.phrases["option."+parts[len(parts)-2]+".name"]
	return ok && len(parts) > 3
}

// TestApostrophesAreCurly where Discord shows them, as quotation marks are; a terminal has straight ones.
func TestApostrophesAreCurly(t *testing.T) {
	straight := regexp.MustCompile(`\pL'\pL`)
	check := func(t *testing.T, l tongue) {
		for key, p := range l.phrases {
			for _, text := range p {
				if found := straight.FindString(text); found != "" {
					t.Errorf("%q has %s", key, found)
				}
			}
		}
	}
	check(t, spoken(t))
	eachTranslation(t, func(t *testing.T, _, l tongue) { check(t, l) })
}

// TestShortFactsHoldTogether: a line never ends between a number and what it counts.
func TestShortFactsHoldTogether(t *testing.T) {
	check := func(t *testing.T, l tongue) {
		for _, key := range []string{"card.people.quotes", "card.stories.sources", "card.digest.stories", "card.digest.minutes"} {
			for _, text := range l.phrases[key] {
				if !strings.Contains(text, "{n}\u00a0") {
					t.Errorf("%q has no U+00A0 behind its number: %q", key, text)
				}
			}
		}
	}
	check(t, spoken(t))
	eachTranslation(t, func(t *testing.T, _, l tongue) { check(t, l) })
}

func TestEveryLanguageHasEveryPhrase(t *testing.T) {
	eachTranslation(t, func(t *testing.T, en, l tongue) {
		for _, key := range l.lacks(en) {
			t.Errorf("%s lacks %q", l.name, key)
		}
		for key, file := range l.in {
			if path, isName := strings.CutSuffix(key, ".name"); isName && key != "command.brief-this.name" {
				_, described := en.phrases[path+".description"]
				if described || strings.HasPrefix(key, "option.") { // that commands have such an option is tested with them
					continue
				}
			} else if isName {
				continue
			}
			if _, ok := en.phrases[key]; !ok {
				t.Errorf("%s/%s: nothing says %q", l.name, file, key)
			} else if en.in[key] != file {
				t.Errorf("%s/%s: %q belongs into %s", l.name, file, key, en.in[key])
			}
		}
	})
}

// kept is what every translation must keep as it is in English: code in backticks, and mentions.
var kept = regexp.MustCompile("`[^`]*`|<[#@]&?\\{[a-z]+\\}>|\\*\\*")

func TestEveryPhraseKeepsItsGapsAndCode(t *testing.T) {
	eachTranslation(t, func(t *testing.T, en, l tongue) {
		for key, p := range l.phrases {
			want, ok := en.phrases[key]
			if !ok {
				continue
			}
			for form, text := range p {
				own := forms{"other": text}
				needed := want.gaps()
				if form != "other" && only(l.tag, form) && !slices.Equal(forms{"other": want["one"]}.gaps(), needed) {
					needed = slices.DeleteFunc(needed, func(g string) bool { return g == "n" && !slices.Contains(own.gaps(), "n") })
				}
				if got := own.gaps(); !slices.Equal(got, needed) {
					t.Errorf("%s: %q (%s) has the gaps %q, and English has %q", l.name, key, form, got, needed)
				}
				got, wanted := kept.FindAllString(text, -1), kept.FindAllString(want["other"], -1)
				slices.Sort(got)
				slices.Sort(wanted)
				if !slices.Equal(got, wanted) {
					t.Errorf("%s: %q has %q, and English has %q", l.name, key, got, wanted)
				}
			}
		}
	})
}

// samples are numbers that between them have every plural form of every language of Lede's.
var samples = []string{"0", "1", "2", "5", "11", "21", "1.5"}

func formOf(tag language.Tag, n string) string {
	names := map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}
	var i, f, digits int
	if whole, fraction, ok := strings.Cut(n, "."); ok {
		fmt.Sscan(whole, &i)
		fmt.Sscan(fraction, &f)
		digits = len(fraction)
	} else {
		fmt.Sscan(n, &i)
	}
	return names[plural.Cardinal.MatchPlural(tag, i, digits, digits, f, f)]
}

// only reports whether a form is only for the number 1, so that it need not say the number.
func only(tag language.Tag, form string) bool {
	return form != "other" && !slices.ContainsFunc(samples[2:], func(n string) bool { return formOf(tag, n) == form && n != "1.5" })
}

func TestEveryPhraseHasThePluralsOfItsLanguage(t *testing.T) {
	eachTranslation(t, func(t *testing.T, en, l tongue) {
		needed := map[string]bool{}
		for _, n := range samples {
			needed[formOf(l.tag, n)] = true
		}
		for key, p := range l.phrases {
			got := slices.Sorted(maps.Keys(p))
			if len(p) == 1 && (len(en.phrases[key]) < 2 || saysNoPlural(p)) && p["other"] != "" {
				continue
			}
			if want := slices.Sorted(maps.Keys(needed)); !slices.Equal(got, want) {
				t.Errorf("%s: %q has the plural forms %q, and the language has %q", l.name, key, got, want)
			}
			for form, text := range p {
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: %q has no words for %s", l.name, key, form)
				}
			}
		}
	})
}

// saysNoPlural reports whether the phrase puts its number where no word follows it, as “Artikel: 5”, and so needs one form.
func saysNoPlural(p forms) bool { return numberLast.MatchString(p["other"]) }

var numberLast = regexp.MustCompile(`: \{n\}[.;,]?$`)

func TestNoEnglishIsLeft(t *testing.T) {
	words := regexp.MustCompile(`\p{L}{2,}`)
	eachTranslation(t, func(t *testing.T, en, l tongue) {
		for key, p := range l.phrases {
			english, ok := en.phrases[key]
			same := ok && maps.Equal(p, english) && words.MatchString(kept.ReplaceAllString(gap.ReplaceAllString(english["other"], ""), ""))
			if same && !l.same[key] {
				t.Errorf("%s: %q is still English; if the words are the same, list it in %s/same.txt", l.name, key, l.name)
			}
			if !same && l.same[key] {
				t.Errorf("%s/same.txt has %q, whose words are not the English ones", l.name, key)
			}
		}
		for key := range l.same {
			if _, ok := l.phrases[key]; !ok {
				t.Errorf("%s/same.txt has %q, which is no phrase", l.name, key)
			}
		}
	})
}

func TestEveryPhraseIsWellFormed(t *testing.T) {
	// room is how many characters a phrase may have where Discord sets the limit and nothing shortens it.
	room := []struct {
		keys *regexp.Regexp
		most int
	}{
		{regexp.MustCompile(`^(command|option)\..*description$`), 100},
		{regexp.MustCompile(`^(command|option)\..*\.name$`), 32},
		{regexp.MustCompile(`^option\.`), 100},
		{regexp.MustCompile(`^card\.button\.|^card\.source\.(again|all|add|one|test|edit)$|^card\.form\.again$`), 80},
		{regexp.MustCompile(`^card\.[a-z]+\.choose$`), 150},
		{regexp.MustCompile(`^form\..*(placeholder|hint)$`), 100},
		{regexp.MustCompile(`^form\.`), 45},
		{regexp.MustCompile(`^cron\.`), 75},
	}
	check := func(t *testing.T, l tongue) {
		for key, p := range l.phrases {
			for form, text := range p {
				if strings.TrimSpace(text) != text && !strings.HasPrefix(key, "list.") && key != "number.group" {
					t.Errorf("%s: %q (%s) begins or ends with a space", l.name, key, form)
				}
				if strings.HasPrefix(key, "problem.") && strings.HasSuffix(text, ".") {
					t.Errorf("%s: %q ends with a full stop: a problem's words are clauses", l.name, key)
				}
				for _, r := range room {
					if !r.keys.MatchString(key) {
						continue
					}
					if n := len([]rune(text)); n > r.most {
						t.Errorf("%s: %q has %d characters, and there is room for %d", l.name, key, n, r.most)
					}
					break
				}
			}
		}
	}
	t.Run("en", func(t *testing.T) { check(t, spoken(t)) })
	eachTranslation(t, func(t *testing.T, _, l tongue) {
		check(t, l)
		if menu, line := l.phrases["command.brief-this.name"]["other"], l.phrases["card.help.brief"]["other"]; !strings.Contains(line, "**"+menu+"**") {
			t.Errorf("%s: card.help.brief does not name the command **%s**", l.name, menu)
		}
	})
}

// TestMissing prints what is still to be translated; see languages/README.md.
func TestMissing(t *testing.T) {
	if *missing == "" {
		t.Skip("-missing names no language")
	}
	en, l := spoken(t), openTongue(t, *missing)
	byFile := map[string][]string{}
	for _, key := range l.lacks(en) {
		file := en.in[key]
		if file == "" {
			file = "commands.json"
		}
		byFile[file] = append(byFile[file], key)
	}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		fmt.Printf("%s/%s\n", *missing, file)
		for _, key := range byFile[file] {
			words := en.phrases[key]
			var v any = words["other"]
			if len(words) > 1 {
				v = words
			}
			if v == "" {
				parts := strings.Split(key, ".")
				v = parts[len(parts)-2]
			}
			b, _ := json.Marshal(v)
			fmt.Printf("  %q: %s,\n", key, unescape(b))
		}
	}
}

// unescape leaves < > & as people write them.
func unescape(b []byte) string {
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(b))
}

// TestALanguageTakesLittleRoom bounds what each adds to the program.
func TestALanguageTakesLittleRoom(t *testing.T) {
	const most = 200_000 // bytes
	for _, l := range languages.Others() {
		paths, _ := filepath.Glob(l.Tag() + "/*.json")
		size := 0
		for _, path := range paths {
			size += len(read(t, path))
		}
		if size > most {
			t.Errorf("%s takes %d bytes, more than %d", l.Tag(), size, most)
		}
	}
}
