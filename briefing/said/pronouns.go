package said

import (
	"strings"

	"lede/briefing/cast"
	"lede/briefing/words"
)

// pronoun finds the person "he" or "she" refers to, and the organisation, document or people "it" or "they" refers to.
func (a *attribution) pronoun(i int) Speaker {
	t := a.Tokens[i]
	s := Speaker{Mention: t.Span, Kind: SpeakerUnknown, Confidence: 0.4, person: -1}
	want := cast.AnySex
	switch t.Lower {
	case "he", "his":
		want = cast.Male
	case "she", "her":
		want = cast.Female
	case "it", "they":
		if found := a.unnamed(i, a.speaksAsThing); found.found() {
			s.Name, s.Kind, s.Confidence = found.Name, found.Kind, 0.55
			if t.Lower == "it" && s.Kind == SpeakerUnknown {
				s.Kind = SpeakerOrganization
			}
		}
		return s
	default:
		return s
	}
	if found := a.unnamed(i, a.speaksAsPerson); found.found() {
		s.Name, s.Confidence = found.Name, 0.5
		return s
	}
	p := a.unlessSubject(i, a.referent(i, want), want)
	if p < 0 && a.tellsLife(a.Tokens[i].Sentence) && a.principalOnly(want) {
		p = 0
	}
	if p >= 0 {
		s.person, s.Name, s.Kind, s.Confidence = p, a.Persons[p].Name, SpeakerPerson, 0.75
	}
	return s
}

// unnamed finds an antecedent of the pronoun at token i that is not a named person: the subject of the sentence so far, or else the speaker
// or subject of the sentence before.
func (a *attribution) unnamed(i int, fits func(Speaker, string) bool) Speaker {
	pronoun, first := a.Lower(i), a.First[a.Tokens[i].Sentence]
	if sp := a.clauseNoun(first, i); sp.found() {
		switch fitting := fits(sp, pronoun); {
		case fitting && a.otherBetween(sp, i):
			return nobody
		case fitting && !a.spokenTo(first, i):
			return sp
		case fitting || sp.Kind == SpeakerPerson || !personal(pronoun):
			return nobody
		}
	}
	return a.unnamedBefore(i, pronoun, fits)
}

// otherBetween reports whether the reporter names a person between a noun with "a" and the pronoun at token i in one sentence, so that the
// pronoun may mean either: "An arsonist burned down the church of Ann Lee, and she said".
func (a *attribution) otherBetween(sp Speaker, i int) bool {
	if !personal(a.Lower(i)) || !words.Indefinite(strings.ToLower(firstWord(sp.Name))) || a.ofOneSex(sp.Name) {
		return false
	}
	last, s := a.NamesBefore(a.Tokens[i].Start), a.Tokens[i].Sentence
	for n := last; n >= 0 && last-n < mostLookedAt && a.Names[n].Sentence == s; n-- {
		if a.Of[n] >= 0 && a.Names[n].Start > sp.Mention.End && !a.Owns(n) {
			return true
		}
	}
	return false
}

// ofOneSex reports whether a description ends in a noun for men or for women only.
func (a *attribution) ofOneSex(description string) bool {
	noun := strings.ToLower(description[strings.LastIndexByte(description, ' ')+1:])
	switch noun {
	case "man", "woman", "boy", "girl":
		return true
	}
	return a.Words.MaleRoles[noun] || a.Words.FemaleRoles[noun]
}

// firstWord returns what comes before the first space.
func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

// personal reports whether a pronoun stands for one person.
func personal(pronoun string) bool { return pronoun == "he" || pronoun == "she" }

// unnamedBefore finds such an antecedent in the last quotation's speaker or in the sentence before that of token i.
func (a *attribution) unnamedBefore(i int, pronoun string, fits func(Speaker, string) bool) Speaker {
	before := a.Tokens[i].Sentence - 1
	if a.lastQuote >= 0 && a.quotes[a.lastQuote].Sentence > before {
		before = a.quotes[a.lastQuote].Sentence // “…,” it said. It added
	}
	if before < 0 {
		return nobody
	}
	sp := a.clauseNoun(a.First[before], a.First[before+1])
	if a.equated(sp, before) {
		return nobody // "Her mentor was Ann Lee."
	}
	if a.lastQuote >= 0 && a.quotes[a.lastQuote].Sentence == before {
		sp = a.last
	} else if !personal(pronoun) {
		if teller := a.tellerIf(before, pronoun, fits); teller.found() {
			return teller
		}
	} else if a.tellerOf(before).Kind == SpeakerPerson {
		return nobody // The fault came early, NAME said.
	}
	if fits(sp, pronoun) {
		return a.unlessOwnKin(sp, pronoun, before)
	}
	if pronoun == "they" && before > 0 && sp.Kind != SpeakerPerson {
		return a.tellerIf(before-1, pronoun, fits)
	}
	return nobody
}

// unlessOwnKin is the subject of a sentence, unless that is somebody's kin of the same sex who says nothing there, so that "he" may mean either: "His
// father was a signalman. “…,” he says."
func (a *attribution) unlessOwnKin(sp Speaker, pronoun string, sentence int) Speaker {
	own := map[string]string{"he": "his", "she": "her"}[pronoun]
	if own == "" || !strings.EqualFold(firstWord(sp.Name), own) || !a.ofOneSex(sp.Name) {
		return sp
	}
	if quoted := a.lastQuote >= 0 && a.quotes[a.lastQuote].Sentence == sentence; quoted || a.tellerOf(sentence).found() {
		return sp
	}
	return nobody
}

// longestEquation is how many words may stand between "was" and the name of whom it tells: "was the late".
const longestEquation = 5

// equated reports whether a sentence says who a description is: "Her mentor was the late Ann Lee."
func (a *attribution) equated(sp Speaker, s int) bool {
	if sp.Kind != SpeakerUnknown || !sp.found() {
		return false
	}
	limit := a.First[s+1]
	i := a.TokenAt(sp.Mention.End, a.First[s], limit)
	if i >= limit || !words.Being(a.Lower(i)) {
		return false
	}
	for end := min(i+longestEquation, limit); i < end; i++ {
		if a.IsPerson(a.NameStartingAt(i)) {
			return true
		}
	}
	return false
}

// tellerIf returns the source of a sentence, if the pronoun can refer to it.
func (a *attribution) tellerIf(s int, pronoun string, fits func(Speaker, string) bool) Speaker {
	if teller := a.tellerOf(s); fits(teller, pronoun) {
		return teller
	}
	return nobody
}

// tellerOf returns the source of what a sentence reports: The pier is shut, police said.
func (a *attribution) tellerOf(s int) Speaker {
	seg := segment{a.First[s], a.First[s+1]}
	for v := seg.to - 1; v > seg.from && seg.to-v < reach; v-- {
		if a.Words.StrongSpeech[a.Lower(v)] && a.isCue(v, seg) && !a.Quoted(a.Tokens[v].Start) {
			return a.teller(v, seg)
		}
	}
	return nobody
}

// clauseNoun returns the subject of a clause if it is a name or a noun.
func (a *attribution) clauseNoun(from, to int) Speaker {
	i := a.pastLeadIns(from, to)
	if i >= to || a.Quoted(a.Tokens[i].Start) || a.Words.Pronouns[a.Lower(i)] {
		return nobody
	}
	if i > from+1 && a.Lower(i-1) == "," && a.IsPerson(a.NameEndingAt(i-2, from)) {
		return nobody // "At the clinic Ada Brill, the only nurse,": no noun but a name
	}
	return a.mainNoun(i, to)
}

// speaksAsThing reports whether "it" or "they" can refer to a speaker.
func (a *attribution) speaksAsThing(sp Speaker, pronoun string) bool {
	switch sp.Kind {
	case SpeakerOrganization, SpeakerDocument:
		return sp.Name != ""
	case SpeakerUnknown:
		if pronoun == "it" {
			return sp.Name != "" && a.bearsName(sp)
		}
		return pronoun == "they" && a.several(sp.Name)
	}
	return false
}

// several reports whether a description is of several people.
func (a *attribution) several(name string) bool {
	last := strings.ToLower(name[strings.LastIndexByte(name, ' ')+1:])
	return strings.HasSuffix(last, "s") || a.Words.Plurals[last] || last == "family" || last == "couple"
}

// bearsName reports whether a speaker of unknown kind is called by a proper name.
func (a *attribution) bearsName(sp Speaker) bool {
	first, _, _ := strings.Cut(sp.Name, " ")
	return words.TitleCase(strings.Fields(sp.Name)) && !a.Words.Determiners[strings.ToLower(first)]
}

// speaksAsPerson reports whether "he" or "she" can refer to a speaker described only by a role.
func (a *attribution) speaksAsPerson(sp Speaker, _ string) bool {
	if sp.Kind != SpeakerUnknown || sp.Name == "" {
		return false
	}
	parts := strings.Fields(sp.Name)
	for i, w := range parts {
		if last := i == len(parts)-1 || a.Words.Prepositions[parts[i+1]]; !last {
			if l := strings.ToLower(w); a.Words.Subordinators[l] || a.Words.ClauseVerbs[l] {
				return false // more than the words for somebody
			}
			continue // “rebel” in “a rebel commander”
		}
		w = strings.ToLower(w)
		if a.Words.Roles[w] || a.Words.CompoundRole(w) {
			return !strings.HasSuffix(w, "s")
		}
	}
	return false
}

// farthest is how many sentences back a pronoun's antecedent is searched for.
const farthest = 5

// longestLife is the greatest number of consecutive sentences that may speak of "her" without her name.
const longestLife = 15

// unlessSubject is the person p, unless nothing tells that p is of the sex that is wanted, is named only once, and not in the sentence before,
// and the article is about somebody of that sex: "she" of an obituary is not the critic whom it has quoted.
func (a *attribution) unlessSubject(pronoun, p int, want cast.Sex) int {
	if p <= 0 || want == cast.AnySex || a.Persons[p].Sex != cast.AnySex {
		return p
	}
	if m := a.MentionsOf(a.Persons[p]); len(m) > 1 || m[0].Sentence >= a.Tokens[pronoun].Sentence-1 {
		return p
	}
	subject := a.Persons[0]
	if subject.Sex != want || len(a.MentionsOf(subject)) < fewestOfSubject {
		return p
	}
	return 0
}

// longestSilence is how many sentences before a pronoun must name nobody for it to mean the subject of the article.
const longestSilence = 2

// tellsLife reports whether the sentences before one quote nobody and the last of them name nobody, as those that tell of one person's life.
func (a *attribution) tellsLife(sentence int) bool {
	if a.lastQuote >= 0 && a.quotes[a.lastQuote].Sentence >= sentence-farthest || sentence < longestSilence {
		return false
	}
	n := a.NamesBefore(a.Sentences[sentence].Start)
	for looked := 0; n >= 0 && looked < mostLookedAt && a.Names[n].Sentence >= sentence-longestSilence; n, looked = n-1, looked+1 {
		if a.IsPerson(n) {
			return false
		}
	}
	return true
}

// principalOnly reports whether a pronoun without anybody near may mean the first person of an article: its subject, who may be of that sex and is
// named more often than anybody else who may be.
func (a *attribution) principalOnly(want cast.Sex) bool {
	if len(a.Persons) == 0 || want == cast.AnySex || !a.agrees(0, want) {
		return false
	}
	if a.rivals == nil {
		a.rivals = map[cast.Sex]int{}
		for _, p := range a.Persons[1:] {
			a.rivals[p.Sex] = max(a.rivals[p.Sex], len(a.MentionsOf(p)))
		}
	}
	named := len(a.MentionsOf(a.Persons[0]))
	return named > fewestOfSubject && named > max(a.rivals[want], a.rivals[cast.AnySex])
}

// fewestOfSubject is how often an article must name its subject.
const fewestOfSubject = 2

// referent finds the antecedent of a pronoun: the nearest earlier subject of the right sex, as far as that is known. The speaker of the
// sentence before comes first, since news tends to continue with the person it quotes.
func (a *attribution) referent(i int, want cast.Sex) int {
	at := a.Tokens[i]
	// Earlier in the same sentence: the subject of the clause before.
	if p := a.firstPerson(a.First[at.Sentence], i, want, at.Sentence); p >= 0 && !a.spokenTo(a.First[at.Sentence], i) {
		return p
	}
	reach := at.Sentence - farthest
	for s := at.Sentence - 1; s >= max(0, reach); s-- {
		if a.lastQuote >= 0 && a.quotes[a.lastQuote].Sentence == s && a.last.person >= 0 && a.agrees(a.last.person, want) {
			return a.last.person
		}
		if at.Sentence-s < longestLife && a.leansOn(s, at.Lower) {
			reach-- // "In May she was taken in by Edith Palliser. …" goes on with whom that "she" means
			continue
		}
		if p := a.firstPerson(a.First[s], a.First[s+1], want, s); p >= 0 && !a.goesOnWith(a.Lower(i), s) {
			return p
		}
	}
	return -1
}

// leansOn reports whether a pronoun is the subject of a sentence: it stands there before the reporter names anybody but as an object, and nobody
// who is named speaks.
func (a *attribution) leansOn(s int, pronoun string) bool {
	first, limit := a.First[s], a.First[s+1]
	leans := false
	for i := first; i < limit && i-first < reach; i++ {
		if a.Quoted(a.Tokens[i].Start) {
			continue
		}
		leans = leans || a.Lower(i) == pronoun
		n := a.NameStartingAt(i)
		if !a.IsPerson(n) {
			continue
		}
		speaks := a.Names[n].To < limit && a.Words.StrongSpeech[a.Lower(a.Names[n].To)]
		if subject := !a.AfterPreposition(a.Names[n].Run, first) && !a.Owns(n); speaks || subject && !leans {
			return false
		}
	}
	return leans
}

// goesOnWith reports whether a sentence speaks, without his name, of whom "he" means and of another who does something to him: "In 1971 the
// critic Ann Lee found him there."
func (a *attribution) goesOnWith(pronoun string, s int) bool {
	for i := a.First[s] + 1; i < a.First[s+1] && pronoun == "he" && i-a.First[s] < reach; i++ {
		did := words.Verbal(a.Lower(i-1)) || a.Words.PastForms[a.Lower(i-1)]
		if did && a.Lower(i) == "him" && a.IsPerson(a.NameEndingAt(i-2, a.First[s])) {
			return true
		}
	}
	return false
}

// spokenTo reports whether the pronoun at token i answers for the one whom the clause before does something to: "The
// inspector asked her about it and she replied".
func (a *attribution) spokenTo(from, i int) bool {
	object := map[string]string{"she": "her", "he": "him"}[a.Lower(i)]
	for j := i - 1; j > from && i-j < reach && object != ""; j-- {
		if a.Lower(j) == object && a.Words.StrongSpeech[a.Lower(j-1)] && !a.nounAt(j+1) {
			return true
		}
	}
	return false
}

// nounAt reports whether a noun may begin at token i, so that "her" before it says whose it is.
func (a *attribution) nounAt(i int) bool {
	return a.Tokens[i].Word() && !a.Words.Grammar(a.Lower(i)) && a.Lower(i) != "whether"
}

// firstPerson returns the first person named or described by the reporter between two tokens, with subjects before others.
func (a *attribution) firstPerson(from, to int, want cast.Sex, sentence int) int {
	second := -1
	best, where := -1, to
	lead := a.LeadClause(from, to)
	start := a.NamesBefore(a.Sentences[sentence].Start) + 1
	for n := start; n < len(a.Names) && n < start+mostLookedAt && a.Names[n].From < to; n++ {
		m := a.Names[n]
		if m.From < from || a.Of[n] < 0 || a.Quoted(m.Start) || !a.agrees(a.Of[n], want) {
			continue
		}
		if a.Owns(n) || m.From < lead || a.AfterPreposition(m.Run, from) {
			if second < 0 {
				second = a.Of[n]
			}
			continue
		}
		best, where = a.Of[n], m.From
		break
	}
	if described := a.describedBetween(from, min(to, where), want); described >= 0 {
		return described
	}
	if best >= 0 {
		return best
	}
	return second
}

// describedBetween returns the first person whom the reporter describes between two tokens, -1 if there is none.
func (a *attribution) describedBetween(from, to int, want cast.Sex) int {
	for desc := range a.DescriptionsFrom(from) {
		if desc.From >= to || desc.From > from+10*reach {
			break
		}
		if a.describesPerson(desc, want) && !a.AfterPreposition(desc.From, from) {
			return desc.Person
		}
	}
	return -1
}

// describesPerson reports whether the reporter describes somebody of this sex.
func (a *attribution) describesPerson(d cast.Description, want cast.Sex) bool {
	return d.Person >= 0 && a.agrees(d.Person, want) && !a.Quoted(d.Start)
}

// spokenOf reports whether the quotation whose speaker is looked for names person p, and not as "I am NAME".
func (a *attribution) spokenOf(p int) bool {
	if a.current < 0 {
		return false
	}
	if a.spoken == nil {
		a.spoken = map[int]bool{}
		for n := range a.NamesIn(a.quotes[a.current].Span) {
			a.spoken[a.Of[n]] = !a.namesOneself(a.Names[n].Run - 1)
		}
	}
	return a.spoken[p]
}

// namesOneself reports whether the word at token i leads to the speaker's own name: "I am NAME", "my name is NAME".
func (a *attribution) namesOneself(i int) bool {
	if i < 0 {
		return false
	}
	l := words.Straight(a.Lower(i))
	return l == "am" || l == "is" || strings.HasSuffix(l, "'m")
}

// agrees reports whether a pronoun beside the quotation may mean person p. Who speaks seldom says the own name.
func (a *attribution) agrees(p int, want cast.Sex) bool {
	if a.spokenOf(p) {
		return false
	}
	return a.Persons[p].Sex == cast.AnySex || want == cast.AnySex || a.Persons[p].Sex == want
}
