package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"lede/problem"
)

func TestAProblemIsALineForTheLog(t *testing.T) {
	for want, p := range map[string]*problem.Problem{
		"zone.none":                                      problem.New("zone.none"),
		`zone.unknown (zone "Mars")`:                     problem.New("zone.unknown", "zone", "Mars"),
		`a.b (many []string{"x", "y"}, n 3): EOF`:        problem.New("a.b", "n", 3, "many", []string{"x", "y"}).Because(io.EOF),
		`a.b (at "1h0m0s", why "EOF"): c.d (why "said")`: problem.New("a.b", "at", "1h0m0s").With("why", io.EOF).Because(problem.New("c.d", "why", "said")),
	} {
		if got := p.Error(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

func TestProblemsAreComparedByCode(t *testing.T) {
	none := problem.New("zone.none")
	other := io.ErrUnexpectedEOF
	err := fmt.Errorf("setting a digest: %w", none.With("zone", "").Because(io.EOF))
	if !errors.Is(err, none) || !errors.Is(err, io.EOF) {
		t.Error("neither the code nor the cause is found")
	}
	if errors.Is(err, problem.New("zone.unknown")) || errors.Is(fmt.Errorf("reading: %w", other), none) {
		t.Error("another code is found")
	}
	if len(none.Args) > 0 || none.Err != nil {
		t.Error("With or Because changed the problem that it was called on")
	}
}

func TestWhatIsStoredIsReadAgain(t *testing.T) {
	p := problem.New("a.b", "text", "“x” <@1>", "n", 12, "list", []string{"x", "y"}, "empty", []string{}).Because(io.EOF)
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var q *problem.Problem
	if err := json.Unmarshal(b, &q); err != nil {
		t.Fatal(err)
	}
	if !q.Equal(p) || !reflect.DeepEqual(q.Args, p.Args) || q.Err != nil {
		t.Errorf("%s became %#v", b, q)
	}
	caused, err := json.Marshal(problem.New("c.d").Because(fmt.Errorf("doing: %w", p)))
	if err != nil {
		t.Fatal(err)
	}
	var outer, inner *problem.Problem
	if err := json.Unmarshal(caused, &outer); err != nil || !errors.As(outer.Err, &inner) || !inner.Equal(p) {
		t.Errorf("%s became %#v, %v", caused, outer, err)
	}
	for _, other := range []*problem.Problem{nil, problem.New("a.b"), problem.New("a.c").With("n", 12), p.With("n", 13), p.With("n", "12")} {
		if q.Equal(other) || other.Equal(q) {
			t.Errorf("%v equals %v", q, other)
		}
	}
	if none := (*problem.Problem)(nil); !none.Equal(nil) {
		t.Error("no problem differs from none")
	}
	if err := json.Unmarshal([]byte(`{"code":7}`), &q); err == nil {
		t.Error("a code that is a number is read")
	}
}

func TestNearestIsWhatWasMeant(t *testing.T) {
	long := strings.Repeat("a long name ", 8)
	known := []string{"Europe/Paris", "Europe/Berlin", "STORE", "STORE_PATH", "run", "play", long, "São Tomé"}
	for typed, want := range map[string]string{
		"europe/pariss": "Europe/Paris", "Evrope/Brelin": "Europe/Berlin", "stor": "STORE", "STORE_PATHS": "STORE_PATH",
		"rum": "", "paly": "play", "plays": "play", "apyl": "", "sao tome": "São Tomé", long + "x": long, "": "", "Europe": "", "something quite different": "",
	} {
		if got := problem.Nearest(typed, known); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
