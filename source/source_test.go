package source_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"lede/briefing"
	"lede/languages"
	"lede/source"
)

const news = "Ann Poole opened the bridge on Monday.\r\n“It will hold,” Poole said.\r\n"

func write(t *testing.T, name, data string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestATextFileIsReadExactlyAsItStands(t *testing.T) {
	for name, data := range map[string]string{"plain": news, "with a byte order mark": "\ufeff" + news} {
		a, err := source.File(write(t, "a.txt", data), briefing.Options{Title: "Bridge"})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if a.Text != news || a.Title != "Bridge" || len(a.Paragraphs) != 2 {
			t.Errorf("%s: text %q, title %q, %d paragraphs", name, a.Text, a.Title, len(a.Paragraphs))
		}
	}
}

func TestAStructuredArticleIsLoadedAndTheCallersOptionsWin(t *testing.T) {
	data := "\ufeff \n{\"text\": \"Ann Poole spoke. It rained.\", \"title\": \"Old\", \"summary\": [1]}"
	a, err := source.Read(strings.NewReader(data), "standard input", briefing.Options{Title: "New"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "New" || len(a.Summary) != 1 || a.Summary[0] != 1 {
		t.Errorf("the article is %+v", a)
	}
}

func TestATextThatBeginsWithABraceIsAText(t *testing.T) {
	a, err := source.Read(strings.NewReader("{Kells} The bridge was opened."), "x", briefing.Options{})
	if err != nil || !strings.HasPrefix(a.Text, "{Kells}") {
		t.Errorf("%v, %v", a, err)
	}
}

// sentence checks that an error says all of this in one line, and what to do.
func sentence(t *testing.T, err error, parts ...string) {
	t.Helper()
	line := languages.Language{}.Line(err)
	if _, hint, ok := (languages.Language{}).Explain(err, nil); !ok || hint == "" || strings.Contains(line, "\n") {
		t.Errorf("no clear sentence: %v", err)
		return
	}
	for _, p := range parts {
		if !strings.Contains(line, p) {
			t.Errorf("the error is %q, want %q in it", line, p)
		}
	}
}

func TestWhatIsNoArticleIsNamedWithPlaceAndRemedy(t *testing.T) {
	const news, more = "Мост закроют на три недели, сообщил мэр города. Жители поедут через лес.", "市长星期二说,这座桥将关闭三个星期。居民可以走森林里的路。"
	cyrillic, err := charmap.Windows1251.NewEncoder().String(news)
	if err != nil {
		t.Fatal(err)
	}
	chinese, err := simplifiedchinese.GB18030.NewEncoder().String(more)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data string
		want []string
	}{
		"empty":             {"", []string{"is empty", "give it an article’s text"}},
		"only a mark":       {"\ufeff", []string{"is empty"}},
		"white space":       {" \r\n\t\n", []string{"only white space"}},
		"no words":          {"… — !", []string{"no words"}},
		"latin-1":           {"One.\nCaf\xe9 two.", []string{"not valid UTF-8", "0xE9", "byte 9, line 2", "iconv -f WINDOWS-1252"}},
		"windows-1251":      {cyrillic, []string{"not valid UTF-8", "iconv -f WINDOWS-1251"}},
		"chinese":           {chinese, []string{"iconv -f GB18030"}},
		"latin-1 with mark": {"\ufeffCaf\xe9", []string{"byte 7, line 1"}},
		"utf-16 le":         {"\xff\xfeH\x00i\x00", []string{"UTF-16", "iconv -f UTF-16"}},
		"utf-16 be":         {"\xfe\xff\x00H\x00i", []string{"UTF-16"}},
		"utf-16 unmarked":   {"H\x00i\x00", []string{"zero byte at byte 2, line 1"}},
		"binary":            {"\x7fELF\x02\x01\x00", []string{"binary", "byte 7"}},
		"pdf":               {"%PDF-1.7 x", []string{"a PDF document"}},
		"word":              {"PK\x03\x04xx", []string{"a Word document"}},
		"rtf":               {`{\rtf1 Hello}`, []string{"an RTF document"}},
		"page":              {"\n<!DOCTYPE html><script>a</script>", []string{"a page of HTML", "no article in it"}},
		"broken json":       {"{\n\"text\": \"a b\",\n}", []string{"not valid JSON at line 3"}},
		"no text":           {`{"title": "x"}`, []string{"text is absent"}},
		"span":              {`{"text": "a b.", "quotes": [{"start": 1, "end": 99}]}`, []string{"quotes[0] is the span 1–99", "find"}},
	} {
		path := write(t, "a", c.data)
		_, err := source.File(path, briefing.Options{})
		sentence(t, err, append(c.want, path)...)
		_, err = source.Read(strings.NewReader(c.data), "standard input", briefing.Options{})
		sentence(t, err, append(c.want, "standard input")...)
		if t.Failed() {
			t.Fatalf("in %s", name)
		}
	}
}

func TestAFileThatCannotBeReadIsNamed(t *testing.T) {
	_, err := source.File(filepath.Join(t.TempDir(), "none.txt"), briefing.Options{})
	sentence(t, err, "none.txt: there is no such file", "check the path")
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the cause is lost: %v", err)
	}
	_, err = source.File("", briefing.Options{})
	sentence(t, err, "the path is empty", "give that of a file")
	_, err = source.File(t.TempDir(), briefing.Options{})
	sentence(t, err, "is a directory")
	_, err = source.Read(iotest.ErrReader(errors.New("the cable is out")), "standard input", briefing.Options{})
	sentence(t, err, "cannot be read (the cable is out)")
	t.Run("unreadable", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("SKIPPED: root may read everything, so no file is unreadable here")
		}
		path := write(t, "a.txt", news)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		_, err := source.File(path, briefing.Options{})
		sentence(t, err, "may not be read")
	})
}

// counting counts what is read of an endless text.
type counting struct{ n int64 }

func (c *counting) Read(p []byte) (int, error) {
	copy(p, bytes.Repeat([]byte("word "), len(p)/5+1))
	c.n += int64(len(p))
	return len(p), nil
}

func TestNoMoreIsReadThanTheLimit(t *testing.T) {
	c := &counting{}
	_, err := source.Read(c, "standard input", briefing.Options{})
	sentence(t, err, "longer than the limit of 8 MB")
	if c.n > briefing.MaxTextBytes+1<<20 {
		t.Errorf("%d bytes were read", c.n)
	}
	c = &counting{}
	_, err = source.Read(io.MultiReader(strings.NewReader(`{"text": "`), c), "standard input", briefing.Options{})
	sentence(t, err, "longer than the limit of 64 MB")
	if c.n > briefing.MaxArticleBytes+1<<20 {
		t.Errorf("%d bytes of JSON were read", c.n)
	}
}

func TestALongFileIsNamedWithItsSizeAndTheLimit(t *testing.T) {
	path := write(t, "long.txt", "word")
	if err := os.Truncate(path, 50<<20); err != nil {
		t.Fatal(err)
	}
	_, err := source.File(path, briefing.Options{})
	sentence(t, err, "is 50 MB long and the limit is 8 MB")
	if !errors.Is(err, briefing.ErrTooLong) {
		t.Errorf("the cause is lost: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", news, "\ufeffa", "\xff\xfea", `{"text":"a b"}`, `{"text":"a","quotes":[{"find":"a"}]}`, "<html>", "%PDF-"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := source.Read(bytes.NewReader(data), "x", briefing.Options{})
		if err != nil {
			sentence(t, err)
		}
		if err == nil && a.Text == "" {
			t.Fatal("an article without text")
		}
	})
}
