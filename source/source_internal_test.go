package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/briefing"
	"lede/problem"
)

func TestWhatIsWrongWithAFileIsToldByItsPlace(t *testing.T) {
	for text, want := range map[string][2]string{
		"\x00a": {"file.binary", "1"}, "a\x00": {"file.binary", "2"}, "\xe9a": {"file.not-utf8", "1"}, "\ufffd \xe9": {"file.not-utf8", "5"}, "\ufeff\xe9": {"file.not-utf8", "4"},
	} {
		_, err := plain([]byte(text), "it")
		var p *problem.Problem
		if !errors.As(err, &p) || p.Code != want[0] || p.Args["byte"] != want[1] {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
	if text, err := plain([]byte("\ufffd"), "it"); err != nil || string(text) != "\ufffd" {
		t.Errorf("a replacement character is refused: %v", err)
	}
}

func TestAStructuredArticleMayBeLongerThanAText(t *testing.T) {
	long := `{"text": "A word."` + strings.Repeat(" ", maxText) + "}"
	if a, err := Read(strings.NewReader(long), "it", briefing.Options{}); err != nil || a.Text != "A word." {
		t.Errorf("%v", err)
	}
	for _, limit := range []int64{100, maxText} {
		if _, err := read(strings.NewReader(long), "it", -1, limit, briefing.Options{}); code(err) != "file.too-long" {
			t.Errorf("within %d bytes: %v", limit, err)
		}
	}
}

// TestHowMuchTooLongAFileIs is told where its size is known to be more than is read.
func TestHowMuchTooLongAFileIs(t *testing.T) {
	for _, c := range []struct {
		bytes, size int64 // of the file, and as it was told
		want        string
	}{
		{8, 8, ""}, {8, 99, ""}, {9, 9, "file.too-long-by"}, {9, 8, "file.too-long"}, {9, -1, "file.too-long"},
	} {
		data, err := readCapped(strings.NewReader(strings.Repeat("x", int(c.bytes))), "it", c.size, 8)
		if code(err) != c.want || err == nil && int64(len(data)) != c.bytes {
			t.Errorf("%d bytes that were said to be %d: %d, %v", c.bytes, c.size, len(data), err)
		}
	}
}

func TestWhatTheProblemOfAFileIs(t *testing.T) {
	inner := errors.New("x")
	for want, err := range map[string]error{"file.missing": fs.ErrNotExist, "file.forbidden": fs.ErrPermission, "file.unreadable": inner} {
		got := fileError("it", &fs.PathError{Op: "open", Path: "/secret", Err: err})
		if code(got) != want || !errors.Is(got, err) {
			t.Errorf("%v is %v", err, got)
		}
	}
	var p *problem.Problem
	if errors.As(fileError("it", &fs.PathError{Path: "/x", Err: inner}), &p); p.Err != inner {
		t.Errorf("the path is told twice: %v", p.Err)
	}
	for want, err := range map[string]error{"file.no-words": briefing.ErrEmpty, "file.no-article": inner, "file.mistake": &briefing.LoadError{}} {
		if got := code(articleError("it", err)); got != want {
			t.Errorf("%v is %s, want %s", err, got, want)
		}
	}
	for want, err := range map[string]error{"file.too-long": briefing.ErrTooLong, "page.unreadable": inner} {
		if got := code(pageError("it", err)); got != want {
			t.Errorf("%v is %s, want %s", err, got, want)
		}
	}
}

func TestALimitIsToldInTheUnitThatFits(t *testing.T) {
	for n, want := range map[int64]string{1: "1 KB", 1024: "1 KB", 1025: "2 KB", 1<<20 - 1: "1024 KB", 1 << 20: "1 MB", 3 << 19: "1.5 MB"} {
		if got := megabytes(n); got != want {
			t.Errorf("%d bytes are told as %s", n, got)
		}
	}
}

func TestWhichFilesAreOpened(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.xml")
	if err := os.WriteFile(path, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{path: "", dir: "file.directory", filepath.Join(dir, "b.xml"): "file.missing"} {
		f, size, err := open(name)
		if f != nil {
			f.Close()
		}
		if (err == nil) != (want == "") || want == "" && size != 10 || want != "" && want != "file.missing" && codeOf(err) != want {
			t.Errorf("%s: %d bytes, %v", name, size, err)
		}
	}
	for limit, want := range map[int64]string{4: "0123", 10: "0123456789", 99: "0123456789"} {
		if data, err := Document(path, limit); err != nil || string(data) != want {
			t.Errorf("%d bytes of it: %q, %v", limit, data, err)
		}
	}
	if _, err := Document(filepath.Join(dir, "b.xml"), 9); err == nil {
		t.Error("a file that is not there has bytes")
	}
}

// TestAFileIsReadNoFurtherThanItsLimit and the byte that tells of more.
func TestAFileIsReadNoFurtherThanItsLimit(t *testing.T) {
	for begins, limit := range map[string]int64{"xx": 8, `{"`: maxText + 8} {
		r := strings.NewReader(begins + strings.Repeat("x", int(limit)))
		if _, err := readCapped(r, "it", -1, limit); code(err) != "file.too-long" || r.Len() != 1 {
			t.Errorf("%s…: %d bytes are left, %v", begins, r.Len(), err)
		}
	}
}
