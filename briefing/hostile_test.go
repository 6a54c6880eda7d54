package briefing

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"lede/store/kvtest"
)

// hostileTexts are shapes of text that make careless code slow or wrong, each repeated to about size bytes.
func hostileTexts(size int) map[string]string {
	shapes := map[string]string{
		"one paragraph":         "The minister said that nothing would change before the winter. ",
		"opening marks":         "“",
		"closing marks":         "” ",
		"straight marks":        "\" ",
		"marks around words":    "\"yes\" ",
		"single marks":          " 'a",
		"single in brackets":    "('a",
		"typographic singles":   " ‘a",
		"capitals":              "Abc ",
		"capital letters":       "ABC",
		"initials":              "A. ",
		"no spaces":             "word",
		"full stops":            ".",
		"stops and letters":     "a.",
		"new people":            "",
		"one surname":           "",
		"commas":                "Ann Lee, ",
		"offices":               "Chief Tunde ",
		"days as names":         "Chief Sunday Nwosu ",
		"office of a thing":     "The Director of Public Prosecutions spoke in the hall. ",
		"owners":                "The Pike County Sheriff’s ",
		"colons":                "Ann Lee said: “No.” ",
		"pronouns":              "He said “no” and she said “yes”. ",
		"lines":                 "In brief:\n",
		"list":                  "In brief:\nA bridge fell in Rome.\n",
		"bullets":               "• ",
		"descriptions":          "The French president said “no” to his defence minister. ",
		"numbers":               "1,",
		"digits":                "9",
		"number words":          "twenty hundred thousand ",
		"of":                    "Bank of the ",
		"hyphens":               "a-",
		"apostrophes":           "a’",
		"brackets":              "((",
		"spaces":                "a      ",
		"combining":             "e\u0301",
		"titles":                "Prime Minister President Mr. ",
		"said":                  "said ",
		"weekdays":              "On Monday 3 men fell, ",
		"quotes without a stop": "“Abc, ” ",
		"women and he":          "Ann Lee met Eva Roe, he said “No” ",
		"wanting":               "he wants he hopes ",
		"phrases":               "in a ",
		"role at the end":       "Abc Abc Abc Abc Abc Abc Abc Abc Abc Abc President ",
		"quotes over and over":  "“a” ",
		"unclosed each line":    "“Nobody knows why this happened\n",
		"short lines":           "A b.\n",
		"nested marks":          "“He ‘said ",
		"one sentence":          "the river rose and the people of the town went up the hill, ",
		"turns":                 "Ann Lee: We stop now. It is so.\n",
		"turns of nobody":       "Zorb: We stop now. It is so.\n",
		"whole-quote sentences": "“Nobody knows why. ” ",
	}
	var people, family, separate strings.Builder
	for i := 0; people.Len() < size; i++ {
		people.WriteString("Mr " + letters(i) + " " + letters(i*7+3) + " said so. ")
		family.WriteString("John " + letters(i) + " Smith met Mr Smith. ")
		separate.WriteString("Separately, Corrigan said that its " + strings.ToLower(letters(i)) + " had dropped as prices weakened.\n\n")
	}
	half := size / 2
	texts := map[string]string{
		"new people": people.String(), "one surname": family.String(), "separately": separate.String(),
		"names in one quotation": "“" + strings.Repeat("Jan. Jan. came, ", size/16) + "”",
		"described late":         strings.Repeat("The water rose. ", half/16) + strings.Repeat("\n\nJane Roe came in. “It is what we have,” the actress said.", half/60),
		"quoted headline":        "“No” “Ye” “So” “Me” “We” “Us” “It” “He” “Go” “Do”\n\n" + strings.Repeat("“What we have is not,” Ann Lee said. ", size/40),
	}
	for name, shape := range shapes {
		if shape != "" {
			texts[name] = strings.Repeat(shape, size/len(shape)+1) + "End."
		}
	}
	return texts
}

// letters turns a number into a capitalised word, a different one for each.
func letters(n int) string {
	word := []byte{byte('A' + n%26)}
	for n = n / 26; n > 0; n /= 26 {
		word = append(word, byte('a'+n%26))
	}
	return string(append(word, "orv"...))
}

// TestHostileTextsAreParsed also bounds the work: eight times the text may take little more than eight times the memory.
func TestHostileTextsAreParsed(t *testing.T) {
	small, large := hostileTexts(2_000), hostileTexts(16_000)
	for name := range small {
		t.Run(name, func(t *testing.T) {
			allocated(t, small[name]) // makes first what all texts share
			before, after := allocated(t, small[name]), allocated(t, large[name])
			most := before*12 + 16<<10 // a fixed amount does not grow eightfold
			for tries := 0; after > most && tries < 3; tries++ {
				after = min(after, allocated(t, large[name])) // the first run may have made something for all, or replaced what the collector took
			}
			if after > most {
				t.Errorf("%d bytes allocated for the text, %d for eight times the text", before, after)
			}
		})
	}
}

// TestNoTextTakesTimeOutOfProportion: sixteen times the text once took two hundred times as long.
func TestNoTextTakesTimeOutOfProportion(t *testing.T) {
	small, large := hostileTexts(20_000), hostileTexts(320_000)
	for _, name := range []string{"office of a thing", "separately"} {
		took := func(text string) time.Duration {
			from := kvtest.ProcessorTime(t)
			if _, err := Parse(text, Options{}); err != nil {
				t.Fatal(err)
			}
			return kvtest.ProcessorTime(t) - from
		}
		took(small[name]) // makes first what all texts share
		if before, after := took(small[name])+time.Millisecond, took(large[name]); after > 64*before {
			t.Errorf("%s: %v for the text, %v for sixteen times the text", name, before, after)
		}
	}
}

// TestATextMayBreakOffAnywhere: after any word or mark of the examples, many of which make Lede look ahead.
func TestATextMayBreakOffAnywhere(t *testing.T) {
	read := map[string]bool{}
	for _, path := range []string{"roles", "names", "speakers", "figures", "dates"} {
		for _, b := range blocks(t, "testdata/"+path+".txt") {
			for i, r := range b.text {
				if between := r == ' ' && i%3 > 0; between || unicode.IsLetter(r) || unicode.IsDigit(r) { // a third of the spaces do
					continue
				}
				cuts := []string{b.text[:i], b.text[:i+utf8.RuneLen(r)]}
				if r == ' ' {
					cuts = cuts[:1] // a space at the end is nothing
				}
				for _, cut := range cuts {
					if read[cut] {
						continue // many of the examples begin alike
					}
					read[cut] = true
					if a, err := Parse(cut, Options{}); err == nil {
						checkSpans(t, a)
					} else if !errors.Is(err, ErrEmpty) {
						t.Errorf("%s: %v", cut, err)
					}
				}
			}
		}
	}
}

// allocated parses a text, checks the article and returns how many bytes that took.
func allocated(t *testing.T, text string) uint64 {
	t.Helper()
	runtime.GC()
	runtime.GC() // twice, lest memory be used again that another text left
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	a, err := Parse(text, Options{})
	runtime.ReadMemStats(&after)
	if errors.Is(err, ErrEmpty) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, a)
	return after.TotalAlloc - before.TotalAlloc
}

// BenchmarkHostile shows that for no shape of text the time grows faster than the length: "x" is the time of 5 MB against a
// hundred times that of 50 kB. The small text is read a hundred times, so that both do as much work. A shape that is refused at
// 5 MB is tried with smaller texts.
func BenchmarkHostile(b *testing.B) {
	whole, half := hostileSizes(50_000, 5_000_000), hostileSizes(25_000, 2_500_000)
	for name, texts := range whole {
		if Need(texts[1]) > maxNeed {
			texts = half[name]
		}
		b.Run(name, func(b *testing.B) {
			parse := func(text string, times int) time.Duration {
				runtime.GC()
				start := time.Now()
				for range times {
					if _, err := Parse(text, Options{}); err != nil && !errors.Is(err, ErrEmpty) {
						b.Fatal(err)
					}
				}
				return time.Since(start)
			}
			var small, large time.Duration
			for b.Loop() {
				small += parse(texts[0], 100)
				large += parse(texts[1], 1)
			}
			b.ReportMetric(float64(large)/float64(small), "x")
			b.ReportMetric(float64(len(texts[1])*b.N)/1e6/large.Seconds(), "MB/s")
			b.ReportMetric(0, "ns/op") // of both together, which says nothing
		})
	}
}

// hostileSizes are the worst shapes in two sizes.
func hostileSizes(sizes ...int) map[string][]string {
	texts := map[string][]string{}
	for _, size := range sizes {
		for name, text := range hostileTexts(size) {
			if hostileBenchmarks[name] {
				texts[name] = append(texts[name], text)
			}
		}
	}
	return texts
}

var hostileBenchmarks = wordSetOf("one paragraph", "straight marks", "opening marks", "nested marks", "capitals", "new people", "one surname", "no spaces",
	"short lines", "digits", "one sentence", "described late", "quoted headline")

func wordSetOf(names ...string) map[string]bool {
	set := map[string]bool{}
	for _, n := range names {
		set[n] = true
	}
	return set
}
