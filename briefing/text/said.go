package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// Quotations and the words around them tell some things by their form alone.

// Fragment reports whether a quotation is only part of the reporter's sentence: it begins with a small letter, or has just
// a few words and no punctuation at the end.
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

// InFirstPerson reports whether a stretch of one sentence has a word such as “I” or “us”, inside quotation marks if quoted
// is true and outside otherwise.
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

// longestPrompt is the greatest length of an interview question, in bytes.
const longestPrompt = 400

// Prompts reports whether a paragraph asks somebody for an answer: outside quotation marks it ends in a question mark or
// says "you".
func (r *Reading) Prompts(p int) bool {
	line := r.Paragraphs[p]
	if r.Quoted(line.Start) || line.End-line.Start > longestPrompt {
		return false
	}
	if words.LastRune(r.At(line.Span)) == '?' {
		return true
	}
	for s := range r.SentencesOf(p) {
		for i := r.First[s]; i < r.First[s+1]; i++ {
			if l := r.Lower(i); (l == "you" || l == "your") && !r.Quoted(r.Tokens[i].Start) {
				return true
			}
		}
	}
	return false
}
