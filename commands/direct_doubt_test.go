package commands_test

import (
	"strings"
	"testing"
)

// TestAStoryCalledByItsMatterIsTurnedTo, and says so.
func TestAStoryCalledByItsMatterIsTurnedTo(t *testing.T) {
	write := talkTo(t, "strike", "dam")
	if reply := write("what's the night shifts story"); !strings.Contains(reply, "walked out on Monday") || !strings.Contains(reply, "Back") {
		t.Errorf("%s", reply)
	}
}

// TestWhoDoubtsIsToldThatLedeCannotCheck, if nobody denies what was shown.
func TestWhoDoubtsIsToldThatLedeCannotCheck(t *testing.T) {
	write := talkTo(t, "dam")
	if reply := write("really?"); strings.Contains(reply, "not in danger") || !strings.Contains(reply, "cannot check") {
		t.Errorf("%s", reply)
	}
}
