package words

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Vocabulary holds the lists for reading an article. The head of each file in reading/ says what the list is.
type Vocabulary struct {
	// Sentences.
	Openers, ClauseOpeners, ClauseBoundaries, Leaning, States Set
	Clipped                                                   List

	// Grammar.
	SmallWords, Articles, Determiners, Possessives, Pronouns, Subjects, StandAlone                                                                               Set
	Prepositions, FarPrepositions, InPlaces, Subordinators, ClauseLinks, NounLinks                                                                               Set
	LeadIns, Openings, StoryLinks, Referring, LightWords, ClauseVerbs, Passivizers                                                                               Set
	PageVerbs, ReaderWords, Admissions, Connectives, EndHeadings, QuestionHeads, SeparateEvents, Areas, Sides, EventVerbs, Striking, EventPlaces, PlaceModifiers Set
	PastForms, PastVerbs, Plurals, PhraseEnds, Ordinals, Times, NounMakers, PhraseStarts, NoSubjects, Compounding                                                Set

	// Names.
	Common, Given, Male, Female, MaleTitles, FemaleTitles, TellingTitles, Honorifics, TitlesOrNames, Particles                                                                                 Set
	Generations, ArabicArticles, Elided, NoSurnames, OfHeads, Firms, CompanyRoles                                                                                                              Set
	CompoundTails, ShipTitles, SaintTitles, Presidencies, Births, Vessels, Singing, Retelling, Venues, Things, PluralThings, Pieces, Credits, CompanyHeads, CompanyForms, LabelWords, Pictures Set
	Faiths, PlaceKinds, TownKinds, Inhabitants, BylineWords, Mastheads, Goods, Premises, PremisesKinds, Holdings, Founded, Failing, Aiming, ClubBelongings, Staff, TradingRoles, Routes        Set
	Places, Organisations, Towns, Nobodies                                                                                                                                                     Names

	// Roles.
	Modifiers, Departments, AddressedOffices, Ranks, Officers, OtherOffices, Qualities                                                                                                                   Set
	MaleRoles, FemaleRoles, CivilRanks, Lawyers                                                                                                                                                          Set
	Callings, OfCallings, Trades, Animals                                                                                                                                                                Set
	Installed, LeadingVerbs, ServingVerbs, TradingVerbs                                                                                                                                                  Set
	SucceedingVerbs, VerbalRoles, Ties                                                                                                                                                                   Set
	PassingVerbs, MovingVerbs, ClauseNouns, Compass, KinPlurals, OfOffices, Parents, OpeningRoles, OfficeVerbs, ReverendStyles, ScholarTitles, GenderedOffices, RoleAdverbs, OfficeLetters, ClippedRanks Set
	ShoutedRanks, PartyMembers, LetteredOffices                                                                                                                                                          Names
	CallingEndings, ScholarlyEndings, AgentEndings, AbstractEndings                                                                                                                                      List
	SameOffices, Epithets                                                                                                                                                                                Groups

	// Speech.
	Documents, Bodies, Groups, Counting, Sayings, Wordings, WordingVerbs, CalledByOthers                           Set
	BareForms, WorkNouns, Undertakings, Playing, Screen, FirstPersons                                              Set
	Appearing, Overheard, AnyBody, WorkLeads, WorkLinks, Receiving, TalkingVerbs, ThatVerbs, PublicBodies, Hearers Set
	WontTo, Disowning, Rejecting, Hearsay, Falsely, Mouthed, Fakes, Showing, Accusing, Modals, NoLinks, OnlyWords  Set
	UnsaidBefore                                                                                                   Phrases

	// Figures and dates.
	Cardinals, Scales, Months, Weekdays, Fractions                                                                     Values
	Crowds, Currencies, Durations, Units, Hedges, Victims, Harmed, Harming, Uncounted, Uncounting, ScaledByA           Set
	Periods, DayDoubts, BeforeMonths, BeforeYears, ClockWords, ZoneWords                                               Set
	GermanStopwords                                                                                                    Set
	NumberWords, Turners, Numbered, StreetKinds, Dialling, BeforeTimes                                                 Set
	AnswerLabels, QuestionLabels, CoverageWords, SubjectHeads, Fronts, MoneyWords, CountedInMillions, JoinedCurrencies Set
	LongHedges, BehindHedges, Greetings, Kickers, PairedRoles, FirmBelongings                                          Phrases
	IntroWords                                                                                                         List

	// Abbreviations have a full stop that does not end a sentence by itself. TitleAbbreviations come before a name, so that
	// their full stop never ends one. NameAbbreviations are of names, and so have a capital.
	Abbreviations, TitleAbbreviations, NameAbbreviations map[string]bool
	// Speech holds the verbs of speech, StrongSpeech those that need no quotation nearby.
	Speech, StrongSpeech map[string]bool
	// Roles holds nouns that say what a person is. "The leader" may mean any of Leaders; BareRoles say too little to be a role.
	Roles, Leaders, BareRoles map[string]bool
	// Demonyms, Capitals and Countries map "Ukrainian", "Kyiv" and each name of a country to its first name.
	Demonyms, Capitals, Countries map[string]string
	// Heads maps the last word of a name, Leads the first, to what bears it: "org", "place", "other".
	Heads, Leads map[string]string
	// LeadsAbroad maps the first word to it that belongs to another language, LeadsOrSurnames one that is a surname as well.
	LeadsAbroad, LeadsOrSurnames map[string]string
	// Languages maps a small word to the codes of its languages.
	Languages map[string][]string
}

// Lexicon returns the vocabulary, read when first needed.
var Lexicon = sync.OnceValue(func() *Vocabulary {
	v := &Vocabulary{}
	fill(v, "reading")
	for _, list := range []Set{v.Male, v.Female} {
		for name := range list {
			v.Given[name] = true
		}
	}
	v.Abbreviations, v.TitleAbbreviations = marked("reading/abbreviations", "title")
	_, v.NameAbbreviations = marked("reading/abbreviations", "name")
	v.Speech, v.StrongSpeech = marked("reading/speech", "strong")
	v.Roles, v.Leaders = marked("reading/roles", "leader")
	_, v.BareRoles = marked("reading/roles", "person")
	v.readCountries()
	for town := range v.Towns {
		v.Places[town] = true
	}
	v.CompanyForms.withStops()
	v.readHeads()
	v.Languages = map[string][]string{}
	for _, line := range lines("reading/languages") {
		code, words, _ := strings.Cut(line, " ")
		for w := range strings.FieldsSeq(words) {
			v.Languages[w] = append(v.Languages[w], code)
		}
	}
	return v
})

func (v *Vocabulary) readHeads() {
	v.Heads, v.Leads = map[string]string{}, map[string]string{}
	eachHead("reading/heads", func(w, kind string, leads bool) {
		if leads {
			v.Leads[w] = kind
		} else {
			v.Heads[w] = kind
		}
	})
	v.LeadsAbroad, v.LeadsOrSurnames = map[string]string{}, map[string]string{}
	eachHead("reading/heads-abroad", func(w, kind string, leads bool) {
		w, surname := strings.CutSuffix(w, "*")
		switch {
		case leads && surname:
			v.LeadsOrSurnames[w] = kind
		case leads:
			v.Leads[w], v.LeadsAbroad[w] = kind, kind
		case surname:
			v.Heads[w] = kind
		default:
			v.Heads[w], v.NoSurnames[w] = kind, true
		}
	})
	for form := range v.CompanyForms {
		v.Heads[form], v.NoSurnames[form] = "org", true
	}
}

// eachHead calls a func for each word of a list of heads, with the kind of name that it makes and whether it comes first.
func eachHead(list string, f func(w, kind string, leads bool)) {
	for _, line := range lines(list) {
		kind, words, _ := strings.Cut(line, " ")
		kind, leads := strings.CutPrefix(kind, "first-")
		for w := range strings.FieldsSeq(words) {
			f(w, kind, leads)
		}
	}
}

// withStops adds to a list of abbreviations how they are written with full stops: "S.p.A." for SpA.
func (s Set) withStops() {
	for _, w := range slices.Collect(maps.Keys(s)) {
		if n := utf8.RuneCountInString(w); n > 1 && n <= longestStopped && !strings.Contains(w, ".") {
			s[strings.Join(strings.Split(w, ""), ".")+"."] = true
		}
	}
}

// longestStopped is how many letters an abbreviation may have that is written with a full stop behind each.
const longestStopped = 5

// readCountries reads lines of country names, demonyms and cities, divided by "|". Names and cities are places, too.
func (v *Vocabulary) readCountries() {
	v.Demonyms, v.Capitals, v.Countries = map[string]string{}, map[string]string{}, map[string]string{}
	for _, line := range lines("reading/countries") {
		parts := strings.Split(line, "|")
		country, _, _ := strings.Cut(parts[0], ",")
		for i, list := range []map[string]string{v.Countries, v.Demonyms, v.Capitals} {
			for w := range strings.SplitSeq(parts[i], ",") {
				if w == "" {
					continue
				}
				list[w] = country
				if i != 1 {
					v.Places[w] = true
				}
			}
		}
	}
}

// DemonymOrPlace reports whether a word names a place, a country or a people.
func (v *Vocabulary) DemonymOrPlace(w string) bool {
	return Capital(w) && (v.Places[w] || v.Demonyms[w] != "")
}

// Grammar reports whether a word is a function word.
func (v *Vocabulary) Grammar(w string) bool { return v.SmallWords[w] || v.Prepositions[w] }

// Nation returns the country that a word names or is the demonym of; "" if there is none.
func (v *Vocabulary) Nation(w string) string {
	if n := v.Demonyms[w]; n != "" {
		return n
	}
	return v.Countries[w]
}
