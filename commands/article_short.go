package commands

import (
	"context"
	"strings"
	"unicode"

	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/desk"
)

const (
	leastWords = 20 // a paragraph of news has more
	leastSigns = 60 // characters, in scripts that put no spaces between words

	surely = "sure" // the option of the button that adds it all the same
)

// short reports whether an article is shorter than a paragraph or has no sentence, like a word sent by mistake.
func short(a *briefing.Article) bool {
	signs := 0
	for _, r := range a.Text {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			signs++
		}
	}
	if len(strings.Fields(a.Text)) < leastWords && signs < leastSigns {
		return true
	}
	for _, s := range a.Sentences {
		if strings.ContainsAny(a.At(s.Span), ".!?…。！？؟।") || signs >= leastSigns {
			return false
		}
	}
	return true
}

// asks reports whether Lede asks for confirmation of a short article; it asks only once.
func asks(in command.Input, a *briefing.Article) bool { return in.Text(surely) == "" && short(a) }

// askWhether keeps what was given and asks whether such a short article is meant to be news.
func askWhether(ctx context.Context, d *desk.Desk, in command.Input, a *briefing.Article) (command.Reply, error) {
	given := map[string]string{}
	for _, name := range []string{"link", "text", "headline", "url", "published"} {
		if in.Options[name] != "" {
			given[name] = in.Options[name]
		}
	}
	if in.Attachment != nil {
		given["attachment"], given["filename"] = in.Attachment.URL, in.Attachment.Filename
	}
	if err := d.KeepDraft(ctx, in.Reader(), given); err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.ShortArticle(in.Language(), a.Text)}, nil
}

// addAllTheSame adds the article after the admin has confirmed it.
func addAllTheSame(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	given, err := d.Draft(ctx, in.Reader())
	if err != nil {
		return command.Reply{}, err
	}
	given[surely] = "1"
	in.Options = given
	if url := given["attachment"]; url != "" {
		in.Attachment = &command.Attachment{URL: url, Filename: given["filename"]}
	}
	reply, err := addArticle(ctx, d, in)
	if err == nil {
		_ = d.DropDraft(ctx, in.Person.ID) // otherwise it expires within an hour
	}
	return reply, err
}
