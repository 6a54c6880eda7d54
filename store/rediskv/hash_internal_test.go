package rediskv

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"lede/store"
)

func TestPackedLengthsAreRead(t *testing.T) {
	for packed, want := range map[string]string{
		"\x90": "0 1", "\x9f": "15 1", "\xdc\x01\x02": "258 3", "\xdd\x00\x01\x00\x00": "65536 5", "\xdc\x01": "", "\xdd\x00\x01\x00": "", "\xa0": "", "": "", "\xd9\x05": "", "\x00\x05": "", "\xc0\x00\x00\x00\x01": "",
	} {
		got := ""
		if n, begin, ok := packedLength([]byte(packed), 0, arrayMarks); ok {
			got = fmt.Sprint(n, " ", begin)
		}
		if got != want {
			t.Errorf("the list %q: %q, want %q", packed, got, want)
		}
	}
	for packed, want := range map[string]string{
		"\xa1a": "1 2", "\xa0": "1 1", "\xbf" + strings.Repeat("a", 31): "1 32", "\xd9\x01a": "2 3", "\xda\x00\x01a": "3 4", "\xdb\x00\x00\x00\x01a": "5 6", "\xa2a": "", "\xd9\x02a": "", "\xd9": "", "\xda\x00": "", "\x90": "", "\xc0a": "",
	} {
		got := ""
		if begin, end, ok := packedString([]byte(packed), 0); ok {
			got = fmt.Sprint(begin, " ", end)
		}
		if got != want {
			t.Errorf("the text %q: %q, want %q", packed, got, want)
		}
	}
	for packed, want := range map[string]string{
		"\x90": "[]", "\x91\x90": "[[]]", "\x92\x92\xa1a\xa1b\x90": "[[{a [98]}] []]", "\x92\x90": "error", "\x91\x91\xa1a": "error", "\xdd\xff\xff\xff\xff": "error", "": "error",
	} {
		lists, err := unpackHashes(packed, []byte(packed))
		got := fmt.Sprint(lists)
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("the hashes %q: %s, want %s", packed, got, want)
		}
	}
	for packed, want := range map[string]string{"\x90": "", "\x92\xa1a\xa1b": "a=b ", "\x94\xa1b\xa1x\xa1a\xa1y": "a=y b=x ", "\x91\xa1a": "error", "\x92\xa1a": "error", "\x92": "error", "\xdc\xff\xff": "error", "": "error"} {
		list, err := unpackHash(packed, []byte(packed))
		got := ""
		for _, e := range list {
			got += e.Key + "=" + string(e.Value) + " "
		}
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", packed, got, want)
		}
	}
	const packed = "\x94\xa1a\xa1x\xa1b\xa1y"
	if v, err := listed(packed, "b"); err != nil || string(v) != "y" {
		t.Errorf("%q, %v", v, err)
	}
	if _, err := listed(packed, "c"); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	if _, err := listed("\x92", "a"); err == nil {
		t.Error("a hash that was cut is read")
	}
}
