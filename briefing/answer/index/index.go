package index

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"lede/briefing"
	"lede/briefing/answer/sentence"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Index is an article prepared for questions: its vocabulary, compared once, and what each sentence holds. It may serve any number of
// questions, also concurrently, as long as the article does not change.
type Index struct {
	*briefing.Article
	Bags []Bag // what each sentence holds

	numbers words.Numbering // of the vocabulary
	words   []indexed
	all     []question.Word      // of all bags
	ids     []int                // of all bags
	people  []person             // in the order of People
	stems   [words.Buckets]int32 // one more than the number of the last word whose stem is in a bucket
	places  []place              // of all words
	// mentions are the names of people, in the order of the text, and dates those of the article by their sentences.
	mentions []Mention
	dates    []briefing.Date
	unnamed  int // one more than the opening sentence that calls by a noun whom the next one names; 0 for none
}

// place is the position of a word. before is one more than the index of the place before of the same word.
type place struct{ sentence, word, before int32 }

// indexed is one word of the article's vocabulary.
type indexed struct {
	*words.Form
	// name is true if the word is capitalised inside a sentence and never in lower case; small, if it is anywhere.
	name, small bool
	person      bool  // part of a person's name
	bearer      int32 // one more than the index of the only person with this occupation
	last        int32 // one more than the index of its last place
	before      int32 // one more than the number of the word before of the same bucket
}

// Bag is what a sentence holds.
type Bag struct {
	sentence.Words
	IDs     []int // of its words; where two mean one thing together, of the word for it
	People  []int // indexes into People: mentioned or quoted
	Carried []int // people of earlier sentences its pronoun may refer to
	Quotes  []int // indexes into Quotes
	Figures []int // indexes into Figures
	Places  []int // where place names begin, in order
	Telling int   // number of content words
	Replies int   // one more than the sentence that asks what this one begins to answer; 0 if none does
	Dated   bool  // has a date
	Bodies  bool  // names an organisation
	Refers  bool  // begins with a word such as "this", for something said before
	Pronoun bool  // begins with a pronoun for the subject of the sentence before
	Prompts bool  // asks what the next paragraph answers

	plain     []int // of its words as they are
	numbers   bool  // has a number
	withholds bool  // may withhold something
}

// New prepares an article for questions.
func New(a *briefing.Article) *Index {
	x := &Index{}
	x.lay(a)
	return x
}

// lay prepares an article. The index is new, or was released.
func (x *Index) lay(a *briefing.Article) {
	x.Article = a
	x.Bags = words.Room(x.Bags, len(a.Sentences))[:len(a.Sentences)]
	x.split()
	x.number()
	for i := range x.Bags {
		x.look(&x.Bags[i])
	}
	x.cast()
	x.place()
	x.interview()
}

// spare holds indexes whose memory is free.
var spare = sync.Pool{New: func() any { return &Index{} }}

// Take prepares an article in memory that was released before. Whoever takes it gives it back.
func Take(a *briefing.Article) *Index {
	x := spare.Get().(*Index)
	x.lay(a)
	return x
}

// mostSpared is how many words an article may have whose index's memory is used again.
const mostSpared = 8000

// Release gives the memory of an index back. It may not be used afterwards.
func (x *Index) Release() {
	if cap(x.all) > mostSpared {
		return
	}
	clear(x.all) // they hold the article
	clear(x.Bags)
	clear(x.people)
	x.numbers.Forget()
	*x = Index{all: x.all[:0], ids: x.ids[:0], Bags: x.Bags[:0], words: x.words[:0], places: x.places[:0], people: x.people[:0], mentions: x.mentions[:0], numbers: x.numbers}
	spare.Put(x)
}

// look notes what the words of a sentence tell by themselves.
func (x *Index) look(b *Bag) {
	if b.IDs = b.plain; len(b.Words) == 0 {
		return
	}
	for _, id := range b.plain {
		known := x.words[id]
		b.numbers = b.numbers || known.Digit || known.Number
		b.withholds = b.withholds || known.Withholds
		if known.Tells {
			b.Telling++
		}
	}
	for j := len(b.Words) - 1; j > 0; j-- {
		if !x.words[b.plain[j-1]].OpensPhrase {
			continue
		}
		if means := question.Joint(b.Words, j-1); means != "" {
			if &b.IDs[0] == &b.plain[0] {
				b.IDs = slices.Clone(b.plain)
			}
			b.IDs[j-1], b.IDs[j] = x.id(means), x.id(means)
		}
	}
	lists := words.Asking()
	b.Pronoun, b.Refers = lists.Pronouns[b.Words[0].Fold], lists.Referring[b.Words[0].Fold]
}

// interview finds interview questions: outside quotation marks, before a paragraph that opens with a quotation, or as its heading.
func (x *Index) interview() {
	for i := 1; i < len(x.Bags); i++ {
		s, before := x.Sentences[i], x.Sentences[i-1]
		if s.Paragraph != before.Paragraph+1 || len(x.Bags[i-1].Quotes) > 0 {
			continue
		}
		quotes := x.Bags[i].Quotes
		opens := len(quotes) > 0 && x.Quotes[quotes[0]].Start == s.Start
		if heads := i > 1 && x.Headline(i-1); (opens || heads) && strings.HasSuffix(before.Of(x.Text), "?") {
			x.Bags[i-1].Prompts, x.Bags[i].Replies = true, i
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
			x.Bags[i].Replies = asked + 1
		}
		label = at
		if strings.HasSuffix(s.Of(x.Text), "?") && len(x.Bags[i].Quotes) == 0 {
			x.Bags[i].Prompts, asked = true, i
		}
	}
}

// place records which sentences have which people, quotations, figures, dates and places.
func (x *Index) place() {
	x.placePeople()
	for f, figure := range x.Figures {
		b := x.bag(figure.Sentence)
		b.Figures = append(b.Figures, f)
	}
	x.placeDates()
	for _, p := range x.Places {
		for _, m := range p.Mentions {
			b := x.bag(m.Sentence)
			b.Places = append(b.Places, m.Start)
		}
	}
	for i := range x.Bags {
		slices.Sort(x.Bags[i].Places)
	}
	for _, o := range x.Organizations {
		for _, m := range o.Mentions {
			x.bag(m.Sentence).Bodies = true
		}
	}
	x.carry()
	x.describe()
	x.call()
}

// placePeople records which sentences name which people, and quote whom.
func (x *Index) placePeople() {
	byName := map[string]int{}
	x.mentions = x.mentions[:0]
	for p, person := range x.People {
		byName[person.Name] = p
		for _, m := range person.Mentions {
			x.mentions = append(x.mentions, Mention{m.Span, p})
			b := x.bag(m.Sentence)
			if n := len(b.People); n == 0 || b.People[n-1] != p {
				b.People = append(b.People, p)
			}
		}
	}
	slices.SortFunc(x.mentions, func(a, b Mention) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	for q, quote := range x.Quotes {
		b := x.bag(quote.Sentence)
		b.Quotes = append(b.Quotes, q)
		if p, ok := byName[quote.Speaker]; ok && !slices.Contains(b.People, p) {
			b.People = append(b.People, p)
		}
	}
}

// Counting reports whether a sentence has a number that counts things.
func (b *Bag) Counting() bool { return b.numbers && b.Words.Counting() }

// Withholds reports whether a sentence says that something is not known, not said or not settled.
func (b *Bag) Withholds(kind briefing.Kind) bool { return b.withholds && b.Words.Withholds(kind) }

// CountsSomebody reports whether a number of a sentence counts people or leaves open what it counts.
func (b *Bag) CountsSomebody() bool { return b.numbers && b.Words.CountsSomebody() }

// mostCarried is how many people of one sentence a pronoun may refer to. All of a list of thousands would be carried from sentence to sentence.
const mostCarried = 40

// carry records which people of earlier sentences the opening pronoun of each sentence may refer to.
func (x *Index) carry() {
	for i := 1; i < len(x.Bags); i++ {
		b, before := &x.Bags[i], &x.Bags[i-1]
		if b.Pronoun || len(b.People) == 0 && b.Says(words.Asking().Persons) {
			b.Carried = x.sameSex(b, before.People[:min(len(before.People), mostCarried)])
			if len(b.Carried) == 0 {
				b.Carried = x.sameSex(b, before.Carried)
			}
		}
	}
}

// sameSex returns those people who may be meant by the pronoun that opens a sentence: “her” is no Ivor.
func (x *Index) sameSex(b *Bag, people []int) []int {
	if !b.Pronoun {
		return people
	}
	sex, fits := question.SexOf(b.Words[:1]), people[:0:0]
	for _, p := range people {
		if sex == 0 || x.people[p].sex != -sex {
			fits = append(fits, p)
		}
	}
	return fits
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
	x.people = words.Room(x.people, len(x.People))[:len(x.People)]
	for p := range x.People {
		x.people[p].name = strings.Fields(words.Fold(x.People[p].Name))
		for _, part := range x.people[p].name {
			if id, ok := x.IDOf(part); ok {
				x.words[id].person = !x.words[id].small
			}
		}
		if given := strings.Fields(x.People[p].Name); len(given) > 1 {
			x.people[p].sex = sexOfName(given[0])
		}
		x.people[p].role = wordsOf(x.People[p].Role)
		for _, w := range x.people[p].role {
			x.people[p].roles = append(x.people[p].roles, x.Stem(w.Fold))
		}
	}
}
