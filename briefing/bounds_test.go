package briefing

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestNeedIsNotExceeded: whatever the shape of a text, structuring it allocates no more than Need announced. The shapes are
// those that need most for their size, except ones whose patterns need more under the race detector.
func TestNeedIsNotExceeded(t *testing.T) {
	const size = 16_000
	texts := map[string]string{}
	for _, shape := range []string{
		"x\n\n", "X.\n", "1 ", "Ab. ", "水。", "A. ", "a.", "((", "Abc ", "Ann Lee, ", "\"yes\" ", "“a” ", "“Abc, ” ", "in a ",
		"twenty hundred thousand ", "The French president said “no” to his defence minister. ", "Ann Lee met Eva Roe, he said “No” ",
	} {
		texts[shape] = strings.Repeat(shape, size/len(shape)) + "End."
	}
	for _, name := range []string{"new people", "one surname"} {
		texts[name] = hostileTexts(size)[name]
	}
	if _, err := Parse("The first reading fills the lists of words. Ann Lee said: “No.” 1 2 3.", Options{}); err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Parse(text, Options{})
		runtime.ReadMemStats(&after)
		const lists = 384 << 10 // a fixed share, room that an earlier text did not leave behind, and what the race detector adds
		if took, need := int64(after.TotalAlloc-before.TotalAlloc), Need(text)-costLeast+lists; took > need && err == nil {
			t.Errorf("%q: %d bytes allocated, %d said", name, took, need)
		}
	}
}

// news is ordinary articles of this many bytes.
func news(t testing.TB, size int) string {
	t.Helper()
	paths, err := filepath.Glob("testdata/articles/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no articles", err)
	}
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		text, err := os.ReadFile(paths[i%len(paths)])
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
		b.WriteString("\n\n")
	}
	return strings.ToValidUTF8(b.String()[:size], "")
}

// TestNewsNeedsLittle: a megabyte of ordinary news needs far less than a text made to exhaust memory.
func TestNewsNeedsLittle(t *testing.T) {
	const half = 80 << 20 // of the memory that reading has by default
	if need := Need(news(t, 100_000)); need > half/10 {
		t.Errorf("a megabyte of news is said to need %d MB", need>>20)
	}
	if _, err := Parse(strings.Repeat("a\n\n", 8<<20/3), Options{}); !errors.Is(err, ErrTooFine) {
		t.Errorf("got %v", err)
	}
}

// TestWhatWasStructuredCanBeLoaded: within the same memory.
func TestWhatWasStructuredCanBeLoaded(t *testing.T) {
	text := news(t, 10_000)
	a, err := Parse(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if need := needToLoad(data); need > Need(text)*5/4 {
		t.Errorf("%d MB to load, %d to structure", need>>20, Need(text)>>20)
	}
	for name, part := range map[string]string{"{},": "figures", "0,": "summary", `{"find":"A"},`: "dates"} {
		data := []byte(`{"text":"Abc said so.","` + part + `":[` + strings.Repeat(name, 80_000/len(name)) + `0]}`)
		if need := needToLoad(data); need < 950_000 { // 800 kB are assumed for every text
			t.Errorf("80 kB of %s are said to need %d bytes", name, need)
		}
	}
}

// TestNamesAreNotFoundWithoutEnd: many names that are common words would each have thousands of mentions, gigabytes in all.
func TestNamesAreNotFoundWithoutEnd(t *testing.T) {
	data := []byte(`{"text":"` + strings.Repeat("the fox, ", 1000) + `","places":[` + strings.Repeat(`{"name":"the"},`, 1000) + `{"name":"fox"}]}`)
	if _, err := Load(data, Options{}); err == nil || !strings.Contains(err.Error(), "looked for everywhere") {
		t.Errorf("got %v", err)
	}
}

func TestWorkIsDoneInTheRoomThatIsGiven(t *testing.T) {
	full := errors.New("full")
	var asked int64
	room := func(need int64, work func() error) error {
		asked = need
		return full
	}
	for name, read := range map[string]func(o Options) error{
		"Parse": func(o Options) error { _, err := Parse("A bridge fell.", o); return err },
		"Load":  func(o Options) error { _, err := Load([]byte(`{"text":"A bridge fell."}`), o); return err },
	} {
		asked = 0
		if err := read(Options{Room: room}); err != full || asked <= 0 {
			t.Errorf("%s: %v, asked for %d", name, err, asked)
		}
		stages := 0
		stop := func() bool { stages++; return stages > 3 }
		if err := read(Options{Stop: stop}); !errors.Is(err, ErrStopped) || stages != 4 {
			t.Errorf("%s: %v after %d stages", name, err, stages)
		}
		if err := read(Options{Room: func(_ int64, work func() error) error { return work() }}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
