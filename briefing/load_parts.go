package briefing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/briefing/text"
)

// parts reads the structure, in the order in which its parts refer to each other.
func (l *loader) parts(root object) {
	a := l.a
	if l.err != nil {
		return
	}
	a.Paragraphs = entries(l, root, "paragraphs", append([]string{"kind"}, spanFields...), func(o object) Paragraph {
		kind := l.oneOf(o, "kind", string(Body), string(Heading), string(BylineLine), string(Caption))
		return Paragraph{Span: l.required(o), Kind: ParagraphKind(cmp.Or(kind, string(Body)))}
	})
	inOrder(l, "paragraphs", a.Paragraphs, func(p Paragraph) Span { return p.Span })
	a.Sentences = entries(l, root, "sentences", append([]string{"paragraph"}, spanFields...), func(o object) Sentence {
		s := Sentence{Span: l.required(o), Paragraph: -1}
		if i, ok := l.index(o, "paragraph", max(len(a.Paragraphs), 1<<30*absent(a.Paragraphs)), "paragraphs"); ok {
			s.Paragraph = i
		}
		return s
	})
	inOrder(l, "sentences", a.Sentences, func(s Sentence) Span { return s.Span })
	l.frame()
	if l.err != nil {
		return
	}
	n := len(a.Sentences)
	a.Summary = l.indexes(root, "summary", n, "sentences")
	a.Developments = entries(l, root, "developments", []string{"title", "sentences", "places", "source", "reported"}, func(o object) Development {
		d := Development{Sentences: l.indexes(o, "sentences", n, "sentences"), Places: l.strings(o, "places"), Source: l.text(o, "source")}
		d.Reported = l.indexes(o, "reported", n, "sentences")
		if t, ok := l.object(o, "title", spanFields...); ok {
			s := l.required(t)
			d.Title = &s
		}
		if len(d.Sentences) == 0 {
			l.fail(o.at("sentences"), "is absent or empty", "give the numbers of the development's sentences")
		}
		l.inText(o.at("source"), d.Source)
		return d
	})
	a.Quotes = entries(l, root, "quotes", append([]string{"sentence", "speaker", "mention", "speaker_kind", "cue", "partial", "confidence"}, spanFields...), l.quote)
	a.People = entries(l, root, "people", []string{"name", "role", "role_at", "aliases", "mentions", "quotes"}, l.person)
	l.peopleGiven, l.quotesGiven = a.People != nil, a.Quotes != nil
	a.Organizations = entries(l, root, "organizations", []string{"name", "mentions"}, l.name)
	a.Places = entries(l, root, "places", []string{"name", "mentions"}, l.name)
	a.Figures = entries(l, root, "figures", append([]string{"value", "unit", "counts", "sentence"}, spanFields...), l.figure)
	a.Dates = entries(l, root, "dates", append([]string{"sentence", "resolved"}, spanFields...), l.date)
}

// absent returns 1 if there is no list, and 0 otherwise.
func absent[T any](list []T) int {
	if list == nil {
		return 1
	}
	return 0
}

func inOrder[T any](l *loader, name string, list []T, span func(T) Span) {
	for i := 1; i < len(list) && l.err == nil; i++ {
		if span(list[i]).Start < span(list[i-1]).End {
			l.fail(fmt.Sprintf("%s[%d]", name, i), "begins before the end of the one before it", "give them in reading order, without overlap")
		}
	}
}

// frame completes the paragraphs and sentences, which everything else refers to, and checks that they fit the text.
func (l *loader) frame() {
	a := l.a
	if l.err != nil {
		return
	}
	if a.Paragraphs == nil {
		a.Paragraphs = text.Paragraphs(a.Text)
	}
	if a.Sentences == nil {
		a.Sentences = text.Sentences(a.Text, a.Paragraphs, text.Quotations(a.Text, a.Paragraphs))
	}
	for i := range a.Sentences {
		s := &a.Sentences[i]
		path := fmt.Sprintf("sentences[%d]", i)
		if s.Paragraph < 0 {
			s.Paragraph = max(containing(a.Paragraphs, s.Start, func(p Paragraph) Span { return p.Span }), 0)
		}
		if s.Paragraph >= len(a.Paragraphs) {
			l.inRange(path+".paragraph", s.Paragraph, len(a.Paragraphs), "paragraphs")
			return
		}
		if p := a.Paragraphs[s.Paragraph]; s.Start < p.Start || s.End > p.End {
			l.fail(path, fmt.Sprintf("does not lie inside paragraphs[%d]", s.Paragraph), "cut it at the paragraph's end, or give the paragraphs to match")
			return
		}
	}
}

// containing returns the index of the span that holds the byte at, in a list sorted by position; -1 if there is none.
func containing[T any](list []T, at int, span func(T) Span) int {
	i, _ := slices.BinarySearchFunc(list, at, func(t T, at int) int {
		if span(t).End <= at {
			return -1
		}
		return 1
	})
	if i < len(list) && span(list[i]).Start <= at {
		return i
	}
	return -1
}

func (l *loader) sentenceAt(at int) int {
	return containing(l.a.Sentences, at, func(s Sentence) Span { return s.Span })
}

// sentence reads which sentence a span stands in, or works it out.
func (l *loader) sentence(o object, s Span) int {
	at := l.sentenceAt(s.Start)
	if l.err == nil && at < 0 {
		l.fail(o.path, fmt.Sprintf("begins at byte %d, which is in no sentence", s.Start), "move it into a sentence, or leave it out")
	}
	if i, ok := l.index(o, "sentence", len(l.a.Sentences), "sentences"); ok && i != at {
		l.fail(o.at("sentence"), fmt.Sprintf("is %d, but the span begins in sentence %d", i, at), "correct it, or leave it out")
	}
	return max(at, 0)
}

func (l *loader) quote(o object) Quote {
	q := Quote{Span: l.required(o)}
	q.Sentence = l.sentence(o, q.Span)
	q.Speaker, q.Cue = l.text(o, "speaker"), l.text(o, "cue")
	q.SpeakerKind = SpeakerKind(l.oneOf(o, "speaker_kind",
		string(SpeakerPerson), string(SpeakerOrganization), string(SpeakerDocument), string(SpeakerUnknown)))
	if m, ok := l.object(o, "mention", spanFields...); ok {
		s := l.required(m)
		q.Mention = &s
	}
	if q.Cue != "" && !strings.Contains(l.a.SentenceText(q.Sentence), q.Cue) {
		l.inText(o.at("cue"), q.Cue)
	}
	if !l.read(o, "partial", &q.Partial, "true or false") {
		q.Partial = startsLower(strings.TrimLeft(l.a.At(q.Span), "“”\"«»„‘'"))
	}
	if q.Speaker != "" {
		q.Confidence = 1 // an editor has looked at it
	}
	if l.read(o, "confidence", &q.Confidence, "a number") && (q.Confidence < 0 || q.Confidence > 1) {
		l.fail(o.at("confidence"), fmt.Sprintf("is %g", q.Confidence), "give a number from 0 to 1")
	}
	if q.Speaker == "" && q.SpeakerKind == "" {
		l.bare[q.Start] = true
	}
	return q
}

func startsLower(s string) bool { return s != "" && s[0] >= 'a' && s[0] <= 'z' }

func (l *loader) person(o object) Person {
	p := Person{Name: l.text(o, "name"), Role: l.text(o, "role"), Aliases: l.strings(o, "aliases"), Mentions: l.mentions(o)}
	p.Quotes = l.indexes(o, "quotes", max(len(l.a.Quotes), 1<<30*absent(l.a.Quotes)), "quotes")
	l.named(o, p.Name, p.Mentions)
	if r, ok := l.object(o, "role_at", spanFields...); ok {
		s := l.required(r)
		p.RoleAt = &s
		words := l.a.At(s)
		p.Role = cmp.Or(p.Role, words)
		if l.err == nil && p.Role != words {
			l.fail(r.path, fmt.Sprintf("covers %q, but the role is %q", short(words), short(p.Role)), "make the two agree, or leave role_at out")
		}
	} else if p.Role != "" {
		p.RoleAt = l.roleAt(o.at("role"), p)
	}
	return p
}

// roleAt finds a role that was given in words: just after the first mention if it occurs there, or else its first occurrence.
func (l *loader) roleAt(path string, p Person) *Span {
	l.inText(path, p.Role)
	if l.err != nil {
		return nil
	}
	at, s := l.places(path, p.Role)[0], -1
	if p.Name != "" {
		if named := l.places(path, p.Name); len(named) > 0 {
			s = l.sentenceAt(named[0])
		}
	}
	if s >= 0 {
		if i := strings.Index(l.a.SentenceText(s), p.Role); i >= 0 {
			at = l.a.Sentences[s].Start + i
		}
	}
	return &Span{Start: at, End: at + len(p.Role)}
}

func (l *loader) name(o object) Name {
	n := Name{l.text(o, "name"), l.mentions(o)}
	l.named(o, n.Name, n.Mentions)
	return n
}

// named requires a name that occurs in the article.
func (l *loader) named(o object, name string, mentions []Mention) {
	if name == "" {
		l.fail(o.at("name"), "is absent or empty", "give the name as the text has it")
	}
	if !slices.ContainsFunc(mentions, func(m Mention) bool { return l.a.At(m.Span) == name }) {
		l.inText(o.at("name"), name)
	}
}

func (l *loader) mentions(o object) []Mention {
	return entries(l, o, "mentions", append([]string{"sentence"}, spanFields...), func(o object) Mention {
		s := l.required(o)
		return Mention{Sentence: l.sentence(o, s), Span: s}
	})
}

func (l *loader) figure(o object) Figure {
	f := Figure{Span: l.required(o), Unit: l.text(o, "unit"), Counts: l.text(o, "counts")}
	f.Sentence = l.sentence(o, f.Span)
	var value float64
	if l.read(o, "value", &value, "a number") {
		f.Value = &value
	}
	for _, name := range []string{"unit", "counts"} {
		if words := l.text(o, name); words != "" && !strings.Contains(l.lower.Of(f.Sentence, l.a.SentenceText), strings.ToLower(words)) {
			l.inText(o.at(name), words)
		}
	}
	return f
}

func (l *loader) date(o object) Date {
	d := Date{Span: l.required(o), Resolved: l.text(o, "resolved")}
	d.Sentence = l.sentence(o, d.Span)
	if d.Resolved != "" {
		if _, err := time.Parse(time.DateOnly, d.Resolved); err != nil {
			l.fail(o.at("resolved"), "is no calendar day", `write it as in "2006-01-02", or leave it out`)
		}
	}
	return d
}
