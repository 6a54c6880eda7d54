package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
)

// Before is what the message before was about.
type Before struct {
	Frame  string             // FrameSaid, FrameWho or ""
	Asked  string             // the question word: “when”, “where” or “how”
	People []*briefing.Person // of the article
	Named  bool               // whether the message named them, rather than its answer
	Shown  []int              // sentences, the best first
}

// The frames that a follow-up takes over: “and her?”.
const (
	FrameSaid = "said"
	FrameWho  = "who"
)

// Meant is what a message means.
type Meant struct {
	Question string             // without pronouns that stand for somebody
	Frame    string             // the sort of question, for the next message
	People   []*briefing.Person // whom it names; nil for nobody
	// Which are the people of whom a pronoun, or a name of several, may speak; there are at least two, and the message means none before it is
	// known which. Question has “\x00” where the name has to stand.
	Which []*briefing.Person
	// Of is true when the message asks only when, where, why or how many: of what was shown before.
	Of bool
	// Back is true when the message asks who did what was shown: “who decided that?”
	Back bool
	// Loose is true when the message may ask only of what was shown, unless the article answers it by itself: “how fast?”, “when does it start?”
	Loose bool
	// Turned is true when the frame was taken over from the message before.
	Turned bool
	// Asked is the question word, for the next message. Thing is what that is asked about anew: “and the electricity?” after “when will trains run?”
	Asked, Thing string
	// Nobody is true when a pronoun stands for nobody that the article names.
	Nobody bool
	// Topic is of what a question of what somebody said asks it: “about the strike”; "" for anything.
	Topic string
	// Ahead is true when the message asks only what somebody will do.
	Ahead bool
	// Else is true when the message asks what somebody said beside what was shown.
	Else bool
}

// gap is where a name has to stand in a question.
const gap = "\x00"

// With is the question about one of those who may be meant.
func (m Meant) With(name string) string { return strings.ReplaceAll(m.Question, gap, name) }

// Shorter is the question with the one whom it is about called as the article does later on, without the given name and the role; the same if it never does.
func (m Meant) Shorter() string {
	if len(m.People) != 1 {
		return m.Question
	}
	p := m.People[0]
	for _, alias := range p.Aliases {
		if strings.HasSuffix(p.Name, " "+alias) {
			return strings.ReplaceAll(byName(m.Question, p, alias), p.Name, alias)
		}
	}
	return m.Question
}

// byName is a question with a name in the place of the role by which it calls somebody: “how old is the mayor?”
func byName(question string, p *briefing.Person, name string) string {
	list, roles := tokens(question), roleWords(p)
	for i, t := range list {
		to := i + 1
		for to < len(list) && roles[list[to].Fold] {
			to++
		}
		if t.Fold == "the" && to > i+1 && !list[to-1].Owner {
			return question[:t.Start] + name + question[list[to-1].End:]
		}
	}
	return question
}

// Understand reads a question that goes on from the one before. Phrases are the questions for a frame, with the gap {name}.
func Understand(a *briefing.Article, before Before, text string, phrase func(frame, name string) string) Meant {
	m := understand(a, before, text, phrase)
	m.Ahead = len(m.People) == 1 && onlyDoes(tokens(m.Question), m.People)
	return m
}

func understand(a *briefing.Article, before Before, text string, phrase func(frame, name string) string) Meant {
	list := tokens(text)
	m, head := read(a, text, list)
	pointed := points(list) && pronounIn(list) == unknown // “who's that?”
	named := asksName(list)                               // whoever asks for the name cannot know whether it is a man
	if (pointed || named) && len(before.People) == 1 {
		return m.about(a, before.People, FrameWho, phrase)
	}
	if thing := Topic(text); thing != "" && before.Asked != "" && len(m.People) == 0 {
		m.Asked, m.Thing = before.Asked, thing
		return m
	}
	if turned, ok := m.turnedTo(a, before, text, list, phrase); ok {
		return turned
	}
	if m.People = calledSo(m.People, list); len(m.People) > 1 && m.Frame != "" && sameName(m.People, list) {
		m.Which, m.People, m.Question = m.People, nil, phrase(m.Frame, gap)
		return m
	}
	if saysAlone := m.Frame == FrameSaid && !m.Else && onlySays(list, m.People); saysAlone && len(m.People) == 1 {
		m.Question = phrase(FrameSaid, m.People[0].Name)
	}
	switch {
	case len(m.People) > 0 || strange(head):
		return m
	case slices.ContainsFunc(list, func(t token) bool { return pronoun(t.Fold) != unknown }):
		return m.resolve(a, before, text, list, phrase)
	}
	return m.ofShown(list)
}

// ofShown reports whether a question asks of what was shown.
func (m Meant) ofShown(list []token) Meant {
	m.Of = bare(list, around.has)
	m.Back = !m.Of && asksBack(list)
	m.Loose = !m.Of && bare(list, func(word string) bool { return around.has(word) || loosely.has(word) })
	return m
}

// read reads a question by itself, and gives the part of it that may name those who are meant.
func read(a *briefing.Article, text string, list []token) (m Meant, head []token) {
	m = Meant{Question: text, Frame: frameOf(list), People: Named(a, text), Asked: askedWith(list)}
	head = list
	if at := topicIn(list); m.Frame == FrameSaid && at < len(list) {
		head, m.Topic = list[:at], text[list[at+1].Start:list[len(list)-1].End]
		m.People = Named(a, text[:list[at].Start])
	}
	m.Else = m.Frame == FrameSaid && slices.ContainsFunc(list, func(t token) bool { return further.has(t.Fold) }) && onlySays(list, m.People)
	return m, head
}

// asksBack reports whether a question asks of what was shown who does it: “who did that?”
func asksBack(list []token) bool {
	if len(list) < 3 || len(list) > 4 || list[0].Fold != "who" {
		return false
	}
	return back.has(list[len(list)-1].Fold)
}

// turnedTo is a message that puts somebody before its question, or only turns to somebody else.
func (m Meant) turnedTo(a *briefing.Article, before Before, text string, list []token, phrase func(frame, name string) string) (Meant, bool) {
	if rest, ok := put(list, m.People); ok { // “and Varga, what did she say?”
		if points(rest) {
			return m.about(a, m.People, FrameWho, phrase), true
		}
		if with, want := gapped(text, rest); want != unknown {
			m.Frame, m.Question = frameOf(rest), with
			return m.meaning(m.People[0], rest, phrase), true
		}
	}
	if rest, ok := another(list); ok && before.Frame != "" { // “and her?”, “what about the mayor?”
		switch who := rest[len(rest)-1]; {
		case pronoun(who.Fold) != unknown && len(rest) == 1:
			return m.about(a, otherThan(a, before.People, pronoun(who.Fold)), before.Frame, phrase), true
		case len(m.People) > 0 && onlyNames(rest, m.People) && !slices.ContainsFunc(rest, asksOf):
			return m.about(a, m.People, before.Frame, phrase), true
		}
	}
	return m, false
}

// sameName reports whether people are named by words that all of them bear: one “Poole” of two.
func sameName(people []*briefing.Person, list []token) bool {
	first := nameWords(people[0])
	for _, p := range people[1:] {
		called := nameWords(p)
		for _, t := range list {
			if called.has(t) != first.has(t) {
				return false
			}
		}
	}
	return true
}

// calledSo is the one of several with a name whom the article calls by it alone, else all of them.
func calledSo(people []*briefing.Person, list []token) []*briefing.Person {
	if len(people) < 2 || !sameName(people, list) {
		return people
	}
	var so []*briefing.Person
	for _, p := range people {
		if slices.ContainsFunc(p.Aliases, func(alias string) bool {
			return slices.ContainsFunc(list, func(t token) bool { return t.Fold == words.Fold(alias) })
		}) {
			so = append(so, p)
		}
	}
	if len(so) == 1 {
		return so
	}
	return people
}

// strange reports whether a message names somebody or something by a capital letter within it, which the article's people are not: a
// pronoun behind that may stand for it.
func strange(list []token) bool {
	return slices.ContainsFunc(list[min(1, len(list)):], func(t token) bool { return t.Upper && t.Fold != "i" && pronoun(t.Fold) == unknown })
}

// bare reports whether a question has nothing but a question word for when, where, why or how much, so that it can only be about what was shown.
// Beside it only words may stand that say nothing of what is asked about.
func bare(list []token, idle func(word string) bool) bool {
	asks := false
	for i, t := range list {
		switch asked := questionWord(t.Fold); {
		case asked != "":
			asks = asks || asked == t.Fold && asked != "whom"
		case t.Fold == "not" && list[0].Fold != "why", told.has(t.Fold) && list[0].Fold != "who":
			return false
		case t.Fold != "not" && !told.has(t.Fold) && !idle(t.Fold):
			refers := t.Fold == "it" || words.Asking().Referring[t.Fold] && (i > 0 || t.Fold != "there")
			if !refers && !words.Asking().Auxiliaries[t.Fold] {
				return false
			}
		}
	}
	return asks
}

// otherThan are those of whom a pronoun may speak that turns away from the people before.
func otherThan(a *briefing.Article, before []*briefing.Person, want sex) (others []*briefing.Person) {
	for _, p := range fitting(a, everybody(a), want) {
		if !slices.Contains(before, p) {
			others = append(others, p)
		}
	}
	if len(others) == 0 {
		return fitting(a, before, want)
	}
	return others
}

func everybody(a *briefing.Article) (all []*briefing.Person) {
	for i := range a.People {
		all = append(all, &a.People[i])
	}
	return all
}

// about asks in a frame about people of whom one has to be meant.
func (m Meant) about(a *briefing.Article, people []*briefing.Person, frame string, phrase func(frame, name string) string) Meant {
	m.Frame, m.People, m.Turned = frame, nil, true
	switch len(people) {
	case 0:
		m.Nobody = true
	case 1:
		m.People, m.Question = people, phrase(frame, people[0].Name)
	default:
		m.Which, m.Question = people, phrase(frame, gap)
	}
	return m
}

// resolve puts a name in the place of the pronouns: of the people before whom they fit, else of all in the article.
func (m Meant) resolve(a *briefing.Article, before Before, text string, list []token, phrase func(frame, name string) string) Meant {
	if speaker, ok := ofAnother(list); ok && m.Frame == FrameSaid { // all of it: whom the other pronoun means is not known
		text = phrase(FrameSaid, text[speaker.Start:speaker.End])
		list = tokens(text)
	}
	with, want := gapped(text, list)
	people := candidates(a, before, want)
	if len(people) > 1 && len(fitting(a, before.People, want)) == 0 && m.Frame == "" {
		people = mainOf(a, people)
	}
	if len(fitting(a, before.People, want)) == 0 && m.Frame == "" && unnamed(a, want) {
		return m // the article itself may speak so of somebody without a name
	}
	switch {
	case want == unknown, len(people) == 0:
		m.Nobody, m.Question = true, text
	case len(people) == 1:
		m.Question = with
		return m.meaning(people[0], list, phrase)
	default:
		m.Which, m.Question = people, with
	}
	return m
}

// unnamed reports whether an article speaks by a pronoun of somebody whom it does not name: “a boy of 11 months is in hospital. He …”
func unnamed(a *briefing.Article, want sex) bool {
	crowds := crowdsOf(a)
	for i := 1; i < len(a.Sentences); i++ {
		opening := tokens(a.SentenceText(i))
		opens := len(opening) > 0 && opening[0].Start == 0 && pronoun(opening[0].Fold) == want
		if opens && crowds[i]+crowds[i-1] == 0 && a.Sentences[i].Paragraph == a.Sentences[i-1].Paragraph {
			return true
		}
	}
	return false
}

// meaning is a question with gaps when it is known whom it means.
func (m Meant) meaning(p *briefing.Person, list []token, phrase func(frame, name string) string) Meant {
	m.Question, m.People = m.With(p.Name), []*briefing.Person{p}
	if m.Frame == FrameSaid && !m.Else && onlySays(list, m.People) {
		m.Question = phrase(FrameSaid, p.Name)
	}
	return m
}

// ofAnother is who speaks in a question of what somebody said of somebody else by pronouns alone: “what did he say about her?”
func ofAnother(list []token) (speaker token, ok bool) {
	var spoken []token
	for _, t := range list {
		if pronoun(t.Fold) != unknown {
			spoken = append(spoken, t)
		}
	}
	if len(spoken) != 2 || pronoun(spoken[0].Fold) == pronoun(spoken[1].Fold) {
		return speaker, false
	}
	at := slices.Index(list, spoken[0])
	follows := at > 0 && words.Asking().Auxiliaries[list[at-1].Fold]
	return spoken[0], follows && list[len(list)-1] == spoken[1] && words.Asking().About[list[len(list)-2].Fold]
}

// mainOf is the one of some people whom the headline names, else the one whom the article names at least twice as often as any other; all of them without one.
func mainOf(a *briefing.Article, people []*briefing.Person) []*briefing.Person {
	var one []*briefing.Person
	title := tokens(a.Title)
	for _, p := range people {
		if slices.ContainsFunc(title, nameWords(p).has) {
			one = append(one, p)
		}
	}
	if len(one) == 1 {
		return one
	}
	const often = 3
	for _, p := range people {
		seldom := func(other *briefing.Person) bool { return other == p || 2*len(other.Mentions) <= len(p.Mentions) }
		if len(p.Mentions) >= often && !slices.ContainsFunc(people, func(other *briefing.Person) bool { return !seldom(other) }) {
			return []*briefing.Person{p}
		}
	}
	return people
}

// gapped is the text of some words with gaps in the place of the pronouns, and of whom they speak: unknown when it is nobody, or two people, as
// in “did he thank her?”
func gapped(text string, list []token) (with string, want sex) {
	var out strings.Builder
	last := list[0].Start
	for i, t := range list {
		s := pronoun(t.Fold)
		if s == unknown {
			continue
		}
		if want != unknown && s != want {
			return text, unknown
		}
		want = s
		out.WriteString(text[last:t.Start] + gap)
		if t.Fold == "his" || t.Fold == "hers" || t.Fold == "her" && owns(list, i) {
			out.WriteString("’s")
		}
		last = t.End
	}
	return out.String() + text[last:], want
}

// candidates are of whom a pronoun may speak: of the people before, and as long as the article does not tell that it is them, also those
// of whom it surely may; else of all in the article. Who alone was asked about just before is meant as long as nothing speaks against it.
func candidates(a *briefing.Article, before Before, want sex) []*briefing.Person {
	fit := fitting(a, before.People, want)
	if before.Frame != "" && before.Named && len(before.People) == 1 && len(fit) == 1 {
		return fit
	}
	if len(fit) == 0 {
		return fitting(a, everybody(a), want)
	}
	if len(fit) == 1 && len(surely(a, fit, want)) == 0 {
		fit = append(fit, surely(a, everybody(a), want)...)
	}
	return fit
}

// surely are those of some people of whom the article tells that a pronoun speaks of them.
func surely(a *briefing.Article, people []*briefing.Person, want sex) (sure []*briefing.Person) {
	crowds := crowdsOf(a)
	for _, p := range people {
		if sexOf(a, p, crowds) == want {
			sure = append(sure, p)
		}
	}
	return sure
}

// owns reports whether “her” has its noun behind it: “her house”, and not “to her in”.
func owns(list []token, i int) bool {
	return i+1 < len(list) && !words.Stopword(list[i+1].Fold, "en") && !words.Asking().Auxiliaries[list[i+1].Fold]
}

// Is reports whether a text begins with a form of “to be”.
func Is(text string) bool {
	list := tokens(text)
	return len(list) > 0 && words.Being(list[0].Fold)
}

// Asks reports whether a text has a word that says something, so that it may be a question.
func Asks(text string) bool {
	return slices.ContainsFunc(tokens(text), func(t token) bool {
		return !known().fillers[t.Fold] && !words.Stopword(t.Fold, "en") && !words.Asking().Auxiliaries[t.Fold]
	})
}
