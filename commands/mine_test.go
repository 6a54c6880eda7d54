package commands_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMine is thrown away.
func TestMine(t *testing.T) {
	set := os.Getenv("MINE")
	if set == "" {
		t.Skip()
	}
	files, _ := filepath.Glob(filepath.Join(set, "*.txt"))
	right, all := 0, 0
	for _, path := range files {
		text, _ := os.ReadFile(path)
		head, rest, _ := strings.Cut(string(text), "\n> ")
		write := talkTo(t, strings.Fields(head)[1:]...)
		for turn := range strings.SplitSeq(rest, "\n> ") {
			message, wants, _ := strings.Cut(strings.TrimSpace(turn), "\n")
			all++
			reply := write(message)
			t.Logf("%s %q -> %s", filepath.Base(path), message, reply)
			ok := true
			refused := strings.Contains(reply, "The article does not say.") || strings.Contains(reply, "Whom do you mean?")
			no := false
			for _, want := range strings.Split(wants, "\n") {
				kind, w, _ := strings.Cut(want, " ")
				has := false
				for alt := range strings.SplitSeq(w, "|") {
					has = has || strings.Contains(strings.ToLower(reply), strings.ToLower(alt))
				}
				switch kind {
				case "no":
					no = true
				case "+":
					if !has {
						ok = false
						t.Logf("   WRONG lacks %s", w)
					}
				case "-":
					if has {
						ok = false
						t.Logf("   WRONG PERSON %s", w)
					}
				case "=":
					t.Logf("   JUDGE %s", w)
				}
			}
			if refused != no {
				ok = false
				t.Logf("   WRONG refused %v", refused)
			}
			if ok {
				right++
			}
		}
	}
	t.Logf("%d of %d", right, all)
}
