package desk

import (
	"strings"
	"testing"
	"testing/synctest"

	"lede/briefing"
	"lede/store"
)

// TestExportsAreWrittenInTurn: a person's one after the other, and a server's too, whichever of its admins asks.
func TestExportsAreWrittenInTurn(t *testing.T) { synctest.Test(t, exportsInTurn) }

func exportsInTurn(t *testing.T) {
	l := newLarder(t, Space{})
	for r, export := range map[Reader]func() error{
		{Person: "1"}:                    func() error { _, err := l.ExportPerson(t.Context(), "1"); return err },
		{Guild: "7", Person: "export 7"}: func() error { _, _, err := l.Export(t.Context(), "7", 0); return err },
	} {
		leave, err := l.work.Enter(t.Context(), r, 1)
		if err != nil {
			t.Fatal(err)
		}
		written := make(chan error, 1)
		go func() { written <- export() }()
		synctest.Wait()
		if len(written) > 0 {
			t.Errorf("%+v: a second file is written at once", r)
		}
		leave()
		if err := <-written; err != nil {
			t.Errorf("%+v: %v", r, err)
		}
	}
	if _, err := New(Options{Store: l.kv, Memory: 16 << 20}).ExportPerson(t.Context(), "1"); err != nil {
		t.Errorf("with little memory: %v", err)
	}
}

// TestAnExportReadsArticlesThatFitIntoIt: those of a server may have six times as many bytes.
func TestAnExportReadsArticlesThatFitIntoIt(t *testing.T) {
	l, size := newLarder(t, Space{}), 0
	for _, id := range []string{"a", "b"} {
		if _, _, err := l.Add(t.Context(), "7", "1", kilobytes(t, id, 20)); err != nil {
			t.Fatal(err)
		}
	}
	gather := func(most int) (shelf []Headline, articles []MovedArticle) {
		t.Helper()
		err := l.kv.Update(t.Context(), ownerGuild("7"), func(tx store.Tx) (err error) {
			shelf, articles, err = gatherArticles(tx, most)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return shelf, articles
	}
	_, all := gather(1 << 20)
	for _, one := range all {
		size += len(one.Article)
	}
	for most, want := range map[int]int{size: 2, size - 1: 0, 0: 0} {
		if shelf, articles := gather(most); len(articles) != want || len(shelf) != 2 {
			t.Errorf("of %d bytes in %d: %d articles", size, most, len(articles))
		}
	}
}

// TestAPersonsFileIsHardlyLargerThanWhatIsKept, or Discord would not take that of a person who has read much.
func TestAPersonsFileIsHardlyLargerThanWhatIsKept(t *testing.T) {
	l := newLarder(t, Space{})
	a, err := briefing.Parse(strings.Repeat("“It rained,” Ada Quill said on Monday. ", 500), briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h, err := l.Brief(t.Context(), "1", a)
	if err != nil {
		t.Fatal(err)
	}
	if file, err := l.ExportPerson(t.Context(), "1"); err != nil || int64(len(file)) > h.Bytes+1000 {
		t.Errorf("%d bytes of %d, %v", len(file), h.Bytes, err)
	}
}
