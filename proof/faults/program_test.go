//go:build unix

package faults

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/proof/program"
)

// skewSetting names the file that says by how many seconds the skewed program's clock is wrong at the moment: eight bytes in
// the machine's byte order.
const skewSetting = "FAULTS_SKEW"

// buildPrograms builds the real program and, if asked, one with a wrong clock. A Go program asks the kernel for the time, past
// the C library that faketime replaces, so the wrong clock is put into Go's own package time while that is compiled.
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
	wrong := strings.Replace(string(b), "func Now() Time {\n\t"+read, "func Now() Time {\n\t"+read+"\tsec += skew()\n", 1)
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

import (
	"internal/runtime/atomic"
	"syscall"
	"unsafe"
)

// skewed is the file's memory, so that a step of the clock takes effect at once.
var skewed = func() *int64 {
	name, _ := syscall.Getenv(%q)
	fd, err := syscall.Open(name, syscall.O_RDONLY, 0)
	if err != nil {
		return new(int64)
	}
	defer syscall.Close(fd)
	b, err := syscall.Mmap(fd, 0, 8, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return new(int64)
	}
	return (*int64)(unsafe.Pointer(&b[0]))
}()

// skew is how many seconds this clock is wrong.
func skew() int64 { return atomic.Loadint64(skewed) }
`

// clock is the clock of a skewed program, as a file.
type clock struct{ file *os.File }

func newClock(t *testing.T, wrong time.Duration) clock {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "skew"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	c := clock{f}
	if err := c.set(wrong); err != nil {
		t.Fatal(err)
	}
	return c
}

// set steps the clock.
func (c clock) set(wrong time.Duration) error {
	_, err := c.file.WriteAt(binary.NativeEndian.AppendUint64(nil, uint64(int64(wrong/time.Second))), 0)
	return err
}

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

// fingerprint identifies a build: what was proved of one is not proved of another.
func fingerprint(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(b))[:12]
}
