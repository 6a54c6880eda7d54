package source

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"lede/problem"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// The problems of files that people take for text.
var (
	isPDF     = problem.New("file.pdf")
	isZip     = problem.New("file.zip")
	isOldWord = problem.New("file.old-word")
	isRTF     = problem.New("file.rtf")
	isGzip    = problem.New("file.gzip")
	isImage   = problem.New("file.image")
)

// formats tells such a file by how its bytes begin.
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

// formatOf tells what a file is that begins like one of the formats, whatever it is called, else nil.
func formatOf(data []byte) *problem.Problem {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, utf8BOM), " \t\r\n")
	for _, f := range formats {
		if bytes.HasPrefix(data, []byte(f.begins)) {
			return f.is
		}
	}
	return nil
}

// plain returns data without a byte order mark when it is UTF-8 text with something in it. A byte order mark
// is no text, so offsets count from after it; line ends stay as they are.
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
			"value", fmt.Sprintf("0x%02X", text[i]), "byte", byteNumber(i, marked), "line", lineNumber(text, i))
	}
	return text, nil
}

// invalid returns where the first byte stands that is no UTF-8, or -1.
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

// byteNumber and lineNumber say where byte i of the text stands in the file, counted from one as editors do. They are
// text, since no editor groups the digits.
func byteNumber(i, before int) string { return strconv.Itoa(before + i + 1) }

func lineNumber(text []byte, i int) string {
	return strconv.Itoa(bytes.Count(text[:i], []byte("\n")) + 1)
}
