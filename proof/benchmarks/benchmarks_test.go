// Package benchmarks times Lede beside other libraries for text. It is a module of its own, so that they do not become dependencies of Lede.
package benchmarks

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/jdkato/prose/v3"
	"github.com/neurosnap/sentences"
	"github.com/neurosnap/sentences/english"

	"lede/briefing"
)

// article is about 590 words of news: three of the articles that Lede's own tests read.
func article(b *testing.B) string {
	b.Helper()
	var text strings.Builder
	for _, name := range []string{"council-vote", "chip-maker", "relay-final"} {
		t, err := os.ReadFile("../../briefing/testdata/articles/" + name + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		text.Write(t)
		text.WriteByte('\n')
	}
	return text.String()
}

// parse is everything Lede does to an article.
func parse(b *testing.B, text string) {
	if _, err := briefing.Parse(text, briefing.Options{}); err != nil {
		b.Fatal(err)
	}
}

// tag is what prose does by default: sentences, part-of-speech tags and named entities.
func tag(b *testing.B, text string) {
	if _, err := prose.NewDocument(text); err != nil {
		b.Fatal(err)
	}
}

// punkt is the sentence splitter, made once: reading its model takes far longer than an article.
func punkt(b *testing.B) *sentences.DefaultSentenceTokenizer {
	b.Helper()
	t, err := english.NewSentenceTokenizer(nil)
	if err != nil {
		b.Fatal(err)
	}
	return t
}

func BenchmarkLede(b *testing.B) {
	text := article(b)
	parse(b, text)
	b.ReportAllocs()
	for b.Loop() {
		parse(b, text)
	}
}

func BenchmarkProse(b *testing.B) {
	text := article(b)
	tag(b, text)
	b.ReportAllocs()
	for b.Loop() {
		tag(b, text)
	}
}

func BenchmarkPunkt(b *testing.B) {
	text, splitter := article(b), punkt(b)
	b.ReportAllocs()
	for b.Loop() {
		splitter.Tokenize(text)
	}
}

// BenchmarkRatios lets the three take turns on the same text, so that a busy machine slows all of them alike.
func BenchmarkRatios(b *testing.B) {
	text, splitter := article(b), punkt(b)
	parse(b, text)
	tag(b, text)
	var lede, theirs, split int64
	for b.Loop() {
		lede += timed(20, func() { parse(b, text) })
		theirs += timed(4, func() { tag(b, text) }) * 5
		split += timed(20, func() { splitter.Tokenize(text) })
	}
	b.ReportMetric(float64(lede)/float64(split), "lede/punkt")
	b.ReportMetric(float64(theirs)/float64(lede), "prose/lede")
}

// timed is the processor time of doing something a few times, in nanoseconds. Unlike the clock's, it leaves out other programs.
func timed(times int, do func()) int64 {
	start := processorTime()
	for range times {
		do()
	}
	return processorTime() - start
}

func processorTime() int64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err) // only for invalid arguments
	}
	return used.Utime.Nano() + used.Stime.Nano()
}
