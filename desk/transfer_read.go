package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"unicode/utf8"

	"lede/briefing"
)

// TransferError is one mistake in a file that is to be taken in.
type TransferError struct {
	Path    string // where, as in digests[2].timetable; "" for the whole file
	Problem string // what is wrong
	Hint    string // what to do
}

func (e *TransferError) Error() string {
	where := e.Path
	if where == "" {
		where = "the file"
	}
	return where + " " + e.Problem + "; " + e.Hint
}

var (
	snowflake = regexp.MustCompile(`^[0-9]{1,20}$`)
	refForm   = regexp.MustCompile(`^[0-9a-f]{12}$`)
)

// ReadTransfer reads a file that Export wrote, as an admin may have changed it. It is strict: a misspelt field would
// otherwise be a setting that is lost without a word. Its error is a TransferError.
func ReadTransfer(data []byte) (*Transfer, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(data) > MaxTransfer {
		return nil, &TransferError{"", fmt.Sprintf("is larger than %d MB", MaxTransfer/1_000_000), "take articles out of it"}
	}
	if err := isExport(data); err != nil {
		return nil, err
	}
	var t Transfer
	if err := fill(data, "", reflect.ValueOf(&t).Elem()); err != nil {
		return nil, err
	}
	if err := t.checkChoices(); err != nil {
		return nil, err
	}
	return &t, t.readArticles()
}

// isExport looks whether this is a file of ours at all, and of a version that is known.
func isExport(data []byte) error {
	var head struct {
		Version json.RawMessage `json:"lede_export"`
	}
	var syntax *json.SyntaxError
	switch err := json.Unmarshal(data, &head); {
	case !utf8.Valid(data):
		return &TransferError{"", "is not valid UTF-8", "give the file that `/data export` made"}
	case errors.As(err, &syntax):
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return &TransferError{"", fmt.Sprintf("is not JSON: line %d has a mistake (%v)", line, err), "correct it, or export again"}
	case err != nil || head.Version == nil:
		return &TransferError{"", "is no export of Lede’s: it has no `lede_export`", "give the file that `/data export` made"}
	}
	var version int
	switch err := json.Unmarshal(head.Version, &version); {
	case err != nil || version < 1:
		return &TransferError{"lede_export", "is not a version", fmt.Sprintf("this Lede writes %d", transferVersion)}
	case version > transferVersion:
		return &TransferError{"lede_export", fmt.Sprintf("is %d, and this Lede reads up to %d", version, transferVersion), "have the bot’s operator update Lede"}
	}
	return nil
}

// checkChoices holds ids and counts to what Lede itself would have written. Timetables and zones are the caller's.
func (t *Transfer) checkChoices() error {
	id := func(path, value string, needed bool) error {
		if snowflake.MatchString(value) || value == "" && !needed {
			return nil
		}
		return &TransferError{path, "is no id of Discord’s", "write its digits in quotation marks, as the export has them"}
	}
	err := id("server", t.Server, false)
	if t.Settings != nil {
		err = errors.Join(err, id("settings.alerts", t.Settings.Alerts, false))
	}
	if len(t.Digests) > maxDigests {
		return &TransferError{"digests", fmt.Sprintf("has %d entries, and a server may have %d", len(t.Digests), maxDigests), "take some out"}
	}
	if len(t.Articles) > maxShelf {
		return &TransferError{"articles", fmt.Sprintf("has %d entries, and a server may have %d", len(t.Articles), maxShelf), "take some out"}
	}
	for i, g := range t.Digests {
		path := fmt.Sprintf("digests[%d].", i)
		err = errors.Join(err, id(path+"channel", g.Channel, true), id(path+"role", g.Role, false))
		for n, ref := range g.Told {
			if !refForm.MatchString(ref) {
				err = errors.Join(err, &TransferError{fmt.Sprintf("%stold[%d]", path, n), "names no article", "take it out: the digest may then tell of that article once more"})
			}
		}
	}
	var first *TransferError
	if errors.As(err, &first) { // the first of those that are joined: one mistake at a time is told
		return first
	}
	return nil
}

// readArticles loads the articles as if each were attached to /article add.
func (t *Transfer) readArticles() error {
	refs := map[string]int{}
	for i := range t.Articles {
		a := &t.Articles[i]
		path := fmt.Sprintf("articles[%d].article", i)
		if len(a.Article) == 0 {
			return &TransferError{path, "is missing", "give the structured article, or take this entry out"}
		}
		if len(a.Article) > maxArticle {
			return &TransferError{path, fmt.Sprintf("is larger than %d MB", maxArticle>>20), "take this entry out"}
		}
		var err error
		var mistake *briefing.LoadError
		switch a.read, err = briefing.Load(a.Article); {
		case errors.As(err, &mistake):
			if mistake.Path != "" && mistake.Path != "the article" {
				path += "." + mistake.Path
			}
			return &TransferError{brief(path), mistake.Problem, mistake.Hint}
		case err != nil:
			return &TransferError{path, "cannot be read", err.Error()}
		}
		ref := Ref(a.read.ID)
		if before, twice := refs[ref]; twice {
			return &TransferError{path, fmt.Sprintf("has the same id as articles[%d]", before), "take one of them out"}
		}
		refs[ref] = i
	}
	return nil
}
