package backup_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"lede/store"
	"lede/store/backup"
)

var made = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// states returns one state of every kind that a store may have.
func states() []store.State {
	list := []store.State{
		{Owner: "guild:1", Values: []store.Value{
			{Kind: "a", Key: "1", Value: []byte("{\"v\":1}\n<&>\u2028")}, {Kind: "a", Key: "2", Value: []byte{}}, {Kind: "b", Key: "1", Value: []byte{0xff, 0, 0xfe}},
		}, Due: []store.Scheduled{
			{ID: "x", Item: store.Item{Due: 5, Visible: 5}}, {ID: "y", Item: store.Item{Due: -7, Visible: 9, Attempt: 3, Token: "gone"}},
		}},
		{Owner: "a:{}\"\n", Due: []store.Scheduled{{ID: "z", Item: store.Item{Due: 0, Visible: 0}}}},
	}
	for i := range 5 {
		list = append(list, store.State{Owner: fmt.Sprintf("person:%d", i), Values: []store.Value{{Kind: "k", Key: "1", Value: bytes.Repeat([]byte{byte('a' + i)}, i)}}})
	}
	return list
}

func source(list []store.State) store.Source {
	return func(_ context.Context, visit func(store.State) error) error {
		for _, s := range list {
			if err := visit(s); err != nil {
				return err
			}
		}
		return nil
	}
}

func written(t testing.TB, list []store.State) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := backup.Write(context.Background(), &b, backup.Header{Made: made, By: "1.2.3"}, source(list))
	if err != nil || n.Owners != len(list) {
		t.Fatalf("wrote %+v, %v", n, err)
	}
	return b.Bytes()
}

// read returns a line for each owner, and their sum.
func read(b []byte) (said string, err error) {
	var all strings.Builder
	h, n, err := backup.Read(bytes.NewReader(b), func(s store.State) error {
		fmt.Fprintf(&all, "%q %x\n", s.Owner, s.Sum())
		return nil
	})
	fmt.Fprintf(&all, "%v %s %+v", h.Made, h.By, n)
	return all.String(), err
}

func TestWhatIsReadIsWhatWasWritten(t *testing.T) {
	t.Parallel()
	var want strings.Builder
	for _, s := range states() {
		fmt.Fprintf(&want, "%q %x\n", s.Owner, s.Sum())
	}
	fmt.Fprintf(&want, "%v 1.2.3 %+v", made, store.Copied{Owners: 7, Values: 8, Due: 3})
	if got, err := read(written(t, states())); err != nil || got != want.String() {
		t.Errorf("read %s, %v\nwant %s", got, err, want.String())
	}
	if got, err := read(written(t, nil)); err != nil || !strings.HasSuffix(got, "{Owners:0 Values:0 Due:0}") {
		t.Errorf("an empty one: %s, %v", got, err)
	}
}

// TestACutOrChangedFileIsRefused wherever it was cut and whichever bit was flipped; or it reads as it was written, as where a bit means nothing to gzip.
func TestACutOrChangedFileIsRefused(t *testing.T) {
	t.Parallel()
	whole := written(t, states())
	want, err := read(whole)
	if err != nil {
		t.Fatal(err)
	}
	step := 7 // so that each bit of a byte has its turn
	if os.Getenv("LEDE_FAULTS") == "whole" {
		step = 1
	}
	for n := 0; n < len(whole); n += step {
		if _, err := read(whole[:n]); !errors.Is(err, backup.ErrDamaged) && !errors.Is(err, backup.ErrForeign) {
			t.Fatalf("cut to %d bytes of %d: %v", n, len(whole), err)
		}
	}
	harmless := 0
	for bit := 0; bit < 8*len(whole); bit += step {
		changed := bytes.Clone(whole)
		changed[bit/8] ^= 1 << (bit % 8)
		got, err := read(changed)
		if err == nil && got != want {
			t.Fatalf("with bit %d flipped it reads %s", bit, got)
		}
		if err == nil {
			harmless++
		}
	}
	if harmless > 100 { // the time and the system in gzip's head
		t.Errorf("%d flipped bits are not noticed", harmless)
	}
	for name, more := range map[string][]byte{"a byte": {0}, "another backup": whole} {
		if _, err := read(append(bytes.Clone(whole), more...)); !errors.Is(err, backup.ErrDamaged) {
			t.Errorf("with %s behind it: %v", name, err)
		}
	}
}

// resummed returns a line with the right checksum for its text.
func resummed(line string) string {
	_, text, ok := strings.Cut(line, " ")
	if !ok {
		return line
	}
	body := strings.TrimSuffix(text, "\n")
	return backup.Checksum([]byte(body)) + " " + body + text[len(body):]
}

// rightSums returns the lines of a text with their right checksums.
func rightSums(text string) (all []string) {
	sum := sha256.New()
	for line := range strings.SplitAfterSeq(text, "\n") {
		if at := strings.Index(line, `"sha256":"`); at >= 0 {
			line = fmt.Sprintf("%s\"sha256\":\"%x\"}\n", line[:at], sum.Sum(nil))
		}
		line = resummed(line)
		_, _ = sum.Write([]byte(line))
		all = append(all, line)
	}
	return all
}

// lines unpacks a file.
func lines(t testing.TB, b []byte) []string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSuffix(string(text), "\n"), "\n")
}

func packed(t testing.TB, lines []string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, strings.Join(lines, "")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLinesThatAreMissingOrMovedAreNoticed though each line is whole, and gzip's checksum right.
func TestLinesThatAreMissingOrMovedAreNoticed(t *testing.T) {
	t.Parallel()
	all := lines(t, written(t, states()))
	for i := range all {
		without := append(append([]string{}, all[:i]...), all[i+1:]...)
		twice := append(append([]string{}, all[:i+1]...), all[i:]...)
		for name, changed := range map[string][]string{"without": without, "with twice": twice} {
			if _, err := read(packed(t, changed)); err == nil {
				t.Errorf("%s line %d it is taken for whole: %s", name, i+1, all[i])
			}
		}
	}
	newer := strings.Replace(all[0], `"lede_backup":1`, `"lede_backup":2`, 1)
	if _, err := read(packed(t, append([]string{resummed(newer)}, all[1:]...))); !errors.Is(err, backup.ErrNewer) {
		t.Errorf("a newer format: %v", err)
	}
	for name, b := range map[string][]byte{"nothing": nil, "text": []byte("hello"), "packed text": packed(t, []string{"hello\n"})} {
		if _, err := read(b); !errors.Is(err, backup.ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzRead checks that the reader accepts only what a writer would have written.
func FuzzRead(f *testing.F) {
	f.Add(strings.Join(lines(f, written(f, states()[:3])), ""), true)
	f.Add("00000000 {\"lede_backup\":1}\n", false)
	f.Fuzz(func(t *testing.T, text string, sums bool) {
		b := []byte(text)
		if sums { // or nothing gets past the checksums
			b = packed(t, rightSums(text))
		}
		var list []store.State
		h, _, err := backup.Read(bytes.NewReader(b), func(s store.State) error { list = append(list, s); return nil })
		if err != nil {
			return
		}
		var again bytes.Buffer
		if _, err := backup.Write(t.Context(), &again, h, source(list)); err != nil {
			t.Fatal(err)
		}
		first, err1 := read(b)
		second, err2 := read(again.Bytes())
		if err1 != nil || err2 != nil || first != second {
			t.Errorf("read %s, %v\nand again %s, %v", first, err1, second, err2)
		}
	})
}

// TestALineMayBeLong, as an article is.
func TestALineMayBeLong(t *testing.T) {
	list := []store.State{{Owner: "o", Values: []store.Value{{Kind: "k", Key: "1", Value: bytes.Repeat([]byte("x"), 200_000)}}}}
	if _, err := read(written(t, list)); err != nil {
		t.Error(err)
	}
}
