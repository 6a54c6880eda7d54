// Package source tells where articles come from: a file, a stream, a page on the web, or an attachment on Discord.
//
// It turns bytes into a [briefing.Article], be they plain text, a page of HTML or a structured article as
// JSON, and every mistake in them into one sentence: what is wrong, where, and what to do. It refuses text that is
// no UTF-8, and every connection to a network that is not public; it never keeps more of a source in memory than
// its limit.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"lede/briefing"
)

// Limits on what is read of one source.
const (
	maxText = briefing.MaxTextBytes
	maxJSON = briefing.MaxArticleBytes
)

// Error is what is wrong with one source, as one sentence.
type Error struct {
	Name    string // the source, as the reader knows it
	Problem string // what is wrong, and where in it
	Hint    string // what to do about it
	Err     error  // the cause, if there is one
}

func (e *Error) Error() string {
	s := e.Name + ": " + e.Problem
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// File reads the article in the file at path.
func File(path string, o briefing.Options) (*briefing.Article, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fileError(path, err)
	}
	if info.IsDir() {
		return nil, &Error{path, "is a directory", "give the path of one article's file in it", nil}
	}
	size := int64(-1) // a pipe or a device has no size beforehand
	if info.Mode().IsRegular() {
		size = info.Size()
	}
	return read(f, path, size, maxJSON, o)
}

// Read reads one article from r to its end. The name is what errors call it.
func Read(r io.Reader, name string, o briefing.Options) (*briefing.Article, error) {
	return read(r, name, -1, maxJSON, o)
}

func read(r io.Reader, name string, size, limit int64, o briefing.Options) (*briefing.Article, error) {
	data, err := readCapped(r, name, size, limit)
	if err != nil {
		return nil, err
	}
	return parse(data, "", name, o)
}

// parse makes an article of bytes, whatever they turn out to be. contentType is what a server called them, if any.
func parse(data []byte, contentType, name string, o briefing.Options) (*briefing.Article, error) {
	if isFeed(data) {
		return nil, feedError(name)
	}
	if isPage(data) || strings.Contains(strings.ToLower(contentType), "html") {
		return pageArticle(data, contentType, name, o)
	}
	text, err := plain(data, name)
	if err != nil {
		return nil, err
	}
	var a *briefing.Article
	if structured(text) {
		a, err = briefing.LoadWith(text, o)
	} else {
		a, err = briefing.Parse(string(text), o)
	}
	if err != nil {
		return nil, articleError(name, err)
	}
	return a, nil
}

// readCapped reads r, but no further than one byte past the limit for what it turns out to be.
func readCapped(r io.Reader, name string, size, limit int64) ([]byte, error) {
	allowed := min(maxText, limit)
	var b bytes.Buffer
	_, err := io.CopyN(&b, r, allowed+1)
	if err == nil && allowed < limit && structured(bytes.TrimPrefix(b.Bytes(), utf8BOM)) {
		allowed = limit
		_, err = io.CopyN(&b, r, allowed+1-int64(b.Len()))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fileError(name, err)
	}
	if int64(b.Len()) <= allowed {
		return b.Bytes(), nil
	}
	how := "is longer than the limit of " + megabytes(allowed)
	if size > allowed {
		how = fmt.Sprintf("is %s long and the limit is %s", megabytes(size), megabytes(allowed))
	}
	return nil, &Error{name, how, "give it one article at a time", briefing.ErrTooLong}
}

// structured tells whether data is meant to be an article as JSON. No news text begins with a brace and a
// quotation mark, so a JSON article with a mistake in it gets that mistake named.
func structured(data []byte) bool {
	rest, brace := bytes.CutPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return brace && len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

// fileError says in a person's words why a file does not open or read.
func fileError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{name, "there is no such file", "check the path", err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{name, "may not be read by this user", "change the file's permissions or run as its owner", err}
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err // the path is in the sentence already
	}
	return &Error{name, "cannot be read (" + err.Error() + ")", "check the file and try again", err}
}

// articleError puts a mistake that briefing found into a sentence about this source.
func articleError(name string, err error) error {
	var l *briefing.LoadError
	if errors.As(err, &l) {
		return &Error{name, l.What(), l.Hint, err}
	}
	if errors.Is(err, briefing.ErrEmpty) {
		return &Error{name, "has no words in it", "give it an article's text", err}
	}
	return &Error{name, err.Error(), "give it one article as plain text", err}
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)>>10)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MB"
}
