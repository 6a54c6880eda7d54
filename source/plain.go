package source

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"lede/pattern"
	"lede/problem"
	"lede/source/page/charset"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// The problems of files that people mistake for text.
var (
	isPDF     = problem.New("file.pdf")
	isZip     = problem.New("file.zip")
	isOldWord = problem.New("file.old-word")
	isRTF     = problem.New("file.rtf")
	isGzip    = problem.New("file.gzip")
	isImage   = problem.New("file.image")
)

// formats identifies such a file by its first bytes.
var formats = []struct {
	begins string
	is     *problem.Problem
}{
	{"%PDF-", isPDF},
	{"PK\x03\x04", isZip},
	{"\xd0\xcf\x11\xe0", isOldWord},
	{`{\rtf`, isRTF},
	{"\x1f\x8b", isGzip},
	{"\x89PNG", isImage},
	{"\xff\xd8\xff", isImage},
	{"GIF8", isImage},
}

// formatOf returns the problem of a file that begins like one of the formats, whatever its name, else nil.
func formatOf(data []byte) *problem.Problem {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, utf8BOM), " \t\r\n")
	for _, f := range formats {
		if bytes.HasPrefix(data, []byte(f.begins)) {
			return f.is
		}
	}
	return nil
}

// plain returns data without a byte order mark if it is non-empty UTF-8 text. A byte order mark is not text, so offsets count
// from after it, and neither are terminal escapes; line ends stay as they are.
func plain(data []byte, name string) ([]byte, error) {
	text := bytes.TrimPrefix(data, utf8BOM)
	marked := len(data) - len(text)
	switch {
	case len(text) == 0:
		return nil, problem.New("file.empty", "name", name)
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return nil, problem.New("file.utf16", "name", name)
	case len(bytes.TrimSpace(text)) == 0:
		return nil, problem.New("file.blank", "name", name)
	}
	if is := formatOf(text); is != nil {
		return nil, is.With("name", name)
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, problem.New("file.binary", "name", name, "byte", byteNumber(i, marked), "line", lineNumber(text, i))
	}
	if i := invalid(text); i >= 0 {
		return nil, problem.New("file.not-utf8", "name", name,
			"value", fmt.Sprintf("0x%02X", text[i]), "byte", byteNumber(i, marked), "line", lineNumber(text, i),
			"charset", charset.Of(text))
	}
	if text = withoutEscapes(text); len(bytes.TrimSpace(text)) == 0 {
		return nil, problem.New("file.blank", "name", name)
	}
	return text, nil
}

// escape matches what a program writes to colour a terminal, set its title or move about in it: a control sequence, a string to its end, or a
// character with what comes before it. An escape character that begins none of them goes alone.
var escape = pattern.Of(`\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_X][^\x07\x1b\n]*(?:\x07|\x1b\\)|[#%(-/][0-~]|[78=>cDEHMNOZ\\])?`)

// withoutEscapes returns text without terminal escapes, which are not text, as in a terminal's recording.
func withoutEscapes(text []byte) []byte {
	if bytes.IndexByte(text, '\x1b') < 0 {
		return text
	}
	return escape().ReplaceAll(text, nil)
}

// invalid returns the index of the first byte that is not UTF-8, or -1.
func invalid(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// byteNumber and lineNumber return the position of byte i of the text in the file, counted from one as editors do. They return
// text, since no editor groups the digits.
func byteNumber(i, before int) string { return strconv.Itoa(before + i + 1) }

func lineNumber(text []byte, i int) string {
	return strconv.Itoa(bytes.Count(text[:i], []byte("\n")) + 1)
}
