package cli

import (
	"context"
	"strings"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk/understanding"
	"lede/languages"
	"lede/press"
	"lede/problem"

	"github.com/spf13/cobra"
)

func askVerb(w world) *cobra.Command {
	var format string
	var jsonl bool
	c := &cobra.Command{
		Use:   "ask [flags] PATH|URL|- QUESTION",
		Short: "Ask an article a question",
		Long: "Ask an article a question; the answer is sentences of the article, or that it does not say.\n" +
			`With --jsonl, read one {"id","text","questions":[...]} a line and write one {"id","answers":[...]} a line.`,
		Example: `  lede ask article.txt "Who is the spokesman?"`,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case jsonl && (len(args) > 0 || c.Flags().NFlag() > 1):
				return problem.New("usage.ask-lines")
			case jsonl:
				return interruptible(func(ctx context.Context, _ []string) error { return w.askLines(ctx) })(c, args)
			case len(args) != 2 || strings.TrimSpace(args[1]) == "":
				return problem.New("usage.ask")
			case format != "text" && format != "json":
				return problem.New("usage.format", "format", quoted(format))
			}
			return interruptible(func(ctx context.Context, _ []string) error { return w.ask(ctx, args[0], args[1], format) })(c, args)
		},
	}
	formatFlag(c, &format, "text", "json")
	c.Flags().BoolVar(&jsonl, "jsonl", false, "read and write JSON lines")
	return c
}

func (w world) ask(ctx context.Context, path, question, format string) error {
	a, err := w.readArticle(ctx, path, briefing.Options{})
	if err != nil {
		return err
	}
	found := understanding.Alone(answer.NewIndex(a), question)
	if format == "json" {
		return indented(w.stdout, found)
	}
	return press.AnswerText(w.stdout, languages.Language{}, a, found, w.terminal())
}
