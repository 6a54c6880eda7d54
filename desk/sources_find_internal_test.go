package desk

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk/limiter"
	"lede/languages"
	"lede/problem"
	"lede/store"
)

// TestWhatIsNotKeptIsNotTriedAgain: of a feed that could not be added, no hint promises another try.
func TestWhatIsNotKeptIsNotTriedAgain(t *testing.T) {
	phrases := map[string]any{}
	for _, file := range []string{"source", "feeds"} {
		text, err := os.ReadFile("../languages/en/" + file + ".json")
		if err == nil {
			err = json.Unmarshal(text, &phrases)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	promised := func(hint string) bool {
		return strings.Contains(hint, "by itself") || strings.Contains(hint, "Lede waits")
	}
	n := 0
	for key, phrase := range phrases {
		code, isHint := strings.CutSuffix(strings.TrimPrefix(key, "problem."), ".hint")
		hint, _ := phrase.(string)
		if !isHint || !promised(hint) {
			continue
		}
		n++
		if !slices.Contains(triedAgain(), code) {
			t.Errorf("%s: %s", code, hint)
		}
		p := problem.New(code, "name", "post.example", "status", 500, "minutes", 5)
		was, _, _ := languages.Language{}.Explain(p, nil)
		if message, hint, ok := (languages.Language{}).Explain(notKept(p), nil); !ok || message != was || promised(hint) {
			t.Errorf("%s: %s %s", code, message, hint)
		}
	}
	if n != len(triedAgain()) {
		t.Errorf("%d hints promise another try, not %d", n, len(triedAgain()))
	}
	if err := errors.New("other"); notKept(err) != err || notKept(nil) != nil {
		t.Error("another error is changed")
	}
}

// TestAFeedThatIsTooLongIsNamed, when one is looked for and when one is tried: the words for articles would ask for one article.
func TestAFeedThatIsTooLongIsNamed(t *testing.T) {
	d := New(Options{Store: store.NewMemory(nil)})
	d.fetching = limiter.New(1, time.Now)
	r := Reader{Guild: "g", Person: "1"}
	_, found := d.FindFeeds(t.Context(), r, "https://post.example/all.xml?key=secret")
	_, tried := d.TryFeed(t.Context(), r, Source{Address: "https://post.example/all.xml?key=secret"})
	for door, err := range map[string]error{"adding": found, "testing": tried} {
		p, is := errors.AsType[*problem.Problem](err)
		if !is || !errors.Is(err, ErrTooMuch) || p.Code != "desk.feed-too-long" {
			t.Fatalf("%s: %v", door, err)
		}
		if message, _, _ := (languages.Language{}).Explain(p, nil); !strings.HasPrefix(message, "post.example/all.xml") && !strings.HasPrefix(message, "https://post.example/all.xml") || strings.Contains(message, "secret") {
			t.Errorf("%s: %s", door, message)
		}
	}
}
