package source

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// formats are kinds of file that people take for text, by how their bytes begin.
var formats = []struct{ begins, is, hint string }{
	{"%PDF-", "a PDF document", "export or copy its words into a text file"},
	{"PK\x03\x04", "a Word document or a zip archive", "save its words as a plain text file"},
	{"\xd0\xcf\x11\xe0", "an old Word document", "save it as plain text in UTF-8"},
	{`{\rtf`, "an RTF document", "save it as plain text in UTF-8"},
	{"\x1f\x8b", "a gzip archive", "unpack it first, as with gunzip"},
	{"\x89PNG", "an image", "type or copy its words into a text file"},
	{"\xff\xd8\xff", "an image", "type or copy its words into a text file"},
	{"GIF8", "an image", "type or copy its words into a text file"},
}

// plain returns data without a byte order mark when it is UTF-8 text with something in it. A byte order mark
// is no text, so offsets count from after it; line ends stay as they are.
func plain(data []byte, name string) ([]byte, error) {
	text := bytes.TrimPrefix(data, utf8BOM)
	marked := len(data) - len(text)
	switch {
	case len(text) == 0:
		return nil, &Error{name, "is empty", "give it an article's text", nil}
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return nil, &Error{name, "is UTF-16 (its byte order mark says so) and not UTF-8",
			"convert it, as with iconv -f UTF-16 -t UTF-8", nil}
	case len(bytes.TrimSpace(text)) == 0:
		return nil, &Error{name, "has only white space in it", "give it an article's text", nil}
	}
	for _, f := range formats {
		if bytes.HasPrefix(text, []byte(f.begins)) {
			return nil, &Error{name, "is " + f.is + " and not plain text", f.hint, nil}
		}
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, &Error{name, fmt.Sprintf("is binary or UTF-16 and not UTF-8 text (it has a zero byte at %s)", place(text, i, marked)),
			"save it as plain text in UTF-8", nil}
	}
	if i := invalid(text); i >= 0 {
		return nil, &Error{name, fmt.Sprintf("is not valid UTF-8 (byte 0x%02X at %s)", text[i], place(text, i, marked)),
			"convert it, as with iconv -f WINDOWS-1252 -t UTF-8", nil}
	}
	return text, nil
}

// invalid returns where the first byte stands that is no UTF-8, or -1.
func invalid(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// place says where byte i of the text stands in the file, both counted from one as editors do.
func place(text []byte, i, before int) string {
	return fmt.Sprintf("byte %d, line %d", before+i+1, bytes.Count(text[:i], []byte("\n"))+1)
}
