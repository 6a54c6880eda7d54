package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// A word divided at the end of a line is made whole in the text as it is read. Padding after it takes the place of the
// hyphen and the line break, so that all offsets stay the same.

// pad fills two bytes after a word that was divided. It is white space that hardly a text has; there, spaces take its place.
const pad = "\u0085"

// hyphens joins the words that are divided at the ends of lines.
type hyphens struct {
	text  string
	heard map[string]bool // the words at the beginning of the text; nil until needed
}

// flatten replaces a break, with the carriage returns and form feeds around it, by spaces, and joins a word divided there.
func (h *hyphens) flatten(flat []byte, s Span) {
	for s.Start > 0 && h.text[s.Start-1] == '\r' {
		s.Start--
	}
	for s.End < len(h.text) && strings.IndexByte("\f\r", h.text[s.End]) >= 0 {
		s.End++
	}
	// Only the break itself: what else stands here is blank already, or padding.
	for i, c := range flat[s.Start:s.End] {
		if strings.IndexByte("\n\r\f", c) >= 0 {
			flat[s.Start+i] = ' '
		}
	}
	for s.End < len(h.text) && strings.IndexByte(" \t", h.text[s.End]) >= 0 {
		s.End++
	}
	if s.Start > 0 && h.text[s.Start-1] == '-' && s.End < len(h.text) {
		h.join(flat, s.Start-1, s.End)
	}
}

// join moves the rest of a divided word up to its beginning. end is the offset of the hyphen, next where the word goes on.
// It changes nothing if the hyphen may belong to the word.
func (h *hyphens) join(flat []byte, end, next int) {
	first, rest := lettersBefore(h.text[max(0, end-longestPart):end]), lettersAfter(h.text[next:min(len(h.text), next+longestPart)])
	if len(first) < 2 || len(rest) < 2 {
		return
	}
	after, _ := utf8.DecodeRuneInString(h.text[next+len(rest):])
	if strings.ContainsRune("-'’\"", after) || h.compound(first, rest) {
		return
	}
	copy(flat[end:], rest)
	fill := flat[end+len(rest) : next+len(rest)]
	if len(fill)%2 > 0 {
		fill[0], fill = ' ', fill[1:]
	}
	for i := 0; i < len(fill); i += 2 {
		copy(fill[i:], pad)
	}
}

// longestPart is the greatest length, in bytes, of one part of a divided word.
const longestPart = 40

// heardBytes is how many bytes of a text are scanned to learn its words.
const heardBytes = 128 << 10

// compound reports whether a hyphen may belong to the word. It goes only if the joined word is known and the compound is not:
// a hyphen too many is the article's, but a word that it lacks is nobody's.
func (h *hyphens) compound(first, rest string) bool {
	if h.heard == nil {
		h.heard = map[string]bool{}
		for w := range strings.FieldsFuncSeq(h.text[:min(len(h.text), heardBytes)], func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			h.heard[strings.ToLower(w)] = true
		}
	}
	if words.Shouted(first) { // "US-backed"
		return true
	}
	first, rest = strings.ToLower(first), strings.ToLower(rest)
	switch {
	case h.heard[first+"-"+rest]:
		return true
	case h.heard[first+rest]:
		return false
	}
	if twice := first[len(first)-1]; twice == rest[0] && strings.IndexByte("aeiou", twice) >= 0 { // "re-elect"
		return true
	}
	// "post-war" is written both ways; nobody writes "pro-vide".
	return compounding(first) && words.Known(words.Fold(rest)) || !words.Known(words.Fold(first+rest))
}

// compounding reports whether a word is the first part of many compounds.
func compounding(word string) bool {
	_, number := words.Lexicon().Cardinals[word]
	return number || words.Lexicon().Compounding[word]
}

func lettersBefore(s string) string {
	at := len(s)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) {
			break
		}
		at -= size
	}
	return s[at:]
}

func lettersAfter(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) || i == 0 && !unicode.IsLower(r) {
			return s[:i]
		}
	}
	return s
}

// padded returns the end of the padding after a word that ends at an offset.
func padded(flat string, end int) int {
	at := end
	if strings.HasPrefix(flat[at:], " "+pad) {
		at++
	}
	for strings.HasPrefix(flat[at:], pad) {
		at += len(pad)
	}
	return max(at, end)
}

// unpadded returns words without their padding.
func unpadded(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, " "+pad, ""), pad, "")
}

// Seen returns the words of a span as a reader takes them: divided words are whole, and nothing of a page, such as its
// number, is between two lines. Elsewhere that is the span itself. flat is the result of Flat for the text.
func Seen(text, flat string, s Span) string {
	given := s.Of(text)
	if flat == "" || flat == text || given == "" {
		return given
	}
	read := s.Of(flat)
	if seenAsGiven(given, read) {
		return given
	}
	var b strings.Builder
	for i := 0; i < len(read); {
		if read[i] != ' ' {
			b.WriteByte(read[i])
			i++
			continue
		}
		from, gone := i, false
		for ; i < len(read) && read[i] == ' '; i++ {
			gone = gone || given[i] != ' '
		}
		switch {
		case !gone:
			b.WriteString(read[from:i])
		case !hyphenEnds(read[:from]):
			b.WriteByte(' ')
		}
	}
	return unpadded(b.String())
}

// seenAsGiven reports whether given words and words as read differ only in line breaks that divide no word.
func seenAsGiven(given, read string) bool {
	for i := range len(given) {
		broken := (given[i] == '\n' || given[i] == '\r') && read[i] == ' '
		divided := i > 0 && given[i-1] == '-'
		if given[i] != read[i] && (!broken || divided) {
			return false
		}
	}
	return true
}

// hyphenEnds reports whether words end in the middle of a compound.
func hyphenEnds(s string) bool {
	s, hyphen := strings.CutSuffix(s, "-")
	last, _ := utf8.DecodeLastRuneInString(s)
	return hyphen && words.Letter(last)
}
