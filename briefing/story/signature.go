package story

import (
	"cmp"
	"hash/fnv"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/briefing/story/wording"
	"lede/briefing/text"
	"lede/briefing/words"
)

// The most of each kind in a signature, which keeps it within 1,024 bytes.
const (
	mostTerms   = 64
	mostLead    = 20
	mostPairs   = 28
	mostSaid    = 3
	mostNames   = 12
	mostFigures = 8
	mostDays    = 6
	mostLetters = 16 // bytes of a name or a figure
)

// Signature is what an article is recognised by. [Sign] makes it, and MarshalBinary writes it in at most 1,024 bytes.
type Signature struct {
	// Language is the ISO 639-1 code; articles in two languages are never one story.
	Language string
	// Published is zero if unknown.
	Published time.Time
	// Page is a hash of the address, 0 if there is none. An article that comes back under its address is the same story, however
	// often its headline changes.
	Page uint32
	// Headline is true if there is little more than a headline to go by.
	Headline bool
	// Roundup is true if the article reports several events, and is a source of none.
	Roundup bool
	// Terms are the stems with the most weight, Lead those of the title and the first sentences, and Pairs neighbouring stems:
	// each 24 bits of hash and 8 of weight, in ascending order. The last bit of a weight marks part of a name, and in Lead the one before marks
	// the title.
	Terms, Lead, Pairs []uint32
	// Said are hashes of some words of the first long quotations, in ascending order.
	Said []uint32
	// Names are those that stand first or most often.
	Names []NameSign
	// Figures are the first ones.
	Figures []FigureSign
	// Days are the days named, since 1970, in order.
	Days []uint16
	// Marks tell its act from others of the same actor or at the same place, in ascending order.
	Marks []uint32
}

// NameKind is what a name belongs to.
type NameKind uint8

// The kinds of name.
const (
	PersonName NameKind = iota
	BodyName
	PlaceName
)

// NameSign is a name in a signature.
type NameSign struct {
	// Name is the beginning of the name as written.
	Name string
	Kind NameKind
	// Lead is true if it is in the title or one of the first sentences.
	Lead bool
	// Key is a hash of the name, for a person of the surname; Given is one of the given name, or 0.
	Key   uint32
	Given uint16
	// Weight is how rare it is, in twelfths.
	Weight uint8
}

// FigureSign is a figure in a signature.
type FigureSign struct {
	// Text is the beginning of the figure as written.
	Text  string
	Value float32
	// Thing is a hash of what it counts or measures; 0 if that is not stated.
	Thing uint32
	Lead  bool
}

// leadSentences is how many sentences say what an article is about, and leadTerms how many of them give its lead terms.
const (
	leadSentences = 3
	leadTerms     = 2
)

// leads reports whether a sentence is one of the first.
func leads(sentence int) bool { return sentence < leadSentences }

// Sign makes the signature of an article.
func Sign(a *briefing.Article) Signature {
	s := signer{of: a, known: map[string]string{}}
	s.out.Language, s.out.Roundup = a.Language, wording.IsRoundup(a.Title)
	if a.Published != nil {
		s.out.Published = a.Published.UTC().Truncate(time.Second)
	}
	if a.URL != "" {
		s.out.Page = pageOf(a.URL)
	}
	s.terms()
	s.out.Said = saidIn(s.of)
	s.names()
	s.figures()
	s.days()
	s.marks()
	return s.out
}

// pageOf returns a hash of an address without its tracking parameters.
func pageOf(address string) uint32 {
	h := fnv.New32a()
	if u, err := url.Parse(address); err == nil {
		query := u.Query()
		for key := range query {
			if strings.HasPrefix(key, "utm_") {
				query.Del(key)
			}
		}
		u.RawQuery, u.Fragment, u.Scheme = query.Encode(), "", ""
		u.Host = strings.TrimPrefix(u.Host, "www.")
		address = strings.TrimSuffix(u.String(), "/")
	}
	_, _ = h.Write([]byte(address)) // it cannot fail
	return max(1, h.Sum32())
}

// signer makes one signature.
type signer struct {
	of     *briefing.Article
	out    Signature
	tokens []text.Token      // of one sentence, in the room of those before
	known  map[string]string // the stem of each word so far, since an article repeats most of its words
}

// tokensOf divides a part of a text. What it returns is valid until its next call.
func (s *signer) tokensOf(of string, within text.Span) []text.Token {
	s.tokens = text.AppendTokens(s.tokens[:0], of, within)
	return s.tokens
}

// bag holds words by their hashes.
type bag map[uint32]term

// term is a hashed word with how often it occurs, its weight and its marks.
type term struct {
	hash, marks   uint32
	times, weight float64
}

// The marks of a word, in the last bits of its weight.
const (
	inName  = 1
	inTitle = 2
)

func (b bag) add(word string, times, weight float64, marks uint32) {
	h := hash24(word)
	t := b[h]
	b[h] = term{h, t.marks | marks, t.times + times, weight}
}

// heaviest packs the heaviest words with some of their marks, in ascending order.
func (b bag) heaviest(most int, marked uint32) []uint32 {
	all := make([]term, 0, len(b))
	for _, t := range b {
		t.weight *= 1 + math.Log(t.times)
		all = append(all, t)
	}
	slices.SortFunc(all, func(x, y term) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.hash, y.hash))
	})
	packed := make([]uint32, min(most, len(all)))
	for i, t := range all[:len(packed)] {
		packed[i] = t.hash<<8 | coarse(t.weight)&^marked | t.marks&marked
	}
	slices.Sort(packed)
	return packed
}

// earlyTimes is the factor for a word in the title or the first sentences.
const earlyTimes = 1.5

// terms weighs each stem by how often, how early and how rarely it occurs.
func (s *signer) terms() {
	terms, lead, pairs, words := bag{}, bag{}, bag{}, 0
	for i, sentence := range s.of.Sentences {
		times := 1.0
		if leads(i) {
			times = earlyTimes
		}
		stems, marks := s.stems(s.of.Text, sentence.Span)
		words += len(stems)
		before := 0.0
		for k, stem := range stems {
			rare := wording.Rarity(stem)
			terms.add(stem, times, rare, marks[k])
			if i < leadTerms {
				lead.add(stem, 1, rare, marks[k])
			}
			if k > 0 {
				pairs.add(stems[k-1]+" "+stem, 1, (before+rare)/2, 0)
			}
			before = rare
		}
	}
	if title := s.of.Title; s.of.TitleSource == briefing.TitlePublished && title != strings.TrimSpace(s.of.Text) {
		stems, marks := s.stems(title, text.Span{End: len(title)})
		if !sentenceCase(stems, marks) {
			clear(marks)
		}
		for k, stem := range stems {
			terms.add(stem, earlyTimes, wording.Rarity(stem), marks[k])
			lead.add(stem, 1, wording.Rarity(stem), marks[k]|inTitle)
		}
	}
	s.out.Headline = words < fewWords && !sentenceEnds(s.of.Text)
	s.out.Terms, s.out.Lead, s.out.Pairs = terms.heaviest(mostTerms, inName), lead.heaviest(mostLead, inName|inTitle), pairs.heaviest(mostPairs, inName)
}

// sentenceCase reports whether capitals mark names in a title, which they do not if all words have them.
func sentenceCase(stems []string, marks []uint32) bool {
	for k, stem := range stems {
		if k > 0 && marks[k] == 0 && !words.Digit(stem) {
			return true
		}
	}
	return false
}

// sentenceEnds reports whether a text ends like a sentence and not like a headline: one that was cut ends with three full stops.
func sentenceEnds(text string) bool {
	text = strings.TrimRight(text, " \n\"”’)")
	return strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "..")
}

// names keeps the names in the lead, then the most frequent.
func (s *signer) names() {
	type found struct {
		NameSign
		times int
	}
	var all []found
	seen := map[string]bool{}
	add := func(name string, kind NameKind, mentions []briefing.Mention) {
		sign := nameSign(name, kind)
		sign.Lead = slices.ContainsFunc(mentions, func(m briefing.Mention) bool { return leads(m.Sentence) })
		if folded := words.Fold(name); !seen[folded] {
			seen[folded] = true
			all = append(all, found{sign, len(mentions)})
		}
	}
	for _, p := range s.of.People {
		add(p.Name, PersonName, p.Mentions)
	}
	for _, p := range s.of.Places {
		add(p.Name, PlaceName, p.Mentions)
	}
	for _, o := range s.of.Organizations {
		add(o.Name, BodyName, o.Mentions)
	}
	slices.SortStableFunc(all, func(a, b found) int {
		switch {
		case a.Lead && !b.Lead:
			return -1
		case b.Lead && !a.Lead:
			return 1
		}
		return cmp.Or(cmp.Compare(b.times, a.times), strings.Compare(a.Name, b.Name))
	})
	for _, f := range all[:min(len(all), mostNames)] {
		s.out.Names = append(s.out.Names, f.NameSign)
	}
}

// nameSign makes the sign of a name.
func nameSign(name string, kind NameKind) NameSign {
	n := NameSign{Name: cut(name, mostLetters), Kind: kind}
	folded := strings.TrimPrefix(words.Fold(name), "the ")
	parts := strings.Fields(folded)
	heavy, last := 0.0, ""
	for _, part := range parts {
		last = words.Stem(part, "en")
		heavy = max(heavy, wording.Rarity(last))
	}
	n.Weight, n.Key = uint8(coarse(heavy)), hash24(folded)
	if len(parts) == 1 || kind == PersonName {
		n.Key = hash24(last)
	}
	if len(parts) > 1 && kind == PersonName {
		n.Given = uint16(hash24(parts[0])) | 1
	}
	return n
}

// figures keeps the first figures that have a value.
func (s *signer) figures() {
	for _, f := range s.of.Figures {
		if len(s.out.Figures) == mostFigures {
			return
		}
		if f.Value != nil {
			s.out.Figures = append(s.out.Figures, FigureSign{
				Text: cut(s.of.At(f.Span), mostLetters), Value: float32(*f.Value), Thing: thingOf(f, s.of.Language), Lead: leads(f.Sentence)})
		}
	}
}

// thingOf returns what a figure counts or measures: its unit and the last stem of what is counted; 0 if that is not stated.
func thingOf(f briefing.Figure, language string) uint32 {
	thing := strings.ToLower(f.Unit)
	if stems := wording.Stems(f.Counts, text.Span{End: len(f.Counts)}, language); len(stems) > 0 {
		thing += " " + stems[len(stems)-1]
	}
	if thing == "" {
		return 0
	}
	return hash24(thing)
}

func (s *signer) days() {
	for _, d := range s.of.Dates {
		day, known := s.dayOf(d)
		if !known || day.Year() < 1970 || len(s.out.Days) == mostDays {
			continue
		}
		if n := uint16(day.Unix() / (24 * 60 * 60)); !slices.Contains(s.out.Days, n) {
			s.out.Days = append(s.out.Days, n)
		}
	}
}

// dayOf returns the day that a date is, or most likely is: a bare weekday is the nearest one.
func (s *signer) dayOf(d briefing.Date) (time.Time, bool) {
	if day, err := time.Parse(time.DateOnly, d.Resolved); err == nil {
		return day, true
	}
	weekday, is := words.Lexicon().Weekdays[strings.ToLower(s.of.At(d.Span))]
	if !is || s.of.Published == nil {
		return time.Time{}, false
	}
	const before = 3 // days that a weekday may lie in the past, and as many ahead
	ahead := (int(weekday)-int(s.of.Published.Weekday())+before+7)%7 - before
	year, month, today := s.of.Published.Date() // where it was published
	return time.Date(year, month, today+ahead, 0, 0, 0, 0, time.UTC), true
}

// cut truncates a text to at most so many bytes, at a rune.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && s[most]&0xC0 == 0x80 {
		most--
	}
	return s[:most]
}
