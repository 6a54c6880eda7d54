package words

import (
	"strings"
	"sync"
)

// Questions holds the lists for analysing a question and for telling which sentences may answer it. The head of each file
// in asking/ says what the list is.
type Questions struct {
	// The question.
	Before, After                                                                                                             List
	Dying, Lodgings, Recurring, Conditions, ToldHarms, Occurs, Calls, Causal, Reasons                                         Leads
	Leading, QuestionWords, Auxiliaries, Generic, Overview                                                                    Set
	Kinds, Steps, Undergone, Sexes                                                                                            Forms
	Places                                                                                                                    Values
	PlaceNouns, TimeNouns, WhoNouns, MoneyTalk, HowMany                                                                       Set
	Measures, MoneyMeasures, PlainMeasures                                                                                    Set
	Units, Holders                                                                                                            Forms
	AsksCause, AsksAhead, About, SaidOpeners, Sources, Topics, Fillers, Calling, Verbs, LooksBack, Faint, Owners, Fates, Paid Set
	Anybody, Any, Indefinite, AtAll, Others, Harms, HarmAsked, Deaths, Hurts, Works                                           Set
	// Saying holds words of questions about what somebody said, StrictSaying those of them that ask nothing else.
	Saying, StrictSaying map[string]bool

	// The sentences.
	Causes, Manners, Ahead, RoleOpeners, Pronouns, Referring, Persons, Things, DayParts, TimeLeads, Awaited, Happenings           Set
	Moves, Talk, Present, Withholding, Withheld, Unsaid, Negations, Purposes, Tomorrow, Light, Deadly, Offices                    Set
	Bearing, Fated, Mishaps, Faults, Watching, Crowd, Particles, Lodging, Residing, Anything, Voices, Timing, Seeking, Precedents Set
	Ordinals, Founding, Nexts, Happens, Sentencing, Sentences, Pending, Intending, Objectless, Being, Series, Deeds, Wellbeing    Set
	Posts, Having, Tallies, Clocked, RowWords, Wins, Contests, Outcomes, Occasions, TakenTo, Begins, Joins, Speakers              Set
	SingleUnits, Doubts, Bounds, Rates, Within, Plans, Past, When, WhenLoosely, PlacePrepositions, Whereabouts                    Set
	Venues, Numbers, Guys, Layoffs, JobNouns                                                                                      Set
	Money, Durations, Stretches, Lengths, Distances, Weights, Degrees, Percents, Speeds, Areas                                    Set
}

// Asking returns the lists for questions, read when first needed.
var Asking = sync.OnceValue(func() *Questions {
	q := &Questions{}
	fill(q, "asking")
	q.Saying, q.StrictSaying = marked("asking/saying", "strict")
	return q
})

// Contraries maps a word to those that mean the contrary.
var Contraries = sync.OnceValue(func() map[string]Set {
	against := map[string]Set{}
	for _, line := range lines("asking/contraries") {
		one, other, _ := strings.Cut(line, " | ")
		for _, pair := range [][2]string{{one, other}, {other, one}} {
			for from := range strings.FieldsSeq(pair[0]) {
				for to := range strings.FieldsSeq(pair[1]) {
					if against[from] == nil {
						against[from] = Set{}
					}
					against[from][to] = true
				}
			}
		}
	}
	return against
})

// Foreign returns the words for asking in languages other than English, by language code and then by the names in
// asking/foreign.txt.
var Foreign = sync.OnceValue(func() map[string]map[string]Set {
	all := map[string]map[string]Set{}
	var now map[string]Set
	for _, line := range lines("asking/foreign") {
		name, list, ok := strings.Cut(line, ":")
		if !ok {
			now = map[string]Set{}
			all[strings.Trim(line, "[]")] = now
			continue
		}
		now[name] = Set{}
		for w := range InMessage(list) {
			now[name][w.Fold] = true
		}
	}
	return all
})

// Contrary reports whether one of some words means the contrary of one of others, which is not among them itself.
func Contrary(some, others Set) bool {
	contraries := Contraries()
	for w := range some {
		for v := range contraries[w] {
			if others[v] && !some[v] {
				return true
			}
		}
	}
	return false
}
