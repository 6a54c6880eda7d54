package commands

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
)

// again is the option of a form, and of the button to it, that has what was typed before filled in.
const again = "again"

// formFields are what the form asks for.
var formFields = []cards.Field{
	{Name: "text", Label: "Text", Description: "As published, one paragraph per line. Longer than 4,000 characters: attach a file.", Long: true, Required: true, MaxLength: 4000},
	{Name: "title", Label: "Headline", Description: "As published; leave out if there is none.", MaxLength: 250},
	{Name: "url", Label: "Address of the page", Placeholder: "https://…", MaxLength: 500},
	{Name: "published", Label: "Published on", Placeholder: "2025-02-14", MaxLength: 30},
}

// dayForms are the ways to write a day that can be read in one way only.
var dayForms = []string{"2006-1-2", "2006/1/2", "2006.1.2", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006"}

// maxNamed is how much of a wrong value is repeated: message and hint are to stand beside a field together, for which
// Discord has maxBeside characters.
const (
	maxNamed  = 24
	maxBeside = 100
)

// wrong is a mistake in a field of the form, in plain text.
type wrong struct{ field, message, hint string }

// openForm asks for the text of an article and what is known about it. Opened again it has what was typed, with what is
// wrong beside it.
func openForm(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	link, fields := cards.Link{Command: "article", Sub: "add"}, slices.Clone(formFields)
	if in.Text(again) != "" {
		typed, err := d.Draft(ctx, in.reader())
		if err != nil {
			return Reply{}, err
		}
		link = formAgain()
		in.Options = typed
		_, mistakes := in.about()
		for i, f := range fields {
			fields[i].Value = typed[f.Name]
			for _, w := range mistakes {
				if w.field == f.Name {
					fields[i].Description = cards.Label(w.message+" "+w.hint, maxBeside)
				}
			}
		}
	}
	return Reply{Modal: &cards.Modal{ID: link.String(), Title: "Add an article", Fields: fields}}, nil
}

func formAgain() cards.Link {
	return cards.Link{Command: "article", Sub: "add", Options: map[string]string{again: "1"}}
}

// addPasted adds the text of the form. Whatever goes wrong, what was typed is not lost.
func addPasted(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	a, err := pasted(in)
	var reply Reply
	if err == nil {
		reply, err = shelve(ctx, d, in, a)
	}
	if err != nil {
		return Reply{}, keepTyped(ctx, d, in, err)
	}
	if in.Text(again) != "" {
		_ = d.DropDraft(ctx, in.Person.ID) // else it goes in an hour
	}
	return reply, nil
}

// keepTyped keeps what was typed and makes err lead back to the form.
func keepTyped(ctx context.Context, d *desk.Desk, in Input, err error) error {
	typed := map[string]string{}
	for _, f := range formFields {
		if in.Options[f.Name] != "" {
			typed[f.Name] = in.Options[f.Name]
		}
	}
	u := &unfinished{form: formAgain(), err: err}
	if d.KeepDraft(ctx, in.reader(), typed) != nil {
		u.back = []File{{Name: "article.txt", Type: "text/plain", Data: []byte(typed["text"])}}
	}
	var p *Problem
	if errors.As(err, &p) { // its cause goes to the log, and its words to the person alone
		u.err = p.Err
		return &Problem{Message: p.Message, Hint: p.Hint, Err: u}
	}
	return u
}

// pasted structures the text of the form.
func pasted(in Input) (*briefing.Article, error) {
	o, mistakes := in.about()
	if len(mistakes) > 0 {
		var messages, hints []string
		for _, w := range mistakes {
			messages, hints = append(messages, cards.Escape(w.message)), append(hints, w.hint)
		}
		return nil, &Problem{Message: strings.Join(messages, " "), Hint: strings.Join(hints, " ")}
	}
	return briefing.Parse(in.Options["text"], o)
}

// about reads what the form says about the article.
func (in Input) about() (o briefing.Options, mistakes []wrong) {
	o.Title, o.URL = in.Text("title"), in.Text("url")
	if u, err := url.Parse(o.URL); o.URL != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		mistakes = append(mistakes, wrong{"url", "“" + cards.Label(o.URL, maxNamed) + "” is no address of a page.", "Give one that begins with https:// or none."})
	}
	if day := in.Text("published"); day != "" {
		if o.Published = readDay(day); o.Published == nil {
			mistakes = append(mistakes, wrong{"published", "“" + cards.Label(day, maxNamed) + "” is no date that I can read.", "Write it as 2025-02-14 or leave it out."})
		}
	}
	return o, mistakes
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
