package text

import (
	"cmp"
	"iter"
	"strings"
	"sync"

	"lede/briefing/words"
)

// Reading is a text divided into tokens. Every stage after the sentences works on it.
type Reading struct {
	Text       string
	Paragraphs []Paragraph
	Sentences  []Sentence
	// Language is an ISO 639-1 code; "" if unknown.
	Language string
	// English is true if the rules for English may be used.
	English bool
	Words   *words.Vocabulary
	Tokens  []Token
	// Vocabulary numbers what tokens are in lower case.
	Vocabulary words.Numbering
	// First is the index of the first token of each sentence, and one more at the end.
	First []int
	// Loud is true if the whole text is in capitals, which then tell nothing.
	Loud    bool
	Small   bool // nothing is in capitals
	divided bool // words were divided at the ends of lines, and have padding
	// Marks are the spans between quotation marks, in order.
	Marks []Span
	// asking are the labels of those who ask in an interview, and firstLabel the label of its first question; found on first use.
	asking     map[string]bool
	firstLabel int
}

// Read divides a text, already cut into paragraphs and sentences, into tokens. language is its ISO 639-1 code, or "" to
// detect it from the words; hint is used if they do not tell.
func Read(text string, paragraphs []Paragraph, sentences []Sentence, marks []Span, language, hint string) *Reading {
	r := spare.Get().(*Reading)
	*r = Reading{
		Text: text, Paragraphs: paragraphs, Sentences: sentences, Language: language, Marks: marks, Words: words.Lexicon(), divided: strings.Contains(text, pad),
		Tokens: r.Tokens, First: r.First, Vocabulary: r.Vocabulary,
	}
	letters := caseOf(text)
	r.Loud, r.Small = letters == allLoud, letters == allSmall
	if cap(r.Tokens) < len(text) { // no text has more
		r.Tokens = words.Room(r.Tokens, countTokens(text))
	}
	r.First = words.Room(r.First, len(sentences)+1)
	for i, s := range sentences {
		r.First = append(r.First, len(r.Tokens))
		r.Tokens = appendTokens(r.Tokens, text, s.Span, i)
	}
	r.First = append(r.First, len(r.Tokens))
	r.number()
	if r.Language == "" {
		r.Language = cmp.Or(r.languageOf(), hint)
	}
	r.English = english(r.Language, r.Tokens)
	return r
}

// spare holds readings whose memory is free: it is the greater part of what is needed to read an article.
var spare = sync.Pool{New: func() any { return &Reading{} }}

// mostSpared is how many tokens a reading may have whose memory is used again.
const mostSpared = 8000

// Release gives the memory of a reading back. Neither the reading nor its tokens may be used afterwards.
func (r *Reading) Release() {
	if cap(r.Tokens) > mostSpared {
		return
	}
	clear(r.Tokens) // they hold the article
	r.Vocabulary.Forget()
	*r = Reading{Tokens: r.Tokens[:0], First: r.First[:0], Vocabulary: r.Vocabulary}
	spare.Put(r)
}

// mostExpected bounds for how many different words room is made in advance.
const mostExpected = 4000

// number enters all tokens into the vocabulary.
func (r *Reading) number() {
	r.Vocabulary.Expect(min(len(r.Tokens)/2, mostExpected))
	for i := range r.Tokens {
		entry, _ := r.Vocabulary.Enter(r.Tokens[i].Lower)
		r.Tokens[i].Entry = int32(entry)
	}
}

// At returns the words of a span.
func (r *Reading) At(s Span) string {
	w := s.Of(r.Text)
	if r.divided {
		w = unpadded(w)
	}
	return w
}

// Word returns token i as it is written.
func (r *Reading) Word(i int) string { return r.At(r.Tokens[i].Span) }

// Capitalized reports whether token i has a capital that tells something.
func (r *Reading) Capitalized(i int) bool { return !r.Loud && words.Capital(r.Word(i)) }

// Lower returns token i in lower case.
func (r *Reading) Lower(i int) string { return r.Tokens[i].Lower }

// Over returns the span from token from up to, but without, token to.
func (r *Reading) Over(from, to int) Span { return Span{r.Tokens[from].Start, r.Tokens[to-1].End} }

// SentenceText returns the words of sentence i.
func (r *Reading) SentenceText(i int) string { return r.At(r.Sentences[i].Span) }

// SentenceTokens returns the tokens of a sentence.
func (r *Reading) SentenceTokens(i int) []Token { return r.Tokens[r.First[i]:r.First[i+1]] }

// SentenceAt returns the sentence that contains a byte offset of the text, or -1.
func (r *Reading) SentenceAt(at int) int {
	lo, hi := 0, len(r.Sentences)
	for lo < hi {
		if mid := (lo + hi) / 2; r.Sentences[mid].End <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.Sentences) && r.Sentences[lo].Start <= at {
		return lo
	}
	return -1
}

// FirstSentence returns the first sentence of a paragraph, or -1.
func (r *Reading) FirstSentence(p int) int {
	lo, hi := 0, len(r.Sentences)
	for lo < hi {
		if mid := (lo + hi) / 2; r.Sentences[mid].Paragraph < p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.Sentences) && r.Sentences[lo].Paragraph == p {
		return lo
	}
	return -1
}

// SentencesOf yields the sentences of a paragraph.
func (r *Reading) SentencesOf(p int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for s := r.FirstSentence(p); s >= 0 && s < len(r.Sentences) && r.Sentences[s].Paragraph == p; s++ {
			if !yield(s) {
				return
			}
		}
	}
}

// Line returns the words of a paragraph.
func (r *Reading) Line(p int) string { return r.At(r.Paragraphs[p].Span) }

// TokenAt returns the first token from lo up to hi that starts at or after a byte offset of the text; hi if there is none.
func (r *Reading) TokenAt(at, lo, hi int) int {
	for lo < hi {
		if mid := (lo + hi) / 2; r.Tokens[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// TellsStory reports whether a sentence is in the body or a caption. Headings and bylines are not, as capitals mean little
// there.
func (r *Reading) TellsStory(sentence int) bool {
	p := r.Sentences[sentence].Paragraph
	return p >= len(r.Paragraphs) || r.Paragraphs[p].Kind == Body || r.Paragraphs[p].Kind == Caption
}

// Row reports whether a sentence is a row of a table or of results.
func (r *Reading) Row(sentence int) bool {
	p := r.Sentences[sentence].Paragraph
	return p < len(r.Paragraphs) && r.Paragraphs[p].Kind == Caption && tabular(r.Line(p))
}

// Quoted reports whether a byte offset of the text lies inside quotation marks.
func (r *Reading) Quoted(at int) bool {
	_, ok := r.MarkAt(at)
	return ok
}

// MarkAt returns the index of the quotation around a byte offset of the text, and whether there is one.
func (r *Reading) MarkAt(at int) (int, bool) {
	lo, hi := 0, len(r.Marks)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.Marks[mid].End <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(r.Marks) && r.Marks[lo].Start <= at
}

// OnlyQuoted reports whether a sentence is a quotation and nothing else.
func (r *Reading) OnlyQuoted(s int) bool {
	m, ok := r.MarkAt(r.Sentences[s].Start)
	return ok && r.Marks[m].End >= r.Sentences[s].End-1
}

// longestDateline is how many tokens may stand before the dash of a dateline.
const longestDateline = 20

// AfterDateline returns the byte offset where a sentence begins behind a dateline such as "MILLFORD (Reuters) —" or "(CNN)".
func (r *Reading) AfterDateline(sentence int) int {
	tokens, start := r.SentenceTokens(sentence), r.Sentences[sentence].Start
	if opensInBrackets(tokens) && r.inDateline(tokens[1]) && !words.Dash(tokens[3].Lower) {
		return tokens[3].Start
	}
	bracket := false
	for i, t := range tokens[:min(len(tokens), longestDateline)] {
		switch {
		case t.Lower == "(" || t.Lower == ")":
			bracket = true
		case words.Dash(t.Lower):
			for i < len(tokens) && words.Dash(tokens[i].Lower) {
				i++
			}
			if i == len(tokens) || !bracket && !words.Shouted(r.At(tokens[0].Span)) {
				return start
			}
			return tokens[i].Start
		case !r.inDateline(t):
			return start
		}
	}
	return start
}

// opensInBrackets reports whether a sentence begins with one word in brackets.
func opensInBrackets(tokens []Token) bool {
	return len(tokens) > 3 && tokens[0].Lower == "(" && tokens[2].Lower == ")"
}

// inDateline reports whether a token may stand in a dateline before its dash.
func (r *Reading) inDateline(t Token) bool {
	switch t.Kind {
	case WordToken:
		return words.Capital(r.At(t.Span))
	case MarkToken:
		return strings.Contains("(),./", t.Lower)
	}
	return true
}
