package cli

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// repeated is a line given over and over, so that the test itself holds none of them.
type repeated struct {
	line []byte
	left int
	rest []byte
}

func (r *repeated) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.left, r.rest = r.left-1, r.line
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// heapWatch counts the lines that come out and looks now and then at what the heap holds. It collects garbage first: how much of that there is
// depends on how busy the machine is.
type heapWatch struct {
	lines, next int
	peak        uint64
}

func (h *heapWatch) Write(p []byte) (int, error) {
	h.lines += bytes.Count(p, []byte("\n"))
	if h.lines >= h.next {
		h.next += 200
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		h.peak = max(h.peak, m.HeapAlloc)
	}
	return len(p), nil
}

// peakHeap briefs this many short articles and returns the most memory in use.
func peakHeap(t *testing.T, lines int) uint64 {
	t.Helper()
	runtime.GC()
	in := &repeated{line: []byte(`{"text":"` + strings.Repeat(`The council of Marrow Bay said on Monday that 12 ferries would stay in port. `, 3) + `"}` + "\n"), left: lines}
	out := &heapWatch{}
	w := quietWorld()
	w.stdin, w.stdout = in, out
	if err := w.briefLines(t.Context()); err != nil {
		t.Fatal(err)
	}
	if out.lines != lines {
		t.Fatalf("%d lines came out for %d", out.lines, lines)
	}
	return out.peak
}

// TestMemoryStaysFlatOverManyLines reads ten times the lines in hardly more memory. LEDE_JSONL_LINES=100000 asks for more of them.
func TestMemoryStaysFlatOverManyLines(t *testing.T) {
	most := 3_000
	if s := os.Getenv("LEDE_JSONL_LINES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		most = n
	}
	few, many := peakHeap(t, most/10), peakHeap(t, most)
	t.Logf("heap in use at most: %.1f MB over %d lines, %.1f MB over %d", float64(few)/1e6, most/10, float64(many)/1e6, most)
	if many > few+2<<20 { // 700 bytes a line
		t.Errorf("%d bytes in use for %d lines, %d for ten times as many", few, most/10, many)
	}
}
