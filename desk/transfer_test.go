package desk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/store"
)

const (
	guild  = "81384788765712384"
	hall   = "41771983423143937"
	office = "41771983444115456"
)

func parsed(t testing.TB, title, text string) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{Title: title, URL: "https://lowbridge.example/" + title[:3]})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// furnish gives a guild one of everything that can be exported.
func furnish(t testing.TB, d *desk.Desk, c *clock) {
	t.Helper()
	ctx := t.Context()
	for _, g := range []desk.Digest{
		{Channel: office, Timetable: "07:30 mon-fri Europe/Paris", By: "ana", Next: c.at.Add(time.Hour), Seen: []string{"0123456789ab"}},
		{Channel: hall, Timetable: "18:00 sun UTC", By: "ana", Next: c.at.Add(2 * time.Hour), Quiet: true, Role: "41771983423143938"},
		{Channel: office, Timetable: "19:00 mon-fri Europe/Paris", By: "bo", Next: c.at.Add(3 * time.Hour), Paused: problem.New("desk.paused")},
	} {
		if _, err := d.AddDigest(ctx, guild, g, "Europe/Paris"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.ChangeSettings(ctx, guild, func(s *desk.Settings) { s.Alerts = office }); err != nil {
		t.Fatal(err)
	}
	for title, text := range map[string]string{
		"Old bridge to close": "The mayor of Lowbridge, Ada Quill, said on Monday that the old bridge would be closed. “We cannot take chances,” Quill said.",
		"Ferry runs <again>":  "The ferry runs again, harbour master Ida Brandt said. It had stood still for 14 days & nights.",
	} {
		c.at = c.at.Add(time.Minute)
		if _, _, err := d.Add(ctx, guild, "ana", parsed(t, title, text)); err != nil {
			t.Fatal(err)
		}
	}
}

func export(t testing.TB, d *desk.Desk) string {
	t.Helper()
	file, leftOut, err := d.Export(t.Context(), guild, 0)
	if err != nil || leftOut != 0 {
		t.Fatalf("%d left out, %v", leftOut, err)
	}
	return string(file)
}

// intake reads a file like the command.
func intake(t testing.TB, file string) desk.Intake {
	t.Helper()
	tr, err := desk.ReadTransfer([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	in := desk.Intake{By: "cy", Settings: tr.Settings, Articles: tr.Articles}
	if tr.Digests != nil {
		in.Digests = []desk.Digest{}
	}
	for _, g := range tr.Digests {
		one := desk.Digest{Channel: g.Channel, Publish: g.Publish, Timetable: g.Timetable, Quiet: g.Quiet, Role: g.Role, Sections: g.Sections, Seen: g.Told}
		if g.Paused {
			one.Paused = problem.New("desk.paused")
		}
		in.Digests = append(in.Digests, one)
	}
	return in
}

func TestWhatWasExportedAndErasedComesBackAsItWas(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	furnish(t, d, c)
	before := export(t, d)
	if strings.Contains(before, "ana") || strings.Contains(before, `"bo"`) {
		t.Errorf("the file names a person:\n%s", before)
	}
	if err := d.EraseGuild(ctx, guild); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := kv.NextDue(ctx); err != nil || ok {
		t.Fatalf("something is still due: %v, %v", ok, err)
	}
	if changes, err := d.Import(ctx, guild, intake(t, before)); err != nil || len(changes.DigestsAdded) != 3 || len(changes.ArticlesAdded) != 2 || !changes.Settings {
		t.Fatalf("%+v, %v", changes, err)
	}
	if after := export(t, d); after != before {
		t.Errorf("exported\n%s\nand after erasing and importing it\n%s", before, after)
	}
	digests, err := d.Digests(ctx, guild)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range digests {
		if g.By != "cy" || !g.Set.Equal(c.at) {
			t.Errorf("a digest is answered for by %q since %v", g.By, g.Set)
		}
	}
	c.at = c.at.AddDate(0, 0, 7)
	if claims, err := kv.Claim(ctx, 10, time.Minute); err != nil || len(claims) != 2 {
		t.Errorf("of two digests that run and one that is paused, %d are due: %v", len(claims), err)
	}
	a, err := d.Open(ctx, desk.Reader{Guild: guild}, "bridge")
	if err != nil || len(a.Quotes) != 1 || a.Quotes[0].Speaker != "Ada Quill" {
		t.Errorf("the article came back as %+v, %v", a, err)
	}
}

func TestLookingAtAFileChangesNothingAndTakingItInTwiceChangesNothingMore(t *testing.T) {
	d, _, c := open(t)
	ctx := t.Context()
	furnish(t, d, c)
	before := export(t, d)
	file := strings.Replace(before, "18:00 sun UTC", "17:00 sun UTC", 1)
	for range 2 {
		changes, err := d.Preview(ctx, guild, intake(t, file))
		if err != nil || len(changes.DigestsChanged) != 1 || len(changes.DigestsKept) != 2 || len(changes.ArticlesKept) != 2 || !changes.Any() {
			t.Fatalf("%+v, %v", changes, err)
		}
	}
	if after := export(t, d); after != before {
		t.Fatal("looking has changed something")
	}
	if _, err := d.Import(ctx, guild, intake(t, file)); err != nil {
		t.Fatal(err)
	}
	if after := export(t, d); after != file {
		t.Errorf("imported\n%s\nand there is\n%s", file, after)
	}
	if changes, err := d.Import(ctx, guild, intake(t, file)); err != nil || changes.Any() {
		t.Errorf("the second time changes %+v, %v", changes, err)
	}
}

func TestADigestThatGoesOnKeepsItsIDAndWhatItHasToldOf(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	furnish(t, d, c)
	ids := func() map[string]string {
		list, err := d.Digests(ctx, guild)
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]string{}
		for _, g := range list {
			m[g.Timetable] = g.ID + " " + strings.Join(g.Seen, ",")
		}
		return m
	}
	before := ids()
	file := `{"lede_export":1,"digests":[
		{"channel":"` + office + `","timetable":"19:00 mon-fri Europe/Paris"},
		{"channel":"` + office + `","timetable":"07:30 mon-fri Europe/Paris","told":["aaaaaaaaaaaa"]},
		{"channel":"` + office + `","timetable":"12:00 sat UTC"}]}`
	changes, err := d.Import(ctx, guild, intake(t, file))
	if err != nil || len(changes.DigestsAdded) != 1 || len(changes.DigestsChanged) != 1 || len(changes.DigestsKept) != 1 || len(changes.DigestsRemoved) != 1 {
		t.Fatalf("%+v, %v", changes, err)
	}
	after := ids()
	if after["19:00 mon-fri Europe/Paris"] != before["19:00 mon-fri Europe/Paris"] {
		t.Errorf("the digest that runs again was %q and is %q", before, after)
	}
	if want := office + " 0123456789ab,aaaaaaaaaaaa"; after["07:30 mon-fri Europe/Paris"] != want {
		t.Errorf("the digest that stays is %q, want %q", after["07:30 mon-fri Europe/Paris"], want)
	}
	if list, err := d.Headlines(ctx, desk.Reader{Guild: guild}); err != nil || len(list) != 2 {
		t.Errorf("a file without articles left %d: %v", len(list), err)
	}
	if s, err := d.Settings(ctx, guild); err != nil || s.Zone != "Europe/Paris" || s.Alerts != office {
		t.Errorf("a file without settings left %+v, %v", s, err)
	}
	c.at = c.at.AddDate(0, 0, 7)
	if claims, err := kv.Claim(ctx, 10, time.Minute); err != nil || len(claims) != 3 {
		t.Errorf("%d digests are due, want the three of the file: %v", len(claims), err)
	}
}

func TestAnImportIsAllOrNothing(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	furnish(t, d, c)
	before := export(t, d)
	broken := errors.New("the disk is full")
	d = desk.New(desk.Options{Store: failing{kv, broken}})
	file := strings.ReplaceAll(before, "07:30", "06:15")
	if _, err := d.Import(ctx, guild, intake(t, file)); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if after := export(t, desk.New(desk.Options{Store: kv})); after != before {
		t.Error("half of the file was taken in")
	}
}

// failing is a store whose edits fail at the end of their writes.
type failing struct {
	store.KV
	err error
}

func (f failing) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	return f.KV.Update(ctx, owner, func(tx store.Tx) error { return errors.Join(edit(tx), f.err) })
}

func TestAnExportThatWouldBeTooLargeSaysWhatItLeavesOut(t *testing.T) {
	d, _, c := open(t)
	ctx := t.Context()
	furnish(t, d, c)
	long := strings.Repeat("x", 3<<20)
	for i := range 4 {
		a := &briefing.Article{ID: fmt.Sprint("long ", i), Title: fmt.Sprintf("Long <%d>", i), TitleSource: briefing.TitlePublished, URL: "https://long.example/", Text: long}
		if _, _, err := d.Add(ctx, guild, "ana", a); err != nil {
			t.Fatal(err)
		}
	}
	file, leftOut, err := d.Export(ctx, guild, 0)
	if err != nil || leftOut != 6 || len(file) > 5000 {
		t.Fatalf("%d bytes, %d left out, %v", len(file), leftOut, err)
	}
	in := intake(t, string(file))
	if in.Articles != nil || !bytes.Contains(file, []byte(`"title": "Long <3>",`)) {
		t.Errorf("the file is %s", file)
	}
	changes, err := d.Import(ctx, guild, in)
	if err != nil || changes.Any() {
		t.Errorf("a file that leaves the articles out changes %+v, %v", changes, err)
	}
}

func TestEachMistakeInAnExportedFileIsOneSentenceWithItsPlace(t *testing.T) {
	d, _, c := open(t)
	furnish(t, d, c)
	good := export(t, d)
	many := strings.Repeat(`{"channel":"1","timetable":"07:30"},`, 25) + `{"channel":"1","timetable":"07:30"}`
	for _, m := range []struct{ name, file, want string }{
		{"nothing", "", "the file is not JSON: line 1 has a mistake"},
		{"no JSON", "Dear Lede,\nplease import this.", "the file is not JSON: line 1"},
		{"cut off", good[:len(good)/2], "the file is not JSON: line"},
		{"a comma too many", "{\"lede_export\":1,\n\"digests\":[],\n}", "the file is not JSON: line 3"},
		{"not UTF-8", "{\"lede_export\":1,\"server\":\"\xff\"}", "the file is not valid UTF-8"},
		{"a list", "[]", "the file is not one of Lede’s exports"},
		{"an article", `{"title":"x","text":"y"}`, "the file is not one of Lede’s exports"},
		{"newer", `{"lede_export":2,"hologram":true}`, "lede_export is 2, and this Lede reads up to 1: ask the bot’s operator to update Lede"},
		{"no version", `{"lede_export":"one"}`, "lede_export is not a version"},
		{"an unknown field", strings.Replace(good, `"quiet"`, `"queit"`, 1), "digests[0].queit is not a field of an export: the fields here are channel, publish, timetable, quiet"},
		{"an unknown field above", strings.Replace(good, `"made"`, `"mode"`, 1), "mode is not a field"},
		{"an unnamed field", `{"lede_export":1,"articles":[{"":{}}]}`, "articles[0]. is not a field"},
		{"not true or false", strings.Replace(good, `"quiet": true`, `"quiet": "yes"`, 1), "digests[0].quiet is not true or false"},
		{"no instant", strings.Replace(good, `"made": "2026`, `"made": "20x26`, 1), "made is not a time"},
		{"no list", `{"lede_export":1,"digests":{}}`, "digests is not a list"},
		{"no object", `{"lede_export":1,"settings":[]}`, "settings is not an object"},
		{"no id", strings.Replace(good, `"alerts": "4`, `"alerts": "#4`, 1), "settings.alerts is not a Discord id"},
		{"no channel", `{"lede_export":1,"digests":[{"timetable":"07:30"}]}`, "digests[0].channel is not a Discord id"},
		{"a mention", `{"lede_export":1,"digests":[{"channel":"1","timetable":"07:30","role":"1> @everyone"}]}`, "digests[0].role is not a Discord id"},
		{"a strange mark", strings.Replace(good, "0123456789ab", "everything", 1), "digests[1].told[0] names no article"},
		{"too many digests", `{"lede_export":1,"digests":[` + many + `]}`, "digests has 26 entries, and a server may have 25: take some out"},
		{"too many articles", `{"lede_export":1,"articles":[` + strings.Repeat("{},", 50) + `{}]}`, "articles has 51 entries"},
		{"far too many", `{"lede_export":1,"digests":[` + strings.Repeat("{},", 200_000) + `{}]}`, "digests has more than 1000 entries"},
		{"an empty article", `{"lede_export":1,"articles":[{}]}`, "articles[0].article is missing"},
		{"a wrong article", `{"lede_export":1,"articles":[{"article":{"text":"A b c.","quotes":[{"start":0,"end":99}]}}]}`, "articles[0].article.quotes[0]"},
		{"no article", `{"lede_export":1,"articles":[{"article":7}]}`, "articles[0].article "},
		{"one article twice", `{"lede_export":1,"articles":[{"article":{"text":"A b c."}},{"article":{"text":"A b c."}}]}`, "articles[1].article has the same id as articles[0]"},
		{"too large", `{"lede_export":1,"server":"` + strings.Repeat(" ", desk.MaxTransfer) + `"}`, "the file is larger than 10 MB"},
	} {
		t.Run(m.name, func(t *testing.T) {
			_, err := desk.ReadTransfer([]byte(m.file))
			var mistake *problem.Problem
			said := languages.Language{}.Line(err)
			if !errors.As(err, &mistake) || !strings.HasPrefix(said, m.want) || len(said) > 400 {
				t.Errorf("got %s, want %s…", said, m.want)
			}
		})
	}
}

func TestAnArticleOfAFileIsReadAsAnEditorsIs(t *testing.T) {
	d, _, c := open(t)
	file := "\xef\xbb\xbf" + `{"lede_export":1,"articles":[{"added":"2126-01-01T00:00:00Z","article":{"title":"Ferry","text":"“It runs,” said Ida Brandt.","quotes":[{"find":"“It runs,”","speaker":"Ida Brandt"}]}}]}`
	if _, err := d.Import(t.Context(), guild, intake(t, file)); err != nil {
		t.Fatal(err)
	}
	a, err := d.Open(t.Context(), desk.Reader{Guild: guild}, "ferry")
	if err != nil || len(a.Quotes) != 1 || a.Quotes[0].Speaker != "Ida Brandt" {
		t.Fatalf("%+v, %v", a, err)
	}
	if h, err := d.Find(t.Context(), desk.Reader{Guild: guild}, ""); err != nil || h.Added.After(c.at) || h.By != "cy" || h.Shared() {
		t.Errorf("it stands on the shelf as %+v, %v", h, err)
	}
}

func TestEveryFieldOfADigestIsExportedOrLeftOutOnPurpose(t *testing.T) {
	moved := map[string]string{"Seen": "Told"}
	leftOut := []string{"ID", "By", "Set", "Next", "Spread", "Done", "Trouble", "Kind", "Posts", "Woken", "Latest", "Shown"} // given or worked out anew where the file is taken in
	for i := range reflect.TypeFor[desk.Digest]().NumField() {
		name := reflect.TypeFor[desk.Digest]().Field(i).Name
		as := name
		if moved[name] != "" {
			as = moved[name]
		}
		if _, ok := reflect.TypeFor[desk.MovedDigest]().FieldByName(as); ok == slices.Contains(leftOut, name) {
			t.Errorf("Digest.%s: exported is %t", name, ok)
		}
	}
}

func TestAPersonCanTakeAlongWhatIsKeptAboutThem(t *testing.T) {
	d, _, c := open(t)
	furnish(t, d, c)
	empty, err := d.ExportPerson(t.Context(), "ana")
	if err != nil || !strings.Contains(string(empty), `"opened": []`) {
		t.Errorf("%s, %v", empty, err)
	}
	if _, err := d.Open(t.Context(), desk.Reader{Guild: guild, Person: "ana"}, "bridge"); err != nil {
		t.Fatal(err)
	}
	file, err := d.ExportPerson(t.Context(), "ana")
	if err != nil || !json.Valid(file) || !strings.Contains(string(file), `"guild": "`+guild+`"`) {
		t.Errorf("%s, %v", file, err)
	}
}

func FuzzReadTransfer(f *testing.F) {
	d, _, c := open(f)
	furnish(f, d, c)
	f.Add([]byte(export(f, d)))
	for _, s := range []string{"", "{}", `{"lede_export":1}`, `{"lede_export":1,"digests":[{"channel":"1","timetable":"07:30 UTC","told":[]}],"articles":[{"article":{"text":"A b."}}]}`, `{"lede_export":1,"":0}`, `{"lede_export":1,"settings":null}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tr, err := desk.ReadTransfer(data)
		if err != nil {
			if message, hint, ok := (languages.Language{}).Explain(err, nil); !ok || message == "" || hint == "" {
				t.Fatalf("%v is no sentence for an admin", err)
			}
			return
		}
		// What is read can be taken in, and what is then exported says the same.
		d, _, c := open(t)
		c.at = c.at.AddDate(100, 0, 0)
		in := intake(t, string(data))
		if _, err := d.Import(t.Context(), guild, in); errors.Is(err, desk.ErrTooLarge) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		first := export(t, d)
		if changes, err := d.Import(t.Context(), guild, intake(t, first)); err != nil || changes.Any() {
			t.Fatalf("its own export changes %+v, %v (of %d digests)", changes, err, len(tr.Digests))
		}
		if again := export(t, d); again != first {
			t.Fatalf("exported\n%s\nand then\n%s", first, again)
		}
	})
}

// TestAnExportIsInTheOrderOfItsChannelsAndTimes, whatever the ids are; its articles are in the order in which they came.
func TestAnExportIsInTheOrderOfItsChannelsAndTimes(t *testing.T) {
	d, _, c := open(t)
	for _, g := range []desk.Digest{
		{Channel: hall, Timetable: "18:00 UTC"}, {Channel: hall, Timetable: "07:00 UTC"}, {Channel: "1", Timetable: "19:00 UTC"}, {Channel: hall, Timetable: "07:00 UTC", Sections: []string{"quotes"}, Quiet: true},
	} {
		g.Next = start.Add(time.Hour)
		if _, err := d.AddDigest(t.Context(), guild, g, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"x", "a", "m"} {
		c.at = c.at.Add(time.Minute)
		if _, _, err := d.Add(t.Context(), guild, "ana", article(id, "Title "+id)); err != nil {
			t.Fatal(err)
		}
	}
	file := export(t, d)
	tr, err := desk.ReadTransfer([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range tr.Digests {
		got = append(got, fmt.Sprint(g.Channel[:1], " ", g.Timetable, " ", g.Quiet))
	}
	if want := "1 19:00 UTC false, 4 07:00 UTC false, 4 07:00 UTC true, 4 18:00 UTC false"; strings.Join(got, ", ") != want {
		t.Errorf("the digests are %q, want %s", got, want)
	}
	last := 0
	for _, id := range []string{"x", "a", "m"} {
		at := strings.Index(file, `"Title `+id+`"`)
		if at < last || len(tr.Articles) != 3 {
			t.Errorf("article %s stands at %d, after %d, of %d", id, at, last, len(tr.Articles))
		}
		last = at
	}
}

// TestAnImportedArticleIsTheSameOnlyWithItsDateAndItsWords.
func TestAnImportedArticleIsTheSameOnlyWithItsDateAndItsWords(t *testing.T) {
	file := func(added, text string) string {
		if added != "" {
			added = `"added":"` + added + `",`
		}
		return `{"lede_export":1,"articles":[{` + added + `"article":{"id":"x","title":"T","text":"` + text + `"}}]}`
	}
	const day = "2026-02-01T00:00:00Z"
	for name, c := range map[string]struct {
		file    string
		changed bool
		added   time.Time
	}{
		"the same":       {file(day, "A b."), false, time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)},
		"other words":    {file(day, "A c."), true, time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)},
		"another date":   {file("2026-02-02T00:00:00Z", "A b."), true, time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)},
		"no date":        {file("", "A b."), true, start},
		"a date to come": {file("2126-02-02T00:00:00Z", "A b."), true, start},
	} {
		d, _, _ := open(t)
		if _, err := d.Import(t.Context(), "g", intake(t, file(day, "A b."))); err != nil {
			t.Fatal(err)
		}
		changes, err := d.Import(t.Context(), "g", intake(t, c.file))
		if err != nil || (len(changes.ArticlesChanged) == 1) != c.changed || (len(changes.ArticlesKept) == 1) == c.changed || changes.Any() != c.changed {
			t.Errorf("%s: %+v, %v", name, changes, err)
		}
		if list, err := d.Headlines(t.Context(), desk.Reader{Guild: "g"}); err != nil || len(list) != 1 || !list[0].Added.Equal(c.added) {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
}

// TestWhatAnImportChanges: each part counts by itself, and one that changes nothing plans nothing.
func TestWhatAnImportChanges(t *testing.T) {
	g := digest(start.Add(time.Hour))
	for name, c := range map[string]struct {
		in   desk.Intake
		want bool
	}{
		"nothing":          {desk.Intake{}, false},
		"empty lists":      {desk.Intake{Digests: []desk.Digest{}, Articles: []desk.MovedArticle{}}, false},
		"settings":         {desk.Intake{Settings: &desk.Settings{Alerts: "1"}}, true},
		"the same of them": {desk.Intake{Settings: &desk.Settings{}}, false},
		"digests":          {desk.Intake{Digests: []desk.Digest{g}}, true},
	} {
		d, kv, clock := open(t)
		changes, err := d.Import(t.Context(), "g", c.in)
		if err != nil || changes.Any() != c.want {
			t.Errorf("%s: %+v, %v", name, changes, err)
		}
		clock.at = start.AddDate(1, 0, 0)
		if due := tasks(t, kv); (len(due) > 0) != c.want {
			t.Errorf("%s: due are %v", name, due)
		}
	}
	d, _, _ := open(t)
	g.Paused = problem.New("desk.said", "text", "of the guild's own")
	if _, err := d.AddDigest(t.Context(), "g", g, "UTC"); err != nil {
		t.Fatal(err)
	}
	g.Paused = problem.New("desk.paused")
	if changes, err := d.Import(t.Context(), "g", desk.Intake{Digests: []desk.Digest{g}}); err != nil || changes.Any() || len(changes.DigestsKept) != 1 {
		t.Errorf("paused for another reason: %+v, %v", changes, err)
	}
	g.Paused = nil
	if changes, err := d.Import(t.Context(), "g", desk.Intake{Digests: []desk.Digest{g}}); err != nil || len(changes.DigestsChanged) != 1 {
		t.Errorf("not paused: %+v, %v", changes, err)
	}
	if changes, err := d.Import(t.Context(), "g", desk.Intake{Digests: []desk.Digest{}}); err != nil || len(changes.DigestsRemoved) != 1 || !changes.Any() {
		t.Errorf("removed: %+v, %v", changes, err)
	}
}
