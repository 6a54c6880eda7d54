package commands

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// article lets admins decide what their server reads: add a link, a file or pasted text, or remove one. What there is
// everybody sees with /headlines.
func article(d *desk.Desk) Command {
	file := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionAttachment, Name: "file",
	}
	return Command{
		Definition: adminOnly(slash("article",
			subcommand("add",
				text("link"), file),
			subcommand("remove",
				completing(required(text("article")))),
		)),
		Mode:     articleMode,
		Changes:  with("add", "remove"),
		Complete: func(ctx context.Context, in Input) ([]Choice, error) { return completeArticle(ctx, d, in) },
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if err := requireAdmin(in); err != nil {
				return Reply{}, err
			}
			l := in.Language()
			switch in.Sub {
			case "add":
				return addArticle(ctx, d, in)
			case "remove":
				return removeArticle(ctx, d, in)
			}
			return Reply{Card: cards.Notice(l.Text("command.article.what"), l.Text("command.article.what-hint"))}, nil
		},
	}
}

// articleMode opens the form when an admin adds an article and gives none.
func articleMode(_ context.Context, in Input) Mode {
	if in.Sub == "add" && !in.givesArticle() && requireAdmin(in) == nil {
		return Form
	}
	return Private
}

// givesArticle tells whether there is a file, a link or, when the form comes back, a text.
func (in Input) givesArticle() bool {
	_, pasted := in.Options["text"]
	return pasted || in.Attachment != nil || in.Text("link") != ""
}

func addArticle(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if articleMode(ctx, in) == Form {
		return openForm(ctx, d, in)
	}
	if _, sent := in.Options["text"]; sent {
		return addFilledIn(ctx, d, in)
	}
	var a *briefing.Article
	var err error
	switch {
	case in.Attachment != nil && in.Text("link") != "":
		return Reply{}, problem.New("commands.link-and-file")
	case in.Attachment != nil:
		a, err = d.Fetch(ctx, in.reader(), in.Attachment.URL, in.Attachment.Filename, briefing.Options{})
	default:
		a, err = d.FetchPage(ctx, in.reader(), in.Text("link"), briefing.Options{})
	}
	if err != nil {
		return Reply{}, err
	}
	return shelve(ctx, d, in, a)
}

// shelve puts an article on the server's shelf.
func shelve(ctx context.Context, d *desk.Desk, in Input, a *briefing.Article) (Reply, error) {
	h, replaced, err := d.Add(ctx, in.Guild, in.Person.ID, a)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Card: cards.ArticleAdded(in.Language(), lines([]desk.Headline{h})[0], replaced)}, nil
}

func removeArticle(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	h, err := d.Remove(ctx, in.Guild, in.articleName())
	if err != nil {
		return Reply{}, err
	}
	l := in.Language()
	return Reply{Card: cards.Notice(l.Text("command.article.removed", "title", cards.Escape(cards.Label(h.Title, 250))), l.Text("command.article.removed-hint"))}, nil
}
