package names

import (
	"strings"

	"lede/briefing/words"
)

// Words that cling to a name but do not belong to it, and words that belong to it but do not look so.

// compound reports whether a word describes the one after it, as "Turkish-backed" does.
func (f *nameFinder) compound(w string) bool {
	before, after, ok := strings.Cut(w, "-")
	if !ok || !words.Capital(before) || words.Capital(after) {
		return false
	}
	_, counted := f.Words.Cardinals[strings.ToLower(before)] // "Two-time"
	return counted || f.Words.CompoundTails[after] || words.Verbal(after) && len(after) > 4
}

// elided reports whether a name goes on with a particle that has lost its vowel, as in "d’Arcy".
func (f *nameFinder) elided(i int) bool {
	particle, rest, ok := strings.Cut(words.Straight(f.Word(i)), "'")
	return ok && f.Words.Elided[particle] && words.Capital(rest)
}

// pastPatronymic returns the token behind "son of" or "daughter of" at token i as Malaysia and Singapore write it before a name, "a/l", "s/o"; i
// if there is none.
func (f *nameFinder) pastPatronymic(i, limit int) int {
	if i+3 >= limit || f.Lower(i+1) != "/" || !f.nameable(i+3) {
		return i
	}
	switch f.Word(i) + f.Word(i+2) {
	case "al", "ap", "so", "do":
		return i + 3
	}
	return i
}

// goesOn reports whether a name goes on with token i, right after the one before.
func (f *nameFinder) goesOn(i int) bool {
	return (f.nameable(i) || f.elided(i)) && f.adjoins(i)
}

// strayBefore reports whether the first of three or more words does not belong to the name: a calling that no list has,
// "Vintner Anna Kessler", or the rest of a longer title, "Equalities Carol Whitby".
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
	if f.Words.DemonymOrPlace(w) || f.officeOf(from) {
		return true
	}
	return f.Words.MayBeAgent(f.Lower(from)) || pluralEnding(w) || strings.Count(w, ".") > 2
}

// officeOf reports whether an office and "of" stand before a word, so that it says what the office is of: "head coach of Weir Tom Pugh".
func (f *nameFinder) officeOf(i int) bool {
	return i-2 >= f.First[f.Tokens[i].Sentence] && words.OfOrFor(f.Lower(i-1)) && f.Words.Roles[f.Lower(i-2)]
}

// pluralEnding reports whether a word ends as plurals do and names rarely do: "Dragons Duncan Bannatyne".
func pluralEnding(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "s") && !strings.ContainsAny(w[len(w)-2:len(w)-1], "aiouse’'") || strings.HasSuffix(w, "ies")
}

// demonymBetween reports whether a nationality is between a capitalised word and a name: "Controversial Australian
// Anthony Hill".
func (f *nameFinder) demonymBetween(from int) bool {
	return f.Words.Demonyms[f.Word(from+1)] != "" && f.Words.Given[f.Word(from+2)] && !f.Words.Given[f.Word(from)]
}

// nickname returns the token after the first word that follows a nickname in quotation marks or brackets at token i,
// "Renaldo “Peewee” Gilkes"; 0 if the name does not go on so.
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

// shortForm does the same for the short form of a given name in brackets, "Thomas (Tommy) Reyes", and for one
// after a title, "Lord (Desmond) Achebe".
func (f *nameFinder) shortForm(i int) int {
	given := (f.Words.Given[f.Word(i-1)] || f.title(i-1)) && f.Words.Given[f.Word(i+1)]
	if given && f.nameable(i+3) && !f.Words.Given[f.Word(i+3)] {
		return i + 4
	}
	return 0
}

// adjoinsNot reports whether the space before the opening mark or after the closing one is missing; a nickname has both.
func (f *nameFinder) adjoinsNot(open, close int) bool {
	return f.Tokens[open-1].End == f.Tokens[open].Start || f.Tokens[close].End == f.Tokens[close+1].Start
}

// pass notes a single word that did not look like a name.
func (f *nameFinder) pass(from, to int) {
	if to-from <= 1 {
		f.passed = append(f.passed, from)
	}
}

// asCompanies gives a doubtful name to a body if the article has it with a legal form elsewhere: "Acme Widgets Inc" and
// then "Acme Widgets".
func (f *nameFinder) asCompanies(found []Name) {
	var companies map[string]bool
	for _, n := range found {
		end := n.To
		for end > n.From && f.companyForm(end-1) {
			end--
		}
		if n.Kind != OrgName || end-n.From < 2 || end == n.To {
			continue
		}
		if companies == nil {
			companies = map[string]bool{}
		}
		companies[f.At(f.Over(n.From, end))] = true
	}
	for i, n := range found {
		if n.Kind == perhapsPerson && companies[f.At(n.Span)] {
			found[i].Kind = OrgName
		}
	}
}

// companyForm reports whether token i belongs to the legal form that ends a company's name: each of "(Pty) Ltd", "Sdn. Bhd." and "AG & Co. KG".
func (f *nameFinder) companyForm(i int) bool {
	return f.Words.CompanyForms[f.Word(i)] || f.Tokens[i].Mark() && strings.Contains("&.()", f.Lower(i))
}

// pastForm returns the token behind what belongs to a company's legal form at token i although no capital shows it: "d.o.o.", the stop of "Sdn.
// Bhd.", the brackets of "(Pty) Ltd". It is i if there is nothing of the sort.
func (f *nameFinder) pastForm(i, limit int) int {
	switch l := f.Lower(i); {
	case f.Tokens[i].Word() && f.Words.CompanyForms[f.Word(i)]:
		return i + 1
	case l == "z" && i+1 < limit && f.Words.CompanyForms[f.Word(i+1)]:
		return i + 2 // "Sp. z o.o."
	case l == "." && f.Words.CompanyForms[f.Word(i-1)] && i+1 < limit && f.pastForm(i+1, limit) > i+1:
		return i + 1
	case l == "(" && i+3 < limit && f.Words.CompanyForms[f.Word(i+3)] && f.bracketed(i):
		return i + 4
	}
	return i
}

// bracketed reports whether one word with a capital stands in the brackets that open at token i.
func (f *nameFinder) bracketed(i int) bool { return words.Capital(f.Word(i+1)) && f.Lower(i+2) == ")" }

// withSurnames adds the single words that were passed over but are the surname of somebody named in full: "Price said",
// if the article has a Tom Price.
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

// actsAsName reports whether the words around a word that is common as well as a surname show that it is a surname here.
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

// monthBeside reports whether a number or a preposition beside a word shows that it is a month: "5 May", "from April", but "until May resigned".
func (f *nameFinder) monthBeside(i int) bool {
	if f.Words.Months[f.Lower(i)] == 0 {
		return false
	}
	if i+1 < len(f.Tokens) && words.Digit(f.Word(i+1)) {
		return true
	}
	if i == 0 {
		return false
	}
	switch f.Lower(i - 1) {
	case "every", "each", "last", "next", "this", "late", "early", "mid", "through", "throughout", "during":
		return true
	case "until", "till", "since":
		return i+1 == len(f.Tokens) || f.Tokens[i+1].Mark()
	}
	return words.Digit(f.Word(i-1)) || f.Words.Prepositions[f.Lower(i-1)]
}
