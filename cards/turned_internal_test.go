package cards

import (
	"slices"
	"strings"
	"testing"

	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// written are the parts of a card as text: buttons as [label].
func written(c Card) string {
	var list []string
	var write func([]discordgo.MessageComponent)
	write = func(parts []discordgo.MessageComponent) {
		for _, part := range parts {
			switch part := part.(type) {
			case discordgo.TextDisplay:
				list = append(list, part.Content)
			case discordgo.Button:
				list = append(list, "["+part.Label+"]")
			case discordgo.ActionsRow:
				list = append(list, "row")
				write(part.Components)
			case discordgo.Container:
				list = append(list, "box")
				write(part.Components)
			}
		}
	}
	write(c.Components)
	return strings.Join(list, "|")
}

func boxed(parts ...discordgo.MessageComponent) Card {
	return Card{Components: []discordgo.MessageComponent{discordgo.Container{Components: parts}}, footer: "So it is."}
}

func TestAQuietCardLacksItsClosingLine(t *testing.T) {
	line := func(text string) discordgo.TextDisplay { return discordgo.TextDisplay{Content: text} }
	for name, c := range map[string]struct {
		card Card
		want string
	}{
		"the line alone":        {boxed(line("News"), line("-# So it is.")), "box|News"},
		"what was left out":     {boxed(line("-# 3 more. So it is.")), "box|-# 3 more."},
		"another small line":    {boxed(line("-# Something else.")), "box|-# Something else."},
		"the news says it":      {boxed(line("He said: So it is.")), "box|He said: So it is."},
		"a row of buttons":      {boxed(discordgo.ActionsRow{}), "box|row"},
		"outside of containers": {Card{Components: []discordgo.MessageComponent{line("-# So it is.")}, footer: "So it is."}, "-# So it is."},
		"no closing line":       {Card{Components: boxed(line("-# So it is.")).Components}, "box|-# So it is."},
	} {
		if got := written(Quiet(c.card)); got != c.want || c.card.Explains() != (c.card.footer != "") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestACardThatTurnsLeadsBack(t *testing.T) {
	row := func(n int) discordgo.ActionsRow {
		var r discordgo.ActionsRow
		for i := range n {
			r.Components = append(r.Components, discordgo.Button{Label: string(rune('a' + i))})
		}
		return r
	}
	var l languages.Language
	back, note := "["+l.Text("card.button.back")+"]", "-# "+l.Text("card.turned")
	for name, c := range map[string]struct {
		card   Card
		before string
		want   string
	}{
		"nothing before": {boxed(row(1)), "", "box|row|[a]|" + note}, "one button": {boxed(row(1)), "r", "box|row|" + back + "|[a]|" + note}, "room for one": {boxed(row(maxButtons - 1)), "r", "box|row|" + back + "|[a]|[b]|[c]|[d]|" + note}, "no room": {boxed(row(maxButtons)), "r", "box|row|" + back + "|[a]|[b]|[c]|[e]|" + note},
		"an empty row": {boxed(row(0)), "r", "box|row|" + note}, "a row of something else": {boxed(discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{}}}), "r", "box|row|" + note}, "no row": {boxed(discordgo.TextDisplay{Content: "News"}), "r", "box|News|" + note},
	} {
		if got := written(Turned(l, c.card, c.before)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestAServersColourGoesWhereNoSourceHasOne(t *testing.T) {
	own, source := ink, 7
	card := Card{Components: []discordgo.MessageComponent{discordgo.Container{}, discordgo.Container{AccentColor: &own}, discordgo.Container{AccentColor: &source}, discordgo.TextDisplay{Content: "News"}}}
	var colours []int
	for _, part := range Coloured(card, 5).Components {
		if box, ok := part.(discordgo.Container); ok {
			colours = append(colours, *box.AccentColor)
		}
	}
	if !slices.Equal(colours, []int{5, 5, 7}) || *card.Components[1].(discordgo.Container).AccentColor != ink {
		t.Errorf("%v", colours)
	}
	if box := Coloured(card, 0).Components[0].(discordgo.Container); box.AccentColor != nil {
		t.Error("Lede's own colour is painted over")
	}
}
