package answer

import (
	"hash/maphash"
	"iter"
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/answer/sentence"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Index is an article prepared for questions: its vocabulary, compared once, and what each sentence holds. It can answer any number of
// questions, also concurrently, as long as the article does not change.
type Index struct {
	*briefing.Article
	language string
	numbers  table
	words    []indexed
	bags     []bag
	people   []person             // in the order of People
	stems    [words.Buckets]int32 // one more than the number of the last word whose stem is in a bucket
	places   []place              // of all words
}

// place is the position of a word. before is one more than the index of the place before of the same word.
type place struct{ sentence, word, before int32 }

// indexed is one word of the article's vocabulary.
type indexed struct {
	*words.Form
	fold string
	// name is true if the word is capitalised inside a sentence and never in lower case; small, if it is anywhere.
	name, small bool
	person      bool  // part of a person's name
	bearer      int32 // one more than the index of the only person with this occupation
	last        int32 // one more than the index of its last place
	before      int32 // one more than the number of the word before of the same bucket
	beside      int32 // one more than that of the word before in the same slot
}

// bag is what a sentence holds.
type bag struct {
	sentence.Words
	ids       []int // of its words; where two mean one thing together, of the word for it
	plain     []int // of its words as they are
	people    []int // indexes into People: mentioned or quoted
	quotes    []int
	figures   []int
	dated     bool
	places    []int // where place names begin
	refers    bool  // begins with a word such as "this", for something said before
	pronoun   bool  // begins with a pronoun for the subject of the sentence before
	carried   []int // people of earlier sentences its pronoun may refer to
	telling   int   // number of content words
	bodies    bool  // names an organisation
	numbers   bool  // has a number
	withholds bool  // may withhold something
	prompts   bool  // asks what the next paragraph answers
	replies   int   // one more than the sentence that asks what this one begins to answer; 0 if none does
}

// NewIndex prepares an article for questions.
func NewIndex(a *briefing.Article) *Index {
	x := &Index{Article: a, language: a.Language, bags: make([]bag, len(a.Sentences))}
	x.number(x.split())
	for i := range x.bags {
		x.look(&x.bags[i])
	}
	x.cast()
	x.place()
	x.interview()
	return x
}

// together is how many words are allocated at once.
const together = 256

// split splits the sentences into words and returns how many there are.
func (x *Index) split() int {
	text := x.Read()
	var some []question.Word
	n := 0
	for i, s := range x.Sentences {
		if s.Of(x.Text) == "" {
			continue
		}
		if about := (s.End-s.Start)/5 + 1; cap(some)-len(some) < about {
			some = make([]question.Word, 0, max(about, together))
		}
		from := len(some)
		some = question.AppendWords(some, text, s.Span)
		x.bags[i].Words = some[from:len(some):len(some)]
		n += len(some) - from
	}
	return n
}

// number gives each word of the vocabulary a number. all is how many words the article has, most of them more than once.
func (x *Index) number(all int) {
	x.numbers, x.words = newTable(all), make([]indexed, 0, all*2/3)
	ids := make([]int, 0, all)
	x.places = make([]place, 0, all)
	for i := range x.bags {
		b := &x.bags[i]
		from := len(ids)
		for j := range b.Words {
			w := &b.Words[j]
			id, _ := x.enter(w.Fold)
			known := &x.words[id]
			known.small = known.small || !w.Upper
			known.name = (known.name || j > 0) && !known.small
			ids = append(ids, id)
			x.places = append(x.places, place{int32(i), int32(j), known.last})
			known.last = int32(len(x.places))
		}
		b.plain = ids[from:]
	}
	words.FormsOf(x.language, len(x.words), func(id int) string { return x.words[id].fold }, x.form)
}

// look notes what the words of a sentence tell by themselves.
func (x *Index) look(b *bag) {
	if b.ids = b.plain; len(b.Words) == 0 {
		return
	}
	for _, id := range b.plain {
		known := x.words[id]
		b.numbers = b.numbers || known.Digit || known.Number
		b.withholds = b.withholds || known.Withholds
		if known.Tells {
			b.telling++
		}
	}
	for j := len(b.Words) - 1; j > 0; j-- {
		if !x.words[b.plain[j-1]].OpensPhrase {
			continue
		}
		if means := question.Joint(b.Words, j-1); means != "" {
			if &b.ids[0] == &b.plain[0] {
				b.ids = slices.Clone(b.plain)
			}
			b.ids[j-1], b.ids[j] = x.id(means), x.id(means)
		}
	}
	lists := words.Asking()
	b.pronoun, b.refers = lists.Pronouns[b.Words[0].Fold], lists.Referring[b.Words[0].Fold]
}

// interview finds interview questions: outside quotation marks, before a paragraph that opens with a quotation, or as its heading.
func (x *Index) interview() {
	for i := 1; i < len(x.bags); i++ {
		s, before := x.Sentences[i], x.Sentences[i-1]
		if s.Paragraph != before.Paragraph+1 || len(x.bags[i-1].quotes) > 0 {
			continue
		}
		quotes := x.bags[i].quotes
		opens := len(quotes) > 0 && x.Quotes[quotes[0]].Start == s.Start
		if heads := i > 1 && x.headline(i-1); (opens || heads) && strings.HasSuffix(before.Of(x.Text), "?") {
			x.bags[i-1].prompts, x.bags[i].replies = true, i
		}
	}
	x.transcript()
}

// transcript finds the questions in the turns of a transcript that nobody named asks, and what the next turn replies.
func (x *Index) transcript() {
	asked, label := -1, -1
	for i, s := range x.Sentences {
		at := x.TurnLabel(s.Paragraph)
		if at < 0 {
			continue
		}
		if turn := at != label; turn && asked >= 0 && s.Paragraph == x.Sentences[asked].Paragraph+2 {
			x.bags[i].replies = asked + 1
		}
		label = at
		if strings.HasSuffix(s.Of(x.Text), "?") && len(x.bags[i].quotes) == 0 {
			x.bags[i].prompts, asked = true, i
		}
	}
}

// idOf returns the number of a folded word, if the article has it.
func (x *Index) idOf(word string) (id int, ok bool) {
	for n := *x.numbers.slot(word); n > 0; n = x.words[n-1].beside {
		if x.words[n-1].fold == word {
			return int(n - 1), true
		}
	}
	return 0, false
}

// id returns the number of a folded word, and gives it one if need be.
func (x *Index) id(word string) int {
	id, isNew := x.enter(word)
	if isNew {
		x.form(id, words.FormOf(word, x.language))
	}
	return id
}

// enter returns the number of a folded word, and whether it is new and so has no form.
func (x *Index) enter(word string) (id int, isNew bool) {
	slot := x.numbers.slot(word)
	for n := *slot; n > 0; n = x.words[n-1].beside {
		if x.words[n-1].fold == word {
			return int(n - 1), false
		}
	}
	x.words = append(x.words, indexed{fold: word, beside: *slot})
	*slot = int32(len(x.words))
	return len(x.words) - 1, true
}

// form gives a word its form.
func (x *Index) form(id int, form *words.Form) {
	bucket := &x.stems[form.Bucket()]
	x.words[id].Form, x.words[id].before = form, *bucket
	*bucket = int32(id) + 1
}

// table finds words by a hash that nobody can foresee: one more than the number of the last word in each slot. It is smaller than a map,
// and the collector of garbage does not look into it.
type table struct {
	seed  maphash.Seed
	slots []int32
}

// newTable makes a table for a number of words.
func newTable(size int) table {
	return table{maphash.MakeSeed(), make([]int32, 1<<bits.Len(uint(size)))}
}

// slot returns the slot of a word.
func (t *table) slot(word string) *int32 {
	return &t.slots[maphash.String(t.seed, word)&uint64(len(t.slots)-1)]
}

// stem returns the stem of a folded word, fast for words of the article.
func (x *Index) stem(word string) string {
	if id, ok := x.idOf(word); ok {
		return x.words[id].Stem
	}
	return words.FormOf(word, x.language).Stem
}

// place records which sentences have which people, quotations, figures, dates and places.
func (x *Index) place() {
	x.placePeople()
	for f, figure := range x.Figures {
		b := x.bag(figure.Sentence)
		b.figures = append(b.figures, f)
	}
	for _, d := range x.Dates {
		x.bag(d.Sentence).dated = true
	}
	for _, p := range x.Places {
		for _, m := range p.Mentions {
			b := x.bag(m.Sentence)
			b.places = append(b.places, m.Start)
		}
	}
	for _, o := range x.Organizations {
		for _, m := range o.Mentions {
			x.bag(m.Sentence).bodies = true
		}
	}
	x.carry()
	x.describe()
	x.call()
}

// placePeople records which sentences name which people, and quote whom.
func (x *Index) placePeople() {
	byName := map[string]int{}
	for p, person := range x.People {
		byName[person.Name] = p
		for _, m := range person.Mentions {
			b := x.bag(m.Sentence)
			if n := len(b.people); n == 0 || b.people[n-1] != p {
				b.people = append(b.people, p)
			}
		}
	}
	for q, quote := range x.Quotes {
		b := x.bag(quote.Sentence)
		b.quotes = append(b.quotes, q)
		if p, ok := byName[quote.Speaker]; ok && !slices.Contains(b.people, p) {
			b.people = append(b.people, p)
		}
	}
}

// bag returns the bag of sentence i, or one of no use if there is no such sentence: articles come from outside, too.
func (x *Index) bag(i int) *bag {
	if i < 0 || i >= len(x.bags) {
		return &bag{}
	}
	return &x.bags[i]
}

// Counting reports whether a sentence has a number that counts things.
func (b *bag) Counting() bool { return b.numbers && b.Words.Counting() }

// Withholds reports whether a sentence says that something is not known, not said or not settled.
func (b *bag) Withholds(kind briefing.Kind) bool { return b.withholds && b.Words.Withholds(kind) }

// CountsSomebody reports whether a number of a sentence counts people or leaves open what it counts.
func (b *bag) CountsSomebody() bool { return b.numbers && b.Words.CountsSomebody() }

// withStem yields the numbers of the words that have a stem.
func (x *Index) withStem(stem string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := x.stems[words.BucketOf(stem)]; n > 0; n = x.words[n-1].before {
			if x.words[n-1].Stem == stem && !yield(int(n-1)) {
				return
			}
		}
	}
}

// placesOf yields the places of the words that have a stem, names aside.
func (x *Index) placesOf(stem string) iter.Seq[place] {
	return func(yield func(place) bool) {
		for id := range x.withStem(stem) {
			if x.words[id].name {
				continue
			}
			for n := x.words[id].last; n > 0; n = x.places[n-1].before {
				if !yield(x.places[n-1]) {
					return
				}
			}
		}
	}
}

// carry records which people of earlier sentences the opening pronoun of each sentence may refer to.
func (x *Index) carry() {
	for i := 1; i < len(x.bags); i++ {
		b, before := &x.bags[i], &x.bags[i-1]
		if b.pronoun || len(b.people) == 0 && b.Says(words.Asking().Persons) {
			b.carried = before.people
			if len(before.people) == 0 {
				b.carried = before.carried
			}
		}
	}
}

// meet compares a term with every word of the article. Similar spellings count only when the word itself
// occurs nowhere.
func (x *Index) meet(t question.Term) []float64 {
	found := make([]float64, len(x.words))
	exact := x.meetItself(&t, found)
	english, against, digit := words.Ruled(x.language), words.Contraries()[t.Fold], words.Digit(t.Fold)
	for id := range x.words {
		w := &x.words[id]
		switch {
		case found[id] > 0 || digit != w.Digit || against[w.fold]:
		case x.alike(t, w):
			found[id] = sameRoot
		case english && mayShare(&t, w) && t.Shares(w.Form):
			found[id] = w.inGroup()
		case !exact && mayBeMistyped(&t, w) && words.Nearly(t.Fold, w.fold):
			found[id] = sameSlip
		case english && mayBeKin(&t, w):
			if kin := t.Kinship(w.Form); kin != words.NoKin {
				found[id] = kinWorth[kin]
			}
		}
	}
	return found
}

// meetItself notes where a term itself occurs, in any form, and reports whether it does.
func (x *Index) meetItself(t *question.Term, found []float64) (occurs bool) {
	for id := range x.withStem(t.Stem) {
		found[id], occurs = sameWord, true
	}
	if id, ok := x.idOf(t.Fold); ok {
		found[id], occurs = sameWord, true
	}
	return occurs
}

// inGroup returns what a word is worth for one of its group.
func (w *indexed) inGroup() float64 {
	if w.Light {
		return lightGroup
	}
	return sameGroup
}

// mayShare reports whether the groups of two words may be compared: Bill Gates is not a bill.
func mayShare(t *question.Term, w *indexed) bool { return t.Name || !w.person }

// mayBeMistyped reports whether a term and a word are names, or long enough to be misspelt.
func mayBeMistyped(t *question.Term, w *indexed) bool { return t.Name || w.name || len(t.Fold) >= 6 }

// mayBeKin reports whether two words are worth looking up in the thesaurus.
func mayBeKin(t *question.Term, w *indexed) bool {
	return !t.Name && !w.name && w.Tells && !t.Apart(w.Form)
}

// alike reports whether two words have one root, as "invite" and "invitation" do.
func (x *Index) alike(t question.Term, w *indexed) bool {
	if w.Digit || w.name && !t.Name && w.Stem != t.Stem {
		return false // "Booker" has no books
	}
	if words.Ruled(x.language) {
		return len(t.Root) >= 4 && (t.Root == w.Root || again(t.Root, w.Root) || again(w.Root, t.Root))
	}
	// Without derivation rules, a long common prefix has to do.
	n := 0
	for n < len(t.Fold) && n < len(w.fold) && t.Fold[n] == w.fold[n] {
		n++
	}
	return n >= 6 && n*10 >= max(len(t.Fold), len(w.fold))*6
}

// again reports whether one root repeats the other: "reopen" and "open".
func again(more, less string) bool {
	rest, ok := strings.CutPrefix(more, "re")
	return ok && len(less) >= 4 && rest == less
}

// matched is how well each sentence meets each term, and how much each term weighs.
type matched struct {
	verb   int
	weight []float64
	own    [][]float64 // [sentence][term], in the sentence itself
	// carried holds what a sentence's opening word, a pronoun or “this”, takes over from the sentence before. before holds how
	// well that one meets the term, if it is in the same paragraph.
	carried, before [][]float64
	where           []int       // how many sentences meet the term
	topic           []bool      // whether the term is what the article is about
	meets           [][]float64 // [term][word]
}

// contradict lets the contrary of what a yes-or-no question asks count as a match, since it answers too: “the road stays closed”.
func (x *Index) contradict(q *question.Question, m *matched) {
	if q.Kind != briefing.YesNo || !words.Ruled(x.language) {
		return
	}
	for t, term := range q.Terms {
		if t != q.Verb && !q.Predicates(t) {
			continue
		}
		against := words.Contraries()[term.Fold]
		for id := range x.words {
			if against[x.words[id].fold] {
				m.meets[t][id] = sameGroup
			}
		}
	}
}

func (x *Index) match(q *question.Question) matched {
	terms := q.Terms
	m := matched{verb: q.Verb, weight: make([]float64, len(terms)), where: make([]int, len(terms))}
	meets := make([][]float64, len(terms))
	people := make([][]float64, len(terms))
	m.meets = meets
	for t := range terms {
		meets[t] = x.meet(terms[t])
		people[t] = x.meetPeople(terms[t])
	}
	x.contradict(q, &m)
	m.own, m.carried, m.before = x.table(len(terms)), x.table(len(terms)), x.table(len(terms))
	for i := range x.bags {
		for t := range terms {
			x.matchAt(&m, i, t, people[t])
			if m.own[i][t] >= kinMet {
				m.where[t]++
			}
		}
	}
	x.weighTerms(terms, &m)
	for t := range terms {
		opens := len(m.own) > 0 && m.own[0][t] >= sameGroup
		m.topic = append(m.topic, m.where[t] >= max(4, len(x.bags)*3/20) || opens && m.where[t] >= 3)
	}
	return m
}

// table allocates one number for each sentence and term.
func (x *Index) table(terms int) [][]float64 {
	all := make([]float64, terms*len(x.bags))
	rows := make([][]float64, len(x.bags))
	for i := range rows {
		rows[i] = all[i*terms : (i+1)*terms : (i+1)*terms]
	}
	return rows
}

// matchAt computes how a sentence meets a term. people is how well the term means each person of the article.
func (x *Index) matchAt(m *matched, i, t int, people []float64) {
	b := &x.bags[i]
	own, carried := 0.0, 0.0
	for j, id := range b.ids {
		if met := m.meets[t][id]; met > own && !(t == m.verb && b.Describes(j)) {
			own = met
		}
	}
	for _, p := range b.people {
		own = max(own, people[p])
	}
	for _, p := range b.carried {
		carried = max(carried, people[p])
	}
	if i > 0 {
		before := m.own[i-1][t]
		if b.refers {
			carried = max(carried, fromThe*before)
		}
		if b.pronoun {
			carried = max(carried, fromPronoun*before, goesOnWorth*m.carried[i-1][t])
		}
		if b.replies > 0 {
			own = max(own, m.own[b.replies-1][t]) // an answer repeats the words of its question
		}
		if x.Sentences[i].Paragraph == x.Sentences[i-1].Paragraph {
			m.before[i][t] = before
		}
	}
	m.own[i][t], m.carried[i][t] = own, carried
}

// weighTerms gives each term its weight: a rare word says more than a frequent one.
func (x *Index) weighTerms(terms []question.Term, m *matched) {
	n := float64(len(x.bags))
	for t := range terms {
		m.weight[t] = math.Log(1+n/(float64(m.where[t])+0.5)) / math.Log(1+n/0.5)
		if m.where[t] == 0 {
			m.weight[t] = unmet
			if words.Lexicon().Common[terms[t].Fold] {
				m.weight[t] = unmetCommon
			}
		}
		if terms[t].Faint && !terms[t].Name {
			m.weight[t] *= faintWeight
		}
		if terms[t].Head {
			m.weight[t] *= headWeight
		}
		if terms[t].Happening && !slices.ContainsFunc(m.own, func(own []float64) bool { return own[t] >= surelyMet }) {
			m.weight[t] = 0
		}
		if terms[t].Generic {
			m.weight[t] *= genericWeight
			if m.where[t] == 0 {
				m.weight[t] = 0
			}
		}
	}
}

// person is a person of the article, in the form that questions are compared with.
type person struct {
	name  []string // folded
	role  []question.Word
	roles []string // the stems of the role
	sex   int      // by the given name, 0 if unknown
}

// cast folds the names of the people once.
func (x *Index) cast() {
	x.people = make([]person, len(x.People))
	for p := range x.People {
		x.people[p].name = strings.Fields(words.Fold(x.People[p].Name))
		for _, part := range x.people[p].name {
			if id, ok := x.idOf(part); ok {
				x.words[id].person = !x.words[id].small
			}
		}
		if given := strings.Fields(x.People[p].Name); len(given) > 1 {
			x.people[p].sex = sexOfName(given[0])
		}
		x.people[p].role = wordsOf(x.People[p].Role)
		for _, w := range x.people[p].role {
			x.people[p].roles = append(x.people[p].roles, x.stem(w.Fold))
		}
	}
}

// meetPeople returns how well a term means each person, by a word of the name or the role.
func (x *Index) meetPeople(t question.Term) []float64 {
	found, bearers := make([]float64, len(x.people)), 0
	for p := range x.people {
		known := &x.people[p]
		switch {
		case slices.Contains(known.name, t.Fold), t.Name && slices.ContainsFunc(known.name, func(w string) bool { return words.Nearly(w, t.Fold) }):
			found[p] = samePerson
		case utf8.RuneCountInString(t.Fold) > 2 && slices.Contains(known.roles, t.Stem):
			found[p] = sameRole
			bearers++
		}
	}
	for p := range found {
		if bearers == 1 && found[p] == sameRole {
			found[p] = onlyRole
		}
	}
	return found
}
