package markdown

import (
	"runtime"
	"strings"
	"testing"
)

// TestHostileMarkdownTakesMemoryInProportion: eight times the text may take little more than eight times the memory, whatever its marks.
func TestHostileMarkdownTakesMemoryInProportion(t *testing.T) {
	for _, shape := range []string{
		"a](x) ", "[a ", "[a](x", "~~a ", "**a ", "*a", "*_a", "![", "`a``b ", "<http://a ", "h", "&a ", "](a(b)", "||a||", "~~a~~", "- a\n", "> a\n>> b\n", ">", "| a ", "#", "a\n=\n",
	} {
		before, after := allocated(strings.Repeat(shape, 1_000/len(shape))), allocated(strings.Repeat(shape, 8_000/len(shape)))
		if after > 16*before+4_000 {
			t.Errorf("%q: %d bytes are allocated for the text, %d for eight times the text", shape, before, after)
		}
	}
}

func allocated(text string) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	File(text)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
