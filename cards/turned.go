package cards

import (
	"strings"

	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Explains reports whether a card has a closing line that is the same on every such card.
func (c Card) Explains() bool { return c.footer != "" }

// Quiet returns a card without the closing line that is the same on every such card. The note on what was left out stays.
func Quiet(c Card) Card {
	if c.footer == "" {
		return c
	}
	return edited(c, func(part discordgo.MessageComponent) (discordgo.MessageComponent, bool) {
		text, ok := part.(discordgo.TextDisplay)
		if !ok || !strings.HasPrefix(text.Content, "-# ") {
			return part, true
		}
		rest, ends := strings.CutSuffix(text.Content, c.footer)
		if !ends {
			return part, true
		}
		text.Content = strings.TrimRight(rest, " ")
		return text, text.Content != "-#"
	})
}

// Turned returns a card which says that direct messages are about its article from now on. Its first button leads back to the article
// before, if there was one; the last but one makes room for it.
func Turned(l languages.Language, c Card, before string) Card {
	note := discordgo.TextDisplay{Content: "-# " + l.Text("card.turned")}
	if before == "" {
		c.Components = append(c.Components[:len(c.Components):len(c.Components)], note)
		return c
	}
	back := Button(l.Text("card.button.back"), Link{Command: "summary", Options: map[string]string{"article": before}}, discordgo.SecondaryButton)
	c = edited(c, func(part discordgo.MessageComponent) (discordgo.MessageComponent, bool) {
		row, _ := part.(discordgo.ActionsRow)
		if len(row.Components) == 0 {
			return part, true
		}
		if _, ok := row.Components[0].(discordgo.Button); !ok {
			return part, true
		}
		buttons := append([]discordgo.MessageComponent{back}, row.Components...)
		if len(buttons) > maxButtons {
			buttons = append(buttons[:maxButtons-1:maxButtons-1], buttons[len(buttons)-1])
		}
		row.Components = buttons
		return row, true
	})
	c.Components = append(c.Components, note)
	return c
}

// edited returns a card with each part of its containers as edit returns it, without those for which keep is false.
func edited(c Card, edit func(discordgo.MessageComponent) (part discordgo.MessageComponent, keep bool)) Card {
	out := Card{footer: c.footer, stretches: c.stretches}
	for _, one := range c.Components {
		box, ok := one.(discordgo.Container)
		if !ok {
			out.Components = append(out.Components, one)
			continue
		}
		var parts []discordgo.MessageComponent
		for _, part := range box.Components {
			if part, keep := edit(part); keep {
				parts = append(parts, part)
			}
		}
		box.Components = parts
		out.Components = append(out.Components, box)
	}
	return out
}

// Coloured returns a card with a server's colour along its edge, unless it has that of a source; 0 is Lede's own.
func Coloured(c Card, colour int) Card {
	if colour == 0 {
		return c
	}
	out := Card{footer: c.footer, stretches: c.stretches}
	for _, one := range c.Components {
		if box, ok := one.(discordgo.Container); ok && (box.AccentColor == nil || *box.AccentColor == ink) {
			box.AccentColor = &colour
			one = box
		}
		out.Components = append(out.Components, one)
	}
	return out
}
