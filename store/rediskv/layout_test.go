package rediskv

import (
	"math"
	"strings"
	"testing"
	"time"

	"lede/store"
)

func FuzzDecodeMember(f *testing.F) {
	for _, seed := range []string{"guild:1\x00digest", "", "\x00", "a\x00", "\x00b", "a\x00b\x00c", "\xff\x00x", strings.Repeat("x", 300) + "\x00x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		owner, id, ok := decodeMember(s)
		if ok && (member(owner, id) != s || store.CheckNames(owner, id) != nil) {
			t.Errorf("%q is read as %q of %q", s, id, owner)
		}
	})
}

func FuzzDecodeItem(f *testing.F) {
	f.Add("1767225600000", "1", "token")
	f.Add("-5", "0", "")
	f.Add("1e3", "-1", "x")
	f.Add("99999999999999999999", "2", "x")
	f.Fuzz(func(t *testing.T, due, attempt, token string) {
		it, ok := decodeItem(due, attempt, token)
		if !ok {
			return
		}
		if it.Attempt < 1 || it.Token != token {
			t.Errorf("%q %q %q is read as %+v", due, attempt, token, it)
		}
	})
}

func FuzzDecodeClaim(f *testing.F) {
	f.Add("guild:1\x00digest", "5", "1", "t", "1", "0", "7", 7)
	f.Add("guild:1\x00digest", "5", "1", "t", "0", "1", "7", 5)
	f.Add("guild:1", "x", "", "", "", "", "", 3)
	f.Fuzz(func(t *testing.T, whose, due, attempt, token, lapsed, doubt, at string, n int) {
		row := []any{whose, due, attempt, token, lapsed, doubt, at}[:min(max(n, 0), 7)]
		claim, ok := decodeClaim(row)
		if !ok {
			return
		}
		if len(row) != 7 || member(claim.Owner, claim.ID) != whose {
			t.Errorf("%q is read as %+v", row, claim)
		}
		if claim.Token != token || claim.Lapsed != (lapsed == "1") || claim.Doubt != (doubt == "1") {
			t.Errorf("%q is read as %+v", row, claim)
		}
	})
}

func TestDecodeClaim(t *testing.T) {
	row := []any{"guild:1\x00digest", "5000", "2", "t", "0", "1", "7000"}
	want := store.Claim{Owner: "guild:1", ID: "digest", Due: time.UnixMilli(5000).UTC(), Attempt: 2, Token: "t", Doubt: true, At: time.UnixMilli(7000).UTC()}
	if got, ok := decodeClaim(row); !ok || got != want {
		t.Errorf("got %+v, %v, want %+v", got, ok, want)
	}
	row[6] = int64(7000) // which the script does not send
	if got, ok := decodeClaim(row); ok {
		t.Errorf("%v is read as %+v", row, got)
	}
}

// Ensure scores that only others can have written do not upset the order.
func TestDecodeScore(t *testing.T) {
	for score, want := range map[float64]int64{0: 0, 1.7e12: 1_700_000_000_000, -2.5: -2, math.Inf(-1): -1 << 53, math.Inf(1): 1 << 53, 1e300: 1 << 53} {
		if got := decodeScore(score); got != want {
			t.Errorf("%v is read as %d, want %d", score, got, want)
		}
	}
}

// Ensure keys of one owner share a hash tag, and no two places share a key.
func TestKeys(t *testing.T) {
	kv := &KV{prefix: "lede:"}
	seen := map[string]string{}
	names := []string{"a", "b", ":", "a:b", "%3A", "a%3Ab", "{x}", "}"}
	for _, owner := range names {
		tag := kv.dueKey(partition(owner))[len("lede:due:"):]
		for _, kind := range names {
			key := kv.stateKey(owner, kind)
			if !strings.HasPrefix(key, "lede:state:"+tag+":") {
				t.Errorf("%q lacks the tag %s", key, tag)
			}
			if was, twice := seen[key]; twice {
				t.Errorf("%q is the key of %s and of %s/%s", key, was, owner, kind)
			}
			seen[key] = owner + "/" + kind
		}
		if key := kv.itemKey(owner, "x"); !strings.HasPrefix(key, "lede:item:"+tag+":") {
			t.Errorf("%q lacks the tag %s", key, tag)
		}
	}
}

func FuzzUnpackHash(f *testing.F) {
	for _, seed := range []string{"\x90", "\x92\xa1a\xa0", "\x92\xd9\x01a\xda\x00\x01b", "\xdc\x00\x02\xdb\x00\x00\x00\x01a\xa0", "\xdd\xff\xff\xff\xff", "\x92\xa5a", "\x91\xa1a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list, err := unpackHash(s, []byte(s))
		for i, e := range list {
			if err != nil || i > 0 && e.Key < list[i-1].Key || cap(e.Value) != len(e.Value) {
				t.Errorf("%q is read as %q, %v", s, list, err)
			}
		}
		if lists, err := unpackHashes(s, []byte(s)); err != nil && lists != nil {
			t.Errorf("%q is read as %q, %v", s, lists, err)
		}
	})
}
