package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// Token is a word, a number or a mark of punctuation, at its place in the text.
type Token struct {
	Span
	// Lower is the token in lower case.
	Lower string
	Kind  TokenKind
	// Entry is the number of Lower in the vocabulary of the token's reading.
	Entry int32
	// Sentence is the index of the token's sentence.
	Sentence int
}

// Word reports whether the token is a word.
func (t Token) Word() bool { return t.Kind == WordToken }

// Mark reports whether the token is a mark of punctuation.
func (t Token) Mark() bool { return t.Kind == MarkToken }

// Clitic reports whether the token is the possessive ending of the word before.
func (t Token) Clitic() bool { return t.Kind == CliticToken }

// TokenKind is the kind of a token.
type TokenKind uint8

// The kinds of token.
const (
	WordToken   TokenKind = iota
	NumberToken           // begins with a digit: "123", "3.5", "1,000", "2nd", "15-year-old"
	CliticToken           // the possessive ending of the word before: ’s
	MarkToken             // one rune of punctuation
)

// Tokenise cuts text[within] into tokens. A word keeps inner hyphens, apostrophes and the full stops of its
// initials; a possessive ’s stands on its own, so that "Trump’s" is the name Trump.
func Tokenise(text string, within Span) []Token {
	return appendTokens(make([]Token, 0, countTokens(text[within.Start:within.End])), text, within, 0)
}

// AppendTokens is Tokenise for an existing list.
func AppendTokens(to []Token, text string, within Span) []Token {
	return appendTokens(to, text, within, 0)
}

// countTokens estimates the number of tokens in a text, erring high. Growing the list instead would copy it again and
// again, which is slow for a text of nothing but marks.
func countTokens(text string) int {
	tokens, inside := 0, false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= utf8.RuneSelf && !utf8.RuneStart(c):
		case plainWord[c], c >= utf8.RuneSelf && c != typographic:
			if !inside {
				tokens++
			}
			inside = true
		case c == ' ', c == '\n', c == '\t', c == '\r':
			inside = false
		default:
			tokens, inside = tokens+1, false
		}
	}
	return tokens
}

// typographic is the first byte in UTF-8 of marks such as “ ” ’ — … •
const typographic = 0xe2

// appendTokens is Tokenise for one sentence.
func appendTokens(tokens []Token, text string, within Span, sentence int) []Token {
	for at := within.Start; at < within.End; {
		if text[at] == ' ' {
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:within.End])
		switch {
		case unicode.IsSpace(r):
			at += size
			continue
		case apostrophe(r) && len(tokens) > 0 && tokens[len(tokens)-1].Word() && apart(text[at:within.End]):
			end := at + size + 1
			tokens = append(tokens, Token{Span: Span{at, end}, Lower: "’s", Kind: CliticToken, Sentence: sentence})
			at = end
			continue
		case !words.Letter(r):
			tokens = append(tokens, Token{Span: Span{at, at + size}, Lower: text[at : at+size], Kind: MarkToken, Sentence: sentence})
			at += size
			continue
		}
		end := wordEnd(text, at, within.End)
		kind := WordToken
		if unicode.IsDigit(r) {
			kind = NumberToken
		}
		stem := possessive(text[at:end])
		padding := 0
		if end < within.End && (text[end] == pad[0] || text[end] == ' ') {
			padding = min(padded(text, end), within.End) - end
		}
		ends := at + stem
		if ends == end {
			ends += padding
		}
		tokens = append(tokens, Token{Span: Span{at, ends}, Lower: strings.ToLower(text[at : at+stem]), Kind: kind, Sentence: sentence})
		if at+stem < end {
			tokens = append(tokens, Token{Span: Span{at + stem, end + padding}, Lower: "’s", Kind: CliticToken, Sentence: sentence})
		}
		at = end + padding
	}
	return tokens
}

func apostrophe(r rune) bool { return r == '’' || r == '\'' }

// apart reports whether a text begins with a possessive ending that stands by itself, as web pages leave it behind a link:
// "Zelenskyy ’s chief of staff".
func apart(text string) bool {
	rest, ok := strings.CutPrefix(text, "’s")
	if !ok {
		rest, ok = strings.CutPrefix(text, "'s")
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return ok && !words.Letter(next) && next != '-'
}

// plainWord marks the letters and digits of ASCII.
var plainWord = func() (plain [256]bool) {
	for r := range rune(utf8.RuneSelf) {
		plain[r] = words.Letter(r)
	}
	return plain
}()

// plain reports whether a byte is a letter or digit of ASCII or a space, as nearly all of an English text are: no mark, whatever stands beside it.
func plain(c byte) bool { return c == ' ' || plainWord[c] }

// wordEnd finds the end of the word that begins at from. Inner marks belong to it only between two letters or
// digits; the full stops of "U.S." and of a single initial "W." do, too.
func wordEnd(text string, from, limit int) int {
	initials := false
	for at := from; ; {
		end, letters := lettersEnd(text, at, limit)
		if end == limit || text[end] == ' ' {
			return end // most words
		}
		r, size := utf8.DecodeRuneInString(text[end:limit])
		last, _ := utf8.DecodeLastRuneInString(text[from:end])
		at = end + size
		next, _ := utf8.DecodeRuneInString(text[at:limit])
		switch afterOne := r == '.' && letters == 1; {
		case afterOne && (initials || unicode.IsUpper(last)): // "U." of "U.S.", "W." of "George W. Bush"
			if !words.Letter(next) || !stopAfterOne(text[at:limit]) {
				return at // "U.S.criminal" lacks a space
			}
			initials = true
		case afterOne && unicode.IsLower(last) && unicode.IsLower(next): // "a.m."
			initials = true
		case !words.Letter(next) || !joins(r, last, next, end-from):
			return end
		}
	}
}

// lettersEnd returns the end of the letters and digits from at on, and how many there are. Accents of their own count, too.
func lettersEnd(text string, at, limit int) (end, n int) {
	for ; at < limit; n++ {
		if plainWord[text[at]] { // nearly every letter of English
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:limit])
		if !words.Letter(r) && (r < utf8.RuneSelf || !unicode.IsMark(r)) {
			break
		}
		at += size
	}
	return at, n
}

// joins reports whether a mark belongs to the word around it, which has size bytes so far.
func joins(mark, last, next rune, size int) bool {
	switch mark {
	case '-', '‐', '‑', '\'', '’':
		return true
	case '.', ',', ':':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	case '&':
		return size <= 3
	}
	return false
}

// stopAfterOne reports whether the second rune of a text is a full stop or no letter.
func stopAfterOne(text string) bool {
	_, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	return next == '.' || !words.Letter(next)
}

// possessive returns where the stem of a word ends: before its ’s, if it has one.
func possessive(word string) int {
	if last := word[len(word)-1]; last != 's' && last != 'S' {
		return len(word)
	}
	for _, ending := range []string{"’s", "'s", "’S", "'S"} {
		if len(word) > len(ending) && strings.HasSuffix(word, ending) {
			return len(word) - len(ending)
		}
	}
	return len(word)
}
