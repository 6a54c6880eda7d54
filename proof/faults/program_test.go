package faults

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lede/proof/program"
)

// skewSetting is by how many seconds the clock of the skewed program is wrong.
const skewSetting = "FAULTS_SKEW"

// buildPrograms builds the real program; and, when asked, the same one on a clock that is wrong. A program in Go asks
// the kernel for the time, past the C library that faketime replaces, so the wrong clock is put into Go's own
// package time while that is compiled.
func buildPrograms(t *testing.T, dir string, skewed bool) programs {
	t.Helper()
	p := programs{plain: build(t)}
	if !skewed {
		return p
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	clock := filepath.Join(strings.TrimSpace(string(root)), "src", "time", "time.go")
	b, err := os.ReadFile(clock)
	if err != nil {
		t.Fatal(err)
	}
	const read = "sec, nsec, mono := runtimeNow()\n"
	wrong := strings.Replace(string(b), "func Now() Time {\n\t"+read, "func Now() Time {\n\t"+read+"\tsec += skew\n", 1)
	if wrong == string(b) {
		t.Skip("SKIPPED: this Go reads the clock in another way than the one whose clock can be made wrong here")
	}
	replaced, err := json.Marshal(map[string]map[string]string{"Replace": {
		clock: keep(t, dir, "time.go", wrong),
		filepath.Join(filepath.Dir(clock), "skew.go"): keep(t, dir, "skew.go", fmt.Sprintf(skewSource, skewSetting)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	p.skewed = build(t, "-overlay", keep(t, dir, "overlay.json", string(replaced)))
	return p
}

const skewSource = `package time

import "syscall"

// skew is how many seconds this clock is wrong.
var skew = func() int64 {
	text, _ := syscall.Getenv(%q)
	n, err := atoi(text)
	if err != nil {
		return 0
	}
	return int64(n)
}()
`

func keep(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func build(t *testing.T, flags ...string) string {
	t.Helper()
	if os.Getenv("LEDE_FAULTS_RACE") != "" {
		flags = append(flags, "-race")
	}
	return program.Path(t, flags...)
}

// fingerprint tells one build from another: what was proved of one is not proved of the other.
func fingerprint(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(b))[:12]
}
