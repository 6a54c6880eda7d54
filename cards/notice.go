package cards

import (
	"strings"

	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Notice says one thing in Lede's own words, with a hint below. Neither may hold words of the news, but for titles and names.
func Notice(message, hint string) Card {
	text := message
	if hint != "" {
		text += "\n-# " + hint
	}
	text = markup.Clip(text, maxText-reservedText)
	return Card{Components: []discordgo.MessageComponent{
		discordgo.Container{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: text}}},
	}}
}

// Offer is a notice with buttons to what can be done about it.
func Offer(message, hint string, buttons ...discordgo.MessageComponent) Card {
	c := Notice(message, hint)
	if box, ok := c.Components[0].(discordgo.Container); ok {
		box.Components = append(box.Components, discordgo.ActionsRow{Components: buttons})
		c.Components[0] = box
	}
	return c
}

// Nearly is a right value near to what was typed, and the button that continues with it.
type Nearly struct {
	Value string
	To    Link
}

// Unfinished explains why what was typed could not be used, and offers what may have been meant, and the form if it came from one.
func Unfinished(l languages.Language, message, hint string, form Link, meant ...Nearly) Card {
	var row []discordgo.MessageComponent
	for _, n := range meant {
		if n.To.Fits() && len(row) < 3 { // more would be no hint
			row = append(row, Button(markup.Label(n.Value, maxButton), n.To, discordgo.PrimaryButton))
		}
	}
	if form.Command != "" {
		row = append(row, Button(l.Text("card.form.again"), form, discordgo.SecondaryButton))
		hint = strings.TrimSpace(hint + " " + l.Text("card.form.kept"))
	}
	return Offer(message, hint, row...)
}
