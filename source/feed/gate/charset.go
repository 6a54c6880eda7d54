package gate

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"lede/pattern"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const (
	headBytes  = 1 << 10 // in which a document declares its character set
	worstTexts = 20      // one in so many non-ASCII letters may be wrong
)

var declaration = pattern.Of(`(?i)<\?xml[^>]*?\bencoding\s*=\s*["']?([^"'\s?>]+)`)

// Decode returns data as UTF-8 without characters that no document may have, and whether it was more than MaxBytes. contentType
// is the server's.
func Decode(data []byte, contentType string) (document []byte, cut bool) {
	most := MaxBytes + 4
	if Wide(data) {
		most *= 4
	}
	cut = len(data) > most
	document = clean(decode(data[:min(len(data), most)], contentType))
	if len(document) > MaxBytes {
		document, cut = withoutCutRune(document[:MaxBytes]), true
	}
	return document, cut
}

// Wide reports whether data is UTF-16 or UTF-32.
func Wide(data []byte) bool {
	e, _ := wide(data)
	return e != nil
}

// decode returns a document in UTF-8 without a byte order mark. Valid UTF-8 is hardly ever anything else, whatever its label;
// otherwise the server's label counts, then the document's own, and without one it is Windows-1252, or what unsaid finds.
func decode(data []byte, contentType string) []byte {
	if e, skip := wide(data); e != nil {
		return valid(decodeBy(e, data[skip:]))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	labels := labelsOf(data, contentType)
	if bytes.IndexByte(data, 0x1b) >= 0 && len(labels) > 0 && strings.HasPrefix(canonical(labels[0]), "iso-2022-jp") {
		return valid(decodeBy(japanese.ISO2022JP, data)) // its bytes are ASCII
	}
	if utf8.Valid(data) {
		return data
	}
	good, bad := multibyte(withoutCutRune(data))
	if bad == 0 || good >= 10*bad {
		return valid(mended(data))
	}
	for _, label := range labels {
		e := byLabel(label)
		if e == nil {
			continue
		}
		if e == unicode.UTF8 {
			if good >= bad {
				return valid(mended(data))
			}
			continue
		}
		decoded := decodeBy(e, data)
		if wrong := bytes.Count(decoded, []byte("\ufffd")); wrong*worstTexts <= utf8.RuneCount(decoded)-ascii(decoded) {
			return valid(decoded)
		}
	}
	return valid(decodeBy(unsaid(data), data))
}

// mended handles UTF-8 in which some texts are not, as when a planet copies other feeds: a text with no UTF-8 letter beyond
// ASCII is Windows-1252. (In a text that has some, the invalid bytes are cut letters.)
func mended(data []byte) []byte {
	if utf8.Valid(data) {
		return data
	}
	out := make([]byte, 0, len(data)+len(data)/16)
	for len(data) > 0 {
		end := 1 + bytes.IndexAny(data[1:], "<>")
		if end == 0 {
			end = len(data)
		}
		text := data[:end]
		if good, bad := multibyte(text); bad > 0 && good == 0 {
			text = decodeBy(charmap.Windows1252, text)
		}
		out, data = append(out, text...), data[end:]
	}
	return out
}

const (
	guessBytes = 64 << 10
	sureGuess  = 0.9
)

// unsaid returns the character set of a document without a true label. It is Windows-1252, unless most letters beyond ASCII are
// adjacent, as in no language written in that, and it is clear what they are.
func unsaid(data []byte) encoding.Encoding {
	letters, beside, before, kana := 0, 0, false, 0
	for _, c := range data {
		high := c >= utf8.RuneSelf
		if c == 0x82 || c == 0x83 { // what every kana of Shift JIS begins with, and hardly a letter anywhere else
			kana++
		}
		if high {
			letters++
		}
		if high && before {
			beside++
		}
		before = high
	}
	if kana*4 > letters && !bytes.Contains(decodeBy(japanese.ShiftJIS, data), []byte("\ufffd")) {
		return japanese.ShiftJIS
	}
	if beside*2 < letters {
		return charmap.Windows1252
	}
	from := max(0, bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }))
	if guess := chardet.Detect(data[from:min(len(data), from+guessBytes)]); guess.Confidence >= sureGuess {
		if e := byLabel(guess.Encoding); e != nil && e != unicode.UTF8 {
			return e
		}
	}
	return charmap.Windows1252
}

// wide recognizes the character sets of two and four bytes by their byte order mark, or by the zeros between letters.
func wide(data []byte) (e encoding.Encoding, mark int) {
	little, big := unicode.LittleEndian, unicode.BigEndian
	start := string(data[:min(len(data), 4)])
	switch {
	case start == "\xff\xfe\x00\x00":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case start == "\x00\x00\xfe\xff":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case strings.HasPrefix(start, "\xff\xfe"):
		return unicode.UTF16(little, unicode.IgnoreBOM), 2
	case strings.HasPrefix(start, "\xfe\xff"):
		return unicode.UTF16(big, unicode.IgnoreBOM), 2
	case len(start) < 4:
		return nil, 0
	}
	var zeros [4]bool
	for i := range zeros {
		zeros[i] = start[i] == 0
	}
	switch zeros {
	case [4]bool{false, true, true, true}:
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 0
	case [4]bool{true, true, true, false}:
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 0
	case [4]bool{false, true, false, true}:
		return unicode.UTF16(little, unicode.IgnoreBOM), 0
	case [4]bool{true, false, true, false}:
		return unicode.UTF16(big, unicode.IgnoreBOM), 0
	}
	return nil, 0
}

// labelsOf returns the character set labels that the server and the document give, the server's first.
func labelsOf(data []byte, contentType string) []string {
	var labels []string
	if label := serverLabel(contentType); label != "" {
		labels = append(labels, label)
	}
	if m := declaration().FindSubmatch(data[:min(len(data), headBytes)]); m != nil {
		labels = append(labels, string(m[1]))
	}
	return labels
}

func serverLabel(contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return params["charset"]
	}
	_, after, found := strings.Cut(strings.ToLower(contentType), "charset=")
	if !found {
		return ""
	}
	label, _, _ := strings.Cut(after, ";")
	return strings.TrimSpace(label)
}

// codePage matches the names that people give to code pages: win-1251, cp1252, windows1250, x-cp1251.
var codePage = pattern.Of(`^(?:x-)?(?:windows|win|cp|ansi|microsoft-cp|ms)[-_ ]?(125\d|874|932|936|949|950)$`)

// canonical normalizes a label.
func canonical(label string) string {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"'`;,"))
	if m := codePage().FindStringSubmatch(label); m != nil {
		switch m[1] {
		case "932":
			return "shift_jis"
		case "936":
			return "gbk"
		case "949":
			return "euc-kr"
		case "950":
			return "big5"
		}
		return "windows-" + m[1]
	}
	switch label {
	case "utf8mb4", "utf-8mb4", "utf_8", "utf 8", "unicode-1-1-utf-8", "cp65001", "utf8-bom", "utf-8-bom":
		return "utf-8"
	case "shift-jis", "sjis-win", "windows-shift-jis":
		return "shift_jis"
	case "euc_jp", "eucjp", "ujis":
		return "euc-jp"
	case "csiso2022jp":
		return "iso-2022-jp"
	case "koi-8", "koi8_r", "koi8r":
		return "koi8-r"
	}
	return label
}

// byLabel returns a single-byte or multi-byte character set, nil for an unknown name. (Those of two and four bytes are
// recognized by their bytes.)
func byLabel(label string) encoding.Encoding {
	label = canonical(label)
	for _, name := range []string{label, strings.ReplaceAll(label, "_", "-")} {
		e, err := htmlindex.Get(name)
		if err == nil && e != encoding.Replacement && !strings.HasPrefix(htmlName(e), "utf-16") {
			return e
		}
	}
	if strings.HasPrefix(label, "utf-") || strings.Contains(label, "ucs") {
		return nil
	}
	e, _ := ianaindex.IANA.Encoding(label)
	return e
}

func htmlName(e encoding.Encoding) string {
	name, _ := htmlindex.Name(e)
	return name
}

func decodeBy(e encoding.Encoding, data []byte) []byte {
	decoded, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return data
	}
	return decoded
}

// valid removes invalid UTF-8, and what was no letter in the original character set.
func valid(data []byte) []byte {
	data = bytes.ReplaceAll(bytes.ToValidUTF8(data, nil), []byte("\ufffd"), nil)
	return bytes.TrimPrefix(data, []byte("\ufeff"))
}

// withoutCutRune removes a letter that the end of the data cuts.
func withoutCutRune(data []byte) []byte {
	for i := 1; i <= min(3, len(data)); i++ {
		if c := data[len(data)-i]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(data[len(data)-i:]) {
				return data[:len(data)-i]
			}
			break
		}
	}
	return data
}

// multibyte counts the valid UTF-8 letters beyond ASCII, and the invalid bytes.
func multibyte(data []byte) (good, bad int) {
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		data = data[n:]
	}
	return good, bad
}

func ascii(text []byte) (n int) {
	for _, c := range text {
		if c < utf8.RuneSelf {
			n++
		}
	}
	return n
}

// coloured matches what a terminal takes for a colour or a move of its cursor, and prints for its readers where there is none.
var coloured = pattern.Of("\x1b\\[[0-9;?]{0,20}[A-Za-z]")

// Uncoloured returns a text without the signs by which programs colour what they print in terminals.
func Uncoloured(text string) string {
	if strings.IndexByte(text, 0x1b) < 0 {
		return text
	}
	return coloured().ReplaceAllString(text, "")
}

// clean removes the characters that XML must not have.
func clean(data []byte) []byte {
	if bytes.IndexByte(data, 0x1b) >= 0 {
		data = coloured().ReplaceAll(data, nil)
	}
	for i, c := range data {
		control := c < 0x20 && !isSpace(c)
		if nonCharacter := c == 0xef && bytes.HasPrefix(data[i+1:], []byte{0xbf}); control || nonCharacter {
			return bytes.Map(func(r rune) rune {
				if legal(r) {
					return r
				}
				return -1
			}, data)
		}
	}
	return data
}
