package cli

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"lede/briefing"
)

// given is the article that the project was asked to be good at. It is not ours to ship.
const given = "../../shared/articles/ukraine-talks.txt"

// TestTheGivenArticle holds the briefing of the given article to what a careful editor would want of it.
func TestTheGivenArticle(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(given); err != nil {
		t.Skipf("SKIPPED: the given article is not beside the project: %v", err)
	}
	status, out, errs := lede(t, "", "brief", "--format", "json", given)
	var a briefing.Article
	if err := json.Unmarshal([]byte(out), &a); err != nil || status != exitFine {
		t.Fatalf("%d %s %v", status, errs, err)
	}

	if len(a.Developments) != 5 {
		t.Errorf("%d developments", len(a.Developments))
	}
	for _, d := range a.Developments {
		for _, i := range d.Sentences {
			if s := a.SentenceText(i); strings.Contains(s, "Peskov") || strings.Contains(s, "no concrete understanding") {
				t.Errorf("a stray line of the main story is a development: %s", s)
			}
		}
	}
	var names []string
	for _, p := range a.People {
		names = append(names, p.Name)
		if p.Role == "" || p.RoleAt == nil || a.At(*p.RoleAt) != p.Role {
			t.Errorf("%s has the role %q", p.Name, p.Role)
		}
	}
	slices.Sort(names)
	want := []string{"Dmitry Peskov", "Donald Trump", "JD Vance", "Marco Rubio", "Pete Hegseth", "Scott Bessent", "Vitali Klitschko", "Vladimir Putin", "Volodymyr Zelensky", "Vyacheslav Gladkov", "Yevgeny Balitsky"}
	if !slices.Equal(names, want) {
		t.Errorf("the people are %v", names)
	}
	if a.Byline == nil || a.Byline.Name != "Ana Dumbadze" {
		t.Errorf("the byline is %+v", a.Byline)
	}
	if len(a.Quotes) != 15 {
		t.Errorf("%d quotes", len(a.Quotes))
	}
	for _, q := range a.Quotes {
		words := a.At(q.Span)
		if !strings.HasPrefix(words, "“") || !strings.HasSuffix(words, "”") || q.Speaker == "" {
			t.Errorf("%s by %q", words, q.Speaker)
		}
		if strings.Contains(words, "mutual invitation") && q.Speaker != "Dmitry Peskov" {
			t.Errorf("%s by %q", words, q.Speaker)
		}
	}
}

// TestTheGivenArticleOnCards: the card of its developments holds all five, and the one of people all eleven.
func TestTheGivenArticleOnCards(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(given); err != nil {
		t.Skipf("SKIPPED: the given article is not beside the project: %v", err)
	}
	r := openRoom(t, bolt, given)
	for command, wants := range map[string][]string{
		"developments": {"Klitschko", "Belgorod", "ballistic missiles", "Enerhodar", "14 episodes"},
		"who":          {"Balitsky", "Hegseth", "Bessent", "Kremlin spokesman"},
		"quotes":       {"“lengthy and highly productive”", "Donald Trump"},
	} {
		i, err := r.sam.Slash(t.Context(), r.hall, command, nil)
		shown := text(t, i, err)
		has(t, shown, wants...)
		if command != "quotes" && strings.Contains(shown, "not fit") {
			t.Errorf("/%s leaves something out:\n%s", command, shown)
		}
	}
	has(t, r.ask(t, "what did Peskov say about a visit?"), "“There is a mutual invitation,” Peskov said.")
	has(t, r.ask(t, "what did the German chancellor think of it?"), "The article does not say.")
}
