package gate

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
)

func TestTheWideCharacterSets(t *testing.T) {
	for start, want := range map[string]struct {
		wide bool
		mark int
	}{
		"\xff\xfe\x00\x00": {true, 4}, "\x00\x00\xfe\xff": {true, 4},
		"\xff\xfe<\x00": {true, 2}, "\xfe\xff\x00<": {true, 2}, "\xff\xfe": {true, 2}, "\xfe\xff": {true, 2},
		"<\x00\x00\x00": {true, 0}, "\x00\x00\x00<": {true, 0}, "<\x00r\x00": {true, 0}, "\x00<\x00r": {true, 0},
		"<rss": {}, "<\x00r": {}, "": {}, "\x00\x00\x00\x00": {}, "<\x00\x00r": {}, "<rs\x00": {},
	} {
		if _, mark := wide([]byte(start)); Wide([]byte(start)) != want.wide || mark != want.mark {
			t.Errorf("%q: %v, a mark of %d bytes", start, Wide([]byte(start)), mark)
		}
	}
	for text, data := range map[string]string{
		"<é": "\xff\xfe<\x00\xe9\x00", "<è": "\xfe\xff\x00<\x00\xe8", "<r": "<\x00r\x00", ">r": "\x00>\x00r",
		"a": "a\x00\x00\x00", "b": "\x00\x00\x00b", "c": "\xff\xfe\x00\x00c\x00\x00\x00", "d": "\x00\x00\xfe\xff\x00\x00\x00d",
	} {
		if got, _ := Decode([]byte(data), ""); string(got) != text {
			t.Errorf("%q is %q, want %q", data, got, text)
		}
	}
}

func TestADocumentIsCutAtItsLimit(t *testing.T) {
	const limit = 5 << 20
	for name, c := range map[string]struct {
		data []byte
		size int
		cut  bool
	}{
		"as long as it may be":       {bytes.Repeat([]byte("a"), limit), limit, false},
		"a byte longer":              {bytes.Repeat([]byte("a"), limit+1), limit, true},
		"a letter across the limit":  {append(bytes.Repeat([]byte("a"), limit-1), "é"...), limit - 1, true},
		"a mark before it":           {append([]byte("\xef\xbb\xbf"), bytes.Repeat([]byte("a"), limit)...), limit, false},
		"two bytes a letter":         {bytes.Repeat([]byte("a\x00"), limit), limit, false},
		"two bytes a letter, longer": {bytes.Repeat([]byte("a\x00"), limit+1), limit, true},
	} {
		if got, cut := Decode(c.data, ""); len(got) != c.size || cut != c.cut {
			t.Errorf("%s: %d bytes, cut %v", name, len(got), cut)
		}
	}
}

func TestWhatIsSaidOfACharacterSetIsWeighed(t *testing.T) {
	const good, bad = "é", "\xe9"
	for name, c := range map[string]struct{ data, contentType, want string }{
		"ten good letters for a bad one are UTF-8":    {"<a>" + strings.Repeat(good, 10) + bad + "</a>", "", "<a>" + strings.Repeat(good, 10) + "</a>"},
		"nine are whatever was said":                  {strings.Repeat(good, 9) + "<" + bad + ">", "text/xml; charset=iso-8859-2", strings.Repeat("ĂŠ", 9) + "<é>"},
		"as many good as bad are UTF-8 if it is said": {good + "<" + bad + ">", "text/xml; charset=utf-8", good + "<é>"},
		"fewer are not":                                   {good + bad + "a" + bad + ".", "text/xml; charset=utf-8", "Ã©éaé."},
		"one text of a planet in Windows-1252":            {strings.Repeat(good, 10) + "<p>caf" + bad + "</p>", "", strings.Repeat(good, 10) + "<p>café</p>"},
		"the server's word before the document's":         {`<?xml version="1.0" encoding="windows-1251"?>` + "\xcf.", "text/xml; charset=koi8-r", `<?xml version="1.0" encoding="windows-1251"?>о.`},
		"the document's, if the server says nothing":      {`<?xml version="1.0" encoding="windows-1251"?>` + "\xcf.", "text/xml", `<?xml version="1.0" encoding="windows-1251"?>П.`},
		"a name that nobody knows":                        {"caf" + bad, "text/xml; charset=martian", "café"},
		"bytes that are hardly ever letters in it":        {strings.Repeat("a\xff ", 40), "text/xml; charset=euc-jp", strings.Repeat("aÿ ", 40)},
		"the ISO-2022 of Japan":                           {"\x1b$B$3\x1b(B", "text/xml; charset=iso-2022-jp", "こ"},
		"its sign for nothing, where nothing is said":     {"a\x1bb", "", "ab"},
		"its sign in another set":                         {"a\x1bb", "text/xml; charset=utf-8", "ab"},
		"a letter that the end cuts through is no letter": {strings.Repeat(good, 3) + "\xc3", "", strings.Repeat(good, 3)},
	} {
		if got, _ := Decode([]byte(c.data), c.contentType); string(got) != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestLettersSideBySideAreNoWesternLanguage(t *testing.T) {
	russian := "\xcf\xee \xe4\xe0\xed\xed\xfb\xec \xef\xee\xeb\xe8\xf6\xe8\xe8, \xe2 \xe3\xee\xf0\xee\xe4\xe5 \xf1\xed\xee\xe2\xe0 \xee\xf2\xea\xf0\xfb\xeb\xe8 \xec\xee\xf1\xf2, \xea\xee\xf2\xee\xf0\xfb\xe9 \xe7\xe0\xea\xf0\xfb\xeb\xe8 \xe2\xe5\xf1\xed\xee\xe9 \xef\xee\xf1\xeb\xe5 \xef\xe0\xe2\xee\xe4\xea\xe0"
	for data, want := range map[string]string{
		russian: "windows-1251",
		"\x8d\x60\x82\xcc\x8b\xb4\x82\xcd\x81\x41\x8e\x4f\x8c\x8e\x82\xc9\x95\xc2\x82\xdc\x82\xe8\x82\xdc\x82\xb7\x81\x42\x90\x56\x82\xb5\x82\xa2\x8b\xb4\x82\xcd\x97\x88\x94\x4e\x82\xcc\x89\xc4\x82\xc9\x8a\x4a\x82\xad\x97\x5c\x92\xe8\x82\xc5\x82\xb7\x81\x42": "shift_jis",
		"caf\xe9 and \xe9lan":                   "windows-1252",
		"\x82no\x91, \x82no\x91 and \x83500":    "windows-1252", // ‚no‘ and ƒ500
		"\xe9\xe8 a \xe9":                       "windows-1252",
		"nothing but ASCII":                     "windows-1252",
		strings.Repeat("\xe9 ", 9) + "\xe9\xe9": "windows-1252",
	} {
		if got, err := htmlindex.Name(unsaid([]byte(data))); got != want || err != nil {
			t.Errorf("%q is %s, want %s (%v)", data, got, want, err)
		}
	}
}

func TestTheNamesOfCharacterSets(t *testing.T) {
	for label, want := range map[string]string{
		"UTF-8": "utf-8", " utf8 ": "utf-8", "utf8mb4": "utf-8", "utf_8": "utf-8", "cp65001": "utf-8", `"utf-8"`: "utf-8",
		"win-1251": "windows-1251", "x-cp1251": "windows-1251", "CP1250": "windows-1250", "windows1252": "windows-1252",
		"cp932": "shift_jis", "cp936": "gbk", "ms949": "euc-kr", "cp950": "big5", "shift-jis": "shift_jis", "euc_jp": "euc-jp",
		"csiso2022jp": "iso-2022-jp", "koi8r": "koi8-r", "koi-8": "koi8-r", "latin1": "windows-1252", "iso_8859_2": "iso-8859-2",
		"cp874":  "windows-874",
		"utf-16": "", "utf-16le": "", "utf-32": "", "iso-10646-ucs-2": "", "martian": "", "hz-gb-2312": "", "": "",
	} {
		got := ""
		if e := byLabel(label); e != nil {
			got = htmlName(e)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", label, got, want)
		}
	}
	if byLabel("ibm437") == nil {
		t.Error("a character set that only IANA names is not known")
	}
	for contentType, want := range map[string]string{
		"text/xml; charset=koi8-r": "koi8-r", `text/xml; charset="UTF-8"`: "UTF-8", "text/xml": "", "": "",
		"text/xml;; charset=koi8-r ; x": "koi8-r", "charset=utf-8": "utf-8", "text/xml; charset==": "=",
	} {
		if got := serverLabel(contentType); got != want {
			t.Errorf("%q says %q, want %q", contentType, got, want)
		}
	}
}

func TestADeclarationStandsAtTheBeginning(t *testing.T) {
	declared := `<?xml version="1.0" encoding='koi8-r'?>`
	for before, want := range map[int]int{0: 1, (1 << 10) - len(declared): 1, (1 << 10) - len("<?xml version=\"1.0\" encoding='"): 0} {
		if got := labelsOf([]byte(strings.Repeat(" ", before)+declared), ""); len(got) != want {
			t.Errorf("%d bytes before it: %q", before, got)
		}
	}
}

func TestOnlyWholeLettersAreLeft(t *testing.T) {
	for data, want := range map[string]string{
		"": "", "a": "a", "é": "é", "a\xc3": "a", "\xc3": "", "a\xe2\x82": "a", "€": "€", "\xf0\x9f\x98": "", "😀": "😀", "\x80\x80\x80\x80": "\x80\x80\x80\x80",
	} {
		if got := withoutCutRune([]byte(data)); string(got) != want {
			t.Errorf("%q is %q, want %q", data, got, want)
		}
	}
	if good, bad := multibyte([]byte("aé\xff\ufffd€\xc3")); good != 3 || bad != 2 {
		t.Errorf("%d good, %d bad", good, bad)
	}
	if n := ascii([]byte("a\x7fé")); n != 2 {
		t.Errorf("%d letters are ASCII", n)
	}
	if got := valid([]byte("\ufeffa\ufffd\xffb")); string(got) != "ab" {
		t.Errorf("%q", got)
	}
}

func TestWhatXMLMustNotHaveIsTakenOut(t *testing.T) {
	for text, want := range map[string]string{
		"a\tb\nc\rd e": "a\tb\nc\rd e", "a\x00b": "ab", "a\x1fb": "ab", "a\x7fb": "a\x7fb", "a\ufffeb": "ab", "a\uffffb": "ab",
		"ï¿": "ï¿", "ａ": "ａ", "\ue000": "\ue000", "😀": "😀", "\U0010ffff": "\U0010ffff",
	} {
		if got := clean([]byte(text)); string(got) != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for r, want := range map[rune]bool{
		'\t': true, '\n': true, '\r': true, '\v': false, 0: false, 0x1f: false, ' ': true, 0xd7ff: true, 0xd800: false, 0xdfff: false,
		0xe000: true, 0xfffc: true, 0xfffd: false, 0xfffe: false, 0xffff: false, 0x10000: true, 0x10ffff: true, 0x110000: false, -1: false,
	} {
		if legal(r) != want {
			t.Errorf("%U is legal: %v", r, legal(r))
		}
	}
}

// TestAJapaneseLabelAloneDoesNotMakeItJapanese: without its signs, the bytes are what they are.
func TestAJapaneseLabelAloneDoesNotMakeItJapanese(t *testing.T) {
	if got, _ := Decode([]byte("é\x1b"), "text/xml; charset=utf-8"); string(got) != "é" {
		t.Errorf("a sign of it under another label: %q", got)
	}
	for data, want := range map[string]string{"é": "é", "a": "a", "\x1b$B$3\x1b(B": "こ"} {
		if got, _ := Decode([]byte(data), "text/xml; charset=iso-2022-jp"); string(got) != want {
			t.Errorf("%q is %q, want %q", data, got, want)
		}
	}
}
