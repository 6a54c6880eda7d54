// Package languages holds Lede's own words, by language: a folder of JSON files for each.
//
// A key such as "card.summary.title" stands for a phrase, which may have gaps such as {title}, and if it counts
// something, a form for each plural category of the language, chosen by the gap {n}. A key that ends in ".terminal" is used in
// a terminal instead, where the name of a Discord command would not help. English has every key; what another
// language lacks, such as text that only a terminal shows, falls back to English. Other languages also name commands and options
// ("command.digest.name"), and these names replace the English ones in their phrases. The package refuses to translate
// the news, and to know any limit of Discord's.
package languages

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed */*.json
var files embed.FS

// phrase is the value of a key. It is not a map of forms: nearly all phrases have one form, and a map would take ten times the memory.
type phrase struct {
	other string            // the form where no other applies
	forms map[string]string // by plural category; nil for a phrase that counts nothing
}

// UnmarshalJSON reads a phrase, which is a string or an object of plural forms.
func (p *phrase) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		return json.Unmarshal(b, &p.other)
	}
	err := json.Unmarshal(b, &p.forms)
	p.other = p.forms[other]
	return err
}

// edited returns a phrase with edit applied to each of its texts.
func (p phrase) edited(edit func(string) string) phrase {
	p.other = edit(p.other)
	for form, text := range p.forms {
		p.forms[form] = edit(text)
	}
	return p
}

const (
	english = "en"
	other   = "other"
)

// catalogue holds the phrases of one language.
type catalogue struct {
	tag     language.Tag
	phrases func() map[string]phrase
}

// Language is one language to say things in. The zero value is English.
type Language struct{ own *catalogue }

// all holds the languages, by the names of their folders. A language is read when it is first used.
var all = sync.OnceValue(func() map[string]*catalogue {
	list := map[string]*catalogue{}
	folders, _ := files.ReadDir(".") // embedded files can always be read
	for _, f := range folders {
		list[f.Name()] = &catalogue{tag: language.Make(f.Name()), phrases: sync.OnceValue(func() map[string]phrase {
			phrases, _ := read(files, f.Name()) // a test reads every file
			if f.Name() != english {
				naming(phrases)
			}
			return phrases
		})}
	}
	return list
})

// read reads the phrases of a folder.
func read(files fs.FS, folder string) (map[string]phrase, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.json"))
	all := map[string]phrase{}
	for _, name := range names {
		b, readErr := fs.ReadFile(files, name)
		if readErr == nil {
			before := len(all)
			var some map[string]phrase
			readErr = json.Unmarshal(b, &some)
			for key, p := range some {
				all[key] = p
			}
			if len(all) != before+len(some) {
				readErr = errors.Join(readErr, errors.New("it has a key that another file has too"))
			}
		}
		if readErr != nil {
			err = errors.Join(err, fmt.Errorf("reading %s: %w", name, readErr))
		}
	}
	return all, err
}

// For returns the language for a locale such as "pt-BR" or "en-GB": an exact match, else another variant of the language,
// else English.
func For(locale string) Language {
	base, _, _ := strings.Cut(locale, "-")
	for _, name := range []string{locale, base} {
		if c, ok := all()[name]; ok {
			return Language{c}
		}
	}
	return Language{}
}

// Others returns the languages other than English, in the order of their tags.
func Others() []Language {
	var list []Language
	for _, name := range slices.Sorted(maps.Keys(all())) {
		if name != english {
			list = append(list, Language{all()[name]})
		}
	}
	return list
}

func (l Language) catalogue() *catalogue {
	if l.own == nil {
		return all()[english]
	}
	return l.own
}

// Tag returns the language's IETF tag, such as "en" or "pt-BR".
func (l Language) Tag() string { return l.catalogue().tag.String() }

// Has reports whether there is a phrase for the key, possibly only in English.
func (l Language) Has(key string) bool {
	_, _, ok := l.phrase(key)
	return ok
}

// Text returns the phrase of a key, with its gaps filled. pairs are names and values in turn, as in slog: strings,
// whole numbers and lists of strings.
func (l Language) Text(key string, pairs ...any) string {
	return l.say(key, values{pairs: pairs}, nil)
}

// phrase finds a key, and the language it was found in.
func (l Language) phrase(key string) (phrase, *catalogue, bool) {
	own := l.catalogue()
	if p, ok := own.phrases()[key]; ok {
		return p, own, true
	}
	general := all()[english]
	p, ok := general.phrases()[key]
	return p, general, ok
}

// say fills the gaps of a phrase; escape, which may be nil, is applied to each value that is text.
func (l Language) say(key string, v values, escape func(string) string) string {
	p, in, ok := l.phrase(key)
	if !ok {
		return key // a test finds it first
	}
	pattern := p.other
	if n, counts := v.get("n"); counts {
		if form, ok := p.forms[in.form(n)]; ok {
			pattern = form
		}
	}
	return l.fill(pattern, v, escape)
}

// formNames are the names of the plural categories in the files.
var formNames = [...]string{plural.Other: other, plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

// form returns the plural category of a number, which is an int or, with decimals, a string such as "1.5".
func (c *catalogue) form(n any) string {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(fmt.Sprint(n), "-"), ".")
	trimmed := strings.TrimRight(fraction, "0")
	return formNames[plural.Cardinal.MatchPlural(c.tag, digits(whole), len(fraction), len(trimmed), digits(fraction), digits(trimmed))]
}

// digits returns the last digits of a number: no plural rule looks at more.
func digits(s string) int {
	n := 0
	for _, c := range s[max(0, len(s)-7):] {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
