package scheduler

import "testing"

// TestWhatIsNoCharacterOfCron: the expression is ASCII without control characters.
func TestWhatIsNoCharacterOfCron(t *testing.T) {
	for s, want := range map[string]bool{"~": false, "!": false, "\x7f": true, "\x1f": true, "é": true, "\x00": true} {
		_, err := ParseCron("0 7 * * " + s)
		if got := codeOf(err) == "cron.characters"; got != want || err == nil {
			t.Errorf("%q is no character of cron: %v (%v)", s, got, err)
		}
	}
}
