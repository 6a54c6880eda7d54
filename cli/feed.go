package cli

import (
	"context"
	"errors"
	"io"

	"lede/languages"
	"lede/press"
	"lede/problem"
	"lede/source"
	"lede/source/feed"

	"github.com/spf13/cobra"
)

func feedVerb(w world) *cobra.Command {
	var format, contentType string
	c := &cobra.Command{
		Use:   "feed [flags] PATH|URL|-",
		Short: "Print what a feed holds",
		Long: "Print what a feed (RSS, Atom or JSON Feed) holds, as Lede reads it: its items, whether some could not be read, and why. With\n" +
			`--format json, {"items":[…],"partly":bool,"problem"?}. If it is no feed, Lede says what it is, and the exit status is 1.`,
		Example: "  lede feed https://example.org/feed.xml\n  lede feed --format json --content-type \"text/xml; charset=koi8-r\" saved.xml",
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) != 1:
				return problem.New("usage.feed")
			case format != "text" && format != "json":
				return problem.New("usage.format", "format", quoted(format))
			}
			return interruptible(func(ctx context.Context, _ []string) error { return w.feed(ctx, args[0], contentType, format) })(c, args)
		},
	}
	formatFlag(c, &format, "text", "json")
	c.Flags().StringVar(&contentType, "content-type", "", "what the server called a saved document, such as \"text/xml; charset=koi8-r\"")
	return c
}

// feedOut is the JSON form of a feed. A document that is not a feed has a problem and no items.
type feedOut struct {
	*feed.Feed
	Items   []feed.Item `json:"items"`
	Partly  bool        `json:"partly"`
	Every   string      `json:"every,omitempty"` // such as 1h0m0s
	Problem *feedWrong  `json:"problem,omitempty"`
}

// feedWrong is a problem in words.
type feedWrong struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (w world) feed(ctx context.Context, path, contentType, format string) error {
	f, err := w.readFeed(ctx, path, contentType)
	out := feedOut{Feed: f, Items: []feed.Item{}}
	told := err
	if f != nil {
		out.Items, out.Partly = f.Items, f.Partly
		if f.Every > 0 {
			out.Every = f.Every.String()
		}
		if f.Problem != nil {
			told = f.Problem
		}
	}
	if p, is := errors.AsType[*problem.Problem](told); is {
		out.Problem = &feedWrong{p.Code, words.Line(p)}
		if cause, is := errors.AsType[*problem.Problem](p.Err); is {
			out.Problem.Code = cause.Code
		}
	}
	if format == "json" {
		if wrote := indented(w.stdout, out); wrote != nil {
			return wrote
		}
		return err
	}
	if err != nil {
		return err
	}
	return press.List(w.stdout, languages.Language{}, listing(f), w.terminal())
}

// listing converts a feed for display in a terminal.
func listing(f *feed.Feed) press.Listing {
	l := press.Listing{Title: f.Title, Address: f.Link}
	if f.Problem != nil {
		l.Note = words.Line(f.Problem)
	}
	for _, i := range f.Items {
		e := press.Entry{Title: i.Title, Made: i.TitleMade, Address: i.Link, Text: i.Teaser}
		if !i.Published.IsZero() {
			e.When = i.Published.Format("2006-01-02 15:04 MST")
		}
		l.Entries = append(l.Entries, e)
	}
	return l
}

// mostOfFile is how many bytes of a file are read: more is of no use in a feed.
const mostOfFile = 32 << 20

// readFeed reads the feed at a path or address.
func (w world) readFeed(ctx context.Context, path, contentType string) (*feed.Feed, error) {
	o := feed.Options{ContentType: contentType}
	if path == "-" {
		defer w.progress(ctx, words.Text("progress.reading-input"))()
		data, err := io.ReadAll(io.LimitReader(w.stdin, mostOfFile))
		if err != nil {
			return nil, err
		}
		return parseFeed(data, words.Text("name.standard-input"), o)
	}
	defer w.progress(ctx, words.Text("progress.reading", "path", feed.Shown(path)))()
	if !source.IsAddress(path) {
		data, err := source.Document(path, mostOfFile)
		if err != nil {
			return nil, err
		}
		return parseFeed(data, path, o)
	}
	return w.fetchFeed(ctx, path, o)
}

func (w world) fetchFeed(ctx context.Context, address string, o feed.Options) (*feed.Feed, error) {
	web, err := w.web()
	if err != nil {
		return nil, err
	}
	a, err := web.Feed(ctx, source.Request{Address: address})
	if err != nil {
		return nil, err
	}
	if p := a.Trouble(); p != nil {
		return nil, p
	}
	o.Address = a.At
	if o.ContentType == "" {
		o.ContentType = a.ContentType
	}
	f, err := parseFeed(a.Body, feed.Shown(address), o)
	if err == nil && a.Cut && f.Problem == nil {
		f.Partly, f.Problem = true, problem.New("feed.cut-off", "n", len(f.Items))
	}
	return f, err
}

// parseFeed parses a feed, and names the document in its errors.
func parseFeed(data []byte, name string, o feed.Options) (*feed.Feed, error) {
	f, err := feed.Parse(data, o)
	if err != nil {
		return nil, problem.New("feed.unread", "name", name).Because(err)
	}
	return f, nil
}
