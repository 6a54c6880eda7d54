package markdown

import (
	"math"
	"runtime"
	"strings"
	"testing"
)

// TestHostileMarkdownTakesMemoryInProportion: eight times the text may take little more than eight times the memory, whatever its marks.
func TestHostileMarkdownTakesMemoryInProportion(t *testing.T) {
	for _, shape := range []string{
		"a](x) ", "[a ", "[a](x", "~~a ", "**a ", "*a", "*_a", "![", "`a``b ", "<http://a ", "h", "&a ", "](a(b)", "||a||", "~~a~~", "- a\n", "> a\n>> b\n", ">", "| a ", "#", "a\n=\n",
	} {
		// eight squared would be 64; the race detector empties pools at random, so 8 is not always met
		before, after := allocated(strings.Repeat(shape, 1_000/len(shape))), allocated(strings.Repeat(shape, 8_000/len(shape)))
		if after > 24*before+40_000 {
			t.Errorf("%q: %d bytes are allocated for the text, %d for eight times the text", shape, before, after)
		}
	}
}

// allocated returns the least of several tries, because anything else that runs in the process allocates, too.
func allocated(text string) uint64 {
	least := uint64(math.MaxUint64)
	for range 5 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		File(text)
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}
