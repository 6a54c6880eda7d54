// Package charset finds the character set of an HTML page, or of another text, by its bytes.
//
// Bytes go in, and UTF-8 comes out. The package refuses to believe what the server or the page says against the bytes.
package charset

import (
	"bytes"
	"cmp"
	"mime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	labels "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"

	"lede/pattern"
	"lede/problem"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// ErrUnknown says that the bytes fit no character set.
var ErrUnknown = problem.New("page.charset")

const (
	longestHead   = 64 << 10  // bytes in which a page's own declaration is looked for
	longestSample = 256 << 10 // bytes that the character sets are tried on
	worstDecoding = 10        // one in so many letters may be a misfit,
	slips         = 3         // in addition to so many mistakes that pages have
)

// declared matches a character set in an XML declaration or a meta tag, wherever in the head it is.
var declared = pattern.Of(`(?is)<\?xml[^>]{0,200}?\bencoding\s*=\s*["']?([\w.:-]+)|<meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:-]+)`)

// Decode returns data in UTF-8. Bytes that are valid UTF-8 are hardly ever anything else, whatever the page says: saved pages
// keep the declaration of the server's character set. Otherwise the labels of the server and the page, and a guess, are tried
// on the bytes, and the best fit is used, the first of equals.
func Decode(data []byte, contentType string) ([]byte, error) {
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 && !bytes.ContainsRune(data, '\x1b') {
		return bytes.TrimPrefix(data, byteOrderMark), nil
	}
	best, _ := bestFit(data, charsets(data, contentType))
	if best == nil {
		return nil, ErrUnknown
	}
	return bytes.TrimPrefix(decodeBy(best, data), byteOrderMark), nil
}

// bestFit returns the character set, of those with some names, that fits data best, and its name; nil if none fits.
func bestFit(data []byte, names []string) (best encoding.Encoding, name string) {
	sample := sampleOf(data)
	least, letters := 0, 0
	for _, n := range names {
		e, standard := labels.Lookup(n)
		if e == nil {
			continue
		}
		decoded := decodeBy(e, sample)
		if m := misfits(decoded); best == nil || m < least {
			best, name, least, letters = e, standard, m, foreign(decoded)
		}
	}
	if least > slips && worstDecoding*least > letters {
		return nil, ""
	}
	return best, name
}

// western is the character set of old files in the west of Europe and in America.
const western = "windows-1252"

// Of guesses the character set of data that is not valid UTF-8, for a person to name it to a program.
func Of(data []byte) string {
	names := slices.DeleteFunc(charsets(data, ""), func(name string) bool { return strings.EqualFold(name, "utf-8") })
	_, name := bestFit(data, names)
	name = strings.ToUpper(cmp.Or(name, western))
	if strings.HasPrefix(name, "GB") {
		return "GB18030" // which holds the older ones
	}
	return name
}

// sampleOf returns where data stops being ASCII, since all character sets agree on that.
func sampleOf(data []byte) []byte {
	start := 0
	if bytes.IndexByte(data, 0) < 0 {
		start = max(0, bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }))
	}
	return data[start:min(len(data), start+longestSample)]
}

func decodeBy(e encoding.Encoding, data []byte) []byte {
	decoded, err := e.NewDecoder().Bytes(data)
	if err != nil {
		decoded = data
	}
	// Data taken for UTF-8 in spite of a mistake in it passes the decoder unchanged.
	return bytes.ToValidUTF8(decoded, []byte("\ufffd"))
}

// charsets returns the names to try, the likeliest first.
func charsets(data []byte, contentType string) []string {
	if _, name, sure := labels.DetermineEncoding(data[:min(len(data), 4)], ""); sure { // a byte order mark
		return []string{name}
	}
	var names []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		names = append(names, params["charset"])
	}
	head := data[:min(len(data), longestHead)]
	for _, m := range declared().FindAllSubmatch(head, 2) {
		names = append(names, string(m[1])+string(m[2]))
	}
	if bytes.IndexByte(head, 0) < 0 {
		names = append(names, "utf-8")
		if guess := chardet.Detect(sampleOf(data)); guess.Encoding != "" {
			names = append(names, guess.Encoding)
		}
		names = append(names, western)
	}
	return names
}

// signsOfMistakes follow a letter where UTF-8 was decoded as something else.
const signsOfMistakes = "¢£¤¥¦¨©¬®¯±´¸¿¡¼½¾"

// misfits counts what correctly decoded text hardly has: invalid bytes, control characters, signs inside words, words in two
// scripts, and words of little but accented letters.
func misfits(text []byte) (n int) {
	var w word
	prev := ' '
	for _, r := range string(text) {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r) && !unicode.IsSpace(r):
			n++
		case strings.ContainsRune(signsOfMistakes, r) && unicode.IsLetter(prev):
			n++
		}
		if unicode.IsLetter(r) {
			w.add(r, prev)
		} else {
			n += w.misfits()
			w = word{}
		}
		prev = r
	}
	return n + w.misfits()
}

// word counts the letters of one word.
type word struct {
	plain, accented, other int // a–z, other Latin, other scripts
	turned                 int // capitals after small letters
}

func (w *word) add(r, prev rune) {
	switch {
	case r < utf8.RuneSelf:
		w.plain++
	case unicode.Is(unicode.Latin, r):
		w.accented++
	case !unicode.Is(unicode.Common, r):
		w.other++
	}
	if r >= utf8.RuneSelf && unicode.IsUpper(r) && unicode.IsLower(prev) {
		w.turned++
	}
}

func (w *word) misfits() int {
	n := w.turned
	if w.accented > 2 && w.accented > 2*w.plain { // Turkish has words such as yürüyüş
		n += w.accented
	}
	// Japanese and Chinese have Latin names without spaces around them; they have no accents.
	if w.other > 0 {
		n += w.accented
	}
	return n
}

// foreign counts the non-ASCII characters of a text.
func foreign(text []byte) (n int) {
	for _, r := range string(text) {
		if r >= utf8.RuneSelf {
			n++
		}
	}
	return n
}
