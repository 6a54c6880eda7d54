package cast

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How names are found. A run of capitalised words is taken apart from the left: words that only open the
// sentence, titles and roles, then the name. Lists decide what they can; the shape of the name and the words
// around it decide the rest (judge.go), at first for each place by itself. Then the whole article is asked
// (people.go): a surname alone means whoever was called by full name, and a doubtful name is a person's
// everywhere or nowhere.

// Name is a proper name at one place in the text, without title and role.
type name struct {
	text.Span
	// from and to are its tokens.
	from, to int
	Sentence int
	Kind     nameKind
	// run is the token where the capitalised words around the name begin: a role in front of it included.
	run int
	// titled is true when a title or a role stands right before it.
	titled bool
}

type nameKind uint8

const (
	noName nameKind = iota
	personName
	PlaceName
	OrgName
	otherName // a law, a cup, a war: proper, but none of the others
	perhapsPerson
)

// lowerWords are the words that the text somewhere writes small: a capital on one of them is not a name's.
func lowerWords(r *text.Reading) map[string]bool {
	small := make(map[string]bool, min(len(r.Tokens)/3, 4000))
	for _, t := range r.Tokens {
		if t.Word() && r.Text[t.Start:t.End] == t.Lower {
			small[t.Lower] = true
		}
	}
	return small
}

// findNames finds the proper names of the article, in order, each judged by itself.
func findNames(r *text.Reading) []name {
	var found []name
	f := nameFinder{Reading: r, small: lowerWords(r)}
	for s := range r.Sentences {
		if !r.TellsStory(s) || shoutedSentence(r, s) {
			continue
		}
		for i := r.First[s]; i < r.First[s+1]; {
			if !f.nameable(i) {
				i++
				continue
			}
			end := f.runEnd(i, r.First[s+1])
			found = append(found, f.split(i, end, s)...)
			i = end
		}
	}
	return found
}

// shoutedSentence tells whether most words of a sentence are in capitals, so that they tell nothing.
func shoutedSentence(r *text.Reading, s int) bool {
	loud, all := 0, 0
	for _, t := range r.SentenceTokens(s) {
		if t.Word() && t.End-t.Start > 2 {
			all++
			if words.Shouted(r.At(t.Span)) {
				loud++
			}
		}
	}
	return all > 2 && loud*2 > all
}

type nameFinder struct {
	*text.Reading
	small map[string]bool
}

// nameable tells whether a token can be part of a name.
func (f *nameFinder) nameable(i int) bool {
	t := f.Tokens[i]
	w := f.Word(i)
	if !t.Word() || !words.Capital(w) && !arabicArticle(w) || t.Lower == "i" || strings.HasPrefix(t.Lower, "i’") || strings.HasPrefix(t.Lower, "i'") {
		return false
	}
	return !f.Words.SmallWords[t.Lower] || f.knownAhead(i, i+4) > 0
}

// arabicArticle tells whether a name begins with the article, as in "al-Masri".
func arabicArticle(w string) bool {
	article, rest, ok := strings.Cut(w, "-")
	if !ok || !words.Capital(rest) {
		return false
	}
	switch article {
	case "al", "el", "ash", "ad", "as", "az", "ar":
		return true
	}
	return false
}

// longestRun is how many capitalised words in a row are looked at together: no name with its titles is longer.
const longestRun = 16

// runEnd is the end of the capitalised words that begin at i.
func (f *nameFinder) runEnd(i, limit int) int {
	end := i + 1
	limit = min(limit, i+longestRun)
	for end < limit {
		t := f.Tokens[end]
		switch {
		case f.nameable(end) && f.adjoins(end):
			end++
		case t.Lower == "." && f.Words.TitleAbbreviations[f.Lower(end-1)] && end+1 < limit && f.nameable(end+1):
			end++
		case f.Words.Particles[t.Lower] && t.Word() && f.capitalAfterParticles(end, limit) && !f.Words.Places[f.Word(end-1)]:
			end++
		case t.Lower == "&" && end+1 < limit && f.nameable(end+1):
			end += 2
		case words.OfOrFor(t.Lower) && end+1 < limit && f.joinsOf(end, limit):
			end++
			if f.Lower(end) == "the" {
				end++
			}
		default:
			return end
		}
	}
	return end
}

// adjoins tells whether only spaces stand between a token and the one before.
func (f *nameFinder) adjoins(i int) bool {
	return strings.TrimSpace(f.Text[f.Tokens[i-1].End:f.Tokens[i].Start]) == "" && f.Tokens[i-1].End < f.Tokens[i].Start
}

// capitalAfterParticles looks past a particle or two for the capitalised word that they lead to.
func (f *nameFinder) capitalAfterParticles(i, limit int) bool {
	for n := 0; i < limit && n < 3; i, n = i+1, n+1 {
		if f.nameable(i) {
			return true
		}
		if !f.Words.Particles[f.Lower(i)] {
			return false
		}
	}
	return false
}

// joinsOf tells whether "of" goes on with the name of an organisation: "Bank of England".
func (f *nameFinder) joinsOf(of, limit int) bool {
	next := of + 1
	if f.Lower(next) == "the" && next+1 < limit {
		next++
	}
	if !f.nameable(next) {
		return false
	}
	before := f.Lower(of - 1)
	return lastHead(f.Words.Heads[f.Word(of-1)]) || f.Words.Leads[f.Word(of-1)] == "org" || f.Words.OfHeads[before] || f.Words.Roles[before] && f.Lower(of) == "of" && next == of+1
}

// knownAhead returns where the longest listed place or organisation that begins at token i ends, or 0.
func (f *nameFinder) knownAhead(i, limit int) int {
	s := f.Tokens[i].Sentence
	limit = min(limit, f.First[s+1], i+6)
	for end := limit; end > i; end-- {
		w := f.Text[f.Tokens[i].Start:f.Tokens[end-1].End]
		if f.Words.Places[w] || f.Words.Organisations[w] {
			return end
		}
	}
	return 0
}

// split judges a run of capitalised words: what stands before the name in it, and what the name is.
func (f *nameFinder) split(from, to, sentence int) []name {
	for from < to && f.opensOnly(from, to, sentence) {
		from++
	}
	for to > from+1 && (f.Words.Heads[f.Word(to-1)] == "after") {
		to-- // "Eleanor Marsh QC"
	}
	for to > from && (f.Words.Particles[f.Lower(to-1)] && !words.Capital(f.Word(to-1)) || f.Tokens[to-1].Mark()) {
		to--
	}
	if from >= to {
		return nil
	}
	n := f.named(from, to, sentence)
	if n.Kind = f.listed(from, to); n.Kind != noName {
		return []name{n}
	}
	if kind := f.namedAfter(from, to); kind != noName {
		n.Kind = kind
		return []name{n}
	}
	start, titled := f.afterTitle(from, to)
	for start < to && !words.Capital(f.Word(start)) && !arabicArticle(f.Word(start)) {
		start++ // "of" in "Duchess of Cambridge"
	}
	if start >= to {
		return nil // "Prime Minister": a description, no name
	}
	var found []name
	if start > from {
		// A country or an organisation may head the role: "Kremlin", "US".
		if end := f.knownAhead(from, start); end > 0 {
			lead := f.named(from, end, sentence)
			lead.Kind = f.listed(from, end)
			if _, demonym := f.Words.Demonyms[f.At(lead.Span)]; !demonym || f.Words.Countries[f.At(lead.Span)] != "" {
				found = append(found, lead)
			}
		}
	}
	n = f.named(start, to, sentence)
	n.run, n.titled = from, titled || f.roleBefore(from)
	n.Kind = f.listed(start, to)
	if n.Kind == noName || n.titled && start > from && n.Kind == PlaceName {
		n.Kind = f.judge(n)
	}
	if n.Kind == personName || n.Kind == perhapsPerson {
		if end := f.knownAhead(start, to); end > 0 && end < to && !n.titled && listedKind(f.Words, f.Text[n.Start:f.Tokens[end-1].End]) != noName && !f.Words.Given[f.Word(start)] {
			n.Kind = otherName // "London Marathon", "Toyota Corolla"
		}
	}
	return append(found, n)
}

// namedAfter finds what is called after a person and is none: "Hurricane Ida", "St Anne Hospital", a ship or a cello
// called "the Lady Constance". The title of a person has no article.
func (f *nameFinder) namedAfter(from, to int) nameKind {
	if to-from < 2 {
		return noName
	}
	first := f.Lower(from)
	switch {
	case f.Words.Leads[f.Word(from)] == "other":
		return otherName
	case first == "st" || first == "saint":
		return kindOf(f.Words.Heads[f.Word(to-1)], otherName)
	case (first == "lady" || first == "queen" || first == "king") && words.Capital(f.Word(from)) && from > 0 && f.Lower(from-1) == "the" && !f.opensAt(from-1, f.Tokens[from].Sentence):
		return otherName
	}
	return noName
}

func (f *nameFinder) named(from, to, sentence int) name {
	return name{Span: f.Over(from, to), from: from, to: to, Sentence: sentence, run: from}
}

// opensOnly tells whether the first word of a run is capitalised only because a sentence or a quotation opens
// with it.
func (f *nameFinder) opensOnly(i, to, sentence int) bool {
	t := f.Tokens[i]
	if !f.opensAt(i, sentence) || f.knownAhead(i, to) > 0 || i+1 < to && f.Words.Leads[f.Word(i)] == "other" {
		return false
	}
	if f.Words.Given[f.Word(i)] || f.Words.Honorifics[t.Lower] {
		// "Will he go?" but "Will Smith went".
		return i+1 >= to && (f.small[t.Lower] || f.Words.Common[t.Lower])
	}
	if i+1 < to && (f.Words.Roles[t.Lower] || f.Words.Modifiers[t.Lower]) {
		return false
	}
	return f.Words.Openers[t.Lower] || f.Words.Common[t.Lower] || f.small[t.Lower] || strings.HasSuffix(t.Lower, "ly") || strings.HasSuffix(t.Lower, "ing")
}

// opensAt tells whether a token is the first of its sentence, of a quotation, or after a colon or dash.
func (f *nameFinder) opensAt(i, sentence int) bool {
	if i == f.First[sentence] {
		return true
	}
	return strings.ContainsAny(f.Lower(i-1), "“”\"‘’'«„:–—(…-•|[.?!")
}

// listed is what the lists say of the whole words.
func (f *nameFinder) listed(from, to int) nameKind {
	return listedKind(f.Words, f.Text[f.Tokens[from].Start:f.Tokens[to-1].End])
}

func listedKind(v *words.Vocabulary, w string) nameKind {
	_, demonym := v.Demonyms[w]
	switch {
	case v.Places[w]:
		return PlaceName
	case v.Organisations[w]:
		return OrgName
	case demonym:
		return otherName
	}
	return noName
}

// afterTitle returns the token after the titles, roles and nationalities that a run begins with, and whether
// there is a title or role among them.
func (f *nameFinder) afterTitle(from, to int) (int, bool) {
	at, last, titled := from, from, false
	for at < to {
		w, lower := f.Word(at), f.Lower(at)
		_, demonym := f.Words.Demonyms[w]
		switch {
		case f.Tokens[at].Mark(): // the full stop of "Mr."
			last = at + 1
		case f.Words.Honorifics[lower] || f.Words.Roles[lower] || f.Words.Roles[words.AfterHyphen(lower)] || scholarly(lower) || at == from && f.callingOpens(from, to):
			if lower == "major" && at+1 < to && lastHead(f.Words.Heads[f.Word(at+1)]) {
				return last, titled
			}
			// "Dean Potts", "the winger Duke Ellison": a title that is a given name as often, with one word behind it.
			if at == to-2 && f.Words.Given[w] && !f.Words.Given[f.Word(to-1)] && !f.Words.Honorifics[lower] && (titled || !f.articleBefore(at)) {
				return last, titled
			}
			// A given name such as "Prince" or a surname such as "Judge" ends the run.
			if at == to-1 && at > from && !titled && f.Words.Given[f.Word(at-1)] {
				return last, titled
			}
			last, titled = at+1, true
		case f.Words.Modifiers[lower] && !f.Words.Given[w] || f.Words.Heads[w] == "org" && at+1 < to:
		case words.OfOrFor(lower) || lower == "the" || lower == "and":
		default:
			if end := f.knownAhead(at, to); end > 0 {
				at = end
				continue
			}
			if demonym {
				if at == last {
					last = at + 1
				}
				break
			}
			if !f.roleAhead(at+1, to) {
				return f.afterOf(last, to), titled
			}
		}
		at++
	}
	return last, titled
}

// callingOpens tells whether the first of three words in capitals is a calling that no list has, capital only
// because the sentence opens with it: "Showrunner Piotr Zielinski".
func (f *nameFinder) callingOpens(from, to int) bool {
	w := f.Word(from)
	if to-from != 3 || len(w) < 8 || !f.opensAt(from, f.Tokens[from].Sentence) || f.Words.Given[w] || f.Words.Places[w] || f.Words.Heads[f.Word(to-1)] != "" {
		return false
	}
	return agentEnding(f.Lower(from))
}

// afterOf passes over "of State" behind "Secretary".
func (f *nameFinder) afterOf(at, to int) int {
	if at < to && words.OfOrFor(f.Lower(at)) {
		at++
		if at < to {
			at++
		}
	}
	return at
}

// roleAhead tells whether a word of role comes later in the run, with a word after it.
func (f *nameFinder) roleAhead(at, to int) bool {
	for i := at; i < to-1; i++ {
		if f.Words.Roles[f.Lower(i)] || f.Words.Honorifics[f.Lower(i)] {
			return true
		}
	}
	return false
}

// roleBefore tells whether a noun of role or a title in small letters stands right before a token.
func (f *nameFinder) roleBefore(at int) bool {
	if at == 0 || f.Tokens[at-1].Sentence != f.Tokens[at].Sentence {
		return false
	}
	t := f.Tokens[at-1]
	return t.Word() && (f.Words.Roles[t.Lower] && !f.Words.BareRoles[t.Lower] || f.Words.Roles[words.AfterHyphen(t.Lower)])
}
