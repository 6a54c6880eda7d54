package commands

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// article lets admins decide what their server reads: they add a link, a file or pasted text, or remove an article. Everybody sees the
// result with /headlines.
func article(d *desk.Desk) command.Command {
	file := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionAttachment, Name: "file",
	}
	return command.Command{
		Definition: command.AdminOnly(command.Slash("article",
			command.Subcommand("add",
				command.TextOption("link"), file),
			command.Subcommand("remove",
				command.Completing(command.Required(command.TextOption("article")))),
		)),
		Mode:    articleMode,
		Changes: command.With("add", "remove"),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return command.CompleteArticle(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			if err := command.RequireAdmin(in); err != nil {
				return command.Reply{}, err
			}
			l := in.Language()
			switch in.Sub {
			case "add":
				return addArticle(ctx, d, in)
			case "remove":
				return removeArticle(ctx, d, in)
			}
			return command.Reply{Card: cards.Notice(l.Text("command.article.what"), l.Text("command.article.what-hint"))}, nil
		},
	}
}

// articleMode opens the form when an admin adds an article and gives none.
func articleMode(_ context.Context, in command.Input) command.Mode {
	if in.Sub == "add" && in.Text(surely) == "" && !givesArticle(in) && command.RequireAdmin(in) == nil {
		return command.Form
	}
	return command.Private
}

// givesArticle reports whether the input has a file, a link or, when the form comes back, a text.
func givesArticle(in command.Input) bool {
	_, pasted := in.Options["text"]
	return pasted || in.Attachment != nil || in.Text("link") != ""
}

func addArticle(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	if articleMode(ctx, in) == command.Form {
		return openForm(ctx, d, in)
	}
	if in.Text(surely) != "" && !givesArticle(in) {
		return addAllTheSame(ctx, d, in)
	}
	if _, sent := in.Options["text"]; sent {
		return addFilledIn(ctx, d, in)
	}
	var a *briefing.Article
	var err error
	switch {
	case in.Attachment != nil && in.Text("link") != "":
		return command.Reply{}, problem.New("commands.link-and-file")
	case in.Attachment != nil:
		a, err = d.Fetch(ctx, in.Reader(), in.Attachment.URL, in.Attachment.Filename, briefing.Options{})
	default:
		a, err = d.FetchPage(ctx, in.Reader(), in.Text("link"), briefing.Options{})
	}
	if err != nil {
		return command.Reply{}, err
	}
	return shelve(ctx, d, in, a)
}

// shelve puts an article on the server's shelf. An article that may not be news is added only when the admin confirms it.
func shelve(ctx context.Context, d *desk.Desk, in command.Input, a *briefing.Article) (command.Reply, error) {
	if asks(in, a) {
		return askWhether(ctx, d, in, a)
	}
	h, replaced, err := d.Add(ctx, in.Guild, in.Person.ID, a)
	if err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.ArticleAdded(in.Language(), command.Lines([]desk.Headline{h})[0], replaced)}, nil
}

func removeArticle(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	h, err := d.Remove(ctx, in.Guild, in.ArticleName())
	if err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	return command.Reply{Card: cards.Notice(l.Text("command.article.removed", "title", markup.Escape(markup.Label(h.Title, 250))), l.Text("command.article.removed-hint"))}, nil
}
