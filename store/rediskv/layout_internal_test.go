package rediskv

import (
	"strings"
	"testing"
)

func TestKeysAreReadAsTheyWereMade(t *testing.T) {
	kv := &KV{prefix: "lede:"}
	for _, owner := range []string{"a", "a:b", "}:", "{x}", ":"} {
		for _, kind := range []string{"k", "k:l", "%", "%3A", ":"} {
			gotOwner, gotKind, ok := kv.decodeStateKey(kv.stateKey(owner, kind))
			if !ok || gotOwner != owner || gotKind != kind {
				t.Errorf("%q of %q is read as %q of %q", kind, owner, gotKind, gotOwner)
			}
		}
	}
	right := kv.stateKey("a", "k")
	for _, key := range []string{"", "lede:", "lede:state:", strings.TrimPrefix(right, "lede:"), "other:" + strings.TrimPrefix(right, "lede:"), right + ":k", strings.Replace(right, "{p", "{q", 1), strings.TrimSuffix(right, ":k"), strings.TrimSuffix(right, "k"), "lede:state:{p99}:a:k", strings.Replace(right, ":a:", "::", 1)} {
		if owner, kind, ok := kv.decodeStateKey(key); ok {
			t.Errorf("%q is read as %q of %q", key, kind, owner)
		}
	}
	for p, want := range map[int]string{0: "{p00}", 9: "{p09}", 10: "{p10}", 63: "{p63}"} {
		if got := tag(p); got != want {
			t.Errorf("%d: %s", p, got)
		}
	}
	for row, want := range map[[3]string]bool{{"5", "1", "t"}: true, {"-5", "2", ""}: true, {"", "1", "t"}: false, {"5", "0", "t"}: false, {"5", "", "t"}: false, {"5.5", "1", "t"}: false} {
		if it, ok := decodeItem(row[0], row[1], row[2]); ok != want || ok && it.Visible != 0 {
			t.Errorf("%q: %+v, %v", row, it, ok)
		}
	}
	for s, want := range map[string]bool{"a\x00b": true, "a": false, "\x00b": false, "a\x00": false, "a\x00b\x00c": false} {
		if _, _, ok := decodeMember(s); ok != want {
			t.Errorf("%q is of ours: %v", s, ok)
		}
	}
}
