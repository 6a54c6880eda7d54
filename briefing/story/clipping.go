package story

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/story/counting"
	"lede/briefing/story/renumbered"
	"lede/briefing/story/wording"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Clipping is a selection of an article's sentences, kept to find out later whether its source has changed them.
type Clipping struct {
	// Article has only these sentences, with their quotations, figures and places; Numbers are their indexes in the whole article.
	Article *briefing.Article `json:"article"`
	Numbers []int             `json:"numbers"`
	// Printed are hashes of all sentences of the whole article: what was there before is no correction. It is empty if only the key points
	// were known.
	Printed []uint32 `json:"printed,omitempty"`
}

// Clip cuts sentences out of an article.
func Clip(a *briefing.Article, sentences []int) Clipping {
	sentences = slices.Clone(sentences)
	slices.Sort(sentences)
	c := Clipping{Article: &briefing.Article{Language: a.Language}, Numbers: slices.Compact(sentences)}
	if len(a.Paragraphs) > 0 { // else there are key points alone
		c.Printed = printed(a)
	}
	for n, i := range c.Numbers {
		c.paste(a, i, n)
	}
	return c
}

// paste adds a sentence of an article as the n-th of the clipping.
func (c *Clipping) paste(a *briefing.Article, i, n int) {
	from, to := a.Sentences[i].Span, c.Article
	if n > 0 {
		to.Text += "\n"
	}
	base, seen := len(to.Text), a.At(from)
	to.Text += seen
	whole := briefing.Span{Start: base, End: len(to.Text)}
	to.Paragraphs = append(to.Paragraphs, briefing.Paragraph{Span: whole, Kind: briefing.Body})
	to.Sentences = append(to.Sentences, briefing.Sentence{Span: whole, Paragraph: n})
	moved := func(s briefing.Span) (briefing.Span, bool) {
		s, ok := text.PlaceSeen(from, s, seen, a.At(s))
		return briefing.Span{Start: base + s.Start, End: base + s.End}, ok
	}
	for _, q := range a.Quotes {
		if span, ok := moved(q.Span); ok {
			to.Quotes = append(to.Quotes, briefing.Quote{Span: span, Sentence: n, Speaker: q.Speaker, SpeakerKind: q.SpeakerKind, Partial: q.Partial})
		}
	}
	for _, f := range a.Figures {
		if span, ok := moved(f.Span); ok {
			f.Span, f.Sentence = span, n
			to.Figures = append(to.Figures, f)
		}
	}
	for _, p := range a.Places {
		if slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Sentence == i }) {
			to.Places = append(to.Places, briefing.Name{Name: p.Name, Mentions: []briefing.Mention{{Sentence: n}}})
		}
	}
}

// Sound reports whether a stored clipping is consistent.
func (c Clipping) Sound() bool {
	if c.Article == nil || len(c.Numbers) != len(c.Article.Sentences) {
		return false
	}
	a := c.Article
	inside := func(s briefing.Span) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= len(a.Text) }
	there := func(i int) bool { return 0 <= i && i < len(a.Sentences) }
	return !slices.ContainsFunc(a.Sentences, func(s briefing.Sentence) bool { return !inside(s.Span) }) &&
		!slices.ContainsFunc(a.Quotes, func(q briefing.Quote) bool { return !inside(q.Span) || !there(q.Sentence) }) &&
		!slices.ContainsFunc(a.Figures, func(f briefing.Figure) bool { return !inside(f.Span) || !there(f.Sentence) })
}

// printed returns the sentences of an article, each as a hash of all its words and numbers.
func printed(a *briefing.Article) []uint32 {
	list := make([]uint32, len(a.Sentences))
	h := fnv.New32a()
	var tokens []text.Token
	var word []byte
	for i, s := range a.Sentences {
		h.Reset()
		tokens = text.AppendTokens(tokens[:0], a.Text, s.Span)
		for _, t := range tokens {
			if t.Word() || t.Kind == text.NumberToken {
				word = append(append(word[:0], t.Lower...), ' ')
				_, _ = h.Write(word) // it cannot fail
			}
		}
		list[i] = h.Sum32()
	}
	return list
}

// Correction is a sentence that the source of an article changed.
type Correction struct {
	// Was is the sentence before, by its index in the clipping, and Is the one after, by its index in the article.
	Was, Is int
	// Figures are the changed figures, each before and after; Quoted is true if a quotation changed, and Named if a name, a day or an hour changed, or a
	// denial was added or removed.
	Figures       [][2]briefing.Figure
	Quoted, Named bool
}

// Corrections returns the sentences whose figures, quotations or names differ from those at the time of the clipping.
func (c Clipping) Corrections(now *briefing.Article) []Correction {
	f := finder{before: c.Article, now: Beginning(now)}
	f.gone, f.fresh = c.changed(f.now)
	numbered := renumbered.Find(f.before, f.now, f.gone, f.fresh)
	f.figures(numbered)
	for _, pair := range changedQuotes(f.before, f.now) {
		if f.gone[pair[0]] && f.fresh[pair[1]] {
			f.at(pair[0], pair[1]).Quoted = true
		}
	}
	for _, pair := range renamed(f.before, f.now, f.gone, f.fresh) {
		f.at(pair[0], pair[1]).Named = true
	}
	f.numbers(numbered)
	slices.SortStableFunc(f.found, func(a, b Correction) int { return a.Is - b.Is })
	return f.found
}

// finder finds the corrections of a clipping.
type finder struct {
	before, now *briefing.Article
	gone, fresh map[int]bool // the sentences of either that the other lacks
	found       []Correction
}

// at returns the correction of a sentence by another.
func (f *finder) at(was, is int) *Correction {
	i := slices.IndexFunc(f.found, func(c Correction) bool { return c.Was == was && c.Is == is })
	if i < 0 {
		f.found = append(f.found, Correction{Was: was, Is: is})
		i = len(f.found) - 1
	}
	return &f.found[i]
}

// figures finds the figures that count one thing differently, except how long ago something was.
func (f *finder) figures(numbered []renumbered.Pair) {
	wentOn := map[[2]int]bool{}
	for _, pair := range numbered {
		wentOn[[2]int{pair.Was, pair.Is}] = pair.WentOn
	}
	is := counting.In(f.now)
	for _, was := range counting.In(f.before) {
		if !f.gone[was.Figure.Sentence] {
			continue
		}
		at := slices.IndexFunc(is, func(c counting.Counted) bool {
			return f.fresh[c.Figure.Sentence] && !wentOn[[2]int{was.Figure.Sentence, c.Figure.Sentence}] && was.Apart(&c)
		})
		if at >= 0 {
			pair := f.at(was.Figure.Sentence, is[at].Figure.Sentence)
			pair.Figures = append(pair.Figures, [2]briefing.Figure{was.Figure, is[at].Figure})
		}
	}
}

// numbers finds the sentences of which one number changed, whatever it counts.
func (f *finder) numbers(numbered []renumbered.Pair) {
	for _, pair := range numbered {
		if pair.WentOn {
			continue
		}
		if one := f.at(pair.Was, pair.Is); len(one.Figures) == 0 {
			one.Figures, one.Named = pair.Figures, len(pair.Figures) == 0
		}
	}
}

// changed returns which sentences of the clipping are gone from an article, and which of the article are new.
func (c Clipping) changed(now *briefing.Article) (gone, fresh map[int]bool) {
	gone, fresh = map[int]bool{}, map[int]bool{}
	here := printed(now)
	for i, h := range here {
		fresh[i] = !slices.Contains(c.Printed, h)
	}
	for i, h := range printed(c.Article) {
		// What is still there word for word is not gone, even if another version of Lede split the sentences otherwise.
		gone[i] = !slices.Contains(here, h) && !strings.Contains(now.Text, c.Article.SentenceText(i))
	}
	return gone, fresh
}

// After updates the clipping to an article as it is now: corrected sentences as they are now, the others as they were, if still there.
func (c Clipping) After(now *briefing.Article, corrected []Correction) Clipping {
	var sentences []int
	for _, one := range corrected {
		sentences = append(sentences, one.Is)
	}
	before := printed(c.Article)
	for i, h := range printed(now) {
		if slices.Contains(before, h) {
			sentences = append(sentences, i)
		}
	}
	return Clip(now, sentences)
}

// renamed pairs sentences that are gone with new ones that differ by a name or a denial, and by little else.
func renamed(before, now *briefing.Article, gone, fresh map[int]bool) (pairs [][2]int) {
	for was := range before.Sentences {
		if !gone[was] {
			continue
		}
		old := plainly(before, was)
		for is := range now.Sentences {
			if fresh[is] && old.renamed(plainly(now, is)) {
				pairs = append(pairs, [2]int{was, is})
				break
			}
		}
	}
	return pairs
}

// twinFrame is the share of the words of a sentence that its correction has.
const twinFrame = 0.9

// plain is a sentence with its names apart from its other words.
type plain struct {
	frame   []string
	names   []string
	denials int
}

func plainly(a *briefing.Article, sentence int) (p plain) {
	first := true
	for _, t := range text.Tokenise(a.Text, a.Sentences[sentence].Span) {
		stem := wording.Stem(t, a.Language)
		switch {
		case words.Asking().Negations[t.Lower]:
			p.denials++
		case stem == "" || counting.Weekday(t.Lower):
		case !first && t.Word() && words.Capital(a.At(t.Span)):
			p.names = append(p.names, strings.TrimSuffix(words.Fold(t.Lower), "'s"))
		default:
			p.frame = append(p.frame, stem)
		}
		first = first && t.Mark()
	}
	return p
}

// renamed reports whether another sentence differs by a name or by a denial.
func (p plain) renamed(o plain) bool {
	few := len(p.frame) < shortest-1 || len(p.frame)+len(p.names) < shortest
	if few || counting.Alike(p.frame, o.frame) < twinFrame || shortened(p.names, o.names) || shortened(o.names, p.names) {
		return false
	}
	lacks := func(all, some []string) bool {
		return slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
	}
	dropped, added := lacks(o.names, p.names), lacks(p.names, o.names)
	if dropped != added {
		return false // a fuller or shorter form of the name
	}
	return dropped || p.denials != o.denials
}

// shortened reports whether one of the names is made of the initials of others, like “UN”.
func shortened(names, others []string) bool {
	initials := ""
	for _, n := range others {
		if !slices.Contains(names, n) {
			first, _ := utf8.DecodeRuneInString(n)
			initials += string(first)
		}
	}
	return len(initials) > 1 && slices.Contains(names, initials)
}
