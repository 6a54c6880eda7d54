package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk/understanding"
	"lede/desk/strict"
	"lede/problem"
	"lede/source"
)

// maxLine is the maximum length of a line, in bytes: a text of the maximum size, with room for escapes.
const maxLine = 64 << 20

// byteOrderMark is what some programs write at the beginning of UTF-8.
const byteOrderMark = "\xef\xbb\xbf"

var errSomeLines = problem.New("lines.failed")

// briefLine is an input line of `lede brief --jsonl`.
type briefLine struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Published string `json:"published"` // as --published
	Points    int    `json:"points"`
}

func (w world) briefLines(ctx context.Context) error {
	return w.lines(ctx, func(line []byte) (id string, out any, err error) {
		var in briefLine
		if err := readFields(line, &in); err != nil {
			return idOf(line), nil, problem.New("lines.not-brief").Because(err)
		}
		if in.Points < 0 {
			return in.ID, nil, problem.New("lines.points", "points", in.Points)
		}
		published, err := parseInstant(in.Published)
		if err != nil {
			return in.ID, nil, problem.New("lines.published", "published", quoted(in.Published))
		}
		o := briefing.Options{ID: in.ID, Title: in.Title, URL: in.URL, Published: published, Points: in.Points}
		var a *briefing.Article
		if in.HTML != "" {
			a, err = source.Page([]byte(in.HTML), words.Text("name.page"), o)
		} else {
			a, err = briefing.Parse(in.Text, o)
		}
		return in.ID, a, err
	})
}

// askLine is an input line of `lede ask --jsonl`.
type askLine struct {
	ID        string   `json:"id"`
	Text      string   `json:"text"`
	Questions []string `json:"questions"`
}

func (w world) askLines(ctx context.Context) error {
	return w.lines(ctx, func(line []byte) (id string, out any, err error) {
		var in askLine
		if err := readFields(line, &in); err != nil {
			return idOf(line), nil, problem.New("lines.not-ask").Because(err)
		}
		if in.Questions == nil {
			return in.ID, nil, problem.New("lines.no-questions")
		}
		a, err := briefing.Parse(in.Text, briefing.Options{ID: in.ID})
		if err != nil {
			return in.ID, nil, err
		}
		answers := make([]briefing.Answer, len(in.Questions))
		index := answer.NewIndex(a)
		for i, q := range in.Questions {
			answers[i] = understanding.Alone(index, q)
		}
		return in.ID, struct {
			ID      string            `json:"id"`
			Answers []briefing.Answer `json:"answers"`
		}{a.ID, answers}, nil
	})
}

// readFields reads the fields of a line, each of which may occur once.
func readFields(line []byte, into any) error {
	err := json.Unmarshal(line, into)
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return problem.New("lines.no-object")
	case errors.As(err, &kind):
		return problem.New("lines.kind", "field", kind.Field)
	case err != nil:
		return err
	}
	return strict.Once(line)
}

// idOf reads the id of a line that is otherwise invalid, if possible, so that the caller can tell which line failed.
func idOf(line []byte) string {
	var in struct {
		ID any `json:"id"`
	}
	if json.Unmarshal(line, &in) != nil || in.ID == nil {
		return ""
	}
	return fmt.Sprint(in.ID)
}

// result is an output line.
type result struct {
	line   []byte
	failed bool
}

// lines answers each line of standard input with one line of standard output, in the same order, on all
// cores. It holds no more lines at a time than can be worked on.
func (w world) lines(ctx context.Context, answer func([]byte) (id string, out any, err error)) error {
	out := answers{Writer: bufio.NewWriter(w.stdout)}
	one, done := w.counting(ctx)
	defer done()
	err := inOrder(ctx, w.stdin, func(line []byte) result { return answerLine(line, answer) }, func(r result, waiting int) error {
		one()
		return out.write(r, waiting)
	})
	return out.end(err)
}

// inOrder calls work with each line, on all cores, and take with the results, in the order of the lines. waiting is the number
// of results still to come.
func inOrder[T any](ctx context.Context, r io.Reader, work func(line []byte) T, take func(done T, waiting int) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan T, 2*runtime.GOMAXPROCS(0))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var readErr error
	go func() {
		defer close(queue)
		readErr = eachLine(r, func(line []byte) error {
			done := make(chan T, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return ctx.Err()
			}
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				done <- work(line)
			}()
			return nil
		})
	}()
	for done := range queue {
		if err := take(<-done, len(queue)); err != nil {
			return err
		}
	}
	if readErr != nil {
		return problem.New("lines.unread").Because(readErr)
	}
	return nil
}

// answers writes output lines.
type answers struct {
	*bufio.Writer
	failed bool
}

// write writes an answer. If no other is on its way, it flushes, since the reader may be waiting for it.
func (a *answers) write(r result, waiting int) error {
	a.failed = a.failed || r.failed
	if _, err := a.Write(r.line); err != nil {
		return problem.New("lines.unwritten").Because(err)
	}
	if waiting > 0 {
		return nil
	}
	return a.flush()
}

func (a *answers) flush() error {
	if err := a.Flush(); err != nil {
		return problem.New("lines.unwritten").Because(err)
	}
	return nil
}

// end flushes the rest and returns the first error.
func (a *answers) end(err error) error {
	switch flushed := a.flush(); {
	case err != nil:
		return err
	case flushed != nil:
		return flushed
	case a.failed:
		return errSomeLines
	}
	return nil
}

// answerLine turns any outcome into a line of JSON.
func answerLine(line []byte, answer func([]byte) (string, any, error)) result {
	id, out, err := "", any(nil), error(nil)
	switch {
	case line == nil:
		err = problem.New("lines.too-long", "most", maxLine>>20)
	case !utf8.Valid(line):
		id, err = idOf(line), problem.New("lines.not-utf8")
	default:
		id, out, err = answer(line)
	}
	return resultOf(id, out, err)
}

// resultOf returns the output line for an answer or error.
func resultOf(id string, out any, err error) (r result) {
	if err != nil {
		r.failed = true
		out = struct {
			ID    string `json:"id"`
			Error string `json:"error"`
		}{id, words.Line(err)}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	// Everything answered is made of strings and numbers, which always encode.
	_ = e.Encode(out)
	r.line = b.Bytes()
	return r
}

// eachLine calls do with each line that is not blank, and with nil in place of one that is too long. do may keep
// the line.
func eachLine(r io.Reader, do func([]byte) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	if mark, _ := in.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		_, _ = in.Discard(len(byteOrderMark)) // it was just seen
	}
	for {
		line, err := readLine(in)
		if line == nil || len(bytes.TrimSpace(line)) > 0 {
			if err := do(bytes.TrimSpace(line)); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// readLine reads to the end of a line; it returns nil for one that is too long.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, long := []byte{}, false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; !long {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long {
			line = nil
		}
		return line, err
	}
}
