package briefing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing/words"
)

// link fills in what follows from the rest once everything is read: who speaks, where a name stands, whose quotations are whose. Entries
// that were given in full are left alone.
func (l *loader) link() {
	a := l.a
	l.borrow()
	l.speakers()
	said := map[string][]int{}
	for i, q := range a.Quotes {
		if q.SpeakerKind == SpeakerPerson {
			said[q.Speaker] = append(said[q.Speaker], i)
		}
	}
	last := map[string]int{}
	for _, p := range a.People {
		last[lastName(p.Name)]++
	}
	for i := range a.People {
		p := &a.People[i]
		if p.Mentions == nil {
			l.nameEverywhere(p, last)
		}
		for j, q := range p.Quotes {
			l.inRange(fmt.Sprintf("people[%d].quotes[%d]", i, j), q, len(a.Quotes), "quotes")
		}
		if p.Quotes == nil {
			p.Quotes = said[p.Name]
		}
	}
	for _, names := range [][]Name{a.Organizations, a.Places} {
		for i := range names {
			if names[i].Mentions == nil {
				names[i].Mentions = l.standing(names[i].Name)
			}
		}
	}
}

// borrow gives a quotation without anything about its speaker the speaker that is worked out for it.
func (l *loader) borrow() {
	if len(l.bare) == 0 {
		return
	}
	own := &Article{Text: l.a.Text, Paragraphs: l.a.Paragraphs, Sentences: l.a.Sentences, People: slices.Clone(l.a.People)}
	own.complete(Options{})
	at := map[int]Quote{}
	for _, q := range own.Quotes {
		at[q.Start] = q
	}
	for i := range l.a.Quotes {
		q := &l.a.Quotes[i]
		if o, ok := at[q.Start]; ok && l.bare[q.Start] {
			q.Speaker, q.SpeakerKind, q.Mention, q.Cue, q.Confidence = o.Speaker, o.SpeakerKind, o.Mention, o.Cue, o.Confidence
		}
	}
}

// speakers works out the kind of each speaker who was given by name. Another form of a person's name resolves to the person.
func (l *loader) speakers() {
	a := l.a
	people, organizations := speakersAmong(a)
	for i := range a.Quotes {
		q := &a.Quotes[i]
		path := fmt.Sprintf("quotes[%d].speaker", i)
		name, known := people[q.Speaker]
		switch {
		case q.Speaker == "":
			q.SpeakerKind = cmp.Or(q.SpeakerKind, SpeakerUnknown)
		case q.SpeakerKind != "" && q.SpeakerKind != SpeakerPerson:
		case known:
			q.Speaker, q.SpeakerKind = name, SpeakerPerson
		case q.SpeakerKind == SpeakerPerson && !l.quotesGiven:
			// The people were given and this one is not among them: an editor has removed the name.
			q.Speaker, q.SpeakerKind, q.Mention, q.Confidence = "", SpeakerUnknown, nil, 0
		case q.SpeakerKind == SpeakerPerson && !l.peopleGiven:
			l.inText(path, q.Speaker)
			a.People = append(a.People, Person{Name: q.Speaker})
			people[q.Speaker] = q.Speaker
		case q.SpeakerKind == "" && organizations[q.Speaker]:
			q.SpeakerKind = SpeakerOrganization
		default:
			l.fail(path, fmt.Sprintf("is %q, who is neither among the people nor the organizations", short(q.Speaker)),
				"add the speaker there, or say what it is with speaker_kind")
		}
	}
}

// speakersAmong returns the full name of each person by every form of the name, and the set of organisation names.
func speakersAmong(a *Article) (people map[string]string, organizations map[string]bool) {
	people, organizations = map[string]string{}, map[string]bool{}
	for _, p := range a.People {
		for _, form := range p.Aliases {
			people[form] = p.Name
		}
	}
	for _, p := range a.People {
		people[p.Name] = p.Name // a full name takes precedence over another person's short form
	}
	for _, o := range a.Organizations {
		organizations[o.Name] = true
	}
	return people, organizations
}

func lastName(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

// nameEverywhere finds a person's mentions by name, by alias and by last name if nobody else has it.
func (l *loader) nameEverywhere(p *Person, sharing map[string]int) {
	forms := append([]string{p.Name}, p.Aliases...)
	if last := lastName(p.Name); last != p.Name && p.Aliases == nil && words.Capital(last) && sharing[last] == 1 {
		forms = append(forms, last)
	}
	slices.SortStableFunc(forms, func(a, b string) int { return len(b) - len(a) })
	taken := map[int]bool{} // the ends of longer forms already found; no shorter form may end there as well
	for _, form := range forms {
		found := l.standing(form)
		found = slices.DeleteFunc(found, func(m Mention) bool { return taken[m.End] })
		if len(found) > 0 && form != p.Name && !slices.Contains(p.Aliases, form) {
			p.Aliases = append(p.Aliases, form)
		}
		for _, m := range found {
			taken[m.End] = true
		}
		p.Mentions = append(p.Mentions, found...)
	}
	slices.SortFunc(p.Mentions, func(a, b Mention) int { return a.Start - b.Start })
}

// standing finds every place where a name stands as words of its own.
func (l *loader) standing(name string) []Mention {
	var found []Mention
	if name == "" {
		return nil
	}
	text := l.a.Text
	places := l.places("mentions", name)
	if l.stood += len(places); l.stood > maxStanding {
		l.fail("the article", "names more than can be looked for everywhere", "give the mentions of the commonest names, or leave those names out")
		return nil
	}
	for _, at := range places {
		s := Span{Start: at, End: at + len(name)}
		before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
		after, _ := utf8.DecodeRuneInString(text[s.End:])
		if n := l.sentenceAt(s.Start); n >= 0 && !words.Letter(before) && !words.Letter(after) {
			found = append(found, Mention{Sentence: n, Span: s})
		}
	}
	return found
}
