package briefing

import (
	"cmp"

	"lede/briefing/words"
)

// reading is a text with its words laid out: what every stage after the sentences looks at.
type reading struct {
	Text       string
	Paragraphs []Paragraph
	Sentences  []Sentence
	// Language is an ISO 639-1 code; "" when nothing tells.
	Language string
	// english is true when the rules for English may be used.
	english bool
	words   *words.Vocabulary
	tokens  []token
	// first is the index of the first token of each sentence, and one more at the end.
	first []int
	// marks are the spans between quotation marks, in order.
	marks []Span
}

// Read lays out the words of a text that is cut into paragraphs and sentences. language is its ISO 639-1 code, or ""
// when it has to be told from the words; hint is what it is taken for when they do not tell.
func Read(text string, paragraphs []Paragraph, sentences []Sentence, marks []Span, language, hint string) *reading {
	r := &reading{Text: text, Paragraphs: paragraphs, Sentences: sentences, Language: language, marks: marks, words: words.Lexicon()}
	r.tokens = make([]token, 0, countTokens(text))
	r.first = make([]int, 0, len(sentences)+1)
	for i, s := range sentences {
		r.first = append(r.first, len(r.tokens))
		r.tokens = appendTokens(r.tokens, text, s.Span, i)
	}
	r.first = append(r.first, len(r.tokens))
	if r.Language == "" {
		r.Language = cmp.Or(languageOf(r.tokens), hint)
	}
	r.english = english(r.Language, r.tokens)
	return r
}

// At returns the words of a span.
func (r *reading) At(s Span) string { return s.Of(r.Text) }

// Over is the span from token from up to, and without, token to.
func (r *reading) Over(from, to int) Span { return Span{r.tokens[from].Start, r.tokens[to-1].End} }

// SentenceText returns the words of sentence i.
func (r *reading) SentenceText(i int) string { return r.At(r.Sentences[i].Span) }

// sentenceTokens are the tokens of a sentence.
func (r *reading) sentenceTokens(i int) []token { return r.tokens[r.first[i]:r.first[i+1]] }

// sentenceAt is the sentence that a place in the text lies in, or -1.
func (r *reading) sentenceAt(at int) int {
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

// firstSentence is the first sentence of a paragraph, or -1.
func (r *reading) firstSentence(p int) int {
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

// tokenAt is the first token of the range that starts at or after a place in the text.
func (r *reading) tokenAt(at, lo, hi int) int {
	for lo < hi {
		if mid := (lo + hi) / 2; r.tokens[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// tellsStory tells whether a sentence belongs to the article's own telling: a heading, a byline and a caption
// do not, where capitals mean little.
func (r *reading) tellsStory(sentence int) bool {
	p := r.Sentences[sentence].Paragraph
	return p >= len(r.Paragraphs) || r.Paragraphs[p].Kind == Body || r.Paragraphs[p].Kind == Caption
}

// quoted tells whether a place in the text lies inside quotation marks.
func (r *reading) quoted(at int) bool {
	_, ok := r.markAt(at)
	return ok
}

// markAt returns the index of the quotation that a place in the text lies inside.
func (r *reading) markAt(at int) (int, bool) {
	lo, hi := 0, len(r.marks)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.marks[mid].End <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(r.marks) && r.marks[lo].Start <= at
}

// longestDateline is how many tokens may stand before the dash of a dateline.
const longestDateline = 12

// afterDateline is where a sentence begins behind "MILLFORD (Reuters) —" or "(CNN)".
func (r *reading) afterDateline(sentence int) int {
	tokens, start := r.sentenceTokens(sentence), r.Sentences[sentence].Start
	bracket := false
	for i, t := range tokens {
		switch w := r.At(t.Span); {
		case i >= longestDateline:
			return start
		case w == "(" || w == ")":
			bracket = true
			if w == ")" && i == 2 && tokens[0].lower == "(" && i+1 < len(tokens) && !words.Dash(tokens[i+1].lower) {
				return tokens[i+1].Start
			}
		case words.Dash(w):
			for i < len(tokens) && words.Dash(tokens[i].lower) {
				i++
			}
			if i == len(tokens) || !bracket && !words.Shouted(r.At(tokens[0].Span)) {
				return start
			}
			return tokens[i].Start
		case t.kind == wordToken && !words.Capital(w), t.kind == markToken && w != "," && w != "." && w != "/":
			return start
		}
	}
	return start
}
