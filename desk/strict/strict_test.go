package strict

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/problem"
)

// loud is a value that reads itself from a text, in capitals alone.
type loud string

func (l *loud) UnmarshalText(text []byte) error {
	if string(text) != strings.ToUpper(string(text)) {
		return errors.New("it is not loud")
	}
	*l = loud(text)
	return nil
}

type file struct {
	Name   string          `json:"name,omitempty"`
	On     bool            `json:"on"`
	N      int             `json:"n"`
	At     time.Time       `json:"at"`
	Loud   loud            `json:"loud"`
	Raw    json.RawMessage `json:"raw"`
	List   []int           `json:"list"`
	Inside *file           `json:"inside"`
	Files  []file          `json:"files"`
	Hidden string
}

func TestWhatDoesNotBelongThereIsNamedByItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		`{}`: "", `null`: "", ` {"name":"a","on":true,"n":1,"at":"2026-03-01T08:00:00Z","loud":"A","raw":[1],"list":[1,2],"inside":{"n":2},"files":[{"n":3}]} `: "",
		`{"name":null,"inside":null,"list":null}`: "",
		`{"name":1}`: "desk.file-no-text name", `{"on":1}`: "desk.file-no-bool on", `{"n":"1"}`: "desk.file-no-number n", `{"n":1.5}`: "desk.file-no-number n", `{"at":"now"}`: "desk.file-no-instant at",
		`{"loud":"a"}`: "desk.file-wrong loud", `{"loud":1}`: "desk.file-no-text loud", `{"list":1}`: "desk.file-no-list list", `{"list":[1,"b"]}`: "desk.file-no-number list[1]",
		`{"inside":[]}`: "desk.file-no-object inside", `{"inside":{"inside":{"n":true}}}`: "desk.file-no-number inside.inside.n", `{"files":[{},{"on":0}]}`: "desk.file-no-bool files[1].on",
		`{"other":1}`: "desk.file-unknown-field other", `{"Hidden":"a"}`: "desk.file-unknown-field Hidden", `{"":1}`: "desk.file-unknown-field ", `{"files":[{"x":1}]}`: "desk.file-unknown-field files[0].x", `{"Name":"a"}`: "desk.file-unknown-field Name",
		`[]`: "desk.file-no-object ", `{"n":1,"on":true,"n":2}`: "desk.file-field-twice n", `{"n":null,"n":2}`: "desk.file-field-twice n", `{"files":[{"n":1},{"n":1,"\u006e":1}]}`: "desk.file-field-twice files[1].n",
	} {
		var f file
		got := ""
		var p *problem.Problem
		if err := Fill(json.RawMessage(text), &f); errors.As(err, &p) {
			got = fmt.Sprint(p.Code, " ", p.Args["path"])
		} else if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	var f file
	if err := Fill(json.RawMessage(`{"name":"a","list":[],"inside":{"n":2},"files":[{"n":3},{"n":4}],"raw":{"x":1},"loud":"A"}`), &f); err != nil {
		t.Fatal(err)
	}
	if f.Name != "a" || f.List == nil || f.Inside.N != 2 || len(f.Files) != 2 || f.Files[1].N != 4 || string(f.Raw) != `{"x":1}` || f.Loud != "A" {
		t.Errorf("%+v", f)
	}
}

func TestAListHasAThousandEntriesAtMost(t *testing.T) {
	for n, want := range map[int]bool{1000: true, 1001: false} {
		var f file
		err := Fill(json.RawMessage(`{"list":[`+strings.TrimSuffix(strings.Repeat("1,", n), ",")+`]}`), &f)
		if (err == nil) != want || want && len(f.List) != n {
			t.Errorf("%d entries: %v", n, err)
		}
	}
}

func TestAStrangersWordsAreCut(t *testing.T) {
	for s, want := range map[string]string{"": "", strings.Repeat("a", 60): strings.Repeat("a", 60), strings.Repeat("a", 61): strings.Repeat("a", 60) + "…", strings.Repeat("a", 59) + "é": strings.Repeat("a", 59) + "…"} {
		if got := Brief(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestAFieldIsGivenOnce, however it is written: encoding/json keeps the last of them.
func TestAFieldIsGivenOnce(t *testing.T) {
	for text, twice := range map[string]string{
		`{}`: "", `null`: "", `[]`: "", `{"a":1,"b":[{"a":1},{"a":1}],"c":{"a":1}}`: "", `{"a":"\"a\":1,\"a\":2"}`: "",
		`{"a":1,"b":2,"a":3}`: "a", `{"a":1,"A":3}`: "A", `{"a":null,"\u0061":null}`: "a", `{"x":1,"x":1}`: "x",
	} {
		got := ""
		var p *problem.Problem
		if err := Once(json.RawMessage(text)); errors.As(err, &p) {
			got = fmt.Sprint(p.Args["path"])
		} else if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got != twice {
			t.Errorf("%s: %q is given twice, want %q", text, got, twice)
		}
	}
}

// TestThePiecesAreThoseThatADecoderFinds, whatever is inside them.
func TestThePiecesAreThoseThatADecoderFinds(t *testing.T) {
	inside := []string{`null`, `-1.5e3`, `""`, `"a,b"`, `"\""`, `"\\"`, `"\\\","`, `"\u0022]}"`, `"{["`, `[]`, `{}`, `[ 1 , [ 2 ] , "]" ]`, `{ "a" : { "b:" : ":" } , "}" : 1 }`}
	for _, one := range inside {
		for _, two := range inside {
			for _, space := range []string{"", " \r\n\t"} {
				list := strings.Join([]string{"", "[", one, ",", two, "]", ""}, space)
				object := strings.Join([]string{"", "{", `"k\",{"`, ":", one, ",", `"\u006c"`, ":", two, "}", ""}, space)
				for text, names := range map[string]string{list: " ", object: `k",{ l`} {
					if !json.Valid([]byte(text)) {
						t.Fatal(text)
					}
					var got, called []string
					err := pieces(json.RawMessage(text), func(name string, _ int, piece json.RawMessage) error {
						got, called = append(got, string(piece)), append(called, name)
						return nil
					})
					if err != nil || !slices.Equal(got, []string{one, two}) || strings.Join(called, " ") != names {
						t.Errorf("%s: %q of %q, %v", text, got, called, err)
					}
				}
			}
		}
	}
	for _, text := range []string{`[]`, ` { } `, `null`, `1`, `"a"`, ``} {
		if err := pieces(json.RawMessage(text), func(string, int, json.RawMessage) error { return errors.New("a piece") }); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}
