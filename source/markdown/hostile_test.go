package markdown

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestHostileMarkdownTakesMemoryInProportion: eight times the text may take little more than eight times the memory, whatever its marks.
func TestHostileMarkdownTakesMemoryInProportion(t *testing.T) {
	for _, shape := range []string{
		"a](x) ", "[a ", "[a](x", "~~a ", "**a ", "*a", "*_a", "![", "`a``b ", "<http://a ", "h", "&a ", "](a(b)", "||a||", "~~a~~", "- a\n", "> a\n>> b\n", ">", "| a ", "#", "a\n=\n",
	} {
		// eight squared would be 64; the race detector empties pools at random, so 8 is not always met
		short, long := strings.Repeat(shape, 1_000/len(shape)), strings.Repeat(shape, 8_000/len(shape))
		allocated(short) // makes first what all texts share
		before, after := allocated(short), allocated(long)
		for tries := 0; after > 24*before+40_000 && tries < 4; tries++ {
			before, after = min(before, allocated(short)), min(after, allocated(long)) // anything else that runs in the process allocates, too
		}
		if after > 24*before+40_000 {
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

// TestHostileMarkdownTakesTimeInProportion reads marks that once were compared with all the text behind them: these took from ten seconds to a minute.
func TestHostileMarkdownTakesTimeInProportion(t *testing.T) {
	var marks strings.Builder // of which no two are as many
	for n := 1; marks.Len() < 800_000; n++ {
		marks.WriteString(strings.Repeat("`", n) + "a")
	}
	const deep = 250_000
	for name, text := range map[string]string{
		"code":     marks.String(),
		"pictures": strings.Repeat("![", deep) + "a" + strings.Repeat("](b)", deep),
	} {
		const most = 5 * time.Second // twenty times what it takes
		from := time.Now()
		File(text)
		if took := time.Since(from); took > most {
			t.Errorf("%s took %v", name, took)
		}
	}
}
