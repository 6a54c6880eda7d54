package definitions

import (
	"context"
	"fmt"

	"lede/bot/rest"
	"lede/commands/command"
)

// Difference holds the differences between Discord's list of commands and ours, each command as people know it: /summary, “Brief this”.
type Difference struct {
	Missing, Outdated, Unknown []string
}

// None reports whether the lists are the same.
func (d Difference) None() bool { return len(d.Missing)+len(d.Outdated)+len(d.Unknown) == 0 }

// Compare finds the differences between Discord's list and ours. It only reads.
func Compare(ctx context.Context, c *rest.Client, application string, list []command.Command) (Difference, error) {
	ours, err := normalized(list)
	if err != nil {
		return Difference{}, err
	}
	theirs, _, err := registered(ctx, c, application, func([]any) {})
	if err != nil {
		return Difference{}, err
	}
	return difference(ours, theirs), nil
}

func difference(ours, theirs []any) Difference {
	var d Difference
	left := map[string]any{}
	for _, t := range theirs {
		if m, ok := t.(map[string]any); ok {
			left[key(m)] = t
		}
	}
	for _, o := range ours {
		m, _ := o.(map[string]any)
		t, there := left[key(m)]
		delete(left, key(m))
		switch {
		case !there:
			d.Missing = append(d.Missing, shown(m))
		case !same([]any{o}, []any{t}):
			d.Outdated = append(d.Outdated, shown(m))
		}
	}
	for _, t := range theirs { // in their order
		if m, ok := t.(map[string]any); ok && left[key(m)] != nil {
			d.Unknown = append(d.Unknown, shown(m))
		}
	}
	return d
}

// shown is a slash command with its slash, and one of a menu in quotation marks.
func shown(command map[string]any) string {
	if kind := fmt.Sprint(command["type"]); kind == "2" || kind == "3" { // Discord's numbers for the menus of users and of messages
		return fmt.Sprintf("“%v”", command["name"])
	}
	return fmt.Sprintf("/%v", command["name"])
}
