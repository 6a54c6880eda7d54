package commands

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// article lets admins decide what their server reads: add a link, a file or pasted text, or remove one. What there is
// everybody sees with /headlines.
func article(d *desk.Desk) Command {
	file := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionAttachment, Name: "file",
		Description: "A text, a page or a structured article (JSON), up to 512 KB",
	}
	return Command{
		Definition: adminOnly(slash("article", "Choose what this server reads",
			subcommand("add", "Add an article: give its link, attach a file, or give neither to paste its text",
				text("link", "The address of its page on the web"), file),
			subcommand("remove", "Remove an article of this server",
				completing(required(text("article", "Which one?")))),
		)),
		Mode:     articleMode,
		Complete: func(ctx context.Context, in Input) ([]Choice, error) { return completeArticle(ctx, d, in) },
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if err := requireAdmin(in); err != nil {
				return Reply{}, err
			}
			switch in.Sub {
			case "add":
				return addArticle(ctx, d, in)
			case "remove":
				return removeArticle(ctx, d, in)
			}
			return Reply{Card: cards.Notice("I add articles and remove them.", "`/headlines` lists those there are; `/article add` and `/article remove` change that.")}, nil
		},
	}
}

// articleMode opens a form when there is neither a link nor a file nor, as when the form comes back, a text.
func articleMode(_ context.Context, in Input) Mode {
	_, pasted := in.Options["text"]
	if in.Sub == "add" && in.Attachment == nil && in.Text("link") == "" && !pasted && requireAdmin(in) == nil {
		return Form
	}
	return Private
}

func addArticle(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if articleMode(ctx, in) == Form {
		return openForm(ctx, d, in)
	}
	var a *briefing.Article
	var err error
	switch {
	case in.Attachment != nil && in.Text("link") != "":
		return Reply{}, &Problem{Message: "There are both a link and a file, so I cannot tell which you mean.", Hint: "Give one of them."}
	case in.Attachment != nil:
		a, err = d.Fetch(ctx, in.Attachment.URL, in.Attachment.Filename)
		err = told(err)
	case in.Text("link") != "":
		a, err = d.FetchPage(ctx, in.Text("link"))
		err = told(err)
	default:
		return addPasted(ctx, d, in)
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
	return Reply{Card: cards.ArticleAdded(lines([]desk.Headline{h})[0], replaced)}, nil
}

// told makes a source's problem one for the person.
func told(err error) error {
	if err == nil {
		return nil
	}
	message, hint, ok := languages.Language{}.Explain(err, cards.Escape)
	if !ok {
		return err
	}
	return &Problem{Message: message, Hint: hint, Err: err}
}

func removeArticle(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	h, err := d.Remove(ctx, in.Guild, in.articleName())
	if err != nil {
		return Reply{}, err
	}
	return Reply{Card: cards.Notice("Removed: "+cards.Escape(cards.Label(h.Title, 250)), "Digests and commands no longer see it.")}, nil
}
