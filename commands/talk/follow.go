package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// Before is the subject of the previous message.
type Before struct {
	Frame  string             // FrameSaid, FrameWho or ""
	Asked  string             // the question word: “when”, “where” or “how”
	People []*briefing.Person // of the article
	Named  bool               // whether the message named them, rather than its answer
	Shown  []int              // sentences, the best first
}

// The frames that a follow-up inherits: “and her?”.
const (
	FrameSaid = "said"
	FrameWho  = "who"
)

// Meant is the meaning of a message.
type Meant struct {
	Question string             // with names in place of pronouns
	Frame    string             // the sort of question, for the next message
	People   []*briefing.Person // the people it names; nil for none
	// Which holds at least two people to whom a pronoun, or a shared name, may refer; until one is chosen, the message means none of
	// them. Question has “\x00” where the name belongs.
	Which []*briefing.Person
	// Of is true when the message asks only when, where, why or how many, about what was shown before.
	Of bool
	// Back is true when the message asks who did what was shown: “who decided that?”
	Back bool
	// Loose is true when the message may ask only about what was shown, unless the article itself answers it: “how fast?”, “when does it start?”
	Loose bool
	// Turned is true when the frame was inherited from the previous message.
	Turned bool
	// Asked is the question word, for the next message. Thing is its new subject: “and the electricity?” after “when will trains run?”
	Asked, Thing string
	// Nobody is true when a pronoun fits no person the article names.
	Nobody bool
	// Nameless is how the message calls somebody whom the article does not name: “the neighbour”; "" for anybody else.
	Nameless string
	// Topic is the topic of a question about a person's words: “about the strike”; "" for any topic.
	Topic string
	// Ahead is true when the message asks only what a person will do.
	Ahead bool
	// Other is true when the message only turns to the other of two: it asks for what the article tells of that person.
	Other bool
	// Else is true when the message asks what a person said beyond what was shown.
	Else bool
}

// gap marks where a name belongs in a question.
const gap = "\x00"

// With returns the question about one of the candidates.
func (m Meant) With(name string) string { return strings.ReplaceAll(m.Question, gap, name) }

// Shorter returns the question with its person called as the article does later on, without given name and role; unchanged if it never does.
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

// byName replaces the role by which a question calls a person with a name: “how old is the mayor?”
func byName(question string, p *briefing.Person, name string) string {
	list, roles := message.Words(question), roleWords(p)
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

// Understand reads a question that follows up on the previous one. phrase returns the question for a frame, with the gap {name}.
func Understand(a *briefing.Article, before Before, text string, phrase func(frame, name string) string) Meant {
	m := understand(a, before, text, phrase)
	m.Ahead = len(m.People) == 1 && onlyDoes(message.Words(m.Question), m.People)
	return m
}

func understand(a *briefing.Article, before Before, text string, phrase func(frame, name string) string) Meant {
	list := message.Words(text)
	m, head := read(a, text, list)
	if other, ok := m.other(a, before, text, list, phrase); ok {
		return other
	}
	if pointed, ok := m.pointedTo(a, before, text, list, head, phrase); ok {
		return pointed
	}
	if thing := message.Topic(text); thing != "" && before.Asked != "" && len(m.People) == 0 {
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
	return m.ofSomebody(a, before, text, list, head, phrase)
}

// ofSomebody reads a question about the people it names, about those a pronoun refers to, or else about what was shown.
func (m Meant) ofSomebody(a *briefing.Article, before Before, text string, list, head []message.Word, phrase func(frame, name string) string) Meant {
	switch {
	case len(m.People) > 0 || strange(head):
		return m
	case slices.ContainsFunc(list, func(t message.Word) bool { return pronoun(t.Fold) != unknown }):
		return m.resolve(a, before, text, list, phrase)
	}
	return m.ofShown(list)
}

// pointedTo reads a question about whoever the message before was about, named or not.
func (m Meant) pointedTo(a *briefing.Article, before Before, text string, list, head []message.Word, phrase func(frame, name string) string) (Meant, bool) {
	named := AsksName(list) // a person who asks for the name cannot know the sex
	if refers := named || pronounIn(list) != unknown; refers && len(m.People) == 0 && !strange(head) {
		if one, ok := before.nameless(a, pronounIn(list)); ok {
			return m.ofNameless(one, text, list, phrase), true
		}
	}
	if noun := nameOf(list); noun != "" && len(m.People) == 0 && namesOf(a).neverNames(noun) {
		m.Nobody, m.Nameless = true, "the "+noun
		return m, true
	}
	pointed := points(list) && pronounIn(list) == unknown // “who's that?”
	if (pointed || named) && len(before.People) == 1 {
		return m.about(before.People, FrameWho, phrase), true
	}
	return m, false
}

// ofShown marks a question that asks about what was shown.
func (m Meant) ofShown(list []message.Word) Meant {
	m.Of = bare(list, around.Has)
	m.Back = !m.Of && asksBack(list)
	m.Loose = !m.Of && bare(list, func(word string) bool { return around.Has(word) || loosely.Has(word) })
	return m
}

// read reads a question by itself, and returns the part of it that may name the people meant.
func read(a *briefing.Article, text string, list []message.Word) (m Meant, head []message.Word) {
	m = Meant{Question: text, Frame: frameOf(list), People: Named(a, text), Asked: askedWith(list)}
	head = list
	if at := topicIn(list); m.Frame == FrameSaid && at < len(list) {
		head, m.Topic = list[:at], text[list[at+1].Start:list[len(list)-1].End]
		m.People = Named(a, text[:list[at].Start])
	}
	m.Else = m.Frame == FrameSaid && slices.ContainsFunc(list, func(t message.Word) bool { return further.Has(t.Fold) }) && onlySays(list, m.People)
	return m, head
}

// asksBack reports whether a question asks who did what was shown: “who did that?”
func asksBack(list []message.Word) bool {
	if len(list) < 3 || len(list) > 4 || list[0].Fold != "who" {
		return false
	}
	bought := list[len(list)-2].Fold == "for" // “who paid for it?” asks of the thing, not of what was done
	return !bought && back.Has(list[len(list)-1].Fold)
}

// DoneThere reports whether a question like “who decided that?” may ask who did what a sentence tells: it asks for the deed in general, “who did that?”, or
// points at the sentence, or asks with its verb. “Who owns it?” asks of a thing.
func DoneThere(a *briefing.Article, question string, sentence int) bool {
	list := message.Words(question)
	if sentence < 0 || sentence >= len(a.Sentences) || len(list) == 0 {
		return false
	}
	thing := list[len(list)-1].Fold == "it" && slices.ContainsFunc(list, message.AboutSomething)
	return !thing || overlap.Covers(a.SentenceText(sentence), a.Language, question)
}

// turnedTo reads a message that puts a name before its question, or only turns to another person.
func (m Meant) turnedTo(a *briefing.Article, before Before, text string, list []message.Word, phrase func(frame, name string) string) (Meant, bool) {
	if rest, ok := put(list, m.People); ok { // “and Varga, what did she say?”
		if points(rest) {
			return m.about(m.People, FrameWho, phrase), true
		}
		if with, want := gapped(text, rest); want != unknown {
			m.Frame, m.Question = frameOf(rest), with
			return m.meaning(m.People[0], rest, phrase), true
		}
	}
	if rest, ok := message.Another(list); ok && before.Frame != "" { // “and her?”, “what about the mayor?”
		switch who := rest[len(rest)-1]; {
		case pronoun(who.Fold) != unknown && len(rest) == 1:
			return m.about(otherThan(a, before.People, pronoun(who.Fold)), before.Frame, phrase), true
		case len(m.People) > 0 && onlyNames(rest, m.People) && !slices.ContainsFunc(rest, message.AsksOf):
			return m.about(m.People, before.Frame, phrase), true
		}
	}
	return m, false
}

// sameName reports whether people are named by words that all their names share: one “Poole” of two.
func sameName(people []*briefing.Person, list []message.Word) bool {
	first := nameWords(people[0])
	for _, p := range people[1:] {
		called := nameWords(p)
		for _, t := range list {
			if called.Has(t) != first.Has(t) {
				return false
			}
		}
	}
	return true
}

// calledSo returns the one of several namesakes whom the article calls by that name alone, else all of them.
func calledSo(people []*briefing.Person, list []message.Word) []*briefing.Person {
	if len(people) < 2 || !sameName(people, list) {
		return people
	}
	var so []*briefing.Person
	for _, p := range people {
		if slices.ContainsFunc(p.Aliases, func(alias string) bool {
			return slices.ContainsFunc(list, func(t message.Word) bool { return t.Fold == words.Fold(alias) })
		}) {
			so = append(so, p)
		}
	}
	if len(so) == 1 {
		return so
	}
	return people
}

// strange reports whether a message names, by a capital letter within it, a person or thing that is not one of the article's people: a
// later pronoun may refer to it.
func strange(list []message.Word) bool {
	return slices.ContainsFunc(list[min(1, len(list)):], func(t message.Word) bool { return t.Upper && t.Fold != "i" && pronoun(t.Fold) == unknown })
}

// bare reports whether a question has no content but a question word for when, where, why or how much, so that it must be about what was
// shown. Its other words must say nothing about the subject.
func bare(list []message.Word, idle func(word string) bool) bool {
	asks := false
	for i, t := range list {
		switch asked := questionWord(t.Fold); {
		case asked != "":
			asks = asks || asked == t.Fold && asked != "whom"
		case t.Fold == "not" && list[0].Fold != "why", told.Has(t.Fold) && list[0].Fold != "who":
			return false
		case t.Fold != "not" && !told.Has(t.Fold) && !idle(t.Fold):
			if existing := i == 0 && t.Fold == "there"; existing || !refers(t.Fold) {
				return false
			}
		}
	}
	return asks
}

// refers reports whether a word only points at what was shown, or belongs to the verb.
func refers(word string) bool {
	points := word == "it" || word == "they" || word == "be"
	return points || words.Asking().Referring[word] || words.Asking().Auxiliaries[word]
}

// otherThan returns the people to whom a pronoun may refer when it turns away from those before.
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

// about asks in a frame about people, one of whom must be meant.
func (m Meant) about(people []*briefing.Person, frame string, phrase func(frame, name string) string) Meant {
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

// resolve replaces the pronouns with a name: of a fitting person just spoken of, else of any in the article.
func (m Meant) resolve(a *briefing.Article, before Before, text string, list []message.Word, phrase func(frame, name string) string) Meant {
	if speaker, ok := ofAnother(list); ok && m.Frame == FrameSaid { // all of it: whom the other pronoun means is not known
		text = phrase(FrameSaid, text[speaker.Start:speaker.End])
		list = message.Words(text)
	}
	with, want := gapped(text, list)
	if len(fitting(a, before.People, want)) == 0 && opensUnnamed(a, want) {
		return m // whom the article is about has no name in it
	}
	people := candidates(a, before, want)
	if len(people) > 1 && len(fitting(a, before.People, want)) == 0 && m.Frame == "" {
		people = mainOf(a, people)
	}
	if len(people) == 1 && len(fitting(a, before.People, want)) == 0 && m.Frame == "" && unnamed(a, want) {
		return m // the article itself may refer so to a person without a name
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

// Carried returns whom a question with a pronoun left open goes on to mean, whoever its answer names: the main person of the article; nil for
// none.
func Carried(a *briefing.Article, question string) []*briefing.Person {
	want := pronounIn(message.Words(question))
	if want == unknown || opensUnnamed(a, want) {
		return nil
	}
	if people := mainOf(a, fitting(a, everybody(a), want)); len(people) == 1 {
		return people
	}
	return nil
}

// unnamed reports whether an article uses a pronoun for a person it does not name: “a boy of 11 months is in hospital. He …”
func unnamed(a *briefing.Article, want sex) bool {
	crowds := crowdsOf(a)
	for i := 1; i < len(a.Sentences); i++ {
		opening := message.Words(a.SentenceText(i))
		opens := len(opening) > 0 && opening[0].Start == 0 && pronoun(opening[0].Fold) == want
		if opens && crowds[i]+crowds[i-1] == 0 && a.Sentences[i].Paragraph == a.Sentences[i-1].Paragraph {
			return true
		}
	}
	return false
}

// meaning fills the gaps of a question once the person is known.
func (m Meant) meaning(p *briefing.Person, list []message.Word, phrase func(frame, name string) string) Meant {
	m.Question, m.People = m.With(p.Name), []*briefing.Person{p}
	if m.Frame == FrameSaid && !m.Else && onlySays(list, m.People) {
		m.Question = phrase(FrameSaid, p.Name)
	}
	return m
}

// ofAnother returns the pronoun of the speaker in a question with two pronouns: “what did he say about her?”
func ofAnother(list []message.Word) (speaker message.Word, ok bool) {
	var spoken []message.Word
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

// gapped returns the text of words with gaps in place of the pronouns, and the sex of these: unknown if there are none or two people, as
// in “did he thank her?”
func gapped(text string, list []message.Word) (with string, want sex) {
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
		clause := t.Fold == "he" || t.Fold == "she"                           // “how old was she when she died”
		if want != unknown && (clause || strings.HasSuffix(t.Fold, "self")) { // “is he from there himself”
			continue
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

// owns reports whether “her” is followed by its noun: “her house”, and not “to her in”.
func owns(list []message.Word, i int) bool {
	return i+1 < len(list) && !words.Stopword(list[i+1].Fold, "en") && !words.Asking().Auxiliaries[list[i+1].Fold] && !afterwards.Has(list[i+1].Fold)
}
