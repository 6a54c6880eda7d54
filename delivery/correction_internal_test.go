package delivery

import (
	"testing"
)

// TestWhatIsKeptOfAnArticleIsReadWhenItIsSound, and has sentences that are some by themselves.
func TestWhatIsKeptOfAnArticleIsReadWhenItIsSound(t *testing.T) {
	const text = `"text":"A fire killed 10 people.","paragraphs":[{"start":0,"end":24}]`
	for kept, want := range map[string]bool{
		`{"article":{` + text + `,"sentences":[{"start":0,"end":24,"paragraph":0}]},"numbers":[0]}`:      true,
		`{"article":{` + text + `,"sentences":[{"start":0,"end":99,"paragraph":0}]},"numbers":[0]}`:      false,
		`{"article":{` + text + `},"numbers":[]}`:                                                        false,
		`{"article":{"text":"One. Two.","sentences":[{"start":0,"end":9,"paragraph":0}]},"numbers":[0]}`: false,
		`{"article":9}`: false,
		`{}`:            false,
	} {
		if _, ok := clipped([]byte(kept)); ok != want {
			t.Errorf("%s is read: %v", kept, ok)
		}
	}
}
