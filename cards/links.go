package cards

import (
	"strconv"
	"strings"

	"lede/cards/markup"
	"lede/languages"
	"lede/pattern"

	"github.com/bwmarrin/discordgo"
)

// Discord's limit on the options of a select, and the maximum total length of a choice's addresses, in characters.
const (
	MaxOptions   = 25
	maxAddresses = maxText - reservedText
)

// Links draws the links of a message for a person to choose from: the command that to stands for gets the link's number, counted from
// 1, as the value. Each address is in the card as it is asked for, so that it can be read from there again.
func Links(l languages.Language, links []string, to Link) Card {
	lines := []string{"### " + l.Text("card.links.title")}
	menu := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: to.String(), Placeholder: l.Text("card.links.choose")}
	used, omitted := 0, 0
	for _, link := range links {
		n := strconv.Itoa(len(menu.Options) + 1)
		line := n + `\. ` + markup.Alone(link)
		if len(menu.Options) == MaxOptions || used+markup.Length(line)+1 > maxAddresses {
			omitted++
			continue
		}
		used += markup.Length(line) + 1
		lines = append(lines, line)
		_, short, _ := strings.Cut(link, "://")
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: markup.Label(n+". "+short, MaxLabel), Value: n})
	}
	if omitted > 0 {
		lines = append(lines, "-# "+l.Text("card.note.omitted", "n", omitted))
	}
	return Card{Components: []discordgo.MessageComponent{
		discordgo.Container{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: strings.Join(lines, "\n")}}},
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{menu}},
	}}
}

// offered matches an address in a card of Links. An address may end in marks with which none would end in a sentence.
var offered = pattern.Of(`(?m)^\d+\\?\. <(.+)>$`)

// OfferedLinks reads the addresses from the text of a card that Links has drawn, in their order.
func OfferedLinks(shown string) (links []string) {
	for _, line := range offered().FindAllStringSubmatch(shown, -1) {
		links = append(links, line[1])
	}
	return links
}

// Headed adds a line in Lede's own words above a card.
func Headed(c Card, title string) Card {
	c.Components = append([]discordgo.MessageComponent{discordgo.TextDisplay{Content: title}}, c.Components...)
	return c
}

// Noted adds a line in Lede's own words below a card.
func Noted(c Card, note string) Card {
	c.Components = append(c.Components[:len(c.Components):len(c.Components)], discordgo.TextDisplay{Content: "-# " + note})
	return c
}
