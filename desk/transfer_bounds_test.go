package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/problem"
	"lede/store"
)

// TestHowMuchAnExportedFileMayHold: as many digests and articles as a guild may have, and an empty list is not an absent one.
func TestHowMuchAnExportedFileMayHold(t *testing.T) {
	many := func(n int, one string) string {
		var list []string
		for i := range n {
			list = append(list, strings.ReplaceAll(one, "#", fmt.Sprint(i)))
		}
		return "[" + strings.Join(list, ",") + "]"
	}
	digests := func(n int) string {
		return `{"lede_export":1,"digests":` + many(n, `{"channel":"1","timetable":"07:30"}`) + `}`
	}
	articles := func(n int) string {
		return `{"lede_export":1,"articles":` + many(n, `{"article":{"text":"Number # of them.","id":"#"}}`) + `}`
	}
	for file, ok := range map[string]bool{
		digests(25): true, digests(26): false, articles(50): true, articles(51): false,
		`{"lede_export":1}`: true, `{"lede_export":0}`: false, `{"lede_export":-1}`: false, `{"lede_export":2}`: false,
	} {
		if _, err := desk.ReadTransfer([]byte(file)); (err == nil) != ok {
			t.Errorf("%.60s…: %v", file, err)
		}
	}
	tr, err := desk.ReadTransfer([]byte(`{"lede_export":1,"digests":[]}`))
	if err != nil || tr.Digests == nil || tr.Articles != nil {
		t.Errorf("%+v, %v", tr, err)
	}
}

// TestAFileBringsNoMoreSourcesThanAServerMayHave, but it may hold as many as there are, if the operator allows fewer since.
func TestAFileBringsNoMoreSourcesThanAServerMayHave(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	file := func(n int, name string) (in desk.Intake) {
		for i := range n {
			in.Sources = append(in.Sources, desk.MovedSource{Address: fmt.Sprintf("https://example.org/%d", i), Name: name})
		}
		return in
	}
	for _, c := range []struct {
		most, n int
		name    string
		fits    bool
	}{{3, 4, "", false}, {3, 3, "", true}, {2, 3, "Renamed", true}, {2, 4, "", false}, {2, 2, "", true}, {2, 3, "", false}} {
		d := desk.New(desk.Options{Store: kv, Sources: c.most})
		before, err := d.Sources(t.Context(), "g")
		if err != nil {
			t.Fatal(err)
		}
		for _, act := range []func(context.Context, string, desk.Intake) (desk.Changes, error){d.Preview, d.Import} {
			_, err := act(t.Context(), "g", file(c.n, c.name))
			if full := errors.Is(err, problem.New("desk.file-too-many")); full == c.fits || !full && err != nil {
				t.Errorf("%d of at most %d: %v", c.n, c.most, err)
			}
		}
		want := c.n
		if !c.fits {
			want = len(before)
		}
		if list, err := d.Sources(t.Context(), "g"); err != nil || len(list) != want {
			t.Errorf("%d of at most %d: %v, %v", c.n, c.most, list, err)
		}
	}
}

func TestAnExportEndsAsPeopleWriteIt(t *testing.T) {
	d, kv, _ := open(t)
	if file := export(t, d); !strings.HasSuffix(file, ",\n  \"articles\": []\n}\n") {
		t.Errorf("without articles: %s", file)
	}
	if _, _, err := d.Add(t.Context(), guild, "ana", article("a", "A")); err != nil {
		t.Fatal(err)
	}
	if file := export(t, d); !strings.HasSuffix(file, "}\n  ]\n}\n") || !strings.Contains(file, "\"articles\": [\n    {\"added\"") {
		t.Errorf("with one: %s", file)
	}
	err := kv.Update(t.Context(), "guild:"+guild, func(tx store.Tx) error { return tx.Delete("articles", desk.Ref("a")) })
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Export(t.Context(), guild, 0); !errors.Is(err, desk.ErrNoSuchArticle) {
		t.Errorf("an article that is missing is left out in silence: %v", err)
	}
	if _, err := d.Open(t.Context(), desk.Reader{Guild: guild, Person: "sam"}, ""); !errors.Is(err, desk.ErrNoSuchArticle) {
		t.Errorf("an article that is missing is opened: %v", err)
	}
}

// TestADigestOfAFileContinuesTheOneOfItsChannelAndTime, in whatever order the file has them.
func TestADigestOfAFileContinuesTheOneOfItsChannelAndTime(t *testing.T) {
	d, _, _ := open(t)
	ids := map[string]string{}
	at := func(channel, timetable string, quiet bool) desk.Digest {
		return desk.Digest{Channel: channel, Timetable: timetable, Quiet: quiet, Next: start.Add(time.Hour)}
	}
	for _, g := range []desk.Digest{at("1", "07:30 UTC", false), at("2", "07:30 UTC", false), at("2", "19:00 UTC", false), at("3", "19:00 UTC", false)} {
		added, err := d.AddDigest(t.Context(), "g", g, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		ids[g.Channel+" "+g.Timetable] = added.ID
	}
	file := []desk.Digest{at("3", "19:00 UTC", true), at("2", "19:00 UTC", true), at("2", "07:30 UTC", true), at("1", "07:30 UTC", true)}
	if c, err := d.Import(t.Context(), "g", desk.Intake{By: "cy", Digests: file}); err != nil || len(c.DigestsChanged) != 4 {
		t.Fatalf("%+v, %v", c, err)
	}
	list, err := d.Digests(t.Context(), "g")
	if err != nil || len(list) != 4 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, g := range list {
		if g.ID != ids[g.Channel+" "+g.Timetable] || !g.Quiet {
			t.Errorf("%s %s has the id %s: %v", g.Channel, g.Timetable, g.ID, ids)
		}
	}
}

// TestWhatAPersonLastOpenedIsOneOfTheInstances too, and a corrected one of their own stands before it.
func TestWhatAPersonLastOpenedIsOneOfTheInstances(t *testing.T) {
	d, _, _ := open(t, article("i1", "Older"), article("i2", "Newer"))
	alone := desk.Reader{Person: "sam"}
	if _, err := d.Open(t.Context(), alone, "Older"); err != nil {
		t.Fatal(err)
	}
	if a, err := d.Open(t.Context(), alone, ""); err != nil || a.Title != "Older" {
		t.Errorf("goes on with %+v, %v", a, err)
	}
	if file, err := d.ExportPerson(t.Context(), "sam"); err != nil || strings.Count(string(file), `"ref"`) != 1 {
		t.Errorf("what was opened once is exported as %s, %v", file, err)
	}
	if h, err := d.Brief(t.Context(), "sam", article("i1", "Older, corrected")); err != nil || len(h.Ref) != 12 {
		t.Fatalf("%+v, %v", h, err)
	}
	if a, err := d.Open(t.Context(), alone, ""); err != nil || a.Title != "Older, corrected" {
		t.Errorf("goes on with %+v, %v", a, err)
	}
	if list, err := d.Opened(t.Context(), "sam"); err != nil || len(list) != 1 || list[0].Title != "Older, corrected" {
		t.Errorf("opened %q, %v", titles(list), err)
	}
	if list, err := d.Opened(t.Context(), "eve"); err != nil || list != nil {
		t.Errorf("who opened nothing has opened %q, %v", titles(list), err)
	}
}

// TestAnExportIsAsLargeAsAFileMayBe, to the byte; nor is a larger file read.
func TestAnExportIsAsLargeAsAFileMayBe(t *testing.T) {
	d, _, _ := open(t)
	with := func(sizes ...int) string {
		t.Helper()
		for i, size := range sizes {
			a := article(fmt.Sprint(i), "A")
			a.Text = strings.Repeat("x", size)
			if _, _, err := d.Add(t.Context(), guild, "ana", a); err != nil {
				t.Fatal(err)
			}
		}
		file, _, err := d.Export(t.Context(), guild, 0)
		if err != nil {
			t.Fatal(err)
		}
		return string(file)
	}
	const large = 4_000_000
	rest := desk.MaxTransfer - len(with(0, 0, 0)) - 2*large
	if file := with(large, large, rest); len(file) != desk.MaxTransfer || strings.Contains(file, "left_out") {
		t.Fatalf("the file has %d bytes", len(file))
	}
	const small = `{"lede_export":1}`
	for size, ok := range map[int]bool{desk.MaxTransfer: true, desk.MaxTransfer + 1: false} {
		if _, err := desk.ReadTransfer([]byte(small + strings.Repeat(" ", size-len(small)))); (err == nil) != ok {
			t.Errorf("a file of %d bytes: %v", size, err)
		}
	}
}

// TestHowLongTheListsAndNamesOfAFileMayBe: 1000 entries; the error repeats 60 bytes of an unknown name.
func TestHowLongTheListsAndNamesOfAFileMayBe(t *testing.T) {
	for entries, ok := range map[int]bool{1000: true, 1001: false} {
		told := strings.TrimSuffix(strings.Repeat(`"0123456789ab",`, entries), ",")
		if _, err := desk.ReadTransfer([]byte(`{"lede_export":1,"digests":[{"channel":"1","timetable":"07:30","told":[` + told + `]}]}`)); (err == nil) != ok {
			t.Errorf("%d entries: %v", entries, err)
		}
	}
	for size, want := range map[int]string{60: strings.Repeat("n", 60), 61: strings.Repeat("n", 60) + "…"} {
		_, err := desk.ReadTransfer([]byte(`{"lede_export":1,"` + strings.Repeat("n", size) + `":1}`))
		var mistake *problem.Problem
		if !errors.As(err, &mistake) || mistake.Args["path"] != want {
			t.Errorf("a name of %d bytes: %v", size, err)
		}
	}
	const most = 4 << 20
	for size, ok := range map[int]bool{most: true, most + 1: false} {
		one := `{"text":"A b.","id":"x"`
		one += strings.Repeat(" ", size-len(one)-1) + "}"
		_, err := desk.ReadTransfer([]byte(`{"lede_export":1,"articles":[{"article":` + one + `}]}`))
		var mistake *problem.Problem
		if (err == nil) != ok || err != nil && (!errors.As(err, &mistake) || mistake.Code != "desk.file-article-too-large") {
			t.Errorf("an article of %d bytes: %v", size, err)
		}
	}
}
