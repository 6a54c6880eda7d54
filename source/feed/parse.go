package feed

import (
	"bytes"
	"compress/gzip"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"lede/problem"
	"lede/source/feed/gate"
)

// Parse parses a document. What is not a feed gives a problem that says what it is; an empty feed is fine.
func Parse(data []byte, o Options) (*Feed, error) {
	if isPacked(data) {
		data = unpacked(data)
	}
	document, cut := gate.Decode(data, o.ContentType)
	trimmed := bytes.TrimLeft(document, " \t\r\n")
	if len(trimmed) == 0 {
		return nil, problem.New("feed.blank")
	}
	if trimmed[0] == '{' || trimmed[0] == '[' {
		return parseJSON(trimmed, cut, o)
	}
	root, inPage := gate.Root(document)
	if root < 0 {
		if mark := bytes.Index(document, jsonFeed); mark >= 0 && !inPage {
			if start := bytes.IndexByte(document[:mark], '{'); start >= 0 {
				return parseJSON(document[start:], cut, o)
			}
		}
		if shown := shownIn(document); shown != nil {
			return Parse(shown, Options{Address: o.Address, ContentType: "text/xml; charset=utf-8"})
		}
		return nil, whatElse(data, document)
	}
	g, err := gate.Through(document, root, dateIn)
	if err != nil {
		return nil, err
	}
	if inPage && len(g.Items) == 0 {
		return nil, whatElse(data, document)
	}
	f, err := fields(g, o)
	if err != nil {
		return nil, err
	}
	f.Counted = g.Counted
	f.judge(cut || g.Cut)
	return f, nil
}

// cost is how many bytes of memory parsing a byte of a document takes.
const cost = 20

// Need returns the most memory, in bytes, that parsing a document takes. What is packed may be as long as any.
func Need(data []byte) int64 {
	if isPacked(data) {
		return (mostUnpacked + cost) * gate.MaxBytes
	}
	return cost * int64(len(data))
}

func isPacked(data []byte) bool { return bytes.HasPrefix(data, []byte("\x1f\x8b")) }

// mostUnpacked is how much of a packed document is unpacked, in the longest documents: its characters may have four bytes each.
const mostUnpacked = 4

// jsonFeed is in every JSON Feed that follows the standard.
var jsonFeed = []byte("jsonfeed.org/version")

// unpacked decompresses gzip, or as much of it as is intact.
func unpacked(data []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return data
	}
	whole, _ := io.ReadAll(io.LimitReader(r, mostUnpacked*gate.MaxBytes))
	return whole
}

// fields has the parser find the fields of the document from the gate.
func fields(g *gate.Document, o Options) (*Feed, error) {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	parsed, err := p.Parse(bytes.NewReader(g.XML))
	if err != nil {
		return nil, problem.New("feed.tangled").Because(err)
	}
	f := &Feed{Items: []Item{}, Kind: g.Kind, Title: plainTitle(parsed.Title), Language: oneLine(parsed.Language), Every: every(parsed)}
	if f.Language == "" {
		f.Language = oneLine(g.Language)
	}
	r := relative{address: o.Address, base: g.Base}
	f.Link = r.resolve(parsed.Link)
	r.site = f.Link
	original, _ := parsed.OriginalFeed().(*rss.Feed)
	entries, _ := parsed.OriginalFeed().(*atom.Feed)
	for i, item := range parsed.Items {
		r.base = g.Base
		if len(parsed.Items) == len(g.Items) && g.Items[i].Base != "" {
			r.base = g.Items[i].Base
		}
		raw := rawItem{Item: item, Document: g, relative: r, author: parsed.Authors}
		if original != nil {
			raw.rss = original.Items[i]
		}
		if entries != nil {
			raw.atom = entries.Entries[i]
		}
		f.Items = append(f.Items, raw.item())
	}
	identify(f)
	return f, nil
}

// judge records whether items may be missing, and why.
func (f *Feed) judge(cut bool) {
	read := len(f.Items)
	switch {
	case f.Counted > read && read == gate.MaxItems:
		f.Problem = problem.New("feed.long", "counted", f.Counted, "read", read)
	case cut:
		f.Problem = problem.New("feed.cut-off", "n", read)
	case f.Counted != read:
		f.Problem = problem.New("feed.uneven", "counted", f.Counted, "read", read)
	}
	f.Partly = f.Problem != nil
}

// every returns how often the publisher says the feed changes.
func every(f *gofeed.Feed) time.Duration {
	if original, ok := f.OriginalFeed().(*rss.Feed); ok {
		if minutes := atoi(oneLine(original.TTL)); minutes > 0 {
			return min(time.Duration(min(minutes, 1e6))*time.Minute, maxEvery)
		}
	}
	sy := f.Extensions["sy"]
	if len(sy["updateperiod"]) == 0 {
		return 0
	}
	period, known := periods[strings.ToLower(oneLine(sy["updateperiod"][0].Value))]
	if !known {
		return 0
	}
	if times := sy["updatefrequency"]; len(times) > 0 {
		if n := atoi(oneLine(times[0].Value)); n > 1 {
			period /= time.Duration(n)
		}
	}
	return min(period, maxEvery)
}

const maxEvery = 30 * 24 * time.Hour

var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": maxEvery, "yearly": maxEvery,
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
