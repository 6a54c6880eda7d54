package digest

import (
	"slices"
	"strings"

	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// The values of the option that says what a digest does when there is nothing new.
const (
	emptySay   = "say"
	emptyQuiet = "quiet"
)

// styleOptions are the options for how a digest is posted rather than when.
func styleOptions() []*discordgo.ApplicationCommandOption {
	empty := command.TextOption("empty")
	empty.Choices = []*discordgo.ApplicationCommandOptionChoice{{Value: emptySay}, {Value: emptyQuiet}}
	return []*discordgo.ApplicationCommandOption{
		command.Completing(command.TextOption("sections")),
		empty,
		{Type: discordgo.ApplicationCommandOptionBoolean, Name: "publish"},
		{Type: discordgo.ApplicationCommandOptionRole, Name: "mention"},
	}
}

// style reads those of these options that are given. The func it returns applies them.
func style(in command.Input) (func(*desk.Digest), error) {
	list, err := ParseSections(in.Text("sections"))
	if err != nil {
		return nil, err
	}
	return func(g *desk.Digest) {
		if list != nil {
			g.Sections = list
		}
		if slices.Equal(list, cards.Sections()[:1]) { // the default is not worth a word
			g.Sections = nil
		}
		if empty := in.Text("empty"); empty != "" {
			g.Quiet = empty == emptyQuiet
		}
		if publish := in.Text("publish"); publish != "" {
			g.Publish = publish == "true"
		}
		switch role := in.Text("mention"); role {
		case "":
		case in.Guild: // the role @everyone has the server's id, and nobody means to call them all every day
			g.Role = ""
		default:
			g.Role = role
		}
	}, nil
}

// ParseSections parses the names of sections, separated by commas, in the order in which they are to be shown; nil if there are none.
func ParseSections(typed string) ([]string, error) {
	if typed == "" {
		return nil, nil
	}
	all := cards.Sections()
	var list []string
	for part := range strings.SplitSeq(typed, ",") {
		name := strings.ToLower(strings.Join(strings.Fields(part), " "))
		switch {
		case name == "":
			continue // a stray comma
		case !slices.Contains(all, name):
			return nil, problem.New("commands.section-unknown", "section", markup.Label(name, 40), "sections", strings.Join(all, ", "))
		case slices.Contains(list, name):
			return nil, problem.New("commands.section-twice", "section", name)
		}
		list = append(list, name)
	}
	if list == nil {
		return nil, problem.New("commands.section-none", "sections", strings.Join(all, ", "))
	}
	return list, nil
}

// nearestSections returns the sections whose names are nearest to those typed, each once; "" when one is near to none.
func nearestSections(typed string) string {
	var list []string
	for part := range strings.SplitSeq(typed, ",") {
		name := strings.ToLower(strings.Join(strings.Fields(part), " "))
		if name != "" && !slices.Contains(cards.Sections(), name) {
			if name = problem.Nearest(name, cards.Sections()); name == "" {
				return ""
			}
		}
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return strings.Join(list, ", ")
}

// completeSections offers sensible combinations, and then each section that can be added to those typed.
func completeSections(typed string) []command.Choice {
	combinations := []string{
		"key points", "key points, quotes", "key points, people", "key points, figures", "key points, developments",
		"key points, quotes, people", "quotes", "developments", strings.Join(cards.Sections(), ", "),
	}
	choices := command.CompleteFrom(combinations, typed)
	list, err := ParseSections(strings.TrimRight(typed, ", "))
	if err != nil || list == nil {
		return choices
	}
	offer := func(names []string) {
		if s := strings.Join(names, ", "); !slices.Contains(choices, command.Choice{Name: s, Value: s}) {
			choices = append(choices, command.Choice{Name: s, Value: s})
		}
	}
	offer(list)
	for _, name := range cards.Sections() {
		if !slices.Contains(list, name) {
			offer(append(slices.Clone(list), name))
		}
	}
	return command.First(choices)
}
