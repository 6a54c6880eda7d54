package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const code = `package room

const most = 16 << 10

var octal = 0o600

func Guard(a []int, b bool) bool {
	if len(a) > 3 && !b {
		note()
		return a[1:] == nil
	}
	switch {
	case len(a)+1 < most:
	}
	return b
}

func note() {}
`

func write(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestEachMistakeIsMadeOnce(t *testing.T) {
	root := write(t, map[string]string{"room/room.go": code, "room/windows.go": "package room\n\nvar x = 1 > 2\n"})
	list, err := mutants(root, []string{"room"}, map[string]bool{"room/room.go": true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	ids := map[string]bool{}
	for _, m := range list {
		got = append(got, m.was+" → "+m.text)
		ids[m.id()] = true
	}
	want := []string{
		"16 → 17", "16 → 15", "10 → 11", "10 → 9",
		"len(a) > 3 && !b → !(len(a) > 3 && !b)", "len(a) > 3 && !b → (len(a) > 3)", "len(a) > 3 && !b → (!b)", "len(a) > 3 → len(a) >= 3",
		"note() → if false { note() }", "a[1:] == nil → !(a[1:] == nil)", "1 → 2", "1 → 0",
		"len(a)+1 < most → !(len(a)+1 < most)", "len(a)+1 < most → len(a)+1 <= most", "1 → 2", "1 → 0",
	}
	if !slices.Equal(got, want) || len(ids) != len(want) {
		t.Errorf("%d ids, mutants\n%s\nwant\n%s", len(ids), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if m := list[4]; m.line != 8 || !strings.Contains(string(m.mutated()), "if !(len(a) > 3 && !b) {") {
		t.Errorf("%s gives\n%s", m, m.mutated())
	}
}

// TestAMutantIsKilledByItsOwnTestsOrItsCallers, and lives when neither notices.
func TestAMutantIsKilledByItsOwnTestsOrItsCallers(t *testing.T) {
	root := write(t, map[string]string{
		"go.mod":       "module m\n\ngo 1.24\n",
		"room/room.go": "package room\n\nfunc Adult(age int) bool { return age >= 18 }\n\nfunc Child(age int) bool { return age < 12 }\n\nfunc Odd(n int) bool { return n == 3 }\n",
		"room/room_test.go": "package room\n\nimport \"testing\"\n\n" +
			"func TestAdult(t *testing.T) {\n\tif !Adult(18) || Adult(17) {\n\t\tt.Fail()\n\t}\n}\n",
		"caller/caller.go": "package caller\n\nimport \"m/room\"\n\nvar Child = room.Child\n",
		"caller/caller_test.go": "package caller\n\nimport \"testing\"\n\n" +
			"func TestChild(t *testing.T) {\n\tif Child(12) || !Child(11) {\n\t\tt.Fail()\n\t}\n}\n",
	})
	packages, err := list(root, []string{"room", "caller"})
	if err != nil {
		t.Fatal(err)
	}
	all, err := mutants(root, []string{"room"}, map[string]bool{"room/room.go": true})
	if err != nil {
		t.Fatal(err)
	}
	j := &judges{root: root, packages: packages, seconds: map[string]float64{}}
	want := map[string]string{"age >= 18 → age > 18": killed, "age < 12 → age <= 12": killed, "n == 3 → !(n == 3)": survived}
	for _, m := range all {
		verdict, listed := want[m.was+" → "+m.text]
		if !listed {
			continue
		}
		delete(want, m.was+" → "+m.text)
		if got, err := j.judge(context.Background(), m); err != nil || got != verdict {
			t.Errorf("%s: %s, %v; want %s", m, got, err, verdict)
		}
	}
	if len(want) > 0 {
		t.Errorf("these were not made: %v", want)
	}
}
