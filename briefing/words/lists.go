package words

import (
	"embed"
	"reflect"
	"strconv"
	"strings"
	"unicode"
)

//go:embed reading/*.txt asking/*.txt asking/aspects/*.txt
var files embed.FS

// The kinds of list, each with what its file looks like.
type (
	// Set is a list of single words, any number on a line.
	Set map[string]bool
	// Names is a list of names divided by commas.
	Names map[string]bool
	// Phrases is a list of phrases, one a line.
	Phrases map[string]bool
	// List is a list of phrases in their order, one a line.
	List []string
	// Leads is a list of phrases, one a line, by their first word.
	Leads map[string][][]string
	// Values maps words to a number: each line is the number and its words.
	Values map[string]float64
	// Forms maps words to the one that stands first on their line.
	Forms map[string]string
	// Groups maps the first word of each line to the others.
	Groups map[string][]string
)

// fill reads the list for each field of a struct that has one of the types above, from the file with the field's name.
// Fields of other types are left to the caller.
func fill(lists any, folder string) {
	v := reflect.ValueOf(lists).Elem()
	for i := range v.NumField() {
		name := folder + "/" + kebab(v.Type().Field(i).Name)
		switch list := v.Field(i).Addr().Interface().(type) {
		case *Set:
			*list = set(name)
		case *Names:
			*list = Names{}
			for _, line := range lines(name) {
				for _, n := range strings.Split(line, ",") {
					(*list)[n] = true
				}
			}
		case *Phrases:
			*list = Phrases{}
			for _, line := range lines(name) {
				(*list)[line] = true
			}
		case *List:
			*list = lines(name)
		case *Leads:
			*list = Leads{}
			for _, line := range lines(name) {
				words := strings.Fields(line)
				(*list)[words[0]] = append((*list)[words[0]], words[1:])
			}
		case *Values:
			*list = values(name)
		case *Forms:
			*list = forms(name)
		case *Groups:
			*list = Groups{}
			for _, line := range lines(name) {
				words := strings.Fields(line)
				(*list)[words[0]] = words[1:]
			}
		}
	}
}

// kebab turns the name of a field into the name of its file: FarPrepositions into far-prepositions.
func kebab(field string) string {
	var b strings.Builder
	for i, r := range field {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// lines returns the lines of a list without comments, with those of the lists that it includes.
func lines(name string) []string {
	b, err := files.ReadFile(name + ".txt")
	if err != nil {
		panic("words: the list " + name + " is not built in") // a bug that any test would meet
	}
	found := make([]string, 0, strings.Count(string(b), "\n"))
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if other, ok := strings.CutPrefix(line, "+"); ok {
			found = append(found, lines(other)...)
		} else if line != "" && !strings.HasPrefix(line, "#") {
			found = append(found, line)
		}
	}
	return found
}

func set(name string) Set {
	s := Set{}
	for _, line := range lines(name) {
		for w := range strings.FieldsSeq(line) {
			s[w] = true
		}
	}
	return s
}

func values(name string) Values {
	v := Values{}
	for _, line := range lines(name) {
		words := strings.Fields(line)
		n, err := strconv.ParseFloat(words[0], 64)
		if err != nil {
			panic("words: the list " + name + " has a line without a number") // likewise
		}
		for _, w := range words[1:] {
			v[w] = n
		}
	}
	return v
}

func forms(name string) Forms {
	f := Forms{}
	for _, line := range lines(name) {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			f[w] = words[0]
		}
	}
	return f
}

// marked reads a list of one word a line, some followed by a mark: all the words, and those with that mark.
func marked(name, mark string) (all, some Set) {
	all, some = Set{}, Set{}
	for _, line := range lines(name) {
		w, m, _ := strings.Cut(line, " ")
		all[w] = true
		if strings.TrimSpace(m) == mark {
			some[w] = true
		}
	}
	return all, some
}
