package direct

import (
	"context"
	"slices"
	"strings"

	"lede/commands/command"
	"lede/commands/talk/overlap"
	"lede/desk"
)

// fewestTelling is how many articles tell of a story that is told from all of them.
const fewestTelling = 2

// running tells the story that some words refer to, from all its articles; ok is false if no title has them, or if only one article tells of it.
func (c conversation) running(ctx context.Context, in command.Input, of string) (reply command.Reply, ok bool, err error) {
	list, err := c.d.Headlines(ctx, in.Reader())
	if err != nil {
		return command.Reply{}, false, err
	}
	language, _, _ := strings.Cut(in.Language().Tag(), "-")
	at := slices.IndexFunc(list, func(h desk.Headline) bool {
		return overlap.Covers(h.Title, "en", of) || overlap.Covers(h.Title, language, of)
	})
	if at < 0 {
		return command.Reply{}, false, nil
	}
	s, err := c.d.StoryOf(ctx, in.Reader(), list[at])
	if err != nil || len(s.Articles) < fewestTelling {
		return command.Reply{}, false, err
	}
	in.Options["article"] = list[at].Ref
	reply, err = c.plainly(ctx, in, c.commands["story"])
	return reply, true, err
}
