package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/store"
)

// record puts into the store bytes that an earlier or a later Lede wrote.
func record(t *testing.T, kv store.KV, kind, key, value string) {
	t.Helper()
	if err := kv.Update(t.Context(), "guild:g", func(tx store.Tx) error { return tx.Put(kind, key, []byte(value)) }); err != nil {
		t.Fatal(err)
	}
}

func TestALineOfTheLedgerOfVersion1IsReadAndNotWritten(t *testing.T) {
	const (
		first = `{"v":1,"data":{"digest":"412","slot":"2026-02-27T06:30:00Z","outcome":"sent","message":"9","attempts":1,"at":"2026-02-27T06:30:02Z"}}`
		later = `{"v":1,"data":{"digest":"2","channel":"413","slot":"2026-02-28T06:30:00Z","outcome":"late","attempts":3,"at":"2026-02-28T06:31:00Z"}}`
	)
	d, kv, _ := open(t)
	record(t, kv, "ledger", "2026-02-27T06:30:00.000Z 412", first)
	record(t, kv, "ledger", "2026-02-28T06:30:00.000Z 2", later)
	lines, err := d.Ledger(t.Context(), "g")
	if err != nil || len(lines) != 2 {
		t.Fatalf("%v, %v", lines, err)
	}
	if e := lines[1]; e.Channel != "412" || e.Digest != "412" || e.Outcome != "sent" || e.Message != "9" {
		t.Errorf("a line without a channel is read as %+v", e)
	}
	if e := lines[0]; e.Channel != "413" || e.Digest != "2" || e.Attempts != 3 {
		t.Errorf("a line with a channel is read as %+v", e)
	}
	kept, err := kv.Get(t.Context(), "guild:g", "ledger", "2026-02-27T06:30:00.000Z 412")
	if err != nil || string(kept) != first {
		t.Errorf("reading has changed the record to %s, %v", kept, err)
	}
}

func TestEachKindIsWrittenInItsOwnVersion(t *testing.T) {
	d, kv, _ := open(t)
	ctx := t.Context()
	g, err := d.AddDigest(ctx, "g", desk.Digest{Channel: "412", Next: start}, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	claims, err := kv.Claim(ctx, 1, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("%v, %v", claims, err)
	}
	end := desk.Ending{Entry: desk.Entry{Digest: g.ID, Channel: "412", Slot: start, Outcome: "sent", At: start}, Next: start.Add(time.Hour)}
	if err := d.Complete(ctx, claims[0], end); err != nil {
		t.Fatal(err)
	}
	for kind, version := range map[string]string{"digests": `{"v":2,`, "settings": `{"v":1,`, "ledger": `{"v":3,`} {
		entries, err := kv.List(ctx, "guild:g", kind)
		if err != nil || len(entries) != 1 || !strings.HasPrefix(string(entries[0].Value), version) {
			t.Errorf("%s: %v, %s", kind, err, entries)
		}
	}
}

func TestARecordThatIsNoneIsRefused(t *testing.T) {
	for value, newer := range map[string]bool{
		`{"v":4,"data":{"digest":"412"}}`: true, // of the ledger, three versions are known
		`{"v":0,"data":{"digest":"412"}}`: false,
		`{"data":{"digest":"412"}}`:       false,
		`{"v":-1,"data":{}}`:              false,
		`{"v":1}`:                         false,
		`{"v":1,"data":[]}`:               false,
		`{"v":1,"data":`:                  false,
		`{"v":2,"data":[]}`:               false,
		`{"v":3,"data":[]}`:               false,
		`{"v":3}`:                         false,
		``:                                false,
	} {
		d, kv, _ := open(t)
		record(t, kv, "ledger", "2026-02-27T06:30:00.000Z 412", value)
		lines, err := d.Ledger(t.Context(), "g")
		if err == nil || errors.Is(err, desk.ErrNewer) != newer {
			t.Errorf("%q is read as %v, %v", value, lines, err)
		}
	}
}

func TestTheLedgerTellsOfTheLast90Days(t *testing.T) {
	d, kv, c := open(t)
	const line = `{"v":2,"data":{"digest":"412","channel":"412","slot":"`
	for _, slot := range []string{"2026-01-01T06:30:00.000Z", "2026-02-01T06:30:00.000Z", "2026-02-28T06:30:00.000Z"} {
		record(t, kv, "ledger", slot+" 412", line+slot+`","outcome":"sent"}}`)
	}
	for at, want := range map[time.Time]int{
		start:                    3,
		start.AddDate(0, 0, 40):  2, // 10 April: 1 January is 99 days ago
		start.AddDate(0, 0, 70):  1,
		start.AddDate(0, 0, 100): 0,
	} {
		c.at = at
		if lines, err := d.Ledger(t.Context(), "g"); err != nil || len(lines) != want {
			t.Errorf("on %s there are %d lines, want %d: %v", at.Format(time.DateOnly), len(lines), want, err)
		}
	}
}

func TestTheLedgerTellsOfTheLast100Slots(t *testing.T) {
	d, kv, _ := open(t)
	for i := range 130 {
		slot := start.Add(time.Duration(i-130) * time.Hour).Format("2006-01-02T15:04:05.000Z")
		record(t, kv, "ledger", slot+" 412", `{"v":2,"data":{"digest":"412","channel":"412","slot":"`+slot+`","outcome":"sent"}}`)
	}
	lines, err := d.Ledger(t.Context(), "g")
	if err != nil || len(lines) != 100 || !lines[0].Slot.Equal(start.Add(-time.Hour)) || !lines[99].Slot.Equal(start.Add(-100*time.Hour)) {
		t.Errorf("%d lines, %v", len(lines), err)
	}
}

// formerly are reasons as Lede wrote them into the store until 2026-11, to the byte, with the code that each is now, and
// what is read of it where that is not the same sentence.
const formerly = "testdata/reasons.txt"

// TestReasonsThatWereSentencesAreCodes reads records of the versions in which reasons were English sentences.
func TestReasonsThatWereSentencesAreCodes(t *testing.T) {
	b, err := os.ReadFile(formerly)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		code, sentence, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("%q has no code", line)
		}
		sentence, now, reworded := strings.Cut(sentence, "\t")
		if !reworded {
			now = sentence
		}
		n++
		quoted, err := json.Marshal(sentence)
		if err != nil {
			t.Fatal(err)
		}
		d, kv, _ := open(t)
		entry := `{"v":2,"data":{"digest":"412","channel":"412","slot":"2026-02-27T06:30:00Z","outcome":"refused","reason":` + string(quoted) + `,"attempts":1,"at":"2026-02-27T06:30:02Z"}}`
		digest := `{"v":1,"data":{"id":"412","channel":"412","timetable":"07:30 UTC","by":"ana","set":"2026-02-26T06:30:00Z","next":"2026-02-28T07:30:00Z","paused":` + string(quoted) + `,"trouble":` + string(quoted) + `}}`
		record(t, kv, "ledger", "2026-02-27T06:30:00.000Z 412", entry)
		record(t, kv, "digests", "412", digest)
		lines, err := d.Ledger(t.Context(), "g")
		if err != nil || len(lines) != 1 || lines[0].Outcome != "refused" || lines[0].Attempts != 1 {
			t.Fatalf("%v, %v", lines, err)
		}
		g, err := d.Digest(t.Context(), "g", "412")
		if err != nil || g.Timetable != "07:30 UTC" {
			t.Fatalf("%+v, %v", g, err)
		}
		for _, reason := range []*problem.Problem{lines[0].Reason, g.Paused, g.Trouble} {
			if reason == nil || reason.Code != code {
				t.Errorf("%q is read as %v, want %s", sentence, reason, code)
				continue
			}
			said := languages.Language{}.Clause(reason, escape)
			if plain := strings.NewReplacer("'", "’").Replace; !strings.EqualFold(plain(said), plain(strings.TrimSuffix(now, "."))) {
				t.Errorf("%q reads %q, want %q", sentence, said, now)
			}
		}
		// Writing it again changes nothing.
		if _, err := d.ChangeDigest(t.Context(), "g", "412", func(g *desk.Digest) error { g.Quiet = true; return nil }); err != nil {
			t.Fatal(err)
		}
		if again, err := d.Digest(t.Context(), "g", "412"); err != nil || !again.Quiet || !again.Paused.Equal(g.Paused) || !again.Trouble.Equal(g.Trouble) {
			t.Errorf("%+v was written as %+v, %v", g, again, err)
		}
	}
	if n < 45 {
		t.Errorf("only %d sentences", n)
	}
}

// escape escapes these sentences like a card.
func escape(s string) string { return strings.NewReplacer("*", `\*`, "_", `\_`).Replace(s) }

func TestADigestThatRunsHasNoReason(t *testing.T) {
	d, kv, _ := open(t)
	record(t, kv, "digests", "412", `{"v":1,"data":{"id":"412","channel":"412","timetable":"07:30 UTC","by":"ana","set":"2026-02-26T06:30:00Z","next":"2026-02-28T07:30:00Z"}}`)
	if g, err := d.Digest(t.Context(), "g", "412"); err != nil || g.Paused != nil || g.Trouble != nil || g.By != "ana" {
		t.Errorf("%+v, %v", g, err)
	}
}

// TestARecordWithMoreThanItsDataIsRead: another Lede of this version may have written a field that is not known here.
func TestARecordWithMoreThanItsDataIsRead(t *testing.T) {
	for _, value := range []string{
		`{"v":1,"data":{"zone":"Asia/Tokyo"},"later":{}}`, `{"later":{},"v":1,"data":{"zone":"Asia/Tokyo"}}`, `{ "v": 1, "data": {"zone":"Asia/Tokyo"} }`,
	} {
		d, kv, _ := open(t)
		record(t, kv, "settings", "guild", value)
		if s, err := d.Settings(t.Context(), "g"); err != nil || s.Zone != "Asia/Tokyo" {
			t.Errorf("%s is read as %+v, %v", value, s, err)
		}
	}
	d, kv, _ := open(t)
	for i, data := range []string{`null`, `{"digest":"412","reason":""}`, `{"digest":"412","reason":null}`, `{"digest":"412"}`} {
		record(t, kv, "ledger", fmt.Sprintf("2026-02-27T06:30:00.00%dZ 412", i), `{"v":1,"data":`+data+`}`)
	}
	list, err := d.Ledger(t.Context(), "g")
	if err != nil || len(list) != 4 || slices.ContainsFunc(list, func(e desk.Entry) bool { return e.Reason != nil }) || list[0].Channel != "412" || list[3].Digest != "" {
		t.Errorf("%+v, %v", list, err)
	}
}
