package briefing

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/briefing/text"
)

// block is one case of a file in testdata: a text, and what is expected of it.
type block struct {
	text string
	want []string
}

// blocks reads cases separated by blank lines. Lines with "> " are expected, lines with "#" are comments.
func blocks(t *testing.T, path string) []block {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []block
	for part := range strings.SplitSeq(string(b), "\n\n") {
		var one block
		var text []string
		for line := range strings.Lines(part) {
			line = strings.TrimRight(line, "\n ")
			if want, ok := strings.CutPrefix(line, "> "); ok {
				one.want = append(one.want, want)
			} else if line != "" && !strings.HasPrefix(line, "#") {
				text = append(text, line)
			}
		}
		if one.text = strings.Join(text, "\n"); one.text != "" {
			all = append(all, one)
		}
	}
	if len(all) < 5 {
		t.Fatalf("%s has only %d cases", path, len(all))
	}
	return all
}

// eachBlock parses every case of a file and compares the result with what is expected.
func eachBlock(t *testing.T, path string, o Options, found func(*Article) []string) {
	t.Helper()
	for _, b := range blocks(t, path) {
		a, err := Parse(b.text, o)
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, a)
		if got, want := strings.Join(found(a), "\n  "), strings.Join(b.want, "\n  "); got != want {
			t.Errorf("%s\nfound:\n  %s\nwant:\n  %s", b.text, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	b, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		whole := strings.ReplaceAll(line, "¦", "")
		a, err := Parse(whole, Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, a)
		var got []string
		for i := range a.Sentences {
			got = append(got, a.SentenceText(i))
		}
		var want []string
		for s := range strings.SplitSeq(line, "¦") {
			s = strings.TrimSpace(s)
			want = append(want, s[text.ItemMark(s):])
		}
		if strings.Join(got, "¦") != strings.Join(want, "¦") {
			t.Errorf("cut into\n  %s\nwant\n  %s", strings.Join(got, "¦ "), strings.Join(want, "¦ "))
		}
	}
}

func TestSpeakers(t *testing.T) {
	eachBlock(t, "testdata/speakers.txt", Options{}, func(a *Article) []string {
		var got []string
		for _, q := range a.Quotes {
			line := "nobody"
			if q.Speaker != "" {
				line = fmt.Sprintf("%s (%s)", q.Speaker, q.SpeakerKind)
			}
			if q.Cue != "" {
				line += ", " + q.Cue
			}
			got = append(got, line)
		}
		return got
	})
}

func TestRoles(t *testing.T) {
	eachBlock(t, "testdata/roles.txt", Options{}, func(a *Article) []string {
		var got []string
		for _, p := range a.People {
			got = append(got, strings.TrimRight(p.Name+" = "+p.Role, " "))
		}
		if got == nil {
			got = []string{"none"}
		}
		return got
	})
}

func TestFigures(t *testing.T) {
	eachBlock(t, "testdata/figures.txt", Options{}, func(a *Article) []string {
		var got []string
		for _, f := range a.Figures {
			value := ""
			if f.Value != nil {
				value = strconv.FormatFloat(*f.Value, 'f', -1, 64)
			}
			got = append(got, strings.TrimRight(fmt.Sprintf("%s = %s; %s; %s", a.At(f.Span), value, f.Unit, f.Counts), " "))
		}
		return got
	})
}

func TestDates(t *testing.T) {
	friday := time.Date(2025, 2, 14, 9, 0, 0, 0, time.UTC)
	eachBlock(t, "testdata/dates.txt", Options{Published: &friday}, func(a *Article) []string {
		var got []string
		for _, d := range a.Dates {
			got = append(got, strings.TrimRight(a.At(d.Span)+" = "+d.Resolved, " "))
		}
		return got
	})
}

func TestNames(t *testing.T) {
	eachBlock(t, "testdata/names.txt", Options{}, func(a *Article) []string {
		var got, people []string
		for _, p := range a.People {
			people = append(people, p.Name)
		}
		list := func(what string, names []string) {
			if len(names) > 0 {
				got = append(got, what+": "+strings.Join(names, "; "))
			}
		}
		named := func(all []Name) (names []string) {
			for _, n := range all {
				names = append(names, n.Name)
			}
			return names
		}
		list("people", people)
		list("places", named(a.Places))
		list("organisations", named(a.Organizations))
		if got == nil {
			got = []string{"none"}
		}
		return got
	})
}

func TestTitles(t *testing.T) {
	eachBlock(t, "testdata/titles.txt", Options{}, func(a *Article) []string {
		if a.TitleSource == TitlePublished {
			return []string{a.Title + " (its headline)"}
		}
		return []string{a.Title}
	})
}

func TestParagraphs(t *testing.T) {
	eachBlock(t, "testdata/paragraphs.txt", Options{}, func(a *Article) []string {
		var got []string
		for _, p := range a.Paragraphs {
			got = append(got, string(p.Kind))
		}
		return got
	})
}

func TestLanguages(t *testing.T) {
	eachBlock(t, "testdata/languages.txt", Options{}, func(a *Article) []string {
		if a.Language != "en" && a.Language != "" && a.People != nil {
			t.Errorf("%q has people: %v", a.Text, a.People)
		}
		if a.Language == "" {
			return []string{"unknown"}
		}
		return []string{a.Language}
	})
}

func TestDevelopmentsInTheWild(t *testing.T) {
	eachBlock(t, "testdata/developments-wild.txt", Options{}, func(a *Article) []string {
		written, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Load(written, Options{}); err != nil || !reflect.DeepEqual(back.Developments, a.Developments) {
			t.Errorf("read back: %+v, %v", back, err)
		}
		var got []string
		for _, d := range a.Developments {
			title := ""
			if d.Title != nil {
				title = a.At(*d.Title)
			}
			first := strings.Join(strings.Fields(a.SentenceText(d.Sentences[0]))[:3], " ")
			got = append(got, fmt.Sprintf("%s | %s | %s | %s | %d", first, strings.Join(d.Places, "; "), d.Source, title, len(d.Sentences)))
		}
		return got
	})
}

func TestDevelopments(t *testing.T) {
	for _, b := range blocks(t, "testdata/developments.txt") {
		a, err := Parse(b.text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, a)
		if len(a.Developments) != len(b.want) {
			t.Errorf("%s\n%d developments, want %d", b.text, len(a.Developments), len(b.want))
			continue
		}
		for i, d := range a.Developments {
			want := strings.Split(b.want[i], "|")
			got := a.SentenceText(d.Sentences[0])
			if places := strings.Join(d.Places, "; "); !strings.HasPrefix(got, strings.TrimSpace(want[0])) || places != strings.TrimSpace(want[1]) || d.Source != strings.TrimSpace(want[2]) {
				t.Errorf("found %q | %s | %s, want %s", got, places, d.Source, b.want[i])
			}
			for _, s := range d.Sentences {
				if slices.Contains(a.Summary, s) {
					t.Errorf("%q is a key point of the main story as well", a.SentenceText(s))
				}
			}
		}
	}
}
