package commands

import (
	"context"

	"lede/briefing/answer"
	"lede/cards"
	"lede/desk"
)

// ask answers a question from an article, or says that the article does not say.
func ask(d *desk.Desk) Command {
	return Command{
		Definition: slash("ask", "Ask the article a question",
			text("question", "Such as: who is the spokesman? How many were hurt? Asked for when left out"), articleOption()),
		Mode: func(ctx context.Context, in Input) Mode {
			if _, given := in.Options["question"]; !given {
				return Form
			}
			return answering(d)(ctx, in)
		},
		Complete: func(ctx context.Context, in Input) ([]Choice, error) { return completeArticle(ctx, d, in) },
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if _, given := in.Options["question"]; !given {
				return askForQuestion(ctx, d, in)
			}
			if in.Text("question") == "" {
				return Reply{}, &Problem{Message: "There are no words in your question.", Hint: "`/ask` without a question opens a form for it."}
			}
			a, err := d.Open(ctx, in.reader(), in.Text("article"))
			if err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Answer(a, desk.Ref(a.ID), answer.From(a, in.Options["question"]))}, nil
		},
	}
}

// askForQuestion opens a form. It keeps the article by its short name: what was typed may be longer than a custom id.
func askForQuestion(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	l := cards.Link{Command: "ask"}
	if name := in.Text("article"); name != "" {
		h, err := d.Find(ctx, in.reader(), name)
		if err != nil {
			return Reply{}, err
		}
		l.Options = map[string]string{"article": h.Ref}
	}
	return Reply{Modal: &cards.Modal{
		ID: l.String(), Title: "Ask the article",
		Fields: []cards.Field{{
			Name: "question", Label: "Your question", Placeholder: "Who is …? What did … say? How many …?", Required: true, MaxLength: 300,
		}},
	}}, nil
}
