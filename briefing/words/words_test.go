package words

import (
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestEveryListIsRead checks that each file is the list of a field, or is read by name.
func TestEveryListIsRead(t *testing.T) {
	byName := []string{
		"reading/abbreviations", "reading/speech", "reading/roles", "reading/countries", "reading/heads", "reading/heads-abroad", "reading/languages",
		"asking/saying", "asking/noun-endings", "asking/irregular", "asking/related", "asking/metonyms", "asking/phrases", "asking/contraries", "asking/spellings", "asking/foreign", "asking/tongues", "asking/clues",
	}
	fields := map[string]bool{}
	for folder, lists := range map[string]any{"reading": Vocabulary{}, "asking": Questions{}} {
		of := reflect.TypeOf(lists)
		for i := range of.NumField() {
			fields[folder+"/"+kebab(of.Field(i).Name)] = true
		}
	}
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		name := strings.TrimSuffix(path, ".txt")
		if err == nil && !d.IsDir() && !fields[name] && !slices.Contains(byName, name) && !strings.HasPrefix(name, "asking/aspects/") {
			t.Errorf("%s is read by nobody", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryListSaysWhatItIs checks that each file has a comment at its head, and words.
func TestEveryListSaysWhatItIs(t *testing.T) {
	for pattern, least := range map[string]int{"reading/*.txt": 30, "asking/*.txt": 30, "asking/aspects/*.txt": 1} {
		names, err := fs.Glob(files, pattern)
		if err != nil || len(names) < least {
			t.Fatalf("%d lists: %v", len(names), err)
		}
		for _, name := range names {
			b, err := files.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(b), "# ") || len(lines(strings.TrimSuffix(name, ".txt"))) == 0 {
				t.Errorf("%s has no comment at its head, or no words", name)
			}
		}
	}
}

func TestListsAreReadByTheirKind(t *testing.T) {
	v, q := Lexicon(), Asking()
	for what, ok := range map[string]bool{
		"a set":            v.Prepositions["of"] && !v.Prepositions["#"],
		"names":            v.Places["Los Angeles"],
		"phrases":          v.LongHedges["at least"],
		"a list in order":  q.Before[0] == "hi there" && v.ScholarlyEndings[0] == "ologist",
		"values":           v.Scales["bn"] == 1e9 && v.Months["dec"] == 12,
		"forms":            q.Units["far"] == "distance" && q.Kinds["whose"] == "who",
		"groups":           slices.Equal(v.SameOffices["ceo"], []string{"boss", "chief", "executive"}),
		"a list taken in":  q.Durations["hour"] && q.Durations["fortnight"] && !v.Durations["fortnight"],
		"marked words":     v.Leaders["president"] && v.Roles["president"] && !v.BareRoles["president"],
		"countries":        v.Nation("Ukrainian") == "Ukraine" && v.Places["Kyiv"] && v.DemonymOrPlace("Spaniard"),
		"heads and leads":  v.Heads["Inc"] == "org" && v.Leads["Inc"] == "",
		"small languages":  slices.Contains(v.Languages["und"], "de"),
		"strict questions": q.Saying["claim"] && !q.StrictSaying["claim"] && q.StrictSaying["said"],
	} {
		if !ok {
			t.Errorf("%s is not read as it should be", what)
		}
	}
}

func TestASlipOfThePenIsForgiven(t *testing.T) {
	for _, pair := range [][2]string{{"peskov", "peskvo"}, {"merkel", "merkl"}, {"zelensky", "zelenskyy"}, {"netanyahu", "netanyaho"}, {"netanyahu", "natenyahu"}} {
		if !Nearly(pair[0], pair[1]) {
			t.Errorf("%s is not nearly %s", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"biden", "widen"}, {"merkel", "market"}, {"iran", "iraq"}, {"", ""}, {"putin", "put"}, {strings.Repeat("long", 16) + "er", strings.Repeat("long", 16) + "et"}} {
		if Nearly(pair[0], pair[1]) {
			t.Errorf("%s is nearly %s", pair[0], pair[1])
		}
	}
}

// TestEveryWordOfAMessageHasLetters: some letters are only apostrophes.
func TestEveryWordOfAMessageHasLetters(t *testing.T) {
	var found []string
	for w := range InMessage("Der ʼ Schaden ʼʼ 's") {
		found = append(found, w.Fold)
	}
	if !slices.Equal(found, []string{"der", "schaden", "s"}) {
		t.Errorf("%q", found)
	}
}
