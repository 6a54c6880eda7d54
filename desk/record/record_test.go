package record

import (
	"errors"
	"strings"
	"testing"
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
	b, err := k.Encode("digests", want)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i := range b {
		for bit := range 8 {
			torn := []byte(string(b))
			torn[i] ^= 1 << bit
			var got digest
			err := k.Decode("digests", torn, &got)
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
	if err := k.Decode("sources", b, &digest{}); err == nil {
		t.Error("a record is read as one of another kind")
	}
}

// TestARecordWithoutAChecksumIsRead: Lede 0.1 wrote none.
func TestARecordWithoutAChecksumIsRead(t *testing.T) {
	k := Kinds{}
	var got map[string]any
	if err := k.Decode("settings", []byte(`{"v":1,"data":{"zone":"Europe/Paris"}}`), &got); err != nil || got["zone"] != "Europe/Paris" {
		t.Errorf("%v, %v", got, err)
	}
	if err := k.Decode("settings", []byte(`{ "data": {"zone":"Europe/Paris"}, "sum": "00000000", "v":1}`), &got); !errors.Is(err, ErrDamaged) {
		t.Errorf("a wrong checksum in another form: %v", err)
	}
	b, err := k.Encode("settings", map[string]string{"zone": "Europe/Paris"})
	if err != nil || !strings.HasPrefix(string(b), `{"v":1,"sum":"`) {
		t.Fatalf("%s, %v", b, err)
	}
}
