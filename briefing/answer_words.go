package briefing

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	stemmer "github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
	"golang.org/x/text/unicode/norm"
)

// asked is a word of a question or of a text in the form in which the two are compared.
type asked struct {
	Span         // in what was given
	fold  string // lower case, no diacritics, straight apostrophes
	upper bool   // begins with a capital letter
	shout bool   // has at least two letters, all of them capitals
	mark  string // the punctuation between this word and the one before
	owner bool   // has the possessive ending, which the folded form lacks
}

// fold makes spellings of one word alike.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´':
			b.WriteByte('\'')
		case r == 'ł' || r == 'Ł':
			b.WriteByte('l')
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// askedWords cuts a text into words. A hyphen parts two words; an apostrophe inside a word does not, but the
// possessive ending is dropped.
func askedWords(text string, within Span) []asked {
	var out []asked
	last := within.Start
	for at := within.Start; at < within.End; {
		r, size := utf8.DecodeRuneInString(text[at:within.End])
		if !wordRune(r) {
			at += size
			continue
		}
		start := at
		for at < within.End {
			r, size = utf8.DecodeRuneInString(text[at:within.End])
			if !wordRune(r) && !unicode.Is(unicode.Mn, r) && !innerMark(text[at+size:within.End], r, text[start:at]) {
				break
			}
			at += size
		}
		f := strings.TrimRight(fold(text[start:at]), "'.")
		f, owner := strings.CutSuffix(f, "'s")
		first, _ := utf8.DecodeRuneInString(text[start:])
		out = append(out, asked{Span{start, at}, f, unicode.IsUpper(first), shouted(text[start:at]), text[last:start], owner})
		last = at
	}
	return out
}

// innerMark tells whether a mark belongs to the word around it: don’t, 1,200, 3.5, 4:12, U.S.
func innerMark(after string, r rune, before string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(before)
	switch r {
	case '\'', '’':
		return unicode.IsLetter(next)
	case '.', ',':
		if unicode.IsDigit(last) && unicode.IsDigit(next) {
			return true
		}
		// U.S., a.m.
		return r == '.' && unicode.IsLetter(last) && (len(before) == 1 || strings.HasSuffix(before[:len(before)-1], ".")) &&
			unicode.IsUpper(last) == unicode.IsUpper(next) && unicode.IsLetter(next)
	case ':':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	}
	return false
}

// stem reduces a folded word by the rules of its language. A language without rules here keeps its words, and
// the comparison of beginnings has to do.
func stem(word, language string) string {
	for _, r := range word {
		if unicode.IsDigit(r) {
			return strings.ReplaceAll(word, ",", "")
		}
	}
	switch language {
	case "en", "":
		if plain, ok := irregular()[word]; ok {
			word = plain
		}
		return stemmer.Stem(word, true)
	case "fr":
		return french.Stem(word, true)
	case "es":
		return spanish.Stem(word, true)
	case "ru":
		return russian.Stem(word, true)
	case "sv":
		return swedish.Stem(word, true)
	case "no", "nb", "nn", "da":
		return norwegian.Stem(word, true)
	}
	return word
}

// root strips from an English stem the endings that make a noun of a verb, so that "invitation" meets "invite".
func root(stem string) string {
	for _, ending := range []string{"ation", "ition", "ement", "ment", "ion", "ance", "enc", "anc", "er", "or", "al", "ing", "iv", "ist", "ian", "ure", "ship", "hood", "dom", "i", "e", "t"} {
		if r, ok := strings.CutSuffix(stem, ending); ok && len(r) >= 4 {
			return r
		}
	}
	return stem
}

// nearly tells whether two folded words are one word with a slip of the pen, or two spellings of a name.
func nearly(a, b string) bool {
	la, lb := len(a), len(b)
	allowed := 1
	if min(la, lb) >= 8 {
		allowed = 2
	}
	if min(la, lb) < 5 || a[0] != b[0] || la-lb > allowed || lb-la > allowed {
		return false
	}
	return distance(a, b, allowed) <= allowed
}

// distance counts the letters to insert, delete, replace or swap between a and b, up to a little over limit.
func distance(a, b string, limit int) int {
	var older, before, now [64]int
	if len(a) >= len(now) || len(b) >= len(now) {
		return limit + 1
	}
	for j := 0; j <= len(b); j++ {
		before[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(before[j]+1, now[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], older[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit {
			return least
		}
		older, before = before, now
	}
	return before[len(b)]
}

// stopword tells whether a folded word says nothing about what is asked.
func stopword(word, language string) bool {
	switch language {
	case "en", "":
		return stemmer.IsStopWord(word) || contracted(word)
	case "fr":
		return french.IsStopWord(word)
	case "es":
		return spanish.IsStopWord(word)
	case "ru":
		return russian.IsStopWord(word)
	case "sv":
		return swedish.IsStopWord(word)
	case "no", "nb", "nn", "da":
		return norwegian.IsStopWord(word)
	case "de":
		return germanStopwords()[word]
	}
	return utf8.RuneCountInString(word) < 3
}

// germanStopwords is a list of our own: the stemming library has no German.
var germanStopwords = sync.OnceValue(func() map[string]bool {
	return setOf(`der die das den dem des ein eine einer einem einen eines und oder aber nicht ist sind war waren wird
werden wurde wurden hat haben hatte im in am an auf aus bei mit nach von vor zu zum zur uber unter um fur durch als auch
es er sie wir ihr man sich wer was wann wo wie warum wieso welche welcher welches viele viel denn dass ob nur noch schon`)
})

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// contracted tells whether a word is one like "don't" or "they'll", and not a name like "o'hara".
func contracted(word string) bool {
	_, end, ok := strings.Cut(word, "'")
	return ok && len(end) <= 2
}
