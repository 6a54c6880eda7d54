package commands

import (
	"cmp"
	"context"
	"strings"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/commands/day"
	"lede/commands/material"
	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/source/markdown"
)

// The kinds of first line that a text may have.
const (
	headlineFirst = "first"
	headlineMaybe = "maybe"
)

// formFields are the fields of the form.
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

// openForm opens the form for an article's text. When it is opened again, it holds the text typed before, with each mistake beside its
// field.
func openForm(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	l := in.Language()
	link, fields := cards.Link{Command: "article", Sub: "add"}, formFields(l)
	if in.Text(command.Again) != "" {
		typed, err := d.Draft(ctx, in.Reader())
		if err != nil {
			return command.Reply{}, err
		}
		link = formAgain()
		in.Options = typed
		_, _, mistakes := about(in)
		for i, f := range fields {
			fields[i].Value = cmp.Or(typed[f.Name], f.Value)
			for _, m := range mistakes {
				if message, hint, _ := l.Explain(m.Problem, nil); m.Field == f.Name {
					fields[i].Description = markup.Label(command.Join(message, hint), command.MaxBeside)
				}
			}
		}
	}
	return command.Reply{Modal: &cards.Modal{ID: link.String(), Title: l.Text("form.article.heading"), Fields: fields}}, nil
}

func formAgain() cards.Link {
	return cards.Link{Command: "article", Sub: "add", Options: map[string]string{command.Again: "1"}}
}

// addFilledIn adds the article in the form. If anything fails, what was typed is kept.
func addFilledIn(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	text, o, mistakes := about(in)
	if len(mistakes) > 0 {
		return command.Reply{}, keepTyped(ctx, d, in, &command.Unfinished{Mistakes: mistakes})
	}
	a, err := filledIn(ctx, in, d, text, o)
	var reply command.Reply
	if err == nil {
		reply, err = shelve(ctx, d, in, a)
	}
	if err != nil {
		return command.Reply{}, keepTyped(ctx, d, in, &command.Unfinished{Err: err})
	}
	if in.Text(command.Again) != "" && !asks(in, a) {
		_ = d.DropDraft(ctx, in.Person.ID) // otherwise it expires within an hour
	}
	return reply, nil
}

// filledIn structures the article in the form: the text, the file, or the page at the address.
func filledIn(ctx context.Context, in command.Input, d *desk.Desk, text string, o briefing.Options) (*briefing.Article, error) {
	blank := strings.TrimSpace(in.Options["text"]) == ""
	switch {
	case in.Attachment != nil && !blank:
		return nil, problem.New("commands.text-and-file")
	case in.Attachment != nil:
		return d.Fetch(ctx, in.Reader(), in.Attachment.URL, in.Attachment.Filename, o)
	case blank && o.URL != "":
		return d.FetchPage(ctx, in.Reader(), o.URL, briefing.Options{Published: o.Published})
	}
	return d.Structure(ctx, in.Reader(), text, o)
}

// keepTyped keeps what was typed and makes the error lead back to the form.
func keepTyped(ctx context.Context, d *desk.Desk, in command.Input, u *command.Unfinished) error {
	typed := map[string]string{}
	for _, f := range formFields(languages.Language{}) {
		if in.Options[f.Name] != "" {
			typed[f.Name] = in.Options[f.Name]
		}
	}
	u.Form = formAgain()
	if d.KeepDraft(ctx, in.Reader(), typed) != nil && typed["text"] != "" {
		u.Back = []command.File{{Name: "article.txt", Type: "text/plain", Data: []byte(typed["text"])}}
	}
	return u
}

// about reads what the form says about the article, and removes the headline from its text.
func about(in command.Input) (text string, o briefing.Options, mistakes []command.Mistake) {
	text, o.URL = markdown.Entities(in.Options["text"]), in.Text("url")
	if in.Text("headline") == headlineFirst {
		o.Title, text, _ = strings.Cut(strings.TrimSpace(text), "\n")
		o.Title = strings.TrimSpace(o.Title)
	}
	if o.URL != "" && !material.IsPage(o.URL) {
		mistakes = append(mistakes, command.Mistake{Field: "url", Problem: problem.New("commands.no-address", "typed", markup.Label(o.URL, command.MaxNamed))})
	}
	if typed := in.Text("published"); typed != "" {
		if at, ok := day.Read(in.Language(), typed, time.Time{}); ok {
			o.Published = &at
		} else {
			mistakes = append(mistakes, command.Mistake{Field: "published", Problem: problem.New("commands.no-date", "typed", markup.Label(typed, command.MaxNamed))})
		}
	}
	return text, o, mistakes
}
