package feed

import (
	"bytes"
	"compress/gzip"
	"io"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"lede/problem"
)

// Parse reads a document. What is no feed is a problem that says what it is; a feed that holds nothing is fine.
func Parse(data []byte, o Options) (*Feed, error) {
	document, cut := text(data, o.ContentType)
	if kind := binary(document); kind != nil {
		return nil, kind
	}
	trimmed := bytes.TrimLeft(document, " \t\r\n")
	if len(trimmed) == 0 {
		return nil, problem.New("feed.blank")
	}
	if trimmed[0] == '{' || trimmed[0] == '[' {
		return parseJSON(trimmed, cut, o)
	}
	root, inPage := rootOf(document)
	if root < 0 {
		return nil, whatElse(document)
	}
	g, err := through(document, root)
	if err != nil {
		return nil, err
	}
	if inPage && len(g.items) == 0 {
		return nil, whatElse(document)
	}
	f, err := fields(g, o)
	if err != nil {
		return nil, err
	}
	f.Counted = g.counted
	f.judge(cut || g.cut)
	return f, nil
}

// text is a document in UTF-8 without what no document may have, and whether it was longer than the limit.
func text(data []byte, contentType string) (document []byte, cut bool) {
	if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		data = unpacked(data)
	}
	most := maxBytes + 4
	if e, _ := wide(data); e != nil {
		most *= 4
	}
	cut = len(data) > most
	document = clean(decode(data[:min(len(data), most)], contentType))
	if len(document) > maxBytes {
		document, cut = withoutCutRune(document[:maxBytes]), true
	}
	return document, cut
}

// unpacked is what gzip had packed, or as much of it as is whole.
func unpacked(data []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return data
	}
	whole, _ := io.ReadAll(io.LimitReader(r, 4*maxBytes))
	return whole
}

// fields has the parser find the fields of what the gate has let through.
func fields(g *gated, o Options) (*Feed, error) {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	parsed, err := p.Parse(bytes.NewReader(g.document))
	if err != nil {
		return nil, problem.New("feed.tangled").Because(err)
	}
	f := &Feed{Items: []Item{}, Kind: g.kind, Title: plainTitle(parsed.Title), Language: oneLine(parsed.Language), Every: every(parsed)}
	if f.Language == "" {
		f.Language = oneLine(g.language)
	}
	r := relative{address: o.Address, base: g.base}
	f.Link = r.resolve(parsed.Link)
	r.site = f.Link
	original, _ := parsed.OriginalFeed().(*rss.Feed)
	entries, _ := parsed.OriginalFeed().(*atom.Feed)
	for i, item := range parsed.Items {
		r.base = g.base
		if len(parsed.Items) == len(g.items) && g.items[i].base != "" {
			r.base = g.items[i].base
		}
		raw := rawItem{Item: item, gated: g, relative: r, author: parsed.Authors}
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

// judge tells whether items may be missing, and why.
func (f *Feed) judge(cut bool) {
	read := len(f.Items)
	switch {
	case f.Counted > read && read == maxItems:
		f.Problem = problem.New("feed.long", "counted", f.Counted, "read", read)
	case cut:
		f.Problem = problem.New("feed.cut-off", "n", read)
	case f.Counted != read:
		f.Problem = problem.New("feed.uneven", "counted", f.Counted, "read", read)
	}
	f.Partly = f.Problem != nil
}

// every is how often the publisher says the feed changes.
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
	period, known := periods[oneLine(sy["updateperiod"][0].Value)]
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
