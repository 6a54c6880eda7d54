package backup

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"

	"lede/store"
)

func TestARecordIsAValueOrSomethingDue(t *testing.T) {
	text, empty := "v", ""
	value := func(change func(*record)) record {
		r := record{Owner: "o", Kind: "k", Key: "y", Value: &text}
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		r    record
		want bool
	}{
		"whole": {value(func(*record) {}), true}, "empty": {value(func(r *record) { r.Value = &empty }), true}, "bytes": {value(func(r *record) { r.Value, r.Bytes = nil, []byte{0xff} }), true}, "both": {value(func(r *record) { r.Bytes = []byte{0xff} }), false}, "neither": {value(func(r *record) { r.Value = nil }), false},
		"an owner short": {value(func(r *record) { r.Owner = "" }), false}, "a kind short": {value(func(r *record) { r.Kind = "" }), false}, "a key short": {value(func(r *record) { r.Key = "" }), false}, "due too": {value(func(r *record) { r.Due = "d" }), false}, "a slot": {value(func(r *record) { r.Slot = 1 }), false}, "visible": {value(func(r *record) { r.Visible = 1 }), false}, "an attempt": {value(func(r *record) { r.Attempt = 1 }), false},
	} {
		if _, got := c.r.value(); got != c.want {
			t.Errorf("a value, %s: %v", name, got)
		}
	}
	item := func(change func(*record)) record {
		r := record{Owner: "o", Due: "d", Slot: 5, Visible: 5}
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		r    record
		want bool
	}{
		"whole": {item(func(*record) {}), true}, "claimed once": {item(func(r *record) { r.Attempt, r.Visible = 1, 9 }), true}, "never claimed, and due at two times": {item(func(r *record) { r.Visible = 9 }), false}, "claimed below zero": {item(func(r *record) { r.Attempt = -1 }), false},
		"an owner short": {item(func(r *record) { r.Owner = "" }), false}, "an id short": {item(func(r *record) { r.Due = "" }), false}, "a kind": {item(func(r *record) { r.Kind = "k" }), false}, "a key": {item(func(r *record) { r.Key = "k" }), false}, "a value": {item(func(r *record) { r.Value = &text }), false}, "bytes": {item(func(r *record) { r.Bytes = []byte{1} }), false},
	} {
		if _, got := c.r.item(); got != c.want {
			t.Errorf("something due, %s: %v", name, got)
		}
	}
}

// file is a backup of these lines, with right checksums.
func file(t *testing.T, lines ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for _, line := range lines {
		fmt.Fprintf(z, "%s %s\n", checksum([]byte(line)), line)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsNoBackupIsTold(t *testing.T) {
	const first, second = `{"owner":"o","kind":"k","key":"a","value":"v"}`, `{"owner":"o","kind":"k","key":"b","value":"v"}`
	const head = `{"lede_backup":1,"made":"2026-03-01T12:00:00Z","by":"1"}`
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing": {nil, ErrForeign}, "no gzip": {[]byte("text"), ErrForeign}, "an empty file": {file(t), ErrDamaged}, "another's": {file(t, `{}`), ErrForeign}, "format nought": {file(t, `{"lede_backup":0}`), ErrForeign}, "no JSON": {file(t, `x`), ErrForeign}, "no date": {file(t, `{"lede_backup":1,"made":5}`), ErrForeign}, "a newer one": {file(t, `{"lede_backup":2}`), ErrNewer},
		"no end": {file(t, head, first), ErrDamaged}, "a wrong end": {file(t, head, first, `{"end":{"owners":1,"values":1,"due":0},"sha256":""}`), ErrDamaged}, "something unknown": {file(t, head, `{"owner":"o","kind":"k","key":"a","value":"v","x":1}`), ErrDamaged}, "two things": {file(t, head, first+first), ErrDamaged},
	} {
		if _, _, err := Read(bytes.NewReader(c.data), func(store.State) error { return nil }); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	sum := func(lines ...string) string { // of what stands before the end
		var b bytes.Buffer
		for _, line := range lines {
			fmt.Fprintf(&b, "%s %s\n", checksum([]byte(line)), line)
		}
		return fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))
	}
	ending := func(values int) string {
		return fmt.Sprintf(`{"end":{"owners":1,"values":%d,"due":0},"sha256":"%s"}`, values, sum(head, first))
	}
	for name, c := range map[string]struct {
		lines []string
		want  error
	}{
		"whole": {[]string{head, first, ending(1)}, nil}, "another count": {[]string{head, first, ending(2)}, ErrDamaged}, "something behind its end": {[]string{head, first, ending(1), second}, ErrDamaged},
	} {
		if _, _, err := Read(bytes.NewReader(file(t, c.lines...)), func(store.State) error { return nil }); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	const dueFirst, dueSecond = `{"owner":"o","due":"d","slot":1,"visible":1}`, `{"owner":"o","due":"e","slot":1,"visible":1}`
	for name, c := range map[string]struct {
		lines []string
		why   string
	}{
		"out of order": {[]string{second, first}, "no value, or not in order"}, "the same twice": {[]string{first, first}, "no value, or not in order"}, "a value after what is due": {[]string{dueFirst, first}, "no value, or not in order"}, "neither": {[]string{`{"owner":"o"}`}, "no value, or not in order"},
		"due out of order": {[]string{dueSecond, dueFirst}, "nothing due, or not in order"}, "due twice": {[]string{dueFirst, dueFirst}, "nothing due, or not in order"},
		"an owner that comes back": {[]string{first, `{"owner":"p","kind":"k","key":"a","value":"v"}`, second}, "an owner comes twice"},
		"in order":                 {[]string{first, second, dueFirst, dueSecond}, "it breaks off at line"},
	} {
		_, _, err := Read(bytes.NewReader(file(t, append([]string{head}, c.lines...)...)), func(store.State) error { return nil })
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, want that %s", name, err, c.why)
		}
	}
	var bare bytes.Buffer
	z := gzip.NewWriter(&bare)
	fmt.Fprintln(z, "00000000") // which is the checksum of nothing
	z.Close()
	if _, _, err := Read(&bare, func(store.State) error { return nil }); !errors.Is(err, ErrForeign) {
		t.Errorf("a checksum without a line: %v", err)
	}
	// Though gzip's checksum, and that of all lines, are right.
	wrong := []string{checksum([]byte(head)) + " " + head, "00000000 " + first}
	all := strings.Join(wrong, "\n") + "\n"
	end := fmt.Sprintf(`{"end":{"owners":1,"values":1,"due":0},"sha256":"%x"}`, sha256.Sum256([]byte(all)))
	var packed bytes.Buffer
	z = gzip.NewWriter(&packed)
	fmt.Fprintf(z, "%s%s %s\n", all, checksum([]byte(end)), end)
	z.Close()
	if _, _, err := Read(&packed, func(store.State) error { return nil }); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "in line 2: its checksum is another") {
		t.Errorf("a line with another's checksum: %v", err)
	}
	b := reader{state: store.State{Values: []store.Value{{Kind: "k", Key: "m"}}}}
	for place, want := range map[string]bool{"k n": true, "k m": false, "k l": false, "l a": true, "j z": false} {
		kind, key, _ := strings.Cut(place, " ")
		if got := b.follows(store.Value{Kind: kind, Key: key}); got != want {
			t.Errorf("%s follows k m: %v", place, got)
		}
	}
	if !(&reader{}).follows(store.Value{}) {
		t.Error("the first value follows nothing")
	}
}
