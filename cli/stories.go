package cli

import (
	"bufio"
	"cmp"
	"context"
	"net/url"
	"slices"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/stories"
	"lede/problem"

	"github.com/spf13/cobra"
)

func storiesVerb(w world) *cobra.Command {
	var jsonl bool
	c := &cobra.Command{
		Use:   "stories --jsonl",
		Short: "Put articles of the same event together",
		Long: "Put articles of the same event together, and tell what is new in each. Read one article a line,\n" +
			`{"id","text","title"?,"url"?,"site"?,"published"?}, and write one {"id","story","new":[sentence, ...]} a line, in order.` + "\n\n" +
			"All of standard input is read first: the order of the lines does not matter. Articles with the same \"story\" tell of one\n" +
			"event; articles in different languages never do. \"new\" are the sentences, counted from 0 as in `lede brief --format json`,\n" +
			"that say something new: not said in an earlier article of the story, and not word for word in any earlier article. Earlier\n" +
			"means by \"published\", or else by line.",
		Example: "  lede stories --jsonl < articles.jsonl",
		RunE: func(c *cobra.Command, args []string) error {
			if !jsonl || len(args) > 0 {
				return problem.New("usage.stories")
			}
			return interruptible(func(ctx context.Context, _ []string) error { return w.storyLines(ctx) })(c, args)
		},
	}
	c.Flags().BoolVar(&jsonl, "jsonl", false, "read and write JSON lines")
	return c
}

// storyLine is an input line of `lede stories --jsonl`.
type storyLine struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Site      string `json:"site"`
	Published string `json:"published"` // as --published
}

// storyArticle is an input line reduced to what is needed later.
type storyArticle struct {
	id      string
	from    string // the outlet
	err     error
	article *briefing.Article
	story.Signature
	story string
	fresh []int
}

// hostOf returns the host of an address, empty if it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

func readStoryLine(line []byte) *storyArticle {
	var in storyLine
	switch {
	case line == nil:
		return &storyArticle{err: problem.New("lines.too-long", "most", maxLine>>20)}
	case !utf8.Valid(line):
		return &storyArticle{id: idOf(line), err: problem.New("lines.not-utf8")}
	}
	if err := readFields(line, &in); err != nil {
		return &storyArticle{id: idOf(line), err: problem.New("lines.not-stories").Because(err)}
	}
	read := &storyArticle{id: in.ID}
	published, err := parseInstant(in.Published)
	if err != nil {
		read.err = problem.New("lines.published", "published", quoted(in.Published))
		return read
	}
	a, err := briefing.Parse(in.Text, briefing.Options{ID: in.ID, Title: in.Title, URL: in.URL, Site: in.Site, Published: published})
	if err != nil {
		read.err = err
		return read
	}
	read.id, read.from, read.Signature = a.ID, cmp.Or(in.Site, hostOf(in.URL)), story.Sign(a)
	read.article = &briefing.Article{Text: a.Text, Language: a.Language, Published: a.Published, Paragraphs: a.Paragraphs, Sentences: a.Sentences, Quotes: a.Quotes, Figures: a.Figures}
	return read
}

// storyLines reads all articles, groups them, and writes the story of each.
func (w world) storyLines(ctx context.Context) error {
	var all []*storyArticle
	one, done := w.counting(ctx)
	defer done()
	err := inOrder(ctx, w.stdin, readStoryLine, func(read *storyArticle, _ int) error {
		one()
		all = append(all, read)
		return nil
	})
	groupLines(all)
	out := answers{Writer: bufio.NewWriter(w.stdout)}
	for _, a := range all {
		line := struct {
			ID    string `json:"id"`
			Story string `json:"story"`
			New   []int  `json:"new"`
		}{a.id, a.story, a.fresh}
		if wrote := out.write(resultOf(a.id, line, a.err), 1); err == nil {
			err = wrote
		}
	}
	return out.end(err)
}

// groupLines finds the story of each article, and what it adds to the earlier ones of that story.
func groupLines(all []*storyArticle) {
	var read []*storyArticle
	var articles []stories.Article
	for _, a := range all {
		if a.err == nil {
			read = append(read, a)
			articles = append(articles, stories.Article{ID: a.id, From: a.from, Signature: a.Signature})
		}
	}
	for i, p := range stories.Place(articles, nil) {
		read[i].story = p.Story
	}
	slices.SortStableFunc(read, func(a, b *storyArticle) int { return cmp.Compare(a.Published.Unix(), b.Published.Unix()) })
	known, heard := map[string]*story.Known{}, story.Heard{}
	for _, a := range read {
		if known[a.story] == nil {
			known[a.story] = story.NewKnown()
		}
		a.fresh = heard.Unheard(a.article, known[a.story].New(a.article))
		known[a.story].Add(a.article)
		heard.Add(a.article)
	}
}
