package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"lede/store"
)

// TestADamagedRecordIsNotRead: whatever byte of a record is another than was written, nothing else is read than was written.
func TestADamagedRecordIsNotRead(t *testing.T) {
	type digest struct {
		Channel, Time string
		Paused        bool
		Points        int
	}
	k := Kinds{"digests": {nil}}
	want := digest{"1191667197542400002", "daily 07:30", false, 3}
	b, err := k.Encode("digests", "d1", want)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i := range b {
		for bit := range 8 {
			torn := []byte(string(b))
			torn[i] ^= 1 << bit
			var got digest
			err := k.Decode("digests", store.Entry{Key: "d1", Value: torn}, &got)
			if err == nil && got != want {
				t.Errorf("%s is read as %+v", torn, got)
			}
			if errors.Is(err, ErrDamaged) {
				found++
			}
		}
	}
	if found < len(b) {
		t.Errorf("the checksum found %d of %d", found, 8*len(b))
	}
	for _, name := range []struct{ kind, key string }{{"sources", "d1"}, {"digests", "d3"}, {"digests", ""}} {
		e := store.Entry{Key: name.key, Value: b}
		if err := k.Decode(name.kind, e, &digest{}); err == nil {
			t.Errorf("a record is read as %s / %s: %v", name.kind, name.key, err)
		}
		if err := Check(name.kind, e); !errors.Is(err, ErrDamaged) {
			t.Errorf("a record is good as %s / %s: %v", name.kind, name.key, err)
		}
	}
	if err := Check("digests", store.Entry{Key: "d1", Value: b}); err != nil {
		t.Error(err)
	}
	if err := Check("digests", store.Entry{Key: "d1", Value: bytes.ReplaceAll(b, []byte(":"), []byte("<"))}); err != nil {
		t.Errorf("what is no record is judged: %v", err)
	}
	if err := Check("digests", store.Entry{Key: "d1", Value: append([]byte(begins), "2<3}"...)}); err == nil {
		t.Error("a record that is no JSON any more is good")
	}
}

// TestARecordThatCannotBeReadIsNamed, with what to do, and little of what is in it goes into a log.
func TestARecordThatCannotBeReadIsNamed(t *testing.T) {
	k := Kinds{"digests": {func(json.RawMessage) (json.RawMessage, error) { return nil, errors.New(strings.Repeat("é", 1000)) }}}
	long := strings.Repeat("private", 100_000)
	for text, want := range map[string]error{
		`{"v":`: nil, "": nil, "null": nil, `{"v":9,"data":1}`: ErrNewer, `{"v":2,"sum":"0","data":1}`: ErrDamaged, `{"v":1,"data":1}`: nil,
		`{"v":2,"data":"` + long + `"}`: nil,
	} {
		var at time.Time
		err := k.Decode("digests", store.Entry{Key: "d1", Value: []byte(text)}, &at)
		if err == nil || want != nil && !errors.Is(err, want) || len(err.Error()) > 400 || !utf8.ValidString(err.Error()) {
			t.Errorf("%.30s: %.500v", text, err)
			continue
		}
		for _, part := range []string{"digests / d1", "`lede store check`"} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%.30s: %v has no %s", text, err, part)
			}
		}
		if strings.Contains(Why(err), "d1") {
			t.Errorf("%.30s: the cause names it again: %s", text, Why(err))
		}
	}
}

// TestARecordWithoutAChecksumIsRead: Lede 0.1 wrote none.
func TestARecordWithoutAChecksumIsRead(t *testing.T) {
	k := Kinds{}
	var got map[string]any
	read := func(text string) error {
		return k.Decode("settings", store.Entry{Key: "guild", Value: []byte(text)}, &got)
	}
	if err := read(`{"v":1,"data":{"zone":"Europe/Paris"}}`); err != nil || got["zone"] != "Europe/Paris" {
		t.Errorf("%v, %v", got, err)
	}
	if err := read(`{"v":1,"sum":"def5a566","data":{"zone":"Europe/Paris"}}`); err != nil {
		t.Errorf("a checksum without the key, as there was before 0.2: %v", err)
	}
	if err := read(`{ "data": {"zone":"Europe/Paris"}, "sum": "00000000", "v":1}`); !errors.Is(err, ErrDamaged) {
		t.Errorf("a wrong checksum in another form: %v", err)
	}
	b, err := k.Encode("settings", "guild", map[string]string{"zone": "Europe/Paris"})
	if err != nil || !strings.HasPrefix(string(b), `{"v":1,"sum":"`) {
		t.Fatalf("%s, %v", b, err)
	}
}

// TestNothingIsUnderANameThatNoRecordCanHave.
func TestNothingIsUnderANameThatNoRecordCanHave(t *testing.T) {
	kv := store.NewMemory(nil)
	k := Kinds{"digests": {nil}}
	for _, name := range []string{"", strings.Repeat("a", 6000), "d\x001", "\xff"} {
		read := func(kind, key string) ([]byte, error) { return kv.Get(t.Context(), "guild:1", kind, key) }
		if found, err := k.Get(read, "digests", name, &struct{}{}); found || err != nil {
			t.Errorf("%.10q: %v, %v", name, found, err)
		}
	}
}

// TestAFieldIsReadAsJSON: whatever stands between the quotation marks of a string, it is read as encoding/json reads it, or not at all.
func TestAFieldIsReadAsJSON(t *testing.T) {
	for _, raw := range []string{"", "plain", "é “x”", "\u2028", "\xff", "a\xffb", `\"`, `\\`, `\u00e9`, `\`, `\x`, "\x01", "\n", `"`, `","b":"`} {
		data := []byte(`{"a":"` + raw + `"}`)
		var want struct{ A string }
		good := json.Unmarshal(data, &want) == nil
		var got string
		s := NewScan(data)
		s.Open()
		s.Text("a", &got)
		s.Close()
		switch end := s.End(); {
		case end && (!good || got != want.A):
			t.Errorf("%s is read as %q", data, got)
		case !end && good && raw != `","b":"`:
			t.Errorf("%s is not read", data)
		}
	}
}
