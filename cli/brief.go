package cli

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"lede/briefing"
	"lede/languages"
	"lede/press"
	"lede/problem"

	"github.com/spf13/cobra"
)

// briefFlags holds the flags of `lede brief`.
type briefFlags struct {
	format    string
	title     string
	url       string
	published string
	points    wholeNumber
	jsonl     bool
}

func briefVerb(w world) *cobra.Command {
	var f briefFlags
	c := &cobra.Command{
		Use:   "brief [flags] (PATH|URL|-)...",
		Short: "Print the briefing of an article",
		Long: "Print the briefing of articles: text files, HTML pages, structured JSON or addresses on the web. With --jsonl, read one\n" +
			`{"id","text"|"html","title"?,"url"?,"published"?,"points"?} a line and write one structured article a line, in order.` + "\n\n" +
			"A text file is UTF-8: the headline on the first line, with or without \"# \", then the paragraphs, each on a line or separated\n" +
			"by empty lines. A line \"By Ann Rowe\" is the byline. Without a headline, the title is taken from the first sentence.",
		Example: "  lede brief article.txt\n  lede brief --format json article.txt > article.json\n  lede brief - < article.txt",
		RunE: func(c *cobra.Command, args []string) error {
			if f.jsonl {
				if len(args) > 0 || c.Flags().NFlag() > 1 {
					return problem.New("usage.brief-lines")
				}
				return interruptible(func(ctx context.Context, _ []string) error { return w.briefLines(ctx) })(c, args)
			}
			o, print, err := f.parse(w)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return problem.New("usage.brief")
			}
			return interruptible(func(ctx context.Context, _ []string) error { return w.brief(ctx, args, o, print) })(c, args)
		},
	}
	formatFlag(c, &f.format, "text", "markdown", "json", "html")
	c.Flags().StringVar(&f.title, "title", "", "the published headline")
	c.Flags().StringVar(&f.url, "url", "", "the address of the page")
	c.Flags().StringVar(&f.published, "published", "", "when it was published: 2025-02-14 or 2025-02-14T09:00:00Z")
	c.Flags().Var(&f.points, "points", "how many key points; 0 chooses by length")
	c.Flags().BoolVar(&f.jsonl, "jsonl", false, "read and write JSON lines")
	return c
}

// printer writes one article.
type printer func(io.Writer, *briefing.Article) error

// parse checks the flags before anything is read.
func (f briefFlags) parse(w world) (briefing.Options, printer, error) {
	o := briefing.Options{Title: f.title, URL: f.url, Points: int(f.points)}
	if f.points < 0 {
		return o, nil, problem.New("usage.points", "points", f.points.String())
	}
	if f.url != "" && !briefing.WebAddress(f.url) {
		return o, nil, problem.New("usage.url", "url", quoted(f.url))
	}
	var err error
	if o.Published, err = parseInstant(f.published); err != nil {
		return o, nil, problem.New("usage.published", "published", quoted(f.published))
	}
	t := w.terminal()
	switch f.format {
	case "text":
		return o, func(out io.Writer, a *briefing.Article) error { return press.Text(out, languages.Language{}, a, t) }, nil
	case "markdown":
		return o, func(out io.Writer, a *briefing.Article) error { return press.Markdown(out, languages.Language{}, a) }, nil
	case "html":
		return o, func(out io.Writer, a *briefing.Article) error { return press.HTML(out, languages.Language{}, a) }, nil
	case "json":
		return o, printJSON, nil
	}
	return o, nil, problem.New("usage.brief-format", "format", quoted(f.format))
}

// parseInstant parses a day or an instant; "" is nil.
func parseInstant(s string) (*time.Time, error) {
	if s == "" {
		return nil, nil
	}
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		at, err = time.Parse(time.DateOnly, s)
	}
	return &at, err
}

func (w world) brief(ctx context.Context, paths []string, o briefing.Options, print printer) error {
	for i, path := range paths {
		a, err := w.readArticle(ctx, path, o)
		if err != nil {
			return err
		}
		if i > 0 {
			if _, err := io.WriteString(w.stdout, "\n"); err != nil {
				return err
			}
		}
		if err := print(w.stdout, a); err != nil {
			return err
		}
	}
	return nil
}

// printJSON writes the structured article, indented for the editor who will correct it.
func printJSON(out io.Writer, a *briefing.Article) error { return indented(out, a) }

func indented(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// terminal describes the terminal on standard output.
func (w world) terminal() press.Terminal {
	width, ok := terminal(w.stdout)
	return press.Terminal{Width: min(width, 100), Short: ok, Color: ok && w.value("NO_COLOR") == "" && w.value("TERM") != "dumb"}
}
