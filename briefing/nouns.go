package briefing

import "strings"

// The nouns of speakers that are no persons, by what they are.
var (
	documents = wordsOf(`statement report letter complaint document documents lawsuit memo article post tweet ruling filing study survey
		indictment email e-mail sign banner caption headline communique communiqué declaration notice message note resolution
		transcript affidavit petition brief editorial poll website invitation manifesto advert advertisement book bill law text
		clip ad story piece spot trailer recording video footage email script site website page release motion order decision charter constitution guide guidelines leaflet flyer ad placard poster slogan letter-writer papers
		summary analysis paper review account accounts inscription label piece passage excerpt chapter bylaws rules plaque dossier testimony audit polls surveys studies reports letters emails texts tweets posts messages ads documents memos papers findings submission dispatch column columns verdict`)
	bodies = wordsOf(`military army navy agency ministry company government police department firm team club campaign court committee
		union party service group newspaper bank university council commission association authority authorities board federation
		organisation organization institute administration office kremlin regime parliament senate cabinet bureau corporation airline
		manufacturer maker retailer chain network channel station magazine paper embassy regulator watchdog charity foundation church
		hospital school league band coalition alliance opposition militia force forces troops state city country embassy ambassadors
		publication outlet site giant carrier operator developer startup start-up lender insurer utility supplier broadcaster publisher
		tribunal panel taskforce task-force secretariat consulate prosecution defence defense legislature assembly house`)
)

func wordsOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// nounEnding reads the noun phrase that ends at token i.
func (a *attribution) nounEnding(i, from int) speaker {
	if n := a.nameEndingAt(i, from); n >= 0 {
		return a.named(n, 0.9)
	}
	if pronouns[a.tokens[i].lower] {
		return a.pronoun(i)
	}
	t := a.tokens[i]
	if t.kind != wordToken && t.kind != numberToken || prepositions[t.lower] || smallWord[t.lower] && !(i > from && a.tokens[i-1].lower == "of") && t.lower != "one" && t.lower != "some" && t.lower != "many" && t.lower != "others" {
		return nobody
	}
	return a.noun(a.nounStart(i, from), i+1)
}

// nounStart is the token where the noun phrase that ends at token i begins.
func (a *attribution) nounStart(i, from int) int {
	start := i
	for j := i - 1; j >= from && i-j < 12; j-- {
		w := a.tokens[j]
		if w.lower == "the" || w.lower == "a" || w.lower == "an" || possessives[w.lower] || w.lower == "one" || w.lower == "another" || w.lower == "some" {
			start = j
			// "the head of the agency": go on to the left of "of".
			if j-2 >= from && (a.tokens[j-1].lower == "of" || a.tokens[j-1].lower == "for") && a.tokens[j-2].kind == wordToken {
				j--
				continue
			}
			break
		}
		if (w.lower == "of" || w.lower == "for") && j-1 >= from && a.tokens[j-1].kind == wordToken && !smallWord[a.tokens[j-1].lower] {
			start = j - 1
			continue
		}
		if w.kind == cliticToken && j > from && a.tokens[j-1].kind == wordToken {
			start, j = j-1, j-1 // "the report’s author"
			continue
		}
		if w.kind == markToken || smallWord[w.lower] || prepositions[w.lower] || a.words.strongSpeech[w.lower] {
			break
		}
		start = j
	}
	return start
}

// noun makes a speaker of a noun phrase: the person that it describes, an organisation, a document, or
// somebody whom the article does not name.
func (a *attribution) noun(from, to int) speaker {
	at := Span{a.tokens[from].Start, a.tokens[to-1].End}
	for i := range a.descriptionsFrom(from) {
		if a.descriptions[i].from != from || from >= to {
			break
		}
		d := a.descriptions[i]
		if d.person >= 0 {
			return speaker{name: a.persons[d.person].name, kind: SpeakerPerson, mention: d.Span, confidence: 0.8, person: d.person}
		}
	}
	head := a.headOf(from, to)
	l := a.tokens[head].lower
	s := speaker{mention: at, name: a.At(at), kind: SpeakerUnknown, confidence: 0.7, person: -1}
	switch {
	case documents[l]:
		s.kind = SpeakerDocument
	case bodies[l]:
		s.kind = SpeakerOrganization
	case a.namesBody(from, to):
		s.kind = SpeakerOrganization
	case a.proper(from, to):
		s.confidence = 0.4 // a name that nothing else tells of
	case !a.speaks(head) && !a.determined(from, head):
		return nobody
	default:
		s.confidence = 0.5
	}
	return s
}

// proper tells whether every word of a phrase is capitalised and the last one is no common word.
func (a *attribution) proper(from, to int) bool {
	for i := from; i < to; i++ {
		if a.tokens[i].kind == cliticToken || !capital(a.At(a.tokens[i].Span)) {
			return false
		}
	}
	l := a.tokens[to-1].lower
	if first := a.tokens[from].lower; possessives[first] || first == "a" || first == "an" {
		return false // a headline writes every word so
	}
	return !a.words.common[l] && !smallWord[l] && !a.words.opener[l] && a.words.demonym[a.At(a.tokens[to-1].Span)] == ""
}

// headOf is the token of the noun that a phrase is about: the last one before a preposition.
func (a *attribution) headOf(from, to int) int {
	for i := from + 1; i < to; i++ {
		if prepositions[a.tokens[i].lower] {
			return i - 1
		}
	}
	return to - 1
}

// namesBody tells whether the phrase is itself the name of an organisation or a place that speaks.
func (a *attribution) namesBody(from, to int) bool {
	n := a.nameEndingAt(to-1, from)
	return n >= 0 && (a.names[n].kind == orgName || a.names[n].kind == placeName)
}

// speaks tells whether a noun can be a person or people: a role, or a plural.
func (a *attribution) speaks(head int) bool {
	l := a.tokens[head].lower
	return a.words.role[l] || a.words.role[strings.TrimSuffix(l, "s")] || a.words.role[afterHyphen(l)] || groups[l]
}

// determined tells whether a phrase begins with a word that makes a noun of what follows: "the announcer".
func (a *attribution) determined(from, head int) bool {
	l := a.tokens[from].lower
	return head > from && !a.words.demonymOrPlace(a.At(a.tokens[head].Span)) && (l == "the" || l == "a" || l == "an" || l == "one" || l == "another" || possessives[l])
}

var groups = wordsOf(`officials people sources source police authorities prosecutors critics supporters analysts experts scientists
	researchers lawyers others some many one women men children families relatives survivors investigators doctors insiders aides
	advisers republicans democrats conservatives liberals voters protesters demonstrators fans crowd audience residents neighbours
	neighbors everyone somebody someone nobody spokespeople lawmakers mps ministers leaders members passerby readers users
	firefighters paramedics campaigners activists economists historians observers organisers organizers commentators insider half groups group voter majority percent pundits allies opponents operatives attorneys spectators neighbor parents teachers students employees workers staff colleagues friends governments companies countries nations diplomats reporters journalists delegates candidates presidents narrator announcer man woman boy girl teenager person child relative relatives family narrator`)

// pronoun finds whom "he" or "she" means; "they" and "it" are left open.
func (a *attribution) pronoun(i int) speaker {
	t := a.tokens[i]
	s := speaker{mention: t.Span, kind: SpeakerUnknown, confidence: 0.4, person: -1}
	want := anySex
	switch t.lower {
	case "he", "his":
		want = male
	case "she", "her":
		want = female
	default:
		return s
	}
	if p := a.referent(i, want); p >= 0 {
		s.person, s.name, s.kind, s.confidence = p, a.persons[p].name, SpeakerPerson, 0.75
	}
	return s
}

// farthest is how many sentences back a pronoun's person is looked for.
const farthest = 5

// referent finds the person a pronoun stands for: the subject nearest before it, of the right sex as far as
// that is known. The speaker of the sentence before comes first, since news goes on with whom it quotes.
func (a *attribution) referent(i int, want sex) int {
	at := a.tokens[i]
	// Earlier in the same sentence: the subject of the clause before.
	if p := a.firstPerson(a.first[at.sentence], i, want, at.sentence); p >= 0 {
		return p
	}
	for s := at.sentence - 1; s >= 0 && at.sentence-s <= farthest; s-- {
		if a.lastQuote >= 0 && a.Quotes[a.lastQuote].Sentence == s && a.last.person >= 0 && a.agrees(a.last.person, want) {
			return a.last.person
		}
		if p := a.firstPerson(a.first[s], a.first[s+1], want, s); p >= 0 {
			return p
		}
	}
	return -1
}

// firstPerson is the first person named or described by the reporter between two tokens, the subjects before
// the rest.
func (a *attribution) firstPerson(from, to int, want sex, sentence int) int {
	second := -1
	best, where := -1, to
	lead := a.leadClause(from, to)
	start := a.namesBefore(a.Sentences[sentence].Start) + 1
	for n := start; n < len(a.names) && n < start+mostNamesakes && a.names[n].from < to; n++ {
		m := a.names[n]
		if m.from < from || a.of[n] < 0 || a.quoted(m.Start) || !a.agrees(a.of[n], want) {
			continue
		}
		owned := m.to < len(a.tokens) && a.tokens[m.to].kind == cliticToken
		if owned || m.from < lead || m.run > from && prepositions[a.tokens[m.run-1].lower] {
			if second < 0 {
				second = a.of[n]
			}
			continue
		}
		best, where = a.of[n], m.from
		break
	}
	for d := range a.descriptionsFrom(from) {
		desc := a.descriptions[d]
		if desc.from >= min(to, where) || desc.from > from+10*reach {
			break
		}
		if desc.person >= 0 && a.agrees(desc.person, want) && !a.quoted(desc.Start) && !(desc.from > from && prepositions[a.tokens[desc.from-1].lower]) {
			return desc.person
		}
	}
	if best >= 0 {
		return best
	}
	return second
}

// leadClause is the token where the clause that leads in ends, "While NAME waited,": who is in it is not the one
// that the sentence is about. Without such a clause it is from.
func (a *attribution) leadClause(from, to int) int {
	if from >= to || !subordinators[a.tokens[from].lower] {
		return from
	}
	for i := from; i < to && i-from < reach; i++ {
		if a.tokens[i].lower == "," {
			return i
		}
	}
	return from
}

// descriptionsFrom yields the indexes of the descriptions from a token on.
func (c *cast) descriptionsFrom(from int) func(func(int) bool) {
	return func(yield func(int) bool) {
		lo, hi := 0, len(c.descriptions)
		for lo < hi {
			if mid := (lo + hi) / 2; c.descriptions[mid].from < from {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		for ; lo < len(c.descriptions) && yield(lo); lo++ {
		}
	}
}

func (a *attribution) agrees(p int, want sex) bool {
	return a.persons[p].sex == anySex || want == anySex || a.persons[p].sex == want
}
