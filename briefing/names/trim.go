package names

import (
	"strings"

	"lede/briefing/words"
)

// What clings to a name and is no part of it, what looks like none and is one.

// compound reports whether a word is one like "Turkish-backed", which describes what comes after it.
func (f *nameFinder) compound(w string) bool {
	before, after, ok := strings.Cut(w, "-")
	if !ok || !words.Capital(before) || words.Capital(after) {
		return false
	}
	return f.Words.CompoundTails[after] || words.Verbal(after) && len(after) > 4
}

// elided reports whether a name goes on with a particle that has lost its vowel, as in "d’Arcy".
func (f *nameFinder) elided(i int) bool {
	particle, rest, ok := strings.Cut(words.Straight(f.Word(i)), "'")
	return ok && f.Words.Elided[particle] && words.Capital(rest)
}

// goesOn reports whether a name goes on with token i, right behind the one before.
func (f *nameFinder) goesOn(i int) bool {
	return (f.nameable(i) || f.elided(i)) && f.adjoins(i)
}

// strayBefore reports whether the first of three or more words is none of the name: a calling that no list has, "Vintner
// Anna Kessler", or what is left of a longer title, "Equalities Carol Whitby".
func (f *nameFinder) strayBefore(from, to int) bool {
	if to-from < 3 || to-from > 5 || !f.Words.Given[f.Word(from+1)] {
		return to-from > 3 && f.demonymBetween(from)
	}
	w := f.Word(from)
	if f.Words.Given[w] || f.Words.Particles[f.Lower(from)] {
		return false
	}
	if f.Words.Heads[f.Word(to-1)] != "" { // "Grocer Tom Hill", and no "Kruger National Park"
		return to-from == 3 && f.opensAt(from, f.Tokens[from].Sentence) && f.Words.MayBeAgent(f.Lower(from)) && !f.Words.NoSurnames[f.Word(to-1)]
	}
	if f.Words.DemonymOrPlace(w) {
		return true
	}
	return f.Words.MayBeAgent(f.Lower(from)) || pluralEnding(w) || strings.Count(w, ".") > 2
}

// pluralEnding reports whether a word ends as plurals do and names hardly: "Dragons Duncan Bannatyne".
func pluralEnding(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "s") && !strings.ContainsAny(w[len(w)-2:len(w)-1], "aiouse’'") || strings.HasSuffix(w, "ies")
}

// demonymBetween reports whether a people's word parts a capitalised word from a name: "Controversial Australian Anthony
// Hill".
func (f *nameFinder) demonymBetween(from int) bool {
	return f.Words.Demonyms[f.Word(from+1)] != "" && f.Words.Given[f.Word(from+2)] && !f.Words.Given[f.Word(from)]
}

// nickname is where a name goes on behind a nickname in quotation marks at token i, "Renaldo “Peewee” Gilkes"; 0 when
// it does not.
func (f *nameFinder) nickname(i, limit int) int {
	if f.Lower(i) == "(" && i+3 < limit && f.Lower(i+2) == ")" {
		return f.shortForm(i)
	}
	if !strings.Contains("“\"‘'", f.Lower(i)) || !f.nameable(i-1) {
		return 0
	}
	for end := i + 2; end < limit && end < i+4; end++ {
		if !words.Capital(f.Word(end - 1)) {
			return 0
		}
		if strings.Contains("”\"’'", f.Lower(end)) {
			if end+1 < limit && f.nameable(end+1) && !f.adjoinsNot(i, end) {
				return end + 2
			}
			return 0
		}
	}
	return 0
}

// shortForm is where a name goes on behind a given name's short form in the brackets at token i, "Thomas (Tommy) Reyes"; 0 when it
// does not.
func (f *nameFinder) shortForm(i int) int {
	given := f.Words.Given[f.Word(i-1)] && f.Words.Given[f.Word(i+1)]
	if given && f.nameable(i+3) && !f.Words.Given[f.Word(i+3)] {
		return i + 4
	}
	return 0
}

// adjoinsNot reports whether no spaces stand around the marks at two tokens, as they do around a nickname's.
func (f *nameFinder) adjoinsNot(open, close int) bool {
	return f.Tokens[open-1].End == f.Tokens[open].Start || f.Tokens[close].End == f.Tokens[close+1].Start
}

// pass notes a single word that looked like no name.
func (f *nameFinder) pass(from, to int) {
	if to-from <= 1 {
		f.passed = append(f.passed, from)
	}
}

// asCompanies makes a doubtful name that of a body where the article has it with a legal form elsewhere: "Acme Widgets Inc" and
// then "Acme Widgets".
func (f *nameFinder) asCompanies(found []Name) {
	var companies map[string]bool
	for _, n := range found {
		if n.Kind != OrgName || n.To-n.From < 3 || !f.Words.CompanyForms[f.Lower(n.To-1)] {
			continue
		}
		if companies == nil {
			companies = map[string]bool{}
		}
		companies[f.At(f.Over(n.From, n.To-1))] = true
	}
	for i, n := range found {
		if n.Kind == perhapsPerson && companies[f.At(n.Span)] {
			found[i].Kind = OrgName
		}
	}
}

// withSurnames adds to the names the single words that were passed over and are the surname of somebody named in full:
// "Price said", where the article has a Tom Price.
func (f *nameFinder) withSurnames(found []Name) []Name {
	surnames := map[string]bool{}
	for _, n := range found {
		if person := n.Kind == PersonName || n.Kind == perhapsPerson; person && n.To-n.From > 1 {
			surnames[f.Lower(n.To-1)] = true
		}
	}
	all := make([]Name, 0, len(found))
	next := 0
	for _, i := range f.passed {
		if !surnames[f.Lower(i)] || !f.actsAsName(i, surnames) {
			continue
		}
		for next < len(found) && found[next].From < i {
			all = append(all, found[next])
			next++
		}
		n := f.named(i, i+1, f.Tokens[i].Sentence)
		if f.Loud {
			n.Kind = PersonName // its capitals do not make it an abbreviation
		}
		all = append(all, n)
	}
	return append(all, found[next:]...)
}

// actsAsName reports whether the words around a word that is common as often as a surname show that it is one here.
func (f *nameFinder) actsAsName(i int, surnames map[string]bool) bool {
	if f.articleBefore(i) || f.monthBeside(i) {
		return false
	}
	if i+1 >= f.First[f.Tokens[i].Sentence+1] {
		return i > f.First[f.Tokens[i].Sentence]
	}
	t := f.Tokens[i+1]
	switch l := t.Lower; {
	case t.Clitic(), f.Words.Speech[l], f.Words.ClauseVerbs[l], f.Words.PastForms[l]:
		return true
	case f.Words.LightWords[l], words.Adverbial(l), words.Verbal(l) && strings.HasSuffix(l, "ed"):
		return true
	case l == "and" && i+2 < len(f.Tokens):
		return surnames[f.Lower(i+2)] && words.Capital(f.Word(i+2))
	case l == ",":
		return i+2 < len(f.Tokens) && (words.Age(f.Word(i+2)) || f.Lower(i+2) == "who" || f.Lower(i+2) == "whose")
	}
	return i > f.First[f.Tokens[i].Sentence] && f.Words.StrongSpeech[f.Lower(i-1)]
}

// monthBeside reports whether a word is a month because a number or a preposition stands beside it: "5 May", "from April".
func (f *nameFinder) monthBeside(i int) bool {
	if f.Words.Months[f.Lower(i)] == 0 {
		return false
	}
	if i+1 < len(f.Tokens) && words.Digit(f.Word(i+1)) {
		return true
	}
	return i > 0 && (words.Digit(f.Word(i-1)) || f.Words.Prepositions[f.Lower(i-1)])
}
