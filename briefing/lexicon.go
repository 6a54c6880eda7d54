package briefing

import (
	"embed"
	"strings"
	"sync"
)

//go:embed words/*.txt
var wordFiles embed.FS

// vocabulary is what Lede knows about words: plain lists, kept in words/ where an editor can read them.
type vocabulary struct {
	abbreviation, titleAbbreviation map[string]bool
	opener                          map[string]bool // words that open a sentence
	speech                          map[string]bool // all verbs of speech
	strongSpeech                    map[string]bool // those that need no nearness to a quotation
	common                          map[string]bool // lower-case words that are no names
	male, female, given             map[string]bool // given is all of them
	role                            map[string]bool // nouns that say what a person is
	leader                          map[string]bool // roles that "the leader" stands for
	bareRole                        map[string]bool // nouns that say too little to be a role
	modifier                        map[string]bool // words that belong to the noun of role they stand before
	place                           map[string]bool
	demonym                         map[string]string // "Ukrainian" to "Ukraine"
	capitalOf                       map[string]string // "Kyiv" to "Ukraine"
	country                         map[string]string // each name of a country to the first
	organization                    map[string]bool
	head                            map[string]string   // last words of names: "org", "place", "other"
	lead                            map[string]string   // first words of names: "org", "place"
	language                        map[string][]string // a small word to the languages it is of
}

var lexicon = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{
		opener: wordSet("openers"), common: wordSet("common"), modifier: wordSet("modifiers"),
		male: wordSet("male"), female: wordSet("female"), given: wordSet("given"),
		abbreviation: map[string]bool{}, titleAbbreviation: map[string]bool{},
		speech: map[string]bool{}, strongSpeech: map[string]bool{},
		role: map[string]bool{}, leader: map[string]bool{}, bareRole: map[string]bool{},
		place: nameSet("places"), organization: nameSet("organisations"),
		demonym: map[string]string{}, capitalOf: map[string]string{}, country: map[string]string{},
		head: map[string]string{}, lead: map[string]string{}, language: map[string][]string{},
	}
	for name := range v.male {
		v.given[name] = true
	}
	for name := range v.female {
		v.given[name] = true
	}
	marked("abbreviations", v.abbreviation, map[string]map[string]bool{"title": v.titleAbbreviation})
	marked("speech", v.speech, map[string]map[string]bool{"strong": v.strongSpeech})
	marked("roles", v.role, map[string]map[string]bool{"leader": v.leader, "person": v.bareRole})
	v.readCountries()
	for _, line := range wordLines("heads") {
		kind, words, _ := strings.Cut(line, " ")
		for _, w := range strings.Fields(words) {
			if first, ok := strings.CutPrefix(kind, "first-"); ok {
				v.lead[w] = first
			} else {
				v.head[w] = kind
			}
		}
	}
	for _, line := range wordLines("languages") {
		code, words, _ := strings.Cut(line, " ")
		for _, w := range strings.Fields(words) {
			v.language[w] = append(v.language[w], code)
		}
	}
	return v
})

func (v *vocabulary) readCountries() {
	for _, line := range wordLines("countries") {
		parts := strings.Split(line, "|")
		names := strings.Split(parts[0], ",")
		for _, n := range names {
			v.place[n], v.country[n] = true, names[0]
		}
		for _, d := range strings.Split(parts[1], ",") {
			if d != "" {
				v.demonym[d] = names[0]
			}
		}
		for _, c := range strings.Split(parts[2], ",") {
			if c != "" {
				v.place[c], v.capitalOf[c] = true, names[0]
			}
		}
	}
}

// demonymOrPlace tells whether a word is a country's, a place's or a people's.
func (v *vocabulary) demonymOrPlace(w string) bool { return v.place[w] || v.demonym[w] != "" }

// wordLines are the lines of a list without its comments.
func wordLines(list string) []string {
	b, err := wordFiles.ReadFile("words/" + list + ".txt")
	if err != nil {
		panic("briefing: the list " + list + " is not built in") // a slip of ours, met by any test
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

// wordSet reads a list of single words.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, line := range wordLines(list) {
		for _, w := range strings.Fields(line) {
			set[w] = true
		}
	}
	return set
}

// nameSet reads a list of names divided by commas.
func nameSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, line := range wordLines(list) {
		for _, n := range strings.Split(line, ",") {
			set[n] = true
		}
	}
	return set
}

// marked reads a list of one word a line, some with a mark that puts them in a set of their own as well.
func marked(list string, all map[string]bool, by map[string]map[string]bool) {
	for _, line := range wordLines(list) {
		w, mark, _ := strings.Cut(line, " ")
		all[w] = true
		if set := by[strings.TrimSpace(mark)]; set != nil {
			set[w] = true
		}
	}
}
