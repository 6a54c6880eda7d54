// Package source reads articles from a file, a stream, a page on the web, or an attachment on Discord.
//
// It turns bytes into a [briefing.Article], whether they are plain text, an HTML page or a structured article as JSON. What is
// wrong with a source is a [problem.Problem] that names it. The package refuses text that is not UTF-8 and every connection to
// a network that is not public, and never holds more of a source in memory than its limit.
package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"lede/briefing"
	"lede/problem"
	"lede/source/page"
)

// Limits on what is read of one source.
const (
	maxText = briefing.MaxTextBytes
	maxJSON = briefing.MaxArticleBytes
)

// File reads the article in the file at path.
func File(path string, o briefing.Options) (*briefing.Article, error) {
	f, size, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return read(f, path, size, maxJSON, o)
}

// Document reads the bytes of a file that is not an article, such as a saved feed, but no more than limit.
func Document(path string, limit int64) ([]byte, error) {
	f, _, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return nil, fileError(path, err)
	}
	return data, nil
}

// open opens a file and returns its size, -1 for a pipe or a device, whose size is unknown.
func open(path string) (f *os.File, size int64, err error) {
	f, err = os.Open(path)
	if err != nil {
		return nil, 0, fileError(path, err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
		err = fileError(path, err)
	case info.IsDir():
		err = problem.New("file.directory", "name", path)
	case info.Mode().IsRegular():
		return f, info.Size(), nil
	default:
		return f, -1, nil
	}
	f.Close()
	return nil, 0, err
}

// Read reads one article from r to its end. The name is used in errors.
func Read(r io.Reader, name string, o briefing.Options) (*briefing.Article, error) {
	return read(r, name, -1, maxJSON, o)
}

func read(r io.Reader, name string, size, limit int64, o briefing.Options) (*briefing.Article, error) {
	data, err := readCapped(r, name, size, limit)
	if err != nil {
		return nil, err
	}
	return unpictured(parse(data, "", name, o))
}

// unpictured drops the picture: only a page that was found at its own address may name one.
func unpictured(a *briefing.Article, err error) (*briefing.Article, error) {
	if a != nil {
		a.Image = ""
	}
	return a, err
}

// parse makes an article from bytes in any format. contentType is the server's, if any.
func parse(data []byte, contentType, name string, o briefing.Options) (*briefing.Article, error) {
	if isFeed(data) {
		return nil, feedError(name)
	}
	if is := formatOf(data); is != nil {
		return nil, is.With("name", name)
	}
	if isMail(data) {
		return mailArticle(data, name, o)
	}
	if isPage(data) || strings.Contains(strings.ToLower(contentType), "html") {
		return pageArticle(data, contentType, name, o)
	}
	text, err := plain(data, name)
	if err != nil {
		return nil, err
	}
	var a *briefing.Article
	pasted := page.Pasted(string(text))
	switch kind := fileKind(name, contentType); {
	case structured(text):
		a, err = briefing.Load(text, o)
	case pasted != nil:
		return nil, pageError(name, pasted)
	case kind == kindTable:
		return nil, problem.New("file.table", "name", name)
	case kind == kindMarkdown:
		a, err = markdownArticle(string(text), o)
	default:
		a, err = briefing.Parse(string(text), o)
	}
	if err != nil {
		return nil, articleError(name, err)
	}
	return a, nil
}

// readCapped reads r, but no further than one byte past the limit for the format it turns out to be.
func readCapped(r io.Reader, name string, size, limit int64) ([]byte, error) {
	allowed := min(maxText, limit)
	var b bytes.Buffer
	_, err := io.CopyN(&b, r, allowed+1)
	if err == nil && structured(bytes.TrimPrefix(b.Bytes(), utf8BOM)) {
		allowed = limit
		_, err = io.CopyN(&b, r, allowed+1-int64(b.Len()))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fileError(name, err)
	}
	if int64(b.Len()) <= allowed {
		return b.Bytes(), nil
	}
	if size > allowed {
		return nil, problem.New("file.too-long-by", "name", name, "size", megabytes(size), "limit", megabytes(allowed)).Because(briefing.ErrTooLong)
	}
	return nil, tooLong(name, allowed)
}

// structured reports whether data is meant to be an article as JSON. No news text begins with a brace and a quotation mark, so
// for a JSON article with a mistake in it, that mistake is reported.
func structured(data []byte) bool {
	rest, brace := bytes.CutPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return brace && len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

// tooLong is the problem of a source that exceeds a limit in bytes.
func tooLong(name string, limit int64) error {
	return problem.New("file.too-long", "name", name, "limit", megabytes(limit)).Because(briefing.ErrTooLong)
}

// fileError returns the problem that says why a file cannot be opened or read.
func fileError(name string, err error) error {
	switch {
	case name == "":
		return problem.New("file.unnamed").Because(err)
	case errors.Is(err, fs.ErrNotExist):
		return problem.New("file.missing", "name", name).Because(err)
	case errors.Is(err, fs.ErrPermission):
		return problem.New("file.forbidden", "name", name).Because(err)
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err // the path is already in the sentence
	}
	return problem.New("file.unreadable", "name", name).Because(err)
}

// articleError returns the problem for a mistake that briefing found in a source.
func articleError(name string, err error) error {
	var l *briefing.LoadError
	if errors.As(err, &l) {
		return problem.New("file.mistake", "name", name, "mistake", l.What(), "fix", l.Hint).Because(err)
	}
	switch {
	case notOfSource(err):
		return err
	case errors.Is(err, briefing.ErrTooFine):
		return problem.New("file.too-fine", "name", name).Because(err)
	case errors.Is(err, briefing.ErrEmpty):
		return problem.New("file.no-words", "name", name).Because(err)
	}
	return problem.New("file.no-article", "name", name).Because(err)
}

// notOfSource reports whether an error says nothing about the source: there was no memory to read it, or nobody is waiting for
// it any more.
func notOfSource(err error) bool {
	var full *problem.Problem
	called := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	return errors.As(err, &full) || errors.Is(err, briefing.ErrStopped) || called
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)>>10)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MB"
}
