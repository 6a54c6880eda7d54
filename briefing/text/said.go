package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// What quotations and the words around them tell by their form alone.

// Fragment reports whether a quotation is a part of the reporter's sentence: it does not begin as a sentence does, or it has only a few
// words and no end of a clause.
func (r *Reading) Fragment(quotation Span) bool {
	quoted := words.Unquoted(r.At(quotation))
	if first, _ := utf8.DecodeRuneInString(quoted); unicode.IsLower(first) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(quoted)
	if s := r.SentenceAt(quotation.Start); strings.ContainsRune(".,!?…—–", last) || s >= 0 && r.Sentences[s].Span == quotation {
		return false
	}
	return len(strings.Fields(quoted)) < 5
}

// InFirstPerson reports whether words for oneself stand in a stretch of one sentence, inside its quotation marks or outside.
func (r *Reading) InFirstPerson(stretch Span, quoted bool) bool {
	s := r.SentenceAt(stretch.Start)
	if s < 0 {
		return false
	}
	for i := r.TokenAt(stretch.Start, r.First[s], r.First[s+1]); i < r.First[s+1] && r.Tokens[i].Start < stretch.End; i++ {
		if r.Words.FirstPersons[words.Straight(r.Lower(i))] && r.Word(i) != "US" && r.Quoted(r.Tokens[i].Start) == quoted {
			return true
		}
	}
	return false
}

// longestPrompt is how long a question of an interview may be, in bytes.
const longestPrompt = 400

// Prompts reports whether a paragraph asks somebody for an answer: outside quotation marks it ends as a question does, or speaks to
// "you".
func (r *Reading) Prompts(p int) bool {
	line := r.Paragraphs[p]
	if r.Quoted(line.Start) || line.End-line.Start > longestPrompt {
		return false
	}
	if words.LastRune(r.At(line.Span)) == '?' {
		return true
	}
	for s := r.FirstSentence(p); s >= 0 && s < len(r.Sentences) && r.Sentences[s].Paragraph == p; s++ {
		for i := r.First[s]; i < r.First[s+1]; i++ {
			if l := r.Lower(i); (l == "you" || l == "your") && !r.Quoted(r.Tokens[i].Start) {
				return true
			}
		}
	}
	return false
}
