package opml

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"lede/problem"
)

// said is what became of a list: its outlines with their folders, and the codes of what was left out or odd.
func said(t *testing.T, body string) string {
	t.Helper()
	list, lines, err := Read([]byte("<opml><body>" + body + "</body></opml>"))
	if errors.Is(err, problem.New("opml.empty")) {
		return "empty;"
	}
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, o := range list {
		fmt.Fprintf(&b, "%s %q %s;", strings.TrimPrefix(o.Address, "https://a.example"), o.Name, strings.Join(o.Folders, "/"))
	}
	for _, l := range lines {
		if l.Problem != nil {
			b.WriteString(strings.TrimPrefix(l.Problem.Code, "opml.") + ";")
		}
	}
	return b.String()
}

func TestAListIsReadForgivingly(t *testing.T) {
	const feed = `<outline text="A" xmlUrl="https://a.example/f"/>`
	for body, want := range map[string]string{
		feed: `/f "A" ;`, `<outline text="T">` + feed + `</outline>`: `/f "A" T;`, `<outline text="T"><outline text="U">` + feed + `</outline></outline>`: `/f "A" T/U;`, `<outline text="T">` + feed + `</outline><outline text="B" xmlUrl="https://a.example/g"/>`: `/f "A" T;/g "B" ;`,
		`<outline text="T">` + feed: `/f "A" T;`, `</outline>` + feed: `/f "A" ;`, `<outline text="T"><outline text="A" xmlUrl="https://a.example/f"></outline></outline>`: `/f "A" T;`,
		feed + `<outline text="T">` + feed + `</outline>`: `/f "A" T;twice;`, `<outline xmlUrl="https://a.example/f" category="X/Y,Z"/>`: `/f "" X/Y/Z;`, `<outline text="X">` + `<outline xmlUrl="https://a.example/f" category="X"/></outline>`: `/f "" X;`,
		`<outline type="rss" url="https://a.example/f"/>`: `/f "" ;`, `<outline type="ATOM" url="https://a.example/f"/>`: `/f "" ;`, `<outline type="feed" url="https://a.example/f"/>`: `/f "" ;`, `<outline type="link" url="https://a.example/f"/>`: `empty;`, `<outline url="https://a.example/f"/>`: `empty;`, `<outline type="rss" xmlUrl="https://a.example/g" url="https://a.example/f"/>`: `/g "" ;`,
		`<outline type="rss" text="A"/>`: `no-address;`, `<outline type="atom" text="A"/>`: `no-address;`, `<outline htmlUrl="https://a.example/"/>`: `no-address;`, `<outline text="A"/>`: `empty;`, `<outline type="link" text="A"/>`: `empty;`, `<outline type="rss" text="A"></outline>`: `no-address;`, `<outline type="rss" text="A">` + feed + `</outline>`: `/f "A" A;`, `<outline type="rss" text="A">`: `no-address;`,
		`<outline xmlUrl="ftp://a.example/f"/>`: `address;`, `<outline xmlUrl="https://"/>`: `address;`, `<outline xmlUrl="http://a.example/f"/>`: `http://a.example/f "" ;`, `<outline xmlUrl="%zz"/>`: `address;`, `<outline xmlUrl="a.example/f"/>`: `/f "" ;`, `<outline xmlUrl="https://a.example/f?a&amp;amp;b"/>`: `/f?a&b "" ;`,
		`<outline xmlUrl="https://WWW.a.example/f/#x"/>` + feed: `https://www.a.example/f/ "" ;twice;`, `<outline text="https://a.example/f" title="B" xmlUrl="https://a.example/f"/>`: `/f "B" ;`, `<outline text="" title="" description="C" xmlUrl="https://a.example/f"/>`: `/f "C" ;`, `<outline text="A" title="B" xmlUrl="https://a.example/f"/>`: `/f "A" ;`,
		`<outline text="&lt;b&gt;A&lt;/b&gt; &amp;amp; B" xmlUrl="https://a.example/f"/>`: `/f "A & B" ;`, "<outline text=\"A\n\tB\" xmlUrl=\"https://a.example/f\"/>": `/f "A B" ;`, `<rss>` + feed: `/f "A" ;`,
	} {
		if got := said(t, body); got != want {
			t.Errorf("%s\nis   %s\nwant %s", body, got, want)
		}
	}
}

func TestAListIsReadUpToItsBounds(t *testing.T) {
	entry := func(i int) string { return fmt.Sprintf(`<outline text="A" xmlUrl="https://a.example/%d"/>`, i) }
	entries := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(entry(i))
		}
		return b.String()
	}
	for n, want := range map[int]int{mostOutlines: 0, mostOutlines + 1: 1} {
		list, lines, err := Read([]byte("<opml>" + entries(n)))
		if err != nil || len(list) != n || len(lines) != mostOutlines+want {
			t.Errorf("of %d entries %d are read, with %d lines: %v", n, len(list), len(lines), err)
		}
	}
	deep := func(n int) string {
		return strings.Repeat(`<outline text="T">`, n) + entry(0) + strings.Repeat(`</outline>`, n) + entry(1)
	}
	for _, n := range []int{1, 64, 65, 3 * 64} {
		if got := said(t, deep(n)); got != `/0 "A" T;/1 "A" ;` {
			t.Errorf("folders %d deep: %s", n, got)
		}
	}
	var many strings.Builder
	for i := range mostFolders + 1 {
		fmt.Fprintf(&many, `<outline text="%d">`, i)
	}
	if got := said(t, many.String()+entry(0)); got != `/0 "A" 0/1/2/3/4/5/6/7;` {
		t.Error(got)
	}
	for n, want := range map[int]int{longestName: longestName, longestName + 1: longestName} {
		if got := []rune(labelOf(strings.Repeat("é", n))); len(got) != want || (got[longestName-1] == '…') != (n > longestName) {
			t.Errorf("a name of %d letters: %d", n, len(got))
		}
	}
	address := func(n int) string { return "https://a.example/" + strings.Repeat("a", n-len("https://a.example/")) }
	for n, want := range map[int]int{longestAddress: 1, longestAddress + 1: 0} {
		list, _, err := Read([]byte(`<opml><outline xmlUrl="` + address(n) + `"/>`))
		if err != nil || len(list) != want {
			t.Errorf("an address of %d bytes: %d", n, len(list))
		}
	}
	var p *problem.Problem
	for n, want := range map[int]string{longestOPML: "opml.none", longestOPML + 1: "opml.long"} {
		if _, _, err := Read([]byte(strings.Repeat(" ", n))); !errors.As(err, &p) || p.Code != want {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	for text, want := range map[string]bool{"<opml>": true, "<outline>": true, "<body>": false, "": false, "</opml>": false} {
		if _, _, err := Read([]byte(text)); errors.Is(err, problem.New("opml.none")) == want {
			t.Errorf("%q is a list, or not: %v", text, err)
		}
	}
}

// TestAnEntryTakesNoMoreMemoryThanItsBytesSay, however many categories and attributes it has.
func TestAnEntryTakesNoMoreMemoryThanItsBytesSay(t *testing.T) {
	const most = 45 // bytes for one of the list: half of what they took when all were kept
	var names strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&names, "a%d=b ", i)
	}
	for name, list := range map[string]string{
		"categories": `<opml><outline xmlUrl="https://a.example/f" category="` + strings.Repeat("a,", 200_000) + `b"/>`,
		"empty ones": `<opml><outline xmlUrl="https://a.example/f" category="` + strings.Repeat("/,", 200_000) + `b"/>`,
		"attributes": `<opml><outline ` + names.String() + ` xmlUrl="https://a.example/f" category="a,b"/>`,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		read, _, err := Read([]byte(list))
		runtime.ReadMemStats(&after)
		took := (after.TotalAlloc - before.TotalAlloc) / uint64(len(list))
		if err != nil || len(read) != 1 || !slices.Contains(read[0].Folders, "b") || took > most {
			t.Errorf("%s: %d bytes for each of its bytes, %v", name, took, err)
		}
	}
}

func TestAListIsWrittenInFolders(t *testing.T) {
	var b strings.Builder
	err := Write(&b, "A & B", []Outline{{Address: "https://a.example/f?a&b", Folders: []string{"T", "U"}}, {Address: "https://a.example/g", Name: "G"}, {Address: "https://a.example/h", Name: "H", Folders: []string{"T"}}, {Address: "https://a.example/i", Name: "I", Folders: []string{"T", "U"}}})
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>A &amp; B</title></head>
  <body>
    <outline type="rss" text="G" title="G" xmlUrl="https://a.example/g"/>
    <outline text="T" title="T">
      <outline type="rss" text="H" title="H" xmlUrl="https://a.example/h"/>
      <outline text="U" title="U">
        <outline type="rss" text="https://a.example/f?a&amp;b" title="https://a.example/f?a&amp;b" xmlUrl="https://a.example/f?a&amp;b"/>
        <outline type="rss" text="I" title="I" xmlUrl="https://a.example/i"/>
      </outline>
    </outline>
  </body>
</opml>
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}
