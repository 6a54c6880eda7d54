package cli

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// storyOut is a line that `lede stories --jsonl` prints.
type storyOut struct {
	ID, Story, Error string
	New              []int
}

// storiesOf runs the verb over lines.
func storiesOf(t *testing.T, in ...string) (out []storyOut) {
	t.Helper()
	_, printed, _ := lede(t, strings.Join(in, "\n"), "stories", "--jsonl")
	for line := range strings.Lines(printed) {
		var o storyOut
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatal(err)
		}
		out = append(out, o)
	}
	return out
}

func TestStoriesArePutTogetherInAnyOrder(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("sample/stories.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	there := storiesOf(t, lines...)
	slices.Reverse(lines)
	back := storiesOf(t, lines...)
	slices.Reverse(back)
	for i, o := range there {
		if o.Error != "" || o.Story != back[i].Story || !slices.Equal(o.New, back[i].New) {
			t.Errorf("%+v is %+v in another order", o, back[i])
		}
	}
	if len(there) != 3 || there[0].Story != there[1].Story || there[0].Story == there[2].Story {
		t.Fatalf("%+v", there)
	}
	// "Nobody was hurt" was said before; where the ferry is towed to was not.
	if !slices.Contains(there[1].New, 2) || slices.Contains(there[1].New, 1) || len(there[0].New) != 3 {
		t.Errorf("new: %v then %v", there[0].New, there[1].New)
	}
}

func TestWhatWasSaidWordByWordIsNotNew(t *testing.T) {
	t.Parallel()
	out := storiesOf(t, `{"id":"a","text":"The mayor of Lowbridge opened a bridge over the Arden on Monday.","published":"2026-03-02"}`,
		`{"id":"b","text":"Norfield agreed to buy Castel Devices for $9 billion. The mayor of Lowbridge opened a bridge over the Arden on Monday.","published":"2026-03-03"}`, `nonsense`)
	if len(out) != 3 || !slices.Equal(out[1].New, []int{0}) || out[2].Error == "" {
		t.Errorf("%+v", out)
	}
}
