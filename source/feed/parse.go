package feed

import (
	"bytes"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"

	"lede/problem"
)

// Parse reads a document. What is no feed is a problem that says what it is.
func Parse(data []byte, o Options) (*Feed, error) {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	parsed, err := p.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, problem.New("feed.none").Because(err)
	}
	_, _ = parsed.OriginalFeed().(*rss.Feed)
	f := &Feed{Kind: parsed.FeedType, Title: parsed.Title, Link: parsed.Link, Language: parsed.Language, Counted: len(parsed.Items)}
	for _, i := range parsed.Items {
		item := Item{GUID: i.GUID, Link: i.Link, Title: i.Title, Teaser: i.Description, Content: i.Content, Tags: i.Categories}
		if i.PublishedParsed != nil {
			item.Published = *i.PublishedParsed
		}
		if i.UpdatedParsed != nil {
			item.Updated = *i.UpdatedParsed
		}
		item.Keys = Keys{Main: short("guid", i.GUID+i.Link)}
		f.Items = append(f.Items, item)
	}
	return f, nil
}
