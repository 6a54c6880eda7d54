package commands

import (
	"context"
	"slices"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/direct"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/commands/talk/understanding"
	"lede/desk"
	"lede/problem"
)

// ask answers a question from an article, or says that the article does not say.
func ask(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("ask",
			command.TextOption("question"), command.ArticleOption()),
		Mode: func(ctx context.Context, in command.Input) command.Mode {
			if in.Sub == "report" {
				return command.Private
			}
			if _, given := in.Options["question"]; !given {
				return command.Form
			}
			return answering(d)(ctx, in)
		},
		Changes: command.With("report"),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return command.CompleteArticle(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			if in.Sub == "report" {
				return report(ctx, d, in)
			}
			if _, given := in.Options["question"]; !given {
				return askForQuestion(ctx, d, in)
			}
			if len(message.Words(in.Text("question"))) == 0 {
				return command.Reply{}, problem.New("commands.question-empty")
			}
			if in.Guild == "" {
				return direct.Question(ctx, d, in, in.Options["question"])
			}
			a, err := d.Open(ctx, in.Reader(), in.Text("article"))
			if err != nil {
				return command.Reply{}, err
			}
			return answered(ctx, d, in, a, in.Options["question"])
		},
	}
}

// answered answers a question.
func answered(ctx context.Context, d *desk.Desk, in command.Input, a *briefing.Article, question string) (command.Reply, error) {
	var found briefing.Answer
	ways := cards.Ways{Report: in.Guild != ""}
	l := in.Language()
	err := d.Study(ctx, in.Reader(), a, func() {
		x := answer.NewIndex(a)
		if found = understanding.Alone(x, question); !found.Answered {
			ways.Questions = understanding.Suggestions(x, talk.Named(a, question), question)
		}
	})
	if err != nil {
		return command.Reply{}, err
	}
	if !found.Answered && in.Text("article") == "" { // nobody chose this one
		list, err := d.Headlines(ctx, in.Reader()) // and nothing that one person alone opened
		if err != nil {
			return command.Reply{}, err
		}
		ways.Asked, ways.Elsewhere = question, direct.Elsewhere(ctx, d, in, a, list, question)
	}
	return command.Reply{Card: cards.Answer(l, a, desk.Ref(a.ID), found, ways)}, nil
}

// askForQuestion opens a form. It refers to the article by its short name, because what was typed may be longer than a custom id.
func askForQuestion(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	l := cards.Link{Command: "ask"}
	list, unlisted := d.Headlines(ctx, in.Reader())
	if name := in.Text("article"); name != "" {
		h, err := d.Find(ctx, in.Reader(), name)
		if err != nil {
			return command.Reply{}, err
		}
		l.Options = map[string]string{"article": h.Ref}
		if !slices.ContainsFunc(list, func(o desk.Headline) bool { return o.Ref == h.Ref }) {
			list = append([]desk.Headline{h}, list...) // briefed for this person only
		}
	}
	words := in.Language()
	fields := []cards.Field{{
		Name: "question", Label: words.Text("form.ask.question.label"), Placeholder: words.Text("form.ask.question.placeholder"), Required: true, MaxLength: 300,
	}}
	if unlisted == nil && len(list) > 1 {
		fields = append(fields, cards.ArticleMenu(words, "article", command.Lines(list), l.Options["article"]))
	}
	return command.Reply{Modal: &cards.Modal{ID: l.String(), Title: words.Text("form.ask.title"), Fields: fields}}, nil
}
