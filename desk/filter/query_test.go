package filter_test

import (
	"testing"

	"lede/desk/filter"
)

func TestASearchFindsAllOfItsWords(t *testing.T) {
	title, text := "Old bridge to close", "The mayor of Lowbridge spoke. The cafés protest against it."
	for typed, want := range map[string]bool{
		"bridge": true, "bridges mayor": true, "bridge ferry": false, `"old bridge"`: true, `"bridge old"`: false, "“the mayor” cafe": true, "prot*": true, "prot": false,
	} {
		q, err := filter.ReadQuery(typed)
		if err != nil {
			t.Fatal(err)
		}
		if _, found := q.Found(title, text); found != want {
			t.Errorf("%s is found: %v", typed, found)
		}
	}
	q, _ := filter.ReadQuery("mayor bridge")
	inTitle, _ := q.Found("A mayor on a bridge", "")
	inText, _ := q.Found("News", "A mayor on a bridge.")
	if inTitle <= inText {
		t.Errorf("%d in the title and %d in the text", inTitle, inText)
	}
	if i := q.Best([]string{"None.", "The mayor.", "The mayor on the bridge."}); i != 2 {
		t.Errorf("the best sentence is %d", i)
	}
	if i := q.Best([]string{"None."}); i != -1 {
		t.Errorf("the best sentence is %d", i)
	}
	for _, typed := range []string{"", "?!", `""`} {
		if _, err := filter.ReadQuery(typed); !errorIs(err, "filter.query-none") {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
