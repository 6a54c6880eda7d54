package scheduler_test

import (
	"strings"
	"testing"

	"lede/scheduler"
)

// TestTimesAreReadInTheDigitsOfAnyKeyboard, and in the full-width forms of Japanese and Chinese ones.
func TestTimesAreReadInTheDigitsOfAnyKeyboard(t *testing.T) {
	for typed, want := range map[string][2]int{"７：３０": {7, 30}, "０７３０": {7, 30}, "１９ｈ３０": {19, 30}, "７：３０ｐｍ": {19, 30}, "٧:٣٠": {7, 30}, "۰۷:۳۰": {7, 30}, "७:३०": {7, 30}, "𝟕:𝟛𝟘": {7, 30}} {
		hour, minute, err := scheduler.ParseClock(typed)
		if err != nil || [2]int{hour, minute} != want {
			t.Errorf("%q is %d:%d, %v", typed, hour, minute, err)
		}
		if h, m, _, _, err := scheduler.ParseWhen(typed); err != nil || [2]int{h, m} != want {
			t.Errorf("%q, with days, is %d:%d, %v", typed, h, m, err)
		}
	}
	if got := scheduler.NearestClock("７：３ｏ"); got != "07:30" {
		t.Errorf("the nearest is %q", got)
	}
	if got, ok := scheduler.ParseSeveral("７：００ and １８：００", 0); !ok || got != "0 7,18 * * *" {
		t.Errorf("several are %q, %v", got, ok)
	}
	if got, err := scheduler.ParseCron("０ ７ ＊ ＊ １－５"); err != nil || !strings.HasPrefix(got, "0 7 ") {
		t.Errorf("an expression is %q, %v", got, err)
	}
	if got, err := scheduler.ParseZone("ＵＴＣ"); err != nil || got != "UTC" {
		t.Errorf("a zone is %q, %v", got, err)
	}
}

// TestPlainChangesNoOtherWords.
func TestPlainChangesNoOtherWords(t *testing.T) {
	for typed, want := range map[string]string{"": "", "7:30": "7:30", "lundi à 7 h": "lundi à 7 h", "東京 ９": "東京 9", "²½": "²½", "\xff７": "\ufffd7"} {
		if got := scheduler.Plain(typed); got != want {
			t.Errorf("%q is %q", typed, got)
		}
	}
}
