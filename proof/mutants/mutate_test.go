package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const code = `package room

const (
	most = 16 << 10 // which is compared
	wait = 2 * time.Second
	size = 4 << 10
)

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
	list, woven, err := mutants(root, map[string]bool{"room/room.go": true})
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
		"4 → 5", "4 → 3", "10 → 11", "10 → 9",
		"len(a) > 3 && !b → !(len(a) > 3 && !b)", "len(a) > 3 && !b → (len(a) > 3)", "len(a) > 3 && !b → (!b)", "len(a) > 3 → len(a) >= 3",
		"note() → if false { note() }", "a[1:] == nil → !(a[1:] == nil)", "1 → 2", "1 → 0",
		"len(a)+1 < most → !(len(a)+1 < most)", "len(a)+1 < most → len(a)+1 <= most", "1 → 2", "1 → 0",
	}
	if !slices.Equal(got, want) || len(ids) != len(want) {
		t.Errorf("%d ids, mutants\n%s\nwant\n%s", len(ids), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if m := list[4]; m.line != 12 || !strings.Contains(string(m.mutated()), "if !(len(a) > 3 && !b) {") {
		t.Errorf("%s gives\n%s", m, m.mutated())
	}
	if line := "if (mutantOn(5) != (((mutantOn(7) || ((mutantOn(8) && len(a) >= 3 || !mutantOn(8) && len(a) > 3))) && (mutantOn(6) || (!b))))) {"; !strings.Contains(string(woven["room/room.go"]), line) {
		t.Errorf("woven in, all give\n%s", woven["room/room.go"])
	}
}

// guards is a package with mutants of every kind. Its test TestAdult and its caller's TestChild notice some.
var guards = map[string]string{
	"go.mod": "module m\n\ngo 1.24\n",
	"room/room.go": `package room

const (
	most = 3
	step = 7
)

func Next(n int) int { return n + step }

func Adult(age int) bool { return age >= 18 }

func Child(age int) bool { return age < 12 }

func Odd(n int) bool { return n == 3 }

func Never(n int) bool { return n+1 > 5 && n != 2 || !Odd(n) }

func Many(n int) bool {
	panics(n)
	return n > most
}

func panics(n int) {
	if n < 0 {
		panic("a number below zero")
	}
}
`,
	"room/room_test.go": `package room

import "testing"

func TestAdult(t *testing.T) {
	if !Adult(18) || Adult(17) || Odd(4) || !Many(4) || Many(3) || Next(1) != 8 {
		t.Fail()
	}
}
`,
	"caller/caller.go": "package caller\n\nimport \"m/room\"\n\nvar Child = room.Child\n",
	"caller/caller_test.go": `package caller

import "testing"

func TestChild(t *testing.T) {
	if Child(12) || !Child(11) {
		t.Fail()
	}
}
`,
}

// TestAMutantIsKilledByItsOwnTestsOrItsCallers: it survives if neither notices, or if no test reaches it.
func TestAMutantIsKilledByItsOwnTestsOrItsCallers(t *testing.T) {
	root := write(t, guards)
	packages, err := list(root, []string{"room", "caller"})
	if err != nil {
		t.Fatal(err)
	}
	all, woven, err := mutants(root, map[string]bool{"room/room.go": true})
	if err != nil {
		t.Fatal(err)
	}
	j := newJudges(root, t.TempDir())
	j.packages = packages
	if err := j.prepare(t.Context(), woven); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"age >= 18 → age > 18": killed, "age < 12 → age <= 12": killed, "n == 3 → !(n == 3)": killed, "3 → 2": survived, "2 → 3": survived,
		"3 → 4": killed, "7 → 6": killed, "7 → 8": killed, "n > most → n >= most": killed, `panics(n) → if false { panics(n) }`: survived, "n+1 > 5 && n != 2 || !Odd(n) → (!Odd(n))": survived,
	}
	for _, m := range all {
		verdict, listed := want[m.was+" → "+m.text]
		if !listed {
			continue
		}
		delete(want, m.was+" → "+m.text)
		if got, err := j.judge(t.Context(), m); err != nil || got != verdict {
			t.Errorf("%s: %s, %v; want %s", m, got, err, verdict)
		}
	}
	if len(want) > 0 {
		t.Errorf("these were not made: %v", want)
	}
}

// TestATestThatFailsAnywayNoticesNothing: on a busy machine tests fail without any mistake.
func TestATestThatFailsAnywayNoticesNothing(t *testing.T) {
	files := maps.Clone(guards)
	files["room/once_test.go"] = `package room

import (
	"os"
	"testing"
)

func TestPassesOnce(t *testing.T) {
	if Odd(4); os.Mkdir("was-here", 0o700) != nil {
		t.Fail()
	}
}
`
	root := write(t, files)
	packages, err := list(root, []string{"room"})
	if err != nil {
		t.Fatal(err)
	}
	j := newJudges(root, t.TempDir())
	j.packages = packages
	all, woven, err := mutants(root, map[string]bool{"room/room.go": true})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.prepare(t.Context(), woven); err != nil {
		t.Fatal(err)
	}
	j.tests["room"] = slices.DeleteFunc(j.tests["room"], func(t test) bool { return t.name != "TestPassesOnce" })
	for _, m := range all {
		if m.text != "!(n == 3)" {
			continue
		}
		if got, err := j.judge(t.Context(), m); err != nil || got != survived {
			t.Errorf("%s: %s, %v; want that it survives", m, got, err)
		}
	}
}
