package feed_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"lede/source/feed"
	"lede/store/kvtest"
)

// ordinary is a feed as blogs have it: n items with a teaser, the text, and the extensions that publishing systems add.
func ordinary(n int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
	<title>Harbour Post</title><atom:link href="https://harbour.example/feed/" rel="self" type="application/rss+xml" /><link>https://harbour.example</link>
	<description>News of the harbour</description><lastBuildDate>Mon, 02 Jan 2023 03:04:05 +0000</lastBuildDate><language>en-GB</language>
	<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency><generator>https://press.example/?v=6.1</generator>`)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>The council&#8217;s plan for pier %d &amp; the ferry</title><link>https://harbour.example/2023/01/pier-%d/</link><comments>https://harbour.example/2023/01/pier-%d/#respond</comments>
		<dc:creator><![CDATA[Ada Moss]]></dc:creator><pubDate>Mon, 02 Jan 2023 %02d:04:05 +0000</pubDate><category><![CDATA[Harbour]]></category><category><![CDATA[Council]]></category>
		<guid isPermaLink="false">https://harbour.example/?p=%d</guid><description><![CDATA[<p>The council has voted for a new pier %d, in spite of what it costs. [&#8230;]</p>]]></description>
		<content:encoded><![CDATA[%s]]></content:encoded><wfw:commentRss>https://harbour.example/2023/01/pier-%d/feed/</wfw:commentRss><slash:comments>0</slash:comments>
		<media:thumbnail url="https://harbour.example/p%d.jpg" /><media:content url="https://harbour.example/p%d.jpg" medium="image"><media:title type="html">pier</media:title></media:content></item>`,
			i, i, i, i%24, i, i, strings.Repeat(`<p>The <a href="https://harbour.example/tag/pier">pier</a> has stood for a hundred years, said <strong>Ben Ash</strong>, who keeps the &#8220;lights&#8221; &amp; the ropes there, and it will stand for more.</p>`+"\n", 10), i, i, i)
	}
	b.WriteString(`</channel></rss>`)
	return []byte(b.String())
}

// plainly is what a loop of gofeed with a map does.
func plainly(data []byte, known map[string]bool) (fresh int) {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return 0
	}
	for _, i := range f.Items {
		if !known[i.GUID] {
			known[i.GUID] = true
			fresh++
		}
	}
	return fresh
}

// ours is the same by Parse and its keys.
func ours(data []byte, known map[string]bool) (fresh int) {
	f, err := feed.Parse(data, feed.Options{Address: "https://harbour.example/feed/"})
	if err != nil {
		return 0
	}
	for _, i := range f.Items {
		if !known[i.Keys.Main] {
			known[i.Keys.Main] = true
			fresh++
		}
	}
	return fresh
}

// BenchmarkRefresh takes turns with plain gofeed on an ordinary feed of 20 items, and counts the processor's time.
func BenchmarkRefresh(b *testing.B) {
	data := ordinary(20)
	theirs, mine := map[string]bool{}, map[string]bool{}
	var spent, spentPlain time.Duration
	for b.Loop() {
		begun := kvtest.ProcessorTime(b)
		for range 20 {
			plainly(data, theirs)
		}
		spentPlain += kvtest.ProcessorTime(b) - begun
		begun = kvtest.ProcessorTime(b)
		for range 20 {
			ours(data, mine)
		}
		spent += kvtest.ProcessorTime(b) - begun
	}
	b.ReportMetric(float64(spent)/float64(spentPlain), "of-gofeed")
	b.ReportMetric(float64(spent.Microseconds())/float64(b.N*20), "µs/feed")
}

// BenchmarkParse is one reading of an ordinary feed of 20 items.
func BenchmarkParse(b *testing.B) {
	data := ordinary(20)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if ours(data, map[string]bool{}) != 20 {
			b.Fatal("items are missing")
		}
	}
}
