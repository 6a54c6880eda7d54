package markdown

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"lede/store/kvtest"
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

// TestHostileMarkdownTakesTimeInProportion reads marks that once were compared with all the text behind them.
func TestHostileMarkdownTakesTimeInProportion(t *testing.T) {
	for name, text := range map[string]func(size int) string{
		"code": func(size int) string { // of which no two are as many
			var marks strings.Builder
			for n := 1; marks.Len() < size; n++ {
				marks.WriteString(strings.Repeat("`", n) + "a")
			}
			return marks.String()
		},
		"pictures": func(size int) string { return strings.Repeat("![", size/6) + "a" + strings.Repeat("](b)", size/6) },
	} {
		short, long := text(20_000), text(320_000)
		const most = 40 // sixteen times the text; it took more than sixty times as long, or two hundred
		before, after := taken(t, short), taken(t, long)
		for tries := 0; after > most*before && tries < 4; tries++ {
			before, after = min(before, taken(t, short)), min(after, taken(t, long)) // memory is tidied up meanwhile, too
		}
		if after > most*before {
			t.Errorf("%s: %v for the text, %v for sixteen times the text", name, before, after)
		}
	}
}

// taken returns how long the processor reads a text.
func taken(t *testing.T, text string) time.Duration {
	from := kvtest.ProcessorTime(t)
	File(text)
	return kvtest.ProcessorTime(t) - from
}
