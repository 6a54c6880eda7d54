package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"lede/briefing"
	"lede/desk/digests"
	"lede/desk/feeds"
	"lede/desk/stories"
	"lede/desk/strict"
	"lede/pattern"
	"lede/problem"
)

var (
	snowflake = pattern.Of(`^[1-9][0-9]{0,19}$`) // one form only: "07" would differ from "7" here, but not to Discord
	refForm   = pattern.Of(`^[0-9a-f]{12}$`)
)

// decodeTransfer reads all of a file except its articles.
func decodeTransfer(data []byte) (*Transfer, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(data) > MaxTransfer {
		return nil, problem.New("desk.file-too-large", "n", MaxTransfer/1_000_000)
	}
	if err := isExport(data); err != nil {
		return nil, err
	}
	var t Transfer
	if err := strict.Fill(data, &t); err != nil {
		return nil, err
	}
	if err := t.checkChoices(); err != nil {
		return nil, err
	}
	return &t, nil
}

// isExport checks whether this is one of Lede's files at all, and of a known version.
func isExport(data []byte) error {
	var head struct {
		Version json.RawMessage `json:"lede_export"`
	}
	var syntax *json.SyntaxError
	switch err := json.Unmarshal(data, &head); {
	case !utf8.Valid(data):
		return problem.New("desk.file-not-utf8")
	case errors.As(err, &syntax):
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return problem.New("desk.file-not-json", "line", strconv.Itoa(line), "mistake", err)
	case head.Version == nil: // as in what is no object
		return problem.New("desk.file-no-export")
	}
	var version int
	switch err := json.Unmarshal(head.Version, &version); {
	case err != nil || version < 1:
		return problem.New("desk.file-no-version", "path", "lede_export", "known", transferVersion)
	case version > transferVersion:
		return problem.New("desk.file-newer", "path", "lede_export", "version", strconv.Itoa(version), "known", transferVersion)
	}
	return nil
}

// checkChoices limits ids and counts to what Lede itself would have written. Timetables and zones are the caller's.
func (t *Transfer) checkChoices() error {
	for _, list := range []struct {
		path    string
		n, most int
	}{{"digests", len(t.Digests), digests.MaxDigests}, {"articles", len(t.Articles), maxShelf}, {"verdicts", len(t.Verdicts), stories.Most}} {
		if list.n > list.most {
			return problem.New("desk.file-too-many", "path", list.path, "n", list.n, "most", list.most)
		}
	}
	err := checkID("server", t.Server, false)
	if t.Settings != nil {
		err = errors.Join(err, checkID("settings.alerts", t.Settings.Alerts, false), checkColour("settings.colour", t.Settings.Colour))
	}
	for i, v := range t.Verdicts {
		path := fmt.Sprintf("verdicts[%d]", i)
		err = errors.Join(err, checkRef(path, v.A), checkRef(path, v.B))
	}
	for i, s := range t.Sources {
		err = errors.Join(err, checkColour(fmt.Sprintf("sources[%d].colour", i), s.Colour))
		if _, ok := feeds.Clean(s.Address); !ok {
			err = errors.Join(err, problem.New("desk.file-no-address", "path", fmt.Sprintf("sources[%d].address", i)))
		}
	}
	for i, g := range t.Digests {
		path := fmt.Sprintf("digests[%d].", i)
		err = errors.Join(err, checkID(path+"channel", g.Channel, true), checkID(path+"role", g.Role, false))
		for n, ref := range g.Told {
			err = errors.Join(err, checkRef(fmt.Sprintf("%stold[%d]", path, n), ref))
		}
	}
	var first *problem.Problem
	if errors.As(err, &first) { // the first of those that are joined: one mistake at a time is told
		return first
	}
	return nil
}

func checkID(path, id string, needed bool) error {
	if snowflake().MatchString(id) || id == "" && !needed {
		return nil
	}
	return problem.New("desk.file-no-id", "path", path)
}

func checkColour(path string, rgb int) error {
	if 0 <= rgb && rgb <= 0xFFFFFF {
		return nil
	}
	return problem.New("desk.file-no-colour", "path", path)
}

func checkRef(path, ref string) error {
	if refForm().MatchString(ref) {
		return nil
	}
	return problem.New("desk.file-no-article", "path", path)
}

// readArticles loads the articles as if each were attached to /article add.
func (t *Transfer) readArticles(o briefing.Options) error {
	refs := map[string]int{}
	for i := range t.Articles {
		a := &t.Articles[i]
		path := fmt.Sprintf("articles[%d].article", i)
		if len(a.Article) == 0 {
			return problem.New("desk.file-article-missing", "path", path)
		}
		if len(a.Article) > maxArticle {
			return problem.New("desk.file-article-too-large", "path", path, "n", maxArticle>>20)
		}
		var mistake *briefing.LoadError
		one, err := briefing.Load(a.Article, o)
		switch {
		case errors.As(err, &mistake):
			if mistake.Path != "the article" {
				path += "." + mistake.Path
			}
			return problem.New("desk.file-article-wrong", "path", strict.Brief(path), "mistake", mistake.Problem, "fix", mistake.Hint)
		case errors.As(err, new(*problem.Problem)), errors.Is(err, briefing.ErrStopped):
			return err
		case err != nil:
			return problem.New("desk.file-article-unreadable", "path", path).Because(err)
		}
		a.kept.Headline = headline(one)
		if a.kept.encoded, err = encodeArticle(&a.kept.Headline, one); err != nil {
			return err
		}
		a.Article = nil
		ref := a.kept.Ref
		if before, twice := refs[ref]; twice {
			return problem.New("desk.file-article-twice", "path", path, "other", fmt.Sprintf("articles[%d]", before))
		}
		refs[ref] = i
	}
	return nil
}
