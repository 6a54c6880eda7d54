package commands

import (
	"cmp"
	"context"
	"net/url"
	"strings"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/source/markdown"
)

// What the first line of a text is.
const (
	headlineFirst = "first"
	headlineMaybe = "maybe"
)

// again is the option of a form, and of the button to it, that has what was typed before filled in.
const again = "again"

// formFields are what the form asks for.
func formFields(l languages.Language) []cards.Field {
	return []cards.Field{
		{
			Kind: cards.Paragraph, Name: "text", Label: l.Text("form.article.text"), Description: l.Text("form.article.text-hint"), MaxLength: 4000,
		},
		{Kind: cards.Radio, Name: "headline", Label: l.Text("form.article.headline"), Value: headlineMaybe, Options: []cards.Option{
			{Label: l.Text("form.article.headline-maybe"), Value: headlineMaybe},
			{Label: l.Text("form.article.headline-first"), Value: headlineFirst},
		}},
		{Kind: cards.Upload, Name: "file", Label: l.Text("form.article.file"), Description: l.Text("form.article.file-hint")},
		{Name: "url", Label: l.Text("form.article.url"), Description: l.Text("form.article.url-hint"), Placeholder: "https://…", MaxLength: 500},
		{Name: "published", Label: l.Text("form.article.published"), Placeholder: "2025-02-14", MaxLength: 30},
	}
}

// dayForms are the ways to write a day that can be read in one way only.
var dayForms = []string{"2006-1-2", "2006/1/2", "2006.1.2", "2.1.2006", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006"}

// Message and hint stand beside a field together, for which Discord has maxBeside characters, so no more than maxNamed of a
// wrong value are repeated.
const (
	maxNamed  = 24
	maxBeside = 100
)

// mistake is a mistake in a field of the form.
type mistake struct {
	field   string
	problem *problem.Problem
}

// openForm opens the form for an article's text. When it is opened again it holds the text typed before, and each mistake
// stands beside its field.
func openForm(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	l := in.Language()
	link, fields := cards.Link{Command: "article", Sub: "add"}, formFields(l)
	if in.Text(again) != "" {
		typed, err := d.Draft(ctx, in.reader())
		if err != nil {
			return Reply{}, err
		}
		link = formAgain()
		in.Options = typed
		_, _, mistakes := in.about()
		for i, f := range fields {
			fields[i].Value = cmp.Or(typed[f.Name], f.Value)
			for _, m := range mistakes {
				if message, hint, _ := l.Explain(m.problem, nil); m.field == f.Name {
					fields[i].Description = cards.Label(join(message, hint), maxBeside)
				}
			}
		}
	}
	return Reply{Modal: &cards.Modal{ID: link.String(), Title: l.Text("form.article.heading"), Fields: fields}}, nil
}

func formAgain() cards.Link {
	return cards.Link{Command: "article", Sub: "add", Options: map[string]string{again: "1"}}
}

// addFilledIn adds the article in the form. If anything fails, what was typed is kept.
func addFilledIn(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	text, o, mistakes := in.about()
	if len(mistakes) > 0 {
		return Reply{}, keepTyped(ctx, d, in, &unfinished{mistakes: mistakes})
	}
	a, err := in.filledIn(ctx, d, text, o)
	var reply Reply
	if err == nil {
		reply, err = shelve(ctx, d, in, a)
	}
	if err != nil {
		return Reply{}, keepTyped(ctx, d, in, &unfinished{err: err})
	}
	if in.Text(again) != "" {
		_ = d.DropDraft(ctx, in.Person.ID) // else it goes in an hour
	}
	return reply, nil
}

// filledIn structures the article in the form: the text, or the file, or else the page at the address.
func (in Input) filledIn(ctx context.Context, d *desk.Desk, text string, o briefing.Options) (*briefing.Article, error) {
	blank := strings.TrimSpace(in.Options["text"]) == ""
	switch {
	case in.Attachment != nil && !blank:
		return nil, problem.New("commands.text-and-file")
	case in.Attachment != nil:
		return d.Fetch(ctx, in.reader(), in.Attachment.URL, in.Attachment.Filename, o)
	case blank && o.URL != "":
		return d.FetchPage(ctx, in.reader(), o.URL, briefing.Options{Published: o.Published})
	}
	return d.Structure(ctx, in.reader(), text, o)
}

// keepTyped keeps what was typed and makes the error lead back to the form.
func keepTyped(ctx context.Context, d *desk.Desk, in Input, u *unfinished) error {
	typed := map[string]string{}
	for _, f := range formFields(languages.Language{}) {
		if in.Options[f.Name] != "" {
			typed[f.Name] = in.Options[f.Name]
		}
	}
	u.form = formAgain()
	if d.KeepDraft(ctx, in.reader(), typed) != nil && typed["text"] != "" {
		u.back = []File{{Name: "article.txt", Type: "text/plain", Data: []byte(typed["text"])}}
	}
	return u
}

// about reads what the form says about the article, and takes the headline off its text.
func (in Input) about() (text string, o briefing.Options, mistakes []mistake) {
	text, o.URL = markdown.Entities(in.Options["text"]), in.Text("url")
	if in.Text("headline") == headlineFirst {
		o.Title, text, _ = strings.Cut(strings.TrimSpace(text), "\n")
		o.Title = strings.TrimSpace(o.Title)
	}
	if o.URL != "" && !isPage(o.URL) {
		mistakes = append(mistakes, mistake{"url", problem.New("commands.no-address", "typed", cards.Label(o.URL, maxNamed))})
	}
	if day := in.Text("published"); day != "" {
		if o.Published = readDay(day); o.Published == nil {
			mistakes = append(mistakes, mistake{"published", problem.New("commands.no-date", "typed", cards.Label(day, maxNamed))})
		}
	}
	return text, o, mistakes
}

// isPage tells whether a text is the address of a web page.
func isPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// readDay reads a day; nil for none.
func readDay(s string) *time.Time {
	for _, form := range dayForms {
		if at, err := time.Parse(form, strings.Join(strings.Fields(s), " ")); err == nil {
			return &at
		}
	}
	return nil
}
