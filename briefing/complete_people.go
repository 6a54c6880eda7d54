package briefing

import (
	"slices"
	"strings"

	"lede/briefing/names"
	"lede/briefing/said"
)

// completePeople lists the people with their roles and other names.
func (d *draft) completePeople() {
	if d.article.People != nil {
		return
	}
	for _, p := range d.cast.Persons {
		out := Person{Name: p.Name, Mentions: d.cast.MentionsOf(p)}
		if p.Role != (Span{}) {
			at := p.Role
			out.Role, out.RoleAt = d.At(at), &at
		}
		seen := map[string]bool{p.Name: true}
		for _, m := range out.Mentions {
			if w := d.At(m.Span); !seen[w] {
				seen[w] = true
				out.Aliases = append(out.Aliases, w)
			}
		}
		for _, alias := range p.Aliases {
			if key := strings.ToLower(alias); !seen[key] && !seen[alias] {
				seen[key] = true
				out.Aliases = append(out.Aliases, alias)
			}
		}
		d.article.People = append(d.article.People, out)
	}
}

// completeQuotes lists the quotations and finds who speaks in each. Where the article leaves the speaker open, so does the Article: a wrong
// speaker is worse than none.
func (d *draft) completeQuotes() {
	if d.article.Quotes != nil {
		return
	}
	found := said.Quotations(d.cast)
	d.article.Quotes = slices.Grow(d.article.Quotes, len(found))
	for _, q := range found {
		d.article.Quotes = append(d.article.Quotes, Quote{Span: q.Span, Sentence: q.Sentence, SpeakerKind: SpeakerUnknown, Partial: q.Partial})
	}
	for i, s := range said.Attribute(d.cast, found) {
		q := &d.article.Quotes[i]
		q.Speaker, q.SpeakerKind, q.Cue, q.Confidence = s.Name, s.Kind, s.Cue, s.Confidence
		if s.Mention != (Span{}) {
			q.Mention = &s.Mention
		}
	}
	d.article.Quotes = slices.DeleteFunc(d.article.Quotes, d.pulled())
}

// pulled returns a test of whether a quotation is the copy of one before it: pages repeat a sentence in large letters. Words that are said
// again in a sentence of their own are no copy.
func (d *draft) pulled() func(Quote) bool {
	type copied struct{ words, sentence, speaker string }
	before := map[copied]int{}
	return func(q Quote) bool {
		c := copied{q.Of(d.Text), d.SentenceText(q.Sentence), q.Speaker}
		first, again := before[c]
		if !again {
			before[c] = q.Sentence
		}
		return again && first != q.Sentence && len(c.sentence) > len(c.words)
	}
}

// completeSpeakers gives each person the quotations that are theirs.
func (d *draft) completeSpeakers() {
	index := map[string]int{}
	for i, p := range d.article.People {
		index[p.Name] = i
		if p.Quotes != nil {
			return // given with the article
		}
	}
	for i, q := range d.article.Quotes {
		if p, ok := index[q.Speaker]; ok && q.SpeakerKind == SpeakerPerson {
			d.article.People[p].Quotes = append(d.article.People[p].Quotes, i)
		}
	}
}

// completePlaces lists the places and the organisations with all their mentions.
func (d *draft) completePlaces() {
	places, bodies := d.article.Places == nil, d.article.Organizations == nil
	at := map[string]int{}
	for i, n := range d.cast.Names {
		if d.cast.Of[i] >= 0 {
			continue
		}
		w := d.At(n.Span)
		key := w
		list := &d.article.Places
		switch {
		case n.Kind == names.PlaceName && places:
			if canonical := d.Words.Countries[w]; canonical != "" {
				key = canonical
			}
		case n.Kind == names.OrgName && bodies:
			key, list = "org "+strings.TrimPrefix(w, "The "), &d.article.Organizations
		default:
			continue
		}
		if _, ok := at[key]; !ok {
			at[key] = len(*list)
			*list = append(*list, Name{Name: w})
		}
		entry := &(*list)[at[key]]
		entry.Mentions = append(entry.Mentions, Mention{Sentence: n.Sentence, Span: n.Span})
	}
}
