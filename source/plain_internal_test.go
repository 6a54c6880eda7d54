package source

import (
	"testing"
)

// TestATerminalsEscapesLeaveNoRemains in a text file, and take no word with them.
func TestATerminalsEscapesLeaveNoRemains(t *testing.T) {
	for written, want := range map[string]string{
		"\x1b[31mCouncil\x1b[0m votes":                               "Council votes",
		"\x1b[1;38;2;255;0;0mCouncil\x1b[m votes":                    "Council votes",
		"\x1b[2J\x1b[HCouncil\x1b[K votes":                           "Council votes",
		"\x1b]0;~/a title\x07Council votes":                          "Council votes",
		"\x1b]8;;https://a.example\x1b\\Council\x1b]8;;\x1b\\ votes": "Council votes",
		"\x1b(BCouncil\x1b7 votes\x1b8":                              "Council votes",
		"Council\x1b votes":                                          "Council votes",
		"\x1bAnna votes":                                             "Anna votes",
		"\x1b]Council votes\non Monday":                              "]Council votes\non Monday",
		"Council [31m] votes [a]":                                    "Council [31m] votes [a]",
	} {
		if got, err := plain([]byte(written), "a.txt"); err != nil || string(got) != want {
			t.Errorf("%q is %q, %v, want %q", written, got, err, want)
		}
	}
	if _, err := plain([]byte("\x1b[31m \x1b[0m"), "a.txt"); code(err) != "file.blank" {
		t.Errorf("colours alone are %v", err)
	}
}
