package rediskv

import (
	"fmt"
	"testing"
	"time"

	"lede/store"
)

func TestWhatIsHeldIsForgottenInTime(t *testing.T) {
	var h held
	at := time.UnixMilli(5000)
	h.note("o", "k", "y", []byte("v"))
	if _, ok := h.value("o", "k", "y"); ok {
		t.Error("a value is remembered of an owner of whom nothing is claimed")
	}
	h.add([]store.Claim{{Owner: "o", ID: "1", Due: at, Token: "t", Attempt: 2}, {Owner: "o", ID: "2", Due: at, Token: "u", Attempt: 1}})
	if it, ok := h.item("o", "1"); !ok || it != (store.Item{Due: 5000, Token: "t", Attempt: 2}) {
		t.Errorf("%+v, %v", it, ok)
	}
	for n, want := range map[int]bool{maxNoted: true, maxNoted + 1: false} {
		h.note("o", "k", fmt.Sprint(n), make([]byte, n))
		if _, ok := h.value("o", "k", fmt.Sprint(n)); ok != want {
			t.Errorf("a value of %d bytes is remembered: %v", n, ok)
		}
	}
	h.note("o", "k", "y", []byte("v"))
	value, _ := h.value("o", "k", "y")
	value[0] = 'x'
	if again, _ := h.value("o", "k", "y"); string(again) != "v" {
		t.Error("what is handed out is what is kept")
	}
	h.wrote("other", nil)
	h.wrote("o", []store.Write{{Kind: "k", Key: "y", Value: []byte("w")}, {ID: "1"}})
	_, value1 := h.value("o", "k", "y")
	_, item1 := h.item("o", "1")
	if _, item2 := h.item("o", "2"); value1 || item1 || !item2 {
		t.Errorf("after a write: the value %v, its item %v, the other %v", value1, item1, item2)
	}
	if h.wrote("o", []store.Write{{ID: "2"}}); len(h.of) != 0 {
		t.Errorf("%v is held of an owner without a claim", h.of)
	}
	h.add([]store.Claim{{Owner: "o", ID: "1"}})
	if h.drop("o"); len(h.of) != 0 {
		t.Errorf("%v is held after it proved wrong", h.of)
	}
	for i := range maxHeld + 1 {
		h.add([]store.Claim{{Owner: fmt.Sprint(i), ID: "1"}})
	}
	if len(h.of) != maxHeld+1 {
		t.Errorf("%d owners are held", len(h.of))
	}
	if h.add([]store.Claim{{Owner: "new", ID: "1"}}); len(h.of) != 1 {
		t.Errorf("%d owners are held when something is wrong", len(h.of))
	}
}
