package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
	"lede/pattern"
)

// Line breaks are the only structure that every plain text has. The kind of a paragraph is told from its own words: a
// byline and a caption have forms of their own, and a heading does not end like a sentence.

// Paragraphs cuts a text at its line breaks and determines the kind of each paragraph.
func Paragraphs(text string) []Paragraph {
	found := make([]Paragraph, 0, strings.Count(text, "\n")+1)
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		if p := trimmed(text, Span{at, end}); strings.ContainsFunc(text[p.Start:p.End], words.Letter) {
			found = append(found, Paragraph{p, paragraphKind(text[p.Start:p.End])})
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		at = end + max(size, 1)
	}
	for i := range found {
		// A line at the end of the text is not a heading, since nothing follows it.
		if found[i].Kind == Heading && i == len(found)-1 {
			found[i].Kind = Body
		}
	}
	release(text, found)
	found = turns(text, found)
	if head := Headline(text, found); head >= 0 {
		found[head].Kind = Heading
	}
	return found
}

// lineEnd returns where the line at a byte offset ends.
func lineEnd(text string, at int) int {
	for ; at < len(text); at++ {
		switch text[at] {
		case '\n', '\r', '\v', '\f':
			return at
		case typographic:
			if strings.HasPrefix(text[at:], "\u2028") || strings.HasPrefix(text[at:], "\u2029") {
				return at
			}
		}
	}
	return len(text)
}

// trimmed returns the span without white space at its ends.
func trimmed(text string, s Span) Span {
	words := text[s.Start:s.End]
	s.Start += len(words) - len(strings.TrimLeftFunc(words, blank))
	s.End = max(s.Start, s.End-(len(words)-len(strings.TrimRightFunc(words, blank))))
	return s
}

// blank reports whether a rune at the edge of a line is invisible.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

// LongestHeading is the greatest length of a heading, in bytes.
const LongestHeading = 90

// The greatest lengths, in bytes, of other lines that are not part of the story.
const (
	longestByline  = 200
	longestCaption = 400
	longestCredit  = 60
	longestAgency  = 30 // "with agency reports"
	// longestContribution is more than " contributed reporting to this article.)"
	longestContribution = 60
)

// The patterns are matched against short lines only, so that their cost does not grow with the text.
var (
	bylineStart  = pattern.Of(`^(?i:[(\[—–-]*\s*(?:compiled|reporting|additional reporting|reported|written|edited|editing|words|with reporting|writing|story|text|translated|analysis)(?: and (?:reporting|writing|editing|compiled|written|edited|additional reporting))? by:?\s+)`)
	agencyLine   = pattern.Of(`^(?i:[(\[—–-]+\s*(?:with |from )?(?:additional |agency |wire )*(?:reports?|reporting|agencies|input|ap|afp|reuters|pa|dpa|bloomberg|tass|interfax)(?: (?:from|by) [^.]{1,60})?[)\].]*)$|^(?i:[(\[*—–_]*\s*.{3,120} contributed (?:reporting )?to this (?:report|story|article|piece)\.?[)\]]?)$|^(?i:with (?:agency|wire) reports?\.?|agencies|— ?(?:ap|afp|reuters))$`)
	captionStart = pattern.Of(`^(?i:\(?(?:photo|photograph|image|picture|pictured|caption|file photo|video|graphic|illustration)s?(?: (?:credit|by|courtesy(?: of)?))?\s*[:/]\s*)|^(?i:(?:photo|photograph|image|picture)s? by )`)
	captionEnd   = pattern.Of(`(?i:[(\[/](?:getty images|afp|reuters|ap photo|ap|epa|pa)(?:/[^)]{1,40})?[)\]]|via getty images\)?|/getty images)$`)
)

func paragraphKind(line string) ParagraphKind {
	switch {
	case len(line) <= longestByline && (creditsAgency(line) || BylineAuthor(line) != Span{}):
		return BylineLine
	case len(line) <= longestCaption && isCaption(line), tabular(line):
		return Caption
	case isHeading(line):
		return Heading
	}
	return Body
}

// Matching a pattern costs far more than anything else done to a line, and hardly any line matches, so the first or last
// letter decides first whether a match is possible.

func creditsAgency(line string) bool { return mayCreditAgency(line) && agencyLine().MatchString(line) }

func isCaption(line string) bool {
	if mayLabelPicture(line) && captionStart().MatchString(line) {
		return true
	}
	credit := line[max(0, len(line)-longestCredit):] // an unanchored search is slow on long lines
	return endsLikeCredit(credit) && captionEnd().MatchString(credit)
}

// mayLabelPicture reports whether captionStart may match: “photo”, “image”, “caption”, “file photo”, “video”, “graphic” or the like comes first.
func mayLabelPicture(line string) bool {
	line = strings.TrimPrefix(line, "(")
	if len(line) < 2 {
		return false
	}
	const lower = 0x20 // makes a letter of ASCII a small one
	switch [2]byte{line[0] | lower, line[1] | lower} {
	case [2]byte{'p', 'h'}, [2]byte{'i', 'm'}, [2]byte{'p', 'i'}, [2]byte{'c', 'a'}, [2]byte{'f', 'i'}, [2]byte{'v', 'i'}, [2]byte{'g', 'r'}, [2]byte{'i', 'l'}:
		return true
	}
	return false
}

// BeginsWithAny reports whether the first byte of a line is among the letters.
func BeginsWithAny(line, letters string) bool {
	return line != "" && strings.IndexByte(letters, line[0]) >= 0
}

// mayCreditAgency reports whether agencyLine may match.
func mayCreditAgency(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	if strings.ContainsRune("([*_—–-", first) || len(line) <= longestAgency && strings.ContainsRune("aAwW", first) {
		return true
	}
	tail := line[max(0, len(line)-longestContribution):]
	return BeginsWithAny(line[len(line)-1:], "yteYTE.)]") && hasEither(tail, " contributed ", " CONTRIBUTED ", " Contributed ")
}

// mayBeByline reports whether bylineStart may match.
func mayBeByline(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return strings.ContainsRune("([—–-cCrRaAwWeEsSſtT", first) && hasEither(line, " by", " By", " BY")
}

func hasEither(line string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(line, w) {
			return true
		}
	}
	return false
}

// endsLikeCredit reports whether captionEnd may match: a bracket or the end of "images" comes last.
func endsLikeCredit(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(")]sSſ", last)
}

// isHeading reports whether a line is too short and too open-ended to be a sentence.
func isHeading(line string) bool {
	if len(line) > LongestHeading || ItemMark(line) > 0 {
		return false
	}
	if inner, ok := strings.CutPrefix(line, "**"); ok && strings.HasSuffix(inner, "**") {
		return !strings.Contains(inner[:len(inner)-2], "**") // a line in bold letters
	}
	first, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	opens := unicode.IsUpper(first) || unicode.IsDigit(first)
	if !opens || !words.Letter(last) && !strings.ContainsRune("?’')”\"", last) {
		return false
	}
	if strings.HasSuffix(strings.TrimRight(line, "?’')”\""), ".") {
		return false // the mayor said: “We begin.”
	}
	open := strings.Count(line, "“") != strings.Count(line, "”") || strings.Count(line, "\"")%2 > 0
	return len(strings.Fields(line)) <= 12 && !open && !strings.Contains(line, ". ")
}

// BylineAuthor returns the name of the author in a line that is only a byline; the zero Span if the line is not one or
// names nobody.
func BylineAuthor(line string) Span {
	if len(line) > longestByline {
		return Span{}
	}
	from := creditLength(line)
	if from == 0 {
		return Span{}
	}
	from += postLength(line[from:])
	rest := line[from:]
	name := withoutPost(firstAuthor(rest))
	if first, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(first) || len(strings.Fields(name)) > 5 {
		return Span{}
	}
	at := from + strings.Index(rest, name)
	return Span{at, at + len(name)}
}

// creditLength is the length of the words of a byline that stand before who wrote it, "By" or "Reporting by"; 0 if the line is no byline.
func creditLength(line string) int {
	if mayBeByline(line) {
		if start := bylineStart().FindStringIndex(line); start != nil {
			return start[1]
		}
	}
	for _, first := range []string{"By", "BY", "by", "From"} {
		rest, ok := strings.CutPrefix(line, first)
		if names := strings.TrimLeft(rest, " \t"); ok && len(names) < len(rest) && onlyNames(names) && opensByline(first, names) {
			return len(line) - len(names)
		}
	}
	return 0
}

// opensByline reports whether names and posts behind a word at the head of a line are those of who wrote the article. Behind "From" they may
// be a place, so somebody's full name must come first: "From Ann Lee, Weir".
func opensByline(first, names string) bool {
	capital, _ := utf8.DecodeRuneInString(names)
	switch upper := unicode.IsUpper(capital); first {
	case "From":
		whole := names[postLength(names):]
		author := firstAuthor(whole)
		parts := strings.Fields(author)
		return len(author) < len(whole) && len(parts) > 1 && len(parts) < 5 && words.Lexicon().Given[parts[0]]
	case "By":
		return upper || unicode.IsLower(capital)
	default:
		return upper || strings.HasPrefix(names, "the ")
	}
}

// firstAuthor returns what stands before the first word or mark that ends an author's name.
func firstAuthor(rest string) string {
	end := len(rest)
	for _, stop := range []string{",", ";", "|", " in ", " and ", " at ", " for ", "\t", " - ", " – ", " — ", ")", "]", "•", "·"} {
		if i := strings.Index(rest, stop); i > 0 && i < end {
			end = i
		}
	}
	return strings.TrimRight(strings.TrimSpace(rest[:end]), ".:")
}

// postLength is the length of the post in small letters that stands before the author's name, with the space behind it: "chief health
// correspondent Ann Lee"; 0 if there is none.
func postLength(line string) int {
	small := strings.IndexFunc(line, unicode.IsUpper)
	if small <= 0 {
		return 0
	}
	fields := strings.Fields(line[:small])
	if len(fields) == 0 || !isPost(fields[len(fields)-1]) {
		return 0
	}
	return small
}

// isPost reports whether a word says what somebody is who writes for a paper.
func isPost(w string) bool { return words.Lexicon().BylineWords[w] && words.Lexicon().Roles[w] }

// withoutPost cuts the post off that stands behind an author's name: "Ann Lee Local Democracy Reporter".
func withoutPost(name string) string {
	parts := strings.Fields(name)
	if len(parts) < 3 || !isPost(strings.ToLower(parts[len(parts)-1])) {
		return name
	}
	for i := 2; i < len(parts); i++ {
		if ofPost(strings.ToLower(parts[i])) {
			return name[:strings.LastIndex(name, strings.Join(parts[i-1:i+1], " "))+len(parts[i-1])]
		}
	}
	return name
}

// ofPost reports whether a word in small letters belongs to the post of who wrote the article.
func ofPost(w string) bool {
	l := words.Lexicon()
	return l.BylineWords[w] || l.Modifiers[w] || l.Possessives[w]
}

// onlyNames reports whether a line after "By" holds names, posts and places, and no sentence.
func onlyNames(line string) bool {
	small := 0
	for _, w := range strings.Fields(withoutLastPost(line)) {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(first) || unicode.IsPunct(first):
			continue
		case ofPost(strings.Trim(w, ",.")):
			continue
		}
		small++
	}
	return small == 0 && strings.Count(line, ". ") == 0 && len(strings.Fields(line)) <= 16 && strings.Count(line, ":") <= 1
}

// longestPost is how many words the post behind an author's name may have: "arts and popular culture correspondent".
const longestPost = 6

// withoutLastPost cuts the post in small letters off that ends a line behind a comma, whatever field it is of: "Ann Lee, local democracy reporter".
func withoutLastPost(line string) string {
	comma := strings.LastIndexByte(line, ',')
	if comma < 0 {
		return line
	}
	post := strings.Fields(strings.TrimRight(line[comma+1:], "."))
	if len(post) == 0 || len(post) > longestPost || !isPost(post[len(post)-1]) {
		return line
	}
	return line[:comma]
}

// ItemMark returns the length in bytes of the bullet, dash or number that opens a list item, with the space after it; 0 if
// the line opens with words.
func ItemMark(line string) int {
	r, size := utf8.DecodeRuneInString(line)
	if strings.ContainsRune("•●▪◦‣·■□*–—-►▶→", r) {
		rest := strings.TrimLeftFunc(line[size:], unicode.IsSpace)
		if rest != line[size:] || strings.ContainsRune("•●▪◦‣■□►▶→", r) {
			return len(line) - len(rest)
		}
		return 0
	}
	digits := 0
	for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 2 || digits+1 >= len(line) || !strings.Contains(".)", line[digits:digits+1]) {
		return 0
	}
	rest := strings.TrimLeftFunc(line[digits+1:], unicode.IsSpace)
	if len(rest) == len(line)-digits-1 {
		return 0
	}
	return len(line) - len(rest)
}
