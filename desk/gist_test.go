package desk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"lede/briefing"
	"lede/desk"
	"lede/store"
)

// TestAGistIsBelievedAsFarAsItCanBeAnArticles: else the article itself is read.
func TestAGistIsBelievedAsFarAsItCanBeAnArticles(t *testing.T) {
	const text = "The bridge is closed. It is old."
	whole := &briefing.Article{ID: "a", Title: "Bridge", TitleSource: briefing.TitlePublished, Text: text}
	for _, c := range []struct {
		gist     string
		bytes    int
		believed bool
	}{
		{`{"bytes":100,"points":[{"sentence":0,"text":"One."},{"sentence":99,"text":"Two."}]}`, 100, true},
		{`{"bytes":100,"points":[]}`, 100, true},
		{fmt.Sprintf(`{"bytes":%d,"points":[]}`, 4<<20), 4 << 20, true},
		{fmt.Sprintf(`{"bytes":%d,"points":[]}`, 4<<20+1), len(text), false},
		{`{"bytes":100,"points":[{"sentence":100,"text":"One."}]}`, len(text), false},
		{`{"bytes":100,"points":[{"sentence":-1,"text":"One."}]}`, len(text), false},
		{"", len(text), false},
	} {
		d, kv, _ := open(t)
		h, _, err := d.Add(t.Context(), "g", "ana", whole)
		if err != nil {
			t.Fatal(err)
		}
		err = kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
			if c.gist == "" {
				return tx.Delete("gists", h.Ref)
			}
			return tx.Put("gists", h.Ref, []byte(`{"v":1,"data":`+c.gist+`}`))
		})
		if err != nil {
			t.Fatal(err)
		}
		g, err := d.Gist(t.Context(), desk.Reader{Guild: "g"}, h)
		a, bytes := g.Article, g.Bytes
		if err != nil || bytes != c.bytes || (a.Text != text) != c.believed || a.Title != "Bridge" {
			t.Errorf("%s: %+v, %d bytes, %v", c.gist, a, bytes, err)
		}
		if n := strings.Count(c.gist, "sentence"); c.believed && (len(a.Summary) != n || n == 2 && a.SentenceText(99) != "Two.") {
			t.Errorf("%s: the key points are %v", c.gist, a.Summary)
		}
	}
}

// TestAGistIsOfTheArticleThatIsMeant: the guild's, the person's own, or the instance's.
func TestAGistIsOfTheArticleThatIsMeant(t *testing.T) {
	shared := parsed(t, "Shared bridge", "The old bridge is closed, Ada Quill said on Monday. It will open in May.")
	d, _, _ := open(t, shared)
	ctx := t.Context()
	own := parsed(t, "Ferry runs", "The ferry runs again, harbour master Ida Brandt said. It had stood still for 14 days.")
	brief := parsed(t, "Library", "The library reopened on Sunday after a year of repairs, the city said. It has 9 rooms.")
	inGuild, err := func() (desk.Headline, error) { h, _, err := d.Add(ctx, "g", "ana", own); return h, err }()
	if err != nil {
		t.Fatal(err)
	}
	alone, err := d.Brief(ctx, "sam", brief)
	if err != nil {
		t.Fatal(err)
	}
	everywhere, err := d.Find(ctx, desk.Reader{Guild: "other"}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		reader desk.Reader
		h      desk.Headline
		a      *briefing.Article
		kept   bool // beside the article, and then nothing else of it is read
	}{
		{desk.Reader{Guild: "g"}, inGuild, own, true}, {desk.Reader{Person: "sam"}, alone, brief, true}, {desk.Reader{Guild: "other"}, everywhere, shared, false},
	} {
		g, err := d.Gist(ctx, c.reader, c.h)
		a, bytes := g.Article, g.Bytes
		if err != nil || bytes != len(c.a.Text) || a.Title != c.a.Title || (a.ID == "") != c.kept || len(a.Summary) == 0 || len(a.Summary) != len(c.a.Summary) {
			t.Fatalf("%+v, %d bytes, %v", a, bytes, err)
		}
		for i, n := range a.Summary {
			if n != c.a.Summary[i] || a.SentenceText(n) != c.a.SentenceText(n) {
				t.Errorf("key point %d of %s is %q", i, a.Title, a.SentenceText(n))
			}
		}
	}
}

// TestAGistLeadsToSentencesOfTheWholeText: words that stand once among the key points may stand more often on the page.
func TestAGistLeadsToSentencesOfTheWholeText(t *testing.T) {
	a, err := briefing.Parse("The bridge is closed.\n\nIt will open in May.\n\n“The bridge is closed.” So it stands on the sign, the mayor said.", briefing.Options{URL: "https://a.example/b"})
	if err != nil {
		t.Fatal(err)
	}
	a.Summary = []int{0, 1}
	d, _, _ := open(t)
	h, _, err := d.Add(t.Context(), "g", "ana", a)
	if err != nil {
		t.Fatal(err)
	}
	g, err := d.Gist(t.Context(), desk.Reader{Guild: "g"}, h)
	if err != nil || g.Article.Text == a.Text {
		t.Fatalf("%+v, %v", g, err)
	}
	for i, want := range []string{"", "https://a.example/b#:~:text=It%20will%20open%20in%20May."} {
		if got := g.Links.Address(i); got != want {
			t.Errorf("to %q leads %q, want %q", g.Article.SentenceText(i), got, want)
		}
	}
}

// TestPicturesAreGivenOutOrNot: by one setting, whatever is kept.
func TestPicturesAreGivenOutOrNot(t *testing.T) {
	const picture = "https://img.example/a.jpg"
	pictured, err := briefing.Parse("The bridge is closed, the mayor said on Monday.", briefing.Options{Image: picture})
	if err != nil {
		t.Fatal(err)
	}
	own, err := briefing.Parse("The ferry sails again, the captain said on Monday.", briefing.Options{Image: picture})
	if err != nil {
		t.Fatal(err)
	}
	ctx, kv, reader := t.Context(), store.NewMemory(nil), desk.Reader{Guild: "g", Person: "p"}
	t.Cleanup(func() { _ = kv.Close() })
	h, _, err := desk.New(desk.Options{Store: kv, Pictures: true}).Add(ctx, "g", "p", own)
	if err != nil {
		t.Fatal(err)
	}
	for _, on := range []bool{true, false} {
		d := desk.New(desk.Options{Store: kv, Articles: []*briefing.Article{pictured}, Web: page{pictured}, Pictures: on})
		for name, give := range map[string]func() (*briefing.Article, error){
			"opened":       func() (*briefing.Article, error) { return d.Open(ctx, reader, h.Ref) },
			"the gist":     func() (*briefing.Article, error) { g, err := d.Gist(ctx, reader, h); return g.Article, err },
			"the instance": func() (*briefing.Article, error) { return d.Open(ctx, reader, desk.Ref(pictured.ID)) },
			"a page": func() (*briefing.Article, error) {
				return d.FetchPage(ctx, desk.Reader{Guild: "g"}, "https://x.example", briefing.Options{})
			},
		} {
			if a, err := give(); err != nil || (a.Image == picture) != on {
				t.Errorf("%s, pictures %v: %+v, %v", name, on, a, err)
			}
		}
	}
	if pictured.Image != picture {
		t.Error("the operator's article itself was changed")
	}
}

// page stands for the web.
type page struct{ a *briefing.Article }

func (p page) Article(context.Context, string, briefing.Options) (*briefing.Article, error) {
	return p.a, nil
}

// TestAPageThatChangedIsTheSameArticle, so that adding it again replaces it; an article with an id of its own keeps that.
func TestAPageThatChangedIsTheSameArticle(t *testing.T) {
	fetched := func(text string, o briefing.Options) *briefing.Article {
		t.Helper()
		a, err := briefing.Parse(text, o)
		if err != nil {
			t.Fatal(err)
		}
		a, err = desk.New(desk.Options{Store: store.NewMemory(nil), Web: page{a}}).FetchPage(t.Context(), desk.Reader{Guild: "g"}, "https://x.example", briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	const before, after = "The fire killed ten people on Monday.", "The fire killed twelve people on Monday."
	at := briefing.Options{URL: "https://x.example/fire"}
	if fetched(before, at).ID != fetched(after, at).ID {
		t.Error("a page is another article after it changed")
	}
	if fetched(before, at).ID == fetched(before, briefing.Options{URL: "https://x.example/other"}).ID {
		t.Error("two pages are one article")
	}
	if fetched(before, briefing.Options{}).ID == fetched(after, briefing.Options{}).ID {
		t.Error("articles without an address are one")
	}
	if id := fetched(before, briefing.Options{ID: "own", URL: at.URL}).ID; id != "own" {
		t.Errorf("the id of its own became %s", id)
	}
}
