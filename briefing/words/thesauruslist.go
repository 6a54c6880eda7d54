//go:build ignore

// Thesauruslist makes asking/thesaurus.txt.gz of WordNet 3.0, as Debian's package wordnet-base has it:
//
//	go run briefing/words/thesauruslist.go /usr/share/wordnet > briefing/words/asking/thesaurus.txt.gz
//
// It keeps what helps to recognise a question put in other words: of each common word, in stems, the words that
// mean the same in its main senses, those made from it or close to it, and those a step more general or special.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"log"
	"maps"
	"os"
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

// mainShare is what part of a word's uses a sense has to have to be a main one; someShare of a lesser one. The
// uses are those that WordNet counted. A rare sense relates words that no reader of news would.
const (
	mainShare = 0.12
	someShare = 0.05
	unseen    = 0.3 // what a first sense that was never counted is taken for; later ones for less
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

// joins reports whether a pointer is of the from-th word of one synset and the to-th of the other.
func (p pointer) joins(from, to int) bool {
	return (p.from == 0 || p.from == from) && (p.at == 0 || p.at == to)
}

type synset struct {
	senses     []sense
	pointers   []pointer
	definition []string
	special    int // how many synsets are kinds of this one, over all steps
}

// net is WordNet: synsets by part of speech and offset, and how often each word was counted.
type net struct {
	synsets map[string]*synset
	counted map[string]int
	used    map[string]int // in how many definitions a stem stands
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

// licence is WordNet's own, from the head of one of its files; it wants to be on every copy.
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

// lines calls f with the fields of each line of a file of WordNet, without its licence at the head.
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

// above are the synsets that one is a kind of, and after how many steps.
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
	maxUsed    = 500  // likewise a word in more definitions
	minDefined = 2    // how often a word has to be counted for its definition to be worth its place
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

// define enters the telling words of the definition of each word's first sense.
func (n *net) define(links map[string]map[string]int, s *synset) {
	for _, a := range s.senses {
		for _, b := range s.definition {
			if a.share >= definedShare && n.counted[a.word] >= minDefined && n.used[b] <= maxUsed && n.used[b] >= 5 {
				n.enter(links, a.word, b, defined)
			}
		}
	}
}

// maxBroad is how many kinds there may be of what a word is directly related to as its kind.
const maxBroad = 300

// definedShare is what part of a word's uses a sense has to have for its definition to count.
const definedShare = 0.3

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

// graded are the relations besides that of one synset, by WordNet's symbols.
var graded = map[string]int{
	"+": close, "&": close, "$": close, "\\": close, // derived, similar, verb group, pertains to
	"@": loose, "*": loose, ">": loose, "=": loose, "!": loose, // more general, entails, causes, attribute of, contrary
}

// relate enters what a synset says about its words.
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

// link relates two words both ways, once a common one is among them.
func (n *net) link(links map[string]map[string]int, a, b sense, grade int) {
	rare := min(n.counted[a.word], n.counted[b.word]) == 0
	if rare && (grade == loose || n.counted[a.word] == n.counted[b.word]) {
		return
	}
	n.enter(links, a.word, b.word, grade)
	n.enter(links, b.word, a.word, grade)
}

// enter notes that a word leads to another; the best grade counts.
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

// common reports whether a word or its stem is often enough counted or used to define others.
func (n *net) common(word, stem string) bool {
	return n.counted[word] > 0 || n.used[stem] >= minUsed
}

const minUsed = 3

// plain reports whether a word is one in small letters.
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
