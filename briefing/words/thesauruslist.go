//go:build ignore

// Thesauruslist makes asking/thesaurus.txt.gz from WordNet 3.0, which Debian's package wordnet-base contains:
//
//	go run briefing/words/thesauruslist.go /usr/share/wordnet > briefing/words/asking/thesaurus.txt.gz
//
// It keeps what helps to recognise a question put in other words. For each common word it lists, in stems, the words with
// the same meaning in its main senses, those derived from it or close to it, those a step more general or special, what it
// is a kind of, and words that define it.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"log"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kljensen/snowball/english"
)

// The grades of nearness; the file has a column for each.
const (
	same    = iota
	close   // a lesser sense, or derived
	loose   // a step more general or special, or the contrary
	kind    // what it is a kind of, over several steps: "animal" of "jellyfish"
	defined // used to define it: "temperature" of "weather"
	grades
)

// mainShare is the least share of a word's uses, as WordNet counted them, for a main sense, and someShare that for a lesser
// one. Rare senses would relate words that no reader of news connects.
const (
	mainShare = 0.12
	someShare = 0.05
	unseen    = 0.3 // uses added to a first sense; later senses get less
)

// sense is a word in one of its meanings.
type sense struct {
	word  string
	share float64
}

type pointer struct {
	symbol, to string
	from, at   int // which words of the two synsets; 0 for all
}

// joins reports whether a pointer relates the from-th word of one synset to the to-th of the other.
func (p pointer) joins(from, to int) bool {
	return (p.from == 0 || p.from == from) && (p.at == 0 || p.at == to)
}

type synset struct {
	senses     []sense
	pointers   []pointer
	definition []string
	special    int // how many synsets are kinds of this one, at any distance
}

// net is WordNet: synsets by part of speech and offset, and how often each word was counted.
type net struct {
	synsets map[string]*synset
	counted map[string]int
	used    map[string]int // how many definitions have a stem
}

const usage = "usage: thesauruslist FOLDER, where FOLDER has WordNet's files, such as /usr/share/wordnet"

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal(usage)
	}
	n := read(os.Args[1])
	links := map[string]map[string]int{}
	for id, s := range n.synsets {
		n.relate(links, s)
		if id[0] == 'n' {
			n.classify(links, id)
		}
		n.define(links, s)
	}
	out, err := gzip.NewWriterLevel(os.Stdout, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Fprint(out, header)
	for _, line := range licence(os.Args[1]) {
		fmt.Fprintln(out, "# "+line)
	}
	for _, word := range slices.Sorted(maps.Keys(links)) {
		columns := make([][]string, grades)
		for _, other := range slices.Sorted(maps.Keys(links[word])) {
			g := links[word][other]
			columns[g] = append(columns[g], other)
		}
		line := word
		for _, c := range columns {
			line += "|" + strings.Join(c, " ")
		}
		fmt.Fprintln(out, strings.TrimRight(line, "|"))
	}
	if err := out.Close(); err != nil {
		log.Fatalf("thesaurus: cannot write: %v", err)
	}
}

// licence returns WordNet's licence from the head of one of its files. Every copy must have it.
func licence(folder string) []string {
	b, err := os.ReadFile(folder + "/data.adv")
	if err != nil {
		log.Fatalf("thesaurus: %v; %s", err, usage)
	}
	var found []string
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "  ") {
			break
		}
		_, text, _ := strings.Cut(strings.TrimSpace(line), " ") // after its number
		found = append(found, text)
	}
	return found
}

// lines calls f with the fields of each line of a WordNet file, but not with the licence at its head.
func lines(path string, f func([]string)) {
	file, err := os.Open(path)
	if err != nil {
		log.Fatalf("thesaurus: %v; %s", err, usage)
	}
	defer file.Close()
	in := bufio.NewScanner(file)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if line := in.Text(); !strings.HasPrefix(line, " ") {
			f(strings.Fields(line))
		}
	}
	if err := in.Err(); err != nil {
		log.Fatalf("thesaurus: %s: %v", path, err)
	}
}

var parts = map[string]string{"1": "n", "2": "v", "3": "a", "4": "r", "5": "a", "s": "a"}

func read(folder string) *net {
	n := &net{map[string]*synset{}, map[string]int{}, map[string]int{}}
	uses := map[string]int{} // by word, part of speech and number of the sense
	lines(folder+"/cntlist.rev", func(f []string) {
		word, key, _ := strings.Cut(f[0], "%")
		c := number(f[2], 10)
		uses[word+" "+parts[key[:1]]+" "+f[1]] += c
		n.counted[word] += c
	})
	shares := map[string]float64{} // by word and synset
	totals := map[string]float64{}
	for part, name := range map[string]string{"n": "noun", "v": "verb", "a": "adj", "r": "adv"} {
		lines(folder+"/index."+name, func(f []string) {
			count := number(f[2], 10)
			offsets := f[len(f)-count:]
			for i, o := range offsets {
				use := float64(uses[fmt.Sprint(f[0], " ", part, " ", i+1)]) + unseen/float64(i+1)
				shares[f[0]+" "+part+o] = use
				totals[f[0]] += use
			}
		})
		lines(folder+"/data."+name, func(f []string) { n.synsets[part+f[0]] = parse(f) })
	}
	for id, s := range n.synsets {
		for i := range s.senses {
			s.senses[i].share = shares[strings.ToLower(s.senses[i].word)+" "+id] / max(unseen, totals[strings.ToLower(s.senses[i].word)])
		}
		for above := range n.above(id, maxSteps*3) {
			n.synsets[above].special++
		}
		for _, w := range s.definition {
			n.used[w]++
		}
	}
	return n
}

// above maps the synsets that one is a kind of to how many steps away they are.
func (n *net) above(id string, steps int) map[string]int {
	found := map[string]int{}
	for step, level := 1, []string{id}; step <= steps && len(level) > 0; step++ {
		var next []string
		for _, from := range level {
			for _, p := range n.synsets[from].pointers {
				if p.symbol == "@" && found[p.to] == 0 && p.to != id {
					found[p.to] = step
					next = append(next, p.to)
				}
			}
		}
		level = next
	}
	return found
}

const (
	maxSteps   = 6    // from a word up to what it is a kind of
	maxSpecial = 4200 // a synset with more kinds says nothing: "thing", "act", "person"
	maxUsed    = 500  // a word in more definitions says nothing
	minDefined = 2    // a word counted less often is not worth the space for its definition
)

// classify enters what the words of a synset are kinds of.
func (n *net) classify(links map[string]map[string]int, id string) {
	for above := range n.above(id, maxSteps) {
		for _, b := range n.synsets[above].senses {
			for _, a := range n.synsets[id].senses {
				if n.synsets[above].special <= maxSpecial && a.share >= mainShare && b.share >= mainShare && n.counted[b.word] > 0 {
					n.enter(links, a.word, b.word, kind)
				}
			}
		}
	}
}

// define enters the telling words of the definition of each word's main sense.
func (n *net) define(links map[string]map[string]int, s *synset) {
	for _, a := range s.senses {
		for _, b := range s.definition {
			if a.share >= definedShare && n.counted[a.word] >= minDefined && n.used[b] <= maxUsed && n.used[b] >= 5 {
				n.enter(links, a.word, b, defined)
			}
		}
	}
}

// maxBroad is how many kinds a synset may have to count as a step more general than a word.
const maxBroad = 300

// definedShare is the least share of a word's uses for a sense whose definition counts.
const definedShare = 0.3

// insulting recognises the definition of a word that insults a people. Nobody should meet it in the file, and no news needs it.
var insulting = regexp.MustCompile(`ethnic slur|offensive (name|term|word)s? (for|used)|disparaging (name|term) for`)

// parse reads a synset from the fields of its line. A synset of insults has nothing.
func parse(f []string) *synset {
	s := &synset{}
	words := number(f[3], 16)
	for i := range words {
		word, _, _ := strings.Cut(f[4+2*i], "(") // "(p)" and such mark where an adjective stands
		s.senses = append(s.senses, sense{word: word})
	}
	at := 4 + 2*words
	for i := range number(f[at], 10) {
		p := f[at+1+4*i : at+5+4*i]
		part := p[2]
		if part == "s" {
			part = "a"
		}
		s.pointers = append(s.pointers, pointer{p[0], part + p[1], number(p[3][:2], 16), number(p[3][2:], 16)})
	}
	_, gloss, _ := strings.Cut(strings.Join(f, " "), " | ")
	if insulting.MatchString(gloss) {
		return &synset{}
	}
	definition, _, _ := strings.Cut(gloss, "\"") // examples follow in quotation marks
	for _, w := range strings.FieldsFunc(strings.ToLower(definition), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if len(w) > 2 && !english.IsStopWord(w) {
			s.definition = append(s.definition, english.Stem(w, true))
		}
	}
	return s
}

func number(digits string, base int) int {
	n, err := strconv.ParseInt(digits, base, 32)
	if err != nil {
		log.Fatalf("thesaurus: this is no file of WordNet's: %v", err)
	}
	return int(n)
}

// graded maps WordNet's symbols for relations between synsets to their grades.
var graded = map[string]int{
	"+": close, "&": close, "$": close, "\\": close, // derived, similar, verb group, pertains to
	"@": loose, "*": loose, ">": loose, "=": loose, "!": loose, // more general, entails, causes, attribute of, contrary
}

// relate enters the relations of a synset's words to each other and to the words of other synsets.
func (n *net) relate(links map[string]map[string]int, s *synset) {
	for i, a := range s.senses {
		for _, b := range s.senses[i+1:] {
			switch low, high := min(a.share, b.share), max(a.share, b.share); {
			case low >= mainShare:
				n.link(links, a, b, same)
			case low >= someShare && high >= mainShare:
				n.link(links, a, b, close)
			}
		}
	}
	for _, p := range s.pointers {
		grade, ok := graded[p.symbol]
		to := n.synsets[p.to]
		if !ok || to == nil || p.symbol == "@" && to.special > maxBroad {
			continue
		}
		for i, a := range s.senses {
			for j, b := range to.senses {
				if p.joins(i+1, j+1) && min(a.share, b.share) >= mainShare {
					n.link(links, a, b, grade)
				}
			}
		}
	}
}

// link relates two words both ways if at least one of them is common.
func (n *net) link(links map[string]map[string]int, a, b sense, grade int) {
	rare := min(n.counted[a.word], n.counted[b.word]) == 0
	if rare && (grade == loose || n.counted[a.word] == n.counted[b.word]) {
		return
	}
	n.enter(links, a.word, b.word, grade)
	n.enter(links, b.word, a.word, grade)
}

// enter notes that one word leads to another. The best grade counts.
func (n *net) enter(links map[string]map[string]int, from, to string, grade int) {
	x, y := english.Stem(from, true), english.Stem(to, true)
	if x == y || !n.common(from, x) || !n.common(to, y) {
		return
	}
	if !plain(from) || !plain(to) {
		return
	}
	if links[x] == nil {
		links[x] = map[string]int{}
	}
	if old, ok := links[x][y]; !ok || grade < old {
		links[x][y] = grade
	}
}

// common reports whether WordNet counted a word, or its stem is used often enough in definitions.
func (n *net) common(word, stem string) bool {
	return n.counted[word] > 0 || n.used[stem] >= minUsed
}

const minUsed = 3

// plain reports whether a word has only small letters.
func plain(word string) bool {
	for _, r := range word {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return len(word) > 2
}

const header = `# Made of WordNet 3.0 by thesauruslist.go; do not edit. word|the same|close|loosely related|a kind of|defined by, in stems.
`
