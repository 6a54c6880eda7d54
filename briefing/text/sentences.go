package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number. Then the next word decides:
// "Inc. The" begins a sentence and "Inc. Chairman" does not.

// Sentences cuts each paragraph into sentences. A sentence never ends inside a quotation, so that a long quotation and its
// "he said" are one sentence.
func Sentences(text string, paragraphs []Paragraph, marks []Span) []Sentence {
	found := make([]Sentence, 0, len(paragraphs)+len(text)/150) // a sentence of news has some 150 bytes
	var ends []int
	small := caseOf(text) == allSmall
	for i, p := range paragraphs {
		n := 0
		for n < len(marks) && marks[n].Start < p.End {
			n++
		}
		inside := marks[:n]
		marks = marks[n:]
		from := p.Start + ItemMark(text[p.Start:p.End])
		s := splitter{text: text, paragraph: Span{from, p.End}, marks: inside, small: small}
		if ends = append(ends[:0], p.End); p.Kind != Caption || !tabular(p.Of(text)) {
			ends = s.ends(ends[:0])
		}
		for _, end := range ends {
			if span := trimmed(text, Span{from, end}); strings.ContainsFunc(text[span.Start:span.End], words.Letter) {
				found = append(found, Sentence{span, i})
			} else if n := len(found); n > 0 && found[n-1].Paragraph == i && span.End > span.Start {
				found[n-1].End = span.End // stray punctuation belongs to the sentence before
			}
			from = end
		}
	}
	return found
}

// splitter finds where the sentences of one paragraph end.
type splitter struct {
	text      string
	paragraph Span
	marks     []Span // the quotations still ahead
	small     bool   // sentences begin in small letters
}

// ends appends where each sentence ends.
func (s *splitter) ends(ends []int) []int {
	for at := s.paragraph.Start; at < s.paragraph.End; {
		if plain(s.text[at]) && (len(s.marks) == 0 || at < s.marks[0].Start) {
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[at:s.paragraph.End])
		if len(s.marks) > 0 && at >= s.marks[0].Start {
			// Nothing inside a quotation ends the sentence; the quotation's own end may.
			quote := s.marks[0]
			s.marks = s.marks[1:]
			at = max(at, min(quote.End, s.paragraph.End))
			if end, ok := s.afterQuote(at); ok {
				ends = append(ends, end)
			}
			continue
		}
		at += size
		if !strings.ContainsRune(".!?…。！？।॥", r) {
			continue
		}
		at = s.absorb(at, ".!?…。！？।॥")
		end := s.absorb(at, "”’»\")]")
		if len(s.marks) > 0 && end > s.marks[0].Start {
			end = at
		}
		if s.endsHere(at-size, end, r) {
			ends = append(ends, end)
		}
		at = end
	}
	return append(ends, s.paragraph.End)
}

// absorb steps over any of the marks.
func (s *splitter) absorb(at int, marks string) int {
	for at < s.paragraph.End {
		r, size := utf8.DecodeRuneInString(s.text[at:s.paragraph.End])
		if !strings.ContainsRune(marks, r) || len(s.marks) > 0 && at == s.marks[0].Start {
			break
		}
		at += size
	}
	return at
}

// afterQuote reports whether a sentence ends with the quotation that ends at an offset, and returns where.
func (s *splitter) afterQuote(at int) (int, bool) {
	if at >= s.paragraph.End {
		return 0, false // the paragraph's end is counted anyway
	}
	inner := strings.TrimRight(s.text[s.paragraph.Start:at], "”’»«“\"' ")
	last, _ := utf8.DecodeLastRuneInString(inner)
	if !strings.ContainsRune(".!?…。！？।॥", last) {
		return 0, false
	}
	end := s.absorb(at, ".!?…)]")
	next := strings.TrimLeftFunc(s.text[end:s.paragraph.End], unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(next)
	if next == "" || unicode.IsLower(first) || strings.ContainsRune("—–―-,;:(", first) {
		return 0, false
	}
	// “Really?” Smith said.
	if last != '.' && namesSpeaker(next) {
		return 0, false
	}
	return end, true
}

// namesSpeaker reports whether words begin with one to three capitalised ones and a verb of speech, and do not go on with
// what was said.
func namesSpeaker(next string) bool {
	if len(next) > 120 {
		next = next[:120]
	}
	fields := strings.Fields(next)
	for i, w := range fields {
		bare := strings.TrimRight(w, ",.:;")
		if i > 0 && words.Lexicon().Speech[bare] {
			// “Really?” Smith said that … is more likely a sentence of its own.
			return bare != w || i == len(fields)-1 || !words.Lexicon().ClauseOpeners[fields[i+1]]
		}
		if i > 3 || !words.Capital(w) {
			return false
		}
	}
	return false
}

// endsHere reports whether the mark r, which comes before end, ends a sentence.
func (s *splitter) endsHere(mark, end int, r rune) bool {
	rest := s.text[end:s.paragraph.End]
	next := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if next == "" {
		return false
	}
	first, size := utf8.DecodeRuneInString(next)
	if strings.ContainsRune("。！？।॥", r) {
		return true
	}
	if len(next) == len(rest) { // no space: "end.Next" is a slip, "example.Com" and "3.5" are not
		return r == '.' && unicode.IsUpper(first) && s.slippedSpace(mark, next[size:])
	}
	if unicode.IsLower(first) && !s.small || strings.ContainsRune(",;:)%", first) {
		return false
	}
	return r != '.' || !s.abbreviated(mark, next)
}

// slippedSpace reports whether a full stop without a space is between a word and the beginning of another.
func (s *splitter) slippedSpace(mark int, after string) bool {
	before := lastWord(s.text[s.paragraph.Start:mark])
	r, _ := utf8.DecodeRuneInString(after)
	return len(before) > 2 && strings.IndexFunc(before, func(r rune) bool { return !unicode.IsLower(r) }) < 0 && unicode.IsLower(r)
}

// abbreviated reports whether the full stop belongs to an abbreviation or an initial, and the sentence goes on.
func (s *splitter) abbreviated(mark int, next string) bool {
	word := lastWord(s.text[s.paragraph.Start:mark])
	if word == "" || words.Digit(word) {
		return s.germanDay(mark, next)
	}
	bare := strings.ToLower(word)
	l := words.Lexicon()
	switch bare {
	case "no", "nos":
		return next[0] >= '0' && next[0] <= '9' // "No. 10", but "they said no."
	case "a.m", "p.m":
		return clockGoesOn(next)
	}
	if l.TitleAbbreviations[bare] {
		return true
	}
	if s.opensDateline(mark, next) {
		return true
	}
	initial := utf8.RuneCountInString(word) == 1 && words.Capital(word)
	if !initial && !s.listed(word, bare) {
		return false
	}
	// What usually opens a sentence ends the one before, even after "Inc." or "U.S.".
	first := strings.ToLower(strings.TrimRight(firstWord(next), "’'"))
	if initial && s.startsSentence(mark-len(word)) {
		return true
	}
	return !l.Openers[first] && !s.beforeName(mark-len(word), next, initial)
}

// clockGoesOn reports whether words behind “p.m.” say of which day or by which clock, or are in small letters: a name there begins a sentence.
func clockGoesOn(next string) bool {
	first, l := firstWord(next), words.Lexicon()
	word := strings.ToLower(first)
	_, weekday := l.Weekdays[word]
	_, month := l.Months[word]
	named := words.Capital(first) && !words.Shouted(first)
	return !named || weekday || month || l.ZoneWords[word]
}

// beforeName reports whether the abbreviation that begins at from ends a sentence because somebody's name begins the next.
func (s *splitter) beforeName(from int, next string, initial bool) bool {
	if !words.Lexicon().Given[firstWord(next)] || initial && s.titled(from) {
		return false
	}
	return s.closesName(from, next)
}

// titled reports whether a title stands right before a place in the text, so that the initial there belongs to a name: "Dr K. Lakshmi Rao".
func (s *splitter) titled(at int) bool {
	before := strings.TrimRight(s.text[max(s.paragraph.Start, at-longestWord):at], " ")
	title := strings.TrimSuffix(lastWord(before), ".")
	l, bare := words.Lexicon(), strings.ToLower(title)
	return words.Capital(title) && (l.Honorifics[bare] || l.Roles[bare])
}

// The longest dateline before the full stop of an abbreviation in it, "LINCOLN, Neb. (AP) —", and before its dash behind, in bytes.
const (
	longestPlace  = 60
	longestAgents = 40
)

// opensDateline reports whether a full stop stands in a dateline: behind a place in capitals or with the abbreviation of a state, and before the
// dash.
func (s *splitter) opensDateline(mark int, next string) bool {
	before := s.text[s.paragraph.Start:mark]
	if len(before) > longestPlace || !words.Shouted(firstWord(before)) && !s.stateBefore(before) {
		return false
	}
	if agent, behind, ok := strings.Cut(next[:min(len(next), longestAgents)], ")"); ok && strings.HasPrefix(agent, "(") {
		next = strings.TrimLeftFunc(behind, unicode.IsSpace)
	}
	first, _ := utf8.DecodeRuneInString(next)
	return words.Dash(string(first))
}

// stateBefore reports whether words end in a comma and the abbreviation of a state, without its full stop.
func (s *splitter) stateBefore(before string) bool {
	word := lastWord(before)
	place := strings.TrimRightFunc(strings.TrimSuffix(before, word), unicode.IsSpace)
	return words.Capital(word) && words.Lexicon().States[strings.ToLower(word)] && strings.HasSuffix(place, ",")
}

// listed reports whether a word is an abbreviation by the lists, or has a full stop inside. "ill" in small letters is no Illinois.
func (s *splitter) listed(word, bare string) bool {
	l := words.Lexicon()
	if l.NameAbbreviations[bare] && word == bare && !s.small {
		return false
	}
	return l.Abbreviations[bare] || strings.Contains(word, ".")
}

// germanDay reports whether the full stop is between a day and its month: “14. Januar”.
func (s *splitter) germanDay(mark int, next string) bool {
	before := s.text[s.paragraph.Start:mark]
	number := before[len(strings.TrimRight(before, "0123456789")):]
	return len(number) > 0 && len(number) <= 2 && words.Capital(next) && words.Foreign()["de"]["months"][words.Fold(firstWord(next))]
}

// closesName reports whether the abbreviation that begins at from ends a name, "the F.B.I.", "Acme Inc.", and a person's
// full name follows: "James T. Corrigan". Initials such as those of "C. S. Lewis" come before a name too, but not after
// one: what has a full stop of its own is another initial, "K. P. John Pillai".
func (s *splitter) closesName(from int, next string) bool {
	_, rest, _ := strings.Cut(next, " ")
	before := lastWord(strings.TrimRightFunc(s.text[s.paragraph.Start:from], unicode.IsSpace))
	return words.Capital(rest) && (before == "the" || words.Capital(before) && !strings.HasSuffix(before, "."))
}

// startsSentence reports whether an offset is at the beginning of the paragraph.
func (s *splitter) startsSentence(at int) bool {
	return strings.TrimSpace(s.text[s.paragraph.Start:at]) == ""
}

// longestWord is how many bytes back or ahead a word is searched for.
const longestWord = 40

// lastWord returns the last word of text, inner full stops included.
func lastWord(text string) string {
	if len(text) > longestWord {
		text = text[len(text)-longestWord:]
		for len(text) > 0 && !utf8.RuneStart(text[0]) {
			text = text[1:]
		}
	}
	return text[strings.LastIndexFunc(text, func(r rune) bool { return !words.Letter(r) && r != '.' })+1:]
}

// firstWord returns the first word of text.
func firstWord(text string) string {
	for i, r := range text {
		if !words.Letter(r) && r != '’' && r != '\'' || i > longestWord {
			return text[:i]
		}
	}
	return text
}
