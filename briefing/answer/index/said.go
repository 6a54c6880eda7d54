package index

import (
	"slices"
	"sort"
	"strings"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// How surely a sentence lets a subject speak: a verb of speech stands somewhere near it, or right behind it.
const (
	nearSpeech = 0.7
	itsSpeech  = 1
)

// Spoken returns how surely the sentences hold words of the speaker that a question names, or of anybody of the sex that it speaks of, and
// whether the article knows the speaker.
func (x *Index) Spoken(subject []question.Word, sex int) (worths []float64, known bool) {
	people, others := x.speakers(subject)
	if sex != 0 {
		people = x.ofSex(sex)
	}
	itself := x.speakItself(subject)
	if itself {
		people = slices.DeleteFunc(people, func(p int) bool { return !x.speaksFor(p, subject) }) // the hospital is not its doctor
	}
	known = itself || len(people)+len(others) > 0
	worths = make([]float64, len(x.Bags))
	of := x.asSpeakers(people, others)
	for i := range x.Bags {
		worths[i] = x.speaks(i, of)
		if own := x.reportsWords(&x.Bags[i], subject); worths[i] == 0 && (!known || itself && own == itsSpeech) {
			worths[i] = own
		}
	}
	return x.spokenOtherwise(subject, worths, known)
}

// spokenOtherwise finds the words of a body under another name, if the article has none under the question's.
func (x *Index) spokenOtherwise(subject []question.Word, worths []float64, known bool) ([]float64, bool) {
	positive := func(worth float64) bool { return worth > 0 }
	if slices.ContainsFunc(worths, positive) {
		return worths, known
	}
	if voices := x.voices(subject); voices != nil {
		return voices, slices.ContainsFunc(voices, positive)
	}
	return worths, known
}

// reportsWords returns how surely a sentence lets a subject speak that is not a known person: it has all words of the
// subject, and a verb of speech near the last.
func (x *Index) reportsWords(b *Bag, subject []question.Word) float64 {
	at := -1
	for _, s := range subject {
		stem := x.Stem(s.Fold)
		at = slices.IndexFunc(b.IDs, func(id int) bool {
			fold := x.numbers.Word(id)
			return fold == s.Fold || x.words[id].Stem == stem || words.Nearly(fold, s.Fold)
		})
		if at < 0 {
			return 0
		}
	}
	if at >= 0 && b.saysAt(at+1) {
		return itsSpeech
	}
	for k := max(0, at-6); k < min(len(b.Words), at+5); k++ {
		if f := b.Words[k].Fold; words.Lexicon().StrongSpeech[f] && !(k < at && (f == "told" || b.Words[k+1].Fold == "that")) {
			if k > at || len(b.Quotes) > 0 {
				return nearSpeech
			}
			return 0
		}
	}
	return 0
}

// saysAt reports whether a verb of speech is word j, right behind its subject; “told” only with the words told.
func (b *Bag) saysAt(j int) bool {
	if j >= len(b.Words) || b.Words[j].Mark != " " || b.Word(j) == "told" && len(b.Quotes) == 0 {
		return false
	}
	return words.Lexicon().StrongSpeech[b.Word(j)]
}

func sameForm(x *Index, a, b question.Word) bool {
	return a.Fold == b.Fold || x.Stem(a.Fold) == x.Stem(b.Fold) || words.Nearly(a.Fold, b.Fold)
}

// related reports whether two folded words share a group.
func (x *Index) related(one, other string) bool {
	return words.Related().Share(x.Stem(one), x.Stem(other))
}

// otherwise reports whether a word of a description calls by another name what a question calls somebody: “boss” for a manager. Public posts are
// not each other, and “ruling” in “the ruling party” is no judge.
func (x *Index) otherwise(asked string, told question.Word) bool {
	return !words.Asking().Posts[asked] && !question.Participle(told) && x.related(asked, told.Fold)
}

// speakers resolves the subject of a question: to people of the article by name or role, or else to other
// speakers of its quotations.
func (x *Index) speakers(subject []question.Word) (people []int, others []string) {
	most := 0.0
	for p := range x.People {
		switch share := x.means(subject, p); {
		case share > most:
			people, most = []int{p}, share
		case share == most && share > 0:
			people = append(people, p)
		}
	}
	seen := map[string]bool{}
	for n, quote := range x.Quotes {
		if quote.SpeakerKind == briefing.SpeakerPerson || quote.Speaker == "" || seen[quote.Speaker] {
			continue
		}
		seen[quote.Speaker] = true
		known := x.sortOf(n, wordsOf(quote.Speaker))
		hit := 0
		for _, s := range subject {
			if slices.ContainsFunc(known, func(k question.Word) bool { return x.Stem(s.Fold) == x.Stem(k.Fold) }) {
				hit++
			}
		}
		if hit > 0 && hit*2 >= min(len(subject), len(question.Informative(known))) && len(people) == 0 {
			others = append(others, quote.Speaker)
		}
	}
	return people, others
}

// sortOf prepends to a speaker's name the noun that the text puts before it: “the union FNG”.
func (x *Index) sortOf(quote int, name []question.Word) []question.Word {
	if len(name) == 0 {
		return nil // it has no letters: an editor may name anything that the text has
	}
	b := x.bag(x.Quotes[quote].Sentence)
	for j := 1; j < len(b.Words); j++ {
		if sort := b.Words[j-1]; b.Words[j].Fold == name[0].Fold && b.Words[j].Mark == " " && words.Lexicon().Bodies[sort.Fold] {
			return append(name, sort)
		}
	}
	return name
}

// means returns how surely words mean a person: 0 if too many of them are missing from the name, the role and the
// description beside it. Possessors count for less if missing, since the asker may choose other words for them: “the
// artist's granddaughter”.
func (x *Index) means(subject []question.Word, p int) float64 {
	person := x.People[p]
	name := wordsOf(person.Name)
	known := append(wordsOf(person.Role+" "+strings.Join(person.Aliases, " ")), x.described(p)...)
	sum := 0.0
	for i, s := range subject {
		same := func(k question.Word) bool { return sameForm(x, s, k) }
		kin := func(k question.Word) bool {
			return x.otherwise(s.Fold, k)
		}
		switch {
		case slices.ContainsFunc(name, same):
			sum += 1.2
		case slices.ContainsFunc(known, same):
			sum++
		case slices.ContainsFunc(known, kin):
			sum += 0.8
		case i < len(subject)-1 && s.Owner:
			sum += 0.6
		case i == len(subject)-1:
			return 0
		}
	}
	if share := sum / float64(len(subject)); share > 0.59 {
		return share
	}
	return 0
}

// wordsOf splits a name or a role into words in the way questions are split.
func wordsOf(text string) []question.Word {
	return question.Merged(question.Words(text, briefing.Span{End: len(text)}))
}

// described returns the words that introduce a person at the first mention: the few right before it and, after a comma,
// those up to the end of the clause.
func (x *Index) described(p int) []question.Word {
	if len(x.People[p].Mentions) == 0 {
		return nil
	}
	first := x.People[p].Mentions[0]
	if first.Sentence < 0 || first.Sentence >= len(x.Bags) {
		return nil
	}
	list := x.Bags[first.Sentence].Words
	at := sort.Search(len(list), func(j int) bool { return list[j].End > first.Start })
	beyond := at + sort.Search(len(list)-at, func(j int) bool { return list[at+j].Start >= first.End })
	end := beyond
	for end < len(list) && end-beyond < 8 && goesOn(list[end], end > beyond) {
		end++
	}
	return question.Merged(slices.Concat(list[describing(list, at):at], list[beyond:end]))
}

// farthestClause is how far before a name its clause is looked for: who stands in a list of thousands is described by none of it.
const farthestClause = 200

// describing returns where the few words before a name begin: at most four, counted by fours from the beginning of the clause.
func describing(list []question.Word, name int) int {
	from := name
	for begins := false; !begins && from > max(0, name-farthestClause); {
		from--
		begins = strings.ContainsAny(list[from].Mark, ".;“”\"")
	}
	if from == name {
		return name
	}
	return name - 1 - (name-from-1)%4
}

// goesOn reports whether a description after a name continues, or begins, with a word.
func goesOn(w question.Word, begun bool) bool {
	if begun {
		return !strings.ContainsAny(w.Mark, ",.;“”\"")
	}
	return strings.HasPrefix(w.Mark, ",") && opensRole(w)
}

// opensRole reports whether a word after a name and a comma begins a description.
func opensRole(w question.Word) bool {
	return words.Asking().RoleOpeners[w.Fold] || words.Lexicon().Roles[w.Fold] || w.Upper
}

// speakers are the people and others whom a question may mean as those who speak.
type speakers struct {
	people map[int]bool    // indexes into People
	names  map[string]bool // of all of them
}

// asSpeakers gathers people and others, who may be all of an article, so that each sentence looks up its own.
func (x *Index) asSpeakers(people []int, others []string) speakers {
	s := speakers{map[int]bool{}, map[string]bool{}}
	for _, p := range people {
		s.people[p], s.names[x.People[p].Name] = true, true
	}
	for _, name := range others {
		s.names[name] = true
	}
	return s
}

// speaks returns how surely a sentence holds the words of one of the speakers, 0 if it does not.
func (x *Index) speaks(i int, of speakers) float64 {
	b := &x.Bags[i]
	worth := 0.0
	for _, n := range b.Quotes {
		if quote := x.Quotes[n]; of.names[quote.Speaker] {
			w := 1.0
			if quote.Partial {
				w = 0.9
			}
			worth = max(worth, w)
		}
	}
	if worth > 0 {
		return worth
	}
	for _, m := range x.NamedIn(i) {
		if of.people[m.Person] && (x.Reports(b, m.Span) || x.alsoReports(b, m.Span, x.People[m.Person].RoleAt)) {
			return 0.8
		}
	}
	return 0
}

// Reports reports whether a verb of speech belongs to the name at a position: shortly after it, or right before
// it at the end of a clause ("…, said Smith").
func (x *Index) Reports(b *Bag, name briefing.Span) bool {
	for j := b.From(name.Start); j < len(b.Words); j++ {
		w := b.Words[j]
		if w.Start == name.Start && b.Word(j-1) != "told" && words.Lexicon().StrongSpeech[b.Word(j-1)] {
			return true
		}
		if w.Start >= name.End {
			return b.SpeechSoon(j) || x.speaksBehindAside(b, j)
		}
	}
	return false
}

// longestAside is how many words may stand between commas behind a name: “Mrs Abbott, whose ward includes Coombe, said”.
const longestAside = 16

// speaksBehindAside reports whether a verb of speech follows what stands between commas from word j on. Behind another person's name it is theirs.
func (x *Index) speaksBehindAside(b *Bag, j int) bool {
	if !strings.HasPrefix(b.Words[j].Mark, ",") {
		return false
	}
	for k := j + 1; k < min(j+longestAside, len(b.Words)); k++ {
		switch mark := b.Words[k].Mark; {
		case strings.ContainsAny(mark, ".;:“”\"()"):
			return false
		case strings.Contains(mark, ",") && words.Lexicon().StrongSpeech[b.Word(k)]:
			return !x.PersonIn(b.Words[k-1].Start)
		}
	}
	return false
}

// longestOpening is how many words may stand before the subject of a sentence: its role, and where or when it spoke.
const longestOpening = 60

// alsoReports reports whether the subject that opens a sentence first does something else and then speaks:
// “Smith called it a mistake and said”.
func (x *Index) alsoReports(b *Bag, name briefing.Span, role *briefing.Span) bool {
	if !x.opens(b, name, role) {
		return false
	}
	for j := b.From(name.End); j < len(b.Words); j++ {
		switch w := b.Words[j]; {
		case strings.ContainsAny(w.Mark, ".;“”\"") || w.Upper && x.personAt(w.Start):
			return false
		case (w.Fold == "and" || w.Fold == "but") && words.Lexicon().StrongSpeech[b.Word(j+1)]:
			return true
		}
	}
	return false
}

// opens reports whether only names, a role and function words stand before a name in its sentence. Behind a list of names it is no subject.
func (x *Index) opens(b *Bag, name briefing.Span, role *briefing.Span) bool {
	before := b.From(name.Start)
	return before <= longestOpening && !slices.ContainsFunc(b.Words[:before], func(w question.Word) bool {
		inRole := role != nil && role.Start <= w.Start && w.End <= role.End
		return !inRole && !w.Upper && !words.Stopword(w.Fold, x.Language)
	})
}
