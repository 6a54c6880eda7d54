package commands

import (
	"context"
	"errors"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
)

// inContext shows sentences between their neighbours, to one person only: those that a card has cited, or one whose number was typed.
// It does not open the article: the one the person is reading stays open.
func inContext(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("context", command.Required(command.TextOption("sentence")), command.ArticleOption()),
		Mode:       command.Privately,
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return command.CompleteArticle(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			h, err := d.Find(ctx, in.Reader(), in.Text("article"))
			if errors.Is(err, desk.ErrNoSuchArticle) {
				return command.Reply{}, problem.New("commands.context-gone")
			}
			if err != nil {
				return command.Reply{}, err
			}
			a, err := d.Read(ctx, in.Reader(), h)
			if errors.Is(err, desk.ErrNoSuchArticle) {
				return command.Reply{}, problem.New("commands.context-gone")
			}
			if err != nil {
				return command.Reply{}, err
			}
			sentences, ok := cards.Cited(a, in.Text("sentence"))
			if !ok {
				return command.Reply{}, problem.New("commands.context-changed")
			}
			return command.Reply{Card: cards.Context(in.Language(), a, h.Ref, sentences, in.From())}, nil
		},
	}
}
