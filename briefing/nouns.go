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
	if t.kind != wordToken && t.kind != numberToken || prepositions[t.lower] || smallWord[t.lower] && !(i > from && a.tokens[i-1].lower == "of") && !standsAlone[t.lower] {
		return nobody
	}
	return a.noun(a.nounStart(i, from), i+1)
}

// standsAlone are small words that are a noun phrase by themselves: "another said".
var standsAlone = wordsOf("one some many others another most several few")

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
		if a.pluralOwner(j, i+1) && j > from {
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
	researchers lawyers others some many one another most several few women men children families relatives survivors investigators doctors insiders aides
	advisers republicans democrats conservatives liberals voters protesters demonstrators fans crowd audience residents neighbours
	neighbors everyone somebody someone nobody spokespeople lawmakers mps ministers leaders members passerby readers users
	firefighters paramedics campaigners activists economists historians observers organisers organizers commentators insider half groups group voter majority percent pundits allies opponents operatives attorneys spectators neighbor parents teachers students employees workers staff colleagues friends governments companies countries nations diplomats reporters journalists delegates candidates presidents narrator announcer man woman boy girl teenager person child relative relatives family narrator`)
